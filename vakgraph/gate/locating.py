"""Where a result of a shape stands in a delivery: at the value, at what is missing, or at what the shape adds up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal

from vakgraph import mint
from vakgraph.gate.world import World
from vakgraph.intake import Delivery
from vakgraph.intake.delivery import text
from vakgraph.places import Place
from vakgraph.turtle import Triple
from vakgraph.validation import scope
from vakgraph.validation.findings import spoken_of
from vakgraph.validation.result import Result
from vakgraph.validation.shapes import Shapes
from vakgraph.validation.walk import Walker


class Locator:
    """Finds the places of results in one delivery; `after` is the graph with it."""

    def __init__(self, delivery: Delivery, after: World, shapes: Shapes) -> None:
        self.delivery, self.after, self.shapes = delivery, after, shapes
        self.more: dict[tuple[str, str], tuple[Place, ...]] = {}  # (focus, shape) -> the other places of one sum

    def __call__(self, result: Result) -> Place | None:
        """At the thing itself, at a part of it that the delivery speaks of, or at what decided the result."""
        focus, own = text(result.focus), result.value is None or result.value == result.focus
        path = spoken_of(result, self.shapes.by_node.get(result.shape), self.shapes)
        said = path.iri.value if path is not None and path.iri is not None else ""
        value = None if own else text(result.value)
        if focus in self.delivery.about:
            return self.delivery.place(focus, said, value)
        part = self._part(focus)
        if part or (value is not None and self._said(value)):
            return self.delivery.place(part or focus, said, value)
        first, *rest = self._deciding(result) or [self.delivery.place(focus, said, value)]
        self.more[focus, text(result.shape)] = tuple(rest)
        return first

    def _part(self, focus: str) -> str:
        """A thing of the delivery that lives with this one, or with which it lives: a consortium for its project."""
        home = mint.home(focus)
        return next((subject for subject in self.delivery.about if home and mint.home(subject) == home), "")

    def _said(self, value: str) -> bool:
        """Whether the delivery names this thing, or says this of anything."""
        return any(text(triple.object) == value for triple in self.delivery.triples)

    def _deciding(self, result: Result) -> list[Place]:
        """The places of the plain values that the shape reads for a thing which the delivery says nothing of."""
        found = {text(t.subject) + t.predicate.value: t for t in self._read(result) if isinstance(t.object, Literal)}
        places = [self.delivery.place(text(t.subject), t.predicate.value, text(t.object)) for t in found.values()]
        return list(dict.fromkeys(places))

    def _read(self, result: Result) -> Iterator[Triple]:
        """The statements of the delivery on which the result of this shape for this thing rests."""
        plan, walker = scope.planned(self.shapes), Walker(self.after.store)
        roots = [root for root, _ in plan.owners.get(result.shape, ())]
        for triple in self.delivery.triples:
            for touch in (touch for root in roots for touch in plan.touches.get(root, ())):
                if touch.iri == triple.predicate and touch.before is not None:
                    end: Any = triple.object if touch.back else triple.subject
                    if result.focus in walker.walk(touch.before, {end}, back=True):
                        yield triple
                        break
