"""Statements as tables: a table for each kind, a row for each thing, and what fits no cell beside them, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from vakgraph.delivery.terms import STRING, Pair, blocks, iri, literal
from vakgraph.mint import kind_of
from vakgraph.namespaces import CONCEPT, KINDS, OUTSIDE, VAK, prefixes

XSD = OUTSIDE["xsd"]
MOST = 400  # columns of one table
LABELS = 100_000
BETWEEN = "|"
# How a value of each type must be spelled to read back as it was.
_SPELLED = {
    "integer": re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z"),
    "decimal": re.compile(r"-?(?:0|[1-9][0-9]{0,9})\.[0-9]{0,4}[1-9]\Z"),
    "boolean": re.compile(r"(?:true|false)\Z"),
    "date": re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z"),
    "gYear": re.compile(r"[0-9]{4}\Z"),
}
# Not in a cell: control characters, what XML does not know, and what a workbook would read as an escape.
_ODD = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_LONGEST = 16_000  # characters; some count double in a cell of 32,767
# An address that a URI template leaves as it is, without steps that a reader may take.
_KEPT = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*\Z")
_DOTS = re.compile(r"/\.\.?(?:[/?#]|\Z)")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what a spreadsheet takes for a formula
_NAMED = tuple(
    f"<{OUTSIDE[space]}{word}>".encode()
    for space, word in (("rdfs", "label"), ("skos", "prefLabel"), ("dcterms", "title"))
)
_NUMBERS = (XSD + "integer", XSD + "decimal")
Cells = dict["Column", list[str]]


class Column(NamedTuple):
    """One property with one type of value: "@id", "@nl" for a language, or a datatype."""

    property: str
    type: str

    @property
    def name(self) -> str:
        """A word for programs: `dcterms:title@nl`."""
        for prefix, space in prefixes().items():
            if self.property.startswith(space) and (local := self.property.removeprefix(space)):
                return f"{prefix}:{local}" + (self.type if self.type[:1] == "@" and self.type != "@id" else "")
        return self.property


@dataclass
class Plan:
    """The tables there will be: their columns, which of them hold several values, and the names of things."""

    columns: dict[str, dict[Column, bool]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    pointed: dict[str, set[Column]] = field(default_factory=dict)
    plain: bool = False  # for CSV: no text that looks like a formula, and several addresses make rows of their own

    @classmethod
    def of(cls, lines: Iterable[bytes], language: str, plain: bool = False) -> Plan:
        """Two walks: which columns there are and what things are called, then which columns point at those."""
        plan = cls(plain=plain)
        for subject, said in blocks(lines):
            table = table_of(subject)
            plan._name(subject, said, language)
            if not table:
                continue
            known = plan.columns.setdefault(table, {})
            for column, values in cells(said)[0].items():
                if column in known or len(known) < MOST:
                    known[column] = known.get(column, False) or len(values) > 1
        if plan.plain:
            plan.columns = {
                table: {column: many for column, many in known.items() if not (many and column.type == "@id")}
                for table, known in plan.columns.items()
            }
        for subject, said in blocks(lines):
            if table := table_of(subject):
                plan._point(table, said)
        return plan

    def _point(self, table: str, said: list[Pair]) -> None:
        for predicate, value in said:
            if value[:1] == b"<" and iri(value) in self.labels:
                column = _pointing(predicate)
                if column in self.columns[table]:
                    self.pointed.setdefault(table, set()).add(column)

    def _name(self, subject: bytes, said: list[Pair], language: str) -> None:
        """Keep what a thing is called, in the language asked for or else in any."""
        names = [value for word in _NAMED for predicate, value in said if predicate == word]
        if names and len(self.labels) < LABELS:
            tail = f'"@{language}'.encode()
            best = next((name for name in names if name.endswith(tail)), names[0])
            text = literal(best).text if best[:1] == b'"' else ""
            if text and not _ODD.search(text) and BETWEEN not in text and not text.lstrip().startswith(FORMULA):
                self.labels[iri(subject)] = text[:250]

    def row(self, subject: bytes, said: list[Pair]) -> tuple[dict[Column, list[str]], list[Pair]]:
        """The cells of a thing, and what fits in none of them."""
        table = table_of(subject)
        if not table:
            return {}, said
        found, rest = cells(said)
        fitting: Cells = {}
        for column, values in found.items():
            many = self.columns[table].get(column)
            whole = BETWEEN.join(values)
            formula = self.plain and column.type not in _NUMBERS and any(v.startswith(FORMULA) for v in values)
            between = many and any(BETWEEN in value for value in values)
            if many is None or len(whole) > _LONGEST or formula or between:
                rest += [pair for pair in said if _column(pair) == column and _text(pair[1]) is not None]
            else:
                fitting[column] = values
        return fitting, sorted(rest)


def cells(said: Iterable[Pair]) -> tuple[Cells, list[Pair]]:
    """The values of a thing by column, and what no cell can hold."""
    found: Cells = {}
    rest: list[Pair] = []
    for pair in said:
        column, text = _column(pair), _text(pair[1])
        if column is None or text is None:
            rest.append(pair)
        else:
            found.setdefault(column, []).append(text)
    return found, rest


def _column(pair: Pair) -> Column | None:
    predicate, value = pair
    if value[:1] == b"<":
        return _pointing(predicate)
    return _typed(predicate, value[value.rindex(b'"') :]) if value[:1] == b'"' else None


@lru_cache(maxsize=10_000)
def _typed(predicate: bytes, tail: bytes) -> Column:
    said = literal(b'"' + tail)
    return Column(iri(predicate), f"@{said.language}" if said.language else said.datatype)


@lru_cache(maxsize=10_000)
def _pointing(predicate: bytes) -> Column:
    return Column(iri(predicate), "@id")


def _text(value: bytes) -> str | None:
    """What stands in the cell; None where it would not read back the same."""
    if value[:1] != b'"':
        return kept(iri(value)) or None
    said = literal(value)
    if said.language or said.datatype == STRING:
        return said.text if said.text and said.text == said.text.strip() and not _ODD.search(said.text) else None
    spelled = _SPELLED.get(said.datatype.removeprefix(XSD)) if said.datatype.startswith(XSD) else None
    return said.text if spelled and spelled.match(said.text) else None


@lru_cache(maxsize=50_000)
def kept(whole: str) -> str:
    """An address that every reader of a table gives back as it was; "" for another."""
    return whole if len(whole) < 2_000 and _KEPT.match(whole) and not _DOTS.search(whole) else ""


def table_of(subject: bytes) -> str:
    """The kind word of the table that a thing stands in; "" where there is none."""
    whole = iri(subject)
    return _table(whole[: max(whole.rfind("/"), whole.rfind("#")) + 1]) if kept(whole) else ""


@lru_cache(maxsize=10_000)
def _table(space: str) -> str:
    kind = kind_of(space)
    if kind:
        return kind.word
    return "concept" if space.startswith(CONCEPT) else "term" if space == VAK else ""


def titled(table: str) -> str:
    """What a table is called in Dutch."""
    words = {"concept": "Begrippen", "term": "Woorden van de graaf"}
    return words.get(table) or KINDS[table].sheet or KINDS[table].nl.capitalize()


def heading(column: Column, labels: Mapping[str, str]) -> str:
    """The column in words."""
    said = labels.get(column.property) or column.name.split("@")[0]
    return f"{said} ({column.type[1:]})" if column.type[:1] == "@" and column.type != "@id" else said


def ordered(plan: Plan, table: str) -> Iterator[tuple[Column, bool]]:
    """The columns of a table in their order: kind and names first."""
    first = [OUTSIDE["rdf"] + "type", *(iri(name) for name in _NAMED)]

    def rank(column: Column) -> tuple[int, Column]:
        return first.index(column.property) if column.property in first else len(first), column

    yield from ((column, plan.columns[table][column]) for column in sorted(plan.columns[table], key=rank))
