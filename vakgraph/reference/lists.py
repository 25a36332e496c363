"""A list of concepts as a tree, with notations, other names and how often each is used."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from vakgraph.checkout import Checkout
from vakgraph.namespaces import CONCEPT, VAK
from vakgraph.reference.facts import DCTERMS, LABEL, SKOS, Facts, local, short
from vakgraph.reference.model import Concept, Scheme, Words
from vakgraph.reference.seen import Seen

# What else a concept may say, beside its names, its definition and its place.
_TOLD = ("desired", "appliesTo", "comparisonGroup", "randomised", "lowerBound", "upperBound")
_YES: dict[str, Words] = {"true": {"nl": "ja", "en": "yes"}, "false": {"nl": "nee", "en": "no"}}
_WISHED: dict[str, Words] = {
    "more": {"nl": "meer", "en": "more"},
    "less": {"nl": "minder", "en": "less"},
    "unclear": {"nl": "hangt ervan af", "en": "it depends"},
}


def scheme(folder: Checkout, said: Facts, word: str, seen: Seen) -> Scheme:
    """The list of that name."""
    iri = CONCEPT + word
    members = [each for each in said.index if iri in said.iris(each, SKOS + "inScheme")]
    top = [each for each in said.iris(iri, SKOS + "hasTopConcept") if each in members]
    told: set[str] = set()
    return Scheme(
        iri,
        word,
        said.words(iri, DCTERMS + "title"),
        said.words(iri, SKOS + "definition"),
        tuple(_concept(said, each, members, seen, told) for each in top),
        len(members),
        folder.relative(folder.ontology / "concepts" / f"{word}.ttl"),
    )


def _concept(said: Facts, iri: str, members: list[str], seen: Seen, told: set[str]) -> Concept:
    """A concept with what stands below it; one that was told already is named again without all that."""
    again = iri in told
    told.add(iri)
    narrower = [each for each in members if iri in said.iris(each, SKOS + "broader") and not again]
    return Concept(
        iri,
        short(iri),
        local(iri),
        said.words(iri, SKOS + "prefLabel", LABEL),
        said.words(iri, SKOS + "definition"),
        tuple(
            (text.language or "nl", text.value)
            for text in said.said(iri, SKOS + "altLabel")
            if isinstance(text, Literal)
        ),
        said.text(iri, SKOS + "notation") or said.text(iri, VAK + "glyph"),
        tuple(_facts(said, iri)),
        tuple(_concept(said, each, members, seen, told) for each in narrower),
        seen.used(iri),
        again,
    )


def _facts(said: Facts, iri: str) -> list[tuple[Words, Words]]:
    """What else the list says of a concept, each with the label of its property."""
    found = []
    for name in _TOLD:
        for value in said.said(iri, VAK + name):
            text = value.value
            words = _YES.get(text) or _WISHED.get(text) or {"nl": text, "en": text}
            if isinstance(value, NamedNode):
                words = said.words(text, SKOS + "prefLabel")
            found.append((said.words(VAK + name, LABEL), words))
    return found
