"""What a column may hold: a kind of thing, a concept of a scheme, text, number, date or truth."""

from __future__ import annotations

from collections.abc import Iterable

from vakgraph.mint import kind_of
from vakgraph.namespaces import CONCEPT, KINDS, SCHEMES
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.table import XSD, Cell

THING, CONCEPTS, ADDRESS = "thing", "concept", "address"
PLAIN = ("text", "number", "date", "boolean")
_NUMBERS = ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger")
_DATES = ("date", "dateTime", "gYear", "gYearMonth")
_OF_TYPE = {
    "municipality": "municipality",
    "year": "number",
    "integer": "number",
    "number": "number",
    "date": "date",
    "text": "text",
    "choice": "text",
    "boolean": "boolean",
}


def expected(query: StoredQuery, name: str) -> frozenset[str]:
    """The words for what a column may hold; nothing when neither its header nor its name says so."""
    said = (query.columns.get(name) or {}).get("type")
    if said:
        return frozenset([said] if isinstance(said, str) else said)
    same = next((parameter for parameter in query.parameters if parameter.name == name), None)
    if same is not None:
        return frozenset([of_parameter(same)])
    word = name.replace("_", "-")
    return frozenset([word] if word in KINDS or word in SCHEMES else [])


def of_parameter(parameter: Parameter) -> str:
    """The word for what a parameter takes."""
    return parameter.kind or parameter.scheme or _OF_TYPE.get(parameter.type, parameter.type)


def held(cell: Cell) -> str:
    """The word for what a cell holds; "" for an empty one."""
    if cell.kind == "unbound":
        return ""
    if cell.kind != "literal":
        return _named(cell.value)
    local = (cell.datatype or "").removeprefix(XSD)
    if local in _NUMBERS:
        return "number"
    return "date" if local in _DATES else "boolean" if local == "boolean" else "text"


def _named(iri: str) -> str:
    """The kind or the scheme that an IRI is of; an address is an IRI that names nothing of the graph."""
    scheme = iri.removeprefix(CONCEPT).split("/")[0] if iri.startswith(CONCEPT) else ""
    if scheme in SCHEMES:
        return scheme
    kind = kind_of(iri)
    return kind.word if kind else ADDRESS


def strangers(cells: Iterable[Cell], words: frozenset[str]) -> dict[str, str]:
    """What a column holds that it should not: the word for it -> the first value."""
    found: dict[str, str] = {}
    for cell in cells:
        word = held(cell)
        if word and word not in words and not (_wider(word) & words):
            found.setdefault(word, cell.value)
    return found


def _wider(word: str) -> set[str]:
    """The words that take in this one: a thing of any kind, a concept of any scheme, any IRI."""
    if word in PLAIN:
        return set()
    return {ADDRESS, THING} | ({CONCEPTS} if word in SCHEMES else set())
