"""How a cell and a column read to a person, whatever it is printed on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from vakgraph.namespaces import prefixes
from vakgraph.table import XSD, Cell, Table

WORDS = {
    "nl": {
        "unknown": "onbekend", "yes": "ja", "no": "nee", "row": "rij", "rows": "rijen", "answer": "Antwoord",
        "notes": "Toelichting", "title": "Titel", "question": "Vraag", "asked": "Gevraagd",
        "filter": "Filter", "note": "Opmerking",
        "sources": "Bronnen", "hidden": "Niet getoond (breder venster, of --format csv)",
        "release": "Versie", "licence": "Licentie", "count": "Aantal rijen", "part": "Onderdeel", "text": "Tekst",
        "cut": "… (ingekort: een cel van Excel houdt 32.767 tekens)",
    },
    "en": {
        "unknown": "unknown", "yes": "yes", "no": "no", "row": "row", "rows": "rows", "answer": "Answer",
        "notes": "Notes", "title": "Title", "question": "Question", "asked": "Asked",
        "filter": "Filter", "note": "Note",
        "sources": "Sources", "hidden": "Not shown (wider window, or --format csv)",
        "release": "Version", "licence": "Licence", "count": "Number of rows", "part": "Part", "text": "Text",
        "cut": "… (cut: an Excel cell holds 32,767 characters)",
    },
}  # fmt: skip

INTEGERS = frozenset(
    XSD + name
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
        "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte", "gYear",
    )
)  # fmt: skip
DECIMALS = frozenset(XSD + name for name in ("decimal", "double", "float"))
# Control characters, and the ones that turn the direction of writing: they can fool a terminal.
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class About:
    """What belongs around a table on paper: the question, the sentence that restates it with the choices made
    (`*values*` between stars), licence, release, room to write in."""

    language: str = "nl"
    question: str = ""
    sentence: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    licence: str = ""
    release: str = ""
    width: int = 120
    terminal: bool = False
    counted: bool = True

    def word(self, key: str) -> str:
        """A fixed word in the language of the answer."""
        return WORDS[self.language if self.language in WORDS else "nl"][key]

    @property
    def stamp(self) -> str:
        """Release and licence in one line; "" when neither is known."""
        return " · ".join(part for part in (self.release, self.licence) if part)


@dataclass(frozen=True, slots=True)
class Column:
    """One column as people see it: where it stands in the table, its heading, what empty means."""

    at: int
    name: str
    heading: str
    empty: str
    numeric: bool
    style: str = ""


def columns(table: Table, about: About) -> list[Column]:
    """The columns meant for people. A column with an empty heading is for programs only."""
    headings = table.headings if any(table.headings) else table.columns
    empty, styles = table.empty or ("",) * len(table.columns), table.styles or ("",) * len(table.columns)
    return [
        Column(at, name, one_line(headings[at]), empty[at] or about.word("unknown"), is_numeric(table, at), styles[at])
        for at, name in enumerate(table.columns)
        if headings[at]
    ]


def is_number(cell: Cell) -> bool:
    """Is the cell a number by its datatype?"""
    return cell.kind == "literal" and (cell.datatype in INTEGERS or cell.datatype in DECIMALS)


def is_numeric(table: Table, at: int) -> bool:
    """Does the column hold numbers and nothing else?"""
    bound = [row[at] for row in table.rows if row[at].kind != "unbound"]
    return bool(bound) and all(is_number(cell) for cell in bound)


def words(cell: Cell, column: Column, about: About) -> str:
    """What a person reads in this cell of this column, where an empty one may have words of its own."""
    empty = cell.kind == "unbound" or (cell.kind == "literal" and not cell.value.strip())
    if column.style == "address" and not empty:
        return cell.value
    return column.empty if empty else cell_words(cell, about)


def cell_words(cell: Cell, about: About) -> str:
    """What a person reads: a label, a number in the notation of the language, or "onbekend"."""
    if cell.kind == "unbound":
        return about.word("unknown")
    if cell.kind == "iri":
        return cell.label or short(cell.value)
    if cell.datatype in DECIMALS:
        return decimal(cell.value, about.language)
    if cell.datatype == XSD + "boolean":
        return about.word("yes" if cell.value in ("true", "1") else "no")
    return cell.text


def printed(cell: Cell, column: Column, about: About) -> str:
    """`words` for paper: a whole number with its thousands apart, and the mark of a contested value."""
    text = _grouped(words(cell, column, about), cell, about)
    return f"{text} {cell.mark}" if cell.mark and cell.mark not in text else text


def _grouped(text: str, cell: Cell, about: About) -> str:
    """500.000 in Dutch and 500,000 in English."""
    if cell.datatype not in INTEGERS or not re.fullmatch(r"-?[0-9]{5,}", text):  # up to four digits may be a year
        return text
    grouped = re.sub(r"(?<=[0-9])(?=([0-9]{3})+$)", ",", text)
    return grouped.replace(",", ".") if about.language == "nl" else grouped


def decimal(value: str, language: str) -> str:
    """A decimal without exponent, with the decimal mark of the language."""
    try:
        number = Decimal(value)
    except ArithmeticError:
        return value
    text = format(number, "f") if number.is_finite() else value
    return text.replace(".", ",") if language == "nl" else text


def safe(text: str) -> str:
    """The text without the characters that could steer a terminal; line ends stay."""
    return UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\t", " "))


def one_line(text: str) -> str:
    """The text on one line, without steering characters."""
    return " ".join(safe(text).split())


def short(iri: str) -> str:
    """`project:r1-baanwijs` for a long IRI of the graph; the IRI itself where no prefix fits."""
    best = max(
        ((namespace, prefix) for prefix, namespace in _PREFIXES.items() if iri.startswith(namespace)),
        key=lambda pair: len(pair[0]),
        default=None,
    )
    return f"{best[1]}:{iri[len(best[0]) :]}" if best else iri


_PREFIXES = prefixes()
