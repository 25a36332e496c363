"""What several pages say at a glance: how complete it is, a conflict in short, the small gap map, what is new."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph.errors import VakError
from vakgraph.namespaces import VAK
from vakgraph.table import Cell
from vakgraph.web.asked import table
from vakgraph.web.gapgrid import Grid, grid
from vakgraph.web.tables import Notes, Shown, address, numbers
from vakgraph.web.views import Ask

NEWS, UNSURE = 4, "not-established"


@dataclass(frozen=True, slots=True)
class Number:
    """A number with what it counts, what is missing, and the numbers of its sources."""

    value: str
    words: str
    missing: str
    notes: tuple[int, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict in short: what it is about, and what each source says in which words."""

    title: str
    href: str
    sides: tuple[tuple[str, Cell, Shown, tuple[int, ...]], ...]


def numbers_of(ask: Ask, notes: Notes) -> list[Number]:
    """Municipalities, projects and findings: what is known, and what is missing."""
    return [each for make in (_municipalities, _projects, _findings) if (each := make(ask, notes))]


def _covered(ask: Ask, what: str) -> dict[str, Cell] | None:
    """The row of the whole programme about what was counted, where a source says how many there are."""
    return next(
        (
            row
            for row in table(ask, "coverage")
            if row["what"].value == VAK + what and row["thing"] == row["programme"] and row["claimed"].value
        ),
        None,
    )


def _noted(ask: Ask, cell: Cell, notes: Notes) -> tuple[int, ...]:
    return tuple(numbers(cell, ask.links, notes)) if cell.value else ()


def question_link(ask: Ask, name: str) -> str:
    """The page of a question; "" where this graph has no such question."""
    return ask.links.page(f"question/{name}") if name in ask.library.questions else ""


def _municipalities(ask: Ask, notes: Notes) -> Number | None:
    row = _covered(ask, "participatingMunicipalities")
    if row is None:
        return None
    known, claimed, missing = (row[name].text for name in ("known", "claimed", "missing"))
    return Number(
        known,
        ask.words(
            f"gemeenten bij naam bekend, van {claimed} volgens de bron",
            f"municipalities known by name, of {claimed} according to the source",
        ),
        ask.words(
            f"van {missing} noemt geen gelezen bron de naam", f"of {missing} no source that was read gives the name"
        ),
        _noted(ask, row["source"], notes),
        question_link(ask, "municipalities-counted"),
    )


def _projects(ask: Ask, notes: Notes) -> Number | None:
    row = _covered(ask, "projectsInAll")
    if row is None:
        return None
    known, claimed, missing = (row[name].text for name in ("known", "claimed", "missing"))
    programme = row["programme"].text
    return Number(
        known,
        ask.words(
            f"projecten van {programme} bekend, van {claimed} volgens de bron",
            f"projects of {programme} known, of {claimed} according to the source",
        ),
        ask.words(f"{missing} zijn hier nog niet gelezen", f"{missing} have not been read here yet"),
        _noted(ask, row["source"], notes),
        question_link(ask, "coverage"),
    )


def _findings(ask: Ask, notes: Notes) -> Number | None:
    found = table(ask, "findings-in-short")
    if not found.rows:
        return None
    unsure = sum(row["direction"].value.endswith(UNSURE) for row in found)
    ends = next((row["ends_here"].text for row in table(ask, "chain-links") if row["link"].value == "project"), "")
    missing = ask.words(
        f"van {ends} projecten is nog geen bevinding gelezen", f"of {ends} projects no finding was read yet"
    )
    return Number(
        str(len(found)),
        ask.words(
            f"bevindingen, waarvan {unsure} “niet vastgesteld”", f"findings, of which {unsure} “not established”"
        ),
        missing if ends else "",
        (),
        question_link(ask, "chain-gaps"),
    )


def conflict_in_short(ask: Ask, rows: list[dict[str, Cell]], notes: Notes) -> Conflict:
    """Its sides, each once with all its sources, the first of them by name."""
    sides: dict[str, tuple[str, Cell, Shown, tuple[int, ...]]] = {}
    for row in rows:
        source = Shown(row["source"].text, address(row["source"], ask.links))
        first = (row["says"].text.removesuffix(" ≠"), row["quote"], source, ())
        says, quote, named, before = sides.get(row["side"].value, first)
        numbered = dict.fromkeys((*before, *_noted(ask, row["source"], notes)))
        sides[row["side"].value] = says, quote, named, tuple(numbered)
    return Conflict(rows[0]["conflict"].text, address(rows[0]["conflict"], ask.links), tuple(sides.values()))


def gap_map(ask: Ask) -> Grid | None:
    """The gap map small; none where there is nothing to map."""
    try:
        found = table(ask, "gap-matrix")
        return grid(ask, found, page="picture/gap-map") if found.rows else None
    except VakError:
        return None


def news(ask: Ask, most: int = NEWS) -> list[tuple[str, str, Shown]]:
    """What has the latest dates: the day, what happened, and to what."""
    rows = list(ask.desk.ask("changes-since"))[:most] if "changes-since" in ask.library.questions else []
    return [
        (row["day"].text, row["change"].text, Shown(row["thing"].text, address(row["thing"], ask.links)))
        for row in rows
    ]
