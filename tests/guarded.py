"""What the tests of `/sparql` share: a real server on a port, a canary that counts who calls, and hostile questions."""

from __future__ import annotations

import hashlib
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import uvicorn
from pyoxigraph import Literal, NamedNode, Quad, Store

from vakgraph.graph import VakGraph
from vakgraph.store.cache import Counts
from vakgraph.store.embedded import EmbeddedStore
from vakgraph.web.library import Library
from vakgraph.web.server import application

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


# ---- a store, a server, a canary


def store_at(folder: Path, quads: list[Quad]) -> Path:
    """An on-disk store with these quads, as the cache has them: `folder/store`."""
    store = Store(str(folder / "store"))
    store.bulk_extend(quads)
    store.flush()
    del store
    return folder


def many(number: int) -> list[Quad]:
    """Statements in a ring of nodes, each with a number."""
    nodes = [NamedNode(f"http://example.org/n{at}") for at in range(number // 2)]
    nearby, size = NamedNode("http://example.org/next"), NamedNode("http://example.org/size")
    found = [Quad(node, nearby, nodes[(at + 1) % len(nodes)]) for at, node in enumerate(nodes)]
    return found + [Quad(node, size, Literal(at)) for at, node in enumerate(nodes)]


def library_of(world: Path, folder: Path, **more: Any) -> Library:
    """The pages of a world, whose questions in SPARQL go to the store in that folder."""
    desk = VakGraph.open(world)
    store = Store.read_only(str(folder / "store"))
    embedded = EmbeddedStore(store, Counts(len(store), 0, {}), folder, [])
    return Library(VakGraph(desk.checkout, embedded, "nl"), **more)


def digest(folder: Path) -> str:
    """Of every byte and name below a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(path.relative_to(folder).as_posix().encode() + (path.read_bytes() if path.is_file() else b""))
    return found.hexdigest()


@dataclass
class Served:
    """A server that runs, asked from any address of this machine."""

    library: Library
    port: int

    def send(
        self, method: str, path: str, body: bytes | str | None = None, source: str = "127.0.0.1", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(source, 0))
        try:
            line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = line.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read().decode("utf-8", "replace")
        finally:
            line.close()

    def ask(self, text: str, source: str = "127.0.0.1", **more: str) -> tuple[int, dict[str, str], str]:
        return self.send("GET", "/sparql?" + urlencode({"query": text, **more}), source=source)

    def begun(self, text: str, source: str = "127.0.0.1") -> socket.socket:
        """A question of which the answer is not waited for."""
        line = socket.create_connection(("127.0.0.1", self.port), source_address=(source, 0))
        line.sendall(f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        return line


@contextmanager
def served(library: Library) -> Iterator[Served]:
    """On a free port, in a thread, until it is left."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        config = uvicorn.Config(application(library), log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        wait(lambda: server.started)
        yield Served(library, door.getsockname()[1])
        server.should_exit = True
        thread.join(20)


def wait(until: Any, seconds: float = 30) -> float:
    """The seconds until that is so; a fault when it never is."""
    begin = time.monotonic()
    while not until():
        assert time.monotonic() - begin < seconds, "it never was"
        time.sleep(0.01)
    return time.monotonic() - begin


@dataclass
class Canary:
    """A port of this machine that nobody may call; it counts who does."""

    port: int = 0
    calls: int = 0

    @contextmanager
    def listening(self) -> Iterator[Canary]:
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
            thread = threading.Thread(target=self._listen, args=(door,), daemon=True)
            thread.start()
            yield self
            door.shutdown(socket.SHUT_RDWR)
            thread.join(5)

    def _listen(self, door: socket.socket) -> None:
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            self.calls += 1
            line.close()


# ---- ways out

_CALLS = {
    "plain": "SERVICE <URL>",
    "lower": "service <URL>",
    "mixed": "sErViCe <URL>",
    "silent": "SERVICE SILENT <URL>",
    "silent lower": "SERVICE silent<URL>",
    "tight": "SERVICE<URL>",
    "comment": "SERVICE # a comment > '\n <URL>",
    "carriage": "SERVICE\r\n\t<URL>",
    "prefixed": "SERVICE out:",
    "prefixed silent": "SERVICE SILENT out:sparql",
    "empty prefix": "SERVICE :",
    "relative": "SERVICE <>",
    "relative path": "SERVICE <../x>",
    "variable": "VALUES ?e { <URL> } SERVICE ?e",
    "bound": "BIND(IRI('URL') AS ?e) SERVICE SILENT ?e",
    "concat": "BIND(URI(CONCAT('http://127.0.0', '.1:PORT/')) AS ?e) SERVICE ?e",
    "short escape": "S\\u0045RVICE <URL>",
    "long escape": "SERVIC\\U00000045 SILENT <URL>",
    "whole escape": "\\u0053\\u0045\\u0052\\u0056\\u0049\\u0043\\u0045 <URL>",
    "escaped address": "SERVICE <\\u0068ttp://127.0.0.1:PORT/>",
    "localhost": "SERVICE <http://localhost:PORT/>",
    "one number": "SERVICE <http://2130706433:PORT/>",
    "hex": "SERVICE SILENT <http://0x7f.1:PORT/>",
    "mapped": "SERVICE <http://[::ffff:127.0.0.1]:PORT/>",
    "user": "SERVICE <http://vakgraph@127.0.0.1:PORT/>",
    "upper scheme": "SERVICE SILENT <HTTP://127.0.0.1:PORT/>",
    "file": "SERVICE <file:///etc/passwd>",
    "behind a comparison": "FILTER(?a<?b).?s?p?o.SERVICE?x#>\n",
    "behind a name": "?s out:a\\' ?o . SERVICE <URL>",
}
_PLACES = {
    "top": "SELECT * { CALL { ?s ?p ?o } }",
    "exists": "SELECT * { ?a ?b ?c FILTER EXISTS { CALL { ?s ?p ?o } } }",
    "sub-select": "CONSTRUCT { ?s ?p ?o } WHERE { { SELECT * { CALL { ?s ?p ?o } } } }",
    "optional": "ASK { OPTIONAL { CALL { ?s ?p ?o } } }",
}
_HEAD = "BASE <URL>\nPREFIX out: <URL>\nPREFIX : <URL>\n"
_OTHERS = {
    "from": "SELECT * FROM <URL> { ?s ?p ?o }",
    "from named": "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "from a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "graph": "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
    "describe": "DESCRIBE <URL>",
    "load": "LOAD <URL>",
    "load silent": "LOAD SILENT <URL> INTO GRAPH <URL>",
    "load a file": "LOAD <file:///etc/passwd>",
    "load behind": "ASK {} ; LOAD <URL>",
    "lateral": "SELECT * { ?s ?p ?o LATERAL { SERVICE <URL> { ?a ?b ?c } } }",
}


def ways_out(port: int) -> dict[str, str]:
    """Name -> a question that tries to reach that port of this machine, or a file."""
    found = {
        f"{call}, {place}": _HEAD + text.replace("CALL", said)
        for call, said in _CALLS.items()
        for place, text in _PLACES.items()
    }
    named = {name: text.replace("URL", f"http://127.0.0.1:{port}/") for name, text in (found | _OTHERS).items()}
    return {name: text.replace("PORT", str(port)) for name, text in named.items()}


# ---- changes

UPDATES = (
    "INSERT DATA { <http://example.org/a> <http://example.org/b> 1 }",
    "INSERT { ?s <http://example.org/b> 1 } WHERE { ?s ?p ?o }",
    "DELETE DATA { <http://example.org/n0> <http://example.org/size> 0 }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "WITH <http://example.org/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD <file:///etc/passwd> INTO GRAPH <http://example.org/g>",
    "CLEAR ALL",
    "DROP ALL",
    "CREATE GRAPH <http://example.org/g>",
    "COPY DEFAULT TO <http://example.org/g>",
    "MOVE <http://example.org/g> TO DEFAULT ; ADD DEFAULT TO <http://example.org/h>",
)


def smuggled(update: str) -> Iterator[tuple[str, str, str | None, dict[str, str]]]:
    """Every way to send it: method, path, body, headers."""
    asked, changed = urlencode({"query": update}), urlencode({"update": update})
    both = urlencode([("query", "ASK {}"), ("query", update)])
    yield "GET", f"/sparql?{asked}", None, {}
    yield "GET", f"/sparql?{changed}", None, {}
    yield "GET", f"/sparql?{both}", None, {}
    yield "GET", f"/sparql?{urlencode({'query': 'ASK {} ; ' + update})}", None, {}
    yield "GET", f"/sparql?{urlencode({'query': '# ' + chr(13) + update})}", None, {}
    yield "GET", f"/nl/sparql?{asked}", None, {}
    yield "POST", "/sparql", asked, {"Content-Type": FORM}
    yield "POST", "/sparql", changed, {"Content-Type": FORM}
    yield "POST", "/sparql?query=ASK%20%7B%7D", changed, {"Content-Type": FORM}
    yield "POST", "/sparql", update, {"Content-Type": QUERY}
    yield "POST", "/sparql", update, {"Content-Type": UPDATE}
    yield "POST", "/sparql", update, {"Content-Type": "text/plain"}
    yield "POST", "/sparql", update, {}
    yield "POST", "/sparql", update, {"Content-Type": QUERY, "X-HTTP-Method-Override": "PUT"}
    yield "GET", f"/sparql?{asked}&_method=POST", None, {"X-HTTP-Method": "POST", "X-Method-Override": "PATCH"}
    for method in ("PUT", "PATCH", "DELETE"):
        yield method, f"/sparql?{changed}", update, {"Content-Type": UPDATE}


# ---- without end

_LONG = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_NEXT = "<http://example.org/next>"
RUNAWAYS = {
    "count of a product": f"SELECT (COUNT(*) AS ?n) {{ {_LONG} }}",
    "order of a product": f"SELECT * {{ {_LONG} }} ORDER BY ?l ?c",
    "distinct of a product": f"SELECT DISTINCT ?a ?d ?g ?j {{ {_LONG} FILTER(?a = ?missing) }}",
    "group of a product": f"SELECT ?a (COUNT(*) AS ?n) {{ {_LONG} }} GROUP BY ?a",
    "sum of a product": f"SELECT (SUM(STRLEN(STR(?l))) AS ?n) {{ {_LONG} }}",
    "text of a product": "SELECT (GROUP_CONCAT(?c) AS ?t) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sample of a product": f"SELECT (SAMPLE(?l) AS ?n) (MAX(?c) AS ?m) {{ {_LONG} }}",
    "filter of a product": f"SELECT * {{ {_LONG} FILTER(STRLEN(STR(?l)) > 9999) }}",
    "random": f"SELECT * {{ {_LONG} FILTER(RAND() > 2) }}",
    "names": f"SELECT (COUNT(DISTINCT ?u) AS ?n) {{ {_LONG} BIND(STRUUID() AS ?u) }}",
    "pattern": f"SELECT * {{ {_LONG} FILTER(REGEX(STR(?l), '^(a+)+$')) }}",
    "replaced": f"SELECT * {{ {_LONG} FILTER(REPLACE(STR(?l), '(.*)*', '$1$1') = 'x') }}",
    "every path": f"SELECT (COUNT(*) AS ?n) {{ ?a {_NEXT}* ?b . ?c {_NEXT}* ?d }}",
    "path on a ring": f"SELECT (COUNT(*) AS ?n) {{ ?a ({_NEXT}|^{_NEXT})* ?b . ?b ({_NEXT}/{_NEXT})+ ?c }}",
    "negated path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:none>)* ?b . ?c (!<x:none>)* ?d . ?e !<x:none> ?f }",
    "long path": f"SELECT (COUNT(*) AS ?n) {{ ?a {'/'.join([f'(<x:p>|!{_NEXT})*'] * 20)} ?b . {_LONG} }}",
    "doubling": "SELECT (COUNT(*) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?t0) "
    + " ".join(f"BIND(CONCAT(?t{at}, ?t{at}, ?t{at}, ?t{at}) AS ?t{at + 1})" for at in range(20))
    + " }",
    "minus": f"SELECT * {{ {_LONG} MINUS {{ ?m ?n ?o . ?p ?q ?r FILTER(?m = ?p) }} FILTER(?a = 1) }}",
    "optional": "SELECT (COUNT(*) AS ?n) "
    "{ ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i OPTIONAL { ?j ?k ?l } } } }",
    "exists": f"SELECT * {{ ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS {{ {_LONG.replace('?a', '?z')} FILTER(?l = ?a) }} }}",
    "union": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"{{ ?a{at} ?b{at} ?c{at} }} UNION {{ ?d{at} ?e{at} ?f{at} }}" for at in range(4))
    + " }",
    "values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{at} {{ {' '.join(map(str, range(100)))} }}" for at in range(6))
    + " }",
    "construct": f"CONSTRUCT {{ ?a ?b ?l }} WHERE {{ {_LONG} FILTER(?l = ?missing || STR(?c) = 'x') }}",
    "sub-selects": f"SELECT * {{ {{ SELECT (COUNT(*) AS ?n) {{ {_LONG} }} }} "
    f"{{ SELECT (COUNT(*) AS ?m) {{ {_LONG} }} }} }}",
    "hashes": f"SELECT (COUNT(DISTINCT ?u) AS ?n) {{ {_LONG} BIND(SHA512(CONCAT(STR(?a), STR(?l))) AS ?u) }}",
}
NESTED = {
    "braces": "SELECT * " + "{" * 4000 + "}" * 4000,
    "brackets": "SELECT * { BIND(" + "(" * 8000 + "1" + ")" * 8000 + " AS ?x) }",
    "sums": "SELECT * { BIND(1" + "+1" * 8000 + " AS ?x) }",
    "unions": "SELECT * { {}" + " UNION {}" * 2000 + " }",
    "nots": "SELECT * { FILTER(" + "!" * 16000 + "true) }",
    "binds": "SELECT * { " + " ".join(f"BIND(1 AS ?x{at})" for at in range(900)) + " }",
    "ands": "SELECT * { FILTER(true" + "&&true" * 3000 + ") }",
    "steps": "SELECT * { ?a <x:p>" + "/<x:p>" * 1000 + " ?b }",
    "optionals": "SELECT * { " + "OPTIONAL { ?a ?b ?c } " * 800 + "}",
    "blank nodes": "SELECT * { ?a ?b " + "[ ?c " * 3000 + "1" + "]" * 3000 + " }",
    "between < and >": "SELECT * { FILTER(?a<?b&&" + "(" * 200 + "1" + ")" * 200 + ">1) }",
    "too long": "SELECT * { ?s ?p '" + "x" * 20_000 + "' }",
    "too many words": "SELECT * { VALUES ?x { " + "1 " * 5000 + "} }",
}
