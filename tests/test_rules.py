"""The rules of the graph: a good case keeps to its rule, a bad one is told exactly, a change of the graph is seen."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rulebook
from pyoxigraph import BlankNode, Literal, NamedNode, Store
from rulebook import RDF, ROOT, SH, VAK, Found, Ground, about, said
from worlds import PREFIXES, World, short

from vakgraph import turtle
from vakgraph.namespaces import OUTSIDE

NOT_A_SHAPE = {
    "36": "whether a quote stands in its source is a comparison of texts, done in code (vakgraph.quotes)",
}
ASSURE = os.environ.get("VAKGRAPH_ASSURE") == "1"
FOLDERS = rulebook.case_folders()
MUTATIONS = [
    pytest.param(f, m, id=f"{f.name}-{n}") for f in FOLDERS for n, m in enumerate(rulebook.entries(f, "mutation.yaml"))
]
folder_of = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
ENGINES: dict[str, Callable[[World, str], list[Found]]] = {
    "pyshacl": rulebook.by_pyshacl,
    "bulk": rulebook.by_bulk,
}
engine_of = pytest.mark.parametrize("engine", ENGINES)


def rule_of(found: Found) -> str:
    return rulebook.rule_of().get(found.shape, "")


def judged(folder: Path, name: str, engine: str) -> list[Found]:
    return sorted(ENGINES[engine](world_of(folder / name), rulebook.rule_number(folder)))


@cache
def world_of(path: Path) -> World:
    return World.read(path).derived()


# ---- the cases


@folder_of
@engine_of
def test_a_good_case_keeps_to_its_rule(folder: Path, engine: str) -> None:
    assert judged(folder, "good.ttl", engine) == []


@folder_of
@engine_of
def test_a_bad_case_is_told_exactly(folder: Path, engine: str) -> None:
    keys = ("shape", "focus", "path", "value", "severity")
    expected = rulebook.entries(folder, "expected.yaml")
    assert all(set(entry) == {*keys, "message_nl"} for entry in expected)
    wanted = sorted((*(str(entry[key] or "") for key in keys), entry["message_nl"]) for entry in expected)
    found = judged(folder, "bad.ttl", engine)
    messages = {row[-1] for row in wanted}
    assert sorted((*each.bare, *(set(each.messages) & messages or each.messages)) for each in found) == wanted


@folder_of
def test_a_case_is_fictional_and_says_so(folder: Path) -> None:
    for name in ("good.ttl", "bad.ttl"):
        first = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("#") and "ictional" in first


@folder_of
def test_every_shape_of_a_rule_is_broken_in_its_bad_case(folder: Path) -> None:
    broken = {entry["shape"] for entry in rulebook.entries(folder, "expected.yaml")}
    assert broken == {short(shape.value) for shape in rulebook.rules()[rulebook.rule_number(folder)]}


def test_every_rule_has_shapes_and_a_case_or_a_reason() -> None:
    numbers = {str(number) for number in range(1, 46)}
    assert set(rulebook.rules()) == numbers - set(NOT_A_SHAPE)
    assert {rulebook.rule_number(folder) for folder in FOLDERS} == set(rulebook.rules())


def test_the_examples_keep_to_every_rule() -> None:
    found = rulebook.by_bulk(World.read(ROOT / "ontology" / "examples.ttl").derived())
    assert [each for each in found if each.severity == "Violation"] == []


# ---- the real graph


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground()


@pytest.fixture(scope="module")
def real(ground: Ground) -> Counter[Found]:
    return ground.found


def in_history(found: Found) -> bool:
    """Not of the layer that only new deliveries are held to."""
    (layer,) = about(NamedNode(full(found.shape)), VAK + "layer") or [Literal("base")]
    return bool(layer.value != "delivery")


def full(name: str) -> str:
    prefix, local = name.split(":", 1)
    return {"shape": "https://w3id.org/vakgraph/shape#", **PREFIXES}[prefix] + local


def test_the_real_graph_breaks_no_rule(real: Counter[Found]) -> None:
    assert [found for found in real if found.severity == "Violation" and in_history(found)] == []


def test_every_warning_of_the_real_graph_is_known(real: Counter[Found]) -> None:
    """Both ways: none is new, none has gone."""
    sources = sources_of(rulebook.real())
    found = [
        (rule_of(each) or "base", each.focus, sources(each.focus))
        for each in real.elements()
        if each.severity != "Violation"
    ]
    with (ROOT / "tests" / "rule_warnings.csv").open(encoding="utf-8", newline="") as lines:
        known = [(row["rule"], row["thing"], row["source"]) for row in csv.DictReader(lines)]
    assert Counter(found) == Counter(known)


def sources_of(triples: Any) -> Callable[[str], str]:
    """The sources of a thing: its own, or else those of what mentions it, or else of what it mentions."""
    own, above, below = (defaultdict[str, set[str]](set) for _ in range(3))
    for t in triples:
        if t.predicate.value == OUTSIDE["prov"] + "wasDerivedFrom":
            own[short(t.subject.value)].add(short(t.object.value))
        elif isinstance(t.object, NamedNode):
            above[short(t.object.value)].add(short(t.subject.value))
            below[short(t.subject.value)].add(short(t.object.value))

    def of(things: set[str]) -> set[str]:
        return {source for thing in things for source in own[thing]}

    return lambda thing: " ".join(sorted(own[thing] or of(above[thing]) or of(below[thing])))


@pytest.mark.parametrize(("folder", "mutation"), MUTATIONS)
def test_a_change_of_the_real_graph_breaks_exactly_that_rule(
    ground: Ground, folder: Path, mutation: dict[str, Any]
) -> None:
    more = list(rulebook.extra(ground.after(mutation), ground.found.elements()))
    assert {rule_of(found) or found.shape for found in more} == {rulebook.rule_number(folder)}


@pytest.mark.assure("changes of the real graph: looking at whom they affect finds what looking at everything finds")
@pytest.mark.parametrize(("folder", "mutation"), MUTATIONS if ASSURE else MUTATIONS[::14])
def test_looking_at_everything_finds_what_looking_at_a_change_found(
    ground: Ground, folder: Path, mutation: dict[str, Any]
) -> None:
    """All of them in `make assure`; here a few, for each takes a whole run."""
    assert set(ground.after(mutation, full=True)) == set(ground.after(mutation))


def test_every_change_of_the_real_graph_was_put_back(ground: Ground) -> None:
    asserted = World.of(rulebook.real())
    assert {quad.triple for quad in ground.world.store} == {quad.triple for quad in asserted.derived().store}


# ---- the shapes themselves


def shapes() -> Iterator[Any]:
    """Every node of the shapes graph that is a shape with a name."""
    kinds = {SH + "NodeShape", SH + "PropertyShape"}
    for node in said():
        if isinstance(node, NamedNode) and {kind.value for kind in about(node, RDF + "type")} & kinds:
            yield node


def languages(node: Any, predicate: str) -> list[str]:
    return sorted(text.language or "" for text in about(node, predicate))


def select(node: Any) -> str:
    return str(about(node, "select")[0].value)


CONSTRAINTS = [node for node in said() if about(node, "select")]
OF_RULES = sorted({shape for shapes_ in rulebook.rules().values() for shape in shapes_}, key=str)
rule_shape = pytest.mark.parametrize("shape", OF_RULES, ids=lambda shape: short(shape.value))


def are_shapes(triples: list[turtle.Triple]) -> bool:
    """SHACL-SHACL: whether the standard's own shapes for shapes are met."""
    import pyshacl

    standard = turtle.read(Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl")
    data, shapes_ = turtle.to_rdflib(triples), turtle.to_rdflib(standard)
    return bool(pyshacl.validate(data, shacl_graph=shapes_, max_validation_depth=60, inplace=True)[0])


def test_the_shapes_are_shapes() -> None:
    assert are_shapes(list(rulebook.shape_triples()))
    assert not are_shapes(turtle.read_text(f"<urn:x> a <{SH}PropertyShape> ; <{SH}minCount> 1 ."))


def test_a_severity_stands_on_the_shape_only() -> None:
    assert [select(node) for node in CONSTRAINTS if about(node, "severity")] == []


def test_a_message_stands_on_the_shape_only() -> None:
    assert [select(node) for node in CONSTRAINTS if about(node, "message")] == []


def test_every_shape_has_a_message_in_dutch_and_english() -> None:
    wrong = [short(node.value) for node in shapes() if languages(node, "message") != ["en", "nl"]]
    assert wrong == []


def test_every_property_shape_that_stands_alone_has_a_name_of_its_own() -> None:
    lists = {node for node in said() if about(node, "path") and not isinstance(node, NamedNode)}
    tops = {target for node in shapes() for target in about(node, "property")}
    assert lists & tops == set()


def test_every_shape_that_targets_says_how_grave_it_is() -> None:
    wrong = [short(node.value) for node in shapes() if len(about(node, "severity")) != 1]
    assert wrong == []


@rule_shape
def test_a_rule_shape_says_its_layer_source_and_how_to_mend(shape: NamedNode) -> None:
    assert languages(shape, VAK + "repair") == ["en", "nl"]
    assert "nl" in languages(shape, "name") and languages(shape, "description") == ["en"]
    assert len(about(shape, VAK + "ruleSource")) == 1
    (layer,) = about(shape, VAK + "layer")
    (severity,) = about(shape, "severity")
    grave = severity.value == SH + "Violation"
    assert layer.value in (("base", "delivery") if grave else ("recommended",))


@pytest.mark.parametrize("path", rulebook.shape_files(), ids=lambda path: str(path.relative_to(rulebook.FOLDER)))
def test_a_delivery_shape_lives_apart(path: Path) -> None:
    layers = {t.object.value for t in turtle.read(path) if t.predicate.value == VAK + "layer"}
    delivery = path.parent.name == "delivery"
    assert layers == {"delivery"} if delivery else "delivery" not in layers


@rule_shape
def test_a_rule_shape_has_one_constraint_in_sparql(shape: NamedNode) -> None:
    others = set(said()[shape]) - ATTRIBUTES
    assert len(about(shape, "sparql")) <= 1
    assert not about(shape, "sparql") or others == {"sparql"}


ATTRIBUTES = {
    *("path", "name", "description", "message", "severity", "targetClass", "targetNode", "targetSubjectsOf"),
    *("targetObjectsOf", "order", "group", RDF + "type"),
    *(VAK + name for name in ("rule", "layer", "repair", "ruleSource")),
}


@rule_shape
def test_a_message_only_holds_what_the_query_gives(shape: NamedNode) -> None:
    held = {name for text in about(shape, "message") for name in re.findall(r"\{[?$](\w+)\}", text.value)}
    given = {"this", "value", "PATH"}
    for constraint in about(shape, "sparql"):
        head = re.split(r"\bWHERE\b", select(constraint), maxsplit=1)[0]
        given |= set(re.findall(r"[?$](\w+)", head))
    assert held <= given
    assert not held or about(shape, "sparql")
    each = [set(re.findall(r"\{[?$](\w+)\}", text.value)) for text in about(shape, "message")]
    assert all(bool(one) == bool(held) for one in each)


def declared() -> dict[str, str]:
    (where,) = {prefixes for node in CONSTRAINTS for prefixes in about(node, "prefixes")}
    pairs = [(about(d, "prefix")[0].value, about(d, "namespace")[0].value) for d in about(where, "declare")]
    assert len(pairs) == len(dict(pairs))
    return dict(pairs)


def test_the_prefixes_of_the_rules_are_those_of_the_graph() -> None:
    known = {**OUTSIDE, **PREFIXES}
    assert {prefix: space for prefix, space in declared().items() if known.get(prefix) != space} == {}
    assert "eush" not in declared()


@pytest.mark.parametrize("node", CONSTRAINTS, ids=lambda node: select(node)[:60])
def test_a_rule_in_sparql_keeps_to_the_standard(node: Any) -> None:
    """What SHACL forbids beside a bound $this is not used, and every prefix is declared."""
    from rdflib.plugins.sparql import prepareQuery

    assert len(about(node, "prefixes")) == 1 and isinstance(node, BlankNode | NamedNode)
    text = select(node)
    assert not re.findall(r"\b(MINUS|VALUES|SERVICE|NOW|RAND)\b", text)
    head = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in declared().items())
    ready = head + text.replace("$PATH", "<urn:path>")
    prepareQuery(ready)
    Store().query(ready)
    assert re.search(r"SELECT\s+(DISTINCT\s+)?\$this", text)
