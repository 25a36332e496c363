"""One release: a graph folder with its store that nobody changes, looked over before anything is answered from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vakgraph.checkout import Checkout
from vakgraph.graph import VakGraph
from vakgraph.published.damage import Damage, Damaged
from vakgraph.published.pointer import NAME as POINTER
from vakgraph.published.pointer import Pointer, current, place
from vakgraph.published.record import Record, files_of
from vakgraph.store import cache, sums
from vakgraph.store.embedded import EmbeddedStore

RECORD, GRAPH, COPY, STORES = "record.json", "graph", "graph.zip", "stores"


@dataclass(frozen=True, slots=True)
class Release:
    """A release by its pointer, in the folder `at`."""

    at: Path
    pointer: Pointer

    @classmethod
    def served(cls, root: Path) -> Release | None:
        """The one that is served; None where nothing was published."""
        pointer = current(root)
        return cls(place(root) / pointer.release, pointer) if pointer else None

    @property
    def folder(self) -> Checkout:
        return Checkout(self.at / GRAPH)

    @property
    def stores(self) -> Path:
        return self.at / STORES

    def record(self) -> Record | None:
        """The record that the pointer means; None where it is gone or damaged."""
        try:
            made = Record.read((self.at / RECORD).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return made if made.digest == self.pointer.record else None

    def open(self, language: str = "nl") -> VakGraph:
        """A desk that answers from this release and from nothing else. Raises `Damaged`; a store is made anew.

        Every byte is read, which takes a second per gigabyte: what is opened is shown for weeks.
        """
        found = self.damages(thorough=True)
        if any(each.part != "store" for each in found):
            raise Damaged([each for each in found if each.part != "store"])
        discard(found)
        desk = VakGraph.open(self.folder.root, self.stores, language)
        record = self.record()
        counted = desk.store.size() if isinstance(desk.store, EmbeddedStore) else -1
        if record is None or counted != record.triples:
            raise Damaged([Damage(self.at / RECORD, "count", "record")])
        return desk

    def damages(self, thorough: bool = False) -> list[Damage]:
        """What is damaged: at a glance, by what the file system says; or thorough, by every byte."""
        if not self.at.is_dir():
            return [Damage(self.at.parent / POINTER, "record", "republish"), Damage(self.at, "gone", "republish")]
        record = self.record()
        if record is None:
            kind = "changed" if (self.at / RECORD).exists() else "gone"
            return [Damage(self.at / RECORD, kind, "record"), *self._of_store(thorough)]
        found = sums.faults(self.at, self.at.name, STORES, thorough)
        if any(each.file.name == sums.NAME for each in found):
            told = [Damage(self.at / sums.NAME, "record", "record"), *self._by_record(record)]
        else:
            told = [Damage(each.file, each.kind, self._part(each.file)) for each in found]
        return [*told, *self._of_store(thorough)]

    def _part(self, file: Path) -> str:
        if file == self.at / COPY:
            return "copy"
        return "truth" if (self.at / GRAPH) in file.parents else "record"

    def _by_record(self, record: Record) -> Iterator[Damage]:
        """The files of the graph against the record itself, where the sums cannot be trusted."""
        there, wanted = dict(files_of(self.folder.root)), record.digests
        for name in sorted(wanted.keys() | there.keys()):
            path = self.folder.root / name
            if name not in there:
                yield Damage(path, "gone", "truth")
            elif name not in wanted:
                yield Damage(path, "foreign", "truth")
            elif sums.digest_of(path) != wanted[name]:
                yield Damage(path, "changed", "truth")

    def _of_store(self, thorough: bool) -> Iterator[Damage]:
        for at in sorted(self.stores.iterdir()) if self.stores.is_dir() else ():
            if cache.is_key(at.name):
                yield from of_store(at, thorough)


def discard(found: Iterable[Damage]) -> None:
    """Take away the stores that are damaged; each is made anew when it is asked for."""
    for file in {each.file for each in found if each.part == "store"}:
        at = next((at for at in (file, *file.parents) if cache.is_key(at.name)), None)
        if at and at.exists():
            cache.discard(at)


def of_store(at: Path, thorough: bool) -> Iterator[Damage]:
    """What is damaged in a store of that key; one that is not there yet is made when it is asked for."""
    if at.exists():
        yield from (Damage(each.file, each.kind, "store") for each in sums.faults(at, at.name, "", thorough))
