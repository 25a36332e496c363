"""Which things the shapes look at: those their targets point out, and the parts that they look into from there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, Store

from vakgraph.validation.paths import Path
from vakgraph.validation.shapes import Shape, Shapes, Target
from vakgraph.validation.walk import BELOW, TYPE, Walker

_BELOW = Path("zeroOrMore", (Path("predicate", (), BELOW),))


def aimed_at(store: Store, shapes: Shapes, nodes: Iterable[Any]) -> frozenset[Any]:
    """Which of these things some shape is about."""
    walker, targets = Walker(store), [target for shape in shapes.targeted() for target in shape.targets]
    classes = {target.term for target in targets if target.kind == "class"}
    by_end = {
        kind: {target.term for target in targets if target.kind == kind} for kind in ("node", "subjectsOf", "objectsOf")
    }

    def aimed(node: Any) -> bool:
        own = {kind for each in walker.step(node, TYPE) for kind in walker.above(each)}
        return bool(
            own & classes
            or node in by_end["node"]
            or any(quad.predicate in by_end["subjectsOf"] for quad in store.quads_for_pattern(node, None, None))
            or any(quad.predicate in by_end["objectsOf"] for quad in store.quads_for_pattern(None, None, node))
        )

    return frozenset(node for node in set(nodes) if aimed(node))


class Seen:
    """One look at a store: `nodes` are the things that some shape looked at, `focus` those that it was about."""

    def __init__(self, store: Store, shapes: Shapes) -> None:
        self.store, self.shapes, self.walker = store, shapes, Walker(store)
        self.focus: set[Any] = set()
        self.nodes: set[Any] = set()
        self.targetless: list[Shape] = []
        self._visited: dict[Any, set[Any]] = {}
        for shape in shapes.targeted():
            nodes = set[Any]().union(*(self._of(target) for target in shape.targets))
            self.focus |= nodes
            if not nodes:
                self.targetless.append(shape)
            self._look(shape, nodes)

    def _of(self, target: Target) -> set[Any]:
        if target.kind == "node":
            return {target.term}
        if target.kind == "class":
            return self.walker.walk(Path("predicate", (), TYPE), self.walker.walk(_BELOW, {target.term}, True), True)
        quads = self.store.quads_for_pattern(None, target.term, None)  # type: ignore[arg-type]
        return {quad.subject if target.kind == "subjectsOf" else quad.object for quad in quads}

    def _look(self, shape: Shape, nodes: set[Any]) -> None:
        """The nodes, and what the shape looks at from each of them."""
        fresh = nodes - self._visited.setdefault(shape.node, set())
        if not fresh or shape.deactivated:
            return
        self._visited[shape.node] |= fresh
        self.nodes |= fresh
        values = fresh if shape.path is None else self.walker.walk(shape.path, fresh)
        if shape.path is not None and not self._inner(shape):
            return
        for part in self._inner(shape):
            self._look(part, {value for value in values if not isinstance(value, Literal)})

    def _inner(self, shape: Shape) -> list[Shape]:
        """The shapes that the values must keep to."""
        terms = [term for c in shape.constraints for term in (c.value, *c.items) if not isinstance(term, Literal)]
        return [*shape.properties, *(self.shapes.by_node[term] for term in terms if term in self.shapes.by_node)]
