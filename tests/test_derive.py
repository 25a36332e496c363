"""Every derive rule: exactly what follows from a made-up world, what changes without one fact, the same from rdflib."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml
from worlds import CASES, World, by_name, folders, made_by_rdflib, rules, triples

from vakgraph import turtle
from vakgraph.turtle import Triple

RULES = {rule.name: rule for rule in rules()}
NAMES = folders("derive")
CHANGES = [
    pytest.param(name, change, id=f"{name}: {change['name']}")
    for name in NAMES
    for change in yaml.safe_load((CASES / "derive" / name / "cases.yaml").read_text(encoding="utf-8"))
]
WORLDS = [CASES / kind / name / "world.ttl" for kind in ("derive", "queries") for name in folders(kind)]


def made(world: World, rule: str) -> set[Triple]:
    """What a rule adds to a world, about the things of that world, after the rules before it have run."""
    things = {term for triple in world.asserted for term in (triple.subject, triple.object)}
    return {triple for triple in world.derived(until=rule).construct(RULES[rule].text) if triple.subject in things}


@pytest.mark.parametrize("name", by_name(NAMES))
def test_a_rule_adds_exactly_what_is_expected(name: str) -> None:
    folder = CASES / "derive" / name
    expected = set(turtle.read(folder / "expected.ttl"))
    assert sorted(map(str, made(World.read(folder / "world.ttl"), name))) == sorted(map(str, expected))


@pytest.mark.parametrize(("name", "change"), CHANGES)
def test_without_one_fact_another_thing_follows(name: str, change: dict[str, Any]) -> None:
    folder = CASES / "derive" / name
    before = set(turtle.read(folder / "expected.ttl"))
    gone = {triple for statement in change.get("gone") or () for triple in triples(statement)}
    new = {triple for statement in change.get("new") or () for triple in triples(statement)}
    assert gone <= before and not new & before and gone | new
    after = made(World.read(folder / "world.ttl").without(change["without"]), name)
    assert sorted(map(str, after)) == sorted(map(str, before - gone | new))


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=f"{path.parent.parent.name}/{path.parent.name}") for path in WORLDS]
)
def test_both_engines_derive_the_same(path: Path) -> None:
    world = World.read(path)
    graph: rdflib.Graph = world.in_rdflib()
    for rule in RULES.values():
        ours = world.construct(rule.text)
        assert made_by_rdflib(graph, rule.text) == ours, rule.name
        world.add(ours)
        for triple in turtle.to_rdflib(ours):
            graph.add(triple)


@pytest.mark.parametrize("name", by_name(sorted(RULES)))
def test_every_rule_has_a_world_and_says_what_it_does(name: str) -> None:
    assert name in NAMES, f"tests/cases/derive/{name}/ is missing"
    assert RULES[name].form == "CONSTRUCT"
    assert all(RULES[name].question.get(language) for language in ("nl", "en"))


def test_what_is_derived_stands_in_no_file_of_the_data(root: Path) -> None:
    derived = {triple.subject for triple in turtle.read(root / "ontology" / "vak.ttl") if _is_derived(triple)}
    for path, found in turtle.read_many(sorted((root / "data").rglob("*.ttl"))).items():
        assert not {triple.predicate for triple in found} & derived, path


def _is_derived(triple: Triple) -> bool:
    return triple.predicate.value.endswith("#isDerived") and str(triple.object).startswith('"true"')
