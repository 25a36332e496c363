"""A term as one string, the same for a term of the engine and for its spelling in a file."""

from __future__ import annotations

import re
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from vakgraph.namespaces import OUTSIDE

XSD, RDF = OUTSIDE["xsd"], OUTSIDE["rdf"]
STRING_TYPE, LANG_TYPE = XSD + "string", RDF + "langString"
TYPE, FIRST, REST, NIL = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil"))
REIFIES = f"<{RDF}reifies>"
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)


def key(term: Any) -> str:
    """A term of the engine as a string of its own."""
    if isinstance(term, NamedNode):
        return f"<{term.value}>"
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    if isinstance(term, Literal):
        turned = f"--{term.direction.value}" if term.direction else ""
        return literal(term.value, term.datatype.value, f"{term.language}{turned}" if term.language else "")
    if isinstance(term, Triple):
        return quoted(*(key(part) for part in (term.subject, term.predicate, term.object)))
    return ""  # the default graph


def literal(value: str, datatype: str = STRING_TYPE, language: str = "") -> str:
    """A literal as a string: its value between quotes, then its language or datatype."""
    return f'"{value}"@{language.lower()}' if language else f'"{value}"^^<{datatype}>'


def quoted(subject: str, predicate: str, value: str) -> str:
    """A triple that is itself a term."""
    return f"<<( {subject} {predicate} {value} )>>"


def unescaped(text: str) -> str:
    """The text that was meant: `\\n`, `\\u00E9` and `\\,` become their characters."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _ESCAPES.get(match[3], match[3])


def resolved(base: str, iri: str) -> str:
    """An IRI against its base, as RFC 3986 (5.2) says; without a base it stays as it is."""
    if not base:
        return iri
    scheme, authority, path, query, fragment = _split(iri)
    if scheme is None:
        old = _split(base)
        scheme = old[0]
        if authority is None:
            authority, query = old[1], (old[3] if not path and query is None else query)
            path = _joined(old, path or "")
    return _whole(scheme, authority, _undotted(path or ""), query, fragment)


def _split(iri: str) -> tuple[str | None, ...]:
    match = _PARTS.fullmatch(iri)
    return match.groups() if match else (None, None, iri, None, None)


def _joined(base: tuple[str | None, ...], path: str) -> str:
    """The path of a relative IRI behind that of its base."""
    if not path:
        return base[2] or ""
    if path.startswith("/"):
        return path
    if base[1] is not None and not base[2]:
        return "/" + path
    return (base[2] or "").rpartition("/")[0] + "/" * ("/" in (base[2] or "")) + path


def _undotted(path: str) -> str:
    """The path without `.` and `..`."""
    if not re.search(r"(?:^|/)\.\.?(?:/|$)", path):
        return path
    out: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == "..":
            del out[1 if path.startswith("/") and len(out) == 1 else -1 :]
        elif part != ".":
            out.append(part)
    last = [""] if parts[-1] in (".", "..") else []
    return "/".join(out + last)


def _whole(scheme: str | None, authority: str | None, path: str, query: str | None, fragment: str | None) -> str:
    text = f"{scheme}:" if scheme is not None else ""
    text += f"//{authority}" if authority is not None else ""
    text += path
    text += f"?{query}" if query is not None else ""
    return text + (f"#{fragment}" if fragment is not None else "")


def as_stored(term: str) -> str:
    """The key of a literal as the engine gives it back: it rewrites `1.50` to `1.5`."""
    value, _, rest = term[1:].rpartition('"')
    if not rest.startswith("^^<"):
        return term
    subject = NamedNode("urn:x")
    store = Store()
    store.add(Quad(subject, subject, Literal(value, datatype=NamedNode(rest[3:-1]))))
    return key(next(iter(store)).object)
