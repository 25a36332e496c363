"""One question in a process of its own, which is ended at its deadline or when nobody waits for it any more."""

from __future__ import annotations

import math
import signal
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from vakgraph.adhoc import prefixes, services, strict, walls
from vakgraph.errors import InputError, VakError
from vakgraph.graph import VakGraph
from vakgraph.store import gate
from vakgraph.store.access import Endpoint
from vakgraph.store.embedded import EmbeddedStore, in_thread
from vakgraph.table import Table

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from vakgraph.answers import Result

TIMEOUT = 60.0  # seconds
MEMORY = 8 * 1024**3  # bytes of address space; the engine maps its files there too
WAIT = 0.1  # seconds between two looks; Ctrl-C is heard in between


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked, of which graph, and how far it may go."""

    text: str
    root: str | None = None
    store: str | Endpoint | None = None
    language: str = "nl"
    hosts: tuple[str, ...] = ()
    timeout: float = TIMEOUT
    memory: int = MEMORY

    @property
    def elsewhere(self) -> bool:
        """Whether another server answers: then that one asks the others."""
        return isinstance(self.store, Endpoint) or str(self.store or "").startswith(("http://", "https://"))


class Stopped(VakError):
    """The question took too long or too much; the text may well be right."""


def answered(job: Job) -> Result:
    """The answer, or the fault; the process that looked for it is gone either way."""
    if not (0 < job.timeout < math.inf):
        raise VakError("--timeout is een aantal seconden boven nul.", "--timeout is a number of seconds above zero.")
    servers = services.allowed(job.text, job.hosts)
    with ExitStack() as stack:
        relay = None
        if servers and not job.elsewhere:
            from vakgraph.adhoc.relay import Relay

            relay = Relay(servers, job.timeout)
        addresses = relay.addresses if relay else {}
        said = _said(job, addresses, stack, relay)
        if said[0] == "answer":
            return said[1]  # type: ignore[no-any-return]
        raise (relay.fault if relay else None) or _fault(said)


def _said(job: Job, addresses: dict[str, str], stack: ExitStack, relay: Any) -> tuple[Any, ...]:
    """Start the process, and the relay behind it, and wait for what it says."""
    from multiprocessing import get_context

    # Begun anew: a fork has the engine's locks and not the threads that would open them, where it was used before.
    context: Any = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, addresses, theirs), daemon=True)
    process.start()  # before any thread of ours
    try:
        theirs.close()
        if relay:
            stack.enter_context(relay)
        return _heard(job, process, ours)
    finally:
        process.kill()
        process.join()
        ours.close()


def _heard(job: Job, process: Any, ours: Connection) -> tuple[Any, ...]:
    """What the process says. The clock runs from the moment at which its store is open."""
    ends = math.inf
    while time.monotonic() < ends:
        if ours.poll(WAIT):
            try:
                said = ours.recv()
            except EOFError:
                process.join()
                return ("died", process.exitcode)
            if said[0] != "open":
                return said  # type: ignore[no-any-return]
            ends = time.monotonic() + job.timeout
    return ("late", job.timeout)


def _fault(said: tuple[Any, ...]) -> VakError:
    """What a process that gave no answer said, or how it ended."""
    if said[0] == "wrong":
        return InputError(*said[1:])
    if said[0] == "fault":
        fault = VakError(*said[1:3])
        fault.exit_code = said[3]
        return fault
    if said[0] == "late":
        most = f"{said[1]:g}"
        return Stopped(
            f"De vraag is na {most.replace('.', ',')} seconden afgebroken (--timeout); maak haar kleiner, met LIMIT.",
            f"The query was ended after {most} seconds (--timeout); make it smaller, with LIMIT.",
        )
    return Stopped(
        f"De vraag vroeg te veel van het geheugen of van de machine (einde {said[1]}); maak haar kleiner.",
        f"The query asked too much of the memory or the engine (end {said[1]}); make it smaller.",
    )


# ---- in the process


def _work(job: Job, addresses: dict[str, str], theirs: Connection) -> None:
    """Open the graph, ask, say the answer; a person's Ctrl-C ends this process without a word."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        desk = VakGraph.open(job.root, job.store, job.language)
        _shut(job, bool(addresses))
        theirs.send(("open",))
        theirs.send(("answer", _asked(desk, job, addresses)))
    except InputError as error:
        head = len(error.where) + 2 if error.where else 0
        theirs.send(("wrong", error.nl[head:], error.en[head:], error.file, error.line, error.column))
    except VakError as error:
        theirs.send(("fault", error.nl, error.en, error.exit_code))
    except MemoryError:
        theirs.send(("died", "MemoryError"))


def _asked(desk: VakGraph, job: Job, addresses: dict[str, str]) -> Result:
    """The answer with its labels; a fault is placed in the text as it was written."""
    text, lines = prefixes.filled(job.text)
    try:
        if not services.calls(text):
            return desk.sparql(_strict(desk.store, text) if isinstance(desk.store, EmbeddedStore) else text)
        result = desk.store.query_elsewhere(
            services.masked(text), services.relayed(text, addresses) if addresses else text
        )
        return desk.labelled(result) if isinstance(result, Table) else result
    except InputError as error:
        raise prefixes.moved(error, lines) from None


def _strict(store: EmbeddedStore, text: str) -> str:
    """The question as our engine answers it by the standard; one that goes to other servers as well stays as it is."""
    gate.check(text)
    try:
        return in_thread(partial(strict.rewritten, text, partial(_named, store)))
    except SyntaxError as error:
        raise gate.syntax_fault(text, error) from None


def _named(store: EmbeddedStore) -> list[object]:
    rows = store.select(strict.HERE).rows
    return [NamedNode(cell.value) if cell.kind == "iri" else cell for (cell,) in rows]


def _shut(job: Job, calls: bool) -> None:
    """From here on nothing is written, and nobody called unless that was permitted or is where the graph itself is."""
    walls.stand(0, sockets=calls or job.elsewhere, files=True, threads=True)
    walls.ceiling(job.memory)
    walls.processor(job.timeout * 2)
