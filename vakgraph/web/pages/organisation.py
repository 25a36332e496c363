"""The page of an organisation: the projects it takes part in, and with whom."""

from __future__ import annotations

from vakgraph.namespaces import VAK
from vakgraph.web.things import Special, Thing

HIDDEN = (VAK + "hasParticipant", VAK + "hasKnowledgeInstitution", VAK + "hasMainApplicant")


def special(thing: Thing) -> Special:
    """An organisation."""
    takes = thing.table("who-takes-part", organisation=thing.iri)
    section = thing.section(
        takes, "who-takes-part", thing.words("Doet mee aan", "Takes part in"),
        thing.words("Geen project bekend waaraan deze organisatie meedoet.",
                    "No project is known in which this organisation takes part."),
        columns=("project", "role", "tie"), folded=("role",), organisation=thing.iri,
    )  # fmt: skip
    return Special("thing.html", {}, (section,), thing.text(VAK + "organisationType"), HIDDEN)
