"""The boxes and ribbons of a flow, counted from a table and put in an order with few crossings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vakgraph.pictures.frame import count, words_of
from vakgraph.table import Cell, Table

COLUMNS = ("line", "intervention_type", "target_group")
SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Node:
    """A box: its name (an IRI, or the column with nothing behind it where not known), its words and its width."""

    name: str
    label: str
    value: int

    @property
    def known(self) -> bool:
        """Whether it stands for a thing, not for what is not known."""
        return not self.name.startswith("?")


@dataclass(frozen=True, slots=True)
class Stream:
    """One row of the table: its name in each column, their words, its width, and the intervention in words."""

    names: tuple[str, str, str]
    labels: tuple[str, str, str]
    value: int
    what: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What runs from one box to another: how wide, and in words."""

    left: str
    right: str
    value: int
    spoken: str

    @property
    def known(self) -> bool:
        """Whether both its ends are known."""
        return not self.left.startswith("?") and not self.right.startswith("?")


def streams(table: Table, by: str, unknown: Mapping[str, str]) -> list[Stream]:
    """The rows as streams; one without a number is left out, as it has no width."""
    found = []
    for row in table:
        value = count(row[by]) or 0
        if value > 0:
            names = tuple(_name(row[name], name) for name in COLUMNS)
            labels = tuple(words_of(row[name], unknown[name]) for name in COLUMNS)
            what = words_of(row["intervention"], unknown["intervention_type"])
            found.append(Stream((names[0], names[1], names[2]), (labels[0], labels[1], labels[2]), value, what))
    return sorted(found, key=lambda each: (each.labels, each.what, each.names, each.value))


def _name(cell: Cell, column: str) -> str:
    return cell.value or f"?{column}"


def nodes(found: list[Stream]) -> list[list[Node]]:
    """The boxes of the three columns: lines by width, then what follows near what it comes from; unknown last."""
    columns = [_counted(found, at) for at in range(3)]
    columns[0].sort(key=lambda node: (not node.known, -node.value, node.label, node.name))
    for at in (1, 2):
        _near(columns, found, at, at - 1)
    for _ in range(SWEEPS):
        _near(columns, found, 1, 2)
        _near(columns, found, 2, 1)
        _near(columns, found, 1, 0)
        _near(columns, found, 2, 1)
    return columns


def _counted(found: list[Stream], at: int) -> list[Node]:
    """The boxes of one column with their width."""
    values: dict[str, int] = {}
    labels: dict[str, str] = {}
    for each in found:
        values[each.names[at]] = values.get(each.names[at], 0) + each.value
        labels[each.names[at]] = each.labels[at]
    return [Node(name, labels[name], value) for name, value in values.items()]


def _near(columns: list[list[Node]], found: list[Stream], at: int, other: int) -> None:
    """Put one column in the order of the middles of what it is tied to in another."""
    places = {node.name: place / max(len(columns[other]) - 1, 1) for place, node in enumerate(columns[other])}
    middles = {}
    for node in columns[at]:
        mine = [(places[each.names[other]], each.value) for each in found if each.names[at] == node.name]
        middles[node.name] = round(sum(place * value for place, value in mine) / sum(value for _, value in mine), 9)
    columns[at].sort(key=lambda node: (not node.known, middles[node.name], -node.value, node.label, node.name))


def ribbons(found: list[Stream], at: int) -> list[Ribbon]:
    """The ribbons between a column and the next, each with every intervention that runs through it."""
    widths: dict[tuple[str, str], int] = {}
    said: dict[tuple[str, str], list[str]] = {}
    heads: dict[tuple[str, str], str] = {}
    for each in found:
        ends = each.names[at], each.names[at + 1]
        widths[ends] = widths.get(ends, 0) + each.value
        heads[ends] = f"{each.labels[at]} → {each.labels[at + 1]}"
        said.setdefault(ends, []).append(each.what)
    return [
        Ribbon(*ends, value, f"{heads[ends]}: {value} ({'; '.join(dict.fromkeys(said[ends]))})")
        for ends, value in widths.items()
    ]
