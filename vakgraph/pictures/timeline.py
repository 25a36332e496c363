"""The timeline: programmes and rounds as bars, letters and meetings as marks, what has no date as an empty slot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vakgraph.pictures import svg
from vakgraph.pictures.frame import NOTE, TEXT, WIDE, Drawn, Sheet, group, needs, sheet
from vakgraph.pictures.moments import Moment, Strand, strands
from vakgraph.pictures.shapes import Item, box, key, mark
from vakgraph.table import Table

NAME = "timeline"
NEEDED = ("kind", "thing", "what", "earliest", "latest", "standing")
LABEL, PAD, TRACK, ROW = 372.0, 16.0, 14.0, 8.0
YEAR_LEAST, PIECE_LEAST = 40.0, 14.0

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "De programma's in de tijd",
        "told": "{rounds} rondes in {programmes} programma's, van {first} tot en met {last}; van {undated} "
        "rondes noemt geen gelezen bron een datum.",
        "undated": "geen datum bekend",
        "round": "Rondes",
        "paper": "Brieven en andere Kamerstukken",
        "event": "Bijeenkomsten en besluiten",
        "none": "Zonder bekende datum: ",
        "dark": "programma",
        "mid": "ronde, van opening tot sluiting",
        "diamond:dark": "honorering",
        "square:dark": "Kamerstuk",
        "circle:dark": "bijeenkomst of besluit",
        "dots": "de dag is niet precies bekend",
        "dashed": "betwist (≠), of een eerder plan",
        "slot": "leeg: geen datum bekend",
    },
    "en": {
        "title": "The programmes in time",
        "told": "{rounds} rounds in {programmes} programmes, from {first} up to and including {last}; of {undated} "
        "rounds no source that was read gives a date.",
        "undated": "no date known",
        "round": "Rounds",
        "paper": "Letters and other papers of parliament",
        "event": "Meetings and decisions",
        "none": "Without a known date: ",
        "dark": "programme",
        "mid": "round, from opening to closing",
        "diamond:dark": "grants",
        "square:dark": "paper of parliament",
        "circle:dark": "meeting or decision",
        "dots": "the day is not known precisely",
        "dashed": "contested (≠), or an earlier plan",
        "slot": "empty: no date known",
    },
}
KEYS = ("dark", "mid", "diamond:dark", "square:dark", "circle:dark", "dots", "dashed")


@dataclass(frozen=True, slots=True)
class Axis:
    """The years from left to right, in pixels."""

    first: int
    last: int
    left: float
    room: float

    def at(self, day: date) -> float:
        """Where a day stands."""
        begin, days = date(self.first, 1, 1), (date(self.last + 1, 1, 1) - date(self.first, 1, 1)).days
        return self.left + self.room * (day - begin).days / days

    def lines(self, top: float, bottom: float) -> str:
        """A thin line at the start of every year, its number above it where there is room."""
        step = next((n for n in (1, 2, 5, 10, 50) if self.room / (self.last - self.first + 1) * n >= YEAR_LEAST), 100)
        said = []
        for year in range(self.first, self.last + 1):
            x = self.at(date(year, 1, 1))
            said.append(svg.element("line", x1=x, x2=x, y1=top, y2=bottom, stroke=svg.LINE))
            if (year - self.first) % step == 0:
                said.append(svg.named("text", str(year), x=x + 3, y=top + 10, font_size=NOTE, fill=svg.QUIET))
        return "".join(said)


def timeline(table: Table, language: str = "nl", width: float = WIDE) -> str:
    """The timeline of a table with one row per date of a programme, round, paper or event, or one without a date."""
    needs(table, ("De tijdlijn", "The timeline"), NEEDED)
    on = sheet(NAME, language, width)
    words, known = WORDS[on.language], strands(table, on.language)
    years = [day.year for each in known for moment in each.moments for day in (moment.first, moment.last)] or [2015]
    label = 0 if on.narrow else LABEL
    axis = Axis(min(years), max(years), on.left + label, on.room - label)
    rounds = [each for each in known if each.kind == "round"]
    told = words["told"].format(
        rounds=len(rounds),
        programmes=sum(each.kind == "programme" for each in known),
        first=axis.first,
        last=axis.last,
        undated=sum(not each.moments for each in rounds),
    )

    def body(top: float) -> Drawn:
        after, explained = key((Item(look, words[look]) for look in KEYS), top - 8, on)
        bottom, rows, y = 0.0, [], after + 34
        for part in ("programme", "paper", "event"):
            y, drawn = _part(part, known, y, axis, on)
            rows.append(drawn)
            bottom = y
        return bottom, explained + axis.lines(after + 12, bottom - 4) + "".join(rows)

    return on.drawn(words["title"], told, table.notes, body)


def _part(part: str, known: list[Strand], y: float, axis: Axis, on: Sheet) -> Drawn:
    """The programmes with their rounds, or the papers, or the events under a heading of their own."""
    words, said = WORDS[on.language], []
    mine = [each for each in known if each.kind == part or (part == "programme" and each.kind == "round")]
    if not mine:
        return y, ""
    if part != "programme":
        said.append(svg.named("text", words[part], x=on.left, y=y + 20, font_size=TEXT, font_weight=650))
        y += 34
    slots = part == "programme"
    for each in mine:
        if each.moments or slots:
            y, drawn = _row(each, known, y, axis, on)
            said.append(drawn)
    rest = [each for each in mine if not each.moments] if not slots else []
    if rest:
        y, drawn = _rest(rest, y, on)
        said.append(drawn)
    return y + 8, "".join(said)


def _rest(rest: list[Strand], y: float, on: Sheet) -> Drawn:
    """What has no date, in words."""
    words, room = WORDS[on.language], on.room if on.narrow else LABEL - PAD
    said = words["none"] + "; ".join(each.name for each in rest) + "."
    texts = svg.wrap(said, room, NOTE)
    drawn = group(said, _patched(texts, on.left, y + 14, on))
    return y + len(texts) * NOTE * svg.LINE_HEIGHT + 14, drawn


def _patched(texts: list[str], x: float, y: float, on: Sheet) -> str:
    """Lines of text; where the axis runs behind them, on white."""
    high = len(texts) * NOTE * svg.LINE_HEIGHT + 4
    behind = svg.element("rect", x=x, y=y - NOTE, width=on.room, height=high, fill=svg.PAPER) if on.narrow else ""
    return behind + svg.lines(texts, x, y, NOTE, fill=svg.QUIET)


def _row(each: Strand, known: list[Strand], y: float, axis: Axis, on: Sheet) -> Drawn:
    """One line of the picture: the name and the dates in words, and the marks on the axis."""
    words = WORDS[on.language]
    below, label = _label(each, y, on)
    high = below - y
    behind = svg.element("rect", x=on.left, y=y, width=on.room, height=high, fill=svg.PAPER) if on.narrow else ""
    track = below + 4 if on.narrow else y + 4
    drawn = marks(each, axis, track, on) if each.moments else slot(each, known, axis, track, on)
    bottom = track + TRACK + 8 if on.narrow else max(below, track + TRACK + 8)
    return bottom + ROW, group(f"{each.name}: {each.said or words['undated']}", behind, label, drawn)


def _label(each: Strand, y: float, on: Sheet) -> Drawn:
    """The name of a thing with its dates below it; a paper and an event say both in one breath."""
    programme, own = each.kind == "programme", each.kind in ("programme", "round")
    indent = 12.0 if each.kind == "round" else 0.0
    room, size = (on.room if on.narrow else LABEL - PAD) - indent, TEXT if programme else NOTE
    bold: dict[str, str | float] = {"font_weight": 650} if programme else {}
    texts, x = svg.wrap(each.name if own else f"{each.name}: {each.said}", room, size, programme), on.left + indent
    told = svg.wrap(each.said or WORDS[on.language]["undated"], room, NOTE) if own else []
    first, step = y + size + 2, NOTE * svg.LINE_HEIGHT
    below = first + len(texts) * size * svg.LINE_HEIGHT
    said = svg.lines(texts, x, first, size, **bold) + svg.lines(told, x, below - 1, NOTE, fill=svg.QUIET)
    return below + (len(told) - 1) * step + 6, said


def slot(each: Strand, known: list[Strand], axis: Axis, y: float, on: Sheet) -> str:
    """An empty slot as long as the programme, with the words that no date is known."""
    words = WORDS[on.language]
    whole = next((other for other in known if other.thing == each.within and other.moments), None)
    days = [day for moment in (whole.moments if whole else ()) for day in (moment.first, moment.last)]
    days = days or [date(axis.first, 1, 1), date(axis.last, 12, 31)]
    begin, end = axis.at(min(days)), axis.at(max(days))
    said = svg.named("text", words["undated"], x=begin + 8, y=y + 13, font_size=NOTE, fill=svg.QUIET)
    return box(begin, y - 1, end - begin, TRACK + 6, "dashed", on.name) + said


def marks(each: Strand, axis: Axis, y: float, on: Sheet) -> str:
    """A bar from the first to the last accepted day, and a mark for what is a moment."""
    said = []
    bar = each.bar
    if bar is not None:
        begin, end = axis.at(bar[0]), axis.at(bar[1])
        look = "dark" if each.kind == "programme" else "mid"
        said.append(box(begin, y, max(end - begin, 4), TRACK, look, on.name))
    said += [_moment(each, moment, axis, y, on) for moment in each.moments]
    return "".join(said)


def _moment(each: Strand, moment: Moment, axis: Axis, y: float, on: Sheet) -> str:
    """A date that is a moment, contested or planned earlier; nothing where the bar says it all."""
    begin, end = axis.at(moment.first), axis.at(moment.last)
    shape = {"paper": "square", "event": "circle"}.get(each.kind, "diamond" if moment.what == "granted" else "")
    sure, wide = moment.standing == "accepted", max(end - begin, 6)
    if shape:
        behind = box(begin, y + 2, wide, TRACK - 4, "dots", on.name) if end - begin > 14 else ""
        return behind + mark(shape, (begin + end) / 2, y + TRACK / 2, 10, "dark" if sure else "dashed")
    if each.bar is None:
        return box(begin, y, wide, TRACK, "dots" if sure else "dashed", on.name)
    if sure:
        return ""
    wide = max(wide, PIECE_LEAST)  # a shorter one would not be seen to be dashed
    return box((begin + end - wide) / 2, y + TRACK + 1, wide, 7, "dashed", on.name)
