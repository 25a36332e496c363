"""A plain `@context` of JSON-LD: prefixes, terms with a type, a vocabulary, a base and a language."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from vakgraph.places import terms
from vakgraph.places.json_text import Node

_PLAIN_KEYS = {"@id", "@type", "@container", "@prefix", "@language"}
_CONTAINERS = {"@set", "@list", "@language"}
_GENERAL = (":", "/", "?", "#", "[", "]", "@")


class Foreign(Exception):
    """A context or a keyword beyond the plain ones: this file is not walked; `word` is what, `node` where it stands."""

    def __init__(self, word: str, node: Node) -> None:
        super().__init__(word)
        self.word, self.node = word, node


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the context."""

    iri: str
    type: str = ""
    container: str = ""
    prefix: bool = False
    language: str | None = None
    void: bool = False  # the context says that it means nothing


@dataclass(frozen=True, slots=True)
class Context:
    """Prefixes and terms of a file."""

    terms: dict[str, Term] = field(default_factory=dict)
    vocab: str = ""
    base: str = ""
    language: str = ""

    def iri(self, text: str, word: bool) -> str:
        """The whole IRI of a key or type (`word`) or of an @id."""
        if word and text in self.terms:
            return self.terms[text].iri
        prefix, colon, local = text.partition(":")
        if colon and prefix in self.terms and self.terms[prefix].prefix and not local.startswith("//"):
            return self.terms[prefix].iri + local
        if colon:
            return text
        return self.vocab + text if word and self.vocab else "" if word else terms.resolved(self.base, text)

    def kind(self, text: str) -> str:
        """The whole IRI of a type: a word of the context, or else relative to the base."""
        return self.iri(text, word=True) or (terms.resolved(self.base, text) if self.base else "")


def context(node: Node, outer: Context) -> Context:
    """The context that a plain `@context` makes of the outer one."""
    if node.kind == "array":
        for item in node.items:
            outer = context(item, outer)
        return outer
    if node.kind != "object":
        raise Foreign("@context", node)
    known = replace(outer, terms=dict(outer.terms))
    for key in _order(node):
        known = _defined(key, node.members[key], known)
    return known


def _order(node: Node) -> list[str]:
    """The entries of a context: those of the whole first, and each term behind the prefix that it is written with."""
    done: dict[str, None] = {}
    waiting, entered = sorted(node.members, key=lambda name: name.startswith("@")), set[str]()
    while waiting:
        key = waiting[-1]
        needed = [word for word in _needs(key, node.members[key]) if word in node.members and word not in entered]
        if needed and key not in entered:
            entered.add(key)
            waiting += needed
        else:
            done[waiting.pop()] = None
    return list(done)


def _needs(key: str, node: Node) -> list[str]:
    """The terms that the definition of a term may be written with."""
    texts = [key, *(str(each.scalar) for each in (node, *node.members.values()))]
    return [word for text in texts for word in (text, text.partition(":")[0]) if word != key]


def _defined(key: str, node: Node, known: Context) -> Context:
    """The context with one entry more."""
    empty = node.kind == "scalar" and node.scalar is None
    if key in ("@vocab", "@base", "@language") and (empty or isinstance(node.scalar, str)):
        text = str(node.scalar or "")
        if key == "@vocab":
            return replace(known, vocab=known.iri(text, word=True) if ":" in text else text)
        return replace(known, base=text) if key == "@base" else replace(known, language=text)
    if key == "@version":
        return known
    if key.startswith("@") or set(node.members) - _PLAIN_KEYS or node.kind == "array":
        raise Foreign(next(iter(set(node.members) - _PLAIN_KEYS), key), node)
    known.terms[key] = _term(key, node, known)
    return known


def _term(key: str, node: Node, known: Context) -> Term:
    """What one word of the context means."""
    said = {name: member.scalar for name, member in node.members.items()}
    name = node.scalar if node.kind == "scalar" else said.get("@id", key)
    if name is None:
        return Term("", void=True)
    if not isinstance(name, str) or said.get("@container", "@set") not in _CONTAINERS:
        raise Foreign("@container" if isinstance(name, str) else key, node)
    iri = name if name.startswith("@") else known.iri(name, word=True)
    kind = str(said.get("@type", ""))
    language = said.get("@language", "") or "" if "@language" in said else None
    return Term(
        iri,
        kind if kind.startswith("@") else known.iri(kind, word=True),
        str(said.get("@container", "")),
        bool(said.get("@prefix")) or (node.kind == "scalar" and iri.endswith(_GENERAL)),
        language if isinstance(language, str) else None,
    )
