"""What DCAT-AP-NL 3.0 asks of a record, in our own words: how often each property, of which class or datatype.

Taken from what Geonovum publishes with the profile (github.com/Geonovum/DCAT-AP-NL30, shapes/300: required,
recommended, classes) and from SEMIC's shapes of DCAT-AP 3.0.0, on which it builds. Properties that a record of ours
never says (legislation, high-value categories, services) are left out. `level`: "must" is an error there, "should" a
warning.
"""

from __future__ import annotations

from typing import NamedTuple

MANY = 10**6


class Asked(NamedTuple):
    """Of every thing of a class: a property, its least and most values, and what these are ("" for anything)."""

    cls: str
    name: str
    least: int
    most: int
    value: str = ""
    level: str = "must"


ASKED = (
    Asked("dcat:Catalog", "dcterms:title", 1, MANY),
    Asked("dcat:Catalog", "dcterms:description", 1, MANY),
    Asked("dcat:Catalog", "dcterms:publisher", 1, 1, "foaf:Agent"),
    Asked("dcat:Catalog", "dcat:contactPoint", 1, 1, "vcard:Kind"),
    Asked("dcat:Catalog", "dcat:dataset", 1, MANY, "dcat:Dataset"),
    Asked("dcat:Catalog", "dcat:record", 0, MANY, "dcat:CatalogRecord"),
    Asked("dcat:Catalog", "dcterms:language", 0, MANY, "dcterms:LinguisticSystem"),
    Asked("dcat:Catalog", "dcterms:license", 0, 1, "dcterms:LicenseDocument"),
    Asked("dcat:Catalog", "foaf:homepage", 0, 1, "foaf:Document"),
    Asked("dcat:Catalog", "dcterms:creator", 1, 1, "foaf:Agent", "should"),
    Asked("dcat:CatalogRecord", "foaf:primaryTopic", 1, 1, "dcat:Resource"),
    Asked("dcat:CatalogRecord", "dcterms:modified", 1, 1, "xsd:date"),
    Asked("dcat:CatalogRecord", "dcterms:issued", 0, 1, "xsd:date"),
    Asked("dcat:CatalogRecord", "dcterms:language", 1, MANY, "dcterms:LinguisticSystem"),
    Asked("dcat:CatalogRecord", "dcterms:conformsTo", 0, MANY, "dcterms:Standard"),
    Asked("dcat:Dataset", "dcterms:title", 1, MANY),
    Asked("dcat:Dataset", "dcterms:description", 1, MANY),
    Asked("dcat:Dataset", "dcterms:identifier", 1, 1, "xsd:string"),
    Asked("dcat:Dataset", "dcterms:publisher", 1, 1, "foaf:Agent"),
    Asked("dcat:Dataset", "dcterms:creator", 1, MANY, "foaf:Agent"),
    Asked("dcat:Dataset", "dcat:contactPoint", 1, 1, "vcard:Kind"),
    Asked("dcat:Dataset", "dcterms:accessRights", 1, 1, "dcterms:RightsStatement"),
    Asked("dcat:Dataset", "dcat:theme", 1, MANY, "skos:Concept"),
    Asked("dcat:Dataset", "dcat:version", 0, 1),
    Asked("dcat:Dataset", "dcat:distribution", 0, MANY, "dcat:Distribution"),
    Asked("dcat:Dataset", "dcterms:accrualPeriodicity", 0, 1, "dcterms:Frequency"),
    Asked("dcat:Dataset", "dcterms:spatial", 0, MANY, "dcterms:Location"),
    Asked("dcat:Dataset", "dcterms:temporal", 0, MANY, "dcterms:PeriodOfTime"),
    Asked("dcat:Dataset", "dcterms:issued", 0, 1, "xsd:date"),
    Asked("dcat:Dataset", "dcterms:modified", 0, 1, "xsd:date"),
    Asked("dcat:Dataset", "dcterms:conformsTo", 1, MANY, "dcterms:Standard", "should"),
    Asked("dcat:Dataset", "foaf:page", 1, MANY, "foaf:Document", "should"),
    Asked("dcat:Dataset", "dcat:landingPage", 1, MANY, "foaf:Document", "should"),
    Asked("dcat:Dataset", "dcterms:language", 1, MANY, "dcterms:LinguisticSystem", "should"),
    Asked("dcat:Distribution", "dcat:accessURL", 1, 1, "rdfs:Resource"),
    Asked("dcat:Distribution", "dcterms:license", 1, 1, "dcterms:LicenseDocument"),
    Asked("dcat:Distribution", "dcat:mediaType", 0, 1, "dcterms:MediaType"),
    Asked("dcat:Distribution", "dcterms:format", 0, 1, "dcterms:MediaTypeOrExtent"),
    Asked("dcat:Distribution", "dcat:byteSize", 0, 1, "xsd:nonNegativeInteger"),
    Asked("dcat:Distribution", "spdx:checksum", 0, 1, "spdx:Checksum"),
    Asked("dcat:Distribution", "dcterms:issued", 0, 1, "xsd:date"),
    Asked("dcat:Distribution", "dcterms:modified", 0, 1, "xsd:date"),
    Asked("dcat:Distribution", "dcat:downloadURL", 1, 1, "rdfs:Resource", "should"),
    Asked("dcat:Distribution", "dcterms:language", 1, MANY, "dcterms:LinguisticSystem", "should"),
    Asked("dcat:Distribution", "dcterms:conformsTo", 1, MANY, "dcterms:Standard", "should"),
    Asked("dcat:Distribution", "dcat:accessService", 1, 1, "dcat:DataService", "should"),
    Asked("foaf:Agent", "foaf:name", 1, MANY),
    Asked("skos:Concept", "skos:prefLabel", 1, MANY),
    Asked("spdx:Checksum", "spdx:algorithm", 1, 1, "spdx:ChecksumAlgorithm"),
    Asked("spdx:Checksum", "spdx:checksumValue", 1, 1, "xsd:hexBinary"),
    Asked("dcterms:PeriodOfTime", "dcat:startDate", 0, 1, "xsd:date"),
    Asked("dcterms:PeriodOfTime", "dcat:endDate", 0, 1, "xsd:date"),
)
# What a file that is sent cannot have: a service behind it.
NOT_OURS = {("dcat:Distribution", "dcat:accessService")}
