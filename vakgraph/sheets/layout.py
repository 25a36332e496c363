"""What a workbook hides or joins: sheets, rows and columns out of sight, cells that were merged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from vakgraph.sheets.letters import Cell, letters, place
from vakgraph.sheets.patching import Package, sheet_states
from vakgraph.sheets.patching_cells import Sheet, divided, hidden_columns, hidden_rows, merged
from vakgraph.sheets.patching_text import Unpatchable
from vakgraph.sheets.row import Row, Trouble

_SHEET = Trouble("dit blad is verborgen; het is wel gelezen.", "this sheet is hidden; it was read all the same.")
_ROW = Trouble("deze rij is verborgen; zij is wel gelezen.", "this row is hidden; it was read all the same.")


@dataclass(frozen=True, slots=True)
class Layout:
    """What is unusual in how a sheet is laid out."""

    hidden: bool = False
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    merged: Mapping[Cell, Cell] = field(default_factory=dict)


def read(data: bytes) -> dict[str, Layout]:
    """The layout of every sheet by its title; of a sheet that is oddly written nothing is known."""
    found: dict[str, Layout] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package(archive)
        try:
            states = sheet_states(package)
        except Unpatchable:
            return {}
        for title, (part, hidden) in states.items():
            try:
                found[title] = _layout(divided(package.text(part)), hidden)
            except (Unpatchable, ValueError):
                found[title] = Layout(hidden)
    return found


def _layout(sheet: Sheet, hidden: bool) -> Layout:
    return Layout(hidden, frozenset(hidden_rows(sheet)), frozenset(hidden_columns(sheet)), merged(sheet))


def told(rows: Iterable[Row], layout: Layout | None) -> Iterator[Row]:
    """The rows, each with what its layout does to it."""
    first = True
    for row in rows:
        yield _told(row, layout, first) if layout else row
        first = False


def _told(row: Row, layout: Layout, first: bool) -> Row:
    remarks, troubles = dict(row.remarks), dict(row.troubles)
    if layout.hidden and first:
        remarks[""] = _SHEET
    elif row.number in layout.rows:
        remarks[""] = _ROW
    for key, column in row.columns.items():
        number = place(f"{column}1")[1]
        if number in layout.columns and first and key in row.cells:
            remarks.setdefault(key, _column(column))
        anchor = layout.merged.get((row.number, number))
        if anchor and anchor != (row.number, number) and key not in row.cells:
            troubles[key] = _merged(anchor)
    if remarks == row.remarks and troubles == row.troubles:
        return row
    return replace(row, remarks=remarks, troubles=troubles)


def _column(name: str) -> Trouble:
    return Trouble(
        f"kolom {name} is verborgen; zij is wel gelezen.", f"column {name} is hidden; it was read all the same."
    )


def _merged(anchor: Cell) -> Trouble:
    name = f"{letters(anchor[1])}{anchor[0]}"
    return Trouble(
        f"deze cel is samengevoegd met {name}, dus hier staat niets. Splits de cellen en zet in elke rij wat er hoort.",
        f"this cell is merged with {name}, so nothing stands here. Split the cells and fill in every row.",
    )
