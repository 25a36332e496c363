"""The corpus of seeded faults: each is one change to a good delivery, with the place and the rule that must be told.

`rows` and `statements` hold the good deliveries, which are made up and say so; `changes`, `mistakes` and `damaged`
what is changed in them; `world` the graph folder in whose context they are judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from faults import statements, tables
from faults.changes import CHANGES, Change
from faults.damaged import BROKEN, DAMAGES
from faults.mistakes import MISTAKES, Mistake
from faults.rows import GOOD, heading, letter, sheet

__all__ = ["Fault", "Spot", "corpus", "good", "pairs"]

Spot = tuple[str, int, str]  # sheet, line (or row) and cell or column; "" and 0 where they do not matter
# Without these a row has no subject, and nothing else of it can be judged; a title is compared within a round.
NAMING = {"project", "intervention", "municipality", "doi", "dossier", "paper_number", "rounds"}
PAIRS = 3  # every so many changes, one is paired with the second after it


@dataclass(frozen=True)
class Fault:
    """One file with one fault. `spots` are the places that are right; `refused` when it cannot even be read."""

    what: str
    form: str
    name: str
    data: bytes
    spots: frozenset[Spot]
    rule: str = ""
    refused: bool = False
    beside: frozenset[Spot] = frozenset()  # where one change takes something from other things as well
    both: tuple[tuple[str, frozenset[Spot]], ...] = ()  # of two changes: the rule and the places of each

    def __str__(self) -> str:
        return f"{self.form}: {self.what}"


def good() -> Iterator[Fault]:
    """The good deliveries, one or more of each form."""
    yield _good("xlsx", "levering.xlsx", tables.saved(tables.workbook(GOOD)))
    for kind in GOOD:
        for mark in ";,":
            yield _good(f"csv {mark}", f"{sheet(kind)}.csv", tables.delimited(GOOD, kind, mark))
    for change in CHANGES:
        if change.besides:
            rows = {change.kind: [{**GOOD[change.kind][0], **change.besides}]}
            if change.wrong_without:
                continue
            yield _good(f"csv ; {change.what}", f"{sheet(change.kind)}.csv", tables.delimited(rows, change.kind, ";"))
    yield _good("ttl", "levering.ttl", statements.turtle(statements.statements()).text.encode())
    yield _good("jsonld", "levering.jsonld", statements.jsonld(statements.statements()).text.encode())


def _good(what: str, name: str, data: bytes) -> Fault:
    return Fault(f"good, {what}", name.rsplit(".")[-1], name, data, frozenset())


def corpus() -> Iterator[Fault]:
    """Every seeded fault. Half of the changes to a row stand in a workbook, a quarter in each sort of CSV; of the
    mistakes two in three stand in Turtle, the others in JSON-LD."""
    for at, change in enumerate(CHANGES):
        yield _in_workbook(change) if at % 2 else _in_csv(change, ";" if at % 4 else ",")
    for damage in DAMAGES:
        page, cell = damage.place
        yield Fault(damage.what, "xlsx", "levering.xlsx", damage.data(), frozenset({(page, 0, cell)}), damage.rule)
    for at, mistake in enumerate(MISTAKES):
        yield _written(mistake, "jsonld" if at % 3 == 2 else "ttl")
    for broken in BROKEN:
        place = broken.place
        spot: Spot = ("", place, "") if isinstance(place, int) else _of_table(*place)
        spots, refused = frozenset({spot}), not broken.rule  # what is no refusal may be told more than once
        beside = frozenset() if refused else spots
        yield Fault(broken.what, broken.form, broken.name, broken.data(), spots, broken.rule, refused, beside)


def pairs() -> Iterator[Fault]:
    """Two changes to one row that have nothing to do with each other: both must be told."""
    for change, other in zip(CHANGES[::PAIRS], CHANGES[2::PAIRS], strict=False):
        if change.kind == other.kind and not (NAMING & {change.key, other.key}) and not _meet(change, other):
            row = {**change.rows()[0], **other.besides, other.key: other.text}
            data = tables.delimited({change.kind: [row]}, change.kind, ";")
            both = tuple((each.rule, _columns(each)) for each in (change, other))
            yield Fault(f"{change.what}, {other.what}", "csv", f"{sheet(change.kind)}.csv", data, both[0][1], both=both)


def _meet(change: Change, other: Change) -> bool:
    mine, its = ({each.key, *each.places, *each.besides} for each in (change, other))
    return bool(mine & its)


def _columns(change: Change) -> frozenset[Spot]:
    return frozenset(("", 2, heading(change.kind, key)) for key in change.places)


def _of_table(where: str | int, which: str) -> Spot:
    return (where, 0, which) if isinstance(where, str) else ("", where, which)


def _in_workbook(change: Change) -> Fault:
    data = tables.saved(tables.workbook({change.kind: change.rows(), **_company(change.kind)}))
    spots = frozenset((sheet(change.kind), 0, f"{letter(change.kind, key)}2") for key in change.places)
    return Fault(change.what, "xlsx", "levering.xlsx", data, spots, change.rule)


def _company(kind: str) -> dict[str, list[dict[str, str]]]:
    """A second sheet, in which nothing is wrong."""
    other = "source" if kind != "source" else "event"
    return {other: GOOD[other]}


def _in_csv(change: Change, mark: str) -> Fault:
    data = tables.delimited({change.kind: change.rows()}, change.kind, mark)
    return Fault(f"{change.what} ({mark})", "csv", f"{sheet(change.kind)}.csv", data, _columns(change), change.rule)


def _written(mistake: Mistake, form: str) -> Fault:
    file = (statements.turtle if form == "ttl" else statements.jsonld)(mistake.said())
    spots = frozenset(("", file.at[anchor], "") for anchor in mistake.places)
    beside = frozenset(("", file.at[anchor], "") for anchor in mistake.beside)
    return Fault(mistake.what, form, f"levering.{form}", file.text.encode(), spots, mistake.rule, beside=beside)
