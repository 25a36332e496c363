"""One change to one statement of the good delivery, with the line to mend and the rule or check that must say so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from faults import statements as good
from faults.statements import Anchor, Statement

NO_DAY, DATE = '"2019-02-31"^^xsd:date', "^^xsd:date"


@dataclass(frozen=True)
class Mistake:
    """`gone` becomes `come`; `at` are the statements or the things at which it may be told, any one of them."""

    what: str
    gone: Statement | None
    come: Statement | None
    rule: str
    at: tuple[Anchor, ...] = ()
    beside: tuple[Anchor, ...] = ()  # where it takes something from other things as well

    @property
    def places(self) -> tuple[Anchor, ...]:
        if self.at:
            return self.at
        return (self.come,) if self.come else (self.gone[0],) if self.gone else ()

    def said(self) -> list[Statement]:
        """The good statements with this one change; what is added stands at the end of its thing."""
        told: list[Statement] = []
        for each in good.statements():
            told += [each] if each != self.gone else [self.come] if self.come else []
        if self.gone is None and self.come:
            last = max((at for at, each in enumerate(told) if each[0] == self.come[0]), default=len(told) - 1)
            told.insert(last + 1, self.come)
        return told


def _value(thing: str, name: str) -> str:
    return next(value for each, value in good.GOOD[thing] if each == name)


def swap(what: str, thing: str, name: str, value: str, rule: str, *at: Anchor) -> Mistake:
    """Another value."""
    return Mistake(what, (thing, name, _value(thing, name)), (thing, name, value), rule, at)


def other(what: str, thing: str, name: str, new: str, rule: str, *at: Anchor) -> Mistake:
    """Another property with the same value."""
    value = _value(thing, name)
    return Mistake(what, (thing, name, value), (thing, new, value), rule, at)


def drop(what: str, thing: str, name: str, rule: str, *at: Anchor) -> Mistake:
    """Nothing."""
    return Mistake(what, (thing, name, _value(thing, name)), None, rule, at)


def more(what: str, thing: str, name: str, value: str, rule: str, *at: Anchor) -> Mistake:
    """One value more."""
    return Mistake(what, None, (thing, name, value), rule, at)


def twice(what: str, thing: str, name: str, value: str, rule: str) -> Mistake:
    """A second value where there may be one; either of them may be told, or the property."""
    return more(what, thing, name, value, rule, (thing, name), (thing, name, _value(thing, name)), (thing, name, value))


def wide(mistake: Mistake, *beside: Anchor) -> Mistake:
    """A mistake that takes something from other things as well: there it may be told, too."""
    return replace(mistake, beside=beside)


P, S, F = good.PROJECT, good.STUDY, good.FINDING
VALUES = (
    swap("a date that does not exist", P, "vak:begin", NO_DAY, "Project-begin"),
    swap("a year for a date", P, "vak:end", '"2020"^^xsd:gYear', "Project-end"),
    swap("a date as a plain text", P, "vak:begin", '"1 maart 2019"', "Project-begin"),
    swap("a moment for a date", P, "vak:begin", '"2019-03-01T00:00:00"^^xsd:dateTime', "Project-begin"),
    swap("an end before the begin", P, "vak:end", f'"2018-02-28"{DATE}', "3"),
    swap("a project longer than its round allows", P, "vak:end", f'"2023-03-31"{DATE}', "5"),
    swap(
        "a round that allows six months", P, "vak:inRound", "round:vahw1-1", "5", (P, "vak:end", _value(P, "vak:end"))
    ),
    swap("a round that is not there", P, "vak:inRound", "round:vahw1-99", "Project-inRound"),
    swap("a line that does not exist", P, "vak:line", "line:re-integraite", "43"),
    swap("a line that was not open", P, "vak:line", "line:vergunninghouders", "7"),
    swap("a topic for a line", P, "vak:line", "topic:big-data", "Project-line"),
    swap("a status that does not exist", P, "vak:status", "status:runing", "43"),
    swap("a text for a status", P, "vak:status", '"loopt"@nl', "Project-status"),
    swap("a title without a language", P, "dcterms:title", '"FICTIEF: zonder taal"', "Project-title"),
    swap("an English title only", P, "dcterms:title", '"FICTITIOUS: in English"@en', "1"),
    swap("a title of another project in the round", P, "dcterms:title", '"Naar een effectieve budgetcursus"@nl', "1"),
    swap("a number without quotation marks", P, "vak:zonmwNumber", "535000000", "Project-zonmwNumber"),
    swap("a result without a language", P, "vak:result", '"FICTIEF: klaar"', "Project-result"),
    swap("a programme that is not there", P, "vak:inProgramme", "programme:fictief", "Project-inProgramme"),
    swap("a source that is not there", P, "prov:wasDerivedFrom", "source:fictief-geen", "Project-wasDerivedFrom"),
    swap("a certainty of another list", P, "vak:readingConfidence", "certainty:high", "Project-readingConfidence"),
    wide(
        swap(
            "a consortium of nobody",
            P,
            "vak:hasConsortium",
            "consortium:fictief-geen.consortium",
            "Project-hasConsortium",
        ),
        P,
        good.CONSORTIUM,
    ),
    swap("no municipalities at all", good.CONSORTIUM, "vak:statedMunicipalityCount", "0", "Consortium-stated*"),
    swap(
        "a number with a point for a count", good.CONSORTIUM, "vak:statedMunicipalityCount", "1.5", "Consortium-stated*"
    ),
    swap("an unknown municipal code", good.TOWN, "org:member", "municipality:gm9999", "18"),
    swap("518 for 0518", good.TOWN, "org:member", "municipality:gm518", "18"),
    swap("a municipality that ended", good.TOWN, "org:member", "municipality:gm0620", "19"),
    swap("a municipality that was not there yet", good.TOWN, "org:member", "municipality:gm1979", "19"),
    swap("an organisation that is not there", good.SCHOOL, "org:member", "organisation:fictief-geen", "*"),
    swap("a role that does not exist", good.SCHOOL, "org:role", "role:hoofdaanvrager", "43"),
    swap(
        "two main applicants",
        good.SCHOOL,
        "org:role",
        "role:main-applicant",
        "11",
        good.CONSORTIUM,
        (good.SCHOOL, "org:role", "role:main-applicant"),
        (good.APPLICANT, "org:role", "role:main-applicant"),
    ),
    swap("a main applicant no more", good.APPLICANT, "org:role", "role:participant", "11", P, good.CONSORTIUM),
    swap("a study of a project that is not there", S, "vak:inProject", "project:fictief-geen", "Study-inProject"),
    swap("a study with no arms", S, "vak:arms", "0", "Study-arms"),
    swap("a number as a text", S, "vak:participantsReached", '"400"', "Study-participantsReached"),
    swap(
        "a number of participants with a fraction", S, "vak:participantsReached", "400.5", "Study-participantsReached"
    ),
    swap("a design that does not exist", S, "vak:design", "study-design:rct", "43"),
    swap("an intervention that is not there", S, "vak:studies", "intervention:fictief-geen", "Study-studies"),
    swap("fewer than no participants", F, "vak:participants", "-1", "Finding-participants"),
    swap("an effect as an integer", F, "vak:effectValue", "7", "Finding-effectValue"),
    swap("an effect with a comma", F, "vak:effectValue", '"7,5"^^xsd:decimal', "Finding-effectValue"),
    swap("an effect in words without language", F, "vak:effectText", '"FICTIEF"', "Finding-effectText"),
    swap("a direction that does not exist", F, "vak:direction", "direction:beter", "43"),
    swap("a direction of another list", F, "vak:direction", "status:running", "30"),
    swap("a quote that is too long", F, "vak:quote", '"' + "woord " * 15 + 'eind"', "Finding-quote"),
    swap("a quote with a language", F, "vak:quote", '"FICTIEF: vaker werk"@nl', "Finding-quote"),
    swap("a finding of a study that is not there", F, "vak:fromStudy", "study:fictief-geen.1", "30"),
    swap("two types of one organisation", good.BODY, "vak:organisationType", "organisation-type:hogeschool", "43"),
    swap("a name without a language", good.BODY, "rdfs:label", '"FICTIEF"', "FormalOrganization-label"),
    swap(
        "a recognition of nothing",
        good.RECOGNITION,
        "vak:ofIntervention",
        "intervention:geen",
        "Recognition-ofIntervention",
    ),
    swap("a recognition on no day", good.RECOGNITION, "vak:date", NO_DAY, "Recognition-date"),
    swap("an uptake in an unknown municipality", good.UPTAKE, "vak:inMunicipality", "municipality:gm9999", "18"),
    swap("an uptake after its municipality ended", good.UPTAKE, "vak:inMunicipality", "municipality:gm0545", "19"),
    swap("an address that is a text", good.SOURCE, "vak:address", '"https://www.example.org/"', "Source-address"),
    swap("an address for files", good.SOURCE, "vak:address", "<ftp://example.org/verslag>", "Source-address"),
    swap("an amount in words", good.CLAIM, "rdf:object", '"twee ton"@nl', "29"),
    swap("a long quote of a claim", good.CLAIM, "vak:quote", '"' + "woord " * 15 + 'eind"', "Claim-quote"),
    swap(
        "a claim from a source that is not there",
        good.CLAIM,
        "prov:wasDerivedFrom",
        "source:geen",
        "Claim-wasDerivedFrom",
    ),
    swap("a conflict of another kind", good.CONFLICT, "vak:conflictKind", "status:running", "38"),
    swap(
        "a conflict that prefers what it does not join",
        good.CONFLICT,
        "vak:prefers",
        "claim:kst-28719-98.geen",
        "Conflict-prefers",
    ),
    swap(
        "a question status of another list",
        good.QUESTION,
        "vak:questionStatus",
        "status:running",
        "KnowledgeQuestion-questionStatus",
    ),
    swap("a question asked by a round", good.QUESTION, "vak:askedBy", "round:vahw1-2", "KnowledgeQuestion-askedBy"),
    swap(
        "a question for a project that is not there",
        good.QUESTION,
        "vak:addressedBy",
        "project:geen",
        "KnowledgeQuestion-addressedBy",
    ),
    swap("a month that does not exist", good.ARTICLE, "vak:latest", '"2021-04-31"^^xsd:date', "Publication-latest"),
    swap("an address that is a script", good.ARTICLE, "vak:address", "<javascript:alert(1)>", "Publication-address"),
    swap("a dossier of four digits", good.PAPER, "vak:dossier", '"2871"', "42"),
    swap("another dossier than the name says", good.PAPER, "vak:dossier", '"29544"', "42"),
    swap("another number than the name says", good.PAPER, "vak:paperNumber", '"9902"', "42"),
    swap("half a visitor", good.EVENT, "vak:attendance", "45.5", "Event-attendance"),
    swap("an event on the 31st of June", good.EVENT, "vak:date", '"2021-06-31"^^xsd:date', "Event-date"),
)

NAMES = (
    other("a property that does not exist", P, "vak:status", "vak:statuss", "43"),
    other("a property with a capital", P, "vak:topic", "vak:Topic", "43"),
    other("a property of another spelling", S, "vak:arms", "vak:armen", "43"),
    wide(swap("a class that does not exist", S, "a", "vak:Onderzoek", "43"), (F, "vak:fromStudy")),
    swap("a class with a typo", good.EVENT, "a", "vak:Evnt", "43"),
    more("a derived certainty", F, "vak:certainty", "certainty:high", "gate:derived"),
    more("a derived municipality", P, "vak:hasMunicipality", "municipality:gm0758", "gate:derived"),
    more("a statement about a round of the graph", "round:vahw1-2", "vak:roundNumber", "3", "gate:overwriting"),
    more(
        "a statement about somebody else",
        "<https://www.example.org/x>",
        "rdfs:label",
        '"FICTIEF"@nl',
        "gate:home",
        "<https://www.example.org/x>",
        ("<https://www.example.org/x>", "rdfs:label", '"FICTIEF"@nl'),
    ),
    more(
        "a concept of one's own",
        "topic:fictief",
        "skos:prefLabel",
        '"FICTIEF"@nl',
        "gate:home",
        "topic:fictief",
        ("topic:fictief", "skos:prefLabel", '"FICTIEF"@nl'),
    ),
    more(
        "a thing of no kind",
        "project:fictief-los",
        "dcterms:title",
        '"FICTIEF: los"@nl',
        "gate:unseen",
        "project:fictief-los",
    ),
)

MISSING = (
    drop("no title", P, "dcterms:title", "Project-title"),
    drop("no round", P, "vak:inRound", "2"),
    wide(drop("no consortium", P, "vak:hasConsortium", "13"), good.CONSORTIUM),
    drop("no reading confidence", P, "vak:readingConfidence", "Project-readingConfidence"),
    drop("a participation without role", good.SCHOOL, "org:role", "Participation-role"),
    drop("a participation of nobody", good.SCHOOL, "org:member", "Participation-member"),
    drop("a study of no project", S, "vak:inProject", "Study-inProject"),
    drop("a finding of no study", F, "vak:fromStudy", "30"),
    drop("a finding without target group", F, "vak:forTargetGroup", "30"),
    drop("a finding without outcome", F, "vak:onOutcome", "30"),
    drop("a finding without direction", F, "vak:direction", "30"),
    drop("a finding without intervention", F, "vak:aboutIntervention", "30"),
    drop("a finding without quote", F, "vak:quote", "31"),
    drop("a finding without source", F, "prov:wasDerivedFrom", "31"),
    drop("a finding without participants", F, "vak:participants", "32"),
    drop("a finding without comparison", F, "vak:comparedWith", "32"),
    drop("a study without design", S, "vak:design", "32", S, F, (F, "vak:fromStudy", S)),
    drop("an organisation without name", good.BODY, "rdfs:label", "FormalOrganization-label"),
    drop("an intervention without name", good.TRAINING, "rdfs:label", "Intervention-label"),
    drop("a recognition by nobody", good.RECOGNITION, "vak:recognisedBy", "35"),
    drop("a recognition without level", good.RECOGNITION, "vak:level", "35"),
    drop("a recognition without day", good.RECOGNITION, "vak:date", "35"),
    drop("an uptake nowhere", good.UPTAKE, "vak:inMunicipality", "Uptake-inMunicipality"),
    drop("an uptake without status", good.UPTAKE, "vak:uptakeStatus", "Uptake-uptakeStatus"),
    drop("a source without title", good.SOURCE, "dcterms:title", "Source-title"),
    wide(
        drop("a claim without source", good.CLAIM, "prov:wasDerivedFrom", "Claim-wasDerivedFrom"),
        good.CONFLICT,
        (good.CONFLICT, "vak:joins", good.CLAIM),
        (good.CONFLICT, "vak:joins", good.OTHER_CLAIM),
    ),
    drop("a claim without value", good.CLAIM, "rdf:object", "Claim-object"),
    drop("a claim without manner", good.CLAIM, "vak:manner", "Claim-manner"),
    drop("a literal claim without quote", good.OTHER_CLAIM, "vak:quote", "Claim-delivered-with-quote"),
    drop("an amount without precision", good.OTHER_CLAIM, "vak:numberPrecision", "29"),
    drop("a conflict resolved without reason", good.CONFLICT, "vak:resolutionReason", "38"),
    drop("a question without status", good.QUESTION, "vak:questionStatus", "KnowledgeQuestion-questionStatus"),
    drop("a publication without kind", good.ARTICLE, "vak:publicationKind", "Publication-publicationKind"),
    drop("a month without precision", good.ARTICLE, "vak:datePrecision", "4"),
    drop("a paper without dossier", good.PAPER, "vak:dossier", "42"),
    drop("an event without title", good.EVENT, "dcterms:title", "Event-title"),
)

TWICE = (
    twice("two Dutch titles", P, "dcterms:title", '"FICTIEF: nog een titel"@nl', "Project-title"),
    twice("two statuses", P, "vak:status", "status:finished", "Project-status"),
    twice("two ends", P, "vak:end", '"2020-03-31"^^xsd:date', "Project-end"),
    twice("two directions", F, "vak:direction", "direction:worse", "30"),
    twice("two preferences", good.CONFLICT, "vak:prefers", good.OTHER_CLAIM, "38"),
)

SECRETS = (
    swap("an e-mail address in a result", P, "vak:result", '"FICTIEF: vraag jan@example.org"@nl', "44"),
    swap("a citizen service number in a text", F, "vak:effectText", '"FICTIEF: kandidaat 123456782"@nl', "44"),
    swap(
        "a mobile number in a description", good.TRAINING, "dcterms:description", '"FICTIEF: bel 06-12345678"@nl', "44"
    ),
    swap("a birth date at an event", good.EVENT, "vak:place", '"FICTIEF: geboren 3-4-1980"@nl', "44"),
    swap("a link to a mailbox", good.SOURCE, "vak:address", "<mailto:jan@example.org>", "44"),
)

MISTAKES = (*VALUES, *NAMES, *MISSING, *TWICE, *SECRETS)
