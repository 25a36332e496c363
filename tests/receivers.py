"""The programs that a partner may load a package into: each takes the Turtle files unedited and answers a SELECT.

    with engine("virtuoso") as ask: ...     # after `load` of the files, ask(sparql) gives a Table

`rdflib` and `pyoxigraph` run here, `oxigraph` and `virtuoso` are servers of `tests/servers.py`, `jena` is the command
`arq` from the jars of Debian (libapache-jena-java and default-jre-headless). What is not installed is skipped aloud.
"""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph
import pytest
import rdflib

from tests import servers
from tests.servers import Server
from vakgraph.receiving import examples
from vakgraph.store import remote
from vakgraph.store.access import Endpoint
from vakgraph.table import UNBOUND, Cell, Table

ENGINES = ("pyoxigraph", "rdflib", "oxigraph", "virtuoso", "jena")
Ask = Callable[[str], Table]
JARS = Path("/usr/share/java")
# What `arq` needs of what lies there; all of it at once has several loggers that refuse each other.
_JENA = ["arq", "base", "cmds", "core", "iri", "shacl", "shex", "rdfconnection", "tdb", "tdb2"]
_BASE = ["base", "index", "storage", "trans-data", "transaction"]
_COMMONS = ["cli", "codec", "compress", "csv", "io", "lang3", "logging"]
_NEEDED = [
    *(f"jena-{name}" for name in _JENA), *(f"jena-dboe-{name}" for name in _BASE),
    *(f"commons-{name}" for name in _COMMONS), "dexx.collection", "gson", "guava", "httpclient", "httpcore",
    "jackson-annotations", "jackson-core", "jackson-databind", "jsonld-java", "protobuf", "slf4j-api", "slf4j-nop",
    "thrift", "titanium-json-ld",
]  # fmt: skip


@contextmanager
def engine(name: str, files: Sequence[Path], seconds: int = 120) -> Iterator[Ask]:
    """That program with these Turtle files loaded as one default graph."""
    if name == "pyoxigraph":
        store = pyoxigraph.Store()
        for path in files:
            store.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
        yield lambda sparql: examples.asked(store, sparql)
    elif name == "rdflib":
        graph = rdflib.Graph()
        for path in files:
            graph.parse(path, format="turtle")
        yield lambda sparql: _from_rdflib(graph, sparql)
    elif name == "jena":
        need_jena()
        yield lambda sparql: _from_jena(files, sparql, seconds)
    else:
        with {"oxigraph": servers.oxigraph, "virtuoso": servers.virtuoso}[name]() as server:
            for path in files:
                _put(server, path)
            yield remote.open(Endpoint(server.query, timeout=seconds)).select


def _put(server: Server, path: Path) -> None:
    """The bytes of the file as they are, into a graph of its own; the default graph is all of them."""
    name = quote(f"https://example.org/loaded/{path.name}", safe="")
    server._send("PUT", f"{server.data}?graph={name}", path.read_bytes(), "text/turtle")


# ---- rdflib


def _from_rdflib(graph: rdflib.Graph, sparql: str) -> Table:
    result: Any = graph.query(sparql)
    columns = tuple(str(name) for name in result.vars)
    return Table(columns, tuple(tuple(_of_rdflib(row.get(name)) for name in result.vars) for row in result.bindings))


def _of_rdflib(term: Any) -> Cell:
    if term is None:
        return UNBOUND
    if isinstance(term, rdflib.URIRef):
        return Cell("iri", str(term))
    if isinstance(term, rdflib.BNode):
        return Cell("blank", str(term))
    return Cell("literal", str(term), str(term.datatype) if term.datatype else None, term.language)


# ---- Jena


def need_jena() -> None:
    """Skip where Jena cannot be had."""
    if why := jena_missing():
        pytest.skip(f"jena: {why}")


@cache
def jena_missing() -> str:
    """Why there is no Jena here; "" where it answers."""
    if not shutil.which("java"):
        return "`java` is not installed (apt-get install default-jre-headless)"
    if not (JARS / "jena-arq.jar").exists():
        return "Jena is not installed (apt-get install libapache-jena-java)"
    done = jena(["arq.arq", "--results", "JSON", "SELECT (1 AS ?one) {}"])
    return "" if done.returncode == 0 else f"it is installed and does not start: {done.stderr.strip()[:200]}"


def jena(words: Sequence[str], seconds: int = 120) -> subprocess.CompletedProcess[str]:
    """One of Jena's own commands, such as `arq.arq` or `riotcmd.riot`."""
    path = ":".join([str(_messages()), *(str(JARS / f"{name}.jar") for name in _NEEDED)])
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", path, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)


@cache
def _messages() -> Path:
    """The messages of a part of Jena. Debian 12 gave its classes another name, and left these under the old one."""
    at = Path(tempfile.mkdtemp(prefix="vakgraph-jena-"))
    atexit.register(shutil.rmtree, at, ignore_errors=True)
    old = "org/apache/jena/ext/"
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{old}xerces/") and name.endswith(".properties"):
                path = at / name.removeprefix(old)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(jar.read(name))
    return at


def _from_jena(files: Sequence[Path], sparql: str, seconds: int) -> Table:
    data = [word for path in files for word in ("--data", str(path))]
    done = jena(["arq.arq", *data, "--results", "JSON", sparql], seconds)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    columns = tuple(said["head"]["vars"])
    rows = said["results"]["bindings"]
    return Table(columns, tuple(tuple(_of_json(row.get(name)) for name in columns) for row in rows))


def _of_json(term: dict[str, str] | None) -> Cell:
    if term is None:
        return UNBOUND
    if term["type"] == "uri":
        return Cell("iri", term["value"])
    if term["type"] == "bnode":
        return Cell("blank", term["value"])
    return Cell("literal", term["value"], term.get("datatype"), term.get("xml:lang"))
