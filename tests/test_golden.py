"""Golden numbers: what sources say of the programme comes out of a stored question, with its source."""

from __future__ import annotations

import pytest
from worlds import ROOT, short

from vakgraph.graph import VakGraph

Row = dict[str, str | None]

LETTER, DIVOSA, ANNEX = "source:kst-28719-98", "source:divosa-kennisprogramma", "source:bijlage-6-2020"
ARTICLE = "source:sociaal-bestek-2020"
NEWS_OF_ROUND_2 = "source:zonmw-gehonoreerde-projecten-2e-ronde-vakkundig-aan-het-werk"
NEWS_OF_ROUND_6 = "source:zonmw-drie-gemeenten-gaan-vrouwen-begeleiden-naar-economische"
FIRST, ROUND_1, ROUND_2, ROUND_5, ROUND_6 = (
    "programme:vakkundig-aan-het-werk",
    "round:vahw1-1",
    "round:vahw1-2",
    "round:vahw1-5",
    "round:vahw1-6",
)


@pytest.fixture(scope="module")
def graph(own_cache: object) -> VakGraph:
    """The graph as it is shipped."""
    return VakGraph.open(ROOT)


def rows(graph: VakGraph, name: str, **choices: str) -> list[Row]:
    """What a stored question answers; IRIs as prefixed names, None for an empty cell."""
    found = graph.ask(name, **choices)
    return [
        {
            column: (short(cell.value) if cell.kind == "iri" else cell.value) or None
            for column, cell in zip(found.columns, row, strict=True)
        }
        for row in found.rows
    ]


def one(found: list[Row], **which: str) -> Row:
    """The single row in which the columns hold these values."""
    fitting = [row for row in found if which.items() <= row.items()]
    assert len(fitting) == 1, f"{len(fitting)} rows with {which}"
    return fitting[0]


# --- round 1 and 2 ------------------------------------------------------------------------------------


def test_round_1_had_59_applications_and_11_grants_of_which_its_own_list_shows_10(graph: VakGraph) -> None:
    first = one(rows(graph, "applications-to-findings"), of_round=ROUND_1)
    assert (first["applications"], first["granted"], first["rate"]) == ("59", "10 ≠ 11", "17 ≠ 19")
    numbers = rows(graph, "quotable-numbers", thing=ROUND_1)
    applications = one(numbers, about="phase:vahw1-1.application", value="59")
    assert (applications["quotable"], applications["source"]) == ("ja", LETTER)
    granted = one(numbers, what="vak:grantsMade", value="11")
    assert (granted["quotable"], granted["confirmations"]) == ("alleen met de tegenspraak", "2")


def test_round_2_had_23_applications_and_12_grants(graph: VakGraph) -> None:
    second = one(rows(graph, "rounds"), round=ROUND_2)
    assert (second["applications"], second["granted"], second["rate"]) == ("23", "12", "52")
    numbers = rows(graph, "quotable-numbers", thing=ROUND_2)
    for what, value in (("vak:applications", "23"), ("vak:grantsMade", "12")):
        assert one(numbers, what=what, value=value)["source"] == DIVOSA


def test_the_budget_of_round_2_is_the_sum_of_its_lines_and_is_not_what_was_granted(graph: VakGraph) -> None:
    money = rows(graph, "budget-traced")
    second = one(money, thing=ROUND_2)
    assert (second["available"], second["parts"], second["difference"]) == ("3.500.000", "3.500.000", "0")
    assert (second["granted"], second["source"]) == ("2.000.000", LETTER)
    lines = {row["available"] for row in money if row["within"] == ROUND_2}
    assert lines == {"2.500.000", "400.000", "600.000"}
    granted = one(rows(graph, "quotable-numbers", thing=ROUND_2), what="vak:euroGranted")
    assert (granted["value"], granted["source"]) == ("2.000.000", NEWS_OF_ROUND_2)


@pytest.mark.parametrize(("query", "column"), [("what-a-document-says", "says"), ("where-from", "value")])
def test_an_amount_is_written_with_its_thousands_apart_wherever_its_source_is_read(
    graph: VakGraph, query: str, column: str
) -> None:
    said = {row[column].value.removesuffix(" ≠") for row in graph.ask(query)}
    assert {"2.500.000", "500.000"} <= said and not {"2500000", "500000"} & said


def test_of_the_ten_million_4_6_can_be_traced(graph: VakGraph) -> None:
    programme = one(rows(graph, "budget-traced", level="programme"), thing=FIRST)
    assert (programme["available"], programme["parts"]) == ("10.000.000", "4.625.000")
    assert programme["difference"] == "5.375.000"


# --- 2020 ---------------------------------------------------------------------------------------------


def test_111_municipalities_stand_beside_the_47_known_by_name_and_are_never_added(graph: VakGraph) -> None:
    counted = rows(graph, "municipalities-counted", date="2020-10-01")
    said = [row for row in counted if row["counted"] == "volgens een bron"]
    assert {(row["number"], row["source"]) for row in said} == {("111", ANNEX), ("111", ARTICLE)}
    assert one(counted, counted="bij naam bekend, indeling van de peildatum")["number"] == "47"
    assert one(counted, counted="geteld, maar niet bij naam bekend")["number"] == "64"
    assert len(rows(graph, "municipalities-then-and-now")) == 47


def test_the_111_and_the_59_of_2020_are_each_one_confirmation(graph: VakGraph) -> None:
    numbers = rows(graph, "quotable-numbers", thing=FIRST)
    for what, value in (("vak:participatingMunicipalities", "111"), ("vak:projectsInAll", "59")):
        row = one(numbers, about=FIRST, what=what)
        assert (row["value"], row["quotable"], row["as_of"]) == (value, "ja", "2020-10-01")
        assert (row["confirmations"], row["source"]) == ("1", ARTICLE)


def test_59_projects_are_counted_and_what_is_missing_is_what_is_not_known_by_name(graph: VakGraph) -> None:
    row = one(rows(graph, "coverage"), thing=FIRST, what="vak:projectsInAll")
    named = rows(graph, "projects-of-a-round", programme=FIRST)
    assert row["claimed"] == "59"
    assert row["known"] == str(len({each["project"] for each in named}))
    assert int(row["missing"] or 0) == 59 - int(row["known"] or 0)


# --- registrations, centre municipalities, consortia ---------------------------------------------------


def test_199_registrations_are_neither_applications_nor_participants(graph: VakGraph) -> None:
    fifth = one(rows(graph, "applications-to-findings"), of_round=ROUND_5)
    assert (fifth["registered"], fifth["applications"], fifth["granted"]) == ("199", None, "2")
    row = one(rows(graph, "quotable-numbers"), value="199")
    assert (row["what"], row["source"]) == ("vak:partiesRegistered", ANNEX)
    for name in ("municipalities-counted", "coverage", "what-a-round-bought"):
        assert all("199" not in row.values() for row in rows(graph, name))
    assert len({row["participant"] for row in rows(graph, "who-takes-part", round=ROUND_5)}) < 50


def test_round_6_was_open_to_24_centre_municipalities_that_nobody_names(graph: VakGraph) -> None:
    row = one(rows(graph, "round-conditions", round=ROUND_6), condition="vak:invitedMunicipalities")
    assert (row["how"], row["value"], row["source"]) == ("aantal", "24", ANNEX)
    assert "bij naam" in graph.query("round-conditions").missing["nl"]


def test_4_consortia_were_planned_and_3_funded_which_is_no_contradiction(graph: VakGraph) -> None:
    row = one(rows(graph, "planned-and-realised", thing=ROUND_6, what="grants"), about=ROUND_6)
    assert (row["planned"], row["realised"], row["difference"]) == ("4", "3", "-1")
    assert (row["source"], row["realised_source"]) == (ANNEX, NEWS_OF_ROUND_6)
    numbers = rows(graph, "quotable-numbers", thing=ROUND_6)
    assert {one(numbers, what=what)["quotable"] for what in ("vak:grantsPlanned", "vak:grantsMade")} == {"ja"}
