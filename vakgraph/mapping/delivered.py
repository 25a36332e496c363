"""Names of what a delivery itself brings: a row may name a thing that another row makes."""

from __future__ import annotations

from collections.abc import Iterable

from vakgraph import mint
from vakgraph.errors import InputError, UnknownName
from vakgraph.mapping.cells import Cells
from vakgraph.mapping.words import Names
from vakgraph.sheets import Row


def also(rows: Iterable[Row], names: Names) -> Names:
    """`names`, and where it knows no such thing, the things that these rows are about."""
    brought: dict[tuple[str, str], str] = {}
    for row in rows:
        cells = Cells(row, names)
        if "key" not in cells.columns:
            continue
        try:
            iri = cells.me().value
        except InputError:
            continue  # that row says so itself
        for text in (cells.text("key"), cells.text(list(cells.columns)[1])):
            if mint.slug(text):
                brought.setdefault((row.kind, mint.slug(text)), iri)

    def find(word: str, text: str) -> str:
        try:
            return names(word, text)
        except UnknownName:
            if (word, mint.slug(text)) in brought:
                return brought[word, mint.slug(text)]
            raise

    return find
