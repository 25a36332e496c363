"""A table on a page: cells that lead to their things, numbers to the right, sources as numbered notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vakgraph.namespaces import VAK
from vakgraph.render import About
from vakgraph.render.people import Column, columns, one_line, printed
from vakgraph.table import Cell, Table
from vakgraph.web.addresses import Links, path_of

_DAY = re.compile("[0-9]{4}-[0-9]{2}(-[0-9]{2})?")  # by its look: a question may give a date as text


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell as a page shows it: its words, where it leads ("" for nowhere), whether it is contested or empty.

    `day`: a date, which stays on one line.
    """

    text: str
    href: str = ""
    mark: str = ""
    empty: bool = False
    language: str = ""
    notes: tuple[int, ...] = ()
    day: bool = False


@dataclass
class Notes:
    """The numbered sources of one page, their words and where they lead: each has one number in whatever table.

    Two sources may bear the same words, so one that leads somewhere is known by that; one in words only is taken for
    the first that is called so.
    """

    known: list[tuple[str, str]] = field(default_factory=list)

    def number(self, text: str, href: str = "") -> int:
        """The number of a source."""
        same = [
            at for at, (words, where) in enumerate(self.known) if words == text and (not href or where in ("", href))
        ]
        if not same:
            self.known.append((text, href))
            return len(self.known)
        at = next((at for at in same if self.known[at][1] == href), same[0])
        self.known[at] = (text, href or self.known[at][1])
        return at + 1

    def lead(self, known: Mapping[str, str]) -> None:
        """Sources that a table gave in words only lead to their pages, too."""
        self.known = [(text, href or known.get(text, "")) for text, href in self.known]

    @property
    def notes(self) -> tuple[tuple[int, str, str], ...]:
        """Number, words, where it leads."""
        return tuple((number, text, href) for number, (text, href) in enumerate(self.known, 1))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as a page shows it. `notes` are the numbered sources: number, words, where they lead."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Shown, ...], ...]
    notes: tuple[tuple[int, str, str], ...] = ()
    remarks: tuple[str, ...] = ()


def sheet(table: Table, about: About, links: Links, most: int | None = None, notes: Notes | None = None) -> Sheet:
    """The table for a page; `most` rows of it where that is given, its sources numbered on where others stand."""
    shown, numbered = tuple(columns(table, about)), notes or Notes()
    rows = tuple(
        tuple(within(row[column.at], column, about, links, numbered) for column in shown) for row in table.rows[:most]
    )
    return Sheet(shown, rows, numbered.notes, tuple(table.notes))


def part(table: Table, names: Sequence[str]) -> Table:
    """The table with these of its columns, in this order; rows that then say the same stand once."""
    at = [table.columns.index(name) for name in names if name in table.columns]
    rows = dict.fromkeys(tuple(row[place] for place in at) for row in table.rows)
    headings, empty, styles = (
        tuple(each[place] for place in at) if each else () for each in (table.headings, table.empty, table.styles)
    )
    named = tuple(table.columns[place] for place in at)
    return replace(table, columns=named, rows=tuple(rows), headings=headings, empty=empty, styles=styles)


def within(cell: Cell, column: Column, about: About, links: Links, notes: Notes) -> Shown:
    """A cell of that column."""
    if column.style == "source" and cell.kind != "unbound":
        return Shown("", notes=tuple(numbers(cell, links, notes)))
    text, empty = printed(cell, column, about), cell.kind == "unbound" or not cell.value.strip()
    text = text.removesuffix(f" {cell.mark}") if cell.mark else text
    return Shown(text, address(cell, links), cell.mark, empty, cell.language or "", day=bool(_DAY.fullmatch(text)))


def numbers(cell: Cell, links: Links, notes: Notes) -> Sequence[int]:
    """The numbers of the sources in this cell; each source gets one, wherever it stands."""
    lines = [one_line(line) for line in cell.text.split("\n") if line.strip()]
    return [notes.number(line, address(cell, links)) for line in lines]


def address(cell: Cell, links: Links) -> str:
    """Where a cell leads: the page of its thing, or the address that it is; "" for nowhere."""
    if cell.kind == "iri":
        return links.thing(cell.value) or (
            "" if path_of(cell.value) or cell.value.startswith(VAK) else web_address(cell.value)
        )
    return web_address(cell.value) if cell.kind == "literal" and " " not in cell.value.strip() else ""


def web_address(text: str) -> str:
    """The text where it is an address of the web and nothing else (never `javascript:` or `data:`)."""
    text = text.strip()
    return text if text.startswith(("https://", "http://")) and not any(c in text for c in '<>"\\^`{|} \n') else ""
