"""Where the engine does otherwise than SPARQL 1.1 a question is rewritten; it then says what the standard defines."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import small_world
from assure import trial
from hypothesis import assume, example, given, settings
from hypothesis import strategies as some
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from vakgraph.adhoc import strict, worker
from vakgraph.adhoc.worker import Question, Room
from vakgraph.cli import run

X = "http://example.org/"
HEAD = f"PREFIX : <{X}>\n"
TOLD = "a p o g1, b p o g1, b q o g1, a p b g2, c q a g2, c p o g3, c q o g3, d p o -, a q d -"


def iri(name: str) -> NamedNode:
    return NamedNode(X + name)


def quads() -> list[Quad]:
    rows = (row.split() for row in TOLD.split(", "))
    return [Quad(iri(s), iri(p), iri(o), DefaultGraph() if g == "-" else iri(g)) for s, p, o, g in rows]


@cache
def store(seen_from: str = "-") -> Store:
    """All of it, with what one of the graphs says as its default graph."""
    made = Store()
    made.extend(quads())
    made.add_graph(iri("empty"))
    if seen_from != "-":
        made.clear_graph(DefaultGraph())
        made.extend(Quad(*quad.triple) for quad in quads() if quad.graph_name == iri(seen_from))
    return made


NAMES = ("g1", "g2", "g3", "empty")
Row = frozenset[tuple[str, str]]


def rows(text: str, of: Store) -> Counter[Row]:
    found: Any = of.query(HEAD + text)
    names = [each.value for each in found.variables]
    return Counter(frozenset((name, str(row[name])) for name in names if row[name] is not None) for row in found)


def here() -> list[object]:
    return [name for (name,) in store().query(strict.HERE)]  # type: ignore[misc,union-attr]


def asked(text: str, **more: Any) -> str:
    return strict.rewritten(HEAD + text, here, **more)[len(HEAD) :]


def defined(group: str, names: tuple[str, ...] = NAMES) -> Counter[Row]:
    """GRAPH ?g { group } as SPARQL 1.1 (18.6) defines it: the group over each graph, joined with the name of that."""
    found = Counter[Row]()
    for name in names:
        for row, times in rows(f"SELECT * {{ {group} }}", store(name)).items():
            if dict(row).get("g", str(iri(name))) == str(iri(name)):
                found[row | {("g", str(iri(name)))}] += times
    return found


PARTS = (
    "?a :p ?b .",
    "?b ?q ?a .",
    "?a :p ?g .",
    "VALUES ?a { :a :b }",
    "VALUES (?g ?a) { (:g1 :a) (UNDEF :b) (:none :a) }",
    "MINUS { ?a :q ?b }",
    "MINUS { ?z :q ?y }",
    "MINUS { _:l :q [] }",
    "{ SELECT ?a { ?a :p ?c } ORDER BY ?a LIMIT 1 }",
    "{ SELECT (COUNT(*) AS ?n) { ?x :p ?y FILTER(?x != :c) } }",
    "{ SELECT ?g (MAX(?x) AS ?a) { ?x :p ?y } GROUP BY ?g }",
    "OPTIONAL { ?a :q _:m . VALUES ?v { 1 2 } }",
    "{ ?a :q ?b } UNION { VALUES ?b { :o } }",
    "GRAPH ?h { ?a :q ?d }",
    "GRAPH :g1 { ?a :p [] }",
    "BIND(:g2 AS ?g)",
    "FILTER(?a<:b || ?b = :o)",
    "FILTER NOT EXISTS { SELECT ?a { ?a :q :o } }",
    "# GRAPH ?g { VALUES\n",
    'BIND("} GRAPH $g { MINUS { \\" (" AS ?t)',
)


ASSURE = bool(os.environ.get("VAKGRAPH_ASSURE"))
GROUPS = "groups in GRAPH ?g, against what SPARQL 1.1 defines"


@pytest.mark.assure(GROUPS)
@settings(max_examples=3000 if ASSURE else 60)
@given(some.lists(some.sampled_from(PARTS), min_size=1, max_size=4, unique=True), some.sampled_from("?$"))
@example(["VALUES (?g ?a) { (:g1 :a) (UNDEF :b) (:none :a) }"], "$")
@example(["?a :p ?b .", "MINUS { _:l :q [] }"], "?")
def test_a_group_in_graph_g_says_what_the_standard_defines(parts: list[str], sign: str) -> None:
    group = " ".join(parts)
    try:
        said = defined(group)
    except SyntaxError:
        assume(False)
    with trial(GROUPS):
        assert rows(asked(f"SELECT * {{ GRAPH {sign}g {{ {group} }} }}"), store()) == said


def test_the_engine_alone_says_something_else() -> None:
    """Otherwise nothing of this is needed any more."""
    wrong = [
        part
        for part in ("VALUES ?a { :a }", "?a :p ?b MINUS { ?z :q ?y }", "{ SELECT (COUNT(*) AS ?n) { ?x :p ?y } }")
        if rows(f"SELECT * {{ GRAPH ?g {{ {part} }} }}", store()) != defined(part)
    ]
    assert len(wrong) == 3
    (row,) = rows("SELECT (LANG(GROUP_CONCAT(?x)) AS ?l) { VALUES ?x { 'a'@en } }", store())
    assert row == {("l", '"en"')}


def test_one_graph_in_another_and_two_side_by_side() -> None:
    inner = "VALUES ?a { :a }"
    both = rows(asked(f"SELECT * {{ GRAPH ?g {{ GRAPH ?h {{ {inner} }} }} }}"), store())
    assert both == Counter(
        {
            frozenset({("g", str(iri(g))), ("h", str(iri(h))), ("a", str(iri("a")))}): 1
            for g in NAMES
            for h in NAMES
        }
    )  # fmt: skip
    beside = asked("SELECT * { GRAPH ?g { ?a :p ?b MINUS { ?a :q ?b } } GRAPH ?g { { SELECT ?a { ?a :p ?b } } } }")
    assert rows(beside, store()) == defined("{ ?a :p ?b MINUS { ?a :q ?b } } { SELECT ?a { ?a :p ?b } }")


@pytest.mark.parametrize(
    ("clauses", "names"),
    [
        ("FROM NAMED :g1 FROM NAMED <http://example.org/g1>", ("g1",)),
        ("FROM :g1 FROM NAMED :empty FROM NAMED :g3", ("empty", "g3")),
        ("FROM :g1", ()),
        ("(EXISTS { ?from :from :FROM } AS ?x) FROM NAMED :g1", ("g1",)),
    ],
)
def test_the_graphs_are_those_that_the_question_names(clauses: str, names: tuple[str, ...]) -> None:
    group = "VALUES ?a { :a :b } FILTER NOT EXISTS { ?a :q ?b }"
    asks = "?g ?a" if "(" in clauses else "*"
    found = rows(asked(f"SELECT {asks} {clauses} {{ GRAPH ?g {{ {group} }} }}"), store())
    plain = Counter({frozenset(each for each in row if each[0] != "x"): times for row, times in found.items()})
    assert plain == defined(group, names)


def test_the_graphs_of_a_request_go_before_those_of_the_text() -> None:
    text = "SELECT ?g FROM NAMED :g2 { GRAPH ?g { VALUES ?a { 1 } } }"
    said = worker._said(Room(""), store(), Question(HEAD + text, named=(X + "g1", X + "g3", X + "g1")))
    assert sorted(row[0][1] for row in said["rows"]) == [X + "g1", X + "g3"]
    assert worker._said(Room(""), store(), Question(HEAD + text, default=(X + "g1",)))["rows"] == []
    said = worker._said(Room(""), store(), Question(HEAD + text, named=("http://x> { } #",)))
    assert "nl" in said, "what is no address is no part of a question"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { GRAPH ?g { ?a :p ?b } }",
        "SELECT * { GRAPH :g1 { VALUES ?a { 1 } } }",
        "SELECT * { GRAPH ?g { ?a :p ?b MINUS { ?a :q ?b } FILTER(?g != :g1) } }",
        "SELECT * { GRAPH ?g { ?a :p ?b MINUS { ?a :q ?b } FILTER EXISTS { ?g :p ?b } } }",
        "SELECT * { GRAPH ?g { ?a :p ?b MINUS { ?a :q ?b } FILTER(?a<?g&&?b>1) } }",
        "SELECT * { ?a :p 'GRAPH ?g { VALUES ?a { 1 } } GROUP_CONCAT(1)' } # GRAPH ?g { VALUES ?a { 1 } }",
        "SELECT * { ?GRAPH ?VALUES :GROUP_CONCAT . ?group_concat :GRAPH ?g }",
    ],
)
def test_what_the_engine_does_well_stays_as_it_is(text: str) -> None:
    assert asked(text) == text


def test_what_would_become_too_long_stays_as_it_is() -> None:
    text = HEAD + "SELECT * { GRAPH ?g { VALUES ?a { 1 } } }"
    names = [iri(f"n{number}") for number in range(strict.MOST + 1)]
    assert strict.rewritten(text, lambda: names) == text
    assert strict.rewritten(text, lambda: names[1:]).count("UNION") == strict.MOST - 1
    nested = HEAD + "SELECT * { " + "GRAPH ?g { " * 6 + "VALUES ?a { 1 } " + "} " * 6 + "}"
    assert strict.rewritten(nested, lambda: names[:30]) == nested
    assert strict.rewritten(text, lambda: [iri("a/../b")]) == text, "a name that is read as another one"
    concat = text.replace("SELECT *", "SELECT (GROUP_CONCAT(?a) AS ?t)")
    assert "STR(GROUP_CONCAT(?a))" in strict.rewritten(concat, lambda: names), "the one does not wait for the other"


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("GROUP_CONCAT(?x)", '"a b)"'),
        ("group_concat(DISTINCT ?x; separator=')(')", '"a)(b)"'),
        ("CONCAT(GROUP_CONCAT(STR(?x)), '!', (GROUP_CONCAT(?x)))", '"a b)!a b)"'),
        ("COALESCE(GROUP_CONCAT(1/0), 'none')", '"none"'),
    ],
)
def test_texts_put_together_have_no_language(asks: str, says: str) -> None:
    text = f"SELECT ({asks} AS ?t) {{ VALUES ?x {{ 'a'@en 'b)'@en }} }} HAVING (GROUP_CONCAT(?x) != '') "
    text += "ORDER BY GROUP_CONCAT(?x)"
    assert rows(asked(text), store()) == Counter([frozenset({("t", says)})])


def test_brackets_that_do_not_match_are_a_mistake_and_no_more() -> None:
    for text in ("SELECT * { GRAPH ?g { ) ) VALUES } } ) }", "SELECT (GROUP_CONCAT(?a) AS ?t)) {", "GRAPH ?g { SELECT"):
        assert "place" in worker._said(Room(""), store(), Question(text))


@pytest.mark.parametrize("asks", ["*", "(GROUP_CONCAT(?a) AS ?t)"])
def test_a_mistake_is_told_where_it_was_typed(asks: str) -> None:
    text = f"SELECT {asks} {{\n  GRAPH ?g {{ VALUES ?a {{ 1 }} }}\n}} WRONG"
    said = worker._said(Room(""), store(), Question(text))
    assert (said["place"]["line"], said["place"]["column"]) == (3, 8), said


def test_the_command_line_answers_by_the_standard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_world.build(tmp_path / "graph")
    group = "{ VALUES ?x { 'a'@en } OPTIONAL { GRAPH ?g { VALUES ?y { 1 } } } }"
    text = f"SELECT (LANG(GROUP_CONCAT(?x)) AS ?l) (COUNT(?y) AS ?n)\n{group}"
    assert run(["sparql", text, "--root", str(root), "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [",0"]
    assert run(["sparql", text + "\n  WRONG", "--root", str(root), "--lang", "en"]) == 2
    assert "SPARQL:3:8: " in capsys.readouterr().err
