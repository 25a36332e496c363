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
    return _why(report)[report.language == "en"]


def _why(report: Report) -> tuple[str, str]:
    """That sentence in Dutch and in English."""
    if not report.checked:
        return (
            "Er is niets gecontroleerd: geen regel gaat over iets wat hier staat.",
            "Nothing was checked: no rule is about anything in here.",
        )
    faults, rest = report.count("violation"), report.count("warning") + report.count("info")
    if faults:
        secret = any(finding.secret for finding in report.findings)
        nl, en = many(faults, "fout moet", "fouten moeten"), many(faults, "fault has", "faults have")
        persons = "; daarbij zijn gegevens die naar een persoon wijzen", "; some of it points to a person"
        return (
            f"{nl} eerst worden hersteld{persons[0] if secret else ''}.",
            f"{en} to be mended first{persons[1] if secret else ''}.",
        )
    if rest:
        nl, en = (
            many(rest, "opmerking verdient", "opmerkingen verdienen"),
            many(rest, "remark deserves", "remarks deserve"),
        )
        return f"Geen fouten; {nl} een blik.", f"No faults; {en} a look."
    if report.unknown:
        terms = len(report.unknown)
        nl, en = many(terms, "term bestaat", "termen bestaan"), many(terms, "term does", "terms do")
        return f"Geen fouten; {nl} niet in de ontologie.", f"No faults; {en} not exist in the ontology."
    if report.unchecked:
        things = len(report.unchecked)
        nl, en = many(things, "ding", "dingen"), many(things, "thing", "things")
        return f"Geen fouten, maar over {nl} gaat geen enkele regel.", f"No faults, but no rule is about {en}."
    return "Er is niets gevonden dat niet klopt.", "Nothing was found to be wrong."


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
