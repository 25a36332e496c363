"""The gate and the walls of a stranger's question, each alone: with either of them nothing goes out or is written."""

from __future__ import annotations

import dataclasses
import os
import socket
import sys
import threading
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import guarded
import pytest
from assure import trial
from guarded import Canary

from vakgraph.adhoc import guard, limits, walls
from vakgraph.adhoc.limits import Limits
from vakgraph.adhoc.pool import Pool, Stopped
from vakgraph.adhoc.worker import Question, Room
from vakgraph.errors import InputError, VakError
from vakgraph.table import Table

ASSURE = bool(os.environ.get("VAKGRAPH_ASSURE"))
linux = pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return guarded.store_at(tmp_path_factory.mktemp("ring"), guarded.many(2000))


@pytest.fixture
def canary() -> Iterator[Canary]:
    with Canary().listening() as found:
        yield found


def pool_of(store: Path, gated: bool = True, walled: bool = True, **more: Any) -> Pool:
    return Pool(Room(str(store / "store"), gated=gated, walled=walled, **more), 1)


def outcome(pool: Pool, text: str, gated: bool) -> str:
    """What comes of a question: "answer", or the sort of fault."""
    try:
        if gated:
            guard.check(text)
        pool.ask(Question(text, timeout=20))
    except VakError as fault:
        return type(fault).__name__
    return "answer"


# ---- the gate


def test_no_way_out_passes_the_gate_but_what_the_engine_only_looks_up_here() -> None:
    passed = []
    for name, text in guarded.ways_out(9).items():
        try:
            guard.check(text)
            passed.append(name)
        except InputError:
            pass
    # Names of graphs and things are looked up, not fetched; of a comparison that hides a word the worker's gate judges.
    assert {name.partition(",")[0] for name in passed} == {
        "from", "from named", "from a file", "graph", "describe", "behind a comparison",
    }  # fmt: skip


@pytest.mark.parametrize("update", guarded.UPDATES)
def test_no_change_passes_the_gate(update: str) -> None:
    for text in (update, f"PREFIX x: <http://x/> {update}", f"ASK {{}} ; {update}", f"# INSERT?\n{update.lower()}"):
        with pytest.raises(InputError):
            guard.check(text)


@pytest.mark.parametrize("name", guarded.NESTED)
def test_what_is_too_long_or_too_deep_does_not_pass_the_gate(name: str) -> None:
    with pytest.raises(InputError, match="SPARQL"):
        guard.check(guarded.NESTED[name])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service a vak:SERVICE ; rdfs:label 'SERVICE <http://x/>'@nl } # SERVICE <http://x/>",
        "ASK { _:load :insert \"DROP ALL\" ; :clear '''DELETE WHERE {''' }",
        "SELECT * { VALUES ?x { " + "-1 +2.5 " * 200 + "} }",
        "SELECT * { VALUES ?x { " + ' "1"^^xsd:byte ' * 200 + "} }",
        "SELECT * { ?x ?y ?z FILTER(?x IN (" + ", ".join(["'a'"] * 500) + ")) }",
        'SELECT * { ?s :a-b.c ?o ; <x:\\u0041> "\\u0041\\"" . FILTER(1<2 && ?a>3) }',
        "SELECT * { " + "".join(f"?s{at} ?p{at} ?o{at} . " for at in range(300)) + "}",
    ],
)
def test_what_is_harmless_passes_the_gate(text: str) -> None:
    guard.check(text)


def test_a_fault_of_the_gate_says_where() -> None:
    with pytest.raises(InputError, match=r"SPARQL:2:3: deze vraag gebruikt SERVICE"):
        guard.check("SELECT * {\n  SERVICE <http://x/> {} }")


# ---- the walls


def _tries(line: Any, port: int, folder: str) -> None:
    """In a process with walls: what still can be done."""
    import ctypes  # noqa: F401  # as any import, it must have been before

    standing: list[str] = []

    def attempt(name: str, deed: Any) -> None:
        try:
            deed()
        except BaseException:
            return
        done.append(name)

    done: list[str] = []

    def run() -> None:
        standing.extend(walls.stand(512 * walls.MEBI))
        attempt("socket", socket.socket)
        attempt("call", lambda: socket.create_connection(("127.0.0.1", port), 1))
        attempt("read", lambda: open("/etc/hostname").close())
        attempt("read here", lambda: os.close(os.open(folder, os.O_RDONLY)))
        attempt("write", lambda: open(f"{folder}/written", "w").close())
        attempt("mkdir", lambda: os.mkdir(f"{folder}/made"))
        attempt("remove", lambda: os.unlink(f"{folder}/kept"))
        attempt("rename", lambda: os.rename(f"{folder}/kept", f"{folder}/gone"))
        attempt("mode", lambda: os.chmod(f"{folder}/kept", 0))
        attempt("truncate", lambda: os.truncate(f"{folder}/kept", 0))
        attempt("program", lambda: os.execv("/bin/true", ["true"]))
        attempt("signal", lambda: os.kill(os.getppid(), 0))
        attempt("pipe", os.pipe)
        attempt("memory", lambda: bytearray(600 * walls.MEBI))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    line.send([standing, done])


@linux
def test_behind_the_walls_nothing_can_be_opened_called_written_or_started(tmp_path: Path, canary: Canary) -> None:
    (tmp_path / "kept").write_text("whole")
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_tries, args=(theirs, canary.port, str(tmp_path)))
    process.start()
    theirs.close()
    standing, done = ours.recv()
    process.join()
    assert {"no writing", "memory", "nothing opened", "no processes"} <= set(standing)
    assert done == [] or (done == ["signal"] and "seccomp" not in standing)
    assert canary.calls == 0 and [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_an_answer_is_found_behind_the_walls_of_a_store_on_disk(store: Path) -> None:
    pool = pool_of(store)
    found = pool.ask(Question("SELECT (COUNT(DISTINCT ?o) AS ?n) (SUM(?o) AS ?t) { ?s ?p ?o }", timeout=20))
    assert isinstance(found.result, Table) and found.result.rows[0][0].value == "2000"
    assert "no writing" in (pool._ready[-1].walls or ()) or sys.platform == "win32"
    pool.close()


def test_one_process_answers_one_question_after_another(store: Path) -> None:
    weight = b"x" * (500 * walls.MEBI)  # what this process holds is not held against those that it starts
    pool = pool_of(store)
    pool.ask(Question("ASK {}", timeout=20))
    before = {hand.process.pid for hand in pool._ready}
    for _ in range(8):
        pool.ask(Question("SELECT * { ?s ?p ?o }", rows=10, timeout=20))
    after = {hand.process.pid for hand in pool._ready}
    assert weight and before and before <= after and len(after) <= 2
    pool.close()


# ---- each layer alone

LAYERS = "ways to call out, against the gate and the walls each alone"


@linux
@pytest.mark.assure(LAYERS)
@pytest.mark.parametrize(("gated", "walled"), [(True, True), (False, True), (True, False)])
def test_with_either_layer_gone_the_other_keeps_every_call_in(
    store: Path, canary: Canary, gated: bool, walled: bool
) -> None:
    ways, pool = guarded.ways_out(canary.port), pool_of(store, gated, walled)
    for name, text in ways.items() if ASSURE or gated else list(ways.items())[::5]:
        with trial(LAYERS):
            outcome(pool, text, gated)
            assert canary.calls == 0, name
    assert len(ways) >= 80
    pool.close()


@linux
def test_with_both_layers_gone_calls_do_go_out(store: Path, canary: Canary) -> None:
    pool = pool_of(store, gated=False, walled=False)
    for name in ("plain, top", "silent, exists", "behind a comparison, top"):
        outcome(pool, guarded.ways_out(canary.port)[name], False)
    assert canary.calls >= 2, "the canary hears nobody: then the tests above say nothing"
    pool.close()


def test_no_change_is_written_with_the_gate_gone(store: Path) -> None:
    before, pool = guarded.digest(store), pool_of(store, gated=False)
    assert {outcome(pool, text, False) for text in guarded.UPDATES} == {"InputError"}
    assert guarded.digest(store) == before
    pool.close()


def test_with_the_gate_gone_what_is_too_deep_ends_its_own_process_alone(store: Path) -> None:
    pool = pool_of(store, gated=False, memory=256)
    assert outcome(pool, "ASK { FILTER(" + "!" * 1_000_000 + "true) }", False) == "Stopped"
    with pytest.raises(Stopped):
        pool.ask(Question(guarded.RUNAWAYS["doubling"], timeout=20))
    assert outcome(pool, "ASK {}", True) == "answer"
    pool.close()


def test_nothing_in_the_program_takes_a_layer_away() -> None:
    package = Path(guard.__file__).parent.parent
    texts = {path: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    assert not [path for path, text in texts.items() if "gated=False" in text or "walled=False" in text]
    assert "GATED = WALLED = True" in texts[package / "web" / "endpoint.py"]


# ---- the settings


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("length", 10, "ASK { ?s ?p ?o }"),
        ("tokens", 3, "ASK { ?s ?p ?o }"),
        ("nesting", 1, "ASK { { ?s ?p ?o } }"),
        ("operators", 1, "ASK { FILTER(1 + 1 + 1 = 3) }"),
        ("steps", 1, "ASK { ?s <x:a>/<x:b>/<x:c> ?o }"),
    ],
)
def test_each_limit_of_the_gate_is_a_setting(name: str, value: float, text: str) -> None:
    guard.check(text)
    with pytest.raises(InputError, match=str(value)):
        guard.check(text, limits.changed(Limits(), [f"{name}={value}"]))


@pytest.mark.parametrize("word", ["timeout", "timeout=0", "rows=x", "none=1", "rows=-1", "rows=1e99", "timeout=inf"])
def test_a_limit_that_is_none_is_told_with_what_there_is(word: str) -> None:
    with pytest.raises(VakError, match="at-once"):
        limits.changed(Limits(), [word])


def test_every_limit_can_be_set() -> None:
    for each in dataclasses.fields(Limits):
        assert getattr(limits.changed(Limits(), [f"{each.name.replace('_', '-')}=7"]), each.name) == 7
