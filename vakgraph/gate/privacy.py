"""Stops what belongs to persons at the gate: where in a delivery it stands, and how it is told without showing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from vakgraph import personal
from vakgraph.intake import Delivery
from vakgraph.intake.delivery import text
from vakgraph.intake.tables import path_of, place
from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.personal import BORN, BORN_PROPERTY, EMAIL, PHONE, Sort, looks_like
from vakgraph.places import Place
from vakgraph.sheets import COLUMNS

CODES = {VAK + name for name in personal.CODES}
CODE_COLUMNS = {"key", "zonmw_number", "dossier", "paper_number", "doi", "euro_granted", "number", "study"}
NAMES = {OUTSIDE["dcterms"] + "creator", "http://xmlns.com/foaf/0.1/name"}
NAME_COLUMNS = {"authors"}


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that must not enter. `hidden` are the characters themselves, never to be printed."""

    sort: Sort
    place: Place
    focus: str
    path: str
    hidden: tuple[str, ...]

    def say(self, language: str = "nl") -> str:
        if language == "en":
            return f"This looks like {self.sort.en}; data of persons does not belong in the graph. It is not shown."
        return f"Dit lijkt op {self.sort.nl}; persoonsgegevens horen niet in de graaf. De waarde wordt niet getoond."

    def repair(self, language: str = "nl") -> str:
        if language == "en":
            return "Remove it from the file, and from the copies that were sent."
        return "Haal het weg uit het bestand, ook uit de kopieën die zijn verstuurd."


def find(delivery: Delivery) -> list[Secret]:
    """Everything in a delivery that looks like data of a person."""
    return list(_in_cells(delivery) if delivery.is_table else _in_triples(delivery))


def _in_cells(delivery: Delivery) -> Iterator[Secret]:
    for told in delivery.told:
        subject = text(told.triples[0].subject) if told.triples else ""
        for key, words in told.row.cells.items():
            column = COLUMNS[told.row.kind].get(key)
            code = key in CODE_COLUMNS or (column is not None and column.value == "amount")
            for sort, hidden in looks_like(words, code, key in NAME_COLUMNS):
                yield Secret(sort, place(told.row, key), subject, path_of(told.row.kind, key), hidden)


def _in_triples(delivery: Delivery) -> Iterator[Secret]:
    for triple in delivery.triples:
        subject, path, value = text(triple.subject), triple.predicate.value, triple.object
        found: list[tuple[Sort, tuple[str, ...]]] = []
        if isinstance(value, Literal):
            found = list(looks_like(value.value, path in CODES, path in NAMES))
            if BORN_PROPERTY.search(path) and not found:
                found = [(BORN, (value.value,))]
        elif isinstance(value, NamedNode) and value.value.startswith(("mailto:", "tel:")):
            found = [(EMAIL if value.value.startswith("mailto:") else PHONE, (value.value, value.value.split(":")[1]))]
        for sort, hidden in found:
            yield Secret(sort, delivery.place(subject, path, text(value)), subject, path, hidden)


def hide(words: str, secrets: list[Secret]) -> str:
    """The words without the characters that must not be printed."""
    for secret in secrets:
        for hidden in secret.hidden:
            words = words.replace(hidden, "•••")
    return words
