"""Literals whose spelling a store would change: kept apart under a mark, so that each term stays itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from vakgraph.namespaces import OUTSIDE

XSD = OUTSIDE["xsd"]
MARK = "urn:x-vakgraph:spelt:"
WHOLE: dict[str, tuple[int | None, int | None]] = {
    "byte": (-(2**7), 2**7 - 1),
    "short": (-(2**15), 2**15 - 1),
    "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
}
# Every datatype of which the store reads the value and writes it in words of its own.
READ = frozenset(
    XSD + name
    for name in (
        *("integer", "decimal", "float", "double", "boolean", *WHOLE),
        *("date", "dateTime", "dateTimeStamp", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"),
        *("duration", "dayTimeDuration", "yearMonthDuration"),
    )
)


class Spelling:
    """The terms that stand in a store under another name, there and back."""

    def __init__(self) -> None:
        self._stored: dict[Literal, Literal] = {}

    @property
    def datatypes(self) -> frozenset[str]:
        """The datatypes of literals that stand there under another name."""
        return frozenset(term.datatype.value for term, kept in self._stored.items() if kept is not term)

    def learn(self, terms: Iterable[Literal]) -> None:
        """Find out which of these literals the store would change."""
        fresh = [term for term in dict.fromkeys(terms) if term not in self._stored and term.datatype.value in READ]
        trial, predicate = Store(), NamedNode("urn:p")
        trial.extend(Quad(NamedNode(f"urn:{number}"), predicate, term) for number, term in enumerate(fresh))
        kept = {int(quad.subject.value[4:]): quad.object for quad in trial}
        for number, term in enumerate(fresh):
            self._stored[term] = term if kept[number] == term else _marked(term)

    def stored(self, term: Any) -> Any:
        """The term as it stands in the store."""
        if not isinstance(term, Literal) or term.datatype.value not in READ:
            return term
        if term not in self._stored:
            self.learn([term])
        return self._stored[term]

    @staticmethod
    def original(term: Any) -> Any:
        """The term as it was written."""
        if isinstance(term, Literal) and term.datatype.value.startswith(MARK):
            return Literal(term.value, datatype=NamedNode(term.datatype.value[len(MARK) :]))
        return term


def _marked(term: Literal) -> Literal:
    return Literal(term.value, datatype=NamedNode(MARK + term.datatype.value))


def load(triples: Iterable[Triple]) -> tuple[Store, Spelling]:
    """The triples in a store in memory, every literal told apart from every other."""
    asked = triples if isinstance(triples, list) else list(triples)
    spelling = Spelling()
    literals = {triple.object for triple in asked if isinstance(triple.object, Literal)}
    spelling.learn(literal for literal in literals if literal.datatype.value in READ)
    store = Store()
    if spelling.datatypes:
        store.bulk_extend(Quad(t.subject, t.predicate, spelling.stored(t.object)) for t in asked)
    else:
        store.bulk_extend(Quad(*triple) for triple in asked)
    return store, spelling
