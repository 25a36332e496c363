"""What nobody thought of: random bytes at the six doors, by Hypothesis always and by atheris where it is installed."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import assure
import fuzz_doors
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from vakgraph.errors import InputError
from vakgraph.store import gate

LONG = bool(os.environ.get("VAKGRAPH_ASSURE"))
SECONDS = int(os.environ.get("VAKGRAPH_FUZZ_SECONDS", "60"))  # of atheris, for each door
ATHERIS = importlib.util.find_spec("atheris") is not None
HYPOTHESIS = "random bytes at the six doors, by Hypothesis"
FUZZED = "random bytes at the six doors, by atheris" + ("" if ATHERIS else " (not installed: pip install atheris)")


@some.composite
def near(draw: some.DrawFn, door: str) -> bytes:
    """A seed with some of it taken out, doubled, or replaced by letters that mean something or by anything at all."""
    data = draw(some.sampled_from(fuzz_doors.SEEDS[door]))
    for _ in range(draw(some.integers(0, 4))):
        at, end = sorted((draw(some.integers(0, len(data))), draw(some.integers(0, len(data)))))
        signs = some.sampled_from(
            [b"{", b"}", b"<", b">", b'"', b"\\", b"\0", b"\xff", b"\xed\xa0\x80", b"_:", b"@", b"#"]
        )
        put = draw(some.one_of(some.just(b""), some.just(data[at:end] * 2), signs, some.binary(max_size=6)))
        data = data[:at] + put + data[end:]
    return data


@pytest.mark.assure(HYPOTHESIS)
@pytest.mark.parametrize("door", fuzz_doors.DOORS)
def test_any_bytes_end_well_or_with_a_sentence(door: str) -> None:
    @settings(max_examples=2000 if LONG else 40)
    @given(near(door))
    def tried(data: bytes) -> None:
        with assure.trial(HYPOTHESIS):
            fuzz_doors.DOORS[door](data)

    tried()


def test_a_sentence_repeats_nothing_that_a_terminal_would_act_upon() -> None:
    with pytest.raises(InputError, match="klopt de SPARQL-vraag niet") as fault:
        gate.parse("SELECT * {\n \x1b]0;x\x07\t\x9b2J }")
    gone = InputError("\x1b]0;x\x07 is\tniets\n", "\x9b2J", "a\x00.ttl", 1, 2)
    assert gone.say("nl") == "a\ufffd.ttl:1:2: \ufffd]0;x\ufffd is niets\n"
    assert gone.say("en") == "a\ufffd.ttl:1:2: \ufffd2J"
    assert "\x1b" not in str(fault.value) and len(gone.where) == len("a_.ttl:1:2"), "where it is cut stays the same"


@pytest.mark.skipif(not LONG, reason="takes minutes: make assure")
@pytest.mark.skipif(not ATHERIS, reason="atheris is not installed")
@pytest.mark.assure(FUZZED)
@pytest.mark.parametrize("door", fuzz_doors.DOORS)
def test_atheris_finds_nothing_that_breaks(door: str, tmp_path: Path) -> None:
    words = [
        sys.executable,
        fuzz_doors.__file__,
        door,
        f"-max_total_time={SECONDS}",
        "-timeout=20",
        "-rss_limit_mb=2048",
    ]
    words += ["-max_len=4096", "-print_final_stats=1", "-verbosity=1", f"-artifact_prefix={tmp_path}/"]
    own = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(words, capture_output=True, text=True, errors="replace", timeout=SECONDS * 3 + 120, env=own)
    counted = re.search(r"number_of_executed_units: (\d+)", done.stderr) or re.search(r"Done (\d+) runs", done.stderr)
    tried = int(counted[1]) if counted else 0
    assure.TRIED[FUZZED] += max(tried, 1)
    assert done.returncode == 0 and tried > 100, done.stderr[-3000:]
    assure.PASSED[FUZZED] += tried
