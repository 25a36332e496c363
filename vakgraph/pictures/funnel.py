"""The funnel: per round from application to publication, every number as a bar on one scale."""

from __future__ import annotations

from vakgraph.pictures import svg
from vakgraph.pictures.bars import Amount, amount, bar
from vakgraph.pictures.frame import NOTE, TEXT, WIDE, Drawn, Sheet, group, needs, sheet, words_of
from vakgraph.pictures.shapes import Item, box, key
from vakgraph.table import Cell, Table

NAME = "funnel"
FROM_SOURCES = ("applications", "granted")
COUNTED = ("known", "with_finding", "with_publication")
NEEDED = ("of_round", *FROM_SOURCES, *COUNTED)
STEP, BAR, LABEL, BETWEEN, SAID = 24.0, 16.0, 128.0, 40.0, 112.0

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Van aanvraag tot publicatie, per ronde",
        "told": "{known} van {all} rondes met een bekend aantal aanvragen: {each}. Van de andere noemt geen gelezen "
        "bron een aantal.",
        "of": "{round}: {applications}, waarvan {granted} gehonoreerd",
        "applications": "aanvragen",
        "granted": "gehonoreerd",
        "known": "in deze graaf",
        "with_finding": "met bevinding",
        "with_publication": "met publicatie",
        "unknown": "onbekend",
        "none": "geen bekend",
        "registered": "aangemelde partijen: {}",
        "source": "aantal volgens een bron",
        "counted": "geteld in deze graaf",
        "contested": "≠ bronnen spreken elkaar tegen",
        "empty": "onbekend: geen gelezen bron noemt het",
    },
    "en": {
        "title": "From application to publication, by round",
        "told": "{known} of {all} rounds with a known number of applications: {each}. Of the others no source that was "
        "read gives a number.",
        "of": "{round}: {applications}, of which {granted} granted",
        "applications": "applications",
        "granted": "granted",
        "known": "in this graph",
        "with_finding": "with a finding",
        "with_publication": "with publication",
        "unknown": "unknown",
        "none": "none known",
        "registered": "parties that registered: {}",
        "source": "number according to a source",
        "counted": "counted in this graph",
        "contested": "≠ sources disagree",
        "empty": "unknown: no source that was read says it",
    },
}


def funnel(table: Table, language: str = "nl", width: float = WIDE) -> str:
    """The funnel of a table with one row per round: applications, granted, and what this graph knows of it."""
    needs(table, ("De trechter", "The funnel"), NEEDED)
    on = sheet(NAME, language, width)
    words, rounds = WORDS[on.language], list(table)
    most = max(amount(row[name]).most for row in rounds for name in (*FROM_SOURCES, *COUNTED))

    def body(top: float) -> Drawn:
        items = [Item("dark", words["source"]), Item("mid", words["counted"])]
        items += [Item("dashed", words["contested"]), Item("dots", words["empty"])]
        after, explained = key(items, top - 8, on)
        bottom, panels = _panels(rounds, most, after + 14, on)
        return bottom, explained + panels

    return on.drawn(words["title"], _told(rounds, on), table.notes, body)


def _told(rounds: list[dict[str, Cell]], on: Sheet) -> str:
    """The message in words: the rounds of which the number of applications is known."""
    words = WORDS[on.language]
    known = [row for row in rounds if amount(row["applications"]).known]
    each = "; ".join(
        words["of"].format(
            round=_short(words_of(row["of_round"], words["unknown"])),
            applications=row["applications"].text,
            granted=words_of(row["granted"], words["unknown"]),
        )
        for row in known
    )
    return words["told"].format(known=len(known), all=len(rounds), each=each or words["unknown"])


def _short(label: str) -> str:
    """`Ronde 1: kortdurend onderzoek` as `Ronde 1`."""
    return label.split(":")[0]


def _panels(rounds: list[dict[str, Cell]], most: int, top: float, on: Sheet) -> Drawn:
    """A panel for every round, two beside each other where there is room."""
    columns = 1 if on.narrow else 2
    wide = (on.room - BETWEEN * (columns - 1)) / columns
    said, y = [], top
    for at in range(0, len(rounds), columns):
        row = rounds[at : at + columns]
        drawn = [_panel(each, on.left + i * (wide + BETWEEN), y, wide, most, on) for i, each in enumerate(row)]
        said += [panel for _, panel in drawn]
        y = max(bottom for bottom, _ in drawn) + 22
    return y - 10, "".join(said)


def _panel(row: dict[str, Cell], x: float, y: float, wide: float, most: int, on: Sheet) -> Drawn:
    """One round: its name, and a bar for each step."""
    words, name = WORDS[on.language], words_of(row["of_round"], WORDS[on.language]["unknown"])
    titles = svg.wrap(name, wide, TEXT, True)
    said = [svg.lines(titles, x, y + TEXT, TEXT, font_weight=650)]
    at, spoken = y + len(titles) * TEXT * svg.LINE_HEIGHT + 8, []
    for step in (*FROM_SOURCES, *COUNTED):
        number = amount(row[step])
        told = _number(number, step, words)
        spoken.append(f"{words[step]} {told}")
        said.append(_step(number, step, told, x, at, wide, most, on))
        at += STEP
    registered = row.get("registered")
    if registered is not None and registered.text:
        spoken.append(words["registered"].format(registered.text))
        said.append(svg.named("text", spoken[-1], x=x, y=at + 12, font_size=NOTE, fill=svg.QUIET))
        at += STEP
    return at, group(f"{name}: {', '.join(spoken)}", *said)


def _number(number: Amount, step: str, words: dict[str, str]) -> str:
    """A number in words: unknown where no source gives it, none known where this graph holds none."""
    if not number.known:
        return words["unknown"]
    return words["none"] if step in COUNTED and not number.most else number.words


def _step(number: Amount, step: str, told: str, x: float, y: float, wide: float, most: int, on: Sheet) -> str:
    """One step: its word, its bar and its number behind the bar."""
    words, start, room = WORDS[on.language], x + LABEL, wide - LABEL - SAID
    look = "dark" if step in FROM_SOURCES else "mid"
    long = room * number.most / max(most, 1) if number.known else 44
    quiet = not number.known or told == words["none"]
    said = {"fill": svg.QUIET} if quiet else {"font_weight": 650}
    drawn = bar(number, start, y, room, BAR, most, look, on.name) if number.known else _unknown(start, y, on)
    return (
        svg.named("text", words[step], x=x, y=y + 13, font_size=NOTE)
        + drawn
        + svg.named("text", told, x=start + long + (8 if long else 0), y=y + 13, font_size=NOTE, **said)
    )


def _unknown(x: float, y: float, on: Sheet) -> str:
    """A short dotted box: something is there, how much nobody says."""
    return box(x, y, 44, BAR, "dots", on.name)
