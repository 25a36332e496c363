"""A delivery that came in over the web is judged in a process of its own, which cannot stay long or write anything."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from multiprocessing import get_context
from typing import Any

from vakgraph.errors import VakError
from vakgraph.web.examined import Examined, Job

PATIENCE = 60.0  # seconds for one delivery
MEMORY = 4 * 1024**3  # bytes of address space
AT_ONCE = 2  # deliveries that are judged at the same time
WAIT = 0.05  # seconds between two looks
SPARE = 5  # seconds of processor time after which the system itself ends what nobody ended

_places = threading.BoundedSemaphore(AT_ONCE)


class Busy(VakError):
    """As many deliveries are being judged as this server takes on."""


def examined(job: Job, patience: float = PATIENCE, memory: int = MEMORY) -> Examined:
    """What is to be said of the delivery; the process that judged it is gone either way."""
    if not _places.acquire(blocking=False):
        raise Busy(
            "Er worden al andere bestanden gecontroleerd. Probeer het over een minuut opnieuw.",
            "Other files are being checked already. Try again in a minute.",
        )
    try:
        return _awaited(job, patience, memory)
    finally:
        _places.release()


def _awaited(job: Job, patience: float, memory: int) -> Examined:
    context: Any = get_context("spawn")  # begun anew: a fork would inherit locks of the engine
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(job, patience, memory, theirs), daemon=True)
    process.start()
    theirs.close()
    ends = time.monotonic() + patience
    try:
        while time.monotonic() < ends:
            if not ours.poll(WAIT):
                continue
            with suppress(EOFError):
                kind, *said = ours.recv()
                if kind == "done":
                    return said[0]  # type: ignore[no-any-return]
                raise VakError(*said)
            raise _too_much()
        raise VakError(
            f"Dit bestand nakijken duurde langer dan {patience:g} seconden en is gestopt. Lever het in delen aan.",
            f"Checking this file took longer than {patience:g} seconds and was stopped. Hand it in in parts.",
        )
    finally:
        process.kill()
        process.join()
        ours.close()


def _too_much() -> VakError:
    return VakError(
        "Dit bestand nakijken vroeg te veel van deze computer en is gestopt. Lever het in delen aan.",
        "Checking this file asked too much of this computer and was stopped. Hand it in in parts.",
    )


# ---- in the process


def work(job: Job, patience: float, memory: int, theirs: Any) -> None:
    """Judge, and say the outcome or the fault. Of a fault of ours nothing is told: it could quote the delivery."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    _silent()
    _limit(patience, memory)
    try:
        from vakgraph.web.examining import examine

        theirs.send(("done", examine(job)))
    except VakError as error:
        theirs.send(("fault", error.nl, error.en))
    except BaseException:  # the one who waits says that it was too much
        os._exit(1)


def _silent() -> None:
    """Nothing of what is read ends up in what the server says or logs."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        with suppress(OSError):
            os.dup2(nowhere, stream)


def _limit(patience: float, memory: int) -> None:
    """Ceilings on memory and processor time, and not one byte to any file; where the system has them."""
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(patience * 2) + SPARE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in limits:
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
