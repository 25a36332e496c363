"""The OpenAPI 3.1 document of this server: every question at its real address, in both languages and three forms."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from vakgraph import sharing
from vakgraph.sharing import openapi
from vakgraph.web import endpoint
from vakgraph.web.addresses import LANGUAGES
from vakgraph.web.library import Library

FORMS = ("json", "csv", "xlsx")
_IN_PATH = [
    {"$ref": "#/components/parameters/language"},
    {"$ref": "#/components/parameters/form"},
]
_PARAMETERS = {
    "language": {
        "name": "language",
        "in": "path",
        "required": True,
        "description": "The language of labels and headings. | De taal van namen en koppen.",
        "schema": {"type": "string", "enum": list(LANGUAGES)},
    },
    "form": {
        "name": "form",
        "in": "path",
        "required": True,
        "description": "JSON, CSV, or a workbook for Excel. | JSON, CSV, of een werkmap voor Excel.",
        "schema": {"type": "string", "enum": list(FORMS)},
    },
}
_FAULT = {"description": "One sentence says why not.", "content": {"text/plain": {"schema": {"type": "string"}}}}


def address(name: str) -> str:
    """The address of a question, as OpenAPI writes it."""
    return f"/{{language}}/question/{name}.{{form}}"


def document(library: Library, origin: str = "") -> dict[str, Any]:
    """The document; `origin` is where the server is (`https://example.org`)."""
    made: dict[str, Any] = deepcopy(library.kept("openapi", lambda: openapi.document(sharing.of(library.desks["en"]))))
    paths = {}
    for path, said in made["paths"].items():
        operation = said["get"]
        operation["parameters"] = [*_IN_PATH, *operation["parameters"]]
        paths[address(path.rpartition("/")[2])] = {"get": operation}
    if endpoint.offered(library):
        paths["/sparql"] = {"get": _sparql(library)}
        made["tags"].append({"name": "sparql"})
    made["paths"] = paths
    made["components"]["parameters"] = _PARAMETERS
    if origin:
        made["servers"] = [{"url": origin}]
    return made


def _sparql(library: Library) -> dict[str, Any]:
    """The question in SPARQL by GET; POST is as the SPARQL 1.1 Protocol has it."""
    tables = (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    )
    graphs = ("text/turtle", "application/n-triples", "application/ld+json")
    content = {media: {"schema": {"type": "string"}} for media in (*tables, *graphs)}
    query = {"name": "query", "in": "query", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": "sparql",
        "summary": "A query of your own in SPARQL 1.1, read only.",
        "description": f"Ends after {library.limits.timeout:g} seconds; a cut answer has the header Vakgraph-Cut.",
        "tags": ["sparql"],
        "parameters": [query],
        "responses": {
            "200": {"description": "The answer, in the form that the header Accept asks for.", "content": content},
            "400": _FAULT,
            "403": _FAULT,
            "406": _FAULT,
            "429": _FAULT,
            "503": _FAULT,
        },
    }
