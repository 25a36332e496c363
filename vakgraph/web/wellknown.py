"""What a program finds without asking: the whole graph as a file, VoID, DCAT, the map of the site, who may crawl."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, Triple

from vakgraph import catalogue, turtle
from vakgraph.catalogue import Dataset, Distribution
from vakgraph.catalogue.triples import TYPE, say, texts
from vakgraph.catalogue.words import CC_BY
from vakgraph.namespaces import BASE
from vakgraph.selection import Selection
from vakgraph.web import endpoint, pages
from vakgraph.web.addresses import LANGUAGES, Links, is_row
from vakgraph.web.library import Library

TURTLE = "text/turtle; charset=utf-8"
DUMP, VOID, DCAT = "vakgraph.ttl", "void.ttl", "dcat.ttl"
SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
_TITLE = {"nl": "Vakgraph", "en": "Vakgraph"}
_LEAD = {
    "nl": "Wat het kennisprogramma Vakkundig aan het Werk betaalde, onderzocht en vond, met de bron bij elk feit.",
    "en": "What the knowledge programme Vakkundig aan het Werk funded, studied and found, with each fact's source.",
}
_DUMP = {"nl": "De hele graaf als Turtle", "en": "The whole graph as Turtle"}
_KEYWORDS = {"nl": ("werk", "inkomen", "schulden", "gemeenten"), "en": ("work", "income", "debt", "municipalities")}
_ASK = {"nl": "SPARQL-vragen aan Vakgraph", "en": "SPARQL queries on Vakgraph"}


def files(library: Library) -> dict[str, bytes]:
    """Those that a folder holds: they name no server."""
    return {DUMP: dump(library), VOID: void(library), DCAT: dcat(library)}


def dump(library: Library) -> bytes:
    """Every statement that may leave, as one file."""

    def made() -> bytes:
        out = io.BytesIO()
        library.desk.deliver(out, Selection(), "ttl")
        return out.getvalue()

    content: bytes = library.kept("dump", made)
    return content


def iri(library: Library) -> str:
    """The name of this release as a dataset."""
    return f"{BASE}dataset/vakgraph/{library.desk.stamp().version or 'unreleased'}"


def void(library: Library, origin: str = "") -> bytes:
    """The VoID description of what the file of the whole graph holds; with a server, where to ask it."""
    here = iri(library)
    counted: list[Triple] = library.kept("void", lambda: catalogue.void(turtle.read_text(dump(library)), here))
    more = [*texts(here, "dcterms:title", _TITLE), *say(here, ("dcterms:license", CC_BY), ("foaf:homepage", BASE))]
    more += say(here, ("void:feature", FORMATS + "Turtle"))
    if origin:
        more += say(here, ("void:dataDump", f"{origin}/{DUMP}"))
        more += say(here, ("void:sparqlEndpoint", f"{origin}/sparql")) if endpoint.offered(library) else ()
    return catalogue.text([*counted, *more]).encode()


def dcat(library: Library, origin: str = "") -> bytes:
    """The DCAT record of this release with its file; with a server, the question service beside it."""
    content, stamp, here = dump(library), library.desk.stamp(), iri(library)
    media, kind = catalogue.file_type(DUMP)
    at = f"{origin}/{DUMP}" if origin else DUMP
    file = Distribution(at, media, kind, len(content), hashlib.sha256(content).hexdigest(), CC_BY, _DUMP)
    day = date.fromisoformat(stamp.day) if library.modified else None
    said = Dataset(here, _TITLE, _LEAD, stamp.version, day, CC_BY, keywords=_KEYWORDS, distributions=(file,))
    service = _service(here, origin) if origin and endpoint.offered(library) else ()
    return catalogue.text([*catalogue.dcat(said), *service]).encode()


def _service(here: str, origin: str) -> Iterator[Triple]:
    at = here + "#sparql"
    yield from say(at, (TYPE, "dcat:DataService"), ("dcat:servesDataset", here))
    yield from say(at, ("dcat:endpointURL", f"{origin}/sparql"), ("dcat:endpointDescription", f"{origin}/sparql"))
    yield from say(at, ("dcterms:conformsTo", "http://www.w3.org/TR/sparql11-protocol/"), ("dcterms:license", CC_BY))
    yield from texts(at, "dcterms:title", _ASK)


def described(library: Library, origin: str) -> bytes:
    """The SPARQL 1.1 service description."""
    at, graph = f"{origin}/sparql", f"{origin}/sparql#graph"
    word = [*say(at, (TYPE, SD + "Service"), (SD + "endpoint", at), (SD + "supportedLanguage", SD + "SPARQL11Query"))]
    for each in ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"):
        word += say(at, (SD + "resultFormat", FORMATS + each))
    for each in ("Turtle", "N-Triples", "JSON-LD"):
        word += say(at, (SD + "resultFormat", FORMATS + each))
    word += say(at, (SD + "defaultDataset", f"{at}#dataset"), ("dcterms:license", CC_BY))
    word += say(f"{at}#dataset", (TYPE, SD + "Dataset"), (SD + "defaultGraph", graph))
    word += say(graph, (TYPE, SD + "Graph"), ("void:triples", library.desk.store.size()))
    word += say(graph, ("dcterms:isVersionOf", iri(library)), ("dcterms:source", f"{origin}/{DUMP}"))
    most = library.limits
    limits = {
        "nl": f"Alleen vragen, zonder SERVICE. Een vraag mag {most.timeout:g} seconden duren; een antwoord wordt "
        f"na {most.rows} rijen afgekapt, en dat staat erbij. {most.at_once} vragen tegelijk.",
        "en": f"Queries only, without SERVICE. A query may take {most.timeout:g} seconds; an answer is cut after "
        f"{most.rows} rows, and says so. {most.at_once} queries at a time.",
    }
    word += texts(at, "dcterms:description", limits)
    word += [*say(at, ("dcterms:identifier", Literal(at)))]
    return catalogue.text(word).encode()


# ---- for crawlers


def sitemap(library: Library, origin: str) -> bytes:
    """Every page in both languages, each naming the other; the rows of the registers stand on pages of others."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    day = f"<lastmod>{library.desk.stamp().day}</lastmod>" if library.modified else ""
    for path in dict.fromkeys(pages.paths(library)):
        if is_row(path):
            continue
        own = {at: origin + Links(path, at).page(path) for at in LANGUAGES}
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{at}" href={quoteattr(address)}/>' for at, address in own.items()
        )
        lines += [f"<url><loc>{escape(address)}</loc>{day}{others}</url>" for address in own.values()]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def robots(origin: str) -> bytes:
    """Everything may be read but what is made anew for each visitor."""
    return f"User-agent: *\nDisallow: /sparql\nDisallow: /*?\nSitemap: {origin}/sitemap.xml\n".encode()
