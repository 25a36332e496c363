"""Sheets become triples row by row, and a triple finds its way back to the cell that says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vakgraph import mapping
from vakgraph.errors import AmbiguousName, InputError, UnknownName, VakError
from vakgraph.mapping import Names
from vakgraph.namespaces import prefixes
from vakgraph.places import Place
from vakgraph.sheets import COLUMNS, Row
from vakgraph.sheets.workbook import Unread
from vakgraph.turtle import Triple

__all__ = ["Fault", "Names", "Told", "cell", "path_of", "place", "tell", "unread"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read: where, why, what stands there, and what may have been meant."""

    place: Place
    nl: str
    en: str
    value: str = ""
    near: tuple[str, ...] = ()
    subject: str = ""
    column: str = ""  # the key of its column
    kind: str = ""
    remark: bool = False  # it was read; this is worth knowing

    def say(self, language: str = "nl") -> str:
        """Why it cannot be read."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Told:
    """One row with everything that it says."""

    row: Row
    triples: tuple[Triple, ...]


def tell(rows: Sequence[Row], names: Names) -> tuple[list[Told], list[Fault], Names]:
    """What every row says, the cells that cannot be read, and the names with those of the rows themselves."""
    known = mapping.also(rows, names)
    told: list[Told] = []
    faults: list[Fault] = []
    for row in rows:
        triples, wrong = mapping.judge(row, known)
        told.append(Told(row, tuple(triples)))
        about = str(getattr(triples[0].subject, "value", "")) if triples else ""
        faults += [_fault(row, error, about) for error in wrong]
        faults += [
            Fault(place(row, key), said.nl, said.en, row.cells.get(key, ""), (), about, key, row.kind, True)
            for key, said in row.remarks.items()
        ]
    return told, faults, known


def unread(file: str, sheet: Unread) -> Fault:
    """A sheet that was not read is told; it is no fault."""
    return Fault(Place(file, sheet=sheet.sheet), sheet.why.nl, sheet.why.en, remark=True)


def _fault(row: Row, error: InputError, about: str) -> Fault:
    key = next((key for key in row.columns if row.place(key) == error.where), "")
    nl, en = (text.removeprefix(f"{row.place(key, lang)}: ") for text, lang in ((error.nl, "nl"), (error.en, "en")))
    near: Iterable[str] = ()
    if isinstance(error.__cause__, UnknownName):
        near = error.__cause__.near
    elif isinstance(error.__cause__, AmbiguousName):
        near = [f"{label} ({code})" for label, code in error.__cause__.candidates]
    nl, en = nl.partition(" Bedoelde u ")[0], en.partition(" Did you mean ")[0]  # what was meant stands beside it
    return Fault(place(row, key), nl, en, row.cells.get(key, ""), tuple(near), about, key, row.kind)


def place(row: Row, key: str = "") -> Place:
    """Where a cell stands, or the row where it has no such column."""
    column = row.columns.get(key, "")
    if row.sheet:
        cell = f"{column}{row.number}" if column else ""
        return Place(row.file, row.number, 0, row.sheet, cell, sort="value" if cell else "subject")
    return Place(row.file, row.number, field=column, sort="value" if column else "subject")


# ---- from a triple back to its cell


def cell(told: Sequence[Told], names: Names, focus: str, path: str, value: str | None) -> Place | None:
    """The cell that says this value of this thing; where nothing is said, the cell where it should stand."""
    mine = [each for each in told if any(_is(t.subject, focus) for t in each.triples)]
    for wanted in _descriptions(focus, path, value):
        for each in mine or told:
            found = next((t for t in each.triples if _fits(t, *wanted)), None)
            if found is not None:
                return place(each.row, _said_by(each, names, found))
    for each in mine:
        key = _column(each.row, path)
        if key in each.row.columns:
            return replace(place(each.row, key), sort="property")
    return replace(place(mine[0].row, _naming(mine[0].row)), sort="subject") if mine else None


def _descriptions(focus: str, path: str, value: str | None) -> list[tuple[str, str, str]]:
    """What to look for, the closest first; "" is anything."""
    if value is None:
        return []
    return [(focus, path, value), (focus, "", value), ("", path, value), ("", "", value)][: 4 if value else 2]


def _is(term: object, text: str) -> bool:
    return str(getattr(term, "value", "")) == text


def _fits(triple: Triple, focus: str, path: str, value: str) -> bool:
    return (
        (not focus or _is(triple.subject, focus))
        and (not path or triple.predicate.value == path)
        and _is(triple.object, value)
    )


def _said_by(told: Told, names: Names, triple: Triple) -> str:
    """The column without which the row would not say it: of several, the one that says least besides."""
    lost: dict[str, int] = {}
    for key in told.row.cells:
        cells = {name: text for name, text in told.row.cells.items() if name != key}
        left = set(mapping.judge(replace(told.row, cells=cells), names)[0])
        if triple not in left:
            lost[key] = len(set(told.triples) - left)
    if not lost:
        return _column(told.row, triple.predicate.value)
    least = [key for key in lost if lost[key] == min(lost.values())]
    return next((key for key in least if _means(told.row, key, names, triple)), least[0])


def _means(row: Row, key: str, names: Names, triple: Triple) -> bool:
    """Whether the words of this cell name the value: where the name of the thing is made of several cells."""
    column = COLUMNS[row.kind].get(key)
    words = column.value if column and column.property else key
    try:
        return mapping.named(words, row.cells[key], names) == triple.object
    except VakError:
        return False


def _column(row: Row, path: str) -> str:
    """The column of a property, or of the time that it is the begin or end of; "" where there is none."""
    known = {_full(column.property): column.key for column in reversed(COLUMNS[row.kind].values()) if column.property}
    for ending in ("", "Earliest", "Latest", "AsWritten"):
        if path.endswith(ending) and path.removesuffix(ending) in known:
            return known[path.removesuffix(ending)]
    return ""


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return prefixes()[prefix] + local


def path_of(kind: str, key: str) -> str:
    """The property that a column says; "" where it says none."""
    column = COLUMNS.get(kind, {}).get(key)
    return _full(column.property) if column and column.property else ""


def _naming(row: Row) -> str:
    """The column that says what the row is about."""
    return next((key for key in row.columns if row.cells.get(key)), "")
