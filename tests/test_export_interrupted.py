"""An export that is killed, at any write or any moment, leaves what stood there; the next one clears away the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import small_world

from vakgraph.delivery import FORMS

ROOT = Path(__file__).resolve().parent.parent
MOMENTS = 50 if os.environ.get("VAKGRAPH_ASSURE") else 8

# Exports are made by children of one process, which has everything loaded. A child ends itself at its n-th step.
KILLED = """
import io, os, random, signal, sys, time
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Triple
from vakgraph.delivery import FORMS, About, export, sending
from vakgraph.namespaces import KINDS, OUTSIDE
from vakgraph.turtle import replacing

form, out, moments = FORMS[sys.argv[1]], Path(sys.argv[2]), int(sys.argv[3])
things = [NamedNode(f"{KINDS['project'].iri}{number}") for number in range(40)]
title = NamedNode(OUTSIDE["dcterms"] + "title")
graph = [Triple(each, title, Literal(f"{each} {at}")) for each in things for at in "ab"]
sending.ROOM = sending.MUCH = 4_000  # so that it sorts on disk
real, chance = {name: getattr(os, name) for name in ("replace", "fsync", "unlink")}, random.Random(form.word)

def made(last=0):
    steps = 0
    def step():
        nonlocal steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
    class Draft(io.BufferedWriter):
        def write(self, data):
            step()
            return super().write(data)
    def around(name):
        def done(*words):
            step()
            real[name](*words)
            step()
        return done
    for name in real:
        setattr(os, name, around(name))
    def opened(path, mode, buffering=0):
        return Draft(io.FileIO(path, mode), 64) if mode == "wb" else open(path, mode)
    replacing.open = opened
    export(graph, out, form, About("x", language="nl"))
    return steps

def killed(work, after=None):
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

def intact(where):
    assert out.read_bytes() in (b"old", whole), f"{where}: neither the old file nor the new one"
    left = [each.name for each in out.parent.iterdir() if each != out]
    assert len(left) <= 1 and all(name.startswith(f".{out.name}.") for name in left), f"{where}: {left}"
    assert not list(Path(os.environ["TMPDIR"]).iterdir()), where
    out.write_bytes(b"old")

began = time.perf_counter()
steps = made()
took, whole = time.perf_counter() - began, out.read_bytes()
assert steps > 4 and whole != b"old"
out.write_bytes(b"old")
points = range(1, steps + 1)
for point in points if steps < 60 else sorted({*points[:6], *points[-6:], *chance.sample(points, 30)}):
    killed(lambda: made(point))
    intact(f"step {point} of {steps}")
for _ in range(moments):
    moment = chance.uniform(0, 2 * took)
    killed(made, moment)
    intact(f"after {moment:.4f} s")
killed(lambda: made(steps - 3))  # with a draft beside it
made()
assert out.read_bytes() == whole and [*out.parent.iterdir()] == [out], "the next run clears away the rest"
print(steps)
"""


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.assure("exports killed at any moment")
def test_killed_at_each_write_and_at_any_moment_the_old_file_is_whole_and_the_rest_is_cleared(
    form: object, tmp_path: Path
) -> None:
    from vakgraph import delivery

    assert isinstance(form, delivery.Form)
    for name in ("out", "tmp"):
        (tmp_path / name).mkdir()
    words = [sys.executable, "-c", KILLED, form.word, str(tmp_path / "out" / f"a{form.suffix}"), str(MOMENTS)]
    around = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "tmp")}
    done = subprocess.run(words, env=around, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_draft_that_another_process_holds_is_left_alone(tmp_path: Path) -> None:
    import fcntl

    from vakgraph.turtle.replacing import replacing

    held, left, other = (tmp_path / f".{name}.tmp" for name in ("a.ttl.1", "a.ttl.2", "b.ttl.3"))
    for path in (held, left, other):
        path.write_bytes(b"half")
    with held.open("rb") as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)
        with replacing(tmp_path / "a.ttl") as file:
            file.write(b"new")
    assert {path.name for path in tmp_path.iterdir()} == {"a.ttl", held.name, other.name}


def test_stopped_with_ctrl_c_it_says_so_in_one_sentence(tmp_path: Path) -> None:
    world = small_world.build(tmp_path / "world")
    titles = "".join(f'<https://w3id.org/vakgraph/id/project/many> <urn:t> "{at:0100}" .\n' for at in range(3_000))
    (world / "data/project/many.ttl").write_text(titles)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    words = [sys.executable, "-m", "vakgraph", "--root", str(world), "export", str(pipe)]
    around = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def listening() -> None:  # a shell starts what runs in the background deaf to Ctrl-C
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    both = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    child = subprocess.Popen(words, env=around, preexec_fn=listening, **both)
    with pipe.open("rb") as reader:
        reader.read(1)  # it is writing, and waits for who reads
        child.send_signal(signal.SIGINT)
        reader.read()
    out, said = child.communicate(timeout=60)
    assert (child.returncode, out, len(said.strip().splitlines())) == (130, "", 1), said
    assert "Traceback" not in said
