"""One cause is told once: what follows from another fault, or says it again in other words, is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import NamedNode

from vakgraph import mint
from vakgraph.gate.world import World
from vakgraph.intake import Delivery
from vakgraph.intake.delivery import text
from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.places import Place
from vakgraph.turtle import Triple
from vakgraph.validation import Finding, scope
from vakgraph.validation.shapes import Shapes

_TYPE, _MEMBER = OUTSIDE["rdf"] + "type", OUTSIDE["org"] + "member"
# Shapes read these for their sentences only.
_NAMES = {OUTSIDE["dcterms"] + "title", OUTSIDE["rdfs"] + "label", OUTSIDE["skos"] + "prefLabel"}
_BOUNDS = ("Earliest", "Latest", "AsWritten")  # what follows from a begin, an end or a date
_TOO_MANY = ("#MaxCountConstraintComponent", "#UniqueLangConstraintComponent")
# What takes part -> what the graph derives from it.
_DERIVED = {"municipality": VAK + "hasMunicipality", "organisation": VAK + "hasKnowledgeInstitution"}
_UNFIT = ("#DatatypeConstraintComponent", "#NodeKindConstraintComponent", "#ClassConstraintComponent")


@dataclass(frozen=True, slots=True)
class Unread:
    """A value that says nothing as long as it is wrong: of which thing, with which property, and where."""

    focus: str
    path: str
    at: Place | None
    gives: str = ""  # the property that would have been derived from it


class Causes:
    """The faults of one delivery, weighed against each other."""

    def __init__(self, delivery: Delivery, after: World, shapes: Shapes) -> None:
        self.delivery, self.after, self.shapes = delivery, after, shapes

    def once(self, found: Sequence[Finding], own: Sequence[Finding], hidden: Sequence[Finding]) -> list[Finding]:
        """What the shapes `found` with what the gate says of its `own` accord and what it keeps `hidden`."""
        own = [f for f in own if not self._typed_wrong(f, own)]
        found = self._better_said(found, own)
        own, found = self._dangling_once(own, found)
        found = self._repeated([f for f in found if not self._follows(f, [*own, *found])])
        return [*(f for f in (*found, *own) if not self._hidden(f, hidden)), *hidden]

    def _hidden(self, finding: Finding, hidden: Iterable[Finding]) -> bool:
        """Whether something stands where what belongs to a person must go, or says that again."""
        spots = {_cell(f.at) for f in hidden if f.at and _exact(f.at)}
        again = (
            finding.rule
            and not finding.value
            and any((f.focus, f.rule) == (finding.focus, finding.rule) for f in hidden)
        )
        return bool(again) or (finding.at is not None and _cell(finding.at) in spots)

    # ---- said better

    def _typed_wrong(self, finding: Finding, own: Iterable[Finding]) -> bool:
        """A thing that no shape looked at because its class does not exist."""
        return finding.shape == "gate:unseen" and any(
            f.shape == "gate:term" and f.path == _TYPE and f.value in self._types(finding.focus) for f in own
        )

    def _types(self, focus: str) -> set[str]:
        return {text(t.object) for t in self.delivery.about.get(focus, ()) if t.predicate.value == _TYPE}

    def _better_said(self, found: Sequence[Finding], own: Sequence[Finding]) -> list[Finding]:
        """Without what the gate says better, what could not be read, and advice that is a demand here."""
        better: set[object] = {(f.focus, f.path, f.rule) for f in own if f.rule}
        better |= {(_cell(f.at), f.rule) for f in own if f.rule and f.at}
        terms = {f.value for f in own if f.shape == "gate:term"}
        clashing = {(f.focus, f.path) for f in own if f.shape == "gate:overwriting"}
        unread = {_cell(f.at) for f in own if f.shape == "gate:cell" and f.severity == "violation" and _in_table(f.at)}
        demanded = {(f.focus, f.rule) for f in found if f.layer == "delivery" and f.rule}

        def stays(f: Finding) -> bool:
            counted = f.component.endswith(_TOO_MANY) and (f.focus, f.path) in clashing
            advice = f.layer == "recommended" and (f.focus, f.rule) in demanded
            missing = not f.value and _cell(f.at) in unread
            return not (
                counted
                or advice
                or missing
                or f.value in terms
                or better & {(f.focus, f.path, f.rule), (_cell(f.at), f.rule)}
            )

        return [f for f in found if stays(f)]

    def _dangling_once(self, own: Sequence[Finding], found: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
        """A name that leads nowhere, once: where a shape says it, there, with the places that the shape leaves out."""
        loose = {f.value: f for f in own if f.shape == "gate:dangling"}
        told = {f.value: f for f in reversed(found) if f.value in loose and f.severity == "violation"}
        left = [f for f in own if f.shape != "gate:dangling" or f.value not in told]
        return left, [_with_places(f, loose[f.value]) if told.get(f.value) is f else f for f in found]

    # ---- what follows

    def _follows(self, finding: Finding, told: Sequence[Finding]) -> bool:
        """Whether it is wrong only because something else could not be read, or was derived from what is wrong."""
        if finding.component.endswith(_TOO_MANY) and not self._of_bounds(finding):
            return False
        if any(finding is not f and self._of_bounds(finding) == (f.focus, f.path) for f in told):
            return True
        causes = [cause for f in told if f is not finding for cause in self._unread(f)]
        return any(self._rests_on(finding, cause) for cause in causes)

    def _of_bounds(self, finding: Finding) -> tuple[str, str] | None:
        """The begin or end from which this was derived: (thing, property)."""
        base = next((finding.path.removesuffix(word) for word in _BOUNDS if finding.path.endswith(word)), "")
        said = any(t.predicate.value == finding.path for t in self.delivery.about.get(finding.focus, ()))
        return (finding.focus, base) if base and not said else None

    def _unread(self, finding: Finding) -> list[Unread]:
        """What a finding leaves unsaid: an unreadable cell, a name that leads nowhere, a value of another sort."""
        if finding.severity != "violation":
            return []
        if finding.shape == "gate:cell":
            return [Unread(finding.focus, finding.path, finding.at)]
        loose = finding.shape in ("gate:term", "gate:dangling") or finding.component.endswith(_UNFIT)
        if not finding.value or not (loose or self._leads_nowhere(finding.value)):
            return []
        uses = [t for t in self.delivery.triples if text(t.object) == finding.value]
        return [Unread(text(t.subject), t.predicate.value, None, _given(t)) for t in uses]

    def _leads_nowhere(self, value: str) -> bool:
        return mint.kind_of(value) is not None and not self.after.knows(NamedNode(value))

    def _rests_on(self, finding: Finding, cause: Unread) -> bool:
        """Whether the shape looked for what this value would have said."""
        bare = not finding.value
        near = bool(cause.focus) and _home(finding.focus) == _home(cause.focus)
        if bare and near and cause.gives and cause.gives == finding.path:
            return True
        if not cause.path or (cause.path == finding.path and not bare):
            return False
        if cause.path != finding.path and (cause.path in _NAMES or not self._reads(finding.shape, cause.path)):
            return False
        same = cause.focus == finding.focus or _same_row(finding.at, cause.at)
        return same or (bare and near and cause.path != finding.path)

    def _reads(self, shape: str, path: str) -> bool:
        return shape in self._readers.get(path, ())

    @cached_property
    def _readers(self) -> dict[str, set[str]]:
        """Property -> the shapes that look at it besides their own; a shape of many parts looks at it for those."""
        found: dict[str, set[str]] = {}
        for iri, touches in scope.planned(self.shapes).by_property.items():
            single = {text(root) for root, _ in touches if not self.shapes.by_node[root].properties}
            found.setdefault("" if iri is None else iri.value, set()).update(single)
        return found

    # ---- said twice

    def _repeated(self, found: Iterable[Finding]) -> list[Finding]:
        """Without what stands there already: the same sentence at one place, or one thing missing for two reasons."""
        kept: dict[object, Finding] = {}
        for f in found:
            key: object = (f.shape, f.at, f.message)
            if not f.value and f.path and f.rule and not f.component.endswith(_TOO_MANY):
                key = (f.focus, f.path, f.rule)
            elif f.at is None or not _exact(f.at):
                key = (f.shape, f.focus, f.path, f.value, f.message)
            kept.setdefault(key, f)
        return list(kept.values())


def unasked(answers: Iterable[Finding], told: Iterable[Finding], wrong: Iterable[tuple[str, str]]) -> list[Finding]:
    """The rows of check questions about things of which nothing was said yet, one for each question and thing.

    `wrong` are the (thing, value) of all violations; a row that names such a thing, or such a value of a thing that
    lives with its own, says it again.
    """
    pairs = [*wrong, *((f.focus, f.value) for f in told if f.severity == "violation")]
    things = {thing for thing, _ in pairs}
    values = {(_home(thing), value) for thing, value in pairs if value}
    left: dict[tuple[str, str], Finding] = {}
    for row in answers:
        cells = (row.focus, *row.value.split(", "))
        if not any(cell in things or (_home(row.focus), cell) in values for cell in cells):
            left.setdefault((row.shape, row.focus), row)
    return list(left.values())


def _given(triple: Triple) -> str:
    """What the graph derives of a project from one who takes part in it."""
    kind = mint.kind_of(text(triple.object)) if triple.predicate.value == _MEMBER else None
    return _DERIVED.get(kind.word, "") if kind else ""


def _home(iri: str) -> str:
    return mint.home(iri) or iri


def _cell(place: Place | None) -> Place | None:
    return None if place is None else replace(place, sort="value")


def _in_table(place: Place | None) -> bool:
    return place is not None and bool(place.cell or place.field)


def _exact(place: Place) -> bool:
    return _in_table(place) or bool(place.line and place.column)


def _same_row(one: Place | None, other: Place | None) -> bool:
    """Whether two cells stand in one row."""
    if one is None or other is None or not (_in_table(one) and _in_table(other)):
        return False
    return (one.file, one.sheet, one.line) == (other.file, other.sheet, other.line)


def _with_places(finding: Finding, loose: Finding) -> Finding:
    """The finding with the places of the same name that it does not have yet."""
    fresh = tuple(place for place in loose.places if place not in finding.places)
    return replace(finding, also=(*finding.also, *fresh))
