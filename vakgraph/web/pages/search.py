"""Searching: every label, other name, old name and code, with the kinds of things as facets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vakgraph import find, mint
from vakgraph.find import Name
from vakgraph.namespaces import CONCEPT, GEMEENTE, KINDS, VAK
from vakgraph.web.addresses import path_of
from vakgraph.web.library import Library
from vakgraph.web.views import Ask, View

MOST = 50
NEAR = 5  # names that come near an address that leads nowhere
_WORD = re.compile(r"\w+")
_LONGEST = 200
QUESTION, CONCEPT_KIND = ("vraag", "question"), ("begrip", "concept")
# What is found by its own parent: nobody looks for the fourth participation of a project.
HIDDEN = {
    "region-membership",
    "merger",
    "phase",
    "round-line",
    "participation",
    "consortium",
    "study",
    "programme-role",
}
# What people look for, before the papers that speak of it.
_PAPERS = {"source", "publication", "claim", "conflict", "event", "population", "tile"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of something that has a page; `folded` is the name as it is compared."""

    folded: str
    text: str
    path: str
    kind: str
    own: bool
    language: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its label, where it leads, its kind in words, and the name by which it was found."""

    title: str
    href: str
    kind: str
    by: str


def page(ask: Ask, rest: str) -> View:
    words, kind = ask.chosen("q")[:_LONGEST], ask.chosen("kind")
    found = matching(_index(ask.library), words, ask.language)
    counts = Counter(entry.kind for entry in found)
    some = [entry for entry in found if not kind or entry.kind == kind]
    shown = {
        "asked": words,
        "kind": kind,
        "facets": [(word, kind_of(ask, word), count) for word, count in counts.most_common()],
        "hits": _hits(ask, some[:MOST]),
        "count": len(some),
        "most": MOST,
    }
    return View("search.html", ask.words("Zoeken", "Search"), shown)


def called_like(ask: Ask, slug: str) -> list[tuple[str, str]]:
    """What an address that leads nowhere may have meant, by the words in it: (name, address); at the end the search."""
    words = " ".join(_WORD.findall(slug[:_LONGEST]))
    names = [(hit.title, hit.href) for hit in _hits(ask, matching(_index(ask.library), words, ask.language)[:NEAR])]
    asked = ask.words(f"Zoeken naar “{words}”", f"Search for “{words}”") if words else ask.words("Zoeken", "Search")
    return [*names, (asked, ask.links.page("search", q=words))]


def _index(library: Library) -> list[Entry]:
    known: list[Entry] = library.kept("search", lambda: entries(library))
    return known


def matching(index: list[Entry], words: str, language: str) -> list[Entry]:
    """What has every word in one of its names: the whole name first, then things before papers."""
    wanted = find.fold(words).split()
    whole = " ".join(wanted)
    best: dict[str, tuple[tuple[int, ...], Entry]] = {}
    for entry in index if wanted else ():
        if all(word in entry.folded for word in wanted) and entry.language in (language, "", "nl"):
            paper, later = entry.kind in _PAPERS, not entry.folded.startswith(whole)
            rank = (entry.folded != whole, paper, later, not entry.own, len(entry.folded))
            if entry.path not in best or rank < best[entry.path][0]:
                best[entry.path] = (rank, entry)
    return [entry for _, entry in sorted(best.values(), key=lambda pair: (pair[0], pair[1].text, pair[1].path))]


def entries(library: Library) -> list[Entry]:
    """Every name of everything with a page, codes of municipalities and titles of questions among them."""
    made = [_entry(name) for name in find.names(library.desk.store)]
    found = [entry for entry in made if entry and entry.path in library.things]
    for path, iri in library.things.items():
        if iri.startswith(GEMEENTE + "gm"):
            code = iri.removeprefix(GEMEENTE + "gm")
            found.append(Entry(code, code, path, "municipality", False, ""))
    for query in library.questions.values():
        for language, title in query.title.items():
            found.append(Entry(find.fold(title), title, f"question/{query.name}", "stored", True, language, title))
    return found + _went_to(library, found)


def _went_to(library: Library, every: list[Entry]) -> list[Entry]:
    """The names of a municipality that ended lead to those of now that its area went to, as well."""
    now: dict[str | None, list[str]] = {}
    for old, new in library.desk.store.select(f"SELECT ?old ?now WHERE {{ ?old <{VAK}successor> ?now }}").rows:
        if path := path_of(new.value):
            now.setdefault(path_of(old.value), []).append(path)
    known = ((each, path) for each in every for path in now.get(each.path, ()) if path in library.things)
    return [replace(each, path=path, own=False) for each, path in known]


def _entry(name: Name) -> Entry | None:
    path, kind = path_of(name.iri), mint.kind_of(name.iri)
    word = kind.word if kind else "concept" if name.iri.startswith(CONCEPT) else ""
    if not path or not word or word in HIDDEN:
        return None
    return Entry(find.fold(name.text), name.text, path, word, name.own, name.language)


def kind_of(ask: Ask, word: str) -> str:
    kind = KINDS.get(word)
    if kind:
        return ask.words(kind.nl, kind.en)
    return ask.words(*(QUESTION if word == "stored" else CONCEPT_KIND))


def _hits(ask: Ask, some: Sequence[Entry]) -> list[Hit]:
    things = ask.library.things
    names = ask.library.names(ask.language, [things[entry.path] for entry in some if entry.path in things])
    return [_hit(ask, entry, names) for entry in some]


def _hit(ask: Ask, entry: Entry, names: dict[str, str]) -> Hit:
    title = entry.title or names.get(ask.library.things.get(entry.path, ""), entry.text)
    by = "" if find.fold(title) == entry.folded else entry.text
    return Hit(title, ask.links.page(entry.path), kind_of(ask, entry.kind), by)
