"""The ontology folder as an index: what each file says, asked by subject and property."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph import turtle
from vakgraph.checkout import Checkout
from vakgraph.namespaces import OUTSIDE, VAK, prefixes
from vakgraph.reference.model import Words
from vakgraph.turtle import Triple

Node = NamedNode | BlankNode | Literal
TYPE, LABEL = OUTSIDE["rdf"] + "type", OUTSIDE["rdfs"] + "label"
SKOS, OWL, DCTERMS = OUTSIDE["skos"], OUTSIDE["owl"], OUTSIDE["dcterms"]


@dataclass(frozen=True)
class Facts:
    """Triples by subject and property, in the order of the files."""

    index: dict[str, dict[str, list[Node]]]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Facts:
        """Those triples, asked by subject."""
        index: dict[str, dict[str, list[Node]]] = {}
        for subject, predicate, value in triples:
            if isinstance(subject, NamedNode) and not isinstance(value, Triple):
                said = index.setdefault(subject.value, {}).setdefault(predicate.value, [])
                said.extend([value] if value not in said else [])
        return cls(index)

    @classmethod
    def read(cls, paths: Iterable[Path]) -> Facts:
        """What those files say together."""
        return cls.of(triple for path in paths for triple in turtle.read(path))

    def said(self, subject: str, predicate: str) -> list[Node]:
        """The values of a property."""
        return self.index.get(subject, {}).get(predicate, [])

    def iris(self, subject: str, predicate: str) -> list[str]:
        """The values that are names."""
        return [value.value for value in self.said(subject, predicate) if isinstance(value, NamedNode)]

    def words(self, subject: str, *predicates: str) -> Words:
        """The texts by language, of the first property that has any."""
        for predicate in predicates:
            texts = [text for text in self.said(subject, predicate) if isinstance(text, Literal)]
            if texts:
                return {text.language or "": text.value for text in reversed(texts)}
        return {}

    def text(self, subject: str, predicate: str) -> str:
        """The first value as text; "" where there is none."""
        return next((value.value for value in self.said(subject, predicate)), "")

    def of_type(self, *types: str) -> list[str]:
        """The subjects of these types, in the order of the files."""
        wanted = {NamedNode(iri) for iri in types}
        return [subject for subject, said in self.index.items() if wanted & set(said.get(TYPE, ()))]


def ontology(folder: Checkout) -> Facts:
    """The terms and the concepts."""
    return Facts.read([folder.ontology / "vak.ttl", *sorted((folder.ontology / "concepts").glob("*.ttl"))])


def short(iri: str) -> str:
    """An IRI as it is written in Turtle: `vak:begin`; an IRI of no known prefix as it is."""
    spaces = sorted(prefixes().items(), key=lambda item: (-len(item[1]), item[0]))
    return next((f"{prefix}:{iri[len(space) :]}" for prefix, space in spaces if iri.startswith(space)), iri)


def local(iri: str) -> str:
    """What stands behind the last # or /."""
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def anchor(iri: str) -> str:
    """Where a reference tells of a term: the local name of an own term, else its prefix too."""
    return local(iri) if iri.startswith(VAK) else short(iri).replace(":", "-")
