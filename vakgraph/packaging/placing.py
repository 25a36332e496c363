"""Packages in a folder: the newest one of a partner, and putting a new one there, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from vakgraph.comparing import packed
from vakgraph.comparing.states import order
from vakgraph.delivery.zipped import zipped
from vakgraph.errors import GraphMissing, InputError, WriteError
from vakgraph.journal import files as journal
from vakgraph.turtle.replacing import replacing

_VERSION = r"\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+\d+)?"


def newest(out: Path, partner: str) -> Path | None:
    """The last package of a partner in a folder: its folder, or its zip where only that is there."""
    found = dict(_there(out, partner))
    return found[max(found, key=_rank)] if found else None


def _there(out: Path, partner: str) -> Iterator[tuple[str, Path]]:
    """Version and place; a folder goes before its zip."""
    named = re.compile(rf"{re.escape(partner)}-({_VERSION})(\.zip)?")
    paths = sorted(out.iterdir(), key=lambda path: path.is_dir()) if out.is_dir() else []
    for path in paths:
        match = named.fullmatch(path.name)
        if match and (path.is_dir() or match[2]):
            yield match[1], path


def _rank(version: str) -> tuple[object, ...]:
    release, _, count = version.partition("+")
    return order(release), int(count or 1)


def following(version: str) -> str:
    """The next package of the same release: 0.1.0, 0.1.0+2, 0.1.0+3."""
    release, _, count = version.partition("+")
    return f"{release}+{int(count or 1) + 1}"


def files(path: Path) -> dict[str, bytes]:
    """Every file of a package, a folder or a zip, by its name in it; `InputError` where it cannot be read."""
    if not path.exists():
        raise InputError("dit pakket is er niet.", "there is no such package.", str(path))
    if not path.is_dir():
        return packed.unzipped(packed.read(path), str(path))
    names = sorted(each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file())
    return {name: packed.read(path / name) for name in names}


def put(out: Path, name: str, made: Mapping[str, bytes]) -> tuple[Path, Path]:
    """Write `out/NAME.zip` and `out/NAME/`. What stands there already is the same, or of another name."""
    folder, archive = out / name, out / f"{name}.zip"
    try:
        out.mkdir(parents=True, exist_ok=True)
        _tidy(out)
        with replacing(archive) as file:
            zipped(file, ((f"{name}/{each}", [data]) for each, data in sorted(made.items())))
        if not folder.is_dir() or files(folder) != dict(made):
            _folder(out, name, made)
    except OSError as error:
        raise WriteError(
            f"{folder} is niet geschreven ({error.strerror}); eerdere pakketten zijn ongeschonden.",
            f"{folder} was not written ({error.strerror}); earlier packages are intact.",
        ) from None
    return folder, archive


def _folder(out: Path, name: str, made: Mapping[str, bytes]) -> None:
    """All files under a passing name, which becomes the real one when the last of them is on disk."""
    draft = out / f".{name}.{os.getpid()}.tmp"
    try:
        for each, data in made.items():
            journal.put(draft / each, data)
        journal.settle(draft)
        os.rename(draft, out / name)
        journal.settle(out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _tidy(out: Path) -> None:
    """Take away what processes that are gone left half written."""
    for path in out.iterdir():
        found = re.fullmatch(r"\..+\.(\d+)\.tmp", path.name)
        if found and path.is_dir() and not Path(f"/proc/{found[1]}").exists() and Path("/proc").exists():
            shutil.rmtree(path, ignore_errors=True)


def free(out: Path, name: str, made: Mapping[str, bytes]) -> bool:
    """Whether a package may go by this name here: nothing goes by it yet, or the very same does."""
    places = [path for path in (out / name, out / f"{name}.zip") if path.exists()]
    try:
        return all(files(path) == dict(made) for path in places)
    except (InputError, GraphMissing):
        return False
