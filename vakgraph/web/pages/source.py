"""The page of a source: every claim read from it with the words that say so, by the thing that they are about."""

from __future__ import annotations

from dataclasses import dataclass

from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.table import Cell
from vakgraph.web.quoting import Part, highlighted
from vakgraph.web.tables import Shown, web_address
from vakgraph.web.things import Special, Thing

CLAIM = "/id/claim/"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: the property, what it says, the quote with its words marked, and where the claim itself is."""

    name: str
    says: Shown
    quote: tuple[Part, ...]
    href: str
    standing: str
    manner: str


def special(thing: Thing) -> Special:
    """A source."""
    several: dict[str, tuple[Shown, list[Claim]]] = {}
    for row in thing.table("what-a-document-says", document=thing.iri):
        about = row["concerning"]
        title = thing.names.get(about.value) or about.text
        subject = Shown(title, thing.ask.links.thing(about.value) or "")
        several.setdefault(about.value, (subject, []))[1].append(_claim(row, thing))
    groups = sorted(several.values(), key=lambda pair: pair[0].text.casefold())
    shown = {"groups": groups, "count": sum(len(each) for _, each in groups), "read": _address(thing)}
    return Special("source.html", shown, (), _summary(thing), claims_shown=True)


def _claim(row: dict[str, Cell], thing: Thing) -> Claim:
    quote = row["quote"].value
    parts = highlighted(quote, (row["says"].value.lstrip("≈≥≤<> "), row["says"].text)) if quote else ()
    return Claim(
        row["property"].text, thing.link(row["says"]), parts, thing.ask.links.thing(row["claim"].value) or "",
        row["standing"].text, row["manner"].text,
    )  # fmt: skip


def _address(thing: Thing) -> str:
    """Where the document is to be read."""
    cell = thing.value(VAK + "address")
    return web_address(cell.value) if cell else ""


def _summary(thing: Thing) -> str:
    parts = (thing.text(OUTSIDE["dcterms"] + "publisher"), thing.text(VAK + "asWritten") or thing.text(VAK + "date"))
    return ", ".join(part for part in parts if part)
