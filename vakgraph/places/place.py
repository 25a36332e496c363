"""A place as a value: file, line and column, sheet and cell, row and column name, or JSON path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What stands there: the wrong value itself, its property, the thing, the sentence around it, or only the file is known.
Sort = Literal["value", "property", "subject", "statement", "file"]

NOTES: dict[str, dict[Sort, str]] = {
    "nl": {
        "value": "",
        "property": "het begin van deze eigenschap",
        "subject": "het begin van dit ding",
        "statement": "de eerste regel van de zin; de plek daarbinnen is niet eenduidig",
        "file": "alleen het bestand is bekend",
    },
    "en": {
        "value": "",
        "property": "where this property begins",
        "subject": "where this thing begins",
        "statement": "the first line of the statement; the spot within it is ambiguous",
        "file": "only the file is known",
    },
}
WORDS = {
    "nl": {"sheet": "blad", "cell": "cel", "row": "rij", "column": "kolom"},
    "en": {"sheet": "sheet", "cell": "cell", "row": "row", "column": "column"},
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. Lines and columns count from 1, columns in characters; 0 is not known.

    In a workbook `sheet` and `cell` ("F12") say it; in CSV `line` is the row and `field` the column name; in
    JSON-LD `path` says it beside line and column. `sort` is what stands at the place.
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""
    field: str = ""
    path: str = ""
    sort: Sort = "value"

    def __str__(self) -> str:
        return self.say()

    def say(self, language: str = "nl") -> str:
        """The place as a person and an editor read it: `file:line:column`, or sheet and cell, or column name."""
        words = WORDS["en" if language == "en" else "nl"]
        parts = [":".join(str(part) for part in (self.file, self.line, self.column) if part)]
        if self.sheet:
            parts = [self.file, f"{words['sheet']} {self.sheet}"]
            parts += [f"{words['cell']} {self.cell}"] if self.cell else []
            parts += [f"{words['row']} {self.line}"] if self.line and not self.cell else []
        elif self.field:
            parts.append(f"{words['column']} {self.field}")
        elif self.path:
            parts.append(self.path)
        return ", ".join(part for part in parts if part)

    def note(self, language: str = "nl") -> str:
        """What stands at the place when it is not the value itself; "" when it is."""
        return NOTES["en" if language == "en" else "nl"][self.sort]

    @property
    def order(self) -> tuple[str, str, int, int, int, str]:
        """As a reader meets them: by file and sheet, then downwards and to the right."""
        letters = self.cell.rstrip("0123456789")
        line = self.line or int(self.cell[len(letters) :] or 0)
        return (self.file, self.sheet, line, self.column, len(letters), letters or self.field)
