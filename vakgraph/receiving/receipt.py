"""The receipt of a package: what was checked, how many, what came of it, what changed and where it was put."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vakgraph.delivery.manifest import Manifest

How = Literal["patch", "whole", "nothing"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was verified: how many there were, a sentence on it in both languages, and its faults."""

    name: str
    count: int
    nl: str
    en: str
    faults: tuple[tuple[str, str], ...] = ()  # (nl, en)

    @property
    def ok(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the package stands now, and how it came there: by the changes, as a whole, or it was there already.

    `link` is None where the system has no links; `nl` and `en` say why it came whole, `former` what was in use before.
    """

    how: How
    folder: Path
    link: Path | None = None
    added: int = 0
    removed: int = 0
    nl: str = ""
    en: str = ""
    former: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one package. `changes` are the lines of CHANGES.md, by language; `sums` names the content."""

    package: str
    manifest: Manifest
    sums: str
    bytes: int
    checks: tuple[Check, ...]
    remarks: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    placed: Placed | None = None

    @property
    def ok(self) -> bool:
        """Whether every check came out well."""
        return all(check.ok for check in self.checks)
