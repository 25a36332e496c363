"""On which facts the sources of a package disagree: what each side says, and who says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vakgraph import queries
from vakgraph.checkout import Checkout
from vakgraph.errors import UnknownName
from vakgraph.packaging.examples import Loaded
from vakgraph.table import Cell

Words = Mapping[str, str]  # "nl" and "en"
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Side:
    """What sources say, and their names with their dates. `about` is said where the sides are of several properties."""

    says: str
    about: Words
    sources: tuple[Words, ...]
    preferred: bool


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conflict with its sides; `elsewhere` of them do not stand in this package."""

    name: Words
    kind: Words
    open: bool
    sides: tuple[Side, ...]
    elsewhere: int


def disagreements(folder: Checkout, loaded: Loaded) -> tuple[Disagreement, ...]:
    """Every conflict, the open ones first."""
    try:
        query = queries.named(folder.queries, "conflicts")
    except UnknownName:
        return ()
    rows = [
        dict(zip(table.columns, row, strict=True))
        for table in [loaded.store.select(query.bind({}))]
        for row in table.rows
    ]
    joined = loaded.rows(
        "SELECT ?conflict (COUNT(DISTINCT ?side) AS ?n) { ?conflict a vak:Conflict ; vak:joins ?side }"
        " GROUP BY ?conflict"
    )
    counts = {row["conflict"].value: int(row["n"].value) for row in joined}
    names = dict.fromkeys(row["conflict"].value for row in rows)
    found = [_of(loaded, iri, [row for row in rows if row["conflict"].value == iri], counts[iri]) for iri in names]
    return tuple(sorted(found, key=lambda each: (not each.open, each.name["nl"])))


def _of(loaded: Loaded, iri: str, rows: Sequence[Row], joined: int) -> Disagreement:
    said = [row for row in rows if row["says"].value]
    here = len({row["side"].value for row in said})
    open_ = rows[0]["standing"].value == "open"
    return Disagreement(
        loaded.named(iri), loaded.named(rows[0]["kind"].value), open_, tuple(_sides(loaded, said)), joined - here
    )


def _sides(loaded: Loaded, rows: Sequence[Row]) -> list[Side]:
    """What is said in the same words is told once, with all its sources."""
    by_words: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_words.setdefault((row["says"].value, row["predicate"].value), []).append(row)
    several = len({predicate for _, predicate in by_words}) > 1
    return [_side(loaded, says, predicate if several else "", some) for (says, predicate), some in by_words.items()]


def _side(loaded: Loaded, says: str, predicate: str, rows: Sequence[Row]) -> Side:
    sources = {row["source"].value: row["date"].value for row in rows if row["source"].value}
    named = tuple(_dated(loaded.named(iri), day) for iri, day in sources.items())
    about = loaded.named(predicate) if predicate else {}
    return Side(says, about, named, any(row["preferred"].value == "ja" for row in rows))


def _dated(name: Words, day: str) -> Words:
    return {at: f"{text}, {day}" if day and day[:4] not in text else text for at, text in name.items()}
