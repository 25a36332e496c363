"""All contracts in one run: every question on its world, on two engines, on the real graph and on a server."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

from vakgraph import parting, queries
from vakgraph.checkout import Checkout
from vakgraph.contracts import checks
from vakgraph.contracts.book import Book
from vakgraph.contracts.broken import Broken
from vakgraph.contracts.names import bind, rows
from vakgraph.errors import VakError
from vakgraph.store import Store

HERE, REAL = ("in zijn wereld", "in its world"), ("in de graaf", "in the graph")


@dataclass(frozen=True, slots=True)
class Result:
    """What was run, and what of it was broken."""

    queries: int
    cases: int
    engines: tuple[str, ...]
    broken: tuple[Broken, ...]

    def say(self, language: str = "nl") -> str:
        """The closing sentence; it says what could not be run as well."""
        engines = ", ".join(self.engines)
        nl = f"{self.queries} vragen, {self.cases} gevallen, gesteld aan {engines}: {len(self.broken)} gebroken."
        en = f"{self.queries} questions, {self.cases} cases, asked of {engines}: {len(self.broken)} broken."
        if not self.cases:
            nl += " Er zijn hier geen gevallen (tests/cases): alleen kop, keuzes en kolommen zijn gecontroleerd."
            en += " There are no cases here (tests/cases): only headers, choices and columns were checked."
        return en if language == "en" else nl


def run(checkout: Checkout, store: Store, names: Sequence[str] = (), server: Store | None = None) -> Result:
    """Check the contracts of these questions, or of all. A broken header stops it."""
    book = Book(checkout)
    for error in book.headers():
        raise error
    for name in names:
        queries.named(checkout.queries, name)
    wanted = list(names) or book.asked
    found: list[Broken] = []
    for each in _spread(checkout, [name for name in wanted if book.has_cases]):
        found += each
    for name in wanted:
        found += _guarded(book, name, partial(in_graph, book, name, store))
        if server:
            found += _guarded(book, name, partial(on_server, book, name, store, server))
    engines = ("pyoxigraph", *(("rdflib",) if book.has_cases else ()), *((_called(server),) if server else ()))
    return Result(len(wanted), sum(map(partial(_counted, book), wanted)), engines, tuple(found))


def in_worlds(book: Book, name: str) -> list[Broken]:
    """Everything that can be seen of one question without the real graph."""
    world, found, held = book.world(name), list[Broken](), list[Broken]()
    table = book.query(name).path.parent.name == "tables"
    for case in book.cases(name):
        found += checks.answers(book, case, "pyoxigraph", world.select)
        found += checks.answers(book, case, "rdflib", lambda text: book.by_rdflib(name, text))
        found += checks.carried(book, case)
        held += checks.types(book, name, book.table(name, case.bound(book.query(name))), HERE)
    if book.query(name).form == "SELECT":
        found += checks.agree(
            book, name, world.table, lambda text: book.by_rdflib(name, text), ("pyoxigraph", "rdflib")
        )
    if table:
        found += checks.complete(book, name) + checks.headings(book, name, world.table)
    return found + _first_of_each(held)


def in_graph(book: Book, name: str, store: Store) -> list[Broken]:
    """A question answers on the real graph in every state, and its columns hold what they should."""
    query, found = book.query(name), list[Broken]()
    if query.form != "SELECT":
        return found
    for values in checks.states(book, name, store.select):
        found += checks.types(book, name, store.select(bind(query, values)), REAL)
    if query.path.parent.name == "tables" and not book.has_cases:
        found += checks.headings(book, name, store.select)
    return _first_of_each(found)


def _first_of_each(found: list[Broken]) -> list[Broken]:
    """One of those that differ only in the value that is shown."""
    return list({(each.place, each.nl.rpartition(": ")[0]): each for each in reversed(found)}.values())[::-1]


def on_server(book: Book, name: str, store: Store, server: Store) -> list[Broken]:
    """A server answers as the engine here does, on the same graph."""
    if book.query(name).form != "SELECT":
        return []
    return checks.agree(
        book, name, store.select, lambda text: rows(server.select(text)), ("pyoxigraph", _called(server))
    )


def _counted(book: Book, name: str) -> int:
    """How many cases a question has; none where they cannot be read, which is told already."""
    try:
        return len(book.cases(name))
    except VakError:
        return 0


def _guarded(book: Book, name: str, work: Callable[[], list[Broken]]) -> list[Broken]:
    """What the work finds; a question that an engine cannot read or finish is broken too."""
    try:
        return work()
    except Exception as error:
        return [checks.failed(book, name, error)]


def _called(server: Store) -> str:
    return str(getattr(server, "url", "server"))


# ---- several at once


def _spread(checkout: Checkout, names: Sequence[str]) -> Iterable[list[Broken]]:
    """Questions over the processors there are; one process where a process cannot be split."""
    workers = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1, len(names))
    if workers < 2:
        book = Book(checkout)
        return [_guarded(book, name, partial(in_worlds, book, name)) for name in names]
    with ProcessPoolExecutor(workers, get_context("spawn"), _deaf) as pool:
        return list(pool.map(_Worlds(checkout), names))


def _deaf() -> None:
    """Ctrl-C ends a worker at once and quietly; the one who waits for it tells. So does the end of that one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parting.end_with_parent()


_BOOKS: dict[Checkout, Book] = {}


@dataclass(frozen=True, slots=True)
class _Worlds:
    """What a worker does: one question, with the book it has read before."""

    checkout: Checkout

    def __call__(self, name: str) -> list[Broken]:
        book = _BOOKS.setdefault(self.checkout, Book(self.checkout))
        return _guarded(book, name, lambda: in_worlds(book, name))
