"""A table as JSON: one document, or one object a line. Nothing is translated or rounded."""

from __future__ import annotations

import json as standard
from decimal import Decimal
from typing import Any

from vakgraph.render.people import INTEGERS, About, is_number
from vakgraph.table import XSD, Cell, Table


def json(table: Table, about: About) -> bytes:
    """One document. A cell is {"type", "value", "label"?, "datatype"?, "lang"?}, or null when unbound."""
    document: dict[str, Any] = {
        "title": table.title,
        "question": about.question,
        "sentence": about.sentence,
        "filters": [{"label": label, "value": value} for label, value in about.filters],
        "release": about.release,
        "licence": about.licence,
        "notes": list(table.notes),
        "columns": list(table.columns),
        "headings": dict(zip(table.columns, table.headings or table.columns, strict=True)),
        "rows": [{name: _cell(cell) for name, cell in row.items()} for row in table],
    }
    return (standard.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def jsonl(table: Table, about: About) -> bytes:
    """One flat object a line: numbers and truth values as such, `<column>_label` beside an IRI."""
    lines = []
    for row in table:
        flat: dict[str, Any] = {}
        for name, cell in row.items():
            flat[name] = plain(cell)
            if cell.kind == "iri":
                flat[f"{name}_label"] = cell.label
        lines.append(standard.dumps(flat, ensure_ascii=False) + "\n")
    return "".join(lines).encode()


def plain(cell: Cell) -> str | int | float | bool | None:
    """The value as JSON has it. A decimal that a float would change stays text."""
    if cell.kind == "unbound":
        return None
    if cell.kind == "literal" and cell.datatype == XSD + "boolean" and cell.value in ("true", "false", "1", "0"):
        return cell.value in ("true", "1")
    if is_number(cell):
        return _number(cell)
    return cell.value


def _number(cell: Cell) -> int | float | str:
    try:
        number = Decimal(cell.value)
        if cell.datatype in INTEGERS:
            return int(number)
        as_float = float(number)
    except (ArithmeticError, ValueError):
        return cell.value
    return as_float if number.is_finite() and Decimal(repr(as_float)) == number else cell.value


def _cell(cell: Cell) -> dict[str, str] | None:
    """The cell with all that is known of it."""
    if cell.kind == "unbound":
        return None
    whole = {"type": cell.kind, "value": cell.value}
    known = {"label": cell.label, "datatype": cell.datatype, "lang": cell.language, "mark": cell.mark}
    for key, value in known.items():
        if value:
            whole[key] = value
    return whole
