"""New things that may be there already: the same number, nearly the same title in the round, the same name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pyoxigraph import NamedNode

from vakgraph import mint
from vakgraph.find import fold
from vakgraph.gate.world import World
from vakgraph.namespaces import KINDS, OUTSIDE, VAK, Kind

CLOSE = 0.88  # two titles that share this much may be one
MOST = 2000  # so many things without a round are compared one by one
_NAMES = (OUTSIDE["rdfs"] + "label", OUTSIDE["dcterms"] + "title", OUTSIDE["skos"] + "altLabel", VAK + "formerName")
_NUMBER, _ROUND = VAK + "zonmwNumber", VAK + "inRound"
# What is laid side by side.
_SHOWN = (
    OUTSIDE["dcterms"] + "title",
    OUTSIDE["rdfs"] + "label",
    _NUMBER,
    _ROUND,
    VAK + "begin",
    VAK + "end",
    VAK + "hasMainApplicant",
    VAK + "organisationType",
    VAK + "date",
)


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Two things that may be one: why, and what is said of each side by side."""

    new: str
    other: str
    nl: str
    en: str
    rows: tuple[tuple[str, str, str], ...]  # property, of the new one, of the other one

    def say(self, language: str = "nl") -> str:
        return self.en if language == "en" else self.nl


def find(new: Iterable[str], world: World, language: str = "nl") -> list[Lookalike]:
    """For each new thing the others of its kind that look like it; `world` holds them all."""
    fresh = sorted(set(new))
    found = []
    for kind in KINDS.values():
        mine = [iri for iri in fresh if kind.home == "own" and mint.kind_of(iri) == kind]
        if mine:
            known = _Known(world, kind)
            pairs = ((iri, other) for iri in mine for other in known.near(iri) if other not in fresh or other > iri)
            for iri, other in pairs:
                if why := known.why(iri, other):
                    found.append(Lookalike(iri, other, *why, _side_by_side(iri, other, world, language)))
    return found


class _Known:
    """Everything of one kind, by its numbers, its names and its rounds; each thing is read once."""

    def __init__(self, world: World, kind: Kind) -> None:
        quads = world.store.quads_for_pattern(None, NamedNode(OUTSIDE["rdf"] + "type"), NamedNode(kind.rdf_class))
        things = sorted((quad.subject for quad in quads if isinstance(quad.subject, NamedNode)), key=str)
        self.names = {t.value: {fold(n.value): n.value for n in world.values(t, *_NAMES)} for t in things}
        self.numbers = {t.value: {term.value for term in world.values(t, _NUMBER)} for t in things}
        self.rounds = {t.value: {term.value for term in world.values(t, _ROUND)} for t in things}
        self.by: dict[tuple[str, str], set[str]] = {}
        for sort, said in self._all():
            for iri, words in said.items():
                for word in words:
                    self.by.setdefault((sort, word), set()).add(iri)

    def _all(self) -> Sequence[tuple[str, Mapping[str, Collection[str]]]]:
        return ("number", self.numbers), ("name", self.names), ("round", self.rounds)

    def near(self, iri: str) -> list[str]:
        """The others worth comparing with: of one number, name or round; without a round, all of them."""
        keys = [(sort, word) for sort, said in self._all() for word in said.get(iri, ())]
        alone = iri in self.names and not self.rounds[iri] and len(self.names) <= MOST
        others = set(self.names) if alone else set[str]()
        return sorted(others.union(*(self.by[key] for key in keys)) - {iri})

    def why(self, iri: str, other: str) -> tuple[str, str] | None:
        """Why two things may be one, in words."""
        for number in sorted(self.numbers[iri] & self.numbers[other]):
            return f"Hetzelfde ZonMw-nummer: {number}.", f"The same ZonMw number: {number}."
        mine, its = self.names[iri], self.names[other]
        for name in sorted(mine.keys() & its.keys() - {""}):
            return f'Dezelfde naam: "{mine[name]}".', f'The same name: "{mine[name]}".'
        for left, right in _close(mine, its):
            return (
                f'Bijna dezelfde titel: "{mine[left]}" en "{its[right]}".',
                f'Nearly the same title: "{mine[left]}" and "{its[right]}".',
            )
        return None


def _close(names: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    for left in names:
        matcher = SequenceMatcher(None, "", left, autojunk=False)
        for right in others:
            matcher.set_seq1(right)
            long = min(len(left), len(right)) > 8 and matcher.real_quick_ratio() >= CLOSE
            if long and matcher.quick_ratio() >= CLOSE and matcher.ratio() >= CLOSE:
                yield left, right


def _side_by_side(new: str, other: str, world: World, language: str) -> tuple[tuple[str, str, str], ...]:
    rows = []
    for path in _SHOWN:
        left, right = (
            ", ".join(dict.fromkeys(world.label(term, language) for term in world.values(NamedNode(iri), path)))
            for iri in (new, other)
        )
        if left or right:
            rows.append((world.label(NamedNode(path), language), left or "–", right or "–"))
    return tuple(rows)
