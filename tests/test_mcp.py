"""The questions as tools: asked by a real MCP client over standard input and output."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from vakgraph.errors import UnknownName, VakError
from vakgraph.graph import VakGraph
from vakgraph.tools import MOST, Tools

anyio = pytest.importorskip("anyio", reason="the extra mcp is not installed: the MCP server is not tested")
client = pytest.importorskip("mcp.client.client", reason="the extra mcp is not installed: the MCP server is not tested")


@pytest.fixture(scope="module")
def tools(own_cache: Path, root: Path) -> Tools:
    return Tools(VakGraph.open(root))


def spoken(root: Path, talk: Callable[[Any], Awaitable[Any]]) -> Any:
    """What a client hears that starts the server, talks to it and hangs up."""
    import os

    from mcp import StdioServerParameters
    from mcp.client.stdio import stdio_client

    arguments = ["-m", "vakgraph", "--root", str(root), "mcp"]
    server = StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ), cwd=str(root))

    async def whole() -> Any:
        async with client.Client(stdio_client(server)) as open_client:
            return await talk(open_client)

    return anyio.run(whole)


def test_a_client_lists_the_questions_asks_one_and_is_refused_what_is_unknown(root: Path, tools: Tools) -> None:
    async def talk(one: Any) -> dict[str, Any]:
        listed = (await one.list_tools()).tools
        return {
            "listed": listed,
            "good": await one.call_tool("rounds", {}),
            "unknown": await one.call_tool("rounds", {"nonsense": "1"}),
            "shown": await one.call_tool("show", {"thing": "BaanWijs"}),
            "again": await one.call_tool("rounds", {}),
        }

    heard = spoken(root, talk)
    names = {tool.name: tool for tool in heard["listed"]}
    asked = {name for name, query in tools.queries.items() if query.group == "tables"}
    assert set(names) == asked | {"show", "values", "cite"}
    assert all(tool.annotations.read_only_hint for tool in heard["listed"])
    assert all(tool.input_schema["additionalProperties"] is False for tool in heard["listed"])
    assert not heard["good"].is_error and heard["good"].structured_content["rows"]
    assert json.loads(heard["good"].content[0].text) == heard["good"].structured_content
    assert heard["unknown"].is_error and "nonsense" in heard["unknown"].content[0].text
    assert heard["shown"].structured_content["iri"].endswith("/intervention/baanwijs")
    assert heard["again"].structured_content == heard["good"].structured_content


def test_an_answer_is_the_one_that_the_desk_gives(tools: Tools) -> None:
    told = tools.call("what-works-for-whom", {"target_group": "statushouders"})
    table = tools.desk.ask("what-works-for-whom", target_group="statushouders")
    assert told["number_of_rows"] == len(table) > 0
    first = [cell and cell["value"] for cell in told["rows"][0].values()]
    assert first == [cell.value or None for cell in table.rows[0]]
    assert "Vluchtelingen" in told["sentence"] or "tatushouders" in told["sentence"]


def test_an_answer_names_its_sources_and_marks_what_is_contested(tools: Tools) -> None:
    told = tools.call("rounds", {})
    cells = [cell for row in told["rows"] for cell in row.values() if cell]
    assert any(cell.get("mark") == "≠" for cell in cells)
    assert any("≠" in note for note in told["notes"])
    assert "/id/source/" in json.dumps(tools.call("what-works-for-whom", {})["rows"])


def test_a_long_answer_says_how_long_it_is(tools: Tools) -> None:
    told = tools.call("what-works-for-whom", {})
    assert len(told["rows"]) == min(told["number_of_rows"], MOST)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("rounds", {"nonsense": "x"}),
        ("rounds", {"Round": "x"}),
        ("rounds", {"round": None}),
        ("rounds", {"round": {"a": 1}}),
        ("rounds", {"round": []}),
        ("rounds", {"round": True}),
        ("rounds", {"round": "nergens"}),
        ("municipalities-like-mine", {}),
        ("show", {}),
        ("show", {"thing": "BaanWijs", "more": "x"}),
        ("values", {"question": "rounds"}),
        ("values", {"question": "thing-facts", "parameter": "thing"}),
        ("values", {"question": "rounds", "parameter": "nonsense"}),
        ("cite", {"question": "rounds", "choices": {"nonsense": "x"}}),
        ("cite", {"question": "show"}),
        ("thing-facts", {"thing": "x"}),
        ("sparql", {"text": "ASK {}"}),
        ("add", {"file": "x"}),
    ],
)
def test_what_is_unknown_or_missing_is_a_sentence_and_never_another_question(
    name: str, arguments: dict[str, Any], tools: Tools
) -> None:
    with pytest.raises(VakError) as caught:
        tools.call(name, arguments)
    assert caught.value.nl and caught.value.en


def test_every_parameter_of_every_question_has_its_type(tools: Tools) -> None:
    for name, query in tools.queries.items():
        if query.group != "tables":
            continue
        schema = tools.listed[name][2]
        assert set(schema["properties"]) == {each.name for each in query.parameters}
        assert schema["required"] == [each.name for each in query.parameters if each.required]
        for each in query.parameters:
            one, several = schema["properties"][each.name]["anyOf"]
            assert several["items"] == one
            assert one.get("enum", []) == list(each.choices)


def test_the_values_of_a_parameter_are_offered_and_each_can_be_asked(tools: Tools) -> None:
    offered = tools.call("values", {"question": "what-works-for-whom", "parameter": "direction"})
    assert offered["rows"]
    word = offered["rows"][0]["write"]["value"]
    assert tools.call("what-works-for-whom", {"direction": word})["number_of_rows"] > 0


def test_a_citation_is_one_sentence_with_the_release(tools: Tools) -> None:
    said = tools.call("cite", {"question": "rounds"})["citation"]
    assert "rounds" in said and tools.desk.release()[1] in said


def test_nothing_that_writes_is_offered(tools: Tools) -> None:
    assert not {"add", "undo", "correct", "withdraw", "push", "sparql"} & set(tools.listed)
    with pytest.raises(UnknownName):
        tools.call("undo", {})


def test_without_the_package_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from vakgraph.cli import run

    monkeypatch.setitem(sys.modules, "mcp.server.lowlevel", None)
    assert run(["mcp"]) == 2
    assert 'pip install "vakgraph[mcp]"' in capsys.readouterr().err
