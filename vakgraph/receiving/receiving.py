"""One call that receives a package: unpack, compare with its lists, judge, and put in its place if all is well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from vakgraph.delivery.manifest import CHANGES, SUMS, sha256
from vakgraph.receiving import apart, judging, listing, placing, unpacking
from vakgraph.receiving.receipt import Check, Receipt

_HEADING = re.compile(r"#{1,6}\s+(.*)")
_BULLET = re.compile(r"\s{0,3}[-*]\s+(.*)")
MOST = 20  # lines of what changed in a receipt


def receive(package: Path, into: Path | None = None, patience: float | None = apart.PATIENCE) -> Receipt:
    """The receipt of a zip or folder made by `vakgraph package`; with `into`, a package that is right is put there.

    A package that is damaged, or that holds what no package holds, raises `DataError` with the file at fault; what
    cannot be read at all raises `InputError`. `patience` in seconds; None judges in this process, without a limit.
    """
    top, files = unpacking.taken(package)
    found = listing.checked(files, top, package.name)
    judgement = judging.judge(files, found) if patience is None else apart.judged(files, found, patience)
    many = len(files) - 1
    sums = Check("sums", many, f"{many} bestanden, geen te veel of te weinig, met de juiste checksum",
                 f"{many} files, none missing or added, with the right checksum")  # fmt: skip
    receipt = Receipt(
        package.name, found, sha256(files[SUMS]), sum(map(len, files.values())), (sums, *judgement.checks),
        judgement.remarks, changes(files),
    )  # fmt: skip
    if into is None or not receipt.ok:
        return receipt
    return replace(receipt, placed=placing.place(files, found, into))


def changes(files: Mapping[str, bytes]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What CHANGES.md says, one line each, in Dutch and in English."""
    said: dict[str, list[str]] = {"nl": [], "en": []}
    language = "nl"
    for line in files[CHANGES].decode("utf-8", "replace").splitlines():
        if heading := _HEADING.match(line):
            language = "en" if re.search(r"english|changes|changed", heading[1], re.I) else language
        elif bullet := _BULLET.match(line):
            said[language].append(_plain(bullet[1]))
    return tuple(said["nl"]), tuple(said["en"])


def _plain(text: str) -> str:
    """A line of Markdown without its marks."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]|\\(?=[^\w\s])", lambda match: match[1] or "", text).strip()
