"""A bare table in the clothes of its question: headings, the meaning of empty, words for codes, title and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from vakgraph.queries import StoredQuery
from vakgraph.table import Cell, Table


def say(words: object, language: str) -> str:
    """The words of {nl: .., en: ..} in the language; "" for nothing."""
    if isinstance(words, Mapping):
        return str(words.get(language) or words.get("nl") or "")
    return "" if words is None else str(words)


def dressed(table: Table, query: StoredQuery, language: str) -> Table:
    """The table as its question shows it, the columns in the order of its header."""
    names = [name for name in query.columns if name in table.columns]
    names += [name for name in table.columns if name not in query.columns]
    spoken, at = [query.columns.get(name) or {} for name in names], [table.columns.index(name) for name in names]
    words = [{one: say(both, language) for one, both in (column.get("words") or {}).items()} for column in spoken]
    rows = (tuple(_in_words(row[i], said) for i, said in zip(at, words, strict=True)) for row in table.rows)
    return Table(
        columns=tuple(names),
        rows=tuple(rows),
        headings=tuple(say(column, language) for column in spoken),
        empty=tuple(say(column.get("empty"), language) for column in spoken),
        styles=tuple(str(column.get("as", "")) for column in spoken),
        title=say(query.title, language),
        notes=tuple(filter(None, [say(query.notes, language)])),
    )


def missing(query: StoredQuery, language: str) -> list[str]:
    """What the facts do not hold, as a note."""
    said = say(query.missing, language)
    return [("What is missing: " if language == "en" else "Wat ontbreekt: ") + said] if said else []


def _in_words(cell: Cell, said: Mapping[str, str]) -> Cell:
    """A constant of the question in the language; a list of them, parted by "; ", word by word."""
    parts = cell.value.split("; ") if said and cell.kind == "literal" else []
    words = "; ".join(said.get(part, part) for part in parts)
    return replace(cell, label=words) if parts and all(part in said for part in parts) and words != cell.value else cell
