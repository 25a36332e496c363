"""Puts a package in the folder of a partner, in one step: the old one or the new one, never half of either.

In the folder each package is a folder `PARTNER-VERSION` that gets its name once it is whole and on disk, and `PARTNER`
is a link to the newest, replaced in one step. Nothing in the folder is ever changed or deleted.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from vakgraph.comparing.patch import applied
from vakgraph.delivery.manifest import MANIFEST, SUMS, Manifest, sha256
from vakgraph.errors import InputError, VakError, WriteError
from vakgraph.journal.files import put, settle
from vakgraph.receiving.receipt import How, Placed
from vakgraph.receiving.statements import digest, patch, read
from vakgraph.receiving.unpacking import taken


def place(files: Mapping[str, bytes], found: Manifest, into: Path) -> Placed:
    """Make this the package that stands in `into`; `WriteError` leaves what stood there as it was."""
    link = into / found.partner
    if (into / MANIFEST).exists():
        raise InputError(
            f"dit is zelf een pakket; noem de map waarin het staat: {into.resolve().parent}.",
            f"this is a package itself; name the folder that it is in: {into.resolve().parent}.",
            str(into),
        )
    if link.exists() and not link.is_symlink():
        raise InputError(
            f"hier staat al iets met de naam {found.partner}; noem een andere map.",
            f"something called {found.partner} is here already; name another folder.",
            str(into),
        )
    try:
        return _placed(files, found, into, link)
    except OSError as error:
        raise WriteError(
            f"{into}: hier is het pakket niet neergezet ({error.strerror}); wat er stond is ongeschonden.",
            f"{into}: the package was not put here ({error.strerror}); what stood there is intact.",
        ) from None


def _placed(files: Mapping[str, bytes], found: Manifest, into: Path, link: Path) -> Placed:
    into.mkdir(parents=True, exist_ok=True)
    _swept(into, found.partner)
    sums = sha256(files[SUMS])
    name, there = _room(files, found, into, sums)
    before = _current(into, link)
    if there and before == name:
        return Placed("nothing", into / name, link)
    if _older(sums, into, before):
        nl, en = (
            f"dit pakket is ouder dan wat er staat ({before})",
            f"this package is older than what is here ({before})",
        )
        return Placed("nothing", into / before, link, nl=nl, en=en)
    how, more, less, nl, en = _way(files, found, into, before)
    if not there:
        _write(files, into, name)
    linked = _linked(link, name)
    if there and not linked:
        how = "nothing"  # without links, the folder is all there is
    return Placed(how, into / name, link if linked else None, more, less, nl, en, before)


def _room(files: Mapping[str, bytes], found: Manifest, into: Path, sums: str) -> tuple[str, bool]:
    """The name for this package, and whether it stands there already, whole; a name that others have is left alone."""
    plain = f"{found.partner}-{found.release.version}"
    for name in (plain, f"{plain}+{sums[:8]}", *(f"{plain}+{sums[:8]}.{number}" for number in range(2, 1000))):
        if not os.path.lexists(into / name):
            return name, False
        if _whole(into / name, files):
            return name, True
    raise OSError(0, "no name left")


def _whole(folder: Path, files: Mapping[str, bytes]) -> bool:
    try:
        return not folder.is_symlink() and taken(folder)[1] == dict(files)
    except VakError:
        return False


def _current(into: Path, link: Path) -> str:
    """The name of the package that the link points at; "" for none."""
    return Path(os.readlink(link)).name if link.is_symlink() else ""


def _older(sums: str, into: Path, before: str) -> bool:
    """Whether the package in use came after this one: it, or one before it, names this one as its previous."""
    seen = set[str]()
    at = into / before if before else None
    while at is not None and at.name not in seen:
        seen.add(at.name)
        try:
            previous = Manifest.read(at / MANIFEST).previous
        except (VakError, LookupError, AttributeError):
            return False
        if previous is None or previous.sums == sums:
            return previous is not None
        at = next(_previous(previous.sums, into, before), None)
    return False


# ---- by the changes, or whole


def _way(files: Mapping[str, bytes], found: Manifest, into: Path, before: str) -> tuple[How, int, int, str, str]:
    """Whether the changes lead from what stands here to this package, and how many they are; else why not."""
    if found.previous is None:
        return "whole", 0, 0, "", ""
    since = found.previous.version
    old = next(_previous(found.previous.sums, into, before), None)
    if old is None:
        return "whole", 0, 0, f"het vorige pakket ({since}) staat hier niet", f"the previous one ({since}) is not here"
    added, removed = patch(files)
    try:
        was = Manifest.read(old / MANIFEST).data[0]
        triples = [quad.triple for quad in read((old / was.file).read_bytes(), "ttl", was.file)]
        if digest(triples)[1] != was.digest:
            return "whole", 0, 0, f"{old.name} is hier veranderd", f"{old.name} was changed here"
        if digest(applied(triples, removed, added))[1] == found.data[0].digest:
            return "patch", len(added), len(removed), "", ""
    except (VakError, OSError, LookupError, AttributeError):
        pass
    return (
        "whole", 0, 0,
        f"let op: de wijzigingen leiden niet van {since} naar dit pakket; meld dit aan de afzender",
        f"mind: the changes do not lead from {since} to this package; tell the sender",
    )  # fmt: skip


def _previous(sums: str, into: Path, before: str) -> Iterator[Path]:
    """The folders that hold the package with these checksums, the one in use first."""
    for folder in sorted((each for each in into.iterdir() if each.is_dir() and not each.is_symlink()),
                         key=lambda each: (each.name != before, each.name)):  # fmt: skip
        with suppress(OSError):
            if sha256((folder / SUMS).read_bytes()) == sums:
                yield folder


# ---- writing


def _swept(into: Path, partner: str) -> None:
    """Take away what a process that is no more left unfinished."""
    for draft in into.glob(f".{partner}*.tmp"):
        number = draft.name.split(".")[-2]
        if number.isdecimal() and not _alive(int(number)):
            shutil.rmtree(draft, ignore_errors=True) if not draft.is_symlink() else draft.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    if os.name == "nt":
        return True  # there, asking would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _write(files: Mapping[str, bytes], into: Path, name: str) -> None:
    """The whole folder beside its place and on disk, then its name in one step."""
    draft = into / f".{name}.{os.getpid()}.tmp"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        for each, data in files.items():
            put(draft / each, data)
        for folder in {(draft / each).parent for each in files}:
            settle(folder)
        os.rename(draft, into / name)
        settle(into)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _linked(link: Path, name: str) -> bool:
    """Point the link at the package; False where this system has no links."""
    draft = link.with_name(f".{link.name}.{os.getpid()}.tmp")
    try:
        draft.unlink(missing_ok=True)
        draft.symlink_to(name, target_is_directory=True)
    except (OSError, NotImplementedError):
        return False
    os.replace(draft, link)
    settle(link.parent)
    return True
