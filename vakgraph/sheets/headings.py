"""Headings become columns: what stands in a sheet of a kind is known by its label or its key."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from vakgraph.errors import InputError
from vakgraph.namespaces import KINDS
from vakgraph.sheets.columns import COLUMNS
from vakgraph.sheets.row import Row, Trouble

MOST_ROWS, MOST_COLUMNS = 200_000, 500
Line = tuple[int, Sequence[str | Trouble]]  # the number of a row and its cells


def clean(text: str) -> str:
    """Trimmed, with one kind of line end and one spelling of each accent."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


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
            columns = {key: name(at, str(line[at])) for at, key in keys.items()}
            continue
        yield _row(Row(kind, {}, file, sheet, number, columns), keys, line, name)


def _keys(kind: str, at: Row, line: Sequence[str | Trouble], name: Callable[[int, str], str]) -> dict[int, str]:
    """Which column stands where; an unknown or repeated heading is an error."""
    known = {fold(word): column.key for column in COLUMNS[kind].values() for word in (column.key, column.nl, column.en)}
    keys: dict[int, str] = {}
    for index, heading in enumerate(line):
        if not heading:
            continue
        key = known.get(fold(str(heading)))
        if key is None:
            raise _unknown(kind, _cell(at, name(index, str(heading))), str(heading), known)
        if key in keys.values():
            raise _cell(at, name(index, str(heading))).fault(
                "x", f'de kolom "{heading}" staat er twee keer.', f'the column "{heading}" stands here twice.'
            )
        keys[index] = key
    return keys


def _row(empty: Row, keys: dict[int, str], line: Sequence[str | Trouble], name: Callable[[int, str], str]) -> Row:
    """The row with its cells; a cell under no heading is an error."""
    cells: dict[str, str] = {}
    troubles: dict[str, Trouble] = {}
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
        else:
            cells[key] = cell
    return Row(empty.kind, cells, empty.file, empty.sheet, empty.number, empty.columns, troubles)


def _cell(row: Row, name: str) -> Row:
    """The same row with one column "x" of that name, to point at."""
    return Row(row.kind, {}, row.file, row.sheet, row.number, {"x": name})


def _short(cell: str | Trouble) -> str:
    text = cell if isinstance(cell, str) else cell.nl
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
