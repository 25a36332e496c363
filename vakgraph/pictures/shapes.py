"""Boxes, marks and the key that explains them: the few looks that pictures share, told apart without colour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vakgraph.pictures import svg
from vakgraph.pictures.frame import Drawn, Sheet

LOOKS: dict[str, dict[str, str | float]] = {
    "dark": {"fill": svg.DARK},
    "mid": {"fill": svg.MID},
    "plain": {"fill": svg.PAPER, "stroke": svg.QUIET},
    "thick": {"fill": svg.PAPER, "stroke": svg.DARK, "stroke_width": 3},
    "pale": {"fill": svg.PAPER, "stroke": svg.LINE},
    "dashed": {"fill": svg.PAPER, "stroke": svg.QUIET, "stroke_dasharray": "5 4"},
    "dots": {"stroke": svg.QUIET},
    "hatch": {"stroke": svg.QUIET},
}
INKS = {"dark": svg.PAPER}
KEY, KEY_ROW, SWATCH = 14.0, 26.0, 26.0


def box(x: float, y: float, wide: float, high: float, look: str, name: str) -> str:
    """A box of one of the looks; `name` is that of the picture, whose patterns it uses."""
    said = dict(LOOKS[look])
    said.setdefault("fill", f"url(#{name}-{look})")
    inset = 0.5 if "stroke" in said else 0.0
    return svg.element(
        "rect", x=x + inset, y=y + inset, width=max(wide, 1) - 2 * inset, height=high - 2 * inset, **said
    )


def ink(look: str) -> str:
    """The colour of text on that look."""
    return INKS.get(look, svg.INK)


def mark(shape: str, x: float, y: float, size: float, look: str = "dark") -> str:
    """A circle, square, diamond, triangle or cross around a point, `size` across."""
    half, said = size / 2, {"stroke": svg.DARK, "stroke_width": 1.5, **LOOKS[look]}
    if look == "dashed":
        said["stroke_dasharray"] = "3 2"
    if shape == "circle":
        return svg.element("circle", cx=x, cy=y, r=half, **said)
    points = {
        "square": ((-half, -half), (half, -half), (half, half), (-half, half)),
        "diamond": ((0, -half * 1.25), (half * 1.25, 0), (0, half * 1.25), (-half * 1.25, 0)),
        "triangle": ((0, -half * 1.15), (half * 1.15, half), (-half * 1.15, half)),
    }[shape]
    return svg.element("polygon", points=" ".join(_point(x + dx, y + dy) for dx, dy in points), **said)


def _point(x: float, y: float) -> str:
    return f"{svg.number(x)},{svg.number(y)}"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a key: how it looks (a look of `box`, or `shape:look` of `mark`, or a glyph) and what it means."""

    look: str
    words: str


def key(items: Iterable[Item], top: float, on: Sheet) -> Drawn:
    """The key from `top` on, item after item, on as many rows as are needed; with it where it ends."""
    said, at, y = [], on.left, top
    for item in items:
        needed = SWATCH + 8 + svg.width(item.words, KEY)
        if at > on.left and at + needed > on.left + on.room:
            at, y = on.left, y + KEY_ROW
        after, text = _wrapped(item, at, y, on)
        said.append(_swatch(item.look, at, y, on.name) + text)
        at, y = at + needed + 22, after
    return y + KEY_ROW, svg.element("g", *said, font_size=KEY)


def _wrapped(item: Item, x: float, y: float, on: Sheet) -> Drawn:
    """The words beside a swatch; too long for one row they take more."""
    texts = svg.wrap(item.words, on.room - SWATCH - 8, KEY)
    text = svg.lines(texts, x + SWATCH + 8, y + 15, KEY)
    return y + (len(texts) - 1) * KEY * svg.LINE_HEIGHT, text


def _swatch(look: str, x: float, y: float, name: str) -> str:
    """A small drawing of the look, in a place of its own."""
    if look in LOOKS:
        return box(x, y + 2, SWATCH, 16, look, name)
    if look == "line":
        return svg.element("line", x1=x, x2=x + SWATCH, y1=y + 10, y2=y + 10, stroke=svg.QUIET, stroke_width=1.5)
    if look == "dashes":
        return svg.element(
            "line",
            x1=x,
            x2=x + SWATCH,
            y1=y + 10,
            y2=y + 10,
            stroke=svg.QUIET,
            stroke_width=1.5,
            stroke_dasharray="5 4",
        )
    shape, _, filled = look.partition(":")
    if filled:
        return mark(shape, x + SWATCH / 2, y + 10, 13, filled)
    return svg.named("text", look, x=x + SWATCH / 2, y=y + 15, text_anchor="middle", font_weight=650)
