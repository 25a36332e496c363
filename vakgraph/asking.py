"""The words of a person become the RDF terms of a stored question's parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from vakgraph import find
from vakgraph.errors import UnknownName, VakError
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.store.port import Store
from vakgraph.table import XSD

Term = NamedNode | Literal
Words = str | int | date | Sequence[str | int | date] | None


def terms(store: Store, query: StoredQuery, words: Mapping[str, Words]) -> dict[str, list[Term]]:
    """Parameter name -> terms, for every parameter that was given or has a default."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in words:
        known_name(query, name)
    given = {name.replace("-", "_"): _listed(value) for name, value in words.items()}
    values: dict[str, list[Term]] = {}
    for name, parameter in known.items():
        texts = given.get(name) or _listed(parameter.default)
        if texts:
            values[name] = list(dict.fromkeys(term(store, parameter, text) for text in texts))
        elif parameter.required:
            raise _missing(query, name)
    return values


def term(store: Store, parameter: Parameter, text: str) -> Term:
    """One value of one parameter, checked by its type."""
    return _TYPES[parameter.type](store, parameter, text.strip())


def known_name(query: StoredQuery, name: str) -> str:
    """The name of a parameter as its question writes it; `UnknownName` where it has none of that name."""
    names = [parameter.name for parameter in query.parameters]
    if name.replace("-", "_") not in names:
        raise _unknown_parameter(query, name, names)
    return name.replace("-", "_")


def option(name: str) -> str:
    """How a parameter is written on the command line."""
    return "--" + name.replace("_", "-")


def _listed(words: Words) -> list[str]:
    if words is None:
        return []
    several = [words] if isinstance(words, str | int | date) else list(words)
    return [str(word) for word in several]


def _thing(store: Store, parameter: Parameter, text: str) -> Term:
    """The thing, concept or municipality that the words mean."""
    kind = parameter.kind or ("municipality" if parameter.type == "municipality" else None)
    return NamedNode(find.thing(store, text, kind=kind, scheme=parameter.scheme or None))


def _integer(store: Store, parameter: Parameter, text: str) -> Term:
    form = r"\d{4}" if parameter.type == "year" else r"[+-]?\d{1,18}"
    if not re.fullmatch(form, text, re.ASCII):
        what = ("een jaar van vier cijfers", "a year of four digits") if parameter.type == "year" else _WHOLE
        raise _wrong(parameter, text, *what)
    return Literal(str(int(text)), datatype=NamedNode(XSD + "integer"))


def _date(store: Store, parameter: Parameter, text: str) -> Term:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError(text)
        return Literal(date.fromisoformat(text).isoformat(), datatype=NamedNode(XSD + "date"))
    except ValueError:
        raise _wrong(parameter, text, "een datum als 2018-03-01", "a date such as 2018-03-01") from None


def _text(store: Store, parameter: Parameter, text: str) -> Term:
    return Literal(text)


def _choice(store: Store, parameter: Parameter, text: str) -> Term:
    choices = [str(choice) for choice in parameter.choices]
    for choice in choices:
        if choice.casefold() == text.casefold():
            return Literal(choice)
    raise _wrong(parameter, text, "een van: " + ", ".join(choices), "one of: " + ", ".join(choices))


_WHOLE = ("een heel getal", "a whole number")
_TYPES: dict[str, Callable[[Store, Parameter, str], Term]] = {
    "thing": _thing,
    "concept": _thing,
    "municipality": _thing,
    "year": _integer,
    "integer": _integer,
    "date": _date,
    "text": _text,
    "choice": _choice,
}


def _wrong(parameter: Parameter, text: str, nl: str, en: str) -> VakError:
    name = option(parameter.name)
    return VakError(f'"{text}" past niet bij {name}: verwacht is {nl}.', f'"{text}" does not fit {name}: give {en}.')


def _missing(query: StoredQuery, name: str) -> VakError:
    return VakError(
        f'De vraag "{query.name}" heeft {option(name)} nodig.', f'The question "{query.name}" needs {option(name)}.'
    )


def _unknown_parameter(query: StoredQuery, name: str, known: list[str]) -> UnknownName:
    """The parameter that is not there, with the ones that are near, or all where none is."""
    near = get_close_matches(name.replace("-", "_"), known, cutoff=0.5)
    there_nl = there_en = ""
    if not near:
        listed = ", ".join(option(each) for each in known)
        there_nl = f" Wel: {listed}." if known else " Deze vraag heeft geen keuzes."
        there_en = f" It has: {listed}." if known else " This question has no choices."
    return UnknownName(
        f'De vraag "{query.name}" kent {option(name)} niet.{there_nl}',
        f'The question "{query.name}" does not know {option(name)}.{there_en}',
        [option(each) for each in near],
    )
