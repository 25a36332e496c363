"""One question in a process of its own, which is ended at its deadline or when nobody waits for it any more."""

from __future__ import annotations

import math
import signal
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from vakgraph.adhoc import prefixes, services
from vakgraph.errors import InputError, VakError
from vakgraph.graph import VakGraph
from vakgraph.store.access import Endpoint
from vakgraph.store.embedded import EmbeddedStore
from vakgraph.table import Table

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from vakgraph.answers import Result

TIMEOUT = 60.0  # seconds
MEMORY = 8 * 1024**3  # bytes of address space; the engine maps its files there too
WAIT = 0.1  # seconds between two looks; Ctrl-C is heard in between
LARGEST = 20_000_000  # characters of an answer of which only so many rows are wanted
SPARE = 5  # seconds of processor time after which the system itself ends what nobody ended


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
    most: int = 0  # rows or triples, without labels; 0 is all of them, with labels

    @property
    def elsewhere(self) -> bool:
        """Whether another server answers: then that one asks the others."""
        return isinstance(self.store, Endpoint) or str(self.store or "").startswith(("http://", "https://"))


class Stopped(VakError):
    """The question took too long or too much; the text may well be right."""


def answered(job: Job) -> Result:
    """The answer, or the fault; the process that looked for it is gone either way."""
    return _outcome(job)[0]


def first(job: Job) -> tuple[Result, bool]:
    """At most `job.most` rows or triples of the answer, without labels; and whether there is more."""
    return _outcome(job)


def _outcome(job: Job) -> tuple[Result, bool]:
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
            return said[1], said[2]
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
        _limit(job)
        theirs.send(("open",))
        theirs.send(("answer", *_asked(desk, job, addresses)))
    except InputError as error:
        head = len(error.where) + 2 if error.where else 0
        theirs.send(("wrong", error.nl[head:], error.en[head:], error.file, error.line, error.column))
    except VakError as error:
        theirs.send(("fault", error.nl, error.en, error.exit_code))
    except MemoryError:
        theirs.send(("died", "MemoryError"))


def _asked(desk: VakGraph, job: Job, addresses: dict[str, str]) -> tuple[Result, bool]:
    """The answer with its labels, and whether it was cut; a fault is placed in the text as it was written."""
    text, lines = prefixes.filled(job.text)
    try:
        if job.most and isinstance(desk.store, EmbeddedStore):
            return _fitting(desk.store.first(text, job.most + 1), job.most)
        if not services.calls(text):
            return desk.sparql(text), False
        result = desk.store.query_elsewhere(
            services.masked(text), services.relayed(text, addresses) if addresses else text
        )
        return desk.labelled(result) if isinstance(result, Table) else result, False
    except InputError as error:
        raise prefixes.moved(error, lines) from None


def _fitting(result: Result, most: int) -> tuple[Result, bool]:
    """As much of it from the top as may pass to the other process, and whether that is less than all."""
    if isinstance(result, bool):
        return result, False
    rows: Sequence[Iterable[object]] = result.rows if isinstance(result, Table) else result
    sizes = accumulate(sum(len(str(getattr(each, "value", each))) for each in row) for row in rows)
    fit = min(most, sum(size <= LARGEST for size in sizes))
    some: Result = replace(result, rows=result.rows[:fit]) if isinstance(result, Table) else result[:fit]
    return some, fit < len(rows)


def _limit(job: Job) -> None:
    """A ceiling on memory, and on processor time for when the one who waits was killed; where the system has them."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + job.timeout * 2) + SPARE
    for what, most in ((resource.RLIMIT_AS, job.memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
