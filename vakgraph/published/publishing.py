"""Publishing: the release is put together beside the one that is served, made sure, and named in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vakgraph import journal
from vakgraph.checkout import Checkout
from vakgraph.errors import GraphMissing, WriteError
from vakgraph.journal.files import sync
from vakgraph.published.copying import archived, copied
from vakgraph.published.damage import Damaged
from vakgraph.published.pointer import NAME, NOTHING, Pointer, current, place, point, releases, unpublished
from vakgraph.published.record import Record, files_of
from vakgraph.published.release import COPY, GRAPH, RECORD, STORES, Release
from vakgraph.store import cache, embedded, sums

KEPT = 3  # the newest releases stay: a server may still answer from one of them
ROOM = 3  # times the size of the files must be free, besides
SPARE = 2 * 1024 * 1024  # bytes
WAIT = 60.0  # seconds that a publisher waits for another one
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Published:
    """What is served now, and whether it was served already."""

    release: Release
    record: Record
    new: bool


def publish(folder: Checkout, progress: Progress | None = None, wait: float = WAIT) -> Published:
    """Serve the graph folder as it is now. All or nothing: else the former release stays, and `WriteError` says why."""
    _writable(folder)
    with journal.locked(folder.root, wait):
        journal.recover(folder.root)
        at = place(folder.root)
        try:
            at.mkdir(parents=True, exist_ok=True)
            former = _former(folder.root)
            _cleared(folder.root, former)
            if former and (same := _same(folder, Release(at / former.release, former))):
                return same
            _roomy(folder, at)
            return _made(folder, at, former, progress)
        except OSError as error:
            raise unpublished(at, error) from None


def _made(folder: Checkout, at: Path, former: Pointer | None, progress: Progress | None) -> Published:
    draft = at / f"draft-{os.getpid()}"
    try:
        record = _prepared(folder, draft, progress)
        pointer = Pointer(f"{_next(folder.root, former):06d}-{record.digest[:16]}", record.digest)
        release = Release(at / pointer.release, pointer)
        _sealed(draft, pointer.release)
        os.rename(draft, release.at)
        sync(at)
        point(folder.root, pointer)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    with suppress(OSError):
        _tidied(folder.root, pointer)
    return Published(release, record, True)


def _same(folder: Checkout, served: Release) -> Published | None:
    """What is served, where it is whole and the files are those of the folder."""
    record = served.record()
    if record is None or record.digests != {name: sums.digest_of(path) for name, path in files_of(folder.root)}:
        return None
    made = served.stores / cache.key(served.folder)  # by this very version of the program
    return None if served.damages() or not made.exists() else Published(served, record, False)


def _prepared(folder: Checkout, draft: Path, progress: Progress | None) -> Record:
    """The copy, the archive, the store and the record, in a folder that nobody looks at yet."""
    copy = Checkout(draft / GRAPH)
    copied(files_of(folder.root), copy.root)
    archived(files_of(copy.root), draft / COPY)
    store = embedded.open(copy, draft / STORES, progress)
    if store.directory is None or not store.counts.total:
        raise GraphMissing("De graaf is leeg; er is niets gepubliceerd.", "The graph is empty; nothing was published.")
    record = Record.of(copy, store.counts, store.directory)
    (draft / RECORD).write_bytes(record.write())
    return record


def _sealed(draft: Path, name: str) -> None:
    """Wait until all of it is on disk, and note what it is."""
    for path in (draft / STORES).glob("seen-*"):
        path.unlink()
    folders = (path for path in (draft / GRAPH).rglob("*") if path.is_dir())
    for path in (draft / COPY, draft / RECORD, draft / STORES, draft / GRAPH, *folders):
        sync(path)
    sums.seal(draft, name, STORES)
    sync(draft)


def _former(root: Path) -> Pointer | None:
    """What is served; where that is damaged the new release simply follows."""
    try:
        pointer = current(root)
    except Damaged:
        return None
    if pointer is None and not (place(root) / NAME).exists():
        point(root, NOTHING)
    return pointer


def _next(root: Path, former: Pointer | None) -> int:
    numbers = [int(path.name.partition("-")[0]) for path in releases(root)]
    return max([*numbers, former.number if former else 0]) + 1


def _cleared(root: Path, former: Pointer | None) -> None:
    """Take away what a process that died left behind."""
    for path in place(root).iterdir():
        if path.name.startswith(("draft-", "gone-")):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    for path in releases(root):
        if former and int(path.name.partition("-")[0]) > former.number:
            gone(path)


def _tidied(root: Path, now: Pointer) -> None:
    for path in releases(root)[:-KEPT]:
        if path.name != now.release:
            gone(path)


def gone(path: Path) -> None:
    """Out of the way in one step, then deleted."""
    away = path.with_name(f"gone-{path.name}-{os.getpid()}")
    os.rename(path, away)
    shutil.rmtree(away, ignore_errors=True)


def _roomy(folder: Checkout, at: Path) -> None:
    """Begin only where it will fit."""
    needed = ROOM * sum(path.stat().st_size for _, path in files_of(folder.root)) + SPARE
    free = shutil.disk_usage(at).free
    if free < needed:
        asked, left = f"{needed / 1e6:.0f} MB", f"{free / 1e6:.0f} MB"
        raise WriteError(
            f"Er is niet gepubliceerd: er is {asked} nodig bij {at}, en {left} vrij. De vorige uitgave blijft staan.",
            f"Nothing was published: {at} needs {asked} and has {left} free. The former release stays.",
        )


def _writable(folder: Checkout) -> None:
    if folder.packaged or not os.access(folder.root, os.W_OK):
        raise WriteError(
            f"In {folder.root} is niet te publiceren; noem met --root een grafmap waarin u mag schrijven.",
            f"Nothing can be published in {folder.root}; name a graph folder you may write to with --root.",
        )
