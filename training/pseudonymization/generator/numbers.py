"""Numbers of people and of files, in every layout."""

from __future__ import annotations

from .text import Marked


def digits(random, count: int, first: str = "0123456789") -> str:
    return random.choice(first) + "".join(random.choice("0123456789") for _ in range(count - 1))


def grouped(random, number: str, layouts) -> str:
    layout = random.choice(layouts)
    if not layout:
        return number
    sign = random.choice((" ", " ", " ", " ", ".", "-", " "))
    parts, place = [], 0
    for size in layout:
        parts.append(number[place:place + size])
        place += size
    return sign.join(parts + ([number[place:]] if number[place:] else []))


def ipp(random) -> str:
    draw = random.random()
    if draw < 0.55:
        return digits(random, random.choice((7, 8, 8, 9, 10, 10)), "0123456789")
    if draw < 0.7:
        return random.choice("HPNCDAB") + digits(random, random.choice((6, 7, 8)))
    if draw < 0.8:
        return grouped(random, digits(random, 9), ((3, 3, 3), (2, 3, 4)))
    if draw < 0.9:
        return f"{digits(random, 4)}{random.choice('-/.')}{digits(random, random.choice((4, 5, 6)))}"
    return random.choice(("IPP", "P-", "PAT", "NIP", "00")) + digits(random, 7)


def nda(random) -> str:
    year = str(random.randint(16, 26))
    draw = random.random()
    if draw < 0.35:
        return year + digits(random, random.choice((6, 7, 8)))
    if draw < 0.65:
        return digits(random, random.choice((8, 9, 9, 10)), "123456789")
    if draw < 0.8:
        return f"{random.choice('EHSUCN')}{year}{digits(random, 6)}"
    return f"20{year}{random.choice('-/. ')}{digits(random, random.choice((4, 5, 6)))}"


def nir_parts(random, sex: str, born, abroad: bool) -> tuple[str, str]:
    month = f"{born.month:02d}" if random.random() < 0.95 else random.choice(("20", "31", "99"))
    place = f"99{random.randint(100, 500)}" if abroad else random.choice((f"{random.randint(1, 95):02d}", "2A", "2B", "97"))
    place = (place + f"{random.randint(1, 700):03d}")[:5]
    body = ("1" if sex == "M" else "2") + f"{born.year % 100:02d}" + month + place + f"{random.randint(1, 999):03d}"
    number = int(body.replace("2A", "19").replace("2B", "18"))
    key = 97 - number % 97 if random.random() < 0.7 else random.randint(1, 97)
    return body, f"{key:02d}"


def nir_text(random, body: str, key: str) -> str:
    draw = random.random()
    if draw < 0.35:
        text = body
    elif draw < 0.75:
        sign = random.choice((" ", " ", " ", " ", ".", "-"))
        text = sign.join((body[0], body[1:3], body[3:5], body[5:7], body[7:10], body[10:13]))
    elif draw < 0.9:
        text = " ".join((body[0], body[1:3], body[3:5], body[5:10], body[10:13]))
    else:
        text = " ".join((body[0], body[1:5], body[5:10], body[10:13]))
    if not key:
        return text
    return text + random.choice((" ", " ", "", "/", " / ", " clé ", "-") if " " in text else ("", " ", " ", "/", "-")) + key


def code(random) -> str:
    year, short = random.randint(2012, 2026), random.randint(12, 26)
    number = random.randint(1, 99999)
    letter = random.choice("ABCDEFGHKLMNPRSTX")
    return random.choice((
        lambda: f"{short}{letter}{number:05d}", lambda: f"{letter}{short}-{number:05d}", lambda: f"{letter}{year}{number:05d}", lambda: f"{year}-{number}", lambda: f"{short}-{letter}-{number}",
        lambda: f"{short}.{number:05d}", lambda: f"{short}/{number}", lambda: digits(random, 12), lambda: digits(random, 10), lambda: f"{letter}{random.choice('ABCDEH')}{digits(random, 7)}", lambda: f"{letter}{short}{number:05d}-{random.randint(1, 12)}",
        lambda: f"EX{digits(random, 8)}", lambda: f"ECH-{year}-{number:05d}", lambda: f"{random.choice(('CR', 'RX', 'IRM', 'TDM', 'ANAP', 'HISTO', 'BAC', 'LAB', 'DOS', 'REF'))}{random.choice('-/ ')}{short}{number:05d}".replace(" ", ""),
        lambda: f"{digits(random, 3)}-{digits(random, 4)}-{digits(random, 2)}", lambda: f"SN{digits(random, 8)}", lambda: f"{digits(random, 2)}{letter}{digits(random, 3)}{letter}", lambda: f"1.2.250.1.{digits(random, 3)}.{digits(random, 5)}.{year}{digits(random, 4)}",
    ))()


def rpps(random) -> str:
    return grouped(random, random.choice(("10", "10", "10", "81")) + digits(random, 9), ((), (), (), (2, 3, 3, 3), (5, 6), (3, 4, 4), (2, 9)))


def adeli(random) -> str:
    return grouped(random, f"{random.randint(1, 95):02d}{digits(random, 7)}", ((), (), (2, 1, 5, 1), (2, 7), (3, 3, 3)))


def finess(random) -> str:
    return grouped(random, f"{random.randint(1, 95):02d}{random.choice(('0', '0', '1'))}{digits(random, 6)}", ((), (), (), (2, 7), (3, 3, 3), (2, 3, 4), (2, 1, 6)))


AREAS = ("01", "02", "03", "04", "05", "09")


def phone(random, kind: str = "") -> str:
    draw = random.random()
    mobile = kind == "mobile" or (kind == "" and draw < 0.5)
    if kind == "hospital":
        mobile = False
    start = random.choice(("06", "06", "07")) if mobile else random.choice(AREAS)
    if draw > 0.93:
        return foreign(random)
    number = start + digits(random, 8)
    pairs = [number[place:place + 2] for place in range(0, 10, 2)]
    shape = random.random()
    if shape < 0.42:
        return " ".join(pairs)
    if shape < 0.56:
        return ".".join(pairs)
    if shape < 0.70:
        return number
    if shape < 0.75:
        return "-".join(pairs)
    if shape < 0.78:
        return "/".join(pairs)
    if shape < 0.88:
        rest = random.choice((" ", " ", ".", "")).join(pairs[1:])
        return random.choice(("+33 ", "+33 ", "+33", "+33.", "0033 ", "0033", "+33(0)", "+33 (0)", "(+33) ", "(33) ", "+33-")) + number[1] + random.choice((" ", " ", "")) + rest
    if shape < 0.91:
        return f"{pairs[0]} {number[2:5]} {number[5:8]} {number[8:]}"
    if shape < 0.94:
        return f"{number[:4]} {number[4:6]} {number[6:8]} {number[8:]}"
    if shape < 0.96:
        return f"({pairs[0]}) {' '.join(pairs[1:])}"
    if shape < 0.98:
        return "  ".join(pairs) if random.random() < 0.3 else ". ".join(pairs)
    return "–".join(pairs) if random.random() < 0.3 else number[:2] + " " + number[2:]


def foreign(random) -> str:
    n = lambda count: digits(random, count)
    return random.choice((
        lambda: f"+32 {n(1)} {n(3)} {n(2)} {n(2)}", lambda: f"+41 {n(2)} {n(3)} {n(2)} {n(2)}", lambda: f"+352 {n(6)}", lambda: f"00 213 {n(2)} {n(2)} {n(2)} {n(2)}", lambda: f"+212 6 {n(2)} {n(2)} {n(2)} {n(2)}", lambda: f"+351 {n(3)} {n(3)} {n(3)}", lambda: f"+221 77 {n(3)} {n(2)} {n(2)}",
        lambda: f"0262 {n(2)} {n(2)} {n(2)}", lambda: f"0590 {n(2)} {n(2)} {n(2)}", lambda: f"0696 {n(2)} {n(2)} {n(2)}", lambda: f"+262 692 {n(2)} {n(2)} {n(2)}", lambda: f"+49 {n(3)} {n(7)}", lambda: f"+39 {n(3)} {n(7)}", lambda: f"0 8{n(2)} {n(3)} {n(3)}", lambda: f"08{n(2)} {n(3)} {n(3)}",
    ))()


def extension(random) -> str:
    draw = random.random()
    if draw < 0.6:
        return digits(random, random.choice((4, 4, 5)), "123456789")
    return f"{digits(random, 2)} {digits(random, 2)}" if draw < 0.75 else digits(random, random.choice((3, 6)), "123456789")


def value(text: str, kind: str) -> Marked:
    return Marked().mark(text, "IDENTIFYING_CODE", None, kind)
