"""The page of an intervention: for whom and when, three kinds of knowledge, what was found, who does it already."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph.namespaces import CONCEPT, VAK
from vakgraph.table import Cell, Table
from vakgraph.web.facts import DCTERMS, SKOS
from vakgraph.web.sections import Section
from vakgraph.web.tables import Shown, numbers
from vakgraph.web.things import Special, Thing

KINDS = ("science", "practice", "client")
STATUS = CONCEPT + "uptake-status/"
CONDITIONS, REASONS = ("voorwaarde", "voorwaarde voor gebruik"), ("verklaring",)
FOUND = ("target_group", "direction", "certainty", "participants", "compared_with", "moment")
USE = ("municipality", "how", "of_intervention", "project", "as_then")


@dataclass(frozen=True, slots=True)
class Said:
    """One finding in a panel: its outcomes, where it leads, its direction and how sure."""

    outcomes: tuple[str, ...]
    href: str
    direction: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Feasible:
    """Whether it can be carried out, for which groups, according to one finding."""

    words: str
    href: str
    groups: tuple[str, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition or an explanation in the words of a source."""

    text: str
    kind: str
    notes: tuple[int, ...]


def special(thing: Thing) -> Special:
    """An intervention; the order of the parts is that of a reader who asks: is this for us?"""
    when = thing.table("under-which-conditions", intervention=thing.iri)
    found = thing.table("what-works-for-whom", intervention=thing.iri)
    use = thing.table("intervention-use", intervention=thing.iri)
    shown = {
        "groups": _groups(thing, found),
        "conditions": _told(when, CONDITIONS, thing),
        "feasible": _feasible(thing, thing.table("intervention-feasibility", intervention=thing.iri)),
        "panels": _panels(thing.table("three-sources", intervention=thing.iri), thing),
        "findings": _findings(thing, found),
        "reasons": _told(when, REASONS, thing),
        "use": _use(thing, use),
    }
    summary = thing.text(DCTERMS + "description") or thing.text(SKOS + "scopeNote")
    return Special("intervention.html", shown, (), summary, (VAK + "aboutIntervention",), (VAK + "forTargetGroup",))


def _groups(thing: Thing, found: Table) -> list[Shown]:
    """The groups it is meant for, and those it was studied with."""
    cells = [*thing.values(VAK + "forTargetGroup"), *(row["target_group"] for row in found)]
    return [thing.link(cell) for cell in {cell.value: cell for cell in cells if cell.kind == "iri"}.values()]


def _told(when: Table, kinds: tuple[str, ...], thing: Thing) -> list[Reason]:
    """What sources name, each text once, with the numbers of its sources."""
    several: dict[tuple[str, str], list[int]] = {}
    for row in when:
        if row["what"].value in kinds and row["says"].kind != "unbound":
            found = numbers(row["source"], thing.ask.links, thing.notes)
            several.setdefault((row["says"].text, row["what"].text), []).extend(found)
    return [Reason(text, kind, tuple(dict.fromkeys(each))) for (text, kind), each in several.items()]


def _feasible(thing: Thing, said: Table) -> list[Feasible]:
    """What each finding says of feasibility, with its groups: never derived from direction or certainty."""
    several: dict[str, list[dict[str, Cell]]] = {}
    for row in said:
        several.setdefault(row["finding"].value, []).append(row)
    return [
        Feasible(
            rows[0]["feasibility"].text,
            thing.ask.links.thing(iri) or "",
            tuple(row["target_group"].text for row in rows if row["target_group"].value),
            tuple(numbers(rows[0]["source"], thing.ask.links, thing.notes)) if rows[0]["source"].value else (),
        )
        for iri, rows in several.items()
    ]


def _panels(table: Table, thing: Thing) -> list[tuple[str, list[Said]]]:
    """The three kinds of knowledge, each with its findings; an empty one is there as well."""
    several: dict[tuple[str, str], tuple[Said, list[str]]] = {}
    for row in table:
        key = (row["knowledge_kind"].value.rpartition("/")[2], row["finding"].value)
        href = thing.ask.links.thing(row["finding"].value) or ""
        first = Said((), href, row["direction"].text, row["certainty"].text)
        outcome = row["outcome"].text or thing.words("uitkomst niet vermeld", "outcome not stated")
        several.setdefault(key, (first, []))[1].append(outcome)
    made = {key: Said(tuple(outcomes), said.href, said.direction, said.certainty)
            for key, (said, outcomes) in several.items()}  # fmt: skip
    return [(kind, [said for (of, _), said in made.items() if of == kind]) for kind in KINDS]


def _findings(thing: Thing, found: Table) -> Section:
    """Direction, certainty, number of people, comparison and moment in columns of their own; never one score."""
    several = len({row["intervention"].value for row in found}) > 1
    columns = ("outcome", *(("intervention",) if several else ()), *_telling(found, FOUND))
    return thing.section(
        found,
        "what-works-for-whom",
        thing.words("Wat er is gevonden", "What was found"),
        thing.words(
            "Er is nog geen bevinding over deze interventie gelezen. Dat is geen oordeel.",
            "No finding about this intervention was read yet. That is no verdict.",
        ),
        columns=columns,
        leading=("outcome", "finding"),
        folded=("participants", "compared_with", "moment"),
        intervention=thing.iri,
    )


def _use(thing: Thing, use: Table) -> Section:
    several = any(row["of_intervention"].value != thing.iri for row in use)
    columns = tuple(name for name in USE if several or name != "of_intervention")
    columns = tuple(name for name in columns if name != "as_then" or any(row["as_then"].value for row in use))
    return thing.section(
        use,
        "intervention-use",
        thing.words("Wie doet dit al", "Who does this already"),
        _reach(thing, use),
        columns=columns,
        intro=_reach(thing, use) if use.rows else "",
        folded=("how", "of_intervention", "project"),
    )


def _telling(found: Table, names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns but that of the target group where there is one: the page has named it."""
    groups = {row["target_group"].value for row in found}
    return tuple(name for name in names if name != "target_group" or len(groups) > 1)


def _reach(thing: Thing, use: Table) -> str:
    """Studied in so many, adopted in so many: two numbers, for one is not the other."""
    studied, adopted = _count(use, "studied"), _count(use, "adopted")
    nl = f"Onderzocht in {studied} gemeenten die bij naam bekend zijn"
    en = f"Studied in {studied} municipalities known by name"
    if studied == 1:
        nl, en = "Onderzocht in 1 gemeente die bij naam bekend is", "Studied in 1 municipality known by name"
    if not studied:
        nl, en = (
            "Geen gemeente waar dit is onderzocht, is bij naam bekend",
            "No municipality that studied this is known",
        )
    if adopted:
        return thing.words(f"{nl}; overgenomen in {adopted}.", f"{en}; adopted in {adopted}.")
    unsaid = thing.words(
        "of een gemeente het overnam, zegt geen gelezen bron", "whether any adopted it, no source says"
    )
    return f"{thing.words(nl, en)}; {unsaid}."


def _count(use: Table, status: str) -> int:
    return len({row["municipality"].value for row in use if row["how"].value == STATUS + status})
