"""The one filled row of each template sheet: made up, marked as such, and skipped when it is read back."""

from __future__ import annotations

from collections.abc import Mapping

from vakgraph.sheets.columns import COLUMNS
from vakgraph.sheets.row import Trouble

MARKS = {"nl": "VOORBEELD, verwijder deze regel", "en": "EXAMPLE, remove this row"}
CHANGED = Trouble(
    "deze regel is als voorbeeld gemerkt, maar er staat iets anders in dan in het voorbeeld. Is dit een echte regel,"
    " vervang dan deze cel; anders verwijder de regel.",
    "this row is marked as the example, but it says something else. If this is a real row, replace this cell;"
    " otherwise remove the row.",
)

_EXAMPLES: dict[str, dict[str, str]] = {
    "project": {
        "title": "FICTIEF: Samen op weg naar werk",
        "zonmw_number": "000000000",
        "lines": "Re-integratie",
        "project_kind": "Onderzoek",
        "status": "Afgerond",
        "begin": "2018-06-01",
        "end": "eind 2020",
        "euro_granted": "250000",
        "result": "Wat het project opleverde, in een of twee zinnen.",
        "reading_confidence": "Bevestigd",
        "sources": "fictief-eindverslag | fictief-projectpagina",
        "main_applicant": "Gemeente Voorbeeldstad",
        "municipalities": "Voorbeeldstad (0000) | Modeldorp (0001)",
        "organisations": "Fictieve Hogeschool",
        "municipality_count": "onbekend",
        "study": "1",
        "interventions": "Fictieve training",
        "target_groups": "Bijstandsgerechtigden",
        "design": "Onderzoek met controlegroep",
        "outcomes": "Betaald werk gevonden",
        "arms": "2",
        "planned": "200",
        "reached": "183",
    },
    "finding": {
        "study": "1",
        "number": "1",
        "interventions": "Fictieve training",
        "compared_with": "Gebruikelijke dienstverlening",
        "target_groups": "Bijstandsgerechtigden",
        "outcomes": "Betaald werk gevonden",
        "direction": "Beter",
        "effect_text": "FICTIEF: 28% van de deelnemers vond werk tegen 21% van de controlegroep.",
        "effect_value": "7,0",
        "effect_unit": "procentpunt",
        "effect_manner": "Berekend",
        "participants": "183",
        "moment": "twaalf maanden na de start",
        "moment_months": "12",
        "under_condition": "Mits de begeleider tijd heeft voor een wekelijks gesprek.",
        "knowledge_kind": "Wetenschap",
        "quote": "De woorden van de bron zelf.",
        "reading_confidence": "Bevestigd",
        "sources": "fictief-eindverslag",
    },
    "organisation": {
        "name": "FICTIEF: Hogeschool Voorbeeldstad",
        "other_names": "HV | Hogeschool VS",
        "type": "Kennisinstelling",
        "web_page": "https://www.example.org/",
        "sources": "fictief-projectpagina",
    },
    "intervention": {
        "name": "FICTIEF: Training Op Weg",
        "description": "Acht bijeenkomsten in groepen van tien.",
        "type": "Training of cursus",
        "target_groups": "Bijstandsgerechtigden",
        "working_elements": "Wekelijks gesprek | Oefenen op de werkplek",
        "conditions_for_use": "Twee getrainde begeleiders per groep",
        "sources": "fictief-eindverslag",
    },
    "uptake": {
        "municipality": "Voorbeeldstad (0000)",
        "status": "Overgenomen",
        "begin": "voorjaar 2021",
        "adapted_how": "FICTIEF: zes bijeenkomsten in plaats van acht.",
        "sources": "fictief-projectpagina",
    },
    "source": {
        "title": "FICTIEF: Eindverslag Samen op weg naar werk",
        "publisher": "Fictieve Hogeschool",
        "date": "2021-03-15",
        "addresses": "https://www.example.org/eindverslag.pdf",
    },
    "question": {
        "question": "FICTIEF: Welke begeleiding helpt wie langer dan twee jaar in de bijstand is?",
        "asked_by": "Voorbeeldstad (0000)",
        "date": "2017-09",
        "status": "In onderzoek",
        "sources": "fictief-projectpagina",
    },
    "publication": {
        "title": "FICTIEF: Wat een wekelijks gesprek doet",
        "doi": "10.1234/voorbeeld",
        "type": "Wetenschappelijk artikel",
        "journal": "Fictief Tijdschrift",
        "date": "2021",
        "addresses": "https://www.example.org/artikel",
        "projects": "FICTIEF: Samen op weg naar werk",
        "sources": "fictief-eindverslag",
    },
    "event": {
        "title": "FICTIEF: Slotbijeenkomst",
        "description": "Deelnemers en gemeenten bespreken wat het opleverde.",
        "date": "2021-04-22",
        "place": "Voorbeeldstad",
        "attendance": "45",
        "sources": "fictief-projectpagina",
    },
}


def example(kind: str, language: str = "nl") -> dict[str, str]:
    """The cells of the example; the first column holds the mark."""
    return {next(iter(COLUMNS[kind])): MARKS[language], **_EXAMPLES[kind]}


def marked(cells: Mapping[str, str]) -> str:
    """The column in which a row is marked as the example; "" where it is not."""
    return next((key for key, text in cells.items() if text in MARKS.values()), "")


def untouched(kind: str, cells: Mapping[str, str]) -> bool:
    """Whether a marked row says nothing but the example."""
    known = _EXAMPLES[kind]
    return all(text == known.get(key) or text in MARKS.values() for key, text in cells.items())
