"""Boxes, lines and arrowheads of the diagrams, with colours that a page may change by their class."""

from __future__ import annotations

from vakgraph.pictures import svg
from vakgraph.pictures.svg import DARK as BLUE
from vakgraph.pictures.svg import FONTS, INK, PAPER, QUIET, element, named, number

SIZE = 13.0


def _of(name: str) -> dict[str, str]:
    """The class by which a page gives it another colour."""
    return {"class": name}


def box(x: float, y: float, wide: float, high: float, lines: list[tuple[str, bool]], strong: bool = False) -> str:
    """A box with centred lines of text, each plain or bold; a strong box is filled."""
    fill, ink = (BLUE, PAPER) if strong else (PAPER, INK)
    parts = [element("rect", x=x, y=y, width=wide, height=high, rx=3, fill=fill, stroke=BLUE, stroke_width=1.5,
                     **_of("b strong" if strong else "b"))]  # fmt: skip
    step = SIZE * svg.LINE_HEIGHT
    first = y + high / 2 - (len(lines) - 1) * step / 2 + SIZE * 0.36
    for at, (text, bold) in enumerate(lines):
        weight = {"font_weight": "600"} if bold else {}
        parts.append(
            named(
                "text",
                text,
                x=x + wide / 2,
                y=first + at * step,
                text_anchor="middle",
                fill=ink,
                **_of("t strong" if strong else "t"),
                **weight,
            )
        )
    return "".join(parts)


def line(points: list[tuple[float, float]], arrow: bool = True) -> str:
    """A line along points, with an arrowhead at its end."""
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    drawn = element("path", d=path, fill="none", stroke=QUIET, stroke_width=1.2, **_of("l"))
    return drawn + (_head(points[-2], points[-1]) if arrow else "")


def _head(start: tuple[float, float], end: tuple[float, float]) -> str:
    """A small triangle that points where the line goes; lines are level or upright."""
    (x, y), right, down = end, end[0] - start[0], end[1] - start[1]
    dx, dy = (7 if right > 0 else -7 if right < 0 else 0), (7 if down > 0 else -7 if down < 0 else 0)
    if dx:
        dy = 0
    corners = [(x, y), (x - dx + (0 if dx else 3.5), y - dy + (3.5 if dx else 0)),
               (x - dx - (0 if dx else 3.5), y - dy - (3.5 if dx else 0))]  # fmt: skip
    return element(
        "path", d="M" + "L".join(f"{number(a)} {number(b)}" for a, b in corners) + "Z", fill=QUIET, **_of("a")
    )


def picture(wide: float, high: float, name: str, title: str, told: str, parts: list[str], alone: bool = False) -> str:
    """The whole drawing with its title and description; `alone` for a file of its own, with its own paper."""
    paper = element("rect", x=-1, y=-1, width=wide + 2, height=high + 2, fill=PAPER) if alone else ""
    size = {"width": wide + 2, "height": high + 2} if alone else {}
    return element(
        "svg", named("title", title, id=f"{name}-title"), named("desc", told, id=f"{name}-desc"), paper, *parts,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"-1 -1 {number(wide + 2)} {number(high + 2)}", role="img",
        aria_labelledby=f"{name}-title {name}-desc", font_family=FONTS, font_size=SIZE, **_of("drawing"), **size,
    )  # fmt: skip
