"""Names in a case: a prefixed name is an IRI, anything else a value; and answers written back that way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode

from vakgraph import turtle
from vakgraph.namespaces import prefixes
from vakgraph.queries import StoredQuery, Term
from vakgraph.table import XSD, Cell, Table
from vakgraph.turtle import Triple

Row = tuple[str | None, ...]

PREFIXES = prefixes()
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
_NAME = re.compile(r"([a-z][a-z0-9-]*):([A-Za-z0-9_][A-Za-z0-9_.-]*)")
_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def triples(statement: str) -> list[Triple]:
    """The triples of a Turtle statement that uses the prefixes of the graph."""
    return turtle.read_text(HEAD + statement, statement)


@cache
def short(iri: str) -> str:
    """An IRI as a prefixed name, with the longest namespace that fits."""
    for prefix, space in _LONGEST_FIRST:
        if iri.startswith(space) and iri != space:
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri


def full(name: str) -> str | None:
    """The IRI of a prefixed name or of <...>; None for any other text."""
    found = _NAME.fullmatch(name)
    if found and found[1] in PREFIXES:
        return PREFIXES[found[1]] + found[2]
    return name[1:-1] if name.startswith("<") and name.endswith(">") else None


def term(value: Any, kind: str) -> Term:
    """A value as a parameter of that type takes it."""
    if kind in ("year", "integer"):
        return Literal(str(value), datatype=NamedNode(XSD + "integer"))
    if kind == "date":
        return Literal(str(value), datatype=NamedNode(XSD + "date"))
    if kind in ("text", "choice"):
        return Literal(str(value))
    iri = full(str(value))
    if iri is None:
        raise ValueError(f"{value} is no name of the graph")
    return NamedNode(iri)


def bind(query: StoredQuery, values: Mapping[str, Sequence[Any]]) -> str:
    """The SPARQL with these values: prefixed names are IRIs, other values are literals of the parameter's type."""
    types = {parameter.name: parameter.type for parameter in query.parameters}
    return query.bind(
        {name: [term(value, types.get(name, "text")) for value in given] for name, given in values.items()}
    )


def rows(table: Table) -> list[Row]:
    """The rows of an answer as a case writes them."""
    return [tuple(map(_said, row)) for row in table.rows]


def _said(cell: Cell) -> str | None:
    if cell.kind == "unbound":
        return None
    return short(cell.value) if cell.kind == "iri" else cell.value


def in_order(answer: Iterable[Row], ordered: bool) -> list[Row]:
    """The rows as they came where their order is fixed, sorted where it is not."""
    return list(answer) if ordered else sorted(answer, key=lambda row: [(cell is None, cell or "") for cell in row])
