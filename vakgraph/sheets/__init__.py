"""Workbooks and CSV files become rows that know their file, sheet and cell."""

from __future__ import annotations

from pathlib import Path

from vakgraph.errors import InputError
from vakgraph.sheets import delimited, guard, workbook
from vakgraph.sheets.column import Column
from vakgraph.sheets.columns import COLUMNS
from vakgraph.sheets.row import Row, Trouble

__all__ = ["COLUMNS", "Column", "Row", "Trouble", "read"]


def read(path: Path, kind: str | None = None) -> list[Row]:
    """The rows of a workbook or CSV file; `kind` for a CSV file whose name does not say what it holds."""
    guard.by_name(path.name)
    try:
        if path.stat().st_size > guard.MOST_BYTES:
            raise InputError(
                f"dit bestand is groter dan {guard.MOST_BYTES // 2**20} MB; deel het op.",
                f"this file is larger than {guard.MOST_BYTES // 2**20} MB; divide it.",
                path.name,
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"dit bestand is niet te lezen ({error.strerror}).",
            f"this file cannot be read ({error.strerror}).",
            path.name,
        ) from None
    if path.suffix.lower() == ".csv":
        return delimited.read(data, path.name, kind)
    return workbook.read(data, path.name)
