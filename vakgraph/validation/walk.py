"""Walks property paths over what a store holds and what it has just lost, forward and back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from vakgraph.namespaces import OUTSIDE
from vakgraph.validation.paths import Path, Term

TYPE = NamedNode(OUTSIDE["rdf"] + "type")
BELOW = NamedNode(OUTSIDE["rdfs"] + "subClassOf")
HERE = Path("sequence")  # no step at all
ANY = Path("predicate")  # one step along whatever property
# Steps from the subject, or from the object, of a triple to its property.
SAID_WITH, MEANT_WITH = (NamedNode(f"urn:vakgraph:walk:{name}") for name in ("subject", "object"))


class Walker:
    """The triples of a store, and those that are gone from it, as one graph to walk in."""

    def __init__(self, store: Store, gone: Collection[Triple] = ()) -> None:
        self.store = store
        self._gone = Store() if gone else None
        if self._gone is not None:
            self._gone.extend(Quad(*triple) for triple in gone)
        self._above: dict[Term, frozenset[Term]] = {}

    def step(self, node: Term, iri: NamedNode | None, back: bool = False) -> Iterator[Any]:
        """The nodes one triple away; `iri` None is any property."""
        if iri in (SAID_WITH, MEANT_WITH):
            yield from self._property(node, iri == MEANT_WITH, back)
            return
        for store in (self.store, self._gone):
            if store is not None and back:
                yield from (quad.subject for quad in store.quads_for_pattern(None, iri, node, DefaultGraph()))
            elif store is not None and not isinstance(node, Literal):
                yield from (quad.object for quad in store.quads_for_pattern(node, iri, None, DefaultGraph()))

    def _property(self, node: Term, at_object: bool, back: bool) -> Iterator[Any]:
        """The properties of the triples with a node at that end, or (back) the nodes that a property has there."""
        for store in (self.store, self._gone):
            if store is None or (isinstance(node, Literal) and (back or not at_object)):
                continue
            if back and isinstance(node, NamedNode):
                quads = store.quads_for_pattern(None, node, None, DefaultGraph())
                yield from {quad.object if at_object else quad.subject for quad in quads}
            elif not back:
                subject, value = (None, node) if at_object else (node, None)
                quads = store.quads_for_pattern(subject, None, value, DefaultGraph())  # type: ignore[arg-type]
                yield from {quad.predicate for quad in quads}

    def walk(self, path: Path, nodes: Collection[Term], back: bool = False) -> set[Term]:
        """All nodes that the path leads to from these nodes, or (back) that it leads from to these."""
        if path.kind == "predicate":
            return {other for node in nodes for other in self.step(node, path.iri, back)}
        if path.kind == "inverse":
            return self.walk(path.parts[0], nodes, not back)
        if path.kind == "sequence":
            reached = set(nodes)
            for part in reversed(path.parts) if back else path.parts:
                reached = self.walk(part, reached, back)
            return reached
        if path.kind == "alternative":
            return set[Term]().union(*(self.walk(part, nodes, back) for part in path.parts))
        return self._repeat(path, nodes, back)

    def _repeat(self, path: Path, nodes: Collection[Term], back: bool) -> set[Term]:
        """Paths with `?`, `*` and `+`."""
        inner = path.parts[0]
        fresh = self.walk(inner, nodes, back)
        reached = set(fresh) if path.kind == "oneOrMore" else set(nodes) | fresh
        while fresh and path.kind != "zeroOrOne":
            fresh = self.walk(inner, fresh, back) - reached
            reached |= fresh
        return reached

    def has(self, node: Term, path: Path, back: bool, value: Term | None) -> bool:
        """Whether a path without repeats leads from a node to anything, or to that value; no further than needed."""
        if path.kind == "predicate" and value is not None:
            ends = (value, node) if back else (node, value)
            return any(self.holds(ends[0], path.iri, ends[1]))
        found = self.each(path, node, back)
        return any(other == value for other in found) if value is not None else next(found, None) is not None

    def holds(self, subject: Term, iri: NamedNode | None, value: Term) -> Iterator[Any]:
        """The triples between two nodes."""
        for store in (self.store, self._gone):
            if store is not None and not isinstance(subject, Literal):
                yield from store.quads_for_pattern(subject, iri, value, DefaultGraph())

    def each(self, path: Path, node: Term, back: bool) -> Iterator[Term]:
        """The ends of a path without repeats, one by one; some may come twice."""
        if path.kind == "predicate":
            yield from self.step(node, path.iri, back)
        elif path.kind == "inverse":
            yield from self.each(path.parts[0], node, not back)
        elif path.kind == "alternative":
            for part in path.parts:
                yield from self.each(part, node, back)
        else:
            first, *rest = reversed(path.parts) if back else path.parts
            for other in self.each(first, node, back):
                if rest:
                    yield from self.each(Path("sequence", tuple(reversed(rest) if back else rest)), other, back)
                else:
                    yield other

    def above(self, kind: Term) -> frozenset[Term]:
        """A class and every class that it is below."""
        if kind not in self._above:
            self._above[kind] = frozenset(self.walk(Path("zeroOrMore", (Path("predicate", (), BELOW),)), {kind}))
        return self._above[kind]


def join(*paths: Path) -> Path:
    """The paths one after another, as one path."""
    parts = [part for path in paths for part in (path.parts if path.kind == "sequence" else (path,))]
    return parts[0] if len(parts) == 1 else Path("sequence", tuple(parts))


def repeats(path: Path) -> bool:
    """Whether the path has a `?`, `*` or `+` in it."""
    return path.kind in ("zeroOrMore", "oneOrMore", "zeroOrOne") or any(map(repeats, path.parts))


def turned(path: Path, back: bool = True) -> Path:
    """The path walked the other way."""
    return Path("inverse", (path,)) if back else path


def touched(path: Path, before: Path = HERE, back: bool = False) -> Iterator[tuple[Path, NamedNode | None, bool]]:
    """Every triple that a walk may use: the way to it, its property, and whether it is walked from its object."""
    if path.kind == "predicate":
        yield before, path.iri, back
    elif path.kind == "inverse":
        yield from touched(path.parts[0], before, not back)
    elif path.kind == "sequence":
        for part in reversed(path.parts) if back else path.parts:
            yield from touched(part, before, back)
            before = join(before, turned(part, back))
    else:
        if path.kind in ("zeroOrMore", "oneOrMore"):
            before = join(before, Path("zeroOrMore", (turned(path.parts[0], back),)))
        for part in path.parts:
            yield from touched(part, before, back)
