"""Turtle in and out: read many, write one, the same triples give the same bytes; the line of any triple."""

from pyoxigraph import Triple

from vakgraph.turtle.exporting import export, survives, to_rdflib
from vakgraph.turtle.reading import quads, read, read_many, read_text
from vakgraph.turtle.writing import canonical, place, write

__all__ = [
    "Triple",
    "canonical",
    "export",
    "place",
    "quads",
    "read",
    "read_many",
    "read_text",
    "survives",
    "to_rdflib",
    "write",
]
