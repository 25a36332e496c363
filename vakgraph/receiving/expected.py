"""An answer beside the one that was expected, as far as CSV tells terms apart (SPARQL 1.1 Query Results CSV).

CSV writes an IRI and a text as they are, a number as it is spelled, and leaves open whether an empty field is no value
or an empty text; a nameless thing is `_:` and a name that means something in this answer only. Two spellings of one
number are the same number.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from vakgraph.store.gate import code
from vakgraph.table import XSD, Cell, Table

_EXACT = {XSD + name for name in ("integer", "decimal", "int", "long", "short", "byte", "nonNegativeInteger",
          "positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort",
          "unsignedByte")}  # fmt: skip
_ROUGH = {XSD + "double", XSD + "float"}
_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where an answer departs from the expected one: a sentence in both languages."""

    nl: str
    en: str


def ordered(sparql: str) -> bool:
    """Whether the whole answer has an order: ORDER BY outside of every group."""
    depth, outside = 0, []
    for letter in code(sparql):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        outside.append(letter if depth == 0 else " ")
    return bool(_ORDERED.search("".join(outside)))


def difference(answer: Table, expected: bytes, in_order: bool) -> Difference | None:
    """Nothing where the answer is the expected one; without an order the rows may come in any."""
    try:
        head, *rows = _read(expected)
    except (UnicodeDecodeError, csv.Error, ValueError):
        return Difference("de verwachte uitkomst is geen leesbare CSV", "the expected answer is no readable CSV")
    if head != answer.columns:
        return Difference("de kolommen zijn andere", "the columns are different")
    if any(len(row) != len(head) for row in rows):
        return Difference("een verwachte rij heeft te veel of te weinig velden", "an expected row has a wrong length")
    if len(rows) != len(answer.rows):
        return Difference(
            f"er komen {len(answer.rows)} rijen uit en {len(rows)} werden verwacht",
            f"there are {len(answer.rows)} rows and {len(rows)} were expected",
        )
    pairs = list(zip(answer.rows, rows, strict=True)) if in_order else _paired(answer.rows, rows)
    return _rows(pairs, head)


def _read(data: bytes) -> list[Row]:
    text = data.decode("utf-8").removeprefix("\ufeff")
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if not found:
        raise ValueError("no head")
    return [tuple(row) or ("",) for row in found]  # one column without a value is an empty line


def _rows(pairs: Sequence[tuple[tuple[Cell, ...], Row]], head: Row) -> Difference | None:
    names: dict[str, str] = {}  # ours -> theirs, of things without a name
    for number, (cells, fields) in enumerate(pairs, 1):
        for column, cell, field in zip(head, cells, fields, strict=True):
            if not _same(cell, field, names):
                ours, theirs = _short(cell.value), _short(field)
                return Difference(
                    f'rij {number}, kolom {column}: er komt "{ours}" uit en "{theirs}" werd verwacht',
                    f'row {number}, column {column}: it is "{ours}" and "{theirs}" was expected',
                )
    if len(set(names.values())) != len(names):
        return Difference("wat geen naam heeft is niet hetzelfde", "what has no name is not the same")
    return None


def _same(cell: Cell, field: str, names: dict[str, str]) -> bool:
    if cell.kind == "unbound":
        return field == ""
    if cell.kind == "blank":
        return field.startswith("_:") and names.setdefault(cell.value, field) == field
    if cell.value == field or cell.kind == "iri":
        return cell.value == field
    return _value(cell.value, cell.datatype) == _value(field, cell.datatype) is not None


def _value(text: str, datatype: str | None) -> Decimal | float | bool | None:
    """What a number or a truth is worth; None for everything else."""
    try:
        if datatype in _EXACT:
            return Decimal(text)
        if datatype in _ROUGH:
            number = float(text)
            return None if math.isnan(number) else number
    except (ValueError, InvalidOperation):
        return None
    if datatype == XSD + "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(text)
    return None


def _paired(answer: Sequence[tuple[Cell, ...]], rows: Sequence[Row]) -> list[tuple[tuple[Cell, ...], Row]]:
    """Each row beside the one that it must be, whatever the order."""

    def ours(row: tuple[Cell, ...]) -> list[str]:
        return ["_:" if cell.kind == "blank" else _plain(cell.value, cell.datatype) for cell in row]

    left = sorted(answer, key=ours)
    kinds = [{row[at].datatype for row in answer} for at in range(len(rows[0]) if rows else 0)]

    def theirs(row: Row) -> list[str]:
        shared = (next(iter(kind)) if len(kind) == 1 else None for kind in kinds)
        return [
            "_:" if field.startswith("_:") else _plain(field, kind) for field, kind in zip(row, shared, strict=True)
        ]

    if any(len(kind) > 1 for kind in kinds):  # numbers and texts in one column: as they are spelled
        left = sorted(answer, key=lambda row: ["_:" if cell.kind == "blank" else cell.value for cell in row])
        return list(zip(left, sorted(rows), strict=True))
    return list(zip(left, sorted(rows, key=theirs), strict=True))


def _plain(text: str, datatype: str | None) -> str:
    value = _value(text, datatype)
    return text if value is None else str(value.normalize() if isinstance(value, Decimal) else value)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."
