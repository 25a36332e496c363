"""What a check found: every fault with the thing it is about, a sentence, its place and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from vakgraph.places import Place
from vakgraph.queries import StoredQuery
from vakgraph.table import UNBOUND, Cell, Table
from vakgraph.validation import verdict

Severity = Literal["violation", "warning", "info"]
ORDER: tuple[Severity, ...] = ("violation", "warning", "info")
SEVERITY_WORDS = {
    "nl": {"violation": "fout", "warning": "let op", "info": "ter informatie"},
    "en": {"violation": "fault", "warning": "warning", "info": "information"},
}
HEADINGS = {
    "nl": ("Ernst", "Waar", "Waarover", "Eigenschap", "Waarde", "Wat is er"),
    "en": ("Severity", "Where", "About", "Property", "Value", "What is wrong"),
}
HIDDEN = {"nl": "(niet getoond)", "en": "(not shown)"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: one cause, however often it stands there.

    `focus` and `path` are IRIs, `place` is `file:line:column`, sheet and cell, or what else is known; `at` is the
    same as a value, and `also` holds the other places of the same cause, `also_about` the things it is said of.
    `about` and `property_name` are the words for focus and path; `found` and `expected` for what stands there and what
    should; `besides` what else is wrong with the same value. A `secret` value is nowhere printed.
    """

    focus: str
    path: str
    value: str
    message: str
    severity: Severity
    shape: str
    place: str = ""
    expected: str = ""
    found: str = ""
    repair: str = ""
    rule: str = ""
    source: str = ""
    layer: str = "base"
    component: str = ""
    about: str = ""
    property_name: str = ""
    at: Place | None = None
    also: tuple[Place, ...] = ()
    also_about: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    secret: bool = False

    @property
    def spot(self) -> Place | None:
        """The place as a value, also where only its text is known."""
        if self.at or not self.place:
            return self.at
        match = re.fullmatch(r"(.*?)(?::([0-9]+))?(?::([0-9]+))?", self.place, re.DOTALL)
        file, line, column = match.groups() if match else (self.place, "", "")
        return Place(file, int(line or 0), int(column or 0), sort="statement")

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place of the cause, the first one first."""
        return (*((self.spot,) if self.spot else ()), *self.also)

    @property
    def times(self) -> int:
        """How often the cause was met."""
        return 1 + max(len(self.also), len(self.also_about))

    def veiled(self, language: str) -> Finding:
        """The same without the value: what belongs to a person is not passed on."""
        word = HIDDEN["en" if language == "en" else "nl"]
        texts = {name: getattr(self, name) for name in ("message", "repair", "expected")}
        clean = {name: text.replace(self.value, word) if self.value else text for name, text in texts.items()}
        return replace(self, value="", found=word, besides=(), near=(), secret=True, **clean)


@dataclass(frozen=True, slots=True)
class Mention:
    """Something beside the findings: a term that does not exist, a thing no shape looked at, a shape for pySHACL."""

    iri: str
    label: str = ""
    note: str = ""
    at: Place | None = None

    @property
    def text(self) -> str:
        """The words for it, or else its IRI."""
        return self.label or self.iri


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found, and how much was looked at.

    `rules` counts the demands of the shapes. `fallen_back` are the shapes that pySHACL judged, with the reason;
    `unchecked` the subjects that no shape looked at; `unknown` the terms of our namespace that do not exist, with
    the nearest one; `whole` the shapes for which a change meant a whole check. `results` is the SHACL report as it was.
    """

    findings: tuple[Finding, ...]
    focus_nodes: int
    shapes: int
    questions: int = 0
    rules: int = 0
    fallen_back: tuple[Mention, ...] = ()
    unchecked: tuple[Mention, ...] = ()
    unknown: tuple[Mention, ...] = ()
    whole: tuple[Mention, ...] = ()
    results: tuple[Any, ...] = ()
    language: str = "nl"
    subject: str = ""

    def __post_init__(self) -> None:
        """What one finding keeps secret, no other finding about the same value tells."""
        secret = {(f.focus, f.path) for f in self.findings if f.secret} - {("", "")}
        cells = {f.at for f in self.findings if f.secret and f.at and (f.at.cell or f.at.column or f.at.field)}
        veiled = (
            f.veiled(self.language) if f.secret or (f.focus, f.path) in secret or f.at in cells else f
            for f in self.findings
        )
        object.__setattr__(self, "findings", tuple(veiled))

    def count(self, severity: Severity) -> int:
        """How many findings of that severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def conforms(self) -> bool:
        """No fault: warnings and information do not stop a release."""
        return not self.count("violation")

    @property
    def checked(self) -> bool:
        """Was anything looked at?"""
        return bool(self.focus_nodes or self.questions)

    @property
    def grade(self) -> verdict.Grade:
        """The verdict as a word for programs: "good", "remarks" or "refused"."""
        if not self.conforms or not self.checked:
            return "refused"
        return "remarks" if self.findings or self.unknown or self.unchecked else "good"

    @property
    def verdict(self) -> str:
        """Goed, Goed met opmerkingen, or Niet opnemen."""
        return verdict.WORDS["en" if self.language == "en" else "nl"][self.grade]

    @property
    def why(self) -> str:
        """One sentence why that is the verdict."""
        return verdict.why(self)

    @property
    def looked_at(self) -> str:
        """How much was looked at, in one sentence."""
        return verdict.looked_at(self)

    @property
    def ordered(self) -> tuple[Finding, ...]:
        """The findings, what to mend first on top."""
        return tuple(sorted(self.findings, key=_order))

    @property
    def marks(self) -> list[tuple[str, str, str, str, str]]:
        """Every place of every finding as a workbook is marked with it: sheet, cell, severity, text, how to mend it."""
        return [
            (place.sheet, place.cell or f"{place.field}{place.line}", found.severity, found.message, found.repair)
            for found in self.ordered
            for place in found.places
        ]

    def plus(self, findings: Iterable[Finding], questions: int = 0) -> Report:
        """This report with what a number of check questions found."""
        together = tuple(sorted((*self.findings, *findings), key=_order))
        return replace(self, findings=together, questions=self.questions + questions)

    def say(self, language: str = "nl") -> str:
        """The verdict in one sentence."""
        return verdict.in_short(self, language)

    def table(self, language: str = "nl") -> Table:
        """The findings as a table, what to mend first on top."""
        known = SEVERITY_WORDS["en" if language == "en" else "nl"]
        rows = tuple(_row(finding, known[finding.severity]) for finding in self.ordered)
        columns = ("severity", "place", "focus", "path", "value", "message", "shape")
        heads = (*HEADINGS["en" if language == "en" else "nl"], "")
        return Table(columns, rows, heads, ("–",) * len(columns), self.say(language))


def of_question(query: StoredQuery, table: Table, problem: str, solution: str) -> list[Finding]:
    """The rows of a check question: its first column is the thing, `severity` says how grave it is."""
    said = " ".join(part for part in (problem, solution) if part) or table.title
    found = []
    for row in table:
        first, *rest = (cell for name, cell in row.items() if name != "severity")
        grave = row.get("severity", UNBOUND).value
        severity: Severity = "warning" if grave == "warning" else "info" if grave == "info" else "violation"
        value = ", ".join(cell.text for cell in rest if cell.kind != "unbound")
        found.append(Finding(first.value, "", value, said, severity, query.name))
    return found


def _row(finding: Finding, severity: str) -> tuple[Cell, ...]:
    """One finding as cells; the thing and the property as IRIs, so that labels can be laid beside them."""
    return (
        Cell("literal", severity),
        Cell("literal", finding.place) if finding.place else Cell("unbound"),
        *(_term(text) for text in (finding.focus, finding.path, finding.value)),
        Cell("literal", finding.message),
        _term(finding.shape),
    )


def _term(text: str) -> Cell:
    if not text:
        return Cell("unbound")
    return Cell("iri" if text.startswith(("http://", "https://", "urn:")) and " " not in text else "literal", text)


def _order(finding: Finding) -> tuple[Any, ...]:
    """The gravest first; of those what belongs to persons, then what mends most, then as a reader meets them."""
    spot = finding.spot
    at = spot.order if spot else ("",)
    grave = ORDER.index(finding.severity)
    return (grave, not finding.secret, -finding.times, at, finding.focus, finding.path, finding.value, finding.message)
