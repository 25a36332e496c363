"""The cells of one row on their way to triples; what cannot be read is kept with its place."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from vakgraph import mint
from vakgraph.dates import When, when
from vakgraph.errors import InputError, UnknownName, VakError
from vakgraph.mapping.words import LITERALS, XSD, Names, Term, full, named
from vakgraph.sheets import COLUMNS, Column, Row
from vakgraph.turtle import Triple

UNKNOWN = "onbekend"
TYPE = full("rdf:type")
NOT_STATED = full("vak:sourcesDoNotState")
# How a time is said: the day; or first day, last day, wording and precision.
_TIMES = {
    "vak:date": ("vak:earliest", "vak:latest", "vak:asWritten", "vak:datePrecision"),
    "vak:begin": ("vak:beginEarliest", "vak:beginLatest", "vak:beginAsWritten", ""),
    "vak:end": ("vak:endEarliest", "vak:endLatest", "vak:endAsWritten", ""),
}


class Cells:
    """One row being read: `said` and `faults` grow."""

    def __init__(self, row: Row, names: Names) -> None:
        self.row, self.names = row, names
        self.columns = COLUMNS[row.kind]
        self.said: list[Triple] = []
        self.faults: list[InputError] = []

    def text(self, key: str) -> str:
        """The text of a cell; empty where there is none."""
        return self.row.cells.get(key, "")

    def filled(self, about: str) -> bool:
        """Whether any cell says something about this part of the thing."""
        mine = (column.key for column in self.columns.values() if column.about == about)
        return any(key in self.row.cells for key in mine)

    def say(self, subject: NamedNode, predicate: NamedNode, value: Term) -> None:
        self.said.append(Triple(subject, predicate, value))

    def a(self, subject: NamedNode, name: str) -> None:
        """The subject is of this class."""
        self.say(subject, TYPE, full(name))

    # --- which thing the row is about -----------------------------------------------------------------

    def me(self) -> NamedNode:
        """The thing of the row: by its key, or else the one of that name, or else a new one."""
        kind, naming = self.row.kind, list(self.columns)[1]
        key, name = self.text("key"), self.text(naming)
        at = "key" if key else naming
        if (key or name).casefold() in ("", UNKNOWN):
            column = self.columns[naming]
            raise self.row.fault(
                at, f"geef een sleutel of {column.nl.lower()}.", f"give a key or a {column.en.lower()}."
            )
        try:
            return NamedNode(mint.thing(kind, key) if key else self._called(kind, name))
        except VakError as error:
            raise self._fault(at, error) from error

    def _called(self, kind: str, name: str) -> str:
        try:
            return self.names(kind, name)
        except UnknownName:
            return mint.thing(kind, name)

    def other(self, key: str) -> NamedNode:
        """The other thing without which the row has no subject; InputError where it is not named."""
        column, text = self.columns[key], self.text(key)
        if key in self.row.troubles:
            raise self.row.fault(key, self.row.troubles[key].nl, self.row.troubles[key].en)
        if not text or text.casefold() == UNKNOWN:
            raise self.row.fault(key, f"vul {column.nl.lower()} in.", f"fill in {column.en.lower()}.")
        try:
            return named(key, text, self.names)
        except VakError as error:
            raise self._fault(key, error) from error

    # --- what the cells say ---------------------------------------------------------------------------

    def tell(self, subject: NamedNode, about: str = "") -> None:
        """Everything that the cells say about the thing, or about a part of it."""
        for column in self.columns.values():
            if column.about == about and column.property:
                self.tell_one(subject, column)

    def tell_one(self, subject: NamedNode, column: Column) -> None:
        """What one cell says: nothing where it is empty."""
        if self.not_stated(subject, column):
            return
        if column.value == "when":
            self._time(subject, column)
            return
        for term in self.terms(column):
            self.say(subject, full(column.property), term)

    def not_stated(self, subject: NamedNode, column: Column) -> bool:
        """Whether the cell says that the sources do not say it; that is said then."""
        if self.text(column.key).casefold() != UNKNOWN:
            return False
        if column.open:
            self.say(subject, NOT_STATED, full(column.property))
        else:
            self._blame(column.key, f'"{UNKNOWN}" kan hier niet.', f'"{UNKNOWN}" cannot stand here.')
        return True

    def terms(self, column: Column) -> Iterator[Term]:
        """The terms in a cell, where there are several between bars."""
        text = self.text(column.key)
        for part in filter(None, map(str.strip, text.split("|") if column.many else [text])):
            try:
                yield self._term(column, part)
            except VakError as error:
                self.faults.append(self._fault(column.key, error))

    def _term(self, column: Column, text: str) -> Term:
        if text.casefold() == UNKNOWN:
            raise InputError(f'"{UNKNOWN}" staat alleen in een cel.', f'"{UNKNOWN}" stands alone in a cell.')
        read = LITERALS.get(column.value)
        return read(text) if read else named(column.value, text, self.names)

    def _time(self, subject: NamedNode, column: Column) -> None:
        if not self.text(column.key):
            return
        try:
            self._say_time(subject, column.property, when(self.text(column.key)))
        except VakError as error:
            self.faults.append(self._fault(column.key, error))

    def _say_time(self, subject: NamedNode, name: str, time: When) -> None:
        day = NamedNode(XSD + "date")
        if time.exact:
            self.say(subject, full(name), Literal(time.earliest.isoformat(), datatype=day))
            return
        earliest, latest, wording, precision = _TIMES[name]
        self.say(subject, full(earliest), Literal(time.earliest.isoformat(), datatype=day))
        self.say(subject, full(latest), Literal(time.latest.isoformat(), datatype=day))
        self.say(subject, full(wording), Literal(time.as_written, language="nl"))
        if precision:
            self.say(subject, full(precision), full(f"date-precision:{time.precision}"))

    def look(self) -> None:
        """What is wrong with the cells of a row of which nothing can be said: its sender mends all of them at once."""
        for part in dict.fromkeys(column.about for column in self.columns.values()):
            self.tell(NamedNode("urn:vakgraph:nobody"), part)
        self.said.clear()

    # --- what is wrong --------------------------------------------------------------------------------

    def _blame(self, key: str, nl: str, en: str) -> None:
        self.faults.append(self.row.fault(key, nl, en))

    def _fault(self, key: str, error: VakError) -> InputError:
        """The same error with the place of the cell; the first stays its cause, with the near names."""
        fault = self.row.fault(key, error.nl, error.en)
        fault.__cause__ = error
        return fault
