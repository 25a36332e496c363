"""Which release is served: one small file, replaced in one step, that knows when it is damaged itself."""

from __future__ import annotations

import hashlib
import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vakgraph.errors import WriteError
from vakgraph.journal.files import FOLDER, put, sync
from vakgraph.published.damage import Damage, Damaged

PLACE, NAME = "published", "current"
RELEASE = re.compile(r"(\d{6,})-([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Pointer:
    """The name of a release and the digest of its record."""

    release: str
    record: str

    @property
    def number(self) -> int:
        return int(self.release.partition("-")[0])

    def write(self) -> bytes:
        return json.dumps({"release": self.release, "record": self.record, "sum": self._sum()}).encode() + b"\n"

    def _sum(self) -> str:
        return hashlib.sha256(f"{self.release} {self.record}".encode()).hexdigest()

    @classmethod
    def read(cls, text: bytes) -> Pointer:
        """ValueError where it is not what was written, to the byte."""
        try:
            said = json.loads(text)
            made = cls(str(said["release"]), str(said["record"]))
        except (KeyError, TypeError) as error:
            raise ValueError from error
        if made.write() != text or not RELEASE.fullmatch(made.release):
            raise ValueError(text)
        return made


NOTHING = Pointer(f"{0:06d}-{0:016d}", "")  # stands there before the first release: so one that is gone is seen


def place(root: Path) -> Path:
    """The folder of the releases of a graph folder."""
    return root / FOLDER / PLACE


def exists(root: Path) -> bool:
    """Whether anything was ever published here."""
    at = place(root)
    return (at / NAME).exists() or bool(releases(root))


def current(root: Path) -> Pointer | None:
    """What is served; None where nothing was published. Raises `Damaged`."""
    at = place(root) / NAME
    try:
        said = Pointer.read(at.read_bytes())
        return said if said != NOTHING else None
    except FileNotFoundError:
        if releases(root):
            raise Damaged([Damage(at, "gone", "pointer")]) from None
        return None
    except NotADirectoryError:
        return None
    except (OSError, ValueError):
        raise Damaged([Damage(at, "record", "pointer")]) from None


def releases(root: Path) -> list[Path]:
    """The folders of all releases there are, the oldest first."""
    at = place(root)
    found = [path for path in at.iterdir() if RELEASE.fullmatch(path.name)] if at.is_dir() else []
    return sorted(found, key=lambda path: (int(path.name.partition("-")[0]), path.name))


def point(root: Path, to: Pointer) -> None:
    """From now on that release is served. Where it cannot be made sure, the former one is put back."""
    at = place(root) / NAME
    former = at.read_bytes() if at.exists() else None
    try:
        _replaced(at, to.write())
    except OSError as error:
        with suppress(OSError):
            if former is not None:
                _replaced(at, former)
            else:
                at.unlink(missing_ok=True)
        if at.exists() and at.read_bytes() == to.write():
            raise _unsure(to, error) from None
        raise unpublished(at, error) from None


def _replaced(at: Path, text: bytes) -> None:
    draft = at.with_name(f"draft-{at.name}")
    put(draft, text)
    os.replace(draft, at)
    sync(at.parent)


def _unsure(to: Pointer, error: OSError) -> WriteError:
    return WriteError(
        f"Uitgave {to.release} wordt getoond, maar of dat zo blijft als de stroom uitvalt is niet zeker"
        f" ({error.strerror}); publiceer opnieuw als de schijf weer werkt.",
        f"Release {to.release} is shown, but whether that outlives a loss of power is not certain"
        f" ({error.strerror}); publish again when the disk works.",
    )


def unpublished(at: Path, error: OSError) -> WriteError:
    return WriteError(
        f"Er is niet gepubliceerd: in {at} is niet te schrijven ({error.strerror}). De vorige uitgave blijft staan.",
        f"Nothing was published: {at} cannot be written to ({error.strerror}). The former release stays.",
    )
