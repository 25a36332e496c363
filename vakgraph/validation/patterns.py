"""Reads the triple patterns of a SELECT in SPARQL: which stand together, which are optional, excluded or counted."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from vakgraph.validation.paths import Path
from vakgraph.validation.tokens import NotSimple, Tokens
from vakgraph.validation.walk import ANY

# A variable by its name, an IRI, or a text or number (None).
Node = NamedNode | str | None
Verbs = dict[str, "tuple[NamedNode, ...]"]
_FRESH = itertools.count()
_OPTIONAL = {"OPTIONAL": "optional", "MINUS": "minus"}


@dataclass(frozen=True)
class Atom:
    """One triple pattern; `verb` is the variable that stands where the property should."""

    subject: Node
    path: Path
    object: Node
    verb: str = ""

    def names(self) -> set[str]:
        """Its variables."""
        return {name for name in (self.subject, self.object, self.verb) if name and isinstance(name, str)}


@dataclass(frozen=True)
class Part:
    """What stands in braces: kind is group, union, optional, minus, exists (in FILTER) or bind (EXISTS in BIND)."""

    kind: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Group:
    """The patterns between two braces, in their order."""

    items: tuple[Atom | Part, ...]


def renamed(group: Group, keep: Collection[str], names: dict[str, str] | None = None) -> Group:
    """The same group, in which every variable that is not kept has a name that nothing else has."""
    names = {} if names is None else names

    def name(node: Node) -> Node:
        if not isinstance(node, str) or not node or node in keep:
            return node
        return names.setdefault(node, f"{node} {next(_FRESH)}")

    items: list[Atom | Part] = []
    for item in group.items:
        if isinstance(item, Atom):
            items.append(Atom(name(item.subject), item.path, name(item.object), str(name(item.verb))))
        else:
            items.append(Part(item.kind, tuple(renamed(inner, keep, names) for inner in item.groups)))
    return Group(tuple(items))


def read(text: str, prefixes: Mapping[str, str]) -> Group:
    """The WHERE of a SELECT; `NotSimple` where it holds more than patterns that can be followed."""
    tokens = Tokens(text, prefixes)
    while tokens.sees("PREFIX"):
        tokens.take()
        name, iri = tokens.take(), tokens.take()
        tokens.prefixes[name.removesuffix(":")] = iri[1:-1]
    tokens.take("SELECT")
    _given(tokens)
    group = _group(tokens)
    while tokens.kind != "end":
        _plain(tokens)
    return group


def _plain(tokens: Tokens) -> str:
    """A token outside the braces, where nothing may look into the graph."""
    if tokens.sees("EXISTS", "{", "FROM"):
        raise NotSimple(tokens.peek())
    return tokens.take()


def _given(tokens: Tokens) -> set[str]:
    """What a SELECT gives as it is: not what it counts or calculates."""
    given, depth = set[str](), 0
    while not tokens.sees("WHERE", "{"):
        variable = tokens.kind == "var"
        token = _plain(tokens)
        if not variable:
            depth += {"(": 1, ")": -1}.get(token, 0)
        if not depth and (variable or token == "*"):
            given.add(token)
    tokens.skip("WHERE")
    return given


def _group(tokens: Tokens) -> Group:
    tokens.take("{")
    items: list[Atom | Part] = []
    verbs: Verbs = {}
    if tokens.sees("SELECT"):
        items.append(Part("group", (_select(tokens),)))
    while not tokens.sees("}"):
        _item(tokens, items, verbs)
    tokens.take("}")
    return Group(tuple(_with_verb(item, verbs) if isinstance(item, Atom) else item for item in items))


def _select(tokens: Tokens) -> Group:
    """A query in a query: its variables are its own, but for those that it gives."""
    tokens.take("SELECT")
    given = _given(tokens)
    group = _group(tokens)
    while not tokens.sees("}"):
        if tokens.sees("LIMIT", "OFFSET", "VALUES"):
            raise NotSimple(tokens.peek())
        _plain(tokens)
    return group if "*" in given else renamed(group, given)


def _item(tokens: Tokens, items: list[Atom | Part], verbs: Verbs) -> None:
    """One thing in a group."""
    if tokens.sees(*_OPTIONAL):
        items.append(Part(_OPTIONAL[tokens.take()], (_group(tokens),)))
    elif tokens.skip("FILTER"):
        items.extend(_asked(tokens, "exists"))
    elif tokens.skip("BIND"):
        items.extend(_asked(tokens, "bind"))
    elif tokens.skip("VALUES"):
        verbs.update(_values(tokens))
    elif tokens.sees("{"):
        groups = [_group(tokens)]
        while tokens.skip("UNION"):
            groups.append(_group(tokens))
        items.append(Part("union" if len(groups) > 1 else "group", tuple(groups)))
    elif tokens.kind == "word":
        raise NotSimple(tokens.peek())
    elif not tokens.skip("."):
        _triples(tokens, items)


def _asked(tokens: Tokens, kind: str) -> list[Part]:
    """Past an expression; what it asks the graph with EXISTS is kept."""
    found: list[Part] = []
    depth = 0
    while True:
        sign = tokens.kind in ("sign", "word")
        token = tokens.take()
        depth += {"(": 1, ")": -1}.get(token, 0) if sign else 0
        if sign and token == "EXISTS":
            found.append(Part(kind, (_group(tokens),)))
        if sign and not depth and token in (")", "EXISTS"):
            return found


def _values(tokens: Tokens) -> Verbs:
    """Constants for variables, as far as they are IRIs: such a variable may be a property."""
    names = [tokens.take()] if tokens.kind == "var" else _until(tokens, "(", ")")
    row = [token for token in _until(tokens, "{", "}") if token not in "()"]
    if not names or len(row) % len(names) or "^^" in row or any(token.startswith("@") for token in row):
        return {}
    columns = {name: [tokens.iri(token) for token in row[at :: len(names)]] for at, name in enumerate(names)}
    return {name: tuple(iri for iri in column if iri) for name, column in columns.items() if all(column)}


def _until(tokens: Tokens, begin: str, end: str) -> list[str]:
    """The tokens between two signs."""
    tokens.take(begin)
    found: list[str] = []
    while not tokens.sees(end):
        found.append(tokens.take())
    tokens.take(end)
    return found


def _with_verb(atom: Atom, verbs: Verbs) -> Atom:
    """A pattern whose property is one of a known few, with these as its path."""
    if not verbs.get(atom.verb):
        return atom
    paths = tuple(Path("predicate", (), iri) for iri in verbs[atom.verb])
    return replace(atom, path=paths[0] if len(paths) == 1 else Path("alternative", paths))


def _triples(tokens: Tokens, items: list[Atom | Part]) -> None:
    """A subject with all that is said of it."""
    blank = tokens.sees("[")
    subject = _node(tokens, items)
    if not (blank and tokens.sees(".", "}")):
        _said(tokens, subject, items, "}")


def _said(tokens: Tokens, subject: Node, items: list[Atom | Part], end: str) -> None:
    while True:
        verb = tokens.take() if tokens.kind == "var" else ""
        path = ANY if verb else tokens.path()
        items.append(Atom(subject, path, _node(tokens, items), verb))
        while tokens.skip(","):
            items.append(Atom(subject, path, _node(tokens, items), verb))
        if not tokens.sees(";"):
            return
        while tokens.skip(";"):
            pass
        if tokens.sees(".", end):
            return


def _node(tokens: Tokens, items: list[Atom | Part]) -> Node:
    """A variable, an IRI, or a text or number, which is not compared."""
    kind, token = tokens.kind, tokens.take()
    if kind in ("var", "blank"):
        return token
    if kind in ("iri", "name"):
        return tokens.iri(token)
    if kind == "sign" and token == "[":
        blank = f"[] {next(_FRESH)}"
        if not tokens.sees("]"):
            _said(tokens, blank, items, "]")
        tokens.take("]")
        return blank
    if kind == "text" and (tokens.kind == "lang" or tokens.skip("^^")):
        tokens.take()
    elif kind not in ("text", "number") and token not in ("TRUE", "FALSE"):
        raise NotSimple(token)
    return None
