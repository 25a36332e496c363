"""Measure beside others: the graph beside the bare engine, questions, pages, validation, exports, and how all grows.

    python -m tests.bench [PART ...] [TRIPLES ...]

Parts: shipped, questions, pages, validation, exports, growth, servers; without one all of them. Each becomes a section
of RESULTS.md as soon as it is done; a part that is measured again takes the place of the section of that name. What the
servers took is measured apart, by `python -m tests.bench.scale`; that part only puts it here.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import pyoxigraph

from tests.bench import exports, growth, many, pages, scale, shacl
from tests.bench import queries as questions
from vakgraph import checkout, queries, turtle
from vakgraph.graph import VakGraph

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "what-works-for-whom"
RUNS = 7
RESULTS = Path(__file__).with_name("RESULTS.md")
SMALL = 100_000  # triples; the shipped graph is about as large
QUESTIONS_UP_TO = 1_000_000  # triples; beyond that rdflib and maplib take hours, and the growth alone is told
Section = tuple[str, str]  # title, body
QUESTIONS = """\
In milliseconds, the better of two. `!`: another number of rows than pyoxigraph gives; `stopped`: no answer.
rdflib stops where it takes more than 15 seconds; maplib refuses a variable that nothing binds, which is how these
questions leave a choice open, and a few functions that it does not have yet. It is left out beyond 100,000 triples:
a run with it at a million ended half-way.
"""
SERVED = ("push s", "push again s", "memory MB", "median ms", "slowest ms", "answered", "equal")
PUSHED = """Each row is one run of `python -m tests.bench.scale`: a push that is killed half-way and done again (both
together), one of what is there already, and every stored question as it comes, with its default choices, each the
better of two. Memory is what the server holds after the last of them. Answered: how many of them gave an answer;
equal: how many gave row for row what the engine in the process gives.
"""
NUMBERS = ("ms", "ratio", "seconds", "cpu", "results", *exports.HEADS[1:], *pages.HEADS[2:], "exponent", *SERVED)
HEADS = ("engine", "seconds", "cpu", "results", "remark")
NOTE = """A section is one run, with its peers in it; a busy machine stretches all of it, so read the ratios, and those
below 2 not at all. The graph beside the bare engine in milliseconds (median); validation in seconds, data and shapes
loaded before: the best of three runs for vakgraph, one run for each of the others. Made-up data of this domain, 31
property shapes; "core and SPARQL" adds four rules in SPARQL. Exports: processor seconds from triples in memory to a
file, the best of three, and what a process that reads the graph file by file and writes it holds above what it held
at its start; each in a process of its own.
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
    return f"{os.cpu_count()} cores, {memory:.0f} GiB; Python {platform.python_version()}, {parts}"


def known(name: str) -> bool:
    return find_spec(name) is not None


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; all but the first column stand to the right where they are numbers."""
    units = ("triples", ", s", ", ms", ", MB")
    sides = ("---:" if head in NUMBERS or head.endswith(units) else "---" for head in heads[1:])
    lines = [heads, ["---", *sides], *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def graph_table(sizes: Sequence[int]) -> Iterator[Section]:
    with tempfile.TemporaryDirectory() as folder:
        rows = from_the_shell(Path(folder)) + in_the_process()
    cells = [(what, f"{took:.0f}", peer, f"{theirs:.0f}", f"{took / theirs:.1f}") for what, took, peer, theirs in rows]
    yield "The shipped graph", grid(("what", "ms", "beside", "ms", "ratio"), cells)


def question_tables(sizes: Sequence[int]) -> Iterator[Section]:
    """Every stored question on each engine, over the shipped graph and at each size that all of them can hold."""
    with tempfile.TemporaryDirectory() as at:
        made = (many.write(Path(at, str(size)), size).root for size in sizes if SMALL < size <= QUESTIONS_UP_TO)
        for folder in chain([ROOT], made):
            heads, *rows = questions.table(VakGraph.open(folder, Path(at, "store")))
            yield f"The stored {heads[0].replace('question', 'questions')}", f"{QUESTIONS}\n{grid(heads, rows)}"


def page_table(sizes: Sequence[int]) -> Iterator[Section]:
    """The same table on a page of ours and on one of Datasette's."""
    rows, ready = pages.table()
    yield "Pages beside Datasette", f"{grid(pages.HEADS, rows)}\n{pages.NOTE.format(ready)}"


def validation(sizes: Sequence[int]) -> Iterator[Section]:
    """A table for each size, with the shapes of the standard alone and with rules in SPARQL."""
    for title, rows in shacl.tables([size for size in sizes if size <= QUESTIONS_UP_TO]):
        yield f"Validation: {title}", grid(HEADS, [row.cells() for row in rows])


def exported(sizes: Sequence[int]) -> Iterator[Section]:
    """A table for each size: every format beside the writers of pyoxigraph and rdflib, with what it holds."""
    for size in sizes:
        if size <= QUESTIONS_UP_TO:
            title, rows, said = exports.table(size)
            yield f"Exports: {title}", f"{grid(exports.HEADS, rows)}\n{said}"


def grown(sizes: Sequence[int]) -> Iterator[Section]:
    """The same work at every size, in seconds of the processor, and how it grows."""
    if len(sizes) > 1:
        found = list(growth.every(sizes))
        heads, rows, said = growth.table(found)
        yield (
            "How it grows",
            f"![Processor seconds by the number of triples](growth.svg)\n\n{grid(heads, rows)}\n{said}\n",
        )
        heads, rows, waits = growth.advice(found)
        words = {"middle": waits[growth.MIDDLE], "slowest": waits[growth.SLOWEST]}
        yield "What machine that asks for", growth.ADVICE.format(grid=grid(heads, rows), **words)


def pushed(sizes: Sequence[int]) -> Iterator[Section]:
    """What docs/scale.csv says of a release on a server."""
    heads = ("server", "triples", *SERVED)
    cells = [[f"{int(each):,}" if each.isdigit() else each for each in row.values()] for row in scale.known()]
    yield "A release on a server", f"{grid(heads, cells)}\n{PUSHED}"


PARTS: dict[str, Callable[[Sequence[int]], Iterator[Section]]] = {
    "shipped": graph_table,
    "questions": question_tables,
    "pages": page_table,
    "validation": validation,
    "exports": exported,
    "growth": grown,
    "servers": pushed,
}


def kept() -> dict[str, str]:
    """The sections that stand in RESULTS.md, by title; what stands above the first is made anew."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    titled = (part.partition("\n\n") for part in text.split("\n## ")[1:])
    return {title: body.rstrip("\n") + "\n" for title, _, body in titled}


def page(sections: Mapping[str, str]) -> str:
    """RESULTS.md, whole."""
    parts = (f"\n## {title}\n\n{body}" for title, body in sections.items())
    return f"# What `make bench` measured\n\n{machine()}.\n{NOTE}{''.join(parts)}"


def main(words: Sequence[str]) -> None:
    """Measure the parts that are named, at the sizes that are given."""
    unknown = [word for word in words if not word.isdigit() and word not in PARTS]
    if unknown:
        sys.exit(f"{unknown[0]}: not a part; there are {', '.join(PARTS)}, and numbers of triples")
    sizes = [int(word) for word in words if word.isdigit()] or [100_000]
    parts = [word for word in words if word in PARTS]
    sections = kept() if parts else {}
    for part in parts or PARTS:
        began = f"load {os.getloadavg()[0]:.1f} when it began"
        for title, body in PARTS[part](sizes):
            sections[title] = f"{body.rstrip()}\n" + (f"\nMeasured with {began}.\n" if part != "servers" else "")
            print(f"\n## {title}\n\n{sections[title]}", end="", flush=True)
            RESULTS.write_text(page(sections), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
