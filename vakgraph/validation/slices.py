"""Cuts out of a graph the few triples that some shapes look at for some things: there every question is quick."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from vakgraph.validation.paths import Path, Term
from vakgraph.validation.questions import Touch
from vakgraph.validation.reads import Plan
from vakgraph.validation.walk import BELOW, HERE, Walker

MOST = 5000  # triples for one shape; where it looks at more, the graph itself is asked
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
            for touch in plan.touches[root]:
                knife.take(touch, frozenset(nodes))
            served[root] = nodes
        except TooMany:
            continue
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
        self._seen: set[tuple[Term, NamedNode | None, bool]] = set()

    def take(self, touch: Touch, nodes: frozenset[Term]) -> None:
        """All triples of a kind that are looked at for these things."""
        if touch.before is None:
            raise TooMany
        for node in self.reached(touch.before, nodes):
            at = (node, touch.iri, touch.back)
            if at not in self._seen:
                self._some(*at)
                self._seen.add(at)

    def reached(self, path: Path, nodes: frozenset[Term]) -> frozenset[Term]:
        """The nodes at the end of the path; for a sequence by way of what its begin leads to."""
        if path == HERE:
            return nodes
        key = (path, nodes)
        if key not in self._reached:
            if path.kind == "sequence":
                nodes = self.reached(_first(path), nodes)
                path = path.parts[-1]
            found = frozenset(self.walker.walk(path, nodes))
            if len(found) > MOST:
                raise TooMany
            self._reached[key] = found
        return self._reached[key]

    def _some(self, node: Term, iri: NamedNode | None, back: bool) -> None:
        if isinstance(node, Literal) and not back:
            return
        subject, value = (None, node) if back else (node, None)
        quads = self.store.quads_for_pattern(subject, iri, value, DefaultGraph())  # type: ignore[arg-type]
        for count, quad in enumerate(quads):
            self.quads.add(quad)
            if count > MOST:
                raise TooMany


def _first(path: Path) -> Path:
    """A sequence without its last step."""
    return path.parts[0] if len(path.parts) == 2 else Path("sequence", path.parts[:-1])
