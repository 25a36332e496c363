"""The check questions of a graph, which must come back empty: what a change adds to their answers."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

from pyoxigraph import NamedNode

from vakgraph import queries
from vakgraph.gate.world import World
from vakgraph.intake import Delivery
from vakgraph.table import Table
from vakgraph.validation import Finding, of_question

Known = set[tuple[str, str, str]]
_asked_before: WeakKeyDictionary[World, Known] = WeakKeyDictionary()


def new_answers(before: World, after: World, language: str = "nl", delivery: Delivery | None = None) -> list[Finding]:
    """The rows that were not there before, as findings with their place in the delivery."""
    known = _known(before)
    return [_worded(f, after, language, delivery) for f in _asked(after, language) if _key(f) not in known]


def _known(world: World) -> Known:
    """The rows of a graph, asked once."""
    if world not in _asked_before:
        _asked_before[world] = {_key(finding) for finding in _asked(world, "nl")}
    return _asked_before[world]


def count(world: World) -> int:
    """How many check questions there are."""
    return sum(query.group == "checks" for query in queries.load_all(world.folder.queries).values())


def _asked(world: World, language: str) -> list[Finding]:
    found: list[Finding] = []
    for query in queries.load_all(world.folder.queries).values():
        if query.group == "checks":
            answer: Table = world.desk.select(query.bind({}))
            problem, solution = (str((text or {}).get(language, "")) for text in (query.problem, query.solution))
            found += [replace(f, repair=solution) for f in of_question(query, answer, problem, "")]
    return found


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.shape, finding.focus, finding.value


def _worded(finding: Finding, world: World, language: str, delivery: Delivery | None) -> Finding:
    """The finding with the label of its thing and its place."""
    iri = finding.focus.startswith(("http://", "https://"))
    about = world.label(NamedNode(finding.focus), language) if iri else finding.focus
    at = delivery.place(finding.focus) if delivery else None
    return replace(finding, about=about, at=at, place=at.say(language) if at else "", found=finding.value)
