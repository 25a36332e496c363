"""What a person and a program get to read: one cause once, with its place and how to mend it, and nothing harmful."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

import openpyxl
import pyoxigraph as ox
import pytest

from vakgraph.places import Place
from vakgraph.reports import REPORTS, Paper, style, write
from vakgraph.validation import shapes as shape_reader
from vakgraph.validation.findings import from_results
from vakgraph.validation.paths import SH, predicate
from vakgraph.validation.report import Finding, Mention, Report
from vakgraph.validation.result import Outcome, Result
from vakgraph.validation.shape import Shape

VAK, ID, E = "https://w3id.org/vakgraph/def#", "https://w3id.org/vakgraph/id/", "https://w3id.org/vakgraph/shape#"
GM = "https://identifier.overheid.nl/tooi/id/gemeente/gm"
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix shape: <https://w3id.org/vakgraph/shape#> .
@prefix vak: <https://w3id.org/vakgraph/def#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix tooiont: <https://identifier.overheid.nl/tooi/def/ont/> .
shape:Project a sh:NodeShape ; sh:targetClass vak:Project ;
    sh:property shape:Project-title , shape:Project-begin , shape:Project-municipality , shape:Project-line .
shape:Project-title sh:path dcterms:title ; sh:name "titel"@nl , "title"@en ; sh:minCount 1 ;
    vak:rule "1" ; vak:repair "Geef het project een titel."@nl , "Give the project a title."@en ;
    sh:message "Dit project heeft geen titel."@nl , "This project has no title."@en .
shape:Project-begin sh:path vak:begin ; sh:name "begin"@nl ; sh:datatype xsd:date ; sh:maxCount 1 ;
    sh:pattern "^2" ; vak:rule "4" ; vak:ruleSource "Datamodel" ;
    sh:message "\\"begin\\" moet een bestaande datum zijn."@nl .
shape:Project-municipality sh:path vak:municipality ; sh:name "gemeente"@nl ; sh:class tooiont:Gemeente ;
    vak:rule "18" ; vak:ruleSource "TOOI-register" ; vak:layer "delivery" ;
    sh:message "Deze gemeente staat niet in het register."@nl .
shape:Project-line sh:path vak:line ; sh:name "programmalijn"@nl ; sh:severity sh:Warning ;
    sh:pattern "^https://w3id\\\\.org/vakgraph/concept/line/" ; sh:message "Dit is geen programmalijn."@nl .
shape:Project-rule sh:targetClass vak:Project ; sh:severity sh:Info ; vak:rule "24" ;
    sh:sparql [ sh:select "SELECT $this WHERE {}" ] .
"""
SHAPE = shape_reader.read(q.triple for q in ox.parse(SHAPES.encode(), format=ox.RdfFormat.TURTLE))
LABELS = {
    ID + "project/a": "Baanwijs", ID + "project/b": "Brug naar werk", GM + "0755": "gm0755",
    "https://w3id.org/vakgraph/concept/line": "Programmalijnen", VAK + "begin": "begint op",
}  # fmt: skip


def label(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    return LABELS.get(term.value, "")


def result(
    thing: str,
    shape: str,
    component: str,
    value: ox.NamedNode | ox.Literal | None = None,
    severity: str = "Violation",
    path: str | None = "",
    said: str = "",
) -> Result:
    """A result of a shape of `SHAPES`; its path and message are the shape's, unless others are given."""
    made = SHAPE.by_node[ox.NamedNode(E + shape)]
    return Result(
        ox.NamedNode(ID + "project/" + thing),
        made.path if path == "" else predicate(ox.NamedNode(path)) if path else None,
        value,
        made.node,
        ox.NamedNode(f"{SH}{component}ConstraintComponent"),
        ox.NamedNode(SH + severity),
        (ox.Literal(said, language="nl"),) if said else made.messages,
    )


def breda(thing: str = "a") -> Result:
    return result(thing, "Project-municipality", "Class", ox.NamedNode(GM + "0755"))


def near(result: Result, shape: Shape | None) -> Sequence[str]:
    return ["Breda (0758)"] if result.value == ox.NamedNode(GM + "0755") else []


def where(result: Result) -> Place:
    """The third letter of the thing is its row: as good as any."""
    return Place("levering.xlsx", sheet="Projecten", cell=f"F{ord(result.focus.value[-1]) - 85}")


def report(*results: Result, language: str = "nl") -> Report:
    return from_results(results, SHAPE, label, near, where, language=language)


def only(*results: Result, language: str = "nl") -> Finding:
    (finding,) = report(*results, language=language).findings
    return finding


# ---- one cause is one finding


def test_a_finding_says_what_was_found_what_is_expected_and_how_to_mend_it() -> None:
    finding = only(breda())
    assert (finding.about, finding.property_name, finding.found) == ("Baanwijs", "gemeente", "gm0755")
    assert finding.expected == "een gemeente uit de graaf"
    assert finding.repair == "Bedoelde u Breda (0758)?"
    assert (finding.rule, finding.source, finding.layer) == ("18", "TOOI-register", "delivery")
    assert finding.place == "levering.xlsx, blad Projecten, cel F12"


def test_a_missing_value_has_the_hint_of_its_shape() -> None:
    finding = only(result("a", "Project-title", "MinCount"))
    assert (finding.found, finding.expected) == ("niets", "minstens één waarde")
    assert finding.repair == "Geef het project een titel."
    english = only(result("a", "Project-title", "MinCount"), language="en")
    assert english.message == "This project has no title." and english.repair == "Give the project a title."
    assert (english.found, english.expected) == ("nothing", "at least 1 value")


def test_a_rule_whose_source_is_not_known_quotes_none() -> None:
    finding = only(result("a", "Project-title", "SPARQL", said="Dit kan niet (bron: –)."))
    assert finding.message == "Dit kan niet."
    assert only(result("a", "Project-title", "SPARQL", said="Nee (bron: X).")).message == "Nee (bron: X)."


def test_a_value_that_breaks_two_demands_is_one_finding_and_the_gravest_leads() -> None:
    wrong = ox.Literal("1999")
    light = result("a", "Project-begin", "Pattern", wrong, "Warning", said="Begin met een 2.")
    finding = only(light, result("a", "Project-begin", "Datatype", wrong))
    assert finding.severity == "violation" and finding.component.endswith("#DatatypeConstraintComponent")
    assert finding.besides == ("Begin met een 2.",)
    assert finding.found == "1999 (een tekst zonder taal)"
    assert finding.repair == "Maak hier een bestaande datum (jjjj-mm-dd) van."


def test_a_date_that_does_not_exist_says_so() -> None:
    date = ox.Literal("2026-02-30", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    assert only(result("a", "Project-begin", "Datatype", date)).found == "2026-02-30 (dit bestaat niet)"


def test_one_wrong_value_in_many_places_is_said_once_with_the_places() -> None:
    finding = only(*(breda(letter) for letter in "cab"))
    assert finding.times == 3 and finding.about == "Baanwijs"
    assert [place.cell for place in finding.places] == ["F12", "F13", "F14"]
    assert finding.also_about[0] == "Brug naar werk"


def test_a_rule_that_names_days_and_the_thing_is_still_one_cause() -> None:
    value = ox.NamedNode(GM + "0755")
    said = [
        ("a", "Baanwijs: Breda bestond niet op 2020-01-01."),
        ("b", "Brug naar werk: Breda bestond niet op 2021-02-02."),
    ]
    assert only(*(result(t, "Project-rule", "SPARQL", value, path=VAK + "m", said=s) for t, s in said)).times == 2


def test_two_causes_stay_two_findings() -> None:
    wrong = ox.Literal("2020-01-01")
    ends = [result(t, "Project-rule", "SPARQL", wrong, path=VAK + "end", said="Eindigt te vroeg.") for t in "ab"]
    assert len(report(*ends).findings) == 2, "the same day is another fault in another project"
    node = [result("a", "Project-rule", "SPARQL", path=None, said=said) for said in ("Geen gemeente.", "Geen lead.")]
    assert len(report(*node).findings) == 2, "two rules about one thing"
    assert len(report(breda(), result("a", "Project-title", "MinCount")).findings) == 2


def test_the_count_of_one_property_is_one_finding() -> None:
    missing = result("a", "Project-title", "MinCount")
    light = result("a", "Project-begin", "MinCount", severity="Warning", path="http://purl.org/dc/terms/title")
    assert only(missing, light).severity == "violation"


def test_what_to_mend_first_stands_on_top() -> None:
    line = result("b", "Project-line", "Pattern", ox.NamedNode("http://x/y"), "Warning")
    made = report(line, result("a", "Project-title", "MinCount"), breda("b"), breda("c"))
    assert [finding.rule for finding in made.findings] == ["18", "1", ""]
    assert made.findings[2].expected == 'een begrip uit de lijst "Programmalijnen"'


def test_the_spelling_of_the_file_is_what_was_found() -> None:
    made = from_results([breda()], SHAPE, label, spelled=lambda result: "755")
    assert made.findings[0].found == "755" and made.findings[0].place == ""


def test_a_thing_as_a_whole_is_not_found_but_named() -> None:
    whole = result("a", "Project-rule", "Or", ox.NamedNode(ID + "project/a"), path=None)
    assert (only(whole).found, only(whole).value, only(whole).about) == ("", "", "Baanwijs")
    assert only(replace(whole, component=ox.NamedNode(SH + "PatternConstraintComponent"))).found == ID + "project/a"


def test_a_sentence_names_things_by_their_words() -> None:
    said = f'Bij "{ID}project/a" en {ID}project/b. Zie https://example.org/x.'
    found = only(result("a", "Project-rule", "SPARQL", path=None, said=said))
    assert found.message == 'Bij "Baanwijs" en Brug naar werk. Zie https://example.org/x.'


def test_what_no_label_knows_is_still_named() -> None:
    made = from_results([breda("z")], SHAPE, lambda term: "").findings[0]
    assert made.about.endswith("project/z") and made.expected


# ---- the verdict


@pytest.mark.parametrize(
    ("findings", "things", "verdict", "why"),
    [
        ([], 3, "Goed", "Er is niets gevonden dat niet klopt."),
        ([], 0, "Niet opnemen", "Er is niets gecontroleerd: geen regel gaat over iets wat hier staat."),
        (["warning", "info"], 3, "Goed met opmerkingen", "Geen fouten; 2 opmerkingen verdienen een blik."),
        (["violation", "warning"], 3, "Niet opnemen", "1 fout moet eerst worden hersteld."),
    ],
)
def test_the_verdict_has_one_sentence(findings: list[str], things: int, verdict: str, why: str) -> None:
    made = Report(tuple(Finding("f", "p", str(n), "m", s, "s") for n, s in enumerate(findings)), things, 2, rules=5)  # type: ignore[arg-type]
    assert (made.verdict, made.why) == (verdict, why)
    assert made.looked_at == f"Er zijn {things} dingen en 5 regels gecontroleerd."
    assert replace(made, language="en").verdict in ("Good", "Good with remarks", "Do not take in")


def test_a_term_that_does_not_exist_is_a_remark() -> None:
    made = Report((), 1, 1, unknown=(Mention(VAK + "titel", "vak:titel", "Bedoelde u vak:title?"),))
    assert made.verdict == "Goed met opmerkingen" and "1 term bestaat niet" in made.why


def test_a_run_says_what_it_did() -> None:
    shape = SHAPE.by_node[ox.NamedNode(E + "Project-title")]
    made = from_results(Outcome((breda(),), ((shape, "sh:js"),), 7, 4), SHAPE, label)
    assert (made.focus_nodes, made.shapes, made.rules) == (7, 4, 7)
    assert made.fallen_back == (Mention(E + "Project-title", "titel", "sh:js"),)


# ---- on paper

HOSTILE = "=1+1</style><script>alert('1')</script>\x1b[31m\u202e\x07 [x](javascript:alert(1)) ::error::\r\n%0A,"


def full() -> Report:
    line = result("b", "Project-line", "Pattern", ox.NamedNode("http://x/y"), "Warning")
    made = report(*(breda(letter) for letter in "abcdefghijklmnopq"), result("b", "Project-title", "MinCount"), line)
    bad = Finding(HOSTILE, HOSTILE, HOSTILE, HOSTILE, "violation", HOSTILE, "data/één map.ttl:214:5", HOSTILE, HOSTILE)
    bad = replace(bad, repair=HOSTILE, rule=HOSTILE, source=HOSTILE, about=HOSTILE, besides=(HOSTILE,))
    info = Finding(
        ID + "project/a", "", "", "Van ronde 1 zijn 7 van de 11 projecten opgenomen.", "info", E + "Round-all"
    )
    mention = Mention(VAK + "titel", HOSTILE, "Bedoelde u vak:title?", Place("f.ttl", 3, 1))
    return replace(
        made.plus([bad, info]), unknown=(mention,), unchecked=(mention,), subject="levering.xlsx", focus_nodes=20
    )


SECRET = "123456782"


def stopped() -> Report:
    """The gate stopped a cell that a shape had something to say about, too."""
    thing, note, at = ID + "project/a", VAK + "note", Place("l.xlsx", sheet="Projecten", cell="C4")
    gate = Finding(thing, note, SECRET, f"Hier staat {SECRET}.", "violation", "privacy", at.say(), found=SECRET)
    gate = replace(gate, at=at, secret=True, repair=f"Haal {SECRET} weg.")
    other = Finding(thing, note, SECRET, f"{SECRET} is te lang.", "violation", E + "x", found=SECRET, besides=(SECRET,))
    long, fault = ox.NamedNode(SH + "MaxLengthConstraintComponent"), ox.NamedNode(SH + "Violation")
    value, path = ox.Literal(SECRET), predicate(ox.NamedNode(note))
    raw = Result(ox.NamedNode(thing), path, value, ox.NamedNode(E + "x"), long, fault, (value,))
    same = replace(other, path=VAK + "code", at=at)  # another property that was read from the same cell
    return Report((gate, replace(other, near=(SECRET,)), same), 1, 1, results=(raw,))


def packed(data: bytes) -> str:
    """All the text of a report, of a workbook too."""
    if data[:2] != b"PK":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize("form", REPORTS)
def test_a_stopped_cell_is_printed_nowhere(form: str) -> None:
    text = packed(write(stopped(), form))
    assert SECRET not in text
    assert form == "ttl" or "(niet getoond)" in text


@pytest.mark.parametrize("form", REPORTS)
def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    assert write(full(), form) == write(full(), form)


@pytest.mark.parametrize("form", sorted(set(REPORTS) - {"json", "ttl"}))
def test_no_steering_character_leaves_the_house(form: str) -> None:
    text = packed(write(full(), form))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("form", REPORTS)
def test_nothing_found_is_said_in_every_format(form: str) -> None:
    assert write(Report((), 3, 2, rules=4), form)


def test_the_terminal_reads_from_the_verdict_to_the_rule() -> None:
    lines = write(report(breda()), "text", Paper(80)).decode().splitlines()
    assert lines == [
        "Niet opnemen: 1 fout moet eerst worden hersteld.",
        "Er zijn 1 ding en 7 regels gecontroleerd.",
        "",
        "1. Fout: Deze gemeente staat niet in het register.",
        "   Waar      levering.xlsx, blad Projecten, cel F12",
        "   Waarover  Baanwijs, eigenschap “gemeente”",
        "   Gevonden  gm0755",
        "   Verwacht  een gemeente uit de graaf",
        "   Herstel   Bedoelde u Breda (0758)?",
        "   Regel     18 (TOOI-register)",
    ]


def test_many_places_are_named_together() -> None:
    text = write(report(*(breda(letter) for letter in "abcdefghijklmnopq")), "text", Paper(200)).decode()
    text = " ".join(text.split())
    assert "levering.xlsx, blad Projecten: F13, F14, F15" in text and "en nog 4" in text
    lines = [Place("a.ttl", line, 3) for line in (4, 9)]
    both = Finding("f", "p", "v", "m", "violation", "s", at=Place("a.ttl", 1), also=tuple(lines))
    assert "Ook op    a.ttl: regel 4, 9\n" in write(Report((both,), 1, 1), "text").decode()


def test_the_narrowest_terminal_holds_it() -> None:
    text = write(report(breda()), "text", Paper(40)).decode()
    assert max(map(len, text.splitlines())) <= 48


def test_json_has_its_documented_shape() -> None:
    made = json.loads(write(full(), "json"))
    assert made["format"] == "vakgraph-report" and made["version"] == 1
    assert made["verdict"]["grade"] == "refused" and made["count"] == {"violation": 3, "warning": 1, "info": 1}
    first = made["findings"][0]
    assert (first["number"], first["times"], len(first["places"])) == (1, 17, 17)
    assert first["places"][0] == {
        "text": "levering.xlsx, blad Projecten, cel F12", "file": "levering.xlsx", "sheet": "Projecten", "cell": "F12",
        "sort": "value",
    }  # fmt: skip
    assert made["unknown"][0]["place"]["line"] == 3


class Page(HTMLParser):
    """Counts the tags of a page, and checks that they close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(f"{tag} {name}", value) for name, value in attrs]
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_one_whole_without_scripts() -> None:
    text = write(full(), "html").decode()
    page = Page(text)
    assert page.open == [] and page.tags.count("h1") == 1 and "script" not in page.tags
    assert ("html lang", "nl") in page.attributes
    assert not re.search(r"(?:src|href)=|url\(|@import|\son[a-z]+=", re.sub("<style>.*?</style>", "", text, flags=re.S))
    ids = [value for name, value in page.attributes if name.endswith(" id")]
    assert len(ids) == len(set(ids))
    assert "&lt;script&gt;" in text and "<script" not in text
    heads = [value for name, value in page.attributes if name == "th scope"]
    assert page.tags.count("th") == len(heads) and set(heads) == {"col", "row"}


def test_the_page_speaks_english_when_asked() -> None:
    text = write(report(breda(), language="en"), "html").decode()
    assert '<html lang="en">' in text and "Do not take in" in text and "Expected" in text


@pytest.mark.parametrize(("ink", "ground"), style.PAIRS)
def test_every_colour_can_be_read(ink: str, ground: str) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, pale = sorted((light(ink), light(ground)))
    assert (pale + 0.05) / (dark + 0.05) >= 4.5


def test_no_cell_of_the_csv_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(write(full(), "csv").decode())))
    assert rows[0][:4] == ["Nr", "Ernst", "Waar", "Wat is er"] and len(rows) == 6
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert len({len(row) for row in rows}) == 1


def test_the_workbook_is_one_sheet_with_one_table_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(full(), "xlsx")))
    assert book.sheetnames == ["Te herstellen"]
    sheet = book["Te herstellen"]
    assert list(sheet.tables) == ["TeHerstellen"] and sheet.tables["TeHerstellen"].ref == "A1:Q6"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet["C2"].value == "levering.xlsx, blad Projecten, cel F12" and sheet["J2"].value == 17
    empty = openpyxl.load_workbook(io.BytesIO(write(Report((), 3, 2), "xlsx")))["Te herstellen"]
    assert empty["D2"].value == "Er is niets te herstellen."


def test_an_annotation_is_one_line_of_its_own() -> None:
    made = write(full(), "github").decode()
    lines = made.splitlines()
    assert len(lines) == 6 and all(re.match(r"::(error|warning|notice) [^\r\n]*::", line) for line in lines)
    (hostile,) = [line for line in lines if "één map" in line]
    assert hostile.startswith("::error file=data/één map.ttl,line=214,col=5,title=Fout%3A =1+1")
    assert lines[-1].startswith("::error title=Niet opnemen::3 fouten")


# ---- SARIF


def sarif(made: Report) -> dict:  # type: ignore[type-arg]
    log = json.loads(write(made, "sarif", Paper(version="1.2.3")))
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    return run  # type: ignore[no-any-return]


def test_sarif_names_rules_and_places() -> None:
    run = sarif(full())
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    for found in run["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["level"] in ("error", "warning", "note") and found["message"]["text"]
    cell = run["results"][0]["locations"][0]
    assert cell["logicalLocations"] == [{"name": "F12", "fullyQualifiedName": "Projecten!F12", "kind": "cell"}]
    assert len(run["results"][0]["locations"]) == 17 and "region" not in cell["physicalLocation"]
    (text,) = [r for r in run["results"] if "logicalLocations" not in r.get("locations", [{"logicalLocations": 0}])[0]]
    (place,) = text["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "data/%C3%A9%C3%A9n%20map.ttl"
    assert place["physicalLocation"]["region"] == {"startLine": 214, "startColumn": 5}
    assert run["columnKind"] == "unicodeCodePoints" and run["tool"]["driver"]["version"] == "1.2.3"


# What the standard knows of the objects that are written here; every one of them is closed.
SARIF = {
    "run": "tool invocations results language columnKind properties",
    "invocations": "executionSuccessful toolExecutionNotifications",
    "toolExecutionNotifications": "level message",
    "driver": "name version informationUri rules",
    "rules": "id shortDescription help defaultConfiguration properties",
    "results": "ruleId ruleIndex level message locations partialFingerprints",
    "locations": "physicalLocation logicalLocations message",
    "physicalLocation": "artifactLocation region",
    "artifactLocation": "uri",
    "region": "startLine startColumn",
    "logicalLocations": "name fullyQualifiedName kind",
    "message": "text", "shortDescription": "text", "help": "text", "defaultConfiguration": "level", "tool": "driver",
}  # fmt: skip


def test_sarif_holds_only_what_the_standard_knows() -> None:
    def look(name: str, value: object) -> None:
        if isinstance(value, list):
            assert value or name == "results", f"{name} is empty"
            for each in value:
                look(name, each)
        elif isinstance(value, dict) and name in SARIF:
            assert value.keys() <= set(SARIF[name].split()), name
            for key, inner in value.items():
                look(key, inner)
        elif name in ("startLine", "startColumn"):
            assert isinstance(value, int) and value >= 1
        elif name in ("text", "name", "fullyQualifiedName", "uri", "id"):
            assert isinstance(value, str) and value
        elif name == "language":
            assert re.fullmatch("[a-zA-Z]{2}-[a-zA-Z]{2}", str(value))

    look("run", sarif(full()))
    look("run", sarif(stopped()))


def test_a_fault_keeps_its_fingerprint_when_it_moves() -> None:
    one, other = report(breda()), from_results([breda()], SHAPE, label)
    prints = [sarif(made)["results"][0]["partialFingerprints"] for made in (one, other)]
    assert prints[0] == prints[1]


# ---- the report of the W3C


def graph(made: Report) -> ox.Dataset:
    found = ox.Dataset(ox.parse(write(made, "ttl"), format=ox.RdfFormat.TURTLE))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


def test_the_turtle_report_holds_every_result() -> None:
    made = report(breda("a"), breda("b"), result("a", "Project-title", "MinCount"))
    quads = list(graph(made))
    assert sum(q.predicate.value == SH + "result" for q in quads) == 3
    assert ox.Literal("Dit project heeft geen titel.", language="nl") in {q.object for q in quads}
    assert ox.Literal("This project has no title.", language="en") in {q.object for q in quads}
    assert {q.object.value for q in quads if q.predicate.value == SH + "conforms"} == {"false"}
    assert {q.object.value for q in graph(Report((), 1, 1)) if q.predicate.value == SH + "conforms"} == {"true"}


def test_the_order_of_the_results_and_the_names_of_blank_nodes_do_not_matter() -> None:
    def one(name: str) -> list[Result]:
        return [replace(breda(), focus=ox.BlankNode(name)), replace(breda("b"), shape=ox.BlankNode(name + "s"))]

    first, second = (replace(report(), results=tuple(results)) for results in (one("q"), one("a")[::-1]))
    assert write(first, "ttl") == write(second, "ttl") and b"_:n1" in write(first, "ttl")
    graph(first)


def test_findings_without_results_are_written_too() -> None:
    quads = list(graph(replace(full(), results=())))
    assert sum(q.predicate.value == SH + "result" for q in quads) == 5
