"""The knots of a network in three columns: organisations, projects, municipalities; in an order with few crossings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from vakgraph.pictures.frame import words_of
from vakgraph.table import Cell, Table

SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Knot:
    """A participant or a project: its ties (name -> whether that is sure), their words, and who is tied to it alone."""

    name: str
    label: str
    kind: str
    ties: dict[str, bool] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Net:
    """Three columns of knots, those there was no room for, and how many participants there are in all."""

    left: list[Knot]
    projects: list[Knot]
    right: list[Knot]
    dropped: list[Knot]
    participants: int


def net(table: Table, most: int) -> Net:
    """Every project, and the participants of more than one, the best connected first, as far as there is room."""
    people, labels = _participants(table)
    projects = sorted({name for each in people for name in each.ties}, key=lambda name: (labels[name].casefold(), name))
    shared = [each for each in people if len(each.ties) > 1]
    shared.sort(key=lambda each: (-len(each.ties), each.label.casefold(), each.name))
    kept = list(shared)
    while kept and len(kept) + len({name for each in kept for name in each.ties}) > most:
        kept.pop()
    names = {each.name for each in kept}
    known = [_project(name, labels[name], people, names) for name in projects]
    left = [each for each in kept if each.kind != "municipality"]
    right = [each for each in kept if each.kind == "municipality"]
    left, known, right = _ordered(left, known, right)
    return Net(left, known, right, shared[len(kept) :], len(people))


def _participants(table: Table) -> tuple[list[Knot], dict[str, str]]:
    """Every participant with its projects, and the words of every project."""
    labels: dict[str, str] = {}
    found: dict[str, Knot] = {}
    for row in table:
        project, person = row["project"], row["participant"]
        if not project.value or not person.value:
            continue
        labels[project.value] = words_of(project, "?")
        each = found.setdefault(person.value, Knot(person.value, words_of(person, "?"), _kind(row["kind"])))
        each.ties[project.value] = each.ties.get(project.value, False) or _sure(row.get("tie"))
    named = [
        replace(
            each,
            ties=dict(sorted(each.ties.items())),
            named=tuple(sorted((labels[name] for name in each.ties), key=str.casefold)),
        )
        for each in found.values()
    ]
    return named, labels


def _kind(cell: Cell) -> str:
    """The four kinds that have a shape."""
    last = cell.value.rpartition("/")[2]
    return {"Gemeente": "municipality", "knowledge-institution": "knowledge", "client-organisation": "client"}.get(
        last, "other"
    )


def _sure(cell: Cell | None) -> bool:
    """Whether the project is confirmed to belong to the programme; a table that does not say counts as sure."""
    return cell is None or cell.value.endswith("/confirmed")


def _project(name: str, label: str, people: Iterable[Knot], kept: set[str]) -> Knot:
    """A project with those of its participants that are drawn, and those that are not."""
    mine = sorted((each for each in people if name in each.ties), key=lambda each: (each.label.casefold(), each.name))
    ties = {each.name: each.ties[name] for each in mine if each.name in kept}
    named = tuple(each.label for each in mine if each.name in kept)
    return Knot(name, label, "project", ties, named, tuple(each.label for each in mine if each.name not in kept))


def _ordered(left: list[Knot], projects: list[Knot], right: list[Knot]) -> tuple[list[Knot], list[Knot], list[Knot]]:
    """Each column in the order of the middles of its ties, again and again: few lines cross, and always the same."""
    for _ in range(SWEEPS):
        middle = _places([each for each in projects if each.ties])
        left, right = _near(left, middle), _near(right, middle)
        projects = _near(projects, {**_places(left), **_places(right)})
    return left, projects, right


def _places(column: list[Knot]) -> dict[str, float]:
    """The place of each knot of a column, from 0 to 1."""
    return {each.name: (at + 0.5) / len(column) for at, each in enumerate(column)}


def _near(column: list[Knot], places: dict[str, float]) -> list[Knot]:
    """A column in the order of the mean place of what each knot is tied to."""

    def place(each: Knot) -> tuple[float, str, str]:
        mine = [places[name] for name in each.ties if name in places]
        return round(sum(mine) / len(mine), 9) if mine else 2.0, each.label.casefold(), each.name

    return sorted(column, key=place)
