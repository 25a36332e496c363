"""The JSON-LD context: every property and class of the ontology as the plain word that a web developer would write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pyoxigraph import NamedNode, Triple

from vakgraph.namespaces import BASE, OUTSIDE, VAK

XSD, RDF, RDFS, OWL = (OUTSIDE[word] for word in ("xsd", "rdf", "rdfs", "owl"))
IRI, WORD, LANGUAGE = "@id", "@vocab", "@language"  # what a property holds: an address, a word of ours, a text
_SORTS = {
    OWL + "ObjectProperty": IRI,
    OWL + "DatatypeProperty": "",
    OWL + "AnnotationProperty": "",
    OWL + "Class": "@type",
}
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*\Z")
_AS_TEXT = ("date", "dateTime", "decimal", "gYear", "gYearMonth", "anyURI")  # not what a bare string or number is
_HOLD_WORDS = ("sourcesDoNotState",)  # their values are properties
# What the graph says with the words of others, and what it holds there.
_OTHERS: dict[str, tuple[str, str]] = {
    "title": ("dcterms:title", LANGUAGE),
    "label": ("rdfs:label", LANGUAGE),
    "prefLabel": ("skos:prefLabel", LANGUAGE),
    "altLabel": ("skos:altLabel", LANGUAGE),
    "definition": ("skos:definition", LANGUAGE),
    "note": ("skos:note", LANGUAGE),
    "scopeNote": ("skos:scopeNote", LANGUAGE),
    "example": ("skos:example", LANGUAGE),
    "notation": ("skos:notation", ""),
    "broader": ("skos:broader", IRI),
    "inScheme": ("skos:inScheme", IRI),
    "topConceptOf": ("skos:topConceptOf", IRI),
    "hasTopConcept": ("skos:hasTopConcept", IRI),
    "wasDerivedFrom": ("prov:wasDerivedFrom", IRI),
    "member": ("org:member", IRI),
    "organization": ("org:organization", IRI),
    "role": ("org:role", IRI),
    "publisher": ("dcterms:publisher", IRI),
    "claimSubject": ("rdf:subject", IRI),
    "claimPredicate": ("rdf:predicate", WORD),
    "claimObject": ("rdf:object", ""),
    "isDefinedBy": ("rdfs:isDefinedBy", IRI),
    "subClassOf": ("rdfs:subClassOf", IRI),
    "subPropertyOf": ("rdfs:subPropertyOf", IRI),
    "domain": ("rdfs:domain", IRI),
    "range": ("rdfs:range", IRI),
    "lat": ("geo:lat", XSD + "decimal"),
    "long": ("geo:long", XSD + "decimal"),
    "description": ("dcterms:description", LANGUAGE),
    "creator": ("dcterms:creator", ""),
    "license": ("dcterms:license", IRI),
    "rights": ("dcterms:rights", LANGUAGE),
}
_CLASSES = {
    "Concept": "skos:Concept",
    "ConceptScheme": "skos:ConceptScheme",
    "FormalOrganization": "org:FormalOrganization",
    "Gemeente": "tooiont:Gemeente",
    "Provincie": "tooiont:Provincie",
    "OntologyClass": "owl:Class",
    "ObjectProperty": "owl:ObjectProperty",
    "DatatypeProperty": "owl:DatatypeProperty",
}


def context(ontology: Iterable[Triple]) -> dict[str, Any]:
    """The context of a graph with this ontology; addresses of its own things are short by `@base`."""
    sorts, ranges = _read(ontology)
    terms: dict[str, Any] = {}
    for word, whole in {word: _whole(said) for word, said in _CLASSES.items()}.items():
        terms[word] = whole
    for word, (name, sort) in _OTHERS.items():
        terms[word] = _term(_whole(name), sort)
    for whole, sort in sorted(sorts.items()):
        word = whole.removeprefix(VAK)
        if _WORD.match(word) and word not in ("id", "type"):
            held = WORD if word in _HOLD_WORDS else sort or _of_range(ranges.get(whole, ""))
            terms[word] = whole if sort == "@type" else _term(whole, held)
    own = {"@version": 1.1, "@base": BASE, "id": "@id", "type": "@type"}
    return own | dict(sorted(terms.items()))


def _read(ontology: Iterable[Triple]) -> tuple[dict[str, str], dict[str, str]]:
    """What sort each of our terms is, and the range of each property."""
    sorts: dict[str, str] = {}
    ranges: dict[str, str] = {}
    for triple in ontology:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            whole, said = triple.subject.value, triple.object.value
            if not whole.startswith(VAK):
                continue
            if triple.predicate.value == RDF + "type" and said in _SORTS:
                sorts[whole] = max(sorts.get(whole, ""), _SORTS[said])
            elif triple.predicate.value == RDFS + "range":
                ranges[whole] = max(ranges.get(whole, ""), said)
    return sorts, ranges


def _of_range(said: str) -> str:
    if said == RDF + "langString":
        return LANGUAGE
    return said if said.startswith(XSD) and said.removeprefix(XSD) in _AS_TEXT else ""


def _term(whole: str, sort: str) -> Any:
    if sort == LANGUAGE:
        return {"@id": whole, "@container": LANGUAGE}
    return {"@id": whole, "@type": sort} if sort else {"@id": whole}


def _whole(name: str) -> str:
    prefix, _, local = name.partition(":")
    return OUTSIDE[prefix] + local
