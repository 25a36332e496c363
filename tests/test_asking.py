"""A person's words become values, and the answer says what was asked, what is contested, and why it is empty."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph
import pytest
import small_world
from pyoxigraph import Literal, NamedNode, Quad

from vakgraph import asking, dates, queries, turtle
from vakgraph.answers import Answer
from vakgraph.asking.english import VERBATIM, in_english
from vakgraph.asking.literals import LITERALS
from vakgraph.asking.offered import _split
from vakgraph.asking.relaxed import rows
from vakgraph.asking.sourced import LOOK_UP, told, with_sources
from vakgraph.asking.things import on_day
from vakgraph.checkout import Checkout
from vakgraph.errors import AmbiguousName, QueryHeaderError, UnknownName, VakError
from vakgraph.graph import VakGraph
from vakgraph.namespaces import CONCEPT, GEMEENTE, OUTSIDE, VAK
from vakgraph.queries import ASKERS, Parameter, StoredQuery, counting
from vakgraph.queries.sentence import filled
from vakgraph.render import About, render
from vakgraph.store import embedded
from vakgraph.table import XSD, Cell, Table

ROOT = Path(__file__).resolve().parent.parent
TABLES = sorted(path.stem for path in (ROOT / "queries" / "tables").glob("*.rq"))
LABEL = {"nl": "Keuze", "en": "Choice"}


def parameter(kind: str, **more: object) -> Parameter:
    return Parameter("the_choice", kind, LABEL, **more)  # type: ignore[arg-type]


def literal(kind: str, text: str, **more: object) -> Literal:
    return LITERALS[kind](parameter(kind, **more), text)


# --- values that stand by themselves ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "value", "datatype"),
    [
        ("year", "2018", "2018", "integer"),
        ("integer", "-3", "-3", "integer"),
        ("integer", "007", "7", "integer"),
        ("number", "12", "12", "decimal"),
        ("number", "0,5", "0.5", "decimal"),
        ("number", "0.50", "0.5", "decimal"),
        ("number", "-1,25", "-1.25", "decimal"),
        ("number", "-0,0", "0", "decimal"),
        ("date", "2018-03-01", "2018-03-01", "date"),
        ("date", "1-3-2018", "2018-03-01", "date"),
        ("date", "1 maart 2018", "2018-03-01", "date"),
        ("text", "Werk", "Werk", "string"),
    ],
)
def test_a_typed_value_is_read_as_its_type(kind: str, text: str, value: str, datatype: str) -> None:
    assert literal(kind, text) == Literal(value, datatype=NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    ("kind", "text", "near"),
    [
        ("year", "20l8", ()),
        ("year", "voorjaar 2018", ("2018",)),
        ("year", "'18", ("2018", "1918")),
        ("integer", "1.000", ("1000",)),
        ("integer", "3,0", ("3",)),
        ("integer", "veel", ()),
        ("number", "1.000", ("1000", "1.0000")),
        ("number", "1.000.000", ("1000000",)),
        ("number", "NaN", ()),
        ("date", "2018", ("2018-01-01", "2018-12-31")),
        ("date", "juni 2018", ("2018-06-01", "2018-06-30")),
        ("date", "2018-02-30", ()),
        ("text", "", ()),
        ("text", "a" * 301, ()),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_what_comes_near(kind: str, text: str, near: tuple[str, ...]) -> None:
    with pytest.raises(UnknownName) as fault:
        literal(kind, text)
    assert fault.value.near == near and fault.value.exit_code == 2
    assert "--the-choice" in fault.value.nl and "--the-choice" in fault.value.en


def test_what_may_be_a_thousand_or_a_one_is_never_guessed() -> None:
    for text in ("1.000", "1,000", "12.345", "-1.000"):
        with pytest.raises(UnknownName):
            literal("number", text)


def test_a_choice_may_be_made_in_dutch_in_english_or_by_its_key() -> None:
    words = {"resolved": {"nl": "beslecht", "en": "settled"}}
    for text in ("resolved", "Beslecht", "settled"):
        assert literal("choice", text, choices=("open", "resolved"), choice_words=words) == Literal("resolved")
    with pytest.raises(UnknownName) as fault:
        literal("choice", "besl", choices=("open", "resolved"), choice_words=words)
    assert fault.value.near == ("beslecht",) and "resolved (beslecht)" in fault.value.nl


# --- things, and municipalities through time ----------------------------------------------------------

REGISTER = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix vak: <https://w3id.org/vakgraph/def#> .
@prefix tooiont: <https://identifier.overheid.nl/tooi/def/ont/> .
@prefix m: <https://identifier.overheid.nl/tooi/id/gemeente/> .
@prefix merger: <https://w3id.org/vakgraph/id/merger/> .
@prefix topic: <https://w3id.org/vakgraph/concept/topic/> .
m:gm0001 a tooiont:Gemeente ; rdfs:label "Ouddorp"@nl ; skos:altLabel "Dorp"@nl ;
    vak:lastValidDay "2009-12-31"^^xsd:date .
m:gm0002 a tooiont:Gemeente ; rdfs:label "Tussenstad"@nl ; vak:validFrom "2010-01-01"^^xsd:date ;
    vak:lastValidDay "2018-12-31"^^xsd:date .
m:gm0003 a tooiont:Gemeente ; rdfs:label "Nieuwland"@nl ; vak:validFrom "2019-01-01"^^xsd:date .
m:gm0004 a tooiont:Gemeente ; rdfs:label "Buurstad"@nl .
m:gm0518 a tooiont:Gemeente ; rdfs:label "'s-Gravenhage"@nl ; skos:altLabel "Den Haag"@nl .
merger:a a vak:Merger ; vak:fromMunicipality m:gm0001 ; vak:toMunicipality m:gm0002 ; vak:date "2010-01-01"^^xsd:date .
merger:b a vak:Merger ; vak:fromMunicipality m:gm0002 ; vak:toMunicipality m:gm0003 ; vak:date "2019-01-01"^^xsd:date .
merger:c a vak:Merger ; vak:fromMunicipality m:gm0002 ; vak:toMunicipality m:gm0004 ; vak:date "2019-01-01"^^xsd:date .
topic:a a skos:Concept ; skos:prefLabel "werk, inkomen en meer"@nl .
topic:b a skos:Concept ; skos:prefLabel "werk"@nl .
topic:c a skos:Concept ; skos:prefLabel "zorg"@nl .
"""


@pytest.fixture(scope="module")
def register() -> embedded.EmbeddedStore:
    """A made-up register: Ouddorp became Tussenstad, which became Nieuwland and Buurstad."""
    triples = turtle.read_text(REGISTER, "register")
    store = pyoxigraph.Store()
    store.bulk_extend(Quad(*triple) for triple in triples)
    return embedded.EmbeddedStore(store, embedded.Counts(len(triples), 0, {}), None, [])


def question(*parameters: Parameter) -> StoredQuery:
    """A question with these parameters, of which only the reading is tried."""
    words = {"nl": "Vraag", "en": "Question"}
    path = ROOT / "queries" / "tables" / "rounds.rq"
    lines = "\n".join(f"  VALUES ?{each.name} {{ UNDEF }}" for each in parameters)
    text = f"SELECT ?x WHERE {{\n{lines}\n}}\n"
    return StoredQuery("q", path, "tables", words, words, (), parameters, {}, None, "SELECT", {}, {}, {}, text)


def codes(chosen: asking.Chosen, name: str = "town") -> list[str]:
    return [term.value.removeprefix(GEMEENTE + "gm") for term in chosen.terms.get(name, [])]


TOWN = Parameter("town", "municipality", LABEL)


@pytest.mark.parametrize(
    ("words", "at", "found"),
    [
        ("Tussenstad", "", ["0002"]),
        ("Dorp", "", ["0001"]),
        ("0518", "", ["0518"]),
        ("518", "", ["0518"]),
        ("GM0518", "", ["0518"]),
        ("den haag", "", ["0518"]),
        ("Ouddorp", "now", ["0003", "0004"]),
        ("Buurstad", "now", ["0004"]),
        ("Ouddorp@2005", "", ["0001"]),
        ("Ouddorp@2009-12-31", "", ["0001"]),
        ("Ouddorp@2010", "now", ["0002"]),
        ("Ouddorp@2020", "", ["0003", "0004"]),
        (["Ouddorp@2020", "Buurstad"], "", ["0003", "0004"]),
        ("alle", "", []),
        ("ALL", "now", []),
    ],
)
def test_a_municipality_is_found_by_any_name_code_or_day(
    words: str, at: str, found: list[str], register: embedded.EmbeddedStore
) -> None:
    assert codes(asking.chosen(register, question(replace(TOWN, at=at)), {"town": words})) == found


def test_a_former_municipality_names_its_successors(register: embedded.EmbeddedStore) -> None:
    kept = asking.chosen(register, question(TOWN), {"town": "Tussenstad"})
    assert (
        kept.notes[0][0] == "Tussenstad bestond tot en met 2018-12-31; opvolger: Nieuwland (0003) en Buurstad (0004)."
    )
    moved = asking.chosen(register, question(replace(TOWN, at="now")), {"town": "1"})
    assert [nl for nl, _ in moved.notes] == [
        "1 is gelezen als gemeentecode 0001.",
        "Ouddorp bestond tot en met 2009-12-31; gelezen als Nieuwland (0003) en Buurstad (0004).",
    ]
    assert asking.chosen(register, question(TOWN), {"town": "Buurstad"}).notes == ()


def test_a_municipality_is_meant_at_the_day_or_year_of_another_choice(register: embedded.EmbeddedStore) -> None:
    for kind, day, found in (("date", "2012-05-01", ["0002"]), ("year", "2005", ["0001"]), ("year", None, ["0001"])):
        asked = question(replace(TOWN, at="day"), Parameter("day", kind, LABEL))
        assert codes(asking.chosen(register, asked, {"town": "Ouddorp", "day": day})) == found


def test_a_municipality_of_later_offers_those_it_came_from(register: embedded.EmbeddedStore) -> None:
    with pytest.raises(UnknownName) as fault:
        on_day(register, GEMEENTE + "gm0003", date(2015, 1, 1))
    assert fault.value.near == ("Tussenstad (0002)",)
    with pytest.raises(VakError, match="na @ hoort"):
        asking.chosen(register, question(TOWN), {"town": "Ouddorp@2015-13-01"})


def test_a_comma_parts_values_only_where_it_belongs_to_none(register: embedded.EmbeddedStore) -> None:
    topics = question(Parameter("topic", "concept", LABEL, scheme="topic"))

    def slugs(words: str | list[str]) -> list[str]:
        return [term.value.rpartition("/")[2] for term in asking.terms(register, topics, {"topic": words})["topic"]]

    assert slugs("werk, inkomen en meer") == ["a"]
    assert slugs("werk, zorg") == slugs(["werk", "zorg"]) == ["b", "c"]
    with pytest.raises(UnknownName, match='"zorgg"'):
        slugs("werk, zorgg")
    with pytest.raises(UnknownName, match='"x, y"'):
        slugs("x, y")
    words = question(Parameter("word", "text", LABEL), Parameter("share", "number", LABEL))
    assert asking.terms(register, words, {"word": "a, b", "share": "0,5"}) == {
        "word": [Literal("a, b")],
        "share": [Literal("0.5", datatype=NamedNode(XSD + "decimal"))],
    }


def test_all_takes_the_filter_and_the_default_away_but_is_a_word_in_a_text(register: embedded.EmbeddedStore) -> None:
    asked = question(Parameter("least", "integer", LABEL, default=2), Parameter("word", "text", LABEL))
    assert asking.terms(register, asked, {})["least"] == [Literal("2", datatype=NamedNode(XSD + "integer"))]
    assert asking.terms(register, asked, {"least": "alle", "word": "alle"}) == {"word": [Literal("alle")]}
    needed = question(replace(TOWN, required=True))
    with pytest.raises(VakError, match="heeft --town nodig"):
        asking.terms(register, needed, {"town": "alle"})


def test_values_may_be_given_as_python_has_them(register: embedded.EmbeddedStore) -> None:
    asked = question(*(Parameter(kind, kind, LABEL) for kind in ("date", "integer", "number")))
    words = asking.terms(register, asked, {"date": date(2018, 3, 1), "integer": [1, 2], "number": Decimal("0.5")})
    assert {name: [term.value for term in several] for name, several in words.items()} == {
        "date": ["2018-03-01"],
        "integer": ["1", "2"],
        "number": ["0.5"],
    }


def test_a_name_that_nothing_comes_near_says_where_the_names_are(register: embedded.EmbeddedStore) -> None:
    with pytest.raises(UnknownName, match="vakgraph queries values q town"):
        asking.terms(register, question(TOWN), {"town": "qqqqqq"})


def test_an_ambiguous_name_is_asked_back(tmp_path: Path) -> None:
    store = embedded.open(Checkout(small_world.build(tmp_path)))
    with pytest.raises(AmbiguousName):
        asking.terms(store, question(TOWN), {"town": "Bergen"})


# --- the question restated ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({}, "Bevindingen"),
        ({"a": "X"}, "Bevindingen over X"),
        ({"a": "X", "b": "Y"}, "Bevindingen over X voor Y"),
        ({"b": "Y", "c": "Z"}, "Bevindingen voor Y"),
        ({"c": "Z", "d": "W"}, "Bevindingen van Z tot W"),
    ],
)
def test_a_part_in_brackets_is_dropped_when_its_choice_was_not_made(words: dict[str, str], said: str) -> None:
    assert filled("Bevindingen[ over {a}][ voor {b}][ van {c} tot {d}]", words) == said


@pytest.mark.parametrize("text", ["Wat[ over {town}", "Wat over town}", "Wat [over [x]]", "Wat over {unknown}"])
def test_a_sentence_that_cannot_be_filled_breaks_the_header(text: str, tmp_path: Path) -> None:
    with pytest.raises(QueryHeaderError, match="sentence"):
        header(tmp_path, f'#+ sentence: {{nl: "{text}", en: Good}}\n')


def header(folder: Path, more: str, town: str = "type: municipality") -> StoredQuery:
    path = folder / "tables" / "q.rq"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"#+ title: {{nl: Vraag, en: Question}}\n#+ question: {{nl: Wat, en: What}}\n{more}#+ parameters:\n"
        f"#+   town: {{{town}, label: {{nl: Gemeente, en: Municipality}}}}\n"
        "#+   day: {type: date, label: {nl: Dag, en: Day}}\n#+ columns:\n"
        "#+   x: {nl: X, en: X, words: {ja: yes, running: {nl: loopt, en: running}}, fact: {property: vak:begin}}\n"
        "SELECT ?x WHERE { VALUES ?town { UNDEF } VALUES ?day { UNDEF } ?x a ?y }",
        encoding="utf-8",
    )
    return queries.load(path)


def test_a_header_says_the_words_of_codes_the_fact_of_a_column_and_the_day_of_a_municipality(tmp_path: Path) -> None:
    query = header(tmp_path, "", "type: municipality, at: day")
    assert query.columns["x"]["words"] == {
        "ja": {"nl": "ja", "en": "yes"},
        "running": {"nl": "loopt", "en": "running"},
    }
    assert query.columns["x"]["fact"] == {"of": "", "property": VAK + "begin"}
    assert query.parameters[0].at == "day"
    with pytest.raises(QueryHeaderError, match='"at"'):
        header(tmp_path, "", "type: municipality, at: nowhere")
    with pytest.raises(QueryHeaderError, match='"at"'):
        header(tmp_path, "", "type: year, at: now")


# --- answers in a small world -------------------------------------------------------------------------

GRANTS = """#+ title: {nl: Toegekend, en: Granted}
#+ question: {nl: "Hoeveel is er toegekend?", en: "How much was granted?"}
#+ parameters:
#+   round: {type: thing, kind: round, label: {nl: Ronde, en: Round}}
#+   over: {type: integer, label: {nl: Meer dan, en: More than}}
#+ columns:
#+   round: {nl: Ronde, en: Round}
#+   granted: {nl: Aantal, en: Number, fact: {of: round, property: vak:grantsMade}}
#+   state: {nl: Stand, en: State, empty: {nl: niet onderzocht, en: not studied}, words: {none: {nl: nee, en: none}}}
#+   left: {nl: Rest, en: Rest}
#+ missing: {nl: De bedragen van ronde 2., en: The amounts of round 2.}
PREFIX vak: <https://w3id.org/vakgraph/def#>
SELECT ?round ?granted ?state ?left WHERE {
  VALUES ?round { UNDEF }
  VALUES ?over { UNDEF }
  ?round a vak:Round ; vak:grantsMade ?granted .
  FILTER(!BOUND(?over) || ?granted > ?over)
  BIND(IF(?granted > 100, ?nothing, "none") AS ?left)
}
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> VakGraph:
    folder = small_world.build(tmp_path_factory.mktemp("world"))
    small_world.put(folder, "queries/tables/grants.rq", GRANTS.replace('"none") AS ?left', '"nihil") AS ?left'))
    return VakGraph.open(folder)


def table(answer: Answer) -> Table:
    assert isinstance(answer.result, Table)
    return answer.result


def test_an_answer_restates_its_question_with_the_release(desk: VakGraph) -> None:
    answer = desk.answer(desk.query("projects"), target_group="vergunninghouders", day="2016-01-01")
    stamp = "stand 2026-01-02, uitgave 9.8.7"
    assert answer.sentence == f"Projecten (Doelgroep: *statushouders*; Dag: *2016-01-01*), {stamp}"
    assert answer.filters == (("Doelgroep", "statushouders"), ("Dag", "2016-01-01"))
    said = render(table(answer), "table", About(sentence=answer.sentence)).decode()
    assert said.splitlines()[1] == answer.sentence
    assert json.loads(render(table(answer), "json", About(sentence=answer.sentence)))["sentence"] == answer.sentence


def test_a_contested_value_is_marked_and_its_conflict_named(desk: VakGraph) -> None:
    found = table(desk.answer(desk.query("grants")))
    assert [cell.mark for cell in found.column("granted")] == ["≠"]
    assert [cell.mark for cell in found.column("round")] == [""]
    said = render(found, "table", About()).decode()
    assert "11 ≠" in said
    assert "≠ Projecten van ronde 1: bronnen spreken elkaar tegen, niet beslecht." in " ".join(said.split())
    assert "vakgraph show conflict:telling" in said
    assert json.loads(render(found, "json", About()))["rows"][0]["granted"]["mark"] == "≠"
    assert b"\xe2\x89\xa0" not in render(found, "csv", About()), "data formats keep the value as it is"


def test_a_settled_conflict_leaves_no_mark(tmp_path: Path) -> None:
    folder = small_world.build(tmp_path)
    small_world.put(folder, "queries/tables/grants.rq", GRANTS)
    path = folder / "data/conflict/telling.ttl"
    path.write_text(
        path.read_text(encoding="utf-8").replace("a vak:Conflict ;", 'a vak:Conflict ; vak:resolvedOn "2026-01-01" ;')
    )
    found = table(VakGraph.open(folder).answer(queries.named(folder / "queries", "grants")))
    assert not any(cell.mark for row in found.rows for cell in row)


def test_unknown_not_studied_and_no_are_three_different_words(tmp_path: Path) -> None:
    folder = small_world.build(tmp_path)
    text = GRANTS.replace("left: {nl: Rest, en: Rest}", "left: {nl: Rest, en: Rest, words: {none: {nl: nee, en: no}}}")
    small_world.put(folder, "queries/tables/grants.rq", text)
    path = folder / "data/round/r1.ttl"
    path.write_text(path.read_text(encoding="utf-8") + "\nround:r2 a vak:Round ; vak:grantsMade 200 .\n")
    for language, words in (("nl", ["nee", "onbekend", "niet onderzocht"]), ("en", ["no", "unknown", "not studied"])):
        found = table(VakGraph.open(folder, language=language).answer(queries.named(folder / "queries", "grants")))
        said = render(found, "table", About(language)).decode()
        assert [word for word in words if re.search(rf"\b{word}\b", said)] == words


def test_no_rows_says_what_there_is_without_each_choice(desk: VakGraph) -> None:
    query = desk.query("grants")
    answer = desk.answer(query, round="r1", over=20)
    assert answer.relaxed == (
        "zonder ronde (Ronde 1): 0 rijen",
        "zonder meer dan (20): 1 rij",
        "zonder al deze keuzes: 1 rij",
    )
    assert desk.answer(query, over=20).relaxed == ("zonder meer dan (20): 1 rij",)
    assert desk.answer(query, over=5).relaxed == ()


def test_what_the_facts_do_not_hold_stands_below_the_answer(desk: VakGraph) -> None:
    for over in (5, 20):
        assert "Wat ontbreekt: De bedragen van ronde 2." in table(desk.answer(desk.query("grants"), over=over)).notes


def test_an_answer_can_be_quoted(desk: VakGraph) -> None:
    query = desk.query("grants")
    said = desk.cite(query, round="r1")
    for part in (
        "Toegekend (Ronde: *Ronde 1*), stand 2026-01-02, uitgave 9.8.7: Ronde: Ronde 1; Aantal: 11 ≠;",
        "Definitie: Hoeveel is er toegekend?",
        f"vraag grants, versie {query.version}, geraadpleegd {date.today().isoformat()}",
        "Licentie: CC BY 4.0.",
    ):
        assert part in said
    assert "\n" not in said and ": 2 rijen. Definitie" in desk.cite(desk.query("projects"))


def test_another_text_of_a_question_is_another_version(desk: VakGraph) -> None:
    query = desk.query("grants")
    before, text = query.version, query.path.read_text(encoding="utf-8")
    query.path.write_text(text + "# iets anders\n", encoding="utf-8")
    assert query.version != before and re.fullmatch("[0-9a-f]{8}", before)
    query.path.write_text(text, encoding="utf-8")
    assert query.version == before


def test_the_sparql_that_is_shown_gives_the_same_rows_elsewhere(desk: VakGraph, tmp_path: Path) -> None:
    elsewhere = pyoxigraph.Store()
    elsewhere.bulk_extend(Quad(*triple) for triple in [*desk.asserted(), *desk.derived()])
    text = desk.explain(desk.query("projects"), target_group="statushouders", day="2016-01-01")
    head = [line for line in text.splitlines() if line.startswith("# ")]
    assert "*statushouders*" in head[0] and "UNDEF" not in text
    found = elsewhere.query(text)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    assert [row["project"].value for row in found] == ["https://w3id.org/vakgraph/id/project/r1-een"]


def test_a_label_with_a_line_end_stays_inside_the_comment(desk: VakGraph) -> None:
    text = desk.explain(replace(desk.query("projects"), question={"nl": "Wat?\nDROP ALL\r\n}", "en": "What?"}))
    assert "# Wat? DROP ALL }" in text.splitlines()


def test_the_values_of_a_choice_are_listed_with_their_rows(desk: VakGraph) -> None:
    found = desk.values(desk.query("grants"), "round")
    assert [[cell.text for cell in row] for row in found.rows] == [["Ronde 1", "r1", "1"]]
    with pytest.raises(UnknownName):
        desk.values(desk.query("grants"), "rond")
    assert desk.values(desk.query("grants"), "round", over="20").rows == ()


def test_a_number_without_a_column_reaches_as_far_as_it_makes_a_difference(desk: VakGraph) -> None:
    found = desk.values(desk.query("grants"), "over")
    assert [[cell.text for cell in row] for row in found.rows] == [["minst", "1", "1"], ["meest", "10", "1"]]
    assert found.notes == ("Van 1 tot en met 10; daarboven verandert het antwoord niet meer.",)


def test_counting_leaves_the_prefixes_in_front(desk: VakGraph) -> None:
    text = "# SELECT this\nPREFIX vak: <https://w3id.org/vakgraph/def#SELECT>\nSELECT ?s WHERE { ?s a ?o } # end"
    found = desk.store.select(counting(text))
    assert int(found.rows[0][0].value) == len(desk.store.select(text))


# --- every stored question on the whole graph ---------------------------------------------------------


@pytest.fixture(scope="module", params=["nl", "en"])
def real(request: pytest.FixtureRequest) -> VakGraph:
    return VakGraph.open(ROOT, language=request.param)


@pytest.fixture(scope="module")
def dutch() -> VakGraph:
    return VakGraph.open(ROOT)


def needed(desk: VakGraph, query: StoredQuery) -> dict[str, str]:
    """A value that gives rows for every choice that must be made."""
    towns = {each.name: "Groningen" for each in query.parameters if each.required and each.type == "municipality"}
    others = [each for each in query.parameters if each.required and each.name not in towns]
    return towns | {each.name: desk.values(query, each.name, **towns).rows[0][1].value for each in others}


@pytest.mark.parametrize("name", TABLES)
def test_a_word_that_a_question_makes_itself_is_said_in_both_languages(name: str, real: VakGraph) -> None:
    query = real.query(name)
    code = re.sub(r"^\s*#.*$", "", query.text, flags=re.MULTILINE)
    made = set(re.findall(r'"((?:[^"\\\n]|\\.)*[a-z]{2}(?:[^"\\\n]|\\.)*)"(?!@)', code))
    found = table(real.answer(query, **needed(real, query)))
    for column, heading in zip(found.columns, found.headings, strict=True):
        known = (query.columns.get(column) or {}).get("words") or {}
        cells = [cell.value for cell in found.column(column) if cell.kind == "literal" and not cell.language]
        shown = {*cells, *(part for value in cells for part in value.split("; ") if value.count("; "))}
        assert not heading or shown & made <= set(known), f"?{column}: {sorted(shown & made - set(known))}"


@pytest.mark.parametrize("name", TABLES)
def test_a_concept_counts_with_the_narrower_ones_within_it(name: str, dutch: VakGraph) -> None:
    query, skos = dutch.query(name), OUTSIDE["skos"]
    fixed = asking.terms(dutch.store, query, needed(dutch, query))
    for each in (each for each in query.parameters if each.type == "concept"):
        steps = dutch.store.select(
            f"SELECT ?narrow ?broad WHERE {{ ?narrow <{skos}broader> ?broad ; "
            f"<{skos}inScheme> <{CONCEPT}{each.scheme}> }} ORDER BY ?narrow"
        )
        leaves = {row[0].value for row in steps.rows} - {row[1].value for row in steps.rows}
        tried = 0
        for narrow, broad in ((row[0].value, row[1].value) for row in steps.rows if row[0].value in leaves):
            mine = rows(dutch.store, query, {**fixed, each.name: [NamedNode(narrow)]})
            if mine:
                above = rows(dutch.store, query, {**fixed, each.name: [NamedNode(broad)]})
                assert above >= mine, f"--{each.name}: {broad} finds {above} rows, {narrow} {mine}"
                tried += 1
            if tried == 3:
                break
        assert tried or not leaves or not rows(dutch.store, query, fixed), (
            f"--{each.name}: no narrow concept finds rows"
        )


@pytest.mark.parametrize("name", TABLES)
def test_every_question_is_restated_with_each_of_its_choices(name: str, real: VakGraph) -> None:
    query = real.query(name)
    for text in query.sentence.values():
        every = filled(text, {each.name: f"*{each.name}*" for each in query.parameters})
        assert not re.search(r"[\[\]{}]|  ", every)
        bare = filled(text, {each.name: "x" for each in query.parameters if each.required})
        assert bare and "…" not in bare, "a choice that may be left out stands in brackets"


@pytest.mark.parametrize("name", TABLES)
def test_who_asks_a_question_has_words(name: str) -> None:
    query = queries.named(ROOT / "queries", name)
    assert query.asked_by and set(query.asked_by) <= set(ASKERS)
    assert query.theme


@pytest.mark.parametrize(
    ("name", "choice"), [("what-works-for-whom", "direction"), ("chain-gaps", "gap"), ("who-takes-part", "round")]
)
def test_the_counts_of_values_are_the_rows_of_the_question(name: str, choice: str, dutch: VakGraph) -> None:
    query = dutch.query(name)
    found = dutch.values(query, choice)
    assert len(found) > 1
    for _, write, count in found.rows:
        assert len(table(dutch.answer(query, **{choice: write.value}))) == int(count.value)
    every = {"direction": [f"?c <{OUTSIDE['skos']}inScheme> <{CONCEPT}direction>"], "round": [f"?c a <{VAK}Round>"]}
    listed = {cell.value for cell in found.column("value")}
    for pattern in every.get(choice, []):
        for cell in dutch.store.select(f"SELECT ?c WHERE {{ {pattern} }}").column("c"):
            assert cell.value in listed or not len(table(dutch.answer(query, **{choice: cell.value})))


RANGES = [
    ("weak-evidence-wide-use", "at-least", ("applied_in", "studied_in"), ""),
    ("consortia-again", "at-least", (), "daarboven"),
    ("one-family", "at-least", ("claims",), "Alle rijen"),
    ("municipalities-then-and-now", "date", ("first_begin",), "onbekend"),
    ("known-on-a-date", "date", ("source_date",), "onbekend"),
]


@pytest.mark.parametrize(("name", "choice", "columns", "remark"), RANGES)
def test_a_date_or_a_number_says_how_far_it_reaches_and_who_knows_it(
    name: str, choice: str, columns: tuple[str, ...], remark: str, dutch: VakGraph
) -> None:
    query = dutch.query(name)
    found = dutch.values(query, choice)
    ends = [row[1].value for row in found.rows]
    assert remark in found.notes[-1] or not remark
    free = replace(query, parameters=tuple(replace(each, default=None) for each in query.parameters))
    every = table(dutch.answer(free))
    cells = [cell.value for column in columns if column in every.columns for cell in every.column(column)]
    if choice == "date":
        known = [dates.when(value) for value in cells if re.search("[0-9]{4}$|-[0-9]{2}$", value) and "/" not in value]
        assert ends == [str(min(each.earliest for each in known)), str(max(each.latest for each in known))]
        assert found.notes[-1].startswith(f"{len(known)} van de {len(cells)} rijen")
    elif cells:
        assert int(ends[-1]) == max(int(value) for value in cells if value.isdecimal())
    for row in found.rows:
        assert len(table(dutch.answer(query, **{choice: row[1].value}))) == int(row[2].value)
    if choice != "date":
        beyond = [len(table(dutch.answer(query, **{choice: str(int(ends[-1]) + more)}))) for more in (1, 50)]
        assert len(set(beyond)) == 1 and beyond[0] < int(found.rows[-1][2].value)


def test_a_text_says_how_it_is_sought_and_is_sought_so(dutch: VakGraph) -> None:
    query = dutch.query("letters-to-parliament")
    found = dutch.values(query, "text")
    assert len(found) == 1 and "midden in een woord" in found.notes[0]
    assert int(found.rows[0][2].value) == len(table(dutch.answer(query))) > 1
    assert len(table(dutch.answer(query, text="FFECTIVIT"))) == 1


# --- in English ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dutch_words", "english_words"),
    [
        ("Re-integratie", "Re-integration"),
        ("Aanvraag: 2016-02-16; Re-integratie: 2.500.000", "Application: 2016-02-16; Re-integration: 2,500,000"),
        ("bijna 500.000 ≠ 400.000", "just under 500,000 ≠ 400,000"),
        ("11 ≠ 10", "11 ≠ 10"),
        ("-1.500.000", "-1,500,000"),
        ("28.719.94-3", "28.719.94-3"),
        ("bijna iedereen", "bijna iedereen"),
    ],
)
def test_a_dutch_name_in_a_cell_is_read_in_english(dutch_words: str, english_words: str, dutch: VakGraph) -> None:
    cell = Cell("literal", dutch_words)
    read = in_english(dutch.store, Table(("x", "quote"), ((cell, cell),)))
    assert [each.text for each in read.rows[0]] == [english_words, dutch_words]
    assert read.rows[0][0].value == dutch_words


@pytest.mark.parametrize("name", TABLES)
def test_no_english_answer_names_a_concept_in_dutch(name: str) -> None:
    english = VakGraph.open(ROOT, language="en")
    pairs = english.store.select(
        f"SELECT ?nl ?en WHERE {{ ?c <{OUTSIDE['skos']}prefLabel> ?nl, ?en "
        'FILTER(LANG(?nl) = "nl" && LANG(?en) = "en" && STR(?nl) != STR(?en)) }'
    )
    dutch_only = {cell.value for cell in pairs.column("nl")} - {cell.value for cell in pairs.column("en")}
    query = english.query(name)
    found = table(english.answer(query, **needed(english, query)))
    own = [column for column in found.columns if column not in VERBATIM]
    texts = [cell.text for column in own for cell in found.column(column) if cell.kind == "literal"]
    shown = [part for text in texts for part in text.split("; ")]
    assert not dutch_only.intersection(shown)


@pytest.mark.parametrize("giving", [set(), {0}, {6}, {1, 2}, {0, 3, 6}, set(range(7))])
def test_a_value_is_only_passed_over_when_its_whole_group_gives_nothing(giving: set[int]) -> None:
    terms = [NamedNode(f"https://example.org/{at}") for at in range(7)]
    found = _split(terms, lambda group: sum(terms.index(each) in giving for each in group))  # type: ignore[arg-type]
    assert list(found) == [(terms[at], 1) for at in sorted(giving)]


def test_the_list_of_questions_stands_under_themes_with_who_asks_and_fits() -> None:
    from vakgraph import questions
    from vakgraph.console import Settings

    for language, theme, asker in (
        ("nl", "Kennisleemten", "programmateam"),
        ("en", "Gaps in knowledge", "programme team"),
    ):
        settings = Settings(root=str(ROOT), language=language)
        said = questions.overview(settings, 100)
        assert max(map(len, said.splitlines())) <= 100
        assert theme in said.splitlines() and asker in said
        listed = questions.listed(settings)
        assert sorted(cell.value for cell in listed.column("name")) == TABLES
        assert {cell.value for cell in listed.column("theme")} <= {*queries.THEMES, ""}


def test_a_row_gets_the_sources_of_what_it_is_about_where_no_column_tells_them(dutch: VakGraph) -> None:
    query = dutch.query("who-takes-part")
    answer = dutch.answer(query, municipality="Leeuwarden")
    found = table(answer)
    assert len(answer.sources) == len(found) and all(answer.sources)
    for row, texts in zip(found, answer.sources, strict=True):
        said = dutch.store.select(
            f"SELECT ?s WHERE {{ <{row['project'].value}> <{OUTSIDE['prov']}wasDerivedFrom> ?s }}"
        ).column("s")
        assert sorted(set(dutch.labels(cell.value for cell in said).values())) == texts.split("\n")
    shown = render(with_sources(found, answer, "nl"), "table", About(width=200)).decode()
    assert "Bron" in shown and "[1] [2]" in shown and "frieschdagblad.nl" in shown
    assert dutch.answer(dutch.query("what-works-for-whom")).sources == (), "the question has a column for it"


@pytest.mark.parametrize("name", TABLES)
def test_every_answer_tells_its_sources_or_how_to_find_them(name: str, dutch: VakGraph) -> None:
    query = dutch.query(name)
    answer = dutch.answer(query, **needed(dutch, query))
    found = table(answer)
    assert found.rows or query.missing, "there is nothing to see, and nothing says why"
    shown = with_sources(found, answer, "nl")
    assert told(query) or "source_of_row" in shown.columns or LOOK_UP[0] in shown.notes or not found.rows
