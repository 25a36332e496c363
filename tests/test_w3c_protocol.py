"""The W3C's requests for the SPARQL 1.1 Protocol, at our own port: what is asked is answered, updates are not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import guarded
import pytest
import small_world
import w3c
from assure import trial
from guarded import Served
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from vakgraph.adhoc import Limits

HT, CNT, MF = "http://www.w3.org/2011/http#", "http://www.w3.org/2011/content#", w3c.MF
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
WHAT = "W3C SPARQL 1.1 Protocol: questions answered, updates refused"
GRAPHS = "http://kasei.us/2009/09/sparql/data/"
TABULAR = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
TRIPLES = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")


@dataclass(frozen=True)
class Sent:
    """One request of a case, and what must come back."""

    method: str
    path: str
    body: bytes | None
    headers: dict[str, str]
    statuses: tuple[str, ...]
    truth: bool | None
    form: str | None

    @property
    def changes(self) -> bool:
        """Whether it is an update."""
        said = (self.body or b"") + self.path.encode() + self.headers.get("content-type", "").encode()
        return b"update" in said and b"query=" not in said and b"sparql-query" not in said


def requests() -> Iterator[tuple[str, list[Sent]]]:
    graph = w3c.Graph(w3c.folder("sparql11") / "protocol" / "manifest.ttl")
    for node, said in graph.index.items():
        if NamedNode(MF + "ProtocolTest") in said.get(RDF + "type", []):
            action = graph.one(node, MF + "action")
            listed = [_sent(graph, each) for each in members(graph, graph.one(action, HT + "requests"))]
            yield node.value.rpartition("#")[2], listed


def members(graph: w3c.Graph, head: Any) -> Iterator[Any]:
    while head is not None and head != NamedNode(RDF + "nil"):
        yield graph.one(head, RDF + "first")
        head = graph.one(head, RDF + "rest")


def _sent(graph: w3c.Graph, node: Any) -> Sent:
    body, answer = graph.one(node, HT + "body"), graph.one(node, HT + "resp")
    listed = members(graph, graph.one(node, HT + "headers"))
    headers = {
        graph.one(each, HT + "fieldName").value.lower(): graph.one(each, HT + "fieldValue").value for each in listed
    }
    text = graph.one(body, CNT + "chars") if body else None
    letters = (getattr(graph.one(body, CNT + "characterEncoding"), "value", None) or "utf-8") if body else "utf-8"
    truth, form = graph.one(answer, MF + "expectedBoolean"), graph.one(answer, MF + "expectedFormat")
    return Sent(
        graph.one(node, HT + "methodName").value,
        graph.one(node, HT + "absolutePath").value.replace("/sparql/", "/sparql", 1),
        text.value.encode(letters) if text else None,
        headers,
        tuple(each.value.rpartition("StatusCode")[2] for each in graph.said(answer, MF + "expectedStatus")),
        None if truth is None else truth.value == "true",
        None if form is None else form.value,
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = w3c.folder("sparql11") / "protocol"
    quads = [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(f"{GRAPHS}data{at}.rdf"))
        for at in (1, 2, 3)
        for quad in parse((folder / f"data{at}.nt").read_bytes(), RdfFormat.N_TRIPLES)
    ]
    return guarded.store_at(tmp_path_factory.mktemp("graphs"), quads)


@pytest.fixture(scope="module")
def server(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    world = small_world.build(tmp_path_factory.mktemp("world"))
    with guarded.served(guarded.library_of(world, store, limits=Limits(timeout=30, share=10_000))) as found:
        yield found


@pytest.mark.assure(WHAT)
def test_every_request_of_the_w3c_is_answered_or_refused_as_it_must_be(server: Served, store: Path) -> None:
    before, wrong, tried = guarded.digest(store), {}, dict(requests())
    for name, listed in tried.items():
        with trial(WHAT):
            faults = [fault for sent in listed if (fault := fault_of(server, sent, name))]
            if faults:
                wrong[name] = faults
    assert len(tried) == 34
    assert not wrong
    assert guarded.digest(store) == before


def fault_of(server: Served, sent: Sent, name: str) -> str:
    """What is not as it must be; "" where all is well."""
    status, headers, said = server.send(sent.method, sent.path, sent.body, **sent.headers)
    if name.startswith("update_"):  # what it changes is refused, so what it asks afterwards is as it was before
        return "" if 400 <= status < 500 or not sent.changes else f"{status}: an update was not refused"
    if not any(word[0] == str(status)[0] for word in sent.statuses):
        return f"{status}, not {sent.statuses}: {said}"
    media = headers["content-type"].split(";")[0]
    if sent.truth is not None and truth(media, said) != sent.truth:
        return f"{said} is not {sent.truth}"
    if sent.form in ("tabular", "boolean") and media not in TABULAR:
        return f"{media} is no {sent.form}"
    return f"{media} is no RDF" if sent.form == "RDF" and media not in TRIPLES else ""


def truth(media: str, said: str) -> bool:
    if media == "application/sparql-results+xml":
        return next(ElementTree.fromstring(said).iter("{http://www.w3.org/2005/sparql-results#}boolean")).text == "true"
    return bool(json.loads(said)["boolean"])
