"""What is said when a person fills in a choice that cannot be read: what was expected, and what comes near."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from vakgraph.errors import UnknownName, VakError
from vakgraph.find import shown
from vakgraph.queries import Parameter, StoredQuery


def option(name: str) -> str:
    """How a parameter is written on the command line."""
    return "--" + name.replace("_", "-")


def wrong(parameter: Parameter, text: str, nl: str, en: str, near: Sequence[str] = ()) -> UnknownName:
    """A value that does not fit its parameter."""
    name, said = option(parameter.name), shown(text)
    return UnknownName(
        f'"{said}" past niet bij {name}: verwacht is {nl}.', f'"{said}" does not fit {name}: give {en}.', near
    )


def no_text(parameter: Parameter) -> VakError:
    """A value of bytes that are no characters, or with a NUL in it."""
    name = option(parameter.name)
    return VakError(f"De waarde bij {name} is geen leesbare tekst.", f"The value of {name} is no readable text.")


def missing(query: StoredQuery, name: str) -> VakError:
    """A choice without which the question has no answer."""
    return VakError(
        f'De vraag "{query.name}" heeft {option(name)} nodig.', f'The question "{query.name}" needs {option(name)}.'
    )


def unknown_parameter(query: StoredQuery, name: str, known: list[str]) -> UnknownName:
    """The parameter that is not there, with the ones that are near, or all where none is."""
    near = get_close_matches(name.replace("-", "_"), known, cutoff=0.5)
    there_nl = there_en = ""
    if not near:
        listed = ", ".join(option(each) for each in known)
        there_nl = f" Wel: {listed}." if known else " Deze vraag heeft geen keuzes."
        there_en = f" It has: {listed}." if known else " This question has no choices."
    written = option(shown(name))
    return UnknownName(
        f'De vraag "{query.name}" kent {written} niet.{there_nl}',
        f'The question "{query.name}" does not know {written}.{there_en}',
        [option(each) for each in near],
    )
