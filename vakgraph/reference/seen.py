"""What the graph itself adds to the reference: how often a concept is used, how many things a class has, examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vakgraph.graph import VakGraph
from vakgraph.reference import examples
from vakgraph.reference.model import Example

_CONCEPTS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?of (COUNT(DISTINCT ?thing) AS ?times) WHERE {
  ?of a skos:Concept .
  ?thing ?property ?of .
  FILTER NOT EXISTS { ?thing a skos:Concept }
  FILTER NOT EXISTS { ?thing a skos:ConceptScheme }
}
GROUP BY ?of
"""
_THINGS = "SELECT ?of (COUNT(DISTINCT ?thing) AS ?times) WHERE { ?thing a ?of } GROUP BY ?of"


@dataclass(frozen=True, slots=True)
class Seen:
    """Counts and examples; empty for a reference that must not change with the data."""

    uses: Mapping[str, int] = field(default_factory=dict)
    things: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, Example] = field(default_factory=dict)
    counted: bool = False

    def used(self, iri: str) -> int | None:
        """How many things name the concept; None where nobody counted."""
        return self.uses.get(iri, 0) if self.counted else None

    def of_class(self, iri: str) -> int | None:
        """How many things the class has; None where nobody counted."""
        return self.things.get(iri, 0) if self.counted else None


def look(desk: VakGraph) -> Seen:
    """Count in the store of the desk, and take the examples from the files."""
    return Seen(_counted(desk, _CONCEPTS), _counted(desk, _THINGS), examples.real(desk.asserted()), True)


def _counted(desk: VakGraph, asked: str) -> dict[str, int]:
    return {row["of"].value: int(row["times"].value) for row in desk.store.select(asked)}
