"""The steps of a push: what is not there yet is sent and read back, then added up, and only then served."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pyoxigraph
from pyoxigraph import RdfFormat

from vakgraph.errors import VakError
from vakgraph.push.parts import Part, Release, said, same
from vakgraph.push.server import Server
from vakgraph.store import release
from vakgraph.store.remote import RemoteStore

BATCH = 50  # graphs between two lines of progress, and at most to be sent again after a break
Tell = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: how many graphs and triples the release has, and how many of them had to be sent."""

    graph: str
    graphs: int
    triples: int
    sent: int
    sent_triples: int
    served_before: bool
    by: str  # "graph store" or "update"


def push(made: Release, store: RemoteStore, tell: Tell = lambda nl, en: None, verify: bool = False) -> Pushed:
    """Publish it. Killed at any moment, the old release is still served, and doing it again finishes the work.

    With `verify`, what is there already is read back and compared as well.
    """
    server = Server(store)
    missing = _missing(made, server, verify)
    tell(
        f"{len(made.parts)} grafen, {made.count} triples; {len(made.parts) - len(missing)} staan er al.",
        f"{len(made.parts)} graphs, {made.count} triples; {len(made.parts) - len(missing)} are there already.",
    )
    _send(missing, server, tell)
    before = store.current() == made.graph
    if not _is_whole(made, server, verify):
        _add_up(made, server, tell)
    if not before:
        _serve(made, server)
        tell("De nieuwe uitgave wordt nu geserveerd.", "The new release is now served.")
    if missing or not before:
        _tidy(made, server)
    by = "graph store" if server.data else "update"
    sent = sum(part.count for part in missing)
    return Pushed(made.graph, len(made.parts), made.count, len(missing), sent, before, by)


def _missing(made: Release, server: Server, verify: bool) -> list[Part]:
    """The parts that are not there, or not as they were when they were verified."""
    recorded = {graph: int(n) for graph, n in server.said("?g <http://rdfs.org/ns/void#triples> ?n", "g", "n")}
    there = server.counts(release.GRAPHS)

    def stands(part: Part) -> bool:
        counted = there.get(part.graph) == recorded.get(part.graph) == part.count
        return counted and (not verify or same(part.triples, server.get(part.graph)))

    return [part for part in made.parts if not stands(part)]


def _send(missing: Sequence[Part], server: Server, tell: Tell) -> None:
    """Send the parts, read each back, and record those that are right."""
    for at in range(0, len(missing), BATCH):
        batch = missing[at : at + BATCH]
        for part in batch:
            server.put(part.graph, part.triples)
            if not same(part.triples, server.get(part.graph)):
                raise VakError(
                    f"De server {server.store.url} heeft van {part.home} iets anders bewaard dan er is verstuurd;"
                    " de oude uitgave blijft staan.",
                    f"The server {server.store.url} kept something else of {part.home} than was sent;"
                    " the old release stays.",
                )
        lines = [line for part in batch for line in _record(part)]
        server.add(release.RELEASES, pyoxigraph.serialize(lines, format=RdfFormat.N_TRIPLES) or b"")
        done, of = at + len(batch), len(missing)
        tell(f"{done} van {of} grafen verstuurd en teruggelezen.", f"{done} of {of} graphs sent and read back.")


def _record(part: Part) -> list[pyoxigraph.Triple]:
    return [said(part.graph, "home", part.home), said(part.graph, "triples", part.count)]


def _is_whole(made: Release, server: Server, verify: bool) -> bool:
    """Whether the graph of the whole release was finished before, and still is."""
    finished = server.said(f"<{made.graph}> <http://rdfs.org/ns/void#triples> ?n", "n")
    if finished != [(str(made.count),)] or server.count(made.graph) != made.count:
        return False
    return not verify or same((t for part in made.parts for t in part.triples), server.get(made.graph))


def _add_up(made: Release, server: Server, tell: Tell) -> None:
    """Make the graph that is asked of the parts, on the server, and count it. Adding what is there changes nothing."""
    _merge(made, server, tell)
    if server.count(made.graph) > made.count:  # something in it was none of ours
        server.drop(made.graph)
        _merge(made, server, tell)
    count = server.count(made.graph)
    if count != made.count:
        raise VakError(
            f"De server {server.store.url} telt {count} triples waar er {made.count} horen; de oude uitgave blijft.",
            f"The server {server.store.url} counts {count} triples where {made.count} belong; the old release stays.",
        )
    lines = [said(made.graph, "triples", made.count), *(said(made.graph, "part", p.graph) for p in made.parts)]
    server.add(release.RELEASES, pyoxigraph.serialize(lines, format=RdfFormat.N_TRIPLES) or b"")


def _merge(made: Release, server: Server, tell: Tell) -> None:
    for at in range(0, len(made.parts), BATCH):
        server.merge([part.graph for part in made.parts[at : at + BATCH]], made.graph)
        done, of = min(at + BATCH, len(made.parts)), len(made.parts)
        tell(f"{done} van {of} grafen samengevoegd.", f"{done} of {of} graphs put together.")


def _serve(made: Release, server: Server) -> None:
    """From now on this release is asked: one update, of which the newest holds."""
    moment = datetime.now(UTC).isoformat(timespec="microseconds")
    lines = [said(release.RELEASES, "now", made.graph), said(made.graph, "issued", moment)]
    server.add(release.RELEASES, pyoxigraph.serialize(lines, format=RdfFormat.N_TRIPLES) or b"")


def _tidy(made: Release, server: Server) -> None:
    """Drop what belongs to no release any more. The last one stays whole: somebody may be asking it."""
    served = [graph for graph, _ in server.said(release.SERVED, "release", "issued")]
    order = sorted(server.said(release.SERVED, "issued", "release"), reverse=True)
    kept = {graph for _, graph in order[:2]} | {made.graph}
    ours = {part.graph for part in made.parts}
    for graph in (*server.counts(release.WHOLE), *served):
        if graph not in kept:
            _forget(graph, server)
    for graph in server.counts(release.GRAPHS):
        if graph not in ours:
            _forget(graph, server)


def _forget(graph: str, server: Server) -> None:
    """A graph, and what the record says of it."""
    server.change(f"DELETE WHERE {{ GRAPH <{release.RELEASES}> {{ <{graph}> ?p ?o }} }}")
    server.change(f"DELETE WHERE {{ GRAPH <{release.RELEASES}> {{ ?s ?p <{graph}> }} }}")
    server.drop(graph)
