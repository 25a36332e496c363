"""The files of a graph folder, twice: as files beside each other, and as one archive that is the same every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from vakgraph.journal.files import put

EPOCH = (1980, 1, 1, 0, 0, 0)


def copied(files: Iterable[tuple[str, Path]], to: Path) -> None:
    """Write every file below `to`, and wait until it is on disk."""
    for name, path in files:
        put(to / name, path.read_bytes())


def archived(files: Iterable[tuple[str, Path]], to: Path) -> None:
    """One archive of the files."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, path in files:
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, path.read_bytes())


def taken(archive: Path, name: str) -> bytes | None:
    """One file out of an archive; None where it cannot be had."""
    try:
        with zipfile.ZipFile(archive) as opened:
            return opened.read(name)
    except (OSError, KeyError, ValueError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return None
    except Exception as error:  # zlib.error, which is no other
        if type(error).__module__ == "zlib":
            return None
        raise
