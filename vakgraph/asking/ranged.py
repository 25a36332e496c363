"""How far a choice without a list reaches: the first and last day, the least and most, or how a text is sought."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from vakgraph import dates
from vakgraph.asking.chosen import Term
from vakgraph.asking.relaxed import rows
from vakgraph.errors import InputError
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.store.port import Store
from vakgraph.table import XSD, Cell, Table

MOST = 2**20  # no number is sought beyond this one
_XSD = {"date": "date", "number": "decimal", "integer": "integer", "year": "integer"}


@dataclass(frozen=True, slots=True)
class Range:
    """The ends of what may be filled in, with the rows that each gives, and how many rows of all know it."""

    ends: tuple[tuple[str, int], ...]
    known: int
    rows: int


def ranged(store: Store, query: StoredQuery, parameter: Parameter, values: Mapping[str, list[Term]]) -> Range:
    """The range of a date or a number: of its column (`of` in the header), or else sought by asking.

    A number without a column is a limit ("at least"): the most that still makes a difference is its end.
    """
    answer = store.select(query.bind(dict(values)))

    def count(value: str) -> int:
        return rows(store, query, {**values, parameter.name: [_term(parameter, value)]})

    if parameter.type in ("integer", "number") and not parameter.of:
        most = _most(count)
        ends = ("1", str(most)) if most else ()
        return Range(tuple((end, count(end)) for end in dict.fromkeys(ends)), count("1"), len(answer))
    known = [found for row in _cells(answer, parameter.of) if (found := _read(parameter, row))]
    every = sorted({each for found in known for each in found})
    ends = (str(every[0]), str(every[-1])) if every else ()
    return Range(tuple((end, count(end)) for end in dict.fromkeys(ends)), len(known), len(answer))


def known_years(store: Store, query: StoredQuery, parameter: Parameter, values: Mapping[str, list[Term]]) -> Range:
    """In how many rows a year stands; its values are listed by `offered`."""
    answer = store.select(query.bind(dict(values)))
    known = sum(1 for row in _cells(answer, parameter.of) if _days(row))
    return Range((), known, len(answer))


def _cells(answer: Table, column: str) -> list[tuple[Cell, ...]]:
    """The cells that may hold it, by row: those of its column, or all."""
    if column not in answer.columns:
        return list(answer.rows)
    return [(cell,) for cell in answer.column(column)]


def _read(parameter: Parameter, row: Sequence[Cell]) -> Sequence[date | int]:
    return _days(row) if parameter.type in ("date", "year") else _numbers(row)


def _days(row: Sequence[Cell]) -> list[date]:
    """The ends of every time in the cells; `2015-11-09 ≠ 2015-11-10` holds two."""
    found: list[date] = []
    for part in (part for cell in row if cell.kind == "literal" for part in cell.value.split(" ≠ ")):
        try:
            when = dates.when(part)
        except InputError:
            continue
        found += [when.earliest, when.latest]
    return found


def _numbers(row: Sequence[Cell]) -> list[int]:
    return [int(cell.value) for cell in row if cell.kind == "literal" and cell.value.isdecimal()]


def _most(count: Callable[[str], int]) -> int:
    """The greatest number that still makes a difference; 0 where none does. Greater numbers give no more rows."""
    always, low, high = count(str(MOST)), 0, 1
    while high < MOST and count(str(high)) > always:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if count(str(middle)) > always else (low, middle)
    return low


def _term(parameter: Parameter, value: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + _XSD[parameter.type]))


def said(parameter: Parameter, found: Range, english: bool) -> list[str]:
    """How far it reaches and how many rows know it, in a sentence each."""
    if not found.ends:
        return [of_all(found, english)]
    first, last = found.ends[0][0], found.ends[-1][0]
    if parameter.type in ("integer", "number") and not parameter.of:
        nl = f"Van {first} tot en met {last}; daarboven verandert het antwoord niet meer."
        return [f"From {first} to {last}; beyond that the answer does not change." if english else nl]
    span = f"From {first} to {last}." if english else f"Van {first} tot en met {last}."
    return [span, of_all(found, english)]


def of_all(found: Range, english: bool) -> str:
    """How many rows of all know it."""
    if found.known == found.rows:
        return "Every row says it." if english else "Alle rijen noemen het."
    if english:
        return f"{found.known} of {found.rows} rows say it; of the others it is unknown."
    return f"{found.known} van de {found.rows} rijen noemen het; van de andere is het onbekend."


def of_text(english: bool) -> str:
    """How a text is matched."""
    if english:
        return "Any part of the text is found, within a word as well; capitals do not matter, accents do."
    return "Elk deel van de tekst wordt gevonden, ook midden in een woord; hoofdletters maken niet uit, accenten wel."
