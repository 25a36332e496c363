"""The bulk engine: each demand is asked of all focus nodes at once, and nested shapes of all their values at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vakgraph.validation.asked import Data, Rows
from vakgraph.validation.compile import groups, judged
from vakgraph.validation.compile.focus import FEW, Among, Focus, Step, Targeted, named, values_first, walk
from vakgraph.validation.compile.tests import CannotCompile, Tests, name_of
from vakgraph.validation.own import Own
from vakgraph.validation.paths import Path, Term
from vakgraph.validation.result import Hit
from vakgraph.validation.shape import Constraint, Shape, Shapes

Pair = tuple[Any, Any]


Found = list[tuple[Any, Hit]]  # (the focus node of the shape that was asked, the fault it leads to)


class Engine:
    """Asks the data; `shapes` are all that a shape may refer to."""

    def __init__(self, data: Data, shapes: Shapes) -> None:
        self.data, self.shapes = data, shapes
        self.tests = Tests(data.spelling, data.below)
        self.own = Own(self)
        self._kept: dict[str, Rows] = {}

    # ---- a shape

    def found(self, shape: Shape, focus: Focus) -> Found:
        """Every fault of the focus nodes, with the node that it belongs to."""
        if shape.deactivated:
            return []
        hits: Found = [(hit.focus, hit) for hit in self.hits(shape, focus, shape.constraints)]
        for part in shape.properties:
            hits += self.below(shape, focus, part)
        return hits

    def below(self, shape: Shape, focus: Focus, part: Shape) -> Found:
        """The faults of a property shape on the values of this one, once for each way to get there."""
        inner = self.found(part, self.inside(shape, focus))
        if shape.path is None or not inner:
            return inner
        ways: dict[Any, list[Any]] = defaultdict(list)
        for this, value in self.pairs(focus, shape.path, {value for value, _ in inner}):
            ways[value].append(this)
        return [(this, hit) for value, hit in inner for this in ways[value]]

    def failing(self, node: Term, focus: Focus) -> set[Any]:
        """The focus nodes that do not conform to the shape of that name."""
        return {this for this, _ in self.found(self.shape(node), focus)}

    def shape(self, node: Term) -> Shape:
        if node not in self.shapes.by_node:
            raise CannotCompile(f"no such shape: {node}")
        return self.shapes.by_node[node]

    def inside(self, shape: Shape, focus: Focus) -> Focus:
        """The value nodes of a shape as a focus."""
        return focus if shape.path is None else Step(focus, shape.path)

    # ---- its own demands

    def hits(self, shape: Shape, focus: Focus, constraints: Iterable[Constraint]) -> Iterator[Hit]:
        """The faults against some of its demands."""
        simple: list[tuple[Constraint, str]] = []
        for constraint in constraints:
            wrong = self.tests.wrong(constraint, "?value")
            name = name_of(constraint)
            if wrong is not None and not (name == "Pattern" and self.refused(constraint)):
                simple.append((constraint, wrong))
            elif name in judged.BY_VALUE:
                bad = judged.BY_VALUE[name](self, constraint, self.inside(shape, focus))
                yield from self._of_values(shape, constraint, self.pairs(focus, shape.path, bad))
            elif name in groups.BY_FOCUS:
                yield from groups.BY_FOCUS[name](self, shape, focus, constraint)
            elif name != "Property":
                yield from self.own.hits(shape, focus, constraint)
        yield from self._simple(shape, focus, simple)

    def _simple(self, shape: Shape, focus: Focus, tests: Sequence[tuple[Constraint, str]]) -> Iterator[Hit]:
        """All tests on one value in one question; only where that finds something, each apart."""
        if len(tests) > 1 and not self.wrong_pairs(shape, focus, " || ".join(wrong for _, wrong in tests)):
            return
        for constraint, wrong in tests:
            yield from self._of_values(shape, constraint, self.wrong_pairs(shape, focus, wrong))

    @staticmethod
    def _of_values(shape: Shape, constraint: Constraint, pairs: Iterable[Pair]) -> Iterator[Hit]:
        for this, value in pairs:
            yield Hit(this, value, shape, constraint, shape.path)

    def refused(self, constraint: Constraint) -> bool:
        """Whether the engine cannot read this pattern: then it is judged here."""
        asked = f'SELECT (REGEX("", {", ".join(judged.quoted(constraint))}) AS ?ok) {{}}'
        return self.kept(asked)[0][0] is None

    # ---- questions

    def kept(self, query: str) -> Rows:
        """The rows of a question that several shapes ask."""
        if query not in self._kept:
            self._kept[query] = self.data.rows(query)
        return self._kept[query]

    def nodes(self, focus: Focus) -> list[Any]:
        """Every focus node, once."""
        rows = self.data.rows(f"SELECT DISTINCT ?this WHERE {{ {focus.pattern('this')} }}")
        return [this for (this,) in rows if focus.only is None or this in focus.only]

    def pairs(self, focus: Focus, path: Path | None, values: set[Any] | None = None) -> list[Pair]:
        """(focus node, value node), all or those with one of these values."""
        if values is not None and not values:
            return []
        if path is None:
            return [(this, this) for this in self.members(focus, values)]
        names = "" if values is None else named(values, "value")
        where = f"{names} {walk(path, 'this', 'value', focus.pattern('this'))}"
        if names and values_first(focus, path):
            where = f"{names} {walk(path, 'this', 'value')} {focus.pattern('this')}"
        return self.sift(focus, self.data.rows(f"SELECT DISTINCT ?this ?value WHERE {{ {where} }}"), values)

    def sift(self, focus: Focus, rows: Rows, values: set[Any] | None = None) -> list[Pair]:
        """The rows whose focus node and value count, each once."""
        only = focus.only
        kept = dict.fromkeys((this, value) for this, value in rows if only is None or this in only)
        return [pair for pair in kept if values is None or pair[1] in values]

    def members(self, focus: Focus, nodes: set[Any] | None) -> list[Any]:
        """Which of these nodes are focus nodes."""
        if nodes is None:
            return self.nodes(focus)
        if not nodes:
            return []
        where = f"{named(nodes, 'this')} {focus.pattern('this')}"
        if isinstance(focus, Targeted):
            where = Among(focus, frozenset(nodes)).pattern("this")
        rows = self.data.rows(f"SELECT DISTINCT ?this WHERE {{ {where} }}")
        return [this for (this,) in rows if this in nodes and (focus.only is None or this in focus.only)]

    def wrong_pairs(self, shape: Shape, focus: Focus, wrong: str) -> list[Pair]:
        """The values for which the expression over ?value is true, with those who have them."""
        path = shape.path
        if path is None:
            where = f"{focus.pattern('value')} FILTER({wrong})"
            rows = self.data.rows(f"SELECT DISTINCT ?value WHERE {{ {where} }}")
            return [(value, value) for (value,) in rows if focus.only is None or value in focus.only]
        if values_first(focus, path):
            bad = self.bad_values(path, wrong)
            if len(bad) <= FEW:
                return self.pairs(focus, path, bad)
        where = f"{walk(path, 'this', 'value', focus.pattern('this'))} FILTER({wrong})"
        return self.sift(focus, self.data.rows(f"SELECT ?this ?value WHERE {{ {where} }}"))

    def bad_values(self, path: Path, wrong: str) -> set[Any]:
        """The wrong values that anybody has, each distinct value asked once; more than `FEW` are not all told."""
        each = f"{{ SELECT DISTINCT ?value WHERE {{ {walk(path, 'any', 'value')} }} }}"
        rows = self.kept(f"SELECT ?value WHERE {{ {each} FILTER({wrong}) }} LIMIT {FEW + 1}")
        return {value for (value,) in rows}
