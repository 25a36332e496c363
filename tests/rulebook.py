"""The rules as the tests see them: their shapes, their cases, and what an engine finds in a world."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import BlankNode, NamedNode, Quad
from worlds import PREFIXES, ROOT, World, short, triples
from worlds import rules as derive_rules

from vakgraph import checkout, turtle
from vakgraph.namespaces import OUTSIDE
from vakgraph.turtle import Triple
from vakgraph.validation import incremental, shapes, validate
from vakgraph.validation.incremental import Change
from vakgraph.validation.result import Result
from vakgraph.validation.shapes import Shapes

SH, RDF, VAK, PROV = OUTSIDE["sh"], OUTSIDE["rdf"], PREFIXES["vak"], OUTSIDE["prov"]
FOLDER = ROOT / "ontology" / "shapes"
CASES = ROOT / "tests" / "cases" / "rules"
DOWN = {
    "property",
    "path",
    "node",
    "qualifiedValueShape",
    "not",
    "and",
    "or",
    "xone",
    "sparql",
    "prefixes",
    "declare",
    "in",
}
NESTED = ("node", "qualifiedValueShape", "not", "and", "or", "xone")
TARGETS = {"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"}


def shape_files() -> list[Path]:
    return sorted(FOLDER.rglob("*.ttl"))


@cache
def shape_triples() -> tuple[Triple, ...]:
    """Every shape of every layer."""
    return tuple(triple for file in turtle.read_many(shape_files()).values() for triple in file)


@cache
def said() -> dict[Any, dict[str, list[Any]]]:
    """What is said of each node of the shapes: predicate (sh: without its space) -> objects."""
    found: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in shape_triples():
        found[triple.subject][triple.predicate.value.removeprefix(SH)].append(triple.object)
    return {node: dict(facts) for node, facts in found.items()}


def about(node: Any, predicate: str) -> list[Any]:
    """The objects of one predicate of one node of the shapes."""
    return said().get(node, {}).get(predicate, [])


@cache
def rules() -> dict[str, frozenset[NamedNode]]:
    """The shapes of each rule."""
    found: dict[str, set[NamedNode]] = defaultdict(set)
    for node, facts in said().items():
        for rule in facts.get(VAK + "rule", ()):
            found[rule.value].add(node)
    return {rule: frozenset(shapes) for rule, shapes in found.items()}


@cache
def rule_of() -> dict[str, str]:
    """The rule of each shape, by the short name of the shape."""
    return {short(shape.value): rule for rule, shapes in rules().items() for shape in shapes}


@cache
def cut_out(rule: str) -> tuple[Triple, ...]:
    """The shapes of one rule with all they need, and of the shapes that lead to them only the way to there."""
    own = set(rules()[rule])
    kept = _below(own)
    chosen = [t for t in shape_triples() if t.subject in kept]
    above = own
    while above:
        links = [t for t in shape_triples() if t.object in above and t.predicate.value.removeprefix(SH) in DOWN]
        chosen += [t for t in links if t.subject not in kept]
        above = {t.subject for t in links if t.subject not in kept}
        heads = {*(SH + name for name in TARGETS), RDF + "type"}
        chosen += [t for t in shape_triples() if t.subject in above and t.predicate.value in heads]
        kept |= above
    return tuple(chosen)


def _below(nodes: Iterable[Any]) -> set[Any]:
    kept, fresh = set(nodes), list(nodes)
    while fresh:
        node = fresh.pop()
        for predicate, objects in said().get(node, {}).items():
            follow = predicate in DOWN or predicate.startswith(RDF) or isinstance(node, BlankNode)
            for each in objects if follow else ():
                if not isinstance(each, NamedNode | BlankNode) or each in kept or each not in said():
                    continue
                kept.add(each)
                fresh.append(each)
    return kept


# ---- what an engine finds


@dataclass(frozen=True, order=True)
class Found:
    """One result: names in short, and the messages as plain text without their language."""

    shape: str
    focus: str
    path: str
    value: str
    severity: str
    messages: tuple[str, ...] = ()

    @property
    def bare(self) -> tuple[str, str, str, str, str]:
        return (self.shape, self.focus, self.path, self.value, self.severity)


def _found(shape: str, focus: str, path: str, value: str, severity: str, messages: Iterable[Any]) -> Found:
    texts = tuple(sorted(str(getattr(message, "value", message)) for message in messages))
    return Found(shape, focus, path, "" if value == focus else value, short(severity).removeprefix("sh:"), texts)


def by_pyshacl(world: World, rule: str) -> list[Found]:
    """What pySHACL says of the own things of a world with the shapes of one rule."""
    import pyshacl
    from rdflib import URIRef

    own = {term for t in world.asserted for term in (t.subject, t.object) if isinstance(term, NamedNode)}
    # pySHACL holds the values of a nested shape against the focus nodes, too: then all must be looked at.
    nested = any(about(shape, name) for shape in rules()[rule] for name in NESTED)
    with _in_rdflib(world) as graph:
        _, report, _ = pyshacl.validate(
            graph,
            shacl_graph=turtle.to_rdflib(cut_out(rule)),
            focus_nodes=None if nested else [URIRef(term.value) for term in own],
            inference="none",
            advanced=False,
            inplace=True,
            do_owl_imports=False,
        )

    def one(node: Any, name: str) -> str:
        value = report.value(node, URIRef(SH + name))
        if name == "resultPath" and value is not None and not isinstance(value, URIRef):
            return _way(report, value)
        return "" if value is None else short(str(value))

    return [
        _found(
            *(one(node, name) for name in ("sourceShape", "focusNode", "resultPath", "value", "resultSeverity")),
            report.objects(node, URIRef(SH + "resultMessage")),
        )
        for node in report.objects(None, URIRef(SH + "result"))
    ]


@contextmanager
def _in_rdflib(world: World) -> Iterator[Any]:
    """The world as an rdflib graph: the ontology, converted once, and for the time being what is more."""
    graph, known = _ontology_in_rdflib()
    more = turtle.to_rdflib(triple for quad in world.store if (triple := quad.triple) not in known)
    assert len(more) + len(known) == len(world.store)
    for triple in more:
        graph.add(triple)
    yield graph
    for triple in more:
        graph.remove(triple)


@cache
def _ontology_in_rdflib() -> tuple[Any, frozenset[Triple]]:
    known = frozenset(quad.triple for quad in World.of(()).store)
    return turtle.to_rdflib(known), known


def _way(report: Any, node: Any) -> str:
    """A path that is no predicate: an inverse one or a sequence."""
    from rdflib import URIRef

    back = report.value(node, URIRef(SH + "inversePath"))
    if back is not None:
        return "^" + short(str(back))
    return "/".join(short(str(step)) if isinstance(step, URIRef) else _way(report, step) for step in report.items(node))


@cache
def _read_shapes(rule: str = "") -> Shapes:
    return shapes.read(cut_out(rule) if rule else shape_triples())


def by_bulk(world: World, rule: str = "") -> list[Found]:
    """What the bulk engine says of a whole world with all the shapes, or with those of one rule."""
    return found_in(validate(world.store, _read_shapes(rule)))


def found_in(results: Iterable[Result]) -> list[Found]:
    """Results of the engine as the tests compare them."""
    return [
        _found(
            _text(result.shape),
            _text(result.focus),
            _path(result.path),
            _text(result.value),
            _text(result.severity),
            result.message,
        )
        for result in results
    ]


def _text(term: Any) -> str:
    return "" if term is None else short(term.value)


def _path(path: Any) -> str:
    if path is None:
        return ""
    if path.kind == "predicate":
        return short(path.iri.value)
    if path.kind == "inverse":
        return "^" + _path(path.parts[0])
    return "/".join(map(_path, path.parts))


# ---- the cases and the real graph


def case_folders() -> list[Path]:
    return sorted(path for path in CASES.iterdir() if path.is_dir())


def rule_number(folder: Path) -> str:
    return str(int(folder.name.split("-")[0]))


def entries(folder: Path, name: str) -> list[dict[str, Any]]:
    """A YAML file of a case: a list, or one entry."""
    read = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    return read if isinstance(read, list) else [read]


@cache
def real() -> tuple[Triple, ...]:
    """All that is asserted in data/."""
    place = checkout.find(ROOT)
    files = [path for path in place.graph_files() if place.data in path.parents]
    return tuple(triple for triples_ in turtle.read_many(files).values() for triple in triples_)


class Ground:
    """The real graph with what follows from it and what is found in it: changed for one look, then put back."""

    def __init__(self) -> None:
        self.world = World.of(real())
        self.rules = [rule.text for rule in derive_rules()]
        self.derived = incremental.settle(self.world.store, (), (), (), self.rules).derived
        self.results = validate(self.world.store, _read_shapes())
        self.found = Counter(found_in(self.results))

    def after(self, mutation: dict[str, Any], full: bool = False) -> list[Found]:
        """What is found once a mutation is done, looking at whom it can affect, or with `full` at everything."""
        added, gone = statements(mutation, "add"), statements(mutation, "remove")
        missing = gone - self.world.asserted
        assert not missing, f"the graph does not say: {[str(triple) for triple in missing]}"
        change = incremental.settle(self.world.store, self.derived, added, gone, self.rules)
        try:
            if full:
                return found_in(validate(self.world.store, _read_shapes()))
            return found_in(incremental.update(self.results, self.world.store, _read_shapes(), change).results)
        finally:
            self._back(change)

    def _back(self, change: Change) -> None:
        for triple in change.added:
            self.world.store.remove(Quad(*triple))
        self.world.store.extend(Quad(*triple) for triple in change.removed)


def statements(mutation: dict[str, Any], key: str) -> set[Triple]:
    """What a mutation adds or removes."""
    return {triple for text in mutation.get(key) or () for triple in triples(text)}


def extra(now: Iterable[Found], known: Iterable[Found]) -> Iterator[Found]:
    """What is found besides what was known; a message may name what changed."""
    before = Counter(found.bare for found in known)
    for found in now:
        if before[found.bare] > 0:
            before[found.bare] -= 1
        else:
            yield found
