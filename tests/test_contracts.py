"""The contracts of the questions: what is broken is seen, with its file and line and what differs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vakgraph import checkout, contracts
from vakgraph.cli import run
from vakgraph.contracts import checks, columns
from vakgraph.contracts.book import Book
from vakgraph.contracts.broken import Broken, differs, told
from vakgraph.errors import QueryHeaderError
from vakgraph.graph import VakGraph
from vakgraph.queries import StoredQuery, load
from vakgraph.store import Store
from vakgraph.table import XSD, Cell, Table

NAME = "rounds-by-name"
QUERY = """\
#+ title: {nl: Rondes bij naam, en: Rounds by name}
#+ question: {nl: "Welke rondes zijn er?", en: "Which rounds are there?"}
#+ asked-by: [programme]
#+ parameters:
#+   round: {type: thing, kind: round, label: {nl: Ronde, en: Round}}
#+ columns:
#+   round: {nl: Ronde, en: Round}
#+   applications: {nl: Aanvragen, en: Applications, type: number}
PREFIX vak: <https://w3id.org/vakgraph/def#>
SELECT ?round ?applications WHERE {
  VALUES ?round { UNDEF }
  ?round a vak:Round ; vak:applications ?applications .
}
ORDER BY STR(?round)
"""
WORLD = """\
# A made-up world.
@prefix round: <https://w3id.org/vakgraph/id/round/> .
@prefix vak: <https://w3id.org/vakgraph/def#> .
round:a a vak:Round ; vak:applications 4 .
round:b a vak:Round ; vak:applications 7 .
"""
CASES = """\
- name: every round
  ordered: true
  expected:
    - [round:a, 4]
    - [round:b, 7]
  carrying:
    - 'round:a vak:applications 4 .'
- name: one round
  parameters:
    round: [round:b]
  expected:
    - [round:b, 7]
"""


class Small:
    """A graph folder with one question, its world and its cases; each of them can be spoilt."""

    def __init__(self, at: Path, root: Path) -> None:
        self.root = at
        shutil.copytree(root / "ontology", at / "ontology", ignore=shutil.ignore_patterns("shapes", "alignments"))
        self.query, folder = at / "queries" / "tables" / f"{NAME}.rq", at / "tests" / "cases" / "queries" / NAME
        self.world, self.cases = folder / "world.ttl", folder / "cases.yaml"
        self.data = at / "data" / "round" / "c.ttl"
        for path, text in ((self.query, QUERY), (self.world, WORLD), (self.cases, CASES), (self.data, WORLD)):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (at / "queries" / "derive").mkdir()
        release = root / "queries" / "pages" / "release.rq"
        (at / "queries" / "pages").mkdir()
        shutil.copy(release, at / "queries" / "pages")

    def spoil(self, path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def broken(self) -> tuple[Broken, ...]:
        return self.result().broken

    def result(self, server: Store | None = None) -> contracts.Result:
        return contracts.run(checkout.find(self.root), VakGraph.open(self.root).store, [NAME], server)


@pytest.fixture
def small(tmp_path: Path, root: Path) -> Small:
    return Small(tmp_path / "graph", root)


def test_a_question_that_keeps_its_contract_is_not_mentioned(small: Small) -> None:
    result = small.result()
    assert result.broken == ()
    assert (result.queries, result.cases, result.engines) == (1, 2, ("pyoxigraph", "rdflib"))


def test_another_answer_is_shown_with_the_line_of_its_case_and_what_differs(small: Small) -> None:
    small.spoil(small.cases, "    - [round:b, 7]\n  carrying", "    - [round:b, 8]\n  carrying")
    broken = small.broken()
    assert [each.en.split(": ")[1].split(" ")[0] for each in broken] == ["pyoxigraph", "rdflib"]
    assert {each.place for each in broken} == {f"tests/cases/queries/{NAME}/cases.yaml:1"}
    assert {(each.missing, each.extra) for each in broken} == {(("round:b | 8",), ("round:b | 7",))}
    text = told(broken, "nl")
    assert "  - verwacht: round:b | 8" in text and "  + gekregen: round:b | 7" in text


def test_the_second_case_has_its_own_line(small: Small) -> None:
    small.spoil(small.cases, "round: [round:b]\n", "round: [round:a]\n")
    assert {each.line for each in small.broken()} == {8}


def test_rows_in_another_order_are_another_answer_where_the_order_is_fixed(small: Small) -> None:
    small.spoil(small.query, "ORDER BY STR(?round)", "ORDER BY DESC(STR(?round))")
    assert len(small.broken()) == 2
    small.spoil(small.cases, "  ordered: true\n", "")
    assert small.broken() == ()


def test_a_fact_that_carries_nothing_is_told(small: Small) -> None:
    small.spoil(small.world, "round:a a", "<https://w3id.org/vakgraph/id/round/d> vak:note 1 .\nround:a a")
    small.spoil(small.cases, "'round:a vak:applications 4 .'", "'round:d vak:note 1 .'")
    (only,) = small.broken()
    assert "stays the same without" in only.en and only.line == 1


def test_a_fact_that_is_not_in_the_world_carries_nothing(small: Small) -> None:
    small.spoil(small.cases, "'round:a vak:applications 4 .'", "'round:a vak:applications 5 .'")
    (only,) = small.broken()
    assert "does not say" in only.en


def test_a_column_that_holds_something_else_is_told_at_its_line(small: Small) -> None:
    small.spoil(small.query, "type: number", "type: text")
    broken = small.broken()
    assert {each.line for each in broken} == {8} and {each.file for each in broken} == {f"queries/tables/{NAME}.rq"}
    assert {each.en.split("holds ")[1].split(":")[0] for each in broken} == {
        "number in its world",
        "number in the graph",
    }


def test_a_column_of_the_real_graph_must_hold_what_its_world_holds(small: Small) -> None:
    small.spoil(small.query, ", type: number", "")
    assert small.broken() == ()
    small.spoil(small.data, "vak:applications 4", 'vak:applications "vier"')
    (only,) = small.broken()
    assert "should hold number and holds text in the graph: vier" in only.en


def test_a_column_by_the_name_of_a_kind_holds_things_of_that_kind(small: Small) -> None:
    small.spoil(small.data, "round:b a vak:Round", "<https://w3id.org/vakgraph/id/project/b> a vak:Round")
    assert ["holds project" in each.en for each in small.broken()] == [True]


def test_a_projected_column_without_a_heading_is_told(small: Small) -> None:
    small.spoil(small.query, "SELECT ?round ?applications", "SELECT ?round ?applications (1 AS ?extra)")
    assert any("?extra has no heading" in each.en for each in small.broken())


def test_a_parameter_without_a_case_is_told(small: Small) -> None:
    small.spoil(small.cases, "  parameters:\n    round: [round:b]\n  expected:", "  expected:\n    - [round:a, 4]")
    assert [each.en for each in small.broken()] == [f'{NAME}, "every round": no case sets round.']


def test_a_question_without_cases_is_told(small: Small) -> None:
    shutil.rmtree(small.cases.parent)
    (small.root / "tests" / "cases" / "queries").mkdir(exist_ok=True)
    shutil.copy(small.data, small.root / "ontology" / "examples.ttl")
    assert any("is missing" in each.en for each in small.broken())


def test_a_question_that_no_engine_can_read_is_told_and_stops_nothing(small: Small) -> None:
    small.spoil(small.query, "ORDER BY STR(?round)", "ORDER BY STR(?round")
    assert any("cannot be answered" in each.en for each in small.broken())


def test_cases_that_cannot_be_read_are_told_with_their_line(small: Small) -> None:
    small.spoil(small.cases, "  ordered: true", "  orderd: true")
    assert any(f"tests/cases/queries/{NAME}/cases.yaml:1" in each.en for each in small.broken())


def test_where_there_are_no_cases_the_rest_is_checked_and_that_is_said(small: Small) -> None:
    shutil.rmtree(small.root / "tests")
    result = small.result()
    assert result.broken == () and result.engines == ("pyoxigraph",) and "tests/cases" in result.say("en")
    small.spoil(small.query, "SELECT ?round ?applications", "SELECT ?round ?applications (1 AS ?extra)")
    assert any("?extra has no heading" in each.en for each in small.broken())


# ---- a server


class Elsewhere:
    """A server that gives the answers of the graph, but for what is spoilt."""

    url = "http://server.example/sparql"

    def __init__(self, store: Store, less: int) -> None:
        self._store, self._less = store, less

    def select(self, sparql: str) -> Table:
        table = self._store.select(sparql)
        return Table(table.columns, table.rows[: len(table.rows) - self._less])


@pytest.mark.parametrize("less", [0, 1])
def test_a_server_must_give_the_same_rows(less: int, small: Small) -> None:
    server: Any = Elsewhere(VakGraph.open(small.root).store, less)
    result = small.result(server)
    assert server.url in result.engines
    assert bool(result.broken) == bool(less)
    if less:
        assert server.url in result.broken[0].en and result.broken[0].missing


# ---- the command


@pytest.fixture
def said(small: Small, capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    def check(*words: str) -> tuple[int, str, str]:
        code = run(["--root", str(small.root), "check", "--queries", NAME, *words])
        out, err = capsys.readouterr()
        return code, out, err

    yield check


def test_the_command_says_that_all_is_well(said: Any) -> None:
    assert said() == (0, "1 vragen, 2 gevallen, gesteld aan pyoxigraph, rdflib: 0 gebroken.\n", "")


def test_the_command_ends_with_one_where_a_contract_is_broken(said: Any, small: Small) -> None:
    small.spoil(small.cases, "[round:b, 7]", "[round:b, 8]")
    code, out, err = said()
    assert (code, err) == (1, "") and f"tests/cases/queries/{NAME}/cases.yaml:1: " in out
    code, out, err = said("--format", "csv")
    assert code == 1 and out.startswith("query,file,line,") and "2 gebroken" in err


def test_the_command_ends_with_two_and_the_line_where_a_header_is_broken(said: Any, small: Small) -> None:
    small.spoil(small.query, "#+ asked-by:", "#+ asked_by:")
    code, out, err = said()
    assert (code, out) == (2, "") and f"{NAME}.rq:3: " in err


def test_the_command_names_every_broken_header(said: Any, small: Small) -> None:
    small.spoil(small.query, "type: number", "type: getal")
    (small.query.parent / "other.rq").write_text("SELECT ?x {}", encoding="utf-8")
    code, _, err = said()
    assert code == 2 and f"{NAME}.rq:8: " in err and "other.rq:1: " in err


def test_two_questions_of_one_name_are_a_broken_header(said: Any, small: Small) -> None:
    shutil.copy(small.query, small.root / "queries" / "pages")
    code, _, err = said()
    assert code == 2 and f"{NAME}.rq" in err


def test_a_question_that_is_not_there_is_refused(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(small.root), "check", "--queries", "rounds-by-nam"]) == 2
    assert NAME in capsys.readouterr().err


# ---- what a column holds


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        (Cell("iri", "https://w3id.org/vakgraph/id/project/x"), "project"),
        (Cell("iri", "https://w3id.org/vakgraph/concept/direction/better"), "direction"),
        (Cell("iri", "https://zoek.officielebekendmakingen.nl/kst-1-2"), "publication"),
        (Cell("iri", "https://example.org/"), "address"),
        (Cell("literal", "1", XSD + "integer"), "number"),
        (Cell("literal", "1.5", XSD + "decimal"), "number"),
        (Cell("literal", "2018-01-01", XSD + "date"), "date"),
        (Cell("literal", "true", XSD + "boolean"), "boolean"),
        (Cell("literal", "x", None, "nl"), "text"),
        (Cell("unbound"), ""),
    ],
)
def test_a_cell_says_what_it_holds(cell: Cell, word: str) -> None:
    assert columns.held(cell) == word
    assert columns.strangers([cell], frozenset({word or "number"})) == {}
    if word:
        assert columns.strangers([cell], frozenset({"merger"})) == {word: cell.value}


def test_a_thing_is_of_any_kind_and_a_concept_of_any_scheme() -> None:
    project = Cell("iri", "https://w3id.org/vakgraph/id/project/x")
    concept = Cell("iri", "https://w3id.org/vakgraph/concept/direction/better")
    assert not columns.strangers([project, concept], frozenset({"thing"}))
    assert not columns.strangers([concept], frozenset({"concept"}))
    assert columns.strangers([project], frozenset({"concept"}))
    assert columns.strangers([Cell("literal", "x")], frozenset({"thing", "address"}))


def test_a_column_with_a_type_that_is_none_is_a_broken_header(small: Small) -> None:
    small.spoil(small.query, "type: number", "type: nummer")
    with pytest.raises(QueryHeaderError) as caught:
        load(small.query)
    assert caught.value.line == 8


def test_a_type_may_be_one_of_several(small: Small) -> None:
    small.spoil(small.query, "type: number", "type: [number, text]")
    query: StoredQuery = load(small.query)
    assert columns.expected(query, "applications") == {"number", "text"}


def test_what_differs_in_order_is_shown_from_there_on() -> None:
    assert differs([("a",), ("b",), ("c",)], [("a",), ("c",), ("b",)], True) == (("b", "c"), ("c", "b"))
    assert differs([("a",), ("a",)], [("a",), (None,)], False) == (("a",), ("–",))


def test_every_state_of_the_parameters_is_asked(small: Small) -> None:
    book = Book(checkout.find(small.root))
    found = checks.states(book, NAME, book.world(NAME).table)
    assert found == [{}, {"round": ["round:b"]}, {"round": ["round:b", "round:a"]}]
