"""Every stored question on six engines side by side, over the same graph: `python -m tests.bench.queries [FOLDER]`.

Without a folder the shipped graph is asked; `python -m tests.bench.many` makes larger ones. `!` behind a time: another
number of rows than pyoxigraph gives; `stopped`: no answer, for want of time or because the engine refuses it.
"""

from __future__ import annotations

import math
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple, serialize

from tests import servers
from vakgraph.graph import VakGraph
from vakgraph.store import remote
from vakgraph.store.access import Endpoint

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 120.0  # seconds for a server
PATIENCE = 15.0  # seconds for rdflib, which cannot be stopped and so gets a process for each question
MAPLIB_UP_TO = 100_000  # triples; a run over a million with it in the process ended half-way, without a word
Ask = Callable[[str], int]


def in_process(store: pyoxigraph.Store) -> Ask:
    return lambda sparql: sum(1 for _ in store.query(sparql))  # type: ignore[union-attr,misc]


def elsewhere(server: servers.Server, triples: list[Triple]) -> Ask:
    try:
        server.load(triples)
    except OSError:  # Virtuoso answered 500 to a million at once, and another time took them
        server.load(triples)
    store = remote.open(Endpoint(server.query, timeout=DEADLINE)).at(servers.GRAPH)
    return lambda sparql: len(store.select(sparql))


def by_rdflib(triples: list[Triple]) -> Ask:
    """Each question in a process of its own, which holds the graph already and is ended when it takes too long."""
    import rdflib

    graph = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    forked = multiprocessing.get_context("fork")

    def ask(sparql: str) -> int:
        rows = forked.Value("i", -1)

        def count() -> None:
            rows.value = len(list(graph.query(sparql)))

        process = forked.Process(target=count)
        process.start()
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
            raise TimeoutError(f"not done in {PATIENCE:g} seconds")
        if rows.value < 0:
            raise RuntimeError("it could not answer")
        return int(rows.value)

    return ask


def by_maplib(triples: list[Triple]) -> Ask:
    """What it does not know yet makes it panic, and of no use after that: then it is loaded anew."""
    from maplib import Model

    text = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()

    def loaded() -> Any:
        model = Model()
        model.reads(text, format="ntriples")
        return model

    models = [loaded()]

    def ask(sparql: str) -> int:
        try:
            return int(models[-1].query(sparql).height)
        except BaseException as error:  # its panics are no Exception
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            models.append(loaded())
            raise RuntimeError(str(error)) from None

    return ask


def engines(triples: list[Triple], stack: ExitStack) -> Iterator[tuple[str, Ask]]:
    """The engines that can be had here, loaded."""
    memory = pyoxigraph.Store()
    memory.bulk_extend(Quad(*triple) for triple in triples)
    yield "pyoxigraph, memory", in_process(memory)
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    disk = pyoxigraph.Store(folder)
    disk.bulk_extend(Quad(*triple) for triple in triples)
    disk.optimize()
    yield "pyoxigraph, disk", in_process(disk)
    missing = servers.missing()
    for name, start in (
        ("oxigraph", lambda: servers.oxigraph(disk=True)),
        ("virtuoso", lambda: servers.virtuoso(buffers=170_000)),
    ):
        if name in missing:
            print(f"{name} is not measured: {missing[name]}", file=sys.stderr)
        else:
            yield f"{name}, HTTP", elsewhere(stack.enter_context(start()), triples)
    slow = {"rdflib": by_rdflib} | ({"maplib": by_maplib} if len(triples) <= MAPLIB_UP_TO else {})
    for name, make in slow.items():
        try:
            yield name, make(triples)
        except ImportError:
            print(f"{name} is not measured: pip install {name}", file=sys.stderr)


def timed(ask: Ask, sparql: str) -> tuple[float, int]:
    """Milliseconds of the better of two runs, and how many rows came; -1 rows where the engine stopped on it."""
    best, rows = math.inf, -1
    try:
        for _ in range(2):
            began = time.perf_counter()
            rows = ask(sparql)
            best = min(best, (time.perf_counter() - began) * 1000)
            if best > DEADLINE * 250:
                break
    except Exception as error:  # every engine has its own
        print(f"    {type(error).__name__}: {' '.join(str(error).split())[:160]}", file=sys.stderr)
        return math.inf, -1
    return best, rows


def table(desk: VakGraph) -> Iterator[list[str]]:
    """The heads, a row for each question that needs no choice, in milliseconds, and the geometric means."""
    triples: list[Any] = list(dict.fromkeys([*desk.asserted(), *desk.derived()]))
    asked = [q for q in desk.queries().values() if q.group == "tables" and not any(p.required for p in q.parameters)]
    with ExitStack() as stack:
        able = list(engines(triples, stack))
        yield [f"question, over {len(triples):,} triples", *(name for name, _ in able)]
        logs: dict[str, list[float]] = {name: [] for name, _ in able}
        for query in asked:
            found = [(name, *timed(ask, query.bind({}))) for name, ask in able]
            for name, took, rows in found:
                logs[name] += [math.log(took)] if rows >= 0 else []
            yield [query.name, *(_cell(took, rows, found[0][2]) for _, took, rows in found)]
        means = (f"{math.exp(sum(logged) / len(logged)):.1f}" if logged else "" for logged in logs.values())
        yield ["geometric mean of those answered", *means]


def _cell(took: float, rows: int, expected: int) -> str:
    return "stopped" if rows < 0 else f"{took:.1f}{'' if rows == expected else ' !'}"


def main(words: list[str]) -> None:
    for name, *cells in table(VakGraph.open(words[0] if words else ROOT)):
        print(f"{name:36}" + "".join(f"{cell:>20}" for cell in cells), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
