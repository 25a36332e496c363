"""The Netherlands as equal tiles: a square per municipality, those that are known by name to take part filled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from vakgraph.pictures import svg
from vakgraph.pictures.frame import NOTE, WIDE, Drawn, Sheet, count, group, listed, needs, paragraph, sheet, words_of
from vakgraph.pictures.shapes import Item, box, ink, key
from vakgraph.table import Cell, Table

NAME = "municipalities"
NEEDED = ("municipality", "projects", "column", "row")
TILE_MOST, LETTERED, GAP, LETTER = 36.0, 30.0, 2.0, 12.0
ARTICLES = re.compile(r"^(?:'s|’s|den?|het|'t|’t)[ -]+", re.IGNORECASE)

PROJECTS = {"nl": ("{} project", "{} projecten"), "en": ("{} project", "{} projects")}
WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Welke gemeenten zijn bij naam bekend?",
        "told": "{known} van {all} gemeenten zijn bij naam bekend als deelnemer{year}. Van de andere is niet bekend of "
        "zij meededen; dat is niet hetzelfde als niet meedoen.",
        "year": ", met de grenzen van {}",
        "one": "1 project",
        "more": "2 of meer projecten; het cijfer is het aantal",
        "none": "niet bij naam bekend",
        "list": "Bij naam bekend, met het aantal projecten",
        "nobody": "Nog geen enkele gemeente is bij naam bekend.",
    },
    "en": {
        "title": "Which municipalities are known by name?",
        "told": "{known} of {all} municipalities are known by name to take part{year}. Of the others it is not known "
        "whether they took part; that is not the same as not taking part.",
        "year": ", with the boundaries of {}",
        "one": "1 project",
        "more": "2 projects or more; the figure is their number",
        "none": "not known by name",
        "list": "Known by name, with the number of projects",
        "nobody": "No municipality is known by name yet.",
    },
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One municipality: its name, its place in columns and rows, in how many projects (0: not known), its province."""

    name: str
    column: int
    row: int
    projects: int
    province: str

    @property
    def letters(self) -> str:
        """The first three letters of its name, without an article."""
        bare = ARTICLES.sub("", self.name) or self.name
        return "".join(letter for letter in bare if letter.isalnum())[:3].capitalize()


def municipalities(table: Table, language: str = "nl", width: float = WIDE) -> str:
    """The map of a table with one row per municipality and its place; below it those known by name, in words."""
    nl, en = "De kaart van gemeenten", "The map of municipalities"
    needs(table, (nl, en), NEEDED)
    on = sheet(NAME, language, width)
    words, tiles = WORDS[on.language], placed(table)

    def body(top: float) -> Drawn:
        bottom, drawing = land(tiles, top, on)
        bottom, explained = key(looks(on), bottom + 20, on)
        after, names = _list(tiles, bottom + 26, on)
        return after, drawing + explained + names

    return on.drawn(words["title"], message(table, tiles, on), table.notes, body)


def message(table: Table, tiles: list[Tile], on: Sheet) -> str:
    """How many are known by name, with the boundaries of which year."""
    words, years = WORDS[on.language], sorted({words_of(row.get("boundaries"), "") for row in table} - {""})
    year = words["year"].format(", ".join(years)) if years else ""
    return words["told"].format(known=sum(each.projects > 0 for each in tiles), all=len(tiles), year=year)


def looks(on: Sheet) -> tuple[Item, ...]:
    """The key of the map."""
    words = WORDS[on.language]
    return Item("dark", words["more"]), Item("mid", words["one"]), Item("pale", words["none"])


def placed(table: Table) -> list[Tile]:
    """The tiles from top to bottom, left to right; a row without a place cannot be drawn and is left to the table."""
    found = []
    for row in table:
        column, down = count(row["column"]), count(row["row"])
        if column is not None and down is not None:
            found.append(Tile(_name(row), column, down, count(row["projects"]) or 0, _value(row.get("in_province"))))
    return sorted(found, key=lambda tile: (tile.row, tile.column, tile.name))


def _name(row: dict[str, Cell]) -> str:
    return words_of(row["municipality"], "?")


def _value(cell: Cell | None) -> str:
    return cell.value if cell is not None else ""


def land(tiles: list[Tile], top: float, on: Sheet) -> Drawn:
    """The tiles, and a line where two provinces meet."""
    columns = [tile.column for tile in tiles] or [0]
    rows = [tile.row for tile in tiles] or [0]
    across, down = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
    step = min(TILE_MOST + GAP, on.room / across)
    left = on.left + (on.room - across * step) / 2
    places = {(tile.column - min(columns), tile.row - min(rows)): tile for tile in tiles}
    drawn = [_tile(tile, left + x * step, top + y * step, step - GAP, on) for (x, y), tile in places.items()]
    drawn.append(_borders(places, left, top, step))
    return top + down * step, "".join(drawn)


def _tile(tile: Tile, x: float, y: float, size: float, on: Sheet) -> str:
    """One tile: letters where there is room, the number of projects where it is known."""
    words = WORDS[on.language]
    look = "dark" if tile.projects > 1 else "mid" if tile.projects else "pale"
    middle, said = x + size / 2, []
    colour = ink(look) if tile.projects else svg.QUIET
    bold = {"font_weight": 650} if tile.projects else {}
    lettered = size + GAP >= LETTERED
    if lettered:
        base = y + size / 2 + (-2 if tile.projects else LETTER * 0.36)
        said.append(_text(tile.letters, middle, base, colour, **bold))
    if tile.projects:
        base = y + size / 2 + (13 if lettered else LETTER * 0.36)
        said.append(_text(str(tile.projects), middle, base, colour, **bold))
    number = PROJECTS[on.language][tile.projects != 1].format(tile.projects) if tile.projects else words["none"]
    return group(f"{tile.name}: {number}", box(x, y, size, size, look, on.name), *said)


def _text(words: str, x: float, y: float, colour: str, **more: str | float) -> str:
    return svg.named("text", words, x=x, y=y, font_size=LETTER, text_anchor="middle", fill=colour, **more)


def _borders(places: dict[tuple[int, int], Tile], left: float, top: float, step: float) -> str:
    """A line between neighbours of two provinces."""
    lines = []
    for (x, y), tile in places.items():
        for dx, dy in ((1, 0), (0, 1)):
            other = places.get((x + dx, y + dy))
            if other is not None and tile.province and other.province and tile.province != other.province:
                across, down = left + (x + dx) * step - GAP / 2, top + (y + dy) * step - GAP / 2
                lines.append(f"M{svg.number(across)} {svg.number(down)}{f'v{step:.1f}' if dx else f'h{step:.1f}'}")
    path = "".join(lines)
    return svg.element("path", d=path, stroke=svg.QUIET, stroke_width=2, fill="none") if path else ""


def _list(tiles: Iterable[Tile], top: float, on: Sheet) -> Drawn:
    """Who is known by name, in words: what is on the map must not hang on pointing at it."""
    words = WORDS[on.language]
    known = sorted((tile for tile in tiles if tile.projects), key=lambda tile: (plain(tile.name), tile.name))
    if not known:
        return paragraph(words["nobody"], on.left, top, on.room, NOTE)
    said = listed((f"{tile.name} ({tile.projects})" for tile in known), on.room)
    after, head = paragraph(words["list"], on.left, top, on.room, NOTE, font_weight=650)
    return after + len(said) * NOTE * svg.LINE_HEIGHT, head + svg.lines(said, on.left, after, NOTE)


def plain(name: str) -> str:
    """A name as it is sorted: without article, accents and capitals."""
    return unicodedata.normalize("NFKD", ARTICLES.sub("", name)).casefold()
