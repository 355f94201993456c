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
    if random.random() < 0.5:
        return patterned(random)
    return random.choice((
        lambda: f"{short}{letter}{number:05d}", lambda: f"{letter}{short}-{number:05d}", lambda: f"{letter}{year}{number:05d}", lambda: f"{year}-{number}", lambda: f"{short}-{letter}-{number}",
        lambda: f"{short}.{number:05d}", lambda: f"{short}/{number}", lambda: digits(random, 12), lambda: digits(random, 10), lambda: f"{letter}{random.choice('ABCDEH')}{digits(random, 7)}", lambda: f"{letter}{short}{number:05d}-{random.randint(1, 12)}",
        lambda: f"EX{digits(random, 8)}", lambda: f"ECH-{year}-{number:05d}", lambda: f"{random.choice(('CR', 'RX', 'IRM', 'TDM', 'ANAP', 'HISTO', 'BAC', 'LAB', 'DOS', 'REF'))}{random.choice('-/ ')}{short}{number:05d}".replace(" ", ""),
        lambda: f"{digits(random, 3)}-{digits(random, 4)}-{digits(random, 2)}", lambda: f"SN{digits(random, 8)}", lambda: f"{digits(random, 2)}{letter}{digits(random, 3)}{letter}", lambda: f"1.2.250.1.{digits(random, 3)}.{digits(random, 5)}.{year}{digits(random, 4)}",
    ))()


LETTERS = "ABCDEFGHJKLMNPRSTUVWXZ"
# What identifies an examination, a block, a flask, a device, a file or a badge: A is a letter, 9 a digit, Y a year, y its last two digits, X either.
PATTERNS = (
    "y.9999.A", "Ay-9999.9", "y-AA-99999", "AA-y-9999-A9", "A9.99.999", "yA99999-A1", "H99999-9A", "AAA-Y-9999", "AAA_Yy9999_99", "A999999-99", "AA.999.999", "9999-AAA", "9A999-99A", "XX-XXXX-XX", "XXXXXXXX", "XXXXXX-9", "AAA9999999", "A-999.999", "99-99999-A", "y/A/9999", "yA9999", "Ay9999", "AA999/y", "AA/y/9999", "9999/y-A", "Y.999.99",
    "y9999-B2", "y-99999/3", "AAy99999-1.2", "A99-9999-999", "9999999-AA", "AA9999A", "AA99AA999", "A9A9A9", "SN-99999999", "99AAA999", "AAA-99-999-9", "LOT-AA9999", "AA99-9999", "REF_9999-99", "9999-9999-9999", "999.999.99.9", "UF9999-A99", "BDG-99999", "B-9999-AA", "Q9999999", "A99999999999", "9AA9999999AA", "(01)09999999999999(21)AAA99999", "(10)A99999",
    "Y-AAA-999-A", "AAA/99/9999", "AAy.99999", "PR-99999999", "ORD9999999", "RQ-y9999999", "CMD_999999", "DEM.99.9999", "FL-999999A", "HC9999A", "y-9999-1", "99 9999 99999", "9999 99 999999 A", "CGR-99999999999", "AAA999-B", "N9A-999-999", "9999AA", "y-9999", "A-y-9", "AA-9-99-9999",
)

FILES = (
    "cr_Y0999_9999.pdf", "doc-99999999.docx", "scan_Y9999_999.tif", "IMG_9999.dcm", "rapport-9999-vA9.pdf", "let_9999999_1.odt", "ecg_y99_9999.xml", "y_9999_AAA.pdf", "export_999999.csv", "AA-99999-y.hl7", "1.2.250.1.99.Y.99999.9", "AAA99999.zip", "9999999_9.jpg", "y9999-AA.rtf", "CR9999999.PDF", "holter_99-999.edf",
)


def patterned(random, patterns=PATTERNS) -> str:
    """One of the patterns filled by chance; a capital letter of the pattern other than A, X and Y stands for itself."""
    out, year = [], random.randint(2012, 2026)
    pattern = random.choice(patterns)
    head = "" if pattern[0] in "AXYy9(" and pattern[1:2] != "l" else None
    for place, sign in enumerate(pattern):
        fixed = head is None and not any(mark in "9_-./ " for mark in pattern[:place + 1])
        out.append(sign if fixed else random.choice("0123456789") if sign == "9" else random.choice(LETTERS) if sign == "A" else random.choice(LETTERS + "0123456789" * 2) if sign == "X" else str(year) if sign == "Y" else f"{year % 100:02d}" if sign == "y" and not pattern[place:].startswith("yx") else sign)
    text = "".join(out)
    return text.lower() if random.random() < 0.04 else text


def file_name(random) -> str:
    return patterned(random, FILES)


def lot(random) -> str:
    """Number of a batch or of a device."""
    letter = random.choice
    return random.choice((
        lambda: f"{letter('ABCDEFGHKL')}{digits(random, 5)}", lambda: f"{digits(random, 2)}{letter('ABCDEF')}{digits(random, 3)}", lambda: digits(random, random.choice((6, 7, 8))), lambda: f"{letter(('FX', 'EL', 'PA', 'GK', 'LN', 'BX'))}{digits(random, 4)}", lambda: f"{letter(LETTERS)}{letter(LETTERS)}{digits(random, 3)}{letter(LETTERS)}{letter(LETTERS)}", lambda: f"{digits(random, 4)}{letter(LETTERS)}",
        lambda: f"{letter(LETTERS)}{digits(random, 2)}-{digits(random, 4)}", lambda: f"{letter(LETTERS)}{letter(LETTERS)}.{digits(random, 3)}-{letter(LETTERS)}", lambda: f"{digits(random, 3)}{letter(LETTERS)}{digits(random, 4)}{letter(LETTERS)}", lambda: f"SN {digits(random, 7)}" if random.random() < 0.3 else f"{letter(LETTERS)}{digits(random, 8)}", lambda: f"{random.randint(18, 26)}-{letter(LETTERS)}{digits(random, 4)}",
    ))()


CIM10 = ("C50.9", "I21.0", "I21.4", "E11.65", "J44.1", "J18.9", "N17.9", "K35.8", "S72.0", "Z51.1", "Z51.5", "Z08.0", "C34.1", "C18.7", "F32.2", "F10.2", "G30.1", "G40.9", "I10", "I48.9", "I50.1", "I63.5", "M16.1", "M17.1", "N18.5", "O80", "O42.0", "R07.4", "R55", "T81.4", "Z47.0", "Z96.6", "B96.2", "A41.5", "D50.0", "E66.01", "U07.1", "Y83.1", "F00.1", "G35")
CCAM = ("HHFA001", "NEKA020", "NFKA007", "HHQE005", "DZQM006", "ZBQK001", "ZCQH001", "ACQN001", "DEQP003", "EBLA003", "JDFE001", "JGFC001", "HFCC003", "BFGA004", "LHFA014", "QZFA036", "GEQE004", "YYYY600", "ZZLP025", "AHLB015", "NZMP014", "HBQK002", "EPLF002", "DDAF006", "FELF011", "LMMM001")
OTHERS = (
    "OHGSA7A0", "BHGSA7B2", "DHSEA7X3", "PHFTA7A4", "GFTSA7B2", "HSMA4A7A", "BHHPN7A0", "05M091", "08C481", "28Z04Z", "06K04J", "23Z02Z", "14Z13A", "2345-7", "718-7", "1988-5", "34112-3", "J01CR02", "L01XE03", "N02BE01", "A10BA02", "B01AF02", "HLA-B27", "HLA-DQB1*06:02", "HLA-A*02:01", "c.1521_1523del", "c.5266dupC", "p.Val600Glu", "p.(Gly12Cys)", "p.R175H", "BRAF V600E", "KRAS G12C", "EGFR L858R", "JAK2 V617F", "NM_000492.4", "rs1799963",
    "46,XX", "46,XY", "47,XY,+21", "t(9;22)(q34;q11)", "del(17p)", "t(14;18)", "CD20", "CD138", "CD3+CD4+", "CK7", "CK20", "TTF1", "p16", "p53", "Ki67", "HER2 3+", "PD-L1", "SOX10", "MLH1", "INI1", "R-CHOP21", "FOLFOX6", "FOLFIRI", "BEP", "ABVD", "DA-EPOCH-R", "MK-3475", "ABX464", "BAY 59-7939", "LCZ696", "AP26113", "T3N1M0", "pT2aN0(0/12)M0R0", "ypT1bN0", "cT4bN2M1a", "G2P1", "G3P2002", "A3M2", "F2A1", "L4-L5", "C5-C6", "D12-L1", "S1", "T2*", "FLAIR", "b1000", "ISO 15189", "NF EN 1822", "H1N1", "B.1.1.7", "BA.5", "O157:H7", "CTX-M-15", "OXA-48", "NDM-1", "mecA", "16S", "IgG4", "C3", "C1q", "PR3", "SSA/Ro60", "anti-U1RNP", "VIH1", "VHC 3a", "HPV16", "EBV", "CMV", "V1", "DDDR", "AAIR", "VVI 50", "BIPAP S/T", "CH14", "18G", "5-0", "Vicryl 3/0", "28 mm", "RDT20",
)


def lookalike(random, labelled: bool = True) -> str:
    """Codes of diseases, acts, genes, protocols: no number of anybody."""
    group, label = random.choice(((CIM10, ("CIM-10", "CIM10", "code", "DP", "DAS", "diag.", "(CIM-10 :")), (CCAM, ("CCAM", "acte", "code CCAM", "cotation", "acte coté")), (OTHERS, ("", "", "", "", "code", "ADICAP"))))
    text, mark = random.choice(group), random.choice(label) if labelled and random.random() < 0.7 else ""
    if group is OTHERS and len(text) == 8 and text.isalnum() and text[0] in "OBDPGH" and labelled:
        mark = random.choice(("ADICAP", "code ADICAP", "Codification ADICAP", "ADICAP :"))
    elif mark == "ADICAP":
        mark = ""
    return f"{mark} {text}{')' if mark.startswith('(') else ''}".strip()


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
