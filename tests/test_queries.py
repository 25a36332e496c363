"""Every stored question: the right answer in a made-up world, from two engines, and another without its fact."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import NamedNode
from worlds import (
    CASES,
    PATHS,
    ROOT,
    Case,
    Row,
    World,
    bind,
    by_name,
    cases,
    folders,
    in_order,
    in_rdflib,
    short,
    stored,
    term,
)

from vakgraph.namespaces import CONCEPT, KINDS, OUTSIDE
from vakgraph.queries import Parameter, StoredQuery

NAMES = folders("queries")
ALL_CASES = [case for name in NAMES for case in cases(name)]
EVERY_CASE = [pytest.param(case, id=f"{case.query}: {case.name}") for case in ALL_CASES]
EVERY_CARRIED_CASE = [at for at, case in zip(EVERY_CASE, ALL_CASES, strict=True) if case.carrying]
TABLES = sorted(path.stem for path in (ROOT / "queries" / "tables").glob("*.rq"))
ASKED = sorted(path.stem for path in (ROOT / "queries").rglob("*.rq") if path.parent.name != "derive")
WORLD_OF_ALL = ROOT / "ontology" / "examples.ttl"


def world(query: str) -> World:
    """The world of a query with what follows from it; the examples of the ontology where it has none of its own."""
    return _world(CASES / "queries" / query / "world.ttl" if query in NAMES else WORLD_OF_ALL)


@cache
def _world(path: Path) -> World:
    return World.read(path).derived()


@cache
def _in_rdflib(of: World) -> rdflib.Graph:
    return of.in_rdflib()


@cache
def by_rdflib(query: str, sparql: str) -> list[Row]:
    """What rdflib answers in the world of a query; each text is asked once."""
    return in_rdflib(_in_rdflib(world(query)), sparql)


# --- answers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", EVERY_CASE)
def test_the_engine_gives_exactly_the_expected_rows(case: Case) -> None:
    rows = world(case.query).select(case.bound())
    assert in_order(rows, case.ordered) == in_order(case.expected, case.ordered)


@pytest.mark.parametrize("case", EVERY_CASE)
def test_rdflib_gives_exactly_the_expected_rows(case: Case) -> None:
    rows = by_rdflib(case.query, case.bound())
    assert in_order(rows, case.ordered) == in_order(case.expected, case.ordered)


@pytest.mark.parametrize("case", EVERY_CARRIED_CASE)
def test_without_the_fact_that_carries_it_the_answer_is_another(case: Case) -> None:
    for statement in case.carrying:
        poorer = world(case.query).without([statement]).derived()
        rows = poorer.select(case.bound())
        assert in_order(rows, case.ordered) != in_order(case.expected, case.ordered), (
            f"nothing changes without: {statement}"
        )


# --- states of the parameters -------------------------------------------------------------------------


@pytest.mark.parametrize("name", by_name(ASKED))
def test_both_engines_agree_with_each_parameter_unset_set_once_and_set_twice(name: str) -> None:
    query = stored(name)
    for values in _states(query):
        text = bind(query, values)
        assert in_order(world(name).select(text), False) == in_order(by_rdflib(name, text), False), (
            f"they differ with {values}"
        )


def _states(query: StoredQuery) -> list[dict[str, list[Any]]]:
    """Nothing set (but what is required), then each parameter once and twice."""
    needed = {each.name: _values(query, each)[:1] for each in query.parameters if each.required}
    return [needed] + [
        {**needed, each.name: _values(query, each)[:count]} for each in query.parameters for count in (1, 2)
    ]


def _values(query: StoredQuery, parameter: Parameter) -> list[Any]:
    """Two values for a parameter: those of its cases first, then any others that fit."""
    used = chain.from_iterable(
        case.parameters.get(parameter.name, []) for case in ALL_CASES if case.query == query.name
    )
    found = list(dict.fromkeys([*map(str, used), *_candidates(query, parameter)]))
    assert len(found) >= 2, f"no two values for {parameter.name}"
    return found


def _candidates(query: StoredQuery, parameter: Parameter) -> list[str]:
    fixed = {
        "year": ["2016", "2020"],
        "integer": ["1", "2"],
        "date": ["2016-06-01", "2020-10-01"],
        "text": ["a", "werk"],
    }
    if parameter.type in fixed:
        return fixed[parameter.type]
    if parameter.type == "choice":
        return list(parameter.choices)
    if parameter.type == "concept":
        where = f"?thing <{OUTSIDE['skos']}inScheme> <{CONCEPT}{parameter.scheme}>"
    else:
        kind = "municipality" if parameter.type == "municipality" else parameter.kind
        where = f"?thing a <{KINDS[kind].rdf_class}>" if kind else "?thing a ?class"
    rows = world(query.name).select(f"SELECT DISTINCT ?thing WHERE {{ {where} }} ORDER BY STR(?thing)")
    return [str(row[0]) for row in rows] + (["target-group:refugees"] if parameter.type == "thing" else [])


# --- what must be there -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", by_name(TABLES))
def test_every_table_question_has_cases(name: str) -> None:
    assert name in NAMES, f"tests/cases/queries/{name}/ with world.ttl and cases.yaml is missing"
    mine = [case for case in ALL_CASES if case.query == name]
    assert any(case.carrying for case in mine), "no case names the fact that carries its answer"
    for parameter in stored(name).parameters:
        asked = [case.parameters.get(parameter.name, []) for case in mine]
        assert any(asked), f"no case sets {parameter.name}"
        assert parameter.required or not all(asked), f"no case leaves {parameter.name} unset"


@pytest.mark.parametrize("name", by_name(NAMES))
def test_every_case_folder_belongs_to_a_question_and_is_made_up(name: str) -> None:
    assert name in PATHS, f"there is no query {name}"
    first = (CASES / "queries" / name / "world.ttl").read_text(encoding="utf-8").split("\n")[0]
    assert first.startswith("#"), "the first line of a world says that it is made up"


@pytest.mark.parametrize("name", by_name(TABLES))
def test_every_projected_column_has_a_heading_or_is_hidden_on_purpose(name: str) -> None:
    """A column for the data formats alone is named in the query, in a line `# Hidden: ?finding ?quote`."""
    query = stored(name)
    hidden = set(
        re.findall(r"\?(\w+)", " ".join(re.findall(r"^#\s*Hidden:(.*)$", query.text, re.MULTILINE | re.IGNORECASE)))
    )
    projected = world(name).columns(bind(query, _states(query)[0]))
    assert set(projected) == set(query.columns) | hidden
    assert not set(query.columns) & hidden


def test_every_rule_and_question_says_in_two_languages_what_it_is() -> None:
    for name in PATHS:
        assert stored(name).title.get("nl") and stored(name).title.get("en")


def test_a_prefixed_name_is_read_and_written() -> None:
    assert term("target-group:refugees", "concept") == NamedNode(CONCEPT + "target-group/refugees")
    assert short(CONCEPT + "target-group/refugees") == "target-group:refugees"
