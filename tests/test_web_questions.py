"""Stored questions as pages: choices in the address, the answer below it, its other forms; and searching."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from vakgraph.graph import VakGraph
from vakgraph.web.library import Library
from vakgraph.web.offers import Offers
from vakgraph.web.pages.question import fields
from vakgraph.web.pages.search import entries, matching
from vakgraph.web.server import application
from vakgraph.web.views import Ask, Links


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return Library(VakGraph.open(root))


@pytest.fixture(scope="module")
def web(library: Library) -> Iterator[TestClient]:
    with TestClient(application(library)) as client:
        yield client


def text(page: str) -> str:
    """What a reader sees of a page."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def rows(page: str) -> int:
    """How many rows the page says that there are."""
    found = re.search(r"<caption>(\d+) (rij|rijen|row|rows)</caption>", page)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_question_answers_on_its_page(web: TestClient, library: Library, language: str) -> None:
    for name, query in library.questions.items():
        answer = web.get(f"/{language}/question/{name}")
        assert answer.status_code == 200, name
        assert query.title[language] in text(answer.text), name
        asked = not any(each.required for each in query.parameters)
        assert ('class="restated"' in answer.text) == asked, name
        assert len(answer.content) <= 300_000, name


def test_an_answer_too_heavy_for_a_page_says_where_the_rest_is(web: TestClient) -> None:
    page, every = web.get("/nl/question/where-from").text, web.get("/nl/question/where-from.csv").text
    found = re.search(r"<caption>De eerste (\d+) van (\d+) rijen; alle \2 staan in CSV", page)
    assert found and int(found[1]) == page.split("<tbody>")[1].split("</tbody>")[0].count("<tr>")
    assert int(found[1]) < int(found[2]) == len(list(csv.reader(io.StringIO(every)))) - 1


def test_a_date_stays_on_one_line(web: TestClient) -> None:
    page = web.get("/nl/question/changes-since").text
    assert re.search(r'<th scope="row" class="day">\d{4}-\d\d-\d\d</th>', page)
    assert re.search(r"\.day {[^}]*white-space: nowrap", web.get("/vakgraph.css").text)


@pytest.mark.parametrize("page", ["question/gap-matrix", "picture/gap-map"])
def test_a_choice_that_cannot_be_read_is_called_as_the_form_calls_it(web: TestClient, page: str) -> None:
    said = web.get(f"/nl/{page}", params={"target_group": "statushouders"})
    assert said.status_code == 400 and 'kent "target_group" niet. Wel: "Uitkomst", "Programma".' in text(said.text)
    said = web.get("/en/question/known-on-a-date", params={"date": "x --date"})
    assert '"x --date" does not fit "Day"' in text(said.text)


def test_an_old_name_leads_to_the_municipality_of_now_as_well(web: TestClient, library: Library) -> None:
    found = matching(entries(library), "Schijndel", "nl")
    assert [entry.path for entry in found[:2]] == ["municipality/gm0844", "municipality/gm1948"]
    assert "Meierijstad gemeente · gevonden op “Schijndel”" in text(web.get("/nl/search?q=Schijndel").text)


def test_an_address_that_leads_nowhere_offers_what_is_called_like_it(web: TestClient) -> None:
    answer = web.get("/nl/concept/target-group/statushouders")
    assert answer.status_code == 404 and ">Zoeken naar “statushouders”</a>" in answer.text
    near = re.findall(
        r'<li><a href="(/nl/[^"]+)">([^<]*)</a></li>', answer.text.partition("<main")[2].partition("</main>")[0]
    )
    assert ("Statushouders" in near[0][1]) and web.get(near[0][0]).status_code == 200 and len(near) == 6
    assert "<li>" not in web.get("/nowhere").text.partition("<main")[2].partition("</main>")[0]


def test_the_address_is_the_selection(web: TestClient, library: Library) -> None:
    """Chosen by any name that is understood; the form shows it by ours, and the data forms have the same rows."""
    address = "/nl/question/what-works-for-whom"
    said = web.get(address, params={"target_group": "Statushouders"})
    assert re.search(r"<option value=\"[^\"]+\" selected>Statushouders", said.text)
    assert "voor Statushouders" in text(said.text)
    found = web.get(f"{address}.csv", params={"target_group": "Statushouders"}).text.splitlines()
    assert rows(said.text) == len(found) - 1 > 0
    every = web.get(f"{address}.json").json()
    assert len(every["rows"]) == len(library.desk.ask("what-works-for-whom"))


def test_two_values_of_one_choice_may_stand_in_an_address(web: TestClient) -> None:
    address = "/nl/question/what-works-for-whom"
    one, other = (rows(web.get(address, params={"direction": way}).text) for way in ("better", "no-difference"))
    both = web.get(address, params={"direction": ["better", "no-difference"]})
    assert rows(both.text) == one + other and one and other


def test_what_there_is_without_a_choice_is_a_link_to_it(web: TestClient) -> None:
    empty = web.get("/nl/question/what-works-for-whom", params={"target_group": "statushouders", "direction": "worse"})
    assert "Geen enkele rij" in empty.text
    links = re.findall(r'<a href="([^"]+)">(zonder [^<]+): (\d+) rij(?:en)?</a>', empty.text)
    assert len(links) == 3
    for href, said, count in links:
        assert rows(web.get(html.unescape(href)).text) == int(count), said


def test_a_choice_that_must_be_made_is_asked_for_without_blame(web: TestClient) -> None:
    first = web.get("/nl/question/municipality-through-time")
    assert first.status_code == 200 and "Kies eerst: gemeente" in text(first.text) and 'role="alert"' not in first.text
    assert re.search(r'<select id="c-municipality"[^>]*required>\s*<option value="">kies</option>', first.text)
    assert rows(web.get("/nl/question/municipality-through-time?municipality=Haren").text)


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ("target_group=zzzz", "zzzz"),
        ("bogus=1", "bogus"),
        ("target_group=<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_choice_that_does_not_exist_is_one_sentence(web: TestClient, choice: str, says: str) -> None:
    answer = web.get(f"/nl/question/what-works-for-whom?{choice}")
    assert answer.status_code == 400 and says in html.unescape(answer.text) and "<script>" not in answer.text
    assert web.get("/nl/question/there-is-no-such-question").status_code == 404


def test_what_a_screen_is_too_narrow_for_is_named_and_stands_in_the_other_forms(web: TestClient) -> None:
    page = web.get("/nl/question/what-works-for-whom")
    assert "Niet op deze pagina, wel in CSV en XLSX: Effect, Deelnemers" in text(page.text)
    assert len(re.findall(r'<th scope="col"', page.text)) <= 7
    assert "effect" in web.get("/nl/question/what-works-for-whom.csv").text.splitlines()[0]


def test_a_list_offers_what_gives_rows_once_that_is_counted(library: Library) -> None:
    query = library.questions["rounds"]
    offers = library.kept("offers", lambda: Offers(library))
    offers.counted(query)
    ask = Ask(library, Links("question/rounds", "nl"))
    (field,) = [each for each in fields(ask, query, {}) if each.name == "round"]
    assert field.options and all(option.rows for option in field.options)
    assert [option.label for option in field.options] == sorted((o.label for o in field.options), key=str.casefold)


def test_no_stored_question_takes_the_address_of_a_knowledge_question(library: Library) -> None:
    assert not {f"question/{name}" for name in library.questions} & library.things.keys()


# ---- searching


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("breda", "Breda"),
        ("0758", "Breda"),
        ("Haren", "Haren"),
        ("baanwijs", "Baanwijs"),
        ("BUDGETCURSUS", "Budgetcursus"),
        ("wat werkt voor wie", "Wat werkt voor wie"),
        ("'s hertogenbosch", "'s-Hertogenbosch"),
    ],
)
def test_a_name_an_old_name_and_a_code_are_found(web: TestClient, words: str, title: str) -> None:
    page = web.get("/nl/search", params={"q": words}).text
    first = re.search(r'<ul class="entries">\s*<li><a href="[^"]+">([^<]+)</a>', page)
    assert first and title in html.unescape(first[1])


def test_things_stand_before_the_papers_that_speak_of_them(library: Library) -> None:
    kinds = [entry.kind for entry in matching(entries(library), "schuld", "nl") if entry.folded != "schuld"]
    papers = [kind in {"source", "publication", "claim", "conflict", "event"} for kind in kinds]
    assert papers == sorted(papers) and any(papers) and not all(papers)


def test_the_kinds_of_what_is_found_add_up(library: Library, web: TestClient) -> None:
    every = matching(entries(library), "schuld", "nl")
    page = web.get("/nl/search?q=schuld").text
    facets = re.findall(r"kind=([a-z-]+)\">[^<(]+\((\d+)\)", html.unescape(page))
    assert sum(int(count) for _, count in facets) == len(every) > len(facets) > 1
    kind, count = facets[0]
    assert f"{count} gevonden" in text(web.get(f"/nl/search?q=schuld&kind={kind}").text)


@pytest.mark.parametrize("words", ["", " ", "zzzzqqq", "<b>", "%", "a" * 5000, "\x00", '"; DROP', "ﷺ"])
def test_whatever_is_typed_gives_a_page(web: TestClient, words: str) -> None:
    answer = web.get("/nl/search", params={"q": words})
    assert answer.status_code == 200 and "<b>" not in answer.text


def test_every_word_that_was_typed_counts(library: Library) -> None:
    index = entries(library)
    both, one, other = (
        {entry.path for entry in matching(index, words, "nl")} for words in ("aanpak almere", "aanpak", "almere")
    )
    assert both and both < one and both < other
