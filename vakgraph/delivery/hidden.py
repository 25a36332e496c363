"""What never goes out: what is invented or marked not to be shared, with all that lives with it or speaks of it.

A thing says `vak:fictional true` or `vak:notToBeShared true` of itself. With it stay: what stands in the file that it
has to itself; what has no name of its own and hangs on it; the claims about it and the conflicts that join one of
those; the findings of a study and the memberships of a consortium; what rests on no source but a hidden one; every
statement that points at any of these; and what only hidden claims say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from pyoxigraph import Quad, RdfFormat, serialize

from vakgraph.delivery.lines import BATCH, Lines
from vakgraph.delivery.terms import iri
from vakgraph.mint import home, kind_of
from vakgraph.namespaces import OUTSIDE, VAK

# A thing that says one of these of itself is not for others.
MARKS = tuple(f"<{VAK}{word}>".encode() for word in ("fictional", "notToBeShared"))
_TRUE = tuple(f'"{word}"^^<{OUTSIDE["xsd"]}boolean>'.encode() for word in ("true", "1"))
_RDF = OUTSIDE["rdf"]
_SAYS = {f"<{_RDF}{word}>".encode(): word for word in ("subject", "predicate", "object")}
# What says one of these of a hidden thing tells on it: it stays too.
_HANGS = {*_SAYS, f"<{VAK}joins>".encode(), f"<{VAK}fromStudy>".encode(), f"<{OUTSIDE['org']}organization>".encode()}
_FROM = f"<{OUTSIDE['prov']}wasDerivedFrom>".encode()
Claimed = tuple[bytes, bytes, bytes]


@dataclass
class Hidden:
    """The things that stay here, the files that are theirs, and what only hidden claims say."""

    things: set[bytes] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    claimed: set[Claimed] = field(default_factory=set)

    @classmethod
    def among(cls, lines: Iterable[bytes]) -> Hidden:
        """Look through all lines, which can be walked again; most graphs hide nothing and are walked once."""
        marked = set(_marked(lines))
        found = cls(marked, {_own_home(thing) for thing in marked} - {""})
        if marked:
            found._follow(lines)
        return found

    def __bool__(self) -> bool:
        return bool(self.things)

    def hides(self, term: bytes) -> bool:
        """Whether this thing stays here."""
        return term in self.things or bool(self.homes and term[:1] == b"<" and (home(iri(term)) or "") in self.homes)

    def filtered(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The lines that may go out."""
        return (line for line in lines if self.passes(line))

    def passes(self, line: bytes) -> bool:
        """Whether a line of N-Triples may go out."""
        subject, predicate, rest = line.split(b" ", 2)
        value = rest[:-2] if rest[:1] == b'"' else rest.split(b" ", 1)[0]
        return not (self.hides(subject) or self.hides(value) or (subject, predicate, value) in self.claimed)

    def _follow(self, lines: Iterable[bytes]) -> None:
        """Until nothing more follows: what hangs on a hidden thing, and what rests on hidden sources alone."""
        size = -1
        while size < len(self.things):
            size = len(self.things)
            hidden: set[bytes] = set()
            shared: set[bytes] = set()
            for line in lines:
                subject, predicate, rest = line.split(b" ", 2)
                value = rest.split(b" ", 1)[0]
                if predicate in _HANGS and value[:1] != b'"' and self.hides(value):
                    self.things.add(subject)
                elif value[:2] == b"_:" and self.hides(subject):
                    self.things.add(value)
                elif predicate == _FROM:
                    (hidden if self.hides(value) else shared).add(subject)
            self.things |= {thing for thing in hidden - shared if not self.hides(thing)}
        ours, others = self._claims(lines)
        self.claimed = ours - others

    def _claims(self, lines: Iterable[bytes]) -> tuple[set[Claimed], set[Claimed]]:
        """What the hidden claims say, and what the others do."""
        parts: dict[bytes, dict[str, bytes]] = {}
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            if predicate in _SAYS:
                value = rest[:-2] if rest[:1] == b'"' else rest.split(b" ", 1)[0]
                parts.setdefault(subject, {})[_SAYS[predicate]] = value
        said: tuple[set[Claimed], set[Claimed]] = (set(), set())
        for claim, part in parts.items():
            if len(part) == len(_SAYS):
                said[not self.hides(claim)].add((part["subject"], part["predicate"], part["object"]))
        return said


@dataclass
class Stayed:
    """The things of a selection that stay here; known once it is walked to the end."""

    things: set[bytes] = field(default_factory=set)


def apart(whole: Iterable[Quad], some: Iterable[Quad]) -> tuple[Iterator[Quad], Stayed]:
    """Of a selection what may go out, by what the whole graph says: the selection may lack the mark that tells."""
    with Lines(watch=MARKS) as lines:
        lines.take(whole)
        hidden = Hidden.among(lines if lines.seen else ())
    told = Stayed()
    return _apart(hidden, some, told) if hidden else iter(some), told


def _apart(hidden: Hidden, some: Iterable[Quad], told: Stayed) -> Iterator[Quad]:
    each = iter(some)
    while batch := list(islice(each, BATCH)):
        written = serialize([quad.triple for quad in batch], format=RdfFormat.N_TRIPLES) or b""
        for quad, line in zip(batch, written.split(b"\n"), strict=False):
            if hidden.passes(line):
                yield quad
            elif hidden.hides(subject := line.split(b" ", 1)[0]):
                told.things.add(subject)


def _marked(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        if MARKS[0] in line or MARKS[1] in line:
            subject, predicate, rest = line.split(b" ", 2)
            if predicate in MARKS and rest.startswith(_TRUE):
                yield subject


def _own_home(thing: bytes) -> str:
    """The file that a thing has to itself; "" for what lives in the file of another."""
    kind = kind_of(iri(thing))
    return (home(iri(thing)) or "") if kind and kind.home == "own" else ""
