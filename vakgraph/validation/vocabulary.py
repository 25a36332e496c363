"""The words of SHACL: which property asks what, which stand together, which say nothing about validity."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import NamedNode

from vakgraph.namespaces import OUTSIDE

SH = OUTSIDE["sh"]

TARGETS = {
    SH + name: kind
    for name, kind in (
        ("targetClass", "class"),
        ("targetNode", "node"),
        ("targetSubjectsOf", "subjectsOf"),
        ("targetObjectsOf", "objectsOf"),
    )
}
# The property that a constraint begins with -> its component(s), without "ConstraintComponent".
_COMPONENTS = {
    **{
        name: (name[0].upper() + name[1:],)
        for name in (
            "class",
            "datatype",
            "nodeKind",
            "minCount",
            "maxCount",
            "minExclusive",
            "minInclusive",
            "maxExclusive",
            "maxInclusive",
            "minLength",
            "maxLength",
            "pattern",
            "languageIn",
            "uniqueLang",
            "equals",
            "disjoint",
            "lessThan",
            "lessThanOrEquals",
            "not",
            "and",
            "or",
            "xone",
            "node",
            "property",
            "closed",
            "hasValue",
            "in",
        )
    },
    "qualifiedValueShape": ("QualifiedMinCount", "QualifiedMaxCount"),
    "sparql": ("SPARQL",),
}
# What stands beside the first property of a constraint.
TOGETHER = {
    "pattern": ("flags",),
    "closed": ("ignoredProperties",),
    "qualifiedValueShape": ("qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint"),
}
LISTS = frozenset({"in", "languageIn", "and", "or", "xone"})
PARAMETERS = frozenset(SH + name for name in (*_COMPONENTS, *(n for names in TOGETHER.values() for n in names)))
# Said of a shape without a demand.
SILENT = frozenset(
    SH + name
    for name in (
        "path",
        "name",
        "description",
        "message",
        "severity",
        "order",
        "group",
        "defaultValue",
        "deactivated",
        # A node may be a shape and something else at once.
        "select",
        "ask",
        "prefixes",
        "declare",
        "parameter",
        "validator",
        "nodeValidator",
        "propertyValidator",
        "labelTemplate",
        "optional",
        "shapesGraph",
        "suggestedShapesGraph",
        "entailment",
    )
)


@lru_cache(maxsize=512)
def component(predicate: str) -> tuple[NamedNode, ...]:
    """The components that a property begins; none for any other property."""
    names = _COMPONENTS.get(predicate.removeprefix(SH), ()) if predicate.startswith(SH) else ()
    return tuple(NamedNode(f"{SH}{name}ConstraintComponent") for name in names)
