"""Damage mended: from the other copy, by computing anew, or by saying who else must do it; nothing is ever guessed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from vakgraph import journal
from vakgraph.checkout import Checkout
from vakgraph.errors import VakError
from vakgraph.journal.files import put
from vakgraph.published import examining
from vakgraph.published.copying import archived, copied, taken
from vakgraph.published.damage import Damage
from vakgraph.published.pointer import NOTHING, Pointer, place, point, releases
from vakgraph.published.record import Record, files_of
from vakgraph.published.release import COPY, GRAPH, RECORD, STORES, Release, discard
from vakgraph.store import embedded, sums


def mend(folder: Checkout, found: list[Damage], store: Path | None = None) -> list[Damage]:
    """Mend all that can be mended; what is still damaged afterwards. Only one process at a time."""
    with journal.locked(folder.root, 10):
        journal.recover(folder.root)
        for each in found:
            if each.part == "history":
                shutil.rmtree(_entry(each.file), ignore_errors=True)
        discard(found)
        for at in releases(folder.root):
            _release(folder, at)
        if any(each.part == "pointer" for each in found):
            _point(folder)
    embedded.open(folder, store)
    return examining.damages(folder, store)


def _entry(file: Path) -> Path:
    """The change in the history that a file belongs to."""
    while file.parent.name != "history":
        file = file.parent
    return file


def _release(folder: Checkout, at: Path) -> None:
    """One release: the record first, the files by the record, the archive by the files, then the store."""
    release = examining.former(at) or _recorded(folder, at)
    if release is None:
        return
    if not release.damages(thorough=True):
        embedded.open(release.folder, release.stores)
        return
    record = release.record()
    assert record is not None
    there = dict(files_of(release.folder.root))
    for name in sorted(there.keys() - record.digests.keys()):
        there[name].unlink()
    for name, digest in record.digests.items():
        path = release.folder.root / name
        if sums.digest_of(path) != digest:
            text = _found(folder, at, name, digest)
            if text is None:
                return
            path.unlink(missing_ok=True)
            put(path, text)
    (at / COPY).unlink(missing_ok=True)
    archived(files_of(release.folder.root), at / COPY)
    (at / sums.NAME).unlink(missing_ok=True)
    for path in _strange(at):
        path.unlink()
    sums.seal(at, at.name, STORES)
    embedded.open(release.folder, release.stores)


def _strange(at: Path) -> Iterator[Path]:
    """What lies in the folder of a release and belongs to no part of it."""
    for path in at.iterdir():
        if path.is_file() and path.name not in (RECORD, COPY, sums.NAME):
            yield path
    for path in (at / GRAPH).rglob("*"):
        if path.is_file() and path not in set(dict(files_of(at / GRAPH)).values()):
            yield path


def _found(folder: Checkout, at: Path, name: str, digest: str) -> bytes | None:
    """The bytes with that digest: in the archive, in another release, or in the graph folder itself."""
    for text in _texts(folder, at, name):
        if text is not None and hashlib.sha256(text).hexdigest() == digest:
            return text
    return None


def _texts(folder: Checkout, at: Path, name: str) -> Iterator[bytes | None]:
    yield taken(at / COPY, name)
    for other in releases(folder.root):
        yield taken(other / COPY, name)
        for path in (other / GRAPH / name, folder.root / name):
            yield path.read_bytes() if path.is_file() else None


def _recorded(folder: Checkout, at: Path) -> Release | None:
    """The record computed anew, where that gives the one that the name of the release tells of."""
    scratch = at.parent / f"draft-record-{at.name}"
    try:
        for root in (at / GRAPH, None, folder.root):
            shutil.rmtree(scratch, ignore_errors=True)
            _laid(at, root, scratch / GRAPH)
            copy = Checkout(scratch / GRAPH)
            try:
                store = embedded.open(copy, scratch / STORES)
            except VakError:
                continue
            if store.directory is None:
                continue
            record = Record.of(copy, store.counts, store.directory)
            if record.digest.startswith(at.name.partition("-")[2]):
                put(at / RECORD, record.write())
                return Release(at, Pointer(at.name, record.digest))
        return None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _laid(at: Path, root: Path | None, to: Path) -> None:
    """The files of a folder, or else of the archive, in a place of their own."""
    if root is not None:
        return copied(files_of(root), to)
    for name in dict(files_of(at / GRAPH)):
        if (text := taken(at / COPY, name)) is not None:
            put(to / name, text)


def _point(folder: Checkout) -> None:
    """To the newest release that is whole; to none where there is none."""
    whole = [release for at in releases(folder.root) if (release := examining.former(at))]
    whole = [each for each in whole if not each.damages(thorough=True)]
    if place(folder.root).is_dir():
        point(folder.root, whole[-1].pointer if whole else NOTHING)
