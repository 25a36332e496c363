"""A SPARQL server elsewhere behind the port: asked with a deadline, and believed only when its answer is whole.

SPARQLWrapper composes the requests, as it knows the protocol; what it would do by itself is not used: it guesses the
kind of query, sends extra parameters, has no deadline, and takes any answer with status 200 (see `transport`).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat

from vakgraph.errors import InputError
from vakgraph.store import gate, release
from vakgraph.store.access import Endpoint
from vakgraph.store.embedded import cell
from vakgraph.store.faults import ServerFault
from vakgraph.store.port import Answer, as_table, as_triples, as_truth
from vakgraph.store.transport import Call, Reply, Transport
from vakgraph.table import Table
from vakgraph.turtle import Triple

ROWS, TRIPLES = "application/sparql-results+json", "application/n-triples, text/turtle;q=0.9"
_FORM = re.compile(r"(?<![?$:\w-])(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_DATASET = re.compile(r"(?<![?$:\w-])(FROM|GRAPH)(?![\w:-])", re.IGNORECASE)
FRESH = 30.0  # seconds; the release before the current one stays on the server until the next push
DEEPEST = 4  # times an answer that was cut is split in sixteen
_DIGITS = "0123456789abcdef"


class RemoteStore:
    """A store behind a SPARQL endpoint. Nothing is sent, and SPARQLWrapper not loaded, before the first question.

    Where `vakgraph push` published a release, that release is asked, whatever else the server holds.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.transport = Transport(endpoint.credentials, endpoint.timeout)
        self._published: tuple[str, float] | None = None

    @property
    def url(self) -> str:
        return self.endpoint.query

    def query(self, sparql: str) -> Answer:
        """The answer in the form of the question; the gate is the same as that of the engine in this process."""
        return self.query_elsewhere(sparql, sparql)

    def query_elsewhere(self, checked: str, sparql: str) -> Answer:
        """A question that may ask other servers by way of this one; the gate sees `checked`, with those masked."""
        gate.check(checked)
        gate.parse(checked)
        code = gate.code(checked)
        graph = "" if _DATASET.search(code) else self.published
        form = _FORM.search(code)
        return self.asked(sparql, form[1].upper() if form else "SELECT", graph)

    def select(self, sparql: str) -> Table:
        return as_table(self.query(sparql))

    def construct(self, sparql: str) -> list[Triple]:
        return as_triples(self.query(sparql))

    def ask(self, sparql: str) -> bool:
        return as_truth(self.query(sparql))

    def size(self) -> int:
        return int(self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0].value)

    @property
    def published(self) -> str:
        """The graph of the release that this server serves; "" where none was pushed. Looked up now and then."""
        now = time.monotonic()
        if self._published is None or now > self._published[1]:
            self._published = self.current(), now + FRESH
        return self._published[0]

    def at(self, graph: str) -> RemoteStore:
        """The same server, asked of one graph only."""
        other = RemoteStore(self.endpoint)
        other.transport, other._published = self.transport, (graph, float("inf"))
        return other

    def current(self) -> str:
        """The same, asked now."""
        rows = as_table(self.asked(release.CURRENT, "SELECT", "")).rows
        return str(rows[0][0].value) if rows else ""

    def asked(self, sparql: str, form: str, graph: str, timeout: float | None = None) -> Answer:
        """One question sent as it is, of a graph or of the server's own default; its answer, read strictly."""
        rows = form in ("SELECT", "ASK")
        reply = self.transport.read(composed(self.url, sparql, graph, ROWS if rows else TRIPLES), timeout)
        if reply.media in ("text/html", "application/xhtml+xml"):
            raise ServerFault("foreign", self.url, reply.media)
        _unbroken(reply, self.url)
        return _rows(reply, self.url, form) if rows else _triples(reply, self.url)

    def every(self, pattern: str) -> Iterator[Triple]:
        """All triples `?s ?p ?o` that fit, in parts where the server cuts a long answer short."""
        yield from self._part(pattern, "")

    def _part(self, pattern: str, prefix: str) -> Iterator[Triple]:
        """Those whose subject has a digest that begins like that. They are counted first: a CONSTRUCT is cut unsaid."""
        some = f'FILTER(STRSTARTS(MD5(STR(?s)), "{prefix}"))' if prefix else ""
        where = f"WHERE {{ {{ SELECT DISTINCT ?s ?p ?o WHERE {{ {pattern} {some} }} }} }}"
        count = int(self.select(f"SELECT (COUNT(*) AS ?n) {where}").rows[0][0].value)
        try:
            found = set(self.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} {some} }}"))
        except ServerFault as fault:
            if fault.name != "cut":
                raise
            found = set()
        if len(found) == count:
            yield from found
        elif len(prefix) < DEEPEST:
            for digit in _DIGITS:
                yield from self._part(pattern, prefix + digit)
        else:
            raise ServerFault("cut", self.url, f"{len(found)} / {count}")


def open(endpoint: Endpoint | str, timeout: float | None = None) -> RemoteStore:
    """The store at that address; nothing is asked yet."""
    if isinstance(endpoint, str):
        endpoint = Endpoint(endpoint, timeout=timeout) if timeout else Endpoint(endpoint)
    return RemoteStore(endpoint)


def composed(url: str, sparql: str, graph: str, accept: str) -> Call:
    """The request for a question, as a form: the way that every server understands."""
    from SPARQLWrapper import POST, URLENCODED, SPARQLWrapper

    wrapper = SPARQLWrapper(url, agent="vakgraph")
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(URLENCODED)
    wrapper.setOnlyConneg(True)
    wrapper.queryString = ascii_only(sparql)  # setQuery would guess its kind, and warn where it cannot
    wrapper.queryType = "SELECT"
    if graph:
        wrapper.addDefaultGraph(graph)
    made = wrapper._createRequest()
    assert isinstance(made.data, bytes)
    headers = {name: value for name, value in made.header_items() if name.lower() != "accept"}
    return Call(made.get_method(), made.full_url, made.data, {**headers, "Accept": accept})


def ascii_only(sparql: str) -> str:
    """The same query in ASCII: Virtuoso makes question marks of other signs, but reads their escapes."""
    return "".join(
        c if ord(c) < 128 else f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}" for c in sparql
    )


# --- reading an answer --------------------------------------------------------------------------------


def _unbroken(reply: Reply, url: str) -> None:
    """What servers say beside an answer that is not all of it. Virtuoso: a limit of rows, and a deadline of its own."""
    if reply.headers.get("X-SPARQL-MaxRows"):
        raise ServerFault("cut", url, f"{reply.headers['X-SPARQL-MaxRows']} rows")
    if reply.headers.get("X-SQL-State"):
        raise ServerFault("half", url, reply.headers.get("X-SQL-Message", reply.headers["X-SQL-State"]))


def _rows(reply: Reply, url: str, form: str) -> Table | bool:
    """SPARQL results in JSON as a table, or as yes or no."""
    if not reply.body.strip():
        raise ServerFault("half", url, "0 bytes")
    answer, why = _parsed(reply.body)
    if answer is None:
        raise _unreadable(reply, url, why)
    if isinstance(answer, bool) != (form == "ASK"):
        raise ServerFault("foreign", url, reply.media or "?")
    return answer


def _parsed(body: bytes) -> tuple[Table | bool | None, str]:
    """The answer, or None and why not. The engine's own objects stay in here: they may not leave their thread."""
    try:
        found = pyoxigraph.parse_query_results(body, format=QueryResultsFormat.JSON)
        if isinstance(found, QueryBoolean):
            json.loads(body)  # to its last brace
            return bool(found), ""
        names = tuple(variable.value for variable in found.variables)
        return Table(names, tuple(tuple(map(cell, row)) for row in found)), ""
    except (SyntaxError, ValueError, OSError) as error:
        return None, str(error)


def _triples(reply: Reply, url: str) -> list[Triple]:
    """The triples of an answer that can be seen to be whole: N-Triples and Turtle have no closing sign of their own."""
    form = {"text/plain": RdfFormat.N_TRIPLES}.get(reply.media) or RdfFormat.from_media_type(reply.media)
    if form is None:
        raise ServerFault("foreign", url, reply.media or "?")
    if not reply.measured:
        raise ServerFault("half", url, "no Content-Length")
    try:
        return [quad.triple for quad in pyoxigraph.parse(reply.body, form, base_iri=url, without_named_graphs=True)]
    except (SyntaxError, ValueError, InputError) as error:
        raise _unreadable(reply, url, str(error)) from None


def _unreadable(reply: Reply, url: str, why: str) -> ServerFault:
    """Something that begins as an answer was cut off; anything else never was one."""
    if reply.media.endswith(("json", "triples", "turtle", "plain")) and not reply.body.lstrip().startswith(b"<!"):
        return ServerFault("half", url, why)
    return ServerFault("foreign", url, reply.media or "?")
