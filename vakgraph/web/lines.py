"""Where a thing is said: the file of the graph it is at home in, and the lines of that file."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph import mint
from vakgraph.namespaces import prefixes
from vakgraph.web.library import Library

Block = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A file, from the root of the graph, and the first and last line of the thing in it; 0 where not found."""

    file: str
    first: int = 0
    last: int = 0


def place(library: Library, iri: str) -> Place | None:
    """Where a thing stands; None for names of others."""
    home = mint.home(iri)
    if home is None:
        return None
    blocks = library.kept(("lines", home), lambda: _blocks(library, home))
    first, last = blocks.get(iri, (0, 0))
    return Place(home, first, last)


def _blocks(library: Library, home: str) -> dict[str, Block]:
    """IRI -> the lines of its block, as our own files are written: a subject at the left, the rest further in."""
    path = library.desk.checkout.root / home
    spaces = prefixes()
    found: dict[str, Block] = {}
    subject = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n") if path.exists() else (), 1):
        if line and not line.startswith((" ", "\t", ".", "@", "#")):
            subject = _expanded(line.split(" ")[0], spaces)
            found.setdefault(subject, (number, number))
        elif subject and line.strip() and not line.startswith(("@", "#")):
            found[subject] = (found[subject][0], number)
    return found


def _expanded(word: str, spaces: dict[str, str]) -> str:
    """`project:r1` -> its IRI."""
    if word.startswith("<"):
        return word.strip("<>")
    prefix, _, local = word.partition(":")
    return spaces.get(prefix, prefix + ":") + local.replace("\\", "")
