"""The notes of one sheet: those that stand there stay and are added to, others are made, each with its box."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from vakgraph.sheets.letters import Cell, letters, place
from vakgraph.sheets.patching import CONTENT, MAIN, Package, relation_attribute
from vakgraph.sheets.patching_cells import Sheet, widths, with_notes
from vakgraph.sheets.patching_text import (
    Element,
    Unpatchable,
    appended,
    child,
    children,
    escape,
    prefix,
    root,
    spliced,
)

AUTHOR = "vakgraph (controle)"  # the notes of a template are of another
_SPACES = {"v": "urn:schemas-microsoft-com:vml", "o": "urn:schemas-microsoft-com:office:office"}
_SPACES["x"] = "urn:schemas-microsoft-com:office:excel"
_DECLARED = " ".join(f'xmlns:{short}="{space}"' for short, space in _SPACES.items())
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_EMPTY = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
_SHAPE, _SHAPE_END = re.compile(r"<(?:\w+:)?shape\s"), re.compile(r"</(?:\w+:)?shape>")
_WIDE, _LINE = 300, 46  # the pixels of a box and the letters of one of its lines


def noted(package: Package, part: str, sheet: Sheet, notes: Mapping[Cell, str]) -> tuple[Sheet, set[Cell]]:
    """The sheet with these notes; and the cells that hold a conversation, to which no note can be added."""
    found = package.related(part, "comments")
    if found is None:
        name = package.add("xl/comments{}.xml", _EMPTY, f"{CONTENT}.spreadsheetml.comments+xml")
        package.relate(part, "comments", name)
    else:
        name = found.target
    text = package.text(name)
    before, talking = by_cell(text), _conversations(text)
    talked = {cell for cell in notes if cell in before and before[cell].attributes.get("authorId") in talking}
    kept = {cell: note for cell, note in notes.items() if cell not in talked}
    new = {cell: note for cell, note in kept.items() if cell not in before}
    edits = [edit for cell in kept if cell in before for edit in _longer(text, before[cell], kept[cell])]
    package.changed[name] = _added(spliced(text, edits), new)
    return _drawn(package, part, sheet, kept, [*before, *new]), talked


def authors(text: str) -> tuple[Element, list[str]]:
    of = child(text, root(text), "authors")
    if of is None:
        raise Unpatchable("de opmerkingen van een blad noemen geen schrijvers", "the notes of a sheet have no authors")
    return of, [text[each.inner : each.inner_end] for each in children(text, of)]


def _conversations(text: str) -> set[str | None]:
    """The authors of notes that only stand in for a conversation, which replaces them in Excel."""
    return {str(number) for number, name in enumerate(authors(text)[1]) if name.startswith("tc={")}


def _list(text: str) -> Element:
    of = child(text, root(text), "commentList")
    if of is None:
        raise Unpatchable("de opmerkingen van een blad zijn beschadigd", "the notes of a sheet are damaged")
    return of


def by_cell(text: str) -> dict[Cell, Element]:
    return {place(each.attributes["ref"]): each for each in children(text, _list(text)) if "ref" in each.attributes}


def _added(text: str, notes: Mapping[Cell, str]) -> str:
    """The notes with new ones, of this program."""
    of, names = authors(text)
    if AUTHOR not in names:
        text = appended(text, of, f"<{prefix(of.name)}author>{AUTHOR}</{prefix(of.name)}author>")
    author = [*names, AUTHOR].index(AUTHOR)
    p = prefix(_list(text).name)
    made = (
        f'<{p}comment ref="{letters(column)}{row}" authorId="{author}"><{p}text>{_run(p, note)}</{p}text></{p}comment>'
        for (row, column), note in notes.items()
    )
    return appended(text, _list(text), "".join(made))


def _longer(text: str, old: Element, note: str) -> Iterator[tuple[int, int, str]]:
    """What changes where a note is put under the one that stood there; not twice the same."""
    of = child(text, old, "text")
    if of is None or escape(note) in text[of.inner : of.inner_end]:
        return
    p, parts = prefix(of.name), children(text, of)
    for plain in parts:
        if plain.local == "t":
            yield plain.start, plain.end, f"<{p}r>{text[plain.start : plain.end]}</{p}r>"
    end = next((each.start for each in parts if each.local in ("rPh", "phoneticPr")), of.inner_end)
    yield end, end, _run(p, f"\n\n{note}")


def _run(p: str, note: str) -> str:
    return f'<{p}r><{p}t xml:space="preserve">{escape(note)}</{p}t></{p}r>'


# --- the boxes in which notes are shown -----------------------------------------------------------------


def _drawn(package: Package, part: str, sheet: Sheet, notes: Mapping[Cell, str], every: Iterable[Cell]) -> Sheet:
    """The sheet whose drawing has a box for every note."""
    old = drawing(package, part, sheet)
    text = package.text(old) if old else f"<xml {_DECLARED}></xml>"
    known = boxes(text)
    edits = [edit for cell, note in notes.items() if cell in known for edit in _taller(*known[cell], note)]
    wide, number = widths(sheet), max([1024, *map(int, re.findall(r"_x0000_s([0-9]+)", text))])
    new = [_box(cell, notes.get(cell, ""), wide) for cell in every if cell not in known]
    shapes = "" if '"_x0000_t202"' in text else _KIND
    shapes += "".join(shape.replace("{number}", str(number + at)) for at, shape in enumerate(new, 1))
    if not all(f'xmlns:{short}="{space}"' in text for short, space in _SPACES.items()):
        shapes = re.sub(r"<v:shape(type)? ", lambda tag: f"{tag[0]}{_DECLARED} ", shapes)
    text = spliced(text, [*edits, (text.rfind("</"), text.rfind("</"), shapes)])
    if old:
        package.changed[old] = text
        return sheet
    package.content_of_ending("vml", f"{CONTENT}.vmlDrawing")
    id = package.relate(part, "vmlDrawing", package.add("xl/drawings/vmlDrawing{}.vml", text))
    return with_notes(sheet, f'<{sheet.prefix}legacyDrawing {relation_attribute(sheet.head)}="{id}"/>')


def drawing(package: Package, part: str, sheet: Sheet) -> str:
    """The part in which the boxes of this sheet stand; another may hold the pictures of its headers."""
    found = re.search(rf"<{sheet.prefix}legacyDrawing\s[^>]*?:id\s*=\s*[\"']([^\"']+)", sheet.tail)
    return next((each.target for each in package.relations(part) if found and each.id == found[1]), "")


def boxes(text: str) -> dict[Cell, tuple[int, str]]:
    """The boxes of a drawing by their cell; old drawings are no proper XML, so they are not parsed."""
    found: dict[Cell, tuple[int, str]] = {}
    begin = 0
    while (first := _SHAPE.search(text, begin)) and (last := _SHAPE_END.search(text, first.end())):
        begin, shape = last.end(), text[first.start() : last.end()]
        row, column = (re.search(rf"<(?:\w+:)?{what}>\s*([0-9]+)\s*<", shape) for what in ("Row", "Column"))
        if row and column and re.search(r"ObjectType\s*=\s*[\"']Note[\"']", shape):
            found[int(row[1]) + 1, int(column[1]) + 1] = (first.start(), shape)
    return found


def _taller(begin: int, shape: str, note: str) -> Iterator[tuple[int, int, str]]:
    """The box of a note to which something was added is as much taller."""
    anchor = re.search(r"Anchor>([^<]*)<", shape)
    numbers = [part.strip() for part in anchor[1].split(",")] if anchor else []
    if anchor and len(numbers) == 8 and numbers[6].isdigit():
        numbers[6] = str(int(numbers[6]) + _lines(note) + 1)
        yield begin + anchor.start(1), begin + anchor.end(1), ", ".join(numbers)


def _box(cell: Cell, note: str, wide: Mapping[int, int]) -> str:
    """A box beside its cell; its number is filled in later."""
    row, column = cell
    right, rest = _right(column + 1, wide)
    top = max(row - 2, 0)
    anchor = f"{column}, 15, {top}, 10, {right - 1}, {rest}, {top + _lines(note) + 2}, 4"
    return (
        '<v:shape id="_x0000_s{number}" type="#_x0000_t202"'
        f" style='position:absolute;width:225pt;height:{15 * (_lines(note) + 2)}pt;z-index:1;visibility:hidden'"
        ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/>'
        "<v:path o:connecttype=\"none\"/><v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div>"
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _right(column: int, wide: Mapping[int, int]) -> tuple[int, int]:
    """In which column, and how many pixels into it, a box ends that begins in this one."""
    left = _WIDE + 15
    while left > wide.get(column, 64) and column < 16_384:
        left -= max(wide.get(column, 64), 1)
        column += 1
    return column, left


def _lines(note: str) -> int:
    return sum(1 + len(line) // _LINE for line in note.split("\n"))
