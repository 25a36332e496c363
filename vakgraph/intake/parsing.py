"""Bytes become triples by the strict parsers; what is too long, or is a shape that came along, is refused by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from vakgraph.errors import InputError
from vakgraph.namespaces import OUTSIDE
from vakgraph.turtle.reading import refuse_nul

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
WORDS = {
    "ttl": "Turtle",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "rdf": "RDF/XML",
}
LONGEST_LITERAL, LONGEST_IRI = 2**20, 2048  # bytes of UTF-8
_SH = OUTSIDE["sh"]


def triples(data: bytes, form: str, name: str, base: str = "") -> list[Triple]:
    """Every triple once, in the order of the file; named graphs are read as one."""
    said: dict[Triple, None] = {}
    for quad in _quads(data, form, name, base):
        for term in _terms(quad.triple):
            _limit(term, name)
        said[quad.triple] = None
    return list(said)


def refuse_shapes(said: list[Triple], name: str) -> None:
    """Shapes stand in a file of their own: a delivery does not bring the rules by which it is judged."""
    for triple in said:
        for term in (triple.predicate, triple.object):
            if isinstance(term, NamedNode) and term.value.startswith(_SH):
                word = "sh:" + term.value.removeprefix(_SH)
                raise InputError(
                    f"in deze levering staat {word}; vormregels horen niet in data. Haal ze eruit.",
                    f"this delivery holds {word}; shapes do not belong in data. Take them out.",
                    name,
                )


def _quads(data: bytes, form: str, name: str, base: str) -> Iterator[Quad]:
    try:
        yield from parse(data, format=FORMATS[form], base_iri=base or None)
    except SyntaxError as error:
        raise _fault(error, form, name) from None


def _fault(error: SyntaxError, form: str, name: str) -> InputError:
    """The parser's complaint with file, line and column; what people meet most in their own words."""
    said = str(error.msg)
    if "LoadDocumentCallback" in said:
        return InputError(
            "dit bestand verwijst naar een JSON-LD-context op het web, en die wordt niet opgehaald;"
            ' zet de context zelf in het bestand, onder "@context".',
            "this file points to a JSON-LD context on the web, and that is not fetched;"
            ' put the context itself in the file, under "@context".',
            name,
        )
    detail = re.sub(r"^Parser error .*?: | \(line \d+\)$", "", said).rstrip(".")
    half = re.search(
        r"end of file|unexpected end|unexpected eof|not closed|must be followed by a comma", detail, re.IGNORECASE
    )
    nl, en = (" Het bestand houdt halverwege op.", " The file stops half-way.") if half else ("", "")
    return InputError(
        f"dit is geen geldige {WORDS[form]}: {detail}.{nl}",
        f"this is no valid {WORDS[form]}: {detail}.{en}",
        name,
        error.lineno,
        error.offset,
    )


def _terms(triple: Triple) -> Iterator[NamedNode | BlankNode | Literal]:
    """Every term of a triple, those inside triple terms as well."""
    todo = [triple]
    while todo:
        for term in todo.pop():
            if isinstance(term, Triple):
                todo.append(term)
            else:
                yield term


def _limit(term: NamedNode | BlankNode | Literal, name: str) -> None:
    if isinstance(term, Literal):
        refuse_nul(term, name)
        if len(term.value) > LONGEST_LITERAL // 4 and len(term.value.encode()) > LONGEST_LITERAL:
            begin = " ".join(term.value[:40].split())
            raise InputError(
                f'een tekst is langer dan 1 MB ("{begin}..."); een graaf is geen opslag voor documenten.',
                f'a text is longer than 1 MB ("{begin}..."); a graph is no store for documents.',
                name,
            )
    elif isinstance(term, NamedNode) and len(term.value.encode()) > LONGEST_IRI:
        raise InputError(
            f"een adres is langer dan {LONGEST_IRI} tekens ({term.value[:60]}...).",
            f"an address is longer than {LONGEST_IRI} characters ({term.value[:60]}...).",
            name,
        )
