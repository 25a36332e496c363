"""The frozen copy of a release: N-Quads as the truth, the folders they came from, a manifest, and words for the tag.

It is the graph itself, what stays here and small counts too: it is for the archive, and says so in its manifest and
in a note beside it. A statement stands in the graph in which an export as N-Quads has it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad

from vakgraph.checkout import Checkout
from vakgraph.comparing import patch
from vakgraph.comparing.states import FOLDERS, GRAPH, RELEASES
from vakgraph.delivery.banding import banded
from vakgraph.delivery.graphs import GRAPHS
from vakgraph.delivery.hidden import apart
from vakgraph.mint import home
from vakgraph.namespaces import BASE
from vakgraph.push import Part, Release
from vakgraph.releasing.papers import Edition
from vakgraph.store.release import DERIVED
from vakgraph.turtle import Triple

MANIFEST, TAG, SUMS, FOLLOWS, NOTE = "manifest.json", "TAG", "SHA256SUMS", "derived.nq", "LEESMIJ.md"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier day; the same files give the same bytes


@dataclass(frozen=True, slots=True)
class Stays:
    """What is in the copy and leaves in no export as it is: things not to be shared, and small counts of people."""

    things: int
    counts: int

    @classmethod
    def among(cls, triples: Iterable[Triple]) -> Stays:
        """By the rules of an export."""
        whole = [Quad(*triple) for triple in triples]
        rest, stayed = apart(whole, whole)
        left, small = banded(rest)
        for _ in left:
            pass
        return cls(len(stayed.things), small.count)


def copied(
    folder: Checkout, edition: Edition, papers: Mapping[str, bytes], made: Release, beside: Mapping[str, bytes],
    checks: Mapping[str, object], licence: str, stays: Stays,
) -> dict[str, bytes]:  # fmt: skip
    """Every file of the release, by its path below the root."""
    stated = [part for part in made.parts if part.home != DERIVED]
    follows = list(_by_home(triple for part in made.parts if part.home == DERIVED for triple in part.triples))
    files = {GRAPH: nquads(stated), FOLLOWS: nquads(follows), FOLDERS: _zipped(folder, papers), **beside}
    files[NOTE] = _note(edition, stays)
    files[MANIFEST] = _manifest(edition, stated, follows, files, checks, licence, stays)
    files[TAG] = _tag(edition, stated, files)
    files[SUMS] = "".join(f"{sha(data)}  {name}\n" for name, data in sorted(files.items())).encode()
    at = RELEASES / edition.version
    return {(at / name).as_posix(): data for name, data in files.items()}


def _by_home(triples: Iterable[Triple]) -> Iterator[Part]:
    """What follows, each statement in the home file of what it is about; "" for names of others."""
    found: dict[str, list[Triple]] = {}
    for triple in triples:
        found.setdefault(home(getattr(triple.subject, "value", "")) or "", []).append(triple)
    yield from (Part(at, tuple(some)) for at, some in sorted(found.items()))


def nquads(parts: Iterable[Part]) -> bytes:
    """The triples of each part in its graph: canonical N-Quads, sorted, so that the sha256 is the RDFC-1.0 digest."""
    ends = ((part, f" <{GRAPHS}{part.home}> ." if part.home else " .") for part in parts)
    lines = [f"{line[:-2]}{end}" for part, end in ends for line in patch.lines(part.triples)]
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


def digest(part: Part) -> str:
    """RDFC-1.0 with sha256 of one graph. Without nameless things, canonical is sorted."""
    return sha("".join(f"{line}\n" for line in patch.lines(part.triples)).encode())


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _zipped(folder: Checkout, papers: Mapping[str, bytes]) -> bytes:
    """The graph folders as they are in this release; not compressed, for compressors differ."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, data in sorted(_folders(folder, papers).items()):
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return out.getvalue()


def _folders(folder: Checkout, papers: Mapping[str, bytes]) -> dict[str, bytes]:
    found = {}
    for top in (folder.ontology, folder.data, folder.queries):
        for path in top.rglob("*") if top.is_dir() else ():
            name = folder.relative(path)
            if path.is_file() and path.name != "examples.ttl" and "/." not in f"/{name}":
                found[name] = papers.get(name) or path.read_bytes()
    return found


def _manifest(
    edition: Edition, stated: list[Part], follows: list[Part], files: Mapping[str, bytes],
    checks: Mapping[str, object], licence: str, stays: Stays,
) -> bytes:  # fmt: skip
    """What a receiver can count and verify without asking us."""
    said = {
        "name": "vakgraph",
        "version": edition.version,
        "versionIRI": f"{BASE}def/{edition.version}",
        "priorVersion": edition.prior or None,
        "date": edition.day,
        "licence": licence or None,
        "audience": "internal",
        "notToBeShared": {"things": stays.things, "smallCounts": stays.counts},
        "digest": {"algorithm": "RDFC-1.0, SHA-256", "dataset": sha(files[GRAPH])},
        "triples": sum(part.count for part in stated),
        "graphs": [_part(part) for part in sorted(stated, key=lambda part: part.home)],
        "derived": [_part(part) for part in follows],
        "checks": dict(checks),
        "files": [{"name": name, "bytes": len(data), "sha256": sha(data)} for name, data in sorted(files.items())],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _part(part: Part) -> dict[str, object]:
    graph = GRAPHS + part.home if part.home else None
    return {"home": part.home or None, "graph": graph, "triples": part.count, "digest": digest(part)}


def _note(edition: Edition, stays: Stays) -> bytes:
    """Who opens the folder reads first for whom it is, and what to give to others."""
    version = edition.version
    return (
        f"# Uitgave {version}: het archief, niet om door te geven\n\n"
        f"Dit is de hele graaf, ook wat hier blijft. Niet te delen dingen: {stays.things}. Aantallen onder de 10:"
        f" {stays.counts}.\nVoor anderen is er `vakgraph package PARTNER` of `vakgraph export`: daarin ontbreekt het"
        " een, en staat het ander als band.\n\n"
        f"# Release {version}: the archive, not to be passed on\n\n"
        f"This is the whole graph, with what stays here. Things not to be shared: {stays.things}. Counts below 10:"
        f" {stays.counts}.\nFor others there is `vakgraph package PARTNER` or `vakgraph export`: they lack the former,"
        " and have the latter as a band.\n"
    ).encode()


def _tag(edition: Edition, stated: list[Part], files: Mapping[str, bytes]) -> bytes:
    """The message of a signed tag: who verifies the tag, verifies the manifest, and with it every graph."""
    count = sum(part.count for part in stated)
    return (
        f"vakgraph {edition.version}\n\n"
        f"{count} triples in {len(stated)} graphs, {edition.day}\n"
        f"RDFC-1.0 sha256 {sha(files[GRAPH])}  {GRAPH}\n"
        f"sha256 {sha(files[MANIFEST])}  {MANIFEST}\n"
    ).encode()
