"""The source of each row, where no column of the question tells it: that of the finding or project in the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from vakgraph import mint
from vakgraph.answers import Answer
from vakgraph.asking.labels import labels
from vakgraph.namespaces import OUTSIDE
from vakgraph.queries import StoredQuery
from vakgraph.store.port import Store
from vakgraph.table import UNBOUND, Cell, Table

SOURCES = ("source", "sources", "root", "address")
# The things whose sources carry a row, the most telling first. An organisation or a municipality is not among them:
# where it is described is not where it says what it did.
TELLING = (
    "finding", "recognition", "uptake", "action", "condition", "study", "participation", "project", "event", "question",
    "publication", "claim", "round", "intervention",
)  # fmt: skip
HEADING = ("Bron", "Source")
LOOK_UP = (
    "De bron van een rij: vakgraph show DING, of vakgraph query where-from --thing DING.",
    "The source of a row: vakgraph show THING, or vakgraph query where-from --thing THING.",
)


def told(query: StoredQuery) -> bool:
    """Does a column of the question itself say the source?"""
    return any(name in SOURCES or (column or {}).get("as") == "source" for name, column in query.columns.items())


def sources(store: Store, query: StoredQuery, table: Table, language: str) -> tuple[str, ...]:
    """For each row its sources in words, each on a line; nothing at all where the question tells them."""
    if told(query) or not table.rows:
        return ()
    things = [_thing(row) for row in table.rows]
    found = _sources(store, sorted({thing for thing in things if thing}))
    named = labels(store, (source for several in found.values() for source in several), language)
    texts = [sorted({named.get(source, source) for source in found.get(thing, ())}) for thing in things]
    return tuple("\n".join(several) for several in texts) if any(texts) else ()


def with_sources(table: Table, answer: Answer, language: str) -> Table:
    """The table for people, with a column more, or with a note how to find the source of a row."""
    if not answer.sources:
        known = told(answer.query) or answer.query.group != "tables" or not table.rows
        return table if known else replace(table, notes=(*table.notes, LOOK_UP[language == "en"]))
    cells = (Cell("literal", text) if text else UNBOUND for text in answer.sources)
    count = len(table.columns)
    return replace(
        table,
        columns=(*table.columns, "source_of_row"),
        rows=tuple((*row, cell) for row, cell in zip(table.rows, cells, strict=True)),
        headings=(*(table.headings or table.columns), HEADING[language == "en"]),
        empty=(*(table.empty or ("",) * count), "–"),
        styles=(*(table.styles or ("",) * count), "source"),
    )


def _thing(row: tuple[Cell, ...]) -> str:
    """The thing in the row that says most about where it comes from; "" where there is none."""
    here = [(kind.word, cell.value) for cell in row if cell.kind == "iri" and (kind := mint.kind_of(cell.value))]
    telling = [(TELLING.index(word), iri) for word, iri in here if word in TELLING]
    return min(telling)[1] if telling else ""


def _sources(store: Store, things: list[str]) -> Mapping[str, set[str]]:
    if not things:
        return {}
    nodes = " ".join(f"<{iri}>" for iri in things)
    found: dict[str, set[str]] = {}
    of = f"?thing <{OUTSIDE['prov']}wasDerivedFrom> ?source"
    for thing, source in store.select(f"SELECT ?thing ?source WHERE {{ VALUES ?thing {{ {nodes} }} {of} }}").rows:
        found.setdefault(thing.value, set()).add(source.value)
    return found
