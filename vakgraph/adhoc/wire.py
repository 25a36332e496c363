"""An answer on its way from the process that found it: JSON, so that nothing of it is run where it arrives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from vakgraph.answers import Result
from vakgraph.store.embedded import cell
from vakgraph.table import Cell, Table

Row = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, whether there is more of it than is given, and the graphs it asked for that are not there."""

    result: Result
    cut: bool = False
    unknown: tuple[str, ...] = ()


def written(results: Any, rows: int, characters: int) -> dict[str, Any]:
    """What the engine found, as far as it may go: so many rows or triples, so many characters."""
    if isinstance(results, QueryBoolean):
        return {"truth": bool(results)}
    solutions = isinstance(results, QuerySolutions)
    found: list[Row] = []
    size, cut = 0, False
    for each in islice(results, rows + 1):
        row = [_cell(term) for term in each]
        size += sum(len(part) for one in row for part in one if part)
        if len(found) == rows or size > characters:
            cut = True
            break
        found.append(row)
    names = [variable.value for variable in results.variables] if solutions else None
    return {"names": names, "rows": found, "cut": cut}


def _cell(term: Any) -> list[Any]:
    if isinstance(term, Triple):
        return ["triple", *map(_cell, term)]
    one = cell(term)
    more = [one.datatype, one.language] if one.language else [one.datatype] if one.datatype else []
    return [one.kind, one.value, *more]


def read(content: bytes) -> dict[str, Any]:
    """One message."""
    said: dict[str, Any] = json.loads(content)
    return said


def sent(said: dict[str, Any]) -> bytes:
    """The same on its way out. What a term says that is no letter (a lone surrogate) cannot be in it."""
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode()


def result(said: dict[str, Any]) -> Found:
    """The answer in a message."""
    unknown = tuple(said.get("unknown", ()))
    if "truth" in said:
        return Found(bool(said["truth"]), False, unknown)
    if said["names"] is None:
        return Found([_triple(row) for row in said["rows"]], said["cut"], unknown)
    rows = tuple(tuple(map(_said, row)) for row in said["rows"])
    return Found(Table(tuple(said["names"]), rows), said["cut"], unknown)


def _said(one: Sequence[Any]) -> Cell:
    if one[0] == "triple":
        return Cell("literal", str(_term(one)))
    kind, value, datatype, language = (*one, None, None)[:4]
    return Cell(kind, value, datatype, language)


def _triple(row: Iterable[Sequence[Any]]) -> Triple:
    return Triple(*map(_term, row))


def _term(one: Sequence[Any]) -> Any:
    if one[0] == "triple":
        return _triple(one[1:])
    kind, value, datatype, language = (*one, None, None)[:4]
    if kind == "iri":
        return NamedNode(value)
    if kind == "blank":
        return BlankNode(value)
    if language:
        return Literal(value, language=language)
    return Literal(value, datatype=NamedNode(datatype)) if datatype else Literal(value)
