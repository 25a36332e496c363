"""Made-up situations for who talks with people: a dilemma and two choices that can both be defended.

They are no facts: they stand beside the program and not in the graph, and no release, export or package holds them.
What is known about a choice they do not say; they name findings of the graph, which say it themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vakgraph.namespaces import prefixes

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its name, what one does, when not, how to say it; `like` and `findings` are IRIs of the graph."""

    title: str
    do: str
    never: str
    say: str
    like: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One situation in one language."""

    name: str
    title: str
    situation: str
    dilemma: str
    options: tuple[Option, ...]
    questions: tuple[str, ...]

    @property
    def text(self) -> tuple[str, ...]:
        """What its page says, without what the graph adds: the pieces of it in their order."""
        chosen = (piece for option in self.options for piece in (option.title, option.do, option.never))
        return (self.title, self.situation, self.dilemma, *chosen)


@cache
def cases(language: str) -> Mapping[str, Case]:
    """Every situation by name, in the order in which they are offered."""
    read = {path.stem: yaml.safe_load(path.read_bytes()) for path in FOLDER.glob("*.yaml")}
    ordered = sorted(read, key=lambda name: (read[name]["order"], name))
    return {name: _case(name, read[name][language], read[name]["evidence"]) for name in ordered}


def _case(name: str, said: Mapping[str, Any], evidence: list[Mapping[str, list[str]]]) -> Case:
    options = tuple(
        Option(
            option["title"],
            option["do"],
            option["not"],
            option["say"],
            tuple(map(_iri, known["like"])),
            tuple(map(_iri, known["findings"])),
        )
        for option, known in zip(said["options"], evidence, strict=True)
    )
    return Case(name, said["title"], said["situation"], said["dilemma"], options, tuple(said["questions"]))


def _iri(name: str) -> str:
    """`finding:x` in full."""
    prefix, _, local = name.partition(":")
    return prefixes()[prefix] + local
