"""The shapes guard the data: what is wrong is named with the thing, a sentence, the file and the line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import small_world

from vakgraph.errors import NothingFound
from vakgraph.graph import VakGraph
from vakgraph.validation import Report

CHECK = """#+ title: {nl: Projecten zonder doelgroep, en: Projects without target group}
#+ problem: {nl: Dit project noemt geen doelgroep., en: This project names no target group.}
#+ solution: {nl: Vul de doelgroep in., en: Fill in the target group.}
PREFIX vak: <https://w3id.org/vakgraph/def#>
SELECT ?project ?round SEVERITY WHERE {
  ?project a vak:Project ; vak:inRound ?round .
  MINUS { ?project vak:forTargetGroup ?group }
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_world.build(tmp_path)


def run(folder: Path, language: str = "nl") -> Report:
    return VakGraph.open(folder, language=language).validate()


def spoil(folder: Path, old: str, new: str) -> None:
    path = folder / "data/project/r1-twee.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_sound_graph_conforms_and_says_how_much_was_looked_at(folder: Path) -> None:
    report = run(folder)
    assert report.conforms and report.findings == ()
    assert (report.focus_nodes, report.shapes) == (2, 1)
    assert report.say() == "Goed: geen fouten (1 vormregel op 2 dingen)."


def test_a_wrong_value_is_named_with_its_line(folder: Path) -> None:
    spoil(folder, "vak:inRound round:r1 ;", 'vak:inRound "ronde 1" ;')
    (finding,) = run(folder).findings
    assert finding.focus.endswith("project/r1-twee") and finding.path.endswith("#inRound")
    assert (finding.value, finding.severity) == ("ronde 1", "violation")
    assert finding.message == "Noem de ronde met haar naam."
    assert finding.place == "data/project/r1-twee.ttl:24:17"


def test_a_missing_value_is_named_at_the_thing_itself(folder: Path) -> None:
    spoil(folder, '    rdfs:label "=Twee"@nl ;\n', "")
    (finding,) = run(folder, "en").findings
    assert finding.message == "A project needs a title."
    assert finding.place.startswith("data/project/r1-twee.ttl:2")


def test_a_severity_of_the_shape_is_kept(folder: Path) -> None:
    path = folder / "ontology/shapes/project.ttl"
    text = path.read_text(encoding="utf-8").replace("sh:minCount 1 ;", "sh:minCount 1 ; sh:severity sh:Warning ;")
    path.write_text(text, encoding="utf-8")
    spoil(folder, '    rdfs:label "=Twee"@nl ;\n', "")
    report = run(folder)
    assert report.conforms and report.count("warning") == 1


def test_a_shape_on_a_class_sees_the_things_of_its_subclasses(folder: Path) -> None:
    path = folder / "ontology/vak.ttl"
    path.write_text(path.read_text(encoding="utf-8") + "vak:Vimp rdfs:subClassOf vak:Project .\n", encoding="utf-8")
    spoil(folder, 'a vak:Project ;\n    rdfs:label "=Twee"@nl ;', "a vak:Vimp ;")
    report = run(folder)
    assert report.focus_nodes == 2 and not report.conforms


def test_no_shapes_is_not_valid_but_nothing_checked(folder: Path) -> None:
    shutil.rmtree(folder / "ontology/shapes")
    with pytest.raises(NothingFound, match="geen vormen"):
        run(folder)


def test_shapes_that_touch_nothing_are_nothing_checked(folder: Path) -> None:
    path = folder / "ontology/shapes/project.ttl"
    path.write_text(
        path.read_text(encoding="utf-8").replace("sh:targetClass vak:Project", "sh:targetClass vak:Nergens")
    )
    with pytest.raises(NothingFound, match="niets gecontroleerd"):
        run(folder)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("sh:targetNode round:r1", 1),
        ("sh:targetSubjectsOf vak:inRound", 2),
        ("sh:targetObjectsOf vak:inRound", 1),
    ],
)
def test_every_kind_of_target_is_counted(folder: Path, target: str, expected: int) -> None:
    path = folder / "ontology/shapes/project.ttl"
    text = path.read_text(encoding="utf-8").replace("sh:targetClass vak:Project", target)
    path.write_text(text.replace("sh:property shape:Project-label , shape:Project-round", "sh:nodeKind sh:IRI"))
    assert run(folder).focus_nodes == expected


# ---- check questions


def test_a_check_question_that_finds_rows_is_a_fault(folder: Path) -> None:
    small_world.put(folder, "queries/checks/no-group.rq", CHECK.replace(" SEVERITY", ""))
    report = VakGraph.open(folder).check()
    (finding,) = report.findings
    assert finding.focus.endswith("r1-twee") and finding.shape == "no-group"
    assert finding.message == "Dit project noemt geen doelgroep. Vul de doelgroep in."
    assert finding.place.startswith("data/project/r1-twee.ttl:2") and finding.value == "Ronde 1"
    assert not report.conforms and report.questions == 1


def test_a_check_question_may_say_how_grave_its_rows_are(folder: Path) -> None:
    small_world.put(folder, "queries/checks/no-group.rq", CHECK.replace("SEVERITY", '("warning" AS ?severity)'))
    report = VakGraph.open(folder).check()
    assert report.conforms and report.count("warning") == 1


def test_the_report_is_a_table_with_the_gravest_first(folder: Path) -> None:
    small_world.put(folder, "queries/checks/no-group.rq", CHECK.replace("SEVERITY", '("warning" AS ?severity)'))
    spoil(folder, "vak:inRound round:r1 ;", 'vak:inRound "ronde 1" ;')
    table = VakGraph.open(folder).check().table("nl")
    assert [cell.value for cell in table.column("severity")] == ["fout", "let op"]
    assert table.title == "Niet goed: 1 fout (1 vormregel op 2 dingen en 1 controlevraag)."
