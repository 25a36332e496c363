"""What the words of somebody who keeps the graph mean: a kind with a sheet, a property, a value of a thing."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from vakgraph.errors import UnknownName
from vakgraph.find import fold
from vakgraph.namespaces import KINDS, OUTSIDE, VAK, prefixes
from vakgraph.store import Store

if TYPE_CHECKING:
    from vakgraph.gate import World

RDFS = OUTSIDE["rdfs"]


def properties(store: Store) -> dict[str, str]:
    """Every property by its label, the end of its name, or the heading of its column."""
    from vakgraph.sheets import COLUMNS

    found = {
        fold(word): prefixes()[column.property.split(":")[0]] + column.property.split(":")[1]
        for sheet in COLUMNS.values()
        for column in sheet.values()
        if column.property
        for word in (column.nl, column.en)
    }
    table = store.select(f'SELECT ?term ?label {{ ?term <{RDFS}label> ?label FILTER(STRSTARTS(STR(?term), "{VAK}")) }}')
    for term, label in table.rows:
        local = term.value.removeprefix(VAK)
        if local[:1].islower():
            found |= {fold(label.value): term.value, fold(local): term.value}
    return found


def kind(word: str) -> str:
    """The kind that has a sheet, by its word or its name."""
    from vakgraph.sheets import COLUMNS

    for name in COLUMNS:
        known = KINDS[name]
        if word.casefold() in (name, known.nl, known.en, known.sheet.casefold()):
            return name
    listed = ", ".join(COLUMNS)
    near = get_close_matches(word.casefold(), COLUMNS, 3, 0.5)
    raise UnknownName(f'Voor "{word}" is er geen blad: {listed}.', f'There is no sheet for "{word}": {listed}.', near)


def value(world: World, subject: NamedNode, path: NamedNode, words: str) -> NamedNode | Literal:
    """The value of a thing that these words mean, in a file or in a claim; what is not said becomes a text."""
    claimed = world.claimed(subject, path)
    for found in (*world.values(subject, path.value), *claimed):
        spelled = {str(getattr(found, "value", "")), world.label(found), world.label(found, "en")}
        spelled.add(getattr(found, "value", "").rsplit("/", 1)[-1])
        if words in spelled or fold(words) in {fold(each) for each in spelled}:
            return found  # type: ignore[no-any-return]
    return Literal(words)
