"""How each cost grows with the graph: the same work at several sizes, and the exponent that fits.

    python -m tests.bench.growth TRIPLES TRIPLES ...

Each size is a made-up graph in a folder of its own, worked on through the package as anybody would: opened with no
store yet, opened again, asked every stored question that needs no choice, validated, written. `oxigraph
serve-read-only` is asked the same questions of the same store. Each part runs in a process of its own, so that what it
holds in memory can be told, and a question that takes too long can be ended. Times are of the processor, which others
on the machine stretch least.
"""

from __future__ import annotations

import json
import math
import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from tests import servers
from tests.bench import exports, many, plot, shacl
from vakgraph.graph import VakGraph
from vakgraph.store import remote
from vakgraph.store.access import Endpoint
from vakgraph.validation import shapes
from vakgraph.validation.engine import validate

DEADLINE = 120.0  # processor seconds for one question
AGAIN = 5.0  # seconds; what took less is done twice, and the better counts
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
PLOT = Path(__file__).with_name("growth.svg")
# What is measured, and its unit; in the order of the table.
BUILT, HELD, KEPT, AGAIN_OPEN = "graph opened, no store yet", "memory of that", "store on disk", "opened again"
COUNTED, MIDDLE = "every triple counted", "a stored question: median"
MEAN, SLOWEST = "a stored question: geometric mean", "the slowest stored question"
ALL, SERVED = "all stored questions", "all stored questions, by `oxigraph serve-read-only`"
CORE, RULES, ONE = "validated, core shapes", "validated, core and SPARQL", "one project validated"
TURTLE, BARE = "Turtle, sorted", "Turtle, pyoxigraph's unordered"
UNITS = {HELD: "MB", KEPT: "MB"} | dict.fromkeys((MIDDLE, MEAN, SLOWEST, ONE), "ms")
DRAWN = (BUILT, ALL, MEAN, CORE, TURTLE)
# What somebody who wants a machine for a graph asks of each size, and the longest that one waits for an answer.
ASKED_OF = (BUILT, HELD, KEPT, RULES, MIDDLE, SLOWEST)
WAITS = {MIDDLE: 1000.0, SLOWEST: 10_000.0}  # milliseconds
ADVICE = """As the lines that fit the table above say, for round numbers of triples; give it half as much memory again.

{grid}
At {slowest} triples the slowest stored question takes ten seconds, at {middle} the middle one takes one: from the first
on somebody waits now and then, from the second on often. A question without an answer in time is in no line. Memory is
what opening a graph asks that was never opened here; what is opened again is read from disk.
"""


@dataclass(frozen=True)
class Size:
    """What was measured of one graph: its triples (those that follow included), the costs, and what had no answer."""

    triples: int
    costs: dict[str, float]
    stopped: tuple[str, ...] = ()
    slowest: str = ""


# --- in a process of its own ----------------------------------------------------------------------------


def opened(folder: Path, store: Path) -> dict[str, Any]:
    """The graph opened; what this process came to hold for it, in megabytes."""
    before, began = exports.peak(), time.process_time()
    desk = VakGraph.open(folder, store)
    took = time.process_time() - began
    began = time.process_time()
    desk.store.select(COUNT)
    return {
        "took": took,
        "held": exports.peak() - before,
        "triples": sum(desk.counts()),
        "counted": time.process_time() - began,
        "at": str(desk.store.directory),  # type: ignore[attr-defined]
    }


def answering(folder: Path, store: Path) -> None:
    """Answers each SPARQL text that comes in on a line, with its seconds of the processor."""
    desk = VakGraph.open(folder, store)
    print("ready", flush=True)
    for line in sys.stdin:
        began = time.process_time()
        desk.store.select(json.loads(line))
        print(time.process_time() - began, flush=True)


def validated(size: int) -> dict[str, float]:
    """Seconds with two threads; the shapes alone, with the rules in SPARQL, and of one project."""
    store, found = Store(), dict[str, float]()
    store.bulk_extend(Quad(*triple) for triple in shacl.stated(size))
    for name, everything in ((CORE, False), (RULES, True)):
        asked = shapes.read(shacl.rules(everything))
        found[name] = better(lambda asked=asked: validate(store, asked, threads=2))  # type: ignore[misc]
    project = [NamedNode(f"{shacl.X}project7")]
    some = {NamedNode(shacl.X + "ProjectShape"): project}
    found[ONE] = 1000 * better(lambda: validate(store, shapes.read(shacl.rules(False)), some))
    return found


def better(work: Callable[[], object]) -> float:
    """Seconds of the better of two; of one, where that took long."""
    took: list[float] = []
    while len(took) < 2 and sum(took) < AGAIN:
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


# --- the process that measures --------------------------------------------------------------------------


def apart(*words: object) -> Any:
    run = [sys.executable, "-m", "tests.bench.growth", *map(str, words)]
    return json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def processor(pid: int) -> float:
    """The seconds of the processor that a process has used, to a hundredth."""
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


class Asking:
    """A process that answers questions from the store, and is begun anew where one takes too long."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.words = [sys.executable, "-m", "tests.bench.growth", "answer", str(folder), str(store)]
        self.child: subprocess.Popen[bytes] | None = None

    def __call__(self, sparql: str) -> float:
        """Seconds of the processor; TimeoutError after the deadline."""
        if self.child is None:
            self.child = subprocess.Popen(self.words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._said(math.inf)
        assert self.child.stdin
        self.child.stdin.write(json.dumps(sparql).encode() + b"\n")
        self.child.stdin.flush()
        return float(self._said(DEADLINE))

    def _said(self, seconds: float) -> bytes:
        assert self.child and self.child.stdout
        began = processor(self.child.pid)
        while not select.select([self.child.stdout], [], [], 1)[0]:
            if processor(self.child.pid) - began > seconds:
                self.end()
                raise TimeoutError(f"not done in {seconds:g} seconds")
        return self.child.stdout.readline()

    def end(self) -> None:
        if self.child:
            self.child.kill()
            self.child.communicate()
            self.child = None


def asked(desk: VakGraph, ask: Callable[[str], float]) -> tuple[dict[str, float], list[str]]:
    """Milliseconds of every stored question that needs no choice; and those without an answer in time."""
    found: dict[str, float] = {}
    stopped: list[str] = []
    for query in desk.queries().values():
        if query.group != "tables" or any(parameter.required for parameter in query.parameters):
            continue
        text = query.bind({})
        try:
            took = ask(text)
            found[query.name] = 1000 * (min(took, ask(text)) if took < AGAIN else took)
        except Exception as error:  # a server has faults of its own
            print(f"    {query.name}: {' '.join(str(error).split())[:120]}", file=sys.stderr)
            stopped.append(query.name)
    return found, stopped


def served(desk: VakGraph, store: Path, only: Sequence[str]) -> float:
    """Seconds of its processor for those questions over HTTP from the same store; nan where there is no such server."""
    if "oxigraph" in servers.missing():
        return math.nan
    with servers.read_only(store) as server:
        assert server.process
        there, queries = remote.open(Endpoint(server.query, timeout=10 * DEADLINE)), desk.queries()
        began = processor(server.process.pid)
        for name in only:
            there.select(queries[name].bind({}))
        return processor(server.process.pid) - began


def measured(triples: int, at: Path) -> Size:
    """One size, whole. The size is that of the graph with what follows; the validated data are as many, made up."""
    folder, store = many.write(at / "graph", triples).root, at / "stores"
    first, again = (apart("open", folder, store) for _ in range(2))
    kept = Path(first["at"])
    desk, asking = VakGraph.open(folder, store), Asking(folder, store)
    took, stopped = asked(desk, asking)
    asking.end()
    slowest = max(took, key=lambda name: took[name])
    size = sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())
    costs = {BUILT: first["took"], HELD: first["held"], KEPT: size / 2**20, AGAIN_OPEN: again["took"]}
    costs |= {COUNTED: again["counted"], MIDDLE: statistics.median(took.values())}
    costs |= {MEAN: statistics.geometric_mean(took.values()), SLOWEST: took[slowest]}
    costs |= {ALL: sum(took.values()) / 1000, SERVED: served(desk, kept / "store", list(took))}
    costs |= apart("validate", triples)
    for name, writer in ((TURTLE, "ttl"), (BARE, "pyoxigraph ttl")):
        costs[name] = exports.apart(folder, "time", writer)[0]
    return Size(first["triples"], costs, tuple(stopped), slowest)


# --- what it comes to -----------------------------------------------------------------------------------


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the line through the logarithms, by least squares: 1 grows along, 2 four times for twice as much."""
    return _line(points)[0]


def _line(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Slope and height of that line."""
    across, up = ([math.log(point[at]) for point in points] for at in (0, 1))
    return statistics.linear_regression(across, up)


def _points(sizes: Sequence[Size], name: str) -> list[tuple[float, float]]:
    return [(float(size.triples), size.costs[name]) for size in sizes if size.costs[name] > 0]


def advice(sizes: Sequence[Size]) -> tuple[list[str], list[list[str]], dict[str, str]]:
    """Heads and rows of the costs at round sizes, by the lines that fit; and the sizes at which one begins to wait."""
    lines = {name: _line(_points(sizes, name)) for name in ASKED_OF}
    heads = ["triples", *(f"{name}, {UNITS.get(name, 's')}" for name in ASKED_OF)]
    rows = []
    for triples in (10**n for n in range(5, math.ceil(math.log10(max(size.triples for size in sizes))) + 1)):
        costs = (math.exp(height + slope * math.log(triples)) for slope, height in lines.values())
        rows.append([f"{triples:,}", *(f"{float(f'{cost:.2g}'):,.10g}" for cost in costs)])
    waits = {name: math.exp((math.log(longest) - lines[name][1]) / lines[name][0]) for name, longest in WAITS.items()}
    return heads, rows, {name: f"{float(f'{triples:.2g}'):,.0f}" for name, triples in waits.items()}


def rows(sizes: Sequence[Size]) -> Iterator[list[str]]:
    """What, its unit, the cost at each size, and the exponent."""
    for name in sizes[0].costs:
        points = _points(sizes, name)
        grown = f"{exponent(points):.2f}" if len(points) > 1 else ""
        yield [name, UNITS.get(name, "s"), *(_figure(size.costs[name]) for size in sizes), grown]


def _figure(cost: float) -> str:
    return "" if math.isnan(cost) else f"{cost:,.0f}" if cost >= 100 else f"{cost:.3g}"


def every(sizes: Sequence[int]) -> Iterator[Size]:
    """Each size in turn, told on the way."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as at:
            found = measured(size, Path(at))
        print("   ", found, file=sys.stderr, flush=True)
        yield found


def table(found: Sequence[Size]) -> tuple[list[str], list[list[str]], str]:
    """The heads, the rows and what is to be said with them; draws the plot."""
    PLOT.write_text(drawn(found), encoding="utf-8")
    heads = ["what", "unit", *(f"{size.triples:,} triples" for size in found), "exponent"]
    said = [f"Slowest: {', '.join(size.slowest for size in found)}, smallest graph first. Empty: not measured."]
    said += [
        f"No answer in {DEADLINE:g} s at {size.triples:,} triples: {', '.join(size.stopped)}."
        for size in found
        if size.stopped
    ]
    return heads, list(rows(found)), " ".join([*said, f"Load {os.getloadavg()[0]:.1f} at the end."])


def drawn(found: Sequence[Size]) -> str:
    """Seconds by triples, both logarithmic."""
    lines = {
        f"{name}": [(float(s.triples), s.costs[name] / (1000 if UNITS.get(name) == "ms" else 1)) for s in found]
        for name in DRAWN
    }
    return plot.logarithmic("Processor seconds by the number of triples", lines)


def main(words: list[str]) -> None:
    if words[0] == "open":
        print(json.dumps(opened(Path(words[1]), Path(words[2]))))
    elif words[0] == "answer":
        answering(Path(words[1]), Path(words[2]))
    elif words[0] == "validate":
        print(json.dumps(validated(int(words[1]))))
    else:
        heads, cells, said = table(list(every([int(word) for word in words])))
        print("\n".join("\t".join(line) for line in [heads, *cells]), said, sep="\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
