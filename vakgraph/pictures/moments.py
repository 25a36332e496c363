"""The dates of a thing on a timeline, read from a table: each with what it is the date of, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vakgraph.pictures.frame import words_of
from vakgraph.table import Cell, Table

ORDER = ("programme", "round", "paper", "event")
FIRST, LAST = ("begin", "opens"), ("end", "closes")
MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One date: what it is the date of, its first and last possible day, how it stands, and in words."""

    what: str
    first: date
    last: date
    standing: str
    said: str


@dataclass(frozen=True, slots=True)
class Strand:
    """One thing on the timeline with its dates in order."""

    kind: str
    thing: str
    name: str
    within: str
    number: int
    moments: tuple[Moment, ...]

    @property
    def bar(self) -> tuple[date, date] | None:
        """From the first accepted begin to the last accepted end; None where not both are known."""
        sure = [each for each in self.moments if each.standing == "accepted"]
        begins = [each.first for each in sure if each.what in FIRST]
        ends = [each.last for each in sure if each.what in LAST]
        return (min(begins), max(ends)) if begins and ends and min(begins) <= max(ends) else None

    @property
    def said(self) -> str:
        """The dates in words: `opent 1 dec 2015; sluit 16 feb 2016`."""
        return "; ".join(dict.fromkeys(each.said for each in self.moments))


def strands(table: Table, language: str) -> list[Strand]:
    """The things of a table with a row per date: each programme followed by its rounds, then papers, then events."""
    rows: dict[str, list[dict[str, Cell]]] = {}
    for row in table:
        rows.setdefault(row["thing"].value, []).append(row)
    found = [_strand(each, language) for each in rows.values()]
    places = {each.thing: at for at, each in enumerate(sorted(_of(found, "programme"), key=_early))}

    def place(each: Strand) -> tuple[int, int, int, int, date, str]:
        group = 0 if each.kind in ("programme", "round") else ORDER.index(each.kind)
        home = places.get(each.thing if each.kind == "programme" else each.within, len(places)) if not group else 0
        return group, home, ORDER.index(each.kind), each.number, _early(each)[0], each.name

    return sorted(found, key=place)


def _of(found: Iterable[Strand], kind: str) -> list[Strand]:
    return [each for each in found if each.kind == kind]


def _early(each: Strand) -> tuple[date, str]:
    """The first day of a thing; one without a day comes last."""
    return min((moment.first for moment in each.moments), default=date.max), each.name


def _strand(rows: list[dict[str, Cell]], language: str) -> Strand:
    """The rows of one thing."""
    head, number = rows[0], rows[0].get("number")
    moments = sorted(
        (moment for row in rows if (moment := _moment(row, language)) is not None),
        key=lambda each: (each.first, each.last, each.what, each.said),
    )
    kind = head["kind"].value if head["kind"].value in ORDER else "event"
    placed = number.python if number is not None else None
    within = head["within"].value if "within" in head else ""
    order = placed if isinstance(placed, int) else 99
    return Strand(kind, head["thing"].value, words_of(head["thing"], "?"), within, order, tuple(moments))


def _moment(row: dict[str, Cell], language: str) -> Moment | None:
    """The date of a row; None where it has none that can be read."""
    first, last = _day(row["earliest"]), _day(row["latest"])
    if first is None:
        return None
    last = max(last or first, first)
    said = row["said"].text if "said" in row and row["said"].text else _spoken(first, last, language)
    standing = row["standing"].value or "accepted"
    if standing == "contested":
        said = "≠ " + said
    elif standing == "superseded":
        said += f" ({words_of(row['standing'], standing)})"
    what = row["what"].value
    of = words_of(row["what"], what)
    of += ":" if what in ("begin", "end") else ""  # "begin 2015" would read as the first months of it
    return Moment(what, first, last, standing, said if what == "date" else f"{of} {said}")


def _day(cell: Cell) -> date | None:
    """A day from its text."""
    try:
        return date.fromisoformat(cell.value[:10])
    except ValueError:
        return None


def _spoken(first: date, last: date, language: str) -> str:
    """A day or a range of days, as people write it."""
    months = MONTHS[language]
    begin, end = (f"{day.day} {months[day.month - 1]} {day.year}" for day in (first, last))
    return begin if first == last else f"{begin} – {end}"
