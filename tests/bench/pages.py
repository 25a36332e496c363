"""The same table on a page of ours and on one of Datasette's, asked in turns; how long until the first byte.

    python -m tests.bench.pages [RUNS]

`DATASETTE` names its command where it is not beside this Python. Both answer on this computer, one request at a time
over one connection, uncompressed; Datasette shows every row on one page, as ours does. The columns are the same too.
"""

from __future__ import annotations

import csv
import http.client
import io
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 50
QUESTIONS = ("what-works-for-whom", "thousand")
HEADS = ("table", "who", "first byte ms", "whole page ms", "whole page kB", "first time ms", "ratio")
NOTE = """Medians of requests in turns, one at a time over one connection, uncompressed, every row on one page; the
ratio is of the first byte to Datasette's. A page that was made once is kept as long as its release is shown, so what
the first request took stands apart. `vakgraph serve` answered {:.2f} s after the shell was asked.
"""
# A table of a thousand rows, which no question of ours has: inhabitants of municipalities as the register counts them.
THOUSAND = """#+ title: {nl: Duizend rijen, en: A thousand rows}
#+ question: {nl: Hoeveel inwoners?, en: How many inhabitants?}
#+ theme: what-works
#+ asked-by: [municipality]
#+ parameters: {}
#+ columns:
#+   municipality: {nl: Gemeente, en: Municipality}
#+   year: {nl: Jaar, en: Year}
#+   number: {nl: Inwoners, en: Inhabitants}
PREFIX vak: <https://w3id.org/vakgraph/def#>
SELECT ?municipality ?year ?number WHERE {
  ?count vak:ofMunicipality ?municipality ; vak:year ?year ; vak:inhabitants ?number .
} ORDER BY ?municipality ?year LIMIT 1000
"""


def datasette() -> str | None:
    """Its command, where it is installed."""
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ.get("DATASETTE") or shutil.which("datasette", path=beside)


def graph(folder: Path) -> Path:
    """The shipped graph with that one question more."""
    for part in ("ontology", "queries", "data"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "queries" / "tables" / "thousand.rq").write_text(THOUSAND, encoding="utf-8")
    return folder


@contextmanager
def running(words: Sequence[str], door: int) -> Iterator[float]:
    """A server, until it is no longer needed; the seconds until it answered."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(words, stdout=said, stderr=said, stdin=subprocess.DEVNULL, env=_environment())
        try:
            while not _answers(door):
                if process.poll() is not None or time.perf_counter() - began > 120:
                    said.seek(0)
                    raise AssertionError(f"{words[0]} did not start: {said.read().decode()}")
                time.sleep(0.01)
            yield time.perf_counter() - began
        finally:
            process.terminate()
            process.wait(20)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _answers(door: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", door), 1) as line:
            line.sendall(b"GET /vakgraph.css HTTP/1.0\r\n\r\n")
            return bool(line.recv(1))
    except OSError:
        return False


def _free() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Asker:
    """One connection to one address."""

    def __init__(self, door: int, address: str) -> None:
        self._line, self._address = http.client.HTTPConnection("127.0.0.1", door, timeout=60), address
        self.first: list[float] = []
        self.whole: list[float] = []
        self.size = 0

    def ask(self) -> None:
        """One request, timed."""
        began = time.perf_counter()
        self._line.request("GET", self._address, headers={"Accept": "text/html"})
        answer = self._line.getresponse()
        first = time.perf_counter() - began
        content = answer.read()
        self.whole.append((time.perf_counter() - began) * 1000)
        self.first.append(first * 1000)
        self.size = len(content)
        assert answer.status == 200, f"{self._address}: {answer.status} {content[:300]!r}"

    def row(self, name: str, who: str, beside: Asker) -> tuple[str, ...]:
        """The medians, the very first request left out, which stands by itself."""
        first, whole = statistics.median(self.first[1:]), statistics.median(self.whole[1:])
        ratio = first / statistics.median(beside.first[1:])
        numbers = (f"{first:.1f}", f"{whole:.1f}", f"{self.size / 1000:.0f}", f"{self.first[0]:.0f}", f"{ratio:.2f}")
        return (name, who, *numbers)


def table(runs: int = RUNS) -> tuple[list[tuple[str, ...]], float]:
    """The rows of the table, and the seconds that `vakgraph serve` took until it answered."""
    theirs = datasette()
    assert theirs, "datasette is not here: pip install vakgraph[bench]"
    with ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        root, doors = graph(folder / "graph"), (_free(), _free())
        ours = [sys.executable, "-m", "vakgraph", "--root", str(root), "serve", "--port", str(doors[0])]
        with running(ours, doors[0]):  # the store is made
            pass
        ready = open_.enter_context(running(ours, doors[0]))
        file = database(folder / "tables.db", doors[0])
        sizes = ["--setting", "max_returned_rows", "2000"]
        open_.enter_context(running([theirs, "serve", str(file), "-p", str(doors[1]), *sizes], doors[1]))
        rows: list[tuple[str, ...]] = []
        for name in QUESTIONS:
            pair = Asker(doors[0], f"/nl/question/{name}"), Asker(doors[1], f"/tables/{name}?_size=max")
            for at in range(runs + 1):
                for each in pair[:: 1 if at % 2 else -1]:
                    each.ask()
            count = len(_csv(doors[0], name)) - 1
            rows += [each.row(f"{name}, {count:,} rows", who, pair[1])
                     for each, who in zip(pair, ("vakgraph serve", "datasette"), strict=True)]  # fmt: skip
    return rows, ready


def _csv(door: int, name: str) -> list[list[str]]:
    line = http.client.HTTPConnection("127.0.0.1", door, timeout=60)
    line.request("GET", f"/nl/question/{name}.csv")
    text = line.getresponse().read().decode("utf-8-sig")
    line.close()
    return list(csv.reader(io.StringIO(text)))


def database(file: Path, door: int) -> Path:
    """The same tables, as Datasette wants them."""
    with sqlite3.connect(file) as store:
        for name in QUESTIONS:
            heads, *rows = _csv(door, name)
            columns = ", ".join(f'"{at} {re.sub(chr(34), "", head)}"' for at, head in enumerate(heads))
            store.execute(f'CREATE TABLE "{name}" ({columns})')
            store.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(heads))})', rows)
    store.close()
    return file


if __name__ == "__main__":
    made, ready = table(int(sys.argv[1]) if sys.argv[1:] else RUNS)
    for row in (HEADS, *made):
        print(" | ".join(row))
    print(NOTE.format(ready))
