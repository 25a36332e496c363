"""The plot of docs/scale.csv: how the time of a question grows with the graph; `python -m tests.bench.scale_plot`."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from tests.bench import plot

DOCS = Path(__file__).resolve().parents[2] / "docs"


def svg(rows: list[dict[str, str]]) -> str:
    """A line for each server."""
    lines: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: int(row["triples"])):
        lines[row["server"]].append((float(row["triples"]), float(row["median_ms"])))
    return plot.logarithmic("Milliseconds of the median stored question, by the number of triples", lines)


if __name__ == "__main__":
    with (DOCS / "scale.csv").open(encoding="utf-8") as file:
        (DOCS / "scale.svg").write_text(svg(list(csv.DictReader(file))), encoding="utf-8")
