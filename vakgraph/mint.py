"""Minting names: words become a slug, a slug an IRI, and an IRI knows the one file it is at home in."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from vakgraph.errors import InputError, UnknownName
from vakgraph.namespaces import CONCEPT, DOI, KAMERSTUK, KINDS, SCHEMES, VAK, Kind

LONGEST = 60
_NO_ACCENT = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
_SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def slug(words: str) -> str:
    """ASCII, lower case, hyphens, at most 60 characters and cut between words."""
    plain = unicodedata.normalize("NFKD", words.lower().translate(_NO_ACCENT))
    ascii_only = "".join(character for character in plain if not unicodedata.combining(character))
    whole = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    if len(whole) <= LONGEST:
        return whole
    border = whole.rfind("-", 0, LONGEST + 1)
    return whole[: border if border > 0 else LONGEST]


def _kind(word: str) -> Kind:
    if word in KINDS:
        return KINDS[word]
    raise UnknownName(f'"{word}" is geen soort ding.', f'"{word}" is no kind of thing.')


def thing(kind: str, *words: str) -> str:
    """The IRI of a thing of that kind with that name; a municipality is named by its CBS code."""
    sort, name = _kind(kind), slug(" ".join(words))
    if kind == "municipality" and re.fullmatch(r"[0-9]{1,4}", name):
        name = f"gm{int(name):04d}"
    if not name:
        raise InputError(
            f"Uit {words!r} is geen naam te maken: er staat geen letter of cijfer in.",
            f"No name can be made of {words!r}: it holds no letter and no digit.",
        )
    return sort.iri + name


def part(kind: str, parent_slug: str, key: str) -> str:
    """The IRI of something that lives with its parent, such as a finding of a project."""
    return f"{_kind(kind).iri}{parent_slug}.{key}"


def key(*what: object) -> str:
    """Eight hex digits of what is said: the same words give the same key, now and always."""
    return hashlib.sha256("\x1f".join(map(str, what)).encode()).hexdigest()[:8]


@lru_cache(32768)
def kind_of(iri: str) -> Kind | None:
    """The kind of thing an IRI names; papers by DOI and parliamentary papers are publications."""
    if iri.startswith((DOI, KAMERSTUK)):
        return KINDS["publication"]
    space = iri[: iri.rfind("/") + 1]
    return next((kind for kind in KINDS.values() if kind.iri == space), None)


def slug_of(iri: str) -> str:
    """The last part of an IRI: `r1-baanwijs`, `kst-28719-98`, `doi-10.1000-xyz`."""
    if iri.startswith(DOI):
        return "doi-" + re.sub(r"[^a-z0-9.-]+", "-", iri.removeprefix(DOI).lower())
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def home(iri: str) -> str | None:
    """The one file a subject is defined in, from the root of the graph; None for names of others."""
    if iri.startswith(VAK) or iri == VAK.rstrip("#"):
        return "ontology/vak.ttl"
    if iri.startswith(CONCEPT):
        scheme = iri.removeprefix(CONCEPT).split("/")[0]
        return f"ontology/concepts/{scheme}.ttl" if scheme in SCHEMES else None
    kind, name = kind_of(iri), slug_of(iri)
    if kind is None or not _SAFE.fullmatch(name):
        return None
    return _home_of(kind, name)


def _home_of(kind: Kind, name: str) -> str:
    """What is never reviewed alone lives with its parent, whose slug stands before the dot."""
    if kind.home in KINDS:
        return _home_of(KINDS[kind.home], name.split(".")[0])
    return f"data/{kind.word}/{name}.ttl" if kind.home == "own" else f"data/{kind.home}.ttl"
