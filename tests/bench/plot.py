"""A plot with two logarithmic axes, as SVG: a line with dots for each series, its name at its end."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDE, HIGH, LEFT, RIGHT, TOP, FOOT = 720, 360, 60, 230, 40, 50
LINES = ("#1f5c99", "#9c4a00", "#2d6a3a", "#6b3fa0", "#444444")
APART = 14  # pixels between two names, at least


def logarithmic(title: str, series: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """The drawing; every value is above 0. Same series, same bytes."""
    points = [point for line in series.values() for point in line]
    low, high = (math.floor(math.log10(min(y for _, y in points))), math.ceil(math.log10(max(y for _, y in points))))
    first, last = (math.log10(pick(x for x, _ in points)) for pick in (min, max))

    def across(x: float) -> float:
        return LEFT + (math.log10(x) - first) / ((last - first) or 1) * (WIDE - LEFT - RIGHT)

    def up(y: float) -> float:
        return HIGH - FOOT - (math.log10(y) - low) / ((high - low) or 1) * (HIGH - FOOT - TOP)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}, both logarithmic</title>",
        f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="20" font-size="14">{escape(title)} (both axes logarithmic)</text>',
    ]
    for power in range(low, high + 1):
        out.append(f'<path d="M{LEFT} {up(10.0**power):.0f}H{WIDE - RIGHT}" stroke="#dddddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{up(10.0**power) + 4:.0f}" text-anchor="end">{10.0**power:g}</text>')
    for x in sorted({x for x, _ in points}):
        out.append(f'<text x="{across(x):.0f}" y="{HIGH - FOOT + 20}" text-anchor="middle">{x:,.0f}</text>')
    places = spread({name: up(line[-1][1]) for name, line in series.items()})
    for colour, (name, line) in zip(LINES, series.items(), strict=False):
        dots = [(across(x), up(y)) for x, y in line]
        way = " ".join(f"{x:.0f},{y:.0f}" for x, y in dots)
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{way}"/>')
        out += [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{colour}"/>' for x, y in dots]
        end = f'x="{dots[-1][0] + 10:.0f}" y="{places[name] + 4:.0f}"'
        out.append(f'<text {end} fill="{colour}">{escape(name)}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def spread(heights: Mapping[str, float]) -> dict[str, float]:
    """The names moved down where two would stand on one another."""
    places: dict[str, float] = {}
    for name in sorted(heights, key=lambda name: heights[name]):
        places[name] = max([heights[name], *(at + APART for at in list(places.values())[-1:])])
    return places
