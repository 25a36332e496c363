"""Hostile input by the hundreds, to the command line and to a server: nothing ends, is written, called or read.

Some of each is tried in every run by the tests of the gate, the guard and the parameters; here all of it, watched.
"""

from __future__ import annotations

import contextlib
import json
import mimetypes
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import guarded
import hostile_inputs
import pytest
import watched
from assure import trial
from faults.world import cut_out
from hostile_inputs import Input
from test_durable_serving import started
from watched import Watch

from vakgraph import checkout, queries
from vakgraph.errors import UnknownName

LONG = bool(os.environ.get("VAKGRAPH_ASSURE"))
WATCHED = not watched.missing()
HOW = "seen by strace" if WATCHED else f"by a canary alone: {watched.missing()}"
TOKEN = "known-to-nobody-7f3a"
DOORS = {"file", "shapes", "sparql", "parameter", "path", "request"}
SLOW = 60.0  # seconds
long = pytest.mark.skipif(not LONG, reason="takes minutes: make assure")
DRIVER = """
import json, os, signal, sys, time
import vakgraph.cli, vakgraph.steward, vakgraph.gate.adding, vakgraph.gate.judging, vakgraph.reports, vakgraph.intake
import vakgraph.intake.reading, vakgraph.intake.parsing, vakgraph.validation.bulk, vakgraph.adhoc, vakgraph.asking
for line in sys.stdin:
    job = json.loads(line)
    began = time.monotonic()
    child = os.fork()
    if not child:
        out = os.open(job["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(out, 1); os.dup2(out, 2)
        os.chdir(job["at"])
        code = vakgraph.cli.run(job["words"])
        sys.stdout.flush(); sys.stderr.flush()
        os._exit(code)
    status = None
    while status is None:
        done, how = os.waitpid(child, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(how)
        elif time.monotonic() - began > job["most"]:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.002)
    print(json.dumps([status, time.monotonic() - began]), flush=True)
"""


@dataclass
class Trap:
    """A port that nobody may call and a file that nobody may read."""

    canary: guarded.Canary
    secret: str

    @property
    def port(self) -> int:
        return self.canary.port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass
class Place:
    """The graph, the trap beside it, and the inputs."""

    graph: Path
    trap: Trap
    at: Path
    inputs: list[Input]

    def state(self) -> str:
        """All that must stay as it is; the lock names who looked last."""
        (self.graph / ".vakgraph" / "lock").unlink(missing_ok=True)
        return guarded.digest(self.graph) + guarded.digest(Path(self.trap.secret).parent)

    def fault_of(self, said: str) -> str:
        """What must not be in an answer."""
        found = re.search(rf"Traceback|niet was voorzien|Internal Server Error|{TOKEN}", said)
        return found[0] if found else ""


@pytest.fixture(scope="module")
def place(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    at = tmp_path_factory.mktemp("hostile")
    graph = cut_out(root, at / "graph")
    (graph / ".vakgraph").mkdir()
    (graph / ".vakgraph" / ".gitignore").write_text("*\n")
    (at / "secret").mkdir()
    (at / "secret" / "secret.txt").write_text(TOKEN)
    with guarded.Canary().listening() as canary:
        trap = Trap(canary, str(at / "secret" / "secret.txt"))
        asked = [each for each in queries.load_all(graph / "queries" / "tables").values() if each.parameters]
        inputs = hostile_inputs.every(trap, asked)
        assert len(inputs) >= 500 and {each.door for each in inputs} == DOORS
        yield Place(graph, trap, at, inputs)


# ---- the command line


@contextmanager
def started_shell(place: Place) -> Iterator[tuple[subprocess.Popen[str], Watch]]:
    """What tries commands one by one, each in a fork of its own."""
    watch = Watch(place.at / "shell.log")
    words = [sys.executable, "-c", DRIVER]
    own = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    process = subprocess.Popen(
        watch.words(words) if WATCHED else words,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**own, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    try:
        yield process, watch
    finally:
        process.communicate(timeout=60)


def command(process: subprocess.Popen[str], place: Place, words: list[str]) -> tuple[int, str]:
    """How it ended (-9: it never did) and what it said."""
    out = place.at / "said"
    job = {"words": ["--root", str(place.graph), *words], "at": str(place.at / "here"), "out": str(out), "most": SLOW}
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps(job) + "\n")
    process.stdin.flush()
    code, _seconds = json.loads(process.stdout.readline())
    return code, out.read_text(errors="replace")


def a_file(place: Place) -> Path:
    return next((place.graph / "data" / "project").iterdir())


def words_of(each: Input, place: Place) -> list[list[str]]:
    """The commands that take it in."""
    here = place.at / "here"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir()
    match each.door:
        case "file":
            (here / each.name).write_bytes(each.data)
            return [["add", each.name]]
        case "shapes":
            (here / each.name).write_bytes(each.data)
            (here / "d.ttl").write_text(f'<urn:a> <urn:p> "{"a" * 40}!" ; <urn:q> <urn:a> .\n')
            return [["validate", "d.ttl", "--shapes", each.name]]
        case "sparql":
            return [["sparql", each.text, "--timeout", "5", "--format", "csv"]]
        case "parameter":
            question, parameter = each.name.split()
            return [["query", question, f"--{parameter}={each.text}", "--format", "csv"]]
        case "path":
            return [["query", each.text], ["show", each.text]]
        case _:
            return []


COMMANDS = f"hostile inputs to the command line: nothing ends, written, called or read ({HOW})"


@long
@pytest.mark.assure(COMMANDS)
def test_the_command_line_takes_no_harm(place: Place) -> None:
    wrong: list[str] = []
    with started_shell(place) as (process, watch):
        (place.at / "here").mkdir(exist_ok=True)
        for good in (["info"], ["query", "rounds"], ["sparql", "ASK { ?s ?p ?o }"], ["validate", str(a_file(place))]):
            assert command(process, place, good)[0] in (0, 1, 3), good
        usual = watch.opened(allowed(place)) if WATCHED else set()
        before = place.state()
        for each in place.inputs:
            for words in words_of(each, place):
                with trial(COMMANDS, wrong):
                    code, said = command(process, place, words)
                    assert 0 <= code <= 4, f"{each.what}: ended with {code}, {said[-300:]}"
                    assert not place.fault_of(said), f"{each.what}: {place.fault_of(said)} in {said[-600:]}"
                    assert place.trap.canary.calls == 0, f"{each.what}: somebody was called"
                    assert each.door != "file" or code != 0, f"{each.what} was taken in"
            assert place.state() == before, f"{each.what}: something was written"
    assert not wrong, "\n".join(wrong)
    _nothing(place, watch, usual)


def allowed(place: Place) -> list[Path | str]:
    """Where a program may look and write: its own code, the graph, what it was handed, its caches and the system's."""
    own = (sys.prefix, sys.base_prefix, sys.exec_prefix)
    here = [checkout.__file__.rpartition("/")[0], place.graph, place.at / "here", place.at / "said"]
    kept = [os.environ["XDG_CACHE_HOME"], tempfile.gettempdir() + "/vakgraph", tempfile.gettempdir() + "/tmp"]
    return [
        *own,
        *here,
        *kept,
        "/proc/",
        "/sys/",
        "/dev/",
        *mimetypes.knownfiles,
        "/usr/lib",
        "/usr/share",
        "/lib",
        "/etc/ld.so",
    ]


def _nothing(place: Place, watch: Watch, usual: set[str]) -> None:
    """What the system saw: no call, no other program, no file that good input has not opened, too."""
    assert place.trap.canary.calls == 0
    if WATCHED:
        assert not watch.calls(), watch.calls()[:5]
        assert {Path(each).name.rstrip("0123456789.") for each in watch.programs()} <= {"python"}, watch.programs()
        assert not [each for each in watch.opened([]) if place.trap.secret in each]
        assert not watch.opened(allowed(place)) - usual, sorted(watch.opened(allowed(place)) - usual)[:20]


# ---- the server

REQUESTS = f"hostile inputs to a server: it lives, nothing written, called or read ({HOW})"


@contextmanager
def started_server(place: Place) -> Iterator[tuple[int, int, Watch]]:
    """Its port, its process, and what it does."""
    watch = Watch(place.at / "server.log")
    words = ["--sparql", "--unpublished", "--limit", "share=1e6", "--limit", "timeout=5"]
    with started(place.graph, *words, before=watch.words if WATCHED else list) as server:
        pid = server.children()[0] if WATCHED else server.process.pid
        yield int(server.home.rpartition(":")[2]), pid, watch
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        server.process.wait(30)


def requests_of(each: Input) -> Iterator[tuple[str, str, bytes, dict[str, str]]]:
    """Every way to send it: method, path, body, headers."""
    form = {"Content-Type": guarded.FORM}
    match each.door:
        case "file":
            edge = "----edge----"
            head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{each.name}"\r\n\r\n'.encode()
            kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
            yield "POST", "/nl/steward", head + each.data[: 6 * 2**20] + f"\r\n--{edge}--\r\n".encode(), kind
        case "sparql":
            yield "POST", "/sparql", urlencode({"query": each.text}).encode(), form
            if len(each.data) < 4000:
                yield "GET", f"/nl/sparql?{urlencode({'query': each.text})}", b"", {}
        case "parameter":
            question, parameter = each.name.split()
            asked = urlencode({parameter: each.data})
            yield "GET", f"/nl/question/{question}.csv?{asked}", b"", {}
        case "path":
            once = quote(each.data, safe="/%\\;")
            for before in ("/", "/nl/", "/nl/question/", "/nl/reference/", "/id/"):
                yield "GET", before + once, b"", {}


def asked(port: int, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    line = HTTPConnection("127.0.0.1", port, timeout=SLOW)
    try:
        line.putrequest(method, path, skip_accept_encoding=True)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            line.putheader(name, value)
        line.endheaders(body)
        answer = line.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    except (BrokenPipeError, ConnectionResetError):  # it does not read on, as with what is too large
        return 0, ""
    finally:
        line.close()


def raw(port: int, data: bytes) -> str:
    """What is said to these bytes, within a second."""
    with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
        said = b""
        with contextlib.suppress(OSError):
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            while more := line.recv(65536):
                said += more
        return said.decode("utf-8", "replace")


@long
@pytest.mark.assure(REQUESTS)
def test_a_server_takes_no_harm(place: Place) -> None:
    pytest.importorskip("uvicorn")
    wrong: list[str] = []
    with started_server(place) as (port, pid, watch):
        alive = ("GET", "/sparql?query=ASK%20%7B%7D", b"", {})
        for good in ("/nl/", "/nl/question/rounds", "/nl/steward", "/nl/reference/index", "/sparql?query=ASK%7B%7D"):
            assert asked(port, "GET", good, b"", {})[0] in (200, 303, 404), good
        good_file = Input("file", "", "a.ttl", b"<urn:a> <urn:b> <urn:c> .")
        assert asked(port, *next(requests_of(good_file)))[0] == 200
        usual = watch.opened(allowed(place)) if WATCHED else set()
        before = place.state()
        for each in place.inputs:
            sent = [(each.data,)] if each.door == "request" else list(requests_of(each))
            for request in sent:
                with trial(REQUESTS, wrong):
                    status, said = (0, raw(port, *request)) if len(request) == 1 else asked(port, *request)
                    assert status < 500 or status == 503, f"{each.what} {request[:2]}: {status} {said[-300:]}"
                    assert not place.fault_of(said), (
                        f"{each.what} {request[:2]}: {place.fault_of(said)} in {said[-600:]}"
                    )
                    assert place.trap.canary.calls == 0, f"{each.what}: somebody was called"
                    assert asked(port, *alive)[0] == 200, f"{each.what}: it answers no more"
            assert Path(f"/proc/{pid}").exists() or sys.platform != "linux", f"{each.what}: the server has ended"
        assert place.state() == before, "something was written"
    assert not wrong, "\n".join(wrong)
    _nothing(place, watch, usual)


@pytest.mark.parametrize("name", ["a" * 4096, "e\u0301" * 200, "a\0b", "../tables/rounds", "\x1b[2J"])
def test_a_name_that_no_file_can_have_is_that_of_no_question(root: Path, name: str) -> None:
    with pytest.raises(UnknownName):
        queries.named(root / "queries", name)


# ---- that it would be seen


@pytest.mark.skipif(not WATCHED, reason=watched.missing())
def test_a_call_a_file_and_a_program_are_seen(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TOKEN)
    deeds = (
        "import os, socket, subprocess, sys, threading\n"
        "t = threading.Thread(target=lambda: open(sys.argv[1]).read()); t.start(); t.join()\n"
        "open(sys.argv[1] + '.new', 'w').close(); os.path.exists(sys.argv[1] + '.none')\n"
        "s = socket.socket(); s.settimeout(1); s.connect_ex(('127.0.0.1', int(sys.argv[2])))\n"
        "subprocess.run(['/bin/true'])\n"
    )
    with guarded.Canary().listening() as canary:
        watch = Watch(tmp_path / "log")
        words = [sys.executable, "-c", deeds, str(tmp_path / "secret.txt"), str(canary.port)]
        subprocess.run(watch.words(words), check=True)
    secret = tmp_path / "secret.txt"
    assert {each for each in watch.opened([]) if str(tmp_path) in each} == {f"reads {secret}", f"writes {secret}.new"}
    assert watch.opened(["/"]) == set()
    assert len(watch.calls()) == 1 and "/bin/true" in watch.programs()
