"""What stands in JSON-LD and gives no triple: the standard drops it without a word, so here it is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, Triple

from vakgraph.namespaces import prefixes
from vakgraph.places import blanks, terms
from vakgraph.places.json_context import Context
from vakgraph.places.json_text import Node

KEYWORDS = (
    "@base", "@container", "@context", "@direction", "@graph", "@id", "@import", "@included", "@index", "@json",
    "@language", "@list", "@nest", "@none", "@prefix", "@propagate", "@protected", "@reverse", "@set", "@type",
    "@value", "@version", "@vocab",
)  # fmt: skip
_SCHEMES = ("http", "https", "urn")


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that was not read: why (a word of `intake.lost`), its text, and what may have been meant."""

    at: int
    path: str
    why: str
    text: str = ""
    near: tuple[str, ...] = ()


def address(text: str) -> bool:
    """Whether this is a whole address, as the parser wants it."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def tag(text: str) -> bool:
    """Whether this is the code of a language."""
    try:
        Literal("", language=text)
    except ValueError:
        return False
    return True


def says(node: Node) -> bool:
    """Whether a value says anything: not where it is null, or holds nothing but null."""
    if node.kind == "scalar":
        return node.scalar is not None
    return any(map(says, node.items)) or any(map(says, node.members.values()))


def of_key(key: str, iri: str, context: Context) -> tuple[str, str, tuple[str, ...]] | None:
    """Why a key (or the type of a thing) gives no triple, its text, and the nearest keys; None where it does."""
    if not iri and key in context.terms:
        return "term", key, ()
    if not iri:
        words = [word for word, term in context.terms.items() if term.iri and not term.prefix]
        return "key", key, tuple(get_close_matches(key, words, 1, 0.7))
    if loose := loose_prefix(iri, context, *_SCHEMES):
        return "prefix", iri, (prefixes().get(loose, ""),)
    return None if address(iri) else ("address", iri, ())


def of_name(text: str, iri: str, context: Context) -> tuple[str, str, tuple[str, ...]] | None:
    """Why an @id gives no triple; None where it does."""
    if text.startswith("_:"):
        return None if not set(text) & set(" \t\r\n") and len(text) > 2 else ("address", text, ())
    if loose := loose_prefix(iri, context):
        return "prefix", iri, (prefixes().get(loose, ""),)
    return None if address(iri) else ("address", text, ())


def loose_prefix(iri: str, context: Context, *schemes: str) -> str:
    """The prefix that was left standing, as Turtle would refuse it: one of ours, or where only `schemes` may stand."""
    prefix, colon, rest = iri.partition(":")
    if not colon or rest.startswith("//") or prefix == "_":
        return ""
    known = prefix in prefixes() or prefix in context.terms
    return prefix if known or (schemes and prefix.lower() not in schemes) else ""


def unread(spoken: Iterable[tuple[str, ...]], triples: Iterable[Triple]) -> set[tuple[str, str]]:
    """The subjects and properties of which the parser gave fewer values than the file was found to hold."""
    said, given = defaultdict[tuple[str, str], set[str]](set), defaultdict[tuple[str, str], set[str]](set)
    for key in spoken:
        said[_sort(key)].add(_value(key))
    for triple in triples:
        key = (terms.key(triple.subject), terms.key(triple.predicate), terms.key(triple.object))
        given[_sort(key)].add(_value(key))
    return {sort for sort, values in said.items() if len(values) > len(given[sort])}


def _sort(key: tuple[str, ...]) -> tuple[str, str]:
    return "_:" if blanks.is_blank(key[0]) else key[0], key[1]


def _value(key: tuple[str, ...]) -> str:
    return f"{key[0]} {key[2]}"
