"""SHACL property paths: read from triples, written as SPARQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal as Choice

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph.namespaces import OUTSIDE

Term = NamedNode | BlankNode | Literal
PathKind = Choice["predicate", "inverse", "sequence", "alternative", "zeroOrMore", "oneOrMore", "zeroOrOne"]
# (subject, IRI of a property) -> the objects, in the order in which they were read.
Said = Callable[[Term, str], Sequence[Term]]

SH, RDF = OUTSIDE["sh"], OUTSIDE["rdf"]
NIL = NamedNode(RDF + "nil")
_ONE_STEP: dict[str, tuple[PathKind, str, str]] = {
    "inversePath": ("inverse", "^", ""),
    "zeroOrMorePath": ("zeroOrMore", "", "*"),
    "oneOrMorePath": ("oneOrMore", "", "+"),
    "zeroOrOnePath": ("zeroOrOne", "", "?"),
}
_SIGNS = {kind: (before, after) for kind, before, after in _ONE_STEP.values()}


class PathFault(ValueError):
    """A node that is no well-formed property path."""


@dataclass(frozen=True)
class Path:
    """One property path; `iri` for a predicate, `parts` for everything else."""

    kind: PathKind
    parts: tuple[Path, ...] = ()
    iri: NamedNode | None = None

    def sparql(self) -> str:
        """The path as SPARQL writes it; compound paths in parentheses."""
        if self.kind == "predicate":
            return str(self.iri)
        if self.kind in _SIGNS:
            before, after = _SIGNS[self.kind]
            inner = self.parts[0].sparql()
            return f"({before}{inner}{after})"
        sign = "/" if self.kind == "sequence" else "|"
        return f"({sign.join(part.sparql() for part in self.parts)})"

    def predicates(self) -> set[NamedNode]:
        """Every property that the path walks along."""
        own = {self.iri} if self.iri is not None else set()
        return own.union(*(part.predicates() for part in self.parts))

    @property
    def reaches_itself(self) -> bool:
        """Whether the path may have no steps, so that every node is a value of itself."""
        if self.kind in ("zeroOrMore", "zeroOrOne"):
            return True
        some = any if self.kind == "alternative" else all
        return bool(self.parts) and some(part.reaches_itself for part in self.parts)


def predicate(iri: NamedNode) -> Path:
    """The path of one property."""
    return Path("predicate", (), iri)


def items(head: Term, said: Said) -> tuple[Term, ...]:
    """The members of an RDF list; `PathFault` where it is none."""
    found: list[Term] = []
    seen: set[Term] = set()
    while head != NIL:
        first, rest = said(head, RDF + "first"), said(head, RDF + "rest")
        if len(first) != 1 or len(rest) != 1 or head in seen:
            raise PathFault(f"{head}")
        seen.add(head)
        found.append(first[0])
        head = rest[0]
    return tuple(found)


def read(node: Term, said: Said, above: tuple[Term, ...] = ()) -> Path:
    """The path that stands at `node`; of a node that says two things the list counts, as the W3C suite has it."""
    if node in above:
        raise PathFault(f"{node}")
    if isinstance(node, NamedNode):
        return predicate(node)
    inside = (*above, node)
    if said(node, RDF + "first"):
        return Path("sequence", _several(items(node, said), said, inside))
    for name, (kind, _, _) in _ONE_STEP.items():
        if steps := said(node, SH + name):
            return Path(kind, (read(steps[0], said, inside),))
    if either := said(node, SH + "alternativePath"):
        return Path("alternative", _several(items(either[0], said), said, inside))
    raise PathFault(f"{node}")


def _several(members: Sequence[Term], said: Said, above: tuple[Term, ...]) -> tuple[Path, ...]:
    if len(members) < 2:
        raise PathFault("fewer than two members")
    return tuple(read(member, said, above) for member in members)
