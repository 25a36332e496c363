"""The formats of an export: word -> how its lines are arranged, who writes them, and the ending of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from vakgraph.delivery import csvw, graphs, jsonld, plain, workbook, xml
from vakgraph.delivery.about import About
from vakgraph.errors import UnknownName

Write = Callable[[Iterable[bytes], BinaryIO, About], None]
Arrange = Callable[[Iterable[bytes]], Iterator[bytes]]


def _as_they_are(lines: Iterable[bytes], out: BinaryIO, about: About) -> None:
    """Sorted lines are canonical N-Triples or N-Quads already: the SHA-256 of the file is its RDFC-1.0 digest."""
    some: list[bytes] = []
    for line in lines:
        some.append(line)
        if len(some) == 5_000:
            out.write(b"\n".join(some) + b"\n")
            some = []
    out.write(b"".join(line + b"\n" for line in some))


@dataclass(frozen=True, slots=True)
class Form:
    """One format. `arrange` gives the lines their graphs, `regrouped` says that they are sorted by graph after that.

    `strict`: its writer itself refuses what only RDF 1.2 can say, which is faster.
    """

    word: str
    name: str
    suffix: str
    write: Write
    arrange: Arrange | None = None
    regrouped: bool = False
    strict: bool = False


FORMS = {
    form.word: form
    for form in (
        Form("ttl", "Turtle", ".ttl", plain.turtle, strict=True),
        Form("nt", "N-Triples", ".nt", _as_they_are),
        Form("nq", "N-Quads", ".nq", _as_they_are, graphs.homes),
        Form("trig", "TriG", ".trig", plain.trig, graphs.first, True),
        Form("jsonld", "JSON-LD", ".jsonld", jsonld.jsonld),
        Form("rdf", "RDF/XML", ".rdf", xml.rdfxml),
        Form("ttl12", "RDF 1.2 Turtle", ".ttl12", plain.turtle12),
        Form("csvw", "CSV + CSVW", ".zip", csvw.csvw),
        Form("xlsx", "XLSX", ".xlsx", workbook.xlsx),
    )
}
_ENDINGS = {form.suffix: form.word for form in FORMS.values()} | {".xml": "rdf", ".json": "jsonld"}


def form_of(word: str | None, path: Path | None) -> Form:
    """The format that was named, or else the one that the name of the file asks for; Turtle on a stream."""
    asked = word or (_ENDINGS.get(path.suffix.casefold(), "") if path else "ttl")
    if asked in FORMS:
        return FORMS[asked]
    if word is None and path and not path.suffix:
        return FORMS["ttl"]
    listed = ", ".join(FORMS)
    name = word or (path.suffix if path else "")
    raise UnknownName(
        f'Het formaat "{name}" is er niet. Kies: {listed} (CSV komt in een .zip).',
        f'There is no format "{name}". Choose: {listed} (CSV comes in a .zip).',
    )
