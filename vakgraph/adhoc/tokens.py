"""The words of a SPARQL text as far as they say where it goes: addresses, prefixed names, variables, plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r'''
    (?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d][\w.-]{0,200})?:(?:[\w:%]|\\.|[.-](?=[\w:%\\.-]))*)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d*\.\d+(?:[eE][+-]?\d+)?|\d+(?:\.\d*(?=[eE]))?(?:[eE][+-]?\d+)?)
    | (?P<space>\s+)
    | (?P<other>\^\^|\|\||&&|.)
    ''',
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of the text, where it begins and what it is: iri, name, variable, word, text, number or other."""

    sort: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens(sparql: str) -> Iterator[Token]:
    """Every piece that means something; white space and comments do not."""
    for found in _TOKEN.finditer(sparql):
        if found.lastgroup not in ("space", "comment"):
            yield Token(str(found.lastgroup), found[0], found.start())


def place(sparql: str, at: int) -> tuple[int, int]:
    """The line and the column of a position, both from one."""
    before = sparql[:at]
    return before.count("\n") + 1, at - before.rfind("\n")
