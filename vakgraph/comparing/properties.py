"""What changed about one thing, property by property: `titel van "A" naar "B"`, `onderwerp erbij: C`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from vakgraph.comparing.words import Words
from vakgraph.gate.difference import duration
from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.turtle import Triple

# The text, what it adds, what it removes, and what sort of line it is.
Said = tuple[str, tuple[Triple, ...], tuple[Triple, ...], str]
TYPE = OUTSIDE["rdf"] + "type"
SHOWN = 5  # values of a property that are told
_PERIOD = (VAK + "begin", VAK + "end")
_UNSTATED = VAK + "sourcesDoNotState"


class Properties:
    """Sentences about the properties of a thing that was there, or a plain list of one that is new or gone."""

    def __init__(self, words: Words, changed: bool = True) -> None:
        self._words, self._changed = words, changed

    def tell(self, thing: Any, added: Iterable[Triple], removed: Iterable[Triple], about: str = "") -> Iterator[Said]:
        """A sentence for each change; `about` names the part that it is about, before a colon."""
        added, removed = list(added), list(removed)
        for said in self._known(added, removed) if self._changed else ():
            yield (f"{about}: {said[0]}" if about else said[0], *said[1:])
        for path in sorted({t.predicate.value for t in (*added, *removed)}, key=lambda iri: (iri != TYPE, iri)):
            mine = [t for t in added if t.predicate.value == path], [t for t in removed if t.predicate.value == path]
            for said in self._one(thing, path, *mine) if self._changed else self._plain(path, *mine):
                yield (f"{about}: {said[0]}" if about else said[0], *said[1:])

    def _one(self, thing: Any, path: str, added: list[Triple], removed: list[Triple]) -> Iterator[Said]:
        """`van X naar Y` where one value took the place of one other, in the same language; else what came and went."""
        for old, new in _pairs(added, removed):
            added.remove(new)
            removed.remove(old)
            label, (was, is_) = self._words.label(new.predicate), self._words.two(old.object, new.object)
            text = self._words.say(f"{label} van {was} naar {is_}", f"{label} from {was} to {is_}")
            yield text + self._months(thing, path), (new,), (old,), f"{path} →"
        if added:
            yield self._list(added, self._words.say("erbij", "added"), tuple(added), ())
        if removed:
            yield self._list(removed, self._words.say("weg", "gone"), (), tuple(removed))

    def _known(self, added: list[Triple], removed: list[Triple]) -> Iterator[Said]:
        """What no source stated and now is known, or the other way round; it is taken out of what is left to tell."""
        for more, less, nl, en in ((added, removed, "nu bekend", "now known"),
                                   (removed, added, "niet meer bekend, was", "no longer known, was")):  # fmt: skip
            for unstated in [t for t in less if t.predicate.value == _UNSTATED]:
                values = [t for t in more if t.predicate == unstated.object]
                if values and not any(t.predicate == unstated.object for t in less):
                    less.remove(unstated)
                    for triple in values:
                        more.remove(triple)
                    text, *_, sort = self._list(values, self._words.say(nl, en), (), ())
                    sides = tuple(values), (unstated,)
                    yield text, *(sides if more is added else sides[::-1]), sort

    def _plain(self, path: str, added: list[Triple], removed: list[Triple]) -> Iterator[Said]:
        """What is said of something new, or was said of something gone."""
        for triples, more, less in ((added, tuple(added), ()), (removed, (), tuple(removed))):
            if triples:
                yield self._list(triples, "", more, less)

    def _list(self, triples: list[Triple], word: str, added: tuple[Triple, ...], removed: tuple[Triple, ...]) -> Said:
        values = self._words.distinct(triple.object for triple in triples)
        more = len(values) - SHOWN
        said = ", ".join(values[:SHOWN]) + (self._words.say(f" en nog {more}", f" and {more} more") * (more > 0))
        label = self._words.label(triples[0].predicate)
        if triples[0].predicate.value == _UNSTATED and word:
            label, word = self._unstated(bool(added)), ""
        return f"{label} {word}".strip() + f": {said}", added, removed, f"{triples[0].predicate.value} {word}"

    def _unstated(self, new: bool) -> str:
        """That the sources do not state something is a word of us about them."""
        if new:
            return self._words.say("nu genoteerd dat geen bron dit vermeldt", "now noted that no source states")
        return self._words.say(
            "niet langer genoteerd dat geen bron dit vermeldt", "no longer noted that no source states"
        )

    def _months(self, thing: Any, path: str) -> str:
        """How long it lasts now, where that changed with a begin or end."""
        if path not in _PERIOD:
            return ""
        new, old = (duration(thing, world) for world in self._words.worlds)
        if None in (old, new) or old == new:
            return ""
        return self._words.say(f" (looptijd van {old} naar {new} maanden)", f" (from {old} to {new} months)")


def _pairs(added: list[Triple], removed: list[Triple]) -> list[tuple[Triple, Triple]]:
    """Old and new, where there is one of each: of a language, or else of all that is left."""
    by: dict[str | None, tuple[list[Triple], list[Triple]]] = defaultdict(lambda: ([], []))
    for at, triples in enumerate((removed, added)):
        for triple in triples:
            by[getattr(triple.object, "language", None)][at].append(triple)
    pairs = [(old[0], new[0]) for old, new in by.values() if len(old) == len(new) == 1]
    left = [each for each in removed if each not in (old for old, _ in pairs)]
    right = [each for each in added if each not in (new for _, new in pairs)]
    return [*pairs, (left[0], right[0])] if len(left) == len(right) == 1 else pairs
