"""Takes the files of a package out of a zip or a folder; whatever is no plain file with a plain name is refused."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from vakgraph.delivery import manifest
from vakgraph.errors import DataError, InputError

LARGEST = 2**30  # bytes of all files together
MOST = 2_000  # files
SWOLLEN, SMALL = 200, 10 * 2**20  # how many times larger than in the zip, for what is more than small
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}(?<!\.)")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.I)  # names that Windows keeps to itself
_DEPTH = 4


def refused(name: str, nl: str, en: str) -> DataError:
    """The one sentence on a package that is not what it must be; `name` is the file that is at fault."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name[:200])
    return DataError(f"{shown}: {nl}", f"{shown}: {en}")


def taken(path: Path) -> tuple[str, dict[str, bytes]]:
    """The folder that a zip holds ("" for a folder), and every file of the package by its path in it."""
    try:
        if path.is_dir():
            return "", _folder(path)
        if not path.is_file():
            raise InputError("dit bestand is er niet.", "there is no such file.", str(path))
        if path.stat().st_size > LARGEST:
            raise refused(path.name, "dit bestand is te groot voor een pakket.", "this file is too large.")
        return _zip(path.read_bytes(), path.name)
    except OSError as error:
        raise InputError(
            f"dit is niet te lezen ({error.strerror}).", f"this cannot be read ({error.strerror}).", str(path)
        ) from None


# ---- a folder


def _folder(root: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = LARGEST
    for name, path in sorted(_listed(root)):
        kind = path.lstat()
        if not stat.S_ISREG(kind.st_mode):
            raise _no_file(name, stat.S_ISLNK(kind.st_mode))
        _named(name, found)
        with open(path, "rb", opener=_unlinked) as file:
            found[name] = file.read(left + 1)
        left -= len(found[name])
        _fits(name, left, len(found))
    return found


def _listed(root: Path) -> Iterator[tuple[str, Path]]:
    """Everything below but folders; a link to a folder is a link."""
    for at, folders, files in os.walk(root, onerror=_raise):
        links = [name for name in folders if Path(at, name).is_symlink()]
        for name in (*files, *links):
            path = Path(at, name)
            yield path.relative_to(root).as_posix(), path


def _raise(error: OSError) -> None:
    raise error


def _unlinked(path: str, flags: int) -> int:
    """Open a file, and no link that came in its place meanwhile."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


# ---- a zip


def _zip(data: bytes, name: str) -> tuple[str, dict[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = _members(packed)
            found = {member.filename: _unpacked(packed, member) for member in members}
    except zipfile.BadZipFile as error:
        said = str(error).split("'")[1] if "'" in str(error) else name
        raise refused(
            said,
            "dit is geen gave zip; haal het pakket opnieuw op.",
            "this is no sound zip; fetch the package again.",
        ) from None
    top = manifest.top(found)
    if not top or not all("/" in each for each in found):
        raise refused(
            name,
            "dit is geen pakket van vakgraph: de bestanden liggen niet samen in één map.",
            "this is no package of vakgraph: its files do not lie in one folder.",
        )
    return top, {each.partition("/")[2]: content for each, content in found.items()}


def _members(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files to unpack; all are looked at before the first one is unpacked."""
    listed: dict[str, zipfile.ZipInfo] = {}
    left = LARGEST
    folders = []
    for member in packed.infolist():
        name = member.orig_filename
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _no_file(name, kind == stat.S_IFLNK)
        if name.endswith("/") or kind == stat.S_IFDIR:
            folders.append(name.removesuffix("/") + "/")
            continue
        _named(name, listed)
        listed[name] = member
        left -= member.file_size
        _fits(name, left, len(listed))
        _sound(member)
    for folder in folders:
        if not any(name.startswith(folder) for name in listed):
            raise refused(
                folder, "deze lege map hoort niet in een pakket.", "this empty folder is no part of a package."
            )
    return list(listed.values())


def _sound(member: zipfile.ZipInfo) -> None:
    """Not locked, packed in a common way, and not swollen to what no text does."""
    name = member.filename
    if member.flag_bits & 0x1:
        raise refused(name, "dit bestand is versleuteld; dat is een pakket nooit.", "this file is encrypted.")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refused(name, "dit bestand is op een ongewone manier ingepakt.", "this file is packed in an unusual way.")
    if member.file_size > SMALL and member.file_size > SWOLLEN * max(1, member.compress_size):
        raise refused(
            name,
            f"dit bestand zwelt bij uitpakken meer dan {SWOLLEN} keer op; er is niets uitgepakt.",
            f"this file grows more than {SWOLLEN} times when unpacked; nothing was unpacked.",
        )


def _unpacked(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        return packed.read(member)
    except (zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, zipfile.BadZipFile) as error:
        raise refused(
            member.filename,
            f"dit bestand is beschadigd in de zip ({type(error).__name__}); haal het pakket opnieuw op.",
            f"this file is damaged in the zip ({type(error).__name__}); fetch the package again.",
        ) from None


# ---- what both have in common


def _named(name: str, known: dict[str, bytes] | dict[str, zipfile.ZipInfo]) -> None:
    parts = name.split("/")
    plain = len(parts) <= _DEPTH and all(_PART.fullmatch(part) and not _DEVICE.fullmatch(part) for part in parts)
    if not plain:
        raise refused(
            name,
            "deze naam hoort niet in een pakket; er is niets uitgepakt.",
            "this name is no part of a package; nothing was unpacked.",
        )
    if name in known or name.lower() in (each.lower() for each in known):
        raise refused(name, "deze naam staat twee keer in het pakket.", "this name stands twice in the package.")


def _fits(name: str, left: int, count: int) -> None:
    if left < 0:
        most = LARGEST // 2**20
        raise refused(
            name,
            f"met dit bestand wordt het pakket groter dan {most} MB; er is niets uitgepakt.",
            f"with this file the package is larger than {most} MB; nothing was unpacked.",
        )
    if count > MOST:
        raise refused(name, f"een pakket heeft hoogstens {MOST} bestanden.", f"a package has at most {MOST} files.")


def _no_file(name: str, link: bool) -> DataError:
    if link:
        return refused(
            name, "dit is een koppeling; die hoort niet in een pakket.", "this is a link; a package has none."
        )
    return refused(name, "dit is geen gewoon bestand.", "this is no plain file.")
