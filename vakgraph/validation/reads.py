"""Which triples each shape looks at, and whose results they decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph.validation import patterns, questions
from vakgraph.validation.paths import SH, Path, Term
from vakgraph.validation.questions import Touch
from vakgraph.validation.shapes import Constraint, Shape, Shapes
from vakgraph.validation.tokens import NotSimple
from vakgraph.validation.walk import HERE, TYPE, join, touched

_ALONE = {  # decided by the values alone
    f"{SH}{name}ConstraintComponent"
    for name in (
        *("Datatype", "NodeKind", "MinCount", "MaxCount", "MinExclusive", "MinInclusive", "MaxExclusive"),
        *("MaxInclusive", "MinLength", "MaxLength", "Pattern", "LanguageIn", "UniqueLang", "HasValue", "In"),
    )
}
_BESIDE = {f"{SH}{name}ConstraintComponent" for name in ("Equals", "Disjoint", "LessThan", "LessThanOrEquals")}
_NESTED = {
    f"{SH}{name}ConstraintComponent"
    for name in ("Not", "And", "Or", "Xone", "Node", "Property", "QualifiedMinCount", "QualifiedMaxCount")
}
_CLASS, _CLOSED, _SPARQL = (f"{SH}{name}ConstraintComponent" for name in ("Class", "Closed", "SPARQL"))
_TARGETS = {"subjectsOf": False, "objectsOf": True}


class Untold(ValueError):
    """A shape of which it is not known what it looks at; the text says why."""


@dataclass
class Plan:
    """Of every shape with a target: the triples that it looks at, and whose results it gives."""

    by_property: dict[NamedNode | None, list[tuple[Term, Touch]]] = field(default_factory=dict)
    touches: dict[Term, tuple[Touch, ...]] = field(default_factory=dict)
    whole: dict[Term, str] = field(default_factory=dict)  # shapes that every change may concern, and why
    given: dict[Term, list[tuple[Term, Path]]] = field(default_factory=dict)  # target shape -> (source shape, path)
    owners: dict[Term, list[tuple[Term, Path]]] = field(default_factory=dict)  # source shape -> (target shape, path)


def plan(shapes: Shapes) -> Plan:
    """Read every shape once."""
    made, reader = Plan(), _Reader(shapes)
    for shape in shapes.targeted():
        try:
            made.touches[shape.node] = tuple(dict.fromkeys(reader.of_root(shape)))
            for touch in made.touches[shape.node]:
                made.by_property.setdefault(touch.iri, []).append((shape.node, touch))
        except (Untold, NotSimple) as why:
            made.whole[shape.node] = str(why)
        for source, path in dict.fromkeys(_given(shape, HERE)):
            made.given.setdefault(shape.node, []).append((source, path))
            made.owners.setdefault(source, []).append((shape.node, path))
    return made


def _given(shape: Shape, here: Path, above: tuple[Term, ...] = ()) -> Iterator[tuple[Term, Path]]:
    """The shapes that results of this one name as their source, and the path to the things they are about."""
    if shape.node in above:
        return
    yield shape.node, here
    values = join(here, shape.path) if shape.path else here
    for inner in shape.properties:
        yield from _given(inner, values, (*above, shape.node))


class _Reader:
    """Goes through a shape and every shape in it."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.parents: dict[Term, list[Shape]] = {}
        for shape in shapes.all:
            for inner in shape.properties:
                self.parents.setdefault(inner.node, []).append(shape)

    def of_root(self, shape: Shape) -> Iterator[Touch]:
        for target in shape.targets:
            if target.kind == "class" and isinstance(target.term, NamedNode):
                yield Touch(HERE, TYPE, below=target.term)
            elif target.kind in _TARGETS and isinstance(target.term, NamedNode):
                yield Touch(HERE, target.term, _TARGETS[target.kind])
            elif target.kind != "node":
                raise Untold(f"sh:target {target.kind}")
        yield from self.of_shape(shape, HERE, ())

    def of_shape(self, shape: Shape, here: Path, above: tuple[Term, ...]) -> Iterator[Touch]:
        """What the shape looks at for a thing at the end of the path `here`."""
        if shape.node in above:
            raise Untold("recursion")
        if shape.ignored or shape.troubles:
            raise Untold(", ".join([iri.value for iri in shape.ignored] + list(shape.troubles)))
        above = (*above, shape.node)
        values = join(here, shape.path) if shape.path else here
        if shape.path:
            yield from (Touch(*found) for found in touched(shape.path, here))
        for inner in shape.properties:
            yield from self.of_shape(inner, values, above)
        for constraint in shape.constraints:
            yield from self.of_constraint(shape, constraint, here, values, above)

    def of_constraint(
        self, shape: Shape, constraint: Constraint, here: Path, values: Path, above: tuple[Term, ...]
    ) -> Iterator[Touch]:
        kind = constraint.component.value
        if kind == _CLASS and isinstance(constraint.value, NamedNode):
            yield Touch(values, TYPE, below=constraint.value)
        elif kind == _CLOSED:
            yield Touch(values, None)
        elif kind in _BESIDE and isinstance(constraint.value, NamedNode):
            yield Touch(here, constraint.value)
        elif kind == _SPARQL:
            yield from self.of_query(shape, constraint.value, here)
        elif kind in _NESTED:
            for inner in self.nested(shape, constraint):
                yield from self.of_shape(inner, values, above)
        elif kind not in _ALONE:
            raise Untold(kind)

    def nested(self, shape: Shape, constraint: Constraint) -> Iterator[Shape]:
        """The shapes in a constraint; for a qualified shape those of its siblings too."""
        for term in constraint.items or (constraint.value,):
            if term not in self.shapes.by_node:
                raise Untold(f"no shape: {term}")
            if not any(inner.node == term for inner in shape.properties):
                yield self.shapes.by_node[term]
        if constraint.parameter("qualifiedValueShapesDisjoint"):
            for sibling in (inner for parent in self.parents.get(shape.node, ()) for inner in parent.properties):
                others = [c.value for c in sibling.constraints if "Qualified" in c.component.value]
                yield from (self.shapes.by_node[term] for term in others if term in self.shapes.by_node)

    # ---- SPARQL

    def of_query(self, shape: Shape, node: Term, here: Path) -> Iterator[Touch]:
        """What a SPARQL constraint looks at, walked to from where the shape stands."""
        texts = self.shapes.said(node, SH + "select")
        if len(texts) != 1:
            raise Untold("no sh:select")
        text = texts[0].value
        if shape.path is not None:
            text = text.replace("$PATH", shape.path.sparql())
        for touch in questions.touches(patterns.read(text, self.prefixes(node))):
            yield _from(here, touch)

    def prefixes(self, node: Term) -> Mapping[str, str]:
        """The prefixes that the constraint may use."""
        heads = [term for term in self.shapes.said(node, SH + "prefixes") if not isinstance(term, Literal)]
        found: dict[str, str] = {}
        for declared in (each for head in heads for each in self.shapes.said(head, SH + "declare")):
            name, space = (self.shapes.said(declared, SH + word) for word in ("prefix", "namespace"))
            if name and space and isinstance(declared, NamedNode | BlankNode):
                found[name[0].value] = space[0].value
        return found


def _from(here: Path, touch: Touch) -> Touch:
    """What is looked at from the end of a path, seen from its begin."""
    if touch.before is None:
        return touch
    return replace(touch, before=join(here, touch.before), again=_from(here, touch.again) if touch.again else None)
