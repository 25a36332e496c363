"""One writer at a time: the lock of a graph folder, which names the process that holds it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vakgraph.errors import WriteError
from vakgraph.journal.files import folder, unwritten

_LOCK = "lock"
_FAR = 1000  # Windows locks bytes, and a locked byte cannot be read: one beyond the text


@contextmanager
def locked(root: Path, wait: float = 0.0) -> Iterator[None]:
    """The only writer of this graph folder; says which process is the other one. A lock dies with its process."""
    path = folder(root) / _LOCK
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritten(path, error) from None
    try:
        _take(handle, wait)
        try:
            _signed(handle)
        except OSError as error:
            raise unwritten(path, error) from None
        yield
    finally:
        os.close(handle)


def _signed(handle: int) -> None:
    """Say in it who holds it."""
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, f"{os.getpid()}\n".encode())


def _take(handle: int, wait: float) -> None:
    until = time.monotonic() + wait
    while not _grab(handle):
        if time.monotonic() >= until:
            who = os.read(handle, 20).decode(errors="replace").strip() or "?"
            raise WriteError(
                f"De graaf is in gebruik door proces {who}, dat erin schrijft; probeer het straks opnieuw.",
                f"The graph is in use by process {who}, which is writing to it; try again later.",
            )
        time.sleep(0.05)


def _grab(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
