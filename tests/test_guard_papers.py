"""SECURITY.md promises nothing that no test keeps, and its limits are those of the code."""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

from vakgraph.adhoc import limits
from vakgraph.adhoc.limits import Limits

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """The rows of the table below a heading."""
    part = TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("|")]
    return rows[2:]


def named_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_promise_names_tests_and_every_named_test_exists() -> None:
    promises = table("Promises")
    assert len(promises) >= 9
    for promise, kept in promises:
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", kept)
        assert named, f"no test keeps: {promise}"
        for file, name in named:
            assert name in named_in(ROOT / "tests" / file), f"{file} has no {name}"


def test_the_table_of_limits_is_that_of_the_code() -> None:
    told = {row[0].strip("`").replace("-", "_"): row[1] for row in table("Defaults and their switches")}
    assert told.keys() == {each.name for each in dataclasses.fields(Limits)}
    one, many = Limits(), {"at_once": "cores + 1", "queue": "4 x at-once, at most 16"}
    for name, value in told.items():
        assert value == many.get(
            name, f"{getattr(one, name):g}" if name in ("timeout", "share") else str(getattr(one, name))
        )
    assert one.at_once == limits.CORES + 1 and one.queue == min(4 * one.at_once, 16)


def test_every_lowest_version_that_mends_something_says_what() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name, floor in {"starlette": "1.3.1", "python-multipart": "0.0.30", "jinja2": "3.1.6"}.items():
        assert re.search(rf'"{name}>={re.escape(floor)}",\s+#.*(CVE|GHSA)', text), name
