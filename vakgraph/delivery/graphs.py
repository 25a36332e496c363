"""Which named graph a statement stands in: that of its one source in TriG, that of its home file in N-Quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from vakgraph.delivery.terms import Pair, blocks, iri
from vakgraph.mint import home
from vakgraph.namespaces import BASE, KINDS, OUTSIDE

GRAPHS = BASE + "graph/"  # the address of a home file as a graph: `.../graph/data/project/r1-baanwijs.ttl`

_FROM = f"<{OUTSIDE['prov']}wasDerivedFrom>".encode()
_SOURCE = f"<{KINDS['source'].iri}".encode()
DEFAULT = b"-"


def first(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Each line with its graph before it, `-` for the default one."""
    for graph, line in placed(lines):
        yield (graph or DEFAULT) + b" " + line


def homes(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Each line of N-Triples as a line of N-Quads: what has a home file stands in the graph of that file."""
    for subject, said in groupby(lines, lambda line: line.split(b" ", 1)[0]):
        at = home(iri(subject))
        if at is None:
            yield from said
            continue
        graph = f"<{GRAPHS}{at}> .".encode()
        for line in said:
            loose = b" _:" in line and not line.endswith(b'" .') and line.split(b" ", 3)[2][:2] == b"_:"
            yield line if loose else line[:-1] + graph


def placed(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """(graph, line) of sorted lines of N-Triples.

    What rests on exactly one source stands in the graph of that source, and so does what a source says of itself.
    What rests on several or on none stands in the default graph, where `prov:wasDerivedFrom` names them: every
    statement stands once. So does what concerns something without a name, which a graph of its own would cut loose.
    """
    for subject, said in blocks(lines):
        graph = _graph(subject, said)
        for predicate, value in said:
            loose = subject[:2] == b"_:" or value[:2] == b"_:"
            yield b"" if loose else graph, b"%b %b %b ." % (subject, predicate, value)


def _graph(subject: bytes, said: list[Pair]) -> bytes:
    if subject.startswith(_SOURCE):
        return subject
    sources = [value for predicate, value in said if predicate == _FROM]
    return sources[0] if len(sources) == 1 and sources[0].startswith(_SOURCE) else b""
