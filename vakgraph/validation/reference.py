"""The reference: pySHACL on the same triples, its report as the results that our own engine gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from vakgraph import turtle
from vakgraph.errors import InputError
from vakgraph.namespaces import OUTSIDE
from vakgraph.validation import deadline, paths
from vakgraph.validation.paths import Path, PathFault, Term
from vakgraph.validation.result import Result
from vakgraph.validation.vocabulary import TARGETS

SH, RDF, RDFS = OUTSIDE["sh"], OUTSIDE["rdf"], OUTSIDE["rdfs"]


def validate(
    data: Iterable[Triple], shapes: Iterable[Triple], only: Mapping[Term, Collection[Term] | None] | None = None
) -> list[Result]:
    """What pySHACL says; with `only`, of no targets but those of these shapes. Nothing is fetched or inferred."""
    from pyshacl import validate as ask

    asked = list(shapes)
    graph = turtle.to_rdflib(asked if only is None else _less(asked, only))
    try:
        with deadline.limited():
            _, report, said = ask(
                turtle.to_rdflib(data),
                shacl_graph=graph,
                inference="none",
                advanced=False,
                js=False,
                meta_shacl=False,
                do_owl_imports=False,
                inplace=True,
            )
    except InputError:
        raise
    except Exception as error:  # pySHACL lets whatever happens inside it come out
        raise _stopped(error) from error
    if not hasattr(report, "subjects"):
        raise _stopped(report if isinstance(report, Exception) else Exception(said))
    return results(report)


def results(report: Any) -> list[Result]:
    """The results in a report of pySHACL (an rdflib graph)."""
    return [_result(report, node) for node in report.objects(None, _iri("result"))]


def _stopped(error: Exception) -> InputError:
    said = " ".join(str(getattr(error, "message", "") or error).split()) or type(error).__name__
    return InputError(f"pySHACL kan deze vormen niet toetsen: {said}.", f"pySHACL cannot check these shapes: {said}.")


def _less(shapes: list[Triple], only: Mapping[Term, Collection[Term] | None]) -> list[Triple]:
    """The shapes graph with no other targets than these."""
    own = {node for node, nodes in only.items() if nodes is None}

    def stays(triple: Triple) -> bool:
        implicit = triple.predicate.value == RDF + "type" and triple.object == NamedNode(RDFS + "Class")
        return triple.subject in own or not (triple.predicate.value in TARGETS or implicit)

    named = [(node, other) for node, nodes in only.items() for other in nodes or ()]
    aimed = [Triple(node, NamedNode(SH + "targetNode"), other) for node, other in named]  # type: ignore[arg-type]
    return [*filter(stays, shapes), *aimed]


def _iri(name: str) -> Any:
    from rdflib import URIRef

    return URIRef(SH + name)


def _result(report: Any, node: Any) -> Result:
    def one(name: str) -> Any:
        return term(report.value(node, _iri(name)))

    return Result(
        one("focusNode"),
        _path(report, report.value(node, _iri("resultPath"))),
        one("value"),
        one("sourceShape"),
        one("sourceConstraintComponent"),
        one("resultSeverity"),
        tuple(sorted((term(text) for text in report.objects(node, _iri("resultMessage"))), key=str)),
        one("sourceConstraint"),
    )


def _path(report: Any, node: Any) -> Path | None:
    from rdflib import BNode, URIRef

    def said(at: Term, predicate: str) -> list[Any]:
        here = BNode(at.value) if isinstance(at, BlankNode) else URIRef(at.value)
        return [term(value) for value in report.objects(here, URIRef(predicate))]

    try:
        return None if node is None else paths.read(term(node), said)
    except PathFault:
        return None


def term(node: Any) -> Any:
    """A node of rdflib as a term of the engine."""
    import rdflib

    if node is None:
        return None
    if isinstance(node, rdflib.Literal):
        datatype = None if node.datatype is None else NamedNode(str(node.datatype))
        return Literal(str(node), language=node.language) if node.language else Literal(str(node), datatype=datatype)
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else NamedNode(str(node))
