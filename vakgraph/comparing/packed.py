"""What lies in a folder or a zip that is no graph folder: which of its files hold the data, each said once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from pyoxigraph import Quad, RdfFormat, parse, serialize

from vakgraph.errors import InputError

FORMS = {
    ".nq": "nq", ".trig": "trig", ".nt": "nt", ".ttl": "ttl", ".rdf": "rdf", ".xml": "rdf", ".owl": "rdf",
    ".jsonld": "jsonld",
}  # fmt: skip
LARGEST, MOST = 2**30, 50_000  # bytes and files of what a zip unpacks to
MANIFEST, FOLLOWS = "package.json", "derived.ttl"  # of a package: what it is, and which of its statements follow
# What goes along with data and is none: rules, vocabulary, catalogue record, changes, examples.
_BESIDE = (
    "shapes", "ontology", "context", "dcat", "catalog", "catalogue", "void", "manifest", "added", "removed", "changes",
    "patch", "examples", "derived", "csvw",
)  # fmt: skip
_BESIDE_FOLDERS = ("shapes", "alignments", "queries", "voorbeeldqueries", "examples", "changes", "wijzigingen")


def data_files(names: Iterable[str]) -> list[str]:
    """The files that hold the data; of one content in several formats, the one that loses nothing."""
    chosen: dict[str, str] = {}
    order = list(FORMS)
    for name in sorted(names):
        path = PurePosixPath(name)
        if path.suffix not in FORMS or any(part.startswith(".") for part in path.parts) or _beside(path):
            continue
        stem, rank = str(path.with_suffix("")), order.index(path.suffix)
        if stem not in chosen or rank < order.index(PurePosixPath(chosen[stem]).suffix):
            chosen[stem] = name
    return sorted(chosen.values())


def _beside(path: PurePosixPath) -> bool:
    return path.stem.lower() in _BESIDE or any(part.lower() in _BESIDE_FOLDERS for part in path.parts[:-1])


def folder(path: Path) -> dict[str, bytes]:
    """The data files of a folder, by their path in it."""
    names = (each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file())
    found = _some({name: read(path / name) for name in data_files(names)}, path)
    beside = {name: read(path / name) for name in (MANIFEST, FOLLOWS) if (path / name).is_file()}
    return _stated(found, beside, path)


def read(path: Path) -> bytes:
    """The bytes of a file; what the system says against it becomes a sentence."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"dit bestand is niet te lezen ({error.strerror}).",
            f"this file cannot be read ({error.strerror}).",
            str(path),
        ) from None


def unzipped(data: bytes, name: str) -> dict[str, bytes]:
    """Every file of a zip, by its path without the one folder that they may all lie in."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            listed = [each for each in packed.infolist() if not each.is_dir()]
            if sum(each.file_size for each in listed) > LARGEST or len(listed) > MOST:
                raise InputError("dit pakket is te groot om uit te pakken.", "this package is too large.", name)
            found = {each.filename: packed.read(each) for each in listed if _safe(each.filename)}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise InputError(
            f"dit is geen leesbaar zipbestand ({error}).", f"this is no readable zip file ({error}).", name
        ) from None
    return _below(found)


def _safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _below(found: Mapping[str, bytes]) -> dict[str, bytes]:
    tops = {PurePosixPath(name).parts[0] for name in found}
    if len(tops) == 1 and all("/" in name for name in found) and not tops & {"ontology", "data"}:
        return {name.partition("/")[2]: data for name, data in found.items()}
    return dict(found)


def package(found: Mapping[str, bytes], path: Path) -> dict[str, bytes]:
    """The data files of an unpacked package."""
    return _stated(_some({name: found[name] for name in data_files(found)}, path), found, path)


def _stated(data: dict[str, bytes], beside: Mapping[str, bytes], path: Path) -> dict[str, bytes]:
    """The data of a package without what it says to follow from the rest: that is worked out anew, and told apart."""
    if MANIFEST not in beside or FOLLOWS not in beside:
        return data
    follows = {quad.triple for quad in _quads(beside[FOLLOWS], path / FOLLOWS)}
    found = {}
    for name, text in data.items():
        kept = [quad.triple for quad in _quads(text, path / name) if quad.triple not in follows]
        found[f"{PurePosixPath(name).with_suffix('')}.nt"] = serialize(kept, format=RdfFormat.N_TRIPLES) or b""
    return found


def _quads(data: bytes, path: Path) -> Iterator[Quad]:
    """Each statement; the formats that a package has its data in."""
    form = RdfFormat.from_extension(path.suffix.removeprefix(".")) or RdfFormat.TURTLE
    try:
        yield from parse(data, format=form)
    except SyntaxError as error:
        raise InputError(
            f"dit is niet te lezen: {error.msg}.", f"this cannot be read: {error.msg}.", str(path), error.lineno
        ) from None


def _some(found: dict[str, bytes], path: Path) -> dict[str, bytes]:
    if found:
        return found
    raise InputError(
        "hierin staat geen RDF en geen graaf (ontology/vak.ttl).",
        "this holds no RDF and no graph (ontology/vak.ttl).",
        str(path),
    )
