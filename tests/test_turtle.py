"""Turtle goes in strictly and comes out the same, byte for byte, whatever the order."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from vakgraph import turtle
from vakgraph.errors import InputError, WriteError
from vakgraph.namespaces import BASE, KINDS, OUTSIDE, VAK

XSD = OUTSIDE["xsd"]
ID = BASE + "id/"
TYPE = NamedNode(OUTSIDE["rdf"] + "type")
TITLE = NamedNode(OUTSIDE["dcterms"] + "title")


def typed(value: str, kind: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + kind))


def project(name: str) -> NamedNode:
    return NamedNode(f"{ID}project/{name}")


def said(value: Literal | NamedNode) -> Triple:
    return Triple(project("x"), TITLE, value)


PARTS = [
    Triple(project("r1"), TYPE, NamedNode(VAK + "Project")),
    Triple(project("r1"), TITLE, Literal("Werk", language="nl")),
    Triple(project("r1"), NamedNode(VAK + "line"), NamedNode(BASE + "concept/line/work")),
    Triple(project("r1"), NamedNode(VAK + "line"), NamedNode(BASE + "concept/line/debt")),
    Triple(NamedNode(ID + "finding/r1.b"), TYPE, NamedNode(VAK + "Finding")),
    Triple(NamedNode(ID + "finding/r1.a"), TYPE, NamedNode(VAK + "Finding")),
    Triple(NamedNode(ID + "consortium/r1.c"), TYPE, NamedNode(VAK + "Consortium")),
]
TEXT = """\
@prefix consortium: <https://w3id.org/vakgraph/id/consortium/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix finding: <https://w3id.org/vakgraph/id/finding/> .
@prefix line: <https://w3id.org/vakgraph/concept/line/> .
@prefix project: <https://w3id.org/vakgraph/id/project/> .
@prefix vak: <https://w3id.org/vakgraph/def#> .

project:r1
    a vak:Project ;
    dcterms:title "Werk"@nl ;
    vak:line line:debt ;
    vak:line line:work ;
.

consortium:r1.c
    a vak:Consortium ;
.

finding:r1.a
    a vak:Finding ;
.

finding:r1.b
    a vak:Finding ;
.
"""

# --- writing


def test_a_data_file_has_its_own_thing_first_and_one_triple_per_line() -> None:
    assert turtle.canonical(PARTS) == TEXT


def test_the_same_triples_in_any_order_are_the_same_text() -> None:
    assert turtle.canonical([*reversed(PARTS), *PARTS]) == TEXT


def test_one_fact_more_is_one_line_more() -> None:
    more = Triple(project("r1"), TITLE, Literal("Work", language="en"))
    longer = turtle.canonical([*PARTS, more]).splitlines()
    assert [line for line in longer if line not in TEXT.splitlines()] == ['    dcterms:title "Work"@en ;']
    assert len(longer) == len(TEXT.splitlines()) + 1


def test_the_type_comes_first_and_a_property_without_prefix_is_written_in_full() -> None:
    other = Triple(project("r1"), NamedNode("https://example.org/p"), Literal("x"))
    assert turtle.canonical([other, PARTS[0]]).splitlines()[3:] == [
        "project:r1",
        "    a vak:Project ;",
        '    <https://example.org/p> "x" ;',
        ".",
    ]


def test_every_kind_is_listed_behind_the_kind_it_lives_with() -> None:
    words = list(KINDS)
    assert all(words.index(kind.home) < words.index(kind.word) for kind in KINDS.values() if kind.home in KINDS)


def test_no_triples_are_no_text() -> None:
    assert turtle.canonical([]) == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (typed("12", "integer"), "12"),
        (typed("-12", "integer"), "-12"),
        (typed("012", "integer"), '"012"^^xsd:integer'),
        (typed("+1", "integer"), '"+1"^^xsd:integer'),
        (typed("1.5", "decimal"), "1.5"),
        (typed("1.50", "decimal"), '"1.50"^^xsd:decimal'),
        (typed("1", "decimal"), '"1"^^xsd:decimal'),
        (typed("true", "boolean"), "true"),
        (typed("1", "boolean"), '"1"^^xsd:boolean'),
        (typed("2020-01-31", "date"), '"2020-01-31"^^xsd:date'),
        (typed("x", "string"), '"x"'),
        (Literal('zei "ja"\\nee\n\t\r\x0b\u2028\ufeff'), '"zei \\"ja\\"\\\\nee\\n\\t\\r\\u000B\\u2028\\uFEFF"'),
        (Literal("café ☕ 😀"), '"café ☕ 😀"'),
        (NamedNode("https://doi.org/10.1000/x"), "<https://doi.org/10.1000/x>"),
        (NamedNode(ID + "project/a.b-c_1"), "project:a.b-c_1"),
        (NamedNode(ID + "project/a."), f"<{ID}project/a.>"),
        (NamedNode(ID + "project/-a"), f"<{ID}project/-a>"),
        (NamedNode(ID + "project/a/b"), f"<{ID}project/a/b>"),
        (NamedNode(ID + "project/é"), f"<{ID}project/é>"),
        (NamedNode("https://zoek.officielebekendmakingen.nl/kst-28719-98"), "kst:28719-98"),
        (NamedNode("https://example.org/(x)"), "<https://example.org/(x)>"),
    ],
)
def test_every_value_is_written_in_one_way(value: Literal | NamedNode, written: str) -> None:
    text = turtle.canonical([said(value)])
    assert f"    dcterms:title {written} ;\n" in text
    assert turtle.read_text(text) == [said(value)]


texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
iris = st.builds(lambda tail: NamedNode(f"{ID}project/{tail}"), st.text("abz09_-.~:/'()é😀"))
values = st.one_of(
    iris,
    st.builds(Literal, texts),
    st.builds(lambda text: Literal(text, language="nl-be"), texts),
    st.builds(typed, texts, st.sampled_from(["integer", "decimal", "boolean", "date", "string", "double"])),
    st.builds(lambda number: typed(str(number), "integer"), st.integers()),
    st.builds(lambda number: typed(f"{number:f}", "decimal"), st.decimals(allow_nan=False, allow_infinity=False)),
)


@given(st.lists(st.builds(Triple, iris, iris, values), max_size=8), st.randoms())
@example([said(Literal("'''\"\"\"\\"))], None)
@example([said(typed("1.", "decimal")), said(typed(".5", "decimal")), said(typed("-0", "integer"))], None)
def test_whatever_is_written_reads_back_to_the_same_triples_and_bytes(triples: list[Triple], random: object) -> None:
    text = turtle.canonical(triples)
    back = turtle.read_text(text.encode())
    assert set(back) == set(triples)
    assert len(back) == len(set(triples))
    shuffle = getattr(random, "shuffle", list.reverse)
    shuffle(back)
    assert turtle.canonical(back) == text


def test_a_data_file_holds_no_blank_nodes_and_no_nul() -> None:
    for triple in (
        Triple(BlankNode("b"), TITLE, Literal("x")),
        Triple(project("x"), TITLE, BlankNode("b")),
        said(Literal("a\x00b")),
    ):
        with pytest.raises(InputError):
            turtle.canonical([triple])


def test_a_file_is_replaced_whole_and_nothing_stays_behind(tmp_path: Path) -> None:
    path = tmp_path / "project" / "r1.ttl"
    turtle.write(path, PARTS[:1])
    with path.open(encoding="utf-8") as reader:
        turtle.write(path, PARTS)
        assert reader.read() == turtle.canonical(PARTS[:1])  # who was reading goes on with the old text
    assert path.read_text(encoding="utf-8") == TEXT
    assert [file.name for file in path.parent.iterdir()] == ["r1.ttl"]


def test_when_writing_fails_the_old_file_is_intact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r1.ttl"
    turtle.write(path, PARTS)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        turtle.write(path, PARTS[:1])
    with pytest.raises(WriteError, match="No space left"):
        turtle.export(PARTS[:1], path)
    assert path.read_text(encoding="utf-8") == TEXT
    assert [file.name for file in tmp_path.iterdir()] == ["r1.ttl"]


def test_what_cannot_be_written_is_not_there_before_the_writing(tmp_path: Path) -> None:
    path = tmp_path / "r1.ttl"
    turtle.write(path, PARTS)
    with pytest.raises(InputError):
        turtle.write(path, [said(Literal("\x00"))])
    assert path.read_text(encoding="utf-8") == TEXT


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_device_is_written_and_never_replaced() -> None:
    with pytest.raises(WriteError):
        turtle.export(PARTS, Path("/dev/full"))
    assert Path("/dev/full").is_char_device()


# --- reading


def test_one_byte_order_mark_is_forgiven(tmp_path: Path) -> None:
    path = tmp_path / "bom.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert set(turtle.read(path)) == set(PARTS)
    assert turtle.read_many([path]) == {path: turtle.read(path)}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("<http://a/a> <http://a/b> 1 .\n<http://a/a> <http://a/b> <http://a/ b> .\n", 2, 27),
        ("project:x a project:y .", 1, 1),
        ("\n\n<http://a/a> <b> 1 .", 3, 14),
    ],
)
def test_a_syntax_error_has_file_line_and_column(text: str, line: int, column: int, tmp_path: Path) -> None:
    path = tmp_path / "wrong.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as fault:
        turtle.read(path)
    assert fault.value.where == f"{path}:{line}:{column}"
    assert "Parser error" not in fault.value.say("nl")


def test_bytes_that_are_no_utf8_are_a_syntax_error() -> None:
    with pytest.raises(InputError, match=r"latin\.ttl:1:28.*UTF-8"):
        turtle.read_text(b'<http://a/a> <http://a/b> "\xe9" .', "latin.ttl")


@pytest.mark.parametrize("nul", ["\\u0000", "\\U00000000", "\x00"])
def test_a_nul_in_a_text_is_refused_and_the_words_for_it_are_not(nul: str) -> None:
    with pytest.raises(InputError):
        turtle.read_text(f'<http://a/a> <http://a/b> "a{nul}" .')
    assert len(turtle.read_text('<http://a/a> <http://a/b> "a\\\\u0000" .')) == 1


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="niet te lezen"):
        turtle.read(tmp_path / "none.ttl")


def test_blank_nodes_of_two_files_stay_apart() -> None:
    one, two = (turtle.read_text("_:b <http://a/p> 1 .")[0] for _ in range(2))
    assert one.subject != two.subject


# --- spelling, place, export


def test_spellings_that_the_store_would_rewrite_are_found() -> None:
    fine = [typed("1.5", "decimal"), typed("1", "integer"), typed("2020-01-31", "date"), Literal("x", language="nl")]
    wrong = [typed("1.50", "decimal"), typed("01", "integer"), typed("7", "int"), typed("1", "boolean")]
    assert turtle.survives(map(said, [*fine, *wrong])) == list(map(said, wrong))


def test_a_triple_has_a_line(tmp_path: Path) -> None:
    path = tmp_path / "r1.ttl"
    turtle.write(path, PARTS)
    lines = TEXT.splitlines()
    for triple, line in zip(PARTS, (9, 10, 12, 11, 24, 20, 16), strict=True):
        assert turtle.place(path, triple) == line, lines[line - 1]
    elsewhere = Triple(project("r1"), TITLE, Literal("not there"))
    assert turtle.place(path, elsewhere) == 8
    assert turtle.place(path, Triple(project("r2"), TITLE, Literal("Werk", language="nl"))) is None


def test_an_export_is_the_same_every_time_and_reads_back_everywhere(tmp_path: Path) -> None:
    odd = [said(NamedNode("https://doi.org/10.1/x(y)")), said(NamedNode(ID + "project/a.")), said(Literal("1\n2"))]
    one, two = tmp_path / "one.ttl", io.BytesIO()
    assert turtle.export([*PARTS, *odd], one) == len(PARTS) + len(odd)
    assert turtle.export([*odd, *reversed(PARTS), *odd], two) == len(PARTS) + len(odd)
    assert one.read_bytes() == two.getvalue()
    assert set(turtle.read(one)) == {*PARTS, *odd}
    assert len(rdflib.Graph().parse(one, format="turtle")) == len(PARTS) + len(odd)


def test_blank_nodes_are_exported_under_the_same_names_every_time() -> None:
    text = "<http://a/s> <http://a/p> [ <http://a/q> 1 ] , [ <http://a/q> 2 ] ."
    outs = [io.BytesIO(), io.BytesIO()]
    for out in outs:
        assert turtle.export(turtle.read_text(text), out) == 4
    assert outs[0].getvalue() == outs[1].getvalue()


def test_rdflib_is_handed_every_literal_in_its_own_spelling() -> None:
    values = [typed("01", "integer"), Literal("x"), Literal("x", language="nl"), typed("2020-01-31", "date")]
    graph = turtle.to_rdflib(map(said, values))
    assert {(o.n3()) for o in graph.objects()} == {
        f'"01"^^<{XSD}integer>',
        '"x"',
        '"x"@nl',
        f'"2020-01-31"^^<{XSD}date>',
    }
    blank = turtle.to_rdflib(turtle.read_text("<http://a/s> <http://a/p> [] ."))
    assert all(isinstance(o, rdflib.BNode) for o in blank.objects())
