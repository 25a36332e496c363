"""The page of a concept: what it means, what is narrower; of a target group also what works for it and the gaps."""

from __future__ import annotations

from vakgraph.namespaces import CONCEPT, OUTSIDE, VAK
from vakgraph.web.facts import SKOS
from vakgraph.web.sections import Section
from vakgraph.web.tables import Shown
from vakgraph.web.things import Special, Thing

BROADER = OUTSIDE["skos"] + "broader"
FOUND = ("intervention", "target_group", "outcome", "direction", "certainty", "participants")
MOST = 40
SHOWN = {"outcome": (VAK + "onOutcome",)}


def special(thing: Thing) -> Special:
    """A concept of one of our schemes."""
    scheme = thing.iri.removeprefix(CONCEPT).partition("/")[0]
    sections = SECTIONS[scheme](thing) if scheme in SECTIONS else ()
    shown = {"narrower": narrower(thing), "broader": [thing.link(cell) for cell in thing.values(BROADER)]}
    summary = thing.text(SKOS + "definition")
    return Special("concept.html", shown, sections, summary, (BROADER, *SHOWN.get(scheme, ())), (BROADER,))


def narrower(thing: Thing) -> list[Shown]:
    return [thing.link(cell) for cell in sorted(thing.pointing(BROADER), key=lambda cell: cell.text.casefold())]


def _target_group(thing: Thing) -> tuple[Section, ...]:
    """What works for it and its narrower groups, and what nobody studied."""
    return (
        thing.section(
            thing.table("what-works-for-whom", target_group=thing.iri), "what-works-for-whom",
            thing.words("Wat werkt voor deze groep", "What works for this group"),
            thing.words("Over deze groep is nog geen bevinding gelezen. Dat is geen oordeel.",
                        "No finding on this group was read yet. That is no verdict."),
            columns=FOUND, leading=("outcome", "finding"), folded=("target_group",), target_group=thing.iri,
        ),
        thing.section(
            thing.table("not-studied", target_group=thing.iri), "not-studied",
            thing.words("Wat bij deze groep niet is onderzocht", "What was not studied for this group"),
            thing.words("Elke uitkomst die bij deze groep past, is onderzocht.",
                        "Every outcome that applies to this group was studied."),
            columns=("outcome", "target_group", "state"), most=MOST, target_group=thing.iri,
        ),
        thing.section(
            thing.table("products-for-my-group", target_group=thing.iri), "products-for-my-group",
            thing.words("Wat er te lezen is", "What there is to read"),
            thing.words("Geen product bekend over deze groep.", "No product is known on this group."),
            columns=("product", "kind", "projects", "date"), sourced=False, target_group=thing.iri,
        ),
    )  # fmt: skip


def _outcome(thing: Thing) -> tuple[Section, ...]:
    return (
        thing.section(
            thing.table("what-works-for-whom", outcome=thing.iri), "what-works-for-whom",
            thing.words("Wat er op deze uitkomst is gevonden", "What was found on this outcome"),
            thing.words("Op deze uitkomst is nog geen bevinding gelezen.", "No finding on this outcome was read yet."),
            columns=("intervention", "outcome", "target_group", "direction", "certainty", "participants"),
            leading=("outcome", "finding"), outcome=thing.iri,
        ),
    )  # fmt: skip


SECTIONS = {"target-group": _target_group, "outcome": _outcome}
