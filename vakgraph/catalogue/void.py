"""The VoID description of a dataset: how much it holds of each class and property, and to whom its links go.

A link set is counted from the statements themselves: a thing that is not the other's own, pointing at an address of
the other. Municipalities carry their CBS codes as text, and papers bear their DOI as their own name: neither is a link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from vakgraph.catalogue.triples import SPACES, TYPE, say, texts
from vakgraph.namespaces import BASE, prefixes

# Whose addresses the graph may point at: word, name, the beginning of its addresses.
TARGETS = (
    ("tooi", "TOOI", "https://identifier.overheid.nl/tooi/id/"),
    ("owms", "OWMS", "http://standaarden.overheid.nl/owms/"),
    ("kst", "Officiële bekendmakingen", "https://zoek.officielebekendmakingen.nl/"),
    ("doi", "DOI", "https://doi.org/"),
    ("ror", "ROR", "https://ror.org/"),
    ("orcid", "ORCID", "https://orcid.org/"),
    ("wikidata", "Wikidata", "http://www.wikidata.org/entity/"),
)


@dataclass
class _Counts:
    """What one walk over the statements counts."""

    triples: int = 0
    subjects: set[object] = field(default_factory=set)
    objects: set[object] = field(default_factory=set)
    entities: set[object] = field(default_factory=set)
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, triple: Triple) -> None:
        name, value = triple.predicate.value, triple.object
        self.triples += 1
        self.subjects.add(triple.subject)
        self.objects.add(value)
        self.properties[name] += 1
        if name == TYPE:
            self.entities.add(triple.subject)
            self.classes[getattr(value, "value", "")] += 1
        elif isinstance(value, NamedNode):
            target = _target(value.value)
            if target and target != _target(getattr(triple.subject, "value", "")):
                self.links[target, name] += 1


def void(triples: Iterable[Triple], dataset_iri: str) -> list[Triple]:
    """The description of these statements, each of which comes by once; in a fixed order."""
    counts = _Counts()
    for triple in triples:
        counts.add(triple)
    return sorted({*_whole(counts, dataset_iri), *_parts(counts, dataset_iri), *_links(counts, dataset_iri)}, key=str)


def _whole(counts: _Counts, here: str) -> Iterator[Triple]:
    yield from say(here, (TYPE, "void:Dataset"), ("void:uriSpace", Literal(BASE)))
    yield from say(here, ("void:triples", counts.triples), ("void:entities", len(counts.entities)))
    yield from say(here, ("void:distinctSubjects", len(counts.subjects)))
    yield from say(here, ("void:distinctObjects", len(counts.objects)))
    yield from say(here, ("void:classes", len(counts.classes)), ("void:properties", len(counts.properties)))
    used = [*counts.classes, *counts.properties]
    for space in prefixes().values():
        if any(word.startswith(space) and "/" not in word.removeprefix(space) for word in used):
            yield from say(here, ("void:vocabulary", space))


def _parts(counts: _Counts, here: str) -> Iterator[Triple]:
    """A part for each class with its things, and for each property with its statements."""
    for word, number in counts.classes.items():
        part = f"{here}#class-{_name(word)}"
        yield from say(here, ("void:classPartition", part))
        yield from say(part, ("void:class", word), ("void:entities", number))
    for word, number in counts.properties.items():
        part = f"{here}#property-{_name(word)}"
        yield from say(here, ("void:propertyPartition", part))
        yield from say(part, ("void:property", word), ("void:triples", number))


def _links(counts: _Counts, here: str) -> Iterator[Triple]:
    """A link set for each target and property."""
    known = {word: (name, space) for word, name, space in TARGETS}
    for (word, predicate), number in counts.links.items():
        name, space = known[word]
        links, target = f"{here}#links-{word}-{_name(predicate)}", f"{here}#target-{word}"
        yield from say(here, ("void:subset", links))
        yield from say(links, (TYPE, "void:Linkset"), ("void:linkPredicate", predicate), ("void:triples", number))
        yield from say(links, ("void:subjectsTarget", here), ("void:objectsTarget", target))
        yield from say(target, (TYPE, "void:Dataset"), ("void:uriSpace", Literal(space)))
        yield from texts(target, "dcterms:title", {"nl": name, "en": name})


def _target(address: str) -> str:
    return next((word for word, _, space in TARGETS if address.startswith(space)), "")


def _name(address: str) -> str:
    """A short name that no other address has: by its prefix, or else whole."""
    for prefix, space in (prefixes() | SPACES).items():
        if address.startswith(space) and (local := address.removeprefix(space)) and "/" not in local:
            return f"{prefix}-{quote(local, safe='')}"
    return quote(address, safe="")
