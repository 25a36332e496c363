"""The desk: one class, `VakGraph`, that asks, shows, checks and exports the graph."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from vakgraph import asking, checkout, find, mint, queries, turtle
from vakgraph.answers import LICENCES, Answer, Info, Page, Result
from vakgraph.asking import answering, dressing
from vakgraph.asking.labels import labels
from vakgraph.asking.offered import valued
from vakgraph.asking.sentence import Stamp, cited, explained
from vakgraph.checkout import Checkout
from vakgraph.errors import GraphMissing, UnknownName
from vakgraph.namespaces import KINDS, OUTSIDE
from vakgraph.queries import StoredQuery
from vakgraph.selection import Selection
from vakgraph.store import Store, access, embedded
from vakgraph.store.access import Endpoint
from vakgraph.store.embedded import EmbeddedStore, cell
from vakgraph.table import Cell, Table
from vakgraph.turtle import Triple
from vakgraph.upkeep import Upkeep

if TYPE_CHECKING:
    import rdflib

    from vakgraph.delivery import Exported

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class VakGraph(Upkeep):
    """One graph folder with the store that answers from it, in one language."""

    def __init__(self, folder: Checkout, store: Store, language: str = "nl") -> None:
        self.checkout, self.store, self.language = folder, store, language
        self._stamp: Stamp | None = None

    @classmethod
    def open(
        cls, root: str | Path | None = None, store: str | Path | Endpoint | None = None, language: str = "nl"
    ) -> Self:
        """The graph at `root`, answered from the cache, from the folder `store`, or from the server at that address."""
        folder = checkout.find(root)
        if isinstance(store, str) and store.startswith(("http://", "https://")):
            store = access.endpoint(store)
        if isinstance(store, Endpoint):
            from vakgraph.store import remote

            return cls(folder, remote.open(store), language)
        return cls(folder, embedded.open(folder, Path(store) if store else None), language)

    def reopen(self) -> None:
        """Answer from the files as they are now."""
        self._stamp = None
        if isinstance(self.store, EmbeddedStore):
            self.store = embedded.open(self.checkout, self.store.directory and self.store.directory.parent)

    # ---- asking

    def queries(self) -> dict[str, StoredQuery]:
        """Every stored question by name."""
        return queries.load_all(self.checkout.queries)

    def query(self, name: str) -> StoredQuery:
        """One stored question; only its own file is read."""
        return queries.named(self.checkout.queries, name)

    def answer(self, query: StoredQuery, **words: asking.Words) -> Answer:
        """The stored question with its choices filled in from words, answered, with labels."""
        return answering.answered(self.store, query, words, self.language, self.stamp)

    def explain(self, query: StoredQuery, **words: asking.Words) -> str:
        """The SPARQL of a stored question with its choices in, under a comment that says what it asks."""
        _, made = answering.prepared(self.store, query, words, self.language, self.stamp)
        return explained(query, made.sparql, made.sentence, self.language)

    def cite(self, query: StoredQuery, **words: asking.Words) -> str:
        """The sentence by which the answer to a stored question is quoted."""
        return cited(self.answer(query, **words), self.stamp(), date.today().isoformat(), self.language)

    def values(self, query: StoredQuery, name: str, **words: asking.Words) -> Table:
        """The values of a parameter that give rows, with how many, given other choices."""
        return valued(self.store, query, name, words, self.language)

    def ask(self, name: str, **words: asking.Words) -> Table:
        """The answer to a stored question as a table."""
        result = self.answer(self.query(name), **words).result
        return result if isinstance(result, Table) else self.as_table(result)

    def sparql(self, text: str) -> Result:
        """A question in SPARQL: a table for SELECT, triples for CONSTRUCT and DESCRIBE, yes or no for ASK."""
        result = self.store.query(text)
        return self.labelled(result) if isinstance(result, Table) else result

    def as_table(self, result: Result) -> Table:
        """Any result as a table: triples in three columns, yes or no in one cell."""
        if isinstance(result, Table):
            return result
        if isinstance(result, bool):
            said = Cell("literal", str(result).lower(), OUTSIDE["xsd"] + "boolean")
            return Table(("answer",), ((said,),))
        rows = tuple(tuple(map(cell, (t.subject, t.predicate, t.object))) for t in result)
        return self.labelled(Table(("subject", "predicate", "object"), rows))

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """IRI -> words, in the language of the desk or else the best there is."""
        return labels(self.store, iris, self.language)

    def labelled(self, table: Table) -> Table:
        return table.with_labels(self.labels(c.value for row in table.rows for c in row if c.kind == "iri"))

    def say(self, words: object) -> str:
        """The words of {nl: .., en: ..} in the language of the desk; "" for nothing."""
        return dressing.say(words, self.language)

    # ---- showing

    def show(self, words: str) -> Page:
        """Everything about the thing that the words mean."""
        iri = find.thing(self.store, words)
        facts = self.ask("thing-facts", thing=iri)
        home = mint.home(iri)
        place = f"{home}:{self._line(home, iri)}" if home and (self.checkout.root / home).exists() else home or ""
        links, claims = self.ask("thing-links", thing=iri), self.ask("thing-claims", thing=iri)
        return Page(iri, self.labels([iri]).get(iri, iri), mint.kind_of(iri), place, facts, claims, links)

    def _line(self, home: str, iri: str) -> int | str:
        """The line of the file where the thing begins."""
        path = self.checkout.root / home
        own = (t for t in turtle.read(path) if getattr(t.subject, "value", "") == iri)
        return min((line for t in own if (line := turtle.place(path, t))), default="?")

    def info(self) -> Info:
        """Counts, release, how complete the graph is and what is still open."""
        counts = {row["class"].value: int(row["things"].value) for row in self.ask("kinds")}
        kinds = tuple((kind, counts[kind.rdf_class]) for kind in KINDS.values() if kind.rdf_class in counts)
        release, licence = self.release()
        asserted, derived = self.counts()
        named, still_open = self.ask("municipalities-known"), self.ask("conflicts-open")
        try:
            coverage = self.ask("coverage")
        except UnknownName:
            coverage = None
        return Info(kinds, asserted, derived, release, licence, named, still_open, coverage)

    def release(self) -> tuple[str, str]:
        """("Stand: 2026-11-21, versie 0.1.0", "CC BY 4.0"), as the ontology says it; "" where it does not."""
        found = self.stamp()
        if not found.version:
            return "", ""
        day, version = found.day or "?", found.version
        said = f"As of {day}, version {version}" if self.language == "en" else f"Stand: {day}, versie {version}"
        return said, found.licence

    def stamp(self) -> Stamp:
        """The day, the number and the licence of this release; asked once."""
        if self._stamp is None:
            said = next(iter(self.ask("release")), None)
            licence = said["licence"].value if said else ""
            self._stamp = (
                Stamp(said["modified"].value, said["version"].value, LICENCES.get(licence, licence))
                if said
                else Stamp()
            )
        return self._stamp

    def counts(self) -> tuple[int, int]:
        """How many triples are asserted and how many derived."""
        if isinstance(self.store, EmbeddedStore):
            return self.store.counts.asserted, self.store.counts.derived
        asserted = len(self.asserted())
        return asserted, self.store.size() - asserted

    # ---- exporting

    def asserted(self) -> list[Triple]:
        """Every triple that stands in a file of the graph, once."""
        files = turtle.read_many(self.checkout.graph_files())
        if not files:
            raise GraphMissing("De graaf heeft geen bestanden.", "The graph has no files.")
        return list(dict.fromkeys(triple for file in files.values() for triple in file))

    def derived(self) -> list[Triple]:
        """Every triple that follows from the files and stands in none."""
        if isinstance(self.store, EmbeddedStore):
            return self.store.derived()
        known = set(self.asserted())
        return [triple for triple in self.store.construct(EVERYTHING) if triple not in known]

    def deliver(self, out: str | Path | BinaryIO, what: Selection, form: str | None = None) -> Exported:
        """Write a selection in any format, which the name of the file tells; with its count and digest."""
        from vakgraph import exporting

        return exporting.export(self, Path(out) if isinstance(out, str) else out, what, form)

    def export(
        self, out: str | Path | BinaryIO, kind: str | None = None, thing: str | None = None, asserted: bool = False
    ) -> int:
        """Everything, one kind or one thing with what lives in its file, as its name says; how many triples it has."""
        return self.deliver(out, Selection(kind, thing, asserted=asserted)).count

    def triples(self, kind: str | None = None, thing: str | None = None, asserted: bool = False) -> list[Triple]:
        """Every triple, or those of one kind or of one thing with what lives in its file."""
        from vakgraph import exporting

        what = Selection(kind, thing, asserted=asserted)
        return list(dict.fromkeys(quad.triple for quad in exporting.statements(self, what)))

    def to_rdflib(self, kind: str | None = None, thing: str | None = None, asserted: bool = False) -> rdflib.Graph:
        """The same triples as an rdflib graph."""
        return turtle.to_rdflib(self.triples(kind, thing, asserted))
