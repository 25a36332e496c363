"""The data: every file canonical, every subject at home, every fact and every quote accounted for."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from vakgraph import mint, quotes, turtle
from vakgraph.namespaces import OUTSIDE, VAK, prefixes

ROOT = Path(__file__).resolve().parent.parent
HELD = ROOT / "tests" / "facts"
BESIDE = ROOT.parent / "shared"  # the facts and documents, where they lie beside the project
FILES = sorted((ROOT / "data").rglob("*.ttl"))
TYPE = OUTSIDE["rdf"] + "type"


def rows(name: str) -> list[dict[str, str]]:
    with (HELD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def triples(path: Path) -> tuple[turtle.Triple, ...]:
    return tuple(turtle.read(path))


@cache
def subjects() -> dict[str, dict[str, list[str]]]:
    """Every subject of the data with its properties and their values."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in FILES:
        for triple in triples(path):
            found[triple.subject.value][triple.predicate.value].append(triple.object.value)
    return found


def full(name: str) -> str:
    """A prefixed name as an IRI."""
    prefix, _, local = name.partition(":")
    return name if prefix in ("http", "https") else prefixes()[prefix] + local


def test_there_is_data():
    assert len(FILES) > 400


@pytest.mark.parametrize("folder", sorted({path.parent.name for path in FILES}))
def test_every_file_reads_back_to_the_same_bytes(folder):
    for path in FILES:
        if path.parent.name == folder:
            assert turtle.canonical(triples(path)) == path.read_text(encoding="utf-8"), path


def test_every_subject_is_in_its_home():
    for path in FILES:
        here = path.relative_to(ROOT).as_posix()
        for triple in triples(path):
            assert mint.home(triple.subject.value) == here, f"{triple.subject} stands in {here}"


def test_no_literal_is_spelled_in_a_way_the_store_would_change():
    for path in FILES:
        assert turtle.survives(triples(path)) == [], path


def test_every_thing_has_a_type_and_every_thing_named_exists():
    known = subjects()
    ours = (VAK.removesuffix("def#") + "id/", OUTSIDE["kst"], prefixes()["municipality"], prefixes()["province"])
    for iri, properties in known.items():
        assert TYPE in properties, f"{iri} has no type"
        for values in properties.values():
            for value in values:
                if value.startswith(ours):
                    assert value in known, f"{iri} names {value}, which is nowhere"


def test_every_row_of_the_facts_is_represented():
    known = subjects()
    manifest = rows("manifest.csv")
    assert Counter(row["file"] for row in manifest)["source_facts.csv"] == 193
    assert len(manifest) == 8024
    for row in manifest:
        things = row["things"].split()
        assert things, f"{row['file']} {row['key']} became nothing"
        for thing in things:
            assert full(thing) in known, f"{row['file']} {row['key']}: {thing} is gone"


def test_the_facts_beside_the_project_are_the_ones_that_were_carried_in():
    if not (BESIDE / "facts").is_dir():
        pytest.skip("the facts do not lie beside the project")
    manifest = defaultdict(list)
    for row in rows("manifest.csv"):
        manifest[row["file"]].append(row["digest"])
    for name, digests in manifest.items():
        with (BESIDE / "facts" / name).open(encoding="utf-8", newline="") as file:
            now = ["\x1f".join(row.values()) for row in csv.DictReader(file)]
        assert [hashlib.sha256(row.encode()).hexdigest()[:12] for row in now] == digests, name


def claims_with_quotes() -> dict[str, dict[str, list[str]]]:
    return {iri: properties for iri, properties in subjects().items() if VAK + "quoteOffset" in properties}


def test_every_quote_is_the_one_that_was_found_in_its_source():
    held = {full(row["claim"]): row for row in rows("quotes.csv")}
    quoted = claims_with_quotes()
    assert set(quoted) == set(held)
    for iri, properties in quoted.items():
        (quote,), (at,) = properties[VAK + "quote"], properties[VAK + "quoteOffset"]
        assert len(quote.split()) <= quotes.LONGEST, iri
        assert hashlib.sha256(quote.encode()).hexdigest()[:12] == held[iri]["digest"], iri
        assert at == held[iri]["offset"], iri


def test_every_claim_has_a_quote_or_says_where_it_stands():
    held = {row["source"] for row in rows("documents.csv")}
    for iri, properties in subjects().items():
        if VAK + "Claim" in properties[TYPE] and mint.slug_of(iri).split(".")[0] in held:
            said = {VAK + "quote", VAK + "pointer", VAK + "readingNote"} & set(properties)
            assert said or "manner/inferred" in properties[VAK + "manner"][0], iri


def test_every_quote_stands_in_its_source_document():
    if not (BESIDE / "sources").is_dir():
        pytest.skip("the source documents do not lie beside the project")
    texts = {}
    for row in rows("documents.csv"):
        content = (BESIDE / "sources" / row["document"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"], row["document"]
        texts[row["source"]] = quotes.fold(content.decode())
    for iri, properties in claims_with_quotes().items():
        source = mint.slug_of(iri).split(".")[0]
        assert quotes.offset(properties[VAK + "quote"][0], texts[source]) == int(properties[VAK + "quoteOffset"][0])


def test_no_e_mail_address_and_no_machine_path_anywhere():
    address = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert not address.search(text), path
        assert "shared/" not in text and "/home/" not in text, path


def test_people_are_named_only_as_authors_of_published_work():
    """Names that the sources print for other reasons: an official, a mover of a motion, project leaders."""
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        for name in ("Klijnsma", "Nijkerken", "Geuns", "Chedoe"):
            assert name not in text, f"{name} in {path}"


def test_nothing_derived_is_committed():
    derived = {
        triple.subject.value
        for triple in turtle.read(ROOT / "ontology" / "vak.ttl")
        if triple.predicate.value == VAK + "isDerived" and triple.object.value == "true"
    }
    assert VAK + "certainty" in derived
    for iri, properties in subjects().items():
        assert not derived & set(properties), iri


def test_the_counts_that_the_facts_state():
    kinds = Counter(
        (mint.kind_of(iri) or "").word
        for iri, properties in subjects().items()
        if properties[TYPE] and mint.kind_of(iri)
    )
    assert kinds["project"] == 39
    assert kinds["municipality"] == 426
    assert kinds["merger"] == 91
    assert kinds["region"] == 35
    assert kinds["programme"] == 2
    assert kinds["finding"] == 42  # 32 of the fact table, 10 from result lines it does not cover
    assert kinds["intervention"] == 52  # 49, and a package and two groups that findings are about
    assert kinds["conflict"] == 29  # 14 between the five documents, 15 between project and round sources
    assert kinds["event"] == 16  # 13, and the two inventories of 2015 and the preparing group
    assert kinds["publication"] == 75  # 76 rows, two of which are the same article by its DOI
