"""Exports at a million triples: throughput and memory beside the writers of pyoxigraph and rdflib.

    python -m tests.bench.exports [TRIPLES]

Time: from triples in memory to a file. Memory: what a process that reads the files of the graph one by one and writes
the export holds at most, above what it held before it began; each in a process of its own.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from tests.bench import many
from vakgraph import checkout, delivery, exporting, turtle
from vakgraph.delivery import FORMS, About
from vakgraph.namespaces import prefixes

MOST = 300  # megabytes above the start, for the formats that stream
STREAMING = ("nt", "nq", "csvw", "xlsx")
SLOWEST, AHEAD = 6.0, 5.0  # Turtle: times pyoxigraph's unordered writer, times ahead of rdflib's


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
    """The seconds from triples in memory to a file, for one writer of ours or of others; prints them."""
    triples = [quad.triple for quad in exporting.asserted(checkout.find(folder))]
    with tempfile.TemporaryDirectory() as out:
        work = writer(name, folder, triples, Path(out, "x"))
        began = time.perf_counter()
        work()
        print(json.dumps([time.perf_counter() - began, len(triples)]))


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


def measured(folder: Path, others: bool = True) -> tuple[list[list[str]], dict[str, float], dict[str, float]]:
    """The rows of the table, and seconds and megabytes by writer."""
    seconds: dict[str, float] = {}
    held: dict[str, float] = {}
    rows: list[list[str]] = []
    theirs = ["pyoxigraph ttl", "pyoxigraph nt", "pyoxigraph rdf", "pyoxigraph jsonld", "rdflib ttl", "rdflib nt"]
    for name in [*FORMS, *(theirs if others else theirs[:4])]:
        seconds[name], count = apart(folder, "time", name)
        if name in FORMS:
            held[name] = apart(folder, "memory", name)[0]
        size = f"{held[name]:.0f} MB" if name in held else ""
        rows.append([name, f"{seconds[name]:.1f}", f"{count / seconds[name] / 1000:.0f}", size])
        print("   ", *rows[-1], file=sys.stderr, flush=True)
    return rows, seconds, held


def main(triples: int) -> None:
    with tempfile.TemporaryDirectory() as at:
        folder = many.write(Path(at), round(1.37 * triples)).root  # a good quarter of it is what follows
        rows, seconds, held = measured(folder)
    print("| writer | seconds | thousand triples/s | memory above the start |\n|---|---|---|---|")
    print("\n".join(f"| {' | '.join(row)} |" for row in rows))
    slower, ahead = seconds["ttl"] / seconds["pyoxigraph ttl"], seconds["rdflib ttl"] / seconds["ttl"]
    print(f"\nTurtle: {slower:.1f}x the time of pyoxigraph's unordered writer (at most {SLOWEST:.0f}x), ", end="")
    print(f"{ahead:.1f}x ahead of rdflib's (at least {AHEAD:.0f}x).")
    print(
        f"Memory: at most {max(held[form] for form in STREAMING):.0f} MB for {', '.join(STREAMING)} (limit {MOST} MB)."
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        memory(Path(sys.argv[2]), sys.argv[3])
    elif sys.argv[1:2] == ["time"]:
        timed(Path(sys.argv[2]), sys.argv[3])
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
