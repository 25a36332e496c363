"""The made-up situations: to choose one, to read it on a phone, and to print it as one card."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph.cases import Case, Option, cases
from vakgraph.errors import NothingFound
from vakgraph.namespaces import CONCEPT
from vakgraph.table import Cell
from vakgraph.web.views import Ask, View

# The three sources of knowledge, in the order of the panels -> the word over the panel.
PANELS = {"science": "research_says", "practice": "colleagues_say", "client": "clients_say"}


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as a panel tells it: its name, where it leads, how certain it is and of how many people."""

    label: str
    href: str
    certainty: str
    participants: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice with what the graph knows of it: what it resembles, and each panel with its findings."""

    option: Option
    like: tuple[tuple[str, str], ...]
    panels: tuple[tuple[str, tuple[Said, ...]], ...]


def listed(ask: Ask, rest: str) -> View:
    """Every situation, to choose from."""
    if rest:
        raise _missing()
    return View("cases.html", ask.words("Kies een situatie", "Choose a situation"), {"cases": cases(ask.language)})


def page(ask: Ask, rest: str) -> View:
    """`NAME`, or `NAME/card`: the same on one sheet of paper."""
    name, slash, form = rest.partition("/")
    case = cases(ask.language).get(name)
    if case is None or (slash and form != "card"):
        raise _missing()
    shown = {"case": case, "choices_made": choices(ask, case)}
    return View("card.html" if slash else "case.html", case.title, shown, described=case.situation)


def _missing() -> NothingFound:
    return NothingFound("Deze situatie is er niet.", "There is no such situation.")


def choices(ask: Ask, case: Case) -> list[Choice]:
    """The choices of a situation with what the graph says of them now."""
    known = _known(ask)
    named = [iri for option in case.options for iri in (*option.like, *option.findings)]
    names = ask.library.names(ask.language, named)
    return [
        Choice(
            option,
            tuple((names[iri], ask.links.thing(iri) or "") for iri in option.like if iri in names),
            tuple((word, tuple(_panel(ask, option, kind, known, names))) for kind, word in PANELS.items()),
        )
        for option in case.options
    ]


def _known(ask: Ask) -> dict[str, dict[str, Cell]]:
    """Every finding of the graph in short."""
    rows: dict[str, dict[str, Cell]] = ask.library.kept(
        ("findings in short", ask.language),
        lambda: {row["finding"].value: row for row in ask.desk.ask("findings-in-short")},
    )
    return rows


def _panel(ask: Ask, option: Option, kind: str, known: dict[str, dict[str, Cell]], names: dict[str, str]) -> list[Said]:
    """The findings of one source of knowledge; a finding that the graph no longer holds is not told."""
    wanted = f"{CONCEPT}knowledge-kind/{kind}"
    mine = [(iri, known[iri]) for iri in option.findings if iri in known]
    return [
        Said(_short(iri, option, names), ask.links.thing(iri) or "", row["certainty"].text, row["participants"].text)
        for iri, row in mine
        if row["knowledge_kind"].value == wanted
    ]


def _short(iri: str, option: Option, names: dict[str, str]) -> str:
    """The name of a finding, without that of the intervention where that stands above all panels."""
    name, above = names.get(iri, iri), f"{names.get(option.like[0], '')}: " if len(option.like) == 1 else ""
    short = name.removeprefix(above) if above != ": " else name
    return short[:1].upper() + short[1:]
