"""Whom a change can affect: for each shape the things to check again, and the results that no longer count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode, Quad, Store, Triple

from vakgraph.validation.paths import SH, Path, Term
from vakgraph.validation.questions import Must, Touch
from vakgraph.validation.reads import Plan, plan
from vakgraph.validation.shapes import Shape, Shapes, Target
from vakgraph.validation.walk import BELOW, TYPE, Walker

_planned: list[tuple[Shapes, Plan]] = []  # the last one made: a plan is asked for again and again


@dataclass(frozen=True)
class Scope:
    """What must be checked again after a change, and what was found before but may no longer hold."""

    focus: Mapping[Term, frozenset[Term]] = field(default_factory=dict)  # shape -> things to check
    whole: Mapping[Term, str] = field(default_factory=dict)  # shapes to check on all their things, and why
    stale: Mapping[Term, frozenset[Term]] = field(default_factory=dict)  # source shape -> things with old results
    stale_shapes: frozenset[Term] = frozenset()  # source shapes of which every old result goes
    everything: str = ""  # why nothing of before can be kept

    def keeps(self, shape: Term, focus: Term) -> bool:
        """Whether a result of before with this source shape and focus node still holds."""
        return not self.everything and shape not in self.stale_shapes and focus not in self.stale.get(shape, ())

    @property
    def size(self) -> int:
        """How many different things are checked again one by one."""
        return len(set[Term]().union(*self.focus.values()))


def affected(store: Store, shapes: Shapes, added: Collection[Triple], removed: Collection[Triple]) -> Scope:
    """Whom a change can affect; `store` holds the data after it, `added` and `removed` what truly changed."""
    added, removed = as_stored(added), as_stored(removed)
    for triple in (*added, *removed):
        if triple.predicate == BELOW:
            return Scope(everything="rdfs:subClassOf")
        if triple.predicate.value.startswith(SH):
            return Scope(everything="SHACL")
    return _Search(store, shapes, removed).scope([*added, *removed])


def planned(shapes: Shapes) -> Plan:
    """The plan of these shapes, made once."""
    if not _planned or _planned[0][0] is not shapes:
        _planned[:] = [(shapes, plan(shapes))]
    return _planned[0][1]


def as_stored(triples: Iterable[Triple]) -> list[Triple]:
    """The triples as a store writes them: it changes the spelling of some numbers and times."""
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    return [quad.triple for quad in store]


class _Search:
    """One search: from the triples of a change to the things whose results they can decide."""

    def __init__(self, store: Store, shapes: Shapes, removed: Collection[Triple]) -> None:
        self.plan, self.shapes = planned(shapes), shapes
        self.now = Walker(store)
        self.ever = Walker(store, removed) if removed else self.now
        self.had: dict[tuple[Term, Must], bool] = {}
        self.stale: dict[Term, set[Term]] = {}
        self.focus: dict[Term, set[Term]] = {}

    def scope(self, changed: Collection[Triple]) -> Scope:
        whole = dict(self.plan.whole) if changed else {}
        near = self._near(changed, whole)
        for (root, path), nodes in near.items():
            if root not in whole:
                self._hit(root, self.ever.walk(path, nodes, back=True))
        stale_shapes = {source for root in whole for source, _ in self.plan.given[root]}
        for source in stale_shapes:
            whole.update({root: "" for root, _ in self.plan.owners[source] if root not in whole})
        self._share(whole)
        return Scope(
            {root: frozenset(nodes) for root, nodes in self.focus.items() if nodes and root not in whole},
            whole,
            {source: frozenset(nodes) for source, nodes in self.stale.items() if source not in stale_shapes},
            frozenset(stale_shapes),
        )

    def _near(self, changed: Iterable[Triple], whole: dict[Term, str]) -> dict[tuple[Term, Path], set[Term]]:
        """Who looks at these triples, along which path, and where that path ends."""
        near: dict[tuple[Term, Path], set[Term]] = {}
        for triple in changed:
            for root, touch in self._watching(triple):
                if touch.before is None:
                    whole.setdefault(root, triple.predicate.value)
                else:
                    node: Any = triple.object if touch.back else triple.subject
                    near.setdefault((root, touch.before), set()).add(node)
        return near

    def _watching(self, triple: Triple) -> Iterator[tuple[Term, Touch]]:
        subject, predicate, value = triple
        for key in (predicate, None):
            for root, touch in self.plan.by_property.get(key, ()):
                fits = touch.subject in (None, subject) and touch.object in (None, value)
                fits = fits and (touch.below is None or touch.below in self.now.above(value))
                if fits and all(self._has(value if must.at_object else subject, must) for must in touch.musts):
                    yield root, touch

    def _has(self, node: Term, must: Must) -> bool:
        """Whether there ever was what else a triple needs to matter."""
        if (node, must) not in self.had:
            self.had[node, must] = self.ever.has(node, must.path, must.back, must.value)
        return self.had[node, must]

    def _hit(self, root: Term, nodes: set[Term]) -> None:
        """These things are affected: what was found of them goes, those that are still a target are asked."""
        shape = self.shapes.by_node[root]
        nodes = {node for node in nodes if _is_target(self.ever, shape, node)}
        for source, path in self.plan.given[root]:
            self.stale.setdefault(source, set()).update(
                self.ever.walk(path, nodes) if path.parts or path.iri else nodes
            )
        self._ask(root, nodes)

    def _ask(self, root: Term, nodes: Iterable[Term]) -> None:
        shape = self.shapes.by_node[root]
        self.focus.setdefault(root, set()).update(node for node in nodes if _is_target(self.now, shape, node))

    def _share(self, whole: Mapping[Term, str]) -> None:
        """A result that goes may be owed to another thing or shape as well: ask those too."""
        for source, nodes in self.stale.items():
            owners = self.plan.owners[source]
            for root, path in owners:
                if root not in whole and nodes:
                    self._ask(root, self.now.walk(path, nodes, back=True) - self.focus.get(root, set()))


def _is_target(walker: Walker, shape: Shape, node: Term) -> bool:
    """Whether the shape is about this node."""
    return any(_is_meant(walker, target, node) for target in shape.targets)


def _is_meant(walker: Walker, target: Target, node: Term) -> bool:
    if target.kind == "class":
        return any(target.term in walker.above(kind) for kind in walker.step(node, TYPE))
    if target.kind == "node" or not isinstance(target.term, NamedNode):
        return target.term == node
    return any(walker.step(node, target.term, target.kind == "objectsOf"))
