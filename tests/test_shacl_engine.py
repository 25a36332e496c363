"""The bulk engine says what the standard says, and what pySHACL says: on the W3C suite, on our data, on damage."""

from __future__ import annotations

import os
import random
import re
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import assure
import pytest
import w3c
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from vakgraph import checkout, turtle
from vakgraph.errors import InputError, VakError
from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.store.cache import Counts
from vakgraph.store.embedded import EmbeddedStore
from vakgraph.validation import deadline, reference, shapes
from vakgraph.validation.engine import validate
from vakgraph.validation.result import Outcome, Result
from vakgraph.validation.shapes import Shapes

SH, XSD, RDF = OUTSIDE["sh"], OUTSIDE["xsd"], OUTSIDE["rdf"]
ASSURE = os.environ.get("VAKGRAPH_ASSURE") == "1"
DAMAGED = "damaged graphs on which the bulk engine and pySHACL say the same"
HEAD = f"@prefix sh: <{SH}> . @prefix xsd: <{XSD}> . @prefix rdfs: <{OUTSIDE['rdfs']}> . @prefix : <urn:x:> .\n"
EXCEPTIONS = yaml.safe_load((Path(__file__).parent / "shacl_exceptions.yaml").read_text(encoding="utf-8"))
Keys = Counter[tuple[Any, ...]]

pytestmark = pytest.mark.filterwarnings("ignore")


def keys(results: Iterable[Result]) -> Keys:
    return Counter(result.key() for result in results)


def read(text: str) -> Shapes:
    return shapes.read(turtle.read_text(HEAD + text))


def judged(shape_text: str, data_text: str) -> Outcome:
    return validate(turtle.read_text(HEAD + data_text), read(shape_text))


def both(shape_text: str, data_text: str) -> tuple[Outcome, list[Result]]:
    """What the bulk engine says, and what pySHACL says of the same triples."""
    data, rules = turtle.read_text(HEAD + data_text), turtle.read_text(HEAD + shape_text)
    return validate(data, shapes.read(rules)), reference.validate(data, rules)


# ---- the suite of the W3C


def failed(part: str, ask: Callable[[w3c.ShaclCase], list[Result]]) -> tuple[int, list[str]]:
    """How many cases there are, and those that do not come out as they should."""
    count, wrong = 0, []
    for case in w3c.shacl(part):
        count += 1
        try:
            found: list[tuple[Any, ...]] | None = [result.key() for result in ask(case)]
        except VakError:
            found = None
        right = found is None if case.results is None else Counter(found or ()) == Counter(case.results)
        wrong += [] if right and (found is None) == (case.results is None) else [case.name]
    return count, wrong


def excepted(name: str, part: str) -> list[str]:
    folders = {"sparql": ("pre-binding/", "component/", "node/prefixes", "node/sparql", "property/sparql")}
    named = [item["case"] for item in EXCEPTIONS[name]]
    return sorted(case for case in named if case.startswith(folders["sparql"]) == (part == "sparql"))


@pytest.mark.parametrize(("part", "count"), [("core", 98), ("sparql", 23)])
def test_the_w3c_suite_comes_out_as_it_should(part: str, count: int) -> None:
    seen, wrong = failed(part, lambda case: list(validate(case.data, shapes.read(case.shapes))))
    assert seen == count and sorted(wrong) == excepted("ours", part)


@pytest.mark.parametrize("part", ["core", "sparql"])
def test_the_reference_fails_the_w3c_cases_that_are_listed(part: str) -> None:
    _, wrong = failed(part, lambda case: reference.validate(case.data, case.shapes))
    assert sorted(wrong) == excepted("reference", part)


def test_the_list_of_exceptions_has_only_shrunk() -> None:
    assert len(EXCEPTIONS["ours"]) <= 0 and len(EXCEPTIONS["reference"]) <= 3 and len(EXCEPTIONS["differences"]) <= 2
    assert all(item["test"] in globals() for item in EXCEPTIONS["differences"])


def test_nothing_of_the_w3c_suite_is_left_to_the_reference() -> None:
    fallen = [
        case.name
        for part in ("core", "sparql")
        for case in w3c.shacl(part)
        if case.results is not None and validate(case.data, shapes.read(case.shapes)).fallen_back
    ]
    assert fallen == []


# ---- where pySHACL departs from the standard


ORDER = ":S a sh:NodeShape ; sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; {demand} :b ] ."


@pytest.mark.parametrize("demand", ["sh:lessThan", "sh:lessThanOrEquals"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"2020-01-01"^^xsd:date', "2"),
        ("true", "2"),
        ('"x"^^xsd:integer', '"x"^^xsd:integer'),
        ('"2020-13-01"^^xsd:date', '"2020-13-01"^^xsd:date'),
        ('"a"', '"b"@nl'),
        (":i", ":j"),
        ("[]", "2"),
        ("1", "[]"),
        ('"007"^^xsd:int', '"a"'),
    ],
)
def test_values_that_cannot_be_compared_are_in_no_order(demand: str, one: str, other: str) -> None:
    (result,) = judged(ORDER.format(demand=demand), f":x :a {one} ; :b {other} .")
    assert result.component.value.casefold().startswith(demand.replace("sh:", SH).casefold())


@pytest.mark.parametrize(
    ("one", "other"), [("1", "2"), ('"007"^^xsd:int', "8.50"), ('"a"', '"b"'), ('"2020-01-01Z"^^xsd:date',) * 2]
)
def test_values_in_order_are_no_fault(one: str, other: str) -> None:
    assert not judged(ORDER.format(demand="sh:lessThanOrEquals"), f":x :a {one} ; :b {other} .")


def test_a_value_of_another_kind_keeps_to_no_limit() -> None:
    shape = ":S a sh:NodeShape ; sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; sh:maxInclusive 5 ] ."
    data = ':x :a 5 , "05"^^xsd:int , "2016-01-01"^^xsd:date , true , "NaN"^^xsd:double , "x" , :i .'
    assert {result.value.value for result in judged(shape, data)} == {"2016-01-01", "true", "NaN", "x", "urn:x:i"}
    ours, theirs = both(shape, ':x :a "2016-01-01"^^xsd:date .')
    assert ours and not theirs


@pytest.mark.parametrize("limit", ["sh:minInclusive -400", "sh:maxInclusive 400", "sh:minExclusive 7"])
@pytest.mark.parametrize("value", ['"300"^^xsd:byte', '"-1"^^xsd:unsignedLong', '"abc"^^xsd:integer'])
def test_a_number_that_its_datatype_does_not_hold_keeps_to_no_limit(value: str, limit: str) -> None:
    shape = f":S a sh:NodeShape ; sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; {limit} ] ."
    assert len(judged(shape, f":x :a {value} .")) == 1
    assert not judged(shape.replace("7", "6"), ':x :a "007"^^xsd:byte .')


@pytest.mark.parametrize(
    ("value", "fits"), [('"99999999999999999999"^^xsd:integer', 2), ('"5"^^xsd:unsignedLong', 2), (f"{'9' * 30}.5", 2)]
)
def test_a_number_of_any_size_is_judged_by_its_value(value: str, fits: int) -> None:
    shape = ":S a sh:NodeShape ; sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; {} 4 ] ."
    demands = ("sh:minInclusive", "sh:minExclusive", "sh:maxInclusive", "sh:maxExclusive")
    assert sum(not judged(shape.format(demand), f":x :a {value} .") for demand in demands) == fits


def test_a_value_of_the_widest_integer_is_well_formed() -> None:
    shape = ":S sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; sh:datatype xsd:unsignedLong ] ."
    assert not judged(shape, ':x :a "5"^^xsd:unsignedLong , "18446744073709551615"^^xsd:unsignedLong .')
    assert len(judged(shape, ':x :a "18446744073709551616"^^xsd:unsignedLong .')) == 1


def test_a_value_like_an_ill_formed_limit_does_not_keep_to_it() -> None:
    shape = ':S a sh:NodeShape ; sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; sh:maxInclusive "x"^^xsd:date ] .'
    assert len(judged(shape, ':x :a "x"^^xsd:date .')) == 1


def test_a_node_that_stands_in_no_triple_is_a_value_of_itself() -> None:
    demands = "[ sh:path [ sh:zeroOrMorePath :a ] ; sh:nodeKind sh:Literal ; sh:minCount 1 ]"
    found, said = both(f":S a sh:NodeShape ; sh:targetNode :nowhere , 7 ; sh:property {demands} .", ":x :a 1 .")
    assert keys(found) == keys(said) and len(found) == 1


# ---- spelling: each literal is judged, and reported, as it was written


def test_derived_integers_are_judged_as_they_were_written() -> None:
    shape = ":S sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; sh:datatype xsd:byte ; sh:pattern '^[0-9]{3}$' ] ."
    data = ':x :a "007"^^xsd:byte , "7"^^xsd:byte , "300"^^xsd:byte , "c"^^xsd:byte , 123 .'
    found, said = both(shape, data)
    assert keys(found) == keys(said)
    of_datatype = {str(r.value) for r in found if r.component.value.endswith("DatatypeConstraintComponent")}
    assert of_datatype == {f'"{v}"^^<{XSD}{d}>' for v, d in (("300", "byte"), ("c", "byte"), ("123", "integer"))}


def test_two_spellings_of_one_number_are_two_values() -> None:
    shape = ":S sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; sh:maxCount 1 ; sh:in ( 1.5 ) ] ."
    found, said = both(shape, ":x :a 1.5 , 1.50 .")
    assert keys(found) == keys(said)
    assert sorted(str(result.value) for result in found if result.value) == [f'"1.50"^^<{XSD}decimal>']


SPELT = """
:S a sh:NodeShape ; sh:targetSubjectsOf :a ; sh:sparql [
  sh:message "{?value}" ; sh:select "SELECT $this ?value { $this <urn:x:a> ?value FILTER(STRLEN(STR(?value)) > 1) }" ] .
"""


def test_where_a_query_may_read_a_spelling_the_reference_judges_and_that_is_said() -> None:
    found = judged(SPELT, ':x :a "07"^^xsd:int . :y :a 12 . :z :b "07"^^xsd:int .')
    assert {(result.focus.value, result.value.value) for result in found} == {("urn:x:x", "07"), ("urn:x:y", "12")}
    assert [shape.node.value for shape, _ in found.fallen_back] == ["urn:x:S"]
    assert judged(SPELT, ":y :a 12 .").fallen_back == ()


# ---- never a silent skip


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        (":S sh:targetSubjectsOf :a ; sh:nodeKind sh:IRI ; sh:minCuont 1 .", "minCuont"),
        (":S sh:targetSubjectsOf :a ; sh:property :P . :P sh:path :a ; sh:node :S .", "itself"),
        (":S sh:targetSubjectsOf :a ; sh:sparql [ sh:select 'SELECT $this { $this :a ?v } LIMIT 1' ] .", "LIMIT"),
    ],
)
def test_what_cannot_be_asked_in_bulk_is_said_and_judged_by_the_reference(shape: str, why: str) -> None:
    shape = shape.replace(":a ?v", "<urn:x:a> ?v")
    found, said = both(shape, ":x :a 1 , 2 .")
    assert why in " ".join(reason for _, reason in found.fallen_back)
    assert keys(found) == keys(said)


def test_a_pattern_that_the_engine_cannot_read_is_judged_all_the_same() -> None:
    shape = ":S sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; sh:pattern '^(?!x)(.)\\\\1$' ] ."
    found = judged(shape, ':x :a "aa" , "ab" , "xx" .')
    assert {result.value.value for result in found} == {"ab", "xx"} and not found.fallen_back


@pytest.mark.parametrize(
    "forbidden", ["MINUS { $this ?q ?r }", "VALUES ?v { 1 }", "S\\\\u0045RVICE <urn:x> { ?a ?b ?c }"]
)
def test_what_the_standard_forbids_in_a_query_is_refused(forbidden: str) -> None:
    shape = f":S sh:targetSubjectsOf :a ; sh:sparql [ sh:select 'SELECT $this {{ $this ?p ?v . {forbidden} }}' ] ."
    with pytest.raises(VakError, match="mag zo niet in een vormregel staan"):
        judged(shape, ":x :a 1 .")


def test_a_run_says_how_much_was_looked_at_and_which_shapes_point_at_nothing() -> None:
    found = judged(
        ":S sh:targetSubjectsOf :a ; sh:nodeKind sh:IRI . :T sh:targetClass :No ; sh:nodeKind sh:IRI .", ":x :a :y ."
    )
    assert (found.focus_nodes, found.shapes, [shape.node.value for shape in found.targetless]) == (1, 2, ["urn:x:T"])


def test_only_the_nodes_asked_for_are_judged() -> None:
    asked = read(":S sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .")
    data = turtle.read_text(HEAD + ":x :a 1 , 2 . :y :a 1 , 2 . :z :b 1 .")
    found = validate(data, asked, {NamedNode("urn:x:S"): [NamedNode("urn:x:x"), NamedNode("urn:x:z")]})
    assert len(found) == 3 and {result.focus.value for result in found} == {"urn:x:x"}


def test_a_message_is_filled_in_and_keeps_its_language() -> None:
    shape = """:S sh:targetSubjectsOf :a ; sh:message "{$this} heeft {?value}"@nl ;
      sh:sparql [ sh:select "SELECT $this ?value { $this <urn:x:a> ?value }" ] ."""
    (result,) = judged(shape, ":x :a 1 .")
    assert result.message == (Literal("urn:x:x heeft 1", language="nl"),)


WITHOUT = """
:S a sh:NodeShape ; sh:targetSubjectsOf :a ; sh:sparql [ sh:select "SELECT $this ?value {{ {} }}" ] .
"""


@pytest.mark.parametrize(
    "query",
    [
        "$this <urn:x:a> ?value FILTER NOT EXISTS { ?f <urn:x:of> $this ; <urn:x:is> ?kind }",
        "FILTER NOT EXISTS { $this <urn:x:b> ?value . ?f <urn:x:of> $this } $this <urn:x:a> ?value",
        "$this <urn:x:a> ?value FILTER NOT EXISTS { ?f <urn:x:of> $this ; <urn:x:n> ?n FILTER(?n > 1) }",
        "$this <urn:x:a> ?value FILTER NOT EXISTS { ?f <urn:x:of> $this ; <urn:x:n> ?n FILTER(?n > ?value) }",
        "$this <urn:x:a> ?value FILTER NOT EXISTS { ?f <urn:x:is> ?kind FILTER(?value = 1) }",
        "{ $this <urn:x:a> ?value } UNION { BIND($this AS ?value) FILTER NOT EXISTS { ?f <urn:x:of> $this } }",
        "$this <urn:x:a> ?value FILTER NOT EXISTS { ?f <urn:x:of> $this . FILTER NOT EXISTS { ?f <urn:x:is> ?k } }",
        "$this <urn:x:a> ?any OPTIONAL { ?f <urn:x:of> ?value FILTER(?value = $this) } FILTER(!BOUND(?f))",
        "{ SELECT $this (MAX(?n) AS ?value) { $this <urn:x:a> ?n } GROUP BY $this } FILTER(?value > 1)",
        "?f <urn:x:of> ?value . FILTER(?value = $this)",
        "$this (^<urn:x:of>|<urn:x:b>)* ?value FILTER(?value != $this)",
    ],
)
def test_what_is_bound_beforehand_means_the_same_for_all_things_at_once(query: str) -> None:
    data = """:x :a 1 , 2 ; :b :y . :y :a 3 . :z :a 1 ; :b 1 .
        :f :of :x ; :is :k ; :n 2 . :g :of :y ; :n 1 . :h :of :z ."""
    found, said = both(WITHOUT.format(query), data)
    assert keys(found) == keys(said) and not found.fallen_back


def test_a_thing_that_is_a_target_in_two_ways_is_counted_once() -> None:
    count = "{ SELECT $this (COUNT(?y) AS ?n) { $this <urn:x:q> ?y } GROUP BY $this }"
    query = f"SELECT $this {{ {count} FILTER(?n > 1) }}"
    shape = f":S a sh:NodeShape ; sh:targetClass :A ; sh:targetSubjectsOf :q ; sh:sparql [ sh:select '{query}' ] ."
    data = ":B rdfs:subClassOf :A . :n a :A , :B ; :q 1 . :m a :B ; :q 1 , 2 ."
    found, said = both(shape, data)
    assert keys(found) == keys(said) and [result.focus.value for result in found] == ["urn:x:m"]


def test_a_closed_shape_without_any_property_lets_nothing_through() -> None:
    found, said = both(":S sh:targetNode :n ; sh:path :p ; sh:closed true .", ":n :p :m . :m :q 1 .")
    ours, theirs = both(":S a sh:NodeShape ; sh:targetNode :n ; sh:closed true .", ":n :p :m ; :q 1 .")
    assert keys(found) == keys(said) and keys(ours) == keys(theirs) and len(ours) == 2


CATASTROPHE = ":S a sh:NodeShape ; sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; sh:pattern '{}' ] ."
STUBBORN = f':x :a "{"a" * 40}b" .'


@pytest.mark.parametrize("judge", ["bulk", "reference"])
def test_a_pattern_that_is_never_done_with_a_value_is_given_up(judge: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "MATCH", 0.3)
    rules, data = turtle.read_text(HEAD + CATASTROPHE.format("^(?=a)(a+)+$")), turtle.read_text(HEAD + STUBBORN)
    with pytest.raises(InputError, match=r"kwam na 0\.3 seconden niet met een waarde klaar"):
        validate(data, shapes.read(rules)) if judge == "bulk" else reference.validate(data, rules)


def test_a_pattern_that_the_engine_reads_is_done_at_once_with_any_value() -> None:
    assert len(judged(CATASTROPHE.format("^(a+)+$"), STUBBORN)) == 1


def test_many_values_that_each_take_a_while_are_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern, long, each = "^(?=a)(a+)+$", 14, 0.0
    while each < 0.02:  # of a length that this machine needs a while for
        long, began = long + 1, time.perf_counter()
        re.match(pattern, "a" * long + "0")
        each = time.perf_counter() - began
    limit = 10 * each
    monkeypatch.setattr(deadline, "MATCH", limit)
    values = " , ".join(f'"{"a" * long}{number}"' for number in range(40))
    began = time.perf_counter()
    assert len(judged(CATASTROPHE.format(pattern), f":x :a {values} .")) == 40
    assert time.perf_counter() - began > limit, "together they must take longer than one may, or this shows nothing"


def test_a_class_that_is_a_shape_may_be_asked_for_within_itself() -> None:
    shape = """:P a sh:NodeShape , rdfs:Class ; sh:property [ sh:path :knows ; sh:class :P ] .
        :Kind rdfs:subClassOf rdfs:Class . :Q a :Kind ; sh:property [ sh:path :knows ; sh:minCount 1 ] ."""
    found, said = both(shape, ":x a :P ; :knows :y . :y a :Q .")
    assert keys(found) == keys(said) and len(found) == 2 and not found.fallen_back


class Behind:
    """A store behind its port: only questions and answers."""

    def __init__(self, store: EmbeddedStore) -> None:
        self.select, self.construct = store.select, store.construct


def test_every_store_gives_the_same_results() -> None:
    asked = read(":S sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .")
    triples = turtle.read_text(HEAD + ':x :a 1 , "b"@nl , "c" . _:y :a :i , [] .')
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    embedded = EmbeddedStore(store, Counts(len(triples), 0, {}), None, [])
    expected = keys(validate(triples, asked))
    assert sum(expected.values()) == 6
    for source in (store, embedded, Behind(embedded)):
        assert keys(validate(source, asked)) == expected


# ---- our own shapes over our own data


@pytest.fixture(scope="module")
def rules(root: Path) -> Shapes:
    return shapes.read(t for path in sorted((root / "ontology/shapes").rglob("*.ttl")) for t in turtle.read(path))


@pytest.fixture(scope="module")
def world(root: Path) -> list[Triple]:
    """Everything that stands in the graph and everything that follows from it."""
    folder = checkout.find(root)
    store = Store()
    store.extend(Quad(*t) for path in folder.graph_files() for t in turtle.read(path))
    for path in folder.derive_files():
        answer: Any = store.query(path.read_text(encoding="utf-8"))
        store.extend([Quad(*triple) for triple in answer])
    return [quad.triple for quad in store]


def in_sparql(shape: shapes.Shape) -> bool:
    return any(c.component.value == SH + "SPARQLConstraintComponent" for c in shape.constraints)


@pytest.mark.assure("the real graph on which the bulk engine and pySHACL say the same")
def test_on_the_real_graph_both_engines_say_the_same(world: list[Triple], rules: Shapes) -> None:
    """All core shapes on everything; a SPARQL rule, at tens of milliseconds for each node, on a few of its nodes."""
    found = validate(world, rules)
    assert found.fallen_back == ()
    by_shape: dict[Any, list[Any]] = defaultdict(list)
    for result in found:
        by_shape[result.shape].append(result.focus)
    asked = [shape for shape in rules.targeted() if in_sparql(shape) and not shape.properties]
    picked = {shape.node: set(by_shape[shape.node][: 20 if ASSURE else 1]) for shape in asked}
    core = {shape.node: None for shape in rules.targeted() if shape not in asked}
    said = reference.validate(world, rules.triples, {**core, **picked})
    ours = [r for r in found if r.shape not in picked or r.focus in picked[r.shape]]
    assert keys(ours) == keys(said)


# ---- damaged graphs


def literal(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


ODD = [
    *(literal("007", "int"), literal("1.50", "decimal"), literal("300", "byte"), literal("2016-99-99", "date")),
    *(literal("2016", "gYear"), literal("2016-01-01", "date"), literal("2019-06-01Z", "date"), literal("1", "boolean")),
    *(literal("true", "boolean"), literal("x", "boolean"), literal("-5", "integer"), literal("12", "integer")),
    *(literal("05", "nonNegativeInteger"), literal("1e3", "double"), literal("10.00", "decimal")),
    *(literal("abc", "integer"), literal("2015-02-30", "date"), literal("99999999999999999999", "integer")),
    *(literal("5", "unsignedLong"), literal("2016-01-01T00:00:00", "dateTime"), Literal("2016-01-01"), Literal("")),
    *(Literal("Zonder", language="nl"), Literal("Nog", language="en"), Literal("a@b.nl"), Literal("regel\n")),
    *(BlankNode("odd"), NamedNode("urn:odd"), NamedNode(VAK + "Project")),
]
NO_NUMBERS = {literal("300", "byte"), literal("abc", "integer")}  # in words of a number, but of no value
LIMITS = {f"{SH}{name}ConstraintComponent" for item in EXCEPTIONS["differences"] for name in item["components"]}


def damaged(world: list[Triple], chance: random.Random) -> list[Triple]:
    """A few things of the real graph, with the classes that they are of, in which something is amiss."""
    about: dict[Any, list[Triple]] = defaultdict(list)
    for triple in world:
        about[triple.subject].append(triple)
    of_data = sorted((s for s in about if isinstance(s, NamedNode) and "/id/" in s.value), key=str)
    chosen = chance.sample(of_data, chance.randint(1, 5))
    for subject in list(chosen):
        near = [triple.object for triple in about[subject] if triple.object in about]
        chosen += chance.sample(near, min(len(near), chance.randint(0, 2)))
    own = [triple for subject in dict.fromkeys(chosen[:12]) for triple in about[subject]]
    for _ in range(chance.randint(1, 6)):
        own = one_damage(own, chance)
    return [*dict.fromkeys(own), *(t for t in world if t.predicate.value.endswith("subClassOf"))]


def one_damage(own: list[Triple], chance: random.Random) -> list[Triple]:
    """A triple lost, changed, or too many."""
    if not own:
        return own
    at, other = chance.randrange(len(own)), chance.choice(own)
    triple, odd = own[at], chance.choice(ODD)
    subject = chance.choice([triple.subject, BlankNode("odd"), NamedNode("urn:odd")])
    changed: list[list[Triple]] = [
        [],
        [Triple(triple.subject, triple.predicate, odd)],
        [triple, Triple(triple.subject, triple.predicate, odd)],
        [Triple(triple.subject, other.predicate, triple.object)],
        [triple, Triple(triple.subject, other.predicate, other.object)],
        [triple, Triple(subject, NamedNode(RDF + "type"), NamedNode(VAK + chance.choice(["Project", "Claim"])))],
    ]
    return [*own[:at], *chance.choice(changed), *own[at + 1 :]]


def comparable(results: Iterable[Result]) -> Keys:
    """What both engines must agree on: all but limits of values of another kind, or of no value at all."""
    odd = {"date", "dateTime", "boolean", "gYear"}
    return keys(
        result
        for result in results
        if not (
            result.component.value in LIMITS
            and isinstance(result.value, Literal)
            and (result.value.datatype.value.removeprefix(XSD) in odd or result.value in NO_NUMBERS)
        )
    )


def in_no_order(damage: set[Triple], data: list[Triple], rules: Shapes) -> Callable[[Result], bool]:
    """Whether a rule in SPARQL compared something beside damage of another kind: rdflib finds an order there, too."""
    kinds = {XSD + name for name in ("date", "dateTime", "boolean", "gYear")}
    odd = {t.subject for t in damage if isinstance(t.object, Literal) and t.object.datatype.value in kinds}
    near = odd | {t.subject for t in data if t.object in odd} | {t.object for t in data if t.subject in odd}
    compares = {
        shape.node
        for shape in rules.all
        for c in shape.constraints
        if any(re.search(r"[?)]\w* +[<>]=? +[(?$]", str(text)) for text in rules.said(c.value, SH + "select"))
    }
    return lambda result: result.shape in compares and result.focus in near


@pytest.mark.assure(DAMAGED)
@settings(max_examples=300 if ASSURE else 24, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_on_damaged_graphs_both_engines_say_the_same(world: list[Triple], rules: Shapes, seed: int) -> None:
    data = damaged(world, random.Random(seed))
    with warnings.catch_warnings(), assure.trial(DAMAGED):
        warnings.simplefilter("ignore")
        ours, theirs = validate(data, rules), reference.validate(data, rules.triples)
        unordered = in_no_order(set(data) - set(world), data, rules)
        assert comparable(r for r in ours if not unordered(r)) == comparable(r for r in theirs if not unordered(r))
