"""A change checked by itself: the results of before, but for the things that the change can affect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import Quad, Store, Triple

from vakgraph.validation.engine import validate
from vakgraph.validation.paths import Term
from vakgraph.validation.result import Outcome, Result
from vakgraph.validation.scope import Scope, affected, as_stored, planned
from vakgraph.validation.shape import Shape, Shapes
from vakgraph.validation.slices import cut


@dataclass(frozen=True)
class Update:
    """What holds after a change: all results, and of these what was found by looking again."""

    results: tuple[Result, ...]
    fresh: tuple[Result, ...]
    scope: Scope
    fallen_back: tuple[tuple[Shape, str], ...] = ()  # (shape, why): judged by pySHACL


@dataclass(frozen=True)
class Change:
    """What truly differs between two states of a graph, derived triples included; `derived`: those of the new."""

    added: frozenset[Triple]
    removed: frozenset[Triple]
    derived: frozenset[Triple] = frozenset()


def update(
    before: Iterable[Result], store: Store, shapes: Shapes, change: Change, former: Shapes | None = None
) -> Update:
    """The results after a change, as a full run would give them; `former` are the shapes that `before` came from."""
    if former is not None and set(former.triples) != set(shapes.triples):
        scope = Scope(everything="SHACL")
    else:
        scope = affected(store, shapes, change.added, change.removed)
    outcomes = check(store, shapes, scope)
    fresh = tuple(dict.fromkeys(result for outcome in outcomes for result in outcome))
    kept = (result for result in before if scope.keeps(result.shape, result.focus))
    fallen_back = tuple(pair for outcome in outcomes for pair in outcome.fallen_back)
    return Update(tuple(dict.fromkeys((*kept, *fresh))), fresh, scope, fallen_back)


def check(store: Store, shapes: Shapes, scope: Scope) -> list[Outcome]:
    """What is found by looking at what a change can affect, and at the whole of the shapes that ask for that."""
    if scope.everything:
        return [validate(store, shapes)]
    part, served = cut(store, planned(shapes), scope.focus)
    rest = {root: nodes for root, nodes in scope.focus.items() if root not in served}
    found = [validate(part, shapes, served)] if served else []
    found += [validate(store, shapes, rest)] if rest else []
    # The reference looks at shapes as a whole, so in a part of the graph it would miss something.
    whole = {*scope.whole, *(shape.node for outcome in found for shape, _ in outcome.fallen_back)}
    found = [replace(outcome, fallen_back=()) for outcome in found]
    return [*found, validate(store, _some(shapes, whole))] if whole else found


def _some(shapes: Shapes, nodes: Collection[Term]) -> Shapes:
    """These shapes only, with everything that they refer to."""
    return replace(shapes, all=tuple(shape for shape in shapes.all if shape.node in nodes))


def settle(
    store: Store, derived: Collection[Triple], added: Iterable[Triple], removed: Iterable[Triple], rules: Sequence[str]
) -> Change:
    """Change the store (data with what was derived from it), derive anew with the rules, and say what differs.

    Triples of `added` that were there and of `removed` that were not are no change.
    """
    former = {triple for triple in as_stored(derived) if Quad(*triple) in store}
    for triple in former:
        store.remove(Quad(*triple))
    gone = {triple for triple in as_stored(removed) if Quad(*triple) in store}
    for triple in gone:
        store.remove(Quad(*triple))
    new = _put(store, added)
    made = set[Triple]().union(*(_put(store, _constructed(store, rule)) for rule in rules))
    was, now = gone | former, new | made
    return Change(frozenset(now - was), frozenset(was - now), frozenset(made))


def _put(store: Store, triples: Iterable[Triple]) -> set[Triple]:
    """Put triples into a store; those that were not there yet, as the store writes them."""
    fresh = {triple for triple in as_stored(triples) if Quad(*triple) not in store}
    store.extend(Quad(*triple) for triple in fresh)
    return fresh


def _constructed(store: Store, rule: str) -> list[Triple]:
    found: Any = store.query(rule)
    return [triple for triple in found if isinstance(triple, Triple)]
