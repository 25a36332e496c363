"""A `Report` becomes something to read, to send, or to feed to a program.

text    people: the terminal, what to mend first on top, numbered
html    people: one page that works offline, prints on A4, and is read aloud well
xlsx    people: one sheet "Te herstellen", one table
csv     programs and people: RFC 4180, the columns of the workbook, no formulas
json    programs: see `machine`
sarif   code hosts and editors: SARIF 2.1.0
github  GitHub Actions: one annotation a finding
ttl     SHACL: the sh:ValidationReport of the W3C, every result, in a fixed order
"""

from __future__ import annotations

from collections.abc import Callable

from vakgraph.reports import github, machine, page, sarif, shacl, spreadsheet, text
from vakgraph.reports.words import Paper
from vakgraph.validation.report import Report

__all__ = ["REPORTS", "SUFFIXES", "Paper", "write"]

REPORTS: dict[str, Callable[[Report, Paper], bytes]] = {
    "text": text.text,
    "html": page.html,
    "xlsx": spreadsheet.xlsx,
    "csv": spreadsheet.csv,
    "json": machine.json,
    "sarif": sarif.sarif,
    "github": github.github,
    "ttl": shacl.ttl,
}

# The format that a file name asks for by its ending.
SUFFIXES = {
    ".txt": "text", ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".csv": "csv", ".json": "json",
    ".sarif": "sarif", ".ttl": "ttl",
}  # fmt: skip


def write(report: Report, form: str = "text", paper: Paper | None = None) -> bytes:
    """The report in the format `form` (a key of `REPORTS`)."""
    return REPORTS[form](report, paper or Paper())
