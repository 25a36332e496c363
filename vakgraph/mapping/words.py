"""The text of a cell becomes a term: a literal, an address, or the thing or concept that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pyoxigraph import Literal, NamedNode

from vakgraph.errors import AmbiguousName, InputError, UnknownName, VakError
from vakgraph.mapping import numbers
from vakgraph.namespaces import KINDS, OUTSIDE, prefixes

Names = Callable[[str, str], str]
Term = Literal | NamedNode

XSD = OUTSIDE["xsd"]
_PREFIXES = prefixes()
LITERALS: dict[str, Callable[[str], Term]] = {
    "text": lambda text: Literal(text, language="nl"),
    "string": lambda text: Literal(text),
    "integer": lambda text: Literal(numbers.integer(text), datatype=NamedNode(XSD + "integer")),
    "amount": lambda text: Literal(numbers.amount(text), datatype=NamedNode(XSD + "integer")),
    "decimal": lambda text: Literal(numbers.decimal(text), datatype=NamedNode(XSD + "decimal")),
    "address": lambda text: address(text),
}


def full(name: str) -> NamedNode:
    """A prefixed name as an IRI."""
    prefix, _, local = name.partition(":")
    return NamedNode(_PREFIXES[prefix] + local)


def address(text: str) -> NamedNode:
    """A web address; whatever else a link can carry out is refused."""
    try:
        if re.match(r"https?://[^/\s]", text):
            return NamedNode(text)
    except ValueError:
        pass
    raise InputError(
        f'"{text}" is geen webadres; het begint met https:// en heeft geen spaties.',
        f'"{text}" is no web address; it begins with https:// and has no spaces.',
    )


def named(words: str, text: str, names: Names) -> NamedNode:
    """The thing of one of these kinds, or concept of one of these schemes, that a text names."""
    asked = words.split("/")
    if "municipality" in asked:
        refuse_short_code(text)
        both = re.fullmatch(r"(.+?)\s*\(([0-9]{1,4})\)", text)
        if both:
            return _agreeing(both[1], both[2], names)
    unknown: list[UnknownName] = []
    for word in asked:
        try:
            return NamedNode(names(word, text))
        except UnknownName as error:
            unknown.append(error)
    raise unknown[0] if len(unknown) == 1 else _unknown(asked, text, unknown)


def _agreeing(name: str, code: str, names: Names) -> NamedNode:
    """The municipality of "Breda (0758)", as a list to choose from writes it; both must mean the same."""
    refuse_short_code(code)
    coded = names("municipality", code)
    try:
        called = names("municipality", name)
    except AmbiguousName as error:
        called = coded if code in (each for _, each in error.candidates) else ""
    if called != coded:
        raise UnknownName(
            f'De naam "{name}" en de code {code} horen bij verschillende gemeenten; laat een van de twee weg.',
            f'The name "{name}" and the code {code} are of different municipalities; leave out one of them.',
        )
    return NamedNode(coded)


def refuse_short_code(text: str) -> None:
    """Excel drops the zeros in front of a municipal code."""
    if re.fullmatch(r"[0-9]{1,3}", text):
        raise UnknownName(
            f"{text} is geen gemeentecode: die heeft vier cijfers. Excel laat nullen vooraan weg; maak de cel tekst.",
            f"{text} is no municipal code: that has four digits. Excel drops zeros in front; make the cell a text.",
            [f"{text:0>4}"],
        )


def _unknown(asked: list[str], text: str, errors: list[UnknownName]) -> VakError:
    """One sentence for a text that may name things of several kinds."""
    nl = dict.fromkeys(KINDS[word].nl if word in KINDS else "begrip" for word in asked)
    en = dict.fromkeys(KINDS[word].en if word in KINDS else "concept" for word in asked)
    near = list(dict.fromkeys(name for error in errors for name in error.near))[:4]
    return UnknownName(
        f'De graaf kent geen {_either(nl, "of")} met de naam of code "{text}".',
        f'The graph knows no {_either(en, "or")} of the name or code "{text}".',
        near,
    )


def _either(words: Iterable[str], last: str) -> str:
    """`a, b of c`."""
    *most, one = words
    return f"{', '.join(most)} {last} {one}" if most else one
