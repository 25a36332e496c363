"""Where the workbook itself cannot be marked: the list alone, or a workbook made of a CSV file."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vakgraph.sheets import delimited
from vakgraph.sheets.damage import clean
from vakgraph.sheets.headings import fold, kind_of
from vakgraph.sheets.letters import Cell, letters, place
from vakgraph.sheets.marking_list import HEADS, MOST_LINKS, TITLES, WIDTHS, Mark, link, table
from vakgraph.sheets.patching_styles import FILLS

MOMENT = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # the same findings give the same bytes
MOST_LETTERS = 32_767  # of a cell


def alone(marks: Sequence[Mark], language: str) -> bytes:
    """A workbook that holds only the list; a link would lead nowhere."""
    book, whole = made(TITLES[language], language)
    listed(book, marks, (), language)
    book.close()
    return whole.getvalue()


def of_csv(
    data: bytes, file: str, marks: Sequence[Mark], language: str, note: Callable[[Sequence[Mark]], str]
) -> bytes:
    """A workbook with every record of a CSV file on the row of its line, marked."""
    book, whole = made(TITLES[language], language)
    title = file.rsplit(".", 1)[0][:31].strip("'")
    title = title if kind_of(title) else "CSV"
    lines = {number: [str(cell) for cell in cells] for number, cells in delimited.records(data, file)}
    first = next((number for number, cells in lines.items() if any(cells)), 1)
    places = {mark: _place(mark, lines.get(first, [])) for mark in marks}
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(first, 0)
    sheet.set_column(0, max(map(len, lines.values()), default=1), 22)
    found = _grouped(places)
    _fill(book, sheet, lines, first, found, note)
    here = [_here(mark, title, places[mark]) for mark in marks]
    listed(book, here, [title], language)
    book.close()
    return whole.getvalue()


def made(title: str, language: str) -> tuple[Any, io.BytesIO]:
    """An empty workbook, whose bytes come when it is closed. XlsxWriter is imported where a workbook is written."""
    import xlsxwriter

    whole = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(whole, options)
    book.set_properties({"title": title, "author": "vakgraph", "created": MOMENT})
    book.set_custom_property("language", language)
    return book, whole


def listed(book: Any, marks: Sequence[Mark], titles: Sequence[str], language: str) -> None:
    """The sheet with one row for each finding."""
    sheet = book.add_worksheet(TITLES[language])
    sheet.set_tab_color("#C00000")
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    bold, plain = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    linked = book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})
    for at, (head, width) in enumerate(zip(HEADS[language], WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, head, bold)
    for number, row in enumerate(table(marks, language), 1):
        for at, text in enumerate(row):
            sheet.write_string(number, at, text, plain)
        goes = link(marks[number - 1], titles) if marks and number < MOST_LINKS else ""
        if goes:
            sheet.write_url(number, 2, f"internal:{goes}", linked, row[2])


def _fill(
    book: Any,
    sheet: Any,
    lines: Mapping[int, Sequence[str]],
    first: int,
    marked: Mapping[Cell, Sequence[Mark]],
    note: Callable[[Sequence[Mark]], str],
) -> None:
    """Writes the cells as text, and the notes."""
    text = {"num_format": "@", "valign": "top"}
    plain, head = book.add_format(text), book.add_format({**text, "bold": True})
    fills = {name: book.add_format({**text, "bg_color": f"#{colour[2:]}"}) for name, colour in FILLS.items()}
    for number, cells in lines.items():
        for at, cell in enumerate(cells):
            sheet.write_string(number - 1, at, cell[:MOST_LETTERS], head if number == first else plain)
    for (row, column), marks in marked.items():
        worst = min((mark.severity for mark in marks), key=list(FILLS).index)
        cells = lines.get(row, ())
        sheet.write(row - 1, column - 1, "", fills[worst])
        if column <= len(cells) and cells[column - 1]:
            sheet.write_string(row - 1, column - 1, cells[column - 1][:MOST_LETTERS], fills[worst])
        sheet.write_comment(row - 1, column - 1, note(marks), {"author": "vakgraph", "x_scale": 2.2, "y_scale": 1.3})


def _place(mark: Mark, headings: Sequence[str]) -> Cell | None:
    """The cell that a finding in a CSV file means: the heading of its column and its line, or as in a workbook."""
    name = mark.cell.rstrip("0123456789")
    line = int(mark.cell[len(name) :] or "0")
    folded = [fold(clean(heading)) for heading in headings]
    if not line:
        return None
    if fold(name) in folded:
        return line, folded.index(fold(name)) + 1
    try:
        return place(mark.cell) if name else (line, 1)
    except ValueError:
        return line, 1


def _grouped(places: Mapping[Mark, Cell | None]) -> dict[Cell, list[Mark]]:
    """The findings of each cell."""
    found: dict[Cell, list[Mark]] = {}
    for mark, cell in places.items():
        if cell:
            found.setdefault(cell, []).append(mark)
    return found


def _here(mark: Mark, title: str, cell: Cell | None) -> Mark:
    """The finding as the workbook that was made names its cell."""
    return mark._replace(sheet=title, cell=f"{letters(cell[1])}{cell[0]}" if cell else "")
