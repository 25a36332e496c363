"""CSV with CSVW metadata in one zip: a table for each kind, one for links, one for what fits in neither."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from io import TextIOWrapper
from typing import Any, BinaryIO

from vakgraph.delivery.about import About
from vakgraph.delivery.columns import BETWEEN, XSD, Column, Plan, heading, kept, ordered, table_of, titled
from vakgraph.delivery.scratch import scratch
from vakgraph.delivery.terms import STRING, blocks, iri
from vakgraph.delivery.zipped import zipped

LINKS, REST = "links", "overig"  # no kind is called so
METADATA = "csv-metadata.json"


def csvw(lines: Iterable[bytes], out: BinaryIO, about: About) -> None:
    """The zip; `lines` are walked three times."""
    plan = Plan.of(lines, about.language, plain=True)
    with ExitStack() as stack:
        made = _tables(lines, plan, stack)
        metadata = json.dumps(_metadata(plan, list(made), about), ensure_ascii=False, indent=1).encode() + b"\n"
        zipped(out, [(METADATA, [metadata]), *((f"{name}.csv", [file]) for name, file in made.items())])


def _tables(lines: Iterable[bytes], plan: Plan, stack: ExitStack) -> dict[str, BinaryIO]:
    """Write the rows of every table; the tables in order, each in a file without a name."""
    files: dict[str, BinaryIO] = {}
    texts: list[TextIOWrapper] = []

    def table(name: str, heads: list[str]) -> Any:
        files[name] = stack.enter_context(scratch())
        text = stack.enter_context(TextIOWrapper(files[name], encoding="utf-8", newline=""))
        texts.append(text)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(heads)
        return writer

    order = {name: list(ordered(plan, name)) for name in sorted(plan.columns)}
    wide = {name: table(name, ["iri", *(head for head, _ in _heads(plan, name))]) for name in order}
    links, rest = table(LINKS, ["iri", "property", "value"]), table(REST, ["statement"])
    for subject, said in blocks(lines):
        name = table_of(subject)
        row, others = plan.row(subject, said)
        if row:
            wide[name].writerow([iri(subject), *_cells(plan, name, order[name], row)])
        for predicate, value in others:
            link = (kept(iri(subject)), kept(iri(predicate)), kept(iri(value)))
            if all(link):
                links.writerow(link)
            else:
                rest.writerow([_line(subject, predicate, value)])
    for text in texts:
        text.flush()
    return files


def _line(subject: bytes, predicate: bytes, value: bytes) -> str:
    return (subject + b" " + predicate + b" " + value + b" .").decode()


def _cells(plan: Plan, name: str, order: list[tuple[Column, bool]], row: dict[Column, list[str]]) -> Iterable[str]:
    for column, _ in order:
        values = row.get(column, [])
        yield BETWEEN.join(values)
        if column in plan.pointed.get(name, ()):
            yield BETWEEN.join(plan.labels.get(value, value) for value in values)


def _heads(plan: Plan, name: str) -> Iterable[tuple[str, Column | None]]:
    """The headings of a table; without a column for the names of what another column points at."""
    seen: set[str] = set()
    for column, _ in ordered(plan, name):
        word = column.name if column.name not in seen else f"{column.property} {column.type}"
        seen.add(word)
        yield word, column
        if column in plan.pointed.get(name, ()):
            yield f"{word} (label)", None


def _metadata(plan: Plan, made: list[str], about: About) -> dict[str, Any]:
    """What every column means, so that a program reads the very statements back."""
    said = {"dc:title": about.title, "dc:license": about.licence, "dc:identifier": about.release}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": about.language}],
        **{key: value for key, value in said.items() if value},
        "tables": [_table(plan, name, about) for name in made],
    }


def _table(plan: Plan, name: str, about: About) -> dict[str, Any]:
    if name == REST:
        words = about.say("Wat in geen tabel past, als N-Triples.", "What fits in no table, as N-Triples.")
        columns: list[dict[str, Any]] = [_silent("statement", "statement") | {"dc:description": words}]
        return {"url": f"{name}.csv", "tableSchema": {"columns": columns}}
    columns = [_silent("iri", "iri")]
    if name == LINKS:
        value = {"name": "value", "titles": "value", "propertyUrl": "{+property}", "valueUrl": "{+value}"}
        columns += [_silent("property", "property"), value]
    else:
        columns += [_column(plan, name, at, word, each, about) for at, (word, each) in enumerate(_heads(plan, name))]
    title = {} if name == LINKS else {"dc:title": titled(name)}
    return {"url": f"{name}.csv", **title, "tableSchema": {"aboutUrl": "{+iri}", "columns": columns}}


def _silent(name: str, title: str) -> dict[str, Any]:
    """A column for people, or for the templates of others: no statement of its own."""
    return {"name": name, "titles": title, "suppressOutput": True}


def _column(plan: Plan, table: str, at: int, word: str, column: Column | None, about: About) -> dict[str, Any]:
    if column is None:
        return _silent(f"c{at}", word)
    made = {"name": f"c{at}", "titles": word, "dc:description": heading(column, about.labels)}
    made["propertyUrl"] = column.property
    if column.type == "@id":
        return made | {"valueUrl": f"{{+c{at}}}"}
    typed = column.type if column.type.startswith(XSD) and column.type != STRING else STRING
    made |= {"datatype": typed.removeprefix(XSD)}
    made |= {"lang": column.type[1:]} if column.type[:1] == "@" else {}
    return made | ({"separator": BETWEEN} if plan.columns[table][column] else {})
