"""Typer's own words in the house's words: usage errors as one sentence, help pages in Dutch or English."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Sequence
from copy import copy
from difflib import get_close_matches
from typing import Any

import typer

from vakgraph.errors import UnknownName, VakError

SPLIT = " | "
EVERYWHERE = ("--endpoint", "--update-endpoint", "--auth")  # wherever they stand, they hold for the whole command
HEADINGS = {
    "Usage:": "Gebruik:",
    "Options:": "Opties:",
    "Commands:": "Opdrachten:",
    "Arguments:": "Gegevens:",
    "[OPTIONS]": "[OPTIES]",
    "COMMAND [ARGS]...": "OPDRACHT [GEGEVENS]...",
    "Show this message and exit.": "Toon deze hulp.",
}


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with those about the server in front, where Typer looks for them."""
    first: list[str] = []
    rest: list[str] = []
    left = list(arguments)
    while left:
        word = left.pop(0)
        if word == "--":
            rest += [word, *left]
            break
        here = first if word.partition("=")[0] in EVERYWHERE else rest
        here.append(word)
        if here is first and "=" not in word and left:
            here.append(left.pop(0))
    return first + rest


def of_one(app: typer.Typer, arguments: Sequence[str]) -> typer.Typer:
    """The command line with only the command that these arguments begin with; the whole of it where they do not.

    To build a command costs about half a millisecond, and there are some twenty.
    """
    first = arguments[0] if arguments else ""
    commands = [each for each in app.registered_commands if called(each) == first]
    groups = [each for each in app.registered_groups if each.name == first]
    if not commands and not groups:
        return app
    one = copy(app)
    one.registered_commands, one.registered_groups = commands, groups
    return one


def called(command: Any) -> str:
    """The name of a command that is not built yet."""
    return str(command.name or typer.main.get_command_name(command.callback.__name__))


def fault(error: Exception, command: Any) -> VakError:
    """The sentence for a usage error of Typer; `command` is the whole command line, for near misses."""
    message = str(getattr(error, "message", "") or error)
    name = type(error).__name__
    if name == "NoSuchOption":
        near = sorted(getattr(error, "possibilities", None) or ())
        wrong = getattr(error, "option_name", "")
        return UnknownName(f'De optie "{wrong}" is er niet.', f'There is no option "{wrong}".', near)
    if name == "MissingParameter":
        what = _missing(error)
        return VakError(f"Er ontbreekt iets: {what}. Zie --help.", f"Something is missing: {what}. See --help.")
    return _by_message(message, error, command)


def _missing(error: Any) -> str:
    param = getattr(error, "param", None)
    if param is None:
        return "?"
    options = [word for word in getattr(param, "opts", ()) if word.startswith("-")]
    return str(options[-1] if options else getattr(param, "metavar", None) or param.name.upper())


def _by_message(message: str, error: Any, command: Any) -> VakError:
    """Errors that say only in words what is wrong."""
    quoted = re.search(r"'(.*?)'|\((?!s\))(.*)\)", message)
    what = (quoted[1] or quoted[2]) if quoted else message
    if message.startswith("No such command"):
        group = getattr(getattr(error, "ctx", None), "command", command)
        near = get_close_matches(what, list(getattr(group, "commands", ())), cutoff=0.5)
        return UnknownName(f'De opdracht "{what}" is er niet.', f'There is no command "{what}".', near)
    if "requires an argument" in message or "requires 1 argument" in message:
        return VakError(f"Na {what} hoort een waarde.", f"{what} needs a value.")
    if "extra argument" in message:
        return VakError(f'"{what}" is te veel. Zie --help.', f'"{what}" is too much. See --help.')
    if "does not take a value" in message:
        return VakError(f"Bij {what} hoort geen waarde.", f"{what} takes no value.")
    if message.startswith("Missing command"):
        return VakError("Er ontbreekt een opdracht. Zie --help.", "A command is missing. See --help.")
    said = message.rstrip(".")
    return VakError(f"De opdracht klopt niet: {said}. Zie --help.", f"The command is wrong: {said}. See --help.")


def unforeseen(error: Exception) -> VakError:
    """One sentence for what nobody thought of; the traceback for who asks for it."""
    if os.environ.get("VAKGRAPH_DEBUG"):
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
    return VakError(
        f"Er ging iets mis dat niet was voorzien ({what}). VAKGRAPH_DEBUG=1 toont waar.",
        f"Something unforeseen went wrong ({what}). VAKGRAPH_DEBUG=1 shows where.",
    )


def language(arguments: Sequence[str]) -> str:
    """The language of messages, read before anything else is, so that a wrong command gets it too."""
    for at, word in enumerate(arguments):
        if word == "--lang=en" or (word == "--lang" and list(arguments[at + 1 : at + 2]) == ["en"]):
            return "en"
    return "nl"


def spoken(command: Any, language: str) -> Any:
    """The command with its help in one language: every help text is written as `Nederlands | English`."""
    at = 1 if language == "en" else 0
    for each in (command, *command.params):
        if getattr(each, "help", None) and SPLIT in each.help:
            each.help = each.help.split(SPLIT)[at]
    for below in getattr(command, "commands", {}).values():
        spoken(below, language)
    if language != "en":
        _dutch_headings(command)
    return command


def _dutch_headings(command: Any) -> None:
    """Let the help page of this command be headed in Dutch."""
    written = type(command).get_help

    def get_help(ctx: Any) -> str:
        text: str = written(command, ctx)
        for english, dutch in HEADINGS.items():
            text = text.replace(english, dutch)
        return text

    command.get_help = get_help
