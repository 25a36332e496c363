"""The files of a journal: written and on disk, in a folder that no version control keeps."""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import suppress
from pathlib import Path

from vakgraph.errors import WriteError

FOLDER = ".vakgraph"


def folder(root: Path) -> Path:
    """The folder of the journal, which no version control keeps."""
    at = root / FOLDER
    if not (at / ".gitignore").is_file():
        try:
            at.mkdir(exist_ok=True)
            (at / ".gitignore").write_text("*\n", encoding="utf-8")
        except OSError as error:
            raise unwritten(at, error) from None
    return at


def put(path: Path, text: bytes) -> None:
    """Write a file and wait until it is on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        left = memoryview(text)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk; a system that cannot do that for a folder is let be."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        if path.is_dir():  # Windows opens no folder
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


def settle(folder: Path) -> None:
    """Wait until the names in a folder are on disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def unwritten(at: Path, error: OSError) -> WriteError:
    return WriteError(
        f"in {at} is niet te schrijven ({error.strerror}); de graaf is ongeschonden.",
        f"{at} cannot be written to ({error.strerror}); the graph is intact.",
    )
