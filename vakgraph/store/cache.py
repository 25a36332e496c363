"""The cache: a read-only store on disk per state of the graph, built once and thrown away when in doubt."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyoxigraph

from vakgraph.checkout import Checkout
from vakgraph.journal.files import sync
from vakgraph.store import sums

KEPT = 3  # the newest stores stay: another process may have one of them open
STALE = 3600  # seconds after which an unfinished store was left behind by a process that died
SETTLED = 2_000_000_000  # nanoseconds; a file changed less long ago may change again unseen
_KEY = re.compile(r"[0-9a-f]{32}")
_HERE = Path(__file__).resolve().parent
# Code that decides what stands in a store: when it changes, so does the key.
_CODE = (*sorted(_HERE.glob("*.py")), *sorted((_HERE.parent / "turtle").glob("*.py")), _HERE.parent / "checkout.py")


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands in a store, so that nobody need count again. `files` are triples per home file."""

    asserted: int
    derived: int
    files: Mapping[str, int]

    @property
    def total(self) -> int:
        return self.asserted + self.derived


def folder(named: Path | None = None) -> Path | None:
    """The folder for stores, made if need be; None where there is none. One that can only be read is read."""
    try:
        base = os.environ.get("XDG_CACHE_HOME") or ""
        home = Path(base) if os.path.isabs(base) else Path.home() / ".cache"
        at = named or home / "vakgraph"
        at.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return at if os.access(at, os.R_OK | os.X_OK) else None


# --- the key ------------------------------------------------------------------------------------------


def key(checkout: Checkout, cache: Path | None = None) -> str:
    """The digest of everything a store is made of; where no file was touched since, the one noted before."""
    files = _ingredients(checkout)
    note = cache / f"seen-{_digest(str(checkout.root))[:16]}.json" if cache else None
    stamp, settled = _stamp(files)
    noted = _json(note) if note else {}
    if noted.get("stamp") == stamp and _KEY.fullmatch(str(noted.get("key"))):
        return str(noted["key"])
    made = _content_key(files)
    if note and settled:
        with contextlib.suppress(OSError):
            _write(note, {"stamp": stamp, "key": made})
    return made


def _ingredients(checkout: Checkout) -> list[tuple[str, Path]]:
    graph = [*checkout.graph_files(), *checkout.derive_files()]
    below = len(checkout.root.as_posix()) + 1  # `checkout.relative` weighs each path again, five hundred times
    return [(path.as_posix()[below:], path) for path in graph] + [(f"code/{path.name}", path) for path in _CODE]


def _stamp(files: list[tuple[str, Path]]) -> tuple[str, bool]:
    """What the file system says of the files, and whether it can be trusted: nothing was just changed."""
    states = [(name, os.stat(path)) for name, path in files]
    said = [(name, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino) for name, s in states]
    newest = max((max(s.st_mtime_ns, s.st_ctime_ns) for _, s in states), default=0)
    return _digest(pyoxigraph.__version__, repr(said)), newest < time.time_ns() - SETTLED


def _content_key(files: list[tuple[str, Path]]) -> str:
    said = (f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for name, path in files)
    return _digest(pyoxigraph.__version__, *said)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


# --- stores in the cache ------------------------------------------------------------------------------


def opened(cache: Path, made: str) -> tuple[pyoxigraph.Store, Counts] | None:
    """The store of that key, or None; one that does not hold what the record beside it says is deleted."""
    at = cache / made
    if not at.exists():
        return None
    try:
        if sums.faults(at, made):
            raise ValueError(made)
        counts = Counts(**json.loads((at / "counts.json").read_bytes()))
        store = pyoxigraph.Store.read_only(str(at / "store"))
        if len(store) == counts.total:
            with contextlib.suppress(OSError):
                os.utime(at)
            return store, counts
    except (OSError, RuntimeError, ValueError, TypeError):
        pass
    discard(at)
    return None


def build(cache: Path, made: str, fill: Callable[[pyoxigraph.Store, Path], Counts]) -> None:
    """Fill a store under a name of our own and give it its key; ours goes if another was first."""
    draft = cache / f"{made}.tmp-{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir()
        store = pyoxigraph.Store(str(draft / "store"))
        counts = fill(store, draft)
        store.optimize()
        store.flush()
        del store  # closes it
        _write(draft / "counts.json", asdict(counts))
        _settled(draft)
        sums.seal(draft, made)
        sync(draft)
        with contextlib.suppress(OSError):
            os.rename(draft, cache / made)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    tidy(cache, made)


def _settled(draft: Path) -> None:
    """Wait until all of it is on disk, so that a store with its name is whole after a loss of power, too."""
    for at, _, names in os.walk(draft, topdown=False):
        for path in (*(Path(at, name) for name in names), Path(at)):
            sync(path)


def tidy(cache: Path, current: str) -> None:
    """Take away old stores, and what processes that died have left half done."""
    stores = sorted((age, path) for age, path in _entries(cache) if _KEY.fullmatch(path.name))
    for _, path in stores[:-KEPT]:
        if path.name != current:
            discard(path)
    for age, path in _entries(cache):
        if re.fullmatch(r"[0-9a-f]{32}\.(tmp|old)-\d+.*", path.name) and age < time.time() - STALE:
            shutil.rmtree(path, ignore_errors=True)


def is_key(name: str) -> bool:
    """Whether a folder of that name is a store."""
    return bool(_KEY.fullmatch(name))


def _entries(cache: Path) -> Iterator[tuple[float, Path]]:
    for path in list(cache.iterdir()):
        with contextlib.suppress(OSError):
            yield path.stat().st_mtime, path


def discard(at: Path) -> None:
    """Out of the way in one step, so that nobody opens a store that is half deleted."""
    away = at.with_name(f"{at.name}.old-{os.getpid()}-{time.monotonic_ns()}")
    with contextlib.suppress(OSError):
        os.rename(at, away)
        shutil.rmtree(away, ignore_errors=True)


def _write(path: Path, said: Any) -> None:
    """A small record, whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(said, sort_keys=True), encoding="utf-8")
    os.replace(draft, path)


def _json(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
