"""From statements to a file: sorted, without what must stay here, whole or not at all, with its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, Triple, parse

from vakgraph.delivery.about import About
from vakgraph.delivery.forms import FORMS, Form
from vakgraph.delivery.hidden import MARKS, Hidden
from vakgraph.delivery.lines import BATCH, MUCH, ROOM, Lines
from vakgraph.turtle.replacing import replacing

BOUNDED = ("nt", "nq", "csvw", "xlsx")  # these stay below 300 MB whatever the size; the others may take more to be fast
_MARKED = tuple(b' %b "' % mark for mark in MARKS)  # a mark that has a value, as the ontology's own words have not


@dataclass(frozen=True, slots=True)
class Exported:
    """How many statements went out, the RDFC-1.0 digest (SHA-256) of them, and how many things stayed here.

    `banded`: how many small counts of people left as a band; that is done before, by `exporting.export`.
    """

    count: int
    digest: str
    hidden: int = 0
    banded: int = 0


def export(
    statements: Iterable[Quad] | Iterable[Triple],
    out: Path | BinaryIO,
    form: Form = FORMS["ttl"],
    about: About | None = None,
) -> Exported:
    """Write any number of statements. What stood at `out` stays whole until the new file is on disk."""
    with ExitStack() as stack:
        file = stack.enter_context(replacing(out)) if isinstance(out, Path) else out
        room = ROOM if form.word in BOUNDED else MUCH
        lines = stack.enter_context(Lines(room, _MARKED, strict=not form.strict))
        lines.take(statements)
        hidden = Hidden.among(lines if lines.seen else ())
        if hidden:
            whole, lines = lines, stack.enter_context(Lines())
            _again(lines, hidden.filtered(whole))
        return _written(lines, file, form, about or About(), len(hidden.things))


def _written(lines: Lines, file: BinaryIO, form: Form, about: About, hidden: int) -> Exported:
    """The digest is that of the statements as the format holds them: with their graphs where it has graphs."""
    count = Counted(lines if form.arrange is None or form.regrouped else Arranged(lines, form.arrange))
    if not form.regrouped:
        form.write(count, file, about)
        return Exported(*count.told(), hidden)
    assert form.arrange
    with Lines() as grouped:
        _batched(grouped, form.arrange(lines))
        form.write(grouped, file, about)
    return Exported(*Counted(map(_as_quad, form.arrange(lines))).told(), hidden)


def _as_quad(line: bytes) -> bytes:
    """A line that begins with its graph as a line of N-Quads."""
    graph, line = line.split(b" ", 1)
    return line if graph == b"-" else line[:-1] + graph + b" ."


class Arranged:
    """Lines in another arrangement, to be walked any number of times."""

    def __init__(self, lines: Lines, arrange: Callable[[Iterable[bytes]], Iterator[bytes]]) -> None:
        self._lines, self._arrange = lines, arrange

    def __iter__(self) -> Iterator[bytes]:
        return self._arrange(self._lines)


class Counted:
    """Lines that are counted and digested the first time that they are walked to the end."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines, self._said = lines, ("", 0)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._lines) if self._said[0] else chain.from_iterable(self._batches())

    def _batches(self) -> Iterator[list[bytes]]:
        digest, count, each = hashlib.sha256(), 0, iter(self._lines)
        while batch := list(islice(each, BATCH)):
            digest.update(b"\n".join(batch) + b"\n")
            count += len(batch)
            yield batch
        self._said = (digest.hexdigest(), count)

    def told(self) -> tuple[int, str]:
        """How many there are, and their digest."""
        if not self._said[0]:
            for _ in self:
                pass
        return self._said[1], self._said[0]


def _batched(lines: Lines, each: Iterator[bytes]) -> None:
    while batch := list(islice(each, BATCH)):
        lines.take_lines(batch)


def _again(lines: Lines, each: Iterator[bytes]) -> None:
    """Take in lines whose nameless things are named anew: fewer statements, other names."""
    while batch := list(islice(each, BATCH)):
        loose = [line for line in batch if line.startswith(b"_:") or line.split(b" ", 2)[2].startswith(b"_:")]
        lines.take(quad.triple for quad in parse(b"\n".join(loose), format=RdfFormat.N_TRIPLES))
        lines.take_lines([line for line in batch if line not in loose] if loose else batch)
