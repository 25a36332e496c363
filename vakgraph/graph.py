"""The desk: one class, `VakGraph`, that asks, shows, checks and exports the graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, Self

from vakgraph import asking, checkout, find, mint, queries, turtle
from vakgraph.answers import LICENCES, OF_OTHERS, Answer, Info, Page, Result
from vakgraph.checkout import Checkout
from vakgraph.errors import GraphMissing, NothingFound, UnknownName
from vakgraph.namespaces import CONCEPT, KINDS, OUTSIDE, VAK
from vakgraph.queries import StoredQuery
from vakgraph.store import Store, embedded
from vakgraph.store.embedded import EmbeddedStore, cell
from vakgraph.table import Cell, Table
from vakgraph.turtle import Triple
from vakgraph.upkeep import Upkeep

# Concepts that stand by a sign of their own in every table and picture: ▲ Beter, B Redelijk.
MARKED = (CONCEPT + "direction/", CONCEPT + "certainty/")
# A project whose tie to the programme is less sure than this says so wherever its name stands: [afgeleid].
CONFIRMED = CONCEPT + "reading-confidence/confirmed"
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class VakGraph(Upkeep):
    """One graph folder with the store that answers from it, in one language."""

    def __init__(self, folder: Checkout, store: Store, language: str = "nl") -> None:
        self.checkout, self.store, self.language = folder, store, language

    @classmethod
    def open(cls, root: str | Path | None = None, store: str | Path | None = None, language: str = "nl") -> Self:
        """The graph at `root`, answered from the cache, from the folder `store`, or from the server at that address."""
        folder = checkout.find(root)
        if str(store or "").startswith(("http://", "https://")):
            from vakgraph.store import remote

            return cls(folder, remote.open(str(store)), language)
        return cls(folder, embedded.open(folder, Path(store) if store else None), language)

    def reopen(self) -> None:
        """Answer from the files as they are now."""
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
        values = asking.terms(self.store, query, words)
        result = self.sparql(query.bind(values))
        if isinstance(result, Table):
            result = self._dressed(result, query)
        return Answer(query, self._filters(query, values), result)

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
        wanted = set(iris)
        known = {iri: pair[self.language == "en"] for iri, pair in OF_OTHERS.items() if iri in wanted}
        asked = " ".join(f"<{iri}>" for iri in sorted(wanted))
        if not asked:
            return {}
        rdfs, skos = OUTSIDE["rdfs"], OUTSIDE["skos"]
        found = self.store.select(
            f"SELECT ?thing ?label ?glyph ?tie WHERE {{ VALUES ?thing {{ {asked} }} "
            f"?thing <{rdfs}label>|<{skos}prefLabel> ?label . OPTIONAL {{ ?thing <{VAK}glyph> ?glyph }} "
            f"OPTIONAL {{ ?thing a <{VAK}Project> ; <{VAK}readingConfidence> ?sure . ?sure <{skos}prefLabel> ?tie "
            f'FILTER(LANG(?tie) = "{self.language}" && ?sure != <{CONFIRMED}>) }} }}'
        )
        order = (self.language, "nl", "en", None)
        best: dict[str, tuple[int, str]] = {}
        for thing, label, glyph, tie in found.rows:
            rank = order.index(label.language) if label.language in order else len(order)
            text = f"{glyph.value} {label.value}" if thing.value.startswith(MARKED) else label.value
            text += f" [{tie.value.lower()}]" if tie.value else ""
            best[thing.value] = min(best.get(thing.value, (rank, text)), (rank, text))
        return known | {iri: text for iri, (_, text) in best.items()}

    def labelled(self, table: Table) -> Table:
        return table.with_labels(self.labels(c.value for row in table.rows for c in row if c.kind == "iri"))

    def _dressed(self, table: Table, query: StoredQuery) -> Table:
        """The table with the headings, the meaning of empty, title and notes of its question, in the order of those."""
        names = [name for name in query.columns if name in table.columns]
        names += [name for name in table.columns if name not in query.columns]
        spoken, at = [query.columns.get(name) for name in names], [table.columns.index(name) for name in names]
        words = [(column or {}).get("words") or {} if self.language == "en" else {} for column in spoken]
        rows = (
            tuple(
                replace(row[i], label=said[row[i].value]) if row[i].value in said else row[i]
                for i, said in zip(at, words, strict=True)
            )
            for row in table.rows
        )
        return replace(
            table,
            columns=tuple(names),
            rows=tuple(rows),
            headings=tuple(self.say(column) for column in spoken),
            empty=tuple(self.say((column or {}).get("empty")) for column in spoken),
            styles=tuple(str((column or {}).get("as", "")) for column in spoken),
            title=self.say(query.title),
            notes=tuple(filter(None, [self.say(query.notes)])),
        )

    def say(self, words: object) -> str:
        """The words of {nl: .., en: ..} in the language of the desk; "" for nothing."""
        if isinstance(words, dict):
            return str(words.get(self.language) or words.get("nl") or "")
        return "" if words is None else str(words)

    def _filters(self, query: StoredQuery, values: dict[str, list[asking.Term]]) -> tuple[tuple[str, str], ...]:
        """The choices made, in words: ("Doelgroep", "statushouders")."""
        labels = self.labels(t.value for several in values.values() for t in several if not hasattr(t, "datatype"))
        named = {parameter.name: self.say(parameter.label) or parameter.name for parameter in query.parameters}
        return tuple(
            (named[name], ", ".join(labels.get(t.value, t.value) for t in several)) for name, several in values.items()
        )

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
        named, still_open = self.ask("municipalities-counted"), self.ask("conflicts-open")
        try:
            coverage = self.ask("coverage")
        except UnknownName:
            coverage = None
        return Info(kinds, asserted, derived, release, licence, named, still_open, coverage)

    def release(self) -> tuple[str, str]:
        """("Stand: 2026-11-21, versie 0.1.0", "CC BY 4.0"), as the ontology says it; "" where it does not."""
        for row in self.ask("release"):
            day, version = row["modified"].value or "?", row["version"].value
            said = f"As of {day}, version {version}" if self.language == "en" else f"Stand: {day}, versie {version}"
            return said, LICENCES.get(row["licence"].value, row["licence"].value)
        return "", ""

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

    def export(
        self, out: str | Path | BinaryIO, kind: str | None = None, thing: str | None = None, asserted: bool = False
    ) -> int:
        """Turtle of everything, of one kind or of one thing with what lives in its file; how many triples it has."""
        triples = self.asserted() + ([] if asserted else self.derived())
        wanted = self._homes(kind, thing)
        if wanted:
            triples = [t for t in triples if (mint.home(getattr(t.subject, "value", "")) or "").startswith(wanted)]
            if not triples:
                raise NothingFound("Er is niets om uit te voeren.", "There is nothing to export.")
        return turtle.export(triples, Path(out) if isinstance(out, str) else out)

    def _homes(self, kind: str | None, thing: str | None) -> tuple[str, ...]:
        """The begin of the home paths that are asked for; empty for all."""
        if thing:
            home = mint.home(find.thing(self.store, thing))
            return (home or "-",)
        return (_home_of_kind(kind),) if kind else ()


def _home_of_kind(word: str) -> str:
    """The folder or register file of a kind, named by its kind word or its Dutch or English name."""
    for kind in KINDS.values():
        if word.casefold() in (kind.word, kind.nl, kind.en):
            parent = kind if kind.home == "own" else KINDS.get(kind.home, kind)
            return f"data/{parent.word}/" if parent.home == "own" else f"data/{parent.home}.ttl"
    near: Sequence[str] = get_close_matches(word, KINDS, cutoff=0.5)
    raise UnknownName(f'Er is geen soort "{word}".', f'There is no kind "{word}".', near)
