"""Questions as OpenAPI 3.1: one GET each, with typed parameters and what every column of its answer holds."""

from __future__ import annotations

import json
from typing import Any

from vakgraph import __version__
from vakgraph.contracts import columns
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.sharing.catalogue import Catalogue

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT = {"type": "string"}
_CELL: dict[str, Any] = {
    "type": "object",
    "description": "One value with all that is known of it.",
    "required": ["type", "value"],
    "properties": {
        "type": {"type": "string", "enum": ["iri", "literal", "blank"]},
        "value": _TEXT,
        "label": _TEXT,
        "datatype": _TEXT,
        "lang": _TEXT,
        "mark": {"type": "string", "description": "≠ where sources disagree."},
    },
}


def files(catalogue: Catalogue) -> dict[str, bytes]:
    """The whole description in one file."""
    return {"": (json.dumps(document(catalogue), ensure_ascii=False, indent=1) + "\n").encode()}


def document(catalogue: Catalogue) -> dict[str, Any]:
    """The description as a value."""
    about = {
        "title": "vakgraph",
        "summary": "What the programme Vakkundig aan het werk funded, studied and found.",
        "version": catalogue.release or __version__,
        **({"license": {"name": catalogue.licence}} if catalogue.licence else {}),
    }
    return {
        "openapi": "3.1.0",
        "info": about,
        **({"servers": [{"url": catalogue.target}]} if catalogue.target else {}),
        "tags": [{"name": theme} for theme in sorted({query.theme or query.group for query in catalogue.queries})],
        "paths": {f"/query/{query.name}": {"get": _operation(query, catalogue)} for query in catalogue.queries},
        "components": {"schemas": {"Cell": _CELL}},
    }


def _operation(query: StoredQuery, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "operationId": query.name,
        "summary": query.title["en"],
        "description": f"{(query.question or query.title)['en']}\n\n{(query.question or query.title)['nl']}",
        "tags": [query.theme or query.group],
        "parameters": [_parameter(query, each, catalogue) for each in query.parameters],
        "responses": {
            "200": {"description": "The answer.", "content": _content(query)},
            "400": {"description": "A parameter or its value is wrong; one sentence says which.", "content": _SENTENCE},
        },
    }


def _parameter(query: StoredQuery, parameter: Parameter, catalogue: Catalogue) -> dict[str, Any]:
    """A parameter takes one value or several."""
    words = parameter.description or parameter.label
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.label['en']}. {words['en']}",
        "style": "form",
        "explode": True,
        "schema": {
            "type": "array",
            "items": catalogue.schema(query, parameter),
            **({"default": [parameter.default]} if parameter.default is not None else {}),
        },
    }


def _content(query: StoredQuery) -> dict[str, Any]:
    if query.form != "SELECT":
        return {"text/turtle": {"schema": _TEXT}}
    row = {"type": "object", "properties": {name: _column(query, name) for name in query.columns}}
    answer = {
        "type": "object",
        "required": ["columns", "rows"],
        "properties": {
            "title": _TEXT,
            "question": _TEXT,
            "release": _TEXT,
            "licence": _TEXT,
            "notes": {"type": "array", "items": _TEXT},
            "columns": {"type": "array", "items": _TEXT},
            "rows": {"type": "array", "items": row},
        },
    }
    return {"application/json": {"schema": answer}, "text/csv": {"schema": _TEXT}, XLSX: {"schema": _TEXT}}


def _column(query: StoredQuery, name: str) -> dict[str, Any]:
    """What stands in a column; null where nothing is known."""
    words = ", ".join(sorted(columns.expected(query, name)))
    said = query.columns[name]["en"] + (f" ({words})" if words else "")
    return {"description": said, "anyOf": [{"$ref": "#/components/schemas/Cell"}, {"type": "null"}]}


_SENTENCE = {"text/plain": {"schema": _TEXT}}
