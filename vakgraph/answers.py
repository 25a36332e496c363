"""What the desk hands out: an answer, a page about one thing, an account of the graph; words for what others named."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph.namespaces import KINDS, OUTSIDE, Kind
from vakgraph.queries import StoredQuery
from vakgraph.table import Table
from vakgraph.turtle import Triple

LICENCES = {"https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0"}
# What the terms of others are called here; their own labels do not travel with the graph.
OF_OTHERS = {
    OUTSIDE["rdf"] + "type": ("soort", "kind"),
    OUTSIDE["rdfs"] + "label": ("naam", "name"),
    OUTSIDE["rdfs"] + "comment": ("toelichting", "comment"),
    OUTSIDE["skos"] + "prefLabel": ("naam", "name"),
    OUTSIDE["skos"] + "altLabel": ("ook genoemd", "also called"),
    OUTSIDE["skos"] + "definition": ("definitie", "definition"),
    OUTSIDE["skos"] + "scopeNote": ("toelichting", "scope note"),
    OUTSIDE["skos"] + "note": ("opmerking", "note"),
    OUTSIDE["skos"] + "broader": ("valt onder", "broader"),
    OUTSIDE["skos"] + "inScheme": ("begrippenlijst", "concept scheme"),
    OUTSIDE["skos"] + "hasTopConcept": ("bovenste begrip", "top concept"),
    OUTSIDE["skos"] + "topConceptOf": ("bovenste begrip van", "top concept of"),
    OUTSIDE["prov"] + "wasDerivedFrom": ("bron", "source"),
    OUTSIDE["dcterms"] + "title": ("titel", "title"),
    OUTSIDE["dcterms"] + "description": ("omschrijving", "description"),
    OUTSIDE["dcterms"] + "type": ("soort", "type"),
    OUTSIDE["dcterms"] + "publisher": ("uitgever", "publisher"),
    OUTSIDE["org"] + "organization": ("verband", "organization"),
    OUTSIDE["org"] + "member": ("deelnemer", "member"),
    OUTSIDE["org"] + "role": ("rol", "role"),
    OUTSIDE["geo"] + "lat": ("breedtegraad", "latitude"),
    OUTSIDE["geo"] + "long": ("lengtegraad", "longitude"),
    OUTSIDE["skos"] + "Concept": ("begrip", "concept"),
    **{kind.rdf_class: (kind.nl, kind.en) for kind in KINDS.values()},
}

Result = Table | list[Triple] | bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a stored question gave: the question, the choices made in words, and the result.

    `sentence` restates the question with its choices and the release, `sparql` is what was asked of the store,
    `readings` say how a choice was read where that is not as it was written, and `relaxed` how many rows there are
    without a choice, where the answer has none. `sources` has the sources of each row, where no column tells them.
    """

    query: StoredQuery
    filters: tuple[tuple[str, str], ...]
    result: Result
    sentence: str = ""
    sparql: str = ""
    readings: tuple[str, ...] = ()
    relaxed: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about one thing: its facts, what the sources claim, what points at it, where it stands."""

    iri: str
    label: str
    kind: Kind | None
    place: str
    facts: Table
    claims: Table
    links: Table


@dataclass(frozen=True, slots=True)
class Info:
    """What the graph holds, which release it is, and what is still open."""

    kinds: tuple[tuple[Kind, int], ...]
    asserted: int
    derived: int
    release: str
    licence: str
    municipalities: Table
    open_conflicts: Table
    coverage: Table | None
