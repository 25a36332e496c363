"""What each of the numbered rules is about, in one line."""

from __future__ import annotations

from vakgraph.reference.model import Words


def _w(nl: str, en: str) -> Words:
    return {"nl": nl, "en": en}


# What each rule is about in one line; what it checks is read from its shapes.
TITLES: dict[str, Words] = {
    "1": _w(
        "Een project heeft één Nederlandse titel, uniek in zijn ronde",
        "A project has one Dutch title, unique in its round",
    ),
    "2": _w(
        "Een project hoort bij een subsidieronde",
        "A project belongs to a funding round",
    ),
    "3": _w(
        "Een project eindigt niet voor het begint",
        "A project does not end before it begins",
    ),
    "4": _w(
        "Een datum is een hele datum, of een tijd met haar nauwkeurigheid",
        "A date is a whole date, or a time with its precision",
    ),
    "5": _w(
        "Een project past in de looptijd die de ronde toestaat", "A project fits the duration that its round allows"
    ),
    "6": _w(
        "Een project begint na opening en besluit van zijn ronde",
        "A project begins after the opening and decision of its round",
    ),
    "7": _w(
        "De programmalijnen van een project stonden open in zijn ronde",
        "The programme lines of a project were open in its round",
    ),
    "8": _w(
        "Een onderwerp is geen programmalijn",
        "A topic is no programme line",
    ),
    "9": _w(
        "Een afgerond project heeft een eindproduct",
        "A finished project has a final product",
    ),
    "10": _w(
        "Een afgerond project heeft een bevinding, of een reden waarom niet",
        "A finished project has a finding, or a reason why not",
    ),
    "11": _w(
        "Een consortium heeft één hoofdaanvrager tegelijk",
        "A consortium has one main applicant at a time",
    ),
    "12": _w(
        "De hoofdaanvrager is van de soort die de ronde eist",
        "The main applicant is of the kind that the round asks for",
    ),
    "13": _w(
        "In een consortium zitten een gemeente (of UWV) en een kennisinstelling",
        "A consortium has a municipality (or UWV) and a knowledge institution",
    ),
    "14": _w(
        "Een zelfstandige doet alleen mee als onderaannemer",
        "A self-employed person takes part only as a subcontractor",
    ),
    "15": _w(
        "De hoofdaanvrager is ook bestuurlijk verantwoordelijk, waar de ronde dat vraagt",
        "The main applicant is also administratively responsible, where the round asks so",
    ),
    "16": _w(
        "Een deelname heeft één rol, binnen de looptijd van het project",
        "A participation has one role, within the period of the project",
    ),
    "17": _w(
        "Aan een ronde op uitnodiging doen alleen genodigden mee",
        "In a round by invitation only those invited take part",
    ),
    "18": _w(
        "Een gemeente staat in het register",
        "A municipality is in the register",
    ),
    "19": _w(
        "Een gemeente bestond toen zij meedeed",
        "A municipality existed when it took part",
    ),
    "20": _w(
        "Een gemeente valt per jaar in één arbeidsmarktregio", "A municipality lies in one labour-market region a year"
    ),
    "21": _w(
        "Van een organisatie is de soort bekend",
        "The type of an organisation is known",
    ),
    "22": _w(
        "Een oproep sluit na zijn opening, en de fasen volgen elkaar op",
        "A call closes after it opens, and its phases follow each other",
    ),
    "23": _w(
        "Er is niet meer gehonoreerd dan aangevraagd",
        "No more was granted than applied for",
    ),
    "24": _w(
        "Alle gehonoreerde projecten zijn opgenomen",
        "All granted projects are recorded",
    ),
    "25": _w(
        "Er is niet meer toegekend dan beschikbaar was",
        "No more was granted than was available",
    ),
    "26": _w(
        "De lijnbudgetten tellen op tot het rondebudget",
        "The budgets of the lines add up to that of the round",
    ),
    "27": _w(
        "De rondes blijven binnen het programmabudget",
        "The rounds stay within the budget of the programme",
    ),
    "28": _w(
        "Een project reserveert genoeg voor communicatie en implementatie",
        "A project reserves enough for communication and implementation",
    ),
    "29": _w(
        "Een bedrag is in hele euro's, met nauwkeurigheid en één bron",
        "An amount is in whole euros, with its precision and one source",
    ),
    "30": _w(
        "Een bevinding zegt wat, bij wie, waarop en in welke richting",
        "A finding says what, for whom, on what and in which direction",
    ),
    "31": _w(
        "Een bevinding heeft een bron en een vindplaats",
        "A finding has a source and can be looked up",
    ),
    "32": _w(
        "Een bevinding zegt hoe en bij hoeveel mensen is onderzocht",
        "A finding says how and among how many people was studied",
    ),
    "33": _w(
        "Zonder vergelijkingsgroep is de zekerheid niet hoog", "Without a comparison group the certainty is not high"
    ),
    "34": _w(
        "Geen verschil vraagt een omvang of een interval",
        "No difference asks for a size or an interval",
    ),
    "35": _w(
        "Een erkenning zegt door wie, op welk niveau en wanneer", "A recognition says by whom, at which level and when"
    ),
    "36": _w(
        "Een citaat staat in de tekst van zijn bron",
        "A quote stands in the text of its source",
    ),
    "37": _w(
        "Twee waarden die elkaar uitsluiten staan in een tegenspraak",
        "Two values that exclude each other stand in a conflict",
    ),
    "38": _w(
        "Een tegenspraak rust op twee bronnen en is met een reden beslecht",
        "A conflict rests on two sources and is resolved with a reason",
    ),
    "39": _w(
        "Bevestigingen uit één bronfamilie tellen als één",
        "Confirmations of one family of sources count as one",
    ),
    "40": _w(
        "Een begrip is beschreven zoals NL-SBB het vraagt",
        "A concept is described as NL-SBB asks",
    ),
    "41": _w(
        "Een beantwoorde kennisvraag heeft een zeker genoeg antwoord",
        "An answered knowledge question has an answer that is certain enough",
    ),
    "42": _w(
        "Dossier en nummer van een Kamerstuk kloppen met zijn naam",
        "Dossier and number of a parliamentary paper agree with its name",
    ),
    "43": _w(
        "Elke term bestaat en is niet uitgefaseerd",
        "Every term exists and is not deprecated",
    ),
    "44": _w(
        "Er staan geen gegevens van personen in de graaf",
        "No data of persons is in the graph",
    ),
    "45": _w(
        "Wat onder voorwaarden werkbaar is, noemt een voorwaarde",
        "What is feasible under conditions names a condition",
    ),
}
