"""Reads the statements of a package's files, strictly, and counts and digests them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import islice

import pyoxigraph
from pyoxigraph import BlankNode, Quad, RdfFormat, Triple

from vakgraph import turtle
from vakgraph.delivery.lines import BATCH, Lines
from vakgraph.delivery.manifest import ADDED, ADDED_TOO, REMOVED, REMOVED_TOO, Data
from vakgraph.errors import InputError, VakError
from vakgraph.intake import guard

Fault = tuple[str, str]  # the same sentence in Dutch and in English
READ = {
    "nt": RdfFormat.N_TRIPLES, "nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD, "ttl": RdfFormat.TURTLE,
}  # fmt: skip


def read(data: bytes, form: str, name: str) -> list[Quad]:
    """Every statement of a file in one of the formats of `READ`; `InputError` for what is no such file."""
    guard.check(data, form, name)
    if form == "ttl":
        return [Quad(*triple) for triple in turtle.read_text(data, name)]
    try:
        return list(pyoxigraph.parse(data, format=READ[form], rename_blank_nodes=True))
    except (SyntaxError, ValueError, OSError) as error:
        raise InputError(f"dit is niet te lezen: {error}.", f"this cannot be read: {error}.", name) from None


def digest(statements: Iterable[Quad] | Iterable[Triple]) -> tuple[int, str]:
    """How many different statements there are, and their RDFC-1.0 digest (sha256, hex)."""
    told, count = hashlib.sha256(), 0
    with Lines() as lines:
        lines.take(statements)
        each = iter(lines)
        while batch := list(islice(each, BATCH)):
            told.update(b"\n".join(batch) + b"\n")
            count += len(batch)
    return count, told.hexdigest()


def unlike(quads: list[Quad], said: Data) -> Fault | None:
    """How the statements of a file differ from what the manifest says of it, if they do.

    What has no name is refused first: no package has any, and naming it canonically can take for ever.
    """
    name = said.file
    if any(isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode) for quad in quads):
        return f"{name}: er staat iets zonder naam in.", f"{name}: it holds something without a name."
    try:
        count, found = digest(quads if said.form in ("nq", "trig") else (quad.triple for quad in quads))
    except VakError as error:
        return named(name, error)
    if count != said.triples:
        return (
            f"{name}: het bestand heeft {dotted(count)} uitspraken; het manifest zegt {dotted(said.triples)}.",
            f"{name}: the file has {count:,} statements; the manifest says {said.triples:,}.",
        )
    if found != said.digest:
        return (
            f"{name}: de inhoud heeft een andere vingerafdruk (RDFC-1.0) dan het manifest zegt.",
            f"{name}: the content has another fingerprint (RDFC-1.0) than the manifest says.",
        )
    return None


def patch(files: Mapping[str, bytes]) -> tuple[frozenset[Triple], frozenset[Triple]]:
    """What was added and what was removed since the previous package."""
    added, removed = (
        frozenset(triple for name in names for triple in turtle.read_text(files.get(name, b""), name))
        for names in ((ADDED, ADDED_TOO), (REMOVED, REMOVED_TOO))
    )
    return added, removed


def named(name: str, error: VakError) -> Fault:
    """A fault with the file that it is in."""
    return tuple(text if text.startswith(name) else f"{name}: {text}" for text in (error.nl, error.en))  # type: ignore[return-value]


def dotted(number: int) -> str:
    """55.636, as Dutch writes it."""
    return f"{number:,}".replace(",", ".")
