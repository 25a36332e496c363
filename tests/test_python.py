"""From Python: what the papers show is what happens, and a table becomes a data frame."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from vakgraph.errors import VakError
from vakgraph.graph import VakGraph
from vakgraph.table import UNBOUND, XSD, Cell, Table

NUMBER, TEXT = Cell("literal", "3", XSD + "integer"), Cell("literal", "a")
HALF = Cell("literal", "0.5", XSD + "decimal")
TABLE = Table(("name", "number", "share"), ((TEXT, NUMBER, HALF), (UNBOUND, UNBOUND, UNBOUND)))


@pytest.fixture
def anywhere(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no graph, from which this one is meant."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAKGRAPH_ROOT", str(root))
    return tmp_path


def test_the_lines_of_the_readme_give_what_it_says(root: Path, anywhere: Path) -> None:
    blocks = "\n".join(re.findall(r"```python\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.S))
    if "pandas" not in sys.modules and importlib.util.find_spec("pandas") is None:
        blocks = "\n".join(line for line in blocks.split("\n") if "to_pandas" not in line)
    told: list[str] = []
    test = doctest.DocTestParser().get_doctest(blocks, {}, "README.md", "README.md", 0)
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert result.attempted > 5 and not result.failed, "".join(told)


@pytest.mark.parametrize("name", ["vakgraph.table"])
def test_the_lines_of_a_module_give_what_it_says(name: str, anywhere: Path) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted and not result.failed


def test_a_table_becomes_a_data_frame_with_numbers_as_numbers() -> None:
    pandas: Any = pytest.importorskip("pandas", reason="pandas is not installed: to_pandas is not tested with it")
    frame = TABLE.to_pandas()
    assert list(frame.columns) == ["name", "number", "share"] and len(frame) == 2
    assert frame["number"].dtype == "Int64" and frame["number"].sum() == 3 and frame["share"].sum() == 0.5
    assert pandas.isna(frame["name"][1]) and frame["name"][0] == "a"


def test_without_pandas_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(VakError) as caught:
        TABLE.to_pandas()
    assert "pip install pandas" in caught.value.nl and "pip install pandas" in caught.value.en


def test_one_thing_as_an_rdflib_graph_is_what_its_export_holds(root: Path, own_cache: Path, tmp_path: Path) -> None:
    from vakgraph import turtle

    desk = VakGraph.open(root)
    graph = desk.to_rdflib(thing="vahw1-1", asserted=True)
    assert desk.export(tmp_path / "round.ttl", thing="vahw1-1", asserted=True) == len(graph) > 10
    assert len(turtle.read(tmp_path / "round.ttl")) == len(graph)
