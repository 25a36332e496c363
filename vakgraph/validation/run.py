"""The door to the engine, and the places of findings that it did not make itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from vakgraph import mint, turtle
from vakgraph.checkout import Checkout
from vakgraph.turtle import Triple
from vakgraph.validation.engine import validate
from vakgraph.validation.report import Finding
from vakgraph.validation.result import Outcome, Result

__all__ = ["Outcome", "Result", "placed", "validate"]


def placed(findings: Sequence[Finding], checkout: Checkout, triples: Iterable[Triple]) -> list[Finding]:
    """The findings, each with the file and line where it is said: of the wrong value, or else of the thing."""
    about: dict[str, list[Triple]] = {finding.focus: [] for finding in findings if not finding.place}
    for triple in triples if about else ():
        subject = getattr(triple.subject, "value", "")
        if subject in about:
            about[subject].append(triple)
    return [f if f.place else replace(f, place=_place(f, checkout, about[f.focus])) for f in findings]


def _place(finding: Finding, checkout: Checkout, own: list[Triple]) -> str:
    """`file:line` of a finding; only the file where the line is not to be found; "" where it has no home."""
    home = mint.home(finding.focus)
    if not home:
        return ""
    wrong = [t for t in own if t.predicate.value == finding.path and getattr(t.object, "value", "") == finding.value]
    path = checkout.root / home
    if not path.exists():
        return home
    line = next((line for line in (turtle.place(path, t) for t in (*wrong, *own)) if line), None)
    return f"{home}:{line}" if line else home
