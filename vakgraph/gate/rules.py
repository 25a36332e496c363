"""The shapes of a graph folder, and the results of a change: what is wrong now, and was not wrong before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from vakgraph import turtle
from vakgraph.checkout import Checkout
from vakgraph.errors import NothingFound, UnknownName
from vakgraph.gate.seen import Seen, aimed_at
from vakgraph.gate.world import World
from vakgraph.turtle import Triple
from vakgraph.validation import incremental, reference, scope, shapes, spelling
from vakgraph.validation.result import Outcome, Result
from vakgraph.validation.run import validate
from vakgraph.validation.shapes import Shapes

ENGINES = ("bulk", "pyshacl")


@dataclass(frozen=True)
class Judged:
    """The results after a change, which of them are new, and what was looked at."""

    results: Outcome
    fresh: frozenset[Result]
    seen: frozenset[Any]  # the things of the change that some shape is about
    whole: tuple[tuple[Any, str], ...] = ()
    everything: str = ""


def of(folder: Checkout, new: bool = True) -> Shapes:
    """All shapes of `ontology/shapes`, or just those that hold for what is not `new`; NothingFound for none."""
    files = turtle.read_many(sorted((folder.ontology / "shapes").glob("**/*.ttl" if new else "*.ttl")))
    found = shapes.read(triple for file in files.values() for triple in file)
    if not found.targeted():
        raise NothingFound(
            "Er zijn geen vormen in ontology/shapes: er is niets gecontroleerd.",
            "There are no shapes in ontology/shapes: nothing was checked.",
        )
    return found


def ask(data: Iterable[Triple], rules: Shapes, engine: str = "bulk") -> Outcome:
    """Every result of these shapes on this data, by the engine of that name."""
    check_engine(engine)
    asked = list(data)
    if engine == "bulk":
        return validate(asked, rules)
    seen = Seen(spelling.load(asked)[0], rules)
    found = tuple(reference.validate(asked, rules.triples))
    return Outcome(found, (), len(seen.focus), len(rules.targeted()) - len(seen.targetless), tuple(seen.targetless))


def check_engine(engine: str) -> None:
    """Raises UnknownName for an engine that is not there."""
    if engine not in ENGINES:
        raise UnknownName(
            f'De motor "{engine}" is er niet: kies bulk of pyshacl.', f'No engine "{engine}": choose bulk or pyshacl.'
        )


def of_change(
    before: World, after: World, rules: Shapes, engine: str = "bulk", exact: bool = True, about: Iterable[Any] = ()
) -> Judged:
    """What is wrong after a change that was not wrong before; `exact` where the store spells nothing in another way.

    Just the things that the change can affect are asked; pySHACL, and literals that the store rewrites, ask everything.
    """
    check_engine(engine)
    subjects = {triple.subject for triple in after.asserted - before.asserted}
    seen = aimed_at(after.store, rules, (*subjects, *about))
    if engine == "pyshacl" or not exact:
        found = _judged(ask(after.triples, rules, engine), ask(before.triples, rules, engine), seen)
        return replace(found, everything="" if exact else "xsd")
    reach = scope.affected(after.store, rules, after.less(before), before.less(after))
    if reach.everything:
        found = _judged(ask(after.triples, rules), ask(before.triples, rules), seen)
        return replace(found, everything=reach.everything)
    now, was = (_one(incremental.check(world.store, rules, reach)) for world in (after, before))
    found = _judged(now, was, seen)
    return replace(found, whole=tuple(reach.whole.items()))


def _one(outcomes: Iterable[Outcome]) -> Outcome:
    """Several runs as one."""
    runs = list(outcomes)
    results = dict.fromkeys(result for run in runs for result in run)
    return Outcome(tuple(results), tuple(pair for run in runs for pair in run.fallen_back))


def _judged(now: Outcome, was: Outcome, seen: frozenset[Any]) -> Judged:
    known = {result.key() for result in was}
    fresh = frozenset(result for result in now if result.key() not in known)
    return Judged(replace(now, focus_nodes=len(seen)), fresh, seen)
