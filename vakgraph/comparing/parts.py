"""What changed about the parts of a thing: who takes part, what is claimed, what was found; told with the thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode

from vakgraph import mint
from vakgraph.comparing.owners import SAME, Owners
from vakgraph.comparing.properties import SHOWN, Properties, Said
from vakgraph.comparing.words import Words
from vakgraph.gate.difference import plural
from vakgraph.namespaces import KINDS, OUTSIDE
from vakgraph.turtle import Triple

_MEMBER, _ROLE = OUTSIDE["org"] + "member", OUTSIDE["org"] + "role"
_PLAIN_ROLE = "/role/participant"
APART = 3  # more new parts of a kind than this share a line


class Parts:
    """The parts of one thing. `told` are the triples that its sentences have told."""

    def __init__(self, words: Words, owners: Owners, knows: tuple[frozenset[Any], frozenset[Any]]) -> None:
        self._words, self._owners, self._knows = words, owners, knows
        self.told: set[Triple] = set()

    def tell(self, thing: Any, added: list[Triple], removed: list[Triple]) -> list[Said]:
        """Sentences about what is new, gone and changed among the parts of a thing."""
        both = [(triple, 0) for triple in added] + [(triple, 1) for triple in removed]
        mine: dict[Any, tuple[list[Triple], list[Triple]]] = defaultdict(lambda: ([], []))
        for triple, side in both:
            if triple.subject != thing:
                mine[triple.subject][side].append(triple)
        new = [part for part in mine if part not in self._knows[0]]
        gone = [part for part in mine if part not in self._knows[1]]
        self._links(thing, mine, added, removed, new, gone)
        whole = {*new, *gone}
        said = list(self._said_anew(mine, new, gone))
        for parts, word in ((new, self._words.say("erbij", "added")), (gone, self._words.say("weg", "gone"))):
            said += self._grouped(thing, mine, parts, word)
        for part, changes in mine.items():
            if part not in whole:
                said += Properties(self._words).tell(part, *changes, about=self._called(thing, part))
        self.told.update(triple for _, more, less, _ in said for triple in (*more, *less))
        return said

    def _links(
        self,
        thing: Any,
        mine: dict[Any, tuple[list[Triple], list[Triple]]],
        added: list[Triple],
        removed: list[Triple],
        new: list[Any],
        gone: list[Any],
    ) -> None:
        """That a thing has a part is told by telling the part."""
        for side, triples, parts in ((0, added, set(new)), (1, removed, set(gone))):
            for triple in triples:
                if triple.subject == thing and triple.object in parts:
                    mine[triple.object][side].append(triple)

    def _said_anew(
        self, mine: dict[Any, tuple[list[Triple], list[Triple]]], new: list[Any], gone: list[Any]
    ) -> Iterator[Said]:
        """A part whose name is made of what it says gets another name: told as the change that it is."""
        left: dict[Any, list[Any]] = defaultdict(list)
        for part in gone:
            if key := self._same(part):
                left[key].append(part)
        for part in list(new):
            old = left.get(self._same(part) or (), [])
            if len(old) == 1 and sum(self._same(each) == self._same(part) for each in new) == 1:
                yield self._anew(old[0], part, mine)
                new.remove(part)
                gone.remove(old[0])

    def _anew(self, old: Any, new: Any, mine: dict[Any, tuple[list[Triple], list[Triple]]]) -> Said:
        (added, _), (_, removed) = mine[new], mine[old]
        was = {(t.predicate.value, t.object) for t in removed if t.subject == old}
        is_ = {(t.predicate.value, t.object) for t in added if t.subject == new}
        more = [t for t in added if t.subject == new and (t.predicate.value, t.object) not in was]
        less = [t for t in removed if t.subject == old and (t.predicate.value, t.object) not in is_]
        changes = "; ".join(said[0] for said in Properties(self._words).tell(new, more, less))
        text = f"{self._phrase(new)}: {changes or self._words.say('andere naam', 'another name')}"
        return text, tuple(added), tuple(removed), f"{_word(new)} →"

    def _same(self, part: Any) -> tuple[Any, ...] | None:
        """What makes two parts the same part."""
        word = _word(part)
        if word not in SAME:
            return None
        return (word, *(tuple(self._words.values(part, path)) for path in SAME[word]))

    def _grouped(
        self, thing: Any, mine: dict[Any, tuple[list[Triple], list[Triple]]], parts: list[Any], word: str
    ) -> Iterator[Said]:
        """A few parts one by one; many of a kind in one line, with their number."""
        kinds: dict[str, list[Any]] = defaultdict(list)
        for part in parts:
            kinds[_word(part)].append(part)
        for kind, some in sorted(kinds.items(), key=lambda item: (_place(item[0]), item[0])):
            for group in [some] if len(some) > APART else [[part] for part in some]:
                more, less = (tuple(t for part in group for t in mine[part][side]) for side in (0, 1))
                yield self._of_group(thing, kind, group, word), more, less, f"{kind} {word}"

    def _of_group(self, thing: Any, kind: str, parts: list[Any], word: str) -> str:
        if len(parts) == 1:
            return f"{self._phrase(parts[0]) if kind == 'participation' else self._called(thing, parts[0])} {word}"
        names = sorted(self._name(thing, part) for part in parts)
        more = len(names) - SHOWN
        listed = "; ".join(names[:SHOWN]) + self._words.say(f" en nog {more}", f" and {more} more") * (more > 0)
        many = plural(KINDS[kind], self._words.language) if kind in KINDS else self._words.say("delen", "parts")
        return f"{len(parts)} {many} {word}: {listed}"

    # ---- names of parts

    def _called(self, thing: Any, part: Any) -> str:
        """Kind and name: `bevinding "..."`; the kind alone where the name says no more than the thing's own."""
        kind, name = self._words.kind(part), self._name(thing, part)
        if name.casefold().startswith(f"{kind} "):
            return kind if self._words.label(thing) in name else name[:1].lower() + name[1:]
        return f"{kind} {name}" if name.isdecimal() else f'{kind} "{name}"'

    def _name(self, thing: Any, part: Any) -> str:
        """The name of a part without that of its thing; who takes part by its own name."""
        member = self._member(part)
        if member is not None:
            return self._words.label(member)
        label, slug = self._words.label(part), mint.slug_of(str(getattr(part, "value", "")))
        if label == slug:
            return slug.partition(".")[2] or slug
        return label.removesuffix(f" in {self._words.label(thing)}")

    def _phrase(self, part: Any) -> str:
        """Who takes part, with its role; another part by its kind and name."""
        member = self._member(part)
        if member is None:
            return f'{self._words.kind(part)} "{self._words.label(part)}"'
        role = next(iter(self._words.values(part, _ROLE)), None)
        plain = role is None or str(getattr(role, "value", "")).endswith(_PLAIN_ROLE)
        return self._words.named(member) + ("" if plain else f" ({self._words.label(role).lower()})")

    def _member(self, part: Any) -> Any:
        return next(iter(self._words.values(part, _MEMBER)), None) if _word(part) == "participation" else None


def _word(part: Any) -> str:
    kind = mint.kind_of(part.value) if isinstance(part, NamedNode) else None
    return kind.word if kind else ""


def _place(word: str) -> int:
    return list(KINDS).index(word) if word in KINDS else len(KINDS)
