"""A zip with the same bytes for the same content, filled from open files, whatever their size."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

_MOMENT = (2000, 1, 1, 0, 0, 0)


def zipped(out: BinaryIO, parts: Iterable[tuple[str, Iterable[bytes | BinaryIO]]]) -> None:
    """Write each named part, made of bytes and of files one after the other."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, pieces in parts:
            about = zipfile.ZipInfo(name, _MOMENT)
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            with archive.open(about, "w", force_zip64=True) as part:
                for piece in pieces:
                    if isinstance(piece, bytes):
                        part.write(piece)
                    else:
                        piece.seek(0)
                        shutil.copyfileobj(piece, part, 1 << 20)
