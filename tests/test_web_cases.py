"""Made-up situations: short, plain, said to be made up, tied to the graph by name only, and never among the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

from vakgraph.cases import FOLDER, Case, cases
from vakgraph.graph import VakGraph
from vakgraph.web import pages
from vakgraph.web.addresses import path_of
from vakgraph.web.library import Library
from vakgraph.web.server import application

LANGUAGES = ("nl", "en")
FILES = sorted(FOLDER.glob("*.yaml"))
MOST_WORDS, MOST_IN_A_SENTENCE, LONGEST_WORD = 150, 15, 20


@pytest.fixture(scope="module")
def desk(root: Path) -> VakGraph:
    return VakGraph.open(root)


@pytest.fixture(scope="module")
def client(desk: VakGraph) -> Iterator[TestClient]:
    with TestClient(application(Library(desk))) as made:
        yield made


def every() -> list[tuple[str, Case]]:
    return [(language, case) for language in LANGUAGES for case in cases(language).values()]


def told(case: Case) -> list[str]:
    """All that the file says in one language."""
    return [*case.text, *(option.say for option in case.options), *case.questions]


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!:])\s+", text) if words(part)]


def said(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


# ---- the text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_first_that_it_is_made_up(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0].startswith("# FICTIEF")


def test_there_are_a_dozen_and_each_has_two_choices_with_a_when_not() -> None:
    assert len(FILES) == 12
    for _, case in every():
        assert len(case.options) == 2 and len(case.questions) == 3
        assert all(option.title and option.do and option.never and option.say for option in case.options)


@pytest.mark.parametrize(("language", "case"), every(), ids=lambda each: getattr(each, "name", each))
def test_a_case_is_short_and_plain(language: str, case: Case) -> None:
    assert sum(len(words(text)) for text in case.text) < MOST_WORDS
    lengths = [len(words(sentence)) for text in told(case) for sentence in sentences(text)]
    assert sum(lengths) / len(lengths) <= 10 and max(lengths) <= MOST_IN_A_SENTENCE
    assert not [word for text in told(case) for word in words(text) if len(word) > LONGEST_WORD]
    assert not re.search(r"https?:|@|\d{4,}", " ".join(told(case)))


def test_no_two_are_alike() -> None:
    for language in LANGUAGES:
        titles = [case.title for case in cases(language).values()]
        assert len(set(titles)) == len(titles)


# ---- what is known about it comes from the graph


def test_every_name_is_a_finding_or_an_intervention_of_the_graph(desk: VakGraph) -> None:
    library = Library(desk)
    for case in cases("nl").values():
        for option in case.options:
            assert option.like
            for iri, kind in [*((i, "intervention") for i in option.like), *((i, "finding") for i in option.findings)]:
                path = path_of(iri)
                assert path in library.things and path.startswith(f"{kind}/"), iri


def test_a_finding_is_about_what_its_choice_is_said_to_be_like(desk: VakGraph) -> None:
    for case in cases("nl").values():
        for option in case.options:
            for iri in option.findings:
                facts = desk.ask("thing-facts", thing=iri)
                about = {row["value"].value for row in facts if row["property"].value.endswith("aboutIntervention")}
                assert about & set(option.like), iri


def test_a_panel_tells_what_the_graph_tells(client: TestClient) -> None:
    page = client.get("/nl/case/lang-thuis").text
    panels = re.findall(r"<div><h3>(.*?)</h3>(.*?)</div>", page, re.S)
    heads = ["Onderzoek zegt", "Collega's zeggen", "Cliënten zeggen"]
    assert [unescape(head) for head, _ in panels] == heads * 2
    research, colleagues, clients = (said(text) for _, text in panels[:3])
    assert "Betaald werk gevonden, beter" in research and "Aanpak 45+ (intensief klantmanagement)" in said(page)
    assert "zekerheid: B Redelijk · 398 deelnemers" in research
    assert "Actief worden" in colleagues and clients == "nog niets bekend"
    assert 'href="/nl/finding/r2-almere-45plus.1"' in page


def test_a_choice_that_nothing_is_known_of_says_so_three_times(client: TestClient) -> None:
    page = said(client.get("/nl/case/eigen-plan").text)
    assert page.split("B. Klein beginnen")[1].count("nog niets bekend") == 3


# ---- the pages


def test_from_home_to_a_card_in_three_taps(client: TestClient) -> None:
    at = "/nl/"
    for wanted in ("/nl/cases", "/nl/case/schulden-en-somber", "/nl/case/schulden-en-somber/card"):
        assert f'href="{wanted}"' in client.get(at).text
        at = wanted
    assert client.get(at).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_that_it_is_made_up_and_asks_for_nothing(client: TestClient, language: str) -> None:
    label = {"nl": "Verzonnen casus", "en": "Made-up case"}[language]
    for name in cases(language):
        for form in ("", "/card"):
            page = client.get(f"/{language}/case/{name}{form}").text
            assert f'<span class="fiction">{label}</span>' in page
            assert not re.search(r"<(form|input|textarea|select|script)\b", page), "nowhere may a client be typed in"
            assert page.count("<h1>") == 1
    assert label in client.get(f"/{language}/cases").text


def test_what_is_no_case_is_not_found(client: TestClient) -> None:
    for path in ("case", "case/geen", "case/lang-thuis/x", "case/lang-thuis/card/x", "cases/x"):
        assert client.get(f"/nl/{path}").status_code == 404, path


def test_every_page_of_them_is_in_the_list_of_pages(desk: VakGraph) -> None:
    listed = set(pages.paths(Library(desk)))
    assert {"cases", "steward"} <= listed
    assert all({f"case/{name}", f"case/{name}/card"} <= listed for name in cases("nl"))


# ---- never among the facts


def test_nothing_of_a_case_is_in_the_graph(desk: VakGraph) -> None:
    texts = {getattr(t.object, "value", "") for t in [*desk.asserted(), *desk.derived()]}
    pieces = {piece for _, case in every() for piece in told(case)}
    assert not pieces & texts
    assert not [t for t in desk.asserted() if "/id/case/" in str(t.subject)]


def test_no_part_that_gives_facts_away_knows_of_the_cases(root: Path) -> None:
    code = [path for path in (root / "vakgraph").rglob("*.py") if path.parent != FOLDER]
    named = re.compile(r"vakgraph\.cases|from vakgraph import [^\n]*\bcases\b")
    knowing = {path.relative_to(root / "vakgraph").parts[0] for path in code if named.search(path.read_text("utf-8"))}
    assert knowing == {"web"}
    given = [path for name in ("data", "ontology", "queries") for path in (root / name).rglob("*")]
    assert not [path for path in given if path.is_file() and b"FICTIEF" in path.read_bytes()]


def test_a_file_holds_nothing_else_than_a_case() -> None:
    for path in FILES:
        assert set(yaml.safe_load(path.read_bytes())) == {"order", "nl", "en", "evidence"}
