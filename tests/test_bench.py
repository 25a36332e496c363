"""What the benchmark makes of its figures; the figures themselves are never held to."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from tests.bench import __main__ as bench
from tests.bench import growth, plot, scale


def test_the_exponent_is_that_of_the_curve() -> None:
    assert growth.exponent([(10.0, 3.0), (100.0, 300.0), (1000.0, 30_000.0)]) == pytest.approx(2)
    assert growth.exponent([(10.0, 7.0), (1000.0, 7.0)]) == pytest.approx(0)


def test_a_size_without_a_figure_is_empty_and_not_0() -> None:
    sizes = [growth.Size(10, {"x": 1.0, growth.ONE: 5.0}), growth.Size(100, {"x": 10.0, growth.ONE: math.nan})]
    assert list(growth.rows(sizes)) == [["x", "s", "1", "10", "1.00"], [growth.ONE, "ms", "5", "", ""]]


def test_the_advice_is_read_off_the_lines_that_fit() -> None:
    """A middle question of a millisecond at a hundred thousand that grows along takes a second at a hundred million."""

    def size(triples: int) -> growth.Size:
        costs = dict.fromkeys(growth.ASKED_OF, triples / 1e5)
        return growth.Size(triples, costs | {growth.SLOWEST: (triples / 1e5) ** 2})

    heads, rows, waits = growth.advice([size(200_000), size(2_000_000)])
    assert [row[0] for row in rows] == ["100,000", "1,000,000", "10,000,000"]
    assert rows[1][1:] == ["10", "10", "10", "10", "10", "100"] and len(heads) == 7
    assert waits == {growth.MIDDLE: "100,000,000", growth.SLOWEST: "10,000,000"}


def test_the_names_of_the_lines_stand_apart_and_the_bytes_are_the_same() -> None:
    lines = {"a": [(1.0, 1.0), (10.0, 20.0)], "b <": [(1.0, 1.0), (10.0, 20.5)]}
    drawn = plot.logarithmic("t", lines)
    assert drawn == plot.logarithmic("t", lines)
    names = {text.text: float(text.get("y", "")) for text in ET.fromstring(drawn) if text.text in lines}
    assert abs(names["a"] - names["b <"]) >= plot.APART


def test_a_part_that_is_measured_again_takes_its_own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "RESULTS.md")
    bench.RESULTS.write_text(bench.page({"One": "old\n", "Two": "stays\n\nso\n"}), encoding="utf-8")
    monkeypatch.setitem(bench.PARTS, "shipped", lambda sizes: iter([("One", "new"), ("Three", "too")]))
    bench.main(["shipped"])
    assert list(bench.kept()) == ["One", "Two", "Three"]
    assert bench.kept()["Two"] == "stays\n\nso\n" and bench.kept()["One"].startswith("new\n\nMeasured with load")


def test_an_unknown_part_is_told() -> None:
    with pytest.raises(SystemExit, match="shiped: not a part; there are shipped"):
        bench.main(["shiped"])


def test_a_server_that_is_measured_again_takes_its_own_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[str, Any] = {"server": "virtuoso", "triples": 1_000_000, "half": 1.0, "rest": 2.0, "again": 0.5}
    found |= {"memory": 9e8, "questions": {"a": [10, 5, 1, 0], "b": [30, 5, 1, 2], "c": "no answer"}}
    monkeypatch.setattr(scale, "CSV", tmp_path / "scale.csv")
    monkeypatch.setattr(scale.scale_plot, "DOCS", tmp_path)
    scale.CSV.write_text(
        ",".join(scale.COLUMNS) + "\nVirtuoso,50000,9,9,9,9,9,9,9\nVirtuoso,1018262,9,9,9,9,9,9,9\n", encoding="utf-8"
    )
    scale.keep(scale.row(found))
    assert scale.CSV.read_text(encoding="utf-8").splitlines()[1:] == [
        "Virtuoso,50000,9,9,9,9,9,9,9",
        "Virtuoso,1000000,3.0,0.5,900,20,30,2,1",
    ]
    assert (tmp_path / "scale.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_readme_quotes_the_figures_of_the_results_and_no_others() -> None:
    results = bench.RESULTS.read_text(encoding="utf-8").splitlines()
    readme = (bench.ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    quoted = [line for line in readme if re.match(r"\| .*\d [|]$", line)]
    assert len(quoted) == len(scale.known()) and set(quoted) <= set(results)
    said = [line for line in readme if re.search(r"\d ?(ms|MB|GB|seconds?|s)\b", line) and line not in quoted]
    assert [line for line in said if "within 10 seconds" not in line] == []
