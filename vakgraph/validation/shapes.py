"""SHACL shapes as values: read from triples, nothing asked and nothing skipped in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.validation import paths
from vakgraph.validation.paths import RDF, SH, Path, PathFault, Term
from vakgraph.validation.shape import (
    LAYERS,
    VIOLATION,
    Component,
    Constraint,
    Layer,
    Shape,
    Shapes,
    Target,
    index_of,
)
from vakgraph.validation.vocabulary import LISTS, PARAMETERS, SILENT, TARGETS, TOGETHER, component

__all__ = ["Component", "Constraint", "Path", "Shape", "Shapes", "Target", "Term", "read"]

RDFS = OUTSIDE["rdfs"]
TRUE = Literal("true", datatype=NamedNode(OUTSIDE["xsd"] + "boolean"))


def read(triples: Iterable[Triple]) -> Shapes:
    """Every shape that the triples describe."""
    return _Reader(tuple(triples)).shapes()


class _Reader:
    """Reads shapes from an index of triples, each node once."""

    def __init__(self, triples: tuple[Triple, ...]) -> None:
        self.triples, self.index = triples, index_of(triples)
        self.kinds = self._kinds_of_class()
        self.components = tuple(self._components())
        self.made: dict[Term, Shape] = {}

    def _kinds_of_class(self) -> frozenset[Term]:
        """rdfs:Class, and what the shapes graph says is below it (owl:Class)."""
        below = {node: said[RDFS + "subClassOf"] for node, said in self.index.items() if RDFS + "subClassOf" in said}
        found: set[Term] = {NamedNode(RDFS + "Class")}
        while fresh := {node for node, above in below.items() if node not in found and not found.isdisjoint(above)}:
            found |= fresh
        return frozenset(found)

    def said(self, node: Term, predicate: str) -> Sequence[Term]:
        return self.index.get(node, {}).get(predicate, ())

    def shapes(self) -> Shapes:
        for node in self._nodes():
            self._shape(node, ())
        return Shapes(tuple(self.made.values()), dict(self.made), self.triples, self.components)

    def _nodes(self) -> list[Term]:
        """Who is a shape: by type, by target, by what it demands, or because another shape uses it."""
        found: dict[Term, None] = {}
        own = {iri.value for made in self.components for iri in (*made.required, *made.optional)}
        for node, said in self.index.items():
            types = {term.value for term in said.get(RDF + "type", ()) if not isinstance(term, Literal)}
            signs = types & {SH + "NodeShape", SH + "PropertyShape"} or said.keys() & (
                TARGETS.keys() | PARAMETERS | own
            )
            if signs and SH + "Parameter" not in types:
                found[node] = None
            for name in ("property", "node", "not", "qualifiedValueShape"):
                found.update(dict.fromkeys(t for t in said.get(SH + name, ()) if not isinstance(t, Literal)))
            for name in ("and", "or", "xone"):
                found.update(dict.fromkeys(m for head in said.get(SH + name, ()) for m in self._items(head, [])))
        parameters = {node for made in self.components for node in self.said(made.node, SH + "parameter")}
        return [node for node in found if node not in parameters]

    def _shape(self, node: Term, above: tuple[Term, ...]) -> Shape | None:
        """The shape at this node; None where it stands inside itself."""
        if node in above:
            return None
        if node in self.made:
            return self.made[node]
        troubles: list[str] = []
        path = self._path(node, troubles)
        parts = []
        for part in self.said(node, SH + "property"):
            inner = self._shape(part, (*above, node))
            if inner is None:
                troubles.append(f"sh:property {part} stands inside itself")
            elif inner.path is None:
                troubles.append(f"sh:property {part} has no sh:path")
            else:
                parts.append(inner)
        texts = {name: self._texts(node, SH + name) for name in ("message", "name", "description")}
        severity = next((t for t in self.said(node, SH + "severity") if isinstance(t, NamedNode)), None)
        shape = Shape(
            node,
            path,
            tuple(self._targets(node)),
            tuple(self._constraints(node, troubles)),
            severity or VIOLATION,
            texts["message"],
            texts["name"],
            texts["description"],
            self._texts(node, VAK + "repair"),
            self._layer(node),
            self._word(node, VAK + "ruleSource"),
            self._word(node, VAK + "rule"),
            tuple(parts),
            TRUE in self.said(node, SH + "deactivated"),
            tuple(self._ignored(node)),
            tuple(troubles),
        )
        self.made[node] = shape
        return shape

    def _path(self, node: Term, troubles: list[str]) -> Path | None:
        at = self.said(node, SH + "path")
        if len(at) > 1:
            troubles.append("more than one sh:path")
        try:
            return paths.read(at[0], self.said) if at else None
        except PathFault as fault:
            troubles.append(f"no well-formed sh:path: {fault}")
            return None

    def _targets(self, node: Term) -> Iterator[Target]:
        for predicate, kind in TARGETS.items():
            yield from (Target(kind, term) for term in self.said(node, predicate))
        types = self.said(node, RDF + "type")
        typed = {NamedNode(SH + "NodeShape"), NamedNode(SH + "PropertyShape")} & set(types)
        is_class = not self.kinds.isdisjoint(types) and not isinstance(node, BlankNode)
        if is_class and (typed or self._demands(node)):
            yield Target("class", node)

    def _demands(self, node: Term) -> bool:
        return bool(self.index[node].keys() & (PARAMETERS | {SH + "property"}))

    def _constraints(self, node: Term, troubles: list[str]) -> Iterator[Constraint]:
        """What the shape demands, in the order in which it says so."""
        for predicate, values in self.index.get(node, {}).items():
            name = predicate.removeprefix(SH)
            made = component(predicate)
            for made_of, value in ((made, value) for value in values if made):
                members = self._items(value, troubles) if name in LISTS else ()
                beside = tuple(self._beside(node, name, troubles))
                for iri in made_of or ():
                    yield Constraint(iri, value, members, beside)
        yield from self._own_constraints(node)

    def _beside(self, node: Term, name: str, troubles: list[str]) -> Iterator[tuple[NamedNode, Term]]:
        for other in TOGETHER.get(name, ()):
            said = self.said(node, SH + other)
            if len(said) > 1:
                troubles.append(f"more than one sh:{other}")
            yield from ((NamedNode(SH + other), term) for term in said[:1])

    def _own_constraints(self, node: Term) -> Iterator[Constraint]:
        """The demands in the words of constraint components of somebody's own."""
        for made in self.components:
            known = {iri: self.said(node, iri.value) for iri in (*made.required, *made.optional)}
            if made.required and all(known[iri] for iri in made.required) and isinstance(made.node, NamedNode):
                several = [iri for iri, values in known.items() if len(values) > 1]
                chosen = tuple((iri, values[0]) for iri, values in known.items() if values and iri not in several)
                if len(made.required) == 1 and several == list(made.required):
                    for value in known[several[0]]:
                        yield Constraint(made.node, value, (), (*chosen, (several[0], value)))
                elif not several:
                    yield Constraint(made.node, known[made.required[0]][0], (), chosen)

    def _components(self) -> Iterator[Component]:
        """Nodes with parameters and a validator."""
        validators = {SH + "validator", SH + "nodeValidator", SH + "propertyValidator"}
        for node, said in self.index.items():
            if said.keys() & validators and SH + "parameter" in said:
                required, optional = list[NamedNode](), list[NamedNode]()
                for parameter in said[SH + "parameter"]:
                    paths_ = [t for t in self.said(parameter, SH + "path") if isinstance(t, NamedNode)]
                    (optional if TRUE in self.said(parameter, SH + "optional") else required).extend(paths_[:1])
                yield Component(node, tuple(required), tuple(optional))

    def _items(self, head: Term, troubles: list[str]) -> tuple[Term, ...]:
        try:
            return paths.items(head, self.said)
        except PathFault:
            troubles.append(f"no well-formed list: {head}")
            return ()

    def _ignored(self, node: Term) -> Iterator[NamedNode]:
        for predicate in self.index.get(node, {}):
            known = predicate in SILENT or predicate in TARGETS or component(predicate) or predicate in PARAMETERS
            if predicate.startswith(SH) and not known:
                yield NamedNode(predicate)

    def _texts(self, node: Term, predicate: str) -> tuple[Literal, ...]:
        return tuple(term for term in self.said(node, predicate) if isinstance(term, Literal))

    def _word(self, node: Term, predicate: str) -> str:
        return next((term.value for term in self.said(node, predicate)), "")

    def _layer(self, node: Term) -> Layer:
        said = self._word(node, VAK + "layer")
        return next((layer for layer in LAYERS if layer == said), "base")
