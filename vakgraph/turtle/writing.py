"""The writer of `data/`: one triple per line, the same bytes for the same triples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from vakgraph.errors import InputError
from vakgraph.namespaces import KINDS, OUTSIDE, prefixes
from vakgraph.turtle.reading import refuse_nul
from vakgraph.turtle.replacing import replacing

_TYPE = OUTSIDE["rdf"] + "type"
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE = {
    OUTSIDE["xsd"] + "integer": re.compile(r"0|-?[1-9][0-9]*"),
    OUTSIDE["xsd"] + "decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]"),
    OUTSIDE["xsd"] + "boolean": re.compile(r"true|false"),
}
_ESCAPE = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# Besides the control characters: what some editor takes for a line end, and the byte order mark.
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')


def canonical(triples: Iterable[Triple]) -> str:
    """The text of a data file: one triple per line, so that one fact more is one line more."""
    used: set[str] = set()
    blocks: dict[str, set[tuple[bool, str, str]]] = {}
    for triple in triples:
        subject = _subject(triple)
        line = (triple.predicate.value != _TYPE, _predicate(triple, used), _word(triple.object, used))
        blocks.setdefault(subject, set()).add(line)
    names = prefixes()
    head = "".join(f"@prefix {prefix}: <{names[prefix]}> .\n" for prefix in sorted(used | _subject_prefixes(blocks)))
    return "\n".join([head] * bool(head) + [_block(subject, blocks[subject]) for subject in sorted(blocks, key=_rank)])


def _block(subject: str, lines: set[tuple[bool, str, str]]) -> str:
    said = "".join(f"    {predicate} {value} ;\n" for _, predicate, value in sorted(lines))
    return f"{_name(subject)[0]}\n{said}.\n"


def _subject_prefixes(subjects: Iterable[str]) -> set[str]:
    return {prefix for _, prefix in map(_name, subjects) if prefix}


def _rank(iri: str) -> tuple[int, str]:
    """By kind and by name: `KINDS` names a parent before what lives with it, so the file's own thing comes first."""
    space = iri[: iri.rfind("/") + 1]
    for order, kind in enumerate(KINDS.values()):
        if kind.iri == space:
            return order, iri
    return len(KINDS), iri


def _subject(triple: Triple) -> str:
    """The subject, where a data file can hold the triple: named things, plain values, no blank nodes."""
    subject, value = triple.subject, triple.object
    if isinstance(value, Literal):
        refuse_nul(value)
    plain = isinstance(value, NamedNode) or (isinstance(value, Literal) and value.direction is None)
    if isinstance(subject, NamedNode) and plain:
        return subject.value
    raise InputError(
        f"dit kan niet in een databestand staan, want niet alles heeft een naam: {triple}",
        f"a data file cannot hold this, for not everything has a name: {triple}",
    )


def _predicate(triple: Triple, used: set[str]) -> str:
    return "a" if triple.predicate.value == _TYPE else _word(triple.predicate, used)


def _word(term: Any, used: set[str]) -> str:
    """A term as it is written; the prefix it needs goes into `used`."""
    if not isinstance(term, Literal):
        text, prefix = _name(term.value)
        used.update({prefix} if prefix else ())
        return text
    datatype = term.datatype.value
    if datatype in _BARE and _BARE[datatype].fullmatch(term.value):
        return term.value
    quoted = '"' + _ESCAPED.sub(_escape, term.value) + '"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if datatype == OUTSIDE["xsd"] + "string" else f"{quoted}^^{_word(term.datatype, used)}"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPE.get(match[0]) or f"\\u{ord(match[0]):04X}"


@lru_cache(maxsize=65536)
def _name(iri: str) -> tuple[str, str]:
    """An IRI as it is written, and its prefix: a prefixed name where that is safe, else the full IRI."""
    for namespace, prefix in _spaces().items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}", prefix
    return f"<{iri}>", ""


@lru_cache(maxsize=1)
def _spaces() -> dict[str, str]:
    """Namespace -> prefix, the longest namespace first."""
    return {space: prefix for prefix, space in sorted(prefixes().items(), key=lambda item: (-len(item[1]), item[0]))}


def write(path: Path, triples: Iterable[Triple]) -> None:
    """Write a data file; what stood there stays whole until the new text is on disk."""
    text = canonical(triples)
    with replacing(path) as file:
        file.write(text.encode())


def place(path: Path, triple: Triple) -> int | None:
    """The line of a triple in a data file, or else of its subject; None where neither stands."""
    unused: set[str] = set()
    subject, found = _word(triple.subject, unused), None
    line = f"    {_predicate(triple, unused)} {_word(triple.object, unused)} ;"
    inside = False
    for number, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if text and not text.startswith((" ", ".", "@")):
            inside = text.split(" ")[0] == subject
            found = found or (number if inside else None)
        elif inside and text == line:
            return number
    return found
