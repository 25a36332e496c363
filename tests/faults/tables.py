"""Writes rows as a workbook or as CSV with one delimiter or the other."""

from __future__ import annotations

import csv
import io

import openpyxl

from faults.rows import Rows, heading, sheet
from vakgraph.sheets import COLUMNS


def workbook(rows: Rows) -> openpyxl.Workbook:
    """A sheet for each kind with every heading; all cells are texts, as the template has them."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for kind, lines in rows.items():
        page = book.create_sheet(sheet(kind))
        page.append([heading(kind, key) for key in COLUMNS[kind]])
        for line in lines:
            page.append([line.get(key) or None for key in COLUMNS[kind]])
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def delimited(rows: Rows, kind: str, mark: str) -> bytes:
    """The rows of one kind as CSV, as Excel writes it in the Netherlands (;) or elsewhere (,)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator="\r\n")
    writer.writerow([heading(kind, key) for key in COLUMNS[kind]])
    for line in rows[kind]:
        writer.writerow([line.get(key, "") for key in COLUMNS[kind]])
    return out.getvalue().encode("utf-8-sig" if mark == ";" else "utf-8")
