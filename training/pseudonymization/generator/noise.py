"""What scanners, typists and exports do to a text. The marks follow."""

from __future__ import annotations

import re
import unicodedata

from .lexicons import fold
from .text import Marked

WORD = re.compile(r"[^\W\d_]{4,}")
OCR = (("l", "1"), ("O", "0"), ("I", "l"), ("rn", "m"), ("é", "e"), ("c", "e"), ("5", "S"), ("0", "O"), ("B", "8"), ("m", "rn"), ("ê", "è"), ("i", "ı"), ("h", "b"), ("vv", "w"), ("1", "l"))
NO_CASE = {"EMAIL", "URL"}


def _each(marked: Marked, change, only_text: bool = False) -> Marked:
    for piece in marked.pieces:
        if not (only_text and piece[1] is not None):
            piece[0] = change(piece[0])
    return marked


def _same_length_fold(text: str) -> str:
    return text if text.isascii() else fold(text).replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")


def typos(random, marked: Marked, rate: float) -> Marked:
    def change(text: str) -> str:
        def one(found) -> str:
            word = found.group()
            if random.random() > rate:
                return word
            place = random.randint(1, len(word) - 2)
            return random.choice((
                word[:place] + word[place + 1] + word[place] + word[place + 2:], word[:place] + word[place + 1:], word[:place] + word[place] + word[place:], word[:place] + random.choice("aeiourstnlmdcp") + word[place + 1:], word[:place] + word[place:].lower(), fold(word),
            ))
        return WORD.sub(one, text)
    return _each(marked, change)


def ocr(random, marked: Marked, rate: float) -> Marked:
    def change(text: str) -> str:
        signs = []
        for sign in text:
            if random.random() < rate:
                options = [new for old, new in OCR if old == sign]
                sign = random.choice(options) if options else sign + (" " if sign.isalpha() and random.random() < 0.2 else "")
            signs.append(sign)
        return "".join(signs)
    return _each(marked, change)


def wrap(random, marked: Marked, width: int, hyphenate: bool, breaking: str = "\n") -> Marked:
    """Breaks lines at words; a name may be parted over two lines, with a hyphen when words are parted."""
    out, column = Marked(), 0
    for text, mark in marked.pieces:
        parts = []
        for part in re.split(r"(\s+)", text):
            if not part:
                continue
            if "\n" in part:
                column = len(part) - part.rfind("\n") - 1
                parts.append(part)
            elif part.isspace():
                if column >= width - 1:
                    parts.append(breaking)
                    column = 0
                else:
                    parts.append(part)
                    column += len(part)
            else:
                room = width - column
                if column + len(part) > width + 3 and column > 0:
                    if hyphenate and len(part) > 6 and room > 3 and part.isalpha() and random.random() < 0.6:
                        cut = min(room - 1, len(part) - 3)
                        parts.append(part[:cut] + "-" + breaking + part[cut:])
                        column = len(part) - cut
                        continue
                    if parts and parts[-1] == " ":
                        parts[-1] = breaking
                        column = 0
                    elif not parts and out.pieces and out.pieces[-1][0].endswith(" "):
                        out.pieces[-1][0] = out.pieces[-1][0][:-1] + breaking
                        column = 0
                parts.append(part)
                column += len(part)
        out.pieces.append(["".join(parts), mark])
    return out


def hard_cut(random, marked: Marked, width: int, lead: str = "", breaking: str = "\n") -> Marked:
    """Cuts every line at a fixed width, in the middle of words and numbers; `lead` opens the line that goes on."""
    out, column = Marked(), 0
    for text, mark in marked.pieces:
        parts = []
        for number, line in enumerate(text.split("\n")):
            if number:
                parts.append("\n")
                column = 0
            while column + len(line) > width:
                room = width - column
                parts.append(line[:room] + breaking + lead)
                line, column = line[room:], len(lead)
            parts.append(line)
            column += len(line)
        out.pieces.append(["".join(parts), mark])
    return out


LOST = (" ", " ", " ", " ", " ", "", "?", "\ufffd", "´", "_")


def lost_accents(random, marked: Marked, rate: float) -> Marked:
    """`prénom` becomes `pre nom` (a sign in the place of the accent) or `pr nom` (in the place of the letter)."""
    whole_letter, sign = random.random() < 0.3, random.choice(LOST)

    def change(text: str) -> str:
        if text.isascii():
            return text
        out = []
        for letter in text:
            base = unicodedata.normalize("NFD", letter)
            if len(base) == 1 or not letter.isalpha() or random.random() > rate:
                out.append(letter)
            else:
                out.append(sign or " " if whole_letter else base[0] + sign)
        return "".join(out)
    return _each(marked, change)


def mojibake(marked: Marked) -> Marked:
    """UTF-8 read as Latin-1."""
    return _each(marked, lambda text: text if text.isascii() else "".join(letter.encode("utf-8").decode("latin-1") if "À" <= letter <= "ÿ" else letter for letter in text))


def spaces(random, marked: Marked) -> Marked:
    rate = random.choice((0.01, 0.03, 0.1))
    return _each(marked, lambda text: re.sub(r" ", lambda found: random.choice(("  ", "  ", "   ", " ")) if random.random() < rate else " ", text), only_text=random.random() < 0.5)


def missing_breaks(random, marked: Marked) -> Marked:
    join = random.choice((" ", " ", "", " - ", "  ", " | "))
    share = random.choice((0.15, 0.5, 1.0))
    return _each(marked, lambda text: re.sub(r"\n+", lambda found: join if random.random() < share else found.group(), text), only_text=True)


def pages(random, marked: Marked, footers: list[Marked]) -> Marked:
    """Puts a foot of page at some line ends outside spans."""
    every, out, lines = random.randint(18, 45), Marked(), 0
    footers = list(footers)
    for text, mark in marked.pieces:
        if mark is not None or "\n" not in text or not footers:
            out.pieces.append([text, mark])
            lines += text.count("\n")
            continue
        start = 0
        for found in re.finditer("\n", text):
            lines += 1
            if lines >= every and footers:
                out.text(text[start:found.end()]).add(footers.pop(0)).text(random.choice(("\n", "\n\n", "\n\f")))
                start, lines = found.end(), 0
        out.text(text[start:])
    return out


def letters(random, marked: Marked, how: str) -> Marked:
    for piece in marked.pieces:
        mark = piece[1]
        if mark is not None and mark.category in NO_CASE:
            continue
        if how in ("upper", "upper plain"):
            piece[0] = piece[0].upper()
        elif how == "lower":
            piece[0] = piece[0].lower()
        if how in ("plain", "upper plain"):
            piece[0] = _same_length_fold(piece[0])
    return marked


def apply(random, marked: Marked, footers) -> Marked:
    """`footers()` gives the feet of pages, when one is wanted."""
    draw = random.random()
    capitals = draw < 0.11
    if draw < 0.05:
        marked = letters(random, marked, "upper")
    elif draw < 0.11:
        marked = letters(random, marked, "upper plain")
    elif draw < 0.165:
        marked = letters(random, marked, "plain")
    elif draw < 0.185:
        marked = letters(random, marked, "lower")
    if random.random() < 0.22:
        marked = typos(random, marked, random.choice((0.004, 0.01, 0.03)))
    if random.random() < 0.04:
        marked = ocr(random, marked, random.choice((0.003, 0.008, 0.015)))
    if random.random() < 0.16:
        marked = pages(random, marked, footers())
    if random.random() < 0.10:
        marked = spaces(random, marked)
    draw = random.random()
    if random.random() < (0.35 if capitals else 0.055):
        marked = hard_cut(random, marked, random.choice((40, 60, 60, 70, 72, 72, 76, 78, 80, 80, 80, 100, 132)), random.choice(("", "", "", " ", " ", "  ")))
    elif draw < 0.25:
        marked = wrap(random, marked, random.randint(58, 105), random.random() < 0.2)
    elif draw < 0.31:
        marked = missing_breaks(random, marked)
    draw = random.random()
    if draw < 0.03:
        _each(marked, lambda text: text.replace("\n", "\r\n"))
    elif draw < 0.045:
        _each(marked, lambda text: text.replace("\n", "\\.br\\"))
    elif draw < 0.06:
        _each(marked, lambda text: text.replace("\n", "~"), only_text=True)
    if random.random() < 0.25:
        _each(marked, lambda text: text.replace("'", "’"))
    if random.random() < 0.06:
        _each(marked, lambda text: re.sub(r" (?=[:;!?%])", "\u00a0", text))
    if random.random() < 0.08:
        _each(marked, lambda text: re.sub(r" (?=[:;!?])", "", text), only_text=True)
    draw = random.random()
    if draw < 0.05:
        _each(marked, lambda text: text.replace("œ", "oe"))
    elif draw < 0.085:
        _each(marked, lambda text: unicodedata.normalize("NFD", text))
    elif draw < 0.135:
        lost_accents(random, marked, random.choice((0.1, 0.4, 1.0)))
    elif draw < 0.142:
        mojibake(marked)
    elif draw < 0.157:
        _each(marked, lambda text: text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ"))
    elif draw < 0.162:
        _each(marked, lambda text: text.replace("-\n", "\u00ad\n"))
    return marked
