"""What the files of a folder were when it was made: read again only where the file system says one was touched.

The record `sums.json` says of each file its size and SHA-256, and what the file system said of it then; it carries
the name of what it is about and the digest of itself. So a file that is cut, changed, gone or of another folder is
seen by a look at the names; a `thorough` look reads every byte.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vakgraph.journal.files import put

NAME = "sums.json"
_PASSED = ("LOCK", "LOG", "LOG.old.", "seen-")  # what the engine writes for itself, and notes: no part of the content
Said = Mapping[str, list[Any]]  # name -> size, SHA-256, and the stamp of the file system


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is not what it was: `gone`, `cut`, `changed`, `foreign`, or a `record` that cannot be trusted."""

    file: Path
    kind: str


def seal(at: Path, of: str, apart: str = "") -> None:
    """Note what every file is now; `apart` is a folder in it that has a record of its own."""
    said = {name: _said(path) for name, path in _files(at, apart)}
    _written(at, of, said)


def faults(at: Path, of: str, apart: str = "", thorough: bool = False) -> list[Fault]:
    """What is not as it was. A file that was touched and holds the same is none, and is noted as it is now."""
    said = _read(at, of)
    if said is None:
        return [Fault(at / NAME, "record")]
    there = dict(_files(at, apart))
    found = [Fault(at / name, "gone") for name in said if name not in there]
    found += [Fault(path, "foreign") for name, path in there.items() if name not in said]
    touched = False
    for name in sorted(said.keys() & there.keys()):
        size, digest, stamp = said[name]
        state = there[name].stat()
        if state.st_size != size:
            found.append(Fault(there[name], "cut"))
        elif thorough or _stamp(state) != stamp:
            touched = touched or _stamp(state) != stamp
            if digest_of(there[name]) != digest:
                found.append(Fault(there[name], "changed"))
    if touched and not found:
        with suppress(OSError):
            _written(at, of, {name: _said(path) for name, path in there.items()})
    return found


def digest_of(path: Path) -> str:
    """The SHA-256 of a file; "" for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _files(at: Path, apart: str) -> Iterator[tuple[str, Path]]:
    """Every file by its name below `at`."""
    for folder, folders, names in os.walk(at):
        folders[:] = sorted(name for name in folders if not (apart == name and Path(folder) == at))
        for name in sorted(names):
            if name != NAME and not name.startswith(NAME) and not _passed(name):
                path = Path(folder, name)
                yield path.relative_to(at).as_posix(), path


def _passed(name: str) -> bool:
    return name in _PASSED[:2] or name.startswith(_PASSED[2:])


def _said(path: Path) -> list[Any]:
    return [path.stat().st_size, digest_of(path), _stamp(path.stat())]


def _stamp(state: os.stat_result) -> list[int]:
    return [state.st_mtime_ns, state.st_ctime_ns, state.st_ino]


def _read(at: Path, of: str) -> Said | None:
    """The record; None where it is gone, damaged or about something else."""
    try:
        record = json.loads((at / NAME).read_bytes())
        files: Said = record["files"]
        whole = record["of"] == of and record["sum"] == _sum(of, files) and all(len(s) == 3 for s in files.values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return files if whole else None


def _written(at: Path, of: str, said: Said) -> None:
    draft = at / f"{NAME}.{os.getpid()}"
    try:
        put(draft, json.dumps({"of": of, "sum": _sum(of, said), "files": said}, sort_keys=True).encode())
        os.replace(draft, at / NAME)
    finally:
        draft.unlink(missing_ok=True)


def _sum(of: str, said: Said) -> str:
    return hashlib.sha256(json.dumps([of, said], sort_keys=True).encode()).hexdigest()
