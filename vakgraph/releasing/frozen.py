"""The frozen copy of a release: N-Quads as the truth, the folders they came from, a manifest, and words for the tag."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping

from vakgraph.checkout import Checkout
from vakgraph.comparing import patch
from vakgraph.comparing.states import FOLDERS, GRAPH, RELEASES
from vakgraph.namespaces import BASE
from vakgraph.push import Part, Release
from vakgraph.releasing.papers import Edition
from vakgraph.store.release import DERIVED

MANIFEST, TAG, SUMS, FOLLOWS = "manifest.json", "TAG", "SHA256SUMS", "derived.nq"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier day; the same files give the same bytes


def copied(
    folder: Checkout, edition: Edition, papers: Mapping[str, bytes], made: Release, beside: Mapping[str, bytes],
    checks: Mapping[str, object], licence: str,
) -> dict[str, bytes]:  # fmt: skip
    """Every file of the release, by its path below the root."""
    stated = [part for part in made.parts if part.home != DERIVED]
    follows = [part for part in made.parts if part.home == DERIVED]
    files = {GRAPH: nquads(stated), FOLLOWS: nquads(follows), FOLDERS: _zipped(folder, papers), **beside}
    files[MANIFEST] = _manifest(edition, stated, follows, files, checks, licence)
    files[TAG] = _tag(edition, stated, files)
    files[SUMS] = "".join(f"{sha(data)}  {name}\n" for name, data in sorted(files.items())).encode()
    at = RELEASES / edition.version
    return {(at / name).as_posix(): data for name, data in files.items()}


def nquads(parts: Iterable[Part]) -> bytes:
    """The triples of each part in its graph: canonical N-Quads, sorted, so that the sha256 is the RDFC-1.0 digest."""
    lines = [f"{line[:-2]} <{part.graph}> ." for part in parts for line in patch.lines(part.triples)]
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
    checks: Mapping[str, object], licence: str,
) -> bytes:  # fmt: skip
    """What a receiver can count and verify without asking us."""
    said = {
        "name": "vakgraph",
        "version": edition.version,
        "versionIRI": f"{BASE}def/{edition.version}",
        "priorVersion": edition.prior or None,
        "date": edition.day,
        "licence": licence or None,
        "digest": {"algorithm": "RDFC-1.0, SHA-256", "dataset": sha(files[GRAPH])},
        "triples": sum(part.count for part in stated),
        "graphs": [_part(part) for part in sorted(stated, key=lambda part: part.home)],
        "derived": [_part(part) for part in follows],
        "checks": dict(checks),
        "files": [{"name": name, "bytes": len(data), "sha256": sha(data)} for name, data in sorted(files.items())],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _part(part: Part) -> dict[str, object]:
    return {"home": part.home, "graph": part.graph, "triples": part.count, "digest": digest(part)}


def _tag(edition: Edition, stated: list[Part], files: Mapping[str, bytes]) -> bytes:
    """The message of a signed tag: who verifies the tag, verifies the manifest, and with it every graph."""
    count = sum(part.count for part in stated)
    return (
        f"vakgraph {edition.version}\n\n"
        f"{count} triples in {len(stated)} graphs, {edition.day}\n"
        f"RDFC-1.0 sha256 {sha(files[GRAPH])}  {GRAPH}\n"
        f"sha256 {sha(files[MANIFEST])}  {MANIFEST}\n"
    ).encode()
