"""A delivery goes back as the same workbook: wrong cells coloured, a note in each, a list with links to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vakgraph.errors import InputError
from vakgraph.sheets import marking_apart, marking_list
from vakgraph.sheets.letters import Cell, letters, place
from vakgraph.sheets.marking_list import SEVERITIES, Mark, heading
from vakgraph.sheets.patching import Package, opened, sheet_states, write
from vakgraph.sheets.patching_again import cleaned
from vakgraph.sheets.patching_cells import divided, merged, painted
from vakgraph.sheets.patching_notes import noted
from vakgraph.sheets.patching_styles import Styles
from vakgraph.sheets.patching_text import Unpatchable
from vakgraph.sheets.row import Row, Trouble

LONGEST = 2_000  # letters of a note; the list has all


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of it: the marked copy, whether it is the same workbook, and what to tell of it."""

    data: bytes
    same: bool
    said: tuple[Trouble, ...] = ()


def cell_of(row: Row, column: str = "") -> str:
    """How `mark` is told of a cell of a row; of the row itself where it has no such column."""
    return f"{row.columns.get(column, '')}{row.number}"


def mark(
    source: Path, out: Path, findings: Iterable[Sequence[str]], language: str = "nl", data: bytes | None = None
) -> Marked:
    """Writes the marked copy. `data` is what was read of the source, where it has been read."""
    made = marked(source.name, _bytes(source) if data is None else data, findings, language)
    write(out, made.data)
    return made


def marked(file: str, data: bytes, findings: Iterable[Sequence[str]], language: str = "nl") -> Marked:
    """The marked copy. A finding is sheet, cell, severity, text and, where known, how to mend it."""
    marks = [Mark(*finding) for finding in findings]
    if file.lower().endswith(".csv"):
        made = marking_apart.of_csv(data, file, marks, language, lambda said: note(said, language))
        return Marked(made, False, (_MADE,))
    try:
        return _patched(opened(data, file), marks, language)
    except Unpatchable as error:
        return Marked(marking_apart.alone(marks, language), False, (_apart(file, error),))


def _bytes(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise InputError(
            f"dit bestand is niet te lezen ({error.strerror}).",
            f"this file cannot be read ({error.strerror}).",
            source.name,
        ) from None


_MADE = Trouble(
    "uit het CSV-bestand is een werkmap gemaakt; de regelnummers zijn dezelfde.",
    "a workbook was made of the CSV file; the line numbers are the same.",
)


def _apart(file: str, error: Unpatchable) -> Trouble:
    return Trouble(
        f'{file} kon zelf niet worden gemerkt: {error.nl.rstrip(".")}. "Te herstellen" staat in een werkmap apart.',
        f'{file} itself could not be marked: {error.en.rstrip(".")}. "To mend" stands in a workbook of its own.',
    )


def _patched(package: Package, marks: Sequence[Mark], language: str) -> Marked:
    """Changes what must change in the workbook."""
    parts = {title: part for title, (part, _) in sheet_states(package).items()}
    main = package.related("", "officeDocument")
    styled = package.related(main.target, "styles") if main else None
    if main is None or styled is None:
        raise Unpatchable("zij heeft geen opmaak", "it has no styles")
    styles = Styles(package.text(styled.target))
    said: list[Trouble] = []
    for title, part in parts.items():
        here = [mark for mark in marks if mark.sheet == title and _place(mark)]
        if here or package.related(part, "comments"):
            said += _sheet(package, title, part, styles, here, language)
    marking_list.add(package, main.target, parts, styles, marks, language)
    package.changed[styled.target] = styles.text
    return Marked(package.saved(), True, tuple(said))


def _sheet(
    package: Package, title: str, part: str, styles: Styles, marks: Sequence[Mark], language: str
) -> Iterable[Trouble]:
    """Colours the cells of one sheet and puts a note in each."""
    old = divided(package.text(part))
    sheet = cleaned(package, part, old, styles)
    cover = merged(sheet)
    cells: dict[Cell, list[Mark]] = {}
    for mark in marks:
        found = _place(mark)
        if found:
            cells.setdefault(cover.get(found, found), []).append(mark)
    sheet = painted(sheet, cells, lambda cell, base: styles.marked(base, worst(cells[cell])))
    notes = {cell: note(said, language) for cell, said in cells.items()}
    sheet, talked = noted(package, part, sheet, notes) if notes else (sheet, set[Cell]())
    if sheet != old:
        package.changed[part] = sheet.text
    return [_talked(title, cell) for cell in sorted(talked)]


def _place(mark: Mark) -> Cell | None:
    """The cell of a mark; the first of the row where it names only that."""
    try:
        return place(mark.cell if not mark.cell.isdigit() else f"A{mark.cell}")
    except ValueError:
        return None


def worst(marks: Sequence[Mark]) -> str:
    """The gravest of several severities."""
    return min((mark.severity for mark in marks), key=list(SEVERITIES).index)


def note(marks: Sequence[Mark], language: str) -> str:
    """The text of a note: each finding begins with how grave it is, for who sees no colours."""
    graver = sorted(marks, key=lambda mark: list(SEVERITIES).index(mark.severity))
    said = (f"{heading(mark, language)}: {mark.text} {mark.repair}".strip() for mark in graver)
    text = "\n\n".join(dict.fromkeys(said))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _talked(title: str, cell: Cell) -> Trouble:
    at = f"{letters(cell[1])}{cell[0]}"
    return Trouble(
        f"blad {title}, cel {at}: hier staat al een gesprek, waar geen notitie bij kan; zie het blad Te herstellen.",
        f"sheet {title}, cell {at}: a conversation stands here, to which no note can be added; see the list.",
    )
