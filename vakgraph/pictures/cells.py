"""The squares of the gap map: read from a table, sorted so that the full corner is top left, said in words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from vakgraph.errors import NothingFound, VakError
from vakgraph.pictures.words import WORDS
from vakgraph.table import Cell, Table

NEEDED = ("target_group", "intervention_type", "findings", "certainty", "directions", "state")
DIRECTIONS = "▲=▼◆?"
FILLED = ("evidence", "not-established")


@dataclass(frozen=True, slots=True)
class Square:
    """What is known where a target group and an intervention type meet."""

    state: str = "not-studied"
    findings: int = 0
    certainty: str = ""
    directions: str = ""

    @property
    def marks(self) -> str:
        """Each direction that occurs, once, in the fixed order."""
        return "".join(glyph for glyph in DIRECTIONS if glyph in self.directions)

    def spoken(self, language: str) -> str:
        """The square in words: "3 bevindingen, hoogste zekerheid B, 2 beter, 1 geen verschil"."""
        words = WORDS[language]
        if self.state not in FILLED:
            return words.states[self.state]
        counted = len(self.directions) == self.findings
        said = (f"{self.directions.count(mark)} " * counted + words.spoken[mark] for mark in self.marks)
        certainty = words.highest.format(self.certainty) if self.certainty else words.not_assessed
        return ", ".join((words.findings(self.findings), certainty, *said))


NOT_STUDIED = Square()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns as (name, label) in the order of the picture, and the squares that are known."""

    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    squares: dict[tuple[str, str], Square]

    def at(self, row: str, column: str) -> Square:
        """The square of that row and column; one that the table leaves out was not studied."""
        return self.squares.get((row, column), NOT_STUDIED)

    def count(self, *states: str) -> int:
        """How many squares are in one of these states."""
        return sum(self.at(row, column).state in states for row, _ in self.rows for column, _ in self.columns)


def matrix(table: Table) -> Matrix:
    """The squares of a table with one row per target group and intervention type."""
    missing = [name for name in NEEDED if name not in table.columns]
    if missing:
        named = ", ".join(missing)
        raise VakError(f"De lacunekaart mist de kolom {named}.", f"The gap map lacks the column {named}.")
    if not table.rows:
        raise NothingFound("Er is niets om in de lacunekaart te tekenen.", "There is nothing to draw in the gap map.")
    squares = {(row["target_group"].value, row["intervention_type"].value): _square(row) for row in table}
    return Matrix(_sorted(table, "target_group", 0, squares), _sorted(table, "intervention_type", 1, squares), squares)


def _square(row: dict[str, Cell]) -> Square:
    """One row of the table as a square."""
    directions = "".join(glyph for glyph in row["directions"].text if glyph in DIRECTIONS)
    state = row["state"].value
    if state not in WORDS["nl"].states and state not in FILLED:
        raise VakError(f'De lacunekaart kent "{state}" niet.', f'The gap map does not know "{state}".')
    if state == "evidence" and set(directions) == {"?"}:
        state = "not-established"
    return Square(state, int(row["findings"].value or 0), _letter(row["certainty"]), directions)


def _letter(cell: Cell) -> str:
    """The letter of a certainty, whether the table says `B` or `B Redelijk`; "" where it was not assessed."""
    letter = cell.text[:1]
    return letter if letter in tuple("ABCD") else ""


def _sorted(table: Table, name: str, side: int, squares: dict[tuple[str, str], Square]) -> tuple[tuple[str, str], ...]:
    """The heads of one side: by the order that the table gives, then the fullest first, then by label."""
    order_column = {"target_group": "row_order", "intervention_type": "column_order"}[name]
    heads = {row[name].value: (row[name].text, row.get(order_column)) for row in table}

    def place(head: str) -> tuple[int, int, int, int, str, str]:
        label, order = heads[head]
        mine = [square for key, square in squares.items() if key[side] == head]
        return (
            int(order.value) if order and order.value else 0,
            -sum(square.state in FILLED for square in mine),
            -sum(square.findings for square in mine),
            sum(square.state in ("not-studied", "not-applicable") for square in mine),
            unicodedata.normalize("NFKD", label).casefold(),
            head,
        )

    return tuple((head, heads[head][0]) for head in sorted(heads, key=place))
