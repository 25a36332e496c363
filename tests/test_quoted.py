"""A quote stands in the text of its source, or the check says why not; nothing is called wrong that was not read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from worlds import triples

from vakgraph.validation import quoted
from vakgraph.validation.quoted import Quoted

TEXT = "ZonMw ontving 59 aan-\nvragen. Er   zijn “elf” projecten\ngehonoreerd, in vijf gemeenten."
CLAIM = "https://w3id.org/vakgraph/id/claim/brief.a"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "brief.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def source(name: str = "brief.txt", digest: str = "", slug: str = "brief") -> str:
    of = f'; vak:sha256 "{digest}"' if digest else ""
    return f'source:{slug} a vak:Source ; vak:documentName "{name}" {of} .\n'


def asked(said: str, folder: Path, sources: str | None = None) -> Quoted:
    """What becomes of the one quote or pointer of a claim from source:brief."""
    claim = f"claim:brief.a prov:wasDerivedFrom source:brief ; {said} .\n"
    (found,) = quoted.check(triples(claim + (source() if sources is None else sources)), folder)
    return found


@pytest.mark.parametrize(
    "words",
    ["ontving 59 aanvragen", "Er zijn 'elf' projecten gehonoreerd", "ontving ... in vijf gemeenten", "ZonMw … vragen"],
)
def test_a_quote_stands_however_it_was_printed(folder: Path, words: str) -> None:
    found = asked(f'vak:quote "{words}"', folder)
    assert (found.state, found.wrong) == ("stands", False)


@pytest.mark.parametrize("words", ["ontving 95 aanvragen", "gemeenten ... ontving", "zonmw ontving"])
def test_a_quote_that_does_not_stand_is_named(folder: Path, words: str) -> None:
    found = asked(f'vak:quote "{words}"', folder)
    assert (found.thing, found.words, found.state, found.wrong) == (CLAIM, words, "missing", True)
    assert found.say() == "Het citaat staat niet in brief."
    assert found.say("en") == "The quote does not stand in brief."


def test_a_quote_at_another_place_is_told_with_its_place(folder: Path) -> None:
    assert asked('vak:quote "ontving 59" ; vak:quoteOffset 6', folder).state == "stands"
    found = asked('vak:quote "ontving 59" ; vak:quoteOffset 60', folder)
    assert (found.state, found.offset) == ("moved", 6)
    assert "op een andere plaats: 6" in found.say()


def test_a_pointer_is_listed_as_a_pointer(folder: Path) -> None:
    found = asked('vak:pointer "voetnoot 2"', folder)
    assert (found.words, found.state, found.wrong) == ("voetnoot 2", "pointer", False)


def test_a_quote_with_a_pointer_beside_it_is_compared(folder: Path) -> None:
    assert asked('vak:quote "ontving 59" ; vak:pointer "blz. 1"', folder).state == "stands"


@pytest.mark.parametrize("sources", ["", source("elders.txt"), source("../brief.txt"), source("/etc/hostname")])
def test_a_text_that_is_not_here_makes_no_quote_wrong(folder: Path, sources: str) -> None:
    """Nor is a name that leads out of the folder followed."""
    (folder / "in").mkdir()
    found = asked('vak:quote "ontving 59"', folder / "in", sources)
    assert (found.state, found.wrong) == ("no-text", False)


def test_a_text_that_changed_is_not_searched(folder: Path) -> None:
    right = hashlib.sha256((folder / "brief.txt").read_bytes()).hexdigest()
    assert asked('vak:quote "ontving 59"', folder, source(digest=right)).state == "stands"
    assert asked('vak:quote "ontving 59"', folder, source(digest="0" * 64)).state == "changed"


def test_a_text_that_is_no_text_is_said_to_be_unreadable(folder: Path) -> None:
    (folder / "brief.txt").write_bytes(b"\xff\xfe\x00ontving 59")
    assert asked('vak:quote "ontving 59"', folder).state == "unreadable"
    (folder / "map.txt").mkdir()
    assert asked('vak:quote "ontving 59"', folder, source("map.txt")).state == "unreadable"


def test_a_quote_of_two_sources_need_stand_in_one(folder: Path) -> None:
    (folder / "artikel.txt").write_text("Het artikel zegt iets anders.", encoding="utf-8")
    both = source() + source("artikel.txt", slug="artikel")
    said = 'prov:wasDerivedFrom source:artikel ; vak:quote "'
    assert asked(said + 'ontving 59"', folder, both).sources == ("https://w3id.org/vakgraph/id/source/brief",)
    assert asked(said + 'ontving 95"', folder, both).state == "missing"
    (folder / "artikel.txt").unlink()
    assert asked(said + 'ontving 95"', folder, both).state == "no-text"


def test_a_quote_without_a_source_cannot_be_looked_up(folder: Path) -> None:
    (found,) = quoted.check(triples('finding:x.1 vak:quote "ontving 59" .'), folder)
    assert (found.state, found.sources) == ("no-text", ())
    assert found.say() == "De tekst van – is hier niet; het citaat is niet vergeleken."


def test_the_quotes_are_listed_in_order(folder: Path) -> None:
    said = "".join(f'claim:brief.{key} vak:quote "ontving 59" ; prov:wasDerivedFrom source:brief .\n' for key in "cab")
    assert [each.thing[-1] for each in quoted.check(triples(said + source()), folder)] == ["a", "b", "c"]
