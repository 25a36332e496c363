"""What was probably meant by a name that leads nowhere: the nearest by code, label or older name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher, get_close_matches

from pyoxigraph import NamedNode

from vakgraph import mint
from vakgraph.find import fold
from vakgraph.gate.world import World
from vakgraph.namespaces import CONCEPT, GEMEENTE, OUTSIDE, VAK
from vakgraph.validation.result import Result
from vakgraph.validation.shape import Shape

MOST = 3
SPREAD = 0.12  # how much less alike than the best a further candidate may be
_NAMES = (
    OUTSIDE["rdfs"] + "label",
    OUTSIDE["skos"] + "prefLabel",
    OUTSIDE["skos"] + "altLabel",
    VAK + "formerName",
)


class Nearest:
    """Candidates among the things of a graph; each namespace is looked through once."""

    def __init__(self, world: World, language: str = "nl") -> None:
        self.world, self.language = world, language
        self._known: dict[str, dict[str, str]] = {}

    def __call__(self, result: Result, shape: Shape | None = None) -> Sequence[str]:
        """For a result: what its value may have meant, where that is a name that nothing carries."""
        value = result.value
        if not isinstance(value, NamedNode) or self.world.knows(value):
            return ()
        return self.to(value.value)

    def to(self, iri: str) -> list[str]:
        """The nearest things in the namespace of this name, in words."""
        space = iri[: iri.rfind("/") + 1]
        if not (space.startswith(CONCEPT) or mint.kind_of(iri)):
            return []
        known = self._names(space)
        wanted = fold(mint.slug_of(iri))
        close = _closest(wanted, get_close_matches(wanted, known, MOST * 2, 0.6))
        return [self._said(found) for found in list(dict.fromkeys(known[name] for name in close))[:MOST]]

    def _names(self, space: str) -> dict[str, str]:
        if space not in self._known:
            names: dict[str, str] = {}
            for node in self.world.subjects:
                if isinstance(node, NamedNode) and node.value.startswith(space):
                    names.setdefault(fold(mint.slug_of(node.value)), node.value)
                    for term in self.world.values(node, *_NAMES):
                        names.setdefault(fold(term.value), node.value)
            self._known[space] = names
        return self._known[space]

    def _said(self, iri: str) -> str:
        code = iri.removeprefix(GEMEENTE + "gm") if iri.startswith(GEMEENTE) else mint.slug_of(iri)
        return f"{self.world.label(NamedNode(iri), self.language)} ({code})"


def _closest(wanted: str, close: Sequence[str]) -> list[str]:
    """The best of them, with those that are nearly as close; of a code only those that differ in zeros."""
    digits = re.sub(r"[^0-9]", "", wanted).lstrip("0")
    if re.fullmatch(r"[a-z]*[0-9]+", wanted):
        same = [name for name in close if re.sub(r"[^0-9]", "", name).lstrip("0") == digits]
        return same or list(close[:1])
    measured = [(SequenceMatcher(None, name, wanted).ratio(), name) for name in close]
    best = max((ratio for ratio, _ in measured), default=0.0)
    return [name for ratio, name in measured if ratio >= best - SPREAD]
