"""Small words to write a record with: prefixed names to addresses, and Python values to literals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple

from vakgraph import turtle
from vakgraph.namespaces import OUTSIDE, prefixes

XSD, TYPE = OUTSIDE["xsd"], OUTSIDE["rdf"] + "type"
# What only catalogues say; the graph itself needs none of these.
SPACES = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}
_ALL = prefixes() | SPACES
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>"\s]*>')
_LOCAL = re.compile(r"[A-Za-z0-9_]+")
_MAIN = {_ALL["dcat"] + "Dataset", _ALL["void"] + "Dataset"}
Value = str | int | date | Literal | NamedNode


def full(name: str) -> str:
    """The address of a prefixed name; what is an address stays one."""
    prefix, _, local = name.partition(":")
    return _ALL[prefix] + local if prefix in _ALL and not local.startswith("//") else name


def say(subject: str, *pairs: tuple[str, Value]) -> Iterator[Triple]:
    """What a thing says: `(property, value)`, where a text is a name or an address."""
    for name, value in pairs:
        yield Triple(NamedNode(subject), NamedNode(full(name)), _term(value))


def texts(subject: str, name: str, said: Mapping[str, str]) -> Iterator[Triple]:
    """The same text in each of its languages."""
    yield from say(subject, *((name, Literal(text, language=language)) for language, text in said.items()))


def typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + datatype))


def _term(value: Value) -> NamedNode | Literal:
    if isinstance(value, str):
        return NamedNode(full(value))
    if isinstance(value, date):
        return typed(value.isoformat(), "date")
    return typed(str(value), "integer") if isinstance(value, int) else value


def text(triples: Iterable[Triple], comment: str = "") -> str:
    """Turtle that reads from the top: the comment, the dataset, what is ours, and last the words of others."""
    some = set(triples)
    main = {_address(each.subject) for each in some if each.predicate.value == TYPE and _address(each.object) in _MAIN}
    first = min(main, default="")
    groups: list[list[Triple]] = [[], [], []]
    for each in some:
        whole = _address(each.subject)
        groups[0 if whole == first else 1 if whole.startswith(first) else 2].append(each)
    body, used = _short("\n".join(_body(turtle.canonical(group)) for group in groups if group))
    head = [f"# {line}" for line in comment.splitlines()] + [
        f"@prefix {name}: <{_ALL[name]}> ." for name in sorted(used)
    ]
    return "\n".join([*head, "", body])


def _body(written: str) -> str:
    """Turtle without its prefixes and the empty line below them."""
    return "".join(line for line in written.splitlines(True) if not line.startswith("@prefix ")).removeprefix("\n")


def _address(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _short(body: str) -> tuple[str, set[str]]:
    """The text with the names of catalogues short, and every prefix in use."""
    bare = _PIECE.sub(_piece, body)
    outside = _PIECE.sub(" ", bare)
    return bare, {name for name in re.findall(r"(?<![\w-])([a-z][\w-]*):(?=[A-Za-z0-9_])", outside) if name in _ALL}


def _piece(found: re.Match[str]) -> str:
    for prefix, space in SPACES.items() if found[0][:1] == "<" else ():
        local = found[0][1:-1].removeprefix(space)
        if local != found[0][1:-1] and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return found[0]
