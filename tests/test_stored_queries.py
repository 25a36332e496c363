"""A `.rq` file becomes a stored query; a broken header names its line; values are bound as terms."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from vakgraph import queries
from vakgraph.errors import InputError, QueryHeaderError, UnknownName
from vakgraph.queries import header
from vakgraph.queries.stored import _set as stored_values

HEADER = """\
#+ title: {nl: Wat werkt voor wie?, en: What works for whom?}
#+ question: {nl: "Welke bevindingen zijn er: en hoe zeker?", en: Which findings are there?}
#+ asked-by: [municipality, programme]
#+ parameters:
#+   target_group: {type: concept, scheme: target-group, label: {nl: Doelgroep, en: Target group}}
#+   from: {type: year, label: {nl: Vanaf, en: From}, default: 2015}
#+ columns:
#+   finding: {nl: Bevinding, en: Finding}
#+   year: {nl: Jaar, en: Year, empty: {nl: niet vermeld, en: not stated}}
#+ picture: gap-map
"""
TEXT = """\
# SELECT or CONSTRUCT? "ASK {"
PREFIX ex: <https://example.org/ASK/>
SELECT ?finding ?year WHERE {
  VALUES ?target_group { UNDEF }
  ?finding ex:for ?target_group .
  { SELECT ?finding ?year WHERE {
    VALUES ?from { UNDEF }
    ?finding ex:year ?year .
    FILTER(!BOUND(?from) || ?year >= ?from)
  } }
}
"""


def stored(tmp_path: Path, header: str = HEADER, text: str = TEXT, name: str = "tables/what-works.rq") -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + text, encoding="utf-8")
    return path


def rows_of(store: pyoxigraph.Store, sparql: str) -> list[pyoxigraph.QuerySolution]:
    results = store.query(sparql)
    assert isinstance(results, pyoxigraph.QuerySolutions)
    return list(results)


def answers(sparql: str) -> list[str]:
    """The findings in a world of two: f1 for group a in 2014, f2 for group b in 2016."""
    store = pyoxigraph.Store()
    ex = "https://example.org/ASK/"
    for name, group, year in (("f1", "a", "2014"), ("f2", "b", "2016")):
        f, y = NamedNode(ex + name), Literal(year, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
        store.add(pyoxigraph.Quad(f, NamedNode(ex + "for"), NamedNode(ex + group)))
        store.add(pyoxigraph.Quad(f, NamedNode(ex + "year"), y))
    return sorted(str(row["finding"].value).removeprefix(ex) for row in rows_of(store, sparql))


def test_a_header_becomes_a_stored_query(tmp_path: Path) -> None:
    query = queries.load(stored(tmp_path))
    assert (query.name, query.group, query.form, query.picture) == ("what-works", "tables", "SELECT", "gap-map")
    assert query.title == {"nl": "Wat werkt voor wie?", "en": "What works for whom?"}
    assert query.question["nl"] == "Welke bevindingen zijn er: en hoe zeker?"
    assert query.asked_by == ("municipality", "programme")
    assert query.text == TEXT
    group, year = query.parameters
    assert (group.name, group.type, group.scheme, group.required) == ("target_group", "concept", "target-group", False)
    assert (year.name, year.default, year.label["en"]) == ("from", 2015, "From")


def test_a_column_says_what_an_empty_cell_means(tmp_path: Path) -> None:
    columns = queries.load(stored(tmp_path)).columns
    assert list(columns) == ["finding", "year"]
    assert columns["finding"] == {
        "nl": "Bevinding",
        "en": "Finding",
        "empty": {"nl": "onbekend", "en": "unknown"},
        "as": "",
        "words": {},
        "fact": None,
        "type": "",
    }
    assert columns["year"]["empty"] == {"nl": "niet vermeld", "en": "not stated"}


def test_a_question_mark_needs_no_quotes_whichever_reader_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(header, "LOADER", yaml.SafeLoader)
    query = queries.load(stored(tmp_path))
    assert query.title == {"nl": "Wat werkt voor wie?", "en": "What works for whom?"}
    assert query.question == {"nl": "Welke bevindingen zijn er: en hoe zeker?", "en": "Which findings are there?"}


# --- binding


def test_unset_parameters_mean_all(tmp_path: Path) -> None:
    text = queries.load(stored(tmp_path)).bind({})
    assert text == "".join(line for line in TEXT.splitlines(keepends=True) if "UNDEF" not in line)
    assert answers(text) == ["f1", "f2"]
    assert queries.load(stored(tmp_path)).bind({"from": []}) == text


def test_a_parameter_is_bound_in_every_group_that_names_it(tmp_path: Path) -> None:
    query = queries.load(stored(tmp_path))
    a, b = (NamedNode(f"https://example.org/ASK/{name}") for name in "ab")
    year = Literal("2015", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    assert answers(query.bind({"target_group": [a]})) == ["f1"]
    assert answers(query.bind({"target_group": [a, b]})) == ["f1", "f2"]
    assert answers(query.bind({"from": [year]})) == ["f2"]
    assert answers(query.bind({"from": [year], "target_group": [a]})) == []
    twice = TEXT.replace("  ?finding ex:for", "  VALUES ?target_group{UNDEF} ?finding ex:for")
    assert answers(queries.load(stored(tmp_path, text=twice)).bind({"target_group": [b]})) == ["f2"]
    assert answers(queries.load(stored(tmp_path, text=twice)).bind({})) == ["f1", "f2"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_a_person_types_stays_a_value(typed: str) -> None:
    text = "SELECT ?x WHERE {\n  VALUES ?x { UNDEF }\n}"
    bound = stored_values(text, "x", [Literal(typed)])
    rows = rows_of(pyoxigraph.Store(), bound)
    assert [row["x"] for row in rows] == [Literal(typed)]


def test_only_terms_are_bound(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        queries.load(stored(tmp_path)).bind({"from": ["2015 } DROP ALL"]})  # type: ignore[list-item]


def test_an_unknown_parameter_gets_a_near_miss(tmp_path: Path) -> None:
    with pytest.raises(UnknownName) as fault:
        queries.load(stored(tmp_path)).bind({"target_groep": []})
    assert fault.value.near == ("target_group",)


# --- broken headers


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("#+ title: {nl: Wat werkt voor wie?, en: What works for whom?}\n", "", 1),
        ("{nl: Wat werkt voor wie?, en: What works for whom?}", "{nl: Wat werkt voor wie?}", 1),
        ("{nl: Wat werkt voor wie?, en: What works for whom?}", "{nl: Wat werkt, en: {}", 2),
        ("asked-by:", "asked-bye:", 3),
        ("type: concept", "type: conzept", 5),
        ("scheme: target-group", "scheme: unheard-of", 5),
        ("scheme: target-group, ", "", 5),
        ("label: {nl: Vanaf, en: From}", "label: {nl: Vanaf}", 6),
        ("{type: year,", "{type: choice,", 6),
        ("{type: year,", "{type: thing, kind: unicorn,", 6),
        ("default: 2015", "defualt: 2015", 6),
        ("#+   from:", "#+   until:", 4),
        ("#+   from: {type: year, label: {nl: Vanaf, en: From}, default: 2015}\n", "", 4),
        ("parameters:\n", "parameters: none\n#+ notes:\n", 4),
        ("finding: {nl: Bevinding, en: Finding}", "finding: {nl: Bevinding}", 8),
        ("finding: {nl: Bevinding, en: Finding}", "fynding: {nl: Bevinding, en: Finding}", 8),
        ("empty: {nl: niet vermeld, en: not stated}", "leeg: {nl: niet vermeld, en: not stated}", 9),
    ],
)
def test_a_broken_header_names_its_line(old: str, new: str, line: int, tmp_path: Path) -> None:
    assert old in HEADER
    path = stored(tmp_path, HEADER.replace(old, new))
    with pytest.raises(QueryHeaderError) as fault:
        queries.load(path)
    assert fault.value.where.startswith(f"{path}:{line}"), fault.value
    assert (fault.value.line, fault.value.exit_code) == (line, 2)


def test_a_query_without_header_or_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryHeaderError, match="ontbreekt"):
        queries.load(stored(tmp_path, header=""))
    with pytest.raises(QueryHeaderError, match="SELECT"):
        queries.load(stored(tmp_path, text=TEXT.replace("SELECT ?", "SELCT ?")))
    with pytest.raises(InputError, match="UTF-8"):
        path = stored(tmp_path)
        path.write_bytes(b"\xff" + path.read_bytes())
        queries.load(path)


def test_a_check_says_its_problem_and_its_solution(tmp_path: Path) -> None:
    title = "#+ title: {nl: Wees, en: Orphan}\n"
    with pytest.raises(QueryHeaderError, match="problem"):
        queries.load(stored(tmp_path, title, "SELECT * {}", "checks/orphan.rq"))
    more = "#+ problem: {nl: a, en: b}\n#+ solution: {nl: c, en: d}\n"
    query = queries.load(stored(tmp_path, title + more, "SELECT * {}", "checks/orphan.rq"))
    assert (query.problem["en"], query.solution["nl"]) == ("b", "c")


def test_a_derive_query_needs_a_title_only(tmp_path: Path) -> None:
    path = stored(tmp_path, "#+ title: {nl: Volgt, en: Follows}\n", "CONSTRUCT {} WHERE {}", "derive/10-x.rq")
    assert queries.load(path).form == "CONSTRUCT"


# --- folders


def test_all_queries_are_found_by_name_and_none_is_dropped(tmp_path: Path) -> None:
    stored(tmp_path, name="tables/b.rq")
    stored(tmp_path, name="pages/a.rq")
    assert list(queries.load_all(tmp_path)) == ["a", "b"]
    assert queries.named(tmp_path, "b").path == tmp_path / "tables" / "b.rq"
    stored(tmp_path, header="#+ [", name="tables/c.rq")
    with pytest.raises(QueryHeaderError, match=r"c\.rq"):
        queries.load_all(tmp_path)
    assert queries.named(tmp_path, "a").name == "a"


def test_two_queries_of_one_name_are_refused(tmp_path: Path) -> None:
    stored(tmp_path, name="tables/a.rq")
    stored(tmp_path, name="pages/a.rq")
    with pytest.raises(QueryHeaderError, match="al een vraag"):
        queries.load_all(tmp_path)


def test_a_name_nearly_right_gets_a_hint(tmp_path: Path) -> None:
    stored(tmp_path)
    with pytest.raises(UnknownName) as fault:
        queries.named(tmp_path, "what-work")
    assert fault.value.near == ("what-works",)
    assert "Bedoelde u what-works?" in fault.value.say()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("# ASK\nselect * {}", "SELECT"),
        ("PREFIX ask: <http://a/ASK>\nCONSTRUCT { ?s ?p 'SELECT' } {}", "CONSTRUCT"),
        ("ASK {}", "ASK"),
        ("DESCRIBE <http://a/a>", "DESCRIBE"),
        ("INSERT DATA {}", ""),
    ],
)
def test_the_form_of_a_query_is_its_first_keyword(text: str, form: str) -> None:
    assert queries.form(text) == form
