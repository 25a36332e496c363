"""A change to several files: named in one step, finished whatever happens, kept so that it can be undone."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from vakgraph.errors import WriteError
from vakgraph.journal.files import FOLDER, digest, folder, put, settle, sync, unwritten
from vakgraph.journal.lock import locked

KEPT = 50  # the newest changes that can be undone
_PENDING, _HISTORY = "pending", "history"


@dataclass(frozen=True, slots=True)
class Record:
    """One change: what it was, and of each file the digest before and after; "" where there was no file."""

    name: str
    what: str
    files: Mapping[str, tuple[str, str]]
    undoes: str = ""
    said: tuple[str, ...] = ()


# ---- a change


def commit(root: Path, what: str, files: Mapping[str, bytes | None], said: tuple[str, ...] = ()) -> Record:
    """Write these files, all or nothing; None takes a file away. To be called by the one who holds the lock."""
    recover(root)
    return _prepared(root, what, files, "", said)


def undo(root: Path) -> Record:
    """Put back what the last change replaced; refuses where somebody changed a file since. Under the lock."""
    recover(root)
    last = next(iter(history(root)), None)
    if last is None:
        raise WriteError("Er is niets om ongedaan te maken.", "There is nothing to undo.")
    for name, (_, after) in last.files.items():
        if digest(root / name) != after:
            raise WriteError(
                f"{name} is sindsdien veranderd; maak dat eerst ongedaan. Er is niets teruggezet.",
                f"{name} was changed since; undo that first. Nothing was put back.",
            )
    kept = root / FOLDER / _HISTORY / last.name
    old = {name: (kept / "old" / name).read_bytes() if before else None for name, (before, _) in last.files.items()}
    _prepared(root, f"undo {last.what}", old, last.name, ())
    return last


def history(root: Path) -> list[Record]:
    """The changes that can be undone, the last one first."""
    at = root / FOLDER / _HISTORY
    names = sorted((path.name for path in at.iterdir()), reverse=True) if at.is_dir() else []
    return [_read(at / name) for name in names if (at / name / "record.json").is_file()]


def damaged(entry: Path) -> list[Path]:
    """The files of one change in the history that are not what its record says."""
    try:
        record = _read(entry)
    except WriteError:
        return [entry / "record.json"]
    old = ((entry / "old" / name, before) for name, (before, _) in record.files.items() if before)
    return [path for path, before in old if digest(path) != before]


def _prepared(root: Path, what: str, files: Mapping[str, bytes | None], undoes: str, said: tuple[str, ...]) -> Record:
    """Make a change ready beside the files, name it in one step, and finish it."""
    at = folder(root)
    draft = at / f"draft-{os.getpid()}"
    try:
        _clear(at)
        digests = {}
        for name, text in sorted(files.items()):
            digests[name] = (digest(root / name), hashlib.sha256(text).hexdigest() if text is not None else "")
            if digests[name][0]:
                put(draft / "old" / name, (root / name).read_bytes())
            if text is not None:
                put(draft / "new" / name, text)
        record = Record(f"{time.time_ns():020d}", what, digests, undoes, said)
        put(draft / "record.json", json.dumps(asdict(record), ensure_ascii=False, indent=1).encode())
        os.rename(draft, at / _PENDING)
        _named(at, draft)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise unwritten(at, error) from None
    _finish(root)
    return record


def _named(at: Path, draft: Path) -> None:
    """Make sure that the change has its name on disk; else it gets none."""
    try:
        sync(at)
    except OSError:
        os.rename(at / _PENDING, draft)
        raise


# ---- finishing


def pending(root: Path) -> bool:
    """Whether a change was named and not finished."""
    return (root / FOLDER / _PENDING).exists()


def mend(root: Path, wait: float = 10.0) -> None:
    """Finish what a process left behind, before anything is read; waits for one that is still at it."""
    if not pending(root):
        return
    with locked(root, wait):
        recover(root)


def recover(root: Path) -> None:
    """Finish a change that was named; take away drafts that were not. Under the lock."""
    if pending(root):
        _finish(root)
    _clear(root / FOLDER)


def _finish(root: Path) -> None:
    """Give every file its new text. May be done again from the start, and comes to the same."""
    at = root / FOLDER
    record = _read(at / _PENDING)
    try:
        for name, (_, after) in record.files.items():
            _place(root / name, at / _PENDING / "new" / name, after)
        if record.undoes:
            _drop(at / _HISTORY / record.undoes)
            _drop(at / _PENDING)
        else:
            (at / _HISTORY).mkdir(exist_ok=True)
            os.rename(at / _PENDING, at / _HISTORY / record.name)
            for path in sorted((at / _HISTORY).iterdir())[:-KEPT]:
                _drop(path)
        settle(at)
    except OSError as error:
        raise WriteError(
            f"Een wijziging is nog niet af ({error.strerror}: {error.filename}); zij wordt afgemaakt zodra dat kan,"
            " en tot dan leest niemand de graaf.",
            f"A change is not finished yet ({error.strerror}: {error.filename}); it is finished as soon as that is"
            " possible, and until then nobody reads the graph.",
        ) from None


def _place(target: Path, new: Path, after: str) -> None:
    """One file in its new state, in one step."""
    if digest(target) == after:
        return
    if not after:
        target.unlink(missing_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        _moved(new, target)
    sync(target.parent)


def _moved(new: Path, target: Path) -> None:
    """The new text in the place of the old one; that asks no room on a full disk, unless it lies on another one."""
    try:
        os.replace(new, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        draft = target.with_name(f".{target.name}.tmp")
        put(draft, new.read_bytes())
        os.replace(draft, target)


def _clear(at: Path) -> None:
    """Take away what was never named, and what was on its way out."""
    for path in at.iterdir() if at.is_dir() else ():
        if path.name.startswith(("draft-", "gone-")):
            shutil.rmtree(path, ignore_errors=True)


def _drop(path: Path) -> None:
    """Out of the way in one step, then deleted."""
    if path.exists():
        away = path.parent.parent / f"gone-{path.name}" if path.parent.name == _HISTORY else path.with_name("gone-p")
        shutil.rmtree(away, ignore_errors=True)
        os.rename(path, away)
        shutil.rmtree(away, ignore_errors=True)


def _read(at: Path) -> Record:
    try:
        said = json.loads((at / "record.json").read_bytes())
        files = {name: (before, after) for name, (before, after) in said["files"].items()}
        return Record(said["name"], said["what"], files, said["undoes"], tuple(said["said"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WriteError(
            f"Het journaal {at} is beschadigd ({type(error).__name__}); zet de graaf terug uit versiebeheer.",
            f"The journal {at} is damaged ({type(error).__name__}); restore the graph from version control.",
        ) from None
