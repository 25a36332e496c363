"""What goes out reads back as it was, in every format, the same bytes every time; or is refused by name."""

from __future__ import annotations

import io
import os
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import BaseDirection, BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from tests.export_readers import READERS, digest
from vakgraph import delivery, turtle
from vakgraph.delivery import FORMS, About, NotCarried
from vakgraph.delivery.lines import Lines
from vakgraph.namespaces import BASE, DOI, KINDS, OUTSIDE, VAK

ROUNDS = 1_000 if os.environ.get("VAKGRAPH_ASSURE") else 100
RDF, XSD = OUTSIDE["rdf"], OUTSIDE["xsd"]
ABOUT = About("Een graaf -- en meer", "versie 0.1", "CC BY 4.0", "nl")
CONTEXT = delivery.context(turtle.read(Path(__file__).resolve().parent.parent / "ontology" / "vak.ttl"))
ABOUT = About(ABOUT.title, ABOUT.release, ABOUT.licence, "nl", CONTEXT)

# ---- made-up statements, as awkward as they come

HOSTILE = [
    "", " ", "a", "=1+1", "+1", "-1", "@x", "|", "a|b", "\r", "\n", "\r\n", "\t", "a\x01b", "\x7f", "\x85", "\u2028",
    "\ufeff", "\ufffe", "\uffff", "_x000D_", "_x0041_b", "]]>", "<b>&amp;", "--", "-->", '"', "'", "\\", "\\u0041",
    "\\n", "é", "e\u0301", "😀", " a ", "01", "1e5", "{", "[1]", "null", "true", "ＩＦ", "＝1", "LONG", "WIDE",
]  # fmt: skip
TYPES = ["string", "integer", "decimal", "double", "boolean", "date", "dateTime", "gYear", "anyURI", "int", "duration"]
NUMBERS = ["0", "1", "-5", "007", "+1", "1.50", "1.5", "-0.0", ".5", "1e5", "INF", "true", "1", "2020-01-31", "2020",
           "2020-02-31", "12345678901234567890", "0.00001", "999999999.12345", "2020-01-01T00:00:00Z"]  # fmt: skip
OWN = [f"{KINDS[kind].iri}{name}" for kind in ("project", "source", "claim", "publication", "municipality", "case")
       for name in ("a", "a.b", "a.", "a-1", ".", "..", "", "a/b", "a%20b", "é", "a?b", "a#b")]  # fmt: skip
OTHERS = [
    "http://e/a/../b", "http://e/./a", "http://e/..", "urn:x", "title:foo", "id:foo", "vak:x", "http://e/é", "x:",
    "http://e/a'b", "http://e/?q=1&r=%3D", "mailto:x@y", "tag:a,b:c", DOI + "10.1/x", BASE, VAK, VAK + "Project",
    BASE + "concept/line/a", BASE + "concept/line/a/b", "http://e/LONG", "http://e/_x000D_", "http://e/😀",
    "http://e//a", "http:a", "http://E/%7ea", "file:///etc/passwd", "http://e/a.b.", "http://e/(a)", "http://e/\u2028",
]  # fmt: skip
PROPERTIES = [
    OUTSIDE["dcterms"] + "title", OUTSIDE["rdfs"] + "label", VAK + "inRound", VAK + "line", VAK + "earliest",
    VAK + "participants", VAK + "sourcesDoNotState", OUTSIDE["prov"] + "wasDerivedFrom", OUTSIDE["geo"] + "lat",
    RDF + "type", RDF + "subject", RDF + "predicate", RDF + "object", RDF + "_1", RDF + "li", RDF + "Description",
    "http://e/123", "http://e/p#", "http://e/", "urn:x", "title:foo", "http://e/é", "http://e/a.b", "http://e/a/../b",
    VAK, VAK + "x y".replace(" ", "-"), "http://e/p?q=p", "http://e/_x000D_",
]  # fmt: skip
SWELL = {"LONG": "x" * 33_000, "WIDE": "😀" * 9_000, "http://e/LONG": "http://e/" + "a" * 3_000}
text = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12)).map(
    lambda said: SWELL.get(said, said.replace("\0", ""))
)
names = st.one_of(
    st.sampled_from(OWN),
    st.sampled_from(OTHERS),
    st.sampled_from(PROPERTIES),
    st.from_regex(r"https?://e/[a-z0-9.é]{0,4}", fullmatch=True),
).map(lambda iri: NamedNode(SWELL.get(iri, iri)))
languages = st.sampled_from(["nl", "en", "en-gb", "zh-hant-tw", "de-1996"])
kinds = st.sampled_from([*(XSD + kind for kind in TYPES), "http://e/dt", RDF + "JSON", RDF + "HTML", "urn:dt"])
numbers = st.one_of(st.sampled_from(NUMBERS), text)
literals = st.one_of(
    text.map(Literal),
    st.builds(lambda said, tag: Literal(said, language=tag), text, languages),
    st.builds(lambda said, kind: Literal(said, datatype=NamedNode(kind)), numbers, kinds),
)
nameless = st.sampled_from([BlankNode("b1"), BlankNode("b2"), BlankNode("b3")])
triples = st.builds(
    Triple,
    st.one_of(st.sampled_from(OWN[:12]).map(NamedNode), names, nameless),
    st.sampled_from(PROPERTIES).map(NamedNode),
    st.one_of(names, literals, literals, nameless),
)
graphs = st.lists(triples, min_size=1, max_size=12)


def exported(statements: Any, form: str = "ttl", about: About = ABOUT) -> bytes:
    out = io.BytesIO()
    delivery.export(statements, out, FORMS[form], about)
    return out.getvalue()


# ---- reading back


def carried(triple: Triple, form: str) -> bool:
    """Whether a format takes a statement; a refusal names the format."""
    try:
        exported([triple], form)
    except NotCarried as refusal:
        assert form in ("rdf", "jsonld", "xlsx") and FORMS[form].name in refusal.en, refusal
        return False
    return True


THING, HAS_TITLE = NamedNode(OWN[0]), NamedNode(OUTSIDE["dcterms"] + "title")


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=ROUNDS)
@given(graph=graphs)
@example(graph=[Triple(THING, NamedNode(RDF + "type"), NamedNode(BASE))])
@example(graph=[Triple(THING, HAS_TITLE, NamedNode(each)) for each in (OWN[0], OWN[1], "http://e/a/../b")])
@pytest.mark.assure("graphs of hostile statements read back from every format")
def test_what_goes_out_reads_back_as_it_was_or_is_refused_by_name(form: str, graph: list[Triple]) -> None:
    out = io.BytesIO()
    graph = [triple for triple in graph if carried(triple, form)]
    told = delivery.export(graph, out, FORMS[form], ABOUT)
    back = READERS[form](out.getvalue())
    assert len(back) == len(set(back)), "a statement stands twice"
    assert digest(back) == digest(set(graph))
    if form not in ("nq", "trig"):
        assert told.digest == digest(set(graph))


def awkward() -> list[Triple]:
    """Every awkward text, number and name, each said of a thing of its own in several ways."""
    values: list[Any] = [Literal(SWELL.get(said, said)) for said in HOSTILE]
    values += [Literal(SWELL.get(said, said), language="nl") for said in HOSTILE]
    values += [Literal(said, datatype=NamedNode(XSD + kind)) for said in NUMBERS for kind in TYPES]
    values += [NamedNode(SWELL.get(iri, iri)) for iri in (*OWN, *OTHERS)]
    about = [NamedNode(f"{KINDS['project'].iri}{number}") for number in range(len(values))]
    asked = [NamedNode(each) for each in PROPERTIES[:7]]
    graph = [Triple(about[at], asked[at % len(asked)], value) for at, value in enumerate(values)]
    graph += [Triple(about[at], asked[(at + 1) % len(asked)], value) for at, value in enumerate(values)]
    return graph + [Triple(value, asked[0], values[0]) for value in values if isinstance(value, NamedNode)]


@pytest.mark.parametrize("form", FORMS)
def test_every_awkward_value_reads_back_or_is_refused(form: str) -> None:
    graph = [triple for triple in awkward() if form not in ("rdf", "jsonld", "xlsx") or carried(triple, form)]
    assert len(graph) > 700
    assert digest(READERS[form](exported(graph, form))) == digest(graph)


def test_what_has_no_name_stands_in_the_default_graph() -> None:
    graph = [*SMALL, *(Triple(SOURCES[0], NamedNode(VAK + "part"), BlankNode(name)) for name in "abc")]
    for form in ("nq", "trig"):
        quads = parse(exported(graph, form), format=RdfFormat.N_QUADS if form == "nq" else RdfFormat.TRIG)
        named = {getattr(q.graph_name, "value", "") for q in quads if isinstance(q.object, BlankNode)}
        assert named == {""}


@pytest.mark.parametrize("form", ["nq", "trig"])
@settings(max_examples=ROUNDS // 2)
@given(graph=graphs)
def test_the_digest_of_a_format_with_graphs_is_that_of_its_quads(form: str, graph: list[Triple]) -> None:
    out = io.BytesIO()
    told = delivery.export(graph, out, FORMS[form], ABOUT)
    quads = list(parse(out.getvalue(), format=RdfFormat.N_QUADS if form == "nq" else RdfFormat.TRIG))
    assert (told.count, told.digest) == (len(quads), digest(quads))


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=20)
@given(graph=graphs, seed=st.integers(0, 99))
def test_any_order_of_loading_gives_the_same_bytes(form: str, graph: list[Triple], seed: int) -> None:
    graph = [triple for triple in graph if carried(triple, form)]
    mixed = [*graph, *graph[:3]]
    random.Random(seed).shuffle(mixed)
    assert exported(graph, form) == exported(mixed, form)


@settings(max_examples=ROUNDS // 2)
@given(graph=graphs, room=st.integers(1, 500))
def test_a_sort_on_disk_gives_the_same_lines_as_one_in_memory(graph: list[Triple], room: int) -> None:
    with Lines(room) as small, Lines() as large:
        for triple in graph:
            small.take([triple])
        large.take(graph)
        assert list(small) == list(large) == list(small)


def test_what_is_held_in_memory_does_not_grow_with_the_graph() -> None:
    import tracemalloc

    def held(count: int) -> int:
        title = NamedNode(OUTSIDE["dcterms"] + "title")
        tracemalloc.start()
        with Lines(400_000) as lines:
            lines.take(Triple(NamedNode(f"urn:{at * 7_919 % count}"), title, Literal(f"t{at}")) for at in range(count))
            assert sum(1 for _ in lines) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert held(60_000) < 1.5 * held(20_000)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "value",
    [
        Literal("a", language="en", direction=BaseDirection.LTR),
        Literal("a", language="en", direction=BaseDirection.RTL),
        Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c")),
    ],
)
def test_what_only_rdf_12_can_say_is_refused(value: Any, form: str) -> None:
    with pytest.raises(NotCarried, match=r"RDF 1\.1"):
        exported([Triple(NamedNode("urn:x"), NamedNode("urn:y"), value)], form)


@pytest.mark.parametrize("form", ["ttl", "nt"])
def test_a_text_that_looks_like_rdf_12_is_a_text(form: str) -> None:
    said = [Literal(each) for each in ("<<( a )>>", "a--ltr", '"a"@en--rtl', "> <<( ", "_:", "\\u0000")]
    graph = [Triple(NamedNode("urn:x--ltr"), NamedNode("urn:y"), each) for each in [*said, NamedNode("urn:z--rtl")]]
    assert set(READERS[form](exported(graph, form))) == set(graph)


# ---- how it looks

PROJECT, ROUND = NamedNode(KINDS["project"].iri + "a"), NamedNode(KINDS["round"].iri + "r")
TITLE, IN_ROUND = NamedNode(OUTSIDE["dcterms"] + "title"), NamedNode(VAK + "inRound")
FROM, TYPE = NamedNode(OUTSIDE["prov"] + "wasDerivedFrom"), NamedNode(RDF + "type")
SOURCES = [NamedNode(KINDS["source"].iri + name) for name in ("s", "t")]
SMALL = [
    Triple(PROJECT, TYPE, NamedNode(VAK + "Project")),
    Triple(PROJECT, TITLE, Literal("Werk", language="nl")),
    Triple(PROJECT, TITLE, Literal("Work", language="en")),
    Triple(PROJECT, IN_ROUND, ROUND),
    Triple(PROJECT, NamedNode(VAK + "participants"), Literal("12", datatype=NamedNode(XSD + "integer"))),
    Triple(PROJECT, FROM, SOURCES[0]),
    Triple(SOURCES[0], TITLE, Literal("Een bron", language="nl")),
]


def test_turtle_has_a_line_for_each_fact_and_the_type_first() -> None:
    lines = exported(SMALL).decode().splitlines()
    assert lines[0] == "# Een graaf -- en meer · versie 0.1 · CC BY 4.0"
    assert lines[lines.index("project:a") :][:7] == [
        "project:a",
        "    a vak:Project ;",
        '    dcterms:title "Werk"@nl ;',
        '    dcterms:title "Work"@en ;',
        "    prov:wasDerivedFrom source:s ;",
        "    vak:inRound round:r ;",
        "    vak:participants 12 ;",
    ]


@settings(max_examples=ROUNDS)
@given(
    graph=st.lists(triples.filter(lambda each: "_:" not in str(each)), min_size=2, max_size=20, unique=True)
)  # fmt: skip
def test_a_change_of_one_fact_is_a_diff_of_at_most_five_lines_of_turtle(graph: list[Triple]) -> None:
    new, old = exported(graph).decode().split("\n"), exported(graph[:-1]).decode().split("\n")
    same = 0
    while same < len(old) and new[same] == old[same]:
        same += 1
    added = len(new) - len(old)
    assert 1 <= added <= 5
    assert new[same + added :] == old[same:], "one run of lines is added, and no other changes"


def test_json_reads_as_a_web_developer_would_write_it() -> None:
    import json

    said = json.loads(exported(SMALL, "jsonld"))
    assert said["@graph"][0] == {
        "id": "id/project/a",
        "type": "Project",
        "title": {"nl": "Werk", "en": "Work"},
        "wasDerivedFrom": "id/source/s",
        "inRound": "id/round/r",
        "participants": 12,
    }


def test_trig_has_one_graph_for_each_source_and_every_statement_once() -> None:
    two = Triple(NamedNode(KINDS["study"].iri + "a.1"), FROM, SOURCES[0])
    more = [*SMALL, two, Triple(two.subject, FROM, SOURCES[1])]
    quads = list(parse(exported(more, "trig"), format=RdfFormat.TRIG))
    assert len(quads) == len(more)
    where = {(quad.subject, getattr(quad.graph_name, "value", "")) for quad in quads}
    assert where == {(PROJECT, SOURCES[0].value), (SOURCES[0], SOURCES[0].value), (two.subject, "")}


def test_quads_stand_in_the_graph_of_their_home_file() -> None:
    quads = parse(exported(SMALL, "nq"), format=RdfFormat.N_QUADS)
    names = {quad.graph_name.value for quad in quads}
    assert names == {f"{BASE}graph/data/project/a.ttl", f"{BASE}graph/data/source/s.ttl"}


def test_a_claim_reifies_what_it_claims_in_rdf_12() -> None:
    claim = NamedNode(KINDS["claim"].iri + "s.1")
    parts = zip(("subject", "predicate", "object"), (PROJECT, IN_ROUND, ROUND), strict=True)
    text = exported([Triple(claim, NamedNode(RDF + word), value) for word, value in parts], "ttl12").decode()
    assert text.endswith("claim:s.1\n    rdf:reifies <<( project:a vak:inRound round:r )>> ;\n.\n")


def test_a_text_that_looks_like_a_formula_is_a_text_in_every_table() -> None:
    import csv
    import zipfile

    graph = [Triple(PROJECT, TITLE, Literal(said, language="nl")) for said in ("=1+1", "@a", "-b", "+c")]
    graph.append(Triple(ROUND, TITLE, Literal('=HYPERLINK("x")', language="nl")))
    with zipfile.ZipFile(io.BytesIO(exported(graph, "csvw"))) as archive:
        tables = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".csv")]
    cells = [cell for table in tables for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert set(READERS["xlsx"](exported(graph, "xlsx"))) == set(graph)


def test_a_table_names_what_it_points_at_and_freezes_its_headings() -> None:
    import openpyxl

    graph = [*SMALL, Triple(ROUND, NamedNode(OUTSIDE["rdfs"] + "label"), Literal("Ronde 1", language="nl"))]
    book = openpyxl.load_workbook(io.BytesIO(exported(graph, "xlsx")))
    head, row = book["Projecten"].iter_rows(values_only=True)
    said = dict(zip(head, row, strict=True))
    assert said["vak:inRound"] == ROUND.value and said["vak:inRound: naam"] == "Ronde 1"
    assert said["vak:participants"] == 12 and book["Projecten"].freeze_panes == "A2"
    assert re.fullmatch(r"[A-Z].*", book.sheetnames[0])


# ---- what never goes out

SECRET = NamedNode(KINDS["case"].iri + "c")
CLAIMS = [NamedNode(KINDS["claim"].iri + f"{name}.1") for name in ("s", "t", "u")]


def _claim(claim: NamedNode, subject: NamedNode, value: NamedNode) -> list[Triple]:
    said = {"subject": subject, "predicate": IN_ROUND, "object": value}
    return [Triple(claim, NamedNode(RDF + word), each) for word, each in said.items()]


@pytest.mark.parametrize("mark", ["fictional", "notToBeShared"])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_invented_or_not_to_be_shared_never_goes_out(form: str, mark: str) -> None:
    true = Literal("true", datatype=NamedNode(XSD + "boolean"))
    hidden = [
        Triple(SECRET, NamedNode(VAK + mark), true),
        Triple(SECRET, TITLE, Literal("GEHEIM")),
        Triple(SECRET, IN_ROUND, BlankNode("x")),
        Triple(BlankNode("x"), TITLE, Literal("GEHEIM")),
        Triple(PROJECT, NamedNode(VAK + "about"), SECRET),
        *_claim(CLAIMS[0], SECRET, ROUND),
        Triple(CLAIMS[0], NamedNode(VAK + "quote"), Literal("GEHEIM")),
        Triple(NamedNode(VAK + "conflict"), NamedNode(VAK + "joins"), CLAIMS[0]),
    ]
    out = io.BytesIO()
    told = delivery.export([*SMALL, *hidden], out, FORMS[form], ABOUT)
    assert told.hidden == 4 and told.count == len(SMALL)
    assert digest(READERS[form](out.getvalue())) == digest(SMALL)


def test_what_follows_from_a_hidden_source_alone_stays_here_too() -> None:
    true = Literal("true", datatype=NamedNode(XSD + "boolean"))
    other = NamedNode(KINDS["round"].iri + "q")
    graph = [
        Triple(SOURCES[0], NamedNode(VAK + "notToBeShared"), true),
        *_claim(CLAIMS[0], PROJECT, ROUND),  # lives with its source, which stays here
        *_claim(CLAIMS[2], PROJECT, other),
        Triple(PROJECT, IN_ROUND, ROUND),
        Triple(PROJECT, IN_ROUND, other),
    ]
    told = {t.object for t in READERS["nt"](exported(graph, "nt")) if t.subject == PROJECT}
    assert told == {other}
    both = {
        t.object
        for t in READERS["nt"](exported([*graph, *_claim(CLAIMS[1], PROJECT, ROUND)], "nt"))
        if t.subject == PROJECT
    }
    assert both == {other, ROUND}, "another source says so as well"


def test_a_thing_that_is_marked_as_not_invented_goes_out() -> None:
    graph = [
        *SMALL,
        Triple(PROJECT, NamedNode(VAK + "fictional"), Literal("false", datatype=NamedNode(XSD + "boolean"))),
    ]
    assert digest(READERS["ttl"](exported(graph))) == digest(graph)


def test_quads_go_in_as_well_as_triples() -> None:
    assert exported([Quad(*triple) for triple in SMALL]) == exported(SMALL)
