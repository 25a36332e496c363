"""A page before it is words: which template shows what, and what else can be had at its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vakgraph.graph import VakGraph
from vakgraph.web.addresses import Links
from vakgraph.web.library import Library


@dataclass(frozen=True, slots=True)
class View:
    """One page. `forms` are the endings of its other forms (`ttl`, `csv`); `iri` is the thing that it is about."""

    template: str
    title: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    forms: tuple[str, ...] = ()
    iri: str = ""
    described: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page is made from: the library, the language, its links, and the choices in its address."""

    library: Library
    links: Links
    choices: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.links.language

    @property
    def desk(self) -> VakGraph:
        return self.library.desks[self.links.language]

    def words(self, nl: str, en: str) -> str:
        """The one of two sentences that suits."""
        return en if self.language == "en" else nl

    def chosen(self, name: str) -> str:
        """The one value of a choice, "" where it was not made."""
        return next((value.strip() for value in self.choices.get(name, ()) if value.strip()), "")
