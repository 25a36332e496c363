"""The page of a funding round: who could apply, how much there was, what it bought, and its projects."""

from __future__ import annotations

from vakgraph.namespaces import VAK
from vakgraph.web.facts import SKOS
from vakgraph.web.sections import Section
from vakgraph.web.things import Special, Thing

HIDDEN = (VAK + "inRound",)
AMOUNTS = ("type", "applications", "granted", "rate", "euro_available", "euro_granted", "planned", "opens", "closes",
           "decision", "months")  # fmt: skip
BOUGHT = ("projects", "municipalities", "institutions", "studies", "interventions", "findings", "better", "not_better",
          "mixed", "not_established", "publications")  # fmt: skip


def special(thing: Thing) -> Special:
    """A round."""
    silent = thing.words("Geen gelezen bron zegt er iets over.", "No source that was read says anything of it.")

    def asked(key: str, title: str, columns: tuple[str, ...], empty: str = silent, **how: bool) -> Section:
        found = thing.table(key, round=thing.iri)
        return thing.section(found, key, title, empty, columns=columns, round=thing.iri, **how)

    sections = (
        asked("round-conditions", thing.words("Voorwaarden", "Conditions"), ("condition", "how", "value")),
        asked("rounds", thing.words("Geld en aanvragen", "Money and applications"), AMOUNTS, card=True),
        asked("what-a-round-bought", thing.words("Wat de ronde opleverde", "What the round bought"), BOUGHT, card=True),
        asked(
            "projects-of-a-round", thing.words("Projecten", "Projects"),
            ("project", "round_how", "lines", "begin", "end"),
            thing.words("Geen project is bij naam bekend.", "No project is known by name."),
            sourced=False,
        ),
    )  # fmt: skip
    return Special("thing.html", {}, sections, thing.text(SKOS + "note"), HIDDEN)
