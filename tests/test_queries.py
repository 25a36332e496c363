"""Every stored question: the right answer in a made-up world, another without its fact, and columns that hold."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode
from worlds import BOOK, CASES, PATHS, by_name, nothing, short, stored, term

from vakgraph.contracts import checks, running
from vakgraph.contracts.cases import Case
from vakgraph.graph import VakGraph
from vakgraph.namespaces import CONCEPT

NAMES = BOOK.with_cases()
ALL_CASES = [case for name in NAMES for case in BOOK.cases(name)]
EVERY_CASE = [pytest.param(case, id=f"{case.query}: {case.name}") for case in ALL_CASES]
EVERY_CARRIED_CASE = [at for at, case in zip(EVERY_CASE, ALL_CASES, strict=True) if case.carrying]


# --- answers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", EVERY_CASE)
def test_the_engine_gives_exactly_the_expected_rows(case: Case) -> None:
    nothing(checks.answers(BOOK, case, "pyoxigraph", BOOK.world(case.query).select))


@pytest.mark.parametrize("case", EVERY_CARRIED_CASE)
def test_without_the_fact_that_carries_it_the_answer_is_another(case: Case) -> None:
    nothing(checks.carried(BOOK, case))


# --- columns ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", by_name(BOOK.tables))
def test_every_projected_column_has_a_heading_or_is_hidden_on_purpose(name: str) -> None:
    """A column for the data formats alone is named in the query, in a line `# Hidden: ?finding ?quote`."""
    nothing(checks.headings(BOOK, name, BOOK.world(name).table))


@pytest.mark.parametrize("name", by_name(BOOK.tables))
def test_every_column_holds_in_its_world_what_it_should(name: str) -> None:
    for case in BOOK.cases(name):
        nothing(checks.types(BOOK, name, BOOK.table(name, case.bound(stored(name))), running.HERE))


@pytest.fixture(scope="module")
def real(own_cache: object) -> VakGraph:
    return VakGraph.open(BOOK.checkout.root)


@pytest.mark.parametrize("name", by_name(BOOK.asked))
def test_every_question_answers_on_the_real_graph_with_what_its_columns_should_hold(name: str, real: VakGraph) -> None:
    nothing(running.in_graph(BOOK, name, real.store))


# --- what must be there -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", by_name(BOOK.tables))
def test_every_table_question_has_cases(name: str) -> None:
    nothing(checks.complete(BOOK, name))


@pytest.mark.parametrize("name", by_name(NAMES))
def test_every_case_folder_belongs_to_a_question_and_is_made_up(name: str) -> None:
    assert name in PATHS, f"there is no query {name}"
    first = (CASES / "queries" / name / "world.ttl").read_text(encoding="utf-8").split("\n")[0]
    assert first.startswith("#"), "the first line of a world says that it is made up"


def test_every_rule_and_question_says_in_two_languages_what_it_is() -> None:
    for name in PATHS:
        assert stored(name).title.get("nl") and stored(name).title.get("en")


def test_a_prefixed_name_is_read_and_written() -> None:
    assert term("target-group:refugees", "concept") == NamedNode(CONCEPT + "target-group/refugees")
    assert short(CONCEPT + "target-group/refugees") == "target-group:refugees"
