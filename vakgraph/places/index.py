"""What a walk over a file leaves behind: for every triple where its parts begin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vakgraph.places.json_lost import Lost

# Where object, predicate and subject of a triple begin, and the statement that holds it.
Spot = tuple[int, int, int, int]
# Subject, predicate and object, and the graph where there is one.
Key = tuple[str, ...]


@dataclass(slots=True)
class Index:
    """Every triple of a file at its first place, and every subject where it first begins."""

    triples: dict[Key, Spot] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)  # JSON: from where something begins to its path
    names: dict[str, int] = field(default_factory=dict)  # where only things are known, not what is said of them
    blanks: int = 0
    lost: list[Lost] = field(default_factory=list)  # JSON: what gave no triple

    def put(self, triple: Key, spot: Spot, graph: str = "") -> None:
        """One triple; the same one again changes nothing."""
        self.triples.setdefault(triple, spot)
        self.subjects.setdefault(triple[0], spot[2])
        if graph:
            self.triples.setdefault((*triple, graph), spot)

    def blank(self) -> str:
        """A new blank node; the space keeps it apart from every label in a file."""
        self.blanks += 1
        return f"_: {self.blanks}"
