"""Questions as grlc reads them: one `.rq` each with `#+` decorators and parameters written as `?__name_iri`."""

from __future__ import annotations

import json
import re

from vakgraph.queries import Parameter, StoredQuery
from vakgraph.sharing.catalogue import Catalogue

# How grlc knows from the name of a variable what its value is; two underscores make it optional.
_ENDINGS = {"year": "_integer", "integer": "_integer", "number": "_number", "date": "_xsd_date", "text": "_literal"}
_PREFIX = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"


def files(catalogue: Catalogue) -> dict[str, bytes]:
    """A folder of questions, and the address that answers them where one is named."""
    found = {f"{query.name}.rq": _text(query, catalogue).encode() for query in catalogue.queries}
    return found | ({"endpoint.txt": f"{catalogue.target}\n".encode()} if catalogue.target else {})


def variable(parameter: Parameter) -> str:
    """The name of a parameter in grlc, which takes no underscores inside."""
    ending = "_literal" if parameter.choices else _ENDINGS.get(parameter.type, "_iri")
    return f"?_{'' if parameter.required else '_'}{parameter.name.replace('_', '')}{ending}"


def _text(query: StoredQuery, catalogue: Catalogue) -> str:
    """The decorators, and the question with a BIND for every VALUES line: unset it binds nothing."""
    text = query.text
    for parameter in query.parameters:
        line = re.compile(rf"VALUES\s+\?{parameter.name}\s*\{{\s*UNDEF\s*\}}", re.IGNORECASE)
        text = line.sub(f"BIND({variable(parameter)} AS ?{parameter.name})", text)
    if "_xsd_date" in text and "PREFIX xsd:" not in text:
        text = _PREFIX + text
    return "\n".join(_decorators(query, catalogue)) + "\n" + text


def _decorators(query: StoredQuery, catalogue: Catalogue) -> list[str]:
    said = {
        "summary": query.title["en"],
        "description": (query.question or query.title)["en"],
        "method": "GET",
        "endpoint_in_url": False,
        "tags": [query.theme or query.group],
        **({"endpoint": catalogue.target} if catalogue.target else {}),
    }
    enumerated = [
        {parameter.name.replace("_", ""): list(parameter.choices)}
        for parameter in query.parameters
        if parameter.choices
    ]
    defaults = [
        {parameter.name.replace("_", ""): parameter.default}
        for parameter in query.parameters
        if parameter.default is not None
    ]
    said |= {key: each for key, each in (("enumerate", enumerated), ("defaults", defaults)) if each}
    return [f"#+ {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items()]
