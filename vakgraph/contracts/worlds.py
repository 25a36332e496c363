"""Made-up worlds: some triples with the ontology under them and what follows from them, for two engines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph
from pyoxigraph import Quad

from vakgraph import queries, turtle
from vakgraph.checkout import Checkout
from vakgraph.contracts.names import Row, rows, triples
from vakgraph.queries import StoredQuery
from vakgraph.store.embedded import cell
from vakgraph.table import Table
from vakgraph.turtle import Triple

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True, eq=False)
class Ground:
    """What every world of one graph folder stands on: the vocabulary, its concepts and the derive rules."""

    checkout: Checkout

    @cached_property
    def ontology(self) -> tuple[Triple, ...]:
        """The vocabulary and its concepts, read once."""
        folder = self.checkout.ontology
        files = [folder / "vak.ttl", *sorted((folder / "concepts").glob("*.ttl"))]
        return tuple(triple for found in turtle.read_many(files).values() for triple in found)

    @cached_property
    def rules(self) -> tuple[StoredQuery, ...]:
        """The derive rules in the order in which they run."""
        return tuple(map(queries.load, self.checkout.derive_files()))


@dataclass(frozen=True, eq=False)
class World:
    """Some triples and the ontology, without or with what follows from them."""

    ground: Ground
    asserted: frozenset[Triple]
    store: pyoxigraph.Store

    @classmethod
    def on(cls, ground: Ground, said: Iterable[Triple]) -> Self:
        """The world of these triples, before anything is derived."""
        asserted, store = frozenset(said), pyoxigraph.Store()
        store.bulk_extend(Quad(*triple) for triple in (*ground.ontology, *asserted))
        return cls(ground, asserted, store)

    def derived(self, until: str = "") -> Self:
        """Let each rule run once, in order; up to and not including the rule `until`."""
        for rule in self.ground.rules:
            if rule.name == until:
                break
            self.add(self.construct(rule.text))
        return self

    def add(self, said: Iterable[Triple]) -> None:
        """Put derived triples into the store."""
        self.store.bulk_extend([Quad(*triple) for triple in said])

    def without(self, statements: Sequence[str]) -> Self:
        """The same world before deriving, with these Turtle statements taken away."""
        gone = frozenset(triple for statement in statements for triple in triples(statement))
        if not gone <= self.asserted:
            raise ValueError(f"the world does not say: {[str(triple) for triple in gone - self.asserted]}")
        return self.on(self.ground, self.asserted - gone)

    def construct(self, sparql: str) -> set[Triple]:
        """What a CONSTRUCT makes that the world does not hold yet."""
        found: Any = self.store.query(sparql)
        return {triple for triple in found if Quad(*triple) not in self.store}

    def table(self, sparql: str) -> Table:
        """The answer to a SELECT."""
        found: Any = self.store.query(sparql)
        names = tuple(variable.value for variable in found.variables)
        return Table(names, tuple(tuple(map(cell, row)) for row in found))

    def select(self, sparql: str) -> list[Row]:
        return rows(self.table(sparql))

    @cached_property
    def as_rdflib(self) -> rdflib.Graph:
        """The same triples for the other engine, made once."""
        return self.in_rdflib()

    def in_rdflib(self) -> rdflib.Graph:
        """The same triples as they are now for the other engine."""
        return turtle.to_rdflib(quad.triple for quad in self.store)
