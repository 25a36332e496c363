"""Drawings within a report: the timeline with a line for each round, the money of a programme as one bar, the map."""

from __future__ import annotations

from vakgraph.pictures import budget, svg, tiles, timeline
from vakgraph.pictures.bars import amount
from vakgraph.pictures.frame import NOTE, WIDE, Sheet, framed, group, needs, sheet, words_of
from vakgraph.pictures.moments import Strand, strands
from vakgraph.pictures.shapes import Item, key
from vakgraph.pictures.timeline import Axis
from vakgraph.table import Table

LABEL, LINE, AXIS, PART = 316.0, 24.0, 20.0, 416.0
TIMES, MONEY, LAND = "strip-times", "strip-money", "strip-land"


def times(table: Table, language: str = "nl", width: float = WIDE) -> str:
    """The timeline with one line each for a programme, a round, all papers and all events; dates are in its table."""
    needs(table, ("De tijdlijn", "The timeline"), timeline.NEEDED)
    on = sheet(TIMES, language, width, WIDE)
    words, known = timeline.WORDS[on.language], strands(table, on.language)
    years = [day.year for each in known for moment in each.moments for day in (moment.first, moment.last)] or [2015]
    axis = Axis(min(years), max(years), LABEL, on.width - LABEL)
    own = [each for each in known if each.kind in ("programme", "round")]
    lines = [(_bare(each), [each]) for each in own]
    lines += [(words[kind], [each for each in known if each.kind == kind]) for kind in ("paper", "event")]
    lines = [(name, several) for name, several in lines if several]
    rounds = [each for each in own if each.kind == "round"]
    told = words["told"].format(
        rounds=len(rounds), programmes=len(own) - len(rounds), first=axis.first, last=axis.last,
        undated=sum(not each.moments for each in rounds),
    )  # fmt: skip
    bottom = AXIS + LINE * len(lines)
    rows = [_line(name, several, known, AXIS + LINE * at, axis, on) for at, (name, several) in enumerate(lines)]
    after, explained = key((Item(look, words[look]) for look in timeline.KEYS), bottom + 14, on)
    return framed(on, words["title"], told, after + 4, axis.lines(0, bottom), *rows, explained, own=False)


def _line(name: str, several: list[Strand], known: list[Strand], y: float, axis: Axis, on: Sheet) -> str:
    """One line: a name, and the marks of what it holds; a round without a date is an empty slot."""
    heavy: dict[str, str | float] = {"font_weight": 650} if several[0].kind != "round" else {}
    indent = 12.0 if several[0].kind == "round" else 0.0
    label = svg.wrap(name, LABEL - 12 - indent, NOTE, bool(heavy))[0]
    drawn = [
        timeline.marks(each, axis, y + 5, on) if each.moments else timeline.slot(each, known, axis, y + 4, on)
        for each in several
        if each.moments or each.kind == "round"
    ]
    said = "; ".join(f"{each.name}: {each.said or timeline.WORDS[on.language]['undated']}" for each in several)
    return group(said, svg.named("text", label, x=indent, y=y + 17, font_size=NOTE, **heavy), *drawn)


def _bare(each: Strand) -> str:
    """`Ronde 1: kortdurend onderzoek` as `Ronde 1`."""
    return each.name.split(":")[0].split(" (")[0]


def money(table: Table, language: str = "nl", width: float = WIDE) -> str:
    """One bar for each programme of which the money is known: a piece for each round, what is not traced hatched."""
    needs(table, ("De geldbalk", "The budget bar"), budget.NEEDED)
    on = sheet(MONEY, language, width, WIDE)
    words, rows = budget.WORDS[on.language], list(table)
    inside = {row["thing"].value for row in rows}
    wholes = [row for row in rows if row["within"].value not in inside and amount(row["available"]).known]
    most = max((amount(row["available"]).most for row in wholes), default=1)
    y, said = 0.0, []
    for row in wholes:
        whole = amount(row["available"])
        parts = [each for each in rows if each["within"].value == row["thing"].value and budget.summed(each)]
        head = f"{words_of(row['thing'], '?')}: {words['available'].format(budget.euros(whole, on.language))}"
        said.append(svg.named("text", head, x=0, y=y + 14, font_size=NOTE, font_weight=650))
        said.append(group(head, budget.pieces(row, parts, whole, most, y + 22, on, (0, on.width))))
        y += 22 + budget.WHOLE + 12
    after, explained = key((Item(look, words[look]) for look in ("mid", "hatch")), y, on)
    told = " ".join(budget.message(row, on) for row in rows if row["within"].value not in inside)
    return framed(on, words["title"], told, after, *said, explained, own=False)


def municipalities(table: Table, language: str = "nl", width: float = PART) -> str:
    """The map alone, with its key; who is known by name stands beside it in the words of the page."""
    needs(table, ("De kaart van gemeenten", "The map of municipalities"), tiles.NEEDED)
    on = sheet(LAND, language, width, PART)
    known = tiles.placed(table)
    bottom, drawing = tiles.land(known, 0, on)
    after, explained = key(tiles.looks(on), bottom + 12, on)
    title, told = tiles.WORDS[on.language]["title"], tiles.message(table, known, on)
    return framed(on, title, told, after, drawing, explained, own=False)
