"""Markdown by hand: text without marks, links to places of the reference, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vakgraph.reference.model import Bit
from vakgraph.reference.told import Told

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
FILES = {"class": "classes", "list": "lists", "terms": "terms"}


def plain(text: str) -> str:
    """Words with what Markdown would take for marks made plain, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Words as code; a | cannot stand in a table."""
    return f"`{text.replace('`', chr(39)).replace('|', '¦')}`"


def link(label: str, place: str) -> str:
    """A link to what stands at a place of the reference (`class/Project`, `list/outcome#work`)."""
    page, _, fragment = place.partition("#")
    folder, _, word = page.partition("/")
    return f"[{plain(label)}]({FILES.get(folder, folder)}.md#{fragment or word})"


def bits(told: Told, some: Iterable[Bit]) -> str:
    """Pieces as one text, with their links."""
    said = [(_SPECIAL.sub(r"\\\1", told.say(bit.words)), bit) for bit in some]
    return "".join(link(told.say(bit.words), bit.to) if bit.to else text for text, bit in said)


def anchored(level: int, anchor: str, text: str) -> list[str]:
    """A heading that a link can lead to."""
    return [f'<a id="{anchor}"></a>', "", f"{'#' * level} {text}", ""]


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A table; nothing where it would have no rows."""
    titles = list(heads)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}", *lines, ""] if lines else []
