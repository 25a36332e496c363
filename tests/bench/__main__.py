"""Measure beside others, in one run: the graph beside the bare engine, validation, and exports."""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pyoxigraph

from tests.bench import exports, pages, shacl
from tests.bench import queries as questions
from vakgraph import checkout, queries, turtle
from vakgraph.graph import VakGraph

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "what-works-for-whom"
RUNS = 7
RESULTS = Path(__file__).with_name("RESULTS.md")
PEERS_UP_TO = 100_000  # triples; beyond that the others take many minutes and gigabytes
NUMBERS = ("ms", "ratio", "seconds", "cpu", "results", *exports.HEADS[1:], *pages.HEADS[2:])
HEADS = ("engine", "seconds", "cpu", "results", "remark")
NOTE = """Everything in one run; a busy machine stretches all of it, so read the ratios, and those below 2 not at all.
The graph beside the bare engine in milliseconds (median); validation in seconds, data and shapes loaded before:
the best of three runs for vakgraph, one run for each of the others. Made-up data of this domain, 31 property shapes;
"core and SPARQL" adds four rules in SPARQL. Exports: processor seconds from triples in memory to a file, the
best of three, and what a process that reads the graph file by file and writes it holds above what it held at its start;
each in a process of its own.
"""


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


def machine() -> str:
    """What it ran on, in a sentence."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = ", ".join(
        f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "pyshacl", "pyrudof") if known(name)
    )
    busy = f"load {os.getloadavg()[0]:.1f} at the start"
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {busy}; Python {platform.python_version()}, {parts}"


def known(name: str) -> bool:
    return find_spec(name) is not None


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; all but the first column stand to the right where they are numbers."""
    lines = [heads, ["---"] + ["---:" if head in NUMBERS else "---" for head in heads[1:]], *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def graph_table() -> str:
    with tempfile.TemporaryDirectory() as folder:
        rows = from_the_shell(Path(folder)) + in_the_process()
    cells = [(what, f"{took:.0f}", peer, f"{theirs:.0f}", f"{took / theirs:.1f}") for what, took, peer, theirs in rows]
    return grid(("what", "ms", "beside", "ms", "ratio"), cells)


def question_table() -> str:
    """Every stored question on each engine; `!`: another number of rows than pyoxigraph, `stopped`: no answer."""
    heads, *rows = questions.table(VakGraph.open(ROOT))
    return f"\n## The stored questions, in milliseconds (the better of two)\n\n{grid(heads, rows)}"


def page_table() -> str:
    """The same table on a page of ours and on one of Datasette's."""
    rows, ready = pages.table()
    return f"\n## Pages beside Datasette\n\n{grid(pages.HEADS, rows)}\n{pages.NOTE.format(ready)}"


def main() -> None:
    """`python -m tests.bench [TRIPLES ...]`: the sizes for validation and exports."""
    sizes = [int(word) for word in sys.argv[1:]] or [100_000]
    said = f"# What `make bench` measured\n\n{machine()}.\n{NOTE}\n## The shipped graph\n\n"
    print(said, end="", flush=True)
    for part in chain([graph_table(), question_table(), page_table()], validation(sizes), exported(sizes)):
        print(part, end="", flush=True)
        said += part
    RESULTS.write_text(said, encoding="utf-8")


def validation(sizes: Sequence[int]) -> Iterator[str]:
    """A table for each size, with the shapes of the standard alone and with rules in SPARQL."""
    for title, rows in shacl.tables(sizes, PEERS_UP_TO):
        yield f"\n## Validation: {title}\n\n{grid(HEADS, [row.cells() for row in rows])}"


def exported(sizes: Sequence[int]) -> Iterator[str]:
    """A table for each size: every format beside the writers of pyoxigraph and rdflib, with what it holds."""
    for size in sizes:
        title, rows, said = exports.table(size)
        yield f"\n## Exports: {title}\n\n{grid(exports.HEADS, rows)}\n{said}"


if __name__ == "__main__":
    main()
