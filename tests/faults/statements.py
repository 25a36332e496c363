"""The good delivery as statements, written as Turtle or JSON-LD with one statement on each line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from vakgraph.namespaces import prefixes

Statement = tuple[str, str, str]  # subject, property and value as Turtle writes them
Anchor = str | tuple[str, str] | Statement  # a thing, a property of it, or a statement
PROJECT, STUDY, FINDING = "project:fictief-wijkcoach", "study:fictief-wijkcoach.1", "finding:fictief-wijkcoach.1"
CONSORTIUM = "consortium:fictief-wijkcoach.consortium"
APPLICANT, TOWN, SCHOOL, OTHER_TOWN = (f"participation:fictief-wijkcoach.aaaa000{number}" for number in range(1, 5))
BODY, TRAINING = "organisation:fictief-hogeschool", "intervention:fictief-op-weg"
RECOGNITION, UPTAKE = "recognition:fictief-op-weg.aaaa0001", "uptake:fictief-op-weg.gm0758"
SOURCE, CLAIM, OTHER_CLAIM = (
    "source:fictief-eindverslag",
    "claim:fictief-eindverslag.aaaa0001",
    "claim:fictief-eindverslag.aaaa0002",
)
CONFLICT, QUESTION, ARTICLE = "conflict:fictief-bedrag", "question:fictief-vraag", "publication:fictief-artikel"
PAPER, EVENT = "kst:28719-9901", "event:fictief-slot"
KST = "source:kst-28719-98"
GOOD: dict[str, list[tuple[str, str]]] = {
    PROJECT: [
        ("a", "vak:Project"),
        ("dcterms:title", '"FICTIEF: Samen naar werk met de wijkcoach"@nl'),
        ("vak:zonmwNumber", '"FICTIEF-1"'),
        ("vak:inProgramme", "programme:vakkundig-aan-het-werk"),
        ("vak:inRound", "round:vahw1-2"),
        ("vak:line", "line:re-integratie"),
        ("vak:topic", "topic:vakmanschap"),
        ("vak:projectKind", "project-kind:study"),
        ("vak:status", "status:running"),
        ("vak:begin", '"2019-03-01"^^xsd:date'),
        ("vak:end", '"2020-02-29"^^xsd:date'),
        ("vak:hasConsortium", CONSORTIUM),
        ("vak:result", '"FICTIEF: in een paar zinnen wat het opleverde."@nl'),
        ("vak:readingConfidence", "reading-confidence:confirmed"),
        ("prov:wasDerivedFrom", KST),
    ],
    CONSORTIUM: [("a", "vak:Consortium"), ("vak:statedMunicipalityCount", "2")],
    **{
        who: [
            ("a", "vak:Participation"),
            ("org:organization", CONSORTIUM),
            ("org:member", member),
            ("org:role", role),
            ("vak:readingConfidence", "reading-confidence:confirmed"),
            ("prov:wasDerivedFrom", KST),
        ]
        for who, member, role in (
            (APPLICANT, "organisation:tno", "role:main-applicant"),
            (TOWN, "municipality:gm0758", "role:participant"),
            (SCHOOL, BODY, "role:participant"),
            (OTHER_TOWN, "municipality:gm0193", "role:participant"),
        )
    },
    STUDY: [
        ("a", "vak:Study"),
        ("vak:inProject", PROJECT),
        ("vak:studies", TRAINING),
        ("vak:forTargetGroup", "target-group:refugees"),
        ("vak:measures", "outcome:paid-work-found"),
        ("vak:design", "study-design:randomised"),
        ("vak:arms", "2"),
        ("vak:participantsReached", "400"),
        ("prov:wasDerivedFrom", KST),
    ],
    FINDING: [
        ("a", "vak:Finding"),
        ("vak:fromStudy", STUDY),
        ("vak:aboutIntervention", TRAINING),
        ("vak:comparedWith", "comparator:usual-service"),
        ("vak:forTargetGroup", "target-group:refugees"),
        ("vak:onOutcome", "outcome:paid-work-found"),
        ("vak:direction", "direction:better"),
        ("vak:effectText", '"FICTIEF: vaker werk"@nl'),
        ("vak:effectValue", "7.5"),
        ("vak:effectUnit", '"procentpunt"'),
        ("vak:participants", "400"),
        ("vak:momentMonths", "12"),
        ("vak:knowledgeKind", "knowledge-kind:science"),
        ("vak:quote", '"FICTIEF: vaker werk dan de anderen"'),
        ("vak:readingConfidence", "reading-confidence:confirmed"),
        ("prov:wasDerivedFrom", KST),
    ],
    BODY: [
        ("a", "org:FormalOrganization"),
        ("rdfs:label", '"FICTIEF: Hogeschool Voorbeeldstad"@nl'),
        ("vak:organisationType", "organisation-type:association"),
        ("prov:wasDerivedFrom", KST),
    ],
    TRAINING: [
        ("a", "vak:Intervention"),
        ("rdfs:label", '"FICTIEF: Training Op Weg"@nl'),
        ("dcterms:description", '"FICTIEF: acht bijeenkomsten."@nl'),
        ("vak:interventionType", "intervention-type:training-course"),
        ("vak:forTargetGroup", "target-group:refugees"),
        ("prov:wasDerivedFrom", KST),
    ],
    RECOGNITION: [
        ("a", "vak:Recognition"),
        ("vak:ofIntervention", TRAINING),
        ("vak:recognisedBy", '"FICTIEVE commissie"'),
        ("vak:level", '"FICTIEF goed onderbouwd"@nl'),
        ("vak:date", '"2020-01-01"^^xsd:date'),
        ("prov:wasDerivedFrom", KST),
    ],
    UPTAKE: [
        ("a", "vak:Uptake"),
        ("vak:ofIntervention", TRAINING),
        ("vak:inMunicipality", "municipality:gm0758"),
        ("vak:uptakeStatus", "uptake-status:adopted"),
        ("vak:begin", '"2021-03-01"^^xsd:date'),
        ("prov:wasDerivedFrom", KST),
    ],
    SOURCE: [
        ("a", "vak:Source"),
        ("dcterms:title", '"FICTIEF: Eindverslag"@nl'),
        ("vak:date", '"2021-03-15"^^xsd:date'),
        ("vak:address", "<https://www.example.org/eindverslag>"),
    ],
    **{
        claim: [
            ("a", "vak:Claim"),
            ("rdf:subject", PROJECT),
            ("rdf:predicate", "vak:euroGranted"),
            ("rdf:object", amount),
            ("vak:numberPrecision", "number-precision:exact"),
            ("vak:quote", f'"FICTIEF: {amount} euro"'),
            ("vak:manner", "manner:literal"),
            ("vak:claimStatus", "claim-status:standing"),
            ("prov:wasDerivedFrom", source),
        ]
        for claim, amount, source in ((CLAIM, "240000", SOURCE), (OTHER_CLAIM, "250000", KST))
    },
    CONFLICT: [
        ("a", "vak:Conflict"),
        ("rdfs:label", '"FICTIEF: twee bedragen"@nl'),
        ("vak:conflictKind", "conflict-kind:contradiction"),
        ("vak:joins", CLAIM),
        ("vak:joins", OTHER_CLAIM),
        ("vak:prefers", CLAIM),
        ("vak:resolutionReason", '"FICTIEF: het eindverslag is van later."@nl'),
        ("vak:resolvedBy", '"redactie"@nl'),
        ("vak:resolvedOn", '"2022-01-01"^^xsd:date'),
    ],
    QUESTION: [
        ("a", "vak:KnowledgeQuestion"),
        ("rdfs:label", '"FICTIEF: Welke begeleiding helpt?"@nl'),
        ("vak:questionStatus", "question-status:being-studied"),
        ("vak:askedBy", "municipality:gm0758"),
        ("vak:addressedBy", PROJECT),
        ("prov:wasDerivedFrom", KST),
    ],
    ARTICLE: [
        ("a", "vak:Publication"),
        ("dcterms:title", '"FICTIEF: Wat een gesprek doet"@nl'),
        ("vak:publicationKind", "publication-kind:report"),
        ("vak:earliest", '"2021-04-01"^^xsd:date'),
        ("vak:latest", '"2021-04-30"^^xsd:date'),
        ("vak:datePrecision", "date-precision:month"),
        ("vak:asWritten", '"april 2021"@nl'),
        ("vak:address", "<https://www.example.org/artikel>"),
        ("vak:outputOf", PROJECT),
        ("prov:wasDerivedFrom", KST),
    ],
    PAPER: [
        ("a", "vak:ParliamentaryPaper"),
        ("dcterms:title", '"FICTIEF: Kamerstuk 28 719, nr. 9901"@nl'),
        ("vak:publicationKind", "publication-kind:parliamentary-paper"),
        ("vak:dossier", '"28719"'),
        ("vak:paperNumber", '"9901"'),
        ("prov:wasDerivedFrom", KST),
    ],
    EVENT: [
        ("a", "vak:Event"),
        ("dcterms:title", '"FICTIEF: Slotbijeenkomst"@nl'),
        ("vak:date", '"2021-05-20"^^xsd:date'),
        ("vak:place", '"FICTIEF: Voorbeeldstad"@nl'),
        ("vak:attendance", "45"),
        ("prov:wasDerivedFrom", KST),
    ],
}


def statements() -> list[Statement]:
    """Everything that the good delivery says, in its order."""
    return [(thing, name, value) for thing, said in GOOD.items() for name, value in said]


@dataclass
class Written:
    """Lines of a file as they are written, and on which of them each thing, property and statement stands."""

    lines: list[str] = field(default_factory=list)
    at: dict[Anchor, int] = field(default_factory=dict)

    def put(self, line: str, *anchors: Anchor) -> None:
        self.lines.append(line)
        for anchor in anchors:
            self.at.setdefault(anchor, len(self.lines))

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def _by_thing(said: list[Statement]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for thing, name, value in said:
        found.setdefault(thing, []).append((name, value))
    return found


def turtle(said: list[Statement]) -> Written:
    """A statement on each line; the first of a thing stands behind its name."""
    file = Written()
    file.put("# FICTIEVE levering om de controle te beproeven")
    for prefix, space in prefixes().items():
        file.put(f"@prefix {prefix}: <{space}> .")
    for thing, told in _by_thing(said).items():
        file.put("")
        for at, (name, value) in enumerate(told):
            begin, end = thing if at == 0 else "   ", "." if at == len(told) - 1 else ";"
            file.put(f"{begin} {name} {value} {end}", thing, (thing, name), (thing, name, value))
    return file


def jsonld(said: list[Statement]) -> Written:
    """The same as JSON-LD with the context in the file."""
    file = Written()
    for line in ("{", f' "@context": {json.dumps(_context())},', ' "@graph": ['):
        file.put(line)
    things = list(_by_thing(said).items())
    for thing, told in things:
        file.put(f'  {{"@id": {json.dumps(_bare(thing))},', thing)
        names = list(dict.fromkeys(name for name, _ in told))
        for name in names:
            _property(file, thing, name, [value for each, value in told if each == name], name == names[-1])
        file.put("  }" if thing == things[-1][0] else "  },")
    file.put(" ]")
    file.put("}")
    return file


def _property(file: Written, thing: str, name: str, values: list[str], last: bool) -> None:
    """A property with one value on one line; of several values each stands on a line of its own."""
    word, end = '"@type"' if name == "a" else json.dumps(name), "" if last else ","
    tokens = [json.dumps(_bare(value)) if name == "a" else _value(value) for value in values]
    if len(values) == 1:
        file.put(f"   {word}: {tokens[0]}{end}", (thing, name), (thing, name, values[0]))
        return
    file.put(f"   {word}: [", (thing, name))
    for token, value in zip(tokens, values, strict=True):
        file.put(f"    {token}{'' if value == values[-1] else ','}", (thing, name, value))
    file.put(f"   ]{end}")


def _context() -> dict[str, Any]:
    """The prefixes; one that does not end in a sign of its own is to be declared as a prefix."""
    return {
        name: space if space.endswith(("/", "#")) else {"@id": space, "@prefix": True}
        for name, space in prefixes().items()
    }


def _value(token: str) -> str:
    """A value of Turtle as JSON-LD writes it."""
    told: Any
    if found := re.fullmatch(r'"((?:[^"\\]|\\.)*)"(?:@([a-zA-Z-]+)|\^\^(\S+))?', token):
        words, language, datatype = found.groups()
        told = {"@value": json.loads(f'"{words}"')}
        told |= {"@language": language} if language else {"@type": datatype} if datatype else {}
    elif re.fullmatch(r"-?[0-9]+|true|false", token):
        return token
    elif re.fullmatch(r"-?[0-9]+\.[0-9]+", token):
        told = {"@value": token, "@type": "xsd:decimal"}
    else:
        told = {"@id": _bare(token)}
    return json.dumps(told, ensure_ascii=False)


def _bare(name: str) -> str:
    return name.strip("<>")
