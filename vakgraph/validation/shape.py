"""What a shape is: values without behaviour, as `shapes` reads them and everybody else uses them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal as Choice

from pyoxigraph import Literal, NamedNode, Triple

from vakgraph.validation.paths import SH, Path, Term

VIOLATION = NamedNode(SH + "Violation")
TAKES_SHAPES = frozenset(
    NamedNode(f"{SH}{name}ConstraintComponent")
    for name in ("Not", "And", "Or", "Xone", "Node", "QualifiedMinCount", "QualifiedMaxCount")
)
Layer = Choice["base", "delivery", "recommended"]
LAYERS: tuple[Layer, ...] = ("base", "delivery", "recommended")


@dataclass(frozen=True)
class Target:
    """Whom a shape is about: `kind` is class, node, subjectsOf or objectsOf."""

    kind: str
    term: Term


@dataclass(frozen=True)
class Constraint:
    """One demand of a shape: `value` is what the shape says, `items` its members where that is a list."""

    component: NamedNode
    value: Term
    items: tuple[Term, ...] = ()
    parameters: tuple[tuple[NamedNode, Term], ...] = ()

    @property
    def shapes(self) -> tuple[Term, ...]:
        """The names of the shapes that it uses, those of `sh:property` left out."""
        return (self.value, *self.items) if self.component in TAKES_SHAPES else ()

    def parameter(self, name: str) -> Term | None:
        """What stands beside the value: `sh:flags` of a pattern, the counts of a qualified shape."""
        return next((term for iri, term in self.parameters if iri.value in (name, SH + name)), None)


@dataclass(frozen=True)
class Component:
    """A constraint component of somebody's own: its parameters and its validators in SPARQL."""

    node: Term
    required: tuple[NamedNode, ...]
    optional: tuple[NamedNode, ...]


@dataclass(frozen=True)
class Shape:
    """One node shape (`path` is None) or property shape, with everything that it says."""

    node: Term
    path: Path | None = None
    targets: tuple[Target, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    severity: NamedNode = VIOLATION
    messages: tuple[Literal, ...] = ()
    name: tuple[Literal, ...] = ()
    description: tuple[Literal, ...] = ()
    hint: tuple[Literal, ...] = ()
    layer: Layer = "base"
    source: str = ""
    rule: str = ""
    properties: tuple[Shape, ...] = ()
    deactivated: bool = False
    ignored: tuple[NamedNode, ...] = ()  # predicates of SHACL's own namespace that were not understood
    troubles: tuple[str, ...] = ()  # why it cannot be read as the standard has it

    def __hash__(self) -> int:
        return hash(self.node)


@dataclass(frozen=True)
class Shapes:
    """Every shape of a shapes graph, and the triples for who must read further."""

    all: tuple[Shape, ...]
    by_node: Mapping[Term, Shape]
    triples: tuple[Triple, ...] = field(repr=False)
    components: tuple[Component, ...] = ()

    def targeted(self) -> tuple[Shape, ...]:
        """The shapes that have a target and are not switched off."""
        return tuple(shape for shape in self.all if shape.targets and not shape.deactivated)

    def idle(self) -> tuple[Shape, ...]:
        """The shapes that nobody asks anything of: without a target, and no other shape leads to them."""
        led = {part.node for shape in self.all if shape.targets for part in self.reached(shape)}
        left = [shape for shape in self.all if shape.node not in led]
        below = {part.node for shape in left for part in self.used(shape)}
        return tuple(shape for shape in left if shape.node not in below and not shape.deactivated)

    @cached_property
    def index(self) -> Mapping[Term, Mapping[str, Sequence[Term]]]:
        return index_of(self.triples)

    def said(self, node: Term, predicate: str) -> Sequence[Term]:
        """What the shapes graph says of a node with that property (a full IRI)."""
        return self.index.get(node, {}).get(predicate, ())

    def used(self, shape: Shape) -> list[Shape]:
        """The shapes that it uses itself."""
        named = [self.by_node[term] for c in shape.constraints for term in c.shapes if term in self.by_node]
        return [*named, *shape.properties]

    def reached(self, shape: Shape) -> Iterator[Shape]:
        """The shape and every shape that it uses, each once."""
        seen: dict[Term, Shape] = {}
        todo = [shape]
        while todo:
            here = todo.pop()
            if here.node in seen:
                continue
            seen[here.node] = here
            todo += self.used(here)
        yield from seen.values()


def index_of(triples: Iterable[Triple]) -> dict[Term, dict[str, list[Term]]]:
    """Subject -> property -> values, in the order in which they were read."""
    found: dict[Term, dict[str, list[Term]]] = {}
    for subject, predicate, value in triples:
        known = found.setdefault(subject, {}).setdefault(predicate.value, [])
        if value not in known:
            known.append(value)
    return found
