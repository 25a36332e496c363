"""A whole run: every shape with a target over the data, in threads; what has no question goes to the reference."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from pyoxigraph import Literal

from vakgraph.validation import deadline, reference
from vakgraph.validation.asked import CannotAsk, Data
from vakgraph.validation.bulk import Engine
from vakgraph.validation.compile.focus import Among, Focus, Targeted, targeted
from vakgraph.validation.compile.tests import CannotCompile, name_of
from vakgraph.validation.paths import SH, PathFault, Term
from vakgraph.validation.result import Hit, Outcome, Result
from vakgraph.validation.scope import affected
from vakgraph.validation.shape import Constraint, Shape, Shapes

_SPARQL = SH + "SPARQLConstraintComponent"


def validate(
    source: Any, shapes: Shapes, focus: Mapping[Term, Iterable[Term]] | None = None, threads: int = 2
) -> Outcome:
    """Every fault of the data (triples, or a store) against the shapes; with `focus`, only of these nodes per shape."""
    data = source if isinstance(source, Data) else Data(source)
    return _Run(data, shapes, focus).outcome(threads)


class _Run:
    """One validation of one graph."""

    def __init__(self, data: Data, shapes: Shapes, focus: Mapping[Term, Iterable[Term]] | None) -> None:
        self.data, self.shapes, self.engine = data, shapes, Engine(data, shapes)
        self.chosen = None if focus is None else {node: frozenset(nodes) for node, nodes in focus.items()}
        self.asked = [s for s in shapes.targeted() if self.chosen is None or self.chosen.get(s.node)]
        self.back: dict[Shape, str] = {shape: why for shape in self.asked if (why := self.trouble(shape))}
        self.apart: dict[Shape, frozenset[Term]] = {}  # nodes that the reference judges, of shapes judged in bulk

    def outcome(self, threads: int) -> Outcome:
        if self.data.spelling.datatypes:
            self.set_apart()
        kept = [shape for shape in self.asked if shape not in self.back]
        foci = {shape: self.focus(shape) for shape in kept}
        slow = {shape for shape in kept if self.matches(shape)}
        work = [part for shape in kept if shape not in slow for part in _parts(shape)]
        matching = [part for shape in kept if shape in slow for part in _parts(shape)]
        with ThreadPoolExecutor(max(1, threads)) as pool:
            counted = pool.submit(self.count, [foci[s] for s in kept])
            empty = pool.submit(self.targetless)
            parts = list(pool.map(lambda part: (part[0], self.part(foci[part[0]], *part)), work))
            with deadline.limited():  # a match in Python can be stopped in this thread only
                parts += [(part[0], self.part(foci[part[0]], *part)) for part in matching]
        hits = [hit for shape, found in parts for hit in found if shape not in self.back]
        results = [self.result(hit) for hit in hits] + self.by_reference()
        back = dict.fromkeys(self.apart, "literals that a store spells in another way") | self.back
        return Outcome(tuple(results), tuple(back.items()), counted.result(), len(self.asked), empty.result())

    def set_apart(self) -> None:
        """Where a SPARQL constraint may read a literal that the store would change, the reference judges."""
        asking = [s for s in self.asked if s not in self.back and any(map(self.in_sparql, self.shapes.reached(s)))]
        reach = affected(self.data.plain, replace(self.shapes, all=tuple(asking)), self.data.odd(), ())
        for shape in asking:
            if reach.everything or shape.node in reach.whole:
                self.back[shape] = reach.everything or reach.whole[shape.node]
            elif nodes := reach.focus.get(shape.node):
                self.apart[shape] = frozenset(nodes)

    def in_sparql(self, shape: Shape) -> bool:
        return any(name_of(c) == "SPARQL" or not c.component.value.startswith(SH) for c in shape.constraints)

    def focus(self, shape: Shape) -> Focus:
        """Whom the shape is about, or those of them who are asked for."""
        whole = targeted(shape.targets, self.data.below, self.data.spelling.stored)
        if self.chosen is None:
            return whole
        return Among(whole, frozenset(map(self.data.spelling.stored, self.chosen[shape.node])))

    def trouble(self, shape: Shape) -> str:
        """Why a shape cannot be asked in bulk; "" where it can."""
        for part in self.shapes.reached(shape):
            if part.troubles:
                return part.troubles[0]
            if part.ignored:
                return f"{part.ignored[0]} of {part.node} is not understood"
        try:
            targeted(shape.targets, self.data.below, self.data.spelling.stored)
        except CannotCompile as why:
            return str(why)
        return "it refers to itself" if _circular(self.shapes, shape) else ""

    def matches(self, shape: Shape) -> bool:
        """Whether it has a pattern that the engine cannot read, so that Python must match it."""
        patterns = (c for part in self.shapes.reached(shape) for c in part.constraints if name_of(c) == "Pattern")
        try:
            return any(map(self.engine.refused, patterns))
        except CannotAsk:
            return False

    def part(self, focus: Focus, shape: Shape, constraints: tuple[Constraint, ...], inner: Shape | None) -> list[Hit]:
        """Some demands of a shape, or one of its property shapes."""
        apart = self.apart.get(shape, frozenset())
        try:
            if inner is not None:
                return [hit for this, hit in self.engine.below(shape, focus, inner) if this not in apart]
            return [hit for hit in self.engine.hits(shape, focus, constraints) if hit.focus not in apart]
        except (CannotCompile, CannotAsk, PathFault) as why:
            self.back[shape] = str(why)
            return []

    def by_reference(self) -> list[Result]:
        """What the reference says of the shapes, and of the nodes, that could not be asked in bulk."""
        only: dict[Term, Collection[Term] | None] = {}
        for shape in (*self.apart, *self.back):
            nodes = self.apart.get(shape) if shape not in self.back else None
            if self.chosen is not None:
                mine = self.aimed(shape)
                nodes = mine if nodes is None else nodes & mine
            only[shape.node] = nodes
        return reference.validate(self.data.triples(), self.shapes.triples, only) if only else []

    def aimed(self, shape: Shape) -> frozenset[Term]:
        """Those of the nodes asked for that the shape is about."""
        try:
            return frozenset(map(self.data.spelling.original, self.engine.nodes(self.focus(shape))))
        except CannotCompile:
            return (self.chosen or {}).get(shape.node, frozenset())

    def count(self, foci: list[Focus]) -> int:
        """How many different nodes are looked at."""
        if self.chosen is not None:
            return len(frozenset[Term]().union(*self.chosen.values())) if self.chosen else 0
        branches = dict.fromkeys(branch for focus in foci if isinstance(focus, Targeted) for branch in focus.branches)
        if not branches:
            return 0
        where = Targeted(tuple(branches)).pattern("this")
        ((counted,),) = self.data.rows(f"SELECT (COUNT(DISTINCT ?this) AS ?n) WHERE {{ {where} }}")
        return int(counted.value)

    def targetless(self) -> tuple[Shape, ...]:
        """The shapes whose targets point at nothing at all."""
        if self.chosen is not None:
            return ()
        return tuple(shape for shape in self.asked if shape not in self.back and not self.any(self.focus(shape)))

    def any(self, focus: Focus) -> bool:
        return bool(self.data.rows(f"SELECT ?this WHERE {{ {focus.pattern('this')} }} LIMIT 1"))

    def result(self, hit: Hit) -> Result:
        """A fault as the standard reports it, in the spelling of the data."""
        original = self.data.spelling.original
        row = tuple((name, original(term)) for name, term in hit.row)
        sparql = hit.constraint.component.value == _SPARQL
        return Result(
            original(hit.focus),
            hit.path,
            None if hit.value is None else original(hit.value),
            hit.shape.node,
            hit.constraint.component,
            hit.shape.severity,
            tuple(_filled(text, row) for text in self.messages(hit)),
            hit.constraint.value if sparql else None,
            row,
        )

    def messages(self, hit: Hit) -> tuple[Literal, ...]:
        """What the SPARQL constraint says, or else what its shape says."""
        if hit.shape.messages or not hit.row:
            return hit.shape.messages
        node = hit.constraint.value
        return tuple(text for text in self.shapes.said(node, SH + "message") if isinstance(text, Literal))


def _parts(shape: Shape) -> list[tuple[Shape, tuple[Constraint, ...], Shape | None]]:
    """The work of a shape in pieces that need not wait for each other."""
    return [(shape, shape.constraints, None), *((shape, (), part) for part in shape.properties)]


def _circular(shapes: Shapes, shape: Shape) -> bool:
    """Whether some shape is reached from itself."""
    done: set[Term] = set()

    def visit(here: Shape, above: frozenset[Term]) -> bool:
        if here.node in above:
            return True
        if here.node in done:
            return False
        found = any(visit(part, above | {here.node}) for part in shapes.used(here))
        done.add(here.node)
        return found

    return visit(shape, frozenset())


_PLACE = re.compile(r"\{[?$](\w+)\}")


def _filled(text: Literal, row: tuple[tuple[str, Any], ...]) -> Literal:
    """The message with the values of the row in it; its language stays."""
    if not row or "{" not in text.value:
        return text
    known = {name: str(getattr(term, "value", term)) for name, term in row}
    said = _PLACE.sub(lambda match: known.get(match[1], match[0]), text.value)
    return Literal(said, language=text.language) if text.language else Literal(said)
