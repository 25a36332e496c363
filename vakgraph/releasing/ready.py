"""Whether the graph may be released: it conforms, its questions answer as they should, nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal

from vakgraph import contracts
from vakgraph.checkout import Checkout
from vakgraph.errors import VakError
from vakgraph.graph import VakGraph
from vakgraph.namespaces import VAK
from vakgraph.turtle import Triple
from vakgraph.validation import quoted

FIRST = 3  # examples of what is wrong
_MADE_UP = re.compile(r"\b(fictional|made[- ]up|fictief|fictieve|verzonnen)\b", re.IGNORECASE)


@dataclass(slots=True)
class Ready:
    """What was looked at, and what stands in the way (in Dutch and English)."""

    checks: dict[str, object] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def note(self, name: str, looked_at: object, fault: tuple[str, str] | None) -> None:
        self.checks[name] = looked_at
        self.faults += [fault] if fault else []


def ready(desk: VakGraph, asserted: list[Triple], texts: Path | None) -> Ready:
    """Everything is looked at, so that all that is wrong is told at once."""
    found = Ready()
    _made_up(found, desk.checkout, asserted)
    _quotes(found, asserted, texts)
    _conforms(found, desk)
    _questions(found, desk)
    return found


def _conforms(found: Ready, desk: VakGraph) -> None:
    report = desk.check()
    wrong = [finding for finding in report.findings if finding.severity == "violation"]
    fault = None
    if not report.conforms:
        listed = "; ".join(f"{each.place or each.focus}: {each.message}" for each in wrong[:FIRST])
        fault = (
            f"de graaf voldoet niet ({len(wrong)}): {listed}",
            f"the graph does not conform ({len(wrong)}): {listed}",
        )
    found.note("conforms", {"rules": report.rules or report.shapes, "things": report.focus_nodes}, fault)


def _questions(found: Ready, desk: VakGraph) -> None:
    try:
        result = contracts.run(desk.checkout, desk.store)
    except VakError as error:
        return found.note("questions", None, (f"een vraag is stuk: {error.nl}", f"a question is broken: {error.en}"))
    fault = None
    if result.broken:
        nl, en = ("; ".join(f"{each.place}: {getattr(each, tongue)}" for each in result.broken[:FIRST])
                  for tongue in ("nl", "en"))  # fmt: skip
        count = len(result.broken)
        fault = (
            f"contracten van vragen zijn gebroken ({count}): {nl}",
            f"contracts of questions are broken ({count}): {en}",
        )
    found.note("questions", {"asked": result.queries, "cases": result.cases, "engines": list(result.engines)}, fault)


def _made_up(found: Ready, folder: Checkout, asserted: list[Triple]) -> None:
    """By `vak:fictional`, and by the first line of a file that says so."""
    names = [str(t.subject) for t in asserted if t.predicate.value == VAK + "fictional" and _true(t.object)]
    names += [folder.relative(path) for path in folder.graph_files()[1:] if _MADE_UP.search(_first_line(path))]
    listed = ", ".join(names[:FIRST])
    fault = (f"verzonnen gegevens horen niet in een uitgave ({len(names)}): {listed}",
             f"made-up data does not belong in a release ({len(names)}): {listed}")  # fmt: skip
    found.note("fictional", len(names), fault if names else None)


def _true(term: object) -> bool:
    return isinstance(term, Literal) and term.value in ("true", "1")


def _first_line(path: Path) -> str:
    """A comment on top; a first line of data says nothing about the file."""
    with path.open(encoding="utf-8", errors="replace") as file:
        line = file.readline()
    return line if line.startswith("#") else ""


def _quotes(found: Ready, asserted: list[Triple], texts: Path | None) -> None:
    """Quotes are looked up in the texts of the sources; without them the manifest says that nobody looked."""
    if texts is None:
        return found.note("quotes", "not compared: no texts", None)
    if not texts.is_dir():
        raise VakError(f"{texts} is geen map met bronteksten.", f"{texts} is no folder with texts of sources.")
    each = quoted.check(asserted, texts)
    wrong = [quote for quote in each if quote.wrong]
    fault = None
    if wrong:
        nl, en = ("; ".join(_told(quote, tongue) for quote in wrong[:FIRST]) for tongue in ("nl", "en"))
        fault = (
            f"citaten staan niet in hun bron ({len(wrong)}): {nl}",
            f"quotes do not stand in their source ({len(wrong)}): {en}",
        )
    counts = dict(_counted(each))
    found.note("quotes", counts, fault)


def _told(quote: quoted.Quoted, language: str) -> str:
    return f'"{quote.words}" – {quote.say(language)}'.rstrip(".")


def _counted(each: list[quoted.Quoted]) -> Iterator[tuple[str, int]]:
    for state in sorted({quote.state for quote in each}):
        yield state, sum(quote.state == state for quote in each)
