"""Every picture by name, with the stored question that it draws; and the picture of a graph as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Protocol

from vakgraph.errors import UnknownName
from vakgraph.pictures import before, budget, chain, flow, funnel, gaps, network, sources, tiles, timeline
from vakgraph.pictures.frame import WIDE
from vakgraph.pictures.words import WORDS as GAP_MAP
from vakgraph.table import Table

Draw = Callable[[Table, str, float], str]


class Desk(Protocol):
    """What a picture asks of a graph: an answer, the language, and the words of the release and the licence."""

    language: str

    def ask(self, name: str, **words: Any) -> Table: ...

    def release(self) -> tuple[str, str]: ...


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its title in "nl" and "en", the stored question of its table, and the drawing as a pure function.

    `draw(table, language, width)` gives SVG that stands by itself; `width` is in pixels, and a picture that cannot be
    so narrow takes what it needs.
    """

    name: str
    title: Mapping[str, str]
    query: str
    draw: Draw


def _titled(words: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """The titles of a picture in both languages."""
    return {language: str(said["title"]) for language, said in words.items()}


PICTURES: dict[str, Picture] = {
    each.name: each
    for each in (
        Picture(gaps.NAME, {at: said.title for at, said in GAP_MAP.items()}, "gap-matrix", gaps.gap_map),
        Picture(tiles.NAME, _titled(tiles.WORDS), "municipality-tiles", tiles.municipalities),
        Picture(network.NAME, _titled(network.WORDS), "who-takes-part", network.network),
        Picture(timeline.NAME, _titled(timeline.WORDS), "programme-timeline", timeline.timeline),
        Picture(funnel.NAME, _titled(funnel.WORDS), "applications-to-findings", funnel.funnel),
        Picture(flow.NAME, _titled(flow.WORDS), "line-to-target-group", flow.flow),
        Picture(chain.NAME, _titled(chain.WORDS), "chain-links", chain.chain),
        Picture(sources.NAME, _titled(sources.WORDS), "three-sources", sources.three_sources),
        Picture(budget.NAME, _titled(budget.WORDS), "budget-traced", budget.budget),
        Picture(before.NAME, _titled(before.WORDS), "before-and-after-quickscan", before.before_and_after),
    )
}


def named(name: str) -> Picture:
    """The picture of that name."""
    if name not in PICTURES:
        known, near = ", ".join(PICTURES), get_close_matches(name, PICTURES, 3, 0.5)
        nl, en = f'De tekening "{name}" is er niet: kies uit {known}.', f'There is no picture "{name}": choose {known}.'
        raise UnknownName(nl, en, near)
    return PICTURES[name]


def drawn(name: str, desk: Desk, width: float = WIDE, **words: Any) -> tuple[str, Table]:
    """The picture of that name of the graph as it is now, as SVG, and the table that it draws.

    `words` are the choices of its question. The release and the licence stand at the foot of the picture.
    """
    picture = named(name)
    table = desk.ask(picture.query, **words)
    stamp = " · ".join(filter(None, desk.release()))
    notes = (note.replace("vakgraph show ", "") for note in table.notes)  # a picture names a thing, no command
    noted = replace(table, notes=(*notes, *((stamp,) if stamp else ())))
    return picture.draw(noted, desk.language, width), table
