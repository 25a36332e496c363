"""The whole graph, or any data and any shapes, judged: no delivery, and nothing that was there before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph import mint, turtle
from vakgraph.errors import NothingFound
from vakgraph.gate import rules
from vakgraph.gate.known import short
from vakgraph.gate.nearest import Nearest
from vakgraph.gate.seen import Seen
from vakgraph.gate.world import World
from vakgraph.intake import Delivery
from vakgraph.intake.delivery import text
from vakgraph.namespaces import OUTSIDE
from vakgraph.places import Document, Place
from vakgraph.turtle import Triple
from vakgraph.validation import Finding, Report, idle, shapes, spelling
from vakgraph.validation.findings import from_results
from vakgraph.validation.report import Mention
from vakgraph.validation.result import Result
from vakgraph.validation.shapes import Shapes

MOST = 100  # unchecked things that are told one by one


def of_graph(world: World, engine: str = "bulk", language: str = "nl") -> Report:
    """Every rule for what is there, over everything that is there; rules for new deliveries only stay out."""
    rules.check_engine(engine)
    asked = rules.of(world.folder, new=False)
    found = rules.ask(world.triples, asked, engine)
    if not found.focus_nodes:
        raise _nothing()
    label = _labels(lambda term: world.label(term, language))
    near, where = Nearest(world, language), _homes(world)
    report = from_results(found, asked, label, near, where, language=language)
    return report.plus(idle.findings(asked, found.targetless, label, language, "info"))


def of_data(data: Delivery, rulebook: Delivery, engine: str = "bulk", language: str = "nl") -> Report:
    """Any data by any shapes; what no shape looked at is told, and nothing checked is an error."""
    rules.check_engine(engine)
    asked = shapes.read(rulebook.triples)
    if not asked.targeted():
        raise NothingFound(
            f"{rulebook.name} bevat geen vorm die iets aanwijst: er is niets gecontroleerd.",
            f"{rulebook.name} holds no shape that points at anything: nothing was checked.",
        )
    found = rules.ask(data.triples, asked, engine)
    if not found.focus_nodes and not found:
        raise _nothing()
    named = {
        triple.subject: triple.object.value
        for triple in data.triples
        if triple.predicate.value == OUTSIDE["rdfs"] + "label" and isinstance(triple.object, Literal)
    }
    label = _labels(lambda term: named.get(term, ""))
    report = from_results(found, asked, label, None, _in_file(data), language=language)
    report = replace(report, subject=data.name, unchecked=tuple(_unchecked(data, asked, label)))
    report = report.plus(_unread(data, language))
    return report.plus(idle.findings(asked, found.targetless, label, language, "warning"))


def _unread(data: Delivery, language: str) -> Iterable[Finding]:
    """What stands in the file and says nothing: keys of JSON that no context declares, sheets of something else."""
    for fault in data.faults:
        at = fault.place
        yield Finding("", "", "", fault.say(language), "info", "gate:cell", at.say(language), at=at)


def _nothing() -> NothingFound:
    return NothingFound(
        "Er is niets gecontroleerd: geen enkele vorm gaat over iets in deze data.",
        "Nothing was checked: no shape is about anything in this data.",
    )


def _labels(known: Callable[[Any], str]) -> Callable[[Any], str]:
    """A term in words; what has none by its short name."""

    def label(term: Any) -> str:
        if isinstance(term, NamedNode):
            return known(term) or short(term.value)
        return text(term)

    return label


def _unchecked(data: Delivery, asked: Shapes, label: Callable[[Any], str]) -> Iterable[Mention]:
    """The things of the data that no shape looked at."""
    seen = Seen(spelling.load(data.triples)[0], asked).nodes
    left = [said[0].subject for said in data.about.values() if said[0].subject not in seen]
    for term in left[:MOST]:
        at = None if isinstance(term, BlankNode) else data.place(text(term))
        yield Mention(text(term), label(term), at=at)


def _in_file(data: Delivery) -> Callable[[Result], Place | None]:
    def place(result: Result) -> Place | None:
        own = result.value is None or result.value == result.focus
        path = result.path.iri.value if result.path is not None and result.path.iri is not None else ""
        return data.place(text(result.focus), path, None if own else text(result.value))

    return place


def _homes(world: World) -> Callable[[Result], Place | None]:
    """Where a result stands in the graph folder: in the home file of its thing."""

    @cache
    def document(home: str) -> tuple[Document, list[Triple]]:
        data = (world.folder.root / home).read_bytes()
        said = turtle.read_text(data, home)
        return Document(data, "ttl", home, said), said

    def place(result: Result) -> Place | None:
        home = mint.home(text(result.focus))
        if not home or not (world.folder.root / home).exists():
            return None
        read, said = document(home)
        path = result.path.iri if result.path is not None else None
        if any(t.subject == result.focus for t in said):
            return read.about(result.focus, path, result.value if result.value != result.focus else None)
        return Place(home, sort="file")

    return place
