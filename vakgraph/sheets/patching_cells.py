"""The cells of one sheet: another style for some, made where they are not there, all others untouched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vakgraph.sheets.letters import Cell, letters, place
from vakgraph.sheets.patching_text import (
    ATTRIBUTES,
    Element,
    Unpatchable,
    attributes,
    elements,
    prefix,
    root,
    with_attribute,
)

Style = Callable[[Cell, int], int]  # the style that a cell gets, by its place and the style that it had
MOST_MERGED = 200_000  # cells of a sheet
# What stands after the notes of a sheet, in the order that the format prescribes.
_AFTER = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a sheet in three: what stands before its rows, the rows, what stands after them."""

    head: str
    rows: str
    tail: str
    prefix: str

    @property
    def text(self) -> str:
        return self.head + self.rows + self.tail


def divided(text: str) -> Sheet:
    """A sheet divided; Unpatchable where it holds what only a full parser reads."""
    p = prefix(root(text).name)
    found = re.search(rf"<{p}sheetData{ATTRIBUTES}(/?)>", text)
    if found is None:
        raise Unpatchable("een blad is op een ongewone manier geschreven", "a sheet is oddly written")
    if found[1]:
        opening = f"<{p}sheetData>"
        return Sheet(text[: found.start()] + opening, "", f"</{p}sheetData>" + text[found.end() :], p)
    end = text.find(f"</{p}sheetData", found.end())
    return Sheet(text[: found.end()], text[found.end() : end], text[end:], p)


def merged(sheet: Sheet) -> dict[Cell, Cell]:
    """Each cell that a merged range covers, with the first of that range."""
    covered: dict[Cell, Cell] = {}
    ranges = rf"<{sheet.prefix}mergeCell\s+ref\s*=\s*[\"']([A-Z]+[0-9]+):([A-Z]+[0-9]+)[\"']"
    for found in re.finditer(ranges, sheet.tail):
        (top, left), (bottom, right) = place(found[1]), place(found[2])
        if len(covered) + (bottom - top + 1) * (right - left + 1) > MOST_MERGED:
            raise Unpatchable("te veel cellen zijn samengevoegd", "too many cells are merged")
        for row in range(top, bottom + 1):
            covered.update({(row, column): (top, left) for column in range(left, right + 1)})
    return covered


def painted(sheet: Sheet, cells: Iterable[Cell], style: Style) -> Sheet:
    """The sheet in which these cells have another style; rows and cells that are not there are made."""
    wanted: dict[int, list[int]] = {}
    for at_row, column in sorted(set(cells)):
        wanted.setdefault(at_row, []).append(column)
    defaults, out, at, before = _column_styles(sheet), list[str](), 0, 0
    for number, row in _rows(sheet):
        if number <= before:
            raise Unpatchable("de rijen van een blad staan niet op volgorde", "the rows of a sheet are out of order")
        before = number
        while wanted and next(iter(wanted)) <= number:
            first = next(iter(wanted))
            out.append(sheet.rows[at : row.start])
            out.append(_row(sheet, row if first == number else None, first, wanted.pop(first), defaults, style))
            at = row.end if first == number else row.start
    out.append(sheet.rows[at:])
    out += [_row(sheet, None, below, columns, defaults, style) for below, columns in wanted.items()]
    return Sheet(sheet.head, "".join(out), sheet.tail, sheet.prefix)


def styles_of(sheet: Sheet, cells: set[Cell]) -> dict[Cell, int]:
    """The style of each of these cells that is there."""
    rows = {row for row, _ in cells}
    return {
        (number, column): int(cell.attributes.get("s", "0"))
        for number, row in _rows(sheet)
        if number in rows
        for column, cell in _cells(sheet, row)
        if (number, column) in cells
    }


def with_notes(sheet: Sheet, xml: str) -> Sheet:
    """The sheet that points to the drawing of its notes."""
    end = sheet.tail.rfind("</")
    first = next((each.start for each in _outer(sheet.tail) if each.local in _AFTER), end)
    return Sheet(sheet.head, sheet.rows, sheet.tail[:first] + xml + sheet.tail[first:], sheet.prefix)


def widths(sheet: Sheet) -> dict[int, int]:
    """How wide, in pixels, the columns are that say so."""
    found: dict[int, int] = {}
    for said in _columns(sheet):
        if "width" in said:
            found.update(dict.fromkeys(_range(said), int(float(said["width"]) * 7) + 5))
    return found


def hidden_columns(sheet: Sheet) -> set[int]:
    """The columns that nobody sees, apart from the endless rest at the right."""
    hidden = [_range(said) for said in _columns(sheet) if said.get("hidden") in ("1", "true")]
    return {column for found in hidden for column in found if len(found) < 1_000}


def hidden_rows(sheet: Sheet) -> set[int]:
    """The rows that nobody sees, whoever or whatever filter hid them."""
    if "hidden" not in sheet.rows:
        return set()
    return {number for number, row in _rows(sheet) if row.attributes.get("hidden") in ("1", "true")}


def _outer(tail: str) -> Iterator[Element]:
    """The children of the sheet after its rows."""
    yield from elements(tail, tail.index(">") + 1)


def _columns(sheet: Sheet) -> Iterator[dict[str, str]]:
    for found in re.finditer(rf"<{sheet.prefix}col(?=\s)({ATTRIBUTES})/?>", sheet.head):
        yield attributes(found[1])


def _range(said: dict[str, str]) -> range:
    return range(int(said.get("min", "1")), min(int(said.get("max", "1")), 16_384) + 1)


def _column_styles(sheet: Sheet) -> dict[int, int]:
    """The style that an empty cell of a column has."""
    found: dict[int, int] = {}
    for said in _columns(sheet):
        if "style" in said:
            found.update(dict.fromkeys(_range(said), int(said["style"])))
    return found


def _rows(sheet: Sheet) -> Iterator[tuple[int, Element]]:
    """Every row with its number; a row that does not say its number follows the one before."""
    yield from _numbered(sheet.rows, 0, len(sheet.rows), sheet.prefix + "row", int)


def _cells(sheet: Sheet, row: Element) -> Iterator[tuple[int, Element]]:
    yield from _numbered(sheet.rows, row.inner, row.inner_end, sheet.prefix + "c", lambda name: place(name)[1])


def _numbered(text: str, begin: int, end: int, name: str, read: Callable[[str], int]) -> Iterator[tuple[int, Element]]:
    number = 0
    for found in re.compile(rf"<{name}(?=[\s/>])({ATTRIBUTES})(/?)>").finditer(text, begin, end):
        said = attributes(found[1])
        number = read(said["r"]) if "r" in said else number + 1
        inner_end = found.end() if found[2] else text.index(f"</{name}", found.end())
        close = found.end() if found[2] else text.index(">", inner_end) + 1
        yield number, Element(name, said, found.start(), found.end(), inner_end, close)


def _row(
    sheet: Sheet, old: Element | None, number: int, wanted: list[int], defaults: dict[int, int], style: Style
) -> str:
    """The text of one row in which the wanted cells have their style."""
    name = sheet.prefix + "row"
    opening = sheet.rows[old.start : old.inner] if old else f'<{name} r="{number}">'
    said = old.attributes if old else {}
    own = int(said["s"]) if "s" in said and said.get("customFormat") in ("1", "true") else None
    out, at, left = [re.sub(r"\s*/>$", ">", opening)], old.inner if old else 0, list(wanted)

    def made(column: int) -> str:
        base = own if own is not None else defaults.get(column, 0)
        return f'<{sheet.prefix}c r="{letters(column)}{number}" s="{style((number, column), base)}"/>'

    for column, cell in _cells(sheet, old) if old else ():
        out.append(sheet.rows[at : cell.start])
        out += [made(first) for first in left if first < column]
        opening = sheet.rows[cell.start : cell.inner]
        if column in left:
            opening = with_attribute(opening, "s", str(style((number, column), int(cell.attributes.get("s", "0")))))
        out += [opening, sheet.rows[cell.inner : cell.end]]
        at, left = cell.end, [each for each in left if each > column]
    rest = sheet.rows[at : old.inner_end] if old else ""
    return "".join([_spanning(out[0], wanted), *out[1:], rest, *map(made, left), f"</{name}>"])


def _spanning(opening: str, columns: list[int]) -> str:
    """The row says which columns it spans; a cell that was made may lie outside."""
    found = re.search(r"\sspans\s*=\s*[\"']([0-9]+):([0-9]+)[\"']", opening)
    if found is None:
        return opening
    first, last = min(int(found[1]), *columns), max(int(found[2]), *columns)
    return with_attribute(opening, "spans", f"{first}:{last}")
