"""The flow from programme line through type of intervention to target group, as wide as the number of projects."""

from __future__ import annotations

from collections import defaultdict

from vakgraph.pictures import svg
from vakgraph.pictures.flowing import COLUMNS, Node, Ribbon, nodes, ribbons, streams
from vakgraph.pictures.frame import NOTE, TEXT, WIDE, Drawn, Sheet, group, needs, sheet
from vakgraph.pictures.shapes import Item, box, key
from vakgraph.table import Table

NAME = "flow"
NEEDED = (*COLUMNS, "intervention")
BOXES = (206.0, 196.0, 236.0)
UNIT, GAP, PAD = 8.0, 6.0, 8.0

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Van programmalijn via interventie naar doelgroep",
        "told": "{lines} lijnen, {types} soorten interventies en {groups} doelgroepen. De breedte is {unit}.",
        "projects": "hoe vaak een project een interventie bij een doelgroep onderzocht; een project kan vaker tellen",
        "findings": "het aantal bevindingen bij een interventie en een doelgroep; een bevinding kan vaker tellen",
        "line": "geen lijn bekend",
        "intervention_type": "interventie niet vermeld",
        "target_group": "doelgroep niet vermeld",
        "heads_line": "Programmalijn",
        "heads_intervention_type": "Soort interventie",
        "heads_target_group": "Doelgroep",
        "mid": "stroom",
        "dashed": "een van beide is onbekend",
    },
    "en": {
        "title": "From programme line by intervention to target group",
        "told": "{lines} lines, {types} types of intervention and {groups} target groups. The width is {unit}.",
        "projects": "how often a project studied an intervention with a target group; a project may count more often",
        "findings": "the number of findings on an intervention and a target group; a finding may count more often",
        "line": "no line known",
        "intervention_type": "intervention not stated",
        "target_group": "target group not stated",
        "heads_line": "Programme line",
        "heads_intervention_type": "Type of intervention",
        "heads_target_group": "Target group",
        "mid": "stream",
        "dashed": "one of the two is unknown",
    },
}


def flow(table: Table, language: str = "nl", width: float = WIDE, by: str = "projects") -> str:
    """The flow of a table with a row per line, intervention and target group; `by` is `projects` or `findings`."""
    needs(table, ("De stroom", "The flow"), (*NEEDED, by))
    least = sum(BOXES) + 250
    on = sheet(NAME, language, width if width < 640 else max(width, least))
    words, found = WORDS[on.language], streams(table, by, WORDS["en" if language == "en" else "nl"])
    columns = nodes(found)
    known = [sum(node.known for node in column) for column in columns]
    told = words["told"].format(lines=known[0], types=known[1], groups=known[2], unit=words[by])

    def body(top: float) -> Drawn:
        if on.narrow:
            return _told(columns, ribbons(found, 0), ribbons(found, 1), top, on)
        after, explained = key((Item("mid", words["mid"]), Item("dashed", words["dashed"])), top - 8, on)
        bottom, drawing = _flow(columns, [ribbons(found, 0), ribbons(found, 1)], after + 24, on)
        return bottom, explained + drawing

    return on.drawn(words["title"], told, table.notes, body)


def _flow(columns: list[list[Node]], between: list[list[Ribbon]], top: float, on: Sheet) -> Drawn:
    """The three columns of boxes, and the ribbons between them."""
    space = (on.room - sum(BOXES)) / 2
    lefts = [on.left, on.left + BOXES[0] + space, on.left + BOXES[0] + BOXES[1] + 2 * space]
    heights = [[_height(node, wide) for node in column] for column, wide in zip(columns, BOXES, strict=True)]
    high = max(sum(column) + GAP * (len(column) - 1) for column in heights)
    tops: list[dict[str, float]] = []
    said = []
    for at, column in enumerate(columns):
        words = WORDS[on.language][f"heads_{COLUMNS[at]}"]
        said.append(svg.named("text", words, x=lefts[at], y=top, font_size=TEXT, font_weight=650))
        gap = (high - sum(heights[at])) / max(len(column) - 1, 1)
        y, placed = top + 14, {}
        for node, tall in zip(column, heights[at], strict=True):
            placed[node.name] = y + (tall - node.value * UNIT) / 2
            said.append(_box(node, lefts[at], y, BOXES[at], tall, on))
            y += tall + min(gap, 60)
        tops.append(placed)
    drawn = [_ribbons(between[at], tops[at], tops[at + 1], lefts[at] + BOXES[at], lefts[at + 1]) for at in range(2)]
    return top + 14 + high + 8, "".join(drawn + said)


def _height(node: Node, wide: float) -> float:
    """As high as its streams are wide, and no less than its words need."""
    lines = len(svg.wrap(node.label, wide - 2 * PAD - 34, NOTE))
    return max(node.value * UNIT + 4, lines * NOTE * svg.LINE_HEIGHT + 10)


def _box(node: Node, x: float, y: float, wide: float, high: float, on: Sheet) -> str:
    """A box with its words and its number; dashed where it stands for what is not known."""
    texts = svg.wrap(node.label, wide - 2 * PAD - 34, NOTE)
    first = y + high / 2 + 4.5 - (len(texts) - 1) * NOTE * svg.LINE_HEIGHT / 2
    number = svg.named(
        "text",
        str(node.value),
        x=x + wide - PAD,
        y=y + high / 2 + 4.5,
        font_size=NOTE,
        font_weight=650,
        text_anchor="end",
    )
    drawn = box(x, y, wide, high, "plain" if node.known else "dashed", on.name)
    return group(f"{node.label}: {node.value}", drawn, svg.lines(texts, x + PAD, first, NOTE), number)


def _ribbons(found: list[Ribbon], lefts: dict[str, float], rights: dict[str, float], x: float, to: float) -> str:
    """The ribbons between two columns, each leaving and arriving in the order of the other side."""
    starts, ends = defaultdict(float, lefts), defaultdict(float, rights)
    begin, finish = {}, {}
    for each in sorted(found, key=lambda one: (lefts[one.left], rights[one.right])):
        begin[each.left, each.right] = starts[each.left]
        starts[each.left] += each.value * UNIT
    for each in sorted(found, key=lambda one: (rights[one.right], lefts[one.left])):
        finish[each.left, each.right] = ends[each.right]
        ends[each.right] += each.value * UNIT
    return "".join(
        _ribbon(each, x, begin[each.left, each.right], to, finish[each.left, each.right])
        for each in sorted(found, key=lambda one: (not one.known, -one.value, lefts[one.left], rights[one.right]))
    )


def _ribbon(each: Ribbon, x: float, y: float, to: float, end: float) -> str:
    """One ribbon, bent; white and dashed where one of its ends is not known."""
    n, wide, bend = svg.number, each.value * UNIT, (x + to) / 2
    path = (
        f"M{n(x)} {n(y)}C{n(bend)} {n(y)} {n(bend)} {n(end)} {n(to)} {n(end)}V{n(end + wide)}"
        f"C{n(bend)} {n(end + wide)} {n(bend)} {n(y + wide)} {n(x)} {n(y + wide)}Z"
    )
    look: dict[str, str | float] = {"fill": svg.MID, "stroke": svg.PAPER}
    if not each.known:
        look = {"fill": svg.PAPER, "stroke": svg.QUIET, "stroke_dasharray": "5 4"}
    return group(each.spoken, svg.element("path", d=path, **look))


def _told(columns: list[list[Node]], first: list[Ribbon], second: list[Ribbon], y: float, on: Sheet) -> Drawn:
    """The same on a narrow sheet: per line a bar for each type of intervention, with its target groups in words."""
    labels = {node.name: node.label for column in columns for node in column}
    most = max(each.value for each in first)
    said, y = [], y - 6
    for line in columns[0]:
        texts = svg.wrap(f"{line.label}: {line.value}", on.room, TEXT, True)
        said.append(group(texts[0], svg.lines(texts, on.left, y + TEXT, TEXT, font_weight=650)))
        y += len(texts) * TEXT * svg.LINE_HEIGHT + 8
        for each in sorted((one for one in first if one.left == line.name), key=lambda one: (-one.value, one.right)):
            words = svg.wrap(f"{labels[each.right]}: {each.value}", on.room - 12, NOTE)
            bar = box(
                on.left + 12, y, (on.room - 12) * each.value / most, 8, "mid" if each.known else "dashed", on.name
            )
            said.append(group(each.spoken, bar, svg.lines(words, on.left + 12, y + 22, NOTE)))
            y += 16 + len(words) * NOTE * svg.LINE_HEIGHT + 4
        y += 10
    y += 8
    for kind in columns[1]:
        groups = sorted((one for one in second if one.left == kind.name), key=lambda one: (-one.value, one.right))
        told = ", ".join(f"{labels[one.right]} ({one.value})" for one in groups)
        texts, listed = svg.wrap(kind.label, on.room, NOTE, True), svg.wrap(told, on.room, NOTE)
        step = NOTE * svg.LINE_HEIGHT
        drawn = svg.lines(texts, on.left, y + NOTE, NOTE, font_weight=650)
        drawn += svg.lines(listed, on.left, y + NOTE + len(texts) * step, NOTE)
        said.append(group("; ".join(one.spoken for one in groups), drawn))
        y += (len(texts) + len(listed)) * step + 10
    return y, "".join(said)
