"""The sheet "Te herstellen": one row for each finding, with a link to its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from vakgraph.sheets.letters import letters
from vakgraph.sheets.patching import CONTENT, MAIN, Package, relation_attribute
from vakgraph.sheets.patching_styles import Styles
from vakgraph.sheets.patching_text import Unpatchable, appended, child, children, escape, prefix, root

# How grave a finding is, the worst first, as a person reads it.
SEVERITIES = {
    "violation": {"nl": "Fout", "en": "Wrong"},
    "warning": {"nl": "Let op", "en": "Mind"},
    "info": {"nl": "Ter informatie", "en": "To know"},
}
TITLES = {"nl": "Te herstellen", "en": "To mend"}
HEADS = {
    "nl": ("Nr.", "Blad", "Cel", "Ernst", "Wat is er aan de hand", "Hoe te herstellen"),
    "en": ("No.", "Sheet", "Cell", "Severity", "What is the matter", "How to mend it"),
}
NOTHING = {"nl": "Er is niets te herstellen.", "en": "There is nothing to mend."}
WIDTHS = (6, 18, 9, 15, 70, 50)
_COLOUR = "FFC00000"
MOST_ROWS, MOST_LINKS, LONGEST = 1_000_000, 65_000, 32_000


class Mark(NamedTuple):
    """One finding as the sender of a workbook needs it."""

    sheet: str
    cell: str
    severity: str
    text: str
    repair: str = ""


def heading(mark: Mark, language: str) -> str:
    """How grave it is, in a word."""
    return SEVERITIES[mark.severity][language]


def table(marks: Sequence[Mark], language: str) -> list[list[str]]:
    """The rows under the headings; a sentence where there are none."""
    if not marks:
        return [["", "", "", "", NOTHING[language], ""]]
    return [
        [str(number), mark.sheet, mark.cell, heading(mark, language), mark.text[:LONGEST], mark.repair[:LONGEST]]
        for number, mark in enumerate(marks[:MOST_ROWS], 1)
    ]


def link(mark: Mark, titles: Sequence[str]) -> str:
    """Where a click on the cell leads; nowhere if the workbook has no such cell."""
    if mark.sheet not in titles or not re.fullmatch(r"[A-Z]*[1-9][0-9]*", mark.cell):
        return ""
    quoted = mark.sheet.replace("'", "''")
    return f"'{quoted}'!{mark.cell if not mark.cell.isdigit() else 'A' + mark.cell}"


def free(title: str, titles: Sequence[str]) -> str:
    """A name that no sheet has yet."""
    taken = {each.casefold() for each in titles}
    names = [title, *(f"{title} ({number})" for number in range(2, len(titles) + 3))]
    return next(name for name in names if name.casefold() not in taken)


def add(
    package: Package, main: str, parts: Mapping[str, str], styles: Styles, marks: Sequence[Mark], language: str
) -> None:
    """Puts the sheet behind the others."""
    text = _text(list(parts), styles, marks, language)
    old = _ours(package, parts)
    if old:
        package.changed[old] = text
        return
    part = package.add("xl/worksheets/sheet{}.xml", text, f"{CONTENT}.spreadsheetml.worksheet+xml")
    id = package.relate(main, "worksheet", part)
    book = package.text(main)
    sheets = child(book, root(book), "sheets")
    if sheets is None:
        raise Unpatchable("zij noemt haar bladen niet", "it does not list its sheets")
    known = children(book, sheets)
    number = max((int(each.attributes.get("sheetId", "0")) for each in known), default=0) + 1
    names = [each.attributes.get("name", "") for each in known]
    said = f'name="{escape(free(TITLES[language], names))}" sheetId="{number}"'
    reference = relation_attribute(book[: root(book).inner])
    package.changed[main] = appended(book, sheets, f'<{prefix(sheets.name)}sheet {said} {reference}="{id}"/>')


def _ours(package: Package, parts: Mapping[str, str]) -> str:
    """The part of the list of an earlier run."""
    known = (parts[title] for title in TITLES.values() if title in parts)
    return next((part for part in known if _COLOUR in package.text(part)[:2_000]), "")


def _text(titles: Sequence[str], styles: Styles, marks: Sequence[Mark], language: str) -> str:
    """The whole sheet. Its texts stand in its cells, so that the shared ones stay as they are."""
    bold, wrapped, linked = styles.bold(), styles.wrapped(), styles.link()
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(WIDTHS, 1)
    )
    rows = [_row(1, HEADS[language], [bold] * len(WIDTHS))]
    links: list[str] = []
    for number, (said, mark) in enumerate(zip(table(marks, language), [*marks, None], strict=False), 2):
        goes = link(mark, titles) if mark and len(links) < MOST_LINKS else ""
        rows.append(_row(number, said, [linked if at == 2 and goes else wrapped for at in range(len(WIDTHS))]))
        if goes:
            links.append(f'<hyperlink ref="C{number}" location="{escape(goes)}" display="{escape(said[2])}"/>')
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="{_COLOUR}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft"'
        ' state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, said: Sequence[str], styles: Sequence[int]) -> str:
    cells = (
        f'<c r="{letters(at)}{number}" s="{style}" t="inlineStr">'
        f'<is><t xml:space="preserve">{escape(text)}</t></is></c>'
        for at, (text, style) in enumerate(zip(said, styles, strict=True), 1)
    )
    lines = max(ceil(len(text) / (width - 4)) for text, width in zip(said[4:], WIDTHS[4:], strict=True))
    tall = f' ht="{min(lines, 27) * 15}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'
