"""A row knows its kind, its cells as text, and where in which file each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vakgraph.errors import InputError


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell that holds no text to read, such as a formula without a value; says why in Dutch and English."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet. `columns` names the place of each column: a letter in a workbook, a heading in CSV.

    `troubles` are cells that hold nothing to read. `remarks` are what was put right or is worth knowing of cells
    that were read, under "" of the row itself."""

    kind: str
    cells: Mapping[str, str]
    file: str
    sheet: str
    number: int
    columns: Mapping[str, str]
    troubles: Mapping[str, Trouble] = field(default_factory=dict)
    remarks: Mapping[str, Trouble] = field(default_factory=dict)

    def place(self, column: str = "", language: str = "nl") -> str:
        """Where a cell stands; where the row stands if there is no such column."""
        english = language == "en"
        at = self.columns.get(column)
        if not self.sheet:
            return f"{self.file}:{self.number}" + (f", {'column' if english else 'kolom'} {at}" if at else "")
        cell = (
            f"{'cell' if english else 'cel'} {at}{self.number}"
            if at
            else f"{'row' if english else 'rij'} {self.number}"
        )
        return f"{self.file}, {'sheet' if english else 'blad'} {self.sheet}, {cell}"

    def fault(self, column: str, nl: str, en: str) -> InputError:
        """What is wrong with a cell, with the place of that cell."""
        error = InputError(f"{self.place(column)}: {nl}", f"{self.place(column, 'en')}: {en}")
        error.file, error.line, error.where = self.file, self.number, self.place(column)
        return error
