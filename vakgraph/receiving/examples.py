"""Asks the example questions of a package of its own data, and compares with the answers in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph
from pyoxigraph import Quad, Triple

from vakgraph.delivery.manifest import Example
from vakgraph.errors import VakError
from vakgraph.receiving.expected import difference, ordered
from vakgraph.receiving.statements import Fault, named
from vakgraph.store import gate
from vakgraph.store.embedded import cell
from vakgraph.table import Table


def loaded(triples: Iterable[Triple]) -> pyoxigraph.Store:
    """The data and the ontology as one default graph, as `examples/LEESMIJ.md` says to load them."""
    store = pyoxigraph.Store()
    store.bulk_extend(Quad(*triple) for triple in triples)
    return store


def fault(store: pyoxigraph.Store, example: Example, files: Mapping[str, bytes]) -> Fault | None:
    """What is wrong with the answer to one question, if anything."""
    name = example.question
    try:
        sparql = files[name].decode()
        found = difference(asked(store, sparql), files[example.expected], ordered(sparql))
    except VakError as error:
        return named(name, error)
    return (f"{name}: {found.nl}.", f"{name}: {found.en}.") if found else None


def asked(store: pyoxigraph.Store, sparql: str) -> Table:
    """The answer to a SELECT; `VakError` for every other question, and for what has no answer."""
    gate.check(sparql)
    try:
        results = store.query(sparql)
        if isinstance(results, pyoxigraph.QuerySolutions):
            columns = tuple(variable.value for variable in results.variables)
            return Table(columns, tuple(tuple(map(cell, row)) for row in results))
    except SyntaxError as error:
        raise gate.syntax_fault(sparql, error) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise VakError(f"deze vraag heeft geen antwoord: {error}.", f"this question has no answer: {error}.") from None
    raise VakError("deze vraag is geen SELECT.", "this question is no SELECT.")
