"""One square of a picture: a fill for certainty, a pattern or an outline for each kind of empty, and its marks."""

from __future__ import annotations

from vakgraph.pictures import svg
from vakgraph.pictures.cells import FILLED, Square

COUNT, LETTER, MARK, SMALL = 24.0, 18.0, 18.0, 15.0
INSIDE = 12.0
FILLS = {"A": svg.DARK, "B": svg.MID}
PATTERNED = ("running", "not-applicable")
GLYPHS = {"running": "…", "no-outcome": "∅", "unknown-running": "…?", "not-studied": "○"}


def glyphs_width(found: Square) -> float:
    """The room that the count, the letter and the marks of a square need beside each other."""
    if found.state not in FILLED:
        return 0
    count = svg.width(str(found.findings), COUNT, True)
    return count + svg.width("M", LETTER, True) + svg.width(found.marks, MARK, True) + 2 * INSIDE + 14


def square(found: Square, x: float, y: float, wide: float, high: float, not_applicable: str) -> str:
    """A square of any state, at its place."""
    if found.state in FILLED:
        return _filled(found, x, y, wide, high)
    words = GLYPHS.get(found.state, not_applicable)
    said = _said(words, x + wide / 2, y + high / 2)
    if found.state == "not-studied":
        return said
    patch = _patch(words, x + wide / 2, y + high / 2, min(22, high - 6)) if found.state in PATTERNED else ""
    return _empty(found.state, x, y, wide, high) + patch + said


def _empty(state: str, x: float, y: float, wide: float, high: float) -> str:
    """The box of a kind of empty: dotted, dashed, hatched or plain."""
    looks: dict[str, dict[str, str | float]] = {
        "running": {"fill": "url(#gap-map-dots)", "stroke": svg.QUIET},
        "unknown-running": {"fill": svg.PAPER, "stroke": svg.QUIET, "stroke_dasharray": "5 4"},
        "not-applicable": {"fill": "url(#gap-map-hatch)"},
        "no-outcome": {"fill": svg.PAPER, "stroke": svg.QUIET},
    }
    return svg.element("rect", x=x + 0.5, y=y + 0.5, width=wide - 1, height=high - 1, **looks[state])


def box(certainty: str, x: float, y: float, wide: float, high: float, stroke: str = svg.DARK) -> str:
    """The box of a square with findings: the surer, the darker."""
    fill = FILLS.get(certainty, svg.PAPER) if stroke == svg.DARK else svg.PAPER
    return svg.element(
        "rect", x=x + 0.75, y=y + 0.75, width=wide - 1.5, height=high - 1.5, fill=fill, stroke=stroke, stroke_width=1.5
    )


def ink(certainty: str) -> str:
    """The colour of text on that certainty's fill."""
    return svg.PAPER if certainty == "A" else svg.INK


def _filled(found: Square, x: float, y: float, wide: float, high: float) -> str:
    """Count and certainty on the left, directions on the right; grey and unfilled where nothing was established."""
    established = found.state == "evidence"
    colour, base = ink(found.certainty if established else ""), y + high / 2 + COUNT * 0.35
    after = x + INSIDE + svg.width(str(found.findings), COUNT, True) + 7
    return svg.element(
        "g",
        box(found.certainty, x, y, wide, high, svg.DARK if established else svg.QUIET),
        svg.named("text", str(found.findings), x=x + INSIDE, y=base, font_size=COUNT),
        svg.named("text", found.certainty or "–", x=after, y=base, font_size=LETTER),
        svg.named("text", found.marks, x=x + wide - INSIDE, y=base, font_size=MARK, text_anchor="end"),
        fill=colour,
        font_weight=650,
    )


def _said(words: str, x: float, y: float) -> str:
    """The glyph of a kind of empty, in the middle."""
    size = SMALL if len(words) > 2 else MARK
    return svg.named("text", words, x=x, y=y + size * 0.36, font_size=size, text_anchor="middle", fill=svg.QUIET)


def _patch(words: str, x: float, y: float, high: float) -> str:
    """A white patch that keeps a glyph free of the pattern behind it."""
    wide = svg.width(words, SMALL) + 8
    return svg.element("rect", x=x - wide / 2, y=y - high / 2, width=wide, height=high, fill=svg.PAPER)
