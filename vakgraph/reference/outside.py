"""Terms of others that the graph uses, in our own words: what they mean here."""

from __future__ import annotations

from vakgraph.reference.model import Words


def _w(nl: str, en: str) -> Words:
    return {"nl": nl, "en": en}


# Prefixed name -> label, and what it means in this graph.
CLASSES: dict[str, tuple[Words, Words]] = {
    "org:FormalOrganization": (
        _w("organisatie", "organisation"),
        _w(
            "Een organisatie die in een bron wordt genoemd: een kennisinstelling, bureau, uitvoerder of koepel.",
            "An organisation that a source names: a knowledge institution, agency, implementing body or association.",
        ),
    ),
    "tooiont:Gemeente": (
        _w("gemeente", "municipality"),
        _w(
            "Een Nederlandse gemeente uit het TOOI-register, ook een die is opgeheven.",
            "A Dutch municipality of the TOOI register, also one that was abolished.",
        ),
    ),
    "tooiont:Provincie": (
        _w("provincie", "province"),
        _w("Een provincie uit het TOOI-register.", "A province of the TOOI register."),
    ),
    "skos:Concept": (
        _w("begrip", "concept"),
        _w("Een waarde uit een van de lijsten om uit te kiezen.", "A value of one of the lists to choose from."),
    ),
    "skos:ConceptScheme": (
        _w("begrippenkader", "concept scheme"),
        _w("Een lijst om uit te kiezen.", "A list to choose from."),
    ),
}
PROPERTIES: dict[str, tuple[Words, Words]] = {
    "dcterms:creator": (_w("auteur", "author"), _w("Wie het schreef.", "Who wrote it.")),
    "dcterms:description": (
        _w("omschrijving", "description"),
        _w("Wat het is, in enkele zinnen.", "What it is, in a few sentences."),
    ),
    "dcterms:license": (
        _w("licentie", "licence"),
        _w("De licentie waaronder het mag worden gebruikt.", "The licence under which it may be used."),
    ),
    "dcterms:publisher": (_w("uitgever", "publisher"), _w("Wie het uitgaf.", "Who published it.")),
    "dcterms:title": (_w("titel", "title"), _w("Hoe het heet.", "What it is called.")),
    "geo:lat": (
        _w("breedtegraad", "latitude"),
        _w("Graden noorderbreedte (WGS 84) van een punt.", "Degrees north (WGS 84) of a representative point."),
    ),
    "geo:long": (
        _w("lengtegraad", "longitude"),
        _w("Graden oosterlengte (WGS 84) van een punt.", "Degrees east (WGS 84) of a representative point."),
    ),
    "org:member": (
        _w("deelnemer", "member"),
        _w("Wie meedoet of de rol heeft.", "Who takes part or holds the role."),
    ),
    "org:organization": (
        _w("consortium", "consortium"),
        _w("Het consortium waaraan wordt meegedaan.", "The consortium that is taken part in."),
    ),
    "org:role": (_w("rol", "role"), _w("In welke rol iemand meedoet.", "The role in which one takes part.")),
    "prov:wasDerivedFrom": (
        _w("bron", "source"),
        _w("De bron waar dit uit komt.", "The source that this was taken from."),
    ),
    "rdf:object": (_w("waarde", "value"), _w("De waarde die de bron geeft.", "The value that the source gives.")),
    "rdf:predicate": (
        _w("eigenschap", "property"),
        _w("De eigenschap waarvan de bewering een waarde geeft.", "The property of which the claim gives a value."),
    ),
    "rdf:subject": (
        _w("onderwerp", "subject"),
        _w("Het ding waar de bewering over gaat.", "The thing that the claim is about."),
    ),
    "rdfs:label": (_w("naam", "name"), _w("Hoe het heet.", "What it is called.")),
    "skos:altLabel": (
        _w("andere naam", "other name"),
        _w("Een andere naam, of de woorden van een bron.", "Another name, or the words of a source."),
    ),
    "skos:broader": (_w("breder begrip", "broader"), _w("Het begrip erboven.", "The concept above it.")),
    "skos:inScheme": (
        _w("in begrippenkader", "in scheme"),
        _w("De lijst waar het begrip bij hoort.", "The list that the concept belongs to."),
    ),
    "skos:prefLabel": (
        _w("voorkeursterm", "preferred term"),
        _w("Hoe het begrip heet.", "What the concept is called."),
    ),
}
