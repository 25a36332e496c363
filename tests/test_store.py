"""The store: built once per state of the graph, rebuilt when in doubt, read-only, and deaf to nobody."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pyoxigraph
import pytest

from vakgraph import turtle, usage
from vakgraph.checkout import Checkout
from vakgraph.errors import InputError, VakError, WriteError
from vakgraph.store import access, cache, embedded, gate, remote
from vakgraph.store.access import Credentials, Endpoint
from vakgraph.store.embedded import EmbeddedStore
from vakgraph.store.faults import ServerFault
from vakgraph.store.port import Store
from vakgraph.table import Cell

EX = "https://example.org/"
ONTOLOGY = f"<{EX}knows> <{EX}label> 'kent'@nl .\n"
DATA = f"<{EX}a> <{EX}knows> <{EX}b> .\n<{EX}b> <{EX}knows> <{EX}c> .\n"
BOTH_WAYS = f"#+ title: x\nCONSTRUCT {{ ?a <{EX}knows> ?b . ?b <{EX}knows> ?a }} WHERE {{ ?a <{EX}knows> ?b }}"
LINKED = f"CONSTRUCT {{ ?a <{EX}linked> ?c }} WHERE {{ ?a <{EX}knows> ?b . ?b <{EX}knows> ?c }}"
EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"


@pytest.fixture
def graph(tmp_path: Path) -> Checkout:
    """Three facts in two files, and two derive queries of which the second needs the first."""
    root = tmp_path / "graph"
    for name, text in (
        ("ontology/vak.ttl", ONTOLOGY),
        ("data/x/one.ttl", DATA),
        ("data/x/two.ttl", f"<{EX}a> <{EX}knows> <{EX}b> .\n"),
        ("queries/derive/10-both-ways.rq", BOTH_WAYS),
        ("queries/derive/20-linked.rq", LINKED),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Checkout(root)


def kept(folder: Path) -> list[Path]:
    """The stores in a cache folder."""
    return sorted(path for path in folder.iterdir() if path.is_dir())


def change(graph: Checkout, text: str = f"<{EX}new> <{EX}is> 1 .\n") -> None:
    (graph.data / "x" / "three.ttl").write_text(text, encoding="utf-8")


# --- what stands in a store


def test_files_and_what_follows_from_them_are_one_graph(graph: Checkout, tmp_path: Path) -> None:
    store = embedded.open(graph, tmp_path / "stores")
    assert store.ask(f"ASK {{ <{EX}c> <{EX}knows> <{EX}b> }}")
    assert store.ask(f"ASK {{ <{EX}c> <{EX}linked> <{EX}a> }}")
    assert store.ask(f"ASK {{ <{EX}knows> <{EX}label> 'kent'@nl }}")


def test_counts_stand_beside_the_store(graph: Checkout, tmp_path: Path) -> None:
    store = embedded.open(graph, tmp_path / "stores")
    assert store.counts.asserted == 3
    assert store.counts.derived == 2 + 5  # both ways back; a-a, b-b, c-c, a-c, c-a
    assert store.counts.files == {"ontology/vak.ttl": 1, "data/x/one.ttl": 2, "data/x/two.ttl": 1}
    assert store.size() == len(store.select(EVERYTHING)) == 10
    record = json.loads((kept(tmp_path / "stores")[0] / "counts.json").read_text())
    assert record == {"asserted": 3, "derived": 7, "files": dict(store.counts.files)}


def test_derived_triples_are_those_that_no_file_holds(
    graph: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = embedded.open(graph, tmp_path / "stores")
    everything = set(store.construct("CONSTRUCT WHERE { ?s ?p ?o }"))
    asserted = {triple for path in graph.graph_files() for triple in turtle.read(path)}
    assert set(store.derived()) == everything - asserted
    monkeypatch.setattr(cache, "folder", lambda named: None)
    assert set(embedded.open(graph).derived()) == everything - asserted


def test_building_reports_its_progress_and_opening_is_silent(graph: Checkout, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    embedded.open(graph, tmp_path / "stores", lambda *step: seen.append(step))
    assert seen == [("load", 1, 3), ("load", 2, 3), ("load", 3, 3), ("derive", 1, 2), ("derive", 2, 2)]
    seen.clear()
    embedded.open(graph, tmp_path / "stores", lambda *step: seen.append(step))
    assert seen == []


def test_a_broken_data_file_stops_the_building_and_leaves_nothing(graph: Checkout, tmp_path: Path) -> None:
    change(graph, "<http://a/a> nonsense")
    with pytest.raises(InputError, match=r"three\.ttl:1:"):
        embedded.open(graph, tmp_path / "stores")
    assert kept(tmp_path / "stores") == []


def test_a_broken_derive_query_is_named(graph: Checkout, tmp_path: Path) -> None:
    (graph.queries / "derive" / "30-wrong.rq").write_text("CONSTRUCT { ?a }", encoding="utf-8")
    with pytest.raises(InputError, match=r"queries/derive/30-wrong\.rq.*1:16"):
        embedded.open(graph, tmp_path / "stores")


# --- the cache


def test_the_same_graph_is_built_once(graph: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = embedded.open(graph, tmp_path / "stores")
    monkeypatch.setattr(cache, "build", lambda *_: pytest.fail("built again"))
    second = embedded.open(graph, tmp_path / "stores")
    assert second.directory == first.directory
    assert second.select(EVERYTHING) == first.select(EVERYTHING)


def test_the_key_is_made_of_contents_not_of_dates(graph: Checkout, tmp_path: Path) -> None:
    before = cache.key(graph)
    for path in graph.graph_files():
        os.utime(path, (1, 1))
    assert cache.key(graph) == before
    shutil.copytree(graph.root, tmp_path / "copy")
    assert cache.key(Checkout(tmp_path / "copy")) == before


@pytest.mark.parametrize(
    "name", ["ontology/vak.ttl", "data/x/one.ttl", "data/x/new.ttl", "queries/derive/10-both-ways.rq"]
)
def test_a_change_in_any_file_is_another_key(name: str, graph: Checkout) -> None:
    before = cache.key(graph)
    path = graph.root / name
    path.write_text((path.read_text() if path.exists() else "") + "# changed\n", encoding="utf-8")
    assert cache.key(graph) != before


def test_another_engine_or_other_code_is_another_key(
    graph: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {cache.key(graph)}
    with monkeypatch.context() as patch:
        patch.setattr("pyoxigraph.__version__", "99")
        keys.add(cache.key(graph))
    code = tmp_path / "embedded.py"
    code.write_text("# other code", encoding="utf-8")
    monkeypatch.setattr(cache, "_CODE", (code,))
    keys.add(cache.key(graph))
    assert len(keys) == 3


def test_files_that_were_not_touched_are_not_read_again(
    graph: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "SETTLED", -(10**12))  # as if everything was changed long ago
    made = cache.key(graph, tmp_path)
    monkeypatch.setattr(cache, "_content_key", lambda files: pytest.fail("read again"))
    assert cache.key(graph, tmp_path) == made


def test_a_file_changed_just_now_is_read_again(graph: Checkout, tmp_path: Path) -> None:
    path = graph.data / "x" / "two.ttl"
    before = cache.key(graph, tmp_path)
    assert list(tmp_path.glob("seen-*")) == []
    state = path.stat()
    path.write_text(path.read_text().replace("knows", "knowz"), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert cache.key(graph, tmp_path) != before


def test_a_change_of_the_graph_is_seen_at_the_next_opening(graph: Checkout, tmp_path: Path) -> None:
    before = embedded.open(graph, tmp_path / "stores").size()
    change(graph)
    assert embedded.open(graph, tmp_path / "stores").size() == before + 1


@pytest.mark.parametrize("damage", ["manifest", "current", "sst", "record", "count", "nonsense"])
def test_a_damaged_store_is_deleted_and_built_again(damage: str, graph: Checkout, tmp_path: Path) -> None:
    first = embedded.open(graph, tmp_path / "stores")
    rows, counts, (at,) = set(first.select(EVERYTHING).rows), first.counts, kept(tmp_path / "stores")
    del first
    record = at / "counts.json"
    match damage:
        case "manifest":
            manifest = next((at / "store").glob("MANIFEST-*"))
            manifest.write_bytes(manifest.read_bytes()[: manifest.stat().st_size // 2])
        case "current":
            (at / "store" / "CURRENT").unlink()
        case "sst":
            for table in (at / "store").glob("*.sst"):
                table.unlink()
        case "record":
            record.unlink()
        case "count":
            record.write_text(record.read_text().replace('"asserted": 3', '"asserted": 4'))
        case "nonsense":
            record.write_text("[1, 2]")
    again = embedded.open(graph, tmp_path / "stores")
    assert set(again.select(EVERYTHING).rows) == rows
    assert (again.counts, again.directory) == (counts, at)
    assert kept(tmp_path / "stores") == [at]


def test_when_another_process_was_first_its_store_stays(graph: Checkout, tmp_path: Path) -> None:
    made, stores = cache.key(graph), tmp_path / "stores"
    embedded.open(graph, stores)
    mine = kept(stores)[0] / "counts.json"
    first = mine.stat().st_ino

    def fill(store: Any, draft: Path) -> cache.Counts:
        return cache.Counts(0, 0, {})

    cache.build(stores, made, fill)
    assert mine.stat().st_ino == first
    assert [path.name for path in kept(stores)] == [made]


def test_only_the_newest_stores_are_kept(graph: Checkout, tmp_path: Path) -> None:
    stores, keys = tmp_path / "stores", []
    for number in range(cache.KEPT + 2):
        change(graph, f"<{EX}new> <{EX}is> {number} .\n")
        store = embedded.open(graph, stores)
        assert store.directory
        keys.append(store.directory.name)
        os.utime(store.directory, (number, number))
    assert {path.name for path in kept(stores)} == set(keys[-cache.KEPT :])


def test_a_store_that_is_used_counts_as_new(graph: Checkout, tmp_path: Path) -> None:
    first = embedded.open(graph, tmp_path / "stores").directory
    assert first
    os.utime(first, (1, 1))
    embedded.open(graph, tmp_path / "stores")
    assert first.stat().st_mtime > 1


def test_what_a_dead_process_left_is_taken_away_and_what_a_living_one_builds_is_not(
    graph: Checkout, tmp_path: Path
) -> None:
    old, new = (tmp_path / "stores" / f"{'0' * 32}.tmp-{pid}" for pid in (1, 2))
    old.mkdir(parents=True)
    new.mkdir()
    os.utime(old, (1, 1))
    embedded.open(graph, tmp_path / "stores")
    assert (old.exists(), new.exists()) == (False, True)


def test_a_strangers_folder_in_the_cache_is_left_alone(graph: Checkout, tmp_path: Path) -> None:
    strange = tmp_path / "stores" / "photos"
    strange.mkdir(parents=True)
    os.utime(strange, (1, 1))
    for number in range(cache.KEPT + 1):
        change(graph, f"<{EX}new> <{EX}is> {number} .\n")
        embedded.open(graph, tmp_path / "stores")
    assert strange.exists()


def test_stores_are_kept_in_the_users_cache(graph: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert embedded.open(graph).directory == tmp_path / "xdg" / "vakgraph" / cache.key(graph)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache.folder() == tmp_path / "home" / ".cache" / "vakgraph"


def test_without_a_cache_folder_the_store_is_in_memory(
    graph: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    store = embedded.open(graph)
    assert (store.directory, store.size()) == (None, 10)


def test_a_full_disk_is_no_reason_not_to_answer(
    graph: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "build", full)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert embedded.open(graph).size() == 10
    with pytest.raises(WriteError, match="No space left"):
        embedded.open(graph, tmp_path / "stores")


def test_a_named_folder_that_cannot_be_written_is_a_fault(graph: Checkout, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WriteError):
        embedded.open(graph, tmp_path / "file" / "stores")


# --- answering


@pytest.fixture
def store(graph: Checkout, tmp_path: Path) -> EmbeddedStore:
    change(graph, f"<{EX}n> <{EX}is> 1, 2.5, 'x', 'y'@nl, '2020-01-31'^^<http://www.w3.org/2001/XMLSchema#date>, [] .")
    return embedded.open(graph, tmp_path / "stores")


def test_an_answer_is_a_table_of_cells(store: EmbeddedStore) -> None:
    table = store.select(f"SELECT ?o ?none {{ <{EX}n> <{EX}is> ?o FILTER(!ISBLANK(?o)) }} ORDER BY STR(?o)")
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert table.columns == ("o", "none")
    assert [row[0] for row in table.rows] == [
        Cell("literal", "1", xsd + "integer"),
        Cell("literal", "2.5", xsd + "decimal"),
        Cell("literal", "2020-01-31", xsd + "date"),
        Cell("literal", "x"),
        Cell("literal", "y", None, "nl"),
    ]
    assert {row[1].kind for row in table.rows} == {"unbound"}
    assert store.select(f"SELECT ?o {{ <{EX}a> <{EX}knows> ?o }}").rows == ((Cell("iri", EX + "b"),),)
    assert store.select("SELECT ?o { ?s ?p ?o FILTER(ISBLANK(?o)) }").rows[0][0].kind == "blank"


def test_each_form_has_its_answer(store: EmbeddedStore) -> None:
    assert store.ask("ASK {}") is True
    assert store.ask(f"ASK {{ <{EX}nobody> ?p ?o }}") is False
    assert store.construct(f"DESCRIBE <{EX}knows>") == turtle.read_text(ONTOLOGY)
    for wrong in (store.select, store.construct):
        with pytest.raises(InputError, match=r"SELECT|CONSTRUCT"):
            wrong("ASK {}")
    with pytest.raises(InputError, match="ASK"):
        store.ask(EVERYTHING)


@pytest.mark.parametrize(
    ("sparql", "where", "words"),
    [
        ("SELECT * WHERE {\n ?s ?p }", "SPARQL:2:9", "(bij ?s ?p })"),
        ("SELECT * WHERE {\n ?s ex:p ?o }", "SPARQL:2:5", "PREFIX ex: <...>"),
        ("PREFIX ex: <http://a/>\nSELECT * { ?s ex:p ?o FILTER(foo:x(1)) }", "SPARQL:2:30", "PREFIX foo:"),
        ("", "SPARQL:1:1", ""),
        ("SELECT ?s ?s { ?s ?p ?o }", "SPARQL:1:26", ""),
        ("PREFIX a: <http://a/> INSERT DATA { a:a a:b 1 }", "SPARQL:1:32", "alleen gelezen"),
        ("DROP ALL", "SPARQL:1:9", "alleen gelezen"),
    ],
)
def test_a_mistake_has_line_column_and_one_sentence(sparql: str, where: str, words: str, store: EmbeddedStore) -> None:
    with pytest.raises(InputError) as fault:
        store.query(sparql)
    assert fault.value.where.startswith(where[:-1])
    assert fault.value.where == where
    assert words in fault.value.say()
    assert fault.value.say("en") != fault.value.say("nl")
    assert "expected" not in fault.value.say()


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { service SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { S\\u0045RVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { \\U00000073ervic\\u0065 SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> ASK {SERVICE:x{}}",
        "ASK {SERVICE#comment\n<http://127.0.0.1:9/>{}}",
        "ASK { BIND(<http://127.0.0.1:9/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
        "ASK { ?s <http://a/p> 1SERVICE<http://127.0.0.1:9/>{} }",
        "PREFIX ex: <http://a/> ASK { ?s ex:a\\#b ?o . SERVICE <http://127.0.0.1:9/> {} }",
        "ASK { ?s ?p ?o FILTER(?s<#b> '''\n?o) SERVICE <http://127.0.0.1:9/> {} #'''\n}",
        "ASK { { SELECT * { SERVICE <http://127.0.0.1:9/> {} } } }",
        "ASK { FILTER EXISTS { SERVICE SILENT <http://127.0.0.1:9/> {} } }",
        "PREFIX SERVIXE: <http://127.0.0.1:9/> PREFIX SERVICE: <http://127.0.0.1:9/> ASK { SERVICE SERVICE:x {} }",
    ],
)
def test_no_query_reaches_another_server(sparql: str, store: EmbeddedStore) -> None:
    with pytest.raises(InputError, match="SERVICE"):
        store.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { BIND('SERVICE <x> {}' AS ?service) } # SERVICE",
        "PREFIX service: <http://a/service#> SELECT * { ?s service:Service ?service }",
        "SELECT (<http://a/SERVICE> AS ?x) {}",
        "SELECT ('''\nSERVICE <http://a/>''' AS ?x) {}",
        "SELECT ('S\\\\u0045RVICE' AS ?x) {}",
    ],
)
def test_the_word_service_in_a_name_a_text_or_a_comment_is_harmless(sparql: str, store: EmbeddedStore) -> None:
    store.select(sparql)


def test_a_mistake_beside_the_word_service_is_still_a_mistake(store: EmbeddedStore) -> None:
    with pytest.raises(InputError, match="SPARQL:2:"):
        store.select("SELECT ?service {\n ?service ?p }")


@pytest.mark.parametrize("opening", ["{", "(", "["])
def test_a_query_that_would_break_the_process_is_refused(opening: str, store: EmbeddedStore) -> None:
    with pytest.raises(InputError, match=str(gate.DEEPEST)):
        store.query("ASK { " + opening * 5000)
    deep = 150
    assert store.ask("ASK " + "{" * deep + "}" * deep)


def test_what_the_engine_cannot_do_is_one_sentence(store: EmbeddedStore) -> None:
    with pytest.raises(VakError, match="niet te beantwoorden"):
        store.select("PREFIX ex: <http://a/> SELECT (ex:sum(1) AS ?x) {}")


ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(8)) + " }"
CHILD = """
import os, sys
from pathlib import Path
from vakgraph.checkout import Checkout
from vakgraph.store import embedded
store = embedded.open(Checkout(Path(sys.argv[1])), Path(sys.argv[2]))
print("asking", flush=True)
try:
    store.select(sys.argv[3])
except KeyboardInterrupt:
    {end}(130)
"""


@pytest.mark.parametrize("end", ["os._exit", "sys.exit"])
def test_ctrl_c_ends_a_long_query_within_two_seconds(end: str, graph: Checkout, tmp_path: Path) -> None:
    change(graph, "".join(f"<{EX}{n}> <{EX}is> {n} .\n" for n in range(200)))
    arguments = [sys.executable, "-c", CHILD.format(end=end), str(graph.root), str(tmp_path / "stores"), ENDLESS]

    def listening() -> None:  # a shell starts what runs in the background deaf to Ctrl-C
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, preexec_fn=listening) as child:
        assert child.stdout and child.stdout.readline() == "asking\n"
        time.sleep(0.5)
        assert child.poll() is None
        start = time.monotonic()
        child.send_signal(2)
        assert child.wait(10) == 130
        assert time.monotonic() - start < 2


# --- a server elsewhere


class Quiet(ThreadingHTTPServer):
    """A server that says nothing when a client gives up waiting: that is what some tests are about."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


ROWS = "application/sparql-results+json"
TABLE = json.dumps(
    {
        "head": {"vars": ["s", "o", "none"]},
        "results": {
            "bindings": [
                {
                    "s": {"type": "uri", "value": EX + "a"},
                    "o": {"type": "literal", "value": "kent", "xml:lang": "nl"},
                },
                {
                    "s": {"type": "bnode", "value": "b0"},
                    "o": {
                        "type": "typed-literal",
                        "value": "7",
                        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
                    },
                },
            ]
        },
    }
).encode()
NO_RELEASE = b'{"head":{"vars":["release"]},"results":{"bindings":[]}}'
PAGE = b"<!doctype html><title>Welcome</title>"
SECRET = "zeer-geheim"


class Server(BaseHTTPRequestHandler):
    """A SPARQL server that is good, slow, broken or worse: what it does stands in its path."""

    seen: ClassVar[list[tuple[str, str, str, str]]] = []  # (method, path, query, authorization)
    elsewhere: ClassVar[str] = ""

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        from urllib.parse import parse_qs

        asked = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()).get("query", [""])[0]
        self.seen.append((self.command, self.path, asked, self.headers.get("Authorization", "")))
        if "releases" in asked:
            return self.say(NO_RELEASE)
        getattr(self, "do_" + self.path.strip("/").split("/")[0].replace("-", "_"))(asked)

    def say(self, body: bytes, kind: str = ROWS, status: int = 200, length: int = -1, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length != 0:
            self.send_header("Content-Length", str(len(body) if length < 0 else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_good(self, asked: str) -> None:
        if asked.startswith("CONSTRUCT"):
            return self.say(ONTOLOGY.encode(), "text/turtle")
        self.say(b'{"head": {}, "boolean": true}' if asked.startswith("ASK") else TABLE)

    def do_page(self, asked: str) -> None:
        self.say(PAGE, "text/html; charset=utf-8")

    def do_page_as_json(self, asked: str) -> None:
        self.say(PAGE)

    def do_broken(self, asked: str) -> None:
        self.say({"A": b'{"head": {}, "boolean": true', "C": b"<http://a/s> <http://a"}.get(asked[0], TABLE[:-9]))

    def do_cut(self, asked: str) -> None:
        self.say(TABLE[:40], length=len(TABLE))

    def do_unmeasured(self, asked: str) -> None:
        self.say(ONTOLOGY.encode(), "text/turtle", length=0)

    def do_nothing(self, asked: str) -> None:
        self.say(b"")

    def do_fewer(self, asked: str) -> None:
        self.say(TABLE, X_SPARQL_MaxRows="2")

    def do_out_of_time(self, asked: str) -> None:
        self.say(TABLE, X_SQL_State="S1TAT", X_SQL_Message="RC...: Returning incomplete results, query interrupted")

    def do_other_form(self, asked: str) -> None:
        self.say(TABLE if asked.startswith("ASK") else b'{"head": {}, "boolean": true}')

    def do_e(self, asked: str) -> None:
        self.say(b"no: " + self.headers.get("Authorization", "").encode(), "text/plain", int(self.path.split("/")[-1]))

    def do_failing_twice(self, asked: str) -> None:
        tries = sum(path == self.path and query == asked for _, path, query, _ in self.seen)
        self.say(TABLE) if tries > 2 else self.say(b"busy", "text/plain", 503)

    def do_sends_on(self, asked: str) -> None:
        self.say(b"", status=307, Location=self.elsewhere + "/good")

    def do_sends_here(self, asked: str) -> None:
        self.say(b"", status=308, Location="/good")

    def do_turns_round(self, asked: str) -> None:
        self.say(b"", status=307, Location=self.path)

    def do_basic(self, asked: str) -> None:
        if self.headers.get("Authorization") == "Basic " + b64encode(f"vak:{SECRET}".encode()).decode():
            return self.do_good(asked)
        self.say(b"", "text/plain", 401, WWW_Authenticate='Basic realm="vak"')

    def do_token(self, asked: str) -> None:
        if self.headers.get("Authorization") == f"Bearer {SECRET}":
            return self.do_good(asked)
        self.say(b"", "text/plain", 401, WWW_Authenticate="Bearer")

    def do_silent(self, asked: str) -> None:
        time.sleep(4)

    def do_dribbles(self, asked: str) -> None:
        self.drip(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + TABLE)

    def do_dribbles_later(self, asked: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        self.drip(TABLE)

    def drip(self, body: bytes) -> None:
        for byte in body[:40]:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with Quiet(("127.0.0.1", 0), Server) as running, Quiet(("127.0.0.1", 0), Server) as other:
        Server.seen.clear()
        Server.elsewhere = f"http://127.0.0.1:{other.server_port}"
        for each in (running, other):
            threading.Thread(target=each.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        for each in (running, other):
            each.shutdown()


def test_a_server_elsewhere_answers_through_the_same_port(server: str) -> None:
    store: Store = remote.open(server + "/good")
    table = store.select(EVERYTHING)
    assert table.columns == ("s", "o", "none")
    assert [cell.kind for cell in table.rows[0]] == ["iri", "literal", "unbound"]
    assert table.rows[0][1] == Cell("literal", "kent", None, "nl")
    assert table.rows[1][1].python == 7
    assert store.ask("ASK {}")
    assert store.construct("CONSTRUCT WHERE { ?s ?p ?o }") == turtle.read_text(ONTOLOGY)


SELECT, ASK, CONSTRUCT = EVERYTHING, "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"
WRONG = [
    ("page", SELECT, "foreign", "niet als een SPARQL-server"),
    ("page", CONSTRUCT, "foreign", "niet als een SPARQL-server"),
    ("page-as-json", SELECT, "foreign", "niet als een SPARQL-server"),
    ("page-as-json", ASK, "foreign", "niet als een SPARQL-server"),
    ("other-form", SELECT, "foreign", ""),
    ("other-form", ASK, "foreign", ""),
    ("broken", SELECT, "half", "half antwoord"),
    ("broken", ASK, "half", "half antwoord"),
    ("cut", SELECT, "half", "40 / "),
    ("cut", ASK, "half", "40 / "),
    ("cut", CONSTRUCT, "half", "40 / "),
    ("unmeasured", CONSTRUCT, "half", "Content-Length"),
    ("nothing", SELECT, "half", "half antwoord"),
    ("nothing", ASK, "half", "half antwoord"),
    ("out-of-time", SELECT, "half", "incomplete"),
    ("fewer", SELECT, "cut", "niet alle rijen"),
    ("e/400", SELECT, "refused", "400"),
    ("e/401", SELECT, "unknown", "--auth"),
    ("e/403", SELECT, "forbidden", "403"),
    ("e/404", SELECT, "refused", "404"),
    ("e/500", SELECT, "failed", "500"),
    ("e/503", SELECT, "failed", "503"),
    ("sends-on", SELECT, "moved", "127.0.0.1"),
    ("turns-round", SELECT, "moved", ""),
    ("silent", SELECT, "silent", "1.5 seconden"),
    ("dribbles", SELECT, "silent", "1.5 seconden"),
    ("dribbles-later", SELECT, "silent", "1.5 seconden"),
]


@pytest.mark.parametrize(("path", "sparql", "name", "words"), WRONG, ids=lambda value: str(value)[:20])
def test_what_a_server_does_wrong_is_named_within_the_deadline(
    path: str, sparql: str, name: str, words: str, server: str
) -> None:
    store = remote.open(f"{server}/{path}", timeout=1.5)
    start = time.monotonic()
    with pytest.raises(ServerFault) as fault:
        store.query(sparql)
    assert time.monotonic() - start < 2.5
    assert (fault.value.name, "\n" in fault.value.say()) == (name, False)
    assert words in fault.value.say()
    assert fault.value.say("en") != fault.value.say("nl")


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    start = time.monotonic()
    with pytest.raises(ServerFault, match="niet te bereiken") as fault:
        remote.open("http://127.0.0.1:9/sparql", timeout=5).ask("ASK {}")
    assert fault.value.name == "absent"
    assert time.monotonic() - start < 3


def test_a_reading_that_may_pass_is_tried_again_and_no_more_than_twice(server: str) -> None:
    assert len(remote.open(server + "/failing-twice").select(EVERYTHING)) == 2
    with pytest.raises(ServerFault):
        remote.open(server + "/e/503").select(EVERYTHING)
    assert sum(path == "/e/503" and query == EVERYTHING for _, path, query, _ in Server.seen) == 3
    with pytest.raises(ServerFault):
        remote.open(server + "/e/500").select(EVERYTHING)
    assert sum(path == "/e/500" and query == EVERYTHING for _, path, query, _ in Server.seen) == 1


def test_a_redirect_on_the_same_server_is_followed(server: str) -> None:
    assert len(remote.open(server + "/sends-here").select(EVERYTHING)) == 2


VAK = Credentials("vak", SECRET)


@pytest.mark.parametrize(("path", "who"), [("basic", VAK), ("token", Credentials(token=SECRET))])
def test_a_password_goes_where_it_is_asked_for(path: str, who: Credentials, server: str) -> None:
    store = remote.open(Endpoint(f"{server}/{path}", credentials=who))
    assert len(store.select(EVERYTHING)) == 2
    with pytest.raises(ServerFault, match="401"):
        remote.open(Endpoint(f"{server}/{path}", credentials=Credentials("vak", "mis"))).select(EVERYTHING)


def test_a_password_goes_nowhere_unasked(server: str) -> None:
    assert len(remote.open(Endpoint(server + "/good", credentials=VAK)).select(EVERYTHING)) == 2
    with pytest.raises(ServerFault, match="stuurt door"):
        remote.open(Endpoint(server + "/sends-on", credentials=VAK)).select(EVERYTHING)
    assert {authorization for *_, authorization in Server.seen} == {""}


def test_a_password_does_not_go_over_an_open_line_to_another_machine() -> None:
    with pytest.raises(ServerFault, match="https"):
        remote.open(Endpoint("http://sparql.example.org/x", credentials=VAK)).select(EVERYTHING)


def test_a_password_stands_in_no_message(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = remote.open(Endpoint(server + "/e/500", credentials=VAK))
    monkeypatch.setattr(store.transport, "_proof", lambda *_: {"Authorization": store.transport._plain()})
    with pytest.raises(ServerFault, match=r"\*\*\*") as fault:
        store.select(EVERYTHING)
    said = fault.value.say() + repr(store.endpoint) + repr(VAK)
    assert SECRET not in said
    assert b64encode(f"vak:{SECRET}".encode()).decode() not in said


@pytest.mark.parametrize(
    "url", ["ftp://a/", "sparql", "http://", "http://vak:zeer-geheim@a/", "http://a b/", "http://a:x/", "file:///etc"]
)
def test_an_address_that_is_none_is_refused_and_not_repeated_with_its_password(url: str) -> None:
    with pytest.raises(ServerFault, match="adres") as fault:
        Endpoint(url)
    assert SECRET not in fault.value.say()


def test_who_we_are_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    said = {
        "VAKGRAPH_ENDPOINT": "http://a/q",
        "VAKGRAPH_USER": "vak",
        "VAKGRAPH_PASSWORD": "x",
        "VAKGRAPH_TIMEOUT": "5",
    }
    found = access.endpoint(said=said)
    assert found == Endpoint("http://a/q", credentials=Credentials("vak", "x"), timeout=5)
    (tmp_path / "who").write_text("een:twee:drie\nrest")
    (tmp_path / "token").write_text("abc\n")
    by_file = access.endpoint("http://b/q", "http://b/u", str(tmp_path / "who"), said=said)
    assert by_file == Endpoint("http://b/q", "http://b/u", credentials=Credentials("een", "twee:drie"), timeout=5)
    assert access.credentials(str(tmp_path / "token"), {}) == Credentials(token="abc")
    assert access.endpoint(said={}) is None
    for wrong in ({"VAKGRAPH_TIMEOUT": "0"}, {"VAKGRAPH_TIMEOUT": "soon"}, {"VAKGRAPH_AUTH": str(tmp_path / "no")}):
        with pytest.raises(VakError):
            access.endpoint(said={**said, **wrong})


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "ASK { S\\u0045RVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "DROP ALL",
        "ASK {}; DROP ALL",
        "SELECT * WHERE { ?s ?p }",
        "ASK { " + "{" * 5000,
    ],
)
def test_the_gate_stands_before_a_server_elsewhere_too(sparql: str, server: str) -> None:
    with pytest.raises(InputError):
        remote.open(server + "/good").query(sparql)
    assert Server.seen == []


def test_a_query_goes_out_in_ascii_and_means_the_same(server: str) -> None:
    remote.open(server + "/good").select("SELECT ('≠ é 🎉' AS ?x) {}")
    assert Server.seen[-1][2] == r"SELECT ('\u2260 \u00E9 \U0001F389' AS ?x) {}"
    store = pyoxigraph.Store()
    (row,) = store.query(Server.seen[-1][2])  # type: ignore[misc]
    assert row["x"].value == "≠ é 🎉"


def test_the_options_about_a_server_stand_anywhere_on_the_command_line() -> None:
    words = ["query", "x", "--endpoint", "http://a", "-f", "csv", "--auth=who", "--", "--endpoint", "y"]
    assert usage.hoisted(words) == [
        *("--endpoint", "http://a", "--auth=who"),
        *("query", "x", "-f", "csv", "--", "--endpoint", "y"),
    ]
