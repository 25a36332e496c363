"""What a page of a thing is made from, and what a kind of thing adds to the page that all have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vakgraph.namespaces import Kind
from vakgraph.table import Cell, Table
from vakgraph.web.asked import table
from vakgraph.web.sections import Section, section
from vakgraph.web.tables import Notes, Shown
from vakgraph.web.views import Ask


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as it was read: `above` is what it belongs to, `names` words for what has none of its own."""

    ask: Ask
    iri: str
    word: str
    kind: Kind | None
    title: str
    above: tuple[str, ...]
    facts: Table
    claims: Table
    links: Table
    names: Mapping[str, str]
    notes: Notes

    def values(self, name: str) -> list[Cell]:
        """What it has for a property; of words in several languages those of the page."""
        found = [row["value"] for row in self.facts if row["property"].value == name]
        own = [cell for cell in found if cell.language in (None, self.ask.language)]
        return own or found

    def value(self, name: str) -> Cell | None:
        return next(iter(self.values(name)), None)

    def text(self, name: str) -> str:
        """The first value in words, "" where there is none."""
        cell = self.value(name)
        return cell.text if cell else ""

    def pointing(self, name: str) -> list[Cell]:
        """What points here by a property."""
        return [row["subject"] for row in self.links if row["property"].value == name]

    def table(self, name: str, **choices: str) -> Table:
        return table(self.ask, name, **choices)

    def section(self, found: Table, key: str, title: str, empty: str, **how: Any) -> Section:
        return section(self.ask, found, self.notes, key, title, empty, **how)

    def link(self, cell: Cell) -> Shown:
        """A value that leads to its own page."""
        href = self.ask.links.thing(cell.value) or "" if cell.kind == "iri" else ""
        return Shown(cell.text, href, cell.mark, language=cell.language or "")

    def words(self, nl: str, en: str) -> str:
        return self.ask.words(nl, en)


@dataclass(frozen=True, slots=True)
class Special:
    """What one kind adds: its template with what it shows, parts before the facts, what need not stand twice."""

    template: str = "thing.html"
    shown: Mapping[str, Any] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    summary: str = ""
    hidden: tuple[str, ...] = ()  # properties by which something points here, shown elsewhere on the page
    said: tuple[str, ...] = ()  # properties of its own, shown elsewhere on the page
    claims_shown: bool = False
