"""Which triples a SPARQL rule looks at, and along which path from the thing that it is about ($this)."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from vakgraph.validation.paths import Path
from vakgraph.validation.patterns import Atom, Group, Node, Part, renamed
from vakgraph.validation.tokens import NotSimple
from vakgraph.validation.walk import HERE, MEANT_WITH, SAID_WITH, TYPE, join, repeats, touched, turned

THIS = "this"
_MOST = 64  # ways in which the unions of one query may combine
_BACK = 3  # the cost of a step against the direction of a property
_WIDE = 20  # the cost of a step that may lead to very many things
Routes = dict[str, tuple[int, Path]]


@dataclass(frozen=True)
class Must:
    """The subject of a triple (or its object) has something at the end of that path, walked forward or back."""

    at_object: bool
    path: Path
    back: bool
    value: NamedNode | None


@dataclass(frozen=True)
class Touch:
    """Triples that a shape looks at: those with property `iri` (None: any) at the end of the path `before`.

    `back` says that the path arrives at the object; `before` is None where no path is known. `subject` and `object`
    are what stands there, where that is fixed; `below` is the class that the object must be, or be below; `musts` are
    what else such a triple needs to matter; `again` is the same seen from its other end.
    """

    before: Path | None
    iri: NamedNode | None
    back: bool = False
    subject: NamedNode | None = None
    object: NamedNode | None = None
    below: NamedNode | None = None
    musts: tuple[Must, ...] = ()
    again: Touch | None = None


def touches(group: Group) -> set[Touch]:
    """All that a query looks at. Where its answer about a thing changes, a changed triple fits one of these.

    Each pattern is walked to from $this by patterns that must hold together with it: those of its own group, and
    of the groups around it by way of variables that those certainly fill.
    """
    return set(_of_group(group, ()))


def _of_group(group: Group, around: tuple[Atom, ...]) -> Iterator[Touch]:
    for items in _variants(group):
        together = (*around, *_required(items))
        _anchored(together)
        routes = _routes(together)
        for atom in _required(items):
            yield from _of_atom(atom, routes, together)
        yield from _inside(items, together)


def _inside(items: Sequence[Atom | Part], together: tuple[Atom, ...]) -> Iterator[Touch]:
    """What is looked at in optional, excluded and tested groups, and in those within a group."""
    for at, item in enumerate(items):
        if isinstance(item, Part) and item.kind == "group":
            yield from _inside(item.groups[0].items, together)
        elif isinstance(item, Part):
            left = items if item.kind == "exists" else items[:at]
            filled = {THIS}.union(*(atom.names() for atom in _required(left)))
            yield from _of_group(renamed(item.groups[0], filled), together)


def _variants(group: Group) -> list[tuple[Atom | Part, ...]]:
    """The group without its unions: once for each way to choose from them."""
    choices: list[list[Atom | Part]] = []
    for item in group.items:
        if isinstance(item, Part) and item.kind in ("group", "union"):
            choices.append([Part("group", (Group(v),)) for inner in item.groups for v in _variants(inner)])
        else:
            choices.append([item])
        count = 1
        for choice in choices:
            count *= len(choice)
        if count > _MOST:
            raise NotSimple("UNION")
    return list(itertools.product(*choices))


def _required(items: Iterable[Atom | Part]) -> list[Atom]:
    """The patterns that must hold, those of groups within included."""
    found: list[Atom] = []
    for item in items:
        if isinstance(item, Atom):
            found.append(item)
        elif item.kind == "group":
            found += _required(item.groups[0].items)
    return found


def _anchored(together: Sequence[Atom]) -> None:
    """A path that may have no steps says nothing by itself: from one end something else must hold it."""
    known, todo = {THIS}, list(together)
    while True:
        held = [atom for atom in todo if not atom.path.reaches_itself or _holds(atom, known)]
        if not held:
            break
        known.update(*(atom.names() for atom in held))
        todo = [atom for atom in todo if atom not in held]
    if todo:
        raise NotSimple("*")


def _holds(atom: Atom, known: set[str]) -> bool:
    return any(not isinstance(node, str) or node in known for node in (atom.subject, atom.object))


def _of_atom(atom: Atom, routes: Routes, together: Iterable[Atom]) -> Iterator[Touch]:
    """What one pattern looks at, walked to from the end that is nearest to $this."""
    plain = atom.path.kind in ("predicate", "alternative") and all(p.kind == "predicate" for p in atom.path.parts)
    musts = tuple(dict.fromkeys(_musts(atom, together))) if plain else ()
    subject = atom.subject if plain and isinstance(atom.subject, NamedNode) else None
    value = atom.object if plain and isinstance(atom.object, NamedNode) else None
    ends = [(_route(node, routes), back) for node, back in ((atom.subject, False), (atom.object, True))]
    known = sorted(((route[0] + (_BACK if back else 1), back, route[1]) for route, back in ends if route), key=_first)
    seen = [
        [Touch(before, iri, at_object, subject, value, None, musts) for before, iri, at_object in steps]
        for steps in (touched(atom.path, route, back) for _, back, route in known)
    ]
    if len(seen) == 2 and plain:
        yield from (replace(touch, again=other) for touch, other in zip(*seen, strict=True))
    elif seen:
        yield from seen[0]
    else:
        yield from (Touch(None, iri, False, subject, value, None, musts) for _, iri, _ in touched(atom.path))


def _first(end: tuple[int, bool, Path]) -> tuple[int, bool]:
    return end[:2]


def _musts(atom: Atom, together: Iterable[Atom]) -> Iterator[Must]:
    """What the patterns beside this one ask of the two ends of its triple."""
    for at_object, node in enumerate((atom.subject, atom.object)):
        for other in together if isinstance(node, str) else ():
            for back, here, there in ((False, other.subject, other.object), (True, other.object, other.subject)):
                if other != atom and here == node and not repeats(other.path):
                    yield Must(bool(at_object), other.path, back, there if isinstance(there, NamedNode) else None)


def _route(node: Node, routes: Routes) -> tuple[int, Path] | None:
    return routes.get(node) if isinstance(node, str) else None


def _routes(together: Iterable[Atom]) -> Routes:
    """The cheapest path from $this to each variable that the patterns tie to it."""
    edges: dict[str, list[tuple[int, Path, str]]] = {}
    for atom in together:
        if isinstance(atom.subject, str) and isinstance(atom.object, str):
            edges.setdefault(atom.subject, []).append((_cost(atom.path), atom.path, atom.object))
            edges.setdefault(atom.object, []).append((_cost(atom.path, True), turned(atom.path), atom.subject))
        for node, property_of in ((atom.subject, SAID_WITH), (atom.object, MEANT_WITH)):
            if atom.verb and isinstance(node, str):
                to_verb = Path("predicate", (), property_of)
                edges.setdefault(node, []).append((_WIDE, to_verb, atom.verb))
                edges.setdefault(atom.verb, []).append((_WIDE, turned(to_verb), node))
    found: Routes = {}
    number = itertools.count()
    todo = [(0, next(number), HERE, THIS)]
    while todo:
        cost, _, path, name = heapq.heappop(todo)
        if name not in found:
            found[name] = cost, path
            for more, step, other in edges.get(name, ()):
                heapq.heappush(todo, (cost + more, next(number), join(path, step), other))
    return found


def _cost(path: Path, back: bool = False) -> int:
    """A guess of how wide a path fans out."""
    if path.kind == "predicate":
        return _WIDE if path.iri in (TYPE, None) else _BACK if back else 1
    cost = sum(_cost(part, back != (path.kind == "inverse")) for part in path.parts)
    return cost * (3 if path.kind in ("zeroOrMore", "oneOrMore") else 1)
