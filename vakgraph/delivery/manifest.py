"""What lies in a package and what it says of itself: the names of its files, and `package.json`.

A package is a folder `PARTNER-VERSION/` and a zip that holds that one folder. Its data is `data/NAME.ttl`, with the
same statements in other formats beside it; `data[0]` of the manifest is the Turtle, whose digest the patch leads to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vakgraph.errors import InputError

FORMAT = 1
PAGE, README, CHANGES = "LEESMIJ.html", "README.md", "CHANGES.md"
ADDED, REMOVED = "changes/added.ttl", "changes/removed.ttl"  # both left out of a first package
# What came and went because it follows from those, such as the names of parts; left out where it is nothing.
ADDED_TOO, REMOVED_TOO = "changes/follows-added.ttl", "changes/follows-removed.ttl"
SUMS, MANIFEST = "SHA256SUMS", "package.json"
LICENCE_DATA, LICENCE = "LICENSE-data", "LICENSE"
DATA, SHAPES, ONTOLOGY, CONTEXT = "data", "shapes.ttl", "ontology.ttl", "context.jsonld"
DCAT, VOID = "dcat.ttl", "void.ttl"
EXAMPLES = "examples"
HOW = f"{EXAMPLES}/LEESMIJ.md"


@dataclass(frozen=True, slots=True)
class Release:
    """The release of the graph that the package was made of; `date` as YYYY-MM-DD."""

    iri: str
    version: str
    date: str


@dataclass(frozen=True, slots=True)
class Previous:
    """The package that this partner had before; `sums` is the sha256 of its SHA256SUMS."""

    version: str
    sums: str


@dataclass(frozen=True, slots=True)
class Data:
    """One file of data: its statements counted, their RDFC-1.0 digest (sha256, hex), and the sha256 of its bytes."""

    file: str
    form: str
    triples: int
    digest: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the package with its media type and its licence (SPDX id)."""

    file: str
    media_type: str
    licence: str


@dataclass(frozen=True, slots=True)
class Example:
    """An example question: its file, and the file with the answer (SPARQL 1.1 CSV results)."""

    name: str
    question: str
    expected: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `package.json` says. `files` are all files but `package.json` and SHA256SUMS, sorted."""

    partner: str
    release: Release
    previous: Previous | None
    data: tuple[Data, ...]
    files: tuple[Part, ...]
    examples: tuple[Example, ...]
    format: int = FORMAT

    def write(self) -> bytes:
        """The bytes of `package.json`: the same manifest, the same bytes."""
        said = {"format": self.format} | {name: each for name, each in asdict(self).items() if name != "format"}
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def read(cls, source: bytes | Path) -> Manifest:
        """The manifest as written; `InputError` where it is none, or of a format that is not known here."""
        name = str(source) if isinstance(source, Path) else MANIFEST
        try:
            said = json.loads(source.read_bytes() if isinstance(source, Path) else source)
            if said["format"] != FORMAT:
                raise InputError(
                    f"dit pakket heeft indeling {said['format']}; deze versie leest indeling {FORMAT}.",
                    f"this package has format {said['format']}; this version reads format {FORMAT}.",
                    name,
                )
            return cls._of(said)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError(
                f"dit is geen leesbaar {MANIFEST} ({type(error).__name__}: {error}).",
                f"this is no readable {MANIFEST} ({type(error).__name__}: {error}).",
                name,
            ) from None

    @classmethod
    def _of(cls, said: Mapping[str, Any]) -> Manifest:
        return cls(
            str(said["partner"]),
            Release(**_words(said["release"])),
            Previous(**_words(said["previous"])) if said["previous"] else None,
            tuple(Data(**_words(each, "triples"), triples=int(each["triples"])) for each in said["data"]),
            tuple(Part(**_words(each)) for each in said["files"]),
            tuple(Example(**_words(each)) for each in said["examples"]),
        )


def _words(said: Mapping[str, Any], *but: str) -> dict[str, str]:
    return {name: str(value) for name, value in said.items() if name not in but}


def sums(files: Mapping[str, bytes]) -> bytes:
    """SHA256SUMS as `sha256sum -c` reads it: every file but itself, sorted."""
    return "".join(f"{sha256(data)}  {name}\n" for name, data in sorted(files.items()) if name != SUMS).encode()


def read_sums(data: bytes) -> dict[str, str]:
    """File -> sha256 (hex); `InputError` where a line is none of `sha256sum`."""
    found: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name or name in found:
            raise InputError("dit is geen regel van sha256sum.", "this is no line of sha256sum.", SUMS, number)
        found[name] = digest
    return found


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def top(names: Iterable[str]) -> str:
    """The one folder `PARTNER-VERSION` that the files of a zip lie in; "" where they do not."""
    tops = {name.partition("/")[0] for name in names}
    return tops.pop() if len(tops) == 1 else ""
