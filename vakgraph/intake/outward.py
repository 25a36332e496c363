"""A query in the shapes of somebody else that would call somebody is refused, in whatever letters it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal

from vakgraph.errors import InputError
from vakgraph.namespaces import OUTSIDE
from vakgraph.turtle import Triple

_QUERIES = {OUTSIDE["sh"] + name for name in ("select", "ask", "construct", "update")}
_LETTER = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# What may hold the word and mean nothing by it: addresses, texts and comments.
_INERT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\r\n]|\\.)*"|\'(?:[^\'\\\r\n]|\\.)*\''
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\r\n]*",
    re.S,
)
_CALL = re.compile(r"(?<![\w?$:.-])(SERVICE|LOAD)(?![\w:.-])", re.IGNORECASE)


def refuse(said: Iterable[Triple], name: str) -> None:
    """InputError where a query asks another server."""
    for triple in said:
        if triple.predicate.value in _QUERIES and isinstance(triple.object, Literal):
            found = _CALL.search(_INERT.sub(" ", _LETTER.sub(_letter, triple.object.value)))
            if found:
                word = found[1].upper()
                raise InputError(
                    f"in deze vormen staat een vraag met {word}, die een andere server belt; zij wordt niet gesteld."
                    " Haal dat deel eruit.",
                    f"these shapes hold a query with {word}, which calls another server; it is not asked."
                    " Take that part out.",
                    name,
                )


def _letter(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else " "
