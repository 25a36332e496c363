"""The page of a municipality: what it takes part in, who is like it, what is unknown, what it arose from."""

from __future__ import annotations

from vakgraph.namespaces import VAK
from vakgraph.table import Table
from vakgraph.web.facts import NOT_STATED
from vakgraph.web.sections import Section, only
from vakgraph.web.things import Special, Thing

HIDDEN = (VAK + "hasParticipant", VAK + "hasMunicipality", VAK + "hasMainApplicant", VAK + "successor")
LIKE = ("like_mine", "why", "how", "tried", "project", "contact")
MOST = 10


def special(thing: Thing) -> Special:
    """A municipality of now or of then."""
    takes = thing.table("who-takes-part", municipality=thing.iri)
    like = thing.table("municipalities-like-mine", municipality=thing.iri)
    time = thing.table("municipality-through-time", municipality=thing.iri)
    sections = [_takes_part(thing, takes), _like(thing, like), _unknown(thing, takes)]
    if len({row["relative"].value for row in time}) > 1:
        sections.append(_time(thing, time))
    return Special("thing.html", {}, tuple(sections), _summary(thing, time), HIDDEN)


def _summary(thing: Thing, time: Table) -> str:
    """Where it lies, how many live there, and whether it still exists."""
    here = next((row for row in time if row["relative"].value == thing.iri), None)
    known = here["inhabitants"].value if here else ""
    grouped = f"{int(known):,}".replace(",", thing.words(".", ",")) if known.isdigit() else ""
    year = here["year"].text if here else ""
    province, region = thing.text(VAK + "inProvince"), thing.text(VAK + "currentRegion")
    last = thing.text(VAK + "lastValidDay")
    parts = [
        thing.words(f"Gemeente in {province}", f"Municipality in {province}") if province else "",
        thing.words(f"arbeidsmarktregio {region}", f"labour-market region {region}") if region else "",
        thing.words(f"{grouped} inwoners op 1 januari {year}", f"{grouped} inhabitants on 1 January {year}")
        if grouped else "",
        thing.words(f"bestond tot en met {last}", f"existed up to {last}") if last else "",
    ]  # fmt: skip
    told = ", ".join(part for part in parts if part)
    return f"{told}." if told else ""


def _takes_part(thing: Thing, takes: Table) -> Section:
    then = any(row["as_then"].value for row in takes)
    return thing.section(
        takes,
        "who-takes-part",
        thing.words("Wij doen mee aan", "What we take part in"),
        thing.words(
            "Geen project bekend. Van een deel van de deelnemende gemeenten noemt geen bron de naam: "
            "„niet bekend” is dus iets anders dan „doet niet mee”.",
            "No project known. Of some of the municipalities that take part no source gives the name: "
            "“not known” is not the same as “does not take part”.",
        ),
        columns=("project", "role", *(("as_then",) if then else ()), "tie"),
        folded=("role",),
        municipality=thing.iri,
    )


def _like(thing: Thing, like: Table) -> Section:
    return thing.section(
        like,
        "municipalities-like-mine",
        thing.words("Gemeenten zoals wij", "Municipalities like us"),
        thing.words(
            "Van geen gemeente van deze grootte of in deze regio is bekend dat zij meedeed.",
            "Of no municipality of this size or in this region it is known that it took part.",
        ),
        columns=LIKE,
        most=MOST,
        sourced=False,
        folded=("how", "why"),
        municipality=thing.iri,
    )


def _unknown(thing: Thing, takes: Table) -> Section:
    """What is not known about the projects here."""
    every = thing.ask.library.kept(
        ("unknown-per-project", thing.ask.language), lambda: thing.table("unknown-per-project")
    )
    here = {row["project"].value for row in takes}
    return thing.section(
        only(every, lambda row: row["project"].value in here),
        "unknown-per-project",
        thing.words("Wat hier nog onbekend is", "What is still unknown here"),
        "",
        columns=("project", "not_stated", "not_looked"),
        sourced=False,
        points=_silent(thing),
    )


def _silent(thing: Thing) -> tuple[str, ...]:
    """What no source that was read says of the municipality."""
    applied = [cell for cell in thing.pointing(VAK + "inMunicipality") if "/uptake/" in cell.value]
    told = [] if applied else [
        thing.words(
            "Welke interventies hier worden toegepast: geen gelezen bron zegt het.",
            "Which interventions are applied here: no source that was read says so.",
        )
    ]  # fmt: skip
    silent = thing.words("geen gelezen bron zegt het.", "no source that was read says so.")
    said = (f"{cell.text[:1].upper()}{cell.text[1:]}: {silent}" for cell in thing.values(NOT_STATED))
    return (*told, *said)


def _time(thing: Thing, time: Table) -> Section:
    return thing.section(
        time,
        "municipality-through-time",
        thing.words("Voorgangers en opvolgers", "Predecessors and successors"),
        "",
        columns=("relative", "relation", "date", "kind", "inhabitants", "year", "project"),
        municipality=thing.iri,
    )
