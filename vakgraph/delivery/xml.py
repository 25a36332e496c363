"""RDF/XML from sorted lines: typed properties, short names, and a refusal of what XML cannot carry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from vakgraph.delivery.about import About
from vakgraph.delivery.refusals import refused
from vakgraph.delivery.terms import STRING, blocks, iri, literal
from vakgraph.namespaces import OUTSIDE, prefixes

NAME = "RDF/XML"
RDF = OUTSIDE["rdf"]
# A cautious NCName: what every XML 1.0 reader takes.
_ELEMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*$")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RESERVED = {"RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "aboutEach"}
_RESERVED |= {"aboutEachPrefix", "bagID", "li"}
_DOTS = re.compile(r"/\.\.?(?:[/?#]|$)")  # a reader may take these steps, which makes it another address


def rdfxml(lines: Iterable[bytes], out: BinaryIO, about: About) -> None:
    """RDF/XML, one property a line."""
    known = {space: prefix for prefix, space in prefixes().items()}
    spaces = "".join(f'\n    xmlns:{prefix}="{space}"' for prefix, space in prefixes().items())
    said = f"<!-- {about.said.replace('--', '- -')} -->\n" if about.said else ""
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{said}<rdf:RDF{spaces}>\n'.encode())
    for subject, pairs in blocks(lines):
        parts = [_property(subject, predicate, value, known) for predicate, value in pairs]
        out.write(f"  <rdf:Description {_node(subject, 'about')}>\n{''.join(parts)}  </rdf:Description>\n".encode())
    out.write(b"</rdf:RDF>\n")


def _node(term: bytes, word: str) -> str:
    if term[:2] == b"_:":
        return f'rdf:nodeID="{term[2:].decode()}"'
    return f"rdf:{word}={_address(term)}"


def _address(term: bytes) -> str:
    whole = iri(term)
    if _DOTS.search(whole) or _NO_XML.search(whole):
        raise refused(NAME, "een adres met stappen of tekens die XML niet houdt", "an address XML does not keep", term)
    return quoteattr(whole)


def _property(subject: bytes, predicate: bytes, value: bytes, known: dict[str, str]) -> str:
    line = b" ".join((subject, predicate, value))
    tag, space = _tag(predicate, known, line)
    if value[:1] != b'"':
        return f"    <{tag}{space} {_node(value, 'resource')}/>\n"
    said = literal(value)
    if _NO_XML.search(said.text):
        raise refused(NAME, "een teken dat XML niet kent", "a character that XML does not know", line)
    how = f' xml:lang="{said.language}"' if said.language else ""
    how = how if said.language or said.datatype == STRING else f" rdf:datatype={_address(_named(said.datatype))}"
    return f"    <{tag}{space}{how}>{escape(said.text, {chr(13): '&#13;'})}</{tag}>\n"


def _named(datatype: str) -> bytes:
    return f"<{datatype}>".encode()


def _tag(predicate: bytes, known: dict[str, str], line: bytes) -> tuple[str, str]:
    """The name of the element, and the namespace that it must declare itself."""
    whole = iri(predicate)
    found = _LOCAL.search(whole)
    if (
        not found
        or _DOTS.search(whole)
        or _NO_XML.search(whole)
        or (whole[: found.start()] == RDF and found[0] in _RESERVED)
    ):
        raise refused(NAME, "een eigenschap die geen XML-naam is", "a property that is no XML name", line)
    space = whole[: found.start()]
    if space in known and _ELEMENT.match(found[0]):
        return f"{known[space]}:{found[0]}", ""
    return f"ns:{found[0]}", f" xmlns:ns={quoteattr(space)}"
