"""What is compared: the graph at one moment, named by a release, a file, a folder, a package or a git revision."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad

from vakgraph import turtle
from vakgraph.checkout import MARK, Checkout
from vakgraph.comparing import packed, revision
from vakgraph.errors import InputError
from vakgraph.gate.world import World
from vakgraph.intake import guard, parsing
from vakgraph.turtle import Triple

RELEASES = Path("out") / "releases"
GRAPH, FOLDERS = "graph.nq", "graph.zip"  # what a release holds: the triples, and the folders they came from
VERSION = re.compile(r"v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)")


@dataclass(frozen=True, slots=True)
class State:
    """One side of a comparison: how it is called, and its triples with what follows from them."""

    name: str
    world: World


def state(word: str, here: Checkout, language: str = "nl") -> State:
    """The state that a word means; "" is the graph as it is. A release goes before a path, a path before a revision."""
    if not word:
        return State("the graph as it is" if language == "en" else "de graaf zoals zij is", _of_folder(here))
    release = _release(word, here)
    if release:
        return State(release.name, _of_release(release, here))
    path = Path(word).expanduser()
    if path.exists():
        return State(word, _of_path(path, here))
    return State(word, _of_files(revision.files(here.root, _tagged(word, here)), f"{word}:"))


def releases(here: Checkout) -> list[str]:
    """The versions that were released from here, the newest last."""
    at = here.root / RELEASES
    names = [path.name for path in at.iterdir() if (path / GRAPH).is_file()] if at.is_dir() else []
    return sorted((name for name in names if VERSION.fullmatch(name)), key=order)


def order(version: str) -> tuple[Any, ...]:
    """What sorts versions: 0.10.0 comes after 0.9.0, and 1.0.0-beta before 1.0.0."""
    numbers, _, early = version.removeprefix("v").partition("-")
    parts = [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in early.split(".") if part]
    return (*(int(part) for part in numbers.split(".")), not early, parts)


def _release(word: str, here: Checkout) -> Path | None:
    named = VERSION.fullmatch(word)
    at = here.root / RELEASES / named[1] if named else None
    return at if at and (at / GRAPH).is_file() else None


def _tagged(word: str, here: Checkout) -> str:
    """A release that is not kept here may have its tag in git."""
    tag = f"refs/tags/v{word}"
    return tag if VERSION.fullmatch(word) and revision.known(here.root, tag) else word


# ---- each sort of state


def _of_folder(folder: Checkout) -> World:
    """A graph folder, with its own rules for what follows."""
    files = turtle.read_many(folder.graph_files())
    return _filled(World(folder, _named(triples for triples in files.values())))


def _of_release(at: Path, here: Checkout) -> World:
    """A frozen release: the triples of its N-Quads, the rules of its folders."""
    said = parsed(packed.read(at / GRAPH), "nq", str(at / GRAPH))
    if not (at / FOLDERS).is_file():
        return _filled(World(here, _named([said])))
    return _of_files(packed.unzipped(packed.read(at / FOLDERS), str(at / FOLDERS)), f"{at.name}:", said)


def _of_path(path: Path, here: Checkout) -> World:
    if path.is_dir():
        if (path / MARK).is_file():
            return _of_folder(Checkout(path.resolve()))
        return _of_release(path, here) if (path / GRAPH).is_file() else _of_data(packed.folder(path), here, path)
    data = packed.read(path)
    if path.suffix.lower() == ".zip" or (data.startswith(b"PK\x03\x04") and path.suffix.lower() not in packed.FORMS):
        found = packed.unzipped(data, str(path))
        return (
            _of_files(found, f"{path}:")
            if MARK.as_posix() in found
            else _of_data(packed.package(found, path), here, path)
        )
    return _of_data({path.name: data}, here, path.parent)


def _of_data(files: Mapping[str, bytes], here: Checkout, at: Path) -> World:
    """Plain RDF files; what follows from them is found by the rules of the graph here."""
    said = []
    for name, data in files.items():
        form = packed.FORMS.get(Path(name).suffix.lower())
        if form is None:
            listed = ", ".join(packed.FORMS)
            raise InputError(
                f"dit is geen RDF-bestand, map, pakket of uitgave ({listed} of .zip).",
                f"this is no file of RDF, no folder, package or release ({listed} or .zip).",
                str(at / name),
            )
        said.append(parsed(data, form, str(at / name)))
    return _filled(World(here, _named(said)))


def _of_files(files: Mapping[str, bytes], called: str, said: list[Triple] | None = None) -> World:
    """The files of a graph folder that stands nowhere: put down for as long as the reading takes."""
    with TemporaryDirectory(prefix="vakgraph-") as name:
        root = Path(os.path.realpath(name))
        for inside, data in files.items():
            if inside.split("/")[0] in revision.FOLDERS:
                (root / inside).parent.mkdir(parents=True, exist_ok=True)
                (root / inside).write_bytes(data)
        folder = Checkout(root)
        try:
            return _of_folder(folder) if said is None else _filled(World(folder, _named([said])))
        except InputError as error:
            raise _elsewhere(error, f"{root}{os.sep}", called) from None


def _elsewhere(error: InputError, root: str, called: str) -> InputError:
    """The fault as a person can find it: `HEAD~3:data/...` and not the passing folder."""
    error.nl, error.en = error.nl.replace(root, called), error.en.replace(root, called)
    return error


def parsed(data: bytes, form: str, name: str) -> list[Triple]:
    """The triples of a file, read strictly; named graphs are read as one."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    guard.check(data, form, name)
    return parsing.triples(data, form, name)


def _filled(world: World) -> World:
    """With what follows from it worked out, so that nothing is read later."""
    _ = world.derived
    return world


def _named(files: Iterable[Iterable[Triple]]) -> set[Triple]:
    """All triples; a thing without a name gets the same one in two states that say the same of it."""
    said: set[Triple] = set()
    blank = False
    for at, triples in enumerate(files):
        for triple in triples:
            if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
                triple, blank = Triple(*(_apart(term, at) for term in triple)), True
            said.add(triple)
    if not blank:
        return said
    dataset = Dataset(Quad(*triple) for triple in said)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}


def _apart(term: Any, at: int) -> Any:
    """Two files may use one label for two things."""
    return BlankNode(f"f{at}x{term.value}") if isinstance(term, BlankNode) else term
