"""The graph folders are found once, from a name, from around the working folder, or from beside the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from vakgraph import checkout
from vakgraph.errors import GraphMissing


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph folder with a file of every sort."""
    for name in (
        "ontology/vak.ttl",
        "ontology/examples.ttl",
        "ontology/concepts/role.ttl",
        "ontology/concepts/line.ttl",
        "ontology/shapes/project.ttl",
        "ontology/alignments/eurio.ttl",
        "data/project/b.ttl",
        "data/project/a.ttl",
        "data/project/.a.ttl.1.tmp",
        "data/project/examples.ttl",
        "data/register/merger.ttl",
        "queries/derive/20-b.rq",
        "queries/derive/10-a.rq",
        "queries/tables/c.rq",
    ):
        path = tmp_path / "graph" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return (tmp_path / "graph").resolve()


def test_the_files_that_are_loaded_are_ontology_concepts_and_data_in_order(graph: Path) -> None:
    found = checkout.Checkout(graph)
    assert [found.relative(path) for path in found.graph_files()] == [
        "ontology/vak.ttl",
        "ontology/concepts/line.ttl",
        "ontology/concepts/role.ttl",
        "data/project/a.ttl",
        "data/project/b.ttl",
        "data/register/merger.ttl",
    ]


def test_derive_queries_run_in_the_order_of_their_names(graph: Path) -> None:
    assert [path.name for path in checkout.Checkout(graph).derive_files()] == ["10-a.rq", "20-b.rq"]


def test_a_named_folder_wins_over_the_variable(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAKGRAPH_ROOT", "/nowhere")
    assert checkout.find(graph).root == graph
    assert checkout.find(str(graph)).root == graph


def test_the_variable_wins_over_the_working_folder(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAKGRAPH_ROOT", str(graph))
    assert checkout.find().root == graph


def test_a_graph_is_found_from_any_folder_inside_it(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(graph / "data" / "project")
    found = checkout.find()
    assert (found.root, found.ontology, found.data, found.queries) == (
        graph,
        graph / "ontology",
        graph / "data",
        graph / "queries",
    )
    assert found.writable


def test_outside_a_graph_the_one_beside_the_package_answers(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checkout, "_HERE", graph / "vakgraph")
    assert checkout.find().root == graph


def test_the_graph_in_an_installed_package_answers_and_is_not_written(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checkout, "_HERE", tmp_path / "site-packages" / "vakgraph")
    monkeypatch.setattr(checkout, "_WHEEL", graph)
    assert checkout.find().root == graph
    assert not checkout.find().writable


@pytest.mark.parametrize("named", [True, False])
def test_a_folder_without_ontology_is_no_graph(named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checkout, "_HERE", tmp_path / "vakgraph")
    monkeypatch.setattr(checkout, "_WHEEL", tmp_path / "vakgraph" / "graph")
    with pytest.raises(GraphMissing, match=r"ontology/vak\.ttl") as fault:
        checkout.find(tmp_path if named else None)
    assert fault.value.exit_code == 2
    assert "ontology/vak.ttl" in fault.value.say("en")
