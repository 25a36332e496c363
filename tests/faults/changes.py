"""One change to one cell of a good row, with the cell to mend and the rule or check that must say so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from faults.rows import GOOD


@dataclass(frozen=True)
class Change:
    """`text` replaces what stood in column `key`. `at` are the columns to mend, where that is not the changed one.

    `rule` is the number of a rule, the name of a shape or the name of a check; `row` stands before what was changed
    in the same file, where the fault needs company."""

    what: str
    kind: str
    key: str
    text: str
    rule: str = "gate:cell"
    at: tuple[str, ...] = ()
    besides: dict[str, str] = field(default_factory=dict)
    wrong_without: bool = False  # the company is no good delivery by itself

    @property
    def places(self) -> tuple[str, ...]:
        return self.at or (self.key,)

    def rows(self) -> list[dict[str, str]]:
        """The good rows of the kind with this one change; `besides` belongs to the good row."""
        return [{**GOOD[self.kind][0], **self.besides, self.key: self.text}]


def of(kind: str, *told: tuple[Any, ...]) -> list[Change]:
    return [Change(what, kind, key, text, *more) for what, key, text, *more in told]


UNKNOWN_NAMES = [
    *of(
        "project",
        ("a municipality with a typo", "municipalities", "Bredda | Zwolle"),
        ("a second municipality with a typo", "municipalities", "Breda | Zwole"),
        ("a municipality that is none", "municipalities", "Breda | Voorbeeldstad"),
        ("518 for 0518", "municipalities", "518"),
        ("34 for 0034", "municipalities", "Breda | 34"),
        ("an unknown municipal code", "municipalities", "9999"),
        ("an unknown code with gm before it", "municipalities", "gm9998"),
        ("a municipality of two places", "municipalities", "Bergen"),
        ("a province for a municipality", "municipalities", "Noord-Brabant"),
        ("an unknown main applicant", "main_applicant", "Stichting Voorbeeld"),
        ("a typo in the main applicant", "main_applicant", "TNOO"),
        ("an unknown organisation", "organisations", "Hogeschool Voorbeeldstad"),
        ("a municipality among the organisations", "organisations", "Breda"),
        ("a typo in a round", "rounds", "Ronde 22"),
        ("a line that does not exist", "lines", "Re-integraite"),
        ("a topic as a line", "lines", "Big data bij re-integratie"),
        ("an unknown topic", "topics", "Vakmanschappen"),
        ("an unknown programme", "programme", "Vakkundig aan de slag"),
        ("an unknown kind of project", "project_kind", "Onderzoekje"),
        ("an unknown status", "status", "lopend"),
        ("an unknown intervention", "interventions", "BaanWijzer"),
        ("an unknown target group", "target_groups", "Bijstandgerechtigde"),
        ("an unknown design", "design", "Lotingsonderzoek"),
        ("an unknown outcome", "outcomes", "Betaald werk gevonden | Geluk"),
        ("an unknown source", "sources", "kst-28719-980"),
        ("an unknown reading confidence", "reading_confidence", "heel zeker"),
        ("an unknown thing that it concerns", "concerns", "Alle mensen"),
        ("a project that is not there", "spreads_results_of", "FICTIEF: een ander project"),
    ),
    *of(
        "finding",
        ("a finding of an unknown project", "project", "FICTIEF: een ander project"),
        ("an unknown direction", "direction", "Beterder"),
        ("an unknown comparison", "compared_with", "Niets"),
        ("an unknown manner", "effect_manner", "Gegokt"),
        ("an unknown kind of knowledge", "knowledge_kind", "Mening"),
        ("an unknown intervention in a finding", "interventions", "Fictieve training"),
        ("an unknown target group in a finding", "target_groups", "Iedereen"),
        ("an unknown outcome in a finding", "outcomes", "Levensgeluk"),
    ),
    *of(
        "organisation",
        ("an unknown type of organisation", "type", "Clubje"),
        ("an organisation that acts for an unknown municipality", "acts_for", "Bredah"),
        ("an organisation that acts for 518", "acts_for", "518"),
    ),
    *of(
        "intervention",
        ("an unknown type of intervention", "type", "Trainingen"),
        ("an unknown broader intervention", "broader", "BaanWijst"),
    ),
    *of(
        "uptake",
        ("an uptake of an unknown intervention", "intervention", "BaanWijss"),
        ("an uptake in an unknown municipality", "municipality", "Brda"),
        ("an uptake in 758", "municipality", "758"),
        ("an unknown uptake status", "status", "Omarmd"),
    ),
    *of("source", ("the text of an unknown publication", "text_of", "FICTIEF: geen publicatie")),
    *of(
        "question",
        ("a question asked by nobody known", "asked_by", "Gemeente Voorbeeldstad"),
        ("an unknown question status", "status", "Opgelost"),
        ("a question for an unknown project", "projects", "FICTIEF: een ander project"),
    ),
    *of(
        "publication",
        ("an unknown kind of publication", "type", "Krantje"),
        ("an unknown organisation as author", "organisations", "FICTIEF: Hogeschool"),
        ("the output of an unknown project", "projects", "Naar een effectievere cursus"),
        ("a publication about an unknown thing", "about", "Van alles"),
    ),
    *of("event", ("an event organised by an unknown body", "organised_by", "Stichting Voorbeeld")),
]

DATES = [
    *of(
        "project",
        ("an end before the begin", "end", "2018-02-28", "3", ("begin", "end")),
        ("a begin after the end", "begin", "2020-03-01", "3", ("begin", "end")),
        ("an Excel serial number for a date", "begin", "43525"),
        ("a day that does not exist", "begin", "31-02-2019"),
        ("the thirteenth month", "end", "2020-13-01"),
        ("a date with slashes that can mean two", "begin", "3/4/2019"),
        ("a date with two digits for the year", "begin", "03-04-19"),
        ("a date in dots", "end", "29.02.2020"),
        ("an ambiguous season", "begin", "winter 2019"),
        ("words for a date", "end", "binnenkort"),
        ("a month without a year", "begin", "maart"),
        ("an English month", "begin", "march 2019"),
        ("a project longer than its round allows", "end", "2023-03-31", "5", ("end",)),
        ("a longer project in words", "end", "eind 2023", "5", ("end",)),
        ("a round that allows six months", "rounds", "Ronde 1", "5", ("end",)),
    ),
    *of(
        "uptake",
        ("an uptake that ends on no day", "end", "2022-02-30"),
        (
            "an uptake before its municipality was there",
            "municipality",
            "Eemsdelta",
            "19",
            (),
            {"begin": "2019-03-01", "end": "2020-03-01"},
        ),
        ("an uptake after its municipality ended", "municipality", "Leerdam", "19"),
        ("an uptake that begins with a serial number", "begin", "44256"),
    ),
    *of("finding", ("months that are a date", "moment_months", "maart 2019")),
    *of("source", ("a source of the 32nd", "date", "32-03-2021"), ("a source of some day", "date", "ergens in 2021")),
    *of("question", ("a question of a month with two readings", "date", "4/9/2017")),
    *of("publication", ("a publication of next year", "date", "volgend jaar")),
    *of("event", ("an event on 30 February", "date", "30 februari 2021")),
]

MISSING = [
    *of(
        "project",
        ("no main applicant", "main_applicant", "", "11"),
        ("no title", "title", "", "Project-title"),
        ("no round", "rounds", "", "2"),
        ("no reading confidence", "reading_confidence", "", "Project-readingConfidence"),
        ("no line where the round asks for one", "lines", "", "7", (), {"rounds": "Ronde 1", "end": "2019-08-01"}),
        ("no municipality", "municipalities", "", "13"),
        ("no knowledge institution", "organisations", "", "13", (), {"main_applicant": "Divosa"}),
        ("an amount without a source", "sources", "", "29", ("euro_granted", "sources")),
        (
            "an amount of two sources",
            "sources",
            "kst-28719-98 | divosa-kennisprogramma",
            "29",
            ("euro_granted", "sources"),
        ),
    ),
    *of(
        "finding",
        ("a finding of no project", "project", ""),
        ("a finding without target group", "target_groups", "", "30"),
        ("a finding without outcome", "outcomes", "", "30"),
        ("a finding without direction", "direction", "", "30"),
        ("a finding without intervention", "interventions", "", "30"),
        ("a finding without source", "sources", "", "31"),
        ("a finding without quote", "quote", "", "31"),
        ("a finding without participants", "participants", "", "32"),
        ("a finding without comparison", "compared_with", "", "32"),
        ("a finding whose target group is said to be unknown", "target_groups", "onbekend", "30"),
    ),
    *of("organisation", ("an organisation without name", "name", "", "FormalOrganization-label")),
    *of("intervention", ("an intervention without name", "name", "", "Intervention-label")),
    *of(
        "uptake",
        ("an uptake of nothing", "intervention", ""),
        ("an uptake nowhere", "municipality", ""),
        ("an uptake without status", "status", "", "Uptake-uptakeStatus"),
    ),
    *of("source", ("a source without title", "title", "", "Source-title")),
    *of(
        "question",
        ("a question without words", "question", "", "KnowledgeQuestion-label"),
        ("a question without status", "status", "", "KnowledgeQuestion-questionStatus"),
    ),
    *of(
        "publication",
        ("a publication without title", "title", "", "Publication-title"),
        ("a publication without kind", "type", "", "Publication-publicationKind"),
    ),
    *of("event", ("an event without title", "title", "", "Event-title")),
    *of("project", ("unknown where it cannot be", "sources", "onbekend", "gate:cell")),
]

NUMBERS = [
    *of(
        "project",
        ("a decimal comma where a whole number belongs", "arms", "2,5"),
        ("a decimal comma in participants", "reached", "1183,5"),
        ("cents in an amount", "euro_granted", "240.000,50"),
        ("an amount in words", "euro_granted", "twee ton"),
        ("an amount below zero", "euro_granted", "-5", "29"),
        ("an amount above the budget of the round", "euro_granted", "99000000", "25"),
        ("no arms at all", "arms", "0", "Study-arms"),
        ("fewer than no participants", "reached", "-3", "Study-participantsReached"),
        ("spaces between the digits", "planned", "1 200"),
        ("a percentage for a number", "planned", "12%"),
        ("words for a number", "planned", "tweehonderd"),
        ("about a number", "planned", "ca. 200"),
        ("no municipalities at all", "municipality_count", "0", "Consortium-statedMunicipalityCount"),
        ("half a municipality", "municipality_count", "1,5"),
    ),
    *of(
        "finding",
        ("half a participant", "participants", "1183,5"),
        ("fewer than no participants in a finding", "participants", "-1", "Finding-participants"),
        ("an effect that can mean two", "effect_value", "1.500"),
        ("an effect in words", "effect_value", "zeven"),
        ("an effect with its unit", "effect_value", "7,5 procentpunt"),
        ("an effect with a percent sign", "effect_value", "7,5%"),
        ("a moment before the start", "moment_months", "-1", "Finding-momentMonths"),
        ("a moment of half a month", "moment_months", "12,5"),
    ),
    *of(
        "event",
        ("half a visitor", "attendance", "45,5"),
        ("fewer than no visitors", "attendance", "-45", "Event-attendance"),
    ),
]

WORDS = [
    *of(
        "project",
        ("a title of another project in the round", "title", "Naar een effectieve budgetcursus", "1"),
        ("a line that was not open in the round", "lines", "Vergunninghouders", "7"),
    ),
    *of(
        "finding",
        ("a quote that is too long", "quote", "FICTIEF:" + " woord" * 15, "Finding-quote"),
    ),
    *of("question", ("a question with a long quote", "quote", "FICTIEF:" + " vraag" * 15, "KnowledgeQuestion-quote")),
    *of(
        "organisation",
        ("a page without https", "web_page", "www.example.org"),
        ("a ROR that is no address", "ror_candidate", "000000000"),
    ),
    *of(
        "source",
        ("an address for files", "addresses", "ftp://example.org/verslag.pdf"),
        ("an address with a space", "addresses", "https://www.example.org/mijn verslag.pdf"),
    ),
    *of(
        "publication",
        ("an address that is a script", "addresses", "javascript:alert(1)"),
        ("a DOI that is none", "doi", "11.1234/fictief"),
        ("a dossier of four digits", "dossier", "2871", "gate:cell", (), {"paper_number": "9901"}, True),
        (
            "a paper number in words",
            "paper_number",
            "nr. 9901",
            "gate:cell",
            ("dossier", "paper_number"),
            {"dossier": "28719"},
            True,
        ),
    ),
]

# 123456782 passes the eleven test; the names, numbers and addresses are made up.
SECRETS = [
    *of(
        "project",
        ("an e-mail address in a note", "notes", "FICTIEF: vraag jan@example.org", "44"),
        ("an e-mail address in a title", "title", "FICTIEF: project van jan@example.org", "44"),
        ("a citizen service number in a note", "notes", "FICTIEF: kandidaat 123456782", "44"),
        ("a citizen service number with dots", "result", "FICTIEF: 1234.56.782 deed mee", "44"),
        ("a mobile number in a result", "result", "FICTIEF: bel 06-12345678", "44"),
        ("a birth date in a note", "notes", "FICTIEF: geboren op 3-4-1980", "44"),
    ),
    *of(
        "finding",
        ("an e-mail address in an effect", "effect_text", "FICTIEF: zie info(at)example.org", "44"),
        ("a telephone number in a condition", "under_condition", "FICTIEF: bel 070-1234567", "44"),
    ),
    *of("organisation", ("a telephone number in a role", "roles", "FICTIEF: +31 6 12345678", "44")),
    *of("intervention", ("an e-mail address in a condition", "conditions_for_use", "FICTIEF: a.b@example.nl", "44")),
    *of("publication", ("a birth date with an author", "authors", "FICTIEF Auteur (3-4-1980)", "44")),
    *of("event", ("a citizen service number in an event", "description", "FICTIEF: bsn 123456782", "44")),
]

CHANGES = (*UNKNOWN_NAMES, *DATES, *MISSING, *NUMBERS, *WORDS, *SECRETS)
