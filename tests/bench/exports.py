"""Exports at a million triples: throughput and memory beside the writers of pyoxigraph and rdflib.

    python -m tests.bench.exports [TRIPLES]

Time: of the processor, from triples in memory to a file, which others on the machine stretch least. Memory: what a
process that reads the files of the graph one by one and writes the export holds at most, above what it held before it
began; each in a process of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from tests.bench import many
from vakgraph import checkout, delivery, exporting, turtle
from vakgraph.delivery import FORMS, About
from vakgraph.namespaces import prefixes

MOST = 300  # megabytes above the start, for the formats that stream
RUNS, PATIENCE = 3, 6  # runs of a writer, and the seconds after which no other begins
STREAMING = ("nt", "nq", "csvw", "xlsx")
SLOWEST, AHEAD = 6.0, 5.0  # Turtle: times pyoxigraph's unordered writer, times ahead of rdflib's
THEIRS = ("pyoxigraph ttl", "pyoxigraph nt", "pyoxigraph rdf", "pyoxigraph jsonld", "rdflib ttl", "rdflib nt")
HEADS = ("writer", "processor seconds", "thousand triples/s", "times pyoxigraph ttl", "memory above the start")


def peak() -> float:
    """The most memory this process ever held, in megabytes; `getrusage` would begin at what its parent held."""
    (held,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(held) / 1024


def about(folder: Path) -> About:
    return About("Made up, to measure with", context=delivery.context(turtle.read(folder / checkout.MARK)))


def memory(folder: Path, form: str) -> None:
    """One export from the files of a folder; prints megabytes and seconds."""
    here = checkout.find(folder)
    said, before, began = about(folder), peak(), time.perf_counter()
    with tempfile.TemporaryDirectory() as out:
        told = delivery.export(exporting.asserted(here), Path(out, "x"), FORMS[form], said)
    print(json.dumps([peak() - before, time.perf_counter() - began, told.count]))


def apart(folder: Path, what: str, name: str) -> Any:
    """The same work in a process of its own."""
    words = [sys.executable, "-m", "tests.bench.exports", what, str(folder), name]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def timed(folder: Path, name: str) -> None:
    """The processor seconds from triples in memory to a file, the best of some runs of one writer; prints them."""
    triples = [quad.triple for quad in exporting.asserted(checkout.find(folder))]
    took: list[float] = []
    with tempfile.TemporaryDirectory() as out:
        work = writer(name, folder, triples, Path(out, "x"))
        while len(took) < RUNS and sum(took) < PATIENCE:
            began = time.process_time()
            work()
            took.append(time.process_time() - began)
    print(json.dumps([min(took), len(triples)]))


def writer(name: str, folder: Path, triples: list[Triple], out: Path) -> Callable[[], object]:
    if name == "rdflib ttl":
        graph = turtle.to_rdflib(triples)
        for prefix, space in prefixes().items():
            graph.bind(prefix, space)
        return lambda: graph.serialize(out, "turtle")
    if name == "rdflib nt":
        graph = turtle.to_rdflib(triples)
        return lambda: graph.serialize(out, "nt")
    if name.startswith("pyoxigraph"):
        form = {
            "ttl": RdfFormat.TURTLE,
            "nt": RdfFormat.N_TRIPLES,
            "rdf": RdfFormat.RDF_XML,
            "jsonld": RdfFormat.JSON_LD,
        }
        return lambda: pyoxigraph.serialize(triples, str(out), form[name.split()[1]], prefixes=prefixes())
    said = about(folder)
    return lambda: delivery.export(triples, out, FORMS[name], said)


def measured(folder: Path) -> tuple[list[Row], int]:
    """What each writer took, and how many triples there were."""
    rows: list[Row] = []
    count = 0
    for name in [*FORMS, *THEIRS]:
        seconds, count = apart(folder, "time", name)
        rows.append(Row(name, seconds, apart(folder, "memory", name)[0] if name in FORMS else None))
        print("   ", *rows[-1].cells(count, seconds), file=sys.stderr, flush=True)
    return rows, count


@dataclass(frozen=True, slots=True)
class Row:
    """One writer: processor seconds from triples in memory to a file, and megabytes above the start for one of ours."""

    name: str
    seconds: float
    held: float | None

    def cells(self, count: int, beside: float) -> list[str]:
        """`beside`: the seconds of pyoxigraph's unordered Turtle."""
        speed, ratio = count / self.seconds / 1000, self.seconds / beside
        held = "" if self.held is None else f"{self.held:.0f} MB"
        ours = "" if self.held is None else "vakgraph "
        return [ours + self.name, f"{self.seconds:.2f}", f"{speed:.0f}", f"{ratio:.1f}", held]


def table(triples: int) -> tuple[str, list[list[str]], str]:
    """A title, the rows, and what they come to, for a made-up graph of about that many triples."""
    with tempfile.TemporaryDirectory() as at:
        rows, count = measured(many.write(Path(at), round(1.37 * triples)).root)  # a good quarter of it follows
    seconds = {row.name: row.seconds for row in rows}
    held = max(row.held or 0 for row in rows if row.name in STREAMING)
    slower, ahead = seconds["ttl"] / seconds["pyoxigraph ttl"], seconds["rdflib ttl"] / seconds["ttl"]
    said = (
        f"At a million triples Turtle may take {SLOWEST:.0f} times as long as pyoxigraph's unordered writer, and must"
        f" be {AHEAD:.0f} times as fast as rdflib's; here {slower:.1f} and {ahead:.1f}. {', '.join(STREAMING)} may hold"
        f" {MOST} MB above the start, whatever the size; here {held:.0f}. Load {os.getloadavg()[0]:.1f} at the end.\n"
    )
    return f"{count:,} triples", [row.cells(count, seconds["pyoxigraph ttl"]) for row in rows], said


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        memory(Path(sys.argv[2]), sys.argv[3])
    elif sys.argv[1:2] == ["time"]:
        timed(Path(sys.argv[2]), sys.argv[3])
    else:
        title, cells, said = table(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
        print(f"## Exports: {title}\n\n| {' | '.join(HEADS)} |\n| --- | ---: | ---: | ---: | ---: |")
        print("".join(f"| {' | '.join(row)} |\n" for row in cells))
        print(said, end="")
