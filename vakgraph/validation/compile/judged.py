"""Demands on a value that need more than an expression: other shapes, and patterns that the engine cannot read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal

from vakgraph.validation.compile.focus import FEW, Among, Focus
from vakgraph.validation.compile.tests import CannotCompile, pattern_of
from vakgraph.validation.shape import Constraint

if TYPE_CHECKING:
    from vakgraph.validation.bulk import Engine

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


def quoted(constraint: Constraint) -> list[str]:
    """The pattern and its flags as literals of SPARQL."""
    return [str(Literal(word)) for word in pattern_of(constraint)]


def _not(engine: Engine, constraint: Constraint, values: Focus) -> set[Any]:
    return set(engine.nodes(values)) - engine.failing(constraint.value, values)


def _and(engine: Engine, constraint: Constraint, values: Focus) -> set[Any]:
    return set[Any]().union(*(engine.failing(member, values) for member in constraint.items))


def _or(engine: Engine, constraint: Constraint, values: Focus) -> set[Any]:
    """Those that fail every member; each member is asked only of those that failed the ones before."""
    if not constraint.items:
        return set(engine.nodes(values))
    bad = engine.failing(constraint.items[0], values)
    for member in constraint.items[1:]:
        if not bad:
            break
        fewer = Among(values, frozenset(bad)) if len(bad) <= FEW else values
        bad &= engine.failing(member, fewer)
    return bad


def _xone(engine: Engine, constraint: Constraint, values: Focus) -> set[Any]:
    everybody = engine.nodes(values)
    failed = Counter(node for member in constraint.items for node in engine.failing(member, values))
    return {node for node in everybody if len(constraint.items) - failed[node] != 1}


def _node(engine: Engine, constraint: Constraint, values: Focus) -> set[Any]:
    return engine.failing(constraint.value, values)


def _pattern(engine: Engine, constraint: Constraint, values: Focus) -> set[Any]:
    """A pattern in the words of Python: the engine's own knows no looking ahead and no looking back."""
    said, *flags = pattern_of(constraint)
    try:
        pattern = re.compile(said, sum(_FLAGS[flag] for flag in "".join(flags)))
    except (re.error, KeyError) as error:
        raise CannotCompile(f"sh:pattern {said}: {error}") from None

    def fits(node: Any) -> bool:
        return not isinstance(node, BlankNode) and pattern.search(node.value) is not None

    return {node for node in engine.nodes(values) if not fits(node)}


BY_VALUE: dict[str, Callable[[Engine, Constraint, Focus], set[Any]]] = {
    "Not": _not,
    "And": _and,
    "Or": _or,
    "Xone": _xone,
    "Node": _node,
    "Pattern": _pattern,
}
