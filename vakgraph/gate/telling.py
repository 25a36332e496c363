"""A finding of the gate: the words for what it is about, in one language, and nothing that must stay unsaid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pyoxigraph import NamedNode

from vakgraph.gate.privacy import Secret, hide
from vakgraph.gate.world import World
from vakgraph.intake import Delivery
from vakgraph.intake.delivery import text
from vakgraph.places import Place
from vakgraph.turtle import Triple
from vakgraph.validation import Finding
from vakgraph.validation.report import Severity

_PERSONS = ("44", "de AVG", "the GDPR")
# Check -> the number or name of its rule, and where that comes from.
RULES = {
    "cell": ("cellen", "de kolommen van het werkblad", "the columns of the sheet"),
    "term": ("43", "ontology/vak.ttl", "ontology/vak.ttl"),
    "dangling": ("verwijzing", "wat wordt genoemd, staat in de graaf", "what is named is in the graph"),
    "home": ("thuisbestand", "elk ding van de graaf heeft één bestand", "each thing of the graph has one file"),
    "derived": ("afleiding", "vak:isDerived in ontology/vak.ttl", "vak:isDerived in ontology/vak.ttl"),
    "overwriting": ("37", "wat er al staat, wordt niet overschreven", "what is there is not overwritten"),
    "spelling": ("spelling", "één schrijfwijze per waarde", "one spelling for each value"),
    "unseen": ("bekeken", "wat niet is gecontroleerd, komt er niet in", "what was not checked does not enter"),
    "lookalike": ("dubbel", "elk ding staat één keer in de graaf", "each thing is in the graph once"),
    "bsn": _PERSONS,
    "birth-date": _PERSONS,
    "e-mail": _PERSONS,
    "telephone": _PERSONS,
}


class Telling:
    """Whoever tells what is wrong with a delivery; `after` is the graph with it, which knows the words."""

    def __init__(self, delivery: Delivery, after: World, language: str) -> None:
        self.delivery, self.after, self.language = delivery, after, language

    def of(
        self, triple: Triple, check: str, said: str, repair: str, severity: Severity = "violation", **more: Any
    ) -> Finding:
        """A finding about one statement, where it stands."""
        focus, path, value = text(triple.subject), triple.predicate.value, text(triple.object)
        at = self.delivery.place(focus, path, value)
        return self.finding(focus, path, value, said, severity, check, at, repair=repair, **more)

    def finding(
        self, focus: str, path: str, value: str, said: str, severity: Severity, check: str, at: Place, **more: Any
    ) -> Finding:
        """A finding with the words for its thing and its property."""
        about = self.after.label(NamedNode(focus), self.language) if ":" in focus and focus[:2] != "_:" else focus
        name = self.after.label(NamedNode(path), self.language) if path else ""
        rule, source_nl, source_en = RULES[check]
        words = {"found": value, "about": about, "property_name": name, "rule": rule, **more}
        words["source"] = self.words(source_nl, source_en)
        return Finding(focus, path, value, said, severity, f"gate:{check}", at.say(self.language), at=at, **words)

    def words(self, nl: str, en: str) -> str:
        """The one of two sentences that suits."""
        return en if self.language == "en" else nl

    def meant(self, near: Iterable[str]) -> str:
        """What was probably meant."""
        listed = list(near)
        if not listed:
            return ""
        return self.words(f"Bedoelde u {' of '.join(listed)}?", f"Did you mean {' or '.join(listed)}?")


def veil(finding: Finding, secrets: list[Secret]) -> Finding:
    """The finding without the characters that must not be printed."""
    if not secrets:
        return finding
    return replace(
        finding,
        value=hide(finding.value, secrets),
        about=hide(finding.about, secrets),
        message=hide(finding.message, secrets),
        found=hide(finding.found, secrets),
        expected=hide(finding.expected, secrets),
        repair=hide(finding.repair, secrets),
        near=tuple(hide(word, secrets) for word in finding.near),
        besides=tuple(hide(word, secrets) for word in finding.besides),
        also_about=tuple(hide(word, secrets) for word in finding.also_about),
    )
