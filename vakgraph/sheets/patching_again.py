"""A marked copy that was mended comes back: the marks of the last time are taken away before new ones are put."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vakgraph.sheets.letters import Cell
from vakgraph.sheets.marking_list import SEVERITIES
from vakgraph.sheets.patching import Package
from vakgraph.sheets.patching_cells import Sheet, painted, styles_of
from vakgraph.sheets.patching_notes import AUTHOR, authors, boxes, by_cell, drawing
from vakgraph.sheets.patching_styles import Styles
from vakgraph.sheets.patching_text import Element, spliced

_WORDS = "|".join(re.escape(word) for said in SEVERITIES.values() for word in said.values())
# What was put under a note of somebody else.
_ADDED = re.compile(rf"(?:\r?\n|&#10;){{2}}(?:{_WORDS}): [^<]*(?=<)")


def cleaned(package: Package, part: str, sheet: Sheet, styles: Styles) -> Sheet:
    """The sheet without the marks that an earlier run put there."""
    found = package.related(part, "comments")
    text = package.text(found.target) if found else ""
    if found is None or not re.search(f"{re.escape(AUTHOR)}|{_WORDS}", text):
        return sheet
    notes = by_cell(text)
    filled = {cell for cell, style in styles_of(sheet, set(notes)).items() if styles.is_marked(style)}
    names = authors(text)[1]
    ours = {cell for cell, note in notes.items() if _is_ours(text, note, names, cell in filled)}
    edits = [(notes[cell].start, notes[cell].end, "") for cell in ours]
    edits += [edit for cell in filled - ours for edit in _without(text, notes[cell])]
    package.changed[found.target] = spliced(text, edits)
    _unbox(package, part, sheet, ours)
    return painted(sheet, filled, lambda _, style: styles.unmarked(style))


def _is_ours(text: str, note: Element, names: Sequence[str], filled: bool) -> bool:
    """Whether a whole note was put by this program; LibreOffice forgets the author of a note."""
    number = int(note.attributes.get("authorId", "0"))
    author = names[number].strip() if number < len(names) else ""
    if author:
        return author == AUTHOR
    said = re.sub("<[^>]*>", "", text[note.inner : note.inner_end]).strip()
    return filled and re.match(f"(?:{_WORDS}): ", said) is not None


def _without(text: str, note: Element) -> list[tuple[int, int, str]]:
    return [(found.start(), found.end(), "") for found in _ADDED.finditer(text, note.start, note.end)]


def _unbox(package: Package, part: str, sheet: Sheet, cells: set[Cell]) -> None:
    """Takes away the boxes of notes that are gone."""
    name = drawing(package, part, sheet)
    if name:
        text = package.text(name)
        gone = [(begin, begin + len(shape), "") for cell, (begin, shape) in boxes(text).items() if cell in cells]
        package.changed[name] = spliced(text, gone)
