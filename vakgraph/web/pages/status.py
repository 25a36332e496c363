"""The state of the programme as a report: every number comes from a stored question and is footnoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from vakgraph.asking.sourced import with_sources
from vakgraph.errors import VakError
from vakgraph.pictures import strip
from vakgraph.pictures.tiles import plain
from vakgraph.render import About
from vakgraph.table import Cell, Table
from vakgraph.web.asked import table
from vakgraph.web.glance import Conflict, conflict_in_short, gap_map, numbers_of
from vakgraph.web.sections import only
from vakgraph.web.tables import Notes, Sheet, numbers, part, sheet
from vakgraph.web.views import Ask, View

TIMES, FUNNEL, MONEY = "programme-timeline", "applications-to-findings", "budget-traced"
MAP, COVERAGE, CHAIN, CONFLICTS = "municipality-tiles", "coverage", "chain-links", "conflicts"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report: its question, the sentences that say what matters, a drawing, its table and remarks."""

    key: str
    title: str
    told: tuple[str, ...]
    sheet: Sheet
    href: str
    remarks: tuple[str, ...] = ()
    drawing: Markup | None = None
    picture: str = ""
    notes: tuple[int, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain: how many there are, and how many go on."""

    words: str
    recorded: str
    passed: str
    ends: str


def page(ask: Ask, rest: str) -> View:
    """The report; a graph that lacks a question lacks that part."""
    notes = Notes()
    figures = numbers_of(ask, notes)
    makers = (_times, _funnel, _money, _map, _coverage)
    parts = [made for make in makers if (made := _made(make, ask, notes))]
    shown: dict[str, object] = {"figures": figures, "parts": {each.key: each for each in parts}}
    shown |= {"chain": _chain(ask), "conflicts": _conflicts(ask, notes), "counts": _standing(ask), "map": gap_map(ask)}
    shown["notes"] = notes.notes
    title = ask.words("Stand van het programma", "State of the programme")
    return View("status.html", title, shown, described=title)


def _made(make: Callable[[Ask, Notes], Part | None], ask: Ask, notes: Notes) -> Part | None:
    """A part, or nothing where the graph has nothing for it."""
    try:
        return make(ask, notes)
    except VakError:
        return None


def answered(ask: Ask, name: str) -> Table:
    """The answer to a stored question as its page gives it, nothing chosen; no columns where a graph lacks it."""
    query = ask.library.questions.get(name)
    if query is None:
        return Table((), ())
    answer = ask.desk.answer(query)
    return with_sources(answer.result, answer, ask.language) if isinstance(answer.result, Table) else Table((), ())


def _part(
    ask: Ask, key: str, title: str, told: Sequence[str], found: Table, notes: Notes, columns: Sequence[str],
    picture: str = "", drawing: str = "", folded: bool = False,
) -> Part | None:  # fmt: skip
    """A part of the report from the answer to its question."""
    if not found.rows or key not in ask.library.questions:
        return None
    shown = sheet(part(found, columns), About(ask.language), ask.links, None, notes)
    numbered = dict.fromkeys(number for row in found for number in _numbers(ask, row, notes)) if drawing else {}
    said, href = tuple(filter(None, told)), ask.links.page(f"question/{key}")
    made = Markup(drawing) if drawing else None
    remarks = tuple(found.notes)
    return Part(
        key, title, said, replace(shown, remarks=()), href, remarks, made, picture, tuple(sorted(numbered)), folded
    )


def _numbers(ask: Ask, row: dict[str, Cell], notes: Notes) -> Sequence[int]:
    cell = row.get("source") or row.get("source_of_row")
    return numbers(cell, ask.links, notes) if cell and cell.value else ()


def _kept(ask: Ask, key: str, draw: Callable[[], str]) -> str:
    """A drawing, drawn once for this graph."""
    drawing: str = ask.library.kept(("status", key, ask.language), draw)
    return drawing


def _desc(drawing: str) -> str:
    """The message of a picture, which says the same as a sentence above it."""
    return str(Markup(drawing.partition("<desc")[2].partition(">")[2].partition("</desc>")[0]).unescape())


def _times(ask: Ask, notes: Notes) -> Part | None:
    found = answered(ask, TIMES)
    drawing = _kept(ask, TIMES, lambda: strip.times(found, ask.language))
    title = ask.words("Wanneer liep wat", "What ran when")
    columns = ("thing", "what", "said", "earliest", "latest", "standing", "source")
    return _part(ask, TIMES, title, [_desc(drawing)], found, notes, columns, "timeline", drawing, True)


def _funnel(ask: Ask, notes: Notes) -> Part | None:
    found = answered(ask, FUNNEL)
    of = sum(bool(row["applications"].value) for row in found)
    known = sum(_count(row["known"]) for row in found)
    told = ask.words(
        f"Van {of} van de {len(found)} rondes noemt een bron het aantal aanvragen. "
        f"Hier zijn {known} projecten van een ronde bekend.",
        f"Of {of} of the {len(found)} rounds a source gives the number of applications. "
        f"Here {known} projects of a round are known.",
    )
    columns = (
        "of_round",
        "registered",
        "applications",
        "granted",
        "rate",
        "known",
        "with_finding",
        "with_publication",
        "source",
    )
    title = ask.words("Van aanvraag tot bevinding", "From application to finding")
    return _part(ask, FUNNEL, title, [told], found, notes, columns, "funnel")


def _count(cell: Cell) -> int:
    return cell.python if isinstance(cell.python, int) else int(cell.value) if cell.value.isdecimal() else 0


def _money(ask: Ask, notes: Notes) -> Part | None:
    found = answered(ask, MONEY)
    drawing = _kept(ask, MONEY, lambda: strip.money(found, ask.language))
    known = only(found, lambda row: bool(row["available"].value))
    silent = [row["thing"].text for row in found if not row["available"].value]
    told = (
        ask.words("Geen gelezen bron noemt een bedrag van: ", "No source that was read gives an amount of: ")
        + "; ".join(silent)
        + "."
    )
    columns = ("thing", "kind", "available", "granted", "difference", "source")
    title = ask.words(
        "Waar het geld heen ging, en wat niet te herleiden is", "Where the money went, and what cannot be traced"
    )
    return _part(ask, MONEY, title, [_desc(drawing), told if silent else ""], known, notes, columns, "budget", drawing)


def _map(ask: Ask, notes: Notes) -> Part | None:
    found = answered(ask, MAP)
    taking = only(found, lambda row: bool(row["projects"].value))
    drawing = _kept(ask, MAP, lambda: strip.municipalities(found, ask.language))
    title = ask.words("Welke gemeenten bij naam bekend zijn", "Which municipalities are known by name")
    columns = ("municipality", "in_province", "projects", "source")
    rows = sorted(taking, key=lambda row: (plain(row["municipality"].text), row["municipality"].text))
    named = ", ".join(f"{row['municipality'].text} ({row['projects'].text})" for row in rows)
    by_name = ask.words("Met het aantal projecten: ", "With the number of projects: ") + named + "." if named else ""
    told = [_desc(drawing), by_name]
    return _part(ask, MAP, title, told, taking, notes, columns, "municipalities", drawing, True)


def _coverage(ask: Ask, notes: Notes) -> Part | None:
    found = answered(ask, COVERAGE)
    unknown = sum(not row["claimed"].value for row in found)
    known = only(found, lambda row: bool(row["claimed"].value))
    told = ask.words(
        f"Van {len(found)} aantallen is er bij {unknown} geen bron die zegt hoeveel het er zijn; dat is geen nul.",
        f"Of {len(found)} numbers there are {unknown} of which no source says how many there are; that is not zero.",
    )
    columns = ("thing", "what", "claimed", "known", "missing", "source")
    title = ask.words("Hoeveel hiervan in deze graaf staat", "How much of it is in this graph")
    return _part(ask, COVERAGE, title, [told], known, notes, columns)


def _chain(ask: Ask) -> list[Link]:
    """The links of the chain with what goes on and what ends there."""
    return [
        Link(*(row[name].text for name in ("link", "recorded", "passed_on", "ends_here")))
        for row in answered(ask, CHAIN)
    ]


def _standing(ask: Ask) -> dict[str, int]:
    """How many conflicts there are, and how many are open."""
    every = {row["conflict"].value for row in answered(ask, CONFLICTS)}
    return {"all": len(every), "open": len(table(ask, "conflicts-open"))}


def _conflicts(ask: Ask, notes: Notes) -> list[Conflict]:
    """Every conflict that is still open."""
    several: dict[str, list[dict[str, Cell]]] = {}
    for row in answered(ask, CONFLICTS):
        if row["standing"].value == "open":
            several.setdefault(row["conflict"].value, []).append(row)
    return [conflict_in_short(ask, rows, notes) for rows in several.values()]
