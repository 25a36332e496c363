"""The second opinion: what rdflib answers to the same question on the same triples."""

from __future__ import annotations

from functools import cache
from typing import Any

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from vakgraph import turtle
from vakgraph.contracts.names import Row, short
from vakgraph.turtle import Triple


@cache
def _prepared(sparql: str) -> Query:
    """A query as rdflib reads it; reading one takes it longer than most answers."""
    return prepareQuery(sparql)


def in_rdflib(graph: rdflib.Graph, sparql: str) -> list[Row]:
    """The rows of a SELECT as rdflib answers it."""
    found: Any = graph.query(_prepared(sparql))
    return [tuple(None if term is None else _said(term) for term in row) for row in found]


def _said(term: Any) -> str:
    return short(str(term)) if isinstance(term, rdflib.URIRef) else str(term)


def made_by_rdflib(graph: rdflib.Graph, sparql: str) -> set[Triple]:
    """What a CONSTRUCT makes in rdflib that the graph does not hold yet."""
    made: Any = graph.query(_prepared(sparql)).graph
    fresh = rdflib.Graph()
    for triple in made:
        if triple not in graph:
            fresh.add(triple)
    return set(turtle.read_text(fresh.serialize(format="nt")))
