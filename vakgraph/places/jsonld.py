"""JSON-LD with a plain context of prefixes and terms: which triple stands at which path. Any other: only the things."""

from __future__ import annotations

import re
from dataclasses import replace

from vakgraph.places import json_text, terms
from vakgraph.places.index import Index
from vakgraph.places.json_context import Context, Foreign, Term
from vakgraph.places.json_context import context as context_of
from vakgraph.places.json_text import Node

# What says nothing of a triple by itself.
_SILENT = {"@context", "@id", "@type", "@graph", "@index"}


def index(text: str, base: str = "") -> Index:
    """Every triple with its path; where the context is not a plain one, only where the things begin."""
    found = Index()
    try:
        root = json_text.tree(text)
    except (ValueError, IndexError, RecursionError):
        return found
    if root is None:
        return found
    try:
        walk = _Walk(found)
        walk.document(root, Context(base=base))
    except (Foreign, RecursionError):
        return _named(root)
    return found


def _named(root: Node) -> Index:
    """The things by the @id that they are given, spelled whole or with a prefix of the file."""
    found, waiting, prefixes = Index(), [root], dict[str, str]()
    while waiting:
        node = waiting.pop()
        waiting += [*reversed(node.items), *reversed(node.members.values())]
        named, context = node.members.get("@id"), node.members.get("@context")
        if named and isinstance(named.scalar, str):
            prefix, _, local = named.scalar.partition(":")
            found.names.setdefault(f"<{prefixes.get(prefix, prefix + ':')}{local}>", named.start)
        pairs = context.members.items() if context else ()
        prefixes |= {key: word.scalar for key, word in pairs if isinstance(word.scalar, str)}
    return found


class _Walk:
    """A walk over the nodes of a file; `top` is where the outermost thing begins."""

    def __init__(self, found: Index) -> None:
        self.found, self.graph, self.top = found, "", 0

    def document(self, node: Node, context: Context) -> None:
        for item in node.items if node.kind == "array" else [node]:
            known = context_of(item.members["@context"], context) if "@context" in item.members else context
            graph = item.members.get("@graph")
            if graph is None or "@id" in item.members:
                self.top = item.start
                self.thing(item, context)
            for inner in self._many(graph):
                self.document(inner, known)

    def thing(self, node: Node, context: Context) -> str:
        """One node with all that it says; gives its key."""
        if "@context" in node.members:
            context = context_of(node.members["@context"], context)
        keys = {key: self._keyword(key, context) for key in node.members}
        named = next((node.members[key] for key, word in keys.items() if word == "@id"), None)
        subject = self._name(named, context)
        start = named.start if named else node.start
        self.found.paths.setdefault(start, node.path)
        for key, word in keys.items():
            if word == "@type":
                for kind in self._many(node.members[key]):
                    value = f"<{context.iri(str(kind.scalar), word=True)}>"
                    self._put(subject, terms.TYPE, value, (kind, node.keys[key], start))
            elif word == "@graph" and "@id" in keys.values():
                self._inner(subject, node.members[key], context)
            elif word not in _SILENT:
                self._property(subject, start, node, key, context)
        return subject

    def _inner(self, name: str, node: Node, context: Context) -> None:
        """A named graph."""
        outer, self.graph = self.graph, name
        for item in self._many(node):
            self.thing(item, context)
        self.graph = outer

    def _keyword(self, key: str, context: Context) -> str:
        word = context.terms[key].iri if key in context.terms else key
        if word.startswith("@") and word not in _SILENT:
            raise Foreign
        return word

    def _property(self, subject: str, start: int, node: Node, key: str, context: Context) -> None:
        iri, term = context.iri(key, word=True), context.terms.get(key, Term(""))
        if not iri or ":" not in iri:
            return  # a word without meaning says nothing
        member = node.members[key]
        self.found.paths.setdefault(node.keys[key], member.path)
        if term.container == "@language" and member.kind == "object":
            for language, texts in member.members.items():
                for text in self._many(texts):
                    said = terms.literal(str(text.scalar), language=language)
                    self._put(subject, f"<{iri}>", said, (text, node.keys[key], start))
            return
        values = [member] if term.container == "@list" else self._many(member)
        for value in values:
            self._value(subject, f"<{iri}>", value, (term, node.keys[key], start), context)

    def _value(self, subject: str, predicate: str, node: Node, at: tuple[Term, int, int], context: Context) -> None:
        """One value of a property: a list, a thing, a value object or a plain value."""
        term, key, start = at
        if node.kind == "object" and "@set" in node.members:
            for item in self._many(node.members["@set"]):
                self._value(subject, predicate, item, at, context)
        elif term.container == "@list" or "@list" in node.members:
            self._list(subject, predicate, node.members.get("@list", node), at, context)
        elif not (node.kind == "scalar" and node.scalar is None):
            where = node.members.get("@value") or node.members.get("@id") or node
            self.found.paths.setdefault(where.start, where.path)
            spot = (where.start, key, start, self.top)
            value = self._literal(node, term, context)
            if value is None:
                value = self.thing(node, context)
            self.found.put((subject, predicate, value), spot, self.graph)

    def _list(self, subject: str, predicate: str, node: Node, at: tuple[Term, int, int], context: Context) -> None:
        plain = replace(at[0], container="")
        items = self._many(node)
        for item in items:
            cell = self.found.blank()
            self._put(subject, predicate, cell, (item, at[1], at[2]))
            self._value(cell, terms.FIRST, item, (plain, at[1], at[2]), context)
            subject, predicate = cell, terms.REST
        self._put(subject, predicate, terms.NIL, (node, at[1], at[2]))

    def _literal(self, node: Node, term: Term, context: Context) -> str | None:
        """The key of a plain value or of `{"@value": ...}`, or of an IRI by its term; None for a thing."""
        if node.kind == "object":
            if "@value" not in node.members:
                return None
            said = {key: str(member.scalar) for key, member in node.members.items()}
            kind = context.iri(said.get("@type", ""), word=True)
            return _plain(node.members["@value"], "" if kind == "@json" else kind, said.get("@language", ""))
        if term.type in ("@id", "@vocab") and isinstance(node.scalar, str):
            return self._name(node, context, term.type == "@vocab")
        spoken = context.language if term.language is None else term.language
        return _plain(node, "" if term.type.startswith("@") else term.type, "" if term.type else spoken)

    def _name(self, node: Node | None, context: Context, word: bool = False) -> str:
        if node is None:
            return self.found.blank()
        text = str(node.scalar)
        return text if text.startswith("_:") else f"<{context.iri(text, word)}>"

    def _put(self, subject: str, predicate: str, value: str, at: tuple[Node, int, int]) -> None:
        node, key, start = at
        self.found.paths.setdefault(node.start, node.path)
        self.found.put((subject, predicate, value), (node.start, key, start, self.top), self.graph)

    @staticmethod
    def _many(node: Node | None) -> list[Node]:
        return [] if node is None else node.items if node.kind == "array" else [node]


def _plain(node: Node, datatype: str, language: str) -> str:
    """A JSON value as a literal, with the datatype that JSON-LD gives to numbers and truth values."""
    value = node.scalar
    if isinstance(value, bool):
        return terms.literal(node.spelled, datatype or terms.XSD + "boolean")
    if isinstance(value, int | float):
        whole = float(value).is_integer() and abs(value) < 1e21
        if whole and datatype != terms.XSD + "double":
            return terms.literal(str(int(value)), datatype or terms.XSD + "integer")
        return terms.literal(_double(float(value)), datatype or terms.XSD + "double")
    if language and not datatype:
        return terms.literal(str(value), language=language)
    return terms.literal(str(value), datatype or terms.STRING_TYPE)


def _double(value: float) -> str:
    """A double as XML Schema writes it: one digit before the dot, no zeros too many."""
    digits, _, exponent = f"{value:.15E}".partition("E")
    return f"{re.sub('0+$', '', digits).ljust(3, '0')}E{int(exponent)}"
