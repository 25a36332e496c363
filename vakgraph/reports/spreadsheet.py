"""A report as one table for a spreadsheet: a row a finding, as CSV or as the sheet "Te herstellen"."""

from __future__ import annotations

import csv as standard
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

from vakgraph.render.delimited import guarded
from vakgraph.render.workbook import CHARACTERS
from vakgraph.reports.words import Paper, Said, clean
from vakgraph.validation.report import Finding, Report

# What XML cannot carry and `clean` lets through.
UNFIT = re.compile("[\ud800-\udfff\ufffe\uffff]")
Column = tuple[str, int, Callable[[Finding, Said], str | int]]

# Heading (a key of `words.WORDS`), width in the workbook, and what stands in the cell.
COLUMNS: tuple[Column, ...] = (
    ("severity", 14, lambda finding, said: said[finding.severity]),
    ("where", 34, lambda finding, said: said.where(finding)),
    ("what", 46, lambda finding, said: clean(" ".join((finding.message, *finding.besides)))),
    ("found", 24, lambda finding, said: said.found(finding)),
    ("expected", 28, lambda finding, said: clean(finding.expected)),
    ("repair", 40, lambda finding, said: clean(finding.repair)),
    ("about", 30, lambda finding, said: said.about(finding)),
    ("rule", 18, lambda finding, said: said.rule(finding)),
    ("times", 10, lambda finding, said: finding.times),
    ("also", 30, lambda finding, said: said.also(finding)),
    ("file", 22, lambda finding, said: clean(finding.spot.file) if finding.spot else ""),
    ("sheet", 14, lambda finding, said: clean(finding.spot.sheet) if finding.spot else ""),
    ("cell", 8, lambda finding, said: clean(finding.spot.cell) if finding.spot else ""),
    ("line", 10, lambda finding, said: finding.spot.line or "" if finding.spot else ""),
    ("column", 10, lambda finding, said: finding.spot.column or "" if finding.spot else ""),
    ("field", 14, lambda finding, said: clean(finding.spot.field) if finding.spot else ""),
)


def grid(report: Report) -> tuple[list[str], list[list[str | int]]]:
    """Headings and rows, numbered in the order in which to mend them."""
    said = Said(report)
    heads = [said["number"], *(said[name] for name, _, _ in COLUMNS)]
    rows: list[list[str | int]] = [
        [number, *(make(finding, said) for _, _, make in COLUMNS)] for number, finding in enumerate(report.ordered, 1)
    ]
    return heads, rows


def csv(report: Report, paper: Paper) -> bytes:
    """RFC 4180: comma, CRLF, UTF-8; no cell is a formula."""
    heads, rows = grid(report)
    text = io.StringIO(newline="")
    writer = standard.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def xlsx(report: Report, paper: Paper) -> bytes:
    """One sheet with one table; the same report gives the same bytes."""
    from openpyxl import Workbook

    heads, rows = grid(report)
    said = Said(report)
    book = Workbook()
    sheet = book.active
    sheet.title = said["to_mend"]
    book.properties.title, book.properties.creator = said["report"], "vakgraph"
    nothing: list[str | int] = ["", "", "", said["nothing"], *[""] * (len(heads) - 4)]
    lines: list[list[str | int]] = [list(heads), *(rows or [nothing])]
    for at, row in enumerate(lines, 1):
        for column, value in enumerate(row, 1):
            _put(sheet, at, column, value)
    _dressed(sheet, len(heads), sheet.max_row)
    made = io.BytesIO()
    book.save(made)
    return _timeless(made.getvalue())


def _put(sheet: Any, row: int, column: int, value: str | int) -> None:
    """One cell; a text is a text, also where it looks like a formula."""
    from openpyxl.styles import Alignment, Font

    text = (
        re.sub("[\ud800-\udfff\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
    )
    cell = sheet.cell(row, column)
    if text == "":
        return
    cell.value = text[:CHARACTERS] if isinstance(text, str) else text
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if row == 1:
        cell.font = Font(bold=True)


def _dressed(sheet: Any, columns: int, rows: int) -> None:
    """Widths, the head in view, one table, and a page that fits the width of A4 on its side."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table, TableStyleInfo

    for at, width in enumerate((6, *(width for _, width, _ in COLUMNS)), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    table = Table(displayName="TeHerstellen", ref=f"A1:{get_column_letter(columns)}{rows}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"


def _timeless(made: bytes) -> bytes:
    """The workbook without the moment it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"2000-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), part if "core" in name else old.read(name))
    return out.getvalue()
