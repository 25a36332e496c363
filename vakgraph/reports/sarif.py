"""A report as SARIF 2.1.0, for code hosts and editors."""

from __future__ import annotations

import hashlib
import json as standard
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from vakgraph.namespaces import BASE
from vakgraph.places import Place
from vakgraph.render.people import short
from vakgraph.reports.words import LISTS, Paper, Said, clean
from vakgraph.validation.report import Finding, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
LANGUAGES = {"nl": "nl-NL", "en": "en-US"}


def sarif(report: Report, paper: Paper) -> bytes:
    """The report as a SARIF log of one run."""
    rules = _rules(report)
    order = {rule["id"]: at for at, rule in enumerate(rules)}
    driver = {"name": "vakgraph", "informationUri": BASE, "rules": rules}
    if paper.version:
        driver["version"] = paper.version
    run = {
        "tool": {"driver": driver},
        "language": LANGUAGES.get(report.language, "nl-NL"),
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": [_result(finding, order, Said(report)) for finding in report.ordered],
        "properties": {"verdict": report.grade, "things": report.focus_nodes, "rules": report.rules},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (standard.dumps(log, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _invocation(report: Report) -> dict[str, Any]:
    """That it ran, and what is told beside the findings."""
    said = Said(report)
    told = [f"{said[name]}: {said.mention(m)}" for name in LISTS for m in getattr(report, name)]
    notes = [{"level": "note", "message": {"text": text}} for text in (f"{report.verdict}: {report.why}", *told)]
    return {"executionSuccessful": report.checked, "toolExecutionNotifications": notes}


def _rules(report: Report) -> list[dict[str, Any]]:
    """Every rule that was broken, once, in the order of its name."""
    said, known = Said(report), dict[str, dict[str, Any]]()
    for finding in report.ordered:
        rule: dict[str, Any] = {
            "id": _id(finding),
            "shortDescription": {"text": clean(finding.expected or finding.property_name or finding.message) or "-"},
            "help": {"text": clean(finding.repair) or clean(finding.message) or "-"},
            "defaultConfiguration": {"level": LEVELS[finding.severity]},
            "properties": {
                "rule": clean(finding.rule),
                "source": clean(finding.source),
                "layer": said.words.get(finding.layer, ""),
            },
        }
        known.setdefault(rule["id"], rule)
    return [known[name] for name in sorted(known)]


def _id(finding: Finding) -> str:
    """The name of the shape; a shape without a name is known by the rule or what it demands."""
    if finding.shape and not finding.shape.startswith("_:"):
        return clean(short(finding.shape))
    return clean(finding.rule) or finding.component.rpartition("#")[2] or "vakgraph"


def _result(finding: Finding, order: dict[str, int], said: Said) -> dict[str, Any]:
    facts = ". ".join(f"{word}: {text}" for word, text in said.facts(finding)[1:] if word != said["also"])
    result: dict[str, Any] = {
        "ruleId": _id(finding),
        "ruleIndex": order[_id(finding)],
        "level": LEVELS[finding.severity],
        "message": {"text": f"{clean(finding.message)} {facts}.".strip()},
        "partialFingerprints": {"vakgraph/v1": _fingerprint(finding)},
    }
    locations = [location(place, said.language) for place in finding.places]
    return result | ({"locations": locations} if locations else {})


def _fingerprint(finding: Finding) -> str:
    """The same for the same fault, wherever it stands; nothing can be read from it."""
    told = (finding.shape, finding.focus, finding.path, finding.value)
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "replace")).hexdigest()[:32]


def location(place: Place, language: str) -> dict[str, Any]:
    """A place: file, line and column; a cell or a JSON path as a logical location."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": address(place.file)}}
    if place.line and not place.sheet:
        physical["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    logical: list[dict[str, str]] = []
    if place.sheet:
        name = place.cell or str(place.line or place.sheet)
        logical = [{"name": name, "fullyQualifiedName": f"{place.sheet}!{name}", "kind": "cell"}]
    elif place.field:
        logical = [{"name": place.field, "fullyQualifiedName": f"{place.field}!{place.line}", "kind": "cell"}]
    elif place.path:
        logical = [{"fullyQualifiedName": place.path, "kind": "value"}]
    said = {"message": {"text": place.say(language)}} if place.file else {}
    found = ({"physicalLocation": physical} if place.file else {}) | said
    return found | ({"logicalLocations": logical} if logical else {})


def address(file: str) -> str:
    """A file as a reference: relative as it is, else with file:."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(file.replace("\\", "/"), safe="/~")
