"""Some 300 files with one fault each: every fault is found, in its own cell or line, with how to mend it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from faults import corpus, good, pairs
from faults.desk import Told, in_words, judged
from faults.world import cut_out

LEAST = 0.98  # of the faults that must be told at the right cell or line


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cut_out(root, tmp_path_factory.mktemp("corpus") / "graph")


@pytest.fixture(scope="module")
def everything(folder: Path) -> list[Told]:
    return judged(folder, [*good(), *corpus(), *pairs()])


@pytest.fixture(scope="module")
def told(everything: list[Told]) -> list[Told]:
    """What was said of the faults."""
    return [each for each in everything if each.fault.spots and not each.fault.both]


def _listed(told: Sequence[Told]) -> str:
    return f"{len(told)}:\n" + "\n".join(each.say() for each in told)


# ---- the good deliveries


def test_the_good_deliveries_are_good(everything: list[Told]) -> None:
    fine = [each for each in everything if not each.fault.spots]
    assert {each.fault.form for each in fine} == {"xlsx", "csv", "ttl", "jsonld"}
    bad = [each for each in fine if each.verdict != "Goed"]
    assert not bad, _listed(bad)


# ---- the faults


def test_there_are_at_least_250_faults_of_every_form_and_each_once() -> None:
    faults = list(corpus())
    assert len(faults) >= 250
    assert {fault.form for fault in faults} == {"xlsx", "csv", "ttl", "jsonld"}
    assert {bytes(fault.data) for fault in faults}.isdisjoint({bytes(each.data) for each in good()})
    names = [str(fault) for fault in faults]
    assert len(set(names)) == len(names), {name for name in names if names.count(name) > 1}


def test_no_fault_is_missed(told: list[Told]) -> None:
    missed = [each for each in told if each.missed]
    assert not missed, _listed(missed)


def test_nearly_every_fault_is_told_in_its_own_cell_or_line(told: list[Told]) -> None:
    astray = [each for each in told if not each.located]
    assert len(astray) <= (1 - LEAST) * len(told), _listed(astray)


def test_nothing_is_told_in_a_cell_or_line_where_nothing_is_wrong(told: list[Told]) -> None:
    wrong = [each for each in told if each.wrong]
    assert not wrong, _listed(wrong)


def test_every_fault_comes_with_how_to_mend_it(told: list[Told]) -> None:
    bare = [each for each in told if not each.mended and not each.missed]
    assert not bare, _listed(bare)


def test_one_fault_is_told_once(told: list[Told]) -> None:
    more = [each for each in told if len(each.findings) > 1 and not each.fault.beside]
    assert not more, _listed(more)


def test_of_two_faults_in_one_row_both_are_told(everything: list[Told]) -> None:
    two = [each for each in everything if each.fault.both]
    assert len(two) >= 15
    lost = [each for each in two if each.lost]
    assert not lost, _listed(lost)


def test_what_belongs_to_a_person_is_nowhere_repeated(told: list[Told]) -> None:
    for each in told:
        if each.fault.rule == "44":
            words = " ".join(f"{f.message} {f.value} {f.found} {f.repair} {f.expected}" for f in each.findings)
            assert not re.search(r"jan@|a\.b@|info\(at\)|123456782|1234\.56|12345678|1234567|1980", words), each.say()


# ---- the same through the command line

BY_COMMAND = (
    "518 as a number",
    "no main applicant",
    "a project longer than its round allows",
    "an unknown heading in CSV",
    "a decimal comma where a whole number belongs",
    "a language tag that is none",
)


@pytest.mark.parametrize("what", BY_COMMAND)
def test_the_command_says_the_same_and_its_exit_code_tells_it(what: str, folder: Path, tmp_path: Path) -> None:
    fault = next(each for each in corpus() if each.what.removesuffix(" (;)").removesuffix(" (,)") == what)
    (tmp_path / fault.name).write_bytes(fault.data)
    command = [sys.executable, "-m", "vakgraph", "--root", str(folder), "validate", fault.name]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == (2 if fault.refused else 1), done.stderr
    assert "Traceback" not in done.stderr
    words = re.sub(r"\s+", " ", done.stdout + done.stderr)
    assert any(in_words(spot, fault.name) in words for spot in fault.spots), words
