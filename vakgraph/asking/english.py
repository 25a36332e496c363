"""What a question wrote in Dutch in its cells, read in English: names of concepts and properties, numbers, dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from vakgraph import dates
from vakgraph.namespaces import CONCEPT, OUTSIDE, VAK
from vakgraph.store.port import Store
from vakgraph.table import Cell, Table

VERBATIM = ("quote", "reason", "effect", "explanation")  # columns with the words of a source or of an editor
_SKOS, _RDFS = OUTSIDE["skos"], OUTSIDE["rdfs"]
_NAMES = f"""SELECT DISTINCT ?dutch ?english ?glyph WHERE {{
  VALUES ?of {{ <{_SKOS}prefLabel> <{_RDFS}label> <{_SKOS}definition> }}
  ?term ?of ?dutch , ?english . FILTER(LANG(?dutch) = "nl" && LANG(?english) = "en")
  OPTIONAL {{ ?term <{_SKOS}inScheme> <{CONCEPT}number-precision> ; <{VAK}glyph> ?glyph ; ?of ?dutch
    FILTER(?of = <{_SKOS}prefLabel>) }}
}}"""
_BETWEEN = re.compile(r"(; | ≠ )")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+")


@dataclass(frozen=True, slots=True)
class Words:
    """Dutch names and their English ones; `signs` are the words before a number, such as `bijna`."""

    names: Mapping[str, str]
    signs: Mapping[str, str]

    def read(self, text: str) -> str:
        """`Aanvraag: 2016-02-16; bijna 500.000` as `Application: 2016-02-16; just under 500,000`."""
        if text in self.names:
            return self.names[text]
        parts = _BETWEEN.split(text)
        return "".join(self._part(part) for part in parts)

    def _part(self, text: str) -> str:
        """A name, `name: value`, `sign number`, or anything else as it is."""
        head, colon, tail = text.partition(": ")
        if text in self.names:
            return self.names[text]
        if colon and head in self.names:
            return f"{self.names[head]}: {self._part(tail)}"
        sign, space, number = text.partition(" ")
        if space and number[:1].isdigit() and sign in self.signs:
            return f"{self.signs[sign]} {self._part(number)}"
        bare = text.removesuffix(" ≠")
        said = bare.replace(".", ",") if _THOUSANDS.fullmatch(bare) else dates.english(bare)
        return said + text[len(bare) :]


def in_english(store: Store, table: Table) -> Table:
    """The table with an English reading beside every cell that has one; what sources said themselves stays."""
    if not table.rows:
        return table
    words = _words(store)
    verbatim = [name in VERBATIM for name in table.columns]
    rows = (
        tuple(cell if kept else _read(cell, words) for cell, kept in zip(row, verbatim, strict=True))
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _read(cell: Cell, words: Words) -> Cell:
    """Only plain text: an IRI has a label, a number of its own is written by who shows it."""
    if cell.kind != "literal" or cell.datatype or cell.label or not cell.value:
        return cell
    said = words.read(cell.value)
    return replace(cell, label=said) if said != cell.value else cell


def _words(store: Store) -> Words:
    """The names that the graph has in both languages; read once for each store, which never changes."""
    if store not in _KNOWN:
        _KNOWN[store] = _found(store)
    return _KNOWN[store]


_KNOWN: WeakKeyDictionary[Store, Words] = WeakKeyDictionary()


def _found(store: Store) -> Words:
    names: dict[str, str] = {}
    signs: dict[str, str] = {}
    for dutch, english, glyph in sorted(store.select(_NAMES).rows, key=lambda row: (row[0].value, row[1].value)):
        names.setdefault(dutch.value, english.value)
        if glyph.value:
            signs.setdefault(glyph.value, english.value[:1].lower() + english.value[1:])
    return Words(names, signs)
