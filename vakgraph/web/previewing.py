"""How the findings of a delivery will look: their facts as the graph would have them, and the squares they fill."""

from __future__ import annotations

from itertools import groupby

from pyoxigraph import NamedNode

from vakgraph.errors import VakError
from vakgraph.gate import Judgement, World
from vakgraph.graph import VakGraph
from vakgraph.intake import Delivery
from vakgraph.intake.delivery import text
from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.pictures.becoming import becoming, in_short
from vakgraph.pictures.cells import Matrix, matrix
from vakgraph.render import About
from vakgraph.render.people import Column, printed
from vakgraph.table import Cell
from vakgraph.validation import Report
from vakgraph.web.examined import MOST_PREVIEWS, Becoming, Preview

# What a finding shows, in this order.
SHOWN = (
    *(VAK + name for name in ("aboutIntervention", "forTargetGroup", "onOutcome", "direction", "certainty")),
    *(VAK + name for name in ("effectText", "comparedWith", "participants", "moment", "underCondition")),
    *(VAK + name for name in ("feasibility", "because")),
    *(VAK + name for name in ("knowledgeKind", "quote")),
    OUTSIDE["prov"] + "wasDerivedFrom",
)
_WORD = Column(0, "", "", "", False)


def previews(delivery: Delivery, judgement: Judgement, language: str) -> tuple[Preview, ...]:
    """Every finding of the delivery in which nothing is wrong; none where the graph cannot be mapped."""
    found = _sound(delivery, judgement.report)[:MOST_PREVIEWS]
    if not found:
        return ()
    after = _desk(judgement.after, language)
    try:
        maps = matrix(_desk(judgement.before, language).ask("gap-matrix")), matrix(after.ask("gap-matrix"))
    except VakError:
        return ()
    titles = after.labels(found)
    return tuple(
        Preview(titles.get(iri, iri), _facts(after, iri), _squares(after, iri, maps, language, not at))
        for at, iri in enumerate(found)
    )


def _desk(world: World, language: str) -> VakGraph:
    return VakGraph(world.folder, world.desk, language)


def _sound(delivery: Delivery, report: Report) -> list[str]:
    """The findings that the delivery brings, without those that a violation is about."""
    wrong = {iri for f in report.findings if f.severity == "violation" for iri in (f.focus, *f.also_about)}
    kind = NamedNode(VAK + "Finding")
    brought = dict.fromkeys(text(t.subject) for t in delivery.triples if t.object == kind)
    return [iri for iri in brought if iri not in wrong]


def _facts(desk: VakGraph, iri: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(property, values) in words, in the order of `SHOWN`."""
    rows = [row for row in desk.ask("thing-facts", thing=iri) if row["property"].value in SHOWN]
    rows.sort(key=lambda row: SHOWN.index(row["property"].value))
    told = [(row["property"].text, _value(row["value"], desk)) for row in rows]
    return tuple((name, tuple(value for _, value in some)) for name, some in groupby(told, lambda each: each[0]))


def _value(cell: Cell, desk: VakGraph) -> tuple[str, str]:
    """The words of a value, and its IRI."""
    return printed(cell, _WORD, About(desk.language)), cell.value if cell.kind == "iri" else ""


def _squares(
    desk: VakGraph, iri: str, maps: tuple[Matrix, Matrix], language: str, patterns: bool
) -> tuple[Becoming, ...]:
    """The squares that count this finding, before and after."""
    found: list[Becoming] = []
    rows, columns = dict(maps[1].rows), dict(maps[1].columns)
    for row in desk.ask("finding-squares", finding=iri):
        at = row["target_group"].value, row["intervention_type"].value
        if at[0] in rows and at[1] in columns:
            was, now = (each.at(*at) for each in maps)
            drawing = becoming(was, now, language, patterns and not found)
            head = f"{rows[at[0]]} × {columns[at[1]]}"
            found.append(Becoming(head, in_short(was, language), in_short(now, language), drawing))
    return tuple(found)
