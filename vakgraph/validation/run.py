"""Asks pySHACL whether the graph keeps to its shapes. Nothing is fetched, inferred or executed besides core shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from vakgraph import mint, turtle
from vakgraph.checkout import Checkout
from vakgraph.errors import NothingFound
from vakgraph.namespaces import OUTSIDE
from vakgraph.turtle import Triple
from vakgraph.validation.report import Finding, Report, Severity

SH, RDF, RDFS = OUTSIDE["sh"], OUTSIDE["rdf"], OUTSIDE["rdfs"]
SEVERITIES: dict[str, Severity] = {SH + "Violation": "violation", SH + "Warning": "warning", SH + "Info": "info"}


def run(checkout: Checkout, language: str = "nl") -> Report:
    """Every shape of `ontology/shapes` over ontology and data; `NothingFound` where nothing was checked."""
    shapes = turtle.to_rdflib(_shapes(checkout))
    triples = [triple for file in turtle.read_many(checkout.graph_files()).values() for triple in file]
    data = turtle.to_rdflib(triples)
    seen, targeted = focus_nodes(shapes, data)
    if not seen:
        raise NothingFound(
            "Er is niets gecontroleerd: geen vormregel in ontology/shapes raakt de data.",
            "Nothing was checked: no shape in ontology/shapes targets the data.",
        )
    found = _ask(data, shapes, language)
    return Report((), len(seen), targeted).plus(placed(found, checkout, triples))


def _shapes(checkout: Checkout) -> list[Triple]:
    """All shapes; `NothingFound` where there are none, for pySHACL calls that "valid"."""
    files = turtle.read_many(sorted((checkout.ontology / "shapes").glob("*.ttl")))
    shapes = [triple for file in files.values() for triple in file]
    if shapes:
        return shapes
    raise NothingFound(
        "Er zijn geen vormregels in ontology/shapes: er is niets gecontroleerd.",
        "There are no shapes in ontology/shapes: nothing was checked.",
    )


def focus_nodes(shapes: Any, data: Any) -> tuple[set[Any], int]:
    """The nodes that some shape is about, and how many shapes are about any."""
    from rdflib import URIRef

    seen: set[Any] = set()
    targeted = 0
    kinds = [URIRef(SH + "NodeShape"), URIRef(SH + "PropertyShape")]
    targets = [URIRef(SH + name) for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")]
    subjects = {s for kind in kinds for s in shapes.subjects(URIRef(RDF + "type"), kind)}
    subjects |= {s for target in targets for s in shapes.subjects(target)}
    for shape in subjects:
        nodes = _nodes_of(shape, shapes, data)
        targeted += bool(nodes)
        seen |= nodes
    return seen, targeted


def _nodes_of(shape: Any, shapes: Any, data: Any) -> set[Any]:
    """The focus nodes of one shape, by its four kinds of target and by being a class itself."""
    from rdflib import URIRef

    is_a = URIRef(RDF + "type")
    classes = set(shapes.objects(shape, URIRef(SH + "targetClass")))
    if (shape, is_a, URIRef(RDFS + "Class")) in shapes:
        classes.add(shape)
    below = {c for top in classes for c in data.transitive_subjects(URIRef(RDFS + "subClassOf"), top)}
    nodes = {node for c in below for node in data.subjects(is_a, c)}
    nodes |= set(shapes.objects(shape, URIRef(SH + "targetNode")))
    for path in shapes.objects(shape, URIRef(SH + "targetSubjectsOf")):
        nodes |= set(data.subjects(path))
    for path in shapes.objects(shape, URIRef(SH + "targetObjectsOf")):
        nodes |= set(data.objects(None, path))
    return nodes


def _ask(data: Any, shapes: Any, language: str) -> list[Finding]:
    """What pySHACL reports. Everything that could fetch, infer or execute is off."""
    from pyshacl import validate

    _, results, _ = validate(
        data,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        js=False,
        meta_shacl=False,
        do_owl_imports=False,
        inplace=True,
        allow_warnings=True,
    )
    from rdflib import URIRef

    return [_finding(results, node, language) for node in results.objects(None, URIRef(SH + "result"))]


def _finding(results: Any, node: Any, language: str) -> Finding:
    """One result of the SHACL report as a finding."""
    from rdflib import URIRef

    def one(name: str) -> str:
        value = results.value(node, URIRef(SH + name))
        return "" if value is None else str(value)

    said = sorted(results.objects(node, URIRef(SH + "resultMessage")), key=str)
    spoken = {getattr(message, "language", None): str(message) for message in said}
    message = spoken.get(language) or spoken.get("nl") or next(iter(spoken.values()), "")
    severity = SEVERITIES.get(one("resultSeverity"), "violation")
    value = one("value") if one("value") != one("focusNode") else ""
    return Finding(one("focusNode"), one("resultPath"), value, message, severity, one("sourceShape"))


def placed(findings: Sequence[Finding], checkout: Checkout, triples: Iterable[Triple]) -> list[Finding]:
    """The findings, each with the file and line where it is said: of the wrong value, or else of the thing."""
    about: dict[str, list[Triple]] = {finding.focus: [] for finding in findings if not finding.place}
    for triple in triples if about else ():
        subject = getattr(triple.subject, "value", "")
        if subject in about:
            about[subject].append(triple)
    return [f if f.place else replace(f, place=_place(f, checkout, about[f.focus])) for f in findings]


def _place(finding: Finding, checkout: Checkout, own: list[Triple]) -> str:
    """`file:line` of a finding; only the file where the line is not to be found; "" where it has no home."""
    home = mint.home(finding.focus)
    if not home:
        return ""
    wrong = [t for t in own if t.predicate.value == finding.path and getattr(t.object, "value", "") == finding.value]
    path = checkout.root / home
    if not path.exists():
        return home
    line = next((line for line in (turtle.place(path, t) for t in (*wrong, *own)) if line), None)
    return f"{home}:{line}" if line else home
