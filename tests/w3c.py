"""The test suites of the W3C, read from the folder beside the project: their manifests as cases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from vakgraph.validation import paths
from vakgraph.validation.paths import PathFault, Term

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
SH = "http://www.w3.org/ns/shacl#"
HERE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The suite of that name; the test that asks is skipped where it is not there."""
    at = Path(os.environ.get("VAKGRAPH_W3C") or HERE.parent / "shared" / "w3c") / name
    if not at.exists():
        pytest.skip(f"the W3C suite {name} is not here (VAKGRAPH_W3C, or ../shared/w3c)")
    return at


class Graph:
    """Triples by subject and property, with the address of their file as base."""

    def __init__(self, path: Path) -> None:
        found = parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=path.as_uri())
        self.triples: list[Triple] = [quad.triple for quad in found]
        self.index: dict[Any, dict[str, list[Any]]] = {}
        for subject, predicate, value in self.triples:
            self.index.setdefault(subject, {}).setdefault(predicate.value, []).append(value)

    def said(self, node: Any, predicate: str) -> list[Any]:
        return self.index.get(node, {}).get(predicate, [])

    def one(self, node: Any, predicate: str) -> Any:
        return next(iter(self.said(node, predicate)), None)


@dataclass(frozen=True)
class ShaclCase:
    """One validation: data, shapes, and the results that must come out (None: it must be refused)."""

    name: str
    data: list[Triple]
    shapes: list[Triple]
    results: list[tuple[Any, ...]] | None
    status: str
    files: tuple[Path, Path]  # of the data and of the shapes


def shacl(part: str) -> Iterator[ShaclCase]:
    """Every case of `core` or `sparql`, also of manifests that their folder's manifest forgets."""
    for path in sorted((folder("shacl") / part).rglob("*.ttl")):
        graph = Graph(path)
        for node, said in graph.index.items():
            if NamedNode(SHT + "Validate") in said.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", []):
                yield _case(path, graph, node)


def _case(path: Path, graph: Graph, node: Any) -> ShaclCase:
    action = graph.one(node, MF + "action")
    of_data, of_shapes = (_file(graph.one(action, SHT + name)) for name in ("dataGraph", "shapesGraph"))
    data, shapes = (graph.triples if other == path else Graph(other).triples for other in (of_data, of_shapes))
    report = graph.one(node, MF + "result")
    expected = None if report == NamedNode(SHT + "Failure") else sorted(results(graph, report), key=str)
    status = getattr(graph.one(node, MF + "status"), "value", "").removeprefix(SHT)
    return ShaclCase(f"{path.parent.name}/{path.stem}", data, shapes, expected, status, (of_data, of_shapes))


def _file(iri: NamedNode) -> Path:
    return Path(unquote(urlparse(iri.value).path))


def reported(path: Path) -> list[tuple[Any, ...]]:
    """The results of a validation report in Turtle; whether it conforms is what they say."""
    graph = Graph(path)
    (report,) = (node for node in graph.index if graph.said(node, SH + "conforms"))
    found = list(results(graph, report))
    assert graph.one(report, SH + "conforms").value == str(not found).lower()
    return found


def results(graph: Graph, report: Any) -> Iterator[tuple[Any, ...]]:
    for result in graph.said(report, SH + "result"):
        one = {name: graph.one(result, SH + name) for name in ("focusNode", "value", "sourceShape", "resultSeverity")}
        component = graph.one(result, SH + "sourceConstraintComponent")
        path = graph.one(result, SH + "resultPath")
        yield (
            one["focusNode"],
            None if path is None else _path(path, graph),
            one["value"],
            one["sourceShape"],
            component,
            one["resultSeverity"],
        )


def _path(node: Term, graph: Graph) -> Any:
    try:
        return paths.read(node, graph.said)
    except PathFault:
        return node
