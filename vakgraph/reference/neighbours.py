"""The diagram of one class: what points to it on the left, what it points to on the right."""

from __future__ import annotations

from collections.abc import Mapping

from vakgraph.pictures import svg
from vakgraph.reference import drawing
from vakgraph.reference.model import Book, Class

WIDE, SIDE, MIDDLE, GAP, STEP = 720.0, 214.0, 190.0, 51.0, 12.0


def grouped(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Neighbour -> the properties between, in their order."""
    found: dict[str, list[str]] = {}
    for neighbour, property_ in pairs:
        found.setdefault(neighbour, []).append(property_)
    return found


def around(book: Book, cls: Class) -> tuple[dict[str, list[str]], dict[str, list[str]], list[str]]:
    """What points to the class, what it points to, and the properties from the class to itself."""
    into = [(e.start, e.property) for e in book.edges if e.end == cls.anchor and e.start != cls.anchor]
    out = [(e.end, e.property) for e in book.edges if e.start == cls.anchor and e.end != cls.anchor]
    return grouped(into), grouped(out), [e.property for e in book.edges if e.start == e.end == cls.anchor]


def diagram(book: Book, cls: Class, names: Mapping[str, str], title: str, told: str) -> str:
    """The drawing; `names` are the labels of classes and properties by anchor. "" where the class stands alone."""
    into, out, itself = around(book, cls)
    if not (into or out or itself):
        return ""
    left, right = (_sized(side, names) for side in (into, out))
    middle = [(text, True) for text in svg.wrap(names[cls.anchor], MIDDLE - 16, drawing.SIZE, True)]
    middle += [(text, False) for own in itself for text in svg.wrap(f"↻ {names[own]}", MIDDLE - 16, drawing.SIZE)]
    tall = len(middle) * drawing.SIZE * svg.LINE_HEIGHT + 22
    high = (
        max(tall, *(sum(each[1] for each in side) + STEP * (len(side) - 1) for side in (left, right) if side), 60) + 4
    )
    x, centre = SIDE + GAP, high / 2
    parts = _side(left, 0, centre, high, towards=True) + _side(right, x + MIDDLE + GAP, centre, high, towards=False)
    parts.append(drawing.box(x, centre - tall / 2, MIDDLE, tall, middle, strong=True))
    return drawing.picture(WIDE, high, f"d-{cls.anchor}", title, told, parts)


MANY = 5  # so many neighbours by the same property share one box
Sized = list[tuple[list[tuple[str, bool]], float]]


def _sized(side: Mapping[str, list[str]], names: Mapping[str, str]) -> Sized:
    """The lines of each box with its height: the neighbour in bold, below it the properties."""
    found = []
    for neighbours, properties in _together(side):
        called, by = (", ".join(names[each] for each in some) for some in (neighbours, properties))
        one = len(neighbours) == 1
        lines = [(text, one) for text in svg.wrap(called, SIDE - 16, drawing.SIZE, one)]
        lines += [(text, not one) for text in svg.wrap(by, SIDE - 16, drawing.SIZE, not one)]
        found.append((lines, len(lines) * drawing.SIZE * svg.LINE_HEIGHT + 12))
    return found


def _together(side: Mapping[str, list[str]]) -> list[tuple[list[str], list[str]]]:
    """The neighbours, those that many share a property with in one group."""
    found: dict[tuple[str, ...], list[str]] = {}
    groups: list[tuple[list[str], list[str]]] = []
    for neighbour, properties in side.items():
        found.setdefault(tuple(properties), []).append(neighbour)
    for by, some in found.items():
        groups += [(some, list(by))] if len(some) >= MANY else [([one], list(by)) for one in some]
    return groups


def _side(boxes: Sized, x: float, centre: float, high: float, towards: bool) -> list[str]:
    """The boxes of one side under each other, each tied to a rail beside the middle one."""
    if not boxes:
        return []
    y = (high - sum(each for _, each in boxes) - STEP * (len(boxes) - 1)) / 2
    parts, middles = [], []
    for lines, tall in boxes:
        parts.append(drawing.box(x, y, SIDE, tall, lines))
        middles.append(y + tall / 2)
        y += tall + STEP
    rail, inner = (x + SIDE + GAP / 2, x + SIDE + GAP) if towards else (x - GAP / 2, x - GAP)
    if len(boxes) == 1:
        middles = [centre]
    ends = (min([*middles, centre]), max([*middles, centre]))
    if ends[1] > ends[0]:
        parts.append(drawing.line([(rail, ends[0]), (rail, ends[1])], arrow=False))
    for middle in middles:
        edge = (x + SIDE if towards else x, middle)
        parts.append(drawing.line([edge, (rail, middle)] if towards else [(rail, middle), edge], arrow=not towards))
    trunk = [(rail, centre), (inner, centre)]
    parts.append(drawing.line(trunk if towards else trunk[::-1], arrow=towards))
    return parts
