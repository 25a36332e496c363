"""Demands in SPARQL: the SELECT of a constraint, and constraint components of somebody's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from vakgraph.errors import InputError
from vakgraph.namespaces import OUTSIDE
from vakgraph.validation import paths
from vakgraph.validation.asked import SHAPES_GRAPH
from vakgraph.validation.compile import prebound
from vakgraph.validation.compile.focus import Focus, walk
from vakgraph.validation.compile.prebound import Prebound
from vakgraph.validation.compile.tests import CannotCompile, text
from vakgraph.validation.paths import Term
from vakgraph.validation.result import Hit
from vakgraph.validation.shape import Constraint, Shape

if TYPE_CHECKING:
    from vakgraph.validation.bulk import Engine

SH, OWL = OUTSIDE["sh"], OUTSIDE["owl"]
_TRUE = Literal("true", datatype=NamedNode(OUTSIDE["xsd"] + "boolean"))
_ALWAYS = {"rdf": OUTSIDE["rdf"], "rdfs": OUTSIDE["rdfs"], "owl": OWL}


class Own:
    """The SPARQL constraints of an engine's shapes."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.said = engine, engine.shapes.said
        self._laid = False

    def hits(self, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
        """The faults against one such demand."""
        if constraint.component.value == SH + "SPARQLConstraintComponent":
            if _TRUE not in self.said(constraint.value, SH + "deactivated"):
                query = self._one(constraint.value, "select")
                yield from self._select(shape, focus, constraint, constraint.value, query, {})
            return
        if not any(made.node == constraint.component for made in self.engine.shapes.components):
            raise CannotCompile(f"unknown component {constraint.component}")
        yield from self._component(shape, focus, constraint)

    def _component(self, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
        kind = "nodeValidator" if shape.path is None else "propertyValidator"
        for name in (kind, "validator"):
            for validator in self.said(constraint.component, SH + name)[:1]:
                given = {_local(iri): self._text(term) for iri, term in constraint.parameters}
                if self.said(validator, SH + "select"):
                    query = self._one(validator, "select")
                    yield from self._select(shape, focus, constraint, validator, query, given)
                else:
                    yield from self._ask(shape, focus, constraint, validator, given)
                return
        raise CannotCompile(f"no validator of {constraint.component} for this kind of shape")

    def _select(
        self, shape: Shape, focus: Focus, constraint: Constraint, node: Term, query: str, given: Mapping[str, str]
    ) -> Iterator[Hit]:
        query = prebound.with_path(query, shape.path.sparql() if shape.path else None)
        bound = Prebound(focus.pattern("this"), frozenset({"this"}), self._values(shape, query, given))
        asked = prebound.select(query, self.prefixes(node), bound, str(shape.node))
        columns, rows = self.engine.data.foreign(asked)
        for row in dict.fromkeys(rows):
            said = {name: term for name, term in zip(columns, row, strict=True) if term is not None}
            this = said.get("this")
            if this is None or (focus.only is not None and this not in focus.only):
                continue
            if "failure" in said:
                raise InputError(f"{shape.node} geeft een fout: ?failure.", f"{shape.node} failed: ?failure.")
            value = said.get("value", this if shape.path is None else None)
            along = said.get("path")
            path = paths.predicate(along) if isinstance(along, NamedNode) else shape.path
            yield Hit(this, value, shape, constraint, path, tuple(said.items()))

    def _ask(
        self, shape: Shape, focus: Focus, constraint: Constraint, node: Term, given: Mapping[str, str]
    ) -> Iterator[Hit]:
        """A pair of focus node and value for which the ASK does not say yes."""
        query = prebound.with_path(self._one(node, "ask"), shape.path.sparql() if shape.path else None)
        here = focus.pattern("this")
        pairs = f"{here} BIND(?this AS ?value)" if shape.path is None else walk(shape.path, "this", "value", here)
        names = frozenset({"this", "value"})
        bound = Prebound(pairs, names, self._values(shape, query, given))
        asked = prebound.ask(query, self.prefixes(node), bound, str(shape.node))
        right = set(self.engine.sift(focus, self.engine.data.foreign(asked)[1]))
        for this, value in self.engine.pairs(focus, shape.path):
            if (this, value) not in right:
                yield Hit(this, value, shape, constraint, shape.path, (("this", this), ("value", value)))

    def _values(self, shape: Shape, query: str, given: Mapping[str, str]) -> dict[str, str]:
        """The single terms that are bound beforehand."""
        values, asked = dict(given), prebound.mentioned(query)
        if "currentShape" in asked:
            values["currentShape"] = text(shape.node)
        if "shapesGraph" in asked:
            if not self._laid and not self.engine.data.with_shapes(self.engine.shapes.triples):
                raise CannotCompile("$shapesGraph over a store that is not ours")
            self._laid = True
            values["shapesGraph"] = str(SHAPES_GRAPH)
        return values

    def _text(self, term: Term) -> str:
        return text(term)

    def _one(self, node: Term, name: str) -> str:
        said = [term for term in self.said(node, SH + name) if isinstance(term, Literal)]
        if len(said) != 1:
            raise CannotCompile(f"not exactly one sh:{name} at {node}")
        return said[0].value

    def prefixes(self, node: Term) -> str:
        """PREFIX lines of what the constraint names with sh:prefixes, and of what that imports."""
        known = dict(_ALWAYS)
        todo, seen = list(self.said(node, SH + "prefixes")), set[Term]()
        while todo:
            here = todo.pop()
            if here in seen:
                continue
            seen.add(here)
            todo += self.said(here, OWL + "imports")
            for declared in self.said(here, SH + "declare"):
                pair = [self.said(declared, SH + name) for name in ("prefix", "namespace")]
                if all(len(terms) == 1 for terms in pair):
                    known[pair[0][0].value] = pair[1][0].value
        return "".join(f"PREFIX {name}: <{space}>\n" for name, space in known.items())


def _local(iri: NamedNode) -> str:
    """The variable of a parameter: what stands behind the last # or / of its property."""
    return iri.value.replace("#", "/").rsplit("/", 1)[-1]
