"""What never goes out: what is invented or marked not to be shared, with all that lives with it or speaks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vakgraph.delivery.terms import iri
from vakgraph.mint import home, kind_of
from vakgraph.namespaces import OUTSIDE, VAK

# A thing that says one of these of itself is not for others.
MARKS = tuple(f"<{VAK}{word}>".encode() for word in ("fictional", "notToBeShared"))
_TRUE = tuple(f'"{word}"^^<{OUTSIDE["xsd"]}boolean>'.encode() for word in ("true", "1"))
_RDF = OUTSIDE["rdf"]
_SAYS = {f"<{_RDF}{word}>".encode(): word for word in ("subject", "predicate", "object")}
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
        for line in lines:
            subject, predicate, rest = line.split(b" ", 2)
            value = rest[:-2] if rest[:1] == b'"' else rest.split(b" ", 1)[0]
            if not (self.hides(subject) or self.hides(value) or (subject, predicate, value) in self.claimed):
                yield line

    def _follow(self, lines: Iterable[bytes]) -> None:
        """A claim about what is hidden is hidden, and so is what hangs on it without a name of its own."""
        size = -1
        while size < len(self.things):
            size = len(self.things)
            for line in lines:
                subject, predicate, rest = line.split(b" ", 2)
                value = rest.split(b" ", 1)[0]
                if predicate in _SAYS and value[:1] != b'"' and self.hides(value):
                    self.things.add(subject)
                elif value[:2] == b"_:" and self.hides(subject):
                    self.things.add(value)
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
