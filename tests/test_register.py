"""The municipal register: every municipality has a place in time, and the derived successors are the known ones."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from vakgraph import checkout, turtle
from vakgraph.namespaces import GEMEENTE, OUTSIDE, VAK
from vakgraph.store import embedded
from vakgraph.turtle import Triple

EXPECTED = Path(__file__).parent / "facts" / "successors.csv"
SPLIT = {"0053", "0140", "0788", "1671"}  # Winsum, Littenseradiel, Haaren and Maasdonk went to several others


@pytest.fixture(scope="module")
def register(root: Path) -> dict[str, list[Triple]]:
    """The triples of each register file, by the name of the file."""
    return {path.stem: turtle.read(path) for path in sorted((root / "data" / "register").glob("*.ttl"))}


def said(triples: list[Triple], name: str) -> dict[str, set[str]]:
    """What each subject says with one property."""
    found: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate.value == name:
            found[triple.subject.value].add(triple.object.value)
    return found


def known_successors() -> dict[str, set[str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return {row["code"]: set(row["successors"].split()) for row in csv.DictReader(file)}


def test_the_derived_successors_are_those_the_facts_name(root: Path) -> None:
    store = embedded.open(checkout.find(root))
    derived: dict[str, set[str]] = defaultdict(set)
    for old, new in store.select(f"SELECT ?old ?new {{ ?old <{VAK}successor> ?new }}").rows:
        derived[old.value.removeprefix(GEMEENTE + "gm")].add(new.value.removeprefix(GEMEENTE + "gm"))
    assert dict(derived) == known_successors()


def test_only_a_split_municipality_has_more_than_one_successor() -> None:
    assert {code for code, successors in known_successors().items() if len(successors) > 1} == SPLIT


def test_a_municipality_ended_exactly_where_it_has_a_successor(register: dict[str, list[Triple]]) -> None:
    ended = {iri.removeprefix(GEMEENTE + "gm") for iri in said(register["municipality"], VAK + "lastValidDay")}
    assert ended == set(known_successors())


def test_the_register_is_whole(register: dict[str, list[Triple]]) -> None:
    kinds = Counter(
        triple.object.value.removeprefix(VAK).removeprefix(OUTSIDE["tooiont"])
        for triples in register.values()
        for triple in triples
        if triple.predicate.value == OUTSIDE["rdf"] + "type"
    )
    assert kinds == {
        "Gemeente": 426,
        "Provincie": 12,
        "Merger": 91,
        "LabourMarketRegion": 35,
        "RegionMembership": 1541,
        "PopulationCount": 3703,
        "Tile": 697,
    }


def test_the_code_of_a_municipality_is_the_end_of_its_name(register: dict[str, list[Triple]]) -> None:
    for iri, codes in said(register["municipality"], VAK + "cbsCode").items():
        assert codes == {iri.removeprefix(GEMEENTE + "gm")}, iri


def test_a_first_day_is_known_or_said_to_be_unknown(register: dict[str, list[Triple]]) -> None:
    first = set(said(register["municipality"], VAK + "validFrom"))
    silent = set(said(register["municipality"], VAK + "sourcesDoNotState"))
    assert not first & silent
    assert first | silent == set(said(register["municipality"], VAK + "cbsCode"))


def test_a_merger_is_named_after_what_it_joins_and_when(register: dict[str, list[Triple]]) -> None:
    old, new = (said(register["merger"], VAK + name) for name in ("fromMunicipality", "toMunicipality"))
    days = said(register["merger"], VAK + "date")
    for iri in days:
        name = f"{_tail(old[iri])}.{_tail(new[iri])}.{''.join(days[iri]).replace('-', '')}"
        assert iri.endswith("/" + name), iri


def test_every_region_that_a_membership_names_exists(register: dict[str, list[Triple]]) -> None:
    regions = set(said(register["region"], VAK + "regionCode"))
    for iri, named in said(register["region"], VAK + "inRegion").items():
        assert len(named) == 1, f"{iri} lies in {len(named)} regions at once"
        assert named <= regions, iri


def test_every_tile_of_a_year_has_a_place_of_its_own(register: dict[str, list[Triple]]) -> None:
    column, row, year = (said(register["tile"], VAK + name) for name in ("tileColumn", "tileRow", "layoutYear"))
    places = Counter((*year[iri], *column[iri], *row[iri]) for iri in year)
    assert [place for place, count in places.items() if count > 1] == []


def test_a_bergen_is_known_by_its_province(register: dict[str, list[Triple]]) -> None:
    names = said(register["municipality"], OUTSIDE["rdfs"] + "label")
    bergen = {name for iri in names for name in names[iri] if re.match(r"Bergen\b(?! op| en)", name)}
    assert bergen == {"Bergen (L)", "Bergen (NH)"}


def _tail(iris: set[str]) -> str:
    (iri,) = iris
    return iri.removeprefix(GEMEENTE)
