"""Whom a change can affect: looking again at just those gives what looking at everything gives."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, Store
from worlds import ontology, rules, triples

from vakgraph import turtle
from vakgraph.turtle import Triple
from vakgraph.validation import incremental, shapes
from vakgraph.validation.engine import validate
from vakgraph.validation.incremental import Change
from vakgraph.validation.result import Result

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 1000 if os.environ.get("VAKGRAPH_ASSURE") == "1" else 100
Changed = tuple[list[Triple], list[Triple]]
EX = "http://example.org/"
TOP = f"""@prefix ex: <{EX}> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


# --- making shapes ------------------------------------------------------------------------------------

PROPERTIES = ["ex:p", "ex:q", "ex:r"]
CLASSES = ["ex:A", "ex:B", "ex:C"]
NODES = [f"ex:n{number}" for number in range(4)]
LITERALS = ["1", "2", '"x"@en', '"y"@en']
BELOW = triples(f"<{EX}B> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{EX}A> .")

path_texts = st.recursive(
    st.sampled_from(PROPERTIES),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["inverse", "zeroOrMore", "oneOrMore", "zeroOrOne"]), inner).map(
            lambda made: f"[ sh:{made[0]}Path {made[1]} ]"
        ),
        st.tuples(inner, inner).map(lambda made: f"( {made[0]} {made[1]} )"),
        st.tuples(inner, inner).map(lambda made: f"[ sh:alternativePath ( {made[0]} {made[1]} ) ]"),
    ),
    max_leaves=3,
)

# Rules in SPARQL: joined, optional, excluded, counted, through a property, and not tied to $this at all.
RULES = [
    "SELECT $this ?value WHERE { $this ex:p ?value . ?value ex:q ?z . FILTER(?z != $this) }",
    "SELECT $this WHERE { $this ex:p ?x . FILTER NOT EXISTS { ?x ex:q ?y . ?y a ex:A } }",
    "SELECT $this ?value WHERE { $this ex:q ?value . FILTER NOT EXISTS { ?value ^ex:p/ex:r ?other } }",
    "SELECT $this WHERE { $this ex:p ?x . OPTIONAL { ?x ex:q ?y . ?y ex:r ?z } FILTER(!BOUND(?z)) }",
    "SELECT $this WHERE { $this ex:p ?x OPTIONAL { ?x ex:q ?y } ?y ex:r ?z }",
    "SELECT $this WHERE { $this ex:p ?x OPTIONAL { ?x ex:q ?y } OPTIONAL { ?y ex:r ?z } FILTER(BOUND(?z)) }",
    "SELECT $this ?value WHERE { $this ex:q ?key . ?value ex:q ?key . FILTER(?value != $this) }",
    "SELECT $this WHERE { { $this ex:p ?x } UNION { ?x ex:q $this } ?x ex:r ?y FILTER(isIRI(?y)) }",
    "SELECT $this WHERE { { SELECT $this (COUNT(?x) AS ?n) WHERE { $this ex:p ?x . ?x ex:q ?y } GROUP BY $this }"
    " FILTER(?n > 1) }",
    "SELECT $this ?x WHERE { $this ex:p ?x . { SELECT $this ?x (COUNT(?y) AS ?n)"
    " WHERE { ?y ex:q ?x . $this ex:r ?any } GROUP BY $this ?x } FILTER(?n > 1) }",
    "SELECT $this ?value WHERE { $this ?verb ?value . FILTER NOT EXISTS { ?verb a ?kind } }",
    "SELECT $this WHERE { $this ex:p|ex:q ?x . ?x ex:r ?y . FILTER(?y = 2) }",
    "SELECT $this WHERE { $this a ex:A . ?other ex:p/ex:r 1 . FILTER(ISIRI(?other)) }",
    "SELECT $this WHERE { $this ex:p ?x . { SELECT $this (COUNT(?x) AS ?n)"
    " WHERE { $this ex:q ?y . ?x ex:p/ex:r 1 } GROUP BY $this } FILTER(?n > 0) }",
    "SELECT $this ?value WHERE { $this ex:p* ?value . ?value ex:r 1 . FILTER EXISTS { ?value ex:q+ [ a ex:B ] } }",
    "SELECT $this WHERE { $this ex:q ?x BIND(EXISTS { ?x ex:p ?y } AS ?has) ?y ex:r ?z FILTER(?has) }",
    "SELECT $this WHERE { $this ex:p ?x . { SELECT $this ?x WHERE { $this ex:p/ex:p ?x } ORDER BY ?x LIMIT 1 } }",
]


def sparql(rule: str) -> str:
    return f'sh:sparql [ sh:select """{"".join(f"PREFIX ex: <{EX}> ")} {rule}""" ]'


# Demands that hold no shape, and whether a node shape may have them, too.
ALONE = {
    "sh:class ex:A": True,
    "sh:class ex:B": True,
    "sh:nodeKind sh:IRI": True,
    "sh:datatype xsd:integer": True,
    'sh:pattern "n"': True,
    "sh:closed true ; sh:ignoredProperties ( rdf:type )": True,
    "sh:in ( ex:n0 ex:n1 1 2 )": True,
    "sh:hasValue ex:n1": True,
    "sh:equals ex:p": True,
    "sh:disjoint ex:r": True,
    "sh:lessThan ex:r": False,
    "sh:lessThanOrEquals ex:p": False,
    "sh:minCount 1": False,
    "sh:maxCount 1": False,
    "sh:uniqueLang true": False,
    'sh:languageIn ( "en" )': False,
    "sh:qualifiedValueShape [ sh:class ex:A ] ; sh:qualifiedMaxCount 1 ; sh:qualifiedValueShapesDisjoint true": False,
}


@st.composite
def demands(draw: st.DrawFn, depth: int, has_path: bool) -> str:
    """One constraint as Turtle."""
    leaf = st.one_of(
        st.sampled_from([demand for demand, anywhere in ALONE.items() if anywhere or has_path]),
        st.sampled_from([sparql(rule) for rule in RULES]),
    )
    if not depth:
        return draw(leaf)
    inner = shape_texts(depth - 1)
    kind = draw(
        st.sampled_from(["leaf", "leaf", "node", "not", "property", "list", *(["qualified"] if has_path else [])])
    )
    if kind == "leaf":
        return draw(leaf)
    if kind == "qualified":
        apart = draw(st.sampled_from(["", " ; sh:qualifiedValueShapesDisjoint true"]))
        return f"sh:qualifiedValueShape {draw(inner)} ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1{apart}"
    if kind == "list":
        return f"sh:{draw(st.sampled_from(['and', 'or', 'xone']))} ( {draw(inner)} {draw(inner)} )"
    return f"sh:{kind} {draw(shape_texts(depth - 1, kind == 'property'))}"


@st.composite
def shape_texts(draw: st.DrawFn, depth: int, has_path: bool = False, targets: str = "") -> str:
    """A shape as Turtle between brackets."""
    said = [targets] if targets else []
    said += [f"sh:path {draw(path_texts)}"] if has_path else []
    said += draw(st.lists(demands(depth, has_path), min_size=1, max_size=2, unique_by=lambda text: text.split()[0]))
    return f"[ {' ; '.join(said)} ]"


@st.composite
def shape_graphs(draw: st.DrawFn) -> str:
    """A few shapes with targets of every kind; two of them share a property shape."""
    text = [f"ex:shared sh:path {draw(path_texts)} ; {draw(demands(1, True))} ."]
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode"]))
        names = {"targetClass": CLASSES, "targetNode": NODES}.get(kind, PROPERTIES)
        said = f"sh:{kind} {draw(st.sampled_from(names))}"
        body = draw(shape_texts(draw(st.integers(0, 2)), draw(st.booleans()), said))
        shared = "sh:property ex:shared" if draw(st.booleans()) else f"sh:property {draw(shape_texts(1, True))}"
        text.append(f"ex:shape{number} {body[1:-1]} ; {shared} .")
    return "\n".join(text)


# --- making data --------------------------------------------------------------------------------------


@cache
def small_pool() -> list[Triple]:
    """Every triple that a generic world may hold."""
    said = [f"{s} {p} {o} ." for s in NODES for p in PROPERTIES for o in [*NODES, *LITERALS]]
    said += [f"{node} a {kind} ." for node in [*NODES, *PROPERTIES] for kind in CLASSES]
    return turtle.read_text(TOP + "\n".join(said), "pool")


@cache
def own_shapes() -> shapes.Shapes:
    """The shapes of this graph, those for a delivery too."""
    files = turtle.read_many(sorted((ROOT / "ontology" / "shapes").rglob("*.ttl")))
    return shapes.read([triple for found in files.values() for triple in found])


@cache
def own_pool() -> list[Triple]:
    """The example of every class."""
    return sorted(turtle.read(ROOT / "ontology" / "examples.ttl"), key=str)


@st.composite
def own_changes(draw: st.DrawFn) -> Changed:
    """What is added and what is taken away: examples, and examples with a part of another."""
    pool = own_pool()
    some = st.lists(st.sampled_from(pool), max_size=4, unique=True)
    added = draw(some)
    for one, other in draw(st.lists(st.tuples(st.sampled_from(pool), st.sampled_from(pool)), max_size=4)):
        mixed = [(other.subject, one.predicate, one.object), (one.subject, one.predicate, other.object)]
        added.append(Triple(*draw(st.sampled_from(mixed))))
    return added, draw(some)


def store_of(*several: Iterable[Triple]) -> Store:
    store = Store()
    for some in several:
        store.bulk_extend(Quad(*triple) for triple in some)
    return store


# --- the same as a full run ---------------------------------------------------------------------------


@settings(max_examples=ROUNDS)
@given(text=shape_graphs(), seed=st.integers(0, 10**9))
def test_whatever_the_shapes_a_change_gives_what_a_full_run_gives(text: str, seed: int) -> None:
    made = shapes.read(turtle.read_text(TOP + text, "shapes.ttl"))
    few_changes(made, Random(seed), 1)


@pytest.mark.parametrize("demand", sorted(ALONE) + [sparql(rule) for rule in RULES])
def test_each_demand_by_itself_is_followed_to_whom_it_concerns(demand: str) -> None:
    text = f"""
        ex:one sh:targetClass ex:A ; sh:targetNode ex:n0 ; sh:property [ sh:path ( ex:q ex:p ) ; {demand} ] .
        ex:two sh:targetObjectsOf ex:q ; sh:property ex:shared , [ sh:path ex:r ; {demand} ] .
        ex:three sh:targetSubjectsOf ex:r ; sh:path [ sh:oneOrMorePath ex:p ] ; {demand} ; sh:property ex:shared .
        ex:four sh:targetClass ex:C ; sh:path [ sh:inversePath ( ex:p [ sh:zeroOrOnePath ex:q ] ) ] ; {demand} .
        ex:shared sh:path [ sh:inversePath ex:q ] ; {demand} ."""
    few_changes(shapes.read(turtle.read_text(TOP + text, "shapes.ttl")), Random(demand), 12)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            """ex:one sh:targetSubjectsOf ex:p ; sh:property
            [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:A ] ;
                sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ] ,
            [ sh:path ex:r ; sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 0 ] .""",
            id="siblings",
        ),
        pytest.param(
            f"""ex:one sh:targetSubjectsOf ex:p ; sh:property ex:shared ;
            {sparql("SELECT $this WHERE { $this a ex:A . ?other ex:p/ex:r 1 . FILTER(ISIRI(?other)) }")} .
        ex:two sh:targetClass ex:A ; sh:property ex:shared . ex:shared sh:path ex:q ; sh:minCount 1 .""",
            id="shared",
        ),
    ],
)
def test_what_shapes_have_together_is_followed(text: str) -> None:
    few_changes(shapes.read(turtle.read_text(TOP + text, "shapes.ttl")), Random(text), 80)


def few_changes(made: shapes.Shapes, chance: Random, worlds: int) -> None:
    """From one world to the next, three times: the results of each change are those of a full run."""
    for _ in range(worlds):
        world = set(chance.sample(small_pool(), len(small_pool()) * chance.randint(3, 25) // 100)) | set(BELOW)
        found = set(validate(store_of(world), made))
        for _ in range(3):
            change = set(chance.sample(small_pool(), chance.randint(1, 3)))
            found = changed(made, found, world, change - world, change & world)
            world ^= change


def changed(
    made: shapes.Shapes, found: Iterable[Result], world: set[Triple], added: set[Triple], removed: set[Triple]
) -> set[Result]:
    """The results of a change, which are those of a full run."""
    after = store_of(world - removed, added)
    update = incremental.update(found, after, made, Change(frozenset(added), frozenset(removed)))
    full = set(validate(after, made))
    assert set(update.results) == full
    return full


# Two rules in which ?y is what the first braces find, or else whatever stands in the second pattern.
LOOSE = [
    "SELECT $this WHERE { $this ex:q ?x OPTIONAL { ?w ex:p ?y . ?w ex:r 1 } ?y ex:r $this }",
    "SELECT $this WHERE { $this ex:q ?x BIND(EXISTS { ?w ex:p ?y . ?w ex:r 1 } AS ?has) ?y ex:r $this FILTER(?has) }",
]


@pytest.mark.parametrize("rule", LOOSE)
def test_a_variable_that_need_not_be_bound_ties_nothing(rule: str) -> None:
    made = shapes.read(turtle.read_text(f"{TOP} ex:one sh:targetNode ex:n0 ; {sparql(rule)} .", "shapes.ttl"))
    before, added = (
        set(turtle.read_text(TOP + text, ""))
        for text in ("ex:n0 ex:q ex:n1 . ex:n1 ex:r ex:n0 .", "ex:n2 ex:p ex:n3 ; ex:r 1 .")
    )
    found = set(validate(store_of(before), made))
    assert changed(made, found, before, added, set()) != found


@settings(max_examples=ROUNDS // (10 if ROUNDS < 1000 else 5), phases=[Phase.generate])
@given(changes=st.lists(own_changes(), min_size=5, max_size=5))
def test_under_our_own_rules_a_change_gives_what_a_full_run_gives(changes: list[Changed]) -> None:
    store, texts = store_of(vocabulary(), own_pool()), [rule.text for rule in rules()]
    told = incremental.settle(store, (), (), (), texts)
    found = set(validate(store, own_shapes()))
    for added, removed in changes:
        before = {quad.triple for quad in store}
        told = incremental.settle(store, told.derived, added, removed, texts)
        assert {quad.triple for quad in store} ^ before == told.added | told.removed
        update = incremental.update(found, store, own_shapes(), told)
        found = set(validate(store, own_shapes()))
        assert set(update.results) == found


@cache
def vocabulary() -> tuple[Triple, ...]:
    """The classes and properties, without their words: as much as the rules look at."""
    kept = ("#type", "#subClassOf", "#singleValued", "#deprecated")
    return tuple(t for t in ontology() if t.predicate.value.endswith(kept) and "/def#" in str(t.subject))
