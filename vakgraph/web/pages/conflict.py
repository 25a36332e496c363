"""The page of a conflict: what each source says, side by side with its words, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph.namespaces import VAK
from vakgraph.table import Cell
from vakgraph.web.quoting import Part, highlighted
from vakgraph.web.tables import Shown, numbers
from vakgraph.web.things import Special, Thing

SAID = tuple(VAK + name for name in ("joins", "conflictKind", "resolutionReason", "resolvedOn"))


@dataclass(frozen=True, slots=True)
class Side:
    """One side: what it says, of what, by which sources and of which day, in which words."""

    says: str
    href: str
    about: Shown
    name: str
    sources: tuple[tuple[Shown, str, tuple[int, ...]], ...]
    quote: tuple[Part, ...]
    preferred: bool


def special(thing: Thing) -> Special:
    """A conflict."""
    kept = thing.ask.library.kept(("conflicts", thing.ask.language), lambda: thing.table("conflicts"))
    rows = [row for row in kept if row["conflict"].value == thing.iri]
    several: dict[str, list[dict[str, Cell]]] = {}
    for row in rows:
        several.setdefault(row["side"].value, []).append(row)
    first = rows[0] if rows else {}
    sides = [_side(each, thing) for each in several.values()]
    shown = {
        "sides": sides,
        "about": _shared(sides),
        "open": not thing.values(VAK + "resolvedOn") and not thing.values(VAK + "prefers"),
        "reasons": [cell.text for cell in thing.values(VAK + "resolutionReason")],
        "by": first["by"].text if first else "",
        "on": thing.text(VAK + "resolvedOn"),
        "sort": thing.link(first["kind"]) if first else None,
    }
    return Special("conflict.html", shown, said=SAID)


def _shared(sides: list[Side]) -> Side | None:
    """A side whose thing and property are those of all."""
    same = len({(side.about, side.name) for side in sides}) == 1
    return sides[0] if same else None


def _side(rows: list[dict[str, Cell]], thing: Thing) -> Side:
    """One side; a finding may rest on more than one source."""
    row = rows[0]
    quote, says = row["quote"].value, row["says"]
    about = row["about"]
    title = thing.names.get(about.value) or about.text
    sources = {
        each["source"].value: (
            thing.link(each["source"]), each["date"].text,
            tuple(numbers(each["source"], thing.ask.links, thing.notes)),
        )
        for each in rows
        if each["source"].value
    }  # fmt: skip
    return Side(
        says.text.removesuffix(" ≠"), thing.ask.links.thing(row["side"].value) or "",
        Shown(title, thing.ask.links.thing(about.value) or "" if about.kind == "iri" else ""),
        row["predicate"].text, tuple(sources.values()),
        highlighted(quote, (says.value.removesuffix(" ≠").lstrip("≈≥≤<> "),)) if quote else (),
        row["preferred"].value == "ja",
    )  # fmt: skip
