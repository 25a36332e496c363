"""Stops what belongs to persons: citizen service numbers, birth dates, e-mail addresses and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from vakgraph.intake import Delivery
from vakgraph.intake.delivery import text
from vakgraph.intake.tables import path_of, place
from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.places import Place
from vakgraph.sheets import COLUMNS

# Codes of others and amounts, which are no numbers of persons however they look.
CODES = {VAK + name for name in ("zonmwNumber", "dossier", "paperNumber", "sha256", "euroGranted", "euroAvailable")}
CODE_COLUMNS = {"key", "zonmw_number", "dossier", "paper_number", "doi", "euro_granted", "number", "study"}
NAMES = {OUTSIDE["dcterms"] + "creator", "http://xmlns.com/foaf/0.1/name"}
NAME_COLUMNS = {"authors"}

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_NINE = re.compile(r"(?<![\w.,/-])(\d{9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})(?![\w/-]|[.,]\d)")
_PHONE = re.compile(
    r"(?<![\w./-])(?:(?:\+|00)31[ -]?(?:\(0\))?[ -]?[1-9](?:[ -]?\d){8}"
    r"|\(?06\)?[ -]?[1-9](?:[ -]?\d){7}|\(?0[1-57-9]\d\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}"
    r"|\(?0[1-57-9]\d{2}\)?[ -]?\d{2}[ -]?\d{2}[ -]?\d{2})(?![\w/-])"
)
_MONTH = r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}}[-/. ](?:\d{{1,2}}|{_MONTH})[-/. ]\d{{2,4}}|(?:19|20)\d\d-\d\d-\d\d)"
_A_DAY = re.compile(rf"(?<!\d){_DAY}(?!\d)", re.IGNORECASE)
_BORN = re.compile(
    rf"(?:geboren|geboortedat(?:um|a)|geb\.|\bborn (?:on|in)\b|birth ?date|date of birth).{{0,30}}?{_DAY}",
    re.IGNORECASE,
)
_BORN_PROPERTY = re.compile(r"geboren|geboorte|birth", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
_DATED = re.compile(r"\d{1,2}-\d{1,2}-\d{4}")


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of personal data, in words."""

    word: str
    nl: str
    en: str


BSN = Sort("bsn", "een burgerservicenummer", "a citizen service number")
BORN = Sort("birth-date", "een geboortedatum", "a birth date")
EMAIL = Sort("e-mail", "een e-mailadres", "an e-mail address")
PHONE = Sort("telephone", "een telefoonnummer", "a telephone number")


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
            if _BORN_PROPERTY.search(path) and not found:
                found = [(BORN, (value.value,))]
        elif isinstance(value, NamedNode) and value.value.startswith(("mailto:", "tel:")):
            found = [(EMAIL if value.value.startswith("mailto:") else PHONE, (value.value, value.value.split(":")[1]))]
        for sort, hidden in found:
            yield Secret(sort, delivery.place(subject, path, text(value)), subject, path, hidden)


def looks_like(words: str, code: bool = False, name: bool = False) -> Iterator[tuple[Sort, tuple[str, ...]]]:
    """The sorts of personal data that a text seems to hold, each with its characters."""
    bare = _ADDRESS.sub(" ", words)
    known: list[tuple[Sort, str, Callable[[str], bool], re.Pattern[str]]] = [
        (EMAIL, words, lambda _: True, _EMAIL),
        (BORN, bare, lambda _: True, _BORN),
    ]
    if name:
        known.append((BORN, bare, lambda _: True, _A_DAY))
    if not code:
        known.append((BSN, bare, eleven, _NINE))
        known.append((PHONE, bare, lambda found: not _DATED.match(found), _PHONE))
    seen: set[str] = set()
    for sort, where, fits, pattern in known:
        hidden = tuple(match[0] for match in pattern.finditer(where) if fits(match[0]))
        if hidden and sort.word not in seen:
            seen.add(sort.word)
            yield sort, hidden


def eleven(words: str) -> bool:
    """The eleven test of citizen service numbers: nine digits by 9, 8 ... 2 and -1 add up to a multiple of eleven."""
    digits = [int(sign) for sign in words if sign.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(digit * weight for digit, weight in zip(digits, weights, strict=False))
    return len(digits) == 9 and any(digits) and total % 11 == 0


def hide(words: str, secrets: list[Secret]) -> str:
    """The words without the characters that must not be printed."""
    for secret in secrets:
        for hidden in secret.hidden:
            words = words.replace(hidden, "•••")
    return words
