"""The good delivery as rows: one for each kind of sheet, made up and marked so."""

from __future__ import annotations

from vakgraph.namespaces import KINDS
from vakgraph.sheets import COLUMNS
from vakgraph.sheets.letters import letters

Rows = dict[str, list[dict[str, str]]]  # by kind, each row by the key of its columns

GOOD: Rows = {
    "project": [
        {
            "key": "fictief-wijkcoach",
            "title": "FICTIEF: Samen naar werk met de wijkcoach",
            "zonmw_number": "FICTIEF-1",
            "programme": "Vakkundig aan het werk",
            "rounds": "Ronde 2",
            "lines": "Re-integratie",
            "topics": "Vakmanschap",
            "project_kind": "Onderzoek",
            "status": "Loopt",
            "begin": "2019-03-01",
            "end": "2020-02-29",
            "euro_granted": "240000",
            "concerns": "Bijstandsgerechtigden",
            "result": "FICTIEF: in een paar zinnen wat het opleverde.",
            "notes": "FICTIEF: dit project bestaat niet.",
            "reading_confidence": "Bevestigd",
            "sources": "kst-28719-98",
            "main_applicant": "TNO",
            "municipalities": "Breda | Zwolle",
            "organisations": "Hogeschool Utrecht",
            "municipality_count": "2",
            "study": "1",
            "interventions": "BaanWijs",
            "target_groups": "Bijstandsgerechtigden",
            "design": "Gerandomiseerd onderzoek",
            "outcomes": "Betaald werk gevonden",
            "arms": "2",
            "planned": "1200",
            "reached": "1183",
        },
    ],
    "finding": [
        {
            "project": "Naar een effectieve budgetcursus",
            "study": "1",
            "number": "fictief-9",
            "interventions": "BaanWijs",
            "compared_with": "Gebruikelijke dienstverlening",
            "target_groups": "Bijstandsgerechtigden",
            "outcomes": "Betaald werk gevonden",
            "direction": "Beter",
            "effect_text": "FICTIEF: 28 tegen 21 van de honderd vonden werk.",
            "effect_value": "7,5",
            "effect_unit": "procentpunt",
            "effect_manner": "Berekend",
            "participants": "1183",
            "moment": "een jaar na de start",
            "moment_months": "12",
            "knowledge_kind": "Wetenschap",
            "quote": "FICTIEF: de woorden van de bron zelf",
            "reading_confidence": "Bevestigd",
            "sources": "kst-28719-98",
        },
    ],
    "organisation": [
        {
            "key": "fictief-hogeschool",
            "name": "FICTIEF: Hogeschool Voorbeeldstad",
            "other_names": "FICTIEF HV",
            "type": "Vereniging",
            "roles": "FICTIEF: onderzoeker",
            "acts_for": "Breda",
            "ror_candidate": "https://ror.org/000000000",
            "web_page": "https://www.example.org/",
            "sources": "kst-28719-98",
        },
    ],
    "intervention": [
        {
            "key": "fictief-op-weg",
            "name": "FICTIEF: Training Op Weg",
            "description": "FICTIEF: acht bijeenkomsten in groepen van tien.",
            "type": "Training of cursus",
            "target_groups": "Bijstandsgerechtigden",
            "broader": "BaanWijs",
            "working_elements": "FICTIEF: wekelijks gesprek",
            "conditions_for_use": "FICTIEF: twee begeleiders per groep",
            "sources": "kst-28719-98",
        },
    ],
    "uptake": [
        {
            "intervention": "BaanWijs",
            "municipality": "Breda",
            "status": "Overgenomen",
            "begin": "2021-03-01",
            "end": "2022-03-01",
            "adapted_how": "FICTIEF: zes bijeenkomsten in plaats van acht.",
            "sources": "kst-28719-98",
        },
    ],
    "source": [
        {
            "key": "fictief-eindverslag",
            "title": "FICTIEF: Eindverslag Samen naar werk",
            "publisher": "FICTIEF: Hogeschool Voorbeeldstad",
            "date": "2021-03-15",
            "addresses": "https://www.example.org/eindverslag.pdf",
        },
    ],
    "question": [
        {
            "key": "fictief-vraag",
            "question": "FICTIEF: Welke begeleiding helpt wie twee jaar in de bijstand is?",
            "asked_by": "Breda",
            "date": "2017-09-04",
            "status": "In onderzoek",
            "topics": "Vakmanschap",
            "projects": "Naar een effectieve budgetcursus",
            "quote": "FICTIEF: welke begeleiding helpt",
            "sources": "kst-28719-98",
        },
    ],
    "publication": [
        {
            "key": "fictief-artikel",
            "title": "FICTIEF: Wat een wekelijks gesprek doet",
            "type": "Wetenschappelijk artikel",
            "authors": "FICTIEF Auteur",
            "organisations": "TNO",
            "journal": "FICTIEF Tijdschrift",
            "date": "2021-04-22",
            "addresses": "https://www.example.org/artikel",
            "projects": "Naar een effectieve budgetcursus",
            "about": "BaanWijs",
            "sources": "kst-28719-98",
        },
    ],
    "event": [
        {
            "key": "fictief-slot",
            "title": "FICTIEF: Slotbijeenkomst",
            "description": "FICTIEF: gemeenten bespreken wat het opleverde.",
            "date": "2021-05-20",
            "place": "FICTIEF: Voorbeeldstad",
            "about": "BaanWijs",
            "organised_by": "TNO",
            "attendance": "45",
            "sources": "kst-28719-98",
        },
    ],
}


def heading(kind: str, key: str) -> str:
    """How a column is called in Dutch."""
    return COLUMNS[kind][key].nl


def letter(kind: str, key: str) -> str:
    """In which column of its sheet it stands."""
    return letters(list(COLUMNS[kind]).index(key) + 1)


def sheet(kind: str) -> str:
    """The name of the sheet of a kind."""
    return KINDS[kind].sheet
