"""Every stored question asked of rdflib as well: the same rows in its world, in every state of its parameters."""

from __future__ import annotations

import pytest
from worlds import BOOK, by_name, nothing, stored

from vakgraph.contracts import checks
from vakgraph.contracts.cases import Case

EVERY_CASE = [
    pytest.param(case, id=f"{case.query}: {case.name}") for name in BOOK.with_cases() for case in BOOK.cases(name)
]


@pytest.mark.parametrize("case", EVERY_CASE)
def test_rdflib_gives_exactly_the_expected_rows(case: Case) -> None:
    nothing(checks.answers(BOOK, case, "rdflib", lambda text: BOOK.by_rdflib(case.query, text)))


ROWS = [name for name in BOOK.asked if stored(name).form == "SELECT"]  # what is exported has no rows, and no parameters


@pytest.mark.parametrize("name", by_name(ROWS))
def test_both_engines_agree_with_each_parameter_unset_set_once_and_set_twice(name: str) -> None:
    world = BOOK.world(name)
    for parameter in stored(name).parameters:
        values = checks.two_values(BOOK, stored(name), parameter, world.table)
        assert len(values) == 2, f"no two values for {parameter.name}"
    nothing(checks.agree(BOOK, name, world.table, lambda text: BOOK.by_rdflib(name, text), ("pyoxigraph", "rdflib")))
