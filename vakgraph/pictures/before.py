"""Before and after the quickscan: two small maps, what was found since outlined, what is not recorded dashed."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph.pictures import svg
from vakgraph.pictures.cells import DIRECTIONS
from vakgraph.pictures.frame import NOTE, TEXT, WIDE, Drawn, Sheet, count, group, needs, sheet, words_of
from vakgraph.pictures.shapes import Item, key
from vakgraph.pictures.words import WORDS as GAP_MAP
from vakgraph.table import Cell, Table

NAME = "before-and-after"
NEEDED = ("intervention_type", "before", "since", "with_direction", "directions", "studied")
HIGH, BETWEEN, LABEL, SAID = 34.0, 12.0, 254.0, 346.0
OUTLINE = 3.0

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Wat kwam erbij sinds de quickscan?",
        "told": "Per soort interventie: links wat er van elders of van vóór het programma is, rechts wat sindsdien is "
        "gevonden. Bij {new} van de {all} soorten is sindsdien een richting gevonden. Van {unknown} is over daarvoor "
        "niets vastgelegd: dat is onbekend, niet leeg.",
        "before": "Daarvoor",
        "since": "Sindsdien",
        "unknown": "niet vastgelegd",
        "none": "geen bevinding gelezen",
        "finding": "{} bevinding",
        "findings": "{} bevindingen",
        "directed": "{} met een richting",
        "study": "{} studie",
        "studies": "{} studies",
        "found": "sindsdien gevonden (of het nieuw is, is alleen bekend als daarvoor iets is vastgelegd)",
        "unsure": "gevonden, maar alleen niet vastgesteld",
        "unrecorded": "niet vastgelegd: onbekend, niet leeg",
        "∅": "wel een studie, geen bevinding gelezen",
        "○": "geen studie bekend",
    },
    "en": {
        "title": "What was added since the quickscan?",
        "told": "By type of intervention: on the left what there is from elsewhere or from before the programme, on "
        "the right what was found since. For {new} of the {all} types a direction was found since. Of {unknown} "
        "nothing is recorded for before: that is unknown, not empty.",
        "before": "Before",
        "since": "Since then",
        "unknown": "not recorded",
        "none": "no finding was read",
        "finding": "{} finding",
        "findings": "{} findings",
        "directed": "{} with a direction",
        "study": "{} study",
        "studies": "{} studies",
        "found": "found since (whether it is new is known only where something is recorded for before)",
        "unsure": "found, but only not established",
        "unrecorded": "not recorded: unknown, not empty",
        "∅": "a study, but no finding was read",
        "○": "no study known",
    },
}
# How each state is drawn: a found one is outlined, one that says nothing is dashed.
LOOKS: dict[str, dict[str, str | float]] = {
    "": {"stroke": svg.PAPER},
    "found": {"stroke": svg.DARK, "stroke_width": OUTLINE},
    "unsure": {"stroke": svg.QUIET, "stroke_width": 1.0},
    "known": {"stroke": svg.DARK, "stroke_width": 1.0},
    "unrecorded": {"stroke": svg.QUIET, "stroke_width": 1.0, "stroke_dasharray": "5 4"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """One type of intervention: findings from before (None: nothing is recorded) and since, and the studies."""

    name: str
    before: int | None
    since: int
    directed: int
    marks: str
    studies: int

    def told(self, words: dict[str, str]) -> str:
        """What was found since, in words."""
        found = _counted("finding", "findings", self.since, words)
        said = [found, words["directed"].format(self.directed)] if self.since else [words["none"]]
        studies = _counted("study", "studies", self.studies, words) if self.studies else words["○"]
        return ", ".join((*said, studies))


def before_and_after(table: Table, language: str = "nl", width: float = WIDE) -> str:
    """The two maps of a table with one row per type of intervention, in its order."""
    needs(table, ("De kaart van toen", "The map of before"), NEEDED)
    on = sheet(NAME, language, width)
    words, lines = WORDS[on.language], [_line(row) for row in table]
    unknown = sum(each.before is None for each in lines)
    told = words["told"].format(new=sum(each.directed > 0 for each in lines), all=len(lines), unknown=unknown)

    def body(top: float) -> Drawn:
        y, explained = _key(top - 8, on)
        x, wide = _columns(on)
        heads = "".join(
            svg.named("text", words[name], x=x + at * (wide + BETWEEN), y=y + 22, font_size=TEXT, font_weight=650)
            for at, name in enumerate(("before", "since"))
        )
        y, rows = y + 34, []
        for each in lines:
            y, drawn = _row(each, y, on)
            rows.append(drawn)
        return y, explained + heads + "".join(rows)

    return on.drawn(words["title"], told, table.notes, body)


def _line(row: dict[str, Cell]) -> Line:
    marks = "".join(mark for mark in DIRECTIONS if mark in row["directions"].text)
    since, directed, studies = (count(row[name]) or 0 for name in ("since", "with_direction", "studied"))
    return Line(words_of(row["intervention_type"], "?"), count(row["before"]), since, directed, marks, studies)


def _counted(one: str, more: str, number: int, words: dict[str, str]) -> str:
    return words[one if number == 1 else more].format(number)


def _columns(on: Sheet) -> tuple[float, float]:
    """Where the first square begins, and how wide a square is."""
    beside = 0.0 if on.narrow else LABEL
    return on.left + beside, (on.room - beside - (0 if on.narrow else SAID) - BETWEEN) / 2


def _row(each: Line, y: float, on: Sheet) -> Drawn:
    """One type: its name, the square of before, the square of since, and both in words."""
    words, (x, wide) = WORDS[on.language], _columns(on)
    was = words["unknown"] if each.before is None else str(each.before)
    state, now = ("found" if each.directed else "unsure" if each.since else ""), f"{each.since} {each.marks}"
    told = each.told(words)
    bottom, top, said = _words(each.name, told, y, on)
    drawn = (
        said
        + _square("unrecorded" if each.before is None else "known", was, x, top, wide)
        + _square(state, now if each.since else "∅" if each.studies else "○", x + wide + BETWEEN, top, wide)
    )
    spoken = f"{each.name}: {words['before'].lower()} {was}; {words['since'].lower()} {told} {each.marks}".strip()
    return bottom, group(spoken, drawn)


def _words(name: str, told: str, y: float, on: Sheet) -> tuple[float, float, str]:
    """The words of a row: where it ends, where its squares begin, the name and what was found, beside or below."""
    names = svg.wrap(name, on.room if on.narrow else LABEL - 16, TEXT)
    said = svg.wrap(told, on.room if on.narrow else SAID - 16, NOTE)
    step, small = TEXT * svg.LINE_HEIGHT, NOTE * svg.LINE_HEIGHT
    if on.narrow:
        top = y + len(names) * step + 6
        first, after = y + TEXT, top + HIGH + NOTE + 4
        x, bottom = on.left, after + (len(said) - 1) * small + 18
    else:
        high = max(HIGH, len(names) * step, len(said) * small)
        top, middle = y + (high - HIGH) / 2, y + high / 2
        first = middle + TEXT * 0.36 - (len(names) - 1) * step / 2
        after = middle + NOTE * 0.36 - (len(said) - 1) * small / 2
        x, bottom = on.left + on.room - SAID + 16, y + high + 8
    drawn = svg.lines(names, on.left, first, TEXT) + svg.lines(said, x, after, NOTE, fill=svg.QUIET)
    return bottom, top, drawn


def _square(state: str, words: str, x: float, y: float, wide: float) -> str:
    """A square with its words; without a state it is empty, and only its mark stands there."""
    inset = OUTLINE / 2
    box = svg.element(
        "rect", x=x + inset, y=y + inset, width=wide - OUTLINE, height=HIGH - OUTLINE, fill=svg.PAPER, **LOOKS[state]
    )
    bold: dict[str, str | float] = {"font_weight": 650} if state in ("found", "known") else {"fill": svg.QUIET}
    text = svg.named("text", words, x=x + wide / 2, y=y + HIGH / 2 + 5, font_size=TEXT, text_anchor="middle", **bold)
    return box + text


def _key(top: float, on: Sheet) -> Drawn:
    """What the outlines and the marks mean."""
    looks = (("thick", "found"), ("plain", "unsure"), ("dashed", "unrecorded"), ("∅", "∅"), ("○", "○"))
    items = [Item(look, WORDS[on.language][name]) for look, name in looks]
    return key([*items, *(Item(mark, said) for mark, said in GAP_MAP[on.language].directions.items())], top, on)
