"""The DCAT-AP-NL 3.0 record of a dataset: catalogue, catalogue record, dataset and its distributions.

Held against the shapes that Geonovum publishes with DCAT-AP-NL 3.0 (`shapes/300/`, required and recommended) together
with SEMIC's shapes of DCAT-AP 3.0.0, from which it inherits; what they require stands in our own words in
tests/dcat_ap_nl.py. Those shapes read no vocabularies along, so each word of another's table says here what it is,
and a web address that it is a resource. Everything has a name of its own: no nameless things, the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urljoin

from pyoxigraph import Literal, Triple

from vakgraph.catalogue import words
from vakgraph.catalogue.dataset import Dataset, Distribution
from vakgraph.catalogue.triples import TYPE, Value, full, say, texts, typed
from vakgraph.namespaces import BASE

_CATALOGUE_TITLE = {"nl": "Catalogus van vakgraph", "en": "Catalogue of vakgraph"}
_CATALOGUE_TEXT = {
    "nl": "Wat vakgraph uitgeeft: het kennisprogramma Vakkundig aan het werk als open graaf, en delen daarvan.",
    "en": "What vakgraph publishes: the knowledge programme Vakkundig aan het werk as an open graph, and parts of it.",
}
_ALGORITHM = "spdx:checksumAlgorithm_sha256"


def dcat(dataset: Dataset) -> list[Triple]:
    """The record, every triple once, in a fixed order."""
    parts = (_catalogue(dataset), _dataset(dataset), _around(dataset), _words(dataset))
    files = (triple for each in dataset.distributions for triple in _distribution(dataset, each))
    found = {triple for part in (*parts, files) for triple in part}
    return sorted(found, key=str)


def _catalogue(dataset: Dataset) -> Iterator[Triple]:
    """The catalogue, and when its entry was made, by which profile."""
    here, record = words.CATALOGUE, dataset.iri + "#record"
    yield from say(here, (TYPE, "dcat:Catalog"), ("dcat:dataset", dataset.iri), *_languages(dataset))
    yield from say(here, ("dcterms:publisher", dataset.publisher), ("dcterms:creator", dataset.publisher))
    yield from say(here, ("dcat:contactPoint", _contact(dataset)))
    yield from say(here, ("foaf:homepage", BASE), ("dcterms:license", _licence(dataset.licence)))
    yield from texts(here, "dcterms:title", _CATALOGUE_TITLE)
    yield from texts(here, "dcterms:description", _CATALOGUE_TEXT)
    if dataset.issued:
        yield from say(here, ("dcat:record", record))
        yield from say(record, (TYPE, "dcat:CatalogRecord"), ("foaf:primaryTopic", dataset.iri), *_languages(dataset))
        yield from say(record, *_days(dataset), ("dcterms:conformsTo", words.PROFILE))


def _dataset(dataset: Dataset) -> Iterator[Triple]:
    here = dataset.iri
    yield from say(here, (TYPE, "dcat:Dataset"), (TYPE, "dcat:Resource"))
    yield from texts(here, "dcterms:title", dataset.title)
    yield from texts(here, "dcterms:description", dataset.description)
    yield from say(here, ("dcterms:identifier", Literal(here)), ("dcat:version", Literal(dataset.version)))
    yield from say(here, ("dcterms:publisher", dataset.publisher), ("dcterms:creator", dataset.publisher))
    yield from say(here, ("dcat:contactPoint", _contact(dataset)), ("dcterms:license", _licence(dataset.licence)))
    yield from say(here, ("dcterms:accessRights", words.PUBLIC), ("dcterms:accrualPeriodicity", words.IRREGULAR))
    yield from say(here, ("dcterms:spatial", words.NETHERLANDS), ("dcterms:conformsTo", words.ONTOLOGY))
    yield from say(here, ("dcat:landingPage", BASE), ("foaf:page", words.ONTOLOGY))
    yield from say(here, *_days(dataset))
    yield from say(here, *_languages(dataset), *(("dcat:theme", theme) for theme in dataset.themes))
    for language, some in dataset.keywords.items():
        yield from say(here, *(("dcat:keyword", Literal(word, language=language)) for word in some))
    if dataset.previous:
        yield from say(here, ("dcat:previousVersion", dataset.previous))
    if any(dataset.period):
        yield from say(here, ("dcterms:temporal", here + "#period"))


def _around(dataset: Dataset) -> Iterator[Triple]:
    """Publisher, contact and period."""
    yield from say(dataset.publisher, (TYPE, "foaf:Agent"))
    yield from texts(dataset.publisher, "foaf:name", dataset.publisher_name)
    contact = _contact(dataset)
    yield from say(contact, (TYPE, "vcard:Kind"), (TYPE, "vcard:Organization"), ("vcard:hasURL", dataset.contact.url))
    yield from texts(contact, "vcard:fn", dataset.contact.function)
    if any(dataset.period):
        yield from say(dataset.iri + "#period", (TYPE, "dcterms:PeriodOfTime"))
        for name, day in zip(("dcat:startDate", "dcat:endDate"), dataset.period, strict=True):
            yield from say(dataset.iri + "#period", (name, day)) if day else ()


def _distribution(dataset: Dataset, each: Distribution) -> Iterator[Triple]:
    """One file: where it stands, what it is, how large, and how to know that it arrived whole."""
    here, sum_ = (f"{dataset.iri}#{word}-{quote(each.file)}" for word in ("file", "checksum"))
    address, media = urljoin(dataset.iri.rstrip("/") + "/", quote(each.file, safe=":/%")), words.MEDIA + each.media_type
    yield from say(dataset.iri, ("dcat:distribution", here))
    yield from say(here, (TYPE, "dcat:Distribution"), ("dcat:accessURL", address), ("dcat:downloadURL", address))
    yield from say(here, ("dcat:mediaType", media), ("dcterms:license", _licence(each.licence)))
    yield from say(here, ("dcat:byteSize", typed(str(each.bytes), "nonNegativeInteger")), ("spdx:checksum", sum_))
    yield from say(here, *_days(dataset))
    yield from say(here, *_languages(dataset), ("dcterms:conformsTo", words.ONTOLOGY))
    yield from texts(here, "dcterms:title", each.title)
    yield from say(sum_, (TYPE, "spdx:Checksum"), ("spdx:algorithm", _ALGORITHM))
    yield from say(sum_, ("spdx:checksumValue", typed(each.sha256, "hexBinary")))
    yield from say(address, (TYPE, "rdfs:Resource"))
    yield from say(media, (TYPE, "dcterms:MediaType"))
    yield from say(_licence(each.licence), (TYPE, "dcterms:LicenseDocument"))
    if each.format_iri:
        yield from say(here, ("dcterms:format", each.format_iri))
        yield from say(each.format_iri, (TYPE, "dcterms:MediaTypeOrExtent"))


def _words(dataset: Dataset) -> Iterator[Triple]:
    """What each word of another's table is, and what it is called there."""
    kinds: list[tuple[str, str]] = [
        (words.PUBLIC, "dcterms:RightsStatement"),
        (words.IRREGULAR, "dcterms:Frequency"),
        (words.NETHERLANDS, "dcterms:Location"),
        (words.PROFILE, "dcterms:Standard"),
        (words.ONTOLOGY, "dcterms:Standard"),
        (words.ONTOLOGY, "foaf:Document"),
        (BASE, "foaf:Document"),
        (_licence(dataset.licence), "dcterms:LicenseDocument"),
        (_ALGORITHM, "spdx:ChecksumAlgorithm"),
    ]
    kinds += [(words.LANGUAGES[each], "dcterms:LinguisticSystem") for each in dataset.languages]
    kinds += [(theme, "skos:Concept") for theme in dataset.themes]
    for word, kind in kinds:
        yield from say(full(word), (TYPE, kind))
    for word in (*dataset.themes, words.NETHERLANDS):
        yield from texts(word, "skos:prefLabel", words.LABELS.get(word, {}))
    for page, eu in words.LICENCES.items():
        yield from say(eu, ("skos:exactMatch", page)) if eu == _licence(dataset.licence) else ()


def _days(dataset: Dataset) -> Iterable[tuple[str, Value]]:
    return [(name, dataset.issued) for name in ("dcterms:issued", "dcterms:modified") if dataset.issued]


def _languages(dataset: Dataset) -> Iterable[tuple[str, Value]]:
    return [("dcterms:language", words.LANGUAGES[each]) for each in dataset.languages]


def _contact(dataset: Dataset) -> str:
    return dataset.iri + "#contact"


def _licence(address: str) -> str:
    """The licence by its word in the EU table, where we know that."""
    return words.LICENCES.get(address, address)
