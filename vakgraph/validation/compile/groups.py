"""Demands on all values of a focus node together: how many, which, and how they compare with other properties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from vakgraph.namespaces import OUTSIDE
from vakgraph.validation import paths
from vakgraph.validation.compile.focus import Focus, values_first, walk
from vakgraph.validation.compile.tests import CannotCompile, text, whole
from vakgraph.validation.paths import Path, Term
from vakgraph.validation.result import Hit
from vakgraph.validation.shape import Constraint, Shape

if TYPE_CHECKING:
    from vakgraph.validation.bulk import Engine

SH, RDF = OUTSIDE["sh"], OUTSIDE["rdf"]
TRUE = Literal("true", datatype=NamedNode(OUTSIDE["xsd"] + "boolean"))


def _hit(shape: Shape, constraint: Constraint, this: Any, value: Any = None, path: Path | None = None) -> Hit:
    return Hit(this, value, shape, constraint, path or shape.path)


def _path(shape: Shape) -> Path:
    if shape.path is None:
        raise CannotCompile("a demand for property shapes on a node shape")
    return shape.path


def _min_count(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
    least, path, here = whole(constraint.value), _path(shape), focus.pattern("this")
    if least < 1 or (least == 1 and path.reaches_itself):
        return
    step = walk(path, "this", "value")
    if least == 1:
        asked = f"SELECT DISTINCT ?this WHERE {{ {here} FILTER NOT EXISTS {{ {step} }} }}"
    else:
        asked = (
            f"SELECT ?this WHERE {{ {{ SELECT DISTINCT ?this WHERE {{ {here} }} }} "
            f"OPTIONAL {{ {walk(path, 'this', 'value', here if path.reaches_itself else '')} }} }} "
            f"GROUP BY ?this HAVING (COUNT(DISTINCT ?value) < {least})"
        )
    yield from _each(engine, shape, focus, constraint, asked)


def _max_count(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
    most, path = whole(constraint.value), _path(shape)
    if values_first(focus, path):
        step = walk(path, "this", "value")
        many = engine.kept(f"SELECT ?this WHERE {{ {step} }} GROUP BY ?this HAVING (COUNT(*) > {most})")
        for this in engine.members(focus, {this for (this,) in many}):
            yield _hit(shape, constraint, this)
        return
    step = walk(path, "this", "value", focus.pattern("this"))
    asked = f"SELECT ?this WHERE {{ {step} }} GROUP BY ?this HAVING (COUNT(DISTINCT ?value) > {most})"
    yield from _each(engine, shape, focus, constraint, asked)


def _each(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint, asked: str) -> Iterator[Hit]:
    for (this,) in engine.data.rows(asked):
        if focus.only is None or this in focus.only:
            yield _hit(shape, constraint, this)


def _has_value(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
    wanted, here = text(engine.data.spelling.stored(constraint.value)), focus.pattern("this")
    if shape.path is None:
        yield from _each(
            engine,
            shape,
            focus,
            constraint,
            f"SELECT DISTINCT ?this WHERE {{ {here} FILTER(!sameTerm(?this, {wanted})) }}",
        )
        return
    have = {this for this, _ in engine.pairs(focus, shape.path, {engine.data.spelling.stored(constraint.value)})}
    for this in engine.nodes(focus):
        if this not in have:
            yield _hit(shape, constraint, this)


def _unique_lang(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
    """One result for each language that two values share."""
    if constraint.value != TRUE:
        return
    path = _path(shape)
    first = values_first(focus, path)
    step = walk(path, "this", "value", "" if first else focus.pattern("this"))
    tail = 'FILTER(LANG(?value) != "") } GROUP BY ?this (LANG(?value)) HAVING (COUNT(DISTINCT ?value) > 1)'
    asked = f"SELECT ?this WHERE {{ {step} {tail}"
    if first:
        twice = Counter(this for (this,) in engine.kept(asked))
        for this in engine.members(focus, set(twice)):
            yield from [_hit(shape, constraint, this)] * twice[this]
    else:
        yield from _each(engine, shape, focus, constraint, asked)


def _other(constraint: Constraint) -> Path:
    if not isinstance(constraint.value, NamedNode):
        raise CannotCompile(f"no property: {constraint.value}")
    return paths.predicate(constraint.value)


def _equals(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
    other, here = _other(constraint), focus.pattern("this")
    theirs = walk(other, "this", "value")
    if shape.path is None:
        mine, same = f"{here} BIND(?this AS ?value)", "sameTerm(?value, ?this)"
    else:
        mine = walk(shape.path, "this", "value", here)
        same = f"EXISTS {{ ?this {shape.path.sparql()} ?value }}"
        same += " || sameTerm(?value, ?this)" if shape.path.reaches_itself else ""
    yield from _pairs(engine, shape, focus, constraint, f"{mine} FILTER NOT EXISTS {{ {theirs} }}")
    yield from _pairs(engine, shape, focus, constraint, f"{here} {theirs} FILTER(!({same}))")


def _disjoint(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
    other, here = _other(constraint), focus.pattern("this")
    if shape.path is None:
        asked = f"{here} ?this {other.sparql()} ?this . BIND(?this AS ?value)"
    else:
        asked = f"{walk(shape.path, 'this', 'value', here)} {walk(other, 'this', 'value')}"
    yield from _pairs(engine, shape, focus, constraint, asked)


def _pairs(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint, where: str) -> Iterator[Hit]:
    rows = engine.data.rows(f"SELECT DISTINCT ?this ?value WHERE {{ {where} }}")
    for this, value in engine.sift(focus, rows):
        yield _hit(shape, constraint, this, value)


def _less_than(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
    """One result for each pair that is not in order or cannot be compared."""
    sign = "<=" if constraint.component.value.endswith("OrEqualsConstraintComponent") else "<"
    tests = engine.tests
    order = f"{tests.compared('?value')} {sign} {tests.compared('?other')}"
    right = f"{order} && {tests.comparable('?value')} && {tests.comparable('?other')}"
    values = walk(_path(shape), "this", "value", focus.pattern("this"))
    where = f"{values} {walk(_other(constraint), 'this', 'other')}"
    rows = engine.data.rows(
        f"SELECT DISTINCT ?this ?value ?other WHERE {{ {where} FILTER(!COALESCE({right}, false)) }}"
    )
    for this, value, _ in rows:
        if focus.only is None or this in focus.only:
            yield _hit(shape, constraint, this, value)


def _closed(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
    """Every triple of a value node whose property the shape does not name."""
    if not isinstance(constraint.value, Literal) or constraint.value.value not in ("true", "1"):
        return
    ignored = constraint.parameter("ignoredProperties")
    known: list[Term] = list(paths.items(ignored, engine.shapes.said)) if ignored is not None else []
    known += [part.path.iri for part in shape.properties if part.path is not None and part.path.iri is not None]
    names = ", ".join(text(term) for term in known)
    node = "?this" if shape.path is None else "?node"
    here = focus.pattern("this")
    step = here if shape.path is None else walk(shape.path, "this", "node", here)
    others = f"FILTER(?property NOT IN ({names}))" if names else ""  # the engine lets nothing through `NOT IN ()`
    where = f"{step} {node} ?property ?value . {others}"
    for this, iri, value in engine.data.rows(f"SELECT DISTINCT ?this ?property ?value WHERE {{ {where} }}"):
        if focus.only is None or this in focus.only:
            yield _hit(shape, constraint, this, value, paths.predicate(iri))


def _qualified(engine: Engine, shape: Shape, focus: Focus, constraint: Constraint) -> Iterator[Hit]:
    """How many values conform to a shape, and to none of its siblings where those are disjoint."""
    least = constraint.component.value.endswith("MinCountConstraintComponent")
    bound = constraint.parameter("qualifiedMinCount" if least else "qualifiedMaxCount")
    if bound is None:
        return
    values = engine.inside(shape, focus)
    pairs = engine.pairs(focus, _path(shape))
    wrong = engine.failing(constraint.value, values)
    siblings = _siblings(engine, shape, constraint)
    others = [engine.failing(sibling, values) for sibling in siblings]
    counted = Counter(this for this, v in pairs if v not in wrong and all(v in failing for failing in others))
    limit = whole(bound)
    for this in engine.nodes(focus) if least else counted:
        if counted[this] < limit if least else counted[this] > limit:
            yield _hit(shape, constraint, this)


def _siblings(engine: Engine, shape: Shape, constraint: Constraint) -> set[Term]:
    """The qualified shapes beside this one, below the same parents."""
    if constraint.parameter("qualifiedValueShapesDisjoint") != TRUE:
        return set()
    said = engine.shapes.said
    parents = [node for node in engine.shapes.index if shape.node in said(node, SH + "property")]
    beside = {part for parent in parents for part in said(parent, SH + "property")}
    return {term for part in beside for term in said(part, SH + "qualifiedValueShape")} - {constraint.value}


BY_FOCUS: dict[str, Callable[[Engine, Shape, Focus, Constraint], Iterator[Hit]]] = {
    "MinCount": _min_count,
    "MaxCount": _max_count,
    "HasValue": _has_value,
    "UniqueLang": _unique_lang,
    "Equals": _equals,
    "Disjoint": _disjoint,
    "LessThan": _less_than,
    "LessThanOrEquals": _less_than,
    "Closed": _closed,
    "QualifiedMinCount": _qualified,
    "QualifiedMaxCount": _qualified,
}
