"""Everything on disk looked over, byte by byte: the files of the graph, the journal, every release, every store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vakgraph import journal, turtle
from vakgraph.checkout import JOURNAL, Checkout
from vakgraph.errors import InputError, VakError
from vakgraph.published.damage import Damage, Damaged
from vakgraph.published.pointer import NAME, RELEASE, Pointer, current, place, releases
from vakgraph.published.record import Record
from vakgraph.published.release import RECORD, Release, of_store
from vakgraph.store import cache, sums


def damages(folder: Checkout, store: Path | None = None) -> list[Damage]:
    """All that is damaged; the journal first, for what is not finished there is told as nothing else."""
    return [*_of_journal(folder), *_of_files(folder), *of_releases(folder.root), *_of_cache(folder, store)]


def _of_journal(folder: Checkout) -> Iterator[Damage]:
    at = folder.root / JOURNAL
    if journal.pending(folder.root):
        yield Damage(at / "pending", "pending", "journal")
    kept = at / "history"
    for each in sorted(kept.iterdir()) if kept.is_dir() else ():
        for file in journal.damaged(each):
            yield Damage(file, "changed" if file.exists() else "gone", "history")


def _of_files(folder: Checkout) -> Iterator[Damage]:
    """Files of the graph that cannot be read; whether they say what they should, version control knows."""
    for path in folder.graph_files():
        try:
            turtle.read(path)
        except InputError as error:
            head = len(error.where) + 2 if error.where else 0
            place = f"{error.line}:{error.column} " if error.line else ""
            yield Damage(path, "unread", "live", (place + error.nl[head:], place + error.en[head:]))
        except (OSError, VakError):
            yield Damage(path, "unread", "live")


# ---- what is published


def of_releases(root: Path) -> Iterator[Damage]:
    """The pointer, what it points to, and the former releases."""
    served: Pointer | None = None
    try:
        served = current(root)
    except Damaged as error:
        yield from error.found
    there = {path.name for path in releases(root)}
    if served and served.release not in there:
        yield Damage(place(root) / NAME, "record", "pointer")
        yield Damage(place(root) / served.release, "gone", "republish")
    for path in releases(root):
        if served and path.name == served.release:
            yield from Release(path, served).damages(thorough=True)
        else:
            yield from _of_former(path)


def _of_former(at: Path) -> Iterator[Damage]:
    """One that no pointer means: its name holds the beginning of the digest of its record."""
    release = former(at)
    if release is None:
        yield Damage(at / RECORD, "changed" if (at / RECORD).exists() else "gone", "record")
    else:
        yield from release.damages(thorough=True)


def former(at: Path) -> Release | None:
    """A release by its folder alone; None where its record is not the one that its name tells of."""
    named = RELEASE.fullmatch(at.name)
    try:
        digest = Record.read((at / RECORD).read_bytes()).digest
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Release(at, Pointer(at.name, digest)) if named and digest.startswith(named[2]) else None


# ---- stores that are made from files


def _of_cache(folder: Checkout, store: Path | None) -> Iterator[Damage]:
    at = cache.folder(store)
    for path in sorted(at.iterdir()) if at else ():
        if cache.is_key(path.name) and (path / sums.NAME).exists() | (path.name == _key(folder)):
            yield from of_store(path, thorough=True)


def _key(folder: Checkout) -> str:
    try:
        return cache.key(folder)
    except OSError:
        return ""
