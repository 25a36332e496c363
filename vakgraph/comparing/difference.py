"""The difference of two states as sets: stated more and less, following more and less, moved between the two."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph.comparing.states import State
from vakgraph.turtle import Triple

Triples = frozenset[Triple]


@dataclass(frozen=True, slots=True)
class Difference:
    """`added` and `removed` are all that is stated in one state only: the first, less and more, is the second.

    Of those, `restated` are the ones that the other state does not state but that follow there: nothing new.
    """

    before: State
    after: State
    added: Triples
    removed: Triples
    restated: Triples
    derived_added: Triples
    derived_removed: Triples

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.derived_added or self.derived_removed)


def compare(before: State, after: State) -> Difference:
    """What is different between two states."""
    old, new = before.world.asserted, after.world.asserted
    old_too, new_too = before.world.derived - old, after.world.derived - new
    added, removed = new - old, old - new
    return Difference(
        before,
        after,
        added,
        removed,
        (added & old_too) | (removed & new_too),
        new_too - old_too - old,
        old_too - new_too - new,
    )
