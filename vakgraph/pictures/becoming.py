"""What a square of the gap map was and what it becomes, side by side."""

from __future__ import annotations

from vakgraph.pictures import svg
from vakgraph.pictures.cells import FILLED, Square
from vakgraph.pictures.square import square
from vakgraph.pictures.words import WORDS

WIDE, HIGH, BETWEEN = 132.0, 44.0, 44.0


def becoming(was: Square, now: Square, language: str, patterns: bool = True) -> str:
    """Two squares and an arrow; a page needs the `patterns` once. The words beside it say the same."""
    words, right = WORDS[language if language in WORDS else "nl"], WIDE + BETWEEN
    arrow = f"M{svg.number(WIDE + 10)} {svg.number(HIGH / 2)}h22m-7 -6l7 6l-7 6"
    return svg.element(
        "svg",
        svg.patterns("gap-map") if patterns else "",
        svg.element("rect", width=right + WIDE, height=HIGH, fill=svg.PAPER),
        square(was, 0, 0, WIDE, HIGH, words.not_applicable),
        svg.element("path", d=arrow, fill="none", stroke=svg.QUIET, stroke_width=2),
        square(now, right, 0, WIDE, HIGH, words.not_applicable),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {svg.number(right + WIDE)} {svg.number(HIGH)}",
        width=right + WIDE,
        height=HIGH,
        aria_hidden="true",
        font_family=svg.FONTS,
        fill=svg.INK,
    )


def in_short(found: Square, language: str) -> str:
    """A square in few words: "loopt nog", "B, geen verschil"; the whole sentence where it holds several findings."""
    words = WORDS[language if language in WORDS else "nl"]
    if found.state in FILLED and found.findings == 1:
        return ", ".join((found.certainty or words.not_assessed, *(words.spoken[mark] for mark in found.marks)))
    return found.spoken(language)
