"""The words in and around a picture, Dutch and English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the gap map in one language; `states` are the kinds of empty."""

    title: str
    summary: str
    finding: tuple[str, str]
    highest: str
    not_assessed: str
    spoken: dict[str, str]
    states: dict[str, str]
    not_applicable: str
    reading: str
    headings: tuple[str, str, str, str]
    directions: dict[str, str]
    certainties: dict[str, str]
    no_evidence: str

    def findings(self, count: int) -> str:
        """`1 bevinding`, `3 bevindingen`."""
        return f"{count} {self.finding[count != 1]}"


WORDS = {
    "nl": Words(
        title="Wat is onderzocht, voor wie, en hielp het?",
        summary="Doelgroepen tegen soorten interventies. Vakken met een bevinding: {evidence} van {all}; "
        "niet onderzocht: {empty}.",
        finding=("bevinding", "bevindingen"),
        highest="hoogste zekerheid {}",
        not_assessed="zekerheid niet beoordeeld",
        spoken={"▲": "beter", "=": "geen verschil", "▼": "slechter", "◆": "gemengd", "?": "niet vastgesteld"},
        states={
            "not-studied": "niet onderzocht",
            "running": "loopt nog",
            "no-outcome": "onderzocht, geen uitkomst openbaar",
            "unknown-running": "onderzocht, onbekend of het nog loopt",
            "not-applicable": "niet van toepassing",
        },
        not_applicable="n.v.t.",
        reading="aantal bevindingen, hoogste zekerheid, richtingen",
        headings=("Lezen", "Richting", "Zekerheid", "Leeg"),
        directions={
            "▲": "beter",
            "=": "geen verschil aangetoond",
            "▼": "slechter",
            "◆": "gemengd",
            "?": "niet vastgesteld",
        },
        certainties={"A": "hoog", "B": "redelijk", "C": "laag", "D": "zeer laag", "–": "niet beoordeeld"},
        no_evidence="grijze rand: alleen niet vastgesteld, dus nog geen bewijs",
    ),
    "en": Words(
        title="What was studied, for whom, and did it help?",
        summary="Target groups by types of intervention. Squares with a finding: {evidence} of {all}; "
        "not studied: {empty}.",
        finding=("finding", "findings"),
        highest="highest certainty {}",
        not_assessed="certainty not assessed",
        spoken={"▲": "better", "=": "no difference", "▼": "worse", "◆": "mixed", "?": "not established"},
        states={
            "not-studied": "not studied",
            "running": "still running",
            "no-outcome": "studied, no outcome published",
            "unknown-running": "studied, unknown whether it still runs",
            "not-applicable": "not applicable",
        },
        not_applicable="n/a",
        reading="number of findings, highest certainty, directions",
        headings=("Reading", "Direction", "Certainty", "Empty"),
        directions={
            "▲": "better",
            "=": "no difference shown",
            "▼": "worse",
            "◆": "mixed",
            "?": "not established",
        },
        certainties={"A": "high", "B": "moderate", "C": "low", "D": "very low", "–": "not assessed"},
        no_evidence="grey outline: only not established, so no evidence yet",
    ),
}
