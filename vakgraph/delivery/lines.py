"""Any number of statements as sorted lines, each once, in bounded memory; nameless things get fixed names."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from vakgraph.delivery.refusals import refused

ROOM = 160_000_000  # bytes of lines in memory, what Python needs around each included
BATCH = 5_000
AROUND = 41  # bytes that Python keeps for a line besides its text: the object, and its place in the list
_FIRST: Callable[[tuple[bytes, object]], bytes] = itemgetter(0)
_SUSPECT = (b"_:", b"<<(", b"--", b"\\u0000")  # only a batch that holds one of these is looked into


class Lines:
    """Sorted lines without line ends, to be walked any number of times. Use it in a `with`."""

    def __init__(self, room: int = ROOM, watch: tuple[bytes, ...] = ()) -> None:
        self._watch, self.seen = watch, False  # whether anything of what is watched for came by
        self._room, self._used = room, 0
        self._here: list[bytes] = []
        self._runs: list[Path] = []
        self._nameless: set[Quad] = set()
        self._named: list[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._here, self._runs = [], []
        if self._folder:
            self._folder.cleanup()

    def take(self, statements: Iterable[Quad] | Iterable[Triple]) -> None:
        """Take in triples or quads."""
        each = iter(statements)
        while batch := list(islice(each, BATCH)):
            text = _text(batch)
            self.seen = self.seen or any(word in text for word in self._watch)
            if any(sign in text for sign in _SUSPECT):
                text = _text(list(self._plain(batch)))
            self.take_lines(text.split(b"\n")[:-1])

    def take_lines(self, lines: list[bytes]) -> None:
        """Take in statements that are lines already."""
        self._here += lines
        self._used += sum(map(len, lines)) + AROUND * len(lines)
        if self._used > self._room:
            self._spill()

    def __iter__(self) -> Iterator[bytes]:
        if self._named is None:
            self._named = _named(self._nameless)
            self._here.sort()
        runs: list[Iterable[bytes]] = [self._here, *map(_read, self._runs)]
        runs += [self._named] if self._named else []
        ordered = runs[0] if len(runs) == 1 else heapq.merge(*runs)
        return map(_FIRST, groupby(ordered))

    @property
    def nameless(self) -> bool:
        """Whether any statement is about, or points at, something without a name."""
        return bool(self._nameless)

    def _plain(self, batch: list[Any]) -> Iterator[Any]:
        """What RDF 1.1 can say of named things; the nameless are set aside."""
        for each in batch:
            value = each.object
            if isinstance(value, Triple) or (isinstance(value, Literal) and value.direction is not None):
                raise refused("RDF 1.1", "iets wat alleen RDF 1.2 kan zeggen", "what only RDF 1.2 can say", each)
            if isinstance(value, Literal) and "\x00" in value.value:
                raise refused("RDF", "het teken NUL", "the character NUL", each)
            if isinstance(each.subject, BlankNode) or isinstance(value, BlankNode):
                self._nameless.add(each if isinstance(each, Quad) else Quad(*each))
            else:
                yield each

    def _spill(self) -> None:
        """Put what is in memory on disk, sorted."""
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="vakgraph-")
        path = Path(self._folder.name, str(len(self._runs)))
        self._here.sort()
        with open(path, "wb", buffering=1 << 20) as file:
            for at in range(0, len(self._here), BATCH):
                file.write(b"\n".join(self._here[at : at + BATCH]) + b"\n")
        self._runs.append(path)
        self._here, self._used = [], 0


def _text(batch: list[Any]) -> bytes:
    """N-Triples or N-Quads."""
    form = RdfFormat.N_QUADS if batch and isinstance(batch[0], Quad) else RdfFormat.N_TRIPLES
    return serialize(batch, format=form) or b""


def _read(path: Path) -> Iterator[bytes]:
    with open(path, "rb", buffering=1 << 18) as file:
        for line in file:
            yield line[:-1]


def _named(nameless: Iterable[Quad]) -> list[bytes]:
    """RDFC-1.0: it looks at no statement but those with nameless things, so these suffice to name them."""
    dataset = Dataset(nameless)
    if not len(dataset):
        return []
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(_text(list(dataset)).split(b"\n")[:-1])
