"""Words become slugs, slugs IRIs, and every IRI knows its one home."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakgraph import mint
from vakgraph.errors import InputError, UnknownName
from vakgraph.namespaces import BASE, KINDS

ID = BASE + "id/"


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Vakkundig aan het Werk (2e ronde)", "vakkundig-aan-het-werk-2e-ronde"),
        ("  Ærø & Łódź  ", "aero-lodz"),
        ("IJsselstein", "ijsselstein"),
        ("…", ""),
    ],
)
def test_words_become_a_slug(words: str, slug: str) -> None:
    assert mint.slug(words) == slug


def test_a_long_slug_is_cut_between_words() -> None:
    slug = mint.slug("Kwetsbare jongeren van school naar werk in de Noord-Limburgse aanpak van gemeenten")
    assert slug == "kwetsbare-jongeren-van-school-naar-werk-in-de-noord"
    assert mint.slug("a" * 60 + " b") == "a" * 60
    assert mint.slug("a" * 99) == "a" * 60


@given(st.text())
def test_every_text_becomes_a_safe_slug(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", mint.slug(text))
    assert len(mint.slug(text)) <= 60
    assert mint.slug(mint.slug(text)) == mint.slug(text)


def test_a_thing_is_minted_in_the_space_of_its_kind() -> None:
    assert mint.thing("project", "R1", "Baanwijs") == ID + "project/r1-baanwijs"
    assert mint.thing("municipality", "518") == "https://identifier.overheid.nl/tooi/id/gemeente/gm0518"
    assert mint.part("finding", "r1-baanwijs", "0a1b2c3d") == ID + "finding/r1-baanwijs.0a1b2c3d"


def test_a_thing_without_a_name_or_a_kind_is_refused() -> None:
    with pytest.raises(InputError):
        mint.thing("project", "?!")
    with pytest.raises(UnknownName):
        mint.thing("unicorn", "x")


def test_a_key_is_the_same_for_ever_and_knows_its_parts_apart() -> None:
    assert mint.key("a", "b") == "f04cdced"
    assert mint.key("a", "b") != mint.key("ab") != mint.key("b", "a")


def test_an_iri_knows_its_kind_and_slug() -> None:
    for word, kind in KINDS.items():
        assert mint.kind_of(kind.iri + "x") is kind, word
    assert mint.kind_of("https://doi.org/10.1/x") is KINDS["publication"]
    assert mint.kind_of("https://zoek.officielebekendmakingen.nl/kst-28719-98") is KINDS["publication"]
    assert mint.kind_of("https://example.org/x") is None
    assert mint.slug_of(ID + "claim/letter.0a1b2c3d") == "letter.0a1b2c3d"
    assert mint.slug_of("https://zoek.officielebekendmakingen.nl/kst-28719-98") == "kst-28719-98"


@pytest.mark.parametrize(
    ("iri", "home"),
    [
        (ID + "project/r1-baanwijs", "data/project/r1-baanwijs.ttl"),
        (ID + "finding/r1-baanwijs.0a1b2c3d", "data/project/r1-baanwijs.ttl"),
        (ID + "claim/letter.0a1b2c3d", "data/source/letter.ttl"),
        (ID + "phase/vahw1-2.idea", "data/round/vahw1-2.ttl"),
        (ID + "merger/0017-0014", "data/register/merger.ttl"),
        (ID + "region-membership/am01.gm0014.2020", "data/register/region.ttl"),
        ("https://identifier.overheid.nl/tooi/id/gemeente/gm0014", "data/register/municipality.ttl"),
        ("https://identifier.overheid.nl/tooi/id/provincie/pv20", "data/register/municipality.ttl"),
        ("https://zoek.officielebekendmakingen.nl/kst-28719-98", "data/publication/kst-28719-98.ttl"),
        ("https://doi.org/10.1186/S13063-020-04376-1", "data/publication/doi-10.1186-s13063-020-04376-1.ttl"),
        (BASE + "concept/outcome/work", "ontology/concepts/outcome.ttl"),
        (BASE + "concept/outcome", "ontology/concepts/outcome.ttl"),
        (BASE + "concept/unheard/of", None),
        (BASE + "def#Project", "ontology/vak.ttl"),
        (BASE + "def", "ontology/vak.ttl"),
        (ID + "project/../../etc/passwd", None),
        (ID + "project/", None),
        (ID + "project/..", None),
        ("https://ror.org/01yaj9a77", None),
    ],
)
def test_every_subject_has_one_home(iri: str, home: str | None) -> None:
    assert mint.home(iri) == home
