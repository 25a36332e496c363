"""What a workbook can hold and a text cannot, headings that are wrong, and files whose very form is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import openpyxl

from faults import statements, tables
from faults.rows import GOOD, letter, sheet
from vakgraph.sheets import COLUMNS
from vakgraph.sheets.letters import letters


@dataclass(frozen=True)
class Damage:
    """A cell of the good workbook with another value or format; `at` is the cell to mend where it is another one."""

    what: str
    kind: str
    key: str
    value: Any
    form: str = ""
    rule: str = "gate:cell"
    at: str = ""

    @property
    def place(self) -> tuple[str, str]:
        return sheet(self.kind), self.at or f"{letter(self.kind, self.key)}2"

    def data(self) -> bytes:
        book = tables.workbook({self.kind: GOOD[self.kind], "source": GOOD["source"]})
        cell = book[sheet(self.kind)][f"{letter(self.kind, self.key)}2"]
        cell.value = self.value
        if self.form:
            cell.number_format = self.form
        return tables.saved(book)


DAY, HOUR, YEAR = datetime.date(2019, 3, 1), datetime.datetime(2019, 3, 1, 9, 30), datetime.date(1905, 7, 11)
DAMAGES = (
    Damage("518 as a number", "project", "municipalities", 518),
    Damage("34 as a number", "uptake", "municipality", 34),
    Damage("a code that became a date", "project", "municipalities", DAY),
    Damage("an Excel serial number", "project", "begin", 43525),
    Damage("an Excel serial number with hours", "project", "end", 43890.5),
    Damage("a moment of the day", "project", "begin", HOUR),
    Damage("a year in a cell for dates", "source", "date", YEAR),
    Damage("a number that became a date", "project", "arms", DAY),
    Damage("a title that became a date", "event", "place", DAY),
    Damage("a number that became a truth", "project", "reached", True),
    Damage("a decimal number where a whole one belongs", "project", "reached", 1183.5),
    Damage("cents in an amount that is a number", "project", "euro_granted", 240000.5),
    Damage("a number shown as a percentage", "finding", "effect_value", 0.075, "0.0%"),
    Damage("a whole number shown as a percentage", "project", "planned", 12, "0%"),
    Damage("a number of more digits than Excel keeps", "project", "zonmw_number", 12345678901234567),
    Damage("a formula without a value", "project", "reached", "=590+593"),
    Damage("a formula in a date", "uptake", "begin", "=TODAY()"),
    Damage("an error of Excel", "project", "organisations", "#N/A"),
    Damage("a division by zero", "finding", "effect_value", "#DIV/0!"),
    Damage("a number below zero in a count", "event", "attendance", -45, "", "Event-attendance"),
    Damage("no municipalities at all, as a number", "project", "municipality_count", 0, "", "Consortium-stated*"),
)


@dataclass(frozen=True)
class Broken:
    """A file whose form is wrong: it is refused with the place where, unless it is a form that means another thing."""

    what: str
    form: str
    data: Callable[[], bytes]
    place: tuple[str, str] | tuple[int, str] | int
    rule: str = ""

    @property
    def name(self) -> str:
        return {"xlsx": "levering.xlsx", "csv": "Projecten.csv"}.get(self.form, f"levering.{self.form}")


def _heading(cell: str, value: Any) -> Callable[[], bytes]:
    def made() -> bytes:
        book = tables.workbook({"project": GOOD["project"]})
        book["Projecten"][cell].value = value
        return tables.saved(book)

    return made


def _sheet(name: str) -> Callable[[], bytes]:
    def made() -> bytes:
        book: openpyxl.Workbook = tables.workbook(GOOD)
        book["Projecten"].title = name
        return tables.saved(book)

    return made


def _csv(old: str, new: str, mark: str = ";") -> Callable[[], bytes]:
    return _changed(lambda: tables.delimited(GOOD, "project", mark).decode(), old, new)


def _ttl(old: str, new: str) -> Callable[[], bytes]:
    return _changed(lambda: statements.turtle(statements.statements()).text, old, new)


def _json(old: str, new: str) -> Callable[[], bytes]:
    return _changed(lambda: statements.jsonld(statements.statements()).text, old, new)


def _changed(made: Callable[[], str], old: str, new: str) -> Callable[[], bytes]:
    def changed() -> bytes:
        text = made()
        assert old in text, old
        return text.replace(old, new, 1).encode()

    return changed


def _ttl_line(thing: str, name: str) -> int:
    return statements.turtle(statements.statements()).at[thing, name]


def _json_line(thing: str, name: str) -> int:
    return statements.jsonld(statements.statements()).at[thing, name]


P, BEYOND = statements.PROJECT, letters(len(COLUMNS["project"]) + 1)
BROKEN = (
    Broken("an unknown heading", "xlsx", _heading("B1", "Titels van het project"), ("Projecten", "B1")),
    Broken("a heading that stands there twice", "xlsx", _heading("C1", "Titel"), ("Projecten", "C1")),
    Broken("a cell without a heading", "xlsx", _heading(f"{BEYOND}2", "los"), ("Projecten", f"{BEYOND}2")),
    Broken("a sheet of another name", "xlsx", _sheet("Projectjes"), ("Projectjes", "")),
    Broken("an unknown heading in CSV", "csv", _csv("Hoofdaanvrager", "Penvoerder"), (1, "Penvoerder")),
    Broken("a heading twice in CSV", "csv", _csv("Sleutel", "Titel"), (1, "Titel")),
    Broken("an unknown heading in CSV with commas", "csv", _csv("Status", "Stadium", ","), (1, "Stadium")),
    Broken("a quotation mark that does not close", "csv", _csv("FICTIEF: Samen", '"FICTIEF: Samen'), (2, "")),
    Broken(
        "a statement without a sign behind it",
        "ttl",
        _ttl("vak:arms 2 ;", "vak:arms 2"),
        _ttl_line(statements.STUDY, "vak:arms") + 1,
    ),
    Broken("a prefix that nobody declared", "ttl", _ttl("status:running", "stand:running"), _ttl_line(P, "vak:status")),
    Broken(
        "a space in an address",
        "ttl",
        _ttl("org/artikel", "org/mijn artikel"),
        _ttl_line(statements.ARTICLE, "vak:address"),
    ),
    Broken("a language tag that is none", "ttl", _ttl('opleverde."@nl', 'opleverde."@n'), _ttl_line(P, "vak:result")),
    Broken("a text that does not close", "ttl", _ttl('"FICTIEF-1" ;', '"FICTIEF-1 ;'), _ttl_line(P, "vak:zonmwNumber")),
    Broken(
        "a decimal comma",
        "ttl",
        _ttl("7.5 ;", "7,5 ;"),
        _ttl_line(statements.FINDING, "vak:effectValue"),
        "Finding-effectValue",
    ),
    Broken(
        "a word for a number",
        "ttl",
        _ttl("vak:attendance 45", "vak:attendance veel"),
        _ttl_line(statements.EVENT, "vak:attendance"),
    ),
    Broken(
        "a comma that is missing",
        "jsonld",
        _json('"@id": "status:running"},', '"@id": "status:running"}'),
        _json_line(P, "vak:begin"),
    ),
    Broken("a colon that is missing", "jsonld", _json('"vak:status":', '"vak:status"'), _json_line(P, "vak:status")),
    Broken(
        "a key that nobody declared in JSON", "jsonld", _json('"vak:status":', '"staat":'), _json_line(P, "vak:status")
    ),
    Broken(
        "an address with a space in JSON",
        "jsonld",
        _json("org/artikel", "org/mijn artikel"),
        _json_line(statements.ARTICLE, "vak:address"),
    ),
    Broken(
        "a decimal comma in JSON",
        "jsonld",
        _json('"vak:attendance": 45', '"vak:attendance": 4,5'),
        _json_line(statements.EVENT, "vak:attendance"),
    ),
    Broken(
        "a language tag that is none in JSON",
        "jsonld",
        _json('opleverde.", "@language": "nl"', 'opleverde.", "@language": "n n"'),
        _json_line(P, "vak:result"),
    ),
)
