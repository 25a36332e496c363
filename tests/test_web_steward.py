"""A steward hands in a file on a page: judged within limits, told in plain words, and nothing of it kept."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import small_world
from httpx import Response
from starlette.testclient import TestClient

from vakgraph.errors import InputError, VakError
from vakgraph.graph import VakGraph
from vakgraph.web import apart, examined, examining, upload
from vakgraph.web.addresses import Links
from vakgraph.web.examined import Examined, Job
from vakgraph.web.library import Library
from vakgraph.web.pages import steward
from vakgraph.web.server import application
from vakgraph.web.views import Ask
from vakgraph.web.writing import written

PROJECT = "Mobility Mentoring (Alphen aan den Rijn)"
BSN = "123456782"  # passes the eleven test, and belongs to nobody
# A made-up finding on a real project, which no rule refuses.
FINDING = """
@prefix comparator: <https://w3id.org/vakgraph/concept/comparator/> .
@prefix direction: <https://w3id.org/vakgraph/concept/direction/> .
@prefix finding: <https://w3id.org/vakgraph/id/finding/> .
@prefix intervention: <https://w3id.org/vakgraph/id/intervention/> .
@prefix knowledge-kind: <https://w3id.org/vakgraph/concept/knowledge-kind/> .
@prefix outcome: <https://w3id.org/vakgraph/concept/outcome/> .
@prefix reading-confidence: <https://w3id.org/vakgraph/concept/reading-confidence/> .
@prefix study: <https://w3id.org/vakgraph/id/study/> .
finding:r2-mobility-mentoring-alphen.99
    a vak:Finding ;
    prov:wasDerivedFrom source:husite-mobility-mentoring-in-alphen-aan-den-rijn ;
    vak:aboutIntervention intervention:mobility-mentoring ;
    vak:comparedWith comparator:usual-service ;
    vak:direction direction:no-difference ;
    vak:effectText "verzonnen: geen verschil in stress"@nl ;
    vak:forTargetGroup target-group:young-adults-justice ;
    vak:fromStudy study:r2-mobility-mentoring-alphen.1 ;
    vak:knowledgeKind knowledge-kind:science ;
    vak:onOutcome outcome:stress ;
    vak:participants 120 ;
    vak:quote "verzonnen: geen verschil in stress" ;
    vak:readingConfidence reading-confidence:confirmed ;
.
"""
Hand = Callable[..., Response]


@pytest.fixture(scope="module")
def library(root: Path) -> Library:
    return Library(VakGraph.open(root))


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(application(library)) as made:
        yield made


@pytest.fixture
def hand(client: TestClient) -> Hand:
    """Hand in a file with the form of the page."""

    def handed(data: bytes | str, name: str = "levering.ttl", headers: Any = None, **fields: str) -> Response:
        content = data.encode() if isinstance(data, str) else data
        return client.post("/nl/steward", files={"file": (name, content)}, data=fields, headers=headers)

    return handed


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Nothing is judged: the answer is always that all is well. What was to be judged is in the list."""
    asked: list[Job] = []

    def judged(job: Job) -> Examined:
        asked.append(job)
        return Examined(job.name, "good", "Goed", "Er is niets.", "Er is gekeken.")

    monkeypatch.setattr(apart, "examined", judged)
    return asked


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_world.build(tmp_path_factory.mktemp("klein"))


def words(answer: Response) -> str:
    """The text of a page as a person reads it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def workbook(client: TestClient, **cells: str) -> bytes:
    """The template of the findings, with one row in the place of its example."""
    blank = client.get("/nl/steward/template.xlsx?kind=finding")
    book = openpyxl.load_workbook(io.BytesIO(blank.content))
    sheet = book["Bevindingen"]
    columns = {str(cell.value).strip(" *"): cell.column for cell in sheet[1] if cell.value}
    sheet.delete_rows(2)
    for heading, text in cells.items():
        sheet.cell(2, columns[heading.replace("_", " ")]).value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def files_below(*folders: Path) -> set[Path]:
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


# ---- the form


def test_the_page_is_a_plain_form_with_a_label_for_each_field(client: TestClient) -> None:
    page = client.get("/nl/steward").text
    assert '<form class="hand-in" method="post" enctype="multipart/form-data" action="/nl/steward">' in page
    ids = re.findall(r'<(?:input|select) id="([^"]+)"', page)
    assert ids == ["file", "kind"] and all(f'<label for="{name}">' in page for name in ids)
    assert "<script" not in page
    assert 'lang="en"' in client.get("/en/steward").text


def test_the_templates_can_be_had_by_kind(client: TestClient, library: Library) -> None:
    page = client.get("/nl/steward").text
    links = re.findall(r'href="(/nl/steward/template\.xlsx[^"]*)"', page)
    assert "/nl/steward/template.xlsx" in links and "/nl/steward/template.xlsx?kind=finding" in links
    book = openpyxl.load_workbook(io.BytesIO(client.get("/nl/steward/template.xlsx?kind=finding").content))
    assert "Bevindingen" in book.sheetnames and "Projecten" not in book.sheetnames


def test_in_a_folder_the_page_names_the_command_and_has_no_form(library: Library) -> None:
    ask = Ask(library, Links("steward", "nl", folder=True))
    page = written(steward.page(ask, ""), ask).decode()
    assert "<form" not in page and "vakgraph validate levering.xlsx" in page


# ---- the report


def test_a_workbook_with_faults_comes_back_marked(client: TestClient, hand: Hand) -> None:
    wrong = workbook(
        client,
        Project="Mobility Mentoring (Alphen aan den Rijn)",
        Volgnummer="99",
        Richting="Betr",
        Deelnemers="twaalf",
    )
    answer = hand(wrong, "bevindingen.xlsx")
    page, said = answer.text, words(answer)
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert "<h1>Niet opnemen</h1>" in page and "moeten eerst worden hersteld" in said
    first = re.search(r'<li id="f1" class="(\w+)">', page)
    assert first and first[1] == "violation"
    for word in ("Waar", "Gevonden", "Verwacht", "Herstel"):
        assert f"<dt>{word}</dt>" in page
    assert "Bedoelde u Beter" in said
    marks = set(re.findall(r'<a class="at \w+" href="#(f\d+)">', page))
    assert marks and marks <= set(re.findall(r'<li id="(f\d+)"', page)), "a mark of the picture leads to its item"
    inside = re.search(r'href="data:[^;]+;base64,([^"]+)" download="bevindingen-gemerkt.xlsx"', page)
    assert inside
    marked = openpyxl.load_workbook(io.BytesIO(base64.b64decode(unescape(inside[1]))))
    assert "Te herstellen" in marked.sheetnames and any(c.comment for row in marked["Bevindingen"] for c in row)


def test_data_of_a_person_are_not_repeated_and_not_kept(
    client: TestClient, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_cache: Path,
    root: Path, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folders = (tmp_path, own_cache, root / "data", root / "ontology", root / "queries")
    data = workbook(client, Project=PROJECT, Volgnummer="99", Verklaring=f"BSN {BSN}")
    before = files_below(*folders)
    answer = hand(data, f"client {BSN}.xlsx")
    assert answer.status_code == 200 and "<h1>Niet opnemen</h1>" in answer.text
    assert BSN not in answer.text and "data:application" not in answer.text
    assert "naar een persoon wijzen" in words(answer)
    assert files_below(*folders) == before, "nothing of it may be on a disk"
    assert BSN not in "".join(capfd.readouterr())


def test_the_marked_workbook_comes_for_the_asking(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = Examined("bladen é.xlsx", "refused", "Niet opnemen", "Fout.", "Gekeken.", marked=b"PK", secret=True)
    monkeypatch.setattr(apart, "examined", lambda job: outcome)
    assert "met de knop onderaan" in words(hand(FINDING))
    asked = hand(FINDING, want="marked")
    assert asked.headers["content-disposition"] == "attachment; filename*=UTF-8''bladen%20%C3%A9-gemerkt.xlsx"
    assert (asked.content, asked.headers["cache-control"]) == (b"PK", "no-store")


def test_a_sound_finding_shows_the_square_that_it_fills(hand: Hand) -> None:
    answer = hand(small_world.PREFIXES + FINDING)
    said = words(answer)
    assert "Goed met opmerkingen" in said
    assert "Dit vak wordt van “niet onderzocht” naar “D, geen verschil”." in said
    assert '<a href="/nl/intervention/mobility-mentoring">Mobility Mentoring</a>' in answer.text
    assert answer.text.count('id="gap-map-dots"') == 1 and "style=" not in answer.text


def test_a_finding_with_a_fault_is_not_shown_as_it_will_look(root: Path) -> None:
    wrong = small_world.PREFIXES + FINDING.replace("direction:no-difference", "direction:no-such")
    outcome = examining.examine(Job(str(root), "levering.ttl", wrong.encode()))
    assert outcome.grade == "refused" and not outcome.previews


def test_what_a_file_says_is_never_markup(small: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    row = 'project:r1-x a vak:Project ; rdfs:label "<script>alert(1)</script>"@nl ; vak:inRound "x" .'
    evil = small_world.PREFIXES + row
    outcome = examining.examine(Job(str(small), "<img src=x>.ttl", evil.encode()))
    monkeypatch.setattr(apart, "examined", lambda job: outcome)
    page = client.post("/nl/steward", files={"file": ("<img src=x>.ttl", evil.encode())}).text
    assert "&lt;img src=x&gt;.ttl" in page and "<script" not in page and "<img" not in page


# ---- what is not taken in


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({}, True),  # a program, which no other site can send
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"origin": "http://testserver"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
        ({"origin": "https://elders.example"}, False),
        ({"origin": "http://testserver.elders.example"}, False),
        ({"origin": "null"}, False),
    ],
)
def test_another_site_cannot_hand_in(hand: Hand, quick: list[Job], headers: dict[str, str], taken: bool) -> None:
    answer = hand(FINDING, headers=headers)
    assert (answer.status_code, len(quick)) == ((200, 1) if taken else (403, 0))


def test_too_large_is_refused_before_it_is_read(client: TestClient, hand: Hand, quick: list[Job]) -> None:
    answer = hand(b"x" * (examined.MOST_BYTES + 1), "groot.ttl")
    assert answer.status_code == 413 and "groter dan 5 MB" in words(answer)

    def endless() -> Iterator[bytes]:
        yield HEAD + b"a.ttl\r\n\r\n"
        for _ in range(100):
            yield b"x" * 2**17

    assert client.post("/nl/steward", content=endless(), headers={"content-type": FORM}).status_code == 413
    assert not quick


def test_a_file_as_large_as_may_be_stays_in_memory(
    hand: Hand, quick: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    def rolled(self: object) -> None:
        raise AssertionError("it was written to a disk")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", rolled)
    assert hand(b"x" * examined.MOST_BYTES).status_code == 200
    assert len(quick[0].data) == examined.MOST_BYTES


FORM = "multipart/form-data; boundary=b"
HEAD = b"--b\r\nContent-Disposition: form-data; name=file; filename="


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", FORM),
        (b"no form", FORM),
        (HEAD + b"a.ttl\r\n\r\nhalf", FORM),
        (b"--b--", "multipart/form-data"),
        (b"file=a", "application/x-www-form-urlencoded"),
        (HEAD + b'""\r\n\r\n\r\n--b--\r\n', FORM),
        (HEAD + b"a.ttl\r\n\r\n\r\n--b--\r\n", FORM),
    ],
)
def test_no_file_is_told_in_one_sentence(client: TestClient, quick: list[Job], content: bytes, kind: str) -> None:
    answer = client.post("/nl/steward", content=content, headers={"content-type": kind})
    assert answer.status_code == 400 and not quick
    fault = re.search(r'<p class="fault" role="alert">([^<]+)</p>', answer.text)
    assert fault and len(fault[1]) < 100


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../../etc/passwd.ttl", "passwd.ttl"),
        ("C:\\Users\\x\\lijst.csv", "lijst.csv"),
        ("a\r\nSet-Cookie: x.ttl", "aSet-Cookie: x.ttl"),
        (f"dossier-{BSN}.xlsx", "levering.xlsx"),
        ("iemand@voorbeeld.nl.ttl", "levering.ttl"),
        ("x" * 500 + ".ttl", "x" * 100 + ".ttl"),
    ],
)
def test_a_name_is_only_its_last_part_and_names_nobody(name: str, told: str) -> None:
    assert upload._name(name) == told


@pytest.mark.parametrize("name", ["programma.exe", "boek.xlsm", "boek.xls", "zonder"])
def test_another_kind_of_file_is_refused_by_its_name(small: Path, name: str) -> None:
    with pytest.raises(InputError):
        examining.examine(Job(str(small), name, b"MZ"))


def test_more_rows_than_are_checked_while_one_waits(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examined, "MOST_ROWS", 1)
    rows = b"Sleutel;Naam\r\neen;Een\r\ntwee;Twee\r\n"
    with pytest.raises(InputError, match="2 rijen"):
        examining.examine(Job(str(small), "Organisaties.csv", rows))
    monkeypatch.setattr(examined, "MOST_STATEMENTS", 1)
    said = small_world.PREFIXES + 'project:r1-x a vak:Project ; rdfs:label "X"@nl .'
    with pytest.raises(InputError, match="2 uitspraken"):
        examining.examine(Job(str(small), "x.ttl", said.encode()))


# ---- the process apart


def test_what_takes_too_long_is_ended(small: Path, capfd: pytest.CaptureFixture[str]) -> None:
    job = Job(str(small), "x.ttl", small_world.PREFIXES.encode())
    with pytest.raises(VakError, match=r"langer dan 0\.05 seconden"):
        apart.examined(job, patience=0.05)
    with pytest.raises(VakError, match="te veel van deze computer"):
        apart.examined(job, memory=64 * 2**20)
    assert capfd.readouterr() == ("", ""), "no word of it in any log"


def test_that_process_cannot_write_a_file(tmp_path: Path) -> None:
    text = (
        "from vakgraph.web import apart; apart._limit(60, apart.MEMORY); import sys, pathlib\n"
        "try:\n pathlib.Path(sys.argv[1]).write_text('x')\nexcept OSError as error:\n print(error.errno == 27)"
    )
    said = subprocess.run([sys.executable, "-c", text, tmp_path / "vol"], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "True"  # EFBIG


def test_a_third_steward_waits(client: TestClient, hand: Hand) -> None:
    taken = [apart._places.acquire(blocking=False) for _ in range(apart.AT_ONCE)]
    try:
        answer = hand(FINDING)
    finally:
        for _ in taken:
            apart._places.release()
    assert all(taken) and answer.status_code == 503 and "over een minuut" in words(answer)
