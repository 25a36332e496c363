"""The words of a person become the RDF terms of a stored question's parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from vakgraph.asking.faults import missing, no_text, option, unknown_parameter
from vakgraph.asking.literals import LITERALS
from vakgraph.asking.things import NOW, Notes, things
from vakgraph.errors import AmbiguousName, UnknownName, VakError
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.store.port import Store

__all__ = ["Chosen", "Term", "Words", "chosen", "known_name", "option", "term", "terms"]

Term = NamedNode | Literal
Word = str | int | float | Decimal | date
Words = Word | Sequence[Word] | None
ALL = ("alle", "all")
WHOLE = ("text", "number")  # types in which a comma belongs to the value


@dataclass(frozen=True, slots=True)
class Chosen:
    """The terms of the parameters that were given or have a default, and how the words were read (nl, en)."""

    terms: dict[str, list[Term]]
    notes: tuple[tuple[str, str], ...] = ()


def chosen(store: Store, query: StoredQuery, words: Mapping[str, Words]) -> Chosen:
    """Parameter name -> terms. A municipality that is asked for at the day of another parameter is read after it."""
    given = {known_name(query, name): _listed(value) for name, value in words.items()}
    values: dict[str, list[Term]] = {}
    notes: Notes = []
    for parameter in sorted(query.parameters, key=lambda each: each.at not in ("", "now")):
        texts = given.get(parameter.name) or _listed(parameter.default)
        if texts and not any(_is_all(parameter, text) for text in texts):
            read = [_read_of(store, query, parameter, text, _day(parameter, values)) for text in texts]
            values[parameter.name] = list(dict.fromkeys(each for found, _ in read for each in found))
            notes += [note for _, told in read for note in told]
        elif parameter.required:
            raise missing(query, parameter.name)
    order = {name: values[name] for name in (each.name for each in query.parameters) if name in values}
    return Chosen(order, tuple(dict.fromkeys(notes)))


def terms(store: Store, query: StoredQuery, words: Mapping[str, Words]) -> dict[str, list[Term]]:
    """Parameter name -> terms, for every parameter that was given or has a default."""
    return chosen(store, query, words).terms


def term(store: Store, parameter: Parameter, text: str) -> Term:
    """One value of one parameter, checked by its type."""
    return _one(store, parameter, text, None)[0][0]


def known_name(query: StoredQuery, name: str) -> str:
    """The name of a parameter as its question writes it; `UnknownName` where it has none of that name."""
    names = [parameter.name for parameter in query.parameters]
    if name.replace("-", "_") not in names:
        raise unknown_parameter(query, name, names)
    return name.replace("-", "_")


def _listed(words: Words) -> list[str]:
    if words is None:
        return []
    several = [words] if isinstance(words, Word) else list(words)
    return [str(word) for word in several]


def _is_all(parameter: Parameter, text: str) -> bool:
    """Does the word take the filter away? Not in a text, and not where it is one of the choices."""
    word = text.strip().casefold()
    return word in ALL and parameter.type != "text" and word not in map(str.casefold, parameter.choices)


def _day(parameter: Parameter, values: Mapping[str, list[Term]]) -> date | None:
    """The day at which a municipality is meant, where its parameter says so."""
    if parameter.at == "now":
        return NOW
    said = values.get(parameter.at, [])
    if not said:
        return None
    text = said[0].value
    return date.fromisoformat(text if "-" in text else f"{text:0>4}-01-01")


def _read_of(
    store: Store, query: StoredQuery, parameter: Parameter, text: str, day: date | None
) -> tuple[Sequence[Term], Notes]:
    """The value; where no name comes near it, the fault says how to see which there are."""
    try:
        return _read(store, parameter, text, day)
    except UnknownName as fault:
        if fault.near or parameter.type in LITERALS:
            raise
        see = f"vakgraph queries values {query.name} {parameter.name.replace('_', '-')}"
        raise UnknownName(f"{fault.nl} Welke er zijn: {see}.", f"{fault.en} Which there are: {see}.") from None


def _read(store: Store, parameter: Parameter, text: str, day: date | None) -> tuple[Sequence[Term], Notes]:
    """The value of the whole text; else the values between its commas, where at least one of them can be read."""
    try:
        return _one(store, parameter, text, day)
    except VakError as fault:
        parts = [part.strip() for part in text.split(",")]
        if len(parts) < 2 or parameter.type in WHOLE or isinstance(fault, AmbiguousName) or not all(parts):
            raise
        read, wrong = _each(store, parameter, parts, day)
        if wrong:
            raise (wrong[0] if read else fault) from None
    return [one for found, _ in read for one in found], [note for _, told in read for note in told]


def _each(
    store: Store, parameter: Parameter, parts: list[str], day: date | None
) -> tuple[list[tuple[Sequence[Term], Notes]], list[VakError]]:
    """What can be read, and the faults of what cannot."""
    read, wrong = [], []
    for part in parts:
        try:
            read.append(_one(store, parameter, part, day))
        except VakError as fault:
            wrong.append(fault)
    return read, wrong


def _one(store: Store, parameter: Parameter, text: str, day: date | None) -> tuple[Sequence[Term], Notes]:
    """One value, checked by its type. What cannot be written as UTF-8, or holds a NUL, is no value at all."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise no_text(parameter)
    if parameter.type in LITERALS:
        return [LITERALS[parameter.type](parameter, text.strip())], []
    return things(store, parameter, text.strip(), day)
