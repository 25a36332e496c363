"""Measure the shipped graph against the bare engine, side by side in one run: `make bench`."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph

from vakgraph import checkout, queries, turtle
from vakgraph.graph import VakGraph

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "what-works-for-whom"
RUNS = 7


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds, the median of some runs after one that does not count."""
    took = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took[1:])


def command(*words: str, **environment: str) -> None:
    subprocess.run(words, check=True, capture_output=True, env={**os.environ, **environment})


def from_the_shell(cache: Path) -> list[tuple[str, float, str, float]]:
    """One stored question from the shell, warm and cold, beside the engine's own command on the same store."""
    ours = [sys.executable, "-m", "vakgraph", "--root", str(ROOT), "query", QUESTION]
    kept = {"XDG_CACHE_HOME": str(cache)}
    command(*ours, **kept)
    (store,) = (path for path in (cache / "vakgraph").iterdir() if path.is_dir())
    folder = next(store.rglob("CURRENT")).parent
    text = cache / "question.rq"
    text.write_text(queries.named(ROOT / "queries", QUESTION).bind({}), encoding="utf-8")
    oxigraph = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert oxigraph, "the oxigraph command is not here: pip install vakgraph[bench]"
    theirs = [oxigraph, "query", "--location", str(folder), "--query-file", str(text), "--results-format", "csv"]
    peer = median(lambda: command(*theirs))

    def cold() -> None:
        shutil.rmtree(cache / "vakgraph")
        command(*ours, **kept)

    name = "oxigraph query, same store"
    return [
        (f"vakgraph query {QUESTION}, warm", median(lambda: command(*ours, **kept)), name, peer),
        (f"vakgraph query {QUESTION}, no store yet", median(cold, 3), name, peer),
    ]


def in_the_process() -> list[tuple[str, float, str, float]]:
    """Reading and writing the whole graph, beside the engine's own reader and writer."""
    files = checkout.find(ROOT).graph_files()
    texts = [path.read_bytes() for path in files]
    parsed = median(lambda: [list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)) for text in texts])
    desk = VakGraph.open(ROOT)
    triples = desk.asserted() + desk.derived()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "graph.ttl"
        unordered = median(lambda: pyoxigraph.serialize(triples, out, pyoxigraph.RdfFormat.TURTLE))
        ordered = median(lambda: turtle.export(triples, out))
    return [
        ("read every file", median(lambda: turtle.read_many(files)), "pyoxigraph.parse", parsed),
        ("export, sorted and prefixed", ordered, "pyoxigraph.serialize, unordered", unordered),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = from_the_shell(Path(folder)) + in_the_process()
    print(f"{'what':48} {'ms':>8}  {'beside':34} {'ms':>8} {'ratio':>7}")
    for what, took, peer, theirs in rows:
        print(f"{what:48} {took:8.0f}  {peer:34} {theirs:8.0f} {took / theirs:7.1f}")


if __name__ == "__main__":
    main()
