"""The one front door for what others send: the form is told by the name, the bytes are judged, then read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from vakgraph.errors import InputError, UnknownName
from vakgraph.intake import guard, lost, nameless, opening, outward, parsing, tables
from vakgraph.intake.delivery import Delivery
from vakgraph.intake.tables import Names
from vakgraph.sheets import Row, delimited, workbook
from vakgraph.sheets import guard as sheets_guard
from vakgraph.sheets.workbook import Unread
from vakgraph.turtle.reading import BOM

# How the name of a file ends -> its form.
FORMS = {
    "ttl": "ttl",
    "turtle": "ttl",
    "nt": "nt",
    "nq": "nq",
    "trig": "trig",
    "jsonld": "jsonld",
    "rdf": "rdf",
    "csv": "csv",
    "xlsx": "xlsx",
}


def read(path: Path, names: Names, form: str | None = None, kind: str | None = None, foreign: bool = False) -> Delivery:
    """The delivery at `path` ("-" is standard input). `foreign` data is not for the graph and may hold anything."""
    chosen = _form(path, form)  # before anything is read
    data = opening.take(path)
    standard = str(path) == opening.STDIN
    base = path.resolve().as_uri() if foreign and not standard else ""
    return read_bytes(data, "stdin" if standard else path.name, chosen, names, kind, foreign, base)


def read_bytes(
    data: bytes,
    name: str,
    form: str,
    names: Names,
    kind: str | None = None,
    foreign: bool = False,
    base: str = "",
) -> Delivery:
    """The same from bytes; only foreign data may have names that are relative to `base`."""
    if form in ("csv", "xlsx"):
        return _table(data, name, form, names, kind)
    guard.check(data, form, name)
    said = parsing.triples(data.removeprefix(BOM), form, name, base)
    if foreign:
        outward.refuse(said, name)
    else:
        parsing.refuse_shapes(said, name)
    delivery = Delivery(name, form, data, tuple(said), base=base)
    if not foreign:
        nameless.refuse(delivery)
    return replace(delivery, faults=tuple(lost.remarks(delivery.document, foreign))) if form == "jsonld" else delivery


def _table(data: bytes, name: str, form: str, names: Names, kind: str | None) -> Delivery:
    rows, unread = _rows(data, name, form, kind)
    told, faults, known = tables.tell(rows, names)
    faults += [tables.unread(name, each) for each in unread]
    said = dict.fromkeys(triple for each in told for triple in each.triples)
    return Delivery(name, form, data, tuple(said), tuple(faults), tuple(told), known)


def _rows(data: bytes, name: str, form: str, kind: str | None) -> tuple[Sequence[Row], Sequence[Unread]]:
    """The rows, and the sheets that were not read."""
    if form == "xlsx":
        return workbook.tell(data, name)
    return delimited.read(data, name if "." in name else f"{name}.csv", kind), ()


def _form(path: Path, named: str | None) -> str:
    """The form that was named, or else the one that the name of the file ends in."""
    ending = (named or path.suffix).lower().lstrip(".")
    if ending in FORMS:
        return FORMS[ending]
    listed = ", ".join(dict.fromkeys(FORMS.values()))
    if named:
        near = get_close_matches(ending, FORMS, cutoff=0.5)
        raise UnknownName(f'De vorm "{named}" is er niet: kies uit {listed}.', f'No form "{named}": {listed}.', near)
    if str(path) == opening.STDIN:
        raise InputError(
            f"noem met --as wat er op stdin staat: {listed}.", f"say with --as what stands on stdin: {listed}.", "stdin"
        )
    if path.is_dir() or not path.exists():
        opening.take(path)  # says so
    return by_name(path.name)


def by_name(name: str) -> str:
    """The form that the name of a file ends in; no file is looked for."""
    ending = name.rpartition(".")[2].lower()
    if ending in FORMS:
        return FORMS[ending]
    if ending in ("xlsm", "xltm", "xls", "xlsb", "ods"):
        sheets_guard.by_name(name)
    listed = ", ".join(dict.fromkeys(FORMS.values()))
    raise InputError(
        f'aan de naam is niet te zien wat dit is; zij eindigt op een van: {listed}. Of noem het met "--as".',
        f'the name does not tell what this is; it ends in one of: {listed}. Or say it with "--as".',
        name,
    )
