"""What is asked about a delivery, and what is said of it: plain values that go from one process to another."""

from __future__ import annotations

from dataclasses import dataclass, field

from vakgraph.validation.verdict import Grade

MOST_BYTES = 5 * 2**20  # of a file
MOST_ROWS = 1_000  # of its sheets together
MOST_STATEMENTS = 50_000  # of a file in RDF
MOST_FINDINGS = 200  # that a page tells
MOST_PREVIEWS = 12


@dataclass(frozen=True, slots=True)
class Job:
    """A file as it came: its bytes, its name, of which graph, in which language; `kind` is the sheet of a CSV file."""

    root: str
    name: str
    data: bytes = field(repr=False)
    kind: str = ""
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to mend: how grave, in one sentence, and (word, text) for where, found, expected, mend."""

    number: int
    severity: str
    grave: str
    message: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the small picture: its number, per column whether something stands there, and the marks.

    `marks` has the numbers of the items per column; under -1 those of the row as a whole. Number 0 is a gap.
    """

    number: int
    filled: tuple[bool, ...] = ()
    marks: dict[int, tuple[tuple[int, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Small:
    """A sheet as a small picture: its columns (letter, heading), its rows, and the marks on the sheet itself."""

    title: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    marks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Becoming:
    """A square of the gap map: its head in words, what it was and becomes in words, and that as a drawing."""

    square: str
    was: str
    becomes: str
    drawing: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A finding as its page will show it: (property, values), a value being its words and its IRI or ""."""

    title: str
    facts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    squares: tuple[Becoming, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """The outcome. `marked`: the workbook with its marks; `said`: what to tell of that; `secret`: it stays here."""

    name: str
    grade: Grade
    verdict: str
    why: str
    looked_at: str
    items: tuple[Item, ...] = ()
    more: int = 0
    beside: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sheets: tuple[Small, ...] = ()
    previews: tuple[Preview, ...] = ()
    marked: bytes = field(default=b"", repr=False)
    said: tuple[str, ...] = ()
    secret: bool = False
