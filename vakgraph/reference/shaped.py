"""The shapes as a reader meets them: a row per property of a class, and a part per rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal

from vakgraph import turtle
from vakgraph.checkout import Checkout
from vakgraph.reference import wording
from vakgraph.reference.facts import anchor, local, short
from vakgraph.reference.model import Part, Property, Row, Rule, Words
from vakgraph.reference.rulebook import IN_CODE
from vakgraph.reference.titles import TITLES
from vakgraph.validation import shapes as reader
from vakgraph.validation.expected import name
from vakgraph.validation.paths import SH
from vakgraph.validation.shape import Shape, Shapes

_HEAD = re.compile(r"^\n|\n$")


def read(folder: Checkout) -> Shapes:
    """Every shape of the ontology, file by file."""
    files = sorted((folder.ontology / "shapes").rglob("*.ttl"))
    return reader.read(triple for path in files for triple in turtle.read(path))


@dataclass(frozen=True)
class Shaped:
    """The shapes with the names of the lists and of the properties."""

    shapes: Shapes
    titles: Mapping[str, Words]
    properties: Mapping[str, Property]

    def targets(self, shape: Shape) -> tuple[str, ...]:
        """The classes a shape is about, as anchors; of a property its own anchor with what it is of."""
        return tuple(
            anchor(each.term.value) for each in shape.targets if not isinstance(each.term, BlankNode | Literal)
        )

    def rows(self, cls: str) -> Iterator[Row]:
        """A row per property that a shape of this class is about, in the order of the shapes."""
        found: dict[str, list[Shape]] = {}
        for shape in self._about(cls):
            for each in (shape, *shape.properties):
                if each.path is not None:
                    found.setdefault(each.path.sparql(), []).append(each)
        for path, shapes in found.items():
            row = self._row(path, shapes)
            if row is not None:
                yield row

    def _about(self, cls: str) -> list[Shape]:
        kept = [shape for shape in self.shapes.targeted() if any(t.kind == "class" for t in shape.targets)]
        return sorted((shape for shape in kept if cls in self.targets(shape)), key=lambda shape: not shape.properties)

    def _row(self, path: str, shapes: list[Shape]) -> Row | None:
        first = shapes[0]
        iri = first.path.iri.value if first.path and first.path.iri else first.path.parts[0].iri.value  # type: ignore[union-attr]
        known = self.properties.get(iri)
        if known is None:
            return None
        always = [shape for shape in shapes if grave(shape) == "violation" and shape.layer == "base"]
        least = max((wording.count(shape)[0] for shape in always), default=0)
        most = min((most for shape in always if (most := wording.count(shape)[1]) is not None), default=None)
        others = [shape for shape in shapes if shape not in always and (wording.count(shape)[0] or _missing(shape))]
        layers = {"delivery" if shape.layer == "delivery" else "recommended" for shape in others}
        wanted = "" if least or not layers else "delivery" if "delivery" in layers else "recommended"
        inverse = first.path is not None and first.path.kind == "inverse"
        ranges = tuple(map(wording.kind, known.domains)) if inverse else known.ranges
        says = next((shape for shape in shapes if shape.constraints and not _only_counts(shape)), first)
        return Row(
            property=known,
            path=("^" if inverse else "") + known.name,
            value=ranges if ranges and (inverse or wording.silent(says)) else wording.value(says, self.titles),
            least=least,
            most=most,
            wanted=wanted,
            rules=tuple(sorted({shape.rule for shape in shapes if shape.rule}, key=int)),
            reaches=() if inverse else tuple(dict.fromkeys(each for s in shapes for each in wording.reaches(s))),
        )

    def parts(self) -> Iterator[Part]:
        """Every named shape that guards more than the values of one property, with a number or not."""
        inside = {part.node for shape in self.shapes.all for part in shape.properties}
        for shape in self.shapes.all:
            named = not isinstance(shape.node, BlankNode) and shape.messages
            if named and (shape.rule or (shape.targets and shape.path is None) or self._sparql(shape)):
                if shape.node in inside and not shape.rule:
                    continue
                yield self._part(shape)

    def _part(self, shape: Shape) -> Part:
        return Part(
            shape=local(str(shape.node.value)),
            rule=shape.rule,
            severity=grave(shape),
            layer=shape.layer,
            name=wording.texts(shape.name),
            description=wording.texts(shape.description),
            message=wording.message(shape),
            repair=wording.texts(shape.hint),
            source=shape.source,
            about=self.targets(shape) or self._owners(shape),
            asks=wording.asks(shape, self.titles, self._label),
            sparql=self._sparql(shape),
        )

    def _owners(self, shape: Shape) -> tuple[str, ...]:
        """The classes whose shape has this one as a part."""
        return tuple(t for owner in self.shapes.all if shape in owner.properties for t in self.targets(owner))

    def _label(self, iri: str) -> Words:
        known = self.properties.get(iri)
        return known.label if known else {"nl": short(iri), "en": short(iri)}

    def _sparql(self, shape: Shape) -> str:
        for each in shape.constraints:
            if name(each.component) == "SPARQL":
                texts = self.shapes.said(each.value, SH + "select")
                return _HEAD.sub("", str(texts[0].value)) if texts else ""
        return ""


def rules(parts: Iterable[Part]) -> tuple[Rule, ...]:
    """The numbered rules in their order, each with its shapes: what always holds first."""
    by_number: dict[str, list[Part]] = {IN_CODE.rule: [IN_CODE]}
    for part in parts:
        if part.rule:
            by_number.setdefault(part.rule, []).append(part)
    order = ("base", "recommended", "delivery")
    return tuple(
        Rule(
            number,
            TITLES.get(number, {"nl": f"Regel {number}", "en": f"Rule {number}"}),
            tuple(sorted(by_number[number], key=lambda part: (order.index(part.layer), part.shape))),
        )
        for number in sorted(by_number, key=int)
    )


def grave(shape: Shape) -> str:
    """violation, warning or info."""
    return shape.severity.value.removeprefix(SH).lower()


def _only_counts(shape: Shape) -> bool:
    return wording.silent(shape)


def _missing(shape: Shape) -> bool:
    return any(name(each.component) == "Or" for each in shape.constraints)
