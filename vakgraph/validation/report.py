"""What a check found: every fault with the thing it is about, a sentence, and the file and line of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from vakgraph.queries import StoredQuery
from vakgraph.table import UNBOUND, Cell, Table

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


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. `focus` and `path` are IRIs, `place` is `file:line` as far as known."""

    focus: str
    path: str
    value: str
    message: str
    severity: Severity
    shape: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found, and how much was looked at."""

    findings: tuple[Finding, ...]
    focus_nodes: int
    shapes: int
    questions: int = 0

    def count(self, severity: Severity) -> int:
        """How many findings of that severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def conforms(self) -> bool:
        """No fault: warnings and information do not stop a release."""
        return not self.count("violation")

    def plus(self, findings: Iterable[Finding], questions: int = 0) -> Report:
        """This report with what a number of check questions found."""
        return Report(
            tuple(sorted((*self.findings, *findings), key=_order)),
            self.focus_nodes,
            self.shapes,
            self.questions + questions,
        )

    def say(self, language: str = "nl") -> str:
        """The verdict in one sentence."""
        return (_say_en if language == "en" else _say_nl)(self)

    def table(self, language: str = "nl") -> Table:
        """The findings as a table, the gravest first."""
        known = SEVERITY_WORDS["en" if language == "en" else "nl"]
        rows = tuple(_row(finding, known[finding.severity]) for finding in sorted(self.findings, key=_order))
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


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    return (ORDER.index(finding.severity), finding.place, finding.focus, finding.path, finding.value)


def _say_nl(report: Report) -> str:
    faults, warnings = report.count("violation"), report.count("warning")
    seen = f"{_many(report.shapes, 'vormregel', 'vormregels')} op {_many(report.focus_nodes, 'ding', 'dingen')}"
    seen += f" en {_many(report.questions, 'controlevraag', 'controlevragen')}" if report.questions else ""
    if faults:
        return f"Niet goed: {_many(faults, 'fout', 'fouten')} ({seen})."
    extra = f", met {_many(warnings, 'opmerking', 'opmerkingen')}" if warnings else ""
    return f"Goed: geen fouten{extra} ({seen})."


def _say_en(report: Report) -> str:
    faults, warnings = report.count("violation"), report.count("warning")
    seen = f"{_many(report.shapes, 'shape', 'shapes')} on {_many(report.focus_nodes, 'thing', 'things')}"
    seen += f" and {_many(report.questions, 'check question', 'check questions')}" if report.questions else ""
    if faults:
        return f"Not good: {_many(faults, 'fault', 'faults')} ({seen})."
    extra = f", with {_many(warnings, 'warning', 'warnings')}" if warnings else ""
    return f"Good: no faults{extra} ({seen})."


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
