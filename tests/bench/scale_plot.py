"""The plot of docs/scale.csv: how the time of a question grows with the graph; `python -m tests.bench.scale_plot`."""

from __future__ import annotations

import csv
import math
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
WIDE, HIGH, LEFT, BASE = 640, 300, 70, 250
LOW, TOP = 1.0, 5.0  # powers of ten of a millisecond
COLOURS = {"oxigraph serve": "#1f5c99", "Virtuoso 7.2.5": "#9c4a00"}


def height(milliseconds: float) -> float:
    return BASE - (math.log10(max(milliseconds, 10)) - LOW) / (TOP - LOW) * (BASE - 40)


def across(triples: float) -> float:
    return LEFT + (math.log10(triples) - 4.5) / 1.7 * (WIDE - LEFT - 150)


def svg(rows: list[dict[str, str]]) -> str:
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" font-size="12">',
        "<title>Milliseconds per stored question, by the number of triples (both logarithmic)</title>",
        f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>',
    ]
    for power in range(int(LOW), int(TOP) + 1):
        y = height(10**power)
        out.append(f'<path d="M{LEFT} {y:.0f}H{WIDE - 120}" stroke="#dddddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{10**power:,} ms</text>')
    for server, colour in COLOURS.items():
        own = sorted((row for row in rows if row["server"] == server), key=lambda row: int(row["triples"]))
        points = [(across(int(row["triples"])), height(float(row["median_ms"]))) for row in own]
        out.append(
            f'<polyline fill="none" stroke="{colour}" points="{" ".join(f"{x:.0f},{y:.0f}" for x, y in points)}"/>'
        )
        for (x, y), row in zip(points, own, strict=True):
            out.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{colour}"/>')
            out.append(f'<text x="{x:.0f}" y="{BASE + 18}" text-anchor="middle">{int(row["triples"]):,}</text>')
        if points:
            out.append(
                f'<text x="{points[-1][0] + 10:.0f}" y="{points[-1][1] + 4:.0f}" fill="{colour}">{server}</text>'
            )
    out.append(f'<text x="{LEFT}" y="20">Median of the stored questions that need no choice</text>')
    out.append(f'<text x="{LEFT}" y="{BASE + 36}">triples</text></svg>')
    return "\n".join(dict.fromkeys(out)) + "\n"


if __name__ == "__main__":
    with (DOCS / "scale.csv").open(encoding="utf-8") as file:
        (DOCS / "scale.svg").write_text(svg(list(csv.DictReader(file))), encoding="utf-8")
