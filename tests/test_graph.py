"""The desk answers stored questions from words, with labels, and shows, counts and exports the graph."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import small_world

from vakgraph import turtle
from vakgraph.errors import AmbiguousName, NothingFound, UnknownName, VakError
from vakgraph.graph import VakGraph
from vakgraph.table import Table

PROJECT = "https://w3id.org/vakgraph/id/project/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_world.build(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def desk(folder: Path) -> VakGraph:
    return VakGraph.open(folder)


def projects(table: Table) -> list[str]:
    return [cell.value.removeprefix(PROJECT) for cell in table.column("project")]


# ---- asking


def test_a_question_without_choices_asks_for_all(desk: VakGraph) -> None:
    assert projects(desk.ask("projects")) == ["r1-een", "r1-twee"]


@pytest.mark.parametrize(
    "words", ["statushouders", "Vergunninghouders", "status holders", "target-group:statushouders"]
)
def test_a_choice_is_found_by_any_of_its_names(desk: VakGraph, words: str) -> None:
    assert projects(desk.ask("projects", target_group=words)) == ["r1-een"]


def test_a_choice_may_be_written_as_on_the_command_line(desk: VakGraph) -> None:
    assert projects(desk.ask("projects", **{"target-group": ["statushouders"]})) == ["r1-een"]


def test_the_answer_has_labels_headings_and_the_words_for_empty(desk: VakGraph) -> None:
    table = desk.ask("projects")
    assert [cell.label for cell in table.column("project")] == ["Project één", "=Twee"]
    assert (table.title, table.headings) == ("Projecten", ("Project", "Nummer", ""))
    assert table.empty[1] == "niet vermeld" and table.notes == ("Een noot.",)


def test_english_words_come_where_they_exist_and_dutch_ones_elsewhere(folder: Path) -> None:
    english = VakGraph.open(folder, language="en").ask("projects")
    assert english.title == "Projects" and english.empty[1] == "not stated"
    assert english.column("project")[0].label == "Project één"
    assert english.column("round")[0].label == "Round 1"


def test_the_choices_made_are_told_in_words(desk: VakGraph) -> None:
    answer = desk.answer(desk.query("projects"), target_group="vergunninghouders", **{"from": 2018})
    assert answer.filters == (("Doelgroep", "statushouders"), ("Vanaf", "2018"))


def test_an_unknown_question_gets_a_near_miss(desk: VakGraph) -> None:
    with pytest.raises(UnknownName, match=r"Bedoelde u projects\?"):
        desk.ask("project")


def test_an_unknown_choice_gets_a_near_miss(desk: VakGraph) -> None:
    with pytest.raises(UnknownName, match=r"Bedoelde u --target-group\?"):
        desk.ask("projects", targetgroup="x")


def test_a_choice_far_from_all_gets_the_whole_list(desk: VakGraph) -> None:
    with pytest.raises(UnknownName, match="Wel: --target-group, --municipality"):
        desk.ask("projects", zzz="x")


def test_an_ambiguous_name_names_all_it_can_mean(desk: VakGraph) -> None:
    with pytest.raises(AmbiguousName, match=r"Bergen \(L\).*0893.*Bergen \(NH\).*0373"):
        desk.ask("projects", municipality="Bergen")


@pytest.mark.parametrize(
    ("choice", "words"),
    [("from", "18"), ("from", "२०१८"), ("day", "2018-13-01"), ("day", "1 mei"), ("order", "omvang")],
)
def test_a_value_of_the_wrong_form_is_refused(desk: VakGraph, choice: str, words: str) -> None:
    with pytest.raises(VakError, match=f"past niet bij --{choice}"):
        desk.ask("projects", **{choice: words})


def test_a_required_choice_must_be_made(desk: VakGraph) -> None:
    with pytest.raises(VakError, match="heeft --thing nodig"):
        desk.ask("thing-facts")


def test_a_value_stays_a_value(desk: VakGraph) -> None:
    with pytest.raises(UnknownName):
        desk.ask("projects", target_group='x" } DROP ALL #')


def test_sparql_gives_what_its_form_promises(desk: VakGraph) -> None:
    assert desk.sparql("ASK { ?s ?p ?o }") is True
    assert isinstance(desk.sparql("SELECT * { ?s a ?c } LIMIT 1"), Table)
    triples = desk.sparql(f"DESCRIBE <{PROJECT}r1-een>")
    assert isinstance(triples, list) and len(triples) == 5
    assert desk.as_table(triples).columns == ("subject", "predicate", "object")


# ---- showing


def test_a_page_shows_facts_claims_links_and_the_line_it_stands_on(desk: VakGraph) -> None:
    page = desk.show("Ronde 1")
    assert page.iri.endswith("/round/r1") and page.kind and page.kind.word == "round"
    assert page.place == "data/round/r1.ttl:21"
    assert sorted(cell.value for cell in page.links.column("subject")) == [PROJECT + "r1-een", PROJECT + "r1-twee"]
    assert {cell.value for cell in page.claims.column("quote")} == {"11 projecten zijn gehonoreerd", "tien thema's"}


def test_a_contested_fact_carries_its_mark(desk: VakGraph) -> None:
    page = desk.show("round:r1")
    marks = {row["property"].value.rpartition("#")[2]: row["mark"].value for row in page.facts}
    assert marks["grantsMade"] == "≠" and marks["label"] == ""
    assert [cell.value for cell in page.claims.column("mark")] == ["≠", "≠"]


def test_info_counts_every_kind_and_tells_the_release(desk: VakGraph) -> None:
    told = desk.info()
    counts = {kind.word: count for kind, count in told.kinds}
    assert counts == {"project": 2, "round": 1, "source": 1, "claim": 2, "conflict": 1, "municipality": 2}
    assert (told.release, told.licence) == ("Stand: 2026-01-02, versie 9.8.7", "CC BY 4.0")
    assert len(told.open_conflicts) == 1 and told.coverage is None


def test_a_conflict_with_a_preferred_claim_is_no_longer_open(tmp_path: Path) -> None:
    folder = small_world.build(tmp_path)
    text = (folder / "data/conflict/telling.ttl").read_text(encoding="utf-8")
    small_world.put(folder, "data/conflict/telling.ttl", text.replace(" ;\n.", " ;\n vak:prefers claim:ks.aaaa .\n"))
    assert len(VakGraph.open(folder).info().open_conflicts) == 0


# ---- exporting


def exported(desk: VakGraph, **what: object) -> bytes:
    out = io.BytesIO()
    desk.export(out, **what)  # type: ignore[arg-type]
    return out.getvalue()


def test_the_export_holds_as_many_triples_as_info_says(folder: Path) -> None:
    small = folder / "queries" / "derive"
    small.mkdir(exist_ok=True)
    (small / "10-has.rq").write_text(
        "#+ title: {nl: Heeft, en: Has}\nPREFIX vak: <https://w3id.org/vakgraph/def#>\n"
        "CONSTRUCT { ?round vak:hasPart ?project } WHERE { ?project vak:inRound ?round }\n",
        encoding="utf-8",
    )
    desk = VakGraph.open(folder)
    told = desk.info()
    assert told.derived == 2
    assert len(turtle.read_text(exported(desk))) == told.asserted + told.derived
    assert len(turtle.read_text(exported(desk, asserted=True))) == told.asserted
    assert exported(desk) == exported(VakGraph.open(folder))


def test_one_kind_or_one_thing_is_exported_with_all_that_lives_in_its_file(desk: VakGraph) -> None:
    def subjects(**what: object) -> set[str]:
        return {t.subject.value.rpartition("/")[2] for t in turtle.read_text(exported(desk, asserted=True, **what))}

    assert subjects(kind="project") == {"r1-een", "r1-twee"}
    assert subjects(kind="bewering") == {"ks", "ks.aaaa", "ks.bbbb"}
    assert subjects(kind="municipality") == {"gm0373", "gm0893"}
    assert subjects(thing="Project één") == {"r1-een"}


def test_an_export_of_nothing_is_told(desk: VakGraph) -> None:
    with pytest.raises(NothingFound):
        exported(desk, kind="case")
    with pytest.raises(UnknownName, match="Bedoelde u project"):
        exported(desk, kind="projekt")
