"""What is refused before a parser sees it: nesting that would crash it, entities, other letters than UTF-8."""

from __future__ import annotations

import re
from xml.parsers import expat

from vakgraph.errors import InputError

DEEPEST = 100  # levels of triple terms and of JSON
DEEPEST_XML = 500
_PARSED = ("Literal", "Resource", "Collection")
# What may hide a bracket in Turtle: IRIs, texts and comments.
_TURTLE = re.compile(
    rb'"""(?:"{0,2}(?:[^"\\]|\\.))*"""|\'\'\'(?:\'{0,2}(?:[^\'\\]|\\.))*\'\'\'|"(?:[^"\\\r\n]|\\.)*"|\'(?:[^\'\\\r\n]|\\.)*\''
    rb"|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\r\n]*|(<<)|(>>)",
    re.S,
)
# What expat says of a file that ends too soon: no element found, unclosed token, partial character, unclosed CDATA.
_HALF = {3, 5, 6, 20}
_TEXTS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.S)
_NO_BRACKET = bytes(set(range(256)) - set(b"[]{}"))


def check(data: bytes, form: str, name: str) -> None:
    """Raises InputError unless these bytes may be given to the parser of that form."""
    _letters(data, name)
    if form in ("ttl", "nt", "nq", "trig") and data.count(b"<<") > DEEPEST:
        _deep(_turtle_depth(data), name)
    if form == "jsonld":
        _deep(_json_depth(data), name)
    if form == "rdf":
        _xml(data, name)


def _letters(data: bytes, name: str) -> None:
    if (at := data.find(b"\x00")) >= 0:
        raise InputError(
            "in dit bestand staat het teken NUL; haal het weg, of sla het op als UTF-8.",
            "this file holds the character NUL; remove it, or save it as UTF-8.",
            name,
            _line(data, at),
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            "de letters zijn niet in UTF-8 geschreven; sla het bestand op als UTF-8.",
            "the letters are not written in UTF-8; save the file as UTF-8.",
            name,
            _line(data, error.start),
        ) from None


def _line(data: bytes, at: int) -> int:
    """The line of a byte; a lone CR ends a line, too."""
    before = data[:at]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _deep(depth: int, name: str) -> None:
    if depth > DEEPEST:
        raise _nested(DEEPEST, name)


def _nested(most: int, name: str) -> InputError:
    return InputError(
        f"dit bestand is te diep genest; hoogstens {most} diep wordt gelezen.",
        f"this file is nested too deep; at most {most} deep is read.",
        name,
    )


def _turtle_depth(data: bytes) -> int:
    """How deep triple terms stand inside each other."""
    depth = deepest = 0
    for found in _TURTLE.finditer(data):
        if found[1]:
            depth += 1
            deepest = max(deepest, depth)
        elif found[2]:
            depth = max(0, depth - 1)
    return deepest


def _json_depth(data: bytes) -> int:
    depth = deepest = 0
    for bracket in _TEXTS.sub(b"", data).translate(None, _NO_BRACKET):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _xml(data: bytes, name: str) -> None:
    """No entities, no deep nest, and well-formed to the end: one pass, in which nothing is looked up or kept."""
    parser = expat.ParserCreate()
    depth = 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        for attribute, value in attributes.items():
            if attribute.endswith(":parseType") and value not in _PARSED:
                raise _parsed(value, name, parser.CurrentLineNumber)
        if depth > DEEPEST_XML:
            raise _nested(DEEPEST_XML, name)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*declared: object) -> None:
        raise InputError(
            "RDF/XML met een DOCTYPE (en dus entiteiten) wordt niet gelezen; haal die regels weg.",
            "RDF/XML with a DOCTYPE (and so with entities) is not read; remove those lines.",
            name,
            parser.CurrentLineNumber,
        )

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _not_xml(error, depth > 0, name) from None


def _parsed(value: str, name: str, line: int) -> InputError:
    """The parser drops what stands in such an element without a word."""
    said = "".join(letter for letter in value[:40] if letter.isprintable())
    listed = ", ".join(_PARSED)
    return InputError(
        f'rdf:parseType="{said}" wordt niet gelezen; schrijf een van: {listed}.',
        f'rdf:parseType="{said}" is not read; write one of: {listed}.',
        name,
        line,
    )


def _not_xml(error: expat.ExpatError, inside: bool, name: str) -> InputError:
    said = expat.ErrorString(error.code)
    half = inside and error.code in _HALF
    nl, en = (" Het bestand houdt halverwege op.", " The file stops half-way.") if half else ("", "")
    return InputError(
        f"dit is geen geldige XML: {said}.{nl}",
        f"this is no valid XML: {said}.{en}",
        name,
        error.lineno,
        error.offset + 1,
    )
