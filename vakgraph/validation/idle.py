"""Shapes that checked nothing: they point at nothing in the data, or nobody asks anything of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode

from vakgraph.validation.expected import Label
from vakgraph.validation.report import Finding, Severity
from vakgraph.validation.shape import Shape, Shapes

TARGETLESS = "targetless"  # the component of such a finding: it is no result of SHACL
_WORDS = {
    "nl": (
        "Deze vorm wijst niets aan ({}): zij heeft niets gecontroleerd.",
        "Deze vorm heeft geen doel, en geen vorm met een doel gebruikt haar: zij heeft niets gecontroleerd.",
        "Kijk of de naam in het doel goed is geschreven.",
        "Geef haar een doel, bijvoorbeeld sh:targetClass, of laat haar weg.",
    ),
    "en": (
        "This shape targets nothing ({}): it checked nothing.",
        "This shape has no target, and no shape with a target uses it: it checked nothing.",
        "See whether the name in the target is written well.",
        "Give it a target, such as sh:targetClass, or leave it out.",
    ),
}
_TARGETS = {
    "class": "sh:targetClass",
    "node": "sh:targetNode",
    "subjectsOf": "sh:targetSubjectsOf",
    "objectsOf": "sh:targetObjectsOf",
}


def findings(
    shapes: Shapes, targetless: Iterable[Shape], label: Label, language: str, severity: Severity
) -> Iterator[Finding]:
    """A finding for each shape whose target is not in the data, and for each that has none and is used by none."""
    aimless, unused, aim, use = _WORDS["en" if language == "en" else "nl"]
    for shape in targetless:
        aims = ", ".join(f"{_TARGETS[target.kind]} {label(target.term)}" for target in shape.targets)
        yield _finding(shape, aimless.format(aims), "" if severity == "info" else aim, label, severity)
    for shape in shapes.idle():
        yield _finding(shape, unused, use, label, "warning")


def _finding(shape: Shape, said: str, repair: str, label: Label, severity: Severity) -> Finding:
    node: Any = shape.node
    name = f"_:{node.value}" if isinstance(node, BlankNode) else node.value
    layer, about = shape.layer, label(node)
    return Finding(
        name, "", "", said, severity, name, repair=repair, layer=layer, component=TARGETLESS, about=about
    )  # fmt: skip
