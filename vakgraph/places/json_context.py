"""A plain `@context` of JSON-LD: prefixes, terms with a type, a vocabulary, a base and a language."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from vakgraph.places import terms
from vakgraph.places.json_text import Node

_PLAIN_KEYS = {"@id", "@type", "@container", "@prefix", "@language"}
_CONTAINERS = {"@set", "@list", "@language"}
_GENERAL = (":", "/", "?", "#", "[", "]", "@")


class Foreign(Exception):
    """A context or a keyword beyond the plain ones: this file is not walked."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the context."""

    iri: str
    type: str = ""
    container: str = ""
    prefix: bool = False
    language: str | None = None


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


def context(node: Node, outer: Context) -> Context:
    """The context that a plain `@context` makes of the outer one."""
    if node.kind == "array":
        for item in node.items:
            outer = context(item, outer)
        return outer
    if node.kind != "object":
        raise Foreign
    known = replace(outer, terms=dict(outer.terms))
    for key in sorted(node.members, key=lambda name: (not name.startswith("@"), node.members[name].kind == "object")):
        known = _defined(key, node.members[key], known)
    return known


def _defined(key: str, node: Node, known: Context) -> Context:
    """The context with one entry more."""
    if key in ("@vocab", "@base", "@language") and isinstance(node.scalar, str):
        if key == "@vocab":
            return replace(known, vocab=node.scalar)
        return replace(known, base=node.scalar) if key == "@base" else replace(known, language=node.scalar)
    if key == "@version":
        return known
    if key.startswith("@") or set(node.members) - _PLAIN_KEYS or (node.kind == "scalar" and node.scalar is None):
        raise Foreign
    said = {name: member.scalar for name, member in node.members.items()}
    name = node.scalar if node.kind == "scalar" else said.get("@id", key)
    if not isinstance(name, str) or said.get("@container", "@set") not in _CONTAINERS:
        raise Foreign
    iri = name if name.startswith("@") else known.iri(name, word=True)
    kind = str(said.get("@type", ""))
    prefix = bool(said.get("@prefix")) or (node.kind == "scalar" and iri.endswith(_GENERAL))
    language = said.get("@language")
    known.terms[key] = Term(
        iri,
        kind if kind.startswith("@") else known.iri(kind, word=True),
        str(said.get("@container", "")),
        prefix,
        language if isinstance(language, str) else None,
    )
    return known
