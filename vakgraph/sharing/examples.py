"""Questions as SPARQL examples: `sh:SPARQLExecutable` in Turtle, as the SIB collections have them."""

from __future__ import annotations

import io

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph import turtle
from vakgraph.namespaces import OUTSIDE, QUERY, prefixes
from vakgraph.queries import StoredQuery
from vakgraph.sharing.catalogue import Catalogue
from vakgraph.turtle import Triple

SCHEMA = "https://schema.org/"
SH, RDF, RDFS, XSD = OUTSIDE["sh"], OUTSIDE["rdf"], OUTSIDE["rdfs"], OUTSIDE["xsd"]
PREFIXES = BlankNode("sparql_examples_prefixes")  # the name that the tools of SIB look for
_FORMS = {"SELECT": ("SPARQLSelectExecutable", "select"), "ASK": ("SPARQLAskExecutable", "ask")}
_CONSTRUCT = ("SPARQLConstructExecutable", "construct")


def files(catalogue: Catalogue) -> dict[str, bytes]:
    """All examples in one file, with the prefixes that they share."""
    found = [*_declared(), *(triple for query in catalogue.queries for triple in _example(query, catalogue))]
    text = io.BytesIO()
    turtle.export(found, text)
    return {"": text.getvalue()}


def _example(query: StoredQuery, catalogue: Catalogue) -> list[Triple]:
    """A question with nothing filled in, which every server reads."""
    subject, (sort, word) = NamedNode(QUERY + query.name), _FORMS.get(query.form, _CONSTRUCT)
    said: list[tuple[str, NamedNode | BlankNode | Literal]] = [
        (RDF + "type", NamedNode(SH + "SPARQLExecutable")),
        (RDF + "type", NamedNode(SH + sort)),
        (SH + "prefixes", PREFIXES),
        (SH + word, Literal(query.bind({}).strip())),
    ]
    for language in ("nl", "en"):
        said.append((RDFS + "label", Literal(query.title[language], language=language)))
        said.append((RDFS + "comment", Literal((query.question or query.title)[language], language=language)))
    if query.theme:
        said.append((SCHEMA + "keywords", Literal(query.theme)))
    if catalogue.target:
        said.append((SCHEMA + "target", NamedNode(catalogue.target)))
    return [Triple(subject, NamedNode(predicate), each) for predicate, each in said]


def _declared() -> list[Triple]:
    """The prefixes, one declaration each."""
    found = [Triple(PREFIXES, NamedNode(RDF + "type"), NamedNode(OUTSIDE["owl"] + "Ontology"))]
    for prefix, space in prefixes().items():
        at = BlankNode(f"prefix_{prefix.replace('-', '_')}")
        found += [
            Triple(PREFIXES, NamedNode(SH + "declare"), at),
            Triple(at, NamedNode(SH + "prefix"), Literal(prefix)),
            Triple(at, NamedNode(SH + "namespace"), Literal(space, datatype=NamedNode(XSD + "anyURI"))),
        ]
    return found
