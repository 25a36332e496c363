"""Whom a change is told with: what is never looked at alone belongs to a thing, a claim to what it is about."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from vakgraph import mint
from vakgraph.comparing.words import Words
from vakgraph.namespaces import KINDS, OUTSIDE, VAK, Kind

_SUBJECT = OUTSIDE["rdf"] + "subject"
_OF_MUNICIPALITY = tuple(VAK + name for name in ("ofMunicipality", "municipality", "fromMunicipality"))
_THEMSELVES = ("municipality", "province", "region")
# By what two parts of a thing are the same part, said in another way.
SAME = {
    "participation": (OUTSIDE["org"] + "member",),
    "claim": (_SUBJECT, OUTSIDE["rdf"] + "predicate", OUTSIDE["prov"] + "wasDerivedFrom"),
    "region-membership": (*_OF_MUNICIPALITY, VAK + "year"),
    "population": (*_OF_MUNICIPALITY, VAK + "year"),
}


class Owners:
    """Subject -> the thing its changes are told with."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._found: dict[Any, Any] = {}

    def of(self, subject: Any) -> Any:
        if subject not in self._found:
            self._found[subject] = subject  # where two claims are about each other, each is its own
            self._found[subject] = self._owner(subject)
        return self._found[subject]

    def _owner(self, subject: Any) -> Any:
        kind = mint.kind_of(subject.value) if isinstance(subject, NamedNode) else None
        if kind is None:
            return subject
        if kind.word == "claim":
            about = next((each for each in self._words.values(subject, _SUBJECT)), None)
            return self.of(about) if isinstance(about, NamedNode) else _parent(subject, kind)
        if kind.home in KINDS:
            return self.of(_parent(subject, kind))
        if kind.home.startswith("register/") and kind.word not in _THEMSELVES:
            return next(iter(self._words.values(subject, *_OF_MUNICIPALITY)), subject)
        return subject


def _parent(part: NamedNode, kind: Kind) -> NamedNode:
    """The thing whose slug stands before the dot."""
    return NamedNode(KINDS[kind.home].iri + mint.slug_of(part.value).split(".")[0])


def rank(thing: Any) -> int:
    """Where a thing stands in a list: by kind, and what is no kind of ours last."""
    kind = mint.kind_of(thing.value) if isinstance(thing, NamedNode) else None
    return list(KINDS).index(kind.word) if kind else len(KINDS)
