"""A SPARQL server elsewhere, asked over the network with a deadline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from vakgraph import turtle
from vakgraph.errors import VakError
from vakgraph.store.port import Answer, as_table, as_triples, as_truth
from vakgraph.table import UNBOUND, XSD, Cell, Table
from vakgraph.turtle import Triple

TIMEOUT = 60  # seconds


class RemoteStore:
    """A store behind a SPARQL endpoint. SPARQLWrapper is loaded when the first question goes out."""

    def __init__(self, url: str, timeout: int = TIMEOUT) -> None:
        self.url, self.timeout = url, timeout

    def query(self, sparql: str) -> Answer:
        """The answer in the form of the question."""
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = SPARQLWrapper(self.url)
        wrapper.setTimeout(self.timeout)
        wrapper.setMethod(POST)
        wrapper.setQuery(sparql)
        rows = wrapper.queryType in ("SELECT", "ASK")
        wrapper.setReturnFormat(JSON if rows else TURTLE)
        try:
            said = wrapper.query().response.read()
            return _answer(json.loads(said)) if rows else turtle.read_text(said, self.url)
        except (SPARQLWrapperException, OSError, ValueError, KeyError, TypeError) as error:
            why = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise VakError(
                f"De server {self.url} gaf geen antwoord: {why}", f"The server {self.url} gave no answer: {why}"
            ) from None

    def select(self, sparql: str) -> Table:
        return as_table(self.query(sparql))

    def construct(self, sparql: str) -> list[Triple]:
        return as_triples(self.query(sparql))

    def ask(self, sparql: str) -> bool:
        return as_truth(self.query(sparql))

    def size(self) -> int:
        return int(self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0].value)


def open(url: str, timeout: int = TIMEOUT) -> RemoteStore:
    """The store at that address; nothing is asked yet."""
    return RemoteStore(url, timeout)


def _answer(said: Mapping[str, Any]) -> Table | bool:
    """SPARQL results in JSON as a table, or as yes or no."""
    if "boolean" in said:
        return bool(said["boolean"])
    names = tuple(said["head"]["vars"])
    rows = (tuple(_cell(row.get(name)) for name in names) for row in said["results"]["bindings"])
    return Table(names, tuple(rows))


def _cell(said: Mapping[str, str] | None) -> Cell:
    if said is None:
        return UNBOUND
    if said["type"] == "uri":
        return Cell("iri", said["value"])
    if said["type"] == "bnode":
        return Cell("blank", said["value"])
    datatype = said.get("datatype")
    return Cell("literal", said["value"], None if datatype == XSD + "string" else datatype, said.get("xml:lang"))
