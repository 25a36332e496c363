"""What points at a thing, grouped by what that means: "Projecten in deze ronde", not `vak:inRound`."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from vakgraph import mint
from vakgraph.namespaces import CONCEPT, KINDS, OUTSIDE, VAK
from vakgraph.table import Cell, Table
from vakgraph.web.addresses import path_of
from vakgraph.web.facts import called
from vakgraph.web.tables import Shown, address
from vakgraph.web.views import Ask

MOST = 24
SHORT = {"population", "region-membership", "tile"}  # known by their year, where their municipality is the page
ORG, SKOS, SOURCE = OUTSIDE["org"], OUTSIDE["skos"], OUTSIDE["prov"] + "wasDerivedFrom"
# (property, kind of what points; "" for any) -> the heading above it, nl and en.
MEANING = {
    (VAK + "inRound", ""): ("Projecten in deze ronde", "Projects in this round"),
    (VAK + "ofRound", "condition"): ("Voorwaarden van deze ronde", "Conditions of this round"),
    (VAK + "ofRound", "phase"): ("Fasen van deze ronde", "Phases of this round"),
    (VAK + "ofRound", "round-line"): ("Lijnen van deze ronde", "Lines of this round"),
    (VAK + "inProgramme", "round"): ("Subsidierondes van dit programma", "Funding rounds of this programme"),
    (VAK + "inProgramme", "project"): ("Projecten van dit programma", "Projects of this programme"),
    (VAK + "follows", ""): ("Vervolg hierop", "What followed"),
    (VAK + "inProject", ""): ("Studies in dit project", "Studies in this project"),
    (VAK + "fromStudy", ""): ("Bevindingen uit deze studie", "Findings from this study"),
    (VAK + "outputOf", ""): ("Producten van dit project", "Products of this project"),
    (VAK + "addressedBy", ""): ("Kennisvragen waarop dit project ingaat", "Knowledge questions this project addresses"),
    (VAK + "spreadsResultsOf", ""): ("Verspreidt de resultaten hiervan", "Spreads the results of this"),
    (VAK + "hasParticipant", ""): ("Doet mee aan", "Takes part in"),
    (VAK + "hasMunicipality", ""): ("Doet als gemeente mee aan", "Takes part as a municipality in"),
    (VAK + "hasKnowledgeInstitution", ""): ("Is kennisinstelling in", "Is knowledge institution in"),
    (VAK + "hasMainApplicant", ""): ("Is hoofdaanvrager van", "Is main applicant of"),
    (VAK + "listsWithout", ""): ("Een bron noemt dit niet als deelnemer van", "A source does not list this in"),
    (ORG + "member", "participation"): ("Deelnames", "Participations"),
    (ORG + "member", "programme-role"): ("Rollen in een programma", "Roles in a programme"),
    (ORG + "organization", ""): ("Deelnames in dit consortium", "Participations in this consortium"),
    (ORG + "role", ""): ("In deze rol", "In this role"),
    (VAK + "hasConsortium", ""): ("Consortium van", "Consortium of"),
    (VAK + "programmeRole", ""): ("Rol in", "Role in"),
    (VAK + "partner", ""): ("Partner van", "Partner of"),
    (VAK + "hasMember", ""): ("Lid van", "Member of"),
    (VAK + "financedBy", ""): ("Financiert", "Finances"),
    (VAK + "commissionedBy", ""): ("Gaf opdracht voor", "Commissioned"),
    (VAK + "carriedOutBy", ""): ("Voert uit", "Carries out"),
    (VAK + "organisedBy", ""): ("Organiseerde", "Organised"),
    (VAK + "authoredBy", ""): ("Schreef", "Wrote"),
    (VAK + "askedBy", ""): ("Stelde de kennisvraag", "Asked the knowledge question"),
    (VAK + "recognisedBy", ""): ("Erkende", "Recognised"),
    (VAK + "centreMunicipality", ""): ("Centrumgemeente van", "Centre municipality of"),
    (VAK + "ofMunicipality", "population"): ("Inwonertal per 1 januari van", "Inhabitants on 1 January of"),
    (VAK + "ofMunicipality", "region-membership"): ("Arbeidsmarktregio, per jaar", "Labour-market region, by year"),
    (VAK + "ofMunicipality", "tile"): ("Plaats op de tegelkaart van", "Place on the tile map of"),
    (VAK + "fromMunicipality", ""): ("Ging op in een andere gemeente", "Went into another municipality"),
    (VAK + "toMunicipality", ""): ("Ontstond uit", "Arose from"),
    (VAK + "successor", ""): ("Voorgangers", "Predecessors"),
    (VAK + "currentRegion", ""): ("Gemeenten in deze regio", "Municipalities in this region"),
    (VAK + "inRegion", ""): ("Indelingen bij deze regio, per jaar", "Memberships of this region, by year"),
    (VAK + "inProvince", ""): ("Gemeenten in deze provincie", "Municipalities in this province"),
    (VAK + "sizeClass", ""): ("Gemeenten van deze grootte", "Municipalities of this size"),
    (VAK + "studies", ""): ("Onderzocht in", "Studied in"),
    (VAK + "aboutIntervention", ""): ("Bevindingen hierover", "Findings on this"),
    (VAK + "broaderIntervention", ""): ("Vormen hiervan", "Forms of this"),
    (VAK + "hasPart", ""): ("Onderdeel van", "Part of"),
    (VAK + "ofIntervention", "recognition"): ("Erkenningen", "Recognitions"),
    (VAK + "ofIntervention", "uptake"): ("Toegepast", "Applied"),
    (VAK + "concerns", ""): ("Projecten hierover", "Projects on this"),
    (VAK + "forTargetGroup", "study"): ("Studies bij deze groep", "Studies on this group"),
    (VAK + "forTargetGroup", "finding"): ("Bevindingen voor deze groep", "Findings for this group"),
    (VAK + "forTargetGroup", "intervention"): ("Interventies voor deze groep", "Interventions for this group"),
    (VAK + "forTargetGroup", "round"): ("Rondes voor deze groep", "Rounds for this group"),
    (VAK + "onOutcome", ""): ("Bevindingen op deze uitkomst", "Findings on this outcome"),
    (VAK + "measures", ""): ("Gemeten in", "Measured in"),
    (VAK + "appliesTo", ""): ("Uitkomsten die hierbij passen", "Outcomes that apply to this"),
    (VAK + "interventionType", ""): ("Interventies van deze soort", "Interventions of this type"),
    (VAK + "design", ""): ("Studies van deze opzet", "Studies of this design"),
    (VAK + "feasibility", ""): ("Bevindingen met deze werkbaarheid", "Findings of this feasibility"),
    (VAK + "direction", ""): ("Bevindingen in deze richting", "Findings in this direction"),
    (VAK + "certainty", ""): ("Bevindingen van deze zekerheid", "Findings of this certainty"),
    (VAK + "knowledgeKind", ""): ("Bevindingen van deze soort kennis", "Findings of this kind of knowledge"),
    (VAK + "comparedWith", ""): ("Bevindingen met deze vergelijking", "Findings with this comparison"),
    (VAK + "topic", ""): ("Gaat over dit onderwerp", "On this topic"),
    (VAK + "about", ""): ("Gaat hierover", "About this"),
    (VAK + "line", "project"): ("Projecten in deze lijn", "Projects in this line"),
    (VAK + "line", "round"): ("Rondes voor deze lijn", "Rounds for this line"),
    (VAK + "line", "round-line"): ("Deze lijn in een ronde", "This line in a round"),
    (VAK + "line", "programme"): ("Programma's met deze lijn", "Programmes with this line"),
    (VAK + "risk", ""): ("Wie dit risico noemt", "Who names this risk"),
    (VAK + "joins", ""): ("Tegenspraken waarin dit een kant is", "Conflicts in which this is a side"),
    (VAK + "prefers", ""): ("Kreeg de voorkeur in", "Was preferred in"),
    (VAK + "restsOn", ""): ("Beweringen die hierop steunen", "Claims that rest on this"),
    (VAK + "textOf", ""): ("De tekst ervan, als bron gelezen", "Its text, read as a source"),
    (VAK + "supplements", ""): ("Aanvullingen hierop", "What supplements this"),
    (VAK + "refersTo", ""): ("Verwijst hiernaar", "Refers to this"),
    (VAK + "basedOn", ""): ("Hierop gebaseerd", "Based on this"),
    (VAK + "possiblySame", ""): ("Mogelijk hetzelfde als", "Possibly the same as"),
    (VAK + "address", ""): ("Te vinden op dit adres", "To be found at this address"),
    (VAK + "value", ""): ("Voorwaarden met deze waarde", "Conditions with this value"),
    (VAK + "readingConfidence", ""): ("Met deze zekerheid gelezen", "Read with this confidence"),
    (SKOS + "broader", ""): ("Nauwere begrippen hierbinnen", "Narrower concepts within this"),
    (OUTSIDE["dcterms"] + "source", ""): ("Begrippen die hieruit komen", "Concepts taken from this"),
    (SOURCE, "claim"): ("Beweringen uit deze bron", "Claims from this source"),
}  # fmt: skip
FROM_HERE = ("Hieruit komt: {}", "From this source: {}")
NAMED_BY = ("Noemt dit als {}", "Names this as {}")
CONCEPTS = ("begrip", "concept")


@dataclass(frozen=True, slots=True)
class Group:
    """What points here in one meaning: what is shown at once, and the rest behind it."""

    name: str
    first: tuple[Shown, ...]
    rest: tuple[Shown, ...] = ()
    running: bool = False


def grouped(ask: Ask, links: Table, names: dict[str, str], hidden: Container[str] = ()) -> list[Group]:
    """Everything that points here but by a hidden property, the most telling meaning first."""
    several: dict[tuple[int, str, bool], dict[str, Shown]] = {}
    order = list(MEANING)
    for row in links:
        name, cell = row["property"], row["subject"]
        word = _kind(cell.value)
        if name.value in hidden or path_of(cell.value) is None:
            continue
        key = next((key for key in ((name.value, word), (name.value, "")) if key in MEANING), None)
        rank = order.index(key) if key else len(order) + (name.value == SOURCE)
        head = ask.words(*MEANING[key]) if key else _general(ask, name, word)
        brief = word in SHORT and name.value == VAK + "ofMunicipality"
        shown = Shown(_name(cell, names, brief), address(cell, ask.links))
        several.setdefault((rank, head, brief), {})[cell.value] = shown
    return [_group(*key, list(each.values())) for key, each in sorted(several.items(), key=lambda pair: pair[0])]


def _group(rank: int, head: str, brief: bool, shown: list[Shown]) -> Group:
    ordered = sorted(shown, key=lambda each: (each.text.casefold(), each.href))
    most = None if brief or len(ordered) <= MOST + 6 else MOST
    return Group(head, tuple(ordered[:most]), tuple(ordered[most:]) if most else (), brief)


def _kind(iri: str) -> str:
    kind = mint.kind_of(iri)
    return kind.word if kind else "concept" if iri.startswith(CONCEPT) else ""


def _general(ask: Ask, name: Cell, word: str) -> str:
    """A heading for a property that has none of its own here."""
    if name.value != SOURCE:
        return ask.words(*NAMED_BY).format(f"‘{called(name, ask)}’")
    kind = KINDS.get(word)
    return ask.words(*FROM_HERE).format(ask.words(kind.nl, kind.en) if kind else ask.words(*CONCEPTS))


def _name(cell: Cell, names: dict[str, str], brief: bool) -> str:
    return mint.slug_of(cell.value).rpartition(".")[2] if brief else names.get(cell.value) or cell.text
