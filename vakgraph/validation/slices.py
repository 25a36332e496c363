"""Cuts out of a graph the few triples that some shapes look at for some things: there every question is quick."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from vakgraph.validation.paths import Path, Term
from vakgraph.validation.questions import Touch
from vakgraph.validation.reads import Plan
from vakgraph.validation.walk import BELOW, HERE, Walker, repeats

MOST = 500  # triples at one place; where a shape looks at more, the graph itself is asked
Focus = Mapping[Term, Collection[Term]]


class TooMany(Exception):
    """A shape looks at more triples than are worth cutting out."""


def cut(store: Store, plan: Plan, focus: Focus) -> tuple[Store, dict[Term, Collection[Term]]]:
    """A store with all that the shapes look at for these things, and the part of `focus` that it serves.

    Were a result there another than in the graph, a triple that is missing would decide it; but all that can decide
    it are triples that fit what the shape looks at, and those are taken along.
    """
    knife, served = _Knife(store), dict[Term, Collection[Term]]()
    for root, nodes in focus.items():
        try:
            found = [knife.take(touch, frozenset(nodes)) for touch in plan.touches[root]]
        except TooMany:
            continue
        knife.quads.update(*found)
        served[root] = nodes
    knife.quads.update(store.quads_for_pattern(None, BELOW, None, DefaultGraph()))
    part = Store()
    part.extend(knife.quads)
    return part, served


class _Knife:
    """Collects triples; each place is visited once."""

    def __init__(self, store: Store) -> None:
        self.store, self.walker = store, Walker(store)
        self.quads: set[Quad] = set()
        self._reached: dict[tuple[Path, frozenset[Term]], frozenset[Term]] = {}
        self._some: dict[tuple[Term, NamedNode | None, bool], list[Quad]] = {}

    def take(self, touch: Touch, nodes: frozenset[Term]) -> list[Quad]:
        """All triples of a kind that are looked at for these things, from the end where they are few."""
        if touch.before is None:
            raise TooMany
        try:
            places = self.reached(touch.before, nodes)
            return [quad for node in places for quad in self.some(node, touch.iri, touch.back)]
        except TooMany:
            if touch.again is None:
                raise
            return self.take(touch.again, nodes)

    def reached(self, path: Path, nodes: frozenset[Term]) -> frozenset[Term]:
        """The nodes at the end of the path; for a sequence by way of what its begin leads to."""
        if path == HERE:
            return nodes
        key = (path, nodes)
        if key not in self._reached:
            if path.kind == "sequence":
                nodes = self.reached(_first(path), nodes)
                path = path.parts[-1]
            self._reached[key] = self.ends(path, nodes)
        return self._reached[key]

    def ends(self, path: Path, nodes: frozenset[Term]) -> frozenset[Term]:
        """The nodes at the end of a path, no more of them than are worth it."""
        each: Iterable[Term] = (other for node in nodes for other in self.walker.each(path, node, False))
        if repeats(path):
            each = self.walker.walk(path, nodes)
        found = list(islice(each, MOST + 1))
        if len(found) > MOST:
            raise TooMany
        return frozenset(found)

    def some(self, node: Term, iri: NamedNode | None, back: bool) -> list[Quad]:
        """The triples with a node as their subject or (back) object."""
        if isinstance(node, Literal) and not back:
            return []
        at = (node, iri, back)
        if at not in self._some:
            subject, value = (None, node) if back else (node, None)
            quads = self.store.quads_for_pattern(subject, iri, value, DefaultGraph())  # type: ignore[arg-type]
            self._some[at] = list(islice(quads, MOST + 1))
        if len(self._some[at]) > MOST:
            raise TooMany
        return self._some[at]


def _first(path: Path) -> Path:
    """A sequence without its last step."""
    return path.parts[0] if len(path.parts) == 2 else Path("sequence", path.parts[:-1])
