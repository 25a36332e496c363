"""Judges the corpus: one opened graph in each of two processes, file after file."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from faults import Fault, Spot
from vakgraph import gate, intake, queries
from vakgraph.errors import VakError
from vakgraph.gate import rules
from vakgraph.graph import VakGraph
from vakgraph.places import Place
from vakgraph.validation import Finding


@dataclass(frozen=True)
class Told:
    """What was said of one file: the verdict and the faults found, or the one sentence with which it was refused."""

    fault: Fault
    verdict: str = ""
    findings: tuple[Finding, ...] = ()
    refusal: str = ""

    @property
    def expected(self) -> list[Finding]:
        """The findings of the expected rule, shape or check."""
        return [finding for finding in self.findings if _of(finding, self.fault.rule)]

    @property
    def missed(self) -> bool:
        return not self.refusal and not self.expected

    @property
    def located(self) -> bool:
        if self.refusal:
            return any(in_words(spot, self.fault.name) in self.refusal for spot in self.fault.spots)
        return any(_there(finding.spot, self.fault.spots) for finding in self.expected)

    @property
    def lost(self) -> list[str]:
        """Of two faults: the rules that were not told in their own cell."""
        return [
            rule
            for rule, spots in self.fault.both
            if not any(_of(finding, rule) and _there(finding.spot, spots) for finding in self.findings)
        ]

    @property
    def wrong(self) -> list[Finding]:
        """What was told at a place where nothing is wrong."""
        right = self.fault.spots | self.fault.beside
        return [finding for finding in self.findings if not _there(finding.spot, right)]

    @property
    def mended(self) -> bool:
        """Whether it says how to mend it."""
        if self.refusal:
            return len(self.refusal) > 40
        return any(len(finding.repair) > 8 for finding in self.expected)

    def say(self) -> str:
        heard = [f"{f.rule or f.shape} {f.place}: {f.message}" for f in self.findings] or [self.refusal or "(niets)"]
        return f"{self.fault}: {self.fault.rule} in {sorted(self.fault.spots)}\n    " + "\n    ".join(heard)


def _of(finding: Finding, rule: str) -> bool:
    """Whether a finding is of the rule of that number, or of the shape or check of that name (`*`: that begins so)."""
    name = finding.shape.rsplit("#")[-1]
    return rule in (finding.rule, name) or (rule.endswith("*") and name.startswith(rule[:-1]))


def _there(place: Place | None, spots: frozenset[Spot]) -> bool:
    if place is None:
        return False
    if place.sheet:
        return (place.sheet, 0, place.cell) in spots
    return ("", place.line, place.field) in spots


def in_words(spot: Spot, file: str) -> str:
    """A place as a refusal names it."""
    page, line, which = spot
    if page:
        return f"blad {page}, cel {which}" if which else f'blad "{page}"'
    return f"{file}:{line}, kolom {which}" if which else f"{file}:{line}"


# ---- judging


@dataclass(frozen=True)
class Desk:
    """One opened graph."""

    world: gate.World
    names: intake.Names

    @classmethod
    def open(cls, folder: Path) -> Desk:
        graph = VakGraph.open(root=folder)
        return cls(gate.World.of(graph.checkout), graph.names())

    def judge(self, fault: Fault) -> Told:
        try:
            delivery = intake.read_bytes(fault.data, fault.name, fault.form, self.names)
            report = gate.judge(delivery, self.world).report
        except VakError as error:
            return Told(fault, refusal=error.nl)
        counted = [f for f in report.findings if f.severity == "violation" or not fault.spots]
        return Told(fault, report.verdict, tuple(counted))


_desks: list[Desk] = []


def _begin(folder: Path) -> None:
    """What each process does first; shapes and check questions are read once."""
    rules.of = cache(rules.of)
    queries.load_all = cache(queries.load_all)
    _desks.append(Desk.open(folder))


def _judge(faults: Sequence[Fault]) -> list[Told]:
    return [_desks[0].judge(fault) for fault in faults]


def judged(folder: Path, faults: Sequence[Fault], processes: int = 2) -> list[Told]:
    """What is said of each of these files, in their order."""
    parts = [faults[at : at + 10] for at in range(0, len(faults), 10)]
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (folder,)) as pool:
        return [told for part in pool.map(_judge, parts) for told in part]
