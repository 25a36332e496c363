"""A part of a page that one stored question answers: its table, what empty means, and the door to the question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from vakgraph import mint
from vakgraph.namespaces import GEMEENTE
from vakgraph.render import About
from vakgraph.render.people import columns as columns_of
from vakgraph.table import Cell, Table
from vakgraph.web.tables import Notes, Sheet, Shown, part, sheet, within
from vakgraph.web.views import Ask

SOURCES = ("source", "source_of_row")
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Section:
    """One answered question on a page. Without rows `empty` says what that means; `card` shows one row as a list.

    `alike`: what every row says and so stands once above them, each with its heading.
    """

    key: str
    title: str
    sheet: Sheet
    empty: str
    href: str = ""
    count: int = 0
    intro: str = ""
    alike: tuple[tuple[str, Shown], ...] = ()
    card: bool = False
    points: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def section(
    ask: Ask, found: Table, notes: Notes, key: str, title: str, empty: str, columns: Sequence[str] = (),
    most: int | None = None, card: bool = False, intro: str = "", leading: tuple[str, str] = ("", ""),
    sourced: bool = True, points: tuple[str, ...] = (), folded: Sequence[str] = (), **choices: str,
) -> Section:  # fmt: skip
    """A part of the page from an answer. `leading` says in which column the words lead to the thing of which other."""
    if not found.columns:
        return Section(key, title, Sheet((), ()), "", points=points)
    asked = key in ask.library.questions
    href = ask.links.page(f"question/{key}", **{name: written(iri) for name, iri in choices.items()}) if asked else ""
    columns = (*columns, *SOURCES) if sourced and columns else columns
    alike = _alike(found, [name for name in folded if name in columns])
    columns = tuple(name for name in columns if name not in alike)
    told = part(found, columns) if columns else found
    made = sheet(told, About(ask.language), ask.links, most, notes)
    if leading[0] and columns:
        made = _led(part(found, (*columns, leading[1])), leading, ask, notes)
    return Section(
        key,
        title,
        replace(made, remarks=()),
        empty,
        href,
        len(told),
        intro,
        _for_all(found, alike, ask, notes),
        card,
        points,
        tuple(found.notes),
    )


def _alike(found: Table, names: Sequence[str]) -> dict[str, Cell]:
    """The columns in which every row says the same, with what it says; of one row none."""
    several = {name: dict.fromkeys(found.column(name)) for name in names} if len(found) > 1 else {}
    return {name: next(iter(cells)) for name, cells in several.items() if len(cells) == 1}


def _for_all(found: Table, alike: dict[str, Cell], ask: Ask, notes: Notes) -> tuple[tuple[str, Shown], ...]:
    """What holds for every row, each with its heading."""
    about = About(ask.language)
    told = (column for column in columns_of(found, about) if column.name in alike)
    return tuple((each.heading.lower(), within(alike[each.name], each, about, ask.links, notes)) for each in told)


def _led(told: Table, leading: tuple[str, str], ask: Ask, notes: Notes) -> Sheet:
    """The sheet of a table with a hidden column, in which one column leads to what the hidden one names."""
    made = sheet(told, About(ask.language), ask.links, None, notes)
    at = next(place for place, column in enumerate(made.columns) if column.name == leading[0])
    hidden = told.columns.index(leading[1])
    keep = tuple(place for place, column in enumerate(made.columns) if column.at != hidden)
    rows = []
    for row, cells in zip(made.rows, told.rows, strict=True):
        shown = [replace(each, href=ask.links.thing(cells[hidden].value) or each.href) if place == at else each
                 for place, each in enumerate(row)]  # fmt: skip
        rows.append(tuple(shown[place] for place in keep))
    return replace(made, columns=tuple(made.columns[place] for place in keep), rows=tuple(rows))


def only(found: Table, wanted: Callable[[Row], bool]) -> Table:
    """The rows that one wants."""
    return replace(found, rows=tuple(row for row, named in zip(found.rows, found, strict=True) if wanted(named)))


def written(iri: str) -> str:
    """A choice as an address writes it: the code of a municipality, the last word of any other name."""
    return iri.removeprefix(GEMEENTE + "gm") if iri.startswith(GEMEENTE + "gm") else mint.slug_of(iri)


def shown(cell: Cell, ask: Ask, text: str = "") -> Shown:
    """A cell outside a table."""
    return Shown(text or cell.text, (ask.links.thing(cell.value) or "") if cell.kind == "iri" else "", cell.mark)
