"""Results of a SPARQL question as the W3C writes them: JSON, XML, CSV and TSV of SPARQL 1.1."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph.namespaces import OUTSIDE
from vakgraph.table import Cell, Table

SPACE = "http://www.w3.org/2005/sparql-results#"
# What XML 1.0 cannot say at all.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Said = Table | bool


def as_json(result: Said, cut: str = "") -> bytes:
    """`application/sparql-results+json`; a cut answer says so beside its head and its results."""
    said: dict[str, object] = {"head": {} if isinstance(result, bool) else {"vars": list(result.columns)}}
    if cut:
        said["cut"] = cut
    if isinstance(result, bool):
        said["boolean"] = result
    else:
        rows = [{name: _json(cell) for name, cell in row.items() if cell.kind != "unbound"} for row in result]
        said["results"] = {"bindings": rows}
    return (json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "replace")


def _json(cell: Cell) -> dict[str, str]:
    if cell.kind == "iri":
        return {"type": "uri", "value": cell.value}
    if cell.kind == "blank":
        return {"type": "bnode", "value": cell.value}
    more = {"xml:lang": cell.language} if cell.language else {"datatype": cell.datatype} if cell.datatype else {}
    return {"type": "literal", "value": cell.value, **more}


def as_xml(result: Said, cut: str = "") -> bytes:
    """`application/sparql-results+xml`; a cut answer says so in a comment."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<sparql xmlns="{SPACE}">']
    lines += [f"<!-- {cut.replace('--', '- -')} -->"] if cut else []
    if isinstance(result, bool):
        lines += ["<head/>", f"<boolean>{str(result).lower()}</boolean>"]
    else:
        names = "".join(f"<variable name={quoteattr(name)}/>" for name in result.columns)
        lines += [f"<head>{names}</head>", "<results>"]
        for row in result:
            bound = (
                f"<binding name={quoteattr(name)}>{_xml(cell)}</binding>"
                for name, cell in row.items()
                if cell.kind != "unbound"
            )
            lines.append(f"<result>{''.join(bound)}</result>")
        lines.append("</results>")
    return "\n".join([*lines, "</sparql>", ""]).encode("utf-8", "replace")


def _xml(cell: Cell) -> str:
    text = escape(_UNSAYABLE.sub("\ufffd", cell.value), {"\r": "&#13;"})
    if cell.kind == "iri":
        return f"<uri>{text}</uri>"
    if cell.kind == "blank":
        return f"<bnode>{text}</bnode>"
    if cell.language:
        return f"<literal xml:lang={quoteattr(cell.language)}>{text}</literal>"
    return (
        f"<literal datatype={quoteattr(cell.datatype)}>{text}</literal>"
        if cell.datatype
        else f"<literal>{text}</literal>"
    )


def as_csv(result: Said, cut: str = "") -> bytes:
    """`text/csv` as SPARQL 1.1 has it: plain values. It has no place to say that it was cut."""
    assert isinstance(result, Table)
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(result.columns)
    lines.writerows([f"_:{cell.value}" if cell.kind == "blank" else cell.value for cell in row] for row in result.rows)
    return out.getvalue().encode("utf-8", "replace")


def as_tsv(result: Said, cut: str = "") -> bytes:
    """`text/tab-separated-values`: terms as SPARQL writes them. It has no place to say that it was cut."""
    assert isinstance(result, Table)
    lines = ["\t".join(f"?{name}" for name in result.columns)]
    lines += ["\t".join(map(_term, row)) for row in result.rows]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _term(cell: Cell) -> str:
    if cell.kind == "unbound":
        return ""
    if cell.kind == "iri":
        return str(NamedNode(cell.value))
    if cell.kind == "blank":
        return str(BlankNode(cell.value))
    if cell.language:
        said = Literal(cell.value, language=cell.language)
    else:
        said = Literal(cell.value, datatype=NamedNode(cell.datatype or OUTSIDE["xsd"] + "string"))
    return str(said).replace("\t", "\\t")


Write = Callable[[Said, str], bytes]
# word -> media type, how it is written, whether it can say yes or no
TABLES: dict[str, tuple[str, Write]] = {
    "json": ("application/sparql-results+json", as_json),
    "xml": ("application/sparql-results+xml", as_xml),
    "csv": ("text/csv; charset=utf-8", as_csv),
    "tsv": ("text/tab-separated-values; charset=utf-8", as_tsv),
}
TRUTHS = ("json", "xml")
