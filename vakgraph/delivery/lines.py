"""Any number of statements as sorted lines, each once, in bounded memory; nameless things get fixed names."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, compress, groupby, islice
from operator import itemgetter, ne
from types import TracebackType
from typing import Any, BinaryIO, Self

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

from vakgraph.delivery.refusals import newer, refused
from vakgraph.delivery.scratch import scratch

ROOM = 40_000_000  # bytes of lines in memory, what Python needs around each included
MUCH = 16 * ROOM  # for who would rather be fast
BATCH, _BLOCK = 5_000, 1 << 16
AROUND = 41  # bytes that Python keeps for a line besides its text: the object, and its place in the list
_FIRST: Callable[[tuple[bytes, object]], bytes] = itemgetter(0)
# Only a batch that holds one of these is looked into. Before each a sign of it that is found much faster than it is.
_SUSPECT = ((b"_", b"_:"), (b"\\", b"\\u0000"))
_NEWER = ((b"(", b"> <<( "), (b"@", b"--ltr"), (b"@", b"--rtl"))  # RDF 1.2


class Lines:
    """Sorted lines without line ends, to be walked any number of times. Use it in a `with`.

    Not `strict`: who walks them refuses what only RDF 1.2 can say, by `only_12`.
    """

    def __init__(self, room: int = ROOM, watch: tuple[bytes, ...] = (), strict: bool = True) -> None:
        self._suspect = (*_SUSPECT, *_NEWER) if strict else _SUSPECT
        self._watch, self.seen = watch, False  # whether anything of what is watched for came by
        self._room, self._used = room, 0
        self._here: list[bytes] = []
        self._runs: list[BinaryIO] = []
        self._stack = ExitStack()
        self._nameless: set[Quad] = set()
        self._named: list[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._here, self._runs = [], []
        self._stack.close()

    def take(self, statements: Iterable[Quad] | Iterable[Triple]) -> None:
        """Take in triples or quads."""
        each = iter(statements)
        while batch := list(islice(each, BATCH)):
            text = _text(batch)
            self.seen = self.seen or any(word in text for word in self._watch)
            if any(sign in text and whole in text for sign, whole in self._suspect):
                text = _text(list(self._plain(batch)))
            lines = text.split(b"\n")
            del lines[-1]  # behind the last line end is nothing
            self._keep(lines, len(text))

    def take_lines(self, lines: list[bytes]) -> None:
        """Take in statements that are lines already."""
        self._keep(lines, sum(map(len, lines)))

    def _keep(self, lines: list[bytes], size: int) -> None:
        self._here += lines
        self._used += size + AROUND * len(lines)
        if self._used > self._room:
            self._spill()

    def __iter__(self) -> Iterator[bytes]:
        if self._named is None:
            self._named = _named(self._nameless)
            self._here.sort()
        if not self._runs and not self._named:
            return compress(self._here, map(ne, self._here, chain((b"",), self._here)))  # unlike the one before it
        return map(_FIRST, groupby(heapq.merge(self._here, self._named, *map(_read, self._runs))))

    @property
    def nameless(self) -> bool:
        """Whether any statement is about, or points at, something without a name."""
        return bool(self._nameless)

    def _plain(self, batch: list[Any]) -> Iterator[Any]:
        """What RDF 1.1 can say of named things; the nameless are set aside."""
        for each in batch:
            value = each.object
            if isinstance(value, Triple) or (isinstance(value, Literal) and value.direction is not None):
                raise newer(each)
            if isinstance(value, Literal) and "\x00" in value.value:
                raise refused("RDF", "het teken NUL", "the character NUL", each)
            if isinstance(each.subject, BlankNode) or isinstance(value, BlankNode):
                self._nameless.add(each if isinstance(each, Quad) else Quad(*each))
            else:
                yield each

    def _spill(self) -> None:
        """Put what is in memory on disk, sorted; in a file without a name, which a killed process leaves nowhere."""
        file = self._stack.enter_context(scratch())
        self._runs.append(file)
        self._here.sort()
        for at in range(0, len(self._here), BATCH):
            file.write(b"\n".join(self._here[at : at + BATCH]) + b"\n")
        self._here, self._used = [], 0


def only_12(term: bytes) -> bool:
    """Whether this object of a line is one that RDF 1.1 does not know: a statement, or a text with a direction."""
    return term.startswith(b"<<(") or term.endswith((b"--ltr", b"--rtl"))


def _text(batch: list[Any]) -> bytes:
    """N-Triples or N-Quads."""
    form = RdfFormat.N_QUADS if batch and isinstance(batch[0], Quad) else RdfFormat.N_TRIPLES
    return serialize(batch, format=form) or b""


def _read(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file from its beginning, whoever else reads it at the same time."""
    at, rest = 0, b""
    while block := _block(file, at):
        at += len(block)
        *lines, rest = (rest + block).split(b"\n")
        yield from lines


def _block(file: BinaryIO, at: int) -> bytes:
    file.seek(at)
    return file.read(_BLOCK)


def _named(nameless: Iterable[Quad]) -> list[bytes]:
    """RDFC-1.0: it looks at no statement but those with nameless things, so these suffice to name them."""
    dataset = Dataset(nameless)
    if not len(dataset):
        return []
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(_text(list(dataset)).split(b"\n")[:-1])
