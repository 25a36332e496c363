"""Judging in a process of its own, with a limit on time and memory: what a package asks of it cannot harm this one."""

from __future__ import annotations

import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import get_context
from typing import Any

from vakgraph.delivery.manifest import MANIFEST, Manifest
from vakgraph.errors import DataError
from vakgraph.receiving.judging import Judgement, judge
from vakgraph.receiving.unpacking import refused

PATIENCE = 900.0  # seconds for the whole package
MEMORY = 8 * 1024**3  # bytes of address space
WAIT = 0.2  # seconds between two looks; Ctrl-C is heard in between


def judged(files: Mapping[str, bytes], found: Manifest, patience: float = PATIENCE) -> Judgement:
    """What `judge` says; `DataError` with the file it was at where that takes too long or ends the process."""
    context: Any = get_context("spawn")  # begun anew: a fork would inherit locks of the engine
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(dict(files), found, theirs), daemon=True)
    process.start()
    theirs.close()
    at, ends = MANIFEST, time.monotonic() + patience
    try:
        while time.monotonic() < ends:
            if not ours.poll(WAIT):
                continue
            try:
                kind, said = ours.recv()
            except EOFError:
                raise _too_much(at) from None
            if kind == "done":
                return said  # type: ignore[no-any-return]
            at = said
        raise _too_long(at, patience)
    finally:
        process.kill()
        process.join()
        ours.close()


def _too_long(at: str, patience: float) -> DataError:
    return refused(
        at,
        f"dit nagaan kostte meer dan {patience:g} seconden en is afgebroken.",
        f"verifying this took more than {patience:g} seconds and was ended.",
    )


def _too_much(at: str) -> DataError:
    return refused(
        at,
        "dit nagaan vroeg te veel van deze computer en is afgebroken.",
        "verifying this asked too much of this computer and was ended.",
    )


def _work(files: dict[str, bytes], found: Manifest, theirs: Any) -> None:
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    _limit()
    with suppress(MemoryError):
        theirs.send(("done", judge(files, found, lambda name: theirs.send(("at", name)))))


def _limit() -> None:
    """A ceiling on memory, where the system has one."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))
