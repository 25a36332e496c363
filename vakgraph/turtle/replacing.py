"""A file takes the place of another in one step; what a killed writer left beside it is cleared away."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from vakgraph.errors import WriteError

_BUFFER = 1 << 18


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` once it is complete, and leaves nothing behind if not.

    Killed halfway it leaves a draft, which the next writer of the same file takes away. Raises WriteError.
    """
    target = Path(os.path.realpath(path))
    special = target.exists() and not target.is_file()  # a device or a pipe is written, never replaced
    draft = target if special else target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not special:
            _clear(target)
        with _opened(draft) as file:
            yield file
            file.flush()
            if not special:
                os.fsync(file.fileno())
                if sys.platform != "win32":
                    os.replace(draft, target)  # while it is locked
        if not special and sys.platform == "win32":
            os.replace(draft, target)
    except OSError as error:
        raise WriteError(
            f"{path} is niet geschreven ({error.strerror}); wat er stond is ongeschonden.",
            f"{path} was not written ({error.strerror}); what stood there is intact.",
        ) from None
    finally:
        if not special:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


@contextmanager
def _opened(draft: Path) -> Iterator[BinaryIO]:
    """A new draft, locked: a lock dies with its process, so one without it is nobody's any more."""
    while True:
        with open(draft, "wb", buffering=_BUFFER) as file:
            if _free(file.fileno()) and os.fstat(file.fileno()).st_nlink == 0:
                continue  # taken away between its beginning and its lock
            yield file
            return


def _clear(target: Path) -> None:
    """Take away the drafts of this file that no process holds. Where locks are unknown they stay."""
    left = re.compile(rf"\.{re.escape(target.name)}\.\d+\.tmp")
    for name in (each for each in os.listdir(target.parent) if left.fullmatch(each)):
        with suppress(OSError), open(target.with_name(name), "rb") as file:
            if sys.platform != "win32" and _free(file.fileno()):
                os.unlink(file.name)


def _free(handle: int) -> bool:
    """Whether nobody else holds this file; from here on we do."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
