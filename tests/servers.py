"""Real SPARQL servers for tests and measurements: each on a free port of this machine, in a folder of its own.

    with oxigraph() as server: ...     # `oxigraph serve`, from the package oxigraph
    with virtuoso() as server: ...     # Virtuoso 7, from Debian's virtuoso-opensource-7; slow to start: share it

`server.query`, `.update` and `.data` are the addresses to ask, to change and to put whole graphs (`?graph=`); where
`server.auth` is not empty, changing needs it (`("digest", user, password)`). `server.load(triples, graph)` fills it.
Where a program is not installed the test is skipped, and `missing()` says why.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
import pytest

GRAPH = "https://example.org/graph"
STARTING = 90  # seconds
_ALONE = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of a proxy
_VIRTUOSO = """
[Database]
DatabaseFile = {at}/virtuoso.db
ErrorLogFile = {at}/virtuoso.log
LockFile = {at}/virtuoso.lck
TransactionFile = {at}/virtuoso.trx
xa_persistent_file = {at}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {at}/virtuoso-temp.db
TransactionFile = {at}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 60
CaseMode = 2
DirsAllowed = {at}
MaxMemPoolSize = 200000000
MaxQueryMem = 2G
ThreadsPerQuery = 2
VectorSize = 10000
{more}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {at}
MaxClientConnections = 10
ServerThreads = 10
KeepAliveTimeout = 10
[AutoRepair]
[Client]
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 1000000000
MaxQueryExecutionTime = {seconds}
"""


@dataclass(frozen=True)
class Server:
    """Where a server that runs can be reached."""

    name: str
    query: str
    update: str
    data: str  # the Graph Store Protocol: PUT and GET of `data + "?graph=" + IRI`
    auth: tuple[str, str, str] | tuple[()] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return self.query

    def load(self, triples: Iterable[pyoxigraph.Triple], graph: str = GRAPH) -> None:
        """Put these triples, and no others, into the named graph."""
        text = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
        url = f"{self.data}?graph={quote(graph, safe='')}"
        self._send("PUT", url, text, "application/n-triples")

    def change(self, sparql: str) -> None:
        """Send a SPARQL update."""
        self._send("POST", self.update, sparql.encode(), "application/sparql-update")

    def memory(self) -> int:
        """The bytes that the server holds in memory now."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1] if self.process else "0"
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def worked(self) -> float:
        """The seconds that the server has kept a processor busy so far."""
        of = (
            Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()
            if self.process
            else ["0"] * 13
        )
        return (int(of[11]) + int(of[12])) / os.sysconf("SC_CLK_TCK")

    def _send(self, method: str, url: str, body: bytes, kind: str) -> None:
        request = urllib.request.Request(url, body, {"Content-Type": kind}, method=method)
        if self.auth:
            request.add_header("Authorization", self._digest(request))
        _ALONE.open(request, timeout=600).close()

    def _digest(self, request: urllib.request.Request) -> str:
        """The answer to the challenge of the server. It is asked for apart: the server reads no body before it."""
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        known.add_password(None, request.full_url, *self.auth[1:])
        try:
            _ALONE.open(request.full_url, timeout=60).close()
        except urllib.error.HTTPError as refused:
            said = refused.headers["WWW-Authenticate"].partition(" ")[2]
            challenge = urllib.request.parse_keqv_list(urllib.request.parse_http_list(said))
            handler = urllib.request.AbstractDigestAuthHandler(known)
            return f"Digest {handler.get_authorization(request, challenge)}"
        raise AssertionError(f"{self.name} let us change it without asking who we are")


# How often a server may be loaded and asked anew. Virtuoso plans by samples of what was just loaded, and now and then a
# plan of it loses a row; README says so. Its answer must come out right one time in three.
TRIES = {"oxigraph": 1, "virtuoso": 3}


def missing() -> dict[str, str]:
    """The servers that cannot be had here, each with the reason."""
    why = {
        "oxigraph": "" if _oxigraph() else "the program `oxigraph` is not installed (pip install oxigraph)",
        "virtuoso": "" if _virtuoso() else "`virtuoso-t` is not installed (apt-get install virtuoso-opensource-7)",
    }
    return {name: reason for name, reason in why.items() if reason}


def need(name: str) -> None:
    """Skip the test where that server cannot be had."""
    if name in missing():
        pytest.skip(f"{name}: {missing()[name]}", allow_module_level=True)


@contextmanager
def oxigraph(
    triples: Iterable[pyoxigraph.Triple] | None = None, union: bool = True, disk: bool = False, seconds: int = 0
) -> Iterator[Server]:
    """An `oxigraph serve` of our own; its default graph is the union of all graphs, unless `union` is off."""
    need("oxigraph")
    port, at = free_port(), tempfile.mkdtemp(prefix="vakgraph-oxigraph-")
    arguments = [_oxigraph(), "serve", "--bind", f"127.0.0.1:{port}"]
    arguments += ["--union-default-graph"] if union else []
    arguments += ["--location", f"{at}/store"] if disk else []
    arguments += ["--timeout-s", str(seconds)] if seconds else []
    here = f"http://127.0.0.1:{port}"
    with _running(arguments, at) as process:
        server = Server("oxigraph", f"{here}/query", f"{here}/update", f"{here}/store", (), process)
        _awake(server)
        if triples is not None:
            server.load(triples)
        yield server


@contextmanager
def read_only(store: Path) -> Iterator[Server]:
    """An `oxigraph serve-read-only` of our own on a store that stands there already."""
    need("oxigraph")
    port, at = free_port(), tempfile.mkdtemp(prefix="vakgraph-oxigraph-")
    here = f"http://127.0.0.1:{port}"
    with _running(
        [_oxigraph(), "serve-read-only", "--location", str(store), "--bind", here.removeprefix("http://")], at
    ) as process:
        server = Server("oxigraph", f"{here}/query", "", "", (), process)
        _awake(server)
        yield server


@contextmanager
def virtuoso(
    triples: Iterable[pyoxigraph.Triple] | None = None,
    rows: int = 1_000_000,
    seconds: int = 600,
    buffers: int = 20_000,
    more: str = "",
) -> Iterator[Server]:
    """A Virtuoso 7 of our own. Reading is free; changing asks for its administrator, by digest.

    `more`: a line of its [Parameters].
    """
    need("virtuoso")
    sql, http, at = free_port(), free_port(), tempfile.mkdtemp(prefix="vakgraph-virtuoso-")
    config = Path(at, "virtuoso.ini")
    settings = {"at": at, "sql": sql, "http": http, "buffers": buffers, "dirty": buffers * 3 // 4, "more": more}
    config.write_text(_VIRTUOSO.format(rows=rows, seconds=seconds, **settings))
    here = f"http://127.0.0.1:{http}"
    arguments = [_virtuoso(), "+foreground", "+configfile", str(config), "+wait"]
    with _running(arguments, at) as process:
        paths = (f"{here}/sparql", f"{here}/sparql-auth", f"{here}/sparql-graph-crud-auth")
        server = Server("virtuoso", *paths, ("digest", "dba", "dba"), process)
        _awake(server)
        if triples is not None:
            server.load(triples)
        yield server


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def _oxigraph() -> str:
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.exists() else shutil.which("oxigraph") or ""


def _virtuoso() -> str:
    return shutil.which("virtuoso-t") or ""


@contextmanager
def _running(arguments: list[str], at: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program runs as long as this lasts; its folder goes with it."""
    with open(Path(at, "said.txt"), "wb") as said:
        process = subprocess.Popen(arguments, cwd=at, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(3)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
        shutil.rmtree(at, ignore_errors=True)


def _awake(server: Server) -> None:
    """Wait until it answers a question."""
    until = time.monotonic() + STARTING
    url = server.query + "?query=" + quote("ASK {}")
    while True:
        try:
            _ALONE.open(url, timeout=5).close()
            return
        except (OSError, urllib.error.URLError) as error:
            if server.process is not None and server.process.poll() is not None:
                raise AssertionError(f"{server.name} ended before it answered") from error
            if time.monotonic() > until:
                raise AssertionError(f"{server.name} did not answer in {STARTING} seconds") from error
            time.sleep(0.1)
