"""The SPARQL editor: what it is built from, what it completes, and a person who types in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import Tab, served, visit
from starlette.testclient import TestClient

from vakgraph.graph import VakGraph
from vakgraph.namespaces import prefixes
from vakgraph.pictures import counted
from vakgraph.table import UNBOUND, XSD, Cell, Table
from vakgraph.web import editing, pages
from vakgraph.web.addresses import LANGUAGES, Links
from vakgraph.web.library import Library
from vakgraph.web.server import application
from vakgraph.web.views import Ask
from vakgraph.web.writing import written

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "editor"
CONCEPTS = "SELECT ?c WHERE { ?c a <http://www.w3.org/2004/02/skos/core#Concept> }"
COUNTS = "SELECT ?round (COUNT(?p) AS ?projects) WHERE { ?p vak:inRound ?round } GROUP BY ?round"


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(VakGraph.open(ROOT))


@pytest.fixture(scope="module")
def server(library: Library) -> TestClient:
    return TestClient(application(library), base_url="http://127.0.0.1:8080", follow_redirects=False)


@pytest.fixture(scope="module")
def built() -> Path:
    """The editor, built from the sources as they are; without npm these tests say that nobody tried it."""
    done = subprocess.run([sys.executable, SOURCES / "bundle.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    if done.stderr and not done.stderr.startswith("Built"):
        pytest.skip(f"NO EDITOR, so nobody tried it: {done.stderr.strip()}")
    return editing.BUILT


@pytest.fixture
def unbuilt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(editing, "BUILT", tmp_path)


# ---- what it is built from


def test_packages_are_named_by_version_and_digest_and_by_no_address() -> None:
    package, lock = (json.loads((SOURCES / name).read_text()) for name in ("package.json", "package-lock.json"))
    wanted = package["dependencies"] | package["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    others = {name: said for name, said in lock["packages"].items() if name}
    assert len(others) > len(wanted) and all(said["integrity"].startswith("sha512-") for said in others.values())
    assert not [path.name for path in SOURCES.iterdir() if path.is_file() and "://" in path.read_text("utf-8")]
    assert not any("resolved" in said for said in others.values())


def test_the_built_editor_asks_nobody_and_lists_its_licences(built: Path) -> None:
    program, licences = ((built / name).read_text("utf-8") for name in ("editor.js", "editor.txt"))
    assert set(re.findall(r"https?://[\w.-]+", program)) <= {"http://www.w3.org"}  # the names of SVG and MathML
    package = json.loads((SOURCES / "package.json").read_text())
    assert all(f"\n{name} {version}: MIT\n" in licences for name, version in package["dependencies"].items())
    assert licences.count("Permission is hereby granted") == licences.count("=" * 60)
    assert "Copyright (C)" in licences and not re.search(r"\w@\w+\.\w", licences + program)


@pytest.mark.skipif(not shutil.which("node"), reason="no node here to run the sources with")
def test_the_prefix_lines_that_lack_are_those_of_names_only() -> None:
    text = (
        "# rdfs:x is said here\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "SELECT ?a WHERE { ?a a vak:Project ; skos:note 'org:x', \"dcat:y\"@nl, '''sh:z''';"
        " <urn:kst:1> _:prov, none:x }"
    )
    code = (
        f"import {{ prefixesIn, lacking }} from '{(SOURCES / 'src' / 'prefixes.js').as_uri()}';"
        f"const known = {json.dumps(prefixes())}, text = {json.dumps(text)};"
        "const put = (said, more) => { const line = lacking(said, known, more);"
        " return line && said.slice(0, line.from) + line.insert + said.slice(line.from); };"
        "console.log(JSON.stringify([[...prefixesIn(text).used], put(text), put(put(text)),"
        " put('ASK { ?s ?p rdfs:x }'), put('', ['vak'])]));"
    )
    said = subprocess.run(
        ["node", "--input-type=module", "-e", code], capture_output=True, text=True, check=True, timeout=60
    )
    used, filled, again, bare, empty = json.loads(said.stdout)
    assert used == ["vak", "skos", "none"]
    assert filled.splitlines()[2] == f"PREFIX vak: <{prefixes()['vak']}>" and again is None
    assert bare == f"PREFIX rdfs: <{prefixes()['rdfs']}>\n\nASK {{ ?s ?p rdfs:x }}"
    assert empty == f"PREFIX vak: <{prefixes()['vak']}>\n"


# ---- what it completes


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terms_are_those_of_this_ontology_in_the_language_of_the_page(
    library: Library, server: TestClient, language: str
) -> None:
    answer = server.get(editing.terms_at(language))
    said = answer.json()
    terms = {name: (kind, label, other) for name, kind, label, other in said["terms"]}
    assert said["prefixes"] == prefixes() and len(terms) == len(said["terms"])
    both = ("bevinding", "finding") if language == "nl" else ("finding", "bevinding")
    assert terms["vak:Finding"] == ("class", *both) and terms["rdfs:label"][0] == "property"
    assert terms["org:FormalOrganization"][1] == ("organisatie" if language == "nl" else "organisation")
    concepts = {row[0].value for row in library.desk.store.select(CONCEPTS).rows}
    named = {prefixes()[prefix] + rest for prefix, _, rest in (name.partition(":") for name in terms)}
    assert concepts <= named and all(label for kind, label, _ in terms.values() if kind == "concept")
    again = server.get(editing.terms_at(language), headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304 and not again.content


# ---- the page without it


@pytest.mark.usefixtures("unbuilt")
def test_without_npm_the_plain_form_works_and_says_so(server: TestClient, library: Library) -> None:
    for language, said in (("nl", "zonder npm gebouwd"), ("en", "built without npm")):
        page = server.get(f"/{language}/sparql", params={"query": COUNTS})
        assert said in page.text and "<script" not in page.text and "data-terms" not in page.text
        assert len(page.content) < 300_000 and 'href="/nl/round/' in page.text.replace("/en/", "/nl/")
    assert server.get("/editor.js").status_code == server.get("/editor.txt").status_code == 404


def test_every_stored_question_is_an_example_without_script(server: TestClient, library: Library) -> None:
    page = server.get("/nl/sparql?example=rounds").text
    form = page[page.index('<select id="example"') : page.index("</select>")]
    assert set(re.findall(r'<option value="([^"]+)"', form)) == set(library.questions)
    assert re.findall(r'<option value="([^"]+)" selected', form) == ["rounds"]


def test_only_the_page_of_the_editor_asks_for_it(built: Path, server: TestClient, library: Library) -> None:
    assert re.findall("<script[^>]*>", server.get("/nl/sparql").text) == ['<script src="/editor.js" defer>']
    for path in ("/nl/programs", "/nl/openapi", "/en/question/rounds"):
        assert "editor.js" not in server.get(path).text
    program = server.get("/editor.js")
    assert program.headers["content-type"].startswith("text/javascript")
    again = server.get("/editor.js", headers={"If-None-Match": program.headers["etag"]})
    assert again.status_code == 304


def test_a_folder_says_that_questions_take_the_server(built: Path, library: Library) -> None:
    ask = Ask(library, Links("sparql", "nl", folder=True))
    view = pages.made(ask, "sparql")
    assert view
    page = written(view, ask).decode()
    assert "vakgraph serve" in page and "<script" not in page and "<form" not in page


# ---- an answer as a picture


def number(value: object) -> Cell:
    return Cell("literal", str(value), XSD + ("decimal" if "." in str(value) else "integer"))


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table(("naam", "aantal", "meer")[: len(rows[0])], rows)


def word(text: str) -> Cell:
    return Cell("literal", text)


@pytest.mark.parametrize(
    "rows",
    [
        [(word("a"), number(1))],
        [(word("a"), number(2016)), (word("b"), number(2020))],
        [(word("a"), number(-1)), (word("b"), number(2))],
        [(word("a"), number(1), number(2)), (word("b"), number(3), number(4))],
        [(number(1),), (number(2),)],
        [(word("a"), word("1")), (word("b"), word("2"))],
        [(word("a"), UNBOUND), (word("b"), UNBOUND)],
        [(word("a"), Cell("literal", "NaN", XSD + "double")), (word("b"), number(1))],
    ],
    ids=["one row", "years", "below zero", "two numbers", "no name", "words", "nothing known", "no number"],
)
def test_what_no_bar_can_show_is_not_drawn(rows: list[tuple[Cell, ...]]) -> None:
    assert counted.counted(table(*rows)) is None


def test_bars_stand_for_their_numbers_and_what_is_not_known_is_said() -> None:
    iri = [Cell("iri", f"http://example.org/{each}") for each in range(3)]
    rows = zip(iri, [number(1000), number("0.5"), UNBOUND], [word("x & y"), word("z"), word("w")], strict=True)
    said = counted.counted(table(*rows))
    assert said and said.rows == (("x & y", Decimal(1000)), ("z", Decimal("0.5")), ("w", None))
    drawn = counted.bars(said, "nl")
    assert "<title>x &amp; y: 1.000</title>" in drawn and "z: 0,5" in drawn and "w: onbekend" in drawn
    assert (
        drawn == counted.bars(said, "nl") and "style=" not in drawn and "x &amp; y: 1,000" in counted.bars(said, "en")
    )
    wide = [float(each) for each in re.findall(r'<rect[^>]* width="([\d.]+)" height="18"', drawn)]
    assert wide[0] == max(wide) and wide[1] == 1


def test_an_answer_is_a_picture_and_then_its_table(server: TestClient) -> None:
    page = server.get("/nl/sparql", params={"query": COUNTS}).text
    assert page.index("data:image/svg+xml;base64,") < page.index("<caption>")
    assert 'alt="projects per round. Van ' in page
    many = server.get("/nl/sparql", params={"query": "SELECT ?s (1 AS ?n) WHERE { ?s a vak:Claim } LIMIT 41"}).text
    assert "data:image/svg+xml;base64," not in many


# ---- in a browser


@pytest.fixture(scope="module")
def home(built: Path, browser: Browser) -> Iterator[str]:
    with served() as address:
        yield address


def opened(tab: Tab, path: str) -> Any:
    """The page with its editor ready, and in it the keyboard."""
    tab.open(path)
    tab.page.wait_for_selector("form[data-ready]")
    tab.page.click("label[for=query]")
    return tab.page.keyboard


def offered(tab: Tab) -> list[str]:
    """What the editor offers to complete with."""
    tab.page.wait_for_selector("[role=listbox] [role=option]")
    return [str(each) for each in tab.page.locator("[role=option]").all_inner_texts()]


def test_a_person_types_completes_and_asks(browser: Browser, home: str) -> None:
    with visit(browser, home, reduced_motion="reduce") as tab:
        keys = opened(tab, "/nl/sparql")
        keys.press("Control+a")
        keys.type("SELECT ?p WHERE { ?p a vak:Proj")
        assert any(each.startswith("vak:Project") and "project · klasse" in each for each in offered(tab))
        assert tab.faults(axe=(320, 1280)) == []
        keys.press("Enter")
        assert tab.page.input_value("#query").startswith(f"PREFIX vak: <{prefixes()['vak']}>\n\nSELECT ?p WHERE")
        keys.type(" ; doelgr")
        assert all("doelgr" in each.lower() for each in offered(tab))
        keys.press("Escape")
        for _ in range(len("; doelgr")):
            keys.press("Backspace")
        keys.type("; rdfs:label ?l }")  # the bracket that the editor closed by itself is typed over
        assert re.search(r"a vak:Project ; rdfs:label \?l \}\s*$", tab.page.input_value("#query"))
        keys.press("Control+Enter")
        tab.page.wait_for_selector("#answer")
        assert tab.page.url.endswith("#answer") and tab.page.locator("main table").count() == 1
        assert f"PREFIX rdfs: <{prefixes()['rdfs']}>" in tab.page.input_value("#query")
        assert not tab.errors and not tab.outside


def test_the_keyboard_leaves_the_editor_and_a_fault_is_shown_in_its_line(browser: Browser, home: str) -> None:
    with visit(browser, home, color_scheme="dark") as tab:
        keys = opened(tab, "/en/sparql?query=SELECT%20%2A%0AWHERE%20%7B%20%3Fs%20%3Fp%20%5D%20%7D")
        assert tab.page.locator(".cm-fault").inner_text() == "WHERE { ?s ?p ] }"
        assert tab.axe() == [] and tab.outline() == [] and tab.sideways() == []
        at = "document.activeElement.textContent.trim()"
        keys.press("Tab")
        assert tab.page.evaluate(at) == "Ask"
        keys.press("Shift+Tab")
        assert "SELECT *" in tab.page.evaluate(at)
        keys.press("Control+End")
        keys.type("#")
        assert tab.page.locator(".cm-fault").count() == 0


def test_without_script_the_form_is_the_plain_one(browser: Browser, home: str) -> None:
    with visit(browser, home, javascript=False) as tab:
        tab.open("/nl/sparql")
        assert tab.page.is_visible("textarea") and not tab.page.is_visible("[data-keys]")
        tab.page.fill("textarea", "ASK { ?s a vak:Project }")
        tab.page.click("form.sparql button")
        assert "Antwoord" in tab.text() and re.search(r"\bja\b", tab.text(), re.IGNORECASE)
