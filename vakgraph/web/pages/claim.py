"""The page of a claim: what one source says of one thing, in its words, and what contradicts it."""

from __future__ import annotations

from vakgraph.namespaces import OUTSIDE, VAK
from vakgraph.web.facts import SOURCE, called
from vakgraph.web.quoting import highlighted
from vakgraph.web.things import Special, Thing

RDF = OUTSIDE["rdf"]
SAID = (RDF + "subject", RDF + "object", *(VAK + name for name in ("quote", "asWritten", "claimStatus", "manner")))


def special(thing: Thing) -> Special:
    """A claim."""
    about, says, source = (thing.value(name) for name in (RDF + "subject", RDF + "object", SOURCE))
    name = thing.value(RDF + "predicate")
    written = thing.text(VAK + "asWritten")
    shown = {
        "about": thing.link(about) if about else None,
        "name": called(name, thing.ask) if name else "",
        "says": thing.link(says) if says else None,
        "as_written": written,
        "source": thing.link(source) if source else None,
        "quotes": [
            highlighted(cell.value, (written, says.text if says else "")) for cell in thing.values(VAK + "quote")
        ],
        "conflicts": [thing.link(cell) for cell in thing.pointing(VAK + "joins")],
        "accepted": any(cell.value == "true" for cell in thing.values(VAK + "accepted")),
        "status": [thing.link(cell) for cell in thing.values(VAK + "claimStatus")],
        "manner": [thing.link(cell) for cell in thing.values(VAK + "manner")],
    }
    return Special("claim.html", shown, said=SAID, hidden=(VAK + "joins",))
