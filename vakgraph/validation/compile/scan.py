"""A SPARQL query as the tree of its groups: where each begins, what it is, which variables it names itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

DEEPEST = 100  # groups within groups; the engine's own parser is recursive
_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<text>\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<var>[?$]\w+)
    |(?P<lang>@[A-Za-z][A-Za-z0-9-]*)
    |(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:.%-]|\\.)*|_:[\w.-]+)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Token(NamedTuple):
    """A piece of the query: words in capitals, variables without their sign."""

    kind: str
    text: str
    start: int
    end: int


@dataclass
class Group:
    """What stands between two braces. `kind` is the word before it; `select` holds the tokens of a projection."""

    kind: str
    start: int  # behind the brace
    lead: tuple[Token, ...] = ()  # the three tokens before it
    end: int = 0  # before the closing brace
    parent: Group | None = None
    names: set[str] = field(default_factory=set)  # variables of its own, not those of groups within
    words: set[str] = field(default_factory=set)
    select: list[Token] = field(default_factory=list)
    inner: list[Group] = field(default_factory=list)
    bound_as: set[str] = field(default_factory=set)  # variables behind AS


def unescaped(query: str) -> str:
    r"""The query with \uXXXX written out, as the standard has it done before anything is read."""
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), query)


def tokens(query: str) -> list[Token]:
    """The tokens of a query, without white space and comments."""
    return list(_tokens(query))


def _tokens(query: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(query):
        kind, text = str(match.lastgroup), match[0]
        if kind == "word":
            text = text.upper()
        if kind == "var":
            text = text[1:]
        if kind != "skip":
            yield Token(kind, text, match.start(), match.end())


def groups(found: list[Token]) -> Group:
    """The outermost query, whose first inner group is its WHERE; `ValueError` where braces do not match."""
    top = here = Group("QUERY", 0)
    before, selecting, depth = "", True, 0
    for at, token in enumerate(found):
        if token.text == "{" and token.kind == "sign":
            depth += 1
            if depth > DEEPEST:
                raise ValueError("groups too deep")
            here.inner.append(Group(before, token.end, tuple(found[max(at - 3, 0) : at]), parent=here))
            here, selecting = here.inner[-1], False
        elif token.text == "}" and token.kind == "sign":
            if here.parent is None:
                raise ValueError("a brace too many")
            here.end, here, depth = token.start, here.parent, depth - 1
        else:
            selecting = _note(here, token, before, selecting)
        before = _remembered(token, before)
    if here is not top:
        raise ValueError("a brace too few")
    return top


def _note(here: Group, token: Token, before: str, selecting: bool) -> bool:
    """Remember what a token says of its group; whether the next belongs to a projection."""
    if token.kind == "word":
        here.words.add(token.text)
        if token.text == "SELECT":
            return True
        if token.text in ("WHERE", "FROM"):
            return False
    if selecting:
        here.select.append(token)
    if token.kind == "var":
        here.names.add(token.text)
        if before == "AS":
            here.bound_as.add(token.text)
    return selecting


def _remembered(token: Token, before: str) -> str:
    """The word that says what the next group is: it stands, for GRAPH, before a name."""
    if token.kind == "word":
        return token.text
    return before if before == "GRAPH" and token.kind in ("var", "iri", "name") else ""


def every(group: Group) -> Iterator[Group]:
    """The group and all within it."""
    yield group
    for inner in group.inner:
        yield from every(inner)
