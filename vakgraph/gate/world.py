"""A graph as it would be: its triples, what follows from them, and an engine to ask it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property, partial
from typing import Any

import pyoxigraph
from pyoxigraph import Quad

from vakgraph import turtle
from vakgraph.checkout import Checkout
from vakgraph.mapping.words import full
from vakgraph.namespaces import OUTSIDE
from vakgraph.sheets import COLUMNS, Column
from vakgraph.store.cache import Counts
from vakgraph.store.embedded import EmbeddedStore, in_thread
from vakgraph.turtle import Triple

_TYPE = OUTSIDE["rdf"] + "type"


class World:
    """Asserted triples with everything that `queries/derive` makes of them. Never written to after it was made."""

    def __init__(self, folder: Checkout, asserted: Iterable[Triple], former: World | None = None) -> None:
        self.folder = folder
        self.asserted = frozenset(asserted)
        self._former = former

    @classmethod
    def of(cls, folder: Checkout) -> World:
        """The graph as its files have it."""
        files = turtle.read_many(folder.graph_files())
        return cls(folder, (triple for file in files.values() for triple in file))

    def changed(self, added: Iterable[Triple], removed: Iterable[Triple] = ()) -> World:
        """The graph with these triples more and these less."""
        return World(self.folder, (self.asserted - frozenset(removed)) | frozenset(added), self)

    @cached_property
    def store(self) -> pyoxigraph.Store:
        return self._filled[0]

    @cached_property
    def derived(self) -> frozenset[Triple]:
        """What the derive queries made of the files; some of it a file may say as well."""
        return self._filled[1]

    @cached_property
    def _filled(self) -> tuple[pyoxigraph.Store, frozenset[Triple]]:
        store, derived = pyoxigraph.Store(), set[Triple]()
        store.bulk_extend(self._quads.values())
        for path in self.folder.derive_files():
            fresh = in_thread(partial(_derived, store, path.read_text(encoding="utf-8-sig")))
            store.extend(Quad(*triple) for triple in fresh)
            derived.update(fresh)
        return store, frozenset(derived)

    @cached_property
    def _quads(self) -> dict[Triple, Quad]:
        """What the files say as an engine takes it; what was there before is not made again."""
        made = self._former._quads if self._former else {}
        return {triple: made.get(triple) or Quad(*triple) for triple in self.asserted}

    @cached_property
    def desk(self) -> EmbeddedStore:
        """The same as whatever answers stored questions."""
        return EmbeddedStore(self.store, Counts(len(self.asserted), 0, {}), None, [])

    @cached_property
    def triples(self) -> frozenset[Triple]:
        """Everything, in the spelling of the files where it stands in one."""
        rewritten = set(turtle.survives(self.asserted))
        kept = {quad.triple for quad in self.store}
        return frozenset(self.asserted | (kept - _respelled(rewritten)))

    @cached_property
    def subjects(self) -> frozenset[Any]:
        """Everything that something is said of."""
        return frozenset(quad.subject for quad in self.store)

    def less(self, other: World) -> list[Triple]:
        """What this graph has and the other lacks, derived triples too; where no literal is spelled in two ways."""
        fresh = (self.asserted - other.asserted) | (self.derived - other.derived)
        return [triple for triple in fresh if Quad(*triple) not in other.store]

    def knows(self, subject: Any) -> bool:
        """Whether anything is said of it."""
        return next(self.store.quads_for_pattern(subject, None, None), None) is not None

    def said(self, subject: Any) -> list[Triple]:
        """What the files say of a subject."""
        quads = self.store.quads_for_pattern(subject, None, None)
        return [quad.triple for quad in quads if quad.triple in self.asserted]

    def __contains__(self, triple: object) -> bool:
        """Whether a file says it."""
        return triple in self.asserted

    def values(self, subject: Any, *properties: str) -> list[Any]:
        """What is said of a subject with one of these properties (full IRIs), sorted."""
        paths = (pyoxigraph.NamedNode(iri) for iri in properties)
        said = [quad.object for path in paths for quad in self.store.quads_for_pattern(subject, path, None)]
        return sorted(said, key=lambda term: (getattr(term, "language", None) != "nl", str(term)))

    def claimed(self, subject: Any, path: Any) -> list[Any]:
        """The values that claims give for a property of a subject."""
        subject_of, path_of = (pyoxigraph.NamedNode(OUTSIDE["rdf"] + name) for name in ("subject", "predicate"))
        claims = [quad.subject for quad in self.store.quads_for_pattern(None, subject_of, subject)]
        mine = [c for c in claims if pyoxigraph.Triple(c, path_of, path) in self.asserted]
        return [value for claim in mine for value in self.values(claim, OUTSIDE["rdf"] + "object")]

    def types(self, subject: Any) -> set[str]:
        return {term.value for term in self.values(subject, _TYPE)}

    def label(self, term: Any, language: str = "nl") -> str:
        """A term in words: its label in this language or another, or the end of its name."""
        if not isinstance(term, pyoxigraph.NamedNode):
            return str(getattr(term, "value", term))
        skos, rdfs, dcterms = OUTSIDE["skos"], OUTSIDE["rdfs"], OUTSIDE["dcterms"]
        said = self.values(term, rdfs + "label", skos + "prefLabel") or self.values(term, dcterms + "title")
        best = next((each for each in said if each.language == language), said[0] if said else None)
        return best.value if best else _words_of_others(term.value, language)


def _words_of_others(iri: str, language: str) -> str:
    """A property of somebody else's by the heading of its column, or else by the end of its name."""
    column = _headings().get(iri)
    if column:
        heading = column.en if language == "en" else column.nl
        return heading[:1].lower() + heading[1:]
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


@cache
def _headings() -> dict[str, Column]:
    columns = [column for sheet in COLUMNS.values() for column in sheet.values() if column.property]
    return {full(column.property).value: column for column in reversed(columns)}


def _derived(store: pyoxigraph.Store, query: str) -> list[Triple]:
    return list(store.query(query))  # type: ignore[arg-type]


def _respelled(triples: Iterable[Triple]) -> set[Triple]:
    """How the store spells these triples."""
    store = pyoxigraph.Store()
    store.extend(Quad(*triple) for triple in triples)
    return {quad.triple for quad in store}
