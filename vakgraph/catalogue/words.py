"""The words of others that a record is written in: EU authority tables, media types, the profile, and who we are.

The tables are those that DCAT-AP-NL 3.0 makes obligatory (its chapter on value lists, docs.geostandaarden.nl/dcat).
The publisher should be a TOOI address. Vakgraph is published by its own editors, who stand in no public register
(publiccode.yml); for ZonMw, which commissioned the programme but not this graph, no source at hand gave a TOOI address.
So the publisher is an address of our own, until an organisation in the register takes the graph on.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from vakgraph.namespaces import BASE

EU = "http://publications.europa.eu/resource/authority/"
PROFILE = "https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/"
ONTOLOGY = BASE + "def"
CATALOGUE = BASE + "catalogue"
PUBLISHER = BASE + "publisher"
PUBLISHER_NAME = {"nl": "redactie van vakgraph", "en": "editors of vakgraph"}
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
LICENCE = EU + "licence/CC_BY_4_0"
LICENCES = {CC_BY: LICENCE}
PUBLIC, IRREGULAR, NETHERLANDS = EU + "access-right/PUBLIC", EU + "frequency/IRREG", EU + "country/NLD"
LANGUAGES = {"nl": EU + "language/NLD", "en": EU + "language/ENG"}
SOCIETY, GOVERNMENT = EU + "data-theme/SOCI", EU + "data-theme/GOVE"
THEMES = (SOCIETY, GOVERNMENT)
# What the tables call the words used here: a record is read without them at hand.
LABELS: Mapping[str, Mapping[str, str]] = {
    SOCIETY: {"nl": "Bevolking en samenleving", "en": "Population and society"},
    GOVERNMENT: {"nl": "Overheid en publieke sector", "en": "Government and public sector"},
    NETHERLANDS: {"nl": "Nederland", "en": "Netherlands"},
}
MEDIA = "https://www.iana.org/assignments/media-types/"
# The ending of a file -> its media type and its word in the EU table of file types.
_FILES = {
    ".ttl": ("text/turtle", "RDF_TURTLE"),
    ".ttl12": ("text/turtle", "RDF_TURTLE"),
    ".nt": ("application/n-triples", "RDF_N_TRIPLES"),
    ".nq": ("application/n-quads", "RDF_N_QUADS"),
    ".trig": ("application/trig", "RDF_TRIG"),
    ".jsonld": ("application/ld+json", "JSON_LD"),
    ".rdf": ("application/rdf+xml", "RDF_XML"),
    ".json": ("application/json", "JSON"),
    ".csv": ("text/csv", "CSV"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    ".zip": ("application/zip", "ZIP"),
    ".html": ("text/html", "HTML"),
    ".md": ("text/markdown", "TXT"),
    ".rq": ("application/sparql-query", "SPARQLQ"),
    ".svg": ("image/svg+xml", "SVG"),
    ".yaml": ("application/yaml", "YAML"),
}


def file_type(name: str) -> tuple[str, str]:
    """The media type of a file and its address in the EU table of file types, by its ending; else plain text."""
    media, word = _FILES.get(PurePosixPath(name).suffix.casefold(), ("text/plain", "TXT"))
    return media, f"{EU}file-type/{word}"
