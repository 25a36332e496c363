"""Stored questions on the command line: their choices read from words, their help, their list."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from vakgraph import checkout, queries
from vakgraph.asking import known_name, option
from vakgraph.console import Settings
from vakgraph.errors import InputError, VakError
from vakgraph.queries import ASKERS, THEMES, Parameter, StoredQuery
from vakgraph.table import Cell, Table


def named(settings: Settings, name: str) -> StoredQuery:
    """The stored question of that name; the store is not opened for it."""
    return queries.named(checkout.find(settings.root).queries, name)


def listed(settings: Settings) -> Table:
    """The questions a person may ask, by theme, with what they ask and who asks them."""
    rows = tuple(
        tuple(Cell("literal", text) for text in (theme, each.name, *_told(each, settings)))
        for theme, several in _by_theme(settings)
        for each in several
    )
    heads = ("Thema", "Naam", "Titel", "Vraag", "Gevraagd door", "Keuzes")
    english = ("Theme", "Name", "Title", "Question", "Asked by", "Choices")
    columns = ("theme", "name", "title", "question", "asked_by", "parameters")
    return Table(columns, rows, english if settings.language == "en" else heads)


def _told(query: StoredQuery, settings: Settings) -> tuple[str, str, str, str]:
    """Title, question, who asks it, and the choices it has."""
    asked = _say(query.question or query.title, settings)
    choices = " ".join(option(each.name) for each in query.parameters)
    return _say(query.title, settings), asked, ", ".join(_askers(query, settings)), choices


def overview(settings: Settings, width: int) -> str:
    """The questions for a person: under each theme its questions, each with who asks it."""
    lines = []
    for theme, several in _by_theme(settings):
        lines += [_theme(theme, settings), ""]
        for each in several:
            asked = settings.words("Voor: ", "For: ") + ", ".join(_askers(each, settings))
            lines += [f"  {each.name}", *_indented(_say(each.question or each.title, settings), width)]
            lines += _indented(asked, width)
        lines.append("")
    count = sum(len(several) for _, several in _by_theme(settings))
    lines.append(settings.words(f"{count} vragen.", f"{count} questions."))
    lines.append(settings.words("Stel een vraag met: vakgraph query NAAM", "Ask one with: vakgraph query NAME"))
    said = "Wat er te kiezen is: vakgraph query NAAM --help, en vakgraph queries values NAAM KEUZE"
    lines.append(
        settings.words(said, "What to choose: vakgraph query NAME --help, and vakgraph queries values NAME CHOICE")
    )
    return "\n".join(lines)


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="      ", subsequent_indent="      ", break_on_hyphens=False)


def _by_theme(settings: Settings) -> list[tuple[str, list[StoredQuery]]]:
    """The questions for people under their themes, in the order of those; what has no theme comes last."""
    known = [each for each in queries.load_all(checkout.find(settings.root).queries).values() if each.group == "tables"]
    order = {theme: [each for each in known if each.theme == theme] for theme in (*THEMES, "")}
    return [(theme, several) for theme, several in order.items() if several]


def _theme(theme: str, settings: Settings) -> str:
    return settings.words(*THEMES.get(theme, ("Overig", "Other")))


def _askers(query: StoredQuery, settings: Settings) -> list[str]:
    """Who asks it, in words; a word that is not known stays as it is."""
    return [settings.words(*ASKERS.get(word, (word, word))) for word in query.asked_by]


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
    if parameter.default is not None:
        must = settings.words(f" (zonder keuze: {parameter.default})", f" (by default: {parameter.default})")
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
