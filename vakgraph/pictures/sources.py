"""The three-source panel: what research, practice and clients say of an intervention, side by side, never added up."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph.pictures import svg
from vakgraph.pictures.cells import DIRECTIONS, Square
from vakgraph.pictures.frame import NOTE, TEXT, WIDE, Drawn, Sheet, group, needs, sheet, words_of
from vakgraph.pictures.square import square
from vakgraph.table import Cell, Table

NAME = "three-sources"
NEEDED = ("knowledge_kind", "about", "outcome", "direction", "certainty", "finding")
KINDS = ("science", "practice", "client")
FULL, LABEL, GAP, PAD, HIGH = 4, 250.0, 12.0, 10.0, 40.0

WORDS = {
    "nl": {
        "title": "Wat zeggen onderzoek, praktijk en cliënten?",
        "told": "{all} interventies met een bevinding: {science} uit onderzoek, {practice} uit de praktijk, {client} "
        "van cliënten. Drie soorten kennis naast elkaar, nooit opgeteld.",
        "one": "{what}: drie soorten kennis naast elkaar, nooit opgeteld tot één oordeel.",
        "science": "Onderzoek",
        "practice": "Praktijk",
        "client": "Cliënten",
        "empty": "nog niets bekend",
        "key": "Lezen: aantal bevindingen, hoogste zekerheid (A hoog, B redelijk, C laag, D zeer laag, – niet "
        "beoordeeld), richting (▲ beter, = geen verschil aangetoond, ▼ slechter, ◆ gemengd, ? niet vastgesteld).",
        "keys": "Lezen: richting (▲ beter, = geen verschil aangetoond, ▼ slechter, ◆ gemengd, ? niet vastgesteld), dan "
        "zekerheid (A hoog, B redelijk, C laag, D zeer laag, – niet beoordeeld).",
        "unknown": "uitkomst niet vermeld",
    },
    "en": {
        "title": "What do research, practice and clients say?",
        "told": "{all} interventions with a finding: {science} from research, {practice} from practice, {client} from "
        "clients. Three kinds of knowledge side by side, never added up.",
        "one": "{what}: three kinds of knowledge side by side, never added up to one verdict.",
        "science": "Research",
        "practice": "Practice",
        "client": "Clients",
        "empty": "nothing known yet",
        "key": "Reading: number of findings, highest certainty (A high, B moderate, C low, D very low, – not "
        "assessed), direction (▲ better, = no difference shown, ▼ worse, ◆ mixed, ? not established).",
        "keys": "Reading: direction (▲ better, = no difference shown, ▼ worse, ◆ mixed, ? not established), then "
        "certainty (A high, B moderate, C low, D very low, – not assessed).",
        "unknown": "outcome not stated",
    },
}


@dataclass(frozen=True, slots=True)
class Said:
    """One finding: its direction as a glyph, its certainty as a letter, and the outcome in words."""

    glyph: str
    letter: str
    outcome: str

    @property
    def line(self) -> str:
        """`▲ B betaald werk gevonden`."""
        return f"{self.glyph} {self.letter or '–'} {self.outcome}"


Panels = dict[str, dict[str, list[Said]]]


def three_sources(table: Table, language: str = "nl", width: float = WIDE) -> str:
    """The panels of a table with one row per finding and outcome; few interventions are told whole, many in marks."""
    needs(table, ("Het bronnenpaneel", "The panel of sources"), NEEDED)
    on = sheet(NAME, language, width)
    words, (names, panels) = WORDS[on.language], _panels(table, on.language)
    whole = len(panels) <= FULL
    counts = {kind: sum(kind in each for each in panels.values()) for kind in KINDS}
    told = words["told"].format(all=len(panels), **counts)
    if len(panels) == 1:
        told = words["one"].format(what=next(iter(names.values())))

    def body(top: float) -> Drawn:
        key = svg.wrap(words["keys" if whole else "key"], on.room, NOTE)
        said, y = [svg.lines(key, on.left, top, NOTE)], top + len(key) * NOTE * svg.LINE_HEIGHT + 14
        if not (whole and on.narrow):
            y, head = _heads(y, on)
            said.append(head)
        row = _stacked if whole and on.narrow else _row
        for at, about in enumerate(sorted(panels, key=lambda each: (names[each].casefold(), each))):
            y, drawn = row(names[about], panels[about], whole, y, on)
            line = svg.element("line", x1=on.left, x2=on.left + on.room, y1=y, y2=y, stroke=svg.LINE)
            said.append(drawn + (line if at < len(panels) - 1 else ""))
            y += 8
        return y, "".join(said)

    return on.drawn(words["title"], told, table.notes, body)


def _panels(table: Table, language: str) -> tuple[dict[str, str], Panels]:
    """Per intervention and kind of knowledge its findings; a finding on several outcomes stands once with all."""
    names: dict[str, str] = {}
    found: dict[str, dict[str, dict[str, list[dict[str, Cell]]]]] = {}
    for row in table:
        about, kind = row["about"].value, row["knowledge_kind"].value.rpartition("/")[2]
        names.setdefault(about, words_of(row["about"], "?"))
        rows = found.setdefault(about, {}).setdefault(kind if kind in KINDS else "science", {})
        rows.setdefault(row["finding"].value, []).append(row)
    unknown = WORDS[language]["unknown"]
    return names, {
        about: {
            kind: sorted((_said(rows, unknown) for rows in each.values()), key=_order) for kind, each in kinds.items()
        }
        for about, kinds in found.items()
    }


def _said(rows: list[dict[str, Cell]], unknown: str) -> Said:
    """The rows of one finding."""
    direction, certainty = rows[0]["direction"].text, rows[0]["certainty"].text
    glyph = direction[:1] if direction[:1] in DIRECTIONS else "?"
    letter = certainty[:1] if certainty[:1] in tuple("ABCD") else ""
    outcomes = sorted({words_of(row["outcome"], unknown) for row in rows})
    return Said(glyph, letter, ", ".join(outcomes))


def _order(each: Said) -> tuple[int, str, str]:
    """The marks in their fixed order, the surest first."""
    return DIRECTIONS.index(each.glyph), each.letter or "E", each.outcome


def _columns(on: Sheet) -> tuple[float, float]:
    """Where the three columns begin, and how wide each is."""
    beside = 0.0 if on.narrow else LABEL
    return on.left + beside, (on.room - beside - 2 * GAP) / 3


def _heads(y: float, on: Sheet) -> Drawn:
    """The names of the three columns."""
    left, wide = _columns(on)
    said = [
        svg.named(
            "text", WORDS[on.language][kind], x=left + at * (wide + GAP), y=y + 12, font_size=TEXT, font_weight=650
        )
        for at, kind in enumerate(KINDS)
    ]
    line = svg.element("line", x1=on.left, x2=on.left + on.room, y1=y + 20, y2=y + 20, stroke=svg.INK)
    return y + 28, "".join(said) + line


def _row(name: str, kinds: dict[str, list[Said]], whole: bool, y: float, on: Sheet) -> Drawn:
    """One intervention: its name and its three panels."""
    left, wide = _columns(on)
    titles = svg.wrap(name, on.room if on.narrow else LABEL - 2 * PAD, TEXT)
    label = svg.lines(titles, on.left, y + 14, TEXT)
    under = y + len(titles) * TEXT * svg.LINE_HEIGHT + 4
    top, bottoms, panels = (under if on.narrow else y), [under], []
    for at, kind in enumerate(KINDS):
        bottom, drawn = _panel(kinds.get(kind, []), whole, left + at * (wide + GAP), top, wide, on)
        spoken = "; ".join(each.line for each in kinds.get(kind, [])) or WORDS[on.language]["empty"]
        panels.append(group(f"{name}, {WORDS[on.language][kind].lower()}: {spoken}", drawn))
        bottoms.append(bottom)
    return max(bottoms) + 8, label + "".join(panels)


def _stacked(name: str, kinds: dict[str, list[Said]], whole: bool, y: float, on: Sheet) -> Drawn:
    """One intervention on a narrow sheet: its panels below each other, each under its own word."""
    titles = svg.wrap(name, on.room, TEXT, True)
    said, y = [svg.lines(titles, on.left, y + 14, TEXT, font_weight=650)], y + len(titles) * TEXT * svg.LINE_HEIGHT + 8
    for kind in KINDS:
        word, found = WORDS[on.language][kind], kinds.get(kind, [])
        bottom, drawn = _panel(found, whole, on.left, y + 20, on.room, on)
        spoken = "; ".join(each.line for each in found) or WORDS[on.language]["empty"]
        head = svg.named("text", word, x=on.left, y=y + 14, font_size=NOTE, font_weight=650)
        said.append(group(f"{name}, {word.lower()}: {spoken}", head, drawn))
        y = bottom + 12
    return y, "".join(said)


def _panel(said: list[Said], whole: bool, x: float, y: float, wide: float, on: Sheet) -> Drawn:
    """What one kind of knowledge says: in words, in marks, or that nothing is known."""
    if not said:
        texts = svg.wrap(WORDS[on.language]["empty"], wide, NOTE)
        high = NOTE * svg.LINE_HEIGHT if whole else HIGH
        first = y + 14 if whole else y + HIGH / 2 + 4 - (len(texts) - 1) * NOTE * svg.LINE_HEIGHT / 2
        return y + high, svg.lines(texts, x, first, NOTE, fill=svg.QUIET)
    if not whole:
        letters = sorted(each.letter for each in said if each.letter)
        state = "not-established" if all(each.glyph == "?" for each in said) else "evidence"
        marks = "".join(each.glyph for each in said)
        found = Square(state, len(said), letters[0] if letters else "", marks)
        return y + HIGH, square(found, x, y, min(wide, 150.0), HIGH, "")
    texts = [line for each in said for line in svg.wrap(each.line, wide, NOTE)]
    return y + len(texts) * NOTE * svg.LINE_HEIGHT, svg.lines(texts, x, y + 14, NOTE)
