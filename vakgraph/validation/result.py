"""What an engine found: one result per fault, and the outcome of a whole run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from pyoxigraph import Literal, NamedNode

from vakgraph.validation.paths import Path, Term
from vakgraph.validation.shape import Constraint, Shape


@dataclass(frozen=True)
class Result:
    """One validation result as the standard has it; `bindings` are what a SPARQL constraint found besides."""

    focus: Term
    path: Path | None
    value: Term | None
    shape: Term
    component: NamedNode
    severity: NamedNode
    message: tuple[Literal, ...] = ()
    constraint: Term | None = None
    bindings: tuple[tuple[str, Term], ...] = field(default=(), compare=False)

    def key(self) -> tuple[Term, Path | None, Term | None, Term, NamedNode, NamedNode]:
        """What two engines must agree on."""
        return (self.focus, self.path, self.value, self.shape, self.component, self.severity)


@dataclass(frozen=True)
class Outcome(Sequence[Result]):
    """The results of a run, and how much was looked at; it reads as the list of its results."""

    results: tuple[Result, ...]
    fallen_back: tuple[tuple[Shape, str], ...] = ()  # (shape, why): judged by pySHACL
    focus_nodes: int = 0
    shapes: int = 0
    targetless: tuple[Shape, ...] = ()  # shapes whose targets point at nothing

    @overload
    def __getitem__(self, at: int) -> Result: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Result, ...]: ...
    def __getitem__(self, at: int | slice) -> Result | tuple[Result, ...]:
        return self.results[at]

    def __len__(self) -> int:
        return len(self.results)

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)


@dataclass(frozen=True, slots=True)
class Hit:
    """One fault: the focus node, the value and what it breaks."""

    focus: Any
    value: Any
    shape: Shape
    constraint: Constraint
    path: Path | None = None
    row: tuple[tuple[str, Any], ...] = ()
