"""Values on which sources disagree: a mark in the cell, and a note that names the open conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from vakgraph import mint
from vakgraph.namespaces import KINDS, OUTSIDE, VAK
from vakgraph.queries import StoredQuery
from vakgraph.store.port import Store
from vakgraph.table import Cell, Table

MARK = "≠"
MOST = 8  # notes below one answer
_RDF = OUTSIDE["rdf"]
_OPEN = f"""SELECT ?conflict ?side ?subject ?property WHERE {{
  ?conflict a <{VAK}Conflict> ; <{VAK}joins> ?side .
  OPTIONAL {{ ?side <{_RDF}subject> ?subject ; <{_RDF}predicate> ?property }}
  FILTER NOT EXISTS {{ ?conflict <{VAK}resolvedOn> ?day }}
}} ORDER BY ?conflict"""


@dataclass(frozen=True, slots=True)
class Open:
    """The open conflicts by the fact they are about, and by the thing that is itself a side of one."""

    facts: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    sides: dict[str, set[str]] = field(default_factory=dict)

    def about(self, subject: str, properties: Iterable[str] | None = None) -> set[str]:
        """The conflicts on some properties of a thing; on any where none are named."""
        wanted = None if properties is None else set(properties)
        return {
            conflict
            for (about, of), conflicts in self.facts.items()
            if about == subject and (wanted is None or of in wanted)
            for conflict in conflicts
        }


def contested(store: Store, query: StoredQuery, table: Table) -> tuple[Table, list[str]]:
    """The table with a mark on every contested cell, and the conflicts in the order in which they occur."""
    if not any(cell.kind == "iri" for row in table.rows for cell in row):
        return table, []
    known = _open(store)
    facts = [_fact(query, table, at) for at in range(len(table.columns))]
    found: dict[str, None] = {}
    rows = []
    for row in table.rows:
        on = [_conflicts(known, row, cell, fact) for cell, fact in zip(row, facts, strict=True)]
        found.update(dict.fromkeys(each for conflicts in on for each in sorted(conflicts)))
        marked = (replace(cell, mark=MARK) if said else cell for cell, said in zip(row, on, strict=True))
        rows.append(tuple(marked))
    return replace(table, rows=tuple(rows)), list(found)


def notes(conflicts: list[str], labels: Mapping[str, str], language: str) -> list[str]:
    """A footnote for each conflict: what it is about and how to see it."""
    see = "See" if language == "en" else "Zie"
    still = "sources disagree, not resolved" if language == "en" else "bronnen spreken elkaar tegen, niet beslecht"
    told = [
        f"{MARK} {labels.get(each, each)}: {still}. {see}: vakgraph show conflict:{mint.slug_of(each)}"
        for each in conflicts[:MOST]
    ]
    left = len(conflicts) - MOST
    more = (
        f"and {left} more: vakgraph query conflicts" if language == "en" else f"en nog {left}: vakgraph query conflicts"
    )
    return [*told, f"{MARK} {more}"] if left > 0 else told


def _open(store: Store) -> Open:
    known = Open()
    for conflict, side, subject, of in store.select(_OPEN).rows:
        known.sides.setdefault(side.value, set()).add(conflict.value)
        for about in {subject.value, _whole(subject.value)} - {""}:
            known.facts.setdefault((about, of.value), set()).add(conflict.value)
    return known


def _whole(iri: str) -> str:
    """The thing of which this one is a part: the round of a phase; "" where it stands by itself."""
    kind = mint.kind_of(iri) if iri else None
    parent = KINDS.get(kind.home) if kind else None
    return parent.iri + mint.slug_of(iri).partition(".")[0] if parent else ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Where the subject of a column stands, and the property it shows; "" for the thing itself, None for any."""

    of: int
    property: str


def _fact(query: StoredQuery, table: Table, at: int) -> Fact:
    """What a column states: as its header says, or else the property of its own name, of the first column."""
    name = table.columns[at]
    said = (query.columns.get(name) or {}).get("fact")
    if said:
        of = table.columns.index(said["of"]) if said["of"] in table.columns else 0
        return Fact(of, said["property"])
    return Fact(0, VAK + re.sub(r"_([a-z])", lambda found: found[1].upper(), name))


def _conflicts(known: Open, row: tuple[Cell, ...], cell: Cell, fact: Fact) -> set[str]:
    """The open conflicts on the fact in this cell; where the answer itself put the mark, those on things of the row."""
    subject = row[fact.of].value
    if not fact.property:
        return known.sides.get(subject, set())
    exact = known.facts.get((subject, fact.property), set())
    if exact or MARK not in cell.value or cell.kind != "literal":
        return exact
    here = {each.value for each in row if each.kind == "iri"}
    stated = here & {of for _, of in known.facts}
    return {conflict for thing in here for conflict in known.about(thing, stated or None)}
