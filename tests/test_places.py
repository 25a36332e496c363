"""Where does it stand? The place of every triple, whatever way its file is written."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakgraph.places import Document, Place, where

W3C = Path(os.environ.get("VAKGRAPH_W3C", Path(__file__).resolve().parent.parent.parent / "shared/w3c")) / "turtle"
W3C_BASE = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/"
XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGER_ONE = ox.Literal("1", datatype=ox.NamedNode(XSD + "integer"))
HEAD = "@prefix : <http://e/> .\n"


def read(text: str | bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> list[ox.Triple]:
    data = text.encode() if isinstance(text, str) else text
    return [quad.triple for quad in ox.parse(data.removeprefix(b"\xef\xbb\xbf"), format=form)]


def places(text: str, form: str = "ttl") -> dict[str, str]:
    """Object of each triple -> line:column, in the order of the parser."""
    triples = read(text, {"ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS}[form])
    document = Document(text.encode(), form, "f", triples)
    found = {}
    for triple in triples:
        place = document.where(triple)
        found[getattr(triple.object, "value", "")] = f"{place.line}:{place.column}"
    return found


def one(text: str, value: str) -> Place:
    """The place of the triple with that object."""
    triples = read(text)
    (triple,) = (t for t in triples if getattr(t.object, "value", "") == value)
    return Document(text.encode(), "ttl", "f.ttl", triples).where(triple)


# ---- one at a time


def test_a_place_is_file_line_and_column() -> None:
    place = one(HEAD + ":a :p 'één' ,\n      12 .", "12")
    assert place.say() == "f.ttl:3:7" and place.sort == "value" and place.note() == ""


def test_one_question_needs_no_document() -> None:
    text = HEAD + ":a :p 1 ."
    assert where(text.encode(), "ttl", read(text)[0], "x.ttl") == Place("x.ttl", 2, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":a a :B ; :p true, 1.50 , -2 , 1e5 .", {"http://e/B": "2:6", "true": "2:14", "1.50": "2:20", "1e5": "2:32"}),
        (':a :p "x"@nl-BE ,"y"^^ :t, "z" .', {"x": "2:7", "y": "2:18", "z": "2:28"}),
        (':a :p """een\n"twee" # geen \\""" commentaar\n""" ; :q 2 .', {"2": "4:10"}),
        (":a :p 'it\\'s ; , .' ; :q 3 .", {"it's ; , .": "2:7", "3": "2:26"}),
        (":a :p :b.c, :d\\.\\,e, :f%20g .", {"http://e/b.c": "2:7", "http://e/d.,e": "2:13", "http://e/f%20g": "2:22"}),
        (":a# commentaar ' <\n:p# nog een \"\r\n  1 .", {"1": "4:3"}),
        ("@base <http://b/x/> . <a> <p> <../c> , <#d> .", {"http://b/c": "2:31", "http://b/x/#d": "2:40"}),
        ("PREFIX q: <http://q/> q:a q:p q:b .", {"http://q/b": "2:31"}),
        (":a :p 'é𝄞' , 4 .", {"é𝄞": "2:7", "4": "2:14"}),
        (":a :p 1 . :a :p 1 .", {"1": "2:7"}),
        (":a :p 1;;\r\r:q 2;.", {"1": "2:7", "2": "4:4"}),
    ],
)
def test_every_way_of_writing_has_its_place(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= places(HEAD + text).items()


def test_a_byte_order_mark_takes_no_column() -> None:
    data = b"\xef\xbb\xbf<http://e/a> <http://e/p> 1 ."
    assert where(data, "ttl", read(data)[0]).column == 27


def test_what_stands_in_brackets_has_its_own_place() -> None:
    text = HEAD + ":a :p [ :q 1 ;\n  :r [ :s 2 ] ] ,\n  ( 3 [ :t 4 ]\n () ) .\n( 5 ) :u 6 . [ :v 7 ] :w 8 . [] :x 9 ."
    found = places(text)
    assert {found[n] for n in "13"} == {"2:12", "4:5"} and found["2"] == "3:11" and found["4"] == "4:12"
    assert [found[n] for n in "56789"] == ["6:3", "6:10", "6:19", "6:26", "6:36"]


def test_two_blank_nodes_are_told_apart_by_what_is_said_of_them() -> None:
    text = HEAD + ":a :p [ :name 'one' ; :n 1 ] ,\n  [ :name 'two' ; :n 1 ] ."
    triples = read(text)
    document = Document(text.encode(), "ttl", "f", triples)
    two = next(t.subject for t in triples if getattr(t.object, "value", "") == "two")
    (number,) = (t for t in triples if t.subject == two and getattr(t.object, "value", "") == "1")
    assert document.where(number) == Place("f", 3, 22)
    assert document.about(two) == Place("f", 3, 3, sort="subject")


def test_what_lies_deeper_tells_blank_nodes_apart_too() -> None:
    text = HEAD + ":a :p [ :q [ :r [ :n 1 ] ] ] , [ :q [ :r [ :n 2 ] ] ] .\n:b :p ( 7 8 9 ) . :c :p ( 7 8 0 ) ."
    triples = read(text)
    document = Document(text.encode(), "ttl", "f", triples)
    found = sorted(document.where(triple).column for triple in triples if triple.predicate.value == "http://e/q")
    assert found == [12, 37]
    eights = [document.where(triple) for triple in triples if getattr(triple.object, "value", "") == "8"]
    assert [(place.column, place.sort) for place in eights] == [(11, "value"), (29, "value")]


def test_twins_that_nothing_tells_apart_get_the_first_line_of_their_statement() -> None:
    text = HEAD + ":a :p [ :n 1 ] ,\n  [ :n 1 ] ."
    triples = read(text)
    place = Document(text.encode(), "ttl", "f", triples).where(next(t for t in triples if t.predicate.value[-1] == "n"))
    assert (place.line, place.sort) == (2, "statement") and "niet eenduidig" in place.note()


def test_a_label_of_the_file_is_enough_where_it_was_kept() -> None:
    text = HEAD + "_:x :p 1 . _:y :p 1 ."
    triple = ox.Triple(
        ox.BlankNode("y"), ox.NamedNode("http://e/p"), ox.Literal("1", datatype=ox.NamedNode(XSD + "integer"))
    )
    assert where(text.encode(), "ttl", triple).column == 19


def test_what_is_missing_is_placed_at_the_property_or_the_thing() -> None:
    text = (HEAD + ":a\n  :p 1 ,\n  2 .").encode()
    document, a = Document(text, "ttl", "f"), ox.NamedNode("http://e/a")
    assert document.about(a, ox.NamedNode("http://e/p")) == Place("f", 3, 3, sort="property")
    assert document.about(a, ox.NamedNode("http://e/q")) == Place("f", 2, 1, sort="subject")
    assert document.about(ox.NamedNode("http://e/none")) == Place("f", sort="file")


def test_the_spelling_of_the_engine_finds_the_spelling_of_the_file() -> None:
    text = (HEAD + ":a :p 2.5 , 1.50 .").encode()
    stored = ox.Literal("1.5", datatype=ox.NamedNode(XSD + "decimal"))
    found = Document(text, "ttl").about(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/p"), stored)
    assert (found.column, found.sort) == (13, "value")


def test_graphs_do_not_hide_a_triple() -> None:
    assert places(HEAD + "GRAPH :g { :a :p 1 } :h { :a :p 2 . :a :p 3 } { :a :q 4 } :a :q 5 .", "trig") == {
        "1": "2:18", "2": "2:33", "3": "2:43", "4": "2:55", "5": "2:65",
    }  # fmt: skip
    assert places('<http://e/a> <http://e/p> "1" <http://e/g> .\n<http://e/a> <http://e/p> "2" .\n', "nq") == {
        "1": "1:27", "2": "2:27",
    }  # fmt: skip


def test_triples_about_triples_do_not_lead_astray() -> None:
    text = HEAD + ":a :p 1 {| :by 2 |} , 3 ~ :r .\n<< :c :p 4 >> :by 5 . :d :q <<( :e :p 6 )>> ; :s 7 ."
    found = places(text)
    assert [found[n] for n in "12357"] == ["2:7", "2:16", "2:23", "3:19", "3:50"]
    assert all(place != "0:0" for place in found.values())


def test_no_depth_of_brackets_is_too_deep() -> None:
    text = HEAD + ":a :p " + "[ :p " * 20000 + "1" + " ]" * 20000 + " ."
    triple = ox.Triple(ox.BlankNode("x"), ox.NamedNode("http://e/p"), INTEGER_ONE)
    assert where(text.encode(), "ttl", triple).column == 7 + 20000 * 5


def test_another_format_is_known_by_its_file_only() -> None:
    triple = read(HEAD + ":a :p 1 .")[0]
    assert where(b"<rdf:RDF/>", "rdf", triple, "x.rdf").say() == "x.rdf"


def test_a_place_in_a_workbook_reads_as_its_user_says_it() -> None:
    assert Place("l.xlsx", sheet="Projecten", cell="F12").say() == "l.xlsx, blad Projecten, cel F12"
    assert Place("l.csv", 7, field="Gemeente").say("en") == "l.csv:7, column Gemeente"
    cells = [Place("l.xlsx", sheet="P", cell=cell) for cell in ("AA2", "B10", "B2", "A10")]
    assert [place.cell for place in sorted(cells, key=lambda place: place.order)] == ["B2", "AA2", "A10", "B10"]


# ---- JSON-LD

OURS = """{
  "@context": {"vak": "http://e/", "naam": {"@id": "vak:naam", "@language": "nl"},
               "deel": {"@id": "vak:deel", "@type": "@id"}, "n": "vak:n"},
  "@graph": [
    {"@id": "vak:a", "@type": "vak:T", "naam": "één", "deel": ["vak:b", "vak:c"], "n": [1, 2.5, true]},
    {"@id": "vak:b", "vak:in": {"n": 7}}
  ]
}"""


def test_json_ld_with_a_plain_context_has_a_path() -> None:
    triples = read(OURS, ox.RdfFormat.JSON_LD)
    document = Document(OURS.encode(), "jsonld", "f.jsonld", triples)
    said = {getattr(t.object, "value", ""): document.where(t) for t in triples}
    assert said["http://e/c"].say() == 'f.jsonld:5:73, $["@graph"][0].deel[1]'
    assert {place.sort for place in said.values()} == {"value"}
    assert said["7"].path == '$["@graph"][1]["vak:in"].n' and said["één"].line == 5


def test_json_ld_with_another_context_names_the_thing() -> None:
    text = OURS.replace('"n": "vak:n"}', '"n": {"@reverse": "vak:n"}}')
    a, n = ox.NamedNode("http://e/a"), ox.NamedNode("http://e/naam")
    place = Document(text.encode(), "jsonld", "f").about(a, n, ox.Literal("één", language="nl"))
    assert (place.line, place.sort, place.path) == (5, "subject", "")
    assert place.note() == "het begin van dit ding"


# ---- all of them

NAMES = st.sampled_from([ox.NamedNode("http://e/" + name) for name in ("a", "b", "c.d", "é", "x-1", "%20", "a/b#c")])
TEXTS = st.text(st.sampled_from("ab \"'\\\n\r\té𝄞#.;,<>@[]()"), max_size=6)
NUMBERS = [("1", "integer"), ("-7", "integer"), ("1.50", "decimal"), ("1e3", "double"), ("true", "boolean")]
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    TEXTS.map(lambda text: ox.Literal(text, language="nl-be")),
    st.sampled_from([ox.Literal(text, datatype=ox.NamedNode(XSD + kind)) for text, kind in NUMBERS]),
)
TRIPLES = st.lists(st.builds(ox.Triple, NAMES, NAMES, st.one_of(NAMES, LITERALS)), min_size=1, max_size=8)
PREFIXES = {"e": "http://e/", "": "http://e/a/"}
HEADS = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


def object_at(text: str, place: Place) -> object:
    """What the strict parser reads at a place of a Turtle file."""
    line = re.split(r"\r\n|\n|\r", text)[: place.line - 1]
    start = 0
    for _ in line:
        start = re.compile(r"\r\n|\n|\r").search(text, start).end()  # type: ignore[union-attr]
    rest = text[start + place.column - 1 :]
    head = HEADS if "@prefix" in text else ""
    return next(iter(ox.parse((head + "<urn:s> <urn:p> " + rest).encode(), format=ox.RdfFormat.TURTLE))).object


@pytest.mark.parametrize("form", [ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS])
@given(triples=TRIPLES, short=st.booleans())
def test_what_the_engine_writes_is_found_again(form: ox.RdfFormat, triples: list[ox.Triple], short: bool) -> None:
    text = (ox.serialize(triples, format=form, prefixes=PREFIXES if short else None) or b"").decode()
    document = Document(text.encode(), form, "f")
    for triple in triples:
        assert object_at(text, document.where(triple)) == triple.object


@given(triples=TRIPLES)
def test_json_ld_of_the_engine_is_found_again(triples: list[ox.Triple]) -> None:
    data = ox.serialize(triples, format=ox.RdfFormat.JSON_LD, prefixes=PREFIXES) or b""
    document = Document(data, "jsonld", "f")
    for triple in triples:
        place = document.where(triple)
        assert place.sort == "value" and place.path
        assert data.decode()[place.column - 1] in '"t-1' and place.line == 1


@given(triples=TRIPLES)
def test_json_ld_of_the_engine_loses_nothing_and_half_of_it_does(triples: list[ox.Triple]) -> None:
    data = ox.serialize(triples, format=ox.RdfFormat.JSON_LD, prefixes=PREFIXES) or b""
    given = read(data, ox.RdfFormat.JSON_LD)
    assert Document(data, "jsonld", "f", given).lost == []
    lost = Document(data, "jsonld", "f", given[:-1]).lost
    assert {each.why for each, _ in lost} == ({"unread"} if len(set(given)) > len(set(given[:-1])) else set())
    assert all(place.line == 1 and place.path for _, place in lost)


def test_the_first_thing_without_a_name_has_a_place() -> None:
    assert Document(b"<urn:a> <urn:b> 1 .\n<urn:a> <urn:b>\n  [ <urn:c> 1 ] .", "ttl").nameless.say() == "3:3"
    assert Document(b"<urn:a> <urn:b> (1 2) .", "ttl").nameless.column == 17
    assert Document(b"<urn:a> <urn:b> _:x .", "nt").nameless.column == 17
    assert Document(b'{"@id": "urn:a", "urn:b": {"urn:c": 1}}', "jsonld").nameless.path == '$["urn:b"]'
    assert Document(b"<urn:a> <urn:b> 1 .", "ttl", "f").nameless.sort == "file"


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_a_term_may_stand_before_the_prefix_that_it_is_written_with(order: str) -> None:
    entries = {"a": '"naam": "e:naam"', "b": '"e": "http://e/"'}
    text = f'{{"@context": {{{", ".join(entries[name] for name in order)}}}, "@id": "e:a", "naam": "x"}}'
    (triple,) = read(text, ox.RdfFormat.JSON_LD)
    assert Document(text.encode(), "jsonld", "f", [triple]).where(triple).path == "$.naam"


GAPS = st.sampled_from([" ", "\n", "\r\n", "\r", "\t", ' # een ; "opmerking\n', "#é<\r\n ", "  \n\n"])
QUOTES = st.sampled_from(['"', "'", '"""', "'''"])


def spelled(term: object, quote: str) -> str:
    """A term in another spelling than the engine's."""
    if not isinstance(term, ox.Literal):
        return f"e:{term.value[9:]}" if re.fullmatch("http://e/[a-c.é]+", term.value) else str(term)  # type: ignore[attr-defined]
    if (term.value, term.datatype.value.removeprefix(XSD)) in NUMBERS:
        return term.value
    value = term.value.replace("\\", "\\\\").replace(quote[0], f"\\u{ord(quote[0]):04X}")
    if len(quote) == 1:
        value = value.replace("\n", "\\n").replace("\r", "\\r")
    return quote + value + quote + (f"@{term.language}" if term.language else "")


@given(triples=TRIPLES, gaps=st.lists(GAPS, min_size=80, max_size=80), quote=QUOTES)
def test_odd_layout_hides_nothing(triples: list[ox.Triple], gaps: Sequence[str], quote: str) -> None:
    words, rest = [HEADS], iter(gaps)
    for subject, own in groupby(triples, lambda t: t.subject):
        words += [spelled(subject, quote), next(rest)]
        for predicate, same in groupby(own, lambda t: t.predicate):
            values = [spelled(t.object, quote) for t in same]
            words += [spelled(predicate, quote), next(rest), values[0], next(rest)]
            for value in values[1:]:
                words += [",", next(rest), value, next(rest)]
            words += [";", next(rest)]
        words += [".", next(rest)]
    text = "".join(words)
    document = Document(text.encode(), "ttl", "f")
    for triple in read(text):
        assert object_at(text, document.where(triple)) == triple.object


@pytest.mark.skipif(not W3C.is_dir(), reason="the W3C suite is not beside the project")
def test_every_triple_of_the_w3c_suite_is_found() -> None:
    files = sorted(set(re.findall(r"mf:action\s+<([^>]+\.ttl)>", (W3C / "manifest.ttl").read_text(encoding="utf-8"))))
    seen = 0
    for file in files:
        data = (W3C / file).read_bytes()
        try:
            triples = [q.triple for q in ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=W3C_BASE + file)]
        except SyntaxError:
            continue
        document = Document(data, "ttl", file, triples, W3C_BASE + file)
        for triple in triples:
            place, blank = document.where(triple), any(isinstance(end, ox.BlankNode) for end in triple)
            assert place.sort == "value" or (blank and place.sort == "statement"), f"{file}: {triple}"
        seen += len(triples)
    assert seen > 500


def test_a_megabyte_is_read_in_about_a_second() -> None:
    lines = (
        f'<http://e/{n}> a :T ; :p "een {n}"@nl , {n} ;\n  :q [ :r "{n}" ; :s :x{n % 7} ] .\n' for n in range(13000)
    )
    text = (HEAD + "".join(lines)).encode()
    assert len(text) > 900_000
    last = ox.Literal("12999", datatype=ox.NamedNode(XSD + "integer"))
    triple = ox.Triple(ox.NamedNode("http://e/12999"), ox.NamedNode("http://e/p"), last)
    began = time.process_time()
    assert where(text, "ttl", triple).sort == "value"
    assert time.process_time() - began < 3  # measured: about one second on a slow machine
