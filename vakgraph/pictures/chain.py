"""The chain from question to uptake: how many links are recorded, how many go on, and where it ends."""

from __future__ import annotations

from vakgraph.pictures import svg
from vakgraph.pictures.frame import NOTE, TEXT, WIDE, Drawn, Sheet, count, group, needs, sheet, words_of
from vakgraph.pictures.shapes import Item, box, ink, key
from vakgraph.table import Cell, Table

NAME = "chain"
NEEDED = ("link", "recorded", "passed_on", "ends_here")
NUMBER, BAR, ARROW, LEAST, SIDE = 32.0, 44.0, 34.0, 26.0, 190.0

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Van kennisvraag tot toepassing: waar houdt de keten op?",
        "told": "Vastgelegd: {each}.",
        "untold": "Nog niet vastgelegd: {each}.",
        "on": "{} met een volgende schakel",
        "stops": "{} zonder",
        "none": "nog niet vastgelegd",
        "dark": "heeft een volgende schakel",
        "hatch": "heeft er geen die is vastgelegd",
        "dashed": "nog niets vastgelegd; dat er niets is, volgt er niet uit",
    },
    "en": {
        "title": "From knowledge question to uptake: where does the chain end?",
        "told": "Recorded: {each}.",
        "untold": "Not recorded yet: {each}.",
        "on": "{} with a next link",
        "stops": "{} without",
        "none": "not recorded yet",
        "dark": "has a next link",
        "hatch": "has none that is recorded",
        "dashed": "nothing recorded yet; it does not follow that there is nothing",
    },
}


def chain(table: Table, language: str = "nl", width: float = WIDE) -> str:
    """The chain of a table with one row per link, in order: how many are recorded, go on, and do not."""
    needs(table, ("De keten", "The chain"), NEEDED)
    on = sheet(NAME, language, width)
    words, links = WORDS[on.language], list(table)

    def body(top: float) -> Drawn:
        after, explained = key((Item(look, words[look]) for look in ("dark", "hatch", "dashed")), top - 8, on)
        y, said = after + 14, []
        for at, row in enumerate(links):
            y, drawn = _link(row, y, on)
            said.append(drawn)
            if at < len(links) - 1:
                said.append(_arrow(on.left + (0 if on.narrow else SIDE) + 12, y + 4, ARROW - 10))
                y += ARROW
        return y + 8, explained + "".join(said)

    return on.drawn(words["title"], _told(links, words), table.notes, body)


def _told(links: list[dict[str, Cell]], words: dict[str, str]) -> str:
    """The message in words: never 0 for what nobody recorded."""
    some = [f"{row['recorded'].text} {words_of(row['link'], '?')}" for row in links if count(row["recorded"])]
    none = [words_of(row["link"], "?") for row in links if not count(row["recorded"])]
    said = [words["told"].format(each=", ".join(some))] if some else []
    return " ".join([*said, words["untold"].format(each=", ".join(none))] if none else said)


def _link(row: dict[str, Cell], y: float, on: Sheet) -> Drawn:
    """One link: its number and name, and a bar split in what goes on and what ends here."""
    words, name = WORDS[on.language], words_of(row["link"], "?")
    number, further = count(row["recorded"]) or 0, count(row["passed_on"])
    if on.narrow:
        head, x, room, top = _head(number, name, on.left, y + 26, on), on.left, on.room, y + 36
    else:
        x, room, top = on.left + SIDE, on.room - SIDE, y
        head = _head(number, name, on.left, y + 32, on)
    if not number:
        parts = [("dashed", room, words["none"])]
    elif further is None:
        parts = [("plain", room, "")]
    else:
        on_, stops = words["on"].format(further), words["stops"].format(number - further)
        parts = [("dark", room * further / number, on_), ("hatch", room * (number - further) / number, stops)]
    drawn = [
        _part(look, x + sum(w for _, w, _ in parts[:at]), top, wide, said, on)
        for at, (look, wide, said) in enumerate(parts)
        if wide
    ]
    below = _below([said for _, wide, said in parts if wide and svg.width(said, TEXT) + 20 > wide], x, top + BAR, on)
    spoken = ", ".join(said for _, wide, said in parts if said and wide)
    figure = f"{number} {name}" if number else name
    return below[0], group(f"{figure}: {spoken}" if spoken else figure, head, *drawn, below[1])


def _head(number: int, name: str, x: float, y: float, on: Sheet) -> str:
    """The number, large, with its name behind it (narrow) or below it is too long for one line (wide)."""
    shown = str(number) if number else "–"
    after = x + svg.width(shown, NUMBER, True) * 0.92 + 8
    texts = svg.wrap(name, max(on.room if on.narrow else SIDE - (after - x), 60), TEXT)
    first = y - 6 - (len(texts) - 1) * TEXT * svg.LINE_HEIGHT / 2
    figure = svg.named("text", shown, x=x, y=y, font_size=NUMBER, font_weight=650, fill=svg.DARK)
    return figure + svg.lines(texts, after, first, TEXT)


def _part(look: str, x: float, y: float, wide: float, said: str, on: Sheet) -> str:
    """A part of the bar, with its words in it where they fit."""
    drawn = box(x, y, wide, BAR, look, on.name)
    long = svg.width(said, TEXT)
    if not said or long + 20 > wide:
        return drawn
    patch = box(x + 8, y + 10, long + 8, 24, "pale", on.name) if look == "hatch" else ""
    return drawn + patch + svg.named("text", said, x=x + 12, y=y + 27, font_size=TEXT, fill=ink(look))


def _below(left: list[str], x: float, y: float, on: Sheet) -> Drawn:
    """The words that did not fit in their part, below the bar."""
    if not left:
        return y, ""
    return y + 20, svg.named("text", ", ".join(left), x=x, y=y + 16, font_size=NOTE)


def _arrow(x: float, y: float, high: float) -> str:
    """An arrow down to the next link."""
    tip = y + high
    path = f"M{svg.number(x)} {svg.number(y)}V{svg.number(tip)}m-5 -6l5 6l5 -6"
    return svg.element("path", d=path, stroke=svg.QUIET, stroke_width=1.5, fill="none")
