"""The network of consortia: projects in the middle, and beside them who sits in more than one."""

from __future__ import annotations

from vakgraph.pictures import svg
from vakgraph.pictures.frame import NOTE, TEXT, WIDE, Drawn, Sheet, group, listed, needs, sheet
from vakgraph.pictures.knots import Knot, Net, net
from vakgraph.pictures.shapes import Item, box, key, mark
from vakgraph.table import Table

NAME = "network"
NEEDED = ("participant", "kind", "project")
MOST = 80  # more knots than this nobody reads
SIDE, MIDDLE, PAD, GAP, KNOT, ROW = 182.0, 376.0, 8.0, 8.0, 12.0, 30.0
SHAPES = {"municipality": "square", "knowledge": "circle", "client": "diamond", "other": "triangle"}
LOOKS = {"municipality": "dark", "knowledge": "mid", "client": "dark", "other": "plain"}

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Wie werkt met wie, en wie verbindt?",
        "told": "{shared} van {all} deelnemers zitten in meer dan één consortium en verbinden {linked} van {projects} "
        "consortia. Wie in één consortium zit, telt daar mee als “+ n”.",
        "municipality": "gemeente",
        "knowledge": "kennisinstelling",
        "client": "cliëntenorganisatie",
        "other": "andere organisatie",
        "plain": "consortium (project)",
        "line": "deelname",
        "dashes": "deelname aan een project dat niet zeker bij het programma hoort",
        "more": "+ {} die hier alleen in zitten",
        "loose": "Zonder gedeelde deelnemer (met hun aantal deelnemers)",
        "in": "{} consortia",
        "nobody": "Geen deelnemer zit in meer dan één consortium.",
        "left_out": "Niet getekend, want er is plaats voor {most} knopen: {names}",
    },
    "en": {
        "title": "Who works with whom, and who connects?",
        "told": "{shared} of {all} participants sit in more than one consortium and connect {linked} of {projects} "
        "consortia. Who sits in one consortium only counts there as “+ n”.",
        "municipality": "municipality",
        "knowledge": "knowledge institution",
        "client": "client organisation",
        "other": "other organisation",
        "plain": "consortium (project)",
        "line": "taking part",
        "dashes": "taking part in a project that does not surely belong to the programme",
        "more": "+ {} that sit in this one only",
        "loose": "Without a shared participant (with their number of participants)",
        "in": "{} consortia",
        "nobody": "No participant sits in more than one consortium.",
        "left_out": "Not drawn, as there is room for {most} knots: {names}",
    },
}


def network(table: Table, language: str = "nl", width: float = WIDE, most: int = MOST) -> str:
    """The network of a table with one row per participant and project, of at most `most` knots."""
    needs(table, ("Het netwerk", "The network"), NEEDED)
    on, found = sheet(NAME, language, width), net(table, most)
    words = WORDS[on.language]
    linked = [each for each in found.projects if each.ties]
    shared = found.left + found.right
    told = words["told"].format(
        shared=len(shared) + len(found.dropped),
        all=found.participants,
        linked=len(linked),
        projects=len(found.projects),
    )

    def body(top: float) -> Drawn:
        kinds = dict.fromkeys(each.kind for each in shared)
        items = [Item(f"{SHAPES[kind]}:{LOOKS[kind]}", words[kind]) for kind in SHAPES if kind in kinds]
        items += [] if on.narrow else [Item(look, words[look]) for look in ("plain", "line", "dashes")]
        after, explained = key(items, top - 8, on)
        drawn = _told if on.narrow else _net
        bottom, drawing = drawn(found, linked, after + 14, on)
        bottom, rest = _rest(found, bottom + 16, on, most)
        return bottom, explained + drawing + rest

    return on.drawn(words["title"], told, table.notes, body)


def _net(found: Net, linked: list[Knot], top: float, on: Sheet) -> Drawn:
    """The three columns and the lines between them."""
    if not linked:
        return top + 20, svg.named("text", WORDS[on.language]["nobody"], x=on.left, y=top + 14, font_size=TEXT)
    x = on.left + (on.room - MIDDLE) / 2
    heights = [_height(each, on) for each in linked]
    sides = max(sum(map(_slot, side)) for side in (found.left, found.right))
    high = max(sum(heights) + GAP * (len(heights) - 1), sides)
    gap = (high - sum(heights)) / max(len(heights) - 1, 1)
    y, tops, boxes = top, {}, []
    for each, tall in zip(linked, heights, strict=True):
        tops[each.name] = (y, tall)
        boxes.append(_project(each, x, y, tall, on))
        y += tall + gap
    lines, knots = [], []
    for side, at in ((found.left, on.left + SIDE), (found.right, on.left + on.room - SIDE)):
        edge, left = (x, True) if side is found.left else (x + MIDDLE, False)
        places = _places(side, top, high)
        lines.append(_lines(side, places, at, tops, edge))
        knots += [_participant(each, at, places[each.name], left, on) for each in side]
    return top + high, "".join(lines + boxes + knots)


def _slot(each: Knot) -> float:
    """The height that a participant and its words need."""
    return max(len(svg.wrap(each.label, SIDE - 30, NOTE)) * NOTE * svg.LINE_HEIGHT + 6, ROW)


def _places(side: list[Knot], top: float, high: float) -> dict[str, float]:
    """The middle of each participant of one side, spread over the height."""
    spare = (high - sum(map(_slot, side))) / max(len(side), 1)
    places, y = {}, top
    for each in side:
        places[each.name] = y + (_slot(each) + spare) / 2
        y += _slot(each) + spare
    return places


def _lines(
    side: list[Knot], places: dict[str, float], at: float, tops: dict[str, tuple[float, float]], x: float
) -> str:
    """The lines of one side, spread over the edge of each project in the order of their participants."""
    ends: dict[str, list[str]] = {}
    for each in side:
        for project in each.ties:
            ends.setdefault(project, []).append(each.name)
    drawn = []
    for each in side:
        for project, sure in each.ties.items():
            y, tall = tops[project]
            end = y + tall * (ends[project].index(each.name) + 1) / (len(ends[project]) + 1)
            drawn.append(_line(at, places[each.name], x, end, sure))
    return "".join(drawn)


def _line(x: float, y: float, to: float, end: float, sure: bool) -> str:
    """A bent line; dashed where the tie of the project to the programme is not sure."""
    n, bend = svg.number, (x + to) / 2
    path = f"M{n(x)} {n(y)}C{n(bend)} {n(y)} {n(bend)} {n(end)} {n(to)} {n(end)}"
    dashes: dict[str, str | float] = {} if sure else {"stroke_dasharray": "5 4"}
    return svg.element("path", d=path, fill="none", stroke=svg.QUIET, stroke_width=1.2, **dashes)


def _words(each: Knot, on: Sheet) -> tuple[list[str], str]:
    """The name of a project in lines, and how many sit in it alone."""
    more = WORDS[on.language]["more"].format(len(each.alone)) if each.alone else ""
    return svg.wrap(each.label, MIDDLE - 2 * PAD, NOTE), more


def _height(each: Knot, on: Sheet) -> float:
    texts, more = _words(each, on)
    return (len(texts) + bool(more)) * NOTE * svg.LINE_HEIGHT + 10


def _project(each: Knot, x: float, y: float, high: float, on: Sheet) -> str:
    """A consortium: the name of its project, and how many others sit in it."""
    texts, more = _words(each, on)
    said = svg.lines(texts, x + PAD, y + 17, NOTE)
    if more:
        base = y + 17 + len(texts) * NOTE * svg.LINE_HEIGHT
        said += svg.named("text", more, x=x + PAD, y=base, font_size=NOTE, fill=svg.QUIET)
    return group(_spoken(each), box(x, y, MIDDLE, high, "plain", on.name), said)


def _spoken(each: Knot) -> str:
    """A project with all its participants, or a participant with all its projects."""
    return f"{each.label}: {'; '.join([*each.named, *each.alone])}"


def _participant(each: Knot, x: float, y: float, left: bool, on: Sheet) -> str:
    """A participant: its shape tells its kind, its words stand outside."""
    texts = svg.wrap(each.label, SIDE - 30, NOTE)
    first = y + 4.5 - (len(texts) - 1) * NOTE * svg.LINE_HEIGHT / 2
    side: dict[str, str | float] = {"text_anchor": "end"} if left else {}
    said = svg.lines(texts, x - 14 if left else x + 14, first, NOTE, **side)
    return group(_spoken(each), mark(SHAPES[each.kind], x, y, KNOT, LOOKS[each.kind]), said)


def _told(found: Net, linked: list[Knot], top: float, on: Sheet) -> Drawn:
    """The same on a narrow sheet: each connecting participant with its consortia in words."""
    said, y, step = [], top, NOTE * svg.LINE_HEIGHT
    for each in sorted(found.left + found.right, key=lambda one: (-len(one.ties), one.label.casefold(), one.name)):
        texts = svg.wrap(f"{each.label}: {WORDS[on.language]['in'].format(len(each.ties))}", on.room - 22, NOTE, True)
        told = [line for name in each.named for line in svg.wrap("– " + name, on.room - 22, NOTE)]
        drawn = mark(SHAPES[each.kind], on.left + 7, y + 8, KNOT, LOOKS[each.kind])
        drawn += svg.lines(texts, on.left + 22, y + 13, NOTE, font_weight=650)
        drawn += svg.lines(told, on.left + 22, y + 13 + len(texts) * step, NOTE)
        said.append(group(_spoken(each), drawn))
        y += (len(texts) + len(told)) * step + 12
    spoken = [svg.element("g", svg.named("title", _spoken(each))) for each in linked]
    return y, "".join(said + spoken)


def _rest(found: Net, y: float, on: Sheet, most: int) -> Drawn:
    """What is not in the drawing, in words: consortia that share nobody, and who there was no room for."""
    words, said = WORDS[on.language], []
    loose = [each for each in found.projects if not each.ties]
    if loose:
        texts = svg.wrap(words["loose"], on.room, NOTE, True)
        names = listed((f"{each.label} ({len(each.alone)})" for each in loose), on.room)
        drawn = svg.lines(texts, on.left, y + NOTE, NOTE, font_weight=650)
        drawn += svg.lines(names, on.left, y + NOTE + len(texts) * NOTE * svg.LINE_HEIGHT, NOTE)
        said.append(group("; ".join(map(_spoken, loose)), drawn))
        y += (len(texts) + len(names)) * NOTE * svg.LINE_HEIGHT + 10
    if found.dropped:
        names = svg.wrap(
            words["left_out"].format(most=most, names="; ".join(map(_spoken, found.dropped))), on.room, NOTE
        )
        said.append(svg.lines(names, on.left, y + NOTE, NOTE))
        y += len(names) * NOTE * svg.LINE_HEIGHT + 10
    return y, "".join(said)
