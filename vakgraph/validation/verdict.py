"""The verdict of a report in words: what it is, why, and how much was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from vakgraph.validation.report import Report

Grade = Literal["good", "remarks", "refused"]
WORDS: dict[str, dict[Grade, str]] = {
    "nl": {"good": "Goed", "remarks": "Goed met opmerkingen", "refused": "Niet opnemen"},
    "en": {"good": "Good", "remarks": "Good with remarks", "refused": "Do not take in"},
}


def why(report: Report) -> str:
    """One sentence why that is the verdict."""
    return _why_en(report) if report.language == "en" else _why_nl(report)


def _why_nl(report: Report) -> str:
    if not report.checked:
        return "Er is niets gecontroleerd: geen regel gaat over iets wat hier staat."
    faults, rest = report.count("violation"), report.count("warning") + report.count("info")
    secret = sum(finding.secret for finding in report.findings)
    if faults:
        persons = "; daarbij zijn gegevens die naar een persoon wijzen" if secret else ""
        return f"{many(faults, 'fout moet', 'fouten moeten')} eerst worden hersteld{persons}."
    if rest:
        return f"Geen fouten; {many(rest, 'opmerking verdient', 'opmerkingen verdienen')} een blik."
    if report.unknown:
        return f"Geen fouten; {many(len(report.unknown), 'term bestaat', 'termen bestaan')} niet in de ontologie."
    if report.unchecked:
        return f"Geen fouten, maar over {many(len(report.unchecked), 'ding', 'dingen')} gaat geen enkele regel."
    return "Er is niets gevonden dat niet klopt."


def _why_en(report: Report) -> str:
    if not report.checked:
        return "Nothing was checked: no rule is about anything in here."
    faults, rest = report.count("violation"), report.count("warning") + report.count("info")
    secret = sum(finding.secret for finding in report.findings)
    if faults:
        persons = "; some of it points to a person" if secret else ""
        return f"{many(faults, 'fault has', 'faults have')} to be mended first{persons}."
    if rest:
        return f"No faults; {many(rest, 'remark deserves', 'remarks deserve')} a look."
    if report.unknown:
        return f"No faults; {many(len(report.unknown), 'term does', 'terms do')} not exist in the ontology."
    if report.unchecked:
        return f"No faults, but no rule is about {many(len(report.unchecked), 'thing', 'things')}."
    return "Nothing was found to be wrong."


def looked_at(report: Report) -> str:
    """How many things and rules were checked."""
    english = report.language == "en"
    things = many(report.focus_nodes, *(("thing", "things") if english else ("ding", "dingen")))
    rules = many(report.rules or report.shapes, *(("rule", "rules") if english else ("regel", "regels")))
    asked = many(report.questions, *(("question", "questions") if english else ("controlevraag", "controlevragen")))
    parts = [things, rules, *([asked] if report.questions else [])]
    together = ", ".join(parts[:-1]) + (" and " if english else " en ") + parts[-1]
    verb = "were" if english else "zijn"
    return f"{together} {verb} checked." if english else f"Er {verb} {together} gecontroleerd."


def in_short(report: Report, language: str) -> str:
    """The verdict of a check of the graph, with what was looked at, in one sentence."""
    return _short_en(report) if language == "en" else _short_nl(report)


def _short_nl(report: Report) -> str:
    faults, warnings = report.count("violation"), report.count("warning")
    seen = f"{many(report.shapes, 'vormregel', 'vormregels')} op {many(report.focus_nodes, 'ding', 'dingen')}"
    seen += f" en {many(report.questions, 'controlevraag', 'controlevragen')}" if report.questions else ""
    if faults:
        return f"Niet goed: {many(faults, 'fout', 'fouten')} ({seen})."
    extra = f", met {many(warnings, 'opmerking', 'opmerkingen')}" if warnings else ""
    return f"Goed: geen fouten{extra} ({seen})."


def _short_en(report: Report) -> str:
    faults, warnings = report.count("violation"), report.count("warning")
    seen = f"{many(report.shapes, 'shape', 'shapes')} on {many(report.focus_nodes, 'thing', 'things')}"
    seen += f" and {many(report.questions, 'check question', 'check questions')}" if report.questions else ""
    if faults:
        return f"Not good: {many(faults, 'fault', 'faults')} ({seen})."
    extra = f", with {many(warnings, 'warning', 'warnings')}" if warnings else ""
    return f"Good: no faults{extra} ({seen})."


def many(number: int, one: str, more: str) -> str:
    """The number with its noun."""
    return f"{number} {one if number == 1 else more}"
