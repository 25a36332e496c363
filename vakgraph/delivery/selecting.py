"""What belongs to a selection: its own statements, and by the closure rule names, claims and sources with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from vakgraph.namespaces import CONCEPT, OUTSIDE, VAK

_RDF, _SKOS = OUTSIDE["rdf"], OUTSIDE["skos"]
_NAMES = {_RDF + "type", OUTSIDE["rdfs"] + "label", _SKOS + "prefLabel", OUTSIDE["dcterms"] + "title"}
_FROM, _JOINS, _ABOUT = OUTSIDE["prov"] + "wasDerivedFrom", VAK + "joins", _RDF + "subject"
Statements = Callable[[], Iterable[Quad]]
Chosen = Callable[[Quad], bool]


def closed(statements: Statements, chosen: Chosen, rule: str) -> Iterator[Quad]:
    """The chosen statements with what the rule adds; the statements are walked once for each step of it."""
    if rule == "none":
        yield from filter(chosen, statements())
        return
    whole, mentioned = _around(statements, chosen, rule)
    for quad in statements():
        subject = quad.subject
        named = subject in mentioned and quad.predicate.value in _NAMES
        if named or subject in whole or chosen(quad):
            yield quad


def _around(statements: Statements, chosen: Chosen, rule: str) -> tuple[set[Any], set[Any]]:
    """The things that come along whole, and those of which the kind and the name do."""
    subjects: set[Any] = set()
    sources: set[Any] = set()
    mentioned: set[Any] = set()
    for quad in filter(chosen, statements()):
        subjects.add(quad.subject)
        _note(quad, mentioned, sources)
    if rule == "names":
        return set(), mentioned
    claims = {quad.subject for quad in statements() if quad.predicate.value == _ABOUT and quad.object in subjects}
    for quad in statements():
        if quad.predicate.value == _JOINS and (quad.object in claims or quad.object in subjects):
            claims.add(quad.subject)
    for quad in statements():
        if quad.subject in claims:
            _note(quad, mentioned, sources)
    whole = claims | sources
    if rule == "whole":
        return _followed(statements, whole | mentioned), mentioned
    for quad in statements():
        if quad.subject in sources:
            _note(quad, mentioned, set())
    return whole, mentioned


def _followed(statements: Statements, whole: set[Any]) -> set[Any]:
    """These things, what they mention, what that mentions, to the end: a rule of one asks for another to be there.

    Words of the vocabulary are not followed; of those the kind and the name will do.
    """
    names: dict[Any, set[Any]] = {}
    for quad in statements():
        if isinstance(quad.object, NamedNode) and not quad.object.value.startswith((VAK, CONCEPT)):
            names.setdefault(quad.subject, set()).add(quad.object)
    found, fresh = set[Any](), {each for each in whole if not each.value.startswith((VAK, CONCEPT))}
    while fresh:
        found |= fresh
        fresh = {other for each in fresh for other in names.get(each, ())} - found
    return found


def _note(quad: Quad, mentioned: set[Any], sources: set[Any]) -> None:
    if isinstance(quad.object, NamedNode):
        mentioned.add(quad.object)
        if quad.predicate.value == _FROM:
            sources.add(quad.object)


def picked(statements: Statements, answer: Iterable[Triple]) -> tuple[Chosen, list[Triple]]:
    """Which statements a CONSTRUCT chose, in the spelling of their files; and what it made that stands in none.

    A store rewrites some literals: a statement is chosen too where its rewritten form is.
    """
    wanted = set(answer)
    places = {(triple.subject, triple.predicate) for triple in wanted}
    own = {quad.triple: _stored(quad.triple) for quad in statements() if (quad.subject, quad.predicate) in places}
    kept = {triple for triple, stored in own.items() if triple in wanted or stored in wanted}
    met = kept | {own[triple] for triple in kept}
    made = [triple for triple in wanted if triple not in met]
    return (lambda quad: quad.triple in kept), made


def _stored(triple: Triple) -> Triple:
    """The statement as a store gives it back."""
    value = triple.object
    plain = not isinstance(value, Literal) or value.language or value.datatype.value == OUTSIDE["xsd"] + "string"
    if plain or isinstance(triple.subject, BlankNode):
        return triple
    store = Store()
    store.add(Quad(*triple))
    found: Triple = next(iter(store)).triple
    return found
