"""Whom a shape is about, as a SPARQL pattern that binds a variable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, NamedNode

from vakgraph.validation.compile.tests import text
from vakgraph.validation.paths import Path, Term
from vakgraph.validation.shape import Target

FEW = 2000  # terms that are named in a question; more are sifted from its answer


@dataclass(frozen=True)
class Branch:
    """One kind of target: how its nodes are found, each once, and how a node at hand is known as one of them."""

    find: str  # with {var} for the variable
    know: str


@dataclass(frozen=True)
class Targeted:
    """The nodes that the targets of a shape point out."""

    branches: tuple[Branch, ...]
    direct: bool = False  # all of them named: asked first, for they are few

    def pattern(self, var: str) -> str:
        """The pattern that binds the variable (without its sign) to each node."""
        return _union([branch.find.replace("{var}", var) for branch in self.branches])

    def among(self, nodes: Iterable[Term], var: str) -> str:
        """The pattern that binds it to those of these nodes that are targets."""
        named = f"VALUES ?{var} {{ {' '.join(sorted(map(str, nodes)))} }}"
        return _union([f"{named} {branch.know.replace('{var}', var)}" for branch in self.branches])

    @property
    def only(self) -> frozenset[Term] | None:
        return None


def _union(branches: Sequence[str]) -> str:
    return branches[0] if len(branches) == 1 else " UNION ".join(f"{{ {branch} }}" for branch in branches)


@dataclass(frozen=True)
class Step:
    """The values of a path, seen from the nodes of another focus."""

    parent: Focus
    path: Path

    def pattern(self, var: str) -> str:
        return walk(self.path, var + "0", var, self.parent.pattern(var + "0"))

    @property
    def direct(self) -> bool:
        return self.parent.direct

    @property
    def only(self) -> frozenset[Term] | None:
        return None


@dataclass(frozen=True)
class Among:
    """Of another focus, only these nodes. Where one has no name the answer must be sifted by `only`."""

    inner: Focus
    only: frozenset[Term]
    direct: bool = True

    def pattern(self, var: str) -> str:
        if len(self.only) > FEW or any(isinstance(node, BlankNode) for node in self.only):
            return self.inner.pattern(var)
        if isinstance(self.inner, Targeted):
            return self.inner.among(self.only, var)
        return f"VALUES ?{var} {{ {' '.join(sorted(map(str, self.only)))} }} {self.inner.pattern(var)}"


Focus = Targeted | Step | Among


def walk(path: Path, here: str, there: str, start: str = "") -> str:
    """The pattern `start`, that binds one variable, and from that along a path to another."""
    plain = f"{start} ?{here} {path.sparql()} ?{there} ."
    if not path.reaches_itself:
        return plain
    # A node that stands in no triple is a value of itself, too, and the engine does not say so.
    return f"{{ {plain} }} UNION {{ {start} BIND(?{here} AS ?{there}) }}"


def targeted(
    targets: Iterable[Target],
    closure: Callable[[NamedNode], Sequence[NamedNode]],
    stored: Callable[[Any], Any],
) -> Targeted:
    """The focus of the targets of a shape."""
    branches: list[Branch] = []
    kinds: dict[str, list[Term]] = {}
    for target in targets:
        kinds.setdefault(target.kind, []).append(target.term)
    classes = dict.fromkeys(c for top in kinds.get("class", ()) for c in _classes(top, closure))
    if classes:
        branches.append(_instances([str(c) for c in classes]))
    if nodes := kinds.get("node"):
        named = f"VALUES ?{{var}} {{ {' '.join(text(stored(node)) for node in nodes)} }}"
        branches.append(Branch(named, named))
    branches += [_ends(f"?{{var}} {text(term)} ?{{var}}_any .") for term in kinds.get("subjectsOf", ())]
    branches += [_ends(f"?{{var}}_any {text(term)} ?{{var}} .") for term in kinds.get("objectsOf", ())]
    return Targeted(tuple(branches), direct=set(kinds) == {"node"})


def _ends(triple: str) -> Branch:
    """Who stands at one end of a property, however often."""
    return Branch(f"{{ SELECT DISTINCT ?{{var}} WHERE {{ {triple} }} }}", f"FILTER EXISTS {{ {triple} }}")


def _classes(top: Term, closure: Callable[[NamedNode], Sequence[NamedNode]]) -> Sequence[Term]:
    return closure(top) if isinstance(top, NamedNode) else [top]


def _instances(classes: Sequence[str]) -> Branch:
    if len(classes) == 1:
        one = f"?{{var}} a {classes[0]} ."
        return Branch(one, one)
    typed = f"VALUES ?{{var}}_class {{ {' '.join(classes)} }} ?{{var}} a ?{{var}}_class ."
    return Branch(typed, f"FILTER EXISTS {{ {typed} }}")


def values_first(focus: Focus, path: Path) -> bool:
    """Whether to ask for wrong values before asking whose they are: worth it for one property of a whole class."""
    return isinstance(focus, Targeted) and not focus.direct and path.kind == "predicate"


def named(nodes: set[Any], var: str) -> str:
    """VALUES of these nodes; nothing where they are too many or have no name."""
    if len(nodes) > FEW or any(isinstance(node, BlankNode) for node in nodes):
        return ""
    return f"VALUES ?{var} {{ {' '.join(map(str, nodes))} }}"
