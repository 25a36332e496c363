"""A release in parts: the triples of each home file and the derived ones, each part with its count and digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from vakgraph import turtle
from vakgraph.checkout import Checkout
from vakgraph.errors import NothingFound, VakError
from vakgraph.namespaces import OUTSIDE
from vakgraph.store import release
from vakgraph.store.embedded import EmbeddedStore
from vakgraph.table import XSD

_WHOLE = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")


@dataclass(frozen=True)
class Part:
    """One named graph to be: its home and its triples. Its name holds its digest."""

    home: str
    triples: tuple[Triple, ...] = field(repr=False)

    @property
    def count(self) -> int:
        return len(self.triples)

    @cached_property
    def digest(self) -> str:
        return digest(self.triples)

    @property
    def graph(self) -> str:
        return release.graph_of(self.home, self.digest)

    @property
    def text(self) -> bytes:
        """N-Triples, as they are sent."""
        return serialize(self.triples, format=RdfFormat.N_TRIPLES) or b""


@dataclass(frozen=True)
class Release:
    """All parts. No triple stands in two of them: a server may count what stands in two graphs twice."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, folder: Checkout, store: EmbeddedStore) -> Release:
        """The graph of a folder, and what follows from it."""
        files = turtle.read_many(folder.graph_files())
        return cls.made({folder.relative(path): triples for path, triples in files.items()}, store.derived())

    @classmethod
    def made(cls, homes: Mapping[str, Iterable[Triple]], derived: Iterable[Triple] = ()) -> Release:
        seen: set[Triple] = set()
        parts = []
        for home, triples in (*homes.items(), (release.DERIVED, derived)):
            fresh = [triple for triple in dict.fromkeys(triples) if triple not in seen]
            seen.update(fresh)
            if fresh:
                parts.append(Part(home, tuple(fresh)))
        if not parts:
            raise NothingFound("Er is niets om te publiceren.", "There is nothing to publish.")
        _nameless(seen)
        return cls(tuple(parts))

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)

    @cached_property
    def digest(self) -> str:
        return _sha(sorted(f"{part.home} {part.digest}" for part in self.parts))

    @property
    def graph(self) -> str:
        """The graph that will hold it all."""
        return release.whole_of(self.digest)


def digest(triples: Iterable[Triple], fold: Callable[[Any], Any] = lambda term: term) -> str:
    """The sha256 of the sorted N-Triples lines; with `fold`, of what a server may make of them."""
    return _sha(sorted({f"{t.subject} {t.predicate} {fold(t.object)} ." for t in triples}))


def same(sent: Iterable[Triple], found: Iterable[Triple]) -> bool:
    """Whether a server holds what was sent. It may write a number its own way, as long as it is that number."""
    sent, found = list(sent), list(found)
    return digest(sent) == digest(found) or digest(sent, folded) == digest(found, folded)


def folded(term: Any) -> Any:
    """A literal by its value: 1.50 and 1.5, true and 1 (as a boolean), @NL and @nl are the same."""
    if not isinstance(term, Literal):
        return term
    if term.language:
        return Literal(term.value, language=term.language.lower())
    sort = term.datatype.value.removeprefix(XSD)
    try:
        if sort == "boolean":
            return Literal({"1": "true", "0": "false"}.get(term.value, term.value), datatype=term.datatype)
        if sort == "decimal" or sort in _WHOLE:
            return Literal(format(Decimal(term.value).normalize(), "f"), datatype=term.datatype)
        if sort in ("double", "float"):
            return Literal(repr(float(term.value)), datatype=term.datatype)
    except (InvalidOperation, ValueError):
        pass
    return term


def _sha(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _nameless(triples: Iterable[Triple]) -> None:
    """A thing without a name gets another name on every server: nothing could be verified."""
    for triple in triples:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise VakError(
                f"Een uitgave heeft alleen dingen met een naam; dit heeft er geen: {triple}.",
                f"In a release everything has a name; this has none: {triple}.",
            )


def said(about: str, name: str, value: str | int) -> Triple:
    """One line of the record of releases."""
    known = {"now": release.NOW, "part": release.PART, "triples": _VOID, "home": _TITLE, "issued": _ISSUED}
    if name in ("now", "part"):
        return Triple(NamedNode(about), NamedNode(known[name]), NamedNode(str(value)))
    return Triple(NamedNode(about), NamedNode(known[name]), Literal(value))


_VOID = "http://rdfs.org/ns/void#triples"
_TITLE, _ISSUED = OUTSIDE["dcterms"] + "title", OUTSIDE["dcterms"] + "issued"
