"""The contracts of one graph folder: its questions, their cases and their worlds, each read once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from vakgraph import queries, turtle
from vakgraph.checkout import Checkout
from vakgraph.contracts import cases
from vakgraph.contracts.cases import Case
from vakgraph.contracts.names import Row
from vakgraph.contracts.worlds import Ground, World
from vakgraph.errors import QueryHeaderError
from vakgraph.queries import StoredQuery
from vakgraph.table import Table

CASES = Path("tests") / "cases" / "queries"


class Book:
    """Whatever is known of the contracts of a graph folder. An installed package has questions and no cases."""

    def __init__(self, checkout: Checkout) -> None:
        self.checkout, self.ground = checkout, Ground(checkout)
        self.folder = checkout.root / CASES
        self._queries: dict[str, StoredQuery] = {}
        self._cases: dict[str, tuple[Case, ...]] = {}
        self._worlds: dict[Path, World] = {}
        self._tables: dict[tuple[str, str], Table] = {}
        self._answers: dict[tuple[World, str], list[Row]] = {}

    @cached_property
    def paths(self) -> dict[str, Path]:
        """Every question with its file, broken ones too."""
        return {path.stem: path for path in sorted(self.checkout.queries.rglob("*.rq"))}

    @property
    def asked(self) -> list[str]:
        """The questions that a person or a page asks; what is derived has contracts of its own."""
        return sorted(name for name, path in self.paths.items() if path.parent.name != "derive")

    @property
    def tables(self) -> list[str]:
        """The questions that must have cases."""
        return sorted(name for name, path in self.paths.items() if path.parent.name == "tables")

    @property
    def has_cases(self) -> bool:
        return self.folder.is_dir()

    def headers(self) -> list[QueryHeaderError]:
        """What is wrong with the headers, all of it."""
        found = []
        for name in self.paths:
            try:
                self.query(name)
            except QueryHeaderError as error:
                found.append(error)
        try:
            if not found:
                queries.load_all(self.checkout.queries)
        except QueryHeaderError as twice:  # two questions of one name
            found.append(twice)
        return found

    def query(self, name: str) -> StoredQuery:
        if name not in self._queries:
            self._queries[name] = queries.load(self.paths[name])
        return self._queries[name]

    def cases(self, name: str) -> tuple[Case, ...]:
        """The cases of a question; none where it has none."""
        if name not in self._cases:
            path = self.folder / name / "cases.yaml"
            self._cases[name] = tuple(cases.read(path)) if path.exists() else ()
        return self._cases[name]

    def with_cases(self) -> list[str]:
        """The names that have a folder with a world."""
        return sorted(path.parent.name for path in self.folder.glob("*/world.ttl"))

    def world(self, name: str) -> World:
        """The world of a question with what follows from it; the examples of the ontology where it has none."""
        own = self.folder / name / "world.ttl"
        path = own if own.exists() else self.checkout.ontology / "examples.ttl"
        if path not in self._worlds:
            self._worlds[path] = World.on(self.ground, turtle.read(path)).derived()
        return self._worlds[path]

    def table(self, name: str, sparql: str) -> Table:
        """What the engine answers in the world of a question; each text is asked once."""
        if (name, sparql) not in self._tables:
            self._tables[name, sparql] = self.world(name).table(sparql)
        return self._tables[name, sparql]

    def by_rdflib(self, name: str, sparql: str) -> list[Row]:
        """What rdflib answers in the world of a question; each text is asked once."""
        from vakgraph.contracts.second import in_rdflib

        world = self.world(name)
        if (world, sparql) not in self._answers:
            self._answers[world, sparql] = in_rdflib(world.as_rdflib, sparql)
        return self._answers[world, sparql]

    def relative(self, path: Path) -> str:
        """A path as it stands in the project."""
        return self.checkout.relative(path) if path.is_relative_to(self.checkout.root) else str(path)
