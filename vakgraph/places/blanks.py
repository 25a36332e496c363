"""Blank nodes of a file and of its triples recognised by what is said of them: their names are no names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from vakgraph.places.index import Key

Colours = dict[str, int]
ROUNDS = 64


def is_blank(key: str) -> bool:
    """Is it a blank node?"""
    return key.startswith("_:")


def colours(triples: Collection[Key], rounds: int | None = None) -> tuple[Colours, int]:
    """A colour for each blank node, the same for nodes of which the same is said; and how many rounds it took."""
    said = [t for t in triples if len(t) == 3 and (is_blank(t[0]) or is_blank(t[2]))]
    now: Colours = {end: 0 for t in said for end in (t[0], t[2]) if is_blank(end)}
    count, done = 1, 0
    while done < (ROUNDS if rounds is None else rounds):
        now, done = _round(said, now), done + 1
        different = len(set(now.values()))
        if rounds is None and different == count:
            break
        count = different
    return now, done


def _round(said: Iterable[Key], now: Colours) -> Colours:
    """One round: the colour of a node is that of all that is said of it."""
    about: dict[str, list[int]] = defaultdict(list)
    for subject, predicate, value in said:
        left, right = now.get(subject, subject), now.get(value, value)
        if subject in now:
            about[subject].append(hash((">", predicate, right)))
        if value in now:
            about[value].append(hash(("<", predicate, left)))
    return {node: hash((colour, *sorted(about[node]))) for node, colour in now.items()}


def coloured(triple: Key, known: Colours) -> tuple[object, ...]:
    """The triple with colours for its blank nodes; a node of no known colour matches any ("_:")."""
    return tuple(known.get(end, "_:") if is_blank(end) else end for end in triple)
