"""Terms of two states in words: labels from the state that knows them, values short enough to read and told apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph import mint
from vakgraph.comparing.difference import Difference
from vakgraph.namespaces import CONCEPT, OUTSIDE, VAK, prefixes

LONGEST = 80  # characters of a value
WHOLE = 2**20  # more than any value has
_ELLIPSIS = "…"
_XSD = OUTSIDE["xsd"]
_TEXTS = (_XSD + "string", OUTSIDE["rdf"] + "langString")
# Properties of others that are no column of a sheet.
_OTHERS = {
    "rdf:type": ("soort", "kind"), "rdfs:label": ("naam", "name"), "rdfs:comment": ("toelichting", "comment"),
    "rdfs:subClassOf": ("valt onder", "falls under"), "rdfs:domain": ("hoort bij", "belongs to"),
    "rdfs:range": ("waarden", "values"), "rdfs:isDefinedBy": ("omschreven in", "defined in"),
    "skos:prefLabel": ("naam", "name"), "skos:altLabel": ("ook genoemd", "also called"),
    "skos:definition": ("omschrijving", "definition"), "skos:broader": ("ruimer begrip", "broader concept"),
    "skos:inScheme": ("in lijst", "in scheme"), "skos:scopeNote": ("toelichting", "scope note"),
    "dcterms:modified": ("gewijzigd op", "modified on"), "dcterms:bibliographicCitation": ("aanhalen als", "cite as"),
    "owl:versionInfo": ("versie", "version"), "owl:versionIRI": ("adres van de versie", "address of the version"),
    "owl:priorVersion": ("vorige versie", "prior version"), "prov:wasDerivedFrom": ("bron", "source"),
    "rdf:subject": ("gaat over", "is about"), "rdf:predicate": ("eigenschap", "property"),
    "rdf:object": ("waarde", "value"), "org:role": ("rol", "role"), "org:member": ("deelnemer", "member"),
    "org:organization": ("organisatie", "organisation"),
}  # fmt: skip


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return OUTSIDE[prefix] + local


_PROPERTIES = {_full(name): said for name, said in _OTHERS.items()}


class Words:
    """The labels of both states, the newer one first, in one language."""

    def __init__(self, difference: Difference, language: str = "nl") -> None:
        self.language = language
        self.worlds = (difference.after.world, difference.before.world)
        self.stated = tuple(frozenset(triple.subject for triple in world.asserted) for world in self.worlds)

    def say(self, nl: str, en: str) -> str:
        return en if self.language == "en" else nl

    def values(self, subject: Any, *properties: str) -> list[Any]:
        """What the newer state says of a subject, or else the older one."""
        return next((found for world in self.worlds if (found := world.values(subject, *properties))), [])

    def label(self, term: Any) -> str:
        """A thing or property in words."""
        if isinstance(term, BlankNode):
            return self.say(f"iets zonder naam ({term.value})", f"something without a name ({term.value})")
        if getattr(term, "value", None) in _PROPERTIES:
            return self.say(*_PROPERTIES[term.value])
        at = next((at for at, known in enumerate(self.stated) if term in known), 0)
        return self.worlds[at].label(term, self.language)

    def kind(self, term: Any) -> str:
        """What sort of thing it is: `project`, `begrip`, `term van de ontologie`; "" where that cannot be said."""
        iri = getattr(term, "value", "") if isinstance(term, NamedNode) else ""
        kind = mint.kind_of(iri)
        if kind:
            return self.say(kind.nl, kind.en)
        if iri.startswith(CONCEPT):
            return self.say("begrip", "concept")
        if iri == VAK.rstrip("#"):
            return self.say("ontologie", "ontology")
        return self.say("term", "term") if iri.startswith(VAK) else self.say("ding", "thing")

    def named(self, term: Any) -> str:
        """Kind and label: `gemeente Gennep`."""
        kind = self.kind(term) if mint.kind_of(getattr(term, "value", "")) else ""
        return f"{kind} {self.label(term)}".strip()

    def value(self, term: Any, longest: int = LONGEST) -> str:
        """A value as it is told: texts between quotation marks, the rest as it is."""
        if not isinstance(term, Literal):
            return term.value if self._elsewhere(term) else self.label(term)
        text = _short(" ".join(term.value.split()) or term.value, longest)
        return f'"{text}"' if term.datatype.value in _TEXTS else text

    def _elsewhere(self, term: Any) -> bool:
        """Whether it is an address of which neither state knows a name."""
        known = any(term in stated for stated in self.stated)
        return isinstance(term, NamedNode) and not known and not term.value.startswith(tuple(prefixes().values()))

    def two(self, old: Any, new: Any) -> tuple[str, str]:
        """Two values so that one sees what is different: long texts around that place, equal ones as written."""
        whole = self.value(old, WHOLE), self.value(new, WHOLE)
        if whole[0] == whole[1]:
            whole = str(old), str(new)
        return whole if max(map(len, whole)) <= LONGEST else _around(*whole)

    def distinct(self, terms: Iterable[Any]) -> list[str]:
        """Several values, none told as another."""
        terms = list(terms)
        said = [self.value(term) for term in terms]
        return sorted(text if said.count(text) == 1 else str(term) for text, term in zip(said, terms, strict=True))


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + _ELLIPSIS


def _around(old: str, new: str) -> tuple[str, str]:
    """The piece of two long texts where they part."""
    same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    begin = old.rfind(" ", 0, max(0, same - LONGEST // 3)) + 1  # no half words

    def piece(text: str) -> str:
        return _ELLIPSIS * (begin > 0) + _short(text[begin:], max(LONGEST, same - begin + LONGEST // 2))

    return piece(old), piece(new)
