"""A delivery is judged in the context of the graph: what it breaks, what it misses, and what is none of its doing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import NamedNode

from vakgraph import mint
from vakgraph.errors import NothingFound
from vakgraph.gate import duplicates, privacy, questions, rules
from vakgraph.gate.checks import Checks
from vakgraph.gate.duplicates import Lookalike
from vakgraph.gate.nearest import Nearest
from vakgraph.gate.privacy import Secret
from vakgraph.gate.rules import Judged
from vakgraph.gate.telling import veil
from vakgraph.gate.world import World
from vakgraph.intake import Delivery
from vakgraph.intake.delivery import text
from vakgraph.namespaces import VAK
from vakgraph.places import Place
from vakgraph.turtle import Triple
from vakgraph.validation import Finding, Report
from vakgraph.validation.findings import from_results
from vakgraph.validation.report import Mention
from vakgraph.validation.result import Outcome, Result
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
    report = _report(judged, delivery, before, after, shapes, language)
    alike = duplicates.find(_new(delivery, before), after, language)
    answers = questions.new_answers(before, after, language, delivery)
    own = [*checks.findings(), *checks.unseen(judged.seen), *checks.lookalikes(alike), *answers]
    hidden = checks.secrets(secrets)
    kept = _said_once(report.findings, [*own, *hidden])
    findings = [veil(finding, secrets) for finding in (*kept, *own, *hidden)]
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


def _said_once(found: Sequence[Finding], own: Sequence[Finding]) -> list[Finding]:
    """What shapes found, without what the gate says better, what follows from a cell that could not be read, and
    advice that is a demand here."""
    better = {(f.focus, f.path, f.rule) for f in own if f.rule}
    clashing = {(f.focus, f.path) for f in own if f.shape == "gate:overwriting"}
    unread = {f.at for f in own if f.shape == "gate:cell" and f.severity == "violation" and f.at and _is_cell(f.at)}
    demanded = {(f.focus, f.rule) for f in found if f.layer == "delivery" and f.rule}

    def stays(f: Finding) -> bool:
        counted = f.component.endswith(_COUNTED) and (f.focus, f.path) in clashing
        advice = f.layer == "recommended" and (f.focus, f.rule) in demanded
        missing = not f.value and f.at is not None and replace(f.at, sort="value") in unread
        return not (counted or advice or missing or (f.focus, f.path, f.rule) in better)

    return [f for f in found if stays(f)]


def _is_cell(place: Place) -> bool:
    return bool(place.cell or place.field)


_NOT_STATED = VAK + "sourcesDoNotState"
_COUNTED = ("#MaxCountConstraintComponent", "#UniqueLangConstraintComponent")


def of_worlds(before: World, after: World, language: str = "nl", engine: str = "bulk") -> Report:
    """The report on a change that came from no file: what it breaks that was whole before."""
    shapes = rules.of(before.folder)
    judged = rules.of_change(before, after, shapes, engine)
    results = _only(judged.results, [r for r in judged.results if r in judged.fresh])
    report = from_results(results, shapes, _label(after, language), Nearest(after, language), language=language)
    return report.plus(questions.new_answers(before, after, language), questions.count(before))


def _report(judged: Judged, delivery: Delivery, before: World, after: World, shapes: Shapes, language: str) -> Report:
    """The results that concern the delivery, as findings with their places."""
    concerned = _subjects(delivery)
    layers = {shape.node: shape.layer for shape in shapes.all}

    def counts(result: Result) -> bool:
        always = layers.get(result.shape, "base") == "base"
        return result in judged.fresh or (result.focus in concerned and always)

    results = _only(judged.results, [result for result in judged.results if counts(result)])
    report = from_results(
        results, shapes, _label(after, language), Nearest(after, language), _where(delivery, after), language=language
    )
    whole = tuple(Mention(text(node), note=why) for node, why in judged.whole)
    looked_at = len(judged.seen & concerned)
    return replace(report, focus_nodes=looked_at, rules=_demands(shapes), whole=whole)


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


def _where(delivery: Delivery, after: World) -> Any:
    """Where a result stands in the delivery: at the thing itself, or at a part of it that the delivery speaks of."""

    def place(result: Result) -> Place | None:
        focus, value = text(result.focus), None if result.value is None else text(result.value)
        path = result.path.iri.value if result.path is not None and result.path.iri is not None else ""
        if result.value == result.focus:
            value = None
        if focus not in delivery.about:
            focus = _part(focus, delivery) or focus
        return delivery.place(focus, path, value)

    return place


def _part(focus: str, delivery: Delivery) -> str:
    """A thing of the delivery that lives with this one, or with which it lives: a consortium for its project."""
    home = mint.home(focus)
    return next((subject for subject in delivery.about if home and mint.home(subject) == home), "")
