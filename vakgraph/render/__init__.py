"""A `Table` becomes text: for a person, for a spreadsheet, for a program.

table      people: fits the terminal, labels instead of IRIs, "onbekend" for what is not known
csv        programs: RFC 4180, UTF-8, comma, IRIs
csv-excel  people: semicolon, BOM, decimal comma, labels with the IRI in a column beside it
json       programs: {"title", "columns", "headings", "rows": [{column: cell or null}], ...}
jsonl      programs: one flat object a line: column -> value, and `<column>_label` for an IRI
xlsx       people: a workbook of two sheets, the answer and an explanation
"""

from __future__ import annotations

from collections.abc import Callable

from vakgraph.render import delimited, machine, terminal
from vakgraph.render.people import About, cell_words
from vakgraph.render.terminal import definitions
from vakgraph.table import Table

__all__ = ["FORMATS", "SUFFIXES", "About", "cell_words", "definitions", "render"]


def _xlsx(table: Table, about: About) -> bytes:
    """The workbook; its room is opened only when one is asked for."""
    from vakgraph.render import workbook

    return workbook.xlsx(table, about)


FORMATS: dict[str, Callable[[Table, About], bytes]] = {
    "table": terminal.table,
    "csv": delimited.csv,
    "csv-excel": delimited.csv_excel,
    "json": machine.json,
    "jsonl": machine.jsonl,
    "xlsx": _xlsx,
}

# The format that a file name asks for by its ending.
SUFFIXES = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx", ".txt": "table"}


def render(table: Table, form: str = "table", about: About | None = None) -> bytes:
    """The table in the format `form` (a key of `FORMATS`)."""
    return FORMATS[form](table, about or About())
