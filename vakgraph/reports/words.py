"""The words around a finding, the same on every kind of paper; every text is made harmless here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vakgraph.places import Place
from vakgraph.render.people import one_line, short
from vakgraph.validation.report import Finding, Mention, Report

WORDS = {
    "nl": {
        "violation": "Fout", "warning": "Let op", "info": "Ter informatie", "where": "Waar", "about": "Waarover",
        "what": "Wat is er", "found": "Gevonden", "expected": "Verwacht", "repair": "Herstel", "rule": "Regel",
        "source": "Bron", "besides": "Ook", "to_mend": "Te herstellen", "nothing": "Er is niets te herstellen.",
        "unknown": "Termen die niet bestaan", "unchecked": "Hier keek geen enkele regel naar",
        "fallen_back": "Door pySHACL beoordeeld", "whole": "Geheel opnieuw gecontroleerd", "number": "Nr",
        "severity": "Ernst", "file": "Bestand", "line": "Regelnummer", "column": "Positie", "sheet": "Blad",
        "cell": "Cel", "field": "Kolom", "property": "Eigenschap", "times": "Aantal keer", "also": "Ook op",
        "things": "Dingen", "rules": "Regels", "questions": "Controlevragen", "checked": "Gecontroleerd",
        "report": "Controleverslag", "and": "en", "more": "en nog {}", "on_line": "regel", "layer": "Soort regel",
        "base": "altijd geldig", "delivery": "voor een nieuwe levering", "recommended": "aanbevolen",
        "twice": "komt {} keer voor", "by": "Gemaakt met vakgraph.",
        "faults": "Fouten", "remarks": "Opmerkingen", "per_file": "Per bestand", "path": "Pad",
    },
    "en": {
        "violation": "Fault", "warning": "Warning", "info": "Information", "where": "Where", "about": "About",
        "what": "What is wrong", "found": "Found", "expected": "Expected", "repair": "To mend", "rule": "Rule",
        "source": "Source", "besides": "Also", "to_mend": "To mend", "nothing": "There is nothing to mend.",
        "unknown": "Terms that do not exist", "unchecked": "No rule looked at these",
        "fallen_back": "Judged by pySHACL", "whole": "Checked as a whole again", "number": "No.",
        "severity": "Severity", "file": "File", "line": "Line", "column": "Position", "sheet": "Sheet",
        "cell": "Cell", "field": "Column", "property": "Property", "times": "Times", "also": "Also at",
        "things": "Things", "rules": "Rules", "questions": "Check questions", "checked": "Checked",
        "report": "Validation report", "and": "and", "more": "and {} more", "on_line": "line", "layer": "Kind of rule",
        "base": "always holds", "delivery": "for a new delivery", "recommended": "recommended",
        "twice": "{} times", "by": "Made with vakgraph.",
        "faults": "Faults", "remarks": "Remarks", "per_file": "By file", "path": "Path",
    },
}  # fmt: skip
LISTS = ("unknown", "unchecked", "fallen_back", "whole")
# The marks that change the direction of writing are not all control characters.
_TURNS = re.compile("[\u061c\u200e\u200f]")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a report is written on: how wide, and of which version the tool is."""

    width: int = 100
    version: str = ""


class Said:
    """The words of one report in its language."""

    def __init__(self, report: Report) -> None:
        self.language = "en" if report.language == "en" else "nl"
        self.words = WORDS[self.language]

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def where(self, finding: Finding) -> str:
        """The place with what stands there; "" where nothing is known of it."""
        spot = finding.at
        note = spot.note(self.language) if spot and not (spot.cell or spot.field) else ""  # a cell says it all
        place = spot.say(self.language) if spot else finding.place
        return clean(f"{place} ({note})" if place and note else place)

    def also(self, finding: Finding, most: int | None = None) -> str:
        """The other places of the same cause, those of one file together; at most `most` of them by name."""
        groups: dict[str, list[str]] = {}
        for place in finding.also[:most]:
            home, spot = self._parts(place)
            groups.setdefault(home, []).append(spot)
        text = "; ".join(self._group(home, [spot for spot in spots if spot]) for home, spots in groups.items())
        left = finding.times - 1 - len(finding.also[:most])
        parts = [clean(text), self["more"].format(left) if left > 0 and text else ""]
        return " ".join(part for part in parts if part)

    def _parts(self, place: Place) -> tuple[str, str]:
        if place.sheet:
            return (f"{place.file}, {self['sheet'].lower()} {place.sheet}", place.cell or str(place.line or ""))
        line = f"{self['on_line']} {place.line}" if place.line else ""
        return (place.file, ", ".join(part for part in (line, place.field) if part))

    def _group(self, home: str, spots: Sequence[str]) -> str:
        line = f"{self['on_line']} "
        together = all(spot.startswith(line) and "," not in spot for spot in spots) and spots
        if together:
            spots = [spots[0], *(spot.removeprefix(line) for spot in spots[1:])]
        return f"{home}: {', '.join(spots)}" if spots else home

    def about(self, finding: Finding) -> str:
        """The thing and its property, in words."""
        thing = finding.about if finding.about not in ("", finding.focus) else short(finding.focus)
        others = len(finding.also_about)
        more = f" {self['more'].format(others)}" if others else ""
        name = finding.property_name or (short(finding.path) if finding.path else "")
        return clean(f"{thing}{more}" + (f", {self['property'].lower()} “{name}”" if name else ""))

    def found(self, finding: Finding) -> str:
        """What stands there; a cell that was stopped is never told."""
        times = self["twice"].format(finding.times) if finding.times > 1 else ""
        named = finding.found == finding.value and finding.value.startswith(("http://", "https://"))
        text = clean(short(finding.value) if named else finding.found or ("" if finding.secret else finding.value))
        return f"{text} ({times})" if text and times else text

    def rule(self, finding: Finding) -> str:
        """The number of the rule, or else the name of its shape; and where the rule comes from."""
        name = finding.rule or short(finding.shape)
        return clean(f"{name} ({finding.source})" if finding.source else name)

    def facts(self, finding: Finding, most: int | None = None) -> list[tuple[str, str]]:
        """Everything that a person needs, as (word, text), without what is empty."""
        pairs = [
            (self["where"], self.where(finding)),
            (self["also"], self.also(finding, most)),
            (self["about"], self.about(finding)),
            (self["found"], self.found(finding)),
            (self["expected"], clean(finding.expected)),
            (self["repair"], clean(finding.repair)),
            *((self["besides"], clean(text)) for text in finding.besides),
            (self["rule"], self.rule(finding)),
        ]
        return [(word, text) for word, text in pairs if text]

    def mention(self, mention: Mention) -> str:
        """One line of a list beside the findings."""
        place = mention.at.say(self.language) if mention.at else ""
        text = mention.label or short(mention.iri)
        return clean(": ".join(part for part in (place, text) if part) + (f" – {mention.note}" if mention.note else ""))


def lists(report: Report) -> Iterable[tuple[str, tuple[Mention, ...]]]:
    """What is told beside the findings, as far as there is any."""
    return ((name, getattr(report, name)) for name in LISTS if getattr(report, name))


def clean(text: str) -> str:
    """The text on one line, without characters that steer a terminal or turn the direction of writing."""
    return _TURNS.sub("\N{REPLACEMENT CHARACTER}", one_line(text))
