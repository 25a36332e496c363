"""What changed since the package that a partner had before: in words, and as added and removed statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter

import pyoxigraph
from pyoxigraph import Quad, Triple

from vakgraph import comparing, turtle
from vakgraph.checkout import Checkout
from vakgraph.comparing import State, Told, patch
from vakgraph.comparing.folding import Paragraph, paragraphs
from vakgraph.comparing.packed import FOLLOWS
from vakgraph.delivery import manifest
from vakgraph.errors import InputError
from vakgraph.gate.world import World

PATCH = (manifest.ADDED, manifest.REMOVED, manifest.ADDED_TOO, manifest.REMOVED_TOO)
_SPECIAL = str.maketrans({each: f"\\{each}" for each in "\\`*_[]<>|#"})


@dataclass(frozen=True, slots=True)
class Before:
    """The package that the partner had: its manifest, its sums, and what it stated."""

    manifest: manifest.Manifest
    sums: str
    data: frozenset[Triple]
    follows: frozenset[Triple]
    words: frozenset[Triple]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Changes:
    """`text` in both languages; what to add and what to remove, as Turtle with a line for each thing."""

    text: bytes
    files: Mapping[str, bytes]
    added: int
    removed: int


class _Delivered(World):
    """The world of a package: what follows came along, and is not worked out again."""

    def __init__(self, folder: Checkout, stated: Iterable[Triple], follows: Iterable[Triple], words: Iterable[Triple]):
        super().__init__(folder, stated)
        self._follows, self._words = frozenset(follows), tuple(words)

    @cached_property
    def _filled(self) -> tuple[pyoxigraph.Store, frozenset[Triple]]:
        store = pyoxigraph.Store()
        for triples in (self.asserted, self._follows, self._words):
            store.extend(Quad(*triple) for triple in triples)
        return store, self._follows


def before(files: Mapping[str, bytes], name: str) -> Before:
    """A package as it was delivered; `InputError` where it is none, or is not whole."""
    for each in (manifest.MANIFEST, manifest.SUMS):
        if each not in files:
            raise InputError(f"dit is geen pakket: {each} ontbreekt.", f"this is no package: {each} is missing.", name)
    for file, digest in manifest.read_sums(files[manifest.SUMS]).items():
        if file not in files or manifest.sha256(files[file]) != digest:
            raise InputError(f"dit pakket is beschadigd: {file}.", f"this package is damaged: {file}.", name)
    said = manifest.Manifest.read(files[manifest.MANIFEST])
    data, follows, words = (
        frozenset(turtle.read_text(files.get(file, b""), f"{name}:{file}"))
        for file in (said.data[0].file, FOLLOWS, manifest.ONTOLOGY)
    )
    return Before(said, manifest.sha256(files[manifest.SUMS]), data, follows, words, files)


def first(version: str) -> Changes:
    """Of a first package there is nothing to compare."""
    text = (
        f"# Wijzigingen\n\nVersie {version} is het eerste pakket voor deze partner.\n\n"
        f"# Changes\n\nVersion {version} is the first package for this partner.\n"
    )
    return Changes(text.encode(), {}, 0, 0)


def since(
    old: Before, folder: Checkout, version: str, data: Iterable[Triple], follows: frozenset[Triple],
    words: Iterable[Triple],
) -> Changes:  # fmt: skip
    """The difference of two packages of one partner."""
    now, words = frozenset(data), tuple(words)
    was = State(old.manifest.release.version, _Delivered(folder, old.data - old.follows, old.follows, old.words))
    is_ = State(version, _Delivered(folder, now - follows, follows, words))
    found = comparing.compare(was, is_)
    added, removed = now - old.data, old.data - now
    files = {
        manifest.ADDED: added - follows,
        manifest.REMOVED: removed - old.follows,
        manifest.ADDED_TOO: added & follows,
        manifest.REMOVED_TOO: removed & old.follows,
    }
    counts = [len(files[name]) for name in PATCH]
    parts = [_text(comparing.tell(found, at), counts) for at in ("nl", "en")]
    kept = {name: _by_thing(some) for name, some in files.items() if some or name in PATCH[:2]}
    return Changes("\n".join(parts).encode(), kept, len(added), len(removed))


def _by_thing(triples: frozenset[Triple]) -> bytes:
    """Turtle with full names and all that is said of a thing on one line: who takes part is a line, and not six."""
    said = (line[:-2].split(" ", 1) for line in patch.lines(triples))
    things = groupby(said, itemgetter(0))
    return "".join(f"{thing} {' ; '.join(rest for _, rest in some)} .\n" for thing, some in things).encode()


def _text(told: Told, counts: list[int]) -> str:
    """A sentence for each thing that is different; what only follows is counted. `counts`: those of PATCH."""
    words, found = told.words, told.difference
    added, removed, added_too, removed_too = counts
    title = words.say(
        f"# Wijzigingen van {found.before.name} naar {found.after.name}",
        f"# Changes from {found.before.name} to {found.after.name}",
    )
    count = words.say(f"Triples: {added} erbij, {removed} weg.", f"Triples: {added} added, {removed} removed.")
    if added_too or removed_too:
        count += words.say(
            f" Daaruit volgt: {added_too} erbij, {removed_too} weg.",
            f" What follows from them: {added_too} added, {removed_too} removed.",
        )
    lines = [_sentence(each) for each in paragraphs(told.stories, words)]
    if not lines:
        lines = [
            words.say("- Er veranderde geen feit.", "- No fact changed.")
            if not any(counts)
            else words.say("- Er veranderde geen vermeld feit.", "- No stated fact changed.")
        ]
    return "\n".join([title, "", count, "", *lines, ""])


def _sentence(paragraph: Paragraph) -> str:
    """`Project *Baanwijs*: gemeente Gennep erbij.`"""
    said = "; ".join(_safe(line) for line in paragraph.lines)
    head = f"{_safe(paragraph.kind)} *{_safe(paragraph.name)}*" + (f" ({paragraph.said})" if paragraph.said else "")
    return f"- {head}{': ' if said else ''}{said}."


def _safe(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)
