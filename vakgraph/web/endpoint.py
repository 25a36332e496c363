"""Somebody's own question in SPARQL: to a process of its own, briefly, a few at a time, and only read."""

from __future__ import annotations

from dataclasses import dataclass
from threading import BoundedSemaphore

from vakgraph import adhoc
from vakgraph.answers import Result
from vakgraph.errors import InputError, VakError
from vakgraph.store.embedded import EmbeddedStore
from vakgraph.table import Table
from vakgraph.web.library import Library

TIMEOUT = 10.0  # seconds
MEMORY = 2 * 1024**3  # bytes of address space
MOST = 10_000  # rows or triples of an answer
LONGEST = 20_000  # characters of a question
AT_ONCE = 2  # questions; the next one is asked to come back


class Busy(VakError):
    """Others are being answered; the question itself is not at fault."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer; `cut` says that there is more of it than is given."""

    result: Result
    cut: bool

    @property
    def size(self) -> int:
        """How many rows or triples are given."""
        return 0 if isinstance(self.result, bool) else len(self.result)

    def said(self, language: str) -> str:
        """The sentence that goes with a cut answer; "" with a whole one."""
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


def answer(library: Library, text: str, language: str) -> Found:
    """The answer. `VakError` says why there is none: `InputError` what is wrong with the text, `Stopped` too much."""
    store = library.desk.store
    if not offered(library) or not isinstance(store, EmbeddedStore) or store.directory is None:
        raise VakError("Op deze server staat SPARQL uit.", "SPARQL is switched off on this server.")
    if len(text) > LONGEST:
        raise VakError(
            f"De vraag is langer dan {LONGEST} tekens; maak haar korter.",
            f"The query is longer than {LONGEST} characters; make it shorter.",
        )
    _stay_here(text)
    job = adhoc.Job(
        text,
        str(library.desk.checkout.root),
        str(store.directory.parent),
        language,
        timeout=TIMEOUT,
        memory=MEMORY,
        most=MOST,
    )
    doors: BoundedSemaphore = library.kept("sparql", lambda: BoundedSemaphore(AT_ONCE))
    if not doors.acquire(timeout=1):
        raise Busy(
            "Er worden al genoeg vragen beantwoord; probeer het over een paar seconden weer.",
            "Enough queries are being answered; try again in a few seconds.",
        )
    try:
        return Found(*adhoc.first(job))
    except adhoc.Stopped:
        raise adhoc.Stopped(
            f"Deze vraag duurt langer dan {TIMEOUT:g} seconden of vraagt te veel; maak haar kleiner, met LIMIT.",
            f"This query takes more than {TIMEOUT:g} seconds or asks too much; make it smaller, with LIMIT.",
        ) from None
    finally:
        doors.release()


def _stay_here(text: str) -> None:
    """No other server is asked on behalf of a visitor."""
    try:
        adhoc.allowed(text, ())
    except InputError as error:
        raise InputError(
            "deze vraag gebruikt SERVICE; vragen gaan hier niet naar andere servers. Haal dat deel weg.",
            "this query uses SERVICE; queries do not go to other servers from here. Remove that part.",
            "SPARQL",
            error.line,
            error.column,
        ) from None


def table_of(library: Library, found: Found, language: str, most: int) -> Table:
    """The first rows as people read them: with labels."""
    desk, result = library.desks[language], found.result
    if isinstance(result, Table):
        return desk.labelled(Table(result.columns, result.rows[:most]))
    return desk.as_table(result if isinstance(result, bool) else result[:most])
