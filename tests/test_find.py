"""A label, a slug, a code, an old name or an IRI all lead to the one thing meant."""

from __future__ import annotations

import pytest

from vakgraph import find
from vakgraph.checkout import Checkout
from vakgraph.errors import AmbiguousName, UnknownName
from vakgraph.namespaces import BASE, GEMEENTE
from vakgraph.store import embedded
from vakgraph.store.port import Store

ID, CONCEPT = BASE + "id/", BASE + "concept/"
WORLD = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix vak: <https://w3id.org/vakgraph/def#> .
@prefix tooiont: <https://identifier.overheid.nl/tooi/def/ont/> .
@prefix municipality: <https://identifier.overheid.nl/tooi/id/gemeente/> .
@prefix province: <https://identifier.overheid.nl/tooi/id/provincie/> .
@prefix project: <https://w3id.org/vakgraph/id/project/> .
@prefix kst: <https://zoek.officielebekendmakingen.nl/kst-> .
@prefix c: <https://w3id.org/vakgraph/concept/> .

vak:Project a owl:Class ; rdfs:label "project"@nl .
vak:ParliamentaryPaper a owl:Class ; rdfs:subClassOf vak:Publication .
municipality:gm0518 a tooiont:Gemeente ; rdfs:label "'s-Gravenhage"@nl ; skos:altLabel "Den Haag"@nl .
municipality:gm0893 a tooiont:Gemeente ; rdfs:label "Bergen (L)"@nl ; skos:altLabel "Bergen (L.)"@nl .
municipality:gm0373 a tooiont:Gemeente ; rdfs:label "Bergen (NH)"@nl ; skos:altLabel "Bergen NH"@nl .
municipality:gm0748 a tooiont:Gemeente ; rdfs:label "Bergen op Zoom"@nl .
municipality:gm0164 a tooiont:Gemeente ; rdfs:label "Hengelo (O)"@nl .
municipality:gm1900 a tooiont:Gemeente ; rdfs:label "Súdwest-Fryslân"@nl .
municipality:gm0014 a tooiont:Gemeente ; rdfs:label "Groningen"@nl .
province:pv20 a tooiont:Provincie ; rdfs:label "Groningen"@nl .
project:r1-baanwijs a vak:Project ; rdfs:label "Baanwijs"@nl , "Job wise"@en .
project:baanwijs a vak:Project ; rdfs:label "Een ander project"@nl ; skos:altLabel "Baanwijs"@nl .
project:cursus-oud a vak:Project ; rdfs:label "Cursus (oud)"@nl .
project:cursus-alle a vak:Project ; rdfs:label "Cursus (alle)"@nl ; skos:altLabel "Cursus"@nl .
kst:28719-98 a vak:ParliamentaryPaper ; rdfs:label "Kamerstuk 28 719, nr. 98"@nl .
<https://w3id.org/vakgraph/concept/target-group/status-holders> a skos:Concept ;
    skos:prefLabel "statushouders"@nl , "status holders"@en ; skos:altLabel "vergunninghouders"@nl .
<https://w3id.org/vakgraph/concept/topic/status-holders> a skos:Concept ; skos:prefLabel "statushouders"@nl .
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    root = tmp_path_factory.mktemp("world")
    (root / "ontology").mkdir()
    (root / "ontology" / "vak.ttl").write_text(WORLD, encoding="utf-8")
    return embedded.open(Checkout(root), root / "stores")


@pytest.mark.parametrize(
    ("words", "kind", "scheme", "iri"),
    [
        (ID + "project/r1-baanwijs", None, None, ID + "project/r1-baanwijs"),
        ("project:r1-baanwijs", None, None, ID + "project/r1-baanwijs"),
        ("r1-baanwijs", None, None, ID + "project/r1-baanwijs"),
        ("r1-baanwijs", "project", None, ID + "project/r1-baanwijs"),
        ("job WISE", "project", None, ID + "project/r1-baanwijs"),
        ("kst:28719-98", "publication", None, "https://zoek.officielebekendmakingen.nl/kst-28719-98"),
        ("vak:Project", None, None, BASE + "def#Project"),
        ("0518", "municipality", None, GEMEENTE + "gm0518"),
        ("518", "municipality", None, GEMEENTE + "gm0518"),
        (" gm0518 ", None, None, GEMEENTE + "gm0518"),
        ("den haag", "municipality", None, GEMEENTE + "gm0518"),
        ("s Gravenhage", "municipality", None, GEMEENTE + "gm0518"),
        ("sudwest fryslan", "municipality", None, GEMEENTE + "gm1900"),
        ("Bergen (NH)", "municipality", None, GEMEENTE + "gm0373"),
        ("Bergen NH", "municipality", None, GEMEENTE + "gm0373"),
        ("Hengelo", "municipality", None, GEMEENTE + "gm0164"),
        ("Cursus", "project", None, ID + "project/cursus-alle"),
        ("Groningen", "province", None, "https://identifier.overheid.nl/tooi/id/provincie/pv20"),
        ("statushouders", None, "target-group", CONCEPT + "target-group/status-holders"),
        ("status-holders", None, "target-group", CONCEPT + "target-group/status-holders"),
        ("target-group:status-holders", "concept", None, CONCEPT + "target-group/status-holders"),
        ("Vergunninghouders", "concept", None, CONCEPT + "target-group/status-holders"),
    ],
)
def test_words_lead_to_the_thing_meant(
    words: str, kind: str | None, scheme: str | None, iri: str, store: Store
) -> None:
    assert find.thing(store, words, kind, scheme) == iri


def test_a_slug_wins_over_another_things_name(store: Store) -> None:
    assert find.thing(store, "baanwijs", "project") == ID + "project/baanwijs"
    assert find.thing(store, "Baanwijs", "project") == ID + "project/r1-baanwijs"


@pytest.mark.parametrize(
    ("words", "kind", "candidates"),
    [
        ("Bergen", "municipality", [("Bergen (L)", "0893"), ("Bergen (NH)", "0373")]),
        ("bergen", None, [("Bergen (L)", "0893"), ("Bergen (NH)", "0373")]),
        ("Groningen", None, [("Groningen", "0014"), ("Groningen", "province:pv20")]),
        (
            "status-holders",
            "concept",
            [("statushouders", "target-group:status-holders"), ("statushouders", "topic:status-holders")],
        ),
    ],
)
def test_an_ambiguous_name_lists_all_that_it_can_mean(
    words: str, kind: str | None, candidates: list[tuple[str, str]], store: Store
) -> None:
    with pytest.raises(AmbiguousName) as fault:
        find.thing(store, words, kind)
    assert list(fault.value.candidates) == candidates
    for label, code in candidates:
        assert label in fault.value.say()
        assert code in fault.value.say()


def test_a_municipality_is_found_by_the_name_and_code_that_are_told_as_the_nearest(store: Store) -> None:
    groningen = find.thing(store, "Groningen (0014)", "municipality")
    assert groningen == find.thing(store, "0014")
    with pytest.raises(UnknownName):
        find.thing(store, "Groningen (0518)", "municipality")


@pytest.mark.parametrize(
    ("words", "kind", "scheme", "near"),
    [
        ("Groningn", "municipality", None, "Groningen (0014)"),
        ("Bergen op", "municipality", None, "Bergen op Zoom (0748)"),
        ("statushuoders", None, "target-group", "statushouders"),
        ("Zoom", "municipality", None, "Bergen op Zoom (0748)"),
        ("Fryslan", None, None, "Súdwest-Fryslân (1900)"),
        ("op", "municipality", None, "Bergen op Zoom (0748)"),
    ],
)
def test_a_near_miss_gets_the_names_that_look_like_it(
    words: str, kind: str | None, scheme: str | None, near: str, store: Store
) -> None:
    with pytest.raises(UnknownName) as fault:
        find.thing(store, words, kind, scheme)
    assert near in fault.value.near
    assert "Bedoelde u" in fault.value.say()
    assert words in fault.value.say("en")


@pytest.mark.parametrize(
    ("words", "kind", "scheme"),
    [
        ("", None, None),
        ("9999", "municipality", None),
        ("0518", "province", None),
        ("http://not an iri", None, None),
        (ID + "project/unheard-of", None, None),
        (ID + "project/r1-baanwijs", "municipality", None),
        ("statushouders", None, "outcome"),
        ("target-group:status-holders", None, "topic"),
        ("project", None, None),
        ('x" } DROP ALL', None, None),
        ("baanwijs", "unicorn", None),
    ],
)
def test_what_is_not_there_or_of_another_kind_is_unknown(
    words: str, kind: str | None, scheme: str | None, store: Store
) -> None:
    with pytest.raises(UnknownName):
        find.thing(store, words, kind, scheme)


def test_a_code_without_its_zero_gets_a_note() -> None:
    assert find.note("518") == ("518 is gelezen als gemeentecode 0518.", "518 was read as municipal code 0518.")
    assert find.note("0518") is None
    assert find.note("518", "project") is None
    assert find.note("Haren", "municipality") is None
