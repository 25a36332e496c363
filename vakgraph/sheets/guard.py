"""What is refused before a workbook is opened: other kinds of file, macros, passwords, and what unpacks too large."""

from __future__ import annotations

import io
import zipfile

from vakgraph.errors import InputError

MOST_BYTES, MOST_RATIO, MOST_PARTS = 100 * 2**20, 100, 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check(data: bytes, file: str) -> None:
    """Raises InputError unless the bytes may be opened as a workbook."""
    if data.startswith(_OLE):
        raise _locked(file) if "EncryptedPackage".encode("utf-16-le") in data else _other(file, ".xls")
    if not data.startswith(b"PK"):
        raise _broken(file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _broken(file) from None
    names = {part.filename for part in parts}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise macros(file)
    if len({part.filename.casefold() for part in parts}) != len(parts):
        raise _broken(file)  # a part that is there twice is read by one program so, by another so
    if any(part.flag_bits & 1 for part in parts):
        raise _locked(file)
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise _other(file, ".xlsb" if "xl/workbook.bin" in names else ".ods")
    _size(parts, len(data), file)


def by_name(file: str) -> None:
    """Raises InputError for a kind of file that is told by its name."""
    ending = "." + file.rsplit(".", 1)[-1].lower()
    if ending in (".xlsm", ".xltm"):
        raise macros(file)
    if ending not in (".xlsx", ".csv"):
        raise _other(file, ending)


def _size(parts: list[zipfile.ZipInfo], packed: int, file: str) -> None:
    """An archive says of each part how large it is unpacked; nothing beyond that is ever read."""
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_BYTES or unpacked > MOST_RATIO * packed or len(parts) > MOST_PARTS:
        raise InputError(
            f"deze werkmap is uitgepakt {unpacked // 2**20} MB (of {unpacked // max(packed, 1)} maal zo groot als"
            f" ingepakt); hoogstens {MOST_BYTES // 2**20} MB en {MOST_RATIO} maal wordt geopend. Deel haar op.",
            f"this workbook unpacks to {unpacked // 2**20} MB (or {unpacked // max(packed, 1)} times its size);"
            f" at most {MOST_BYTES // 2**20} MB and {MOST_RATIO} times is opened. Divide it.",
            file,
        )


def _other(file: str, ending: str) -> InputError:
    return InputError(
        f"een bestand van de soort {ending} wordt niet gelezen; sla het op als .xlsx of als CSV UTF-8.",
        f"a file of the kind {ending} is not read; save it as .xlsx or as CSV UTF-8.",
        file,
    )


def macros(file: str) -> InputError:
    """A workbook that holds a program."""
    return InputError(
        "een werkmap met macro's wordt niet geopend; sla haar op als .xlsx.",
        "a workbook with macros is not opened; save it as .xlsx.",
        file,
    )


def _locked(file: str) -> InputError:
    return InputError(
        "deze werkmap is met een wachtwoord versleuteld; sla haar op zonder wachtwoord.",
        "this workbook is encrypted with a password; save it without one.",
        file,
    )


def _broken(file: str) -> InputError:
    return InputError(
        "dit is geen werkmap, of zij is beschadigd; open haar in Excel en sla haar op als .xlsx.",
        "this is no workbook, or a damaged one; open it in Excel and save it as .xlsx.",
        file,
    )
