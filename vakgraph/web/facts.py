"""What is said of a thing as a list of properties in words: the telling ones first, each value with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.render import About
from vakgraph.render.people import Column, printed, short
from vakgraph.table import Cell, Table
from vakgraph.web.tables import Notes, Shown, address, numbers
from vakgraph.web.views import Ask

DCTERMS, SKOS, RDF, RDFS = OUTSIDE["dcterms"], OUTSIDE["skos"], OUTSIDE["rdf"], OUTSIDE["rdfs"]
SOURCE, TYPE = OUTSIDE["prov"] + "wasDerivedFrom", RDF + "type"
NAMES = (RDFS + "label", DCTERMS + "title", SKOS + "prefLabel")
NOT_STATED = VAK + "sourcesDoNotState"
# What a reader wants first, and what only a keeper of the graph wants; the rest by the alphabet between them.
FIRST = (
    *NAMES, DCTERMS + "description", SKOS + "definition", SKOS + "scopeNote", SKOS + "altLabel", TYPE,
    RDF + "subject", RDF + "predicate", RDF + "object", VAK + "asWritten", VAK + "quote",
    VAK + "inProgramme", VAK + "inRound", VAK + "projectKind", VAK + "line", VAK + "topic", VAK + "begin", VAK + "end",
    VAK + "hasMainApplicant", VAK + "hasMunicipality", VAK + "hasKnowledgeInstitution", VAK + "forTargetGroup",
    VAK + "interventionType", VAK + "result", VAK + "roundNumber", VAK + "roundType",
)  # fmt: skip
LAST = (
    SKOS + "note", VAK + "readingConfidence", VAK + "readingNote", NOT_STATED, SKOS + "inScheme",
    SKOS + "topConceptOf", SKOS + "notation", VAK + "documentName", VAK + "sha256",
)  # fmt: skip
# Of many values one line, with commas.
RUNNING = {NOT_STATED, SKOS + "altLabel", VAK + "hasParticipant", VAK + "hasMunicipality", VAK + "owmsIdentifier"}
# What the terms of others are called on a page, where the graph has no word for them.
WORDS = {
    RDF + "subject": ("gaat over", "is about"),
    RDF + "predicate": ("eigenschap", "property"),
    RDF + "object": ("zegt", "says"),
    DCTERMS + "source": ("bron", "source"),
    DCTERMS + "creator": ("maker", "creator"),
    DCTERMS + "rights": ("rechten", "rights"),
    DCTERMS + "license": ("licentie", "licence"),
    DCTERMS + "isReplacedBy": ("vervangen door", "replaced by"),
    SKOS + "notation": ("teken", "notation"),
    SKOS + "related": ("verwant", "related"),
    SKOS + "narrower": ("nauwer", "narrower"),
    SKOS + "exactMatch": ("hetzelfde als", "exactly matches"),
    SKOS + "closeMatch": ("bijna hetzelfde als", "closely matches"),
    SKOS + "broadMatch": ("valt onder (elders)", "broader match"),
    SKOS + "example": ("voorbeeld", "example"),
    SKOS + "historyNote": ("geschiedenis", "history"),
    SKOS + "changeNote": ("gewijzigd", "change note"),
    OUTSIDE["owl"] + "deprecated": ("vervallen", "deprecated"),
}

# Days that are known within bounds: the property, how its words and bounds are called, and its name here.
DAYS = (
    ("begin", "beginAsWritten", "beginEarliest", "beginLatest", ("begin", "begin")),
    ("end", "endAsWritten", "endEarliest", "endLatest", ("einde", "end")),
    ("date", "asWritten", "earliest", "latest", ("datum", "date")),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A property in words with its values; `running` values stand in one line."""

    iri: str
    name: str
    values: tuple[Shown, ...]
    running: bool = False


def facts(ask: Ask, table: Table, claims: Table, notes: Notes, hidden: Iterable[str] = ()) -> list[Fact]:
    """Every property of the table; `hidden` ones stand elsewhere on the page."""
    about, cited = About(ask.language), _cited(claims)
    several: dict[str, tuple[str, list[Shown]]] = {}
    for row in table:
        name, cell = row["property"], row["value"]
        if name.value in hidden:
            continue
        own = [n for source in cited.get((name.value, cell.value), ()) for n in numbers(source, ask.links, notes)]
        shown = value(cell, ask, about, row["mark"].value.strip(), tuple(dict.fromkeys(own)))
        several.setdefault(name.value, (called(name, ask), []))[1].append(shown)
    _join_days(several, cited, ask, notes)
    found = [Fact(iri, words, tuple(values), iri in RUNNING) for iri, (words, values) in several.items()]
    return sorted(found, key=_rank)


def _join_days(
    several: dict[str, tuple[str, list[Shown]]], cited: Mapping[tuple[str, str], list[Cell]], ask: Ask, notes: Notes
) -> None:
    """A day known within bounds is one fact: `eind 2015 (2015-10-01 t/m 2015-12-31)`."""
    for name, written, first, last, words in DAYS:
        parts = [several.get(VAK + each, ("", []))[1] for each in (written, first, last)]
        if [len(each) for each in parts] != [1, 1, 1] or VAK + name in several:
            continue
        said, earliest, latest = (each[0] for each in parts)
        for each in (written, first, last):
            del several[VAK + each]
        own = [n for cell in cited.get((VAK + name, said.text), ()) for n in numbers(cell, ask.links, notes)]
        between = ask.words(f"{earliest.text} t/m {latest.text}", f"{earliest.text} to {latest.text}")
        one = Shown(f"{said.text} ({between})", mark=said.mark, notes=tuple(dict.fromkeys(own)))
        several[VAK + name] = (ask.words(*words), [one])


def value(cell: Cell, ask: Ask, about: About, mark: str = "", notes: tuple[int, ...] = ()) -> Shown:
    """One value."""
    text = printed(cell, Column(0, "", "", "", False), about)
    return Shown(text, address(cell, ask.links), mark, language=cell.language or "", notes=notes)


def called(name: Cell, ask: Ask) -> str:
    """A property in words."""
    own = WORDS.get(name.value)
    return ask.words(*own) if own and not name.label else name.label or short(name.value)


def _cited(claims: Table) -> Mapping[tuple[str, str], list[Cell]]:
    """(property, value) -> the sources that say so."""
    found: dict[tuple[str, str], list[Cell]] = {}
    for row in claims:
        if row["source"].kind == "iri":
            found.setdefault((row["property"].value, row["value"].value), []).append(row["source"])
    return found


def _rank(fact: Fact) -> tuple[int, int, str, str]:
    if fact.iri in FIRST:
        return 0, FIRST.index(fact.iri), "", ""
    if fact.iri in LAST:
        return 2, LAST.index(fact.iri), "", ""
    return 1, 0, fact.name.casefold(), fact.iri
