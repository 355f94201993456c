"""The language of the templates (see ../content/README.md): parsing and rendering."""

from __future__ import annotations

import re
from typing import Callable

from .text import Marked, Mark

SPECIAL = re.compile(r"\\.|[\[\]{}|<]", re.S)
OPEN_MARK = re.compile(r"<([A-Z_]+)(?: (Patient|Carer|Other|Hospital))?(?: kind=([A-Z]+))?>")
ESCAPES = {"n": "\n", "t": "\t"}


class TemplateError(ValueError):
    pass


def parse(source: str) -> tuple:
    """A tree of tuples: ('text', s), ('slot', before, name), ('alt', [trees]), ('put', name, low, high), ('sex', who, man, woman), ('mark', c, r, k, tree), ('seq', [trees])."""
    tree, place = _sequence(source, 0, "")
    if place != len(source):
        raise TemplateError(f"closing sign without opening at {place}: {source[:60]!r}")
    return tree


def _sequence(source: str, place: int, closing: str) -> tuple[tuple, int]:
    items: list[tuple] = []
    while place < len(source):
        found = SPECIAL.search(source, place)
        if not found:
            items.append(("text", source[place:]))
            place = len(source)
            break
        if found.start() > place:
            items.append(("text", source[place:found.start()]))
        sign, place = found.group(), found.start()
        if sign[0] == "\\":
            items.append(("text", ESCAPES.get(sign[1], sign[1])))
            place += 2
        elif sign == "{":
            end = source.find("}", place)
            if end < 0:
                raise TemplateError(f"brace never closed: {source[place:place + 40]!r}")
            items.append(_slot(source[place + 1:end]))
            place = end + 1
        elif sign == "[":
            options, place = [], place + 1
            while True:
                option, place = _sequence(source, place, "]|")
                options.append(option)
                if place >= len(source):
                    raise TemplateError(f"bracket never closed: {source[:60]!r}")
                place += 1
                if source[place - 1] == "]":
                    break
            items.append(("alt", options))
        elif sign == "<":
            opening = OPEN_MARK.match(source, place)
            if opening:
                inner, place = _sequence(source, opening.end(), "</>")
                if source[place:place + 3] != "</>":
                    raise TemplateError(f"mark never closed: {source[:60]!r}")
                place += 3
                items.append(("mark", *opening.groups(), inner))
            elif closing == "</>" and source[place:place + 3] == "</>":
                break
            else:
                items.append(("text", "<"))
                place += 1
        elif closing == "]|":
            break
        elif sign == "|":
            items.append(("text", "|"))
            place += 1
        else:
            raise TemplateError(f"unexpected {sign} in {source[:60]!r}")
    return (items[0] if len(items) == 1 else ("seq", items)), place


def _slot(inner: str) -> tuple:
    inner = inner.strip()
    if inner.startswith(">"):
        name, _, times = inner[1:].partition("*")
        return ("put", name.strip(), 1, int(times) if times else 1)
    agreement = re.match(r"m(?:\.(\w+))?:([^|]*)\|(.*)$", inner, re.S)
    if agreement:
        return ("sex", agreement[1] or "patient", agreement[2], agreement[3])
    before = re.match(r"(de|à|le|De|À|Le|du|au) (.+)$", inner)
    if before:
        return ("slot", before[1], before[2])
    return ("slot", None, inner)


def render(tree: tuple, scene) -> Marked:
    """`scene` gives `choice(options)`, `slot(name, before)`, `put(name, count)` and `woman(who)`."""
    result = Marked()
    _render(tree, scene, result)
    return result


def _render(tree: tuple, scene, out: Marked) -> None:
    kind = tree[0]
    if kind == "text":
        out.text(tree[1])
    elif kind == "seq":
        for item in tree[1]:
            _render(item, scene, out)
    elif kind == "alt":
        _render(scene.choice(tree[1]), scene, out)
    elif kind == "slot":
        out.add(scene.slot(tree[2], tree[1]))
    elif kind == "put":
        out.add(scene.put(tree[1], tree[2], tree[3]))
    elif kind == "sex":
        out.text(tree[3] if scene.woman(tree[1]) else tree[2])
    elif kind == "mark":
        inner = Marked()
        _render(tree[4], scene, inner)
        mark = Mark(tree[1], tree[2], tree[3])
        text = inner.plain()
        if text:
            out.pieces.append([text, mark])


def walk(tree: tuple, visit: Callable[[tuple], None]) -> None:
    visit(tree)
    children = tree[1] if tree[0] in ("seq", "alt") else [tree[4]] if tree[0] == "mark" else []
    for child in children:
        walk(child, visit)
