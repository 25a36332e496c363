"""A graph of a million triples on real servers: pushed, killed half-way, pushed again, and asked every question.

    python -m tests.bench.scale FOLDER [oxigraph] [virtuoso]

`FOLDER` is what `python -m tests.bench.many` wrote. Prints one line of JSON per server and puts what it took into
docs/scale.csv and docs/scale.svg; `python -m tests.bench servers` puts that table into RESULTS.md. Each question is
asked as it comes, with its default choices (and a municipality where one must be chosen), and its answer is held beside
that of the engine in the process, row by row. The time of the server's processor tells the work also where other
programs run.
"""

from __future__ import annotations

import csv
import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests import servers
from tests.bench import scale_plot
from tests.servers import Server
from vakgraph.contracts.names import rows
from vakgraph.errors import VakError
from vakgraph.graph import VakGraph
from vakgraph.queries import StoredQuery
from vakgraph.store import Store, remote
from vakgraph.store.access import Credentials, Endpoint
from vakgraph.table import Table

HALFWAY = 0.5
DEADLINE = 300.0
MUST = {"municipality": "Rotterdam"}
NAMES = {"oxigraph": "oxigraph serve", "virtuoso": "Virtuoso"}
CSV = scale_plot.DOCS / "scale.csv"
COLUMNS = ("server", "triples", "push_s", "again_s", "memory_mb", "median_ms", "slowest_ms", "answered", "equal")


def started(name: str) -> AbstractContextManager[Server]:
    """A server that has room for the whole graph."""
    return (
        servers.oxigraph(disk=True)
        if name == "oxigraph"
        else servers.virtuoso(buffers=170_000, more="AdjustVectorSize = 0")
    )


def pushed(folder: Path, server: Server, password: Path, until: float = 1.0) -> float:
    """Seconds of a push by the command line; killed once that part of the graphs was sent."""
    words = [sys.executable, "-m", "vakgraph", "push", "--root", str(folder), "--lang", "en"]
    words += ["--endpoint", server.query, "--update-endpoint", server.update]
    if server.auth:
        password.write_text(":".join(server.auth[1:]))
        words += ["--auth", str(password)]
    began = time.perf_counter()
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr
        for line in child.stderr:
            print("   ", line.rstrip(), file=sys.stderr, flush=True)
            if until < 1 and " sent and read back" in line:
                done, of = (int(word) for word in line.split(" graphs")[0].split(" of "))
                if done >= until * of:
                    child.kill()
                    break
    assert until < 1 or child.returncode == 0, f"the push ended with {child.returncode}"
    return time.perf_counter() - began


def choices(query: StoredQuery) -> dict[str, str]:
    """What must be chosen before this question can be asked."""
    return {parameter.name: MUST[parameter.type] for parameter in query.parameters if parameter.required}


def differing(here: Table, there: Table) -> int:
    """How many rows stand in one of two answers and not in the other; a question that gives an order is held to it."""
    mine, yours = rows(here), rows(there)
    if mine == yours:
        return 0
    apart = Counter(mine)
    apart.subtract(yours)
    return sum(map(abs, apart.values())) or 1


def expected(folder: Path) -> dict[str, tuple[str, Table]]:
    """Of each question the text that is asked, and the answer of the engine in the process."""
    here = VakGraph.open(folder)
    tables = [query for query in here.queries().values() if query.group == "tables"]
    texts = {query.name: here.explain(query, **choices(query)) for query in tables}
    return {name: (text, here.store.select(text)) for name, text in texts.items()}


def asked(answers: dict[str, tuple[str, Table]], server: Server) -> dict[str, Any]:
    """Of each question the milliseconds there, those of its processor, the rows, and the rows that differ."""
    who = Credentials(*server.auth[1:]) if server.auth else Credentials()
    store = remote.open(Endpoint(server.query, server.update, server.data, who, DEADLINE))
    took: dict[str, Any] = {}
    for name, (text, mine) in answers.items():
        try:
            table, there, worked = timed(store, text, server)
            took[name] = [round(there), round(worked), len(table.rows), differing(mine, table)]
        except VakError as error:
            took[name] = error.say("en")
        print("   ", name, took[name], file=sys.stderr, flush=True)
    return took


def timed(store: Store, text: str, server: Server) -> tuple[Table, float, float]:
    """The answer, its milliseconds and those that the server's processor worked; each the better of two."""
    times, work = [], []
    for _ in range(2):
        began, worked = time.perf_counter(), server.worked()
        table = store.select(text)
        times.append((time.perf_counter() - began) * 1000)
        work.append((server.worked() - worked) * 1000)
    return table, min(times), min(work)


def measured(folder: Path, name: str, answers: dict[str, tuple[str, Table]]) -> dict[str, Any]:
    """The whole story of one server."""
    with started(name) as server:
        password = folder.parent / f"{folder.name}.password"
        half = pushed(folder, server, password, HALFWAY)
        served = remote.open(server.query).published
        assert served == "", "half a release is served"
        rest = pushed(folder, server, password)
        again = pushed(folder, server, password)
        size = remote.open(Endpoint(server.query, timeout=DEADLINE)).size()
        found = {"server": name, "triples": size, "half": half, "rest": rest, "again": again}
        # Memory last: an engine holds more once it was asked than when it was only filled.
        return {**found, "questions": asked(answers, server), "memory": server.memory()}


def row(found: dict[str, Any]) -> dict[str, str]:
    """What one server took, as a row of docs/scale.csv: a push is killed once and done again, both together."""
    answered = [each for each in found["questions"].values() if isinstance(each, list)]
    took = [each[0] for each in answered]
    figures = (
        NAMES[found["server"]],
        str(found["triples"]),
        f"{found['half'] + found['rest']:.1f}",
        f"{found['again']:.1f}",
        f"{found['memory'] / 1e6:.0f}",
        f"{statistics.median(took):.0f}",
        str(max(took)),
        str(len(answered)),
        str(sum(each[3] == 0 for each in answered)),
    )
    return dict(zip(COLUMNS, figures, strict=True))


def known() -> list[dict[str, str]]:
    """The rows of docs/scale.csv."""
    with CSV.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keep(new: dict[str, str]) -> None:
    """The row in docs/scale.csv, in the place of what that server took on a graph of about that size; the plot anew."""
    size = len(new["triples"])
    rows = [old for old in known() if (old["server"], len(old["triples"])) != (new["server"], size)]
    rows = sorted([*rows, new], key=lambda each: (each["server"].casefold(), int(each["triples"])))
    with CSV.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (scale_plot.DOCS / "scale.svg").write_text(scale_plot.svg(rows), encoding="utf-8")


if __name__ == "__main__":
    answers = expected(Path(sys.argv[1]))
    for name in sys.argv[2:] or ("oxigraph", "virtuoso"):
        took = measured(Path(sys.argv[1]), name, answers)
        print(json.dumps(took), flush=True)
        keep(row(took))
