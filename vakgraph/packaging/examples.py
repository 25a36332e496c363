"""Ten example questions with the answers that the data of the package itself gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import pyoxigraph
from pyoxigraph import Quad, QueryResultsFormat, QuerySolutions, Triple

from vakgraph import queries
from vakgraph.asking.chosen import chosen
from vakgraph.asking.labels import labels
from vakgraph.checkout import Checkout
from vakgraph.delivery import manifest
from vakgraph.errors import VakError
from vakgraph.namespaces import prefixes
from vakgraph.packaging.profile import Asked, Profile
from vakgraph.queries import StoredQuery
from vakgraph.store.cache import Counts
from vakgraph.store.embedded import EmbeddedStore, in_thread
from vakgraph.table import Table

_PREFIXES = "".join(f"PREFIX {at}: <{space}>\n" for at, space in prefixes().items())


@dataclass(frozen=True, slots=True)
class Example:
    """A question as a file: its name, its words, its SPARQL and the answer as SPARQL 1.1 CSV."""

    name: str
    title: dict[str, str]
    question: dict[str, str]
    sparql: bytes
    answer: bytes
    rows: int

    @property
    def entry(self) -> manifest.Example:
        return manifest.Example(self.name, *(f"{manifest.EXAMPLES}/{self.name}.{end}" for end in ("rq", "csv")))


class Loaded:
    """The data of a package with its ontology as one graph, as whoever receives it loads it."""

    def __init__(self, *parts: Iterable[Triple]) -> None:
        self.raw = pyoxigraph.Store()
        for triples in parts:
            self.raw.extend(Quad(*triple) for triple in triples)
        self.store = EmbeddedStore(self.raw, Counts(len(self.raw), 0, {}), None, [])

    def rows(self, text: str) -> Table:
        """The answer to a question of our own; the prefixes of the graph may be used."""
        return self.store.select(_PREFIXES + text)

    def count(self, text: str) -> int:
        """The one number that a question of our own has for an answer."""
        return int(self.rows(text).rows[0][0].value)

    def named(self, iri: str) -> dict[str, str]:
        """What a thing is called, in both languages."""
        return {at: labels(self.store, [iri], at).get(iri, _end(iri)) for at in ("nl", "en")}


def _end(iri: str) -> str:
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def examples(folder: Checkout, profile: Profile, loaded: Loaded, licence: str) -> list[Example]:
    """Every example question of the profile, asked; one without rows is a fault of the profile."""
    return [_example(folder, profile, each, number, loaded, licence) for number, each in enumerate(profile.examples, 1)]


def _example(
    folder: Checkout, profile: Profile, asked: Asked, number: int, loaded: Loaded, licence: str
) -> Example:  # fmt: skip
    try:
        query = queries.named(folder.queries, asked.query)
        sparql = plain(query, query.bind(chosen(loaded.store, query, asked.words).terms), licence)
        answer, rows = in_thread(partial(_answer, loaded.raw, sparql))
    except VakError as error:
        raise profile.fault(error.nl, error.en, asked.line) from None
    if not rows:
        raise profile.fault(
            f'de voorbeeldvraag "{asked.query}" heeft in dit pakket geen enkele rij.',
            f'the example question "{asked.query}" has not one row in this package.',
            asked.line,
        )
    words = {at: _line((query.question or query.title)[at]) for at in ("nl", "en")}
    name = f"{number:02}-{asked.query}"
    return Example(name, dict(query.title), words, sparql.encode(), answer, rows)


def plain(query: StoredQuery, bound: str, licence: str) -> str:
    """The SPARQL with its values in and the question above it: what only this program reads is left out."""
    lines = [line for line in bound.strip().split("\n") if not line.startswith(("#+", "# Hidden:"))]
    said = [query.question or query.title, query.notes, query.missing]
    head = [f"# {at}: {_line(words[at])}" for words in said if words for at in ("nl", "en")]
    return "\n".join([*head, f"# {licence}", *lines]) + "\n"


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _answer(store: pyoxigraph.Store, sparql: str) -> tuple[bytes, int]:
    """The rows as SPARQL 1.1 CSV, in the order of the question, and how many there are."""
    results = store.query(sparql)
    if not isinstance(results, QuerySolutions):
        raise VakError("Een voorbeeldvraag is een SELECT.", "An example question is a SELECT.")
    text = results.serialize(format=QueryResultsFormat.CSV) or b""
    again = store.query(sparql)
    assert isinstance(again, QuerySolutions)
    return text, sum(1 for _ in again)
