"""Where the graph folders lie: `ontology/`, `data/` and `queries/`, found once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vakgraph.errors import GraphMissing

MARK = Path("ontology") / "vak.ttl"  # a folder that holds this is a graph folder
VARIABLE = "VAKGRAPH_ROOT"
JOURNAL = ".vakgraph"  # where changes are kept until they are whole
_HERE = Path(__file__).resolve().parent
_WHEEL = _HERE / "folders"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A graph folder: what may be said, what is said and what may be asked."""

    root: Path

    @property
    def ontology(self) -> Path:
        return self.root / "ontology"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def queries(self) -> Path:
        return self.root / "queries"

    @property
    def packaged(self) -> bool:
        """Whether this is the copy inside an installed package."""
        return self.root == _WHEEL

    @property
    def writable(self) -> bool:
        """May facts be added here? Never to the copy inside an installed package."""
        return not self.packaged and os.access(self.data if self.data.exists() else self.root, os.W_OK)

    def graph_files(self) -> list[Path]:
        """The files that are loaded: the ontology, its concepts and the data; no shapes, no alignments."""
        concepts = sorted(_files(self.ontology / "concepts", ".ttl"))
        return [self.root / MARK, *concepts, *sorted(_files(self.data, ".ttl"))]

    def derive_files(self) -> list[Path]:
        """The queries that say what follows, in the order in which they run."""
        return sorted(_files(self.queries / "derive", ".rq"))

    def relative(self, path: Path) -> str:
        """The path below the root with forward slashes, such as `data/project/r1-baanwijs.ttl`."""
        return path.relative_to(self.root).as_posix()


def _files(folder: Path, suffix: str) -> Iterator[Path]:
    """Every visible file below `folder` with that suffix; examples are not facts."""
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(suffix) and not name.startswith(".") and name != "examples.ttl":
                yield Path(at, name)


def find(root: str | Path | None = None) -> Checkout:
    """The graph folder: the one named, else around the working folder, else the one that came along.

    What a process that died left half written there is finished first, so that nobody reads a mix.
    """
    found = _found(root)
    if (found.root / JOURNAL).is_dir():
        from vakgraph import journal

        journal.mend(found.root)
    return found


def unfinished(root: str | Path | None = None) -> Checkout:
    """The same, where a change that is not finished stays as it is: only to look at, never to read from."""
    return _found(root)


def _found(root: str | Path | None) -> Checkout:
    named = root or os.environ.get(VARIABLE)
    if named:
        return _named(Path(named).expanduser().resolve())
    here = Path.cwd()
    for folder in (here, *here.parents, _HERE.parent, _WHEEL):
        if (folder / MARK).is_file():
            return Checkout(folder)
    raise GraphMissing(
        f"Hier is geen graaf: geen map met {MARK.as_posix()}. Noem er een met --root MAP of {VARIABLE}.",
        f"There is no graph here: no folder with {MARK.as_posix()}. Name one with --root DIR or {VARIABLE}.",
    )


def _named(folder: Path) -> Checkout:
    """The folder a person named, which must be a graph folder."""
    if (folder / MARK).is_file():
        return Checkout(folder)
    raise GraphMissing(
        f"{folder} is geen graaf: {MARK.as_posix()} ontbreekt daar. Noem de map waarin ontology/ ligt.",
        f"{folder} is no graph: {MARK.as_posix()} is missing there. Name the folder that holds ontology/.",
    )
