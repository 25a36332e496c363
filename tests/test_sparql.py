"""SPARQL that a person types: prefixes filled in, nothing goes out unless permitted, and a deadline that ends it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from vakgraph import adhoc
from vakgraph.adhoc import prefixes, services
from vakgraph.adhoc.tokens import tokens
from vakgraph.cli import run
from vakgraph.errors import InputError, VakError
from vakgraph.table import Table

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ANSWER = {
    "head": {"vars": ["x"]},
    "results": {"bindings": [{"x": {"type": "literal", "value": "van elders"}}]},
}


class Elsewhere(ThreadingHTTPServer):
    """A SPARQL server on this machine that remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.heard: list[str] = []
        self.status, self.moved_to = 200, ""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/sparql"


class _Answers(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_POST(self) -> None:
        self.server.heard.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())
        content = json.dumps(ANSWER).encode()
        self.send_response(self.server.status)
        if self.server.moved_to:
            self.send_header("Location", self.server.moved_to)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: Any) -> None: ...


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    yield from _served()


@pytest.fixture
def third() -> Iterator[Elsewhere]:
    yield from _served()


def _served() -> Iterator[Elsewhere]:
    server = Elsewhere()
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def job(text: str, *hosts: str, **more: Any) -> adhoc.Job:
    return adhoc.Job(text, hosts=hosts, **more)


def refused(text: str, *hosts: str) -> VakError:
    with pytest.raises(VakError) as caught:
        adhoc.answered(job(text, *hosts))
    return caught.value


# ---- prefixes


def test_a_well_known_prefix_need_not_be_declared(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sparql", "ASK { ?project a vak:Project ; skos:prefLabel|rdfs:label ?name }"]) == 0
    assert capsys.readouterr().out == "ja\n"


def test_a_prefix_that_is_declared_stays_as_it_is() -> None:
    text = "PREFIX vak: <http://example.org/> ASK { ?s vak:x ?o }"
    assert prefixes.filled(text) == (text, 0)


def test_a_prefix_in_a_text_or_a_comment_is_none() -> None:
    assert prefixes.filled("ASK { ?s ?p 'vak:x' } # rdfs:label")[1] == 0


def test_a_mistake_is_placed_in_the_text_as_it_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sparql", "SELECT ?x {\n ?x a vak:Project ;;\n FOUT }"]) == 2
    assert capsys.readouterr().err.startswith("SPARQL:3:")


def test_a_prefix_that_nobody_knows_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sparql", "ASK { ?s nergens:x ?o . ?s rdfs:label ?l }"]) == 2
    assert "SPARQL:1:10: het voorvoegsel nergens:" in capsys.readouterr().err


# ---- other servers

# Every way to write a SERVICE; {url} stands for the address of the server, which heard nothing each time.
WAYS_OUT = {
    "plain": "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?x }} }}",
    "lower case": "SELECT * {{ service <{url}> {{ ?s ?p ?x }} }}",
    "silent": "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?x }} }}",
    "without a space": "SELECT * {{ SERVICE<{url}>{{ ?s ?p ?x }} }}",
    "after a comment": "SELECT * {{ SERVICE # hier\n <{url}> {{ ?s ?p ?x }} }}",
    "an escaped letter": "SELECT * {{ S\\u0045RVICE <{url}> {{ ?s ?p ?x }} }}",
    "a long escape": "SELECT * {{ SERVIC\\U00000045 <{url}> {{ ?s ?p ?x }} }}",
    "an escape in the address": "SELECT * {{ SERVICE <\\u0068ttp:{tail}> {{ ?s ?p ?x }} }}",
    "a prefixed name": "PREFIX e: <{url}> SELECT * {{ SERVICE e: {{ ?s ?p ?x }} }}",
    "a prefixed name without a space": "PREFIX e: <{url}> PREFIX SERVICEe: <{url}> ASK {{ SERVICEe: {{ ?s ?p ?x }} }}",
    "a relative address": "BASE <{url}> SELECT * {{ SERVICE <> {{ ?s ?p ?x }} }}",
    "a variable": "SELECT * {{ VALUES ?e {{ <{url}> }} SERVICE ?e {{ ?s ?p ?x }} }}",
    "a variable that is bound": "SELECT * {{ BIND(IRI('{url}') AS ?e) SERVICE ?e {{ ?s ?p ?x }} }}",
    "in a filter": "SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?x }} }} }}",
    "in a sub-select": "SELECT * {{ {{ SELECT ?x {{ SERVICE <{url}> {{ ?s ?p ?x }} }} }} }}",
    "behind a quote in a comment": "SELECT * {{ # ' \n SERVICE <{url}> {{ ?s ?p ?x }} # '\n }}",
    "between long texts": "SELECT * {{ BIND('''a'b''' AS ?t) SERVICE <{url}> {{ ?s ?p ?x }} BIND('''c''' AS ?u) }}",
    "behind an escaped quote": "SELECT * {{ BIND('\\\\' AS ?t) SERVICE <{url}> {{ ?s ?p ?x }} BIND('' AS ?u) }}",
    "from": "SELECT * FROM <{url}> {{ ?s ?p ?x }}",
}


@pytest.mark.parametrize("way", WAYS_OUT.values(), ids=WAYS_OUT.keys())
@pytest.mark.parametrize("hosts", [(), ("elsewhere.example",)], ids=["nobody permitted", "another permitted"])
def test_nothing_goes_out_without_permission(way: str, hosts: tuple[str, ...], elsewhere: Elsewhere) -> None:
    text = way.format(url=elsewhere.url, tail=elsewhere.url.removeprefix("http:"))
    if "FROM" in text:
        found = adhoc.answered(job(text, *hosts))
        assert isinstance(found, Table) and not found.rows
    else:
        refused(text, *hosts)
    assert elsewhere.heard == []


REFUSED = [name for name in WAYS_OUT if "silent" in name or "escape" in name or "variable" in name or "name" in name]


@pytest.mark.parametrize("way", [WAYS_OUT[name] for name in REFUSED if "quote" not in name])
def test_a_server_that_is_not_written_out_is_refused_with_permission_as_well(way: str, elsewhere: Elsewhere) -> None:
    text = way.format(url=elsewhere.url, tail=elsewhere.url.removeprefix("http:"))
    assert isinstance(refused(text, elsewhere.host), InputError)
    assert elsewhere.heard == []


def test_with_permission_the_other_server_is_asked_and_answers(elsewhere: Elsewhere) -> None:
    text = f"SELECT ?x ?p {{ SERVICE <{elsewhere.url}> {{ ?s rdfs:label ?x }} {{ ?p a vak:Programme }} }}"
    table = adhoc.answered(job(text, elsewhere.host))
    assert isinstance(table, Table) and {row["x"].value for row in table} == {"van elders"}
    assert len(table) > 0 and all(row["p"].label for row in table)
    assert len(elsewhere.heard) == 1 and "http://www.w3.org/2000/01/rdf-schema#label" in elsewhere.heard[0]


def test_the_command_says_how_a_server_is_permitted(elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"SELECT ?x {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?x }} }}"
    assert run(["sparql", text]) == 2
    assert f"--allow-service {elsewhere.host}" in capsys.readouterr().err
    assert run(["sparql", text, "--allow-service", elsewhere.host, "--format", "csv"]) == 0
    assert "van elders" in capsys.readouterr().out


def test_of_two_servers_both_must_be_permitted(elsewhere: Elsewhere, third: Elsewhere) -> None:
    text = f"SELECT * {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?x }} SERVICE <{third.url}> {{ ?s ?p ?y }} }}"
    assert third.host in refused(text, elsewhere.host).nl
    assert elsewhere.heard == third.heard == []
    adhoc.answered(job(text, elsewhere.host, third.host))
    assert elsewhere.heard and third.heard


@pytest.mark.parametrize(
    "word", ["S\\u0045RVICE", "\\u0053ERVICE", "SERVICE\\u0020", "SERVICE SILENT", "SERVICE#\n"], ids=repr
)
def test_one_permitted_server_opens_no_door_for_another(word: str, elsewhere: Elsewhere, third: Elsewhere) -> None:
    text = f"SELECT * {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?x }} {word} <{third.url}> {{ ?s ?p ?y }} }}"
    refused(text, elsewhere.host)
    assert elsewhere.heard == third.heard == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int, elsewhere: Elsewhere, third: Elsewhere) -> None:
    elsewhere.status, elsewhere.moved_to = status, third.url
    text = f"SELECT * {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?x }} }}"
    assert "verwijst door" in refused(text, elsewhere.host, third.host).nl
    assert third.heard == []


def test_a_server_that_fails_is_named_with_its_reason(elsewhere: Elsewhere) -> None:
    elsewhere.status = 500
    said = refused(f"SELECT * {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?x }} }}", elsewhere.host).nl
    assert elsewhere.url in said and "500" in said


def test_a_mistake_in_the_question_is_told_before_anything_goes_out(elsewhere: Elsewhere) -> None:
    fault = refused(f"SELECT * {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?x }} ;;; }}", elsewhere.host)
    assert isinstance(fault, InputError) and fault.line == 1 and "127.0.0.1" not in fault.nl.replace(elsewhere.url, "")
    assert elsewhere.heard == []


@pytest.mark.parametrize(
    ("url", "host", "good"),
    [
        ("https://query.example/sparql", "query.example", True),
        ("https://QUERY.example/sparql", "query.Example", True),
        ("http://query.example:80/", "query.example", True),
        ("https://query.example/", "query.example:443", True),
        ("https://query.example:8443/", "query.example", False),
        ("https://query.example:8443/", "query.example:8443", True),
        ("https://query.example.evil.example/", "query.example", False),
        ("https://evil.example/query.example", "query.example", False),
        ("https://query.example@evil.example/", "query.example", False),
        ("https://evil.example#query.example", "query.example", False),
        ("file:///etc/passwd", "query.example", False),
        ("ftp://query.example/", "query.example", False),
        ("http://[::1]:9/", "[::1]:9", True),
        ("http://2130706433/", "127.0.0.1", False),
    ],
)
def test_a_permission_is_for_that_host_and_port_alone(url: str, host: str, good: bool) -> None:
    text = f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"
    if good:
        assert services.allowed(text, [host]) == [url]
        return
    with pytest.raises(InputError):
        services.allowed(text, [host])


@pytest.mark.parametrize("word", ["https://query.example/", "a b", "", "user@query.example", "query.example/x", "h:x"])
def test_a_permission_that_is_no_host_is_refused(word: str) -> None:
    with pytest.raises(VakError):
        services.allowed("ASK { SERVICE <http://a.example/> { ?s ?p ?o } }", [word])


def test_the_word_service_in_a_text_a_name_or_a_comment_is_harmless() -> None:
    text = "SELECT ?service { ?service a vak:SERVICE ; rdfs:label 'SERVICE <http://x/>'@nl } # SERVICE <http://x/>"
    assert services.calls(text) == []
    assert adhoc.answered(job(text)) == Table(("service",), ())


def test_pieces_of_a_text_put_together_are_that_text() -> None:
    text = "SELECT * { ?a ex:b \"c # d\" , '''e \" f''' ; g:h-i.j 1.5 . FILTER(?k<2 && ?l>3) } # m <n>"
    assert [piece.text for piece in tokens(text)][:6] == ["SELECT", "*", "{", "?a", "ex:b", '"c # d"']
    assert all(text[piece.start : piece.end] == piece.text for piece in tokens(text))


# ---- reading only


@pytest.mark.parametrize(
    "update", ["INSERT DATA { <a:b> <a:c> 1 }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://127.0.0.1:9/x>", "CLEAR ALL"]
)
def test_an_update_is_refused(update: str) -> None:
    assert "alleen gelezen" in refused(update).nl


# ---- the deadline


def children(of: int) -> list[int]:
    """The processes that a process started and that are still there."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == of and state != "Z":
            found.append(int(path.parent.name))
    return found


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")


@linux
def test_a_deadline_ends_the_evaluation_itself() -> None:
    before, begin = children(os.getpid()), time.monotonic()
    with pytest.raises(VakError, match="na 0,5 seconden"):
        adhoc.answered(job(ENDLESS, timeout=0.5))
    assert time.monotonic() - begin < 20
    assert children(os.getpid()) == before


@pytest.mark.parametrize("seconds", ["0", "-1", "inf", "nan"])
def test_a_deadline_is_a_time_above_zero(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sparql", "ASK {}", "--timeout", seconds]) == 2
    assert "--timeout" in capsys.readouterr().err


@linux
def test_the_deadline_holds_for_a_server_that_never_answers(third: Elsewhere) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        begin = time.monotonic()
        refused_ = job(f"ASK {{ SERVICE <http://{host}/> {{ ?s ?p ?o }} }}", host, timeout=1.0)
        with pytest.raises(VakError):
            adhoc.answered(refused_)
        assert time.monotonic() - begin < 20


def gone(workers: list[int]) -> bool:
    """Whether they all end, the watcher of shared things among them, within some seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            return True
        time.sleep(0.05)
    return False


@linux
def test_ctrl_c_ends_the_evaluation_with_130() -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "vakgraph", "sparql", ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        workers: list[int] = []
        deadline = time.monotonic() + 60
        while not workers and time.monotonic() < deadline:
            time.sleep(0.05)
            workers = children(started.pid)
        time.sleep(1.0)
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=20)
    finally:
        started.kill()
    assert started.returncode == 130 and said == "Afgebroken.\n"
    assert workers and gone(workers), "what worked on it is still there"


@linux
def test_a_question_that_asks_for_too_much_memory_ends_alone() -> None:
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"
    with pytest.raises(VakError, match="geheugen"):
        adhoc.answered(job(text, memory=700 * 1024**2, timeout=120))
