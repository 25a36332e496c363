"""A delivery as a value: its bytes, what they say, what could not be read, and where each thing stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal

from vakgraph import turtle
from vakgraph.intake import tables
from vakgraph.intake.tables import Fault, Names, Told
from vakgraph.places import Document, Place
from vakgraph.places.place import Sort
from vakgraph.turtle import Triple

__all__ = ["Delivery", "Fault"]


@dataclass(frozen=True)
class Delivery:
    """What somebody sent. `form` is the kind of file: ttl, nt, nq, trig, jsonld, rdf, csv or xlsx."""

    name: str
    form: str
    data: bytes = field(repr=False)
    triples: tuple[Triple, ...] = field(repr=False)
    faults: tuple[Fault, ...] = ()
    told: tuple[Told, ...] = field(default=(), repr=False)
    names: Names | None = field(default=None, repr=False)
    base: str = ""

    @property
    def is_table(self) -> bool:
        return self.form in ("csv", "xlsx")

    @cached_property
    def about(self) -> Mapping[str, Sequence[Triple]]:
        """Every subject with what is said of it."""
        found: dict[str, list[Triple]] = {}
        for triple in self.triples:
            found.setdefault(text(triple.subject), []).append(triple)
        return found

    @cached_property
    def document(self) -> Document:
        """The positions of the file; it is searched once, and only when somebody asks."""
        return Document(self.data, self.form, self.name, self.triples, self.base)

    @cached_property
    def rewritten(self) -> Mapping[Triple, str]:
        """The literals that the store would spell in another way, as they were written."""
        return {triple: text(triple.object) for triple in turtle.survives(self.triples)}

    def place(self, focus: str, path: str = "", value: str | None = None) -> Place:
        """Where this is said; where it is not said, where the thing begins."""
        if self.names is not None:
            found = tables.cell(self.told, self.names, focus, path, value)
            return found or Place(self.name, sort="file")
        triple, sort = self._nearest(focus, path, value)
        return self.document.where(triple, sort) if triple else Place(self.name, sort="file")

    def _nearest(self, focus: str, path: str, value: str | None) -> tuple[Triple | None, Sort]:
        """The triple that says it, or else one that tells where to look; and which end of it to point at."""
        mine = self.about.get(focus, ())
        worth = [t for t in mine if value is not None and text(t.object) == value]
        for triple in sorted(worth, key=lambda t: t.predicate.value != path):
            return triple, "value"
        for triple in mine:
            if triple.predicate.value == path:
                return triple, "property"
        if mine:
            return mine[0], "subject"
        return self._pointing.get(focus) or self._pointing.get(value or ""), "value"

    @cached_property
    def _pointing(self) -> Mapping[str, Triple]:
        """The first triple with each value."""
        return {text(triple.object): triple for triple in reversed(self.triples)}


def text(term: object) -> str:
    """A term as a finding writes it: an IRI, `_:name` for a blank node, the words of a literal."""
    value = str(getattr(term, "value", term))
    return value if isinstance(term, Literal) or not str(term).startswith("_:") else f"_:{value}"
