"""Headings become columns: what stands in a sheet of a kind is known by its label or its key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from vakgraph.errors import InputError
from vakgraph.namespaces import KINDS
from vakgraph.sheets import damage, example
from vakgraph.sheets.columns import COLUMNS
from vakgraph.sheets.damage import Saved, clean
from vakgraph.sheets.row import Row, Trouble

MOST_ROWS, MOST_COLUMNS = 200_000, 500
Told = str | Saved | Trouble  # a cell as it was read; an empty one is ""
Line = tuple[int, Sequence[Told]]  # the number of a row and its cells


def fold(text: str) -> str:
    """What two spellings of one heading have in common; the star of a required column is not part of it."""
    return re.sub(r"[\s_-]+", " ", text.casefold()).strip(" *")


def kind_of(title: str) -> str | None:
    """The kind that a sheet or file of this name holds."""
    wanted = fold(title)
    return next((word for word in COLUMNS if wanted in (fold(word), fold(KINDS[word].sheet))), None)


def near_sheet(title: str) -> list[str]:
    """The name of a sheet that was probably meant."""
    names = {fold(KINDS[word].sheet): KINDS[word].sheet for word in COLUMNS}
    return [names[name] for name in difflib.get_close_matches(fold(title), names, 1, 0.75)]


def rows(kind: str, file: str, sheet: str, lines: Iterable[Line], name: Callable[[int, str], str]) -> Iterator[Row]:
    """The rows under the first line that holds anything; `name(index, heading)` says how a column is called."""
    keys: dict[int, str] = {}
    columns: dict[str, str] = {}
    for number, line in lines:
        if not any(line):
            continue
        if not keys:
            keys = _keys(kind, Row(kind, {}, file, sheet, number, {}), line, name)
            columns = {key: name(at, _heading(line[at])) for at, key in keys.items()}
            continue
        row = _row(Row(kind, {}, file, sheet, number, columns), keys, line, name)
        mark = example.marked(row.cells)
        if not mark:
            yield row
        elif row.troubles or not example.untouched(kind, row.cells):
            cells = {key: text for key, text in row.cells.items() if key != mark}
            yield replace(row, cells=cells, troubles={**row.troubles, mark: example.CHANGED})


def _heading(cell: Told) -> str:
    """A heading as text."""
    return cell.text if isinstance(cell, Saved) else clean(cell) if isinstance(cell, str) else cell.nl


def _keys(kind: str, at: Row, line: Sequence[Told], name: Callable[[int, str], str]) -> dict[int, str]:
    """Which column stands where; an unknown or repeated heading is an error."""
    known = {fold(word): column.key for column in COLUMNS[kind].values() for word in (column.key, column.nl, column.en)}
    keys: dict[int, str] = {}
    for index, heading in enumerate(map(_heading, line)):
        if not heading:
            continue
        key = known.get(fold(heading))
        if key is None:
            raise _unknown(kind, _cell(at, name(index, heading)), heading, known)
        if key in keys.values():
            raise _cell(at, name(index, heading)).fault(
                "x", f'de kolom "{heading}" staat er twee keer.', f'the column "{heading}" stands here twice.'
            )
        keys[index] = key
    return keys


def _row(empty: Row, keys: dict[int, str], line: Sequence[Told], name: Callable[[int, str], str]) -> Row:
    """The row with its cells; a cell under no heading is an error."""
    cells: dict[str, str] = {}
    troubles: dict[str, Trouble] = {}
    remarks: dict[str, Trouble] = {}
    for index, cell in enumerate(line):
        if not cell:
            continue
        key = keys.get(index)
        if key is None:
            raise _cell(empty, name(index, str(index + 1))).fault(
                "x",
                f'hier staat iets ("{_short(cell)}") zonder kop erboven.',
                f'something ("{_short(cell)}") stands here without a heading above it.',
            )
        if isinstance(cell, Trouble):
            troubles[key] = cell
            continue
        text, trouble, remark = damage.read(COLUMNS[empty.kind][key], cell)
        if trouble:
            troubles[key] = trouble
        elif text:
            cells[key] = text
        if remark:
            remarks[key] = remark
    return replace(empty, cells=cells, troubles=troubles, remarks=remarks)


def _cell(row: Row, name: str) -> Row:
    """The same row with one column "x" of that name, to point at."""
    return Row(row.kind, {}, row.file, row.sheet, row.number, {"x": name})


def _short(cell: Told) -> str:
    text = _heading(cell)
    return text if len(text) <= 40 else text[:39] + "…"


def _unknown(kind: str, at: Row, heading: str, known: dict[str, str]) -> InputError:
    """Names the heading and the nearest that there is, or else all."""
    near = [
        COLUMNS[kind][key]
        for key in dict.fromkeys(known[word] for word in difflib.get_close_matches(fold(heading), known, 3, 0.6))
    ]
    nl = f'het blad {KINDS[kind].sheet} kent geen kolom "{_short(heading)}".'
    en = f'the sheet {KINDS[kind].sheet} has no column "{_short(heading)}".'
    if near:
        return at.fault(
            "x",
            f"{nl} Bedoelde u {' of '.join(column.nl for column in near)}?",
            f"{en} Did you mean {' or '.join(column.key for column in near)}?",
        )
    every = COLUMNS[kind].values()
    return at.fault(
        "x",
        f"{nl} Er is: {', '.join(column.nl for column in every)}.",
        f"{en} There is: {', '.join(column.key for column in every)}.",
    )
