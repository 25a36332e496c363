"""Triples for others: the whole graph as one Turtle file, an rdflib graph, and the spellings an engine changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from vakgraph.namespaces import OUTSIDE, prefixes
from vakgraph.turtle.replacing import replacing

if TYPE_CHECKING:
    import rdflib


def export(triples: Iterable[Triple], out: Path | BinaryIO) -> int:
    """Write any number of triples as one Turtle file, sorted; says how many different ones there were."""
    lines = _lines(triples)
    ordered = [lines[line] for line in sorted(lines)]
    short = _readable_prefixes(lines)
    if isinstance(out, Path):
        with replacing(out) as file:
            serialize(ordered, file, RdfFormat.TURTLE, prefixes=short)
    else:
        serialize(ordered, out, RdfFormat.TURTLE, prefixes=short)
    return len(ordered)


def _lines(triples: Iterable[Triple]) -> dict[bytes, Triple]:
    """Each triple once, by its line of N-Triples; blank nodes have names that no run changes."""
    asked = list(triples)
    text = serialize(asked, format=RdfFormat.N_TRIPLES) or b""
    if b"_:" in text and any(isinstance(end, BlankNode) for triple in asked for end in (triple.subject, triple.object)):
        dataset = Dataset(Quad(*triple) for triple in asked)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        asked = [quad.triple for quad in dataset]
        text = serialize(asked, format=RdfFormat.N_TRIPLES) or b""
    return dict(zip(text.split(b"\n"), asked, strict=False))  # behind the last line end is nothing


def _readable_prefixes(lines: Iterable[bytes]) -> dict[str, str]:
    """All prefixes but those that would be cut before a final dot: rdflib cannot read `project:a\\.`."""
    dotted = [iri.decode() for line in lines if b".>" in line for iri in re.findall(rb"<([^<>\s]*\.)>", line)]
    return {word: space for word, space in prefixes().items() if not any(iri.startswith(space) for iri in dotted)}


def survives(triples: Iterable[Triple]) -> list[Triple]:
    """The triples whose literal the store would rewrite without a word (`1.50`, `01`, "1" as boolean)."""
    asked = list(triples)
    store = Store()
    store.extend(Quad(*triple) for triple in asked)
    kept = {quad.triple for quad in store}
    return [triple for triple in asked if triple not in kept]


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """The same triples as an rdflib graph, every literal in its own spelling; rdflib is loaded only now."""
    import rdflib

    def node(term: Any) -> Any:
        if isinstance(term, NamedNode):
            return rdflib.URIRef(term.value)
        if isinstance(term, BlankNode):
            return rdflib.BNode(term.value)
        plain = term.language or term.datatype.value == OUTSIDE["xsd"] + "string"
        datatype = None if plain else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)

    graph = rdflib.Graph()
    for triple in triples:
        graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
    return graph
