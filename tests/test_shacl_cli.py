"""The W3C suite, and data and shapes of anybody, through the command line: what the report and the exit code say."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import assure
import pytest
import w3c
from pyoxigraph import BlankNode

from vakgraph import cli
from vakgraph.errors import DATA_AT_FAULT, GOOD, INPUT_AT_FAULT, NOTHING_FOUND

SUITE = "cases of the W3C SHACL suite (core and sparql) through the command line"
COUNTS = {"core": 98, "sparql": 23}
# All shapes of this case are switched off: the report is the standard's, the exit code says that nothing was checked.
UNCHECKED = {"misc/deactivated-001"}
HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <urn:x:> .\n"
NOBODY = ":T sh:targetClass :Nobody ; sh:property [ sh:path :a ; sh:minCount 1 ] .\n"


def unnamed(results: Iterable[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    """The results, whatever their blank nodes are called."""
    return Counter(tuple("_:" if isinstance(term, BlankNode) else term for term in row) for row in results)


def wanted(case: w3c.ShaclCase) -> int:
    if case.results is None:
        return INPUT_AT_FAULT
    if case.name in UNCHECKED:
        return NOTHING_FOUND
    mild = (w3c.SH + "Warning", w3c.SH + "Info")  # a severity of somebody's own is as grave as the gravest
    return DATA_AT_FAULT if any(row[-1].value not in mild for row in case.results) else GOOD


def words(case: w3c.ShaclCase, out: Path) -> list[str]:
    data, shapes = map(str, case.files)
    return ["validate", data, "--shapes", shapes, "--format", "ttl", "--output", str(out)]


@pytest.mark.assure(SUITE)
@pytest.mark.parametrize("part", COUNTS)
def test_the_w3c_suite_comes_out_of_the_command_line(
    part: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong, seen = [], 0
    for seen, case in enumerate(w3c.shacl(part), 1):
        out = tmp_path / f"{seen}.ttl"
        assure.TRIED[SUITE] += 1
        code = cli.run(words(case, out))
        found = w3c.reported(out) if out.exists() else None
        refused = case.results is None
        right = found is None if refused else found is not None and unnamed(found) == unnamed(case.results or ())
        right = right and code == wanted(case)
        assure.PASSED[SUITE] += right
        wrong += [] if right else [(case.name, code)]
        capfd.readouterr()
    assert (seen, wrong) == (COUNTS[part], [])


def test_a_few_of_the_w3c_suite_come_out_of_a_program_of_its_own(tmp_path: Path) -> None:
    for at, case in enumerate(list(w3c.shacl("core"))[::49]):
        out = tmp_path / f"{at}.ttl"
        done = subprocess.run([sys.executable, "-m", "vakgraph", *words(case, out)], capture_output=True, timeout=100)
        assert done.returncode == wanted(case), done.stderr
        assert unnamed(w3c.reported(out)) == unnamed(case.results or ())


def test_where_nothing_was_checked_the_report_is_the_standards_and_the_exit_code_is_ours(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (case,) = (each for each in w3c.shacl("core") if each.name in UNCHECKED)
    out = tmp_path / "report.ttl"
    assert cli.run(words(case, out)) == NOTHING_FOUND
    assert unnamed(w3c.reported(out)) == unnamed(case.results or ()) == Counter()
    assert "sh:conforms true" in out.read_text() and "niets gecontroleerd" in capfd.readouterr().err
    assert cli.run([*words(case, out)[:4]]) == NOTHING_FOUND
    assert capfd.readouterr().out == "", "a person gets the sentence alone"


# ---- nothing checked is an error


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(HEAD + ":x :a 1 .\n:y :b 2 .\n", encoding="utf-8")
    shapes.write_text(HEAD + ":S sh:targetSubjectsOf :a ; sh:property [ sh:path :a ; sh:minCount 1 ] .\n")
    return data, shapes


def told(files: tuple[Path, Path], capfd: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    code = cli.run(["validate", str(files[0]), "--shapes", str(files[1]), "--lang", "en", *more])
    said = capfd.readouterr()
    return code, said.out + said.err


def test_a_shape_that_targets_nothing_is_told(files: tuple[Path, Path], capfd: pytest.CaptureFixture[str]) -> None:
    with files[1].open("a") as more:
        more.write(NOBODY)
    code, said = told(files, capfd, "--format", "json")
    (finding,) = json.loads(said[: said.rindex("}") + 1])["findings"]
    assert code == GOOD and (finding["severity"], finding["shape"]) == ("warning", "urn:x:T")
    assert finding["message"] == "This shape targets nothing (sh:targetClass <urn:x:Nobody>): it checked nothing."
    assert told(files, capfd, "--fail-on", "warning")[0] == DATA_AT_FAULT
    assert "sh:conforms true" in told(files, capfd, "--format", "ttl")[1], "it is no result of SHACL"


def test_a_shape_that_nobody_uses_is_told_once(files: tuple[Path, Path], capfd: pytest.CaptureFixture[str]) -> None:
    with files[1].open("a") as more:
        more.write(":U a sh:NodeShape ; sh:property [ sh:path :a ; sh:node :V ] . :V sh:nodeKind sh:IRI .\n")
    code, said = told(files, capfd)
    assert code == GOOD and said.count("no shape with a target uses it") == 1 and "urn:x:U" in said


def test_a_thing_that_no_shape_looked_at_is_told(files: tuple[Path, Path], capfd: pytest.CaptureFixture[str]) -> None:
    code, said = told(files, capfd)
    assert code == GOOD and "data.ttl:3:1: <urn:x:y>" in said and "urn:x:x>" not in said


@pytest.mark.parametrize("form", ["text", "json", "html", "sarif", "github", "csv", "xlsx", "ttl"])
def test_every_report_says_how_much_was_checked(
    form: str, files: tuple[Path, Path], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, said = told(files, capfd, "--format", form, "--output", str(tmp_path / "report"))
    wide = "1 thing and 1 rule were checked."
    assert wide in said + (tmp_path / "report").read_bytes().decode(errors="replace")


@pytest.mark.parametrize("engine", ["bulk", "pyshacl"])
@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("", NOTHING_FOUND, "holds no shape that points at anything: nothing was checked"),
        (":x :y :z .", NOTHING_FOUND, "holds no shape that points at anything: nothing was checked"),
        (NOBODY, NOTHING_FOUND, "Nothing was checked"),
        (":S sh:targetClass", INPUT_AT_FAULT, "shapes.ttl:2:"),
        (None, INPUT_AT_FAULT, "cannot be read"),
    ],
    ids=["empty", "no shapes", "targets nothing", "broken", "absent"],
)
def test_shapes_that_check_nothing_are_an_error(
    text: str | None,
    code: int,
    why: str,
    engine: str,
    files: tuple[Path, Path],
    capfd: pytest.CaptureFixture[str],
) -> None:
    files[1].unlink()
    if text is not None:
        files[1].write_text(HEAD + text if text else "", encoding="utf-8")
    got, said = told(files, capfd, "--engine", engine)
    assert got == code and why in said
