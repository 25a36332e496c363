"""A stored question about one thing, asked from a page: no words to be read, no reason sought for an empty answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import NamedNode

from vakgraph.answers import Answer
from vakgraph.asking import contested, dressing
from vakgraph.asking.chosen import term
from vakgraph.asking.english import in_english
from vakgraph.asking.sourced import sources, with_sources
from vakgraph.queries import StoredQuery
from vakgraph.table import Table
from vakgraph.web.views import Ask


def stored(ask: Ask, name: str) -> StoredQuery | None:
    """A stored question, read from its file once; None where a graph lacks it."""
    known = ask.library.kept("asked", lambda: ask.desk.queries())
    found: StoredQuery | None = known.get(name)
    return found


def table(ask: Ask, name: str, **choices: str) -> Table:
    """The answer in words, with the source of each row; no columns at all where a graph lacks the question."""
    query = stored(ask, name)
    if query is None:
        return Table((), ())
    found = plain(ask, query, **choices)
    if ask.language == "en":
        found = in_english(ask.desk.store, found)
    found, conflicts = contested.contested(ask.desk.store, query, found)
    known = ask.desk.labels([*_iris(found), *conflicts])
    told = contested.notes(conflicts, known, ask.language) + dressing.missing(query, ask.language)
    found = replace(found.with_labels(known), notes=(*found.notes, *told))
    origin = sources(ask.desk.store, query, found, ask.language)
    return with_sources(found, Answer(query, (), found, sources=origin), ask.language)


def about(ask: Ask, names: Iterable[str], iri: str) -> list[Table]:
    """What several questions for pages say of one thing; the names of all their things are looked up at once."""
    found = [plain(ask, query, thing=iri) for name in names if (query := stored(ask, name))]
    known = ask.desk.labels(each for one in found for each in _iris(one))
    return [each.with_labels(known) for each in found]


def plain(ask: Ask, query: StoredQuery, **choices: str) -> Table:
    """The answer as its question shows it, its things without names. A choice is an IRI that the page knows."""
    store, terms = ask.desk.store, {name: [NamedNode(iri)] for name, iri in choices.items()}
    defaults = (each for each in query.parameters if each.default is not None and each.name not in terms)
    by_itself = {each.name: [term(store, each, str(each.default))] for each in defaults}
    return dressing.dressed(store.select(query.bind({**by_itself, **terms})), query, ask.language)


def _iris(found: Table) -> list[str]:
    return [cell.value for row in found.rows for cell in row if cell.kind == "iri"]
