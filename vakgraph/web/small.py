"""A sheet as a small picture: which cells are filled, and where the numbered marks are; never what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vakgraph.intake import Delivery
from vakgraph.places import Place
from vakgraph.sheets import COLUMNS, Row
from vakgraph.sheets.letters import letters
from vakgraph.sheets.letters import place as cell_at
from vakgraph.validation import Report
from vakgraph.web.examined import MOST_FINDINGS, Line, Small

MOST_SHEETS, MOST_LINES, MOST_COLUMNS = 6, 24, 60
Marks = dict[tuple[int, int], list[tuple[int, str]]]  # (row, column from 1; 0 is all of it) -> number and severity


def sheets(delivery: Delivery, report: Report, language: str) -> tuple[Small, ...]:
    """The sheets that have a mark, in the order of the file."""
    if not delivery.is_table:
        return ()
    rows: dict[str, list[Row]] = {}
    for told in delivery.told:
        rows.setdefault(told.row.sheet, []).append(told.row)
    marks: dict[str, Marks] = {}
    for number, found in enumerate(report.ordered[:MOST_FINDINGS], 1):
        for place in found.places:
            here = marks.setdefault(place.sheet, {}).setdefault(_at(place, rows.get(place.sheet, ())), [])
            here.append((number, found.severity)) if (number, found.severity) not in here else None
    named = [*(sheet for sheet in rows if sheet in marks), *(sheet for sheet in marks if sheet not in rows)]
    return tuple(
        _small(sheet or delivery.name, rows.get(sheet, ()), marks[sheet], language) for sheet in named[:MOST_SHEETS]
    )


def _at(place: Place, rows: Sequence[Row]) -> tuple[int, int]:
    """The row and the column of a place, 0 for the whole."""
    if place.cell:
        return cell_at(place.cell) if not place.cell.isdigit() else (int(place.cell), 0)
    keys = ((row, key) for row in rows[:1] for key, heading in row.columns.items() if heading == place.field)
    return place.line, next((_column(row, key) for row, key in keys), 0)


def _column(row: Row, key: str) -> int:
    """The column of a cell: by its letter in a workbook, by the order of the headings in CSV."""
    return cell_at(f"{row.columns[key]}1")[1] if row.sheet else list(row.columns).index(key) + 1


def _small(title: str, rows: Sequence[Row], marks: Marks, language: str) -> Small:
    heads = {_column(row, key): _heading(row, key, language) for row in rows[:1] for key in row.columns}
    wide = min(MOST_COLUMNS, max([*heads, *(column for _, column in marks)], default=0))
    filled = {row.number: {_column(row, key) for key in row.columns if row.cells.get(key)} for row in rows}
    lines = [
        Line(number, _row(filled.get(number, set()), wide), _marked(marks, number)) if number else Line(0)
        for number in _shown([*filled, *(row for row, _ in marks if row)], {row for row, _ in marks})
    ]
    columns = tuple((letters(at), heads.get(at, "")) for at in range(1, wide + 1))
    return Small(title, columns, tuple(lines), tuple(marks.get((0, 0), ())))


def _heading(row: Row, key: str, language: str) -> str:
    column = COLUMNS[row.kind].get(key)
    return (column.en if language == "en" else column.nl) if column else ""


def _row(filled: set[int], wide: int) -> tuple[bool, ...]:
    return tuple(column in filled for column in range(1, wide + 1))


def _marked(marks: Marks, number: int) -> dict[int, tuple[tuple[int, str], ...]]:
    """The marks of one row by column, counted from 0; under -1 those of the row itself."""
    return {column - 1: tuple(found) for (row, column), found in marks.items() if row == number}


def _shown(numbers: Iterable[int], marked: set[int]) -> list[int]:
    """The rows that are drawn: all of them, or else those with a mark and their neighbours, with 0 for a gap."""
    every = sorted(set(numbers))
    if len(every) > MOST_LINES:
        near = [n for at, n in enumerate(every) if marked & set(every[max(0, at - 1) : at + 2])]
        every = near[:MOST_LINES]
    found: list[int] = []
    for number in every:
        found += [0] if found and number != found[-1] + 1 else []
        found.append(number)
    return found
