"""Keeping the graph: judging what comes in, adding it, putting it right, and taking back the last change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from vakgraph import find, meant, turtle
from vakgraph.checkout import Checkout
from vakgraph.errors import UnknownName
from vakgraph.find import fold
from vakgraph.mint import home as home_of
from vakgraph.mint import kind_of
from vakgraph.namespaces import CONCEPT, OUTSIDE, SCHEMES, prefixes
from vakgraph.store import Store
from vakgraph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from vakgraph.gate import Added, Change, Ground, Judgement, World
    from vakgraph.intake import Delivery, Names
    from vakgraph.journal import Record
    from vakgraph.queries import StoredQuery
    from vakgraph.table import Table
    from vakgraph.validation import Finding, Report

RDFS = OUTSIDE["rdfs"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is put right, in words: the reason, the source that says so and its quote."""

    reason: str
    source: str
    quote: str = ""
    former_source: str = ""
    on: date | None = None


class Upkeep:
    """What a desk does to its graph folder."""

    checkout: Checkout
    store: Store
    language: str

    if TYPE_CHECKING:  # what a desk is, besides

        def reopen(self) -> None: ...
        def queries(self) -> dict[str, StoredQuery]: ...
        def ask(self, name: str) -> Table: ...
        def say(self, words: object) -> str: ...

    # ---- what comes in

    def read(self, path: str | Path, form: str | None = None, kind: str | None = None) -> Delivery:
        """A file that somebody sent, read strictly; names in its sheets are looked up in this graph."""
        from vakgraph import intake  # with all its formats; a question does without

        return intake.read(Path(path), self.names(), form, kind)

    def names(self) -> Names:
        """Which thing of a kind, or concept of a scheme, a text means; every question is asked once."""
        asked = _Once(self.store)

        @cache
        def one(word: str, text: str) -> str:
            scheme = word if word in SCHEMES else None
            return find.thing(asked, text, None if scheme else word, scheme)

        return one

    def judge(self, delivery: Delivery, engine: str = "bulk") -> Judgement:
        """What is wrong with a delivery in the context of this graph."""
        from vakgraph import gate

        return gate.judge(delivery, gate.World.of(self.checkout), engine, self.language)

    def validate(self, path: str | Path | None = None, engine: str = "bulk") -> Report:
        """The report on a file that somebody sent, or on the whole graph."""
        from vakgraph import gate

        if path is not None:
            return self.judge(self.read(path), engine).report
        if not isinstance(self.store, EmbeddedStore):
            from vakgraph import elsewhere
            from vakgraph.store.remote import RemoteStore

            assert isinstance(self.store, RemoteStore)

            return elsewhere.of_server(self.checkout, self.store, engine, self.language)
        return gate.of_graph(gate.World.of(self.checkout), engine, self.language)

    def check(self) -> Report:
        """The shapes over the whole graph, and the check questions, which must come back empty."""
        from vakgraph import validation

        found: list[Finding] = []
        asked = [query for query in self.queries().values() if query.group == "checks"]
        for query in asked:
            words = self.say(query.problem), self.say(query.solution)
            found += validation.of_question(query, self.ask(query.name), *words)
        homes = {self.checkout.root / home for f in found if (home := home_of(f.focus))}
        own = turtle.read_many([path for path in sorted(homes) if path.exists()])
        placed = validation.placed(found, self.checkout, [t for file in own.values() for t in file])
        return self.validate().plus(placed, len(asked))

    def template(self, path: str | Path, kinds: Sequence[str] = (), current: bool = False) -> None:
        """Write the workbook that a delivery is filled in."""
        from vakgraph.sheets.patching import write

        write(Path(path), self.blank(kinds, current))

    def blank(self, kinds: Sequence[str] = (), current: bool = False) -> bytes:
        """The workbook that a delivery is filled in: headings, lists and explanation of this graph."""
        from vakgraph import gate
        from vakgraph.sheets import COLUMNS
        from vakgraph.sheets.template import filled

        world = gate.World.of(self.checkout)
        asked = [meant.kind(word) for word in kinds] or list(COLUMNS)
        rows = gate.rows(world, asked) if current else []
        explained = gate.explanations(world, self.language)
        return filled(asked, gate.choices(world), rows, self.language, explained)

    def add(self, delivery: Delivery, engine: str = "bulk", dry_run: bool = False) -> Added:
        """Write a delivery that breaks no rule to its home files, all or nothing."""
        from vakgraph import gate

        return self._done(gate.add(self.checkout, delivery, engine, self.language, dry_run))

    def undo(self) -> Record:
        """Take back the last change; says what it was."""
        from vakgraph import gate

        record = gate.undo(self.checkout)
        self.reopen()
        return record

    # ---- putting right

    def correct(self, thing: str, name: str, old: str, new: str, why: Reason, dry_run: bool = False) -> Added:
        """Another value in the place of one that was wrong; the old one stays as a withdrawn claim."""
        from vakgraph import gate

        subject, path = NamedNode(find.thing(self.store, thing)), self._property(name)
        ground, former = self._ground(why)

        def change(world: World) -> Change:
            was = meant.value(world, subject, path, old)
            return gate.correct(world, subject, path, was, self._like(was, new), ground, former)

        return self._amended(f"correct {thing} {name}", change, dry_run)

    def withdraw(self, thing: str, name: str, value: str, why: Reason, dry_run: bool = False) -> Added:
        """A claim, or a statement about a thing, holds no more; it stays, marked as withdrawn."""
        from vakgraph import gate

        subject = NamedNode(find.thing(self.store, thing))
        ground, former = self._ground(why)

        def change(world: World) -> Change:
            if not name:
                return gate.withdraw(world, subject, ground)
            path = self._property(name)
            return gate.retract(world, subject, path, meant.value(world, subject, path, value), ground, former)

        return self._amended(f"withdraw {thing}", change, dry_run)

    def _amended(self, what: str, change: Callable[[World], Change], dry_run: bool) -> Added:
        from vakgraph import gate

        return self._done(gate.amend(self.checkout, what, change, "bulk", self.language, dry_run))

    def _done(self, result: Added) -> Added:
        if result.written:
            self.reopen()
        return result

    def _ground(self, why: Reason) -> tuple[Ground, NamedNode | None]:
        from vakgraph.gate import Ground

        source = NamedNode(find.thing(self.store, why.source, "source"))
        former = NamedNode(find.thing(self.store, why.former_source, "source")) if why.former_source else None
        return Ground(why.reason, source, why.on or date.today(), why.quote), former

    def _property(self, words: str) -> NamedNode:
        """The property of that name: a prefixed name, an IRI, its label or the heading of its column."""
        prefix, colon, local = words.partition(":")
        if colon and prefix in prefixes():
            return NamedNode(prefixes()[prefix] + local)
        if words.startswith(("http://", "https://")):
            return NamedNode(words)
        known = meant.properties(self.store)
        if fold(words) in known:
            return NamedNode(known[fold(words)])
        near = get_close_matches(fold(words), known, 3, 0.6)
        raise UnknownName(f'Er is geen eigenschap "{words}".', f'There is no property "{words}".', near)

    def _like(self, old: NamedNode | Literal, words: str) -> NamedNode | Literal:
        """The new value, of the same sort as the old one."""
        if isinstance(old, Literal):
            return Literal(words, language=old.language) if old.language else Literal(words, datatype=old.datatype)
        scheme = old.value.removeprefix(CONCEPT).split("/")[0] if old.value.startswith(CONCEPT) else None
        kind = None if scheme else kind_of(old.value)
        return NamedNode(find.thing(self.store, words, kind.word if kind else None, scheme))


class _Once:
    """A store that is asked each question once."""

    def __init__(self, store: Store) -> None:
        self.select = cache(store.select)
