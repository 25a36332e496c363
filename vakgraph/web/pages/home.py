"""The first page: what works for whom at a glance, how complete it is, where sources disagree, what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from vakgraph.asking.chosen import chosen as read
from vakgraph.render import About
from vakgraph.table import Cell, Table
from vakgraph.web.asked import table
from vakgraph.web.glance import UNSURE, Conflict, conflict_in_short, gap_map, news, numbers_of
from vakgraph.web.pages.question import Field, fields
from vakgraph.web.sections import written
from vakgraph.web.tables import Notes, numbers, part, sheet
from vakgraph.web.views import Ask, View

MAIN = "what-works-for-whom"
COLUMNS = ("intervention", "direction", "effect", "compared_with", "certainty", "source")
LINES, SIDES = 5, 2
# Nobody counts what is asked here, so these are the five to begin with: what works when, with whom, who can be
# called, which number may be quoted, what nobody studied.
FIRST = ("under-which-conditions", "working-together", "client-perspective", "quotable-numbers", "not-studied")


def page(ask: Ask, rest: str) -> View:
    """Home; a graph that lacks a question lacks that part."""
    notes = Notes()
    shown: dict[str, object] = _answer(ask, notes)
    shown |= {"numbers": numbers_of(ask, notes), "conflicts": _conflicts(ask, notes), "map": gap_map(ask)}
    shown |= {"first": _first(ask), "news": news(ask), "open": _open(ask), "quotes": {}, "notes": ()}
    shown["notes"], shown["quotes"] = notes.notes, shown.pop("said", {})
    title = ask.words("Wat werkt, voor wie, wanneer en waarom?", "What works, for whom, when and why?")
    return View("home.html", title, shown, described=title)


# ---- the question, and the first lines of its answer


def _answer(ask: Ask, notes: Notes) -> dict[str, object]:
    """The question filled in with the target group and outcome of which most approaches were looked at."""
    chosen = ask.library.kept(("home", ask.language), lambda: _most(ask)) if MAIN in ask.library.questions else None
    if chosen is None:
        return {"sheet": None, "fields": ()}
    group, outcome = chosen
    rows = table(ask, MAIN, target_group=group.value, outcome=outcome.value)
    some = sheet(part(_varied(rows), COLUMNS), About(ask.language), ask.links, LINES, notes)
    said: dict[str, object] = {"sheet": replace(some, remarks=()), "group": group.text, "outcome": outcome.text}
    words = {"target_group": written(group.value), "outcome": written(outcome.value)}
    said |= {"chosen": words, "fields": _fields(ask, words), "said": _quotes(rows, ask, notes)}
    said["findings"] = len({row["finding"].value for row in rows})
    said["projects"] = len({row["project"].value for row in rows if row["project"].value})
    return said


def _most(ask: Ask) -> tuple[Cell, Cell] | None:
    """The row of the gap map and the outcome of which most approaches have a direction; as many: the first by name."""
    groups = {row["target_group"] for row in table(ask, "gap-matrix") if row["state"].value == "evidence"}
    known: dict[tuple[Cell, Cell], set[str]] = {}
    for group in groups:
        for row in table(ask, MAIN, target_group=group.value):
            if row["outcome"].value and row["intervention"].value and not row["direction"].value.endswith(UNSURE):
                known.setdefault((group, row["outcome"]), set()).add(row["intervention"].value)
    return min(known, key=lambda pair: (-len(known[pair]), pair[0].text, pair[1].text)) if known else None


def _varied(rows: Table) -> Table:
    """The same rows, first one of each approach in each direction: a few lines hide no direction of an approach."""
    seen = Counter[tuple[str, str]]()
    turns = []
    for row in rows:
        turns.append(seen[row["intervention"].value, row["direction"].value])
        seen[row["intervention"].value, row["direction"].value] += 1
    order = sorted(range(len(turns)), key=lambda at: (turns[at], at))
    return replace(rows, rows=tuple(rows.rows[at] for at in order))


def _fields(ask: Ask, chosen: dict[str, str]) -> list[Field]:
    """The two drop-down lists of the sentence; none in a folder, where nobody answers."""
    if ask.links.folder:
        return []
    query = ask.library.questions[MAIN]
    terms = read(ask.desk.store, query, chosen).terms
    known = {each.name: each for each in fields(ask, query, terms)}
    return [known[name] for name in chosen if name in known]


def _quotes(rows: Table, ask: Ask, notes: Notes) -> dict[int, Cell]:
    """The words of a source beside its number: the first quote of it in the answer."""
    said: dict[int, Cell] = {}
    for row in rows:
        if row["quote"].value and row["source"].value:
            for number in numbers(row["source"], ask.links, notes):
                said.setdefault(number, row["quote"])
    return said


# ---- where sources disagree


def _open(ask: Ask) -> int:
    return len(table(ask, "conflicts-open"))


def _conflicts(ask: Ask, notes: Notes) -> list[Conflict]:
    """Two that are still open and of which every side has its words; what is about the programme goes first."""
    several: dict[str, list[dict[str, Cell]]] = {}
    for row in table(ask, "conflicts"):
        if row["standing"].value == "open":
            several.setdefault(row["conflict"].value, []).append(row)
    ranked = sorted(
        several.values(),
        key=lambda rows: (not all(row["quote"].value for row in rows), _place(rows), rows[0]["conflict"].text),
    )
    return [conflict_in_short(ask, rows, notes) for rows in ranked[:SIDES]]


def _place(rows: Iterable[dict[str, Cell]]) -> int:
    about = next(iter(rows))["about"].value
    return next((at for at, word in enumerate(("/programme/", "/round/")) if word in about), 2)


# ---- the rest


def _first(ask: Ask) -> list[tuple[str, str, str]]:
    known = ask.library.questions
    return [
        (name, ask.desk.say(known[name].title), ask.desk.say(known[name].question)) for name in FIRST if name in known
    ]
