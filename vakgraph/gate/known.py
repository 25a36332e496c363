"""Names that do not exist: a class, property or concept of our namespace that no ontology file defines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import NamedNode

from vakgraph import mint
from vakgraph.find import fold
from vakgraph.gate.world import World
from vakgraph.namespaces import BASE, CONCEPT, KINDS, OUTSIDE, VAK, prefixes
from vakgraph.turtle import Triple

_TYPE = OUTSIDE["rdf"] + "type"
_LABELS = (OUTSIDE["rdfs"] + "label", OUTSIDE["skos"] + "altLabel")
_OURS = (VAK, CONCEPT)
# Spellings of our namespace that are not ours.
_NEARLY = ("http://w3id.org/vakgraph/", "https://w3id.org/vakgraph/def/", "https://www.w3id.org/vakgraph/")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A term that does not exist, the triple that uses it, and the nearest that does."""

    term: str
    triple: Triple
    near: str = ""
    more: tuple[Triple, ...] = ()  # where else it stands

    def say(self, language: str = "nl") -> str:
        word = short(self.term)
        if language == "en":
            return f"The term {word} does not exist in the ontology."
        return f"De term {word} bestaat niet in de ontologie."

    def repair(self, language: str = "nl") -> str:
        if not self.near:
            return "Use a term of ontology/vak.ttl." if language == "en" else "Gebruik een term uit ontology/vak.ttl."
        return f"Did you mean {self.near}?" if language == "en" else f"Bedoelde u {self.near}?"


def unknown(triples: Iterable[Triple], world: World) -> list[Unknown]:
    """Every term of ours that is used and not defined, once, with its uses."""
    return [
        Unknown(term, uses[0], _near(term, world), tuple(uses[1:]))
        for term, uses in _uses(triples, _used).items()
        if _ours(term) and not world.knows(NamedNode(term))
    ]


def dangling(triples: Iterable[Triple], world: World) -> list[Unknown]:
    """Every name of a thing of ours that leads nowhere, once, with its uses: of such a thing nothing is said."""
    return [
        Unknown(name, uses[0], "", tuple(uses[1:]))
        for name, uses in _uses(triples, _named).items()
        if not world.knows(NamedNode(name))
    ]


def _uses(triples: Iterable[Triple], named: Callable[[Triple], Iterator[str]]) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = {}
    for triple in triples:
        for name in named(triple):
            found.setdefault(name, []).append(triple)
    return found


def _named(triple: Triple) -> Iterator[str]:
    """The thing of ours that is the value of a statement."""
    value = triple.object
    if isinstance(value, NamedNode) and value.value.startswith(BASE) and mint.kind_of(value.value):
        yield value.value


def _used(triple: Triple) -> Iterator[str]:
    yield triple.predicate.value
    value = triple.object
    if isinstance(value, NamedNode) and (triple.predicate.value == _TYPE or value.value.startswith((*_OURS, *_NEARLY))):
        yield value.value


def _ours(term: str) -> bool:
    if term.startswith(_OURS) or term.startswith(_NEARLY):
        return True
    return term.startswith(BASE) and mint.kind_of(term) is None


def _near(term: str, world: World) -> str:
    """The nearest name there is, of the same scheme for a concept; by its end or its label, whatever the capitals."""
    space = CONCEPT + term.removeprefix(CONCEPT).split("/")[0] + "/" if term.startswith(CONCEPT) else VAK
    known: dict[str, str] = {}
    for node in world.subjects:
        if isinstance(node, NamedNode) and node.value.startswith(space):
            known[_end(node.value).casefold()] = node.value
            for label in world.values(node, *_LABELS):
                known.setdefault(fold(label.value), node.value)
    if term.startswith(_NEARLY):
        known |= {_end(kind.rdf_class).casefold(): kind.rdf_class for kind in KINDS.values()}
    for wanted in (_end(term).casefold(), fold(_end(term))):
        if close := get_close_matches(wanted, known, 1, 0.5):
            return short(known[close[0]])
    return ""


def _end(iri: str) -> str:
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def short(iri: str) -> str:
    """An IRI by its prefix, where there is one."""
    for prefix, space in sorted(prefixes().items(), key=lambda pair: -len(pair[1])):
        if iri.startswith(space) and len(iri) > len(space):
            return f"{prefix}:{iri[len(space) :]}"
    return f"<{iri}>"
