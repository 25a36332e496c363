"""Turtle, TriG and RDF 1.2 Turtle from sorted lines: one object a line, all prefixes always, for short diffs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from vakgraph.delivery.about import About
from vakgraph.delivery.lines import only_12
from vakgraph.delivery.refusals import newer
from vakgraph.delivery.terms import Pair, blocks
from vakgraph.namespaces import OUTSIDE, prefixes

RDF, XSD = OUTSIDE["rdf"], OUTSIDE["xsd"]
TYPE = f"<{RDF}type>".encode()
_PARTS = [f"<{RDF}{word}>".encode() for word in ("subject", "predicate", "object")]
_KEPT, _LONG = 100_000, 200
_LOCAL = re.compile(rb"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")  # what every reader takes, rdflib included
_BARE = {
    f'"^^<{XSD}integer>'.encode(): re.compile(rb'"(0|-?[1-9][0-9]*)'),
    f'"^^<{XSD}decimal>'.encode(): re.compile(rb'"(-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9])'),
    f'"^^<{XSD}boolean>'.encode(): re.compile(rb'"(true|false)'),
}


class Names(dict[bytes, bytes]):
    """`<address>` -> how Turtle writes it: short where that is safe. It keeps the ones it met."""

    def __init__(self) -> None:
        super().__init__()
        spaces = {b"<" + space.encode(): prefix.encode() + b":" for prefix, space in prefixes().items()}
        self._spaces = {space: prefix for space, prefix in spaces.items() if space.endswith((b"/", b"#"))}
        self._others = [(space, prefix) for space, prefix in spaces.items() if space not in self._spaces]

    def __missing__(self, term: bytes) -> bytes:
        if len(self) > _KEPT:
            self.clear()
        self[term] = made = self._made(term)
        return made

    def _made(self, term: bytes) -> bytes:
        """A name in a namespace that ends in its last slash or hash, or in one of the few others."""
        for space, prefix in self._others:
            if term.startswith(space) and _LOCAL.fullmatch(term, len(space), len(term) - 1):
                return prefix + term[len(space) : -1]
        at = max(term.rfind(b"/"), term.rfind(b"#")) + 1
        found = self._spaces.get(term[:at])
        return found + term[at:-1] if found and _LOCAL.fullmatch(term, at, len(term) - 1) else term

    def value(self, term: bytes) -> bytes:
        """Any term: a name, or a literal with a short datatype and bare numbers."""
        if not term.startswith(b'"'):
            return self[term]
        if not term.endswith(b">"):
            return term
        at = term.rindex(b'"^^<')
        bare = _BARE.get(term[at:])
        found = bare.fullmatch(term, 0, at) if bare else None
        return found[1] if found else term[: at + 3] + self[term[at + 3 :]]


class Begins(dict[bytes, bytes]):
    """A predicate -> how a line of Turtle begins."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, predicate: bytes) -> bytes:
        if len(self) > _KEPT:
            self.clear()
        self[predicate] = made = b"    " + self._names[predicate] + b" "
        return made


class Ends(dict[bytes, bytes]):
    """The end of a line of N-Triples, `object .`, -> how a line of Turtle ends. It keeps those that may come again."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, end: bytes) -> bytes:
        if only_12(end[:-2]):
            raise newer(end[:-2])
        made = self._names.value(end[:-2]) + b" ;\n"
        if len(end) < _LONG:
            if len(self) > _KEPT:
                self.clear()
            self[end] = made
        return made


def turtle(lines: Iterable[bytes], out: BinaryIO, about: About) -> None:
    """Turtle, in one loop: most exports are this, and large ones too."""
    names, last = Names(), b""
    ends, begins = Ends(names), Begins(names)
    kinds: list[bytes] = []
    rest: list[bytes] = []
    _head(out, about)
    for line in lines:
        subject, predicate, end = line.split(b" ", 2)
        if subject != last:
            if last:
                out.write(b"\n%b\n%b%b.\n" % (names[last], b"".join(kinds), b"".join(rest)))
            last, kinds, rest = subject, [], []
        if predicate == TYPE:
            kinds.append(b"    a " + ends[end])
        else:
            rest.append(begins[predicate] + ends[end])
    if last:
        out.write(b"\n%b\n%b%b.\n" % (names[last], b"".join(kinds), b"".join(rest)))


def turtle12(lines: Iterable[bytes], out: BinaryIO, about: About) -> None:
    """Turtle of RDF 1.2: a claim reifies the statement it claims, in place of its three parts."""
    names = Names()
    _head(out, about)
    for block in _blocks(((subject, _reified(said, names)) for subject, said in blocks(lines)), names):
        out.write(b"\n" + block)


def trig(lines: Iterable[bytes], out: BinaryIO, about: About) -> None:
    """TriG, from lines that begin with the graph: see `graphs.first`."""
    names = Names()
    _head(out, about)
    for graph, inside in groupby((line.split(b" ", 1) for line in lines), lambda parts: parts[0]):
        found = _blocks(blocks(line for _, line in inside), names)
        if graph == b"-":
            for block in found:
                out.write(b"\n" + block)
        else:
            out.write(b"\n" + names[graph] + b" {\n")
            for number, block in enumerate(found):
                out.write(b"\n" * bool(number) + block)
            out.write(b"}\n")


def _head(out: BinaryIO, about: About) -> None:
    """What it is, and every prefix, used or not: a fact with a new one changes no line up here."""
    out.write(f"# {about.said}\n".encode() if about.said else b"")
    out.write("".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in prefixes().items()).encode())


def _blocks(found: Iterable[tuple[bytes, list[Pair]]], names: Names) -> Iterator[bytes]:
    value = names.value
    for subject, said in found:
        kinds = [b"    a %b ;\n" % value(term) for predicate, term in said if predicate == TYPE]
        rest = [b"    %b %b ;\n" % (names[predicate], value(term)) for predicate, term in said if predicate != TYPE]
        yield names[subject] + b"\n" + b"".join(kinds) + b"".join(rest) + b".\n"


def _reified(said: list[Pair], names: Names) -> list[Pair]:
    """The same, with one triple term in place of subject, predicate and object where each stands once."""
    parts = [[value for predicate, value in said if predicate == part] for part in _PARTS]
    if any(len(part) != 1 for part in parts) or parts[0][0][:1] == b'"' or parts[1][0][:1] != b"<":
        return said
    term = b"<<( %b )>>" % b" ".join(names.value(part) for (part,) in parts)
    kept = [pair for pair in said if pair[0] not in _PARTS]
    return sorted([*kept, (f"<{RDF}reifies>".encode(), term)])
