"""How far a stranger's question may go: every limit of `/sparql`, its default, and how an operator sets another."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from vakgraph.errors import VakError

CORES = min(os.cpu_count() or 1, 8)


@dataclass(frozen=True, slots=True)
class Limits:
    """The defaults. Each is a setting of `vakgraph serve --limit name=number`; SECURITY.md has the table."""

    timeout: float = 10.0  # seconds of one question, from the moment at which its process has the store open
    rows: int = 10_000  # rows or triples of an answer; what is cut says so
    answer: int = 20_000_000  # characters of an answer; what is cut says so
    length: int = 20_000  # characters of a question
    tokens: int = 4_000  # words and signs of a question
    nesting: int = 64  # brackets within brackets
    operators: int = 64  # of one kind in a row, or UNION, OPTIONAL, MINUS, BIND, FILTER in one group
    steps: int = 50  # of a property path
    memory: int = 1024  # MiB of a worker above what opening the store took
    at_once: int = CORES + 1  # questions that are answered at the same time; one client has at most all but one
    queue: int = min(4 * (CORES + 1), 16)  # questions that wait; the next one is asked to come back
    per_client: int = 4  # questions of one client, answered and waiting
    share: float = 60.0  # seconds of answering that one client gets in a minute


def changed(limits: Limits, words: Sequence[str]) -> Limits:
    """The limits with these `name=number` set; a fault names what can be set."""
    known = {each.name: type(getattr(limits, each.name)) for each in fields(limits)}
    for word in words:
        name, _, number = word.partition("=")
        name = name.strip().replace("-", "_")
        try:
            value = known[name](number)
        except (KeyError, ValueError):
            value = 0
        if not 0 < value < 10**12:
            listed = ", ".join(each.replace("_", "-") for each in known)
            raise VakError(
                f'--limit "{word}" kan niet: geef naam=getal, boven nul. Er is: {listed}.',
                f'--limit "{word}" cannot be: give name=number, above zero. There is: {listed}.',
            )
        limits = replace(limits, **{name: value})
    return limits
