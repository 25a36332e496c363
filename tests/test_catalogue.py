"""A dataset's papers: the DCAT-AP-NL record says all that the profile asks, and VoID counts what is there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from tests.dcat_ap_nl import ASKED, NOT_OURS
from vakgraph import catalogue, turtle
from vakgraph.catalogue import Contact, Dataset, Distribution
from vakgraph.catalogue.triples import full
from vakgraph.checkout import Checkout
from vakgraph.exporting import asserted

ROOT = Path(__file__).resolve().parent.parent
TYPE, EU = full("rdf:type"), "http://publications.europa.eu/resource/authority/"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


def file(name: str) -> Distribution:
    return Distribution(name, *catalogue.file_type(name), 1234, "ab" * 32, CC_BY, {"nl": "De data", "en": "The data"})


WHOLE = Dataset(
    "https://w3id.org/vakgraph/package/divosa-0.1.0",
    {"nl": "Vakgraph voor Divosa", "en": "Vakgraph for Divosa"},
    {"nl": "Wat is gefinancierd.", "en": "What was funded."},
    "0.1.0",
    date(2026, 11, 21),
    period=(date(2015, 1, 1), None),
    keywords={"nl": ("bijstand",), "en": ("social assistance",)},
    distributions=(file("data/vakgraph.ttl"), file("data/wat is dit?.xlsx"), file("README.md")),
    previous="https://w3id.org/vakgraph/package/divosa-0.0.9",
)
LEAST = replace(WHOLE, issued=None, period=(None, None), keywords={}, distributions=(), previous="")


def missing(triples: Iterable[Triple], level: str) -> set[tuple[str, str]]:
    """(class, property) of everything that the profile asks and the record does not say as it asks."""
    said: dict[object, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        said[triple.subject][triple.predicate.value].append(triple.object)
    wrong = set()
    for asked in ASKED:
        for thing in [thing for thing in said if NamedNode(full(asked.cls)) in said[thing][TYPE]]:
            values = said[thing][full(asked.name)] if asked.level == level else []
            if asked.level == level and not asked.least <= len(values) <= asked.most:
                wrong.add((asked.cls, asked.name))
            for value in values if asked.value else ():
                kinds = [value.datatype] if isinstance(value, Literal) else said[value][TYPE]
                wrong |= set() if NamedNode(full(asked.value)) in kinds else {(asked.cls, asked.name)}
    return wrong


@pytest.mark.parametrize("dataset", [WHOLE, LEAST], ids=["whole", "least"])
def test_the_record_says_all_that_the_profile_requires(dataset: Dataset) -> None:
    assert missing(catalogue.dcat(dataset), "must") == set()


def test_the_record_says_all_that_the_profile_recommends_but_a_service_which_a_file_has_not() -> None:
    assert missing(catalogue.dcat(WHOLE), "should") == NOT_OURS


REQUIRED = [asked for asked in ASKED if asked.level == "must" and asked.least]


@pytest.mark.parametrize("asked", REQUIRED, ids=lambda asked: f"{asked.cls} {asked.name}")
def test_a_record_without_one_of_them_is_seen(asked: object) -> None:
    without = [t for t in catalogue.dcat(WHOLE) if t.predicate.value != full(asked.name)]  # type: ignore[attr-defined]
    assert (asked.cls, asked.name) in missing(without, "must")  # type: ignore[attr-defined]


def test_whoever_publishes_may_be_named_by_a_register() -> None:
    cbs = "https://identifier.overheid.nl/tooi/id/zbo/zb000193"
    said = catalogue.dcat(replace(WHOLE, publisher=cbs, publisher_name={"nl": "Centraal Bureau voor de Statistiek"}))
    assert {t.object.value for t in said if t.predicate.value == full("dcterms:publisher")} == {cbs}
    assert missing(said, "must") == set()


def test_the_contact_is_a_function_with_a_web_address_and_no_person() -> None:
    words = catalogue.text(catalogue.dcat(replace(WHOLE, contact=Contact({"nl": "loket"}, "https://example.nl/vraag"))))
    assert 'vcard:fn "loket"@nl' in words and "vcard:hasURL <https://example.nl/vraag>" in words
    assert not re.search(r"hasEmail|mailto:|vcard:Individual|foaf:Person|@example", words)


def test_every_controlled_word_comes_from_its_table() -> None:
    tables = {
        "dcat:theme": "data-theme/",
        "dcterms:language": "language/",
        "dcterms:license": "licence/",
        "dcterms:format": "file-type/",
        "dcterms:accessRights": "access-right/",
        "dcterms:accrualPeriodicity": "frequency/",
        "dcterms:spatial": "country/",
    }
    said = catalogue.dcat(WHOLE)
    for name, table in tables.items():
        values = [t.object.value for t in said if t.predicate.value == full(name)]
        assert values and all(value.startswith(EU + table) for value in values), name


def test_each_file_has_its_size_its_checksum_and_its_address() -> None:
    said = {(t.subject.value, t.predicate.value): t.object.value for t in catalogue.dcat(WHOLE)}
    here = WHOLE.iri + "#file-data/wat%20is%20dit%3F.xlsx"
    assert said[here, full("dcat:byteSize")] == "1234"
    assert said[here, full("dcat:downloadURL")] == WHOLE.iri + "/data/wat%20is%20dit%3F.xlsx"
    assert said[said[here, full("spdx:checksum")], full("spdx:checksumValue")] == "ab" * 32


def test_the_papers_are_the_same_bytes_in_any_order_and_read_back() -> None:
    said = catalogue.dcat(WHOLE)
    again = replace(WHOLE, distributions=WHOLE.distributions[::-1], themes=WHOLE.themes[::-1])
    assert catalogue.dcat(again) == said and len(set(said)) == len(said)
    assert catalogue.text(said) == catalogue.text(reversed(said))
    assert set(turtle.read_text(catalogue.text(said))) == set(said)
    assert "_:" not in catalogue.text(said).replace("sha256", "")


def test_the_record_reads_from_the_dataset_down_in_short_names() -> None:
    words = catalogue.text(catalogue.dcat(WHOLE), "Stand: 2026-11-21\nCC BY 4.0")
    assert words.startswith("# Stand: 2026-11-21\n# CC BY 4.0\n@prefix dcat:")
    assert words.split("\n\n")[1].startswith(f"<{WHOLE.iri}>\n    a dcat:Dataset ;")
    assert "<http://xmlns.com" not in words.split("\n\n", 1)[1] and "foaf:name" in words
    used = set(re.findall(r"@prefix ([\w-]+):", words))
    assert used == {"dcat", "dcterms", "foaf", "rdfs", "skos", "spdx", "vcard", "xsd"}


# ---- VoID


@pytest.fixture(scope="module")
def graph() -> list[Triple]:
    return list(dict.fromkeys(quad.triple for quad in asserted(Checkout(ROOT))))


def numbers(said: Iterable[Triple], of: str, number: str) -> dict[str, int]:
    """What a part is of -> its number."""
    parts: dict[object, dict[str, str]] = defaultdict(dict)
    for triple in said:
        parts[triple.subject][triple.predicate.value] = triple.object.value
    return {part[full(of)]: int(part[full(number)]) for part in parts.values() if full(of) in part}


def test_void_counts_what_a_plain_count_counts(graph: list[Triple]) -> None:
    said = catalogue.void(graph, WHOLE.iri)
    whole = {t.predicate.value: t.object.value for t in said if t.subject.value == WHOLE.iri}
    typed = [t for t in graph if t.predicate.value == TYPE]
    expected = {
        "void:triples": len(graph),
        "void:entities": len({t.subject for t in typed}),
        "void:distinctSubjects": len({t.subject for t in graph}),
        "void:distinctObjects": len({str(t.object) for t in graph}),
        "void:classes": len({t.object for t in typed}),
        "void:properties": len({t.predicate for t in graph}),
    }
    assert {name: int(whole[full(name)]) for name in expected} == expected
    assert numbers(said, "void:class", "void:entities") == Counter(t.object.value for t in typed)
    assert numbers(said, "void:property", "void:triples") == Counter(t.predicate.value for t in graph)


def test_void_counts_each_link_to_another(graph: list[Triple]) -> None:
    spaces = {
        "tooi": "https://identifier.overheid.nl/tooi/id/",
        "owms": "http://standaarden.overheid.nl/owms/",
        "kst": "https://zoek.officielebekendmakingen.nl/",
        "doi": "https://doi.org/",
        "ror": "https://ror.org/",
    }
    expected = Counter(
        (word, t.predicate.value)
        for word, space in spaces.items()
        for t in graph
        if isinstance(t.object, NamedNode) and t.object.value.startswith(space) and t.predicate.value != TYPE
        if not t.subject.value.startswith(space)
    )
    parts: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in catalogue.void(graph, WHOLE.iri):
        parts[triple.subject.value][triple.predicate.value] = triple.object.value
    links = {
        (part[full("void:objectsTarget")].rpartition("-")[2], part[full("void:linkPredicate")]): int(
            part[full("void:triples")]
        )
        for part in parts.values()
        if full("void:linkPredicate") in part
    }
    assert links == expected
    assert {word for word, _ in links} == {"kst", "owms", "ror", "tooi"}, "a CBS code is text, a DOI a paper's own name"


def test_void_reads_back_and_names_each_part_once(graph: list[Triple]) -> None:
    odd = [
        Triple(NamedNode("https://e.nl/a"), NamedNode(f"https://e.nl/{n}/p q".replace(" ", "%20")), Literal("x"))
        for n in "xy"
    ]
    said = catalogue.void([*graph, *odd], WHOLE.iri)
    assert set(turtle.read_text(catalogue.text(said))) == set(said) and said == catalogue.void(
        [*odd, *graph], WHOLE.iri
    )
    assert catalogue.text(said).split("\n\n")[1].startswith(f"<{WHOLE.iri}>\n    a void:Dataset ;")
