"""JSON-LD with a plain context of prefixes and terms: which triple stands at which path. Any other: only the things."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from vakgraph.places import json_lost, json_text, terms
from vakgraph.places.index import Index
from vakgraph.places.json_context import Context, Foreign, Term
from vakgraph.places.json_context import context as context_of
from vakgraph.places.json_lost import KEYWORDS, Lost
from vakgraph.places.json_text import Node
from vakgraph.places.json_values import plain

# What says nothing of a triple by itself.
_SILENT = {"@context", "@id", "@type", "@graph", "@index"}
_VALUE = {"@value", "@language", "@type", "@index", "@direction", "@context"}
Why = tuple[str, str, tuple[str, ...]] | None


def index(text: str, base: str = "") -> Index:
    """Every triple with its path; where the context is not a plain one, only where the things begin."""
    found = Index()
    try:
        root = json_text.tree(text)
    except (ValueError, IndexError, RecursionError):
        root = None
    if root is None:
        found.lost.append(Lost(0, "$", "unread"))
        return found
    try:
        walk = _Walk(found)
        walk.document(root, Context(base=base))
    except Foreign as error:
        found = _named(root)
        found.lost.append(Lost(error.node.start, error.node.path, "foreign", error.word))
    except RecursionError:
        found = _named(root)
        found.lost.append(Lost(root.start, root.path, "unread"))
    found.lost += [Lost(node.start, node.path, "twice") for node in root.twice]
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
        for item in self._many(node):
            known = context_of(item.members["@context"], context) if "@context" in item.members else context
            graph = item.members.get("@graph")
            if graph is None or "@id" in item.members:
                self.top = item.start
                self.thing(item, context)
            else:
                self._beside(item, known)
            for inner in self._many(graph) if "@id" not in item.members else ():
                self.document(inner, known)

    def _beside(self, item: Node, context: Context) -> None:
        """What stands beside a `@graph` without a name is said of a graph of no name: that is not followed."""
        for key, node in item.members.items():
            if key not in ("@context", "@graph", "@index") and json_lost.says(node):
                if key.startswith("@") or context.iri(key, word=True):
                    raise Foreign("@graph", node)
                self._property("", 0, item, key, context)

    def thing(self, node: Node, context: Context) -> str:
        """One node with all that it says; gives its key."""
        if node.kind != "object" or {"@value", "@list", "@set", "@language"} & set(node.members):
            self._lose(node, ("loose", "", ()) if json_lost.says(node) else None)
            return self.found.blank()
        if "@context" in node.members:
            context = context_of(node.members["@context"], context)
        keys = {key: self._keyword(node.members[key], key, context) for key in node.members}
        named = next((node.members[key] for key, word in keys.items() if word == "@id"), None)
        subject = self._name(named, context)
        start = named.start if named else node.start
        self.found.paths.setdefault(start, node.path)
        for key, word in keys.items():
            if word == "@type":
                for kind in self._many(node.members[key]):
                    self._lose(
                        kind, json_lost.of_key(str(kind.scalar), context.kind(str(kind.scalar)), context), "type"
                    )
                    value = f"<{context.kind(str(kind.scalar))}>"
                    self._put(subject, terms.TYPE, value, (kind, node.keys[key], start))
            elif word == "@graph":
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

    def _keyword(self, node: Node, key: str, context: Context) -> str:
        """The keyword that a key is; else the key. What looks like one and is none is dropped by every reader."""
        word = context.terms[key].iri if key in context.terms else key
        if word.startswith("@") and word not in _SILENT:
            if word in KEYWORDS:
                raise Foreign(word, node)
            near = tuple(get_close_matches(word.lower(), KEYWORDS, 1, 0.5))
            self._lose(node, ("keyword", word, near) if json_lost.says(node) else None)
            return "@index"
        return word

    def _lose(self, node: Node, why: Why, also: str = "", at: int | None = None) -> None:
        """What gives no triple, told once for each place; `also` is the better word where a key is unknown."""
        if why is not None:
            sort = also if also and why[0] == "key" else why[0]
            self.found.lost.append(Lost(node.start if at is None else at, node.path, sort, *why[1:]))

    def _property(self, subject: str, start: int, node: Node, key: str, context: Context) -> None:
        iri, term = context.iri(key, word=True), context.terms.get(key, Term(""))
        if json_lost.says(node.members[key]):
            why: Why = ("void", key, ()) if term.void else json_lost.of_key(key, iri, context)
            self._lose(node.members[key], why, at=node.keys[key])
        if not iri or ":" not in iri:
            return  # a word without meaning says nothing
        if term.type == "@json":
            return  # one text, whatever stands in it
        member = node.members[key]
        self.found.paths.setdefault(node.keys[key], member.path)
        if term.container == "@language" and member.kind == "object":
            self._languages(subject, f"<{iri}>", member, (node.keys[key], start))
            return
        values = [member] if term.container == "@list" else self._many(member)
        for value in values:
            self._value(subject, f"<{iri}>", value, (term, node.keys[key], start), context)

    def _languages(self, subject: str, predicate: str, member: Node, at: tuple[int, int]) -> None:
        """Texts by their language."""
        for language, texts in member.members.items():
            tag = "" if language == "@none" else language
            self._tag(texts, tag, member.keys[language])
            for text in self._many(texts):
                if text.scalar is not None:
                    self._put(subject, predicate, terms.literal(str(text.scalar), language=tag), (text, *at))

    def _tag(self, node: Node, tag: str, at: int | None = None) -> None:
        if tag and not json_lost.tag(tag):
            self._lose(node, ("tag", tag, ()) if json_lost.says(node) else None, at=at)

    def _value(self, subject: str, predicate: str, node: Node, at: tuple[Term, int, int], context: Context) -> None:
        """One value of a property: a list, a thing, a value object or a plain value."""
        term, key, start = at
        if node.kind == "array" and term.container != "@list":
            for item in self._many(node):
                self._value(subject, predicate, item, at, context)
        elif node.kind == "object" and "@set" in node.members:
            for item in self._many(node.members["@set"]):
                self._value(subject, predicate, item, at, context)
        elif term.container == "@list" or "@list" in node.members:
            self._list(subject, predicate, node.members.get("@list", node), at, context)
        elif json_lost.says(node) or (node.kind == "object" and "@value" not in node.members):
            where = node.members.get("@value") or node.members.get("@id") or node
            self.found.paths.setdefault(where.start, where.path)
            spot = (where.start, key, start, self.top)
            value = self._literal(node, term, context)
            if value is None:
                value = self.thing(node, context)
            if node.kind == "object" and "@language" in node.members and "@value" not in node.members:
                return  # it was told
            self.found.put((subject, predicate, value), spot, self.graph)

    def _list(self, subject: str, predicate: str, node: Node, at: tuple[Term, int, int], context: Context) -> None:
        plain = replace(at[0], container="")
        nested = next(
            (item for item in node.items if item.kind == "array" or {"@list", "@set"} & set(item.members)), None
        )
        if nested is not None:
            raise Foreign("@list", nested)  # a list in a list: the parser makes one list of them
        items = [item for item in self._many(node) if item.kind != "scalar" or item.scalar is not None]
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
            self._besides(node, said)
            kind = context.iri(said.get("@type", ""), word=True)
            return plain(node.members["@value"], "" if kind == "@json" else kind, said.get("@language", ""))
        if term.type in ("@id", "@vocab") and isinstance(node.scalar, str):
            return self._name(node, context, term.type == "@vocab")
        spoken = context.language if term.language is None else term.language
        if isinstance(node.scalar, str) and not term.type:
            self._tag(node, spoken)
        return plain(node, "" if term.type.startswith("@") else term.type, "" if term.type else spoken)

    def _besides(self, node: Node, said: dict[str, str]) -> None:
        """What stands beside a `@value`."""
        for key, member in node.members.items():
            word = "direction" if key == "@direction" else "" if key in _VALUE else "keyword"
            self._lose(member, (word, key, ()) if word and member.scalar is not None else None, at=node.keys[key])
        if "@language" in node.members and node.members["@value"].scalar is not None:
            self._tag(node.members["@language"], said["@language"])

    def _name(self, node: Node | None, context: Context, word: bool = False) -> str:
        if node is None:
            return self.found.blank()
        text = str(node.scalar)
        iri = (context.kind(text) if word else context.iri(text, word)) or text
        self._lose(node, json_lost.of_name(text, iri, context))
        return text if text.startswith("_:") else f"<{iri}>"

    def _put(self, subject: str, predicate: str, value: str, at: tuple[Node, int, int]) -> None:
        node, key, start = at
        self.found.paths.setdefault(node.start, node.path)
        self.found.put((subject, predicate, value), (node.start, key, start, self.top), self.graph)

    @staticmethod
    def _many(node: Node | None) -> list[Node]:
        """The values of a node: arrays in arrays are one."""
        if node is None or node.kind != "array":
            return [] if node is None else [node]
        return [inner for item in node.items for inner in _Walk._many(item)]
