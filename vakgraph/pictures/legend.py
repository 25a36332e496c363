"""The legend that stands with every picture: each mark drawn as it is used, with its words."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph.pictures import svg
from vakgraph.pictures.cells import Square
from vakgraph.pictures.square import box, ink, square
from vakgraph.pictures.words import Words

SIZE, ROW, HEIGHT = 14.0, 30.0, 22.0
HEADING, BETWEEN, TO_WORDS = 92.0, 22.0, 7.0
SWATCHES = {"not-studied": 18.0, "running": 56.0, "not-applicable": 80.0}
SAMPLE = Square("evidence", 3, "B", "▲▲=")


@dataclass(frozen=True, slots=True)
class Item:
    """One mark with its words; `mark` is a letter or glyph, `look` how it is drawn, `wide` the room it takes."""

    mark: str
    words: str
    look: str
    wide: float


def legend(words: Words, x: float, y: float, room: float) -> tuple[float, str]:
    """The legend at a place, at most `room` wide; with it the height it takes."""
    said, top = [], y
    for heading, items in zip(words.headings, _items(words), strict=True):
        said.append(svg.named("text", heading, x=x, y=top + SIZE * 0.36 + HEIGHT / 2, font_weight=650))
        at = x + HEADING
        for item in items:
            needed = item.wide + TO_WORDS + svg.width(item.words, SIZE)
            if at + needed > x + room and at > x + HEADING:
                at, top = x + HEADING, top + ROW
            said.append(_drawn(item, at, top))
            at += needed + BETWEEN
        top += ROW
    return top - y, svg.element("g", *said, font_size=SIZE)


def _items(words: Words) -> tuple[list[Item], ...]:
    """The four rows of the legend."""
    return (
        [Item("", words.reading, "sample", 116)],
        [Item(mark, said, "plain", 16) for mark, said in words.directions.items()],
        [Item(mark, said, "box", 30) for mark, said in words.certainties.items()]
        + [Item("?", words.no_evidence, "grey", 30)],
        [Item(words.not_applicable, said, state, SWATCHES.get(state, 44)) for state, said in words.states.items()],
    )


def _drawn(item: Item, x: float, y: float) -> str:
    """A mark and its words on one line."""
    base = y + HEIGHT / 2 + SIZE * 0.36
    return _mark(item, x, y) + svg.named("text", item.words, x=x + item.wide + TO_WORDS, y=base)


def _mark(item: Item, x: float, y: float) -> str:
    """The mark alone, drawn as in the picture."""
    base = y + HEIGHT / 2 + SIZE * 0.36
    letter: dict[str, str | float] = {"x": x + item.wide / 2, "y": base, "text_anchor": "middle", "font_weight": 650}
    match item.look:
        case "sample":
            return square(SAMPLE, x, y - 6, item.wide, HEIGHT + 12, "")
        case "plain":
            return svg.named("text", item.mark, **letter)
        case "box":
            return box(item.mark, x, y, item.wide, HEIGHT) + svg.named("text", item.mark, fill=ink(item.mark), **letter)
        case "grey":
            return box("", x, y, item.wide, HEIGHT, svg.QUIET) + svg.named("text", item.mark, **letter)
        case state:
            return square(Square(state), x, y, item.wide, HEIGHT, item.mark)
