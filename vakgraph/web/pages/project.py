"""The page of a project: what was found, who takes part, what came of it, what is unknown."""

from __future__ import annotations

from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.table import Table
from vakgraph.web.sections import Section
from vakgraph.web.things import Special, Thing

HIDDEN = (VAK + "outputOf", VAK + "addressedBy")
FOUND = ("outcome", "intervention", "target_group", "direction", "certainty", "participants", "compared_with", "moment")
FOLDED = ("intervention", "target_group", "participants", "compared_with", "moment")


def special(thing: Thing) -> Special:
    """A project."""
    takes = thing.table("who-takes-part", project=thing.iri)
    found = thing.table("what-works-for-whom", project=thing.iri)
    made = thing.table("knowledge-products", project=thing.iri)
    gaps = thing.table("unknown-per-project", project=thing.iri)
    sections = (
        thing.section(
            found, "what-works-for-whom", thing.words("Wat er is gevonden", "What was found"),
            thing.words("Van dit project is nog geen bevinding gelezen.", "No finding of this project was read yet."),
            columns=FOUND, card=True, leading=("outcome", "finding"), folded=FOLDED, project=thing.iri,
        ),
        thing.section(
            takes, "who-takes-part", thing.words("Wie doet mee", "Who takes part"),
            thing.words("Geen deelnemer is bij naam bekend.", "No participant is known by name."),
            columns=("participant", "kind", "role", "labour_market_region"), folded=("role",), project=thing.iri,
        ),
        thing.section(
            made, "knowledge-products", thing.words("Wat het opleverde", "What it produced"),
            thing.words("Geen gelezen bron noemt een product.", "No source that was read names a product."),
            columns=("product", "product_kind", "date", "address"), project=thing.iri,
        ),
        _unknown(thing, gaps),
    )  # fmt: skip
    return Special("thing.html", {}, sections, _summary(thing), HIDDEN)


def _unknown(thing: Thing, gaps: Table) -> Section:
    return thing.section(
        gaps, "unknown-per-project", thing.words("Wat nog onbekend is", "What is still unknown"),
        thing.words("Niets: elk gevraagd gegeven is bekend.", "Nothing: every field asked for is known."),
        columns=("unknown", "not_stated", "not_looked"), card=True, project=thing.iri,
    )  # fmt: skip


def _summary(thing: Thing) -> str:
    """`Studie in ronde 2; resultaat`: what the source calls its result, else where it belongs."""
    result = thing.text(VAK + "result") or thing.text(OUTSIDE["dcterms"] + "description")
    round_, programme = thing.text(VAK + "inRound"), thing.text(VAK + "inProgramme")
    within = round_ or programme
    return result or (thing.words(f"Project in: {within}.", f"Project in: {within}.") if within else "")
