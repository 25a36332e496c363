"""Whom a change can affect: looking again at just those gives what looking at everything gives."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random

import assure
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store
from worlds import ontology, rules, triples

from vakgraph import turtle
from vakgraph.turtle import Triple
from vakgraph.validation import incremental, shapes, slices
from vakgraph.validation.engine import validate
from vakgraph.validation.incremental import Change
from vakgraph.validation.result import Result
from vakgraph.validation.scope import affected

ROOT = Path(__file__).resolve().parent.parent
ANY = "random shapes and worlds: three changes in a row give what full runs give"
OURS = "additions and removals under our own rules that give what a full run gives"
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
    "SELECT $this WHERE { { SELECT $this (COUNT(DISTINCT ?x) AS ?n) WHERE { $this ex:p ?x . ?x ex:q ?y }"
    " GROUP BY $this } FILTER(?n > 1) }",
    "SELECT $this ?x WHERE { $this ex:p ?x . { SELECT $this ?x (COUNT(DISTINCT ?y) AS ?n)"
    " WHERE { ?y ex:q ?x . $this ex:r ?any } GROUP BY $this ?x } FILTER(?n > 1) }",
    "SELECT $this ?value WHERE { $this ?verb ?value . FILTER NOT EXISTS { ?verb a ?kind } }",
    "SELECT $this WHERE { $this ex:p|ex:q ?x . ?x ex:r ?y . FILTER(?y = 2) }",
    "SELECT $this WHERE { $this a ex:A . ?other ex:p/ex:r 1 . FILTER(ISIRI(?other)) }",
    "SELECT $this WHERE { $this ex:p ?x . { SELECT $this (COUNT(DISTINCT ?x) AS ?n)"
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


@pytest.mark.assure(ANY)
@settings(max_examples=ROUNDS)
@given(text=shape_graphs(), seed=st.integers(0, 10**9))
def test_whatever_the_shapes_a_change_gives_what_a_full_run_gives(text: str, seed: int) -> None:
    made = shapes.read(turtle.read_text(TOP + text, "shapes.ttl"))
    with assure.trial(ANY):
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


@pytest.mark.parametrize("rule", RULES)
def test_where_much_stands_around_a_thing_the_results_stay_the_same(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "MOST", 2)
    text = f"ex:one sh:targetSubjectsOf ex:r ; sh:property [ sh:path ex:r ; sh:node [ {sparql(rule)} ] ] ."
    few_changes(shapes.read(turtle.read_text(TOP + text, "shapes.ttl")), Random(rule), 12)


def test_what_goes_all_at_once_was_together_before() -> None:
    rule = "SELECT $this WHERE { $this ex:p ?x . ?x ex:q ?y }"
    made = shapes.read(turtle.read_text(f"{TOP} ex:one sh:targetNode ex:n0 ; {sparql(rule)} .", "shapes.ttl"))
    world = set(turtle.read_text(TOP + "ex:n0 ex:p ex:n1 . ex:n1 ex:q ex:n2 .", ""))
    found = set(validate(store_of(world), made))
    assert found and not changed(made, found, world, set(), world)


@pytest.mark.parametrize("rule", LOOSE)
def test_a_variable_that_need_not_be_bound_ties_nothing(rule: str) -> None:
    made = shapes.read(turtle.read_text(f"{TOP} ex:one sh:targetNode ex:n0 ; {sparql(rule)} .", "shapes.ttl"))
    before, added = (
        set(turtle.read_text(TOP + text, ""))
        for text in ("ex:n0 ex:q ex:n1 . ex:n1 ex:r ex:n0 .", "ex:n2 ex:p ex:n3 ; ex:r 1 .")
    )
    found = set(validate(store_of(before), made))
    assert changed(made, found, before, added, set()) != found


@pytest.mark.assure(OURS)
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
        with assure.trial(OURS):
            update = incremental.update(found, store, own_shapes(), told)
            found = set(validate(store, own_shapes()))
            assert set(update.results) == found


@cache
def vocabulary() -> tuple[Triple, ...]:
    """The classes and properties, without their words: as much as the rules look at."""
    kept = ("#type", "#subClassOf", "#singleValued", "#deprecated")
    return tuple(t for t in ontology() if t.predicate.value.endswith(kept) and "/def#" in str(t.subject))


# --- what is looked at, and what is said of it --------------------------------------------------------


def projects(count: int) -> list[Triple]:
    """A graph with so many projects, in rounds of ten, all of one line and one municipality."""
    return [
        triple
        for number in range(count)
        for triple in triples(
            f'project:p{number} a vak:Project ; dcterms:title "Project {number}"@nl ; vak:line line:methods ; '
            f"vak:inRound round:r{number // 10} ; vak:hasConsortium consortium:p{number} . "
            f'round:r{number // 10} a vak:Round ; dcterms:title "Ronde {number // 10}"@nl . '
            f"consortium:p{number} a vak:Consortium . participation:p{number}.a a vak:Participation ; "
            f"org:organization consortium:p{number} ; org:member municipality:gm0518 ; org:role role:municipality ."
        )
    ]


def test_how_much_is_looked_at_does_not_grow_with_the_graph() -> None:
    seen = set()
    for count in (20, 120):
        world, new = projects(count), set(projects(count + 1)) - set(projects(count))
        scope = affected(store_of(vocabulary(), world, new), own_shapes(), new, set())
        assert 3 <= scope.size <= 12, sorted(map(str, set().union(*scope.focus.values())))
        seen.add((scope.size, len(scope.focus), tuple(scope.whole)))
    assert len(seen) == 1


def test_who_mentions_a_changed_thing_and_who_lacks_something_now_are_looked_at() -> None:
    text = """ex:one sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:class ex:A ] .
        ex:two sh:targetClass ex:A ; sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ] ."""
    made = shapes.read(turtle.read_text(TOP + text, "shapes.ttl"))
    kept, gone = (
        set(turtle.read_text(TOP + said, "")) for said in ("ex:n0 ex:p ex:n1 . ex:n3 ex:p ex:n2 .", "ex:n1 a ex:A .")
    )
    scope = affected(store_of(kept), made, set(), gone)
    assert scope.focus == {NamedNode(EX + "one"): {NamedNode(EX + "n0")}}
    assert not scope.keeps(NamedNode(EX + "two"), NamedNode(EX + "n1")), "it is no target any more"
    assert scope.keeps(NamedNode(EX + "one"), NamedNode(EX + "n3"))


@pytest.mark.parametrize(
    "predicate", ["http://www.w3.org/2000/01/rdf-schema#subClassOf", "http://www.w3.org/ns/shacl#path"]
)
def test_a_change_of_the_classes_or_of_a_shape_means_everything(predicate: str) -> None:
    change = Triple(NamedNode(EX + "A"), NamedNode(predicate), NamedNode(EX + "C"))
    assert affected(store_of([change]), own_shapes(), {change}, set()).everything
    assert affected(store_of(), own_shapes(), set(), {change}).everything


def test_other_shapes_than_before_mean_everything() -> None:
    made, other = (
        shapes.read(turtle.read_text(f"{TOP} ex:one sh:targetNode ex:n0 ; sh:class ex:{kind} .", "shapes.ttl"))
        for kind in "AB"
    )
    store = store_of(turtle.read_text(TOP + "ex:n0 a ex:B .", ""))
    update = incremental.update(validate(store, made), store, other, Change(frozenset(), frozenset()), former=made)
    assert update.scope.everything and not update.results
    assert incremental.update(validate(store, made), store, made, Change(frozenset(), frozenset()), made).results


@pytest.mark.parametrize(
    ("rule", "touched", "why"),
    [
        ("SELECT $this WHERE { $this ex:p ?x . ?other ex:q ?y }", "ex:n0 ex:q ex:n1 .", f"{EX}q"),
        ("SELECT $this ?x WHERE { { SELECT $this ?x WHERE { $this ex:p ?x } LIMIT 1 } }", "ex:n0 a ex:A .", "LIMIT"),
    ],
)
def test_a_shape_that_falls_back_to_a_whole_check_is_named(rule: str, touched: str, why: str) -> None:
    made = shapes.read(turtle.read_text(f"{TOP} ex:one sh:targetNode ex:n0 ; {sparql(rule)} .", "shapes.ttl"))
    added = set(turtle.read_text(TOP + touched, ""))
    assert affected(store_of(added), made, added, set()).whole == {NamedNode(EX + "one"): why}
    assert not affected(store_of(added), made, set(), set()).whole, "nothing changed"


def test_our_own_rules_never_fall_back_for_a_new_project() -> None:
    world, new = projects(20), set(projects(21)) - set(projects(20))
    assert affected(store_of(vocabulary(), world, new), own_shapes(), new, set()).whole == {}


def test_what_follows_from_a_change_belongs_to_it() -> None:
    store, texts = store_of(vocabulary(), projects(2)), [rule.text for rule in rules()]
    told = incremental.settle(store, (), (), (), texts)
    label = triples('project:p1 rdfs:label "Project 1"@nl .')[0]
    assert label in told.added and label in told.derived
    titled = triples('project:p1 dcterms:title "Project 1"@nl .')
    told = incremental.settle(store, told.derived, (), titled, texts)
    assert {label, *titled} <= told.removed and not told.added and label not in told.derived
    assert incremental.settle(store, told.derived, (), titled, texts).removed == set(), "it was not there any more"
