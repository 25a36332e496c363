"""The addresses for programs: well-known files, OpenAPI, and the SPARQL 1.1 Protocol, read only."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import small_world
from openapi_spec_validator import validate
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from starlette.testclient import TestClient

from vakgraph import adhoc
from vakgraph.adhoc import Limits
from vakgraph.graph import VakGraph
from vakgraph.table import Cell, Table
from vakgraph.web import api, endpoint, pages, results
from vakgraph.web.addresses import LANGUAGES, is_row
from vakgraph.web.library import Library
from vakgraph.web.server import application

ROOT = Path(__file__).resolve().parent.parent
HERE = "http://127.0.0.1:8080"
SD, VOID, DCAT = (
    "http://www.w3.org/ns/sparql-service-description#",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/ns/dcat#",
)
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
NUMBERS = "SELECT ?number WHERE { ?p vak:zonmwNumber ?number }"
PLAIN, FORM, QUERY = "text/plain; charset=utf-8", "application/x-www-form-urlencoded", "application/sparql-query"


def client_of(library: Library) -> TestClient:
    return TestClient(application(library), base_url=HERE, follow_redirects=False)


@pytest.fixture(scope="module")
def shipped() -> Library:
    return Library(VakGraph.open(ROOT))


@pytest.fixture(scope="module")
def server(shipped: Library) -> TestClient:
    return client_of(shipped)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_world.build(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def small(world: Path) -> TestClient:
    return client_of(Library(VakGraph.open(world)))


def triples(content: bytes, form: RdfFormat = RdfFormat.TURTLE) -> set[Triple]:
    return {quad.triple for quad in parse(content, format=form)}


def objects(said: set[Triple], predicate: str) -> set[str]:
    return {each.object.value for each in said if each.predicate.value == predicate}


# ---- well-known files


def test_the_void_description_counts_the_file_that_it_names(server: TestClient) -> None:
    answer = server.get("/.well-known/void")
    said = triples(answer.content)
    assert answer.headers["content-type"].startswith("text/turtle")
    assert objects(said, VOID + "sparqlEndpoint") == {f"{HERE}/sparql"}
    assert objects(said, VOID + "dataDump") == {f"{HERE}/vakgraph.ttl"}
    assert str(len(triples(server.get("/vakgraph.ttl").content))) in objects(said, VOID + "triples")


def test_the_dcat_record_names_the_file_with_its_size_and_the_service(server: TestClient) -> None:
    said, dump = triples(server.get("/dcat.ttl").content), server.get("/vakgraph.ttl").content
    assert objects(said, DCAT + "downloadURL") == {f"{HERE}/vakgraph.ttl"}
    assert objects(said, DCAT + "byteSize") == {str(len(dump))}
    assert objects(said, DCAT + "endpointURL") == {f"{HERE}/sparql"}
    services = {each.subject for each in said if each.object == NamedNode(DCAT + "DataService")}
    assert len(services) == 1


def test_the_sitemap_holds_every_page_in_both_languages(shipped: Library, server: TestClient) -> None:
    tree = ElementTree.fromstring(server.get("/sitemap.xml").content)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [str(each.text) for each in tree.iter(space + "loc")]
    wanted = [path for path in dict.fromkeys(pages.paths(shipped)) if not is_row(path)]
    assert len(found) == len(set(found)) == len(wanted) * len(LANGUAGES)
    assert f"{HERE}/nl/project/r1-baanwijs" in found and f"{HERE}/en/question/rounds" in found
    for address in found[:: len(found) // 12]:
        assert server.get(address).status_code == 200, address


def test_robots_are_sent_to_the_sitemap_and_kept_from_what_is_made_for_each_visitor(server: TestClient) -> None:
    text = server.get("/robots.txt").text
    assert f"Sitemap: {HERE}/sitemap.xml" in text and "Disallow: /sparql" in text


def test_a_host_that_is_none_is_not_repeated(server: TestClient) -> None:
    answer = server.get("/robots.txt", headers={"Host": 'x"><script>'})
    assert "script" not in answer.text


# ---- the questions as an API


def test_the_openapi_document_is_valid_and_names_this_server(server: TestClient) -> None:
    document = server.get("/openapi.json").json()
    validate(document)
    assert document["servers"] == [{"url": HERE}] and document["openapi"].startswith("3.1")


def test_every_address_of_the_document_answers_in_every_form(shipped: Library, server: TestClient) -> None:
    document = api.document(shipped)
    assert {api.address(name) for name in shipped.questions} | {"/sparql"} == document["paths"].keys()
    for path in sorted(document["paths"].keys() - {"/sparql"})[::9]:
        operation = document["paths"][path]["get"]
        wanted = [each for each in operation["parameters"] if each.get("required") and "name" in each]
        asked = {each["name"]: each["schema"]["items"]["examples"][0] for each in wanted}
        answer = server.get(path.format(language="nl", form="json"), params=asked)
        assert answer.status_code == 200, (path, answer.text[:200])
        assert answer.json()["columns"]


def test_a_parameter_that_does_not_exist_is_refused_in_one_sentence(server: TestClient) -> None:
    answer = server.get("/en/question/rounds.json", params={"colour": "blue"})
    assert answer.status_code == 400 and answer.headers["content-type"] == PLAIN and "colour" in answer.text


def test_the_viewer_shows_every_question_with_its_address_and_parameters(shipped: Library, server: TestClient) -> None:
    for at in LANGUAGES:
        text = server.get(f"/{at}/openapi").text
        assert "<script" not in text and len(text) < 300_000
        for name, query in shipped.questions.items():
            assert f"GET /{at}/question/{name}.{{form}}" in text
            assert all(f"<code>{each.name}</code>" in text for each in query.parameters)


# ---- the protocol


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv;q=0.9, application/sparql-results+json;q=0.1", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
    ],
)
def test_a_select_is_answered_in_the_form_that_is_asked_for(small: TestClient, accept: str, media: str) -> None:
    answer = small.get("/sparql", params={"query": NUMBERS}, headers={"Accept": accept})
    assert answer.status_code == 200 and answer.headers["content-type"].split(";")[0] == media
    assert "0518" in answer.text


def test_the_three_ways_of_asking_give_the_same_answer(small: TestClient) -> None:
    by_get = small.get("/sparql", params={"query": NUMBERS})
    by_form = small.post("/sparql", data={"query": NUMBERS})
    direct = small.post("/sparql", content=NUMBERS, headers={"Content-Type": f"{QUERY}; charset=utf-8"})
    assert by_get.status_code == 200 and by_get.content == by_form.content == direct.content


@pytest.mark.parametrize("form", ["text/turtle", "application/n-triples", "application/ld+json"])
def test_a_construct_is_answered_with_triples(small: TestClient, form: str) -> None:
    text = "CONSTRUCT { ?p rdfs:label ?l } WHERE { ?p a vak:Project ; rdfs:label ?l }"
    answer = small.get("/sparql", params={"query": text}, headers={"Accept": form})
    sort = RdfFormat.from_media_type(form)
    assert answer.headers["content-type"].split(";")[0] == form and sort
    assert {each.object.value for each in triples(answer.content, sort)} == {"Project één", "=Twee"}


def test_an_ask_is_answered_with_yes_or_no_and_never_as_a_table(small: TestClient) -> None:
    asked = {"query": "ASK { ?p a vak:Project }"}
    assert small.get("/sparql", params=asked).json() == {"head": {}, "boolean": True}
    assert small.get("/sparql", params=asked, headers={"Accept": "text/csv"}).status_code == 406


@pytest.mark.parametrize(
    ("status", "send"),
    [
        (400, {"method": "GET", "params": {"query": "SELECT nonsense"}}),
        (400, {"method": "GET", "params": {"query": " "}}),
        (400, {"method": "GET", "params": [("query", NUMBERS), ("query", NUMBERS)]}),
        (400, {"method": "GET", "params": {"query": NUMBERS, "default-graph-uri": "no graph"}}),
        (400, {"method": "GET", "params": {"query": NUMBERS, "named-graph-uri": "http://example.org/<>"}}),
        (400, {"method": "GET", "params": {"query": NUMBERS, "form": "docx"}}),
        (400, {"method": "GET", "params": {"query": "SELECT * { ?s ?p ?o }" + " " * 30_000}}),
        (400, {"method": "POST", "content": "a=1", "headers": {"Content-Type": FORM}}),
        (400, {"method": "POST", "content": b"\xff", "headers": {"Content-Type": QUERY}}),
        (403, {"method": "GET", "params": {"update": "CLEAR ALL"}}),
        (403, {"method": "POST", "data": {"update": "CLEAR ALL"}}),
        (403, {"method": "POST", "content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}),
        (405, {"method": "PUT", "content": "x"}),
        (405, {"method": "DELETE"}),
        (406, {"method": "GET", "params": {"query": NUMBERS}, "headers": {"Accept": "image/png"}}),
        (413, {"method": "POST", "content": "x" * 100_000, "headers": {"Content-Type": QUERY}}),
        (415, {"method": "POST", "content": NUMBERS, "headers": {"Content-Type": "text/plain"}}),
    ],
)
def test_what_is_not_the_protocol_is_refused_with_the_status_of_its_kind(
    small: TestClient, monkeypatch: pytest.MonkeyPatch, status: int, send: dict[str, object]
) -> None:
    if status != 400:
        monkeypatch.setattr(endpoint, "answer", lambda *_: pytest.fail("it was asked all the same"))
    answer = small.request(url="/sparql", **send)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert len(answer.text.splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://example.org/a> <http://example.org/b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "CLEAR ALL",
        "DROP ALL",
        "SELECT * { ?s ?p ?o } ; DELETE WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_is_refused_and_nothing_is_written(world: Path, small: TestClient, text: str) -> None:
    before = {path: path.read_bytes() for path in world.rglob("*") if path.is_file()}
    for answer in (small.get("/sparql", params={"query": text}), small.post("/sparql", data={"query": text})):
        assert answer.status_code == 400
    assert {path: path.read_bytes() for path in world.rglob("*") if path.is_file()} == before
    count = small.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?p a vak:Project }"}).json()
    assert count["results"]["bindings"][0]["n"]["value"] == "2"


@pytest.fixture
def elsewhere() -> Iterator[tuple[int, list[bool]]]:
    """A port that hears whether anybody comes."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.2)
        heard: list[bool] = []
        yield door.getsockname()[1], heard
        with pytest.raises(TimeoutError):
            door.accept()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
        "SELECT * { BIND(<http://127.0.0.1:PORT/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { S\\u0045RVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    ],
)
def test_no_other_server_is_asked(small: TestClient, elsewhere: tuple[int, list[bool]], text: str) -> None:
    answer = small.get("/sparql", params={"query": text.replace("PORT", str(elsewhere[0]))})
    assert answer.status_code == 400
    assert "--allow-service" not in answer.text


def test_a_query_without_end_is_ended_and_the_server_goes_on(world: Path) -> None:
    small = client_of(Library(VakGraph.open(world), limits=Limits(timeout=0.3)))
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    answer = small.get("/sparql", params={"query": endless})
    assert answer.status_code == 503 and answer.headers["retry-after"]
    assert small.get("/nl/").status_code == 200


def test_a_long_answer_is_cut_and_says_so(world: Path) -> None:
    small = client_of(Library(VakGraph.open(world), limits=Limits(rows=3)))
    every = {"query": "SELECT * { ?s ?p ?o }"}
    answer = small.get("/sparql", params=every)
    assert len(answer.json()["results"]["bindings"]) == 3
    assert "Cut" in answer.headers["vakgraph-cut"] and "Afgekapt" in answer.json()["cut"]
    assert b"<!-- Afgekapt" in small.get("/sparql", params={**every, "form": "xml"}).content
    graph = small.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }", "form": "nt"})
    assert graph.text.rstrip().splitlines()[-1].startswith("# Afgekapt") and len(triples(graph.content)) == 3
    assert "Afgekapt" in small.get("/nl/sparql", params=every).text


def test_more_than_a_few_at_a_time_are_asked_to_come_back(world: Path) -> None:
    library = Library(VakGraph.open(world), limits=Limits(at_once=1, timeout=0.2))
    places = library.kept("places", lambda: adhoc.Places(library.limits))
    with places.place("another"):
        answer = client_of(library).get("/sparql", params={"query": NUMBERS})
    assert answer.status_code == 503 and answer.headers["retry-after"]


def test_where_it_is_switched_off_nothing_is_asked_or_promised(world: Path) -> None:
    library = Library(VakGraph.open(world), sparql=False)
    off = client_of(library)
    assert off.get("/sparql", params={"query": NUMBERS}).status_code == 400
    assert b"sparql" not in off.get("/.well-known/void").content
    assert "/sparql" not in off.get("/openapi.json").json()["paths"]
    assert "staat SPARQL uit" in off.get("/nl/sparql").text


# ---- what a browser sees


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}


def test_without_a_query_a_program_gets_the_service_description_and_a_browser_the_form(small: TestClient) -> None:
    said = triples(small.get("/sparql").content)
    assert objects(said, SD + "endpoint") == {f"{HERE}/sparql"}
    assert NamedNode(SD + "SPARQL11Query") in {each.object for each in said}
    assert (
        triples(small.get("/sparql", headers={"Accept": "application/n-triples"}).content, RdfFormat.N_TRIPLES) == said
    )
    to_form = small.get("/sparql", headers=BROWSER)
    assert to_form.status_code == 303 and to_form.headers["location"] == "/nl/sparql"


def test_a_browser_is_led_to_the_page_with_its_answer(small: TestClient) -> None:
    led = small.get("/sparql", params={"query": NUMBERS}, headers=BROWSER)
    assert led.status_code == 303
    page = small.get(led.headers["location"]).text
    assert "0518" in page and NUMBERS.replace("{ ?p", "{ ?p") in page
    for form, text in (("csv", "0518"), ("json", '"0518"')):
        address = re.search(rf'href="([^"]*form={form})"', page)
        assert address and text in small.get(address[1].replace("&amp;", "&")).text


def test_the_form_holds_the_prefixes_or_the_question_that_was_chosen(server: TestClient) -> None:
    page = server.get("/nl/sparql").text
    assert "PREFIX vak: &lt;https://w3id.org/vakgraph/def#&gt;" in page and 'for="query"' in page
    assert "?round" in re.findall("<textarea.*?</textarea>", server.get("/nl/sparql?example=rounds").text, re.DOTALL)[0]


@pytest.mark.parametrize("text", ["</textarea><script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_was_typed_comes_back_as_text(small: TestClient, text: str) -> None:
    answer = small.get(f"/nl/sparql?query={quote(text)}")
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text and "<img" not in answer.text


def test_the_stored_questions_are_answered_by_the_endpoint_as_they_stand_in_the_form(
    shipped: Library, server: TestClient
) -> None:
    answer = server.post("/sparql", data={"query": shipped.questions["rounds"].bind({})})
    assert len(answer.json()["results"]["bindings"]) == len(shipped.desk.ask("rounds"))


# ---- how results are written


ROWS = Table(
    ("a", "b"),
    (
        (Cell("iri", "http://example.org/é?x=1&y"), Cell("literal", 'a "b"\n\tc,\r<&>', None, "nl")),
        (Cell("blank", "x1"), Cell("literal", "1", "http://www.w3.org/2001/XMLSchema#integer")),
        (Cell("unbound", ""), Cell("literal", "\x00\x0b", None)),
    ),
)


def test_results_in_four_forms_say_the_same() -> None:
    said = json.loads(results.as_json(ROWS))["results"]["bindings"]
    assert said[0]["b"] == {"type": "literal", "value": 'a "b"\n\tc,\r<&>', "xml:lang": "nl"}
    assert said[2].keys() == {"b"} and said[1]["a"] == {"type": "bnode", "value": "x1"}
    tree = ElementTree.fromstring(results.as_xml(ROWS))
    texts = [each.text for each in tree.iter(f"{{{results.SPACE}}}literal")]
    assert texts == ['a "b"\n\tc,\r<&>', "1", "��"]
    rows = list(csv.reader(io.StringIO(results.as_csv(ROWS).decode(), newline="")))
    assert rows[1] == ["http://example.org/é?x=1&y", 'a "b"\n\tc,\r<&>'] and rows[2] == ["_:x1", "1"]
    lines = results.as_tsv(ROWS).decode().split("\n")
    assert lines[0] == "?a\t?b" and len(lines) == 5 and all(line.count("\t") == 1 for line in lines[:4])
    assert lines[1].endswith('"@nl') and lines[2].startswith("_:x1\t")
