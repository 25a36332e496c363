"""Results become findings: one cause is one finding, with its places, its words and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph.places import Place
from vakgraph.validation import expected
from vakgraph.validation.expected import Label
from vakgraph.validation.paths import SH, Path, Term
from vakgraph.validation.report import ORDER, Finding, Mention, Report, Severity
from vakgraph.validation.result import Outcome, Result
from vakgraph.validation.shape import Shape, Shapes

T = TypeVar("T")
K = TypeVar("K")
Near = Callable[[Result, Shape | None], Sequence[str]]
Where = Callable[[Result], Place | None]
Spelled = Callable[[Result], str | None]

SEVERITIES: dict[str, Severity] = {SH + "Violation": "violation", SH + "Warning": "warning", SH + "Info": "info"}
# Of two demands that one value breaks, the one that says most comes first.
TELLING = ("Datatype", "NodeKind", "Class", "In", "Pattern")
# Demands on a thing's own name; of any other demand on a thing as a whole its name is no news.
OF_NAMES = ("Pattern", "NodeKind", "MinLength", "MaxLength", "In")
COUNTED = ("MinCount", "MaxCount", "QualifiedMinCount", "QualifiedMaxCount")
ADDRESS = re.compile(r"""(?:https?://|urn:)[^\s"'<>{}|\\^`“”]*[^\s"'<>{}|\\^`“”.,;:!?)]""")
NOTHING = {"nl": "niets", "en": "nothing"}
# A rule quotes its source between brackets; where the data has none, it says so with a dash.
NO_SOURCE = re.compile(r" ?\((?:bron|source): [-–]\)")
SAID = {"nl": "Dit klopt niet met de regel.", "en": "This does not keep to the rule."}


def from_results(
    results: Sequence[Result],
    shapes: Shapes,
    label: Label,
    near: Near | None = None,
    place: Where | None = None,
    *,
    language: str = "nl",
    spelled: Spelled | None = None,
) -> Report:
    """The report of a run. `near` gives the nearest candidates in words, `place` where a result stands, `spelled` how
    its value was written where the engine rewrote it."""
    words = _Words(shapes, label, near, spelled, language)
    things = _by(results, words.thing).values()
    single = [words.finding(same, place(same[0]) if place else None) for same in things]
    merged = [_one_cause(same) for same in _by(single, _cause).values()]
    made = tuple(shape for shape in shapes.all if not shape.deactivated)
    report = Report(
        tuple(merged),
        focus_nodes=len({r.focus for r in results}),
        shapes=len(shapes.targeted()),
        rules=sum(expected.name(demand.component) != "Property" for shape in made for demand in shape.constraints),
        results=tuple(results),
        language=language,
    )
    if isinstance(results, Outcome):
        fallen = tuple(Mention(_iri(s.node), words.shape(s), why) for s, why in results.fallen_back)
        report = replace(report, focus_nodes=results.focus_nodes, shapes=results.shapes, fallen_back=fallen)
    return replace(report, findings=report.ordered)


class _Words:
    """What the findings are written with: the shapes, the labels and the language."""

    def __init__(self, shapes: Shapes, label: Label, near: Near | None, spelled: Spelled | None, language: str) -> None:
        self.shapes, self.near, self.spelled, self.language = shapes, near, spelled, language
        self._label = label

    def label(self, term: Term) -> str:
        return self._label(term) or str(term.value)

    def shape(self, shape: Shape) -> str:
        return expected.said(shape.name, self.language) or self.label(shape.node)

    def path(self, path: Path | None, shape: Shape | None) -> str:
        """The words for a property: as its shape calls it, or else its label, step by step."""
        if path is None:
            return ""
        called = expected.said(shape.name, self.language) if shape and shape.path == path else ""
        return called or self._steps(path)

    def _steps(self, path: Path) -> str:
        if path.iri is not None:
            return self.label(path.iri)
        joined = (" > " if path.kind == "sequence" else " | ").join(self._steps(part) for part in path.parts)
        return (
            f"({joined}, {'reversed' if self.language == 'en' else 'omgekeerd'})" if path.kind == "inverse" else joined
        )

    def thing(self, result: Result) -> tuple[object, ...]:
        """What is wrong in one place: thing, property and value; without a value also who says so."""
        what = expected.name(result.component)
        if result.value is not None and result.value != result.focus:
            return (result.focus, result.path, result.value)
        if result.path is not None and result.value is None and what in COUNTED:
            return (result.focus, result.path, "count")
        said = tuple(text.value for text in result.message) if what == "SPARQL" else ()
        return (result.focus, result.path, result.shape, said)

    def finding(self, results: Sequence[Result], at: Place | None) -> Finding:
        """Results about one value as one finding, the gravest in the lead."""
        lead, *rest = sorted(results, key=_weight)
        shape = self.shapes.by_node.get(lead.shape)
        near = tuple(self.near(lead, shape)) if self.near else ()
        message = self._message(lead)
        wanted = expected.expected(lead.component, shape, self.label, self.language)
        value = "" if lead.value is None or lead.value == lead.focus else _iri(lead.value)
        path = spoken_of(lead, shape, self.shapes)
        return Finding(
            focus=_iri(lead.focus),
            path=_path(path),
            value=value,
            message=message,
            severity=_severity(lead),
            shape=_iri(lead.shape),
            place=at.say(self.language) if at else "",
            expected=wanted,
            found=self._found(lead, shape),
            repair=expected.repair(lead.component, shape, near, wanted, self.language),
            rule=shape.rule if shape else "",
            source=shape.source if shape else "",
            layer=shape.layer if shape else "base",
            component=lead.component.value,
            about=self.label(lead.focus),
            property_name=self.path(path, shape),
            at=at,
            besides=tuple(dict.fromkeys(said for r in rest if (said := self._message(r)) != message)),
            near=near,
        )

    def _message(self, result: Result) -> str:
        texts = result.message
        if not texts and result.shape in self.shapes.by_node:
            texts = self.shapes.by_node[result.shape].messages
        told = expected.said(texts, self.language) or SAID[self.language if self.language in SAID else "nl"]
        return ADDRESS.sub(self._named, NO_SOURCE.sub("", told))

    def _named(self, match: re.Match[str]) -> str:
        """The words for an IRI that a rule put into its sentence; the IRI where there are none."""
        try:
            return self._label(NamedNode(match[0])) or match[0]
        except ValueError:
            return match[0]

    def _found(self, result: Result, shape: Shape | None) -> str:
        what, value = expected.name(result.component), result.value
        if value is None:
            return NOTHING[self.language if self.language in NOTHING else "nl"] if what == "MinCount" else ""
        if value == result.focus:
            return str(value.value) if what in OF_NAMES else ""
        text = (self.spelled(result) if self.spelled else None) or self.label(value)
        extra = expected.shown_datatype(value, shape, self.language) if isinstance(value, Literal) else ""
        return f"{text} ({extra})" if extra and what == "Datatype" else text


def spoken_of(result: Result, shape: Shape | None, shapes: Shapes) -> Path | None:
    """The property that a result is about; of a thing that must have one of several, the first of these."""
    if result.path is not None or shape is None or result.value not in (None, result.focus):
        return result.path
    choices = (c for c in shape.constraints if expected.name(c.component) in ("Or", "Xone", "And"))
    inner = (shapes.by_node[item] for c in choices for item in c.items if item in shapes.by_node)
    return next((part.path for part in inner if part.path is not None), None)


def _one_cause(findings: Sequence[Finding]) -> Finding:
    """The same wrong value in several places, said once, with the places."""
    if len(findings) == 1:
        return findings[0]
    lead, *rest = sorted(findings, key=lambda f: (ORDER.index(f.severity), f.spot.order if f.spot else ("",), f.focus))
    return replace(
        lead,
        also=tuple(spot for f in rest for spot in f.places),
        also_about=tuple(f.about for f in rest),
        besides=tuple(dict.fromkeys(text for f in findings for text in f.besides)),
    )


def _cause(finding: Finding) -> tuple[object, ...]:
    """What one wrong value shares wherever it is used: the value itself, and what is said of it but for names and days.

    Where a question compares a plain value with others (an end before its begin), each thing is a cause of its own.
    """
    named = finding.value.startswith(("http://", "https://", "urn:"))
    asked = finding.component.endswith("#SPARQLConstraintComponent")
    if not finding.value or finding.value.startswith("_:") or (asked and not named):
        return (finding.focus, finding.path, finding.value, finding.shape, finding.message)
    said = finding.message.replace(finding.about, "*") if finding.about else finding.message
    return ("", finding.path, finding.value, finding.shape, re.sub(r"\d{4}-\d\d-\d\d", "*", said))


def _by(things: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """The things that share a key, in the order of the first."""
    found: dict[K, list[T]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return found


def _weight(result: Result) -> tuple[int, int, str]:
    what = expected.name(result.component)
    return (
        ORDER.index(_severity(result)),
        TELLING.index(what) if what in TELLING else len(TELLING),
        _iri(result.shape),
    )


def _severity(result: Result) -> Severity:
    """A severity of somebody's own counts as a violation."""
    return SEVERITIES.get(result.severity.value, "violation")


def _path(path: Path | None) -> str:
    return "" if path is None else path.iri.value if isinstance(path.iri, NamedNode) else path.sparql()


def _iri(term: Term) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(term.value)
