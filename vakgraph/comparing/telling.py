"""A difference told by thing and property; every triple is told in one line and in no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Literal

from pyoxigraph import NamedNode

from vakgraph.comparing.difference import Difference
from vakgraph.comparing.owners import Owners, rank
from vakgraph.comparing.parts import Parts
from vakgraph.comparing.properties import TYPE, Properties
from vakgraph.comparing.words import Words
from vakgraph.turtle import Triple

Become = Literal["new", "gone", "changed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and the triples that it tells. `sort` is what lines about different things have in common."""

    text: str
    added: tuple[Triple, ...] = ()
    removed: tuple[Triple, ...] = ()
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What became of one thing."""

    thing: Any
    kind: str
    name: str
    become: Become
    lines: tuple[Line, ...]

    @property
    def added(self) -> int:
        return sum(len(line.added) for line in self.lines)

    @property
    def removed(self) -> int:
        return sum(len(line.removed) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Told:
    """A whole difference in words: the things, what moved between stated and derived, and what follows."""

    difference: Difference
    words: Words = field(repr=False)
    stories: tuple[Story, ...]
    restated: tuple[Line, ...]
    derived: tuple[Line, ...]

    def became(self, become: Become) -> list[Story]:
        return [story for story in self.stories if story.become == become]


def tell(difference: Difference, language: str = "nl") -> Told:
    """The difference in words."""
    words = Words(difference, language)
    owners = Owners(words)
    fresh, stale = difference.added - difference.restated, difference.removed - difference.restated
    by_owner: dict[Any, tuple[list[Triple], list[Triple]]] = defaultdict(lambda: ([], []))
    for at, triples in enumerate((fresh, stale)):
        for triple in sorted(triples, key=str):
            by_owner[owners.of(triple.subject)][at].append(triple)
    knows = words.stated[1], words.stated[0]
    stories = [_story(thing, *changes, words, owners, knows) for thing, changes in by_owner.items()]
    moved = difference.added & difference.restated, difference.removed & difference.restated
    return Told(
        difference,
        words,
        tuple(sorted(stories, key=lambda story: (rank(story.thing), story.kind, story.name, str(story.thing)))),
        tuple(_by_property(*moved, words)),
        tuple(_by_property(difference.derived_added, difference.derived_removed, words)),
    )


def _story(
    thing: Any,
    added: list[Triple],
    removed: list[Triple],
    words: Words,
    owners: Owners,
    knows: tuple[frozenset[Any], frozenset[Any]],
) -> Story:
    """What became of a thing with its parts."""
    was, is_ = (thing in known for known in knows)
    become: Become = "new" if is_ and not was else "gone" if was and not is_ else "changed"
    parts, properties = Parts(words, owners, knows), Properties(words, become == "changed")
    told = parts.tell(thing, added, removed)
    rest = [t for t in added if t not in parts.told], [t for t in removed if t not in parts.told]
    lines = [Line(*said) for said in (*properties.tell(thing, *rest), *told)]
    if become != "changed":
        lines = _without_type(lines)
    return Story(thing, words.kind(thing), words.label(thing), become, tuple(lines))


def _without_type(lines: list[Line]) -> list[Line]:
    """Of what sort a new thing is stands in its heading; its triple goes with the next sentence."""
    if len(lines) < 2 or not lines[0].sort.startswith(TYPE):
        return lines
    first, second, *rest = lines
    return [replace(second, added=first.added + second.added, removed=first.removed + second.removed), *rest]


def _by_property(added: Iterable[Triple], removed: Iterable[Triple], words: Words) -> Iterator[Line]:
    """Triples by what they say, counted: nobody reads them one by one."""

    def path(triple: Triple) -> str:
        return triple.predicate.value

    more, less = ({at: tuple(sorted(each, key=str)) for at, each in groupby(sorted(some, key=path), path)}
                  for some in (added, removed))  # fmt: skip
    for iri in sorted(more.keys() | less.keys()):
        one, other = more.get(iri, ()), less.get(iri, ())
        counts = [words.say(f"{len(one)} erbij", f"{len(one)} more")] * bool(one)
        counts += [words.say(f"{len(other)} weg", f"{len(other)} less")] * bool(other)
        yield Line(f"{words.label(NamedNode(iri))}: {', '.join(counts)}", one, other, iri)
