"""A report as one HTML page: no scripts, nothing from elsewhere, read aloud and printed well."""

from __future__ import annotations

from collections import Counter
from html import escape

from vakgraph.reports.style import CSS
from vakgraph.reports.words import Paper, Said, clean, lists
from vakgraph.validation.report import ORDER, Finding, Report

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(report: Report, paper: Paper) -> bytes:
    """The page. Every text of the data goes through `_text`."""
    said = Said(report)
    title = " – ".join(part for part in (report.verdict, report.subject, said["report"]) if part)
    body = [_head(report, said), _findings(report, said), _files(report, said), *_beside(report, said)]
    made = f"{said['by'].rstrip('.')} {paper.version}." if paper.version else said["by"]
    page = (
        f'<!DOCTYPE html>\n<html lang="{said.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{CSS}</style>\n</head>\n"
        f'<body class="{report.grade}">\n<main>\n{"".join(body)}'
        f"<footer><p>{_text(made)}</p></footer>\n</main>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


def _text(text: str) -> str:
    return escape(clean(text), quote=True)


def _head(report: Report, said: Said) -> str:
    """The verdict, why, and the numbers."""
    subject = f'<p class="subject">{_text(said["report"])}: {_text(report.subject)}</p>\n' if report.subject else ""
    faults = report.count("violation")
    numbers = [(said["faults"], faults), (said["remarks"], len(report.findings) - faults)]
    numbers += [(said["things"], report.focus_nodes), (said["rules"], report.rules or report.shapes)]
    numbers += [(said["questions"], report.questions)] if report.questions else []
    each = "".join(f"<div><dt>{_text(word)}</dt><dd>{number}</dd></div>" for word, number in numbers)
    return (
        f'<header>\n{subject}<h1>{_text(report.verdict)}</h1>\n<p class="why">{_text(report.why)}</p>\n'
        f'<dl class="numbers">{each}</dl>\n<p class="small">{_text(report.looked_at)}</p>\n</header>\n'
    )


def _findings(report: Report, said: Said) -> str:
    """What to mend, in the order in which to do it."""
    if not report.findings:
        return f"<p>{_text(said['nothing'])}</p>\n"
    each = "".join(_finding(at, finding, said) for at, finding in enumerate(report.ordered, 1))
    return _section("mend", said["to_mend"], f'<ol class="findings">\n{each}</ol>\n')


def _section(name: str, heading: str, body: str) -> str:
    return f'<section aria-labelledby="{name}">\n<h2 id="{name}">{_text(heading)}</h2>\n{body}</section>\n'


def _finding(number: int, finding: Finding, said: Said) -> str:
    marks = {said["repair"]: ' class="mend"'}
    facts = "".join(
        f"<dt>{_text(word)}</dt><dd{marks.get(word, '')}>{_text(text)}</dd>\n" for word, text in said.facts(finding)
    )
    return (
        f'<li class="finding {finding.severity}" id="f{number}">\n<span class="no" aria-hidden="true">{number}</span>\n'
        f'<div>\n<span class="grave">{_text(said[finding.severity])}</span>\n<h3>{_text(finding.message)}</h3>\n'
        f'<dl class="facts">\n{facts}</dl>\n</div>\n</li>\n'
    )


def _files(report: Report, said: Said) -> str:
    """How much stands where, when there is more than one file or sheet."""
    homes: dict[str, Counter[str]] = {}
    for finding in report.ordered:
        for place in finding.places:
            home = place.file + (f", {said['sheet'].lower()} {place.sheet}" if place.sheet else "")
            homes.setdefault(home, Counter())[finding.severity] += 1
    if len(homes) < 2:
        return ""
    heads = "".join(f'<th scope="col" class="n">{_text(said[severity])}</th>' for severity in ORDER)
    rows = "".join(
        f'<tr><th scope="row">{_text(home)}</th>'
        + "".join(f'<td class="n">{count[severity]}</td>' for severity in ORDER)
        + "</tr>\n"
        for home, count in sorted(homes.items())
    )
    head = f'<thead><tr><th scope="col">{_text(said["file"])}</th>{heads}</tr></thead>'
    return _section("where", said["per_file"], f"<table>\n{head}\n<tbody>\n{rows}</tbody>\n</table>\n")


def _beside(report: Report, said: Said) -> list[str]:
    """What is told beside the findings."""
    return [
        _section(name, said[name], f"<ul>\n{''.join(_item(said.mention(mention)) for mention in mentions)}</ul>\n")
        for name, mentions in lists(report)
    ]


def _item(text: str) -> str:
    return f"<li>{_text(text)}</li>\n"
