"""Rule 36: whether every quote stands in the text of its source, asked of a folder of source texts.

A source says which text was read (vak:documentName) and what it was (vak:sha256). A quote of which no text is
held is not called wrong; a text that is no longer the one that was read is not searched.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal as Only

from vakgraph import quotes
from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.turtle import Triple

RULE = "36"
State = Only["stands", "moved", "missing", "pointer", "no-text", "changed", "unreadable"]
WRONG: tuple[State, ...] = ("missing", "moved", "changed", "unreadable")
WHY: tuple[State, ...] = ("changed", "unreadable", "no-text")  # why a text is not held, the gravest first
SOURCE = OUTSIDE["prov"] + "wasDerivedFrom"
SAID = {
    "stands": ("Het citaat staat in {source}.", "The quote stands in {source}."),
    "moved": (
        "Het citaat staat in {source}, maar op een andere plaats: {offset}.",
        "The quote stands in {source}, but at another place: {offset}.",
    ),
    "missing": ("Het citaat staat niet in {source}.", "The quote does not stand in {source}."),
    "pointer": (
        "Geen citaat maar een vindplaats in {source}; niet vergeleken.",
        "No quote but a pointer into {source}; not compared.",
    ),
    "no-text": (
        "De tekst van {source} is hier niet; het citaat is niet vergeleken.",
        "The text of {source} is not here; the quote was not compared.",
    ),
    "changed": (
        "De tekst van {source} is niet meer de tekst die is gelezen.",
        "The text of {source} is no longer the text that was read.",
    ),
    "unreadable": ("De tekst van {source} is niet te lezen.", "The text of {source} cannot be read."),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quote or pointer: whose it is, the sources it is of, and what became of looking it up."""

    thing: str
    sources: tuple[str, ...]
    words: str
    state: State
    offset: int | None = None

    @property
    def wrong(self) -> bool:
        return self.state in WRONG

    def say(self, language: str = "nl") -> str:
        """The outcome in a sentence; sources by the last part of their name."""
        names = ", ".join(source.rsplit("/", 1)[-1] for source in self.sources) or "–"
        return SAID[self.state][language == "en"].format(source=names, offset=self.offset)


@dataclass(frozen=True, slots=True)
class _Text:
    """The folded text of a source; None with the reason where it is not held."""

    folded: str | None
    reason: State = "stands"


def check(triples: Iterable[Triple], folder: Path) -> list[Quoted]:
    """Every quote and pointer of the data, looked up in the texts of a folder; sorted by thing."""
    said = _said(triples)
    texts: dict[str, _Text] = {}
    found = []
    for thing, properties in list(said.items()):
        words = properties.get(VAK + "quote", [])
        pointers = [] if words else properties.get(VAK + "pointer", [])
        sources = tuple(sorted(properties.get(SOURCE, []))) if words or pointers else ()
        for source in sources:
            if source not in texts:
                texts[source] = _text(said.get(source, {}), folder)
        found += [_look_up(Quoted(thing, sources, each, "missing"), texts, properties) for each in words]
        found += [Quoted(thing, sources, each, "pointer") for each in pointers]
    return sorted(found, key=lambda quoted: (quoted.thing, quoted.words))


def _said(triples: Iterable[Triple]) -> dict[str, dict[str, list[str]]]:
    """What matters here of each thing: property -> values as text."""
    wanted = {SOURCE, *(VAK + name for name in ("quote", "quoteOffset", "pointer", "documentName", "sha256"))}
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if triple.predicate.value in wanted:
            said[_name(triple.subject)][triple.predicate.value].append(_name(triple.object))
    return said


def _name(term: object) -> str:
    return str(getattr(term, "value", term))


def _text(source: Mapping[str, list[str]], folder: Path) -> _Text:
    """The text of a source, or why there is none. A name with a folder in it is no name of a text."""
    names = source.get(VAK + "documentName", [])
    if len(names) != 1 or Path(names[0]).name != names[0]:
        return _Text(None, "no-text")
    try:
        content = (folder / names[0]).read_bytes()
        digests = source.get(VAK + "sha256", [])
        if digests and hashlib.sha256(content).hexdigest() not in digests:
            return _Text(None, "changed")
        return _Text(quotes.fold(content.decode("utf-8")))
    except FileNotFoundError:
        return _Text(None, "no-text")
    except (OSError, ValueError):
        return _Text(None, "unreadable")


def _look_up(asked: Quoted, texts: Mapping[str, _Text], properties: Mapping[str, list[str]]) -> Quoted:
    """The quote in the texts of its sources: it need stand in one; it is missing only where all are held."""
    known = properties.get(VAK + "quoteOffset", [])
    for source in asked.sources:
        folded = texts[source].folded
        at = None if folded is None else quotes.offset(asked.words, folded)
        if at is not None:
            return replace(
                asked, sources=(source,), state="moved" if known and str(at) not in known else "stands", offset=at
            )
    reasons = {texts[source].reason for source in asked.sources} or {"no-text"}
    return replace(asked, state=next((reason for reason in WHY if reason in reasons), "missing"))
