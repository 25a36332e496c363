"""An answer as a value: a `Table` of `Cell`s, free of any engine and of any way of printing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from vakgraph.errors import VakError

if TYPE_CHECKING:
    from pandas import DataFrame

XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of an answer.

    `value` is the IRI, the lexical form, or "" when unbound. `label` is the words for an IRI in the
    language that was asked for; a literal needs none, unless it is a code. `mark` is "≠" where sources disagree on it.
    """

    kind: Literal["iri", "literal", "blank", "unbound"]
    value: str = ""
    datatype: str | None = None
    language: str | None = None
    label: str | None = None
    mark: str = ""

    @property
    def text(self) -> str:
        """What a person reads: the label, or else the value; "" when unbound."""
        return self.label or self.value

    @property
    def python(self) -> str | int | bool | Decimal | date | None:
        """The value as a Python object: int, Decimal, bool, date, str, or None when unbound."""
        if self.kind == "unbound":
            return None
        if self.kind == "literal" and self.datatype:
            try:
                match self.datatype.removeprefix(XSD):
                    case "integer" | "int" | "long" | "nonNegativeInteger" | "positiveInteger":
                        return int(self.value)
                    case "decimal" | "double" | "float":
                        return Decimal(self.value)
                    case "boolean":
                        return self.value in ("true", "1")
                    case "date":
                        return date.fromisoformat(self.value)
            except (ValueError, ArithmeticError):
                return self.value
        return self.value


UNBOUND = Cell("unbound")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under named columns, with the words that belong around them.

    `headings` are the column names for people (the same length as `columns`); `empty` says per column
    what an unbound cell means ("onbekend" unless the query says otherwise), and `styles` how a column is shown
    to people: "source" as a numbered footnote, "detail" only where there is room, "address" as the IRI itself,
    "" as it is.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    headings: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)
    styles: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        """The rows as column -> cell."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def column(self, name: str) -> list[Cell]:
        """All cells of one column."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def to_pandas(self) -> DataFrame:
        """The values as a pandas data frame: numbers, dates and truth values as such, IRIs as text, unknown as missing.

        >>> from vakgraph.table import Cell, Table
        >>> table = Table(("name", "number"), ((Cell("literal", "a"), Cell("literal", "3", XSD + "integer")),))
        >>> [cell.python for cell in table.column("number")]
        [3]
        """
        try:
            import pandas
        except ImportError:
            raise VakError(
                "Hiervoor is pandas nodig: pip install pandas.", "This needs pandas: pip install pandas."
            ) from None
        values = {name: [_number(cell.python) for cell in self.column(name)] for name in self.columns}
        return pandas.DataFrame(values, columns=list(self.columns)).convert_dtypes()

    def with_labels(self, labels: dict[str, str]) -> Table:
        """The same table with words beside every IRI that `labels` knows."""
        rows = tuple(
            tuple(
                replace(cell, label=labels[cell.value]) if cell.kind == "iri" and cell.value in labels else cell
                for cell in row
            )
            for row in self.rows
        )
        return replace(self, rows=rows)


def _number(value: object) -> object:
    """A decimal as a float, which is what calculates fast; anything else as it is."""
    return float(value) if isinstance(value, Decimal) else value
