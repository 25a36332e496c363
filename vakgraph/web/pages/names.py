"""Every name by its kind, for a folder: there no server searches, and the browser does."""

from __future__ import annotations

from vakgraph import find
from vakgraph.web.addresses import is_row
from vakgraph.web.pages.search import Entry, entries, kind_of
from vakgraph.web.views import Ask, View


def page(ask: Ask) -> View:
    """The names of all that has a page here, in the language of the page or else the best there is."""
    best: dict[str, Entry] = {}
    for entry in entries(ask.library):
        if entry.own and not is_row(entry.path) and _rank(entry, ask) < _rank(best.get(entry.path), ask):
            best[entry.path] = entry
    kinds: dict[str, list[tuple[str, str, str]]] = {}
    for path, entry in best.items():
        text = entry.title or entry.text
        kinds.setdefault(entry.kind, []).append((find.fold(text), text, ask.links.page(path)))
    groups = sorted((kind_of(ask, word), word, sorted(several)) for word, several in kinds.items())
    return View("names.html", ask.words("Alle namen", "All names"), {"groups": groups})


def _rank(entry: Entry | None, ask: Ask) -> tuple[int, str]:
    """The language of the page goes first, then Dutch."""
    if entry is None:
        return 9, ""
    order = (ask.language, "nl", "")
    return (order.index(entry.language) if entry.language in order else len(order)), entry.text
