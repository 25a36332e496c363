"""The first page, the state of the programme and the pictures: every number is that of its stored question."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from starlette.testclient import TestClient

from vakgraph import reference
from vakgraph.graph import VakGraph
from vakgraph.pictures import PICTURES, raster
from vakgraph.pictures.cells import FILLED, matrix
from vakgraph.pictures.words import WORDS
from vakgraph.web import asked, folder, mounted, pages
from vakgraph.web.addresses import LANGUAGES, Links, path_of
from vakgraph.web.folder import Noting
from vakgraph.web.gapgrid import place, soft
from vakgraph.web.library import Library
from vakgraph.web.pages import picture, releases
from vakgraph.web.sections import written
from vakgraph.web.server import application
from vakgraph.web.views import Ask

ROOT = Path(__file__).resolve().parent.parent
OWN = ("", "status", "pictures", "releases", "accessibility")


class Read(HTMLParser):
    """A page: its words, its links with their words, its ids, and the rows of each table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links, self.ids, self.rows = list[tuple[str, str]](), set[str](), list[list[str]]()
        self.said, self.figures = list[str](), list[str]()
        self._href: str | None = None
        self._class, self._inside = "", False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attributes}
        self.ids |= {at["id"]} if at.get("id") else set()
        self._class = at.get("class", "")
        if tag == "a":
            self._href = at.get("href", "")
            self.links.append((self._href, ""))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")
        self._class, self._href = "", None if tag == "a" else self._href

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            return
        self.said.append(words)
        if self._class == "figure":
            self.figures.append(words)
        if self._href is not None:
            href, before = self.links[-1]
            self.links[-1] = href, f"{before} {words}".strip()
        if self._inside:
            self.rows[-1][-1] = f"{self.rows[-1][-1]} {words}".strip()

    @property
    def text(self) -> str:
        return " ".join(self.said)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(VakGraph.open(ROOT))


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(application(library)) as opened:
        yield opened


def read(client: TestClient, address: str) -> Read:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.text[:300])
    return Read(answer.text)


def row_of(desk: VakGraph, what: str) -> dict[str, Any]:
    """The row of the question `coverage` about a whole programme."""
    rows = [
        row for row in desk.ask("coverage") if row["what"].value.endswith(what) and row["thing"] == row["programme"]
    ]
    return next(row for row in rows if row["claimed"].value)


@pytest.mark.parametrize("path", ["", "status"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_numbers_are_those_of_their_stored_questions(
    client: TestClient, library: Library, language: str, path: str
) -> None:
    desk, page = library.desks[language], read(client, f"/{language}/{path}")
    towns, projects = row_of(desk, "participatingMunicipalities"), row_of(desk, "projectsInAll")
    findings = desk.ask("findings-in-short")
    assert page.figures == [towns["known"].value, projects["known"].value, str(len(findings))]
    unsure = sum(row["direction"].value.endswith("not-established") for row in findings)
    ends = next(row["ends_here"].value for row in desk.ask("chain-links") if row["link"].value == "project")
    for number in (
        *(towns[name].value for name in ("claimed", "missing")),
        projects["claimed"].value,
        projects["missing"].value,
    ):
        assert re.search(rf"\b{number}\b", page.text), number
    assert re.search(rf"\b{unsure} “", page.text) and re.search(rf"\b{ends} proje", page.text)
    assert towns["source"].text in page.text


def test_what_is_known_of_municipalities_agrees_with_the_other_question_about_them(library: Library) -> None:
    towns = row_of(library.desk, "participatingMunicipalities")
    counted = library.desk.ask("municipalities-known")
    assert {row["named"].value for row in counted} == {towns["known"].value}
    assert {row["claimed"].value for row in counted} == {towns["claimed"].value}


@pytest.mark.parametrize("name", ["changes-since", "municipalities-counted"])
def test_a_page_asks_a_question_with_the_defaults_that_the_question_has(library: Library, name: str) -> None:
    ask = Ask(library, Links("status", "nl"))
    assert len(asked.table(ask, name)) == len(library.desk.ask(name)) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_the_report_hold_what_their_questions_say(
    client: TestClient, library: Library, language: str
) -> None:
    page, desk = read(client, f"/{language}/status"), library.desks[language]
    rows = {row[0]: row for row in page.rows if len(row) in (4, 9)}
    for row in desk.ask("applications-to-findings"):
        shown = rows[row["of_round"].text]
        for name in ("registered", "applications", "granted", "known", "with_finding"):
            assert not row[name].value or any(row[name].text.removesuffix(" ≠") in cell for cell in shown), (
                shown,
                name,
            )
    for row in desk.ask("chain-links"):
        assert rows[row["link"].text][1:] == [row[name].text or "–" for name in ("recorded", "passed_on", "ends_here")]
    named = {tuple(row[:1]) for row in page.rows}
    assert {(row["thing"].text,) for row in desk.ask("budget-traced") if row["available"].value} <= named
    silent = [row["thing"].text for row in desk.ask("budget-traced") if not row["available"].value]
    assert silent and all(thing in page.text for thing in silent)
    whole = next(row for row in desk.ask("budget-traced") if row["difference"].value not in ("", "0"))
    assert whole["difference"].text in page.text


def test_the_report_counts_open_conflicts_and_lists_each_with_both_sides(client: TestClient, library: Library) -> None:
    page, desk = read(client, "/nl/status"), library.desks["nl"]
    still_open, every = desk.ask("conflicts-open"), desk.ask("conflicts")
    assert (
        f"{len({row['conflict'].value for row in every})} tegenspraken, waarvan {len(still_open)} nog open" in page.text
    )
    for row in still_open:
        assert row["conflict"].text in page.text
    for row in every:
        if row["standing"].value == "open":
            assert row["says"].text.removesuffix(" ≠") in page.text
    assert f"{len(still_open)} zijn nog open" in read(client, "/nl/").text
    listed = client.get("/nl/status").text.partition('class="plain contradictions"')[2].partition("</ul>")[0]
    lines = listed.split("<li>")[1:]
    assert len(lines) == len(still_open)
    assert all(line.count("#source-") > line.count("tegenover") > 0 for line in lines)


def test_no_number_in_the_report_stands_in_its_code() -> None:
    """The templates and their page functions hold words, and no figure that a source could change."""
    for name in ("templates/status.html", "templates/home.html", "pages/status.py", "pages/home.py", "glance.py"):
        calls = re.findall(r"ask\.words\((.*?)\)", (ROOT / "vakgraph/web" / name).read_text(), re.DOTALL)
        said = [each for text in calls for each in re.findall(r'"([^"]*)"', text)]
        assert said and not [each for each in said if re.search(r"\d", re.sub(r"\{.*?\}", "", each))], name


def test_every_note_of_the_report_has_its_source_and_every_source_its_note(client: TestClient) -> None:
    for address in ("/nl/", "/nl/status"):
        page = read(client, address)
        notes = {href[1:] for href, _ in page.links if href.startswith("#source-")}
        sources = {name for name in page.ids if re.fullmatch(r"source-\d+", name)}
        assert notes == sources and len(notes) > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_square_of_the_gap_map_leads_to_exactly_its_findings(
    client: TestClient, library: Library, language: str
) -> None:
    desk, page = library.desks[language], read(client, f"/{language}/picture/gap-map")
    words, known = {said: href for href, said in page.links}, matrix(desk.ask("gap-matrix"))
    large = client.get(f"/{language}/picture/gap-map").text.partition("</table>")[0]
    seen = 0
    for group, label in known.rows:
        assert f'<th scope="row"><a href="/{language}/{path_of(group)}">' in large, f"{label} leads nowhere"
        for kind, called in known.columns:
            square = known.at(group, kind)
            spoken = square.spoken(language)
            href = next(
                (href for said, href in words.items() if label in said and called[1:] in said and spoken in said), ""
            )
            assert bool(href) == (square.state != "not-applicable"), (label, called)
            if square.state in FILLED:
                asked = dict(part.split("=") for part in urlsplit(href).query.split("&"))
                assert asked == {"target_group": written(group), "intervention_type": written(kind)}
                findings = {row["finding"].value for row in desk.ask("what-works-for-whom", **asked)}
                assert len(findings) == square.findings
                seen += 1
            elif href.startswith("#"):
                assert href[1:] == place(group, kind) and href[1:] in page.ids
    assert seen == known.count(*FILLED) > 10


def test_the_gap_map_of_one_programme_or_outcome_leads_to_what_that_map_counts(
    client: TestClient, library: Library
) -> None:
    work = read(client, "/nl/picture/gap-map?outcome=work")
    assert any("question/what-works-for-whom" in href and "outcome=work" in href for href, _ in work.links)
    first = read(client, "/nl/picture/gap-map?programme=vakkundig-aan-het-werk")
    within = [href for href, said in first.links if WORDS["nl"].finding[0] in said and href.startswith("#")]
    assert within and all(href[1:] in first.ids for href in within)
    assert not [href for href, _ in first.links if "target_group=" in href and "what-works" in href]


def test_the_small_map_on_the_first_page_leads_there_too_and_to_the_large_one(client: TestClient) -> None:
    page = read(client, "/en/")
    assert sum("intervention_type=" in href for href, _ in page.links) > 10
    assert "/en/picture/gap-map" in {href for href, _ in page.links}
    large = read(client, "/en/picture/gap-map")
    parts = {href.partition("#")[2] for href, _ in page.links if href.startswith("/en/picture/gap-map#")}
    assert parts and parts <= large.ids


def test_the_first_lines_of_the_answer_are_of_the_answer(client: TestClient, library: Library) -> None:
    page = read(client, "/nl/")
    href = next(href for href, said in page.links if said == "Het hele antwoord")
    asked = dict(part.split("=") for part in urlsplit(href).query.split("&"))
    rows = list(library.desks["nl"].ask("what-works-for-whom", **asked))
    assert len({row["finding"].value for row in rows}) > 1
    table = [row for row in page.rows if row and row[0] in {each["intervention"].text for each in rows}]
    assert 1 < len(table) <= 5
    directions = {(each["intervention"].text, each["direction"].text) for each in rows}
    assert {(row[0], row[1]) for row in table} <= directions
    assert {row["direction"].text for row in rows} <= {row[1] for row in table}, "a direction is left out"
    text = client.get("/nl/").text
    assert all(f'value="{value}" selected' in text for value in asked.values())


@pytest.mark.parametrize(("name", "language"), list(zip(PICTURES, cycle(LANGUAGES), strict=False)))
def test_every_picture_has_its_page_with_words_forms_and_its_table(
    client: TestClient, name: str, language: str
) -> None:
    answer = client.get(f"/{language}/picture/{name}")
    page = Read(answer.text)
    assert answer.status_code == 200 and len(page.rows) > 1
    for form in ("svg", "csv", "xlsx"):
        given = client.get(f"/{language}/picture/{name}.{form}")
        assert given.status_code == 200 and len(given.content) > 100
        assert f"/{language}/picture/{name}.{form}" in {href for href, _ in page.links}
    drawing = client.get(f"/{language}/picture/{name}.svg")
    assert drawing.headers["content-type"].startswith("image/svg+xml") and 'role="img"' in drawing.text
    assert "style=" not in drawing.text and "<style" not in drawing.text
    if name != "gap-map":
        alt = re.search(r'<img [^>]*alt="([^"]+)"', html.unescape(answer.text))
        assert (
            alt and PICTURES[name].title[language] in alt[1] and len(alt[1]) > len(PICTURES[name].title[language]) + 20
        )
        assert f"/{language}/picture/{name}/narrow.svg" in answer.text


def test_a_choice_of_a_picture_changes_the_drawing_the_table_and_what_one_takes_along(client: TestClient) -> None:
    page = read(client, "/nl/picture/municipalities?layout=2020")
    assert "/nl/picture/municipalities.svg?layout=2020" in {href for href, _ in page.links}
    old, new = (client.get(f"/nl/picture/municipalities.svg?layout={year}").text for year in (2020, 2025))
    assert old != new and "2020" in old
    assert client.get("/nl/picture/municipalities.csv?layout=2020").text.count("\n") > 350
    wrong = client.get("/nl/picture/timeline?of_kind=nonsense")
    assert wrong.status_code == 400 and 'class="fault"' in wrong.text
    assert client.get("/nl/picture/nonsense").status_code == 404
    assert client.get("/nl/picture/timeline/wide.svg").status_code == 404


def test_without_the_library_for_png_the_page_says_so_and_offers_none(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "can_png", lambda: False)
    page = read(client, "/nl/picture/chain")
    assert "vakgraph[pictures]" in page.text
    assert not [href for href, _ in page.links if href.endswith(".png")]
    monkeypatch.setattr(picture, "can_png", lambda: True)
    page = read(client, "/nl/picture/chain")
    assert "vakgraph[pictures]" not in page.text
    assert [href for href, _ in page.links if href.endswith(".png")]


def test_a_picture_comes_as_png(client: TestClient) -> None:
    if not picture.can_png():
        pytest.skip("NO PNG: resvg-py is not installed (pip install resvg-py)")
    given = client.get("/nl/picture/chain.png")
    assert given.headers["content-type"] == "image/png" and given.content.startswith(b"\x89PNG")
    assert given.content == raster.png(client.get("/nl/picture/chain.svg").text)


def test_long_words_in_the_heads_of_the_map_may_break_where_a_syllable_begins() -> None:
    said = {word: soft(word).replace("\u00ad", "-") for word in ("Vindplaats", "Vakmanschap", "instrument", "bereik")}
    assert said == {
        "Vindplaats": "Vind-plaats", "Vakmanschap": "Vak-man-schap", "instrument": "instru-ment", "bereik": "bereik",
    }  # fmt: skip


def test_the_release_notes_are_the_part_graph_of_the_changelog(client: TestClient, library: Library) -> None:
    section = re.search(r"^### Graph\n(.*?)(?=^#|\Z)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE | re.DOTALL)
    assert section
    lines = re.findall(r"^- (.*)$", section[1], re.MULTILINE)
    page = read(client, "/nl/releases")
    text = re.sub(r"\s+", "", page.text)
    assert lines and all(re.sub(r"[`*\s]", "", line) in text for line in lines)
    stamp = library.desk.stamp()
    assert stamp.version in page.text and stamp.day in page.text
    assert "endpoint" not in re.sub(
        r"\s+", " ", " ".join(" ".join(each) for each in releases.releases(library)[0].lines)
    )


def test_a_graph_without_changelog_says_so(monkeypatch: pytest.MonkeyPatch, library: Library) -> None:
    monkeypatch.setattr(releases, "NAME", "nothing.md")
    with TestClient(application(Library(library.desk))) as client:
        assert "zit geen CHANGELOG.md" in read(client, "/nl/releases").text


def test_the_statement_says_what_was_not_tested(client: TestClient) -> None:
    for language, untested in (("nl", "Wat niet is getest"), ("en", "What was not tested")):
        page = read(client, f"/{language}/accessibility")
        assert untested in page.text and "NVDA" in page.text and "WCAG 2.2" in page.text


def test_the_head_and_foot_lead_to_every_part(client: TestClient) -> None:
    page = read(client, "/nl/status")
    hrefs = [href for href, _ in page.links]
    head = ["/nl/questions", "/nl/pictures", "/nl/status", "/nl/search"]
    assert [href for href in hrefs if href in head][: len(head)] == head
    foot = ["/nl/releases", "/nl/reference/index", "/nl/accessibility", "/nl/programs"]
    assert [href for href in hrefs if href in foot] == foot


def test_my_pages_stand_among_the_paths_and_in_a_folder(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "can_png", lambda: False)  # they take long; test_a_picture_comes_as_png makes one
    known = set(pages.paths(library))
    mine = [*OWN, *(f"picture/{name}" for name in PICTURES)]
    assert set(mine) <= known
    for path in mine:
        for language in LANGUAGES:
            content, beside = folder.made(library, path, Noting(path, language, folder=True))
            assert b"<form" not in content and b'href="/' not in content and b'src="/' not in content
            if path.startswith("picture/"):
                assert f"{language}/{path}.svg" in beside and f"{language}/{path}.csv" in beside
                assert path == "picture/gap-map" or f"{language}/{path}/narrow.svg" in beside


def test_in_a_folder_the_squares_lead_to_what_lies_in_them(library: Library) -> None:
    content, _ = folder.made(library, "picture/gap-map", Noting("picture/gap-map", "nl", folder=True))
    page = Read(content.decode())
    squares = [href for href, said in page.links if WORDS["nl"].finding[0] in said and href.startswith("#")]
    assert len(squares) > 10 and all(href[1:] in page.ids for href in squares)


# ---- the reference


@pytest.fixture(scope="module")
def book(library: Library) -> dict[str, bytes]:
    """Every page of the reference, by its place on a server."""
    return reference.mounted(library.desk, "")


def test_the_reference_is_on_the_server_with_a_way_back(
    library: Library, book: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def counted(desk: VakGraph, home: str) -> dict[str, bytes]:
        made.append(home)
        return book

    monkeypatch.setattr(reference, "mounted", counted)
    with TestClient(application(Library(library.desk))) as fresh:
        answer = fresh.get("/nl/reference", follow_redirects=False)
        assert answer.headers["location"] == "/nl/reference/index"
        assert ("../../nl/", "vakgraph") in Read(fresh.get("/nl/reference/index").text).links
        assert fresh.get("/en/reference/class/Project.html").status_code == 200
        assert fresh.get("/nl/reference/nonsense").status_code == 404
    assert made == [""], "it is made once and kept"


def test_every_link_of_the_mounted_reference_leads_to_one_of_its_pages_or_of_ours(book: dict[str, bytes]) -> None:
    read_once = {name: Read(text.decode()) for name, text in book.items()}
    assert len(book) > 200
    for name, page in read_once.items():
        for href, _ in page.links:
            parts = urlsplit(href)
            if parts.scheme:
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
            )
            assert target in book or target in LANGUAGES, f"{name} leads to {href}"
            assert not parts.fragment or unquote(parts.fragment) in read_once[target].ids, f"{name} leads to {href}"
        assert re.search(r'<link rel="stylesheet" href="(\.\./)+vakgraph.css">', book[name].decode())


def test_the_folder_holds_the_reference_with_a_way_back_to_its_first_page(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "mounted", lambda desk, home: {"nl/reference/index.html": home.encode()})
    assert mounted.files(library) == {"nl/reference/index.html": b"index.html"}
