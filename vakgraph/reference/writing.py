"""A folder that is wholly ours, put in place in one step; a folder of somebody else is refused, not erased."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from vakgraph.errors import VakError, WriteError
from vakgraph.journal.files import put, settle

MARK = ".vakgraph-reference"  # names every file of ours, one to a line
_FIRST = "# Written by `vakgraph {}`; the whole folder is replaced each time."
WRITERS = 16
_AT_FDCWD, _EXCHANGE = -100, 2


def write(out: Path, files: Mapping[str, bytes], sort: str = "reference") -> None:
    """Put these files in the folder instead of those of an earlier time, which stay there until all is ready.

    `sort` is the command that makes such folders; one of another command is not ours.
    """
    target = Path(os.path.realpath(out))
    refuse_strangers(out, sort)
    draft, aside = (target.with_name(f".{target.name}.{os.getpid()}.{word}") for word in ("new", "old"))
    listed = "\n".join([_FIRST.format(sort), *sorted(files)]) + "\n"
    try:
        _put(draft, {**files, mark(sort): listed.encode()})
        _swap(draft, target, aside)
        settle(target.parent)
    except OSError as error:
        raise WriteError(
            f"{out} is niet geschreven ({error.strerror}); wat er stond is ongeschonden.",
            f"{out} was not written ({error.strerror}); what stood there is intact.",
        ) from None
    finally:
        for left in (draft, aside):
            shutil.rmtree(left, ignore_errors=True)


def _put(draft: Path, files: Mapping[str, bytes]) -> None:
    """Several at a time: most of the time is waiting until a file is on disk."""
    with ThreadPoolExecutor(WRITERS) as writers:
        for done in [writers.submit(put, draft / name, content) for name, content in files.items()]:
            done.result()


def mark(sort: str) -> str:
    """The file that names every other one."""
    return f".vakgraph-{sort}"


def refuse_strangers(out: Path, sort: str = "reference") -> None:
    """Only an empty folder, or one in which every file is of our list, may be replaced."""
    target = Path(os.path.realpath(out))
    if target.exists() and not target.is_dir():
        raise VakError(f"{out} is geen map; noem een map.", f"{out} is no folder; name a folder.")
    there = _names(target)
    ours = set(_listed(target, sort))
    strange = sorted(there - ours)
    if strange:
        raise VakError(
            f"In {out} staat iets wat hier niet is gemaakt ({strange[0]}); er is niets weggehaald. Noem een lege map.",
            f"{out} holds something that was not made here ({strange[0]}); nothing was removed. Name an empty folder.",
        )


def _names(target: Path) -> set[str]:
    """Every file below a folder, and every folder that is empty."""
    found = set()
    for at, folders, names in os.walk(target):
        here = Path(at).relative_to(target)
        linked = [name for name in folders if (Path(at) / name).is_symlink()]
        found |= {(here / name).as_posix() for name in (*names, *linked)}
        if not folders and not names and Path(at) != target:
            found.add(here.as_posix())
    return found


def _listed(target: Path, sort: str) -> list[str]:
    """The files that we wrote there before; none where the list is missing."""
    with suppress(OSError, UnicodeDecodeError):
        lines = (target / mark(sort)).read_text(encoding="utf-8").splitlines()
        return [mark(sort), *lines[1:]] if lines[:1] == [_FIRST.format(sort)] else []
    return []


def _swap(draft: Path, target: Path, aside: Path) -> None:
    """The draft under the name of the target; in one step where the system can exchange two names."""
    if not target.exists():
        os.replace(draft, target)
    elif not _exchanged(draft, target):
        os.replace(target, aside)
        try:
            os.replace(draft, target)
        except OSError:
            os.replace(aside, target)
            raise


def _exchanged(draft: Path, target: Path) -> bool:
    """Whether the two folders changed names at once (renameat2 of Linux)."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    names = os.fsencode(draft), os.fsencode(target)
    return bool(call(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _EXCHANGE) == 0)
