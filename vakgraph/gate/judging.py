"""A delivery is judged in the context of the graph: what it breaks, what it misses, and what is none of its doing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import NamedNode

from vakgraph.errors import NothingFound
from vakgraph.gate import duplicates, privacy, questions, rules
from vakgraph.gate.causes import Causes, unasked
from vakgraph.gate.checks import Checks
from vakgraph.gate.duplicates import Lookalike
from vakgraph.gate.locating import Locator
from vakgraph.gate.nearest import Nearest
from vakgraph.gate.privacy import Secret
from vakgraph.gate.rules import Judged
from vakgraph.gate.telling import veil
from vakgraph.gate.world import World
from vakgraph.intake import Delivery
from vakgraph.intake.delivery import text
from vakgraph.namespaces import VAK
from vakgraph.turtle import Triple
from vakgraph.validation import Report
from vakgraph.validation.expected import said
from vakgraph.validation.findings import from_results
from vakgraph.validation.report import Mention
from vakgraph.validation.result import Outcome, Result
from vakgraph.validation.shape import VIOLATION
from vakgraph.validation.shapes import Shapes


@dataclass(frozen=True)
class Judgement:
    """The report on a delivery, the graph before and after it, and the things that may be there already."""

    report: Report
    before: World
    after: World
    lookalikes: tuple[Lookalike, ...] = ()


def judge(delivery: Delivery, before: World, engine: str = "bulk", language: str = "nl") -> Judgement:
    """Everything there is to say about a delivery; NothingFound where there was nothing to look at."""
    rules.check_engine(engine)
    shapes = rules.of(before.folder)
    if not delivery.triples and not delivery.faults:
        raise NothingFound(
            f"{delivery.name}: hier staat niets in; er is niets gecontroleerd.",
            f"{delivery.name}: there is nothing in here; nothing was checked.",
        )
    after = before.changed(delivery.triples)
    known_now = _known_now(before, after)
    after = before.changed(delivery.triples, known_now) if known_now else after
    checks = Checks(delivery, before, after, shapes, language)
    secrets = privacy.find(delivery)
    judged = rules.of_change(before, after, shapes, engine, not delivery.rewritten, _subjects(delivery))
    report = _report(judged, delivery, after, shapes, language)
    alike = duplicates.find(_new(delivery, before), after, language)
    own = [*checks.findings(), *checks.unseen(judged.seen), *checks.lookalikes(alike)]
    kept = Causes(delivery, after, shapes).once(report.findings, own, checks.secrets(secrets))
    answers = unasked(questions.new_answers(before, after, language, delivery), kept, _wrong(report.results))
    findings = [veil(finding, secrets) for finding in (*kept, *answers)]
    results = tuple(result for result in report.results if _speakable(result, secrets))
    report = replace(report, findings=(), subject=delivery.name, results=results)
    report = report.plus(findings, questions.count(before))
    return Judgement(report, before, after, () if secrets else tuple(alike))


def _speakable(result: Result, secrets: list[Secret]) -> bool:
    """Whether a result says nothing that must not be printed."""
    said = " ".join(map(str, (result.focus, result.value, *result.message, *result.bindings)))
    return privacy.hide(said, secrets) == said


def _known_now(before: World, after: World) -> list[Triple]:
    """That no source states something is over once a delivery states it."""
    unknown = [quad.triple for quad in before.store.quads_for_pattern(None, NamedNode(_NOT_STATED), None)]
    return [
        t for t in unknown if after.values(t.subject, text(t.object)) and not before.values(t.subject, text(t.object))
    ]


# Where no part of the graph could be left out: the change is one of classes, or of values that the store respells.
_EVERYTHING = (
    ("alle regels", "de wijziging kan alles raken"),
    ("all rules", "the change can touch everything"),
)
_NOT_STATED = VAK + "sourcesDoNotState"


def of_worlds(before: World, after: World, language: str = "nl", engine: str = "bulk") -> Report:
    """The report on a change that came from no file: what it breaks that was whole before."""
    shapes = rules.of(before.folder)
    judged = rules.of_change(before, after, shapes, engine)
    results = _only(judged.results, [r for r in judged.results if r in judged.fresh])
    report = from_results(results, shapes, _label(after, language), Nearest(after, language), language=language)
    answers = unasked(questions.new_answers(before, after, language), report.findings, _wrong(results))
    return report.plus(answers, questions.count(before))


def _wrong(results: Iterable[Result]) -> list[tuple[str, str]]:
    """The thing and the value of everything that is a violation."""
    grave = (result for result in results if result.severity == VIOLATION)
    return [(text(r.focus), "" if r.value is None else text(r.value)) for r in grave]


def _report(judged: Judged, delivery: Delivery, after: World, shapes: Shapes, language: str) -> Report:
    """The results that concern the delivery, as findings with their places."""
    concerned = _subjects(delivery)
    layers = {shape.node: shape.layer for shape in shapes.all}

    def counts(result: Result) -> bool:
        always = layers.get(result.shape, "base") == "base"
        return result in judged.fresh or (result.focus in concerned and always)

    results = _only(judged.results, [result for result in judged.results if counts(result)])
    where = Locator(delivery, after, shapes)
    report = from_results(results, shapes, _label(after, language), Nearest(after, language), where, language=language)
    found = (replace(f, also=(*f.also, *where.more.get((f.focus, f.shape), ()))) for f in report.findings)
    whole = tuple(Mention(text(node), _name(shapes, node, language), why) for node, why in judged.whole)
    if judged.everything:
        whole = (Mention("sh:Shape", *_EVERYTHING[language == "en"]),)
    looked_at = len(judged.seen & concerned)
    return replace(
        report,
        findings=tuple(found),
        focus_nodes=looked_at,
        shapes=len(shapes.targeted()),
        rules=_demands(shapes),
        whole=whole,
    )


def _name(shapes: Shapes, node: Any, language: str) -> str:
    """What a shape is called."""
    return said(shapes.by_node[node].name, language) if node in shapes.by_node else ""


def _only(outcome: Outcome, results: Iterable[Result]) -> Outcome:
    return replace(outcome, results=tuple(results))


def _demands(shapes: Shapes) -> int:
    return sum(len(shape.constraints) for shape in shapes.all if not shape.deactivated)


def _subjects(delivery: Delivery) -> set[Any]:
    """The things that the delivery speaks of."""
    return {triple.subject for triple in delivery.triples}


def _new(delivery: Delivery, before: World) -> list[str]:
    """The things that the delivery brings and the graph did not have."""
    return sorted(s.value for s in _subjects(delivery) if isinstance(s, NamedNode) and not before.knows(s))


def _label(world: World, language: str) -> Any:
    return lambda term: world.label(term, language)
