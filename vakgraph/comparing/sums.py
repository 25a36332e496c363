"""The first sentence of a difference, and the headings of what is told apart; they add up to all of it."""

from __future__ import annotations

from collections.abc import Sequence

from vakgraph.comparing.telling import Line, Told
from vakgraph.comparing.words import Words

SHOWN = 10  # properties of what is counted and not told one by one


def summary(told: Told) -> str:
    """From what to what, how many things, how many triples."""
    words, found = told.words, told.difference
    names = words.say(
        f"Van {found.before.name} naar {found.after.name}", f"From {found.before.name} to {found.after.name}"
    )
    if not found:
        return words.say(f"{names}: geen verschil.", f"{names}: no difference.")
    new, gone, changed = (len(told.became(become)) for become in ("new", "gone", "changed"))
    return words.say(
        f"{names}: {_things(new, 'ding', 'dingen')} nieuw, {gone} verdwenen, {changed} gewijzigd;"
        f" {_things(len(found.added), 'triple', 'triples')} erbij, {len(found.removed)} weg.",
        f"{names}: {_things(new, 'thing', 'things')} new, {gone} gone, {changed} changed;"
        f" {_things(len(found.added), 'triple', 'triples')} added, {len(found.removed)} removed.",
    )


def _things(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _most(lines: Sequence[Line], words: Words) -> list[str]:
    """The properties with the most triples; of the others how many there are."""
    ordered = sorted(lines, key=lambda line: -len(line.added) - len(line.removed))
    more = len(ordered) - SHOWN
    rest = [words.say(f"... en nog {more} eigenschappen", f"... and {more} more properties")] if more > 0 else []
    return [line.text for line in ordered[:SHOWN]] + rest


def titles(told: Told) -> list[tuple[str, list[str]]]:
    """What is told beside the things: that what followed is now stated or the reverse, and what follows."""
    words, found = told.words, told.difference
    more, less = len(found.derived_added), len(found.derived_removed)
    moved = len(found.restated)
    listed: list[tuple[str, list[str]]] = []
    if moved:
        title = words.say(
            f"Aan de ene kant vermeld, aan de andere afgeleid ({_things(moved, 'triple', 'triples')}, geen nieuws)",
            f"Stated on one side, derived on the other ({_things(moved, 'triple', 'triples')}, no news)",
        )
        listed.append((title, _most(told.restated, words)))
    if more or less:
        title = words.say(f"Daaruit volgt: {more} erbij, {less} weg", f"What follows: {more} added, {less} removed")
        listed.append((title, _most(told.derived, words)))
    return listed
