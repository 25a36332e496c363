"""Names: the prefixes of the graph, and the kinds of things with the file each kind lives in."""

from __future__ import annotations

from dataclasses import dataclass

BASE = "https://w3id.org/vakgraph/"
VAK = BASE + "def#"
CONCEPT = BASE + "concept/"
SHAPE = BASE + "shape#"
QUERY = BASE + "query/"
GEMEENTE = "https://identifier.overheid.nl/tooi/id/gemeente/"
PROVINCIE = "https://identifier.overheid.nl/tooi/id/provincie/"
KAMERSTUK = "https://zoek.officielebekendmakingen.nl/kst-"
DOI = "https://doi.org/"

# One prefix per outside vocabulary that the ontology, the data or a query uses.
OUTSIDE = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "doi": DOI,
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "kst": KAMERSTUK,
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tooiont": "https://identifier.overheid.nl/tooi/def/ont/",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# One prefix per concept scheme: `ontology/concepts/<scheme>.ttl`.
SCHEMES = (
    "certainty",
    "claim-status",
    "comparator",
    "condition-kind",
    "conflict-kind",
    "date-precision",
    "direction",
    "feasibility",
    "intervention-type",
    "knowledge-kind",
    "line",
    "manner",
    "merger-kind",
    "number-precision",
    "organisation-type",
    "outcome",
    "phase-kind",
    "project-kind",
    "publication-kind",
    "question-status",
    "reading-confidence",
    "risk",
    "role",
    "round-type",
    "size-class",
    "status",
    "study-design",
    "target-group",
    "topic",
    "uptake-status",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: `word` is prefix, folder, shape file, mapping function and sheet key."""

    word: str
    nl: str
    en: str
    rdf_class: str
    # "own": a file per thing, data/<word>/<slug>.ttl. A kind word: it lives in the file of that
    # parent, whose slug stands before the dot in its own. "register/x": in that one register file.
    home: str = "own"
    namespace: str = ""
    sheet: str = ""

    @property
    def iri(self) -> str:
        """Namespace of the things of this kind."""
        return self.namespace or f"{BASE}id/{self.word}/"


_ORG = OUTSIDE["org"]

KINDS: dict[str, Kind] = {
    kind.word: kind
    for kind in (
        Kind("programme", "programma", "programme", VAK + "Programme", sheet="Programma's"),
        Kind("programme-role", "programmarol", "programme role", VAK + "ProgrammeRole", "programme"),
        Kind("round", "subsidieronde", "funding round", VAK + "Round", sheet="Rondes"),
        Kind("phase", "fase", "phase", VAK + "Phase", "round"),
        Kind("round-line", "lijn van een ronde", "line of a round", VAK + "RoundLine", "round"),
        Kind("condition", "voorwaarde", "condition", VAK + "Condition", "round"),
        Kind("project", "project", "project", VAK + "Project", sheet="Projecten"),
        Kind("consortium", "consortium", "consortium", VAK + "Consortium", "project"),
        Kind("participation", "deelname", "participation", VAK + "Participation", "project"),
        Kind("study", "studie", "study", VAK + "Study", "project"),
        Kind("finding", "bevinding", "finding", VAK + "Finding", "project", sheet="Bevindingen"),
        Kind("organisation", "organisatie", "organisation", _ORG + "FormalOrganization", sheet="Organisaties"),
        Kind("intervention", "interventie", "intervention", VAK + "Intervention", sheet="Interventies"),
        Kind("recognition", "erkenning", "recognition", VAK + "Recognition", "intervention"),
        Kind("uptake", "toepassing", "uptake", VAK + "Uptake", "intervention", sheet="Toepassingen"),
        Kind("source", "bron", "source", VAK + "Source", sheet="Bronnen"),
        Kind("claim", "bewering", "claim", VAK + "Claim", "source"),
        Kind("conflict", "tegenspraak", "conflict", VAK + "Conflict"),
        Kind("question", "kennisvraag", "knowledge question", VAK + "KnowledgeQuestion", sheet="Kennisvragen"),
        Kind("publication", "publicatie", "publication", VAK + "Publication", sheet="Publicaties"),
        Kind("event", "gebeurtenis", "event", VAK + "Event", sheet="Gebeurtenissen"),
        Kind("case", "casus", "case", VAK + "Case"),
        Kind("action", "handeling", "action", VAK + "Action"),
        Kind(
            "municipality",
            "gemeente",
            "municipality",
            OUTSIDE["tooiont"] + "Gemeente",
            "register/municipality",
            GEMEENTE,
        ),
        Kind(
            "province",
            "provincie",
            "province",
            OUTSIDE["tooiont"] + "Provincie",
            "register/municipality",
            PROVINCIE,
        ),
        Kind("merger", "herindeling", "merger", VAK + "Merger", "register/merger"),
        Kind("region", "arbeidsmarktregio", "labour-market region", VAK + "LabourMarketRegion", "register/region"),
        Kind(
            "region-membership",
            "indeling bij een regio",
            "region membership",
            VAK + "RegionMembership",
            "register/region",
        ),
        Kind("population", "inwonertal", "population count", VAK + "PopulationCount", "register/population"),
        Kind("tile", "tegel", "tile", VAK + "Tile", "register/tile"),
    )
}


def prefixes() -> dict[str, str]:
    """Every prefix of the graph with its namespace, sorted by prefix."""
    table = dict(OUTSIDE)
    table["vak"] = VAK
    table["shape"] = SHAPE
    table["query"] = QUERY
    table["scheme"] = CONCEPT
    table.update({scheme: f"{CONCEPT}{scheme}/" for scheme in SCHEMES})
    table.update({word: kind.iri for word, kind in KINDS.items()})
    return dict(sorted(table.items()))
