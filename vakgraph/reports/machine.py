"""A report as JSON, of a shape that does not change within a version.

{"format": "vakgraph-report", "version": 1, "language", "subject", "conforms",
 "verdict": {"grade": "good"|"remarks"|"refused", "text", "why"},
 "checked": {"things", "shapes", "rules", "questions", "text"}, "count": {"violation", "warning", "info"},
 "findings": [{"number", "severity", "message", "about": {"iri", "label"}, "property": {"iri", "label"}, "value",
               "found", "expected", "repair", "near": [text], "rule", "source", "layer", "shape", "component",
               "places": [{"text", "file", "line", "column", "sheet", "cell", "field", "path", "sort"}],
               "also_about": [text], "besides": [text], "times", "secret"}],
 "unknown"|"unchecked"|"fallen_back"|"whole": [{"iri", "label", "note", "place"}]}

What is not known is left out of a place and is "" elsewhere. Findings are in the order in which to mend them.
"""

from __future__ import annotations

import json as standard
from typing import Any

from vakgraph.places import Place
from vakgraph.reports.words import LISTS, Paper
from vakgraph.validation.report import ORDER, Finding, Mention, Report


def json(report: Report, paper: Paper) -> bytes:
    """The report as a JSON document."""
    return (standard.dumps(document(report), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def document(report: Report) -> dict[str, Any]:
    """The report as values that JSON can hold."""
    checked = {"things": report.focus_nodes, "shapes": report.shapes, "rules": report.rules}
    return {
        "format": "vakgraph-report",
        "version": 1,
        "language": report.language,
        "subject": report.subject,
        "conforms": report.conforms,
        "verdict": {"grade": report.grade, "text": report.verdict, "why": report.why},
        "checked": {**checked, "questions": report.questions, "text": report.looked_at},
        "count": {severity: report.count(severity) for severity in ORDER},
        "findings": [_finding(at, finding, report.language) for at, finding in enumerate(report.ordered, 1)],
        **{name: [_mention(mention, report.language) for mention in getattr(report, name)] for name in LISTS},
    }


def _finding(number: int, finding: Finding, language: str) -> dict[str, Any]:
    same = ("severity", "message", "value", "found", "expected", "repair", "rule", "source", "layer", "shape")
    return {
        "number": number,
        **{name: getattr(finding, name) for name in same},
        "component": finding.component,
        "about": {"iri": finding.focus, "label": finding.about},
        "property": {"iri": finding.path, "label": finding.property_name},
        "near": list(finding.near),
        "places": [place(each, language) for each in finding.places],
        "also_about": list(finding.also_about),
        "besides": list(finding.besides),
        "times": finding.times,
        "secret": finding.secret,
    }


def place(where: Place, language: str) -> dict[str, Any]:
    """A place, without what is not known of it."""
    parts = ("file", "line", "column", "sheet", "cell", "field", "path", "sort")
    known = {name: getattr(where, name) for name in parts if getattr(where, name)}
    return {"text": where.say(language), **known}


def _mention(mention: Mention, language: str) -> dict[str, Any]:
    where = place(mention.at, language) if mention.at else None
    return {"iri": mention.iri, "label": mention.label, "note": mention.note, "place": where}
