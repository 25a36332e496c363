"""What publishing needs of a server: graphs put, read back, counted, added up and dropped, in two dialects.

Graphs go by the Graph Store Protocol where the server has it, else by SPARQL Update. The servers guess no address for
us, but some are known: `/store` beside Oxigraph's `/update`, `/sparql-graph-crud-auth` at Virtuoso, `/data` at Fuseki.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from vakgraph.errors import VakError
from vakgraph.store import release
from vakgraph.store.faults import ServerFault
from vakgraph.store.port import as_table
from vakgraph.store.remote import RemoteStore, ascii_only
from vakgraph.store.transport import Call
from vakgraph.table import Cell

PIECE, LINES = 400_000, 1000  # bytes and triples in one INSERT DATA: Oxigraph takes 1 MiB, Virtuoso 10,000 lines
PATIENCE = 10  # times the deadline of a question: a graph may be large
_TEXT = "application/n-triples"
_BESIDE = (
    ("/update", "/store"),
    ("/sparql-auth", "/sparql-graph-crud-auth"),
    ("/update", "/data"),
    ("/statements", "/rdf-graphs/service"),
)


class Server:
    """A SPARQL server that we may change."""

    def __init__(self, store: RemoteStore) -> None:
        self.store, self.endpoint, self.transport = store, store.endpoint, store.transport
        self.patience = self.endpoint.timeout * PATIENCE
        if not self.endpoint.update:
            raise VakError(
                "Noem ook waar de server wijzigingen aanneemt: --update-endpoint URL.",
                "Name where the server takes changes as well: --update-endpoint URL.",
            )
        self.data = self.endpoint.data or self._found()

    def _found(self) -> str:
        """The address for whole graphs, where one of the known ones answers as such; else ""."""
        for here, there in _BESIDE:
            if self.endpoint.update.endswith(here):
                url = self.endpoint.update.removesuffix(here) + there
                if self._offers(url):
                    return url
        return ""

    def _offers(self, url: str) -> bool:
        try:
            reply = self.transport.read(Call("GET", _at(url, release.RELEASES), headers={"Accept": _TEXT}))
        except ServerFault as fault:
            return fault.name == "refused" and "404" in fault.en and "graph" in fault.en.lower()
        return reply.media in (_TEXT, "text/plain", "text/turtle")

    # ---- graphs

    def put(self, graph: str, triples: Sequence[Triple]) -> None:
        """These triples, and no others, in that graph."""
        text = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        if self.data:
            call = Call("PUT", _at(self.data, graph), text, {"Content-Type": _TEXT})
            self.transport.write(call, self.patience)
        else:
            self.change(f"DROP SILENT GRAPH <{graph}>")
            self.add(graph, text)

    def add(self, graph: str, text: bytes) -> None:
        """More triples in a graph, in pieces that every server takes."""
        for piece in _pieces(text.decode().splitlines()):
            self.change(f"INSERT DATA {{ GRAPH <{graph}> {{ {piece} }} }}")

    def get(self, graph: str) -> list[Triple]:
        """What the server has in that graph, read back."""
        if not self.data:
            return list(self.store.every(f"GRAPH <{graph}> {{ ?s ?p ?o }}"))
        reply = self.transport.read(Call("GET", _at(self.data, graph), headers={"Accept": _TEXT}), self.patience)
        form = RdfFormat.from_media_type(reply.media) if reply.media != "text/plain" else RdfFormat.N_TRIPLES
        if form is None or not reply.measured:
            raise ServerFault("foreign" if form is None else "half", self.data, reply.media or "?")
        try:
            return [quad.triple for quad in pyoxigraph.parse(reply.body, form)]
        except (SyntaxError, ValueError) as error:
            raise ServerFault("half", self.data, error) from None

    def merge(self, graphs: Sequence[str], into: str) -> None:
        """Add what stands in these graphs to another, on the server itself."""
        for graph in graphs:
            self.change(f"ADD SILENT GRAPH <{graph}> TO GRAPH <{into}>")

    def drop(self, graph: str) -> None:
        self.change(f"DROP SILENT GRAPH <{graph}>")

    def change(self, update: str) -> None:
        """An update, sent once."""
        call = Call(
            "POST", self.endpoint.update, ascii_only(update).encode(), {"Content-Type": "application/sparql-update"}
        )
        self.transport.write(call, self.patience)

    # ---- counts

    def counts(self, prefix: str) -> dict[str, int]:
        """How many triples there are in each graph whose name begins like that."""
        where = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{prefix}"))'
        asked = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?g"
        return {graph.value: int(n.value) for graph, n in self._rows(asked)}

    def count(self, graph: str) -> int:
        ((n,),) = self._rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return int(n.value)

    def said(self, pattern: str, *names: str) -> list[tuple[str, ...]]:
        """The record of releases, as far as it fits."""
        asked = f"SELECT {' '.join(f'?{n}' for n in names)} WHERE {{ GRAPH <{release.RELEASES}> {{ {pattern} }} }}"
        return [tuple(cell.value for cell in row) for row in self._rows(asked)]

    def _rows(self, sparql: str) -> Iterable[tuple[Cell, ...]]:
        return as_table(self.store.asked(sparql, "SELECT", "", self.patience)).rows


def _at(url: str, graph: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}graph={quote(graph, safe='')}"


def _pieces(lines: Sequence[str]) -> Iterable[str]:
    """The lines in pieces that are not too long."""
    held: list[str] = []
    size = 0
    for line in lines:
        if held and (size + len(line) > PIECE or len(held) >= LINES):
            yield "\n".join(held)
            held, size = [], 0
        held.append(line)
        size += len(line)
    if held:
        yield "\n".join(held)
