"""A number as a bar: known, contested or not known, each with a look of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vakgraph.pictures import svg
from vakgraph.pictures.shapes import box
from vakgraph.table import Cell

NUMBER = re.compile(r"\d{1,3}(?:[., \u00a0]\d{3})+(?!\d)|\d+")  # 1.300.000 in Dutch, 1,300,000 in English


@dataclass(frozen=True, slots=True)
class Amount:
    """What a cell says of a number: its words, and the least and the most that sources give; `none` where unknown."""

    words: str
    least: int
    most: int

    @property
    def known(self) -> bool:
        """Whether any source gives a number."""
        return bool(self.words)


def amount(cell: Cell | None) -> Amount:
    """The number in a cell such as `59`, `10 ≠ 11` or `ruim 1.300.000`; without a number it is not known."""
    words = svg.clean(cell.text) if cell is not None and cell.kind != "unbound" else ""
    numbers = [int(re.sub(r"\D", "", found)) for found in NUMBER.findall(words)]
    return Amount(words, min(numbers), max(numbers)) if numbers else Amount("", 0, 0)


def bar(said: Amount, x: float, y: float, room: float, high: float, most: int, look: str, name: str) -> str:
    """The bar of a number on a scale where `most` fills the room; what is contested is dashed beyond the least."""
    if not said.known:
        return box(x, y, room, high, "dots", name)
    least, upto = (room * each / max(most, 1) for each in (said.least, said.most))
    beyond = box(x + least, y, upto - least, high, "dashed", name) if said.most > said.least else ""
    return beyond + (box(x, y, least, high, look, name) if said.least else "")
