"""A server shows what is published: a new release without a restart, each answer of one release, and a good end."""

from __future__ import annotations

import asyncio
import csv
import gc
import hashlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import assure
import pytest
import small_world

from vakgraph import checkout
from vakgraph.published import Release, publishing
from vakgraph.web import current
from vakgraph.web.remembered import Remembered

pytest.importorskip("uvicorn")
ROOT = Path(__file__).resolve().parent.parent
LONG = bool(os.environ.get("VAKGRAPH_ASSURE"))
linux = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes in the way of Linux")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"
ALONE = urllib.request.build_opener(urllib.request.ProxyHandler({}))
COUNT = """#+ title: {nl: Stand, en: State}
#+ question: {nl: "Wat is de stand?", en: "What is the state?"}
#+ columns:
#+   one: {nl: Een, en: One}
#+   two: {nl: Twee, en: Two}
PREFIX vak: <https://w3id.org/vakgraph/def#>
SELECT ?one ?two WHERE { ?a vak:stateOne ?one . ?b vak:stateTwo ?two }
"""


def stated(root: Path, number: int) -> None:
    """A state that stands in two files and in a question: an answer of two releases would show two numbers."""
    head = small_world.PREFIXES
    small_world.put(
        root, "data/round/s1.ttl", f'{head}round:s1 a vak:Round ; rdfs:label "S"@nl ; vak:stateOne {number} .'
    )
    small_world.put(
        root, "data/round/s2.ttl", f'{head}round:s2 a vak:Round ; rdfs:label "T"@nl ; vak:stateTwo {number} .'
    )
    small_world.put(root, "queries/tables/state.rq", COUNT.replace("{nl: Stand", f"{{nl: Stand {number}"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small_world.build(tmp_path / "graph")
    stated(root, 1)
    publishing.publish(checkout.find(root))
    return root


@dataclass
class Server:
    """One that runs: its process, where it listens, and what it says."""

    process: subprocess.Popen[bytes]
    home: str
    log: Callable[[], str]

    def get(self, path: str) -> tuple[int, str, str]:
        """The status, the ETag and the text."""
        try:
            with ALONE.open(self.home + path, timeout=60) as answer:
                return answer.status, answer.headers.get("ETag", ""), answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers.get("ETag", ""), error.read().decode()
        except OSError as error:  # the server ended
            return 0, "", str(error)

    def children(self) -> list[int]:
        """Every process below it."""
        found, below = [], [self.process.pid]
        while below:
            pid = below.pop()
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                below += [int(word) for word in task.read_text().split()]
            found.append(pid)
        return found[1:]


@contextmanager
def started(root: Path, *more: str, before: Callable[[list[str]], list[str]] = list) -> Iterator[Server]:
    """`before`: what the command itself is started by."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    words = [sys.executable, "-m", "vakgraph", "serve", "--port", "0", "--root", str(root), *more]
    with tempfile.NamedTemporaryFile() as said:
        process = subprocess.Popen(before(words), env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        log = Path(said.name).read_text
        try:
            until(lambda: "http://" in log() or process.poll() is not None, 60)
            found = re.search(r"http://\S+?(?=/ )", log())
            assert found, log()
            yield Server(process, found[0], log)
        finally:
            process.kill()
            process.wait()


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.05)


def state(text: str) -> set[str]:
    """The numbers in the answer to the question about the state, its title among them."""
    return set(re.findall(r"(?<!\d)[1-9]\d?(?!\d)", "\n".join(text.splitlines()[1:])))


def test_a_new_release_takes_over_without_a_restart(root: Path) -> None:
    with started(root) as server:
        status, first, text = server.get("/nl/question/state.csv")
        assert (status, state(text)) == (200, {"1"}), text
        release = Release.served(root)
        assert release and f"Dit is uitgave {release.at.name}" in server.log()
        stated(root, 2)
        time.sleep(1)
        assert server.get("/nl/question/state.csv")[1:] == (first, text), "what is not published is not shown"
        publishing.publish(checkout.find(root))
        until(lambda: server.get("/nl/question/state.csv")[1] != first)
        assert state(server.get("/nl/question/state.csv")[2]) == {"2"}
        assert "Stand 2" in server.get("/nl/question/state")[2]
        # A release that is damaged is told, and not shown.
        second = server.get("/nl/question/state.csv")
        stated(root, 3)
        made = publishing.publish(checkout.find(root)).release
        _damage(made)
        os.utime(root / ".vakgraph" / "published" / "current")
        until(lambda: "De nieuwe uitgave wordt nog niet getoond" in server.log() or _three(server))
        if not _three(server):  # it may have been quicker than the damage
            assert server.get("/nl/question/state.csv") == second and "vakgraph doctor --repair" in server.log()


def _damage(release: Release) -> None:
    path = release.folder.root / "data" / "round" / "s1.ttl"
    path.write_bytes(path.read_bytes()[:-9])


def _three(server: Server) -> bool:
    return state(server.get("/nl/question/state.csv")[2]) == {"3"}


def test_the_files_themselves_are_shown_to_who_asks_for_them(root: Path) -> None:
    stated(root, 2)
    with started(root, "--unpublished", "--lang", "en") as server:
        assert state(server.get("/nl/question/state.csv")[2]) == {"2"}
        assert "This is release" not in server.log()


async def _asked(site: Remembered, path: str, **headers: str) -> tuple[int, bytes]:
    said: list[Any] = []
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": named}

    async def heard(message: Any) -> None:
        said.append(message)

    await site(scope, heard, heard)  # type: ignore[arg-type]
    return said[0]["status"], b"".join(message["body"] for message in said[1:])


def test_a_page_is_made_once_for_all_who_ask_for_the_same() -> None:
    made: list[str] = []

    async def site(scope: Any, receive: Any, send: Any) -> None:
        made.append(scope["path"])
        await asyncio.sleep(0.01)
        number = str(len(made)).encode()
        good = "bad" not in scope["path"]
        await send({"type": "http.response.start", "status": 200 if good else 500, "headers": [(b"etag", b"x")]})
        await send({"type": "http.response.body", "body": number * 10})

    async def all_of_it() -> None:
        kept = Remembered(site, most=25)
        many = await asyncio.gather(*(_asked(kept, "/nl/a") for _ in range(20)))
        assert set(many) == {(200, b"1" * 10)} and made == ["/nl/a"]
        assert await _asked(kept, "/nl/a", accept_language="en") == (200, b"2" * 10), "another reader, another page"
        assert await _asked(kept, "/nl/a", if_none_match='"x"') == (200, b"3" * 10)
        assert (await _asked(kept, "/nl/bad"))[1] != (await _asked(kept, "/nl/bad"))[1], "a fault is not kept"
        assert (await _asked(kept, "/nl/sparql"))[1] != (await _asked(kept, "/nl/sparql"))[1]
        await _asked(kept, "/nl/b")
        assert (await _asked(kept, "/nl/a"))[1] != b"1" * 10, "the oldest went, for there is room for two"

    asyncio.run(all_of_it())


# ---- the end

ENDS = "SIGTERM: drained, exit 0 within 10 s, no process left"


@linux
@pytest.mark.assure(ENDS)
def test_sigterm_is_a_good_end(root: Path) -> None:
    for round_ in range(20 if LONG else 1):
        with assure.trial(ENDS), started(root, "--sparql") as server:
            asked = threading.Thread(target=server.get, args=(f"/sparql?query={quote(ENDLESS)}",))
            if round_ % 2 == 0:  # with a question that does not end, or as soon as it listens
                asked.start()
                until(lambda server=server: len(server.children()) > 1)
                time.sleep(0.5)
            below = server.children()
            began = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            code = server.process.wait(30)
            took = time.monotonic() - began
            assert code == 0 and "Traceback" not in server.log(), server.log()
            assert took <= 10 + (not LONG) * 5, f"{took:.1f} s"
            until(lambda below=below: not any(_runs(pid) for pid in below), 10)
            if asked.ident:
                asked.join(20)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@linux
@pytest.mark.skipif(not LONG, reason="makes the whole reference: make assure")
@pytest.mark.assure("SIGTERM while a page is being made: it is still answered")
def test_what_is_being_answered_when_the_end_comes_is_answered(root: Path) -> None:
    with started(root) as server:
        assert server.get("/nl/")[0] == 200
        answers: list[tuple[int, str, str]] = []
        asked = threading.Thread(target=lambda: answers.append(server.get("/nl/reference/index")))
        asked.start()  # a page that takes a moment to make
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        asked.join(30)
        assert server.process.wait(20) == 0
        assert answers and answers[0][0] == 200, answers


# ---- under load

LOAD = "64 clients for 60 s, 20 publishes in between"


@dataclass
class Heard:
    """What the clients heard: how many, the seconds of each, what was wrong, and which body each release gave."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    bodies: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    numbers: dict[str, set[str]] = field(default_factory=dict)

    def note(self, path: str, status: int, tag: str, body: bytes, took: float) -> None:
        self.seconds.setdefault(path, []).append(took)
        if status != 200:
            self.errors[f"{status} {path}"] += 1
            return
        self.bodies.setdefault((tag, path), set()).add(hashlib.sha256(body).hexdigest())
        if path.endswith("state.csv"):
            row = list(csv.reader(io.StringIO(body.decode())))[1]
            self.numbers.setdefault(tag, set()).update(word for word in row if word.isdigit())

    def slowest(self, share: float, paths: Callable[[str], bool] = lambda path: True) -> float:
        took = sorted(second for path, all_ in self.seconds.items() if paths(path) for second in all_)
        return took[min(int(len(took) * share), len(took) - 1)]


async def _client(home: str, paths: list[str], ends: float, heard: Heard, offset: int) -> None:
    """One after the other over one connection, as a browser does it."""
    where = urlsplit(home)
    reader = writer = None
    at = offset
    while time.monotonic() < ends:
        path = paths[at % len(paths)]
        at += 1
        began = time.monotonic()
        try:
            if writer is None or reader is None:
                reader, writer = await asyncio.open_connection(where.hostname, where.port)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
            body = await reader.readexactly(int(fields["content-length"]))
            heard.note(path, int(head.split()[1]), fields.get("etag", ""), body, time.monotonic() - began)
        except (OSError, asyncio.IncompleteReadError, KeyError) as error:
            heard.errors[f"{type(error).__name__} {path}"] += 1
            writer = None
    if writer is not None:
        writer.close()


async def _clients(home: str, paths: list[str], seconds: float, heard: Heard, many: int) -> None:
    ends = time.monotonic() + seconds
    await asyncio.gather(*(_client(home, paths, ends, heard, at * 7) for at in range(many)))


@linux
@pytest.mark.assure(LOAD)
def test_under_load_every_answer_is_of_one_release(tmp_path: Path) -> None:
    """In short: a small graph, 8 clients, 2 publishes. In `make assure`: 100,000 triples, 64 clients, 20 publishes."""
    root, paths, publishes, seconds = (
        tmp_path / "graph",
        ["/nl/question/state.csv", "/nl/question/projects.csv"],
        2,
        4.0,
    )
    if LONG:
        from tests.bench import many

        root = many.write(root, 100_000).root
        if (root / "queries").is_symlink():  # to those of the project, among which nothing is written
            (root / "queries").unlink()
            shutil.copytree(ROOT / "queries", root / "queries")
        names = ["projects", "rounds", "organisations", "grants-by-round"]
        there = {path.stem for path in (root / "queries" / "tables").glob("*.rq")}
        chosen = [name for name in names if name in there] + sorted(there - set(names))[:8]
        paths = ["/nl/question/state.csv", *(f"/nl/question/{name}.csv" for name in chosen)]
        publishes, seconds = 20, 80.0  # the publishes in the first minute of it, or as soon as they are done
    else:
        small_world.build(root)
    stated(root, 1)
    publishing.publish(checkout.find(root))
    with started(root) as server:
        paths = [path for path in paths if server.get(path)[0] == 200]
        heard = Heard()
        clients = threading.Thread(
            target=lambda: asyncio.run(_clients(server.home, paths, seconds, heard, 64 if LONG else 8))
        )
        quiet = os.getloadavg()[0] < 1
        clients.start()
        began, done = time.monotonic(), 0
        while done < publishes and clients.is_alive():
            done += 1
            stated(root, done + 1)
            words = [sys.executable, "-m", "vakgraph", "publish", "--root", str(root)]
            subprocess.run(words, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
            time.sleep(max(0.0, began + done * min(seconds, 60.0) / (publishes + 1) - time.monotonic()))
        clients.join(seconds + 120)
        answers = sum(map(len, heard.seconds.values()))
        print(
            f"\n{answers} answers, {len(heard.numbers)} releases seen, {done} published,"
            f" p50 {heard.slowest(0.5) * 1000:.0f} ms, p99 {heard.slowest(0.99) * 1000:.0f} ms, {dict(heard.errors)}"
            f" load {os.getloadavg()[0]:.1f}"
        )
        assure.TRIED[LOAD] += answers
        assert not heard.errors
        assert not LONG or done == publishes, "the clients were done before the publishes were"
        assert len(heard.numbers) >= 2, "no release took over"
        assert all(len(found) == 1 for found in heard.numbers.values()), heard.numbers
        assert all(len(found) == 1 for found in heard.bodies.values())
        assert not (LONG and quiet) or heard.slowest(0.99) < 0.5, "too slow, with the machine to itself"
        assure.PASSED[LOAD] += answers
        until(lambda: state(server.get("/nl/question/state.csv")[2]) == {str(done + 1)})


class Shown:
    """What a release holds, as far as this matters: it names itself, so it goes only when somebody looks for such."""

    def __init__(self) -> None:
        self.itself, self.closed = self, False

    def close(self) -> None:
        self.closed = True


def test_what_a_former_release_held_is_let_go_of_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LETTING_GO", 0.5)  # the frames that named it are done by then
    former: Any = Shown()
    gone = weakref.ref(former)
    gc.disable()  # or it might go by chance
    try:
        site = current.Current(former, lambda library: lambda scope, receive, send: None)  # type: ignore[arg-type,return-value]
        del former
        site.take(Shown())  # type: ignore[arg-type]
        until(lambda: gone() is None)
    finally:
        gc.enable()


MANY = "requests, after which the server holds no more memory or files than before"


@linux
@pytest.mark.skipif(not LONG, reason="takes minutes: make assure")
@pytest.mark.assure(MANY)
def test_many_requests_cost_no_memory_and_no_descriptor(root: Path) -> None:
    paths = ["/nl/", "/nl/question/state", "/nl/question/state.csv", "/nl/question/projects.csv"]
    paths += [f"/nl/question/projects.csv?from={year}" for year in range(1900, 2000)]
    with started(root) as server:
        held: list[tuple[int, int]] = []
        for _ in range(2):  # the first time after a thousand, the second after all
            most = 1_000 if not held else int(os.environ.get("VAKGRAPH_REQUESTS", "100000"))
            heard = Heard()
            while sum(map(len, heard.seconds.values())) < most:
                asyncio.run(_clients(server.home, paths, min(5.0, most / 500), heard, 16))
                stated(root, most + sum(map(len, heard.seconds.values())))
                publishing.publish(checkout.find(root))
            assert not heard.errors, heard.errors
            assure.TRIED[MANY] += sum(map(len, heard.seconds.values()))
            time.sleep(20)
            held.append((_memory(server.process.pid), len(os.listdir(f"/proc/{server.process.pid}/fd"))))
        print(f"\nmemory {held[0][0]} -> {held[1][0]} kB, descriptors {held[0][1]} -> {held[1][1]}")
        assert held[1][0] <= 1.2 * held[0][0] and held[1][1] <= held[0][1] + 10, held
        assure.PASSED[MANY] = assure.TRIED[MANY]


def _memory(pid: int) -> int:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1])
