"""The parts of a line of N-Quads: subject, predicate, object and graph, and what a written term means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

Pair = tuple[bytes, bytes]  # a predicate and an object, as N-Triples writes them
_OBJECT = re.compile(rb'(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?)(?: (<[^>]*>|_:\S+))? \.')
_ESCAPE = re.compile(r"\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|(.))")
_SAID = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
STRING = "http://www.w3.org/2001/XMLSchema#string"


class Said(NamedTuple):
    """A literal: its text, its language or "", its datatype or "" where it has a language."""

    text: str
    language: str
    datatype: str


def split(line: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Subject, predicate, object and graph ("" for the default one) of a line."""
    subject, predicate, rest = line.split(b" ", 2)
    found = _OBJECT.fullmatch(rest)
    assert found, line
    return subject, predicate, found[1], found[2] or b""


def blocks(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[Pair]]]:
    """Each subject of sorted lines of N-Triples with what is said of it."""
    parts = (line[:-2].split(b" ", 2) for line in lines)
    for subject, said in groupby(parts, lambda part: part[0]):
        yield subject, [(predicate, value) for _, predicate, value in said]


def iri(term: bytes) -> str:
    """The address that stands between `<` and `>`; "" for anything else."""
    return term[1:-1].decode() if term[:1] == b"<" else ""


def literal(term: bytes) -> Said:
    """What a written literal says."""
    end = term.rindex(b'"')
    text, tail = unescaped(term[1:end].decode()), term[end + 1 :].decode()
    if tail.startswith("@"):
        return Said(text, tail[1:], "")
    return Said(text, "", tail[3:-1] or STRING)


def unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SAID[found[3]]
