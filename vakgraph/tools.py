"""The graph for language models: every stored question a tool of an MCP server, which only reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from vakgraph import __version__, render
from vakgraph.asking import Words
from vakgraph.errors import NothingFound, UnknownName, VakError
from vakgraph.graph import VakGraph
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.render import About
from vakgraph.sharing import Catalogue, of

MOST = 200  # rows of one answer; how many there are is always said
INSTRUCTIONS = (
    "Vragen over het programma Vakkundig aan het werk: wat is gefinancierd, onderzocht en gevonden. Noem bij elk "
    "antwoord zijn bronnen. Een cel die null is, is onbekend en geen nee; een cel met mark ≠ is tussen bronnen "
    "omstreden: noem beide. Verzin niets bij. | Questions about a Dutch funding programme. Name the sources of every "
    "answer. A cell that is null is unknown, not no; a cell with mark ≠ is disputed between sources: name both."
)
_NAME = {"type": "string", "minLength": 1}

Work = Callable[[Mapping[str, Any]], dict[str, Any]]


class Tools:
    """What may be called, with the schema of its arguments; every fault is a sentence."""

    def __init__(self, desk: VakGraph) -> None:
        self.desk, self.queries = desk, desk.queries()
        self._catalogue = of(desk)
        asked = [query for query in self.queries.values() if query.group == "tables"]
        self.listed: dict[str, tuple[str, str, dict[str, Any], Work]] = {
            query.name: (
                desk.say(query.title),
                _described(query, desk),
                _schema(query, self._catalogue, desk),
                partial(self._ask, query),
            )
            for query in asked
        }
        names = {"type": "string", "enum": [query.name for query in asked]}
        self.listed |= {
            "show": ("show", "Alles over één ding. | Everything about one thing.", _object(thing=_NAME), self._show),
            "values": (
                "values",
                "De waarden voor een parameter, met aantallen. | The values for a parameter, with counts.",
                _object(question=names, parameter=_NAME),
                self._values,
            ),
            "cite": (
                "cite",
                "Een zin die het antwoord citeerbaar maakt. | A sentence that makes the answer quotable.",
                _object(question=names, choices={"type": "object"}, needed=("question",)),
                self._cite,
            ),
        }

    def call(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The answer of one tool. An argument it does not know is a fault: without it the answer would be another."""
        if name not in self.listed:
            raise UnknownName(f'Er is geen hulpmiddel "{name}".', f'There is no tool "{name}".')
        _, _, schema, work = self.listed[name]
        _checked(name, schema, arguments)
        return work(arguments)

    def _ask(self, query: StoredQuery, arguments: Mapping[str, Any]) -> dict[str, Any]:
        answer = self.desk.answer(query, **{name: _words(value) for name, value in arguments.items()})
        release, licence = self.desk.release()
        about = About(
            language=self.desk.language,
            question=self.desk.say(query.question),
            sentence=answer.sentence,
            filters=answer.filters,
            licence=licence,
            release=release,
        )
        told: dict[str, Any] = json.loads(render.render(self.desk.as_table(answer.result), "json", about))
        told["notes"] += [*answer.readings, *answer.relaxed]
        told["sources"] = list(answer.sources)
        told["number_of_rows"] = len(told["rows"])
        told["rows"] = told["rows"][:MOST]
        if told["number_of_rows"] > MOST:
            told["notes"].append(f"{MOST} van {told['number_of_rows']} rijen; kies nauwer. | Choose more narrowly.")
        return told

    def _show(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        page = self.desk.show(arguments["thing"])
        parts = {"facts": page.facts, "claims": page.claims, "links": page.links}
        tables = {name: json.loads(render.render(table, "json"))["rows"] for name, table in parts.items()}
        return {
            "iri": page.iri,
            "label": page.label,
            "kind": page.kind and page.kind.word,
            "place": page.place,
            **tables,
        }

    def _values(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        table = self.desk.values(self._question(arguments["question"]), arguments["parameter"])
        return json.loads(render.render(table, "json"))  # type: ignore[no-any-return]

    def _cite(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        query = self._question(arguments["question"])
        chosen = arguments.get("choices") or {}
        _checked(query.name, _schema(query, self._catalogue, self.desk), chosen)
        return {"citation": self.desk.cite(query, **{name: _words(value) for name, value in chosen.items()})}

    def _question(self, name: str) -> StoredQuery:
        if name in self.listed and name in self.queries:
            return self.queries[name]
        raise UnknownName(f'Er is geen vraag "{name}".', f'There is no question "{name}".')


def _described(query: StoredQuery, desk: VakGraph) -> str:
    """What is asked, what remark belongs to it, and what the facts do not hold."""
    return "\n".join(filter(None, (desk.say(each) for each in (query.question, query.notes, query.missing))))


def _schema(query: StoredQuery, catalogue: Catalogue, desk: VakGraph) -> dict[str, Any]:
    """The arguments of a question: each one value or several, and no others."""

    def one(parameter: Parameter) -> dict[str, Any]:
        value = catalogue.schema(query, parameter)
        words = f"{desk.say(parameter.label)}. {desk.say(parameter.description or {})}".strip()
        return {"description": words, "anyOf": [value, {"type": "array", "items": value, "minItems": 1}]}

    needed = [each.name for each in query.parameters if each.required]
    return _object(**{each.name: one(each) for each in query.parameters}, needed=needed)


def _object(needed: Any = None, **properties: Any) -> dict[str, Any]:
    required = list(properties) if needed is None else list(needed)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _checked(name: str, schema: Mapping[str, Any], arguments: Mapping[str, Any]) -> None:
    """Nothing unknown, nothing missing, and only words, numbers and lists of them."""
    known = schema["properties"]
    for each, value in arguments.items():
        if each not in known:
            listed = ", ".join(known) or "–"
            nl, en = f'"{name}" kent "{each}" niet; wel: {listed}.', f'"{name}" has no "{each}"; it has: {listed}.'
            raise UnknownName(nl, en)
        if known[each].get("type") == "object" and isinstance(value, dict):
            continue
        several = value if isinstance(value, list) and "anyOf" in known[each] else [value]
        if not several or not all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in several):
            raise VakError(f'De waarde van "{each}" past niet.', f'The value of "{each}" does not fit.')
    for each in schema["required"]:
        if each not in arguments:
            raise VakError(f'"{name}" heeft "{each}" nodig.', f'"{name}" needs "{each}".')


def _words(value: Any) -> Words:
    return [str(one) for one in value] if isinstance(value, list) else str(value)


# ---- the server


def serve(desk: VakGraph) -> None:
    """Answer on standard input and output until the other side has enough."""
    try:
        import anyio
        from mcp.server.lowlevel import Server
        from mcp.server.stdio import stdio_server
    except ImportError:
        raise VakError(
            'Hiervoor is het pakket mcp nodig: pip install "vakgraph[mcp]".',
            'This needs the package mcp: pip install "vakgraph[mcp]".',
        ) from None
    tools = Tools(desk)
    server: Server[Any] = Server(
        "vakgraph",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=partial(_list, tools),
        on_call_tool=partial(_call, tools),
    )

    async def run() -> None:
        async with stdio_server() as (reads, writes):
            await server.run(reads, writes, server.create_initialization_options())

    anyio.run(run)


async def _list(tools: Tools, context: Any, params: Any) -> Any:
    from mcp_types import ListToolsResult, Tool, ToolAnnotations

    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    return ListToolsResult(
        tools=[
            Tool(name=name, title=title, description=text, input_schema=schema, annotations=reads)
            for name, (title, text, schema, _) in tools.listed.items()
        ]
    )


async def _call(tools: Tools, context: Any, params: Any) -> Any:
    """The answer as a value and as text; a fault as one sentence, marked as such."""
    import anyio.to_thread
    from mcp_types import CallToolResult, TextContent

    try:
        told = await anyio.to_thread.run_sync(tools.call, params.name, params.arguments or {})
    except NothingFound as nothing:
        told = {"rows": [], "notes": [nothing.say(tools.desk.language)]}
    except VakError as fault:
        return CallToolResult(content=[TextContent(type="text", text=fault.say(tools.desk.language))], is_error=True)
    text = json.dumps(told, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=told)
