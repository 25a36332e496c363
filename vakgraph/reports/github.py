"""A report as annotations of GitHub Actions: one line a finding, shown beside the line that it is about."""

from __future__ import annotations

from vakgraph.reports.words import Paper, Said, clean
from vakgraph.validation.report import Finding, Report

LEVELS = {"violation": "error", "warning": "warning", "info": "notice"}


def github(report: Report, paper: Paper) -> bytes:
    """The findings as workflow commands, and the verdict as the last one."""
    said = Said(report)
    lines = [_line(finding, said) for finding in report.ordered]
    level = {"refused": "error", "remarks": "warning", "good": "notice"}[report.grade]
    lines.append(f"::{level} title={_property(report.verdict)}::{_data(f'{report.why} {report.looked_at}')}")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _line(finding: Finding, said: Said) -> str:
    spot = finding.spot
    about: dict[str, object] = {}
    if spot and spot.file:
        about = {"file": spot.file}
        if spot.line and not spot.sheet:
            about |= {"line": spot.line} | ({"col": spot.column} if spot.column else {})
    about["title"] = f"{said[finding.severity]}: {said.about(finding)}"
    facts = "\n".join(f"{word}: {text}" for word, text in said.facts(finding, 12))
    named = ",".join(f"{name}={_property(str(value))}" for name, value in about.items())
    told = _data(f"{clean(finding.message)}\n{facts}")
    return f"::{LEVELS[finding.severity]} {named}::{told}"


def _data(text: str) -> str:
    """A message: no line end can begin a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(clean(text)).replace(":", "%3A").replace(",", "%2C")
