"""Triples become the new text of their home files; what has no home, or cannot be written, is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from vakgraph import mint, turtle
from vakgraph.checkout import Checkout
from vakgraph.turtle import Triple


def home_of(triple: Triple) -> str | None:
    """The data file of a triple; None for what is not said of a thing of ours by a plain value."""
    value: Any = triple.object
    plain = isinstance(value, NamedNode) or (isinstance(value, Literal) and value.direction is None)
    if not plain or not isinstance(triple.subject, NamedNode):
        return None
    home = mint.home(triple.subject.value)
    return home if home and home.startswith("data/") else None


def texts(folder: Checkout, added: Iterable[Triple], removed: Iterable[Triple] = ()) -> dict[str, bytes | None]:
    """The new text of every file that the change touches; None for a file that holds nothing more."""
    more, less = _by_home(canonical(added)), _by_home(removed)
    files: dict[str, bytes | None] = {}
    for home in sorted({*more, *less}):
        path = folder.root / home
        old = turtle.read(path) if path.exists() else []
        new = [t for t in dict.fromkeys([*old, *more.get(home, ())]) if t not in less.get(home, ())]
        if set(new) != set(old):
            files[home] = turtle.canonical(new).encode() if new else None
    return files


def canonical(triples: Iterable[Triple]) -> list[Triple]:
    """The triples as the store spells them: a data file holds no other spelling."""
    asked = list(triples)
    rewritten = set(turtle.survives(asked))
    store = pyoxigraph.Store()
    store.extend(Quad(*triple) for triple in rewritten)
    return [t for t in asked if t not in rewritten] + [quad.triple for quad in store]


def _by_home(triples: Iterable[Triple]) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = {}
    for triple in triples:
        found.setdefault(home_of(triple) or "", []).append(triple)
    found.pop("", None)
    return found
