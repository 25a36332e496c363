"""The gate lets in what breaks no rule, whole or not at all, and says in plain words what it changes or refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
import small_world
from pyoxigraph import Literal, NamedNode

from vakgraph import checkout, gate, intake, journal, turtle
from vakgraph.checkout import Checkout
from vakgraph.errors import InputError, NothingFound, UnknownName, WriteError
from vakgraph.gate import Ground, World, difference, homes, mending, privacy
from vakgraph.gate.judging import Judgement
from vakgraph.gate.nearest import Nearest, _closest
from vakgraph.intake import Delivery, Fault
from vakgraph.namespaces import VAK, prefixes
from vakgraph.places import Place
from vakgraph.turtle import Triple
from vakgraph.validation import Finding

ONTOLOGY = """
vak:Claim a owl:Class ; rdfs:label "bewering"@nl , "claim"@en .
vak:Source a owl:Class ; rdfs:label "bron"@nl , "source"@en .
vak:begin a owl:DatatypeProperty ; vak:singleValued true ; rdfs:label "begin"@nl , "begin"@en .
vak:end a owl:DatatypeProperty ; vak:singleValued true ; rdfs:label "einde"@nl , "end"@en .
vak:zonmwNumber a owl:DatatypeProperty ; rdfs:label "ZonMw-nummer"@nl , "ZonMw number"@en .
vak:result a owl:DatatypeProperty ; rdfs:label "resultaat"@nl , "result"@en .
vak:accepted a owl:DatatypeProperty ; vak:isDerived true ; rdfs:label "aanvaard"@nl , "accepted"@en .
vak:forTargetGroup a owl:ObjectProperty ; rdfs:label "doelgroep"@nl , "target group"@en .
vak:singleValued a owl:DatatypeProperty . vak:isDerived a owl:DatatypeProperty .
vak:claimStatus a owl:ObjectProperty . vak:manner a owl:ObjectProperty . vak:quote a owl:DatatypeProperty .
vak:withdrawnOn a owl:DatatypeProperty . vak:withdrawnAccordingTo a owl:ObjectProperty .
vak:sourcesDoNotState a rdf:Property ; rdfs:label "bronnen vermelden niet"@nl , "sources do not state"@en .
"""
SHAPES = """
shape:Project sh:property shape:Project-begin , shape:Project-length , shape:Project-one , shape:Project-advice .
shape:Project-begin a sh:PropertyShape ; sh:path vak:begin ; sh:datatype xsd:date ; sh:name "begin"@nl ;
    sh:message "Het begin is geen dag."@nl , "The begin is no day."@en .
shape:Project-length a sh:PropertyShape ; sh:path vak:end ; sh:datatype xsd:date ; sh:maxCount 1 ;
    sh:message "Er is één einde, en dat is een dag."@nl , "There is one end, and it is a day."@en .
shape:Project-one a sh:PropertyShape ; sh:path rdfs:label ; sh:uniqueLang true ;
    sh:message "Eén naam per taal."@nl , "One name per language."@en .
shape:Project-advice a sh:PropertyShape ; sh:path vak:zonmwNumber ; sh:minCount 1 ; sh:severity sh:Warning ;
    vak:layer "recommended" ; vak:rule "90" ; sh:message "Er is geen nummer."@nl , "There is no number."@en .
shape:Source a sh:NodeShape ; sh:targetClass vak:Source , vak:Claim , vak:Round ; sh:nodeKind sh:IRI .
"""
NEW_ONLY = """
shape:New a sh:NodeShape ; sh:targetClass vak:Project ; sh:property shape:New-number .
shape:New-number a sh:PropertyShape ; sh:path vak:zonmwNumber ; sh:minCount 1 ; vak:layer "delivery" ; vak:rule "90" ;
    sh:message "Een nieuw project heeft een nummer."@nl , "A new project has a number."@en .
"""
GOOD = """project:r1-drie a vak:Project ; rdfs:label "Leren in de wijk"@nl ; vak:inRound round:r1 ;
    vak:zonmwNumber "50-1" .
"""
NAME = prefixes()


@pytest.fixture
def folder(tmp_path: Path) -> Checkout:
    root = small_world.build(tmp_path / "world")
    small_world.put(root, "ontology/vak.ttl", small_world.PREFIXES + small_world.ONTOLOGY + ONTOLOGY)
    small_world.put(root, "ontology/shapes/more.ttl", small_world.PREFIXES + SHAPES)
    small_world.put(root, "ontology/shapes/delivery/project.ttl", small_world.PREFIXES + NEW_ONLY)
    for path in (root / "data").rglob("*.ttl"):
        turtle.write(path, turtle.read(path))
    return checkout.find(root)


def delivered(text: str, name: str = "levering.ttl") -> Delivery:
    return intake.read_bytes((small_world.PREFIXES + text).encode(), name, "ttl", lambda word, said: said)


def judged(folder: Checkout, text: str, **more: str) -> Judgement:
    return gate.judge(delivered(text), World.of(folder), **more)


def violations(judgement: Judgement) -> list[Finding]:
    return [finding for finding in judgement.report.ordered if finding.severity == "violation"]


def only(judgement: Judgement) -> Finding:
    (finding,) = violations(judgement)
    return finding


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the graph, to the byte; the journal is no part of it."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".vakgraph" not in path.parts
    }


def iri(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(NAME[prefix] + local)


# ---- judging


def test_a_good_delivery_has_no_violation(folder: Checkout) -> None:
    judgement = judged(folder, GOOD)
    assert violations(judgement) == []
    assert (judgement.report.focus_nodes, judgement.report.verdict) == (1, "Goed")


@pytest.mark.parametrize("engine", ["bulk", "pyshacl"])
def test_a_fault_has_its_place_rule_and_sentence(folder: Checkout, engine: str) -> None:
    finding = only(judged(folder, GOOD.replace('"50-1"', '"50-1" ;\n    vak:begin "ooit"'), engine=engine))
    assert (finding.message, finding.property_name) == ("Het begin is geen dag.", "begin")
    assert finding.place == f"levering.ttl:{small_world.PREFIXES.count(chr(10)) + 3}:15"


def test_the_rules_for_new_things_do_not_hold_for_what_was_there(folder: Checkout) -> None:
    assert only(judged(folder, GOOD.replace(";\n    vak:zonmwNumber", "; vak:result"))).rule == "90"
    before = judged(folder, 'project:r1-twee vak:result "af"@nl .').report.findings
    assert before == ()


def test_advice_that_is_a_demand_here_is_said_once(folder: Checkout) -> None:
    report = judged(folder, GOOD.replace(";\n    vak:zonmwNumber", "; vak:result")).report
    assert [finding.layer for finding in report.findings] == ["delivery"]


def test_what_was_wrong_before_and_elsewhere_is_left_out(folder: Checkout) -> None:
    small_world.put(
        folder.root, "data/project/oud.ttl", small_world.PREFIXES + 'project:oud a vak:Project ; vak:begin "ooit" .'
    )
    assert violations(judged(folder, GOOD)) == []


def test_an_addition_can_break_a_rule_about_what_was_there(folder: Checkout) -> None:
    small_world.put(
        folder.root,
        "ontology/shapes/round.ttl",
        small_world.PREFIXES
        + "shape:Round a sh:NodeShape ; sh:targetClass vak:Round ; sh:property shape:Round-most .\n"
        "shape:Round-most a sh:PropertyShape ; sh:path [ sh:inversePath vak:inRound ] ; sh:maxCount 2 ;"
        ' sh:message "Te veel projecten."@nl .',
    )
    assert only(judged(folder, GOOD)).message == "Te veel projecten."


def test_a_class_with_a_typing_error_is_told_with_the_nearest(folder: Checkout) -> None:
    found = {f.shape: f for f in violations(judged(folder, GOOD.replace("a vak:Project", "a vak:Projekt")))}
    assert found["gate:term"].near == ("vak:Project",)
    assert found["gate:term"].repair == "Bedoelde u vak:Project?"
    assert set(found) == {"gate:term"}, "that no shape looked at it follows from its class"


@pytest.mark.parametrize(
    ("written", "near"),
    [("vak:inRond", "vak:inRound"), ("target-group:statushouder", "target-group:statushouders"),
     ("<http://w3id.org/vakgraph/def#Project>", "vak:Project")],
)  # fmt: skip
def test_every_term_of_ours_is_looked_up(folder: Checkout, written: str, near: str) -> None:
    said = (
        f"project:r1-twee {written} round:r1 ."
        if "inRond" in written
        else f"project:r1-twee vak:forTargetGroup {written} ."
    )
    assert [f.near for f in violations(judged(folder, said)) if f.shape == "gate:term"] == [(near,)]


def test_a_thing_that_no_shape_looked_at_is_told(folder: Checkout) -> None:
    finding = only(judged(folder, 'project:r1-vier rdfs:label "Zonder soort"@nl .'))
    assert (finding.shape, finding.repair) == ("gate:unseen", "Zeg wat het is, bijvoorbeeld: a vak:Project.")


# ---- one cause is one finding


def test_a_name_that_leads_nowhere_is_told_once_with_its_places_and_the_nearest(folder: Checkout) -> None:
    said = (
        GOOD
        + 'project:r1-vier a vak:Project ; rdfs:label "Vier"@nl ; vak:zonmwNumber "50-4" ; vak:inRound round:r11 .\n'
    )
    found = violations(judged(folder, said.replace("vak:inRound round:r1 ;", "vak:inRound round:r11 ;")))
    (finding,) = found
    assert (finding.shape, len(finding.places)) == ("gate:dangling", 2)
    assert finding.near and finding.repair.startswith(f"Bedoelde u {finding.near[0]}")


def test_a_name_that_the_delivery_itself_brings_leads_somewhere(folder: Checkout) -> None:
    said = GOOD.replace("round:r1 ;", "round:r9 ;") + 'round:r9 a vak:Round ; rdfs:label "Ronde 9"@nl .\n'
    assert violations(judged(folder, said)) == []


def test_a_check_question_about_a_thing_with_a_fault_repeats_nothing(folder: Checkout) -> None:
    question = (
        "#+ title: {nl: Niets begint ooit, en: Nothing begins ever}\n#+ question: {nl: Wat?, en: What?}\n"
        "#+ asked-by: [data-manager]\n#+ problem: {nl: Het begin deugt niet., en: Bad begin.}\n"
        "#+ solution: {nl: Verbeter het., en: Mend it.}\n#+ columns:\n#+   thing: {nl: Ding, en: Thing}\n"
        "PREFIX vak: <https://w3id.org/vakgraph/def#>\n"
        "SELECT ?thing WHERE { ?thing vak:begin ?begin ; vak:zonmwNumber ?number . FILTER(STRLEN(?number) < 5) }\n"
    )
    small_world.put(folder.root, "queries/checks/begin.rq", question)
    begun = GOOD.replace('"50-1"', '"50-1" ;\n    vak:begin "ooit"')
    assert only(judged(folder, begun)).message == "Het begin is geen dag."
    fine = begun.replace('"ooit"', '"2019-03-01"^^xsd:date')
    assert only(judged(folder, fine)).shape == "begin", "without that fault the question is heard"


def test_where_everything_was_checked_again_the_report_says_so(folder: Checkout) -> None:
    report = judged(folder, GOOD.replace('"50-1"', '"50-1" ; vak:begin "2019-01-01+00:00"^^xsd:date')).report
    assert [(mention.label, mention.note) for mention in report.whole] == [
        ("alle regels", "de wijziging kan alles raken")
    ]
    assert judged(folder, GOOD).report.whole == ()


@pytest.mark.parametrize(
    ("said", "wrong", "repair"),
    [
        ('"2,5" is geen heel getal; schrijf 2 of 3.', '"2,5" is geen heel getal.', "Schrijf 2 of 3."),
        ('"a; b" is geen ding; noem een ding.', '"a; b" is geen ding.', "Noem een ding."),
        ("Het is te kort. Vul het aan.", "Het is te kort.", "Vul het aan."),
        ('"2,5" has a decimal comma; a whole number stands here: 2.', '"2,5" has a decimal comma.',
         "Write a whole number: 2."),
        ('"x" is geen DOI; die begint met 10.', '"x" is geen DOI; die begint met 10.', ""),
    ],
)  # fmt: skip
def test_what_a_message_asks_for_is_how_to_mend_it(said: str, wrong: str, repair: str) -> None:
    assert mending.parted(said) == (wrong, repair)


def test_a_cell_of_which_nothing_is_asked_is_mended_by_what_its_column_holds() -> None:
    def hint(key: str, language: str = "nl") -> str:
        return mending.hint(Fault(Place("x.csv", 2, field=key), "", "", kind="project", column=key), "Fout.", language)

    assert hint("status") == "Kies uit de lijst."
    assert hint("sources").endswith("of lever het mee op het blad Bronnen.")
    assert hint("municipalities", "en").endswith("such as 0758.")
    assert hint("euro_granted") == "Vul in: een bedrag in hele euro's, bijvoorbeeld 250000."


@pytest.mark.parametrize(
    ("iri", "near"), [("project/r1-eenn", ["r1-een"]), ("project/zoiets-is-er-niet", [])]
)  # fmt: skip
def test_only_what_is_nearly_as_close_as_the_nearest_is_a_candidate(
    folder: Checkout, iri: str, near: list[str]
) -> None:
    found = Nearest(World.of(folder)).to(f"https://w3id.org/vakgraph/id/{iri}")
    assert [words.rpartition("(")[2].rstrip(")") for words in found] == near


def test_of_a_code_only_the_one_that_differs_in_zeros_is_a_candidate() -> None:
    assert _closest("gm518", ["gm0518", "gm0758", "gm1581"]) == ["gm0518"]


def test_an_empty_delivery_was_not_checked(folder: Checkout) -> None:
    with pytest.raises(NothingFound, match="hier staat niets in"):
        judged(folder, "")


def test_a_folder_without_shapes_checks_nothing(folder: Checkout) -> None:
    shutil.rmtree(folder.ontology / "shapes")
    with pytest.raises(NothingFound, match="geen vormen"):
        judged(folder, GOOD)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("[] a vak:Project .", "geen eigen naam"),
        ("project:r1-twee vak:result [] .", "geen eigen naam"),
        ("<https://example.org/x> a vak:Project .", "geen naam van een ding"),
        ("vak:Project rdfs:comment 1 .", "hoort bij de ontologie"),
        ("target-group:nieuw a skos:Concept .", "hoort bij de ontologie"),
        ('project:r1-twee vak:result "a"@nl--ltr .', "kan niet in een databestand"),
        ("project:r1-twee vak:result <<( <http://a/a> <http://a/b> 1 )>> .", "kan niet in een databestand"),
    ],
)
def test_what_has_no_home_is_refused(folder: Checkout, said: str, sentence: str) -> None:
    found = [f for f in violations(judged(folder, said)) if f.shape == "gate:home"]
    assert len(found) == 1 and sentence in found[0].message


def test_what_is_derived_is_refused(folder: Checkout) -> None:
    assert only(judged(folder, "claim:ks.aaaa vak:accepted true .")).shape == "gate:derived"


def test_another_value_for_what_has_only_one_names_correct(folder: Checkout) -> None:
    with_begin = 'project:r1-twee vak:begin "2020-01-01"^^xsd:date .'
    gate.add(folder, delivered(with_begin))
    finding = only(judged(folder, with_begin.replace("2020", "2021")))
    assert finding.shape == "gate:overwriting"
    assert 'vakgraph correct project:r1-twee vak:begin "2020-01-01" "2021-01-01"' in finding.repair
    assert (finding.expected, finding.found) == ("2020-01-01", "2021-01-01")


def test_a_second_name_in_one_language_is_no_silent_change(folder: Checkout) -> None:
    assert only(judged(folder, 'project:r1-twee rdfs:label "Anders"@nl .')).shape == "gate:overwriting"
    assert violations(judged(folder, 'project:r1-twee rdfs:label "Two"@en .')) == []


def test_a_literal_is_written_in_the_spelling_that_the_store_keeps(folder: Checkout) -> None:
    delivery = delivered("project:r1-twee vak:result 1.50 .")
    report = gate.add(folder, delivery).report
    assert [(f.severity, f.found) for f in report.findings] == [("info", "1.50")]
    assert "vak:result 1.5 ;" in (folder.data / "project" / "r1-twee.ttl").read_text()


# ---- persons


@pytest.mark.parametrize(
    ("words", "sorts"),
    [
        ("111222333", ["bsn"]),
        ("nummer 111222333 van de deelnemer", ["bsn"]),
        ("111 222 333", ["bsn"]),
        ("1112.22.333", ["bsn"]),
        ("111222334", []),
        ("000000000", []),
        ("doi 10.1000/111222333", []),
        ("https://example.org/111222333", []),
        ("jan@example.org", ["e-mail"]),
        ("info@gemeente.nl", ["e-mail"]),
        ("jan (at) example.org", ["e-mail"]),
        ("06-12345678", ["telephone"]),
        ("06 12 34 56 78", ["telephone"]),
        ("+31 6 12345678", ["telephone"]),
        ("0031612345678", ["telephone"]),
        ("+31 (0)20 123 45 67", ["telephone"]),
        ("020-1234567", ["telephone"]),
        ("(0182) 12 34 56", ["telephone"]),
        ("2016-2017", []),
        ("01-02-2016", []),
        ("01-02-2016 10 gemeenten", []),
        ("geboren op 12-03-1980", ["birth-date"]),
        ("geb. 3 mei 1980", ["birth-date"]),
        ("Geboortedatum: 1980-05-03", ["birth-date"]),
        ("jongeren geboren na 1990", []),
        ("28719, nr. 98", []),
        ("50-53500-98-001", []),
        ("11 van 59 aanvragen, 3.500.000 euro", []),
    ],
)
def test_data_of_persons_is_seen(words: str, sorts: list[str]) -> None:
    assert [sort.word for sort, _ in privacy.looks_like(words)] == sorts


@pytest.mark.parametrize("words", ["a" * 500_000, "1 " * 300_000, "geboren " * 60_000, "a@" * 200_000, "0" * 500_000])
def test_a_long_text_is_looked_through_in_no_time(words: str) -> None:
    begin = time.monotonic()
    list(privacy.looks_like(words, name=True))
    assert time.monotonic() - begin < 5


def test_a_code_is_no_citizen_number_and_a_day_beside_a_name_is_a_birth_date() -> None:
    assert list(privacy.looks_like("111222333", code=True)) == []
    assert [sort.word for sort, _ in privacy.looks_like("J. Jansen, 12-03-1980", name=True)] == ["birth-date"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_data_of_persons_stops_a_delivery_and_is_nowhere_printed(folder: Checkout, language: str) -> None:
    secrets = ("111222333", "jan@example.org", "06-12345678")
    said = f'project:r1-twee vak:result "{" en ".join(secrets)}"@nl ; vak:begin "{secrets[0]}" .'
    judgement = judged(folder, said, language=language)
    own = {f.shape for f in violations(judgement) if f.shape.startswith("gate:") and f.secret}
    assert own == {"gate:bsn", "gate:e-mail", "gate:telephone"}
    printed = json.dumps([[str(value) for value in (f.message, f.value, f.found, f.repair, f.besides, f.near)]
                          for f in judgement.report.findings])  # fmt: skip
    assert not any(secret in printed for secret in secrets)


def test_an_address_for_mail_and_a_birthday_property_are_seen(folder: Checkout) -> None:
    said = "project:r1-twee rdfs:seeAlso <mailto:jan@example.org> ; <http://xmlns.com/foaf/0.1/birthday> 3 ."
    found = {f.shape for f in violations(judged(folder, said)) if f.secret}
    assert found == {"gate:e-mail", "gate:birth-date"}
    said = 'project:r1-twee <http://schema.org/birthDate> "1980" .'
    assert {f.shape for f in violations(judged(folder, said)) if f.secret} == {"gate:birth-date"}


def test_the_graph_itself_holds_no_data_of_persons(root: Path) -> None:
    folder = checkout.find(root)
    triples = [t for path in folder.graph_files() if "data" in path.parts for t in turtle.read(path)]
    everything = Delivery("graaf", "ttl", b"", tuple(triples))
    assert [(secret.focus, secret.path) for secret in privacy.find(everything)] == []


def test_a_cell_with_data_of_a_person_is_stopped_also_where_it_cannot_be_read(folder: Checkout) -> None:
    text = "Sleutel;Titel;Gemeenten\nr1-drie;Drie;111222333\n"
    delivery = intake.read_bytes(text.encode(), "Projecten.csv", "csv", unknown)
    judgement = gate.judge(delivery, World.of(folder))
    assert {f.shape for f in violations(judgement) if f.secret} >= {"gate:bsn"}
    assert "111222333" not in repr(judgement.report)


def test_another_cell_of_that_row_is_told_as_ever(folder: Checkout) -> None:
    text = "Sleutel;Titel;Begin\nr1-drie;Bel 06-12345678;ooit\n"
    found = violations(gate.judge(intake.read_bytes(text.encode(), "Projecten.csv", "csv", unknown), World.of(folder)))
    assert [f.found for f in found if f.shape == "gate:cell"] == ["ooit"]


def unknown(word: str, text: str) -> str:
    raise UnknownName(f'Er is geen {word} "{text}".', f'There is no {word} "{text}".')


# ---- perhaps there already


def test_nearly_the_same_title_in_the_round_is_laid_side_by_side(folder: Checkout) -> None:
    gate.add(folder, delivered(GOOD))
    again = GOOD.replace("r1-drie", "r1-vier").replace("Leren in de wijk", "Leren in de wijken").replace("50-1", "50-2")
    (alike,) = judged(folder, again).lookalikes
    assert alike.other == NAME["project"] + "r1-drie"
    assert ("ZonMw-nummer", "50-2", "50-1") in alike.rows
    assert alike.nl.startswith("Bijna dezelfde titel") and alike.en.startswith("Nearly the same title")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("Leren in de wijk", "Iets heel anders"), "Hetzelfde ZonMw-nummer: 50-1."),
        (("50-1", "50-2"), 'Dezelfde naam: "Leren in de wijk".'),
        (("Leren in de wijk", "Iets heel anders", "50-1", "50-2"), None),
    ],
)
def test_the_same_number_or_name_is_told_and_no_other(
    folder: Checkout, change: tuple[str, ...], why: str | None
) -> None:
    gate.add(folder, delivered(GOOD))
    again = GOOD.replace("r1-drie", "r1-vier")
    for old, new in zip(change[::2], change[1::2], strict=True):
        again = again.replace(old, new)
    assert [alike.nl for alike in judged(folder, again).lookalikes] == ([why] if why else [])


# ---- the difference in words


def test_the_difference_is_said_in_plain_words(folder: Checkout) -> None:
    before = World.of(folder)
    two = delivered(GOOD + GOOD.replace("r1-drie", "r1-vier")).triples
    assert difference.sentences(before, before.changed(two)) == ["2 projecten nieuw"]
    assert difference.sentences(before, before.changed(two), "en") == ["2 projects new"]
    assert difference.sentences(before, before.changed(delivered(GOOD).triples)) == [
        '1 project nieuw ("Leren in de wijk")'
    ]


def test_a_longer_duration_is_said_in_months(folder: Checkout) -> None:
    def lasting(end: str) -> World:
        said = f'project:r1-twee vak:begin "2017-01-01"^^xsd:date ; vak:end "{end}"^^xsd:date .'
        return World.of(folder).changed(delivered(said).triples)

    assert difference.sentences(lasting("2017-12-31"), lasting("2018-06-30")) == [
        "looptijd van =Twee van 12 naar 18 maanden"
    ]
    assert difference.duration(iri("project:r1-twee"), lasting("2018-01-01")) == 12


def test_what_the_sources_did_not_state_is_over_when_a_delivery_states_it(folder: Checkout) -> None:
    gate.add(folder, delivered("project:r1-twee vak:sourcesDoNotState vak:zonmwNumber ."))
    result = gate.add(folder, delivered('project:r1-twee vak:zonmwNumber "50-9" .'))
    assert result.sentences == ("=Twee: bronnen vermelden niet weg: ZonMw-nummer", "=Twee: ZonMw-nummer erbij: 50-9")
    assert "sourcesDoNotState" not in (folder.data / "project" / "r1-twee.ttl").read_text()


# ---- writing


def test_a_delivery_becomes_lines_in_home_files(folder: Checkout) -> None:
    before = contents(folder.root)
    result = gate.add(folder, delivered(GOOD + 'project:r1-twee vak:result "af"@nl .'))
    assert (result.written, result.files) == (True, ("data/project/r1-drie.ttl", "data/project/r1-twee.ttl"))
    after = contents(folder.root)
    assert {name for name in after if after[name] != before.get(name)} == set(result.files)
    old, new = (state["data/project/r1-twee.ttl"].decode().splitlines() for state in (before, after))
    assert [line for line in new if line not in old] == ['    vak:result "af"@nl ;']


@pytest.mark.parametrize(
    "text", [GOOD.replace("a vak:Project", "a vak:Projekt"), 'project:r1-twee vak:result "06-12345678" .']
)
def test_nothing_of_a_refused_delivery_enters(folder: Checkout, text: str) -> None:
    before = contents(folder.root)
    result = gate.add(folder, delivered(text + "\n" + GOOD.replace("r1-drie", "r1-goed")))
    assert not result.written and not result.report.conforms
    assert contents(folder.root) == before


def test_a_dry_run_tells_and_writes_nothing(folder: Checkout) -> None:
    before = contents(folder.root)
    result = gate.add(folder, delivered(GOOD), dry_run=True)
    assert (result.sentences, result.written) == (('1 project nieuw ("Leren in de wijk")',), False)
    assert contents(folder.root) == before
    assert not (folder.root / ".vakgraph").exists()


def test_adding_the_same_again_changes_nothing(folder: Checkout) -> None:
    gate.add(folder, delivered(GOOD))
    before = contents(folder.root)
    assert gate.add(folder, delivered(GOOD)).files == ()
    assert contents(folder.root) == before and len(journal.history(folder.root)) == 1


def test_undo_puts_every_byte_back_one_change_at_a_time(folder: Checkout) -> None:
    states = [contents(folder.root)]
    for number in range(3):
        gate.add(folder, delivered(GOOD.replace("r1-drie", f"r1-n{number}").replace("50-1", f"50-{number}")))
        states.append(contents(folder.root))
    for state in reversed(states[:-1]):
        gate.undo(folder)
        assert contents(folder.root) == state
    with pytest.raises(WriteError, match="niets om ongedaan"):
        gate.undo(folder)


def test_undo_refuses_where_a_person_changed_the_file_since(folder: Checkout) -> None:
    gate.add(folder, delivered(GOOD))
    path = folder.data / "project" / "r1-drie.ttl"
    path.write_text(path.read_text() + "# eigen werk\n")
    before = contents(folder.root)
    with pytest.raises(WriteError, match=r"data/project/r1-drie\.ttl is sindsdien veranderd"):
        gate.undo(folder)
    assert contents(folder.root) == before


def test_a_graph_that_came_along_is_not_changed(folder: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkout, "_WHEEL", folder.root)
    for work in (lambda: gate.add(folder, delivered(GOOD)), lambda: gate.undo(folder)):
        with pytest.raises(WriteError, match="--root"):
            work()
    assert gate.add(folder, delivered(GOOD), dry_run=True).sentences


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(folder: Checkout) -> None:
    folder.data.chmod(0o555)
    with pytest.raises(WriteError, match="mag u niet schrijven"):
        gate.add(folder, delivered(GOOD))


def test_the_second_writer_is_told_which_process_is_the_first(folder: Checkout) -> None:
    with journal.locked(folder.root):
        script = (
            f"from vakgraph import journal; from pathlib import Path\n"
            f"try:\n  with journal.locked(Path({str(folder.root)!r})): print('in')\n"
            f"except Exception as error: print(error)"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert f"in gebruik door proces {os.getpid()}" in done.stdout
    with journal.locked(folder.root):
        pass


# ---- killed at any moment

# Adds a delivery again and again, each time in a process that dies at a later step, and after half of a text.
KILLED = """
import os, shutil, sys
from pathlib import Path
import vakgraph.gate, vakgraph.gate.adding, vakgraph.gate.judging, vakgraph.reports
from vakgraph import checkout, gate, intake

world, text, most, what = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), int(sys.argv[3]), sys.argv[4]
STEPS = ("open", "write", "fsync", "replace", "rename", "unlink", "mkdir", "rmdir")
real = {name: getattr(os, name) for name in STEPS}
rename = os.rename
delivery = intake.read_bytes(text, "levering.ttl", "ttl", lambda word, said: said)

def dying(at):
    count = 0
    def step(name):
        def act(*words, **more):
            nonlocal count
            count += 1
            if count == at:
                if name == "write":
                    real[name](words[0], bytes(words[1])[: len(words[1]) // 2])
                os._exit(9)
            return real[name](*words, **more)
        return act
    for name in STEPS:
        setattr(os, name, step(name))
    folder = checkout.find(root)
    gate.add(folder, delivery) if what == "add" else gate.undo(folder)
    (world.parent / "steps").write_text(str(count))
    os._exit(0)

def tried(at):
    global root
    root = world.with_name(f"{world.name}-{what}-{at}")
    shutil.copytree(world, root)
    child = os.fork()
    if not child:
        dying(at)
    os.waitpid(child, 0)

tried(0)  # to the end, to count the steps
steps = int((world.parent / "steps").read_text())
for at in sorted({round(1 + n * (steps - 1) / (most - 1)) for n in range(most)}):
    tried(at)
    print(at)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed in the way of POSIX")
@pytest.mark.parametrize("what", ["add", "undo"])
def test_a_process_killed_at_any_moment_leaves_the_old_or_the_new_and_never_a_mix(
    folder: Checkout, tmp_path: Path, what: str
) -> None:
    several = "".join(GOOD.replace("r1-drie", f"r1-n{n}").replace("50-1", f"50-{n}") for n in range(3))
    several += 'project:r1-twee vak:result "af"@nl .'
    old = contents(folder.root)
    if what == "undo":
        gate.add(folder, delivered(several))
    both = [old, _after(folder, tmp_path, several) if what == "add" else contents(folder.root)]
    text = tmp_path / "levering.ttl"
    text.write_text(small_world.PREFIXES + several)
    words = [sys.executable, "-c", KILLED, str(folder.root), str(text), "50", what]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=300)
    assert "Traceback" not in done.stderr, done.stderr
    points = done.stdout.split()
    assert len(points) == 50
    found = []
    for at in points:
        root = folder.root.with_name(f"{folder.root.name}-{what}-{at}")
        checkout.find(root)  # whoever reads next finishes what was begun
        state = contents(root)
        assert state in both, f"killed at step {at}: {[n for n in state if state[n] not in [s.get(n) for s in both]]}"
        assert not journal.pending(root)
        found.append(both.index(state))
    assert set(found) == {0, 1}, "the points must lie on both sides of the moment that decides"


def _after(folder: Checkout, tmp_path: Path, text: str) -> dict[str, bytes]:
    shutil.copytree(folder.root, tmp_path / "after")
    gate.add(checkout.find(tmp_path / "after"), delivered(text))
    return contents(tmp_path / "after")


def test_who_reads_waits_for_a_writer_that_is_still_at_it(folder: Checkout) -> None:
    (folder.root / ".vakgraph" / "pending").mkdir(parents=True)
    with journal.locked(folder.root), pytest.raises(WriteError, match="in gebruik door proces"):
        journal.mend(folder.root, wait=0.2)


def test_a_journal_that_is_damaged_is_told_and_nothing_is_read(folder: Checkout) -> None:
    (folder.root / ".vakgraph" / "pending").mkdir(parents=True)
    (folder.root / ".vakgraph" / "pending" / "record.json").write_text("{")
    with pytest.raises(WriteError, match="beschadigd"):
        checkout.find(folder.root)


# ---- putting right

WHY = Ground("Stond verkeerd in de brief.", iri("source:ks"), date(2026, 2, 3))


def amended(folder: Checkout, value: Literal, new: Literal) -> gate.Added:
    def change(world: World) -> gate.Change:
        return gate.correct(world, iri("project:r1-twee"), iri("vak:begin"), value, new, WHY, iri("source:ks"))

    return gate.amend(folder, "correct", change)


def day(words: str) -> Literal:
    return Literal(words, datatype=iri("xsd:date"))


def test_a_correction_erases_nothing(folder: Checkout) -> None:
    gate.add(folder, delivered('project:r1-twee vak:begin "2020-01-01"^^xsd:date .'))
    result = amended(folder, day("2020-01-01"), day("2021-01-01"))
    assert result.written and "begin van =Twee van 2020-01-01 naar 2021-01-01" in result.sentences
    world = World.of(folder)
    assert world.values(iri("project:r1-twee"), VAK + "begin") == [day("2021-01-01")]
    claims = {
        world.values(claim, NAME["rdf"] + "object")[0].value: world.values(claim, VAK + "claimStatus")[0].value
        for claim in {t.subject for t in turtle.read(folder.data / "source" / "ks.ttl")}
        if Triple(claim, iri("rdf:predicate"), iri("vak:begin")) in world
    }
    status = NAME["claim-status"]
    assert claims == {"2020-01-01": status + "withdrawn", "2021-01-01": status + "standing"}
    text = (folder.data / "source" / "ks.ttl").read_text()
    assert 'skos:note "Stond verkeerd in de brief."@nl' in text
    assert 'vak:withdrawnOn "2026-02-03"^^xsd:date' in text and "vak:withdrawnAccordingTo source:ks" in text


def test_a_correction_that_breaks_a_rule_is_not_made(folder: Checkout) -> None:
    gate.add(folder, delivered('project:r1-twee vak:begin "2020-01-01"^^xsd:date .'))
    before = contents(folder.root)
    result = amended(folder, day("2020-01-01"), Literal("ooit"))
    assert not result.written and [f.message for f in result.report.findings] == ["Het begin is geen dag."]
    assert contents(folder.root) == before


def test_what_is_not_said_cannot_be_corrected(folder: Checkout) -> None:
    gate.add(folder, delivered('project:r1-twee vak:begin "2020-01-01"^^xsd:date .'))
    with pytest.raises(UnknownName, match="Er staat: 2020-01-01"):
        amended(folder, day("1999-01-01"), day("2021-01-01"))


def test_the_source_of_the_old_value_is_never_guessed(folder: Checkout) -> None:
    gate.add(folder, delivered('project:r1-twee vak:begin "2020-01-01"^^xsd:date .'))
    world = World.of(folder)
    with pytest.raises(InputError, match="--from"):
        gate.correct(world, iri("project:r1-twee"), iri("vak:begin"), day("2020-01-01"), day("2021-01-01"), WHY)


def test_a_withdrawn_claim_stays_marked_and_is_not_withdrawn_twice(folder: Checkout) -> None:
    claim = iri("claim:ks.aaaa")
    result = gate.amend(folder, "withdraw", lambda world: gate.withdraw(world, claim, WHY))
    assert result.written
    world = World.of(folder)
    assert world.values(claim, VAK + "claimStatus") == [iri("claim-status:withdrawn")]
    with pytest.raises(InputError, match="al ingetrokken"):
        gate.withdraw(world, claim, WHY)


def test_a_file_that_holds_nothing_more_goes(folder: Checkout) -> None:
    path = folder.data / "project" / "r1-twee.ttl"
    assert homes.texts(folder, [], turtle.read(path)) == {"data/project/r1-twee.ttl": None}


# ---- any data, any shapes


def foreign(text: str, name: str) -> Delivery:
    return intake.read_bytes(text.encode(), name, "ttl", lambda word, said: said, foreign=True)


ANY = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix a: <http://a/> .
a:S a sh:NodeShape ; sh:targetClass a:T ; sh:property [ sh:path a:p ; sh:minCount 1 ] .
a:Idle a sh:NodeShape ; sh:targetClass a:Nobody ; sh:nodeKind sh:IRI .
"""


@pytest.mark.parametrize("engine", ["bulk", "pyshacl"])
def test_any_data_is_judged_by_any_shapes(engine: str) -> None:
    data = foreign("@prefix a: <http://a/> .\na:x a a:T .\na:y a a:Other .\n", "data.ttl")
    report = gate.of_data(data, foreign(ANY, "shapes.ttl"), engine)
    assert [(f.focus, f.place) for f in report.findings if f.severity == "violation"] == [
        ("http://a/x", "data.ttl:2:1")
    ]
    assert [mention.iri for mention in report.unchecked] == ["http://a/y"]
    assert [f.focus for f in report.findings if f.severity == "warning"] == ["http://a/Idle"]


@pytest.mark.parametrize(
    ("data", "shapes"), [("<http://a/x> a <http://a/T> .", ""), ("<http://a/x> a <http://a/U> .", ANY)]
)
def test_nothing_checked_is_an_error(data: str, shapes: str) -> None:
    with pytest.raises(NothingFound, match="niets gecontroleerd"):
        gate.of_data(foreign(data, "data.ttl"), foreign(shapes, "shapes.ttl"))
