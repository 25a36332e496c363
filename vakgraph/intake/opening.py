"""Takes the bytes of a file once, and refuses a file that is too large or that changes while it is read."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from vakgraph.errors import InputError

MOST_BYTES = 50 * 2**20
STDIN = "-"


def take(path: Path) -> bytes:
    """The bytes of a file, the same before and after the reading; "-" is standard input."""
    if str(path) == STDIN:
        return _limited(sys.stdin.buffer.read(MOST_BYTES + 1), "stdin")
    try:
        with open(path, "rb") as file:
            before = os.fstat(file.fileno())
            if stat.S_ISDIR(before.st_mode):
                raise InputError("dit is een map; noem een bestand.", "this is a folder; name a file.", str(path))
            data = _limited(file.read(MOST_BYTES + 1), str(path))
            if stat.S_ISREG(before.st_mode):
                _same(before, os.fstat(file.fileno()), path.stat(), len(data), str(path))
            return data
    except IsADirectoryError:
        raise InputError("dit is een map; noem een bestand.", "this is a folder; name a file.", str(path)) from None
    except OSError as error:
        raise InputError(
            f"dit bestand is niet te lezen ({error.strerror}).",
            f"this file cannot be read ({error.strerror}).",
            str(path),
        ) from None


def _limited(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise InputError(
            f"dit bestand is groter dan {MOST_BYTES // 2**20} MB; deel het op.",
            f"this file is larger than {MOST_BYTES // 2**20} MB; divide it.",
            name,
        )
    return data


def _same(before: os.stat_result, after: os.stat_result, named: os.stat_result, count: int, name: str) -> None:
    """Somebody who writes the file while it is read, or puts another in its place, gives half a delivery."""

    def state(said: os.stat_result) -> tuple[int, ...]:
        return said.st_dev, said.st_ino, said.st_size, said.st_mtime_ns

    if not state(before) == state(after) == state(named) or count != before.st_size:
        raise InputError(
            "dit bestand veranderde terwijl het werd gelezen; probeer het opnieuw als het af is.",
            "this file changed while it was read; try again when it is complete.",
            name,
        )
