"""The record of a release: triples and digest per graph and file; the same graph folder gives the same record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from vakgraph.checkout import Checkout
from vakgraph.store import embedded
from vakgraph.store.cache import Counts
from vakgraph.store.sums import digest_of

FOLDERS = ("ontology", "data", "queries")
LOOSE = ("CHANGELOG.md",)


@dataclass(frozen=True, slots=True)
class Record:
    """`graphs`: home -> (triples, SHA-256); `files`: what else lies in the folder; `derived`: what follows."""

    graphs: Mapping[str, tuple[int, str]]
    files: Mapping[str, str]
    derived: tuple[int, str]
    triples: int

    @property
    def digests(self) -> dict[str, str]:
        """Name -> SHA-256 of every file of the folder."""
        return {**self.files, **{name: digest for name, (_, digest) in self.graphs.items()}}

    def write(self) -> bytes:
        """The record as it stands on disk."""
        return (json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.write()).hexdigest()

    @classmethod
    def read(cls, text: bytes) -> Record:
        """ValueError, KeyError or TypeError where it is none."""
        said = json.loads(text)
        graphs = {name: (int(count), str(digest)) for name, (count, digest) in said["graphs"].items()}
        count, digest = said["derived"]
        return cls(graphs, dict(said["files"]), (int(count), str(digest)), int(said["triples"]))

    @classmethod
    def of(cls, folder: Checkout, counts: Counts, store: Path) -> Record:
        """The record of a folder with that store; `counts` is what the store was filled with."""
        graphs = {name: (count, digest_of(folder.root / name)) for name, count in sorted(counts.files.items())}
        files = {name: digest_of(path) for name, path in sorted(files_of(folder.root)) if name not in graphs}
        return cls(graphs, files, (counts.derived, digest_of(store / embedded.DERIVED)), counts.total)


def files_of(root: Path) -> Iterator[tuple[str, Path]]:
    """Every file that belongs to a release, by its name: the folders of the graph and what its pages tell besides."""
    for name in FOLDERS:
        for path in sorted((root / name).rglob("*")):
            below = path.relative_to(root)
            if path.is_file() and not any(part.startswith(".") for part in below.parts):
                yield below.as_posix(), path
    for name in LOOSE:
        if (root / name).is_file():
            yield name, root / name
