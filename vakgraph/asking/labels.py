"""IRIs in the words of a language: their label, with the sign of a marked concept and how sure a project's tie is."""

from __future__ import annotations

from collections.abc import Iterable

from vakgraph.answers import OF_OTHERS
from vakgraph.namespaces import CONCEPT, OUTSIDE, VAK
from vakgraph.store.port import Store

# Concepts that stand by a sign of their own in every table and picture: ▲ Beter, B Redelijk.
MARKED = (CONCEPT + "direction/", CONCEPT + "certainty/")
# A project whose tie to the programme is less sure than this says so wherever its name stands: [afgeleid].
CONFIRMED = CONCEPT + "reading-confidence/confirmed"


def labels(store: Store, iris: Iterable[str], language: str) -> dict[str, str]:
    """IRI -> words, in the language or else the best there is."""
    wanted = set(iris)
    known = {iri: pair[language == "en"] for iri, pair in OF_OTHERS.items() if iri in wanted}
    asked = " ".join(f"<{iri}>" for iri in sorted(wanted))
    if not asked:
        return {}
    rdfs, skos = OUTSIDE["rdfs"], OUTSIDE["skos"]
    found = store.select(
        f"SELECT ?thing ?label ?glyph ?tie WHERE {{ VALUES ?thing {{ {asked} }} "
        f"?thing <{rdfs}label>|<{skos}prefLabel> ?label . OPTIONAL {{ ?thing <{VAK}glyph> ?glyph }} "
        f"OPTIONAL {{ ?thing a <{VAK}Project> ; <{VAK}readingConfidence> ?sure . ?sure <{skos}prefLabel> ?tie "
        f'FILTER(LANG(?tie) = "{language}" && ?sure != <{CONFIRMED}>) }} }}'
    )
    order = (language, "nl", "en", None)
    best: dict[str, tuple[int, str]] = {}
    for thing, label, glyph, tie in found.rows:
        rank = order.index(label.language) if label.language in order else len(order)
        text = f"{glyph.value} {label.value}" if thing.value.startswith(MARKED) else label.value
        text += f" [{tie.value.lower()}]" if tie.value else ""
        best[thing.value] = min(best.get(thing.value, (rank, text)), (rank, text))
    return known | {iri: text for iri, (_, text) in best.items()}
