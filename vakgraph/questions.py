"""Stored questions on the command line: their choices read from words, their help, their list."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from vakgraph import checkout, find, queries
from vakgraph.asking import known_name, option
from vakgraph.console import Settings, tell
from vakgraph.errors import InputError, VakError
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.table import Cell, Table


def named(settings: Settings, name: str) -> StoredQuery:
    """The stored question of that name; the store is not opened for it."""
    return queries.named(checkout.find(settings.root).queries, name)


def listed(settings: Settings) -> Table:
    """The questions a person may ask, by name, with what they ask."""
    known = queries.load_all(checkout.find(settings.root).queries).values()
    rows = tuple(
        (Cell("literal", each.name), Cell("literal", _say(each.question or each.title, settings)))
        for each in known
        if each.group == "tables"
    )
    heads = ("Naam", "Vraag") if settings.language == "nl" else ("Name", "Question")
    note = settings.words("Stel een vraag met: vakgraph query NAAM", "Ask one with: vakgraph query NAME")
    return Table(("name", "question"), rows, heads, notes=(note,))


def choices(query: StoredQuery, words: Sequence[str]) -> dict[str, list[str]]:
    """`--target-group x --target-group=y` as {"target_group": ["x", "y"]}."""
    given: dict[str, list[str]] = {}
    left = list(words)
    while left:
        word = left.pop(0)
        if not word.startswith("--") or word == "--":
            raise VakError(
                f'"{word}" staat los: schrijf een keuze als --naam waarde (zie: vakgraph query {query.name} --help).',
                f'"{word}" stands alone: write a choice as --name value (see: vakgraph query {query.name} --help).',
            )
        name, equals, value = word[2:].partition("=")
        name = known_name(query, name)
        if not equals:
            if not left or left[0].startswith("--"):
                raise VakError(f"Na {word} hoort een waarde.", f"{word} needs a value.")
            value = left.pop(0)
        given.setdefault(name, []).append(value)
    return given


def tell_readings(query: StoredQuery, words: dict[str, list[str]], settings: Settings) -> None:
    """Say how a value was read where that is not how it was written (a municipal code without its zeros)."""
    for parameter in query.parameters:
        if parameter.type in ("thing", "municipality"):
            kind = parameter.kind or ("municipality" if parameter.type == "municipality" else None)
            for value in words.get(parameter.name, ()):
                read = find.note(value, kind)
                if read:
                    tell(settings.words(*read))


def help_of(query: StoredQuery, settings: Settings) -> str:
    """What a stored question asks, its choices and its columns, as text."""
    usage = settings.words("Gebruik: vakgraph query NAAM", "Usage: vakgraph query NAME").rsplit(" ", 1)[0]
    lines = [_say(query.title, settings), "", _say(query.question, settings), "", f"{usage} {query.name}"]
    if query.parameters:
        lines[-1] += settings.words(" [--keuze waarde]...", " [--choice value]...")
        lines += ["", settings.words("Keuzes:", "Choices:")]
        lines += [_choice_line(parameter, settings) for parameter in query.parameters]
    if query.columns:
        lines += ["", settings.words("Kolommen:", "Columns:")]
        lines += [f"  {name:<28}  {_say(heading, settings)}" for name, heading in query.columns.items()]
    return "\n".join(lines)


def _choice_line(parameter: Parameter, settings: Settings) -> str:
    """One choice of a question: how it is written, what may be filled in, what it means."""
    what = "|".join(parameter.choices) or parameter.scheme or parameter.kind or parameter.type
    text = _say(parameter.description, settings) or _say(parameter.label, settings)
    must = settings.words(" (verplicht)", " (required)") if parameter.required else ""
    return f"  {option(parameter.name) + ' ' + what:<34}  {text}{must}"


def _say(words: Mapping[str, str] | None, settings: Settings) -> str:
    return (words or {}).get(settings.language) or (words or {}).get("nl") or ""


def sparql_text(text: str) -> str:
    """The question itself: from standard input, from a file, or as it was typed."""
    if text == "-":
        return _decoded(sys.stdin.buffer.read(), "stdin")
    if any(mark in text for mark in " \n{"):
        return text
    try:
        return _decoded(Path(text).read_bytes(), text)
    except OSError as error:
        raise InputError(
            f"dit bestand is niet te lezen ({error.strerror}).", f"cannot be read ({error.strerror}).", text
        ) from None


def _decoded(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("dit is geen UTF-8-tekst.", "this is no UTF-8 text.", where) from None
