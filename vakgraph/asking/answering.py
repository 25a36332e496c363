"""A stored question is answered: its choices read, its table dressed and marked, its emptiness explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from pyoxigraph import NamedNode

from vakgraph.answers import Answer, Result
from vakgraph.asking import contested, dressing, relaxed, sourced
from vakgraph.asking.chosen import Chosen, Term, Words, chosen
from vakgraph.asking.english import in_english
from vakgraph.asking.labels import labels
from vakgraph.asking.sentence import Labelled, Stamp, asked, joined, restated
from vakgraph.queries import StoredQuery
from vakgraph.store.port import Store
from vakgraph.table import Table


def prepared(
    store: Store, query: StoredQuery, words: Mapping[str, Words], language: str, stamp: Callable[[], Stamp]
) -> tuple[Chosen, Answer]:
    """The question with its choices filled in, not asked yet."""
    read = chosen(store, query, words)
    named = in_words(store, query, read.terms, language)
    sentence = restated(asked(query, named, language), stamp(), language) if query.group == "tables" else ""
    told = tuple(en if language == "en" else nl for nl, en in read.notes)
    filters = tuple((label, joined(values, language)) for label, values in named.values())
    return read, Answer(query, filters, False, sentence, query.bind(read.terms), told)


def answered(
    store: Store, query: StoredQuery, words: Mapping[str, Words], language: str, stamp: Callable[[], Stamp]
) -> Answer:
    """The whole answer; questions for people also get marks, footnotes, and a reason for having no rows."""
    read, answer = prepared(store, query, words, language, stamp)
    result: Result = store.query(answer.sparql)
    if not isinstance(result, Table):
        return replace(answer, result=result)
    table = dressing.dressed(result, query, language)
    conflicts: list[str] = []
    if query.group == "tables":
        table = in_english(store, table) if language == "en" else table
        table, conflicts = contested.contested(store, query, table)
    known = labels(store, [*_iris(table), *conflicts], language)
    table = table.with_labels(known)
    if query.group != "tables":
        return replace(answer, result=table)
    told = contested.notes(conflicts, known, language) + dressing.missing(query, language)
    origin = sourced.sources(store, query, table, language)
    without: list[str] = []
    if not table.rows:
        found = relaxed.relaxed(store, query, read.terms)
        without = relaxed.told(found, in_words(store, query, read.terms, language), language)
    result = replace(table, notes=(*table.notes, *told))
    return replace(answer, result=result, relaxed=tuple(without), sources=origin)


def in_words(store: Store, query: StoredQuery, values: Mapping[str, list[Term]], language: str) -> Labelled:
    """Parameter -> its label and its values in words: ("Doelgroep", ["Statushouders"])."""
    known = labels(
        store, (t.value for several in values.values() for t in several if isinstance(t, NamedNode)), language
    )
    named = {}
    for parameter in query.parameters:
        texts = [
            dressing.say(parameter.choice_words.get(t.value), language) or known.get(t.value, t.value)
            for t in values.get(parameter.name, ())
        ]
        if texts:
            named[parameter.name] = (dressing.say(parameter.label, language) or parameter.name, texts)
    return named


def _iris(table: Table) -> list[str]:
    return [cell.value for row in table.rows for cell in row if cell.kind == "iri"]
