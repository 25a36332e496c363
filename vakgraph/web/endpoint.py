"""Somebody's own question in SPARQL: to a process of its own, briefly, a few at a time, and only read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vakgraph import adhoc
from vakgraph.answers import Result
from vakgraph.errors import VakError
from vakgraph.store.embedded import EmbeddedStore
from vakgraph.table import Table
from vakgraph.web.asker import asker
from vakgraph.web.library import Library

# Whether every layer stands; only tests take one away, to see that the others hold alone.
GATED = WALLED = True
HUNG_UP = 499  # the status for who is no longer there


@dataclass(frozen=True, slots=True)
class Found:
    """An answer; `cut`: there is more of it than is given; `unknown`: graphs that it names and that are not here."""

    result: Result
    cut: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many rows or triples are given."""
        return 0 if isinstance(self.result, bool) else len(self.result)

    def said(self, language: str) -> str:
        """The sentences that go with an answer that is not what it seems; "" with any other."""
        return " ".join(filter(None, (self._cut(language), self._unknown(language))))

    def _unknown(self, language: str) -> str:
        if not self.unknown:
            return ""
        listed = " ".join(self.unknown)
        if language == "en":
            return f"Not here, and so empty: {listed}"
        return f"Hier niet aanwezig, en dus leeg: {listed}"

    def _cut(self, language: str) -> str:
        if not self.cut:
            return ""
        shown = f"{self.size:,}"
        if language == "en":
            return f"Cut: these are the first {shown}, there is more. Use LIMIT and OFFSET, or take the whole graph."
        shown = shown.replace(",", ".")
        return f"Afgekapt: dit zijn de eerste {shown}, er is meer. Gebruik LIMIT en OFFSET, of neem de hele graaf."


def offered(library: Library) -> bool:
    """Whether questions in SPARQL are answered here: not on behalf of another server, nor without a store on disk."""
    store = library.desk.store
    return library.sparql and isinstance(store, EmbeddedStore) and store.directory is not None


def answer(library: Library, text: str, language: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> Found:
    """The answer. `VakError` says why there is none: `InputError` what is wrong with the text, `Stopped` too much,
    `Later` that others, or others of this client, are being answered, `Gone` that the client went away.
    """
    if not offered(library):
        raise VakError("Op deze server staat SPARQL uit.", "SPARQL is switched off on this server.")
    limits, who = library.limits, asker()
    if GATED:
        adhoc.check(text, limits)
    places: adhoc.Places = library.kept("places", lambda: adhoc.Places(limits))
    question = adhoc.Question(text, limits.rows, limits.answer, limits.timeout, tuple(default), tuple(named))
    with places.place(who.client, who.left.is_set):
        found = pool(library).ask(question, who.left.is_set)
    return Found(found.result, found.cut, found.unknown)


def pool(library: Library) -> adhoc.Pool:
    """The processes that answer, over the very store that the pages are made from."""
    store = library.desk.store
    assert isinstance(store, EmbeddedStore) and store.directory is not None
    room = adhoc.Room(str(store.directory / "store"), library.limits.memory, GATED, WALLED)
    made: adhoc.Pool = library.kept("pool", lambda: adhoc.Pool(room, library.limits.at_once))
    return made


def status_of(error: VakError) -> int:
    """The status of a request that was not answered because of it."""
    if isinstance(error, adhoc.Later):
        return 429 if isinstance(error, adhoc.Share) else 503
    if isinstance(error, adhoc.Gone):
        return HUNG_UP
    return 503 if isinstance(error, adhoc.Stopped) else 400


def begin(library: Library) -> None:
    """Have the processes ready before the first question comes."""
    if offered(library):
        pool(library).begin()


def table_of(library: Library, found: Found, language: str, most: int) -> Table:
    """The first rows as people read them: with labels."""
    desk, result = library.desks[language], found.result
    if isinstance(result, Table):
        return desk.labelled(Table(result.columns, result.rows[:most]))
    return desk.as_table(result if isinstance(result, bool) else result[:most])
