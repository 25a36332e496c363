"""RDFC-1.0 by the letter of the recommendation, slow and small, to hold the engine's against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from itertools import permutations

from pyoxigraph import BlankNode, DefaultGraph, Quad

PREFIX = "c14n"


class _Issuer:
    """Names nodes in the order in which they are asked for."""

    def __init__(self, prefix: str) -> None:
        self.prefix, self.names = prefix, dict[str, str]()

    def issue(self, node: str) -> str:
        return self.names.setdefault(node, f"{self.prefix}{len(self.names)}")

    def copy(self) -> _Issuer:
        other = _Issuer(self.prefix)
        other.names = dict(self.names)
        return other


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class _Canonical:
    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = list(quads)
        self.canonical = _Issuer(PREFIX)
        self.about: dict[str, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            for node in {part.value for _, part in _blanks(quad)}:
                self.about[node].append(quad)

    def lines(self) -> list[str]:
        by_hash: dict[str, list[str]] = defaultdict(list)
        for node in self.about:
            by_hash[self._first(node)].append(node)
        for found in [key for key in sorted(by_hash) if len(by_hash[key]) == 1]:
            self.canonical.issue(by_hash.pop(found)[0])
        for found in sorted(by_hash):
            paths = []
            for node in by_hash[found]:
                if node not in self.canonical.names:
                    issuer = _Issuer("b")
                    issuer.issue(node)
                    paths.append(self._many(node, issuer))
            for _, issuer in sorted(paths, key=lambda path: path[0]):
                for node in issuer.names:
                    self.canonical.issue(node)
        return sorted(_line(quad, self.canonical.names) for quad in self.quads)

    def _first(self, node: str) -> str:
        return _hash("".join(sorted(_line(q, {node: "a"}, "z") for q in self.about[node])))

    def _related(self, node: str, quad: Quad, issuer: _Issuer, place: str) -> str:
        name = self.canonical.names.get(node) or issuer.names.get(node)
        said = place + (f"<{quad.predicate.value}>" if place != "g" else "")
        return _hash(said + (f"_:{name}" if name else self._first(node)))

    def _many(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        related: dict[str, list[str]] = defaultdict(list)
        for quad in self.about[node]:
            for place, part in _blanks(quad):
                if part.value != node:
                    related[self._related(part.value, quad, issuer, place)].append(part.value)
        data = ""
        for found in sorted(related):
            chosen: tuple[str, _Issuer] | None = None
            for order in permutations(related[found]):
                path = self._path(order, issuer.copy())
                if chosen is None or path[0] < chosen[0]:
                    chosen = path
            assert chosen
            data += found + chosen[0]
            issuer = chosen[1]
        return _hash(data), issuer

    def _path(self, order: Iterable[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        path, again = "", []
        for node in order:
            if node in self.canonical.names:
                path += f"_:{self.canonical.names[node]}"
                continue
            if node not in issuer.names:
                again.append(node)
            path += f"_:{issuer.issue(node)}"
        for node in again:
            result, below = self._many(node, issuer)
            path += f"_:{issuer.issue(node)}<{result}>"
            issuer = below
        return path, issuer


def _blanks(quad: Quad) -> list[tuple[str, BlankNode]]:
    parts = (("s", quad.subject), ("o", quad.object), ("g", quad.graph_name))
    return [(place, part) for place, part in parts if isinstance(part, BlankNode)]


def _line(quad: Quad, names: dict[str, str], other: str = "") -> str:
    def said(term: object) -> str:
        return f"_:{names.get(term.value, other)}" if isinstance(term, BlankNode) else str(term)

    graph = "" if isinstance(quad.graph_name, DefaultGraph) else f" {said(quad.graph_name)}"
    return f"{said(quad.subject)} {quad.predicate} {said(quad.object)}{graph} .\n"


def canonical(quads: Iterable[Quad]) -> list[str]:
    """The sorted lines of the canonical form of quads whose literals need no escapes."""
    return _Canonical(quads).lines()
