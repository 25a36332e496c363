"""Things without a name have no home in the graph: a delivery full of them is refused before a rule is asked."""

from __future__ import annotations

from pyoxigraph import BlankNode

from vakgraph.errors import InputError
from vakgraph.intake.delivery import Delivery

MOST = 100  # up to here each is told at its own place, with the rest of what is wrong


def refuse(delivery: Delivery) -> None:
    """InputError that names the first of too many things without a name, and how many there are."""
    found = {term for triple in delivery.triples for term in triple if isinstance(term, BlankNode)}
    if len(found) <= MOST:
        return
    at = delivery.document.nameless
    nl, en = (" (dit is het eerste)", " (this is the first)") if at.line else ("", "")
    raise InputError(
        f"in deze levering staan {len(found)} dingen zonder naam{nl}; de graaf kan ze niet bewaren."
        " Geef elk ding een eigen adres in plaats van [ ], ( ) of _:naam.",
        f"this delivery holds {len(found)} things without a name{en}; the graph cannot keep them."
        " Give each thing an address of its own instead of [ ], ( ) or _:name.",
        at.file,
        at.line or None,
        at.column or None,
    )
