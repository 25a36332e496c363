"""The page of a thing: what it is and says, what sources claim, what points at it, where it is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from vakgraph import mint
from vakgraph.answers import OF_OTHERS
from vakgraph.namespaces import CONCEPT, Kind
from vakgraph.render import About
from vakgraph.table import Cell, Table
from vakgraph.web import pointing, searchable
from vakgraph.web.asked import about
from vakgraph.web.facts import DCTERMS, NAMES, SOURCE, TYPE, Fact, facts
from vakgraph.web.library import DATA_FORMS
from vakgraph.web.lines import place
from vakgraph.web.naming import names, parents
from vakgraph.web.pages import (
    claim,
    concept,
    conflict,
    finding,
    intervention,
    municipality,
    organisation,
    project,
    source,
)
from vakgraph.web.pages import round as round_page
from vakgraph.web.sections import Section
from vakgraph.web.tables import Notes, numbers, sheet
from vakgraph.web.things import Special, Thing
from vakgraph.web.views import Ask, View

FORM_NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "csv": "CSV"}
KIND_OF_CONCEPT = ("Begrip", "Concept")
# Kind -> what its page shows before the facts that every page has.
SPECIAL: Mapping[str, Callable[[Thing], Special]] = {
    "intervention": intervention.special,
    "municipality": municipality.special,
    "project": project.special,
    "round": round_page.special,
    "source": source.special,
    "conflict": conflict.special,
    "finding": finding.special,
    "claim": claim.special,
    "organisation": organisation.special,
    "concept": concept.special,
}


def page(ask: Ask, path: str) -> View:
    """Any thing by its path."""
    thing = read(ask, path)
    made = SPECIAL.get(thing.word, _plain)(thing)
    listed = _facts(thing, made)
    claims = thing.claims if not made.claims_shown else replace(thing.claims, rows=())
    groups = pointing.grouped(ask, thing.links, dict(thing.names), made.hidden)
    for row in thing.facts:
        if row["property"].value == SOURCE:
            numbers(row["value"], ask.links, thing.notes)
    told = _claims(thing, claims)
    thing.notes.lead(_sources(ask, [text for text, href in thing.notes.known if not href]))
    shown: dict[str, Any] = {
        "kind": _kind_words(ask, thing.kind),
        "kind_word": thing.word,
        "parents": [(thing.names.get(iri, iri), ask.links.thing(iri)) for iri in thing.above if ask.links.thing(iri)],
        "facts": listed,
        "claims": told,
        "pointing": groups,
        "sections": [each for each in made.sections if isinstance(each, Section)],
        "summary": made.summary,
        "notes": thing.notes,
        "place": place(ask.library, thing.iri),
        "media": {**DATA_FORMS, "csv": "text/csv"},
        "form_names": FORM_NAMES,
        "cite": _cite(ask, thing),
        "tongues": (_tongue(thing, thing.title), _tongue(thing, made.summary)),
        "data": searchable.data(searchable.described(ask, thing.iri, thing.title, thing.facts)),
        **made.shown,
    }
    title, forms = _capital(thing.title), (*DATA_FORMS, "csv")
    return View(made.template, title, shown, forms=forms, iri=thing.iri, described=made.summary)


def read(ask: Ask, path: str) -> Thing:
    """What the graph says of a thing, with words for everything named in it."""
    iri = ask.library.things[path]
    found = about(ask, ("thing-facts", "thing-claims", "thing-links"), iri)
    above = parents(iri)
    bare = {c.value for each in found for row in each.rows for c in row if c.kind == "iri" and not c.label}
    known = names(ask, {iri, *above, *(each for each in bare if mint.kind_of(each))})
    said, claimed, links = (each.with_labels(known) for each in found)
    kind = mint.kind_of(iri)
    word = kind.word if kind else "concept" if iri.startswith(CONCEPT) else ""
    return Thing(ask, iri, word, kind, known.get(iri, iri), above, said, claimed, links, known, Notes())


def _sources(ask: Ask, told: list[str]) -> Mapping[str, str]:
    """The page of each source that a table told in words only."""
    if not told:
        return {}
    known: Mapping[str, str] = ask.library.kept(("sources", ask.language), lambda: _named(ask))
    return {text: ask.links.thing(known[text]) or "" for text in told if text in known}


def _named(ask: Ask) -> dict[str, str]:
    """Every source by its words; of two that are called the same, the first."""
    iris = [iri for path, iri in ask.library.things.items() if path.startswith("source/")]
    return {text: iri for iri, text in sorted(names(ask, iris).items(), reverse=True)}


def _plain(thing: Thing) -> Special:
    return Special()


def _facts(thing: Thing, made: Special) -> list[Fact]:
    """The facts but those that the page says elsewhere: its title, its kind, its sources."""
    words = OF_OTHERS.get(thing.kind.rdf_class, ("", "")) if thing.kind else KIND_OF_CONCEPT

    def known(row: dict[str, Cell]) -> bool:
        name, cell = row["property"].value, row["value"]
        if name in NAMES or name == DCTERMS + "description":
            return cell.value in (thing.title, made.summary)
        of_kind = thing.kind.rdf_class if thing.kind else ""
        return name == TYPE and (cell.value == of_kind or cell.text.casefold() in {w.casefold() for w in words})

    rows = tuple(row for row, named in zip(thing.facts.rows, thing.facts, strict=True) if not known(named))
    return facts(thing.ask, replace(thing.facts, rows=rows), thing.claims, thing.notes, {SOURCE, *made.said})


def _claims(thing: Thing, claims: Table) -> Any:
    """The claims as a table; the words of the source lead to the claim itself."""
    styles = tuple("source" if name == "source" else style
                   for name, style in zip(claims.columns, claims.styles, strict=True))  # fmt: skip
    claims = replace(claims, styles=styles)
    made = sheet(claims, About(thing.ask.language), thing.ask.links, None, thing.notes)
    at = next((n for n, column in enumerate(made.columns) if column.name == "quote"), None)
    links = [row["claim"].value for row in claims]
    keep = tuple(n for n, column in enumerate(made.columns) if column.name != "mark")
    rows = []
    for row, marked, iri in zip(made.rows, claims, links, strict=True):
        cells = [replace(c, href=thing.ask.links.thing(iri) or "", empty=False) if n == at else c
                 for n, c in enumerate(row)]  # fmt: skip
        value = next((n for n, column in enumerate(made.columns) if column.name == "value"), None)
        if value is not None and marked["mark"].value.strip():
            cells[value] = replace(cells[value], mark="≠")
        cells[0] = replace(cells[0], href="")
        rows.append(tuple(cells[n] for n in keep))
    return replace(made, columns=tuple(made.columns[n] for n in keep), rows=tuple(rows))


def _kind_words(ask: Ask, kind: Kind | None) -> str:
    words = ask.words(kind.nl, kind.en) if kind else ask.words(*KIND_OF_CONCEPT)
    return _capital(words)


def _tongue(thing: Thing, text: str) -> str:
    """The language of a text that the page has in another language only; "" for its own."""
    said = {row["value"].language or "" for row in thing.facts if row["value"].value == text}
    return "" if not said or said & {"", thing.ask.language} else min(said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cite(ask: Ask, thing: Thing) -> str:
    """How the page is quoted: what, in which release, at which name."""
    stamp = ask.desk.stamp()
    version = ask.words("uitgave", "release") + f" {stamp.version}" if stamp.version else ""
    parts = ("vakgraph", version, stamp.day, thing.iri, stamp.licence)
    return f"{thing.title}. " + ", ".join(part for part in parts if part) + "."
