"""Turtle files become triples, strictly; a mistake has its file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

from vakgraph.errors import InputError

BOM = b"\xef\xbb\xbf"
_NUL = (b"\x00", b"\\u0000", b"\\U00000000")


def quads(path: Path) -> Iterator[Quad]:
    """The triples of a Turtle file as the engine takes them, one by one."""
    try:
        return _parsed(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(
            f"dit bestand is niet te lezen ({error.strerror}).",
            f"this file cannot be read ({error.strerror}).",
            str(path),
        ) from None


def read(path: Path) -> list[Triple]:
    """The triples of a Turtle file, read strictly."""
    return [quad.triple for quad in quads(path)]


def read_text(text: str | bytes, where: str = "") -> list[Triple]:
    """The triples of a Turtle text; `where` names it in a message."""
    return [quad.triple for quad in _parsed(text.encode() if isinstance(text, str) else text, where)]


def read_many(paths: Iterable[Path]) -> dict[Path, list[Triple]]:
    """The triples of each file."""
    return {path: read(path) for path in paths}


def _parsed(data: bytes, where: str) -> Iterator[Quad]:
    """Strictly parsed quads; one byte order mark is forgiven, a NUL in a literal is not."""
    suspect = any(spelling in data for spelling in _NUL)
    try:
        for quad in parse(data.removeprefix(BOM), format=RdfFormat.TURTLE, rename_blank_nodes=True):
            if suspect and isinstance(quad.object, Literal):
                refuse_nul(quad.object, where)
            yield quad
    except SyntaxError as error:
        detail = re.sub(r"^Parser error .*?: | \(line \d+\)$", "", str(error.msg))
        raise InputError(
            f"dit is geen geldige Turtle: {detail}.",
            f"this is no valid Turtle: {detail}.",
            where,
            error.lineno,
            error.offset,
        ) from None


def refuse_nul(literal: Literal, where: str = "") -> None:
    """XML cannot carry the character NUL, so the graph does not either."""
    if "\x00" in literal.value:
        raise InputError(
            "in een tekst staat het teken NUL; haal het weg.", "a text holds the character NUL; remove it.", where
        )
