"""Made-up worlds for the tests: a Turtle file with the ontology under it and what follows from them, on two engines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
import yaml
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from vakgraph import turtle
from vakgraph.namespaces import prefixes
from vakgraph.queries import StoredQuery, load
from vakgraph.turtle import Triple

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = prefixes()
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
_NAME = re.compile(r"([a-z][a-z0-9-]*):([A-Za-z0-9_][A-Za-z0-9_.-]*)")

Row = tuple[str | None, ...]


@cache
def ontology() -> tuple[Triple, ...]:
    """The vocabulary and its concepts, read once."""
    files = [ROOT / "ontology" / "vak.ttl", *sorted((ROOT / "ontology" / "concepts").glob("*.ttl"))]
    return tuple(triple for triples in turtle.read_many(files).values() for triple in triples)


PATHS = {path.stem: path for path in sorted((ROOT / "queries").rglob("*.rq"))}


@cache
def stored(name: str) -> StoredQuery:
    """The stored query of that name; a broken one fails its own tests only."""
    return load(PATHS[name])


@cache
def rules() -> tuple[StoredQuery, ...]:
    """The derive rules in the order in which they run."""
    return tuple(load(path) for path in sorted((ROOT / "queries" / "derive").glob("*.rq")))


@dataclass(frozen=True, eq=False)
class World:
    """Some triples and the ontology, without or with what follows from them."""

    asserted: frozenset[Triple]
    store: pyoxigraph.Store

    @classmethod
    def read(cls, path: Path) -> World:
        """The world of a file, before anything is derived."""
        return cls.of(turtle.read(path))

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> World:
        asserted, store = frozenset(triples), pyoxigraph.Store()
        store.bulk_extend(Quad(*triple) for triple in (*ontology(), *asserted))
        return cls(asserted, store)

    def derived(self, until: str = "") -> World:
        """Let each rule run once, in order; up to and not including the rule `until`."""
        for rule in rules():
            if rule.name == until:
                break
            self.add(self.construct(rule.text))
        return self

    def add(self, triples: Iterable[Triple]) -> None:
        """Put derived triples into the store."""
        self.store.bulk_extend([Quad(*triple) for triple in triples])

    def without(self, statements: Sequence[str]) -> World:
        """The same world before deriving, with these Turtle statements taken away."""
        gone = frozenset(triple for statement in statements for triple in triples(statement))
        assert gone <= self.asserted, f"the world does not say: {[str(triple) for triple in gone - self.asserted]}"
        return World.of(self.asserted - gone)

    def construct(self, sparql: str) -> set[Triple]:
        """What a CONSTRUCT makes that the world does not hold yet."""
        found: Any = self.store.query(sparql)
        return {triple for triple in found if Quad(*triple) not in self.store}

    def select(self, sparql: str) -> list[Row]:
        found: Any = self.store.query(sparql)
        return [
            tuple(None if term is None else _said(term.value, isinstance(term, NamedNode)) for term in row)
            for row in found
        ]

    def columns(self, sparql: str) -> list[str]:
        found: Any = self.store.query(sparql)
        return [variable.value for variable in found.variables]

    def in_rdflib(self) -> rdflib.Graph:
        return turtle.to_rdflib(quad.triple for quad in self.store)


@cache
def _prepared(sparql: str) -> Query:
    """A query as rdflib reads it; reading one takes it longer than most answers."""
    return prepareQuery(sparql)


def in_rdflib(graph: rdflib.Graph, sparql: str) -> list[Row]:
    """The rows of a SELECT as rdflib answers it."""
    rows: Any = graph.query(_prepared(sparql))
    return [
        tuple(None if term is None else _said(str(term), isinstance(term, rdflib.URIRef)) for term in row)
        for row in rows
    ]


def made_by_rdflib(graph: rdflib.Graph, sparql: str) -> set[Triple]:
    """What a CONSTRUCT makes in rdflib that the graph does not hold yet."""
    made: Any = graph.query(_prepared(sparql)).graph
    fresh = rdflib.Graph()
    for triple in made:
        if triple not in graph:
            fresh.add(triple)
    return set(turtle.read_text(fresh.serialize(format="nt")))


def triples(statement: str) -> list[Triple]:
    """The triples of a Turtle statement that uses the prefixes of the graph."""
    return turtle.read_text(HEAD + statement, statement)


def short(iri: str) -> str:
    """An IRI as a prefixed name, with the longest namespace that fits."""
    fitting = [
        (len(space), prefix, space) for prefix, space in PREFIXES.items() if iri.startswith(space) and iri != space
    ]
    return f"{max(fitting)[1]}:{iri.removeprefix(max(fitting)[2])}" if fitting else iri


def full(name: str) -> str | None:
    """The IRI of a prefixed name or of <...>; None for any other text."""
    found = _NAME.fullmatch(name)
    if found and found[1] in PREFIXES:
        return PREFIXES[found[1]] + found[2]
    return name[1:-1] if name.startswith("<") and name.endswith(">") else None


def _said(value: str, iri: bool) -> str:
    return short(value) if iri else value


# --- cases --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One entry of a cases.yaml: what is asked of a world, what it must answer, and what carries the answer."""

    query: str
    name: str
    parameters: dict[str, list[Any]]
    expected: tuple[Row, ...]
    ordered: bool
    carrying: tuple[str, ...]

    def bound(self) -> str:
        """The SPARQL with the parameters of this case."""
        return bind(stored(self.query), self.parameters)


def bind(query: StoredQuery, values: dict[str, list[Any]]) -> str:
    """The SPARQL with these values: prefixed names are IRIs, other values are literals of the parameter's type."""
    types = {parameter.name: parameter.type for parameter in query.parameters}
    return query.bind(
        {name: [term(value, types.get(name, "text")) for value in given] for name, given in values.items()}
    )


def term(value: Any, kind: str) -> NamedNode | Literal:
    if kind in ("year", "integer"):
        return Literal(str(value), datatype=NamedNode(XSD + "integer"))
    if kind == "date":
        return Literal(str(value), datatype=NamedNode(XSD + "date"))
    if kind in ("text", "choice"):
        return Literal(str(value))
    iri = full(str(value))
    assert iri, f"{value} is no name of the graph"
    return NamedNode(iri)


def cases(query: str) -> Iterator[Case]:
    """The cases of one query."""
    path = CASES / "queries" / query / "cases.yaml"
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        unknown = set(entry) - {"name", "parameters", "expected", "ordered", "carrying"}
        assert not unknown, f"{path}: unknown keys {sorted(unknown)}"
        yield Case(
            query,
            entry["name"],
            {
                name: listed if isinstance(listed, list) else [listed]
                for name, listed in (entry.get("parameters") or {}).items()
            },
            tuple(tuple(map(_cell, row)) for row in entry["expected"]),
            bool(entry.get("ordered", False)),
            tuple(entry.get("carrying") or ()),
        )


def _cell(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def in_order(rows: Iterable[Row], ordered: bool) -> list[Row]:
    """The rows as they came where their order is fixed, sorted where it is not."""
    return list(rows) if ordered else sorted(rows, key=lambda row: [(cell is None, cell or "") for cell in row])


def folders(kind: str) -> list[str]:
    """The names of the case folders of one kind."""
    return sorted(path.parent.name for path in (CASES / kind).glob("*/world.ttl"))


def by_name(names: Iterable[str]) -> list[Any]:
    return [pytest.param(name, id=name) for name in names]
