"""Whatever somebody sends: one clear sentence, no traceback, no call to the outside, and the graph stays as it was."""

from __future__ import annotations

import csv
import hashlib
import http.server
import io
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from faults import tables
from faults.hostile import HALVES, KINDS, LETTERS, LOST, NESTS, REMOTE, SIZES, SMUGGLED, Sent
from faults.rows import GOOD
from faults.statements import statements, turtle
from faults.world import cut_out

from vakgraph import cli, queries
from vakgraph.gate import rules
from vakgraph.intake import opening

LONGEST = 5.0  # seconds that a refusal may take, on a machine that does nothing else
GOOD_TTL = turtle(statements()).text

# ---- the graph and the canary


@dataclass
class Canary:
    """A server of our own that nobody may call."""

    port: int
    calls: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            bird.calls.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"@context": {"titel": "http://purl.org/dc/terms/title"}}')

        do_POST = do_HEAD = do_GET

        def log_message(self, format: str, *words: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    bird = Canary(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield bird
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cut_out(root, tmp_path_factory.mktemp("hostile") / "graph")


def _state(folder: Path) -> str:
    """Every file of the graph with its bytes."""
    found = hashlib.sha256()
    besides = [folder / ".vakgraph" / name for name in ("lock", ".gitignore")]  # the lock names who wrote last
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path not in besides):
        found.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


@dataclass(frozen=True)
class Done:
    code: int
    words: str
    seconds: float


def _run(folder: Path, at: Path, *arguments: str) -> Done:
    """The command in a process of its own, as a user gives it, with no proxy between it and whom it might call."""
    own = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    command = [sys.executable, "-m", "vakgraph", "--root", str(folder), *arguments]
    begin = time.monotonic()
    try:
        done = subprocess.run(command, cwd=at, env=own, capture_output=True, timeout=30)
    except subprocess.TimeoutExpired:
        return Done(-1, "(geen antwoord binnen 30 seconden)", time.monotonic() - begin)
    return Done(done.returncode, (done.stdout + done.stderr).decode(), time.monotonic() - begin)


Here = Callable[..., Done]
ONCE = {(module, name): cache(getattr(module, name)) for module, name in ((rules, "of"), (queries, "load_all"))}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Here:
    """The same command within this process, for what cannot bring a process down; its rules are read once."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    for (module, name), once in ONCE.items():
        monkeypatch.setattr(module, name, once)

    def run(folder: Path, at: Path, *arguments: str) -> Done:
        monkeypatch.chdir(at)
        begin = time.monotonic()
        code = cli.run(["--root", str(folder), *arguments])
        said = capfd.readouterr()
        return Done(code, said.out + said.err, time.monotonic() - begin)

    return run


@pytest.fixture(scope="module")
def pace(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long a small good delivery takes here and now; a busy machine is not held against a refusal."""
    at = tmp_path_factory.mktemp("pace")
    (at / "goed.ttl").write_text(turtle(statements()).text)
    _run(folder, at, "validate", "goed.ttl")  # fills the cache
    return _run(folder, at, "validate", "goed.ttl").seconds


SENT = [*REMOTE, *LETTERS, *SIZES, *KINDS, *HALVES, *LOST, *SMUGGLED]


@pytest.mark.parametrize("sent", SENT, ids=str)
def test_what_would_mislead_ends_in_one_sentence(
    sent: Sent, here: Here, folder: Path, canary: Canary, pace: float, tmp_path: Path
) -> None:
    _ends_well(sent, here, folder, canary, pace, tmp_path)


@pytest.mark.parametrize("sent", NESTS, ids=str)
def test_what_would_bring_a_process_down_ends_in_one_sentence(
    sent: Sent, folder: Path, canary: Canary, pace: float, tmp_path: Path
) -> None:
    _ends_well(sent, _run, folder, canary, pace, tmp_path)


def _ends_well(sent: Sent, run: Here, folder: Path, canary: Canary, pace: float, at: Path) -> None:
    (at / sent.name).write_bytes(sent.data(canary))
    before = _state(folder)
    done = run(folder, at, "add", sent.name)
    if done.code == 0:
        run(folder, at, "undo")  # the next case begins with the same graph
    assert done.code == sent.code, done.words[:2000]
    assert sent.say in re.sub(r"\s+", " ", done.words), done.words[:2000]
    assert not re.search("Traceback|Fatal", done.words)
    if sent.code == 2:
        said = done.words.strip()
        assert len(said.splitlines()) == 1, done.words[:2000]
        assert len(said) < 900, done.words[:2000]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", done.words.replace("\r\n", "\n")), repr(done.words)
    assert _state(folder) == before, "the graph changed"
    assert not canary.calls, canary.calls
    assert done.seconds < max(LONGEST, 3 * pace), f"{done.seconds:.1f} s, a good file {pace:.1f} s"
    assert [path.name for path in at.iterdir()] == [sent.name]


# ---- a file that changes while it is read


@pytest.mark.parametrize("change", ["grows", "shrinks", "is replaced", "is rewritten"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    change: str, here: Here, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, text = tmp_path / "a.ttl", GOOD_TTL
    path.write_text(text)
    read = opening._limited

    def meanwhile(data: bytes, name: str) -> bytes:
        if change == "is replaced":
            (tmp_path / "other").write_text(text)
            os.replace(tmp_path / "other", path)
        else:
            path.write_text(
                {"grows": text + "#", "shrinks": text[:-9], "is rewritten": text.replace("2019", "2018")}[change]
            )
            os.utime(path, ns=(1, 1))
        return read(data, name)

    monkeypatch.setattr(opening, "_limited", meanwhile)
    before = _state(folder)
    done = here(folder, tmp_path, "add", "a.ttl")
    assert done.code == 2, done.words
    assert "veranderde terwijl het werd gelezen" in done.words
    assert _state(folder) == before


# ---- an address for a file


@pytest.mark.parametrize("what", ["URL/a.ttl", "file:///etc/passwd"])
def test_an_address_is_no_file_and_is_not_fetched(
    what: str, here: Here, folder: Path, canary: Canary, tmp_path: Path
) -> None:
    done = here(folder, tmp_path, "add", what.replace("URL", canary.url))
    assert done.code == 2, done.words
    assert "root:" not in done.words and "Traceback" not in done.words
    assert not canary.calls, canary.calls


# ---- what only looks hostile


ODD = {
    "b.ttl": b"\xef\xbb\xbf" + GOOD_TTL.encode(),
    "c.ttl": GOOD_TTL.replace("\n", "\r\n").encode(),
    "d.ttl": GOOD_TTL.replace("\n", "\r").encode(),
}


def test_what_windows_and_old_macs_write_loses_nothing(here: Here, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(GOOD_TTL)
    plain = here(folder, tmp_path, "validate", "a.ttl")
    for name, data in ODD.items():
        (tmp_path / name).write_bytes(data)
        odd = here(folder, tmp_path, "validate", name)
        assert odd.code == plain.code == 0, odd.words
        assert odd.words.replace(name, "a.ttl") == plain.words


def test_a_line_is_counted_the_same_whatever_ends_it(here: Here, folder: Path, tmp_path: Path) -> None:
    wrong = GOOD_TTL.replace("status:running", "status:runing")
    for name, end in (("a.ttl", "\n"), ("b.ttl", "\r\n"), ("c.ttl", "\r")):
        (tmp_path / name).write_bytes(wrong.replace("\n", end).encode())
        done = here(folder, tmp_path, "validate", name)
        line = wrong[: wrong.index("status:runing")].count("\n") + 1
        assert f"{name}:{line}:" in done.words, done.words


# ---- what goes out again


FORMULA = '=HYPERLINK("http://127.0.0.1:9/","klik")'


@pytest.mark.parametrize("form", ["csv", "xlsx", "html", "json", "sarif", "github", "ttl", "text"])
def test_a_report_holds_nothing_that_acts(form: str, here: Here, folder: Path, tmp_path: Path) -> None:
    script = "<script>alert(1)</script>"
    rows = [
        {**GOOD["project"][0], "status": text} for text in (FORMULA, "@SUM(1)", "+1+1", script, "x\u2028::error::y")
    ]
    for number, row in enumerate(rows):
        row |= {"key": f"fictief-{number}", "title": f"FICTIEF {number} {row['status']}"}
    (tmp_path / "Projecten.csv").write_bytes(tables.delimited({"project": rows}, "project", ";"))
    out = tmp_path / "uit"
    done = here(folder, tmp_path, "validate", "Projecten.csv", "--format", form, "-o", str(out))
    assert done.code == 1, done.words
    data = out.read_bytes()
    if form == "xlsx":
        cells = [cell for page in openpyxl.load_workbook(io.BytesIO(data)) for row in page for cell in row]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
        assert any(FORMULA in str(cell.value) for cell in cells)
        assert not [cell.hyperlink for cell in cells if cell.hyperlink and cell.hyperlink.target]
    elif form == "csv":
        cells = [text for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";") for text in row]
        cells += [text for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for text in row]
        assert not [text for text in cells if text[:1] in "=+-@\t\r" and text not in ("", "-")]
    elif form == "html":
        assert script.encode() not in data
        assert not re.search(rb"""(?:src|href)=["'](?!#|data:)""", data)
    elif form == "github":
        lines = data.decode().rstrip("\n").split("\n")
        assert all(re.match("::(error|warning|notice) ", line) for line in lines), lines


# ---- shapes of somebody else


def _shapes(select: str, more: str = "") -> str:
    return (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        f"{more}\n<urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:sparql [ a sh:SPARQLConstraint ;\n"
        f'  sh:message "m" ; sh:select """{select}""" ] .\n'
    )


SH = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ; "
IMPORTS = "<urn:o> a owl:Ontology ; owl:imports <URL/o.ttl> ."
EVIL = {
    "SERVICE": _shapes("SELECT $this WHERE { SERVICE <URL/s> { ?a ?b ?c } }"),
    "SERVICE in other letters": _shapes("SELECT $this WHERE { S\\\\u0045RVICE <URL/s> { ?a ?b ?c } }"),
    "SERVICE SILENT": _shapes("SELECT $this WHERE { SERVICE SILENT <URL/s> { ?a ?b ?c } }"),
    "FROM": _shapes("SELECT $this FROM <URL/f> WHERE { $this ?b ?c }"),
    "FROM a file": _shapes("SELECT $this FROM <file:///etc/passwd> WHERE { $this ?b ?c }"),
    "imports": _shapes("SELECT $this WHERE { $this ?b ?c }", IMPORTS),
    "a deep query": _shapes("SELECT $this WHERE " + "{" * 8000 + "$this ?b ?c" + "}" * 8000),
    "a pattern without an end": SH + 'sh:property [ sh:path <urn:p> ; sh:pattern "^(a+)+$" ] .\n',
    "a shape inside itself": SH + "sh:property [ sh:path <urn:q> ; sh:node <urn:s> ] .\n",
    "a program": SH + 'sh:js [ sh:jsFunctionName "f" ; sh:jsLibrary [ sh:jsLibraryURL "URL/f.js" ] ] .\n',
}
DEADLY = ("a deep query", "a shape inside itself")  # each in a process of its own

# pySHACL matches with the `re` of Python: whoever asks for it by name waits for what that does with such a pattern.
ASKED = [(evil, engine) for evil in EVIL for engine in ("bulk", "pyshacl")]
ASKED.remove(("a pattern without an end", "pyshacl"))


@pytest.mark.parametrize(("evil", "engine"), ASKED)
def test_shapes_of_somebody_else_call_nobody_and_end(
    evil: str, engine: str, here: Here, folder: Path, canary: Canary, pace: float, tmp_path: Path
) -> None:
    (tmp_path / "s.ttl").write_text(EVIL[evil].replace("URL", canary.url))
    (tmp_path / "d.ttl").write_text(f'<urn:a> <urn:p> "{"a" * 40}!" ; <urn:q> <urn:a> .\n')
    run = _run if evil in DEADLY else here
    done = run(folder, tmp_path, "validate", "d.ttl", "--shapes", "s.ttl", "--engine", engine)
    assert done.code in (0, 1, 2, 3), done.words[:2000]
    assert "Traceback" not in done.words
    assert not canary.calls, canary.calls
    assert "root:" not in done.words
    if evil.startswith("SERVICE"):
        assert done.code == 2 and "een vraag met SERVICE, die een andere server belt" in done.words
    assert done.seconds < max(LONGEST, 3 * pace), f"{done.seconds:.1f} s"
