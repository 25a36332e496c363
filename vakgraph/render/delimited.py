"""A table as lines with separators: CSV for programs, CSV for a Dutch spreadsheet."""

from __future__ import annotations

import csv as standard
import io

from vakgraph.render.people import About, columns, is_number, words
from vakgraph.table import Cell, Table

# What a spreadsheet takes for the begin of a formula, full-width forms included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv(table: Table, about: About) -> bytes:
    """RFC 4180: comma, CRLF, UTF-8 without BOM, one header line of column names, IRIs, unbound is empty."""
    rows = [[cell.value for cell in row] for row in table.rows]
    return _lines([list(table.columns), *rows], ",").encode()


def csv_excel(table: Table, about: About) -> bytes:
    """Semicolon, BOM, CRLF, headings in words, labels with a `(IRI)` column, decimal comma, no formulas."""
    heads, rows = people_grid(table, about)
    lines: list[list[str]] = [[guarded(head) for head in heads]]
    lines += [[text if is_number(cell) else guarded(text) for text, cell in row] for row in rows]
    return b"\xef\xbb\xbf" + _lines(lines, ";").encode()


def people_grid(table: Table, about: About) -> tuple[list[str], list[list[tuple[str, Cell]]]]:
    """Headings and rows for a spreadsheet: (text, the cell it came from), an IRI column beside its labels."""
    shown = columns(table, about)
    with_iri = {c.at for c in shown if any(row[c.at].kind == "iri" for row in table.rows)}
    heads = [name for c in shown for name in ((c.heading, f"{c.heading} (IRI)") if c.at in with_iri else (c.heading,))]
    rows: list[list[tuple[str, Cell]]] = []
    for row in table.rows:
        line: list[tuple[str, Cell]] = []
        for c in shown:
            line.append((words(row[c.at], c, about), row[c.at]))
            if c.at in with_iri:
                line.append((row[c.at].value if row[c.at].kind == "iri" else "", Cell("literal")))
        rows.append(line)
    return _distinct(heads), rows


def guarded(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would run it as a formula."""
    return "'" + text if text.lstrip(" \u00a0\ufeff").startswith(FORMULA) else text


def _distinct(heads: list[str]) -> list[str]:
    """The headings, a second one of the same words numbered."""
    seen: dict[str, int] = {}
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
    count: dict[str, int] = {}
    for at, head in enumerate(heads):
        count[head] = count.get(head, 0) + 1
        if seen[head] > 1 and count[head] > 1:
            heads[at] = f"{head} ({count[head]})"
    return heads


def _lines(rows: list[list[str]], separator: str) -> str:
    """The rows as text. A lone empty field is quoted, or its line would be read as no line."""
    text = io.StringIO(newline="")
    writer = standard.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows(rows)
    return text.getvalue()
