"""The made-up worlds of this checkout: what `vakgraph.contracts` reads, for its own folders."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import pytest

from vakgraph import turtle
from vakgraph.checkout import Checkout
from vakgraph.contracts.book import Book
from vakgraph.contracts.broken import Broken, told
from vakgraph.contracts.names import PREFIXES, Row, bind, in_order, short, term, triples
from vakgraph.contracts.second import in_rdflib, made_by_rdflib
from vakgraph.contracts.worlds import World as Any_World
from vakgraph.queries import StoredQuery
from vakgraph.turtle import Triple

__all__ = [
    "BOOK",
    "CASES",
    "PATHS",
    "PREFIXES",
    "ROOT",
    "Row",
    "World",
    "bind",
    "by_name",
    "folders",
    "in_order",
    "in_rdflib",
    "made_by_rdflib",
    "nothing",
    "ontology",
    "rules",
    "short",
    "stored",
    "term",
    "triples",
]

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
BOOK = Book(Checkout(ROOT))
PATHS = BOOK.paths


class World(Any_World):
    """A world on the ontology of this checkout."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """The world of a file, before anything is derived."""
        return cls.of(turtle.read(path))

    @classmethod
    def of(cls, said: Iterable[Triple]) -> Self:
        return cls.on(BOOK.ground, said)


def ontology() -> tuple[Triple, ...]:
    """The vocabulary and its concepts."""
    return BOOK.ground.ontology


def rules() -> tuple[StoredQuery, ...]:
    """The derive rules in the order in which they run."""
    return BOOK.ground.rules


def stored(name: str) -> StoredQuery:
    """The stored query of that name; a broken one fails its own tests only."""
    return BOOK.query(name)


def nothing(broken: Iterable[Broken]) -> None:
    """No contract is broken; else the test says which, with the rows that differ."""
    assert not broken, "\n" + told(broken, "en")


def folders(kind: str) -> list[str]:
    """The names of the case folders of one kind."""
    return sorted(path.parent.name for path in (CASES / kind).glob("*/world.ttl"))


def by_name(names: Iterable[str]) -> list[Any]:
    return [pytest.param(name, id=name) for name in names]
