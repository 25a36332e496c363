"""A row becomes triples: those that stand in the graph, or a sentence with the place of the cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakgraph import checkout, find, mapping, mint, sheets, turtle
from vakgraph.errors import AmbiguousName, InputError, UnknownName
from vakgraph.mapping import Names, numbers
from vakgraph.namespaces import BASE, CONCEPT, GEMEENTE, KINDS, SCHEMES, VAK, prefixes
from vakgraph.sheets import COLUMNS, Row
from vakgraph.store import embedded

ROWS = Path(__file__).parent / "cases" / "rows"
ID = BASE + "id/"


@pytest.fixture(scope="module")
def names(root: Path) -> Names:
    """What the graph itself calls its things and concepts."""
    store = embedded.open(checkout.find(root))

    @cache
    def named(word: str, text: str) -> str:
        return find.thing(store, text, word if word in KINDS else None, word if word in SCHEMES else None)

    return named


def invented(word: str, text: str) -> str:
    """A world in which every slug names something, but "weg" nothing and "bergen" two things."""
    if text == "weg":
        raise UnknownName(f'De graaf kent geen "{text}".', f'The graph knows no "{text}".', ["weg naar werk"])
    if text == "bergen":
        raise AmbiguousName("Dat kunnen er twee zijn:", "That can be two:", [("Bergen (L)", "0893")])
    if text.isdigit() and word == "municipality":
        return f"{GEMEENTE}gm{text}"
    return (f"{CONCEPT}{word}/" if word in SCHEMES else KINDS[word].iri) + mint.slug(text)


def row(kind: str, cells: Mapping[str, str]) -> Row:
    places = {key: chr(65 + index) for index, key in enumerate(COLUMNS[kind])}
    return Row(kind, cells, "levering.xlsx", KINDS[kind].sheet, 12, places)


def said(kind: str, names: Names = invented, **cells: str) -> set[tuple[str, str, str]]:
    """What a row says, in prefixed names."""
    return {
        (short(triple.subject.value), short(triple.predicate.value), short(getattr(triple.object, "value", "")))
        for triple in mapping.triples(row(kind, cells), names)
    }


def short(iri: str) -> str:
    fits = [
        (len(space), f"{prefix}:{iri[len(space) :]}") for prefix, space in prefixes().items() if iri.startswith(space)
    ]
    return max(fits)[1] if fits else iri


# --- a row and its file ---------------------------------------------------------------------------------


def homes(triples: list[turtle.Triple], root: Path) -> set[turtle.Triple]:
    """Everything that stands in the files that these triples belong in."""
    files = {mint.home(triple.subject.value) for triple in triples}
    return {triple for file in files if file for triple in turtle.read(root / file)}


@pytest.mark.parametrize(
    "kind", ["project", "organisation", "intervention", "publication", "event", "finding", "question", "source"]
)
def test_a_row_becomes_a_file(kind: str, names: Names, root: Path) -> None:
    """All that the row of a known thing says stands in the file where that thing is at home."""
    rows = sheets.read(ROWS / f"{kind}.csv")
    assert rows
    for one in rows:
        triples = mapping.triples(one, names)
        assert len(triples) > 2
        assert not set(triples) - homes(triples, root), one.place()


def test_a_row_can_hold_the_whole_file(names: Names, root: Path) -> None:
    """Of the project td-gezondheid-participatie every statement fits in one row; and so for simple things."""
    for kind, number in (("project", 0), ("organisation", 0), ("intervention", 1), ("publication", 1), ("event", 1)):
        triples = mapping.triples(sheets.read(ROWS / f"{kind}.csv")[number], names)
        assert set(triples) == homes(triples, root), kind


def test_what_a_row_says_is_written_as_the_store_keeps_it(names: Names) -> None:
    for path in sorted(ROWS.glob("*.csv")):
        for one in sheets.read(path):
            triples = mapping.triples(one, invented if path.stem == "uptake" else names)
            assert turtle.survives(triples) == []
            assert len(set(triples)) == len(triples)


def test_an_uptake_is_an_intervention_in_a_municipality() -> None:
    (one,) = sheets.read(ROWS / "uptake.csv")
    me = "uptake:voorbeeldtraining.gm0518"
    assert one.place("begin") == "uptake.csv:2, kolom Begin"
    assert {
        (short(t.subject.value), short(t.predicate.value), str(t.object)) for t in mapping.triples(one, invented)
    } == {
        (me, "rdf:type", f"<{VAK}Uptake>"),
        (me, "vak:ofIntervention", f"<{ID}intervention/voorbeeldtraining>"),
        (me, "vak:inMunicipality", f"<{GEMEENTE}gm0518>"),
        (me, "vak:uptakeStatus", f"<{CONCEPT}uptake-status/adopted>"),
        (me, "vak:beginEarliest", '"2019-03-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        (me, "vak:beginLatest", '"2019-05-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
        (me, "vak:beginAsWritten", '"voorjaar 2019"@nl'),
        (me, "vak:sourcesDoNotState", f"<{VAK}end>"),
        (me, "vak:adaptedHow", '"korter;\\nin groepen"@nl'),
        (me, "prov:wasDerivedFrom", f"<{ID}source/voorbeeldbrief>"),
    }


def test_every_kind_with_columns_has_a_mapper_and_every_mapper_columns() -> None:
    assert set(mapping.MAPPERS) == set(COLUMNS)


# --- empty, unknown, several ----------------------------------------------------------------------------


def test_an_empty_cell_says_nothing() -> None:
    assert said("event", key="x", title="X") == {
        ("event:x", "rdf:type", "vak:Event"),
        ("event:x", "dcterms:title", "X"),
    }
    assert said("project", key="x") == {("project:x", "rdf:type", "vak:Project")}


def test_onbekend_says_that_the_sources_do_not_say() -> None:
    assert ("event:x", "vak:sourcesDoNotState", "vak:date") in said("event", key="x", date="Onbekend")
    project = said("project", key="x", municipalities="onbekend", main_applicant="onbekend", design="onbekend")
    assert ("project:x", "vak:sourcesDoNotState", "vak:hasMunicipality") in project
    assert ("project:x", "vak:sourcesDoNotState", "vak:hasMainApplicant") in project
    assert ("study:x.1", "vak:sourcesDoNotState", "vak:design") in project
    assert not any(subject.startswith("consortium:") for subject, _, _ in project)


@pytest.mark.parametrize(
    "cells", [{"sources": "onbekend"}, {"title": "onbekend"}, {"about": "kennisateliers|onbekend"}]
)
def test_onbekend_is_refused_where_something_must_be_said(cells: dict[str, str]) -> None:
    with pytest.raises(InputError, match="onbekend"):
        said("event", **{"key": "x", "title": "X", **cells})


def test_several_values_stand_between_bars() -> None:
    names = said("organisation", key="x", other_names=" Een | Twee||Drie ")
    assert {value for _, predicate, value in names if predicate == "skos:altLabel"} == {"Een", "Twee", "Drie"}
    assert ("event:x", "vak:place", "Hier | daar") in said("event", key="x", place="Hier | daar")


def test_rows_about_one_thing_say_each_what_their_sources_say() -> None:
    first = said("project", key="x", organisations="een", sources="a")
    second = said("project", key="x", organisations="twee", sources="b")
    key = mint.key("organisation:een", "participant")
    assert (f"participation:x.{key}", "prov:wasDerivedFrom", "source:a") in first
    assert {s for s, p, o in second if (p, o) == ("prov:wasDerivedFrom", "source:b")} == {
        "project:x",
        f"participation:x.{mint.key('organisation:twee', 'participant')}",
    }


def test_a_main_applicant_is_a_participation_of_its_own() -> None:
    facts = said("project", key="x", main_applicant="een", organisations="twee", municipality_count="19")
    assert {o for _, p, o in facts if p == "org:role"} == {"role:main-applicant", "role:participant"}
    assert ("consortium:x.consortium", "vak:statedMunicipalityCount", "19") in facts


def towns(word: str, text: str) -> str:
    """No organisation is called by a number."""
    if word == "organisation" and text.isdigit():
        raise UnknownName(f'De graaf kent geen "{text}".', f'The graph knows no "{text}".', [])
    return invented(word, text)


@pytest.mark.parametrize(
    ("column", "leader", "others"), [("organisations", "een", "een|twee"), ("municipalities", "0014", "0014|0034")]
)
def test_a_main_applicant_that_is_also_named_among_the_others_takes_part_once(
    column: str, leader: str, others: str
) -> None:
    facts = said("project", towns, key="x", main_applicant=leader, **{column: others})
    members = sorted(o for _, p, o in facts if p == "org:member")
    roles = {s: o for s, p, o in facts if p == "org:role"}
    (leading,) = (s for s, o in roles.items() if o == "role:main-applicant")
    assert len(members) == len(set(members)) == 2
    assert sorted(roles.values()) == ["role:main-applicant", "role:participant"]
    (member,) = (o for s, p, o in facts if (s, p) == (leading, "org:member"))
    assert member.endswith(leader)


def test_a_second_study_and_its_finding_go_by_their_number() -> None:
    assert ("study:x.2", "vak:studies", "intervention:y") in said("project", key="x", study="2", interventions="y")
    facts = said("finding", project="x", study="2", number="7", direction="better", effect_value="-1,50")
    assert ("finding:x.7", "vak:fromStudy", "study:x.2") in facts
    assert ("finding:x.7", "vak:effectValue", "-1.5") in facts


def test_a_finding_without_a_number_has_a_key_of_what_it_says() -> None:
    one, again, other = (said("finding", project="x", outcomes=outcome) for outcome in ("werk", "werk", "geld"))
    assert one == again
    assert not {subject for subject, _, _ in one} & {subject for subject, _, _ in other}


def test_a_thing_is_found_by_its_name_before_a_new_one_is_made() -> None:
    assert ("event:weg", "rdf:type", "vak:Event") in said("event", title="weg")
    known = said(
        "event", lambda word, text: ID + "event/oud" if word == "event" else invented(word, text), title="Nieuw"
    )
    assert ("event:oud", "dcterms:title", "Nieuw") in known


def test_a_row_may_name_a_thing_that_another_row_brings() -> None:
    def nothing(word: str, text: str) -> str:
        raise UnknownName("Nee.", "No.")

    rows = [row("organisation", {"key": "hs", "name": "Hogeschool Zuid"}), row("organisation", {"name": "?"})]
    names = mapping.also(rows, nothing)
    assert names("organisation", "hogeschool zuid") == names("organisation", "hs") == ID + "organisation/hs"
    with pytest.raises(UnknownName):
        names("project", "hs")


# --- what is wrong, and where ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "cells", "message"),
    [
        ("project", {"municipalities": "Venlo|518"}, r"blad Projecten, cel U12: 518 is geen .* Bedoelde u 0518\?"),
        ("project", {"main_applicant": "14"}, r"Bedoelde u 0014\?"),
        ("project", {"municipalities": "bergen"}, r"cel U12: .*Bergen \(L\) \(0893\)"),
        ("project", {"lines": "weg"}, r"cel F12: .*Bedoelde u weg naar werk\?"),
        ("project", {"main_applicant": "weg"}, r"geen organisatie of gemeente met de naam of code \"weg\""),
        ("project", {"begin": "voor de zomer"}, r"cel J12: .*niet te lezen als datum"),
        ("project", {"reached": "ongeveer 30"}, r"geen heel getal"),
        ("project", {"euro_granted": "3,5 miljoen"}, r"geen heel getal"),
        ("event", {"attendance": "1,5"}, r"geen heel getal"),
        ("publication", {"addresses": "javascript:alert(1)"}, "geen webadres"),
        ("publication", {"addresses": "https://x.nl/a b"}, "geen webadres"),
        ("publication", {"doi": "onbekend"}, "geen DOI"),
        ("publication", {"dossier": "28 719", "paper_number": "98"}, "geen Kamerstuk"),
        ("finding", {"project": "weg"}, r"blad Bevindingen, cel A12: .*Bedoelde u weg naar werk"),
        ("finding", {"project": ""}, "vul project in"),
        ("finding", {"project": "x", "effect_value": "1.500"}, "kan 1500 of 1,500 zijn"),
        ("uptake", {"intervention": "x", "municipality": "518"}, "cel B12: .*0518"),
        ("event", {"key": ""}, "geef een sleutel of titel"),
        ("event", {"key": "?!"}, "cel A12: .*geen naam te maken"),
        ("event", {"key": "", "title": "bergen"}, "cel B12: .*twee"),
    ],
)
def test_a_fault_has_the_place_of_its_cell(kind: str, cells: dict[str, str], message: str) -> None:
    first = {} if kind in ("finding", "uptake") else {"key": "x"}
    with pytest.raises(InputError, match=message):
        mapping.triples(row(kind, {**first, **cells}), invented)


def test_a_fault_says_its_place_in_the_language_of_the_reader() -> None:
    _, (fault,) = mapping.judge(row("project", {"key": "x", "begin": "ooit"}), invented)
    assert fault.say("nl").startswith("levering.xlsx, blad Projecten, cel J12: ")
    assert fault.say("en").startswith("levering.xlsx, sheet Projecten, cell J12: ")
    assert (fault.file, fault.line, fault.where) == ("levering.xlsx", 12, "levering.xlsx, blad Projecten, cel J12")


def test_every_fault_of_a_row_is_found_once() -> None:
    cells = {
        "key": "x",
        "begin": "ooit",
        "organisations": "een|twee",
        "sources": "weg",
        "design": "y",
        "lines": "weg|z",
    }
    triples, faults = mapping.judge(row("project", cells), invented)
    assert [fault.where[-3:] for fault in faults] == ["F12", "J12", "S12"]
    assert any(short(triple.predicate.value) == "vak:line" for triple in triples), "the good line beside the bad one"
    assert isinstance(faults[0].__cause__, UnknownName) and faults[0].__cause__.near == ("weg naar werk",)


def test_a_cell_that_could_not_be_read_is_a_fault_and_never_empty() -> None:
    blank = row("event", {"title": "X"})
    trouble = replace(blank, troubles={"key": sheets.Trouble("formule", "formula")})
    assert [fault.where[-3:] for fault in mapping.judge(trouble, invented)[1]] == ["A12"]


# --- numbers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"),
        ("1,50", "1.5"),
        ("8", "8"),
        ("8,0", "8"),
        ("-0,25", "-0.25"),
        ("−3", "-3"),
        ("-0,0", "0"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("19.4", "19.4"),
        ("0.125", "0.125"),
        ("007", "7"),
    ],
)
def test_a_decimal_is_read_in_dutch_and_written_canonically(text: str, number: str) -> None:
    assert numbers.decimal(text) == number


@pytest.mark.parametrize(
    "text", ["1.500", "-12.345", "1,5,0", "1,234.5", "12.34,5", "8%", "1e5", "", ",5", "²", "٣", "9" * 20]
)
def test_what_is_no_decimal_or_can_be_two_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        numbers.decimal(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("3.500.000", "3500000"), ("€ 50.000,-", "50000"), ("0518", "518"), ("-7", "-7"), ("3.500", "3500")],
)
def test_an_amount_is_whole_euros(text: str, number: str) -> None:
    assert numbers.amount(text) == number


@pytest.mark.parametrize("text", ["1,5", "3.5", "35.00", "1.0000", "3 500", "9" * 1000, "", "²"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        numbers.integer(text)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_a_number_survives_a_cell_of_a_workbook(value: object) -> None:
    """What Excel holds as a number is read back as that number, whatever its spelling."""
    text = sheets.workbook.as_text(float(str(value)))
    assert float(numbers.decimal(text)) == float(format(float(str(value)), ".15g"))
