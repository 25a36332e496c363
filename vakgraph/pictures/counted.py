"""A bar for each row of any answer that gives a name and a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vakgraph.pictures import svg
from vakgraph.pictures.frame import NOTE, TEXT, WIDE, Drawn, group, sheet, words_of
from vakgraph.pictures.frame import Sheet as On
from vakgraph.pictures.shapes import box
from vakgraph.table import Cell, Table

NAME = "counted"
MOST = 40  # bars that can still be taken in
YEARS = range(1900, 2101)  # whole numbers that are all of these are years, of which no bar says anything
LARGEST = Decimal(10) ** 15
HIGH, BETWEEN, FIGURE = 18.0, 8.0, 90.0
WORDS = {
    "nl": {
        "title": "{number} per {name}",
        "told": "Van {least} tot {most}, in {count} rijen.",
        "unknown": "onbekend",
    },
    "en": {
        "title": "{number} by {name}",
        "told": "From {least} to {most}, in {count} rows.",
        "unknown": "unknown",
    },
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What is drawn: a heading for the names and one for the numbers, and both of each row; None is not known."""

    name: str
    number: str
    rows: tuple[tuple[str, Decimal | None], ...]


def counted(table: Table) -> Counted | None:
    """The name and number of each row; None unless one column is numbers of 0 or more and another can name the rows."""
    numbers = [at for at, _ in enumerate(table.columns) if _numbers([row[at] for row in table.rows])]
    names = [at for at, _ in enumerate(table.columns) if at not in numbers and any(row[at].text for row in table.rows)]
    if len(numbers) != 1 or not names or len(table) < 2:
        return None
    own = [at for at in names if len({row[at].text for row in table.rows}) == len(table)]
    chosen = [min(own, key=lambda at: _bare(table, at))] if own else names
    headings = table.headings or table.columns
    rows = tuple((_named([row[at] for at in chosen]), _value(row[numbers[0]])) for row in table.rows)
    return Counted(", ".join(headings[at] for at in chosen), headings[numbers[0]], rows)


def _bare(table: Table, at: int) -> bool:
    """Whether a column shows addresses, which name a row worse than words do."""
    return any(row[at].kind == "iri" and not row[at].label for row in table.rows)


def _named(cells: Sequence[Cell]) -> str:
    return " · ".join(words_of(cell, "?") for cell in cells)


def _value(cell: Cell) -> Decimal | None:
    """The number in a cell; None for anything else."""
    value = Decimal(cell.python) if isinstance(cell.python, int) else cell.python
    return value if isinstance(value, Decimal) and not isinstance(cell.python, bool) and value.is_finite() else None


def _numbers(cells: Sequence[Cell]) -> bool:
    """Whether these are amounts, some of them perhaps not known."""
    known = [cell for cell in cells if cell.kind != "unbound"]
    values = [value for cell in known if (value := _value(cell)) is not None]
    if not values or len(values) < len(known) or any(not 0 <= value <= LARGEST for value in values):
        return False
    return any(value not in YEARS for value in values)


def told(said: Counted, language: str) -> tuple[str, str]:
    """What the picture is called, and what it says."""
    words = WORDS["en" if language == "en" else "nl"]
    known = [value for _, value in said.rows if value is not None]
    least, most = (written(each, language) for each in (min(known), max(known)))
    title = words["title"].format(number=said.number, name=said.name)
    return title, words["told"].format(least=least, most=most, count=len(said.rows))


def bars(said: Counted, language: str, width: float = WIDE) -> str:
    """The bars in the order of the rows, on a scale that begins at 0."""
    on = sheet(NAME, language, width)
    most = max(value for _, value in said.rows if value is not None)

    def body(top: float) -> Drawn:
        y, drawn = top, []
        for name, value in said.rows:
            y, row = _row(name, value, most, y, on)
            drawn.append(row)
        return y, "".join(drawn)

    return on.drawn(*told(said, on.language), (), body)


def _row(name: str, value: Decimal | None, most: Decimal, y: float, on: On) -> Drawn:
    """A name, and beside it (on a phone below it) its bar with the number at its end."""
    figure = WORDS[on.language]["unknown"] if value is None else written(value, on.language)
    beside = 0.0 if on.narrow else on.room * 0.38
    names = svg.wrap(name, on.room if on.narrow else beside - 16, TEXT)
    said = svg.lines(names, on.left, y + 14, TEXT)
    text = len(names) * TEXT * svg.LINE_HEIGHT
    top = y + text + 4 if on.narrow else y
    x, room = on.left + beside, on.room - beside - FIGURE
    long = room / 4 if value is None else room * float(value / most) if most else 0.0
    said += box(x, top, long, HIGH, "dots" if value is None else "mid", on.name)
    said += svg.named("text", figure, x=x + max(long, 1) + 6, y=top + 14, font_size=NOTE)
    return max(top + HIGH, y + text) + BETWEEN, group(f"{name}: {figure}", said)


def written(value: Decimal, language: str) -> str:
    """A number as people of that language write it, with no more than two decimals."""
    text = f"{round(value, 2):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))
