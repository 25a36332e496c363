"""What is shared of the questions: themselves, where they are answered, and a few values for each parameter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vakgraph.contracts.names import short
from vakgraph.graph import VakGraph
from vakgraph.namespaces import CONCEPT, KINDS, OUTSIDE
from vakgraph.queries import Parameter, StoredQuery

FEW = 5
_OF_TYPE: dict[str, dict[str, Any]] = {
    "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The questions with the address that answers them ("" where none is named) and values to show, by parameter."""

    queries: tuple[StoredQuery, ...]
    target: str = ""
    release: str = ""
    licence: str = ""
    examples: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def schema(self, query: StoredQuery, parameter: Parameter) -> dict[str, Any]:
        """One value of a parameter as JSON Schema says it."""
        schema = dict(_OF_TYPE.get(parameter.type, {"type": "string"}))
        if parameter.choices:
            schema["enum"] = list(parameter.choices)
        shown = self.examples.get((parameter.kind or parameter.type, parameter.scheme or ""), ())
        if shown:
            schema["examples"] = list(shown)
        return schema


def of(desk: VakGraph, target: str = "") -> Catalogue:
    """The questions of a graph that a person may ask."""
    asked = tuple(query for query in desk.queries().values() if query.group == "tables")
    release, licence = desk.release()
    sorts = {(each.kind or each.type, each.scheme or ""): each for query in asked for each in query.parameters}
    found = {key: _few(desk, each) for key, each in sorted(sorts.items(), key=lambda pair: pair[0])}
    return Catalogue(asked, target, release, licence, {key: few for key, few in found.items() if few})


def _few(desk: VakGraph, parameter: Parameter) -> tuple[str, ...]:
    """The first values that there are, as a person may write them."""
    if parameter.type == "concept":
        where = f"?thing <{OUTSIDE['skos']}inScheme> <{CONCEPT}{parameter.scheme}>"
    elif parameter.kind in KINDS or parameter.type == "municipality":
        where = f"?thing a <{KINDS[parameter.kind or 'municipality'].rdf_class}>"
    else:
        return ()
    rows = desk.store.select(f"SELECT ?thing WHERE {{ {where} }} ORDER BY STR(?thing) LIMIT {FEW}").rows
    return tuple(short(thing.value).partition(":")[2] for (thing,) in rows)
