"""The page of a finding, as a card: for whom and when, in which direction, how sure and why."""

from __future__ import annotations

from vakgraph.namespaces import VAK
from vakgraph.web.asked import about
from vakgraph.web.facts import SKOS
from vakgraph.web.quoting import highlighted
from vakgraph.web.tables import Shown
from vakgraph.web.things import Special, Thing

SAID = tuple(
    VAK + name
    for name in (
        "underCondition", "forTargetGroup", "onOutcome", "aboutIntervention", "direction", "certainty", "certaintyBy",
        "readingNote", "because", "comparedWith", "moment", "effectText", "knowledgeKind", "sourcesDoNotState",
        "fromStudy", "quote", "feasibility",
    )
)  # fmt: skip


def special(thing: Thing) -> Special:
    """A finding."""

    def all_of(name: str) -> list[Shown]:
        return [thing.link(cell) for cell in thing.values(VAK + name)]

    certainty = thing.value(VAK + "certainty")
    study = thing.value(VAK + "fromStudy")
    shown = {
        "conditions": all_of("underCondition"),
        "groups": all_of("forTargetGroup"),
        "outcomes": all_of("onOutcome"),
        "of": all_of("aboutIntervention"),
        "direction": all_of("direction"),
        "certainty": thing.link(certainty) if certainty else None,
        "feasibility": all_of("feasibility"),
        "rule": thing.text(VAK + "certaintyBy"),
        "grade": _grade(thing, certainty.value) if certainty else "",
        "notes_read": all_of("readingNote"),
        "because": all_of("because"),
        "people": all_of("participantsAsWritten") or all_of("participants"),
        "compared": all_of("comparedWith"),
        "moments": all_of("moment"),
        "effect": all_of("effectText"),
        "knowledge": all_of("knowledgeKind"),
        "silent": all_of("sourcesDoNotState"),
        "study": thing.link(study) if study else None,
        "quote": [highlighted(cell.value, ()) for cell in thing.values(VAK + "quote")],
    }
    return Special("finding.html", shown, said=SAID)


def _grade(thing: Thing, iri: str) -> str:
    """What that degree of certainty means."""
    path = thing.ask.library.kept(("grade", iri, thing.ask.language), lambda: _defined(thing, iri))
    return str(path)


def _defined(thing: Thing, iri: str) -> str:
    found = [row["value"] for row in about(thing.ask, ("thing-facts",), iri)[0]
             if row["property"].value == SKOS + "definition"]  # fmt: skip
    own = [cell.value for cell in found if cell.language == thing.ask.language]
    return next(iter(own or [cell.value for cell in found]), "")
