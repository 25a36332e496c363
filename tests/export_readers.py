"""Reads every format of an export back into triples, by other means than those that wrote it."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from hashlib import sha256
from typing import Any
from urllib.parse import quote
from xml.parsers import expat

import openpyxl
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def digest(triples: Any) -> str:
    """The RDFC-1.0 digest of triples or quads: SHA-256 of the canonical N-Quads."""
    dataset = Dataset(each if isinstance(each, Quad) else Quad(*each) for each in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    text = serialize(list(dataset), format=RdfFormat.N_QUADS) if len(dataset) else b""
    return sha256(b"".join(sorted(text.splitlines(keepends=True)))).hexdigest()


def _plain(form: RdfFormat) -> Callable[[bytes], list[Triple]]:
    return lambda data: [quad.triple for quad in parse(data, format=form)]


def rdfxml(data: bytes) -> list[Triple]:
    """A strict XML reader sees it first: pyoxigraph forgives much."""
    expat.ParserCreate(namespace_separator=" ").Parse(data, True)
    return _plain(RdfFormat.RDF_XML)(data)


def turtle12(data: bytes) -> list[Triple]:
    """What is reified is said in three parts again."""

    def parts(triple: Triple) -> Iterator[Triple]:
        if not isinstance(triple.object, Triple):
            yield triple
            return
        for word in ("subject", "predicate", "object"):
            yield Triple(triple.subject, NamedNode(RDF + word), getattr(triple.object, word))

    return [part for triple in _plain(RdfFormat.TURTLE)(data) for part in parts(triple)]


def csvw(data: bytes) -> list[Triple]:
    """What CSVW says that a program makes of the tables, in minimal mode, and the statements of the last table."""
    found: list[Triple] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        metadata = json.loads(archive.read("csv-metadata.json"))
        for table in metadata["tables"]:
            former = csv.field_size_limit(10_000_000)  # it counts for the whole process
            rows = list(csv.reader(io.StringIO(archive.read(table["url"]).decode(), newline="")))
            csv.field_size_limit(former)
            schema = table["tableSchema"]
            assert rows[0] == [column["titles"] for column in schema["columns"]], "headings and metadata differ"
            for row in rows[1:]:
                cells = dict(zip((column["name"] for column in schema["columns"]), row, strict=True))
                if "aboutUrl" not in schema:
                    found += _plain(RdfFormat.N_TRIPLES)(cells["statement"].encode())
                for column in schema["columns"]:
                    if not column.get("suppressOutput") and cells[column["name"]]:
                        found += _cell(schema["aboutUrl"], column, cells)
    return found


def _cell(about: str, column: dict[str, Any], cells: dict[str, str]) -> Iterator[Triple]:
    subject = NamedNode(_expanded(about, cells))
    predicate = NamedNode(_expanded(column["propertyUrl"], cells))
    if "valueUrl" in column:
        yield Triple(subject, predicate, NamedNode(_expanded(column["valueUrl"], cells)))
        return
    whole = cells[column["name"]]
    for text in whole.split(column["separator"]) if "separator" in column else [whole]:
        if "lang" in column:
            yield Triple(subject, predicate, Literal(text, language=column["lang"]))
        else:
            yield Triple(subject, predicate, Literal(text, datatype=NamedNode(XSD + column["datatype"])))


def _expanded(template: str, cells: dict[str, str]) -> str:
    """A URI template of the form {+name}: what is neither reserved nor plain is written with percents."""

    def value(found: re.Match[str]) -> str:
        parts = re.split(r"(%[0-9A-Fa-f]{2})", cells[found[1]])
        return "".join(part if at % 2 else quote(part, safe="-._~:/?#[]@!$&'()*+,;=") for at, part in enumerate(parts))

    return re.sub(r"\{\+(\w+)\}", value, template)


def xlsx(data: bytes) -> list[Triple]:
    """The rows of every sheet by what the sheet of columns says of them. A formula anywhere is a failure."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(io.BytesIO(data))
    means: dict[str, list[tuple[str, str, str, str]]] = {}
    for sheet, *column in list(book["Kolommen"].iter_rows(values_only=True))[1:]:
        means.setdefault(str(sheet), []).append(tuple(str(word or "") for word in column))  # type: ignore[arg-type]
    found: list[Triple] = []
    for sheet in book.worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"], "a formula"
        rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        title = re.sub(r" \d+$", "", sheet.title)
        if title == "Overig":
            found += [triple for row in rows[1:] for triple in _plain(RdfFormat.N_TRIPLES)(row[0].encode())]
        for head, whole, sort, between in means.get(title, []):
            at = rows[0].index(head)
            for row in rows[1:]:
                for text in (row[at].split(between) if between else [row[at]]) if row[at] else []:
                    found.append(Triple(NamedNode(row[0]), NamedNode(whole), _term(text, sort)))
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _term(text: str, sort: str) -> NamedNode | Literal:
    if sort == "@id":
        return NamedNode(text)
    return Literal(text, language=sort[1:]) if sort[0] == "@" else Literal(text, datatype=NamedNode(sort))


READERS: dict[str, Callable[[bytes], list[Triple]]] = {
    "ttl": _plain(RdfFormat.TURTLE),
    "nt": _plain(RdfFormat.N_TRIPLES),
    "nq": _plain(RdfFormat.N_QUADS),
    "trig": _plain(RdfFormat.TRIG),
    "jsonld": _plain(RdfFormat.JSON_LD),
    "rdf": rdfxml,
    "ttl12": turtle12,
    "csvw": csvw,
    "xlsx": xlsx,
}
__all__ = ["READERS", "BlankNode", "digest"]
