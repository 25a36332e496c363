"""What all pages are made from: the graph at two desks, one for each language, and which things have a page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from secrets import token_hex
from threading import RLock
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from vakgraph import delivery, exporting, mint, queries, turtle
from vakgraph.adhoc.limits import Limits
from vakgraph.delivery import FORMS, About
from vakgraph.graph import VakGraph
from vakgraph.queries import StoredQuery
from vakgraph.store.embedded import EmbeddedStore
from vakgraph.web.addresses import LANGUAGES, path_of
from vakgraph.web.shelf import Desk, remembering

DATA_FORMS = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}


@dataclass
class Library:
    """One graph as it is now, and what pages ask of it more than once. A new release is a new library."""

    desk: VakGraph
    desks: dict[str, VakGraph] = field(init=False)
    sections: tuple[str, ...] = (
        "questions",
        "pictures",
        "status",
        "search",
        "cases",
        "steward",
    )  # the pages in the head of every page
    lesser: tuple[str, ...] = ("releases", "reference", "accessibility", "programs")  # those at its foot
    sparql: bool = True  # whether questions in SPARQL are answered
    limits: Limits = field(default_factory=Limits)  # how far those may go
    closed: bool = field(default=False, init=False)
    _kept: dict[Hashable, Any] = field(default_factory=dict)
    _making: dict[Hashable, RLock] = field(default_factory=dict)

    def __post_init__(self) -> None:
        store = remembering(self.desk.store)
        self.desks = {at: Desk(self.desk.checkout, store, at) for at in LANGUAGES}

    def kept(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Something that takes long to make, made once for this graph."""
        if key not in self._kept:
            with self._making.setdefault(key, RLock()):  # by one of those who ask at the same time
                if key not in self._kept:
                    self._kept[key] = make()
        return self._kept[key]

    def close(self) -> None:
        """Nobody asks any more: what was kept and can be closed, such as processes that answer, is closed."""
        self.closed = True
        for each in list(self._kept.values()):
            if hasattr(each, "close"):
                each.close()

    @cached_property
    def things(self) -> dict[str, str]:
        """Path -> IRI of everything that has a page of its own."""
        found = self.desk.store.select("SELECT DISTINCT ?thing WHERE { ?thing a ?class FILTER(ISIRI(?thing)) }")
        paths = ((path_of(row[0].value), row[0].value) for row in found.rows)
        return dict(sorted((path, iri) for path, iri in paths if path))

    @cached_property
    def questions(self) -> dict[str, StoredQuery]:
        """The questions for people, by name."""
        every = queries.load_all(self.desk.checkout.queries).values()
        return {each.name: each for each in every if each.group == "tables"}

    @cached_property
    def files(self) -> dict[str, list[Triple]]:
        """Home -> what stands in that file, as it is written there."""
        folder = self.desk.checkout
        return {folder.relative(path): said for path, said in turtle.read_many(folder.graph_files()).items()}

    def triples(self, iri: str) -> list[Triple]:
        """What is said about a thing in its own file."""
        return self._said.get(iri, [])

    @cached_property
    def _said(self) -> dict[str, list[Triple]]:
        """IRI -> what its own file says of it."""
        found: dict[str, list[Triple]] = {}
        homes: dict[str, str | None] = {}
        for home, said in self.files.items():
            for triple in said:
                iri = triple.subject.value if isinstance(triple.subject, NamedNode) else ""
                if iri not in homes:
                    homes[iri] = mint.home(iri)
                if homes[iri] == home:
                    found.setdefault(iri, []).append(triple)
        return found

    @cached_property
    def _about(self) -> dict[str, About]:
        return {form: exporting.about(self.desk, form) for form in DATA_FORMS}

    def written(self, triples: Sequence[Triple], form: str) -> bytes:
        """Triples in one of the data forms."""
        if form == "ttl":  # a thing is small: only the prefixes that it needs, as its own file has them
            stamp = " · ".join(filter(None, ("Vakgraph", *self.desk.release())))
            return f"# {stamp}\n{turtle.canonical(triples)}".encode()
        out, about = io.BytesIO(), self._about[form]
        if form == "jsonld":
            about = replace(about, context=_needed(about.context, triples))
        delivery.export((Quad(*triple) for triple in triples), out, FORMS[form], about)
        return out.getvalue()

    @cached_property
    def version(self) -> str:
        """What this graph is, in one word that changes with its content; every page made from it carries it."""
        directory = self.desk.store.directory if isinstance(self.desk.store, EmbeddedStore) else None
        return directory.name[:16] if directory else token_hex(8)

    @cached_property
    def modified(self) -> datetime | None:
        """The day that the release stands for."""
        day = self.desk.stamp().day
        return datetime.fromisoformat(day).replace(tzinfo=UTC) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None

    def names(self, language: str, iris: Sequence[str]) -> dict[str, str]:
        """IRI -> words."""
        return self.desks[language].labels(iris)

    def paths(self) -> Iterator[str]:
        """The path of every thing with a page."""
        yield from self.things


def _needed(context: Mapping[str, Any], triples: Sequence[Triple]) -> dict[str, Any]:
    """The part of a JSON-LD context that these triples use: of one thing the whole of it would be most of the file."""
    used = {
        part.value for triple in triples for part in (triple.predicate, triple.object) if isinstance(part, NamedNode)
    }
    used |= {"@id", "@type"}
    named = {word: said["@id"] if isinstance(said, dict) else said for word, said in context.items()}
    return {word: said for word, said in context.items() if word.startswith("@") or named[word] in used}
