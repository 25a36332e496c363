"""What a template is filled with: what can be chosen, what the shapes say of a column, and what there is already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode

from vakgraph import mint
from vakgraph.gate import rules
from vakgraph.gate.world import World
from vakgraph.mapping.words import full
from vakgraph.namespaces import CONCEPT, KINDS, OUTSIDE, SCHEMES
from vakgraph.sheets import COLUMNS, Column, Row
from vakgraph.sheets.template_words import Explained
from vakgraph.validation.expected import said
from vakgraph.validation.shapes import Shape

_XSD = OUTSIDE["xsd"]
_UNKNOWN = "onbekend"
# The kind of thing that a part of a sheet describes, where that is not the thing of the row itself.
_PARTS = {
    "consortium": "consortium",
    "study": "study",
    "main-applicant": "participation",
    "participant": "participation",
}
_WRITTEN = {"vak:date": "vak:asWritten", "vak:begin": "vak:beginAsWritten", "vak:end": "vak:endAsWritten"}


def choices(world: World) -> Mapping[str, Sequence[str]]:
    """The names of everything that a column can point at, by kind and by scheme."""
    found: dict[str, list[str]] = {}
    for node in world.subjects:
        word = _word(node)
        if word:
            found.setdefault(word, []).append(world.label(node))
    return {word: sorted(set(names), key=str.casefold) for word, names in found.items()}


def _word(node: Any) -> str:
    """The kind or scheme of a name."""
    if not isinstance(node, NamedNode):
        return ""
    if node.value.startswith(CONCEPT):
        scheme, _, name = node.value.removeprefix(CONCEPT).partition("/")
        return scheme if name and scheme in SCHEMES else ""
    kind = mint.kind_of(node.value)
    return kind.word if kind else ""


def explanations(world: World, language: str = "nl") -> Mapping[tuple[str, str], Explained]:
    """What the shapes say of each column: its name, what it means, and whether a delivery must fill it."""
    found: dict[tuple[str, str], Explained] = {}
    parts = list(_parts(rules.of(world.folder).targeted()))
    for kind, columns in COLUMNS.items():
        for column in columns.values():
            about = KINDS[_PARTS.get(column.about, kind)].rdf_class
            path = full(column.property) if column.property else None
            mine = [shape for owner, shape in parts if owner == about and shape.path and shape.path.iri == path]
            if not mine:
                continue
            mine.sort(key=lambda shape: bool(shape.rule))  # the name of a rule is not that of the property
            name = next((text for shape in mine if (text := said(shape.name, language))), "")
            meaning = world.values(path, OUTSIDE["skos"] + "definition")
            text = next((t.value for t in meaning if t.language == language), "")
            needed = column.about in ("", "main-applicant") and any(_needed(shape) for shape in mine)
            found[kind, column.key] = Explained(name, text, needed)
    return found


def _parts(shapes: Sequence[Shape]) -> Iterator[tuple[str, Shape]]:
    """Every property shape with the class that it is about."""
    for shape in shapes:
        for target in shape.targets:
            if target.kind == "class":
                yield from ((str(target.term.value), part) for part in (shape, *shape.properties) if part.path)


def _needed(shape: Shape) -> bool:
    """Whether nothing may stand in its place."""
    counts = [c for c in shape.constraints if c.component.value.endswith("#MinCountConstraintComponent")]
    grave = shape.severity.value.endswith("#Violation") and not shape.deactivated
    return grave and any(str(getattr(c.value, "value", "0")) != "0" for c in counts)


# ---- what there is already


def rows(world: World, kinds: Sequence[str]) -> list[Row]:
    """Every thing of these kinds as a row of its sheet."""
    found = []
    for kind in kinds:
        things = sorted((node for node in world.subjects if _word(node) == kind), key=str)
        for number, thing in enumerate(things, 2):
            cells = {column.key: text for column in COLUMNS[kind].values() if (text := _cell(world, thing, column))}
            found.append(Row(kind, cells, "", KINDS[kind].sheet, number, {}))
    return found


def _cell(world: World, thing: NamedNode, column: Column) -> str:
    """What stands in a cell."""
    named = _of_name(world, thing, column)
    if named or not column.property:
        return named
    if column.about in ("main-applicant", "participant"):
        values = [each for each in _members(world, thing, column) if _word(each) in column.value.split("/")]
    else:
        about = _described(world, thing, column.about)
        values = [v for v in world.values(about, full(column.property).value) if _asserted(world, about, column, v)]
        if column.value == "when" and not values:
            values = world.values(about, full(_WRITTEN[column.property]).value)
        if not values and full(column.property) in world.values(about, full("vak:sourcesDoNotState").value):
            return _UNKNOWN
    words = [_text(world, value) for value in values if getattr(value, "language", "nl") in ("nl", None)]
    return " | ".join(dict.fromkeys(words)) if column.many else (words[0] if words else "")


def _asserted(world: World, about: Any, column: Column, value: Any) -> bool:
    return any(t.predicate == full(column.property) and t.object == value for t in world.said(about))


def _of_name(world: World, thing: NamedNode, column: Column) -> str:
    """The cells that are in the name of the thing itself."""
    parent, _, number = mint.slug_of(thing.value).partition(".")
    studies = world.values(thing, full("vak:fromStudy").value)
    known = {
        "key": parent if not number else "",
        "number": number,
        "project": world.label(NamedNode(mint.thing("project", parent))) if number and column.key == "project" else "",
        "study": mint.slug_of(studies[0].value).partition(".")[2] if studies else "",
    }
    if column.key == "doi":
        return thing.value.removeprefix("https://doi.org/") if thing.value.startswith("https://doi.org/") else ""
    return known.get(column.key, "") if not column.property else ""


def _described(world: World, thing: NamedNode, about: str) -> NamedNode:
    """The thing itself, its consortium, or its first study."""
    slug = mint.slug_of(thing.value)
    if about == "consortium":
        return NamedNode(mint.part("consortium", slug, "consortium"))
    return NamedNode(mint.part("study", slug, "1")) if about == "study" else thing


def _members(world: World, thing: NamedNode, column: Column) -> Iterator[Any]:
    """Who takes part in that role."""
    whole = _described(world, thing, "consortium")
    for quad in world.store.quads_for_pattern(None, full("org:organization"), whole):
        if full(f"role:{column.about}") in world.values(quad.subject, full("org:role").value):
            yield from world.values(quad.subject, full("org:member").value)


def _text(world: World, value: Any) -> str:
    """A value as a person fills it in."""
    if isinstance(value, Literal):
        return value.value.replace(".", ",") if value.datatype.value == _XSD + "decimal" else value.value
    return world.label(value) if _word(value) else str(value.value)
