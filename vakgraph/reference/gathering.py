"""Ontology, shapes, concepts, questions and neighbours gathered into one book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from vakgraph import queries
from vakgraph.checkout import Checkout
from vakgraph.namespaces import KINDS, OUTSIDE, VAK
from vakgraph.reference import examples, facts, outside, shaped, wording
from vakgraph.reference.asked import question
from vakgraph.reference.facts import LABEL, OWL, SKOS, Facts, anchor, local, short
from vakgraph.reference.lists import scheme
from vakgraph.reference.model import Bit, Book, Class, Edge, Match, Neighbour, Part, Property, Row, Words
from vakgraph.reference.seen import Seen
from vakgraph.reference.shaped import Shaped

RDFS, DCTERMS = OUTSIDE["rdfs"], OUTSIDE["dcterms"]
_ALIGNED = ("subClassOf", "subPropertyOf")


def gather(folder: Checkout, seen: Seen) -> Book:
    """Everything there is to tell about this graph folder; `seen` adds counts and real examples."""
    said = facts.ontology(folder)
    schemes = tuple(
        scheme(folder, said, path.stem, seen) for path in sorted((folder.ontology / "concepts").glob("*.ttl"))
    )
    shapes = Shaped(shaped.read(folder), {each.word: each.title for each in schemes}, _properties(said))
    parts = tuple(shapes.parts())
    classes = _classes(folder, said, shapes, parts, seen)
    head = next(iter(said.of_type(OWL + "Ontology")), "")
    asked = [question(folder, each, classes, said) for each in queries.load_all(folder.queries).values()]
    return Book(
        title=said.words(head, DCTERMS + "title"),
        description=said.words(head, DCTERMS + "description"),
        version=said.text(head, OWL + "versionInfo"),
        day=said.text(head, DCTERMS + "modified"),
        classes=classes,
        properties=tuple(shapes.properties.values()),
        schemes=schemes,
        rules=shaped.rules(parts),
        questions=tuple(asked),
        neighbours=tuple(_neighbour(path.stem, Facts.read([path])) for path in _alignments(folder)),
        edges=tuple(_edges(classes)),
    )


# ---- properties


def _properties(said: Facts) -> dict[str, Property]:
    """Every property: our own in the order of the ontology, then those of others."""
    own = said.of_type(OWL + "ObjectProperty", OWL + "DatatypeProperty", OUTSIDE["rdf"] + "Property")
    found = {iri: _property(said, iri) for iri in own if iri.startswith(VAK)}
    for name, (label, definition) in outside.PROPERTIES.items():
        iri = OUTSIDE[name.split(":")[0]] + name.split(":")[1]
        found[iri] = Property(iri, name, anchor(iri), label, definition, own=False)
    return found


def _property(said: Facts, iri: str) -> Property:
    ranges = said.iris(iri, RDFS + "range")
    return Property(
        iri,
        short(iri),
        anchor(iri),
        said.words(iri, LABEL),
        said.words(iri, SKOS + "definition"),
        domains=tuple(map(anchor, said.iris(iri, RDFS + "domain"))),
        ranges=tuple(_range(said, each) for each in ranges),
        reaches=tuple(anchor(each) for each in ranges if not wording.is_datatype(each)),
        derived=said.text(iri, VAK + "isDerived") == "true",
        single=said.text(iri, VAK + "singleValued") == "true",
    )


def _range(said: Facts, iri: str) -> Bit:
    """A range in words; a class that is no kind is called by its label."""
    label = said.words(iri, LABEL)
    if wording.is_datatype(iri):
        return Bit(wording.datatype(iri))
    if any(kind.rdf_class == iri for kind in KINDS.values()) or not label:
        return wording.kind(anchor(iri))
    en = label.get("en", short(iri))
    return Bit(
        {"nl": f"een {label.get('nl', short(iri))}", "en": f"{wording.article(en)} {en}"}, f"class/{anchor(iri)}"
    )


# ---- classes


def _classes(folder: Checkout, said: Facts, shapes: Shaped, parts: Iterable[Part], seen: Seen) -> tuple[Class, ...]:
    """Every class: our own in the order of the ontology, then those of others that the graph uses."""
    invented = examples.invented(folder)
    others = [OUTSIDE[name.split(":")[0]] + name.split(":")[1] for name in outside.CLASSES]
    found: list[Class] = []
    for iri in [*said.of_type(OWL + "Class"), *others]:
        label, definition = outside.CLASSES.get(short(iri), ({}, {}))
        made = Class(
            iri,
            short(iri),
            anchor(iri),
            label or said.words(iri, LABEL),
            definition or said.words(iri, SKOS + "definition"),
            own=iri.startswith(VAK),
            kind=next((kind for kind in KINDS.values() if kind.rdf_class == iri), None),
            above=tuple(map(anchor, said.iris(iri, RDFS + "subClassOf"))),
            rows=tuple(shapes.rows(anchor(iri))),
            parts=tuple(part for part in parts if anchor(iri) in part.about),
            example=seen.examples.get(iri) or invented.get(iri),
            things=seen.of_class(iri),
        )
        found.append(replace(made, rows=(*made.rows, *_bare(made, shapes.properties))))
    return tuple(_related(each, found) for each in found)


def _bare(cls: Class, properties: Mapping[str, Property]) -> list[Row]:
    """The properties of a class that no shape asks anything of, such as what is derived."""
    known = {row.property.iri for row in cls.rows}
    return [
        Row(each, each.name, each.ranges, most=1 if each.single else None, reaches=each.reaches, shaped=False)
        for each in properties.values()
        if cls.anchor in each.domains and each.iri not in known
    ]


def _related(cls: Class, all_: list[Class]) -> Class:
    """The class with the narrower ones, and with the rows of the broader ones."""
    below = tuple(each.anchor for each in all_ if cls.anchor in each.above)
    known = {row.path for row in cls.rows}
    inherited = [
        replace(row, inherited=each.anchor)
        for each in all_
        if each.anchor in cls.above
        for row in each.rows
        if row.path not in known
    ]
    return replace(cls, below=below, rows=(*cls.rows, *inherited))


def _edges(classes: Iterable[Class]) -> list[Edge]:
    """From class to class by property, once each; what a narrower class inherits is told of the broader one."""
    known = {each.anchor for each in classes}
    found = [
        Edge(cls.anchor, row.property.anchor, end)
        for cls in classes
        for row in cls.rows
        if not row.inherited and not row.path.startswith("^")
        for end in (row.reaches or row.property.reaches)
        if end in known and not end.startswith("skos-")
    ]
    return list(dict.fromkeys(found))


# ---- neighbours


def _alignments(folder: Checkout) -> list[Path]:
    return sorted((folder.ontology / "alignments").glob("*.ttl"))


def _neighbour(word: str, said: Facts) -> Neighbour:
    head = next(iter(said.of_type(OWL + "Ontology")), "")
    address = next((iri for iri in said.iris(head, DCTERMS + "relation") if not iri.startswith(VAK[:-1])), "")
    return Neighbour(
        word,
        _title(said.words(head, DCTERMS + "title")),
        said.words(head, DCTERMS + "description"),
        address,
        tuple(
            Match(short(subject), _place(subject), short(relation), iri)
            for subject, about in said.index.items()
            if subject != head
            for relation in about
            if relation.startswith(SKOS) or local(relation) in _ALIGNED
            for iri in said.iris(subject, relation)
        ),
    )


def _title(words: Words) -> Words:
    """`BCIO` of `Vakgraph naast BCIO`."""
    return {language: re.sub(r"^Vakgraph (naast|beside) ", "", text) for language, text in words.items()}


def _place(iri: str) -> str:
    """Where the reference tells of one of our terms."""
    if "/concept/" in iri:
        return f"list/{iri.split('/concept/')[1].replace('/', '#')}"
    if local(iri)[:1].isupper():
        return f"class/{anchor(iri)}"
    return f"terms#{anchor(iri)}"
