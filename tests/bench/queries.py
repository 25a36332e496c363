"""Every stored question on six engines side by side, over the same graph: `python -m tests.bench.queries [FOLDER]`.

Without a folder the shipped graph is asked; `python -m tests.bench.many` makes larger ones. `=` behind a time: the rows
are those of pyoxigraph; `!`: they are others. `--rdflib` and `--maplib` take those along (minutes, and gigabytes).
"""

from __future__ import annotations

import math
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
DEADLINE = 120.0
Ask = Callable[[str], int]


def in_process(store: pyoxigraph.Store) -> Ask:
    return lambda sparql: sum(1 for _ in store.query(sparql))  # type: ignore[union-attr,misc]


def elsewhere(server: servers.Server, triples: list[Triple]) -> Ask:
    server.load(triples)
    store = remote.open(Endpoint(server.query, timeout=DEADLINE)).at(servers.GRAPH)
    return lambda sparql: len(store.select(sparql))


def by_rdflib(triples: list[Triple]) -> Ask:
    import rdflib

    graph = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    return lambda sparql: len(list(graph.query(sparql)))


def by_maplib(triples: list[Triple]) -> Ask:
    from maplib import Model

    model = Model()
    model.reads((serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode(), format="ntriples")
    return lambda sparql: int(model.query(sparql).height)


def engines(triples: list[Triple], stack: ExitStack, with_: list[str]) -> Iterator[tuple[str, Ask]]:
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
    for name, make in (("rdflib", by_rdflib), ("maplib", by_maplib)):
        if f"--{name}" in with_:
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


def main(words: list[str]) -> None:
    folders = [word for word in words if not word.startswith("--")]
    desk = VakGraph.open(folders[0] if folders else ROOT)
    triples: list[Any] = list(dict.fromkeys([*desk.asserted(), *desk.derived()]))
    asked = [q for q in desk.queries().values() if q.group == "tables" and not any(p.required for p in q.parameters)]
    with ExitStack() as stack:
        able = list(engines(triples, stack, words))
        print(f"{len(triples):,} triples, milliseconds\n{'question':32}" + "".join(f"{name:>20}" for name, _ in able))
        logs: dict[str, list[float]] = {name: [] for name, _ in able}
        for query in asked:
            found = [(name, *timed(ask, query.bind({}))) for name, ask in able]
            cells = ""
            for name, took, rows in found:
                mark = "=" if rows == found[0][2] else "!"
                cells += f"{took:18.1f} {mark}" if rows >= 0 else f"{'stopped':>18} !"
                logs[name] += [math.log(took)] if rows >= 0 else []
            print(f"{query.name:32}{cells}", flush=True)
        means = "".join(f"{math.exp(sum(m) / len(m)) if m else math.inf:18.1f}  " for m in logs.values())
        print(f"{'geometric mean':32}{means}")


if __name__ == "__main__":
    main(sys.argv[1:])
