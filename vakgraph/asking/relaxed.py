"""Why an answer has no rows: each choice is let go in turn, and the rows that there would be are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vakgraph.asking.chosen import Term
from vakgraph.asking.sentence import Labelled, joined
from vakgraph.queries import StoredQuery, counting
from vakgraph.store.port import Store
from vakgraph.table import Table


@dataclass(frozen=True, slots=True)
class Relaxed:
    """How many rows there are without one choice, or without all (`parameter` is "")."""

    parameter: str
    rows: int


def relaxed(store: Store, query: StoredQuery, values: Mapping[str, list[Term]]) -> tuple[Relaxed, ...]:
    """Each choice that may be left out, and all of them where there are several."""
    needed = {parameter.name for parameter in query.parameters if parameter.required}
    free = [name for name in values if name not in needed]
    without = [Relaxed(name, rows(store, query, _but(values, [name]))) for name in free]
    return (*without, Relaxed("", rows(store, query, _but(values, free)))) if len(free) > 1 else tuple(without)


def rows(store: Store, query: StoredQuery, values: Mapping[str, list[Term]]) -> int:
    """How many rows the question has with these values."""
    return int(store.select(counting(query.bind(values))).rows[0][0].value)


def told(found: tuple[Relaxed, ...], labels: Labelled, language: str) -> list[str]:
    """`zonder jaar (2018): 4 rijen`, for each choice."""
    return [_told(each, labels, language) for each in found]


def nothing(table: Table, filters: Sequence[tuple[str, str]], without: Sequence[str], language: str) -> str:
    """The sentence for an answer without rows, what there is without a choice, and what the question must add."""
    english = language == "en"
    chosen = ", ".join(f"{label}: {value}" for label, value in filters)
    what = f'"{table.title}"' if table.title else "this question" if english else "deze vraag"
    what += f" ({chosen})" if chosen else ""
    head = f"No rows for {what}." if english else f"Geen rijen voor {what}."
    return "\n".join([head, *(f"  {line}" for line in without), *(f"* {note}" for note in table.notes)])


def _told(each: Relaxed, labels: Labelled, language: str) -> str:
    english = language == "en"
    what = "any of these choices" if english else "al deze keuzes"
    if each.parameter:
        label, values = labels[each.parameter]
        what = f"{label[:1].lower()}{label[1:]} ({joined(values, language)})"
    unit = ("row" if each.rows == 1 else "rows") if english else ("rij" if each.rows == 1 else "rijen")
    return f"{'without' if english else 'zonder'} {what}: {each.rows} {unit}"


def _but(values: Mapping[str, list[Term]], gone: list[str]) -> dict[str, list[Term]]:
    return {name: terms for name, terms in values.items() if name not in gone}
