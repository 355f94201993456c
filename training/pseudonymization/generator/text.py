"""Marked text: pieces of text, each with the mark it belongs to or none."""

from __future__ import annotations


class Mark:
    """One span. Pieces that share the object are one span, even with others between them."""

    __slots__ = ("category", "role", "kind")

    def __init__(self, category: str, role: str | None = None, kind: str | None = None):
        self.category, self.role, self.kind = category, role, kind


class Marked:
    """A text under construction: a list of `[text, Mark | None]`."""

    __slots__ = ("pieces",)

    def __init__(self, pieces=None):
        self.pieces: list[list] = pieces or []

    def text(self, text: str) -> "Marked":
        if text:
            if self.pieces and self.pieces[-1][1] is None:
                self.pieces[-1][0] += text
            else:
                self.pieces.append([text, None])
        return self

    def mark(self, text: str, category: str, role: str | None = None, kind: str | None = None) -> "Marked":
        if text:
            self.pieces.append([text, Mark(category, role, kind)])
        return self

    def add(self, other: "Marked") -> "Marked":
        for text, mark in other.pieces:
            if mark is None:
                self.text(text)
            else:
                self.pieces.append([text, mark])
        return self

    def plain(self) -> str:
        return "".join(text for text, _ in self.pieces)

    def lines(self) -> list["Marked"]:
        """The lines, without their breaks; a mark over a break stays one object on both lines."""
        lines = [Marked()]
        for text, mark in self.pieces:
            for number, part in enumerate(text.split("\n")):
                if number:
                    lines.append(Marked())
                if part:
                    lines[-1].pieces.append([part, mark])
        return lines


def joined(parts: list[Marked], separator: str) -> Marked:
    result = Marked()
    for number, part in enumerate(parts):
        if number:
            result.text(separator)
        result.add(part)
    return result


def strip(marked: Marked) -> Marked:
    pieces = marked.pieces
    while pieces and not pieces[0][0].strip():
        pieces.pop(0)
    while pieces and not pieces[-1][0].strip():
        pieces.pop()
    if pieces and pieces[0][1] is None:
        pieces[0][0] = pieces[0][0].lstrip()
    if pieces and pieces[-1][1] is None:
        pieces[-1][0] = pieces[-1][0].rstrip()
    return marked


def utf16(text: str) -> int:
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def _by_line(text: str, places: list[list]):
    """A line break starts another span of an address; a name broken over two lines is one."""
    for start, end, mark in places:
        if mark.category == "ADDRESS":
            while (cut := text.find("\n", start, end)) >= 0:
                yield start, cut, mark
                start = cut + 1
        yield start, end, mark


def spans(marked: Marked) -> tuple[str, list[dict]]:
    """The text and its spans, trimmed, offsets in UTF-16 code units."""
    text = marked.plain()
    wide = not text.isascii() and any(ord(character) > 0xFFFF for character in text)
    places: list[list] = []
    latest: dict[int, list] = {}
    offset = 0
    for part, mark in marked.pieces:
        end = offset + len(part)
        if mark is not None:
            known = latest.get(id(mark))
            if known and not text[known[1]:offset].strip():
                known[1] = end
            else:
                latest[id(mark)] = place = [offset, end, mark]
                places.append(place)
        offset = end
    result = []
    for start, end, mark in _by_line(text, places):
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            if wide:
                start, end = utf16(text[:start]), utf16(text[:end])
            result.append({"start": start, "end": end, "category": mark.category, "role": mark.role, "kind": mark.kind})
    return text, result
