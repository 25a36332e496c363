"""A report for the terminal: the verdict first, then what to mend, numbered, the most urgent on top."""

from __future__ import annotations

import textwrap

from vakgraph.reports.words import Paper, Said, clean, lists
from vakgraph.validation.report import Finding, Report

PLACES = 12  # so many places of one cause by name
SHOWN = 20  # so many lines of a list beside the findings


def text(report: Report, paper: Paper) -> bytes:
    """The report as lines of text."""
    said = Said(report)
    lines = [clean(f"{report.verdict}: {report.why}"), clean(report.looked_at)]
    if report.subject:
        lines.insert(0, clean(report.subject))
    width = max(40, min(paper.width, 110))
    digits = len(str(len(report.findings)))
    for number, finding in enumerate(report.ordered, 1):
        lines += ["", *_finding(f"{number:>{digits}}", finding, said, width)]
    for name, mentions in lists(report):
        lines += ["", f"{said[name]} ({len(mentions)})"]
        for mention in mentions[:SHOWN]:
            lines += _wrapped("  - ", said.mention(mention), width)
        lines += [f"  {said['more'].format(len(mentions) - SHOWN)}"] if len(mentions) > SHOWN else []
    return ("\n".join(lines) + "\n").encode()


def _finding(number: str, finding: Finding, said: Said, width: int) -> list[str]:
    """One finding: its sentence, and its facts in two columns."""
    lines = _wrapped(f"{number}. {said[finding.severity]}: ", clean(finding.message), width, len(number) + 2)
    facts = said.facts(finding, PLACES)
    column = max(len(word) for word, _ in facts) + 2
    margin = " " * (len(number) + 2)
    for word, fact in facts:
        lines += _wrapped(margin + word.ljust(column), fact, width)
    return lines


def _wrapped(head: str, text: str, width: int, margin: int | None = None) -> list[str]:
    """The text behind its head, further lines under its begin; addresses are never cut."""
    below = " " * (len(head) if margin is None else margin)
    return textwrap.wrap(
        text, width, initial_indent=head, subsequent_indent=below, break_long_words=False, break_on_hyphens=False
    ) or [head.rstrip()]
