"""The doctor: what is damaged on disk, file by file, and what was mended."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from vakgraph import checkout
from vakgraph.checkout import Checkout
from vakgraph.console import Settings, busy, say
from vakgraph.errors import DATA_AT_FAULT, GOOD, VakError
from vakgraph.published import Damage, examining, mending
from vakgraph.store.access import Endpoint

MOST = 10  # damaged files of one sort that are named; a folder that is gone has a thousand


def doctor(settings: Settings, repair: bool) -> int:
    """Look at every byte; with `repair`, mend what can be mended and look again."""
    if isinstance(settings.store, Endpoint):
        raise VakError(
            "De dokter kijkt naar bestanden op deze computer, niet naar een server.",
            "The doctor looks at files on this computer, not at a server.",
        )
    folder = checkout.unfinished(settings.root)
    store = Path(settings.store) if settings.store else None
    with busy(settings.words("Alles wordt nagelezen", "Reading all of it")):
        found = examining.damages(folder, store)
    if not found:
        say(settings.words("Alles op schijf is heel.", "All on disk is sound."))
        return GOOD
    _told(settings, folder, found, repair)
    if not repair:
        say(settings.words("Herstel met: vakgraph doctor --repair", "Mend it with: vakgraph doctor --repair"))
        return DATA_AT_FAULT
    with busy(settings.words("Er wordt hersteld", "Mending")):
        left = mending.mend(folder, found, store)
    if not left:
        say(settings.words("Hersteld; alles op schijf is weer heel.", "Mended; all on disk is sound again."))
        return GOOD
    say(settings.words("Nog beschadigd:", "Still damaged:"))
    _told(settings, folder, left, False)
    return DATA_AT_FAULT


def _told(settings: Settings, folder: Checkout, found: Sequence[Damage], repair: bool) -> None:
    """A line or two for each file."""
    shown: dict[tuple[str, str, str], int] = {}
    for each in found:
        sort = (each.kind, each.part, str(folder.root) if folder.root in each.file.parents else "")
        shown[sort] = shown.get(sort, 0) + 1
        if shown[sort] <= MOST:
            name = os.path.relpath(each.file, folder.root) if sort[2] else str(each.file)
            say(f"✗ {name} {each.what(settings.language)}")
            say(f"  → {each.remedy(settings.language)}")
    more = sum(count - MOST for count in shown.values() if count > MOST)
    if more:
        say(settings.words(f"… en nog {more} van dezelfde soort.", f"… and {more} more of the same sort."))
