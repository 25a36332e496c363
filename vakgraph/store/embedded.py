"""The engine inside this process: ontology, data and what follows from them, asked as one graph."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions

from vakgraph import turtle
from vakgraph.checkout import Checkout
from vakgraph.errors import InputError, VakError, WriteError
from vakgraph.store import cache, gate
from vakgraph.store.cache import Counts
from vakgraph.store.port import Answer, as_table, as_triples, as_truth
from vakgraph.table import UNBOUND, XSD, Cell, Table
from vakgraph.turtle import Triple

T = TypeVar("T")
Progress = Callable[[str, int, int], None]

STACK = 64 * 1024 * 1024  # bytes; the engine's parser is recursive
WAIT = 0.2  # seconds between two moments at which Ctrl-C is heard
DERIVED = "derived.ttl"


class EmbeddedStore:
    """A store on pyoxigraph that is only read."""

    def __init__(self, store: pyoxigraph.Store, counts: Counts, directory: Path | None, derived: list[Triple]) -> None:
        self._store = store
        self.counts = counts
        self.directory = directory
        self._derived = derived

    def query(self, sparql: str) -> Answer:
        """The answer in the form of the question. It is found in a thread, so that Ctrl-C is heard."""
        return in_thread(partial(_answer, self._store, sparql))

    def first(self, sparql: str, most: int) -> Answer:
        """The first rows or triples of an answer; the rest is not looked for."""
        return in_thread(partial(_answer, self._store, sparql, most))

    def query_elsewhere(self, checked: str, sparql: str) -> Answer:
        """The answer to a question that asks other servers; the gate sees `checked`, where each of those is masked."""
        gate.check(checked)
        gate.parse(checked)
        return in_thread(partial(_evaluated, self._store, sparql))

    def select(self, sparql: str) -> Table:
        return as_table(self.query(sparql))

    def construct(self, sparql: str) -> list[Triple]:
        return as_triples(self.query(sparql))

    def ask(self, sparql: str) -> bool:
        return as_truth(self.query(sparql))

    def size(self) -> int:
        return self.counts.total

    def derived(self) -> list[Triple]:
        """The triples that no file holds: what `queries/derive/` made of those that are."""
        return turtle.read(self.directory / DERIVED) if self.directory else list(self._derived)


def open(checkout: Checkout, store_dir: Path | None = None, progress: Progress | None = None) -> EmbeddedStore:
    """The store of this graph: from the cache, or built into it, or in memory where nothing can be kept."""
    at = cache.folder(store_dir)
    if at is None:
        if store_dir:
            raise _not_kept(store_dir, "")
        return _in_memory(checkout, progress)
    key = cache.key(checkout, at)
    found = cache.opened(at, key)
    if found is None:
        try:
            cache.build(at, key, partial(_fill, checkout, progress))
            found = cache.opened(at, key)
        except OSError as error:
            if store_dir:
                raise _not_kept(store_dir, str(error.strerror or error)) from None
    return EmbeddedStore(*found, at / key, []) if found else _in_memory(checkout, progress)


def _not_kept(folder: Path, why: str) -> WriteError:
    because = f" ({why})" if why else ""
    return WriteError(
        f"in {folder} kan niets worden bewaard{because}; noem een map waarin u mag schrijven.",
        f"nothing can be kept in {folder}{because}; name a folder you may write to.",
    )


def _in_memory(checkout: Checkout, progress: Progress | None) -> EmbeddedStore:
    store, derived = pyoxigraph.Store(), list[Triple]()
    counts = _fill(checkout, progress, store, derived)
    return EmbeddedStore(store, counts, None, derived)


# --- filling a store ----------------------------------------------------------------------------------


def _fill(checkout: Checkout, progress: Progress | None, store: pyoxigraph.Store, keep: Path | list[Triple]) -> Counts:
    """Load every file, then let each derive query run once; `keep` takes what they derived."""
    tell = progress or (lambda what, done, total: None)
    files: dict[str, int] = {}
    store.bulk_extend(_all_quads(checkout, files, tell))
    asserted = len(store)
    store.optimize()
    derived: set[Triple] = set()
    steps = checkout.derive_files()
    for done, path in enumerate(steps, 1):
        fresh = _derive(store, path, checkout.relative(path))
        store.bulk_extend(Quad(*triple) for triple in fresh)
        derived |= fresh
        tell("derive", done, len(steps))
    if isinstance(keep, Path):
        turtle.export(derived, keep / DERIVED)
    else:
        keep.extend(derived)
    return Counts(asserted, len(store) - asserted, files)


def _all_quads(checkout: Checkout, files: dict[str, int], tell: Progress) -> Iterator[Quad]:
    """The triples of every file; `files` comes to hold how many each has."""
    paths = checkout.graph_files()
    for done, path in enumerate(paths, 1):
        count = 0
        for quad in turtle.quads(path):
            count += 1
            yield quad
        files[checkout.relative(path)] = count
        tell("load", done, len(paths))


def _derive(store: pyoxigraph.Store, path: Path, name: str) -> set[Triple]:
    """What one query adds that was not there."""
    try:
        answer = in_thread(partial(_answer, store, path.read_text(encoding="utf-8-sig")))
        return {triple for triple in as_triples(answer) if Quad(*triple) not in store}
    except InputError as error:
        raise InputError(error.nl, error.en, name) from None


# --- answering ----------------------------------------------------------------------------------------


def in_thread(work: Callable[[], T]) -> T:
    """Do it in a thread and wait in short steps: the engine itself is deaf to Ctrl-C."""
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)

    former = threading.stack_size(STACK)
    thread = threading.Thread(target=run, daemon=True)
    try:
        thread.start()
    finally:
        threading.stack_size(former)
    while thread.is_alive():
        thread.join(WAIT)
    if failed:
        raise failed[0]
    return done[0]


def _answer(store: pyoxigraph.Store, sparql: str, most: int | None = None) -> Answer:
    """Past the gate, and evaluate to the end or as far as is wanted, in this thread."""
    gate.check(sparql)
    return _evaluated(store, sparql, most)


def _evaluated(store: pyoxigraph.Store, sparql: str, most: int | None = None) -> Answer:
    try:
        results = store.query(sparql)
        if isinstance(results, QuerySolutions):
            names = tuple(variable.value for variable in results.variables)
            return Table(names, tuple(tuple(map(cell, row)) for row in islice(results, most)))
        return bool(results) if isinstance(results, QueryBoolean) else list(islice(results, most))
    except SyntaxError as error:
        raise gate.syntax_fault(sparql, error) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise VakError(f"Deze vraag is niet te beantwoorden: {error}.", f"This query has no answer: {error}.") from None


def cell(term: Any) -> Cell:
    """A term of the engine as a cell of a table."""
    if term is None:
        return UNBOUND
    if isinstance(term, NamedNode):
        return Cell("iri", term.value)
    if isinstance(term, BlankNode):
        return Cell("blank", term.value)
    if not isinstance(term, Literal):
        return Cell("literal", str(term))
    if term.language:
        return Cell("literal", term.value, None, term.language)
    datatype = term.datatype.value
    return Cell("literal", term.value, None if datatype == XSD + "string" else datatype)
