"""Files that would hurt or mislead whoever reads them: what they are called, what they hold, and what must be said."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import openpyxl

from faults import tables
from faults.rows import GOOD
from faults.statements import jsonld, statements, turtle

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Bird(Protocol):
    """A server that nobody may call."""

    @property
    def url(self) -> str: ...


@dataclass(frozen=True)
class Sent:
    """A file; `say` is what the sentence must hold, `code` how the command ends."""

    what: str
    name: str
    data: Callable[[Bird], bytes]
    say: str
    code: int = 2

    def __str__(self) -> str:
        return self.what


def _fixed(data: bytes | str) -> Callable[[Bird], bytes]:
    return lambda _: data.encode() if isinstance(data, str) else data


GOOD_TTL = turtle(statements()).text
PREFIXES = "".join(line + "\n" for line in GOOD_TTL.splitlines() if line.startswith("@prefix"))
ONE = PREFIXES + 'project:fictief-x a vak:Project ; dcterms:title "{}"@nl .\n'


def _ttl(text: str) -> Callable[[Bird], bytes]:
    return _fixed(PREFIXES + text)


def _workbook(change: Callable[[openpyxl.Workbook], None] = lambda book: None) -> bytes:
    book = tables.workbook(GOOD)
    change(book)
    return tables.saved(book)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _with_part(name: str, data: bytes) -> bytes:
    return _packed({**_parts(_workbook()), name: data})


def _patched(name: str, old: bytes, new: bytes) -> bytes:
    parts = _parts(_workbook())
    assert old in parts[name], parts[name][:400]
    return _packed({**parts, name: parts[name].replace(old, new, 1)})


SHEET, BOOK, LINKS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def _bomb(size: int) -> bytes:
    """A sheet that is small as it is packed and large unpacked."""
    rows = b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"0" * size + b"</t></is></c></row></sheetData>"
    return _patched(SHEET, b"</sheetData>", rows)


def _many_parts() -> bytes:
    return _packed({**_parts(_workbook()), **{f"xl/extra{number}.xml": b"" for number in range(10_100)}})


def _locked() -> bytes:
    """An encrypted workbook as Office writes it: an OLE file that names its encrypted package."""
    return OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(1024)


def _zip_locked() -> bytes:
    """A workbook with the sign of encryption on its parts."""
    data = bytearray(_workbook())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def _cell(name: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book["Projecten"][name] = value

    return change


BILLION = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10 if before else "lol"}">'
    for before, name in zip(["", *"abcdefgh"], "abcdefghi", strict=True)
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/terms/">{}</rdf:RDF>'
)
DESCRIBED = '<rdf:Description rdf:about="urn:x"><d:title xml:lang="nl">{}</d:title></rdf:Description>'
DEEP_XML = "<d:x><rdf:Description>" * 20_000 + "</rdf:Description></d:x>" * 20_000
DEEP_TERMS = "<<( " * 20_000 + "urn:a" + " )>>" * 20_000 + " a vak:Project .\n"
DEEP_NODES = "project:fictief-x vak:p " + "[ vak:p " * 20_000 + "1" + " ]" * 20_000 + " .\n"


def _entity_workbook(url: str) -> bytes:
    parts = _parts(_workbook())
    xml = parts[SHEET].split(b"?>", 1)[-1] if parts[SHEET].startswith(b"<?xml") else parts[SHEET]
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{url}">]>'.encode()
    body = re.sub(rb"<t[^>]*>[^<]*</t>|<v>[^<]*</v>", b"<v>&e;</v>", xml, count=1)
    return _packed({**parts, SHEET: head + body})


REMOTE = [
    Sent(
        "a remote JSON-LD context",
        "a.jsonld",
        lambda bird: json.dumps({"@context": f"{bird.url}/context", "@id": "urn:x", "titel": "x"}).encode(),
        "niet opgehaald",
    ),
    Sent(
        "a remote context among others",
        "a.jsonld",
        lambda bird: json.dumps({"@context": [{"a": "urn:a"}, f"{bird.url}/context"], "@id": "urn:x"}).encode(),
        "niet opgehaald",
    ),
    Sent(
        "a remote context inside a thing",
        "a.jsonld",
        lambda bird: json.dumps({"@id": "urn:x", "urn:p": {"@context": f"{bird.url}/c", "titel": "x"}}).encode(),
        "niet opgehaald",
    ),
    Sent(
        "a context imported",
        "a.jsonld",
        lambda bird: json.dumps({"@context": {"@version": 1.1, "@import": f"{bird.url}/c"}, "@id": "urn:x"}).encode(),
        "a.jsonld",
    ),
    Sent(
        "a context of a property",
        "a.jsonld",
        lambda bird: json.dumps(
            {"@context": {"p": {"@id": "urn:p", "@context": f"{bird.url}/c"}}, "p": {"titel": "x"}}
        ).encode(),
        "niet opgehaald",
    ),
    Sent(
        "a context in a file",
        "a.jsonld",
        _fixed('{"@context": "file:///etc/passwd", "@id": "urn:x", "titel": "x"}'),
        "a.jsonld",
    ),
    Sent(
        "an XML entity on the web",
        "a.rdf",
        lambda bird: (
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "{bird.url}/e">]>' + RDF.format(DESCRIBED.format("&e;"))
        ).encode(),
        "DOCTYPE",
    ),
    Sent(
        "an XML entity of a file",
        "a.rdf",
        _fixed('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + RDF.format(DESCRIBED.format("&e;"))),
        "DOCTYPE",
    ),
    Sent(
        "an external DTD",
        "a.rdf",
        lambda bird: (f'<!DOCTYPE x SYSTEM "{bird.url}/x.dtd">' + RDF.format("")).encode(),
        "DOCTYPE",
    ),
    Sent(
        "a doctype in small letters",
        "a.rdf",
        lambda bird: (f'<!doctype x SYSTEM "{bird.url}/x.dtd">' + RDF.format("")).encode(),
        "a.rdf",
    ),
    Sent(
        "a doctype in other letters than UTF-8",
        "a.rdf",
        lambda bird: (
            '<?xml version="1.0" encoding="UTF-16"?>' + f'<!DOCTYPE x SYSTEM "{bird.url}/x.dtd">' + RDF.format("")
        ).encode("utf-16"),
        "a.rdf",
    ),
    Sent(
        "entities that grow",
        "a.rdf",
        _fixed(f"<!DOCTYPE x [{BILLION}]>" + RDF.format(DESCRIBED.format("&i;"))),
        "DOCTYPE",
    ),
    Sent("an XML entity in a workbook", "a.xlsx", lambda bird: _entity_workbook(f"{bird.url}/e"), "XML-entiteiten"),
    Sent(
        "an XML entity of a file in a workbook",
        "a.xlsx",
        lambda _: _entity_workbook("file:///etc/passwd"),
        "XML-entiteiten",
    ),
    Sent(
        "entities that grow in a workbook",
        "a.xlsx",
        lambda _: _patched(BOOK, b"<workbook ", f"<!DOCTYPE x [{BILLION}]><workbook ".encode()),
        "XML-entiteiten",
    ),
    Sent(
        "a sheet on the web",
        "a.xlsx",
        lambda bird: _patched(
            LINKS, b'Target="/xl/worksheets/sheet1.xml"', f'TargetMode="External" Target="{bird.url}/s"'.encode()
        ),
        "staat buiten de werkmap",
    ),
]

LETTERS = [
    Sent("a NUL in Turtle", "a.ttl", _fixed(ONE.format("a\0b")), "NUL"),
    Sent("a NUL by its number", "a.ttl", _fixed(ONE.format("a\\u0000b")), "NUL"),
    Sent("a NUL in JSON-LD", "a.jsonld", _fixed('{"@id": "urn:x", "urn:p": "a\\u0000b"}'), "NUL"),
    Sent("a NUL in CSV", "Projecten.csv", _fixed("Sleutel;Titel\nfictief-x;a\0b\n"), "NUL"),
    Sent("Turtle in another alphabet than UTF-8", "a.ttl", _fixed(ONE.format("caf\u00e9").encode("cp1252")), "UTF-8"),
    Sent(
        "CSV in another alphabet than UTF-8",
        "Projecten.csv",
        _fixed("Sleutel;Titel\nx;caf\u00e9\n".encode("cp1252")),
        "UTF-8",
    ),
    Sent("Turtle in UTF-16", "a.ttl", _fixed(ONE.format("x").encode("utf-16")), "a.ttl"),
    Sent("CSV in UTF-16", "Projecten.csv", _fixed("Sleutel;Titel\nx;y\n".encode("utf-16")), "Projecten.csv"),
    Sent("two byte order marks", "a.ttl", _fixed(b"\xef\xbb\xbf" * 2 + GOOD_TTL.encode()), "a.ttl"),
    Sent("half a surrogate", "a.ttl", _fixed(ONE.format("\\uD800")), "a.ttl"),
    Sent("a space in an IRI", "a.ttl", _ttl("<http://a b> a vak:Project .\n"), "a.ttl"),
    Sent("a bracket hidden in an IRI", "a.ttl", _ttl("<http://a/\\u003E> a vak:Project .\n"), "a.ttl"),
    Sent("an IRI without a base", "a.ttl", _ttl("<fictief> a vak:Project .\n"), "a.ttl"),
    Sent(
        "a day that does not exist",
        "a.ttl",
        _fixed(GOOD_TTL.replace('vak:begin "2019', 'vak:begin "2019-99-99"^^xsd:date , "2019', 1)),
        "2019-99-99",
        1,
    ),
    Sent("a language tag that is none", "a.ttl", _ttl('project:fictief-x dcterms:title "a"@n_l .\n'), "a.ttl"),
    Sent(
        "a language tag that is too long", "a.ttl", _ttl('project:fictief-x dcterms:title "a"@abcdefghijk .\n'), "a.ttl"
    ),
    Sent(
        "a very long IRI",
        "a.ttl",
        _ttl(f"<https://w3id.org/vakgraph/id/project/{'x' * 5000}> a vak:Project .\n"),
        "langer dan",
    ),
    Sent("a very long text", "a.ttl", _fixed(ONE.format("x" * (2**20 + 1))), "langer dan 1 MB"),
    Sent(
        "a prefix that begins another statement",
        "a.ttl",
        _ttl("project:fictief-x a vak:Project . } ; DROP ALL ; { .\n"),
        "a.ttl",
    ),
]

# What ends the whole process where nobody looks before a parser does.
NESTS = [
    Sent("triple terms in each other", "a.ttl", _ttl(DEEP_TERMS), "diep genest"),
    Sent("nested JSON", "a.jsonld", _fixed('{"urn:p":' * 20_000 + "1" + "}" * 20_000), "diep genest"),
    Sent("nested XML", "a.rdf", _fixed(RDF.format(DEEP_XML)), "diep genest"),
]

SIZES = [
    Sent("nested lists in JSON", "a.jsonld", _fixed("[" * 20_000 + "]" * 20_000), "diep genest"),
    Sent(
        "a field of CSV that is too long",
        "Projecten.csv",
        _fixed(f"Sleutel;Titel\nfictief-x;{'x' * 131_073}\n"),
        "Projecten.csv:2",
    ),
    Sent(
        "CSV of too many columns", "Projecten.csv", _fixed(";".join(f"k{n}" for n in range(600)) + "\n"), "500 kolommen"
    ),
    Sent(
        "CSV of too many rows", "Projecten.csv", _fixed("Sleutel;Titel\n" + "\n" * 200_010 + "x;y\n"), "200000 regels"
    ),
    Sent("a file larger than what is read", "a.ttl", _fixed(b"#" * (50 * 2**20 + 1)), "groter dan 50 MB"),
    Sent("a zip bomb", "a.xlsx", lambda _: _bomb(101 * 2**20), "uitgepakt"),
    Sent("a smaller zip bomb", "a.xlsx", lambda _: _bomb(30 * 2**20), "uitgepakt"),
    Sent("a workbook of ten thousand parts", "a.xlsx", lambda _: _many_parts(), "a.xlsx"),
    Sent(
        "a cell in the last corner of a sheet",
        "a.xlsx",
        lambda _: _workbook(_cell("XFD1048576", "x")),
        "blad Projecten",
    ),
    Sent("a cell in the last column", "a.xlsx", lambda _: _workbook(_cell("XFD2", "x")), "blad Projecten"),
    Sent("a cell in the last row", "a.xlsx", lambda _: _workbook(_cell("A1048576", "x")), "blad Projecten"),
    Sent(
        "an integer of a million digits",
        "a.ttl",
        _ttl(f"project:fictief-x a vak:Project ; vak:arms {'9' * 1_000_000} .\n"),
        "a.ttl",
        1,
    ),
    Sent("20,000 blank nodes in each other", "a.ttl", _ttl(DEEP_NODES), "20000 dingen zonder naam"),
    Sent(
        "50,000 blank nodes in a row",
        "a.nt",
        _fixed("".join(f"_:b{number} <urn:p> _:b{number + 1} .\n" for number in range(50_000))),
        "50001 dingen zonder naam",
    ),
    Sent(
        "an integer of a million digits in JSON",
        "a.jsonld",
        _fixed(f'{{"@id": "https://w3id.org/vakgraph/id/project/x", "urn:p": {"9" * 1_000_000}}}'),
        "a.jsonld",
        1,
    ),
    Sent("a text of 3 MB in RDF/XML", "a.rdf", _fixed(RDF.format(DESCRIBED.format("x\n" * 1_500_000))), "langer dan"),
]

KINDS = [
    Sent("macros by name", "a.xlsm", lambda _: _workbook(), "macro"),
    Sent("macros under another name", "a.xlsx", lambda _: _with_part("xl/vbaProject.bin", OLE), "macro"),
    Sent("an encrypted workbook", "a.xlsx", _fixed(_locked()), "wachtwoord"),
    Sent("a workbook with encrypted parts", "a.xlsx", lambda _: _zip_locked(), "wachtwoord"),
    Sent("an old workbook", "a.xls", _fixed(OLE + bytes(2048)), ".xls"),
    Sent("an old workbook under a new name", "a.xlsx", _fixed(OLE + bytes(2048)), ".xls"),
    Sent("a binary workbook", "a.xlsx", lambda _: _with_part("xl/workbook.bin", b"x"), ".xlsb"),
    Sent("another office's sheet", "a.ods", _fixed(_packed({"content.xml": b"<x/>"})), ".ods"),
    Sent("a workbook called CSV", "Projecten.csv", lambda _: _workbook(), "Projecten.csv"),
    Sent("CSV called a workbook", "a.xlsx", _fixed("Sleutel;Titel\nx;y\n"), "geen werkmap"),
    Sent("a picture called Turtle", "a.ttl", _fixed(b"\x89PNG\r\n\x1a\n" + bytes(64)), "a.ttl"),
    Sent("a web page called Turtle", "a.ttl", _fixed("<!DOCTYPE html><html><body>404</body></html>"), "a.ttl"),
    Sent("JSON that is no JSON-LD", "a.jsonld", _fixed('"zomaar"'), "hoort bij geen ding of eigenschap"),
    Sent("a file of no kind", "a.pdf", _fixed("%PDF-1.7"), "a.pdf"),
    Sent("nothing at all in CSV", "Projecten.csv", _fixed(""), "Projecten.csv", 3),
    Sent("nothing at all in Turtle", "a.ttl", _fixed(""), "a.ttl", 3),
    Sent("only spaces in JSON-LD", "a.jsonld", _fixed(" \n"), "a.jsonld"),
    Sent("nothing at all in a workbook", "a.xlsx", _fixed(""), "geen werkmap"),
    Sent("a workbook without sheets of ours", "a.xlsx", lambda _: tables.saved(openpyxl.Workbook()), "a.xlsx"),
]

HALVES = [
    Sent("Turtle that stops half-way", "a.ttl", _fixed(GOOD_TTL.encode()[: GOOD_TTL.index("vak:arms") + 6]), "a.ttl"),
    Sent(
        "Turtle that stops in a text",
        "a.ttl",
        _fixed(GOOD_TTL.encode()[: GOOD_TTL.index('wijkcoach"@nl') + 3]),
        "a.ttl",
    ),
    Sent("JSON-LD that stops half-way", "a.jsonld", _fixed(jsonld(statements()).text.encode()[:-300]), "halverwege"),
    Sent("N-Triples that stop half-way", "a.nt", _fixed("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> "), "a.nt"),
    Sent("RDF/XML that stops half-way", "a.rdf", _fixed(RDF.format(DESCRIBED.format("x"))[:-12]), "a.rdf"),
    Sent("a workbook that stops half-way", "a.xlsx", lambda _: _workbook()[:-2000], "beschadigd"),
    Sent("a workbook without its first half", "a.xlsx", lambda _: _workbook()[2000:], "beschadigd"),
    Sent(
        "a workbook with a hole in it",
        "a.xlsx",
        lambda _: _workbook()[:600] + bytes(900) + _workbook()[1500:],
        "a.xlsx",
    ),
    Sent(
        "a sheet that stops half-way", "a.xlsx", lambda _: _patched(SHEET, b"</sheetData>", b"<row"), 'blad "Projecten"'
    ),
    Sent(
        "a workbook that points at a sheet that is not there",
        "a.xlsx",
        lambda _: _packed({n: d for n, d in _parts(_workbook()).items() if n != SHEET}),
        'noemt het blad "Projecten", maar dat blad zit er niet in',
    ),
    Sent("a sheet that is no sheet", "a.xlsx", lambda _: _packed({**_parts(_workbook()), SHEET: b"<x/>"}), "Projecten"),
    Sent(
        "a row that stands there twice",
        "a.xlsx",
        lambda _: _patched(SHEET, b'<row r="2"', b'<row r="1"'),
        "dubbel of door elkaar",
    ),
    Sent(
        "CSV that stops inside quotation marks",
        "Projecten.csv",
        _fixed('Sleutel;Titel\nfictief-x;"half'),
        "aanhalingstekens",
    ),
]

# What the standard lets every reader of JSON-LD drop without a word.
CONTEXT = {
    "vak": "https://w3id.org/vakgraph/def#",
    "project": "https://w3id.org/vakgraph/id/project/",
    "titel": {"@id": "http://purl.org/dc/terms/title", "@language": "nl"},
}


def _json(**more: object) -> Callable[[Bird], bytes]:
    said = {"@context": CONTEXT, "@id": "project:fictief-x", "titel": "FICTIEF", **more}
    return _fixed(json.dumps(said, indent=1))


LOST = [
    Sent("a key nobody declared", "a.jsonld", _json(staat="loopt"), 'a.jsonld:12:2: $.staat: de sleutel "staat" staat'),
    Sent("a prefix nobody declared", "a.jsonld", _json(**{"dcterms:title": "x"}), "(http://purl.org/dc/terms/)"),
    Sent("a key with a slip", "a.jsonld", _json(titl="x"), 'Bedoelde u "titel"?'),
    Sent("a type nobody declared", "a.jsonld", _json(**{"@type": "Project"}), '$["@type"]: het type "Project"'),
    Sent("an address with a space", "a.jsonld", _json(**{"@id": "https://x/mijn artikel"}), "geen volledig adres"),
    Sent("a thing by half an address", "a.jsonld", _json(**{"@id": "fictief-x"}), '"fictief-x" is geen volledig adres'),
    Sent("a value by half an address", "a.jsonld", _json(**{"vak:p": {"@id": "x"}}), '$["vak:p"]["@id"]: "x" is geen'),
    Sent(
        "a language that is none", "a.jsonld", _json(**{"vak:p": {"@value": "x", "@language": "n n"}}), "geen taalcode"
    ),
    Sent("a word like those of JSON-LD", "a.jsonld", _json(**{"@ID": "urn:x"}), 'Bedoelde u "@id"?'),
    Sent("a thing turned round", "a.jsonld", _json(**{"@reverse": {"vak:p": {"@id": "urn:y"}}}), "niet te volgen"),
    Sent("a value of nothing", "a.jsonld", _fixed('["los", {"@id": "urn:x", "urn:p": 1}]'), "hoort bij geen ding"),
    Sent("a key that is there twice", "a.jsonld", _fixed('{"@id": "urn:x", "urn:p": 1, "urn:p": 2}'), "twee keer"),
    Sent(
        "a way of writing XML that nobody knows",
        "a.rdf",
        _fixed(
            RDF.format('<rdf:Description rdf:about="urn:x"><d:title rdf:parseType="x">x</d:title></rdf:Description>')
        ),
        'rdf:parseType="x" wordt niet gelezen',
    ),
]

SMUGGLED = [
    Sent(
        "a shape in the data",
        "a.ttl",
        _ttl("shape:Fictief a <http://www.w3.org/ns/shacl#NodeShape> .\n"),
        "vormregels horen niet in data",
    ),
    Sent(
        "a shape switched off by the data",
        "a.ttl",
        _ttl("shape:Project-title <http://www.w3.org/ns/shacl#deactivated> true .\n"),
        "vormregels horen niet in data",
    ),
    Sent(
        "a shape switched off in JSON-LD",
        "a.jsonld",
        _fixed('{"@id": "https://w3id.org/vakgraph/shape#Project", "http://www.w3.org/ns/shacl#deactivated": true}'),
        "sh:deactivated",
    ),
    Sent(
        "a shape switched off in a named graph",
        "a.trig",
        _ttl("<urn:g> { shape:Project <http://www.w3.org/ns/shacl#deactivated> true . }\n"),
        "sh:deactivated",
    ),
    Sent(
        "a milder severity",
        "a.ttl",
        _ttl("shape:Project-title <http://www.w3.org/ns/shacl#severity> <http://www.w3.org/ns/shacl#Info> .\n"),
        "sh:severity",
    ),
    Sent("a class below another", "a.ttl", _ttl("vak:Project rdfs:subClassOf vak:Case .\n"), "ontologie", 1),
    Sent(
        "another ontology",
        "a.ttl",
        lambda bird: (PREFIXES + f"<urn:o> <http://www.w3.org/2002/07/owl#imports> <{bird.url}/o.ttl> .\n").encode(),
        "a.ttl",
        1,
    ),
    Sent(
        "a claim that a thing is derived", "a.ttl", _ttl("vak:hasMunicipality vak:isDerived false .\n"), "ontologie", 1
    ),
    Sent(
        "a formula that calls",
        "a.xlsx",
        lambda bird: _workbook(_cell("B2", f'=WEBSERVICE("{bird.url}/f")')),
        "formule",
        1,
    ),
    Sent(
        "a link that calls",
        "a.xlsx",
        lambda bird: _workbook(_cell("B2", f'=HYPERLINK("{bird.url}/f","klik")')),
        "formule",
        1,
    ),
    Sent(
        "a path for a name",
        "Projecten.csv",
        _fixed("Sleutel;Titel\n../../../../tmp/ontsnapt;FICTIEF\n"),
        "Projecten.csv",
        1,
    ),
    Sent(
        "a name that leaves the folder",
        "a.ttl",
        _ttl('<https://w3id.org/vakgraph/id/project/../../../ontsnapt> a vak:Project ; dcterms:title "FICTIEF"@nl .\n'),
        "a.ttl",
        1,
    ),
    Sent(
        "a pattern without an end",
        "Projecten.csv",
        _fixed(f"Sleutel;Titel\nfictief-x;{'a' * 30_000}!\n"),
        "Projecten.csv",
        1,
    ),
    Sent(
        "a sentence for the terminal",
        "Projecten.csv",
        _fixed('Sleutel;Titel;Status\nfictief-x;FICTIEF;"\x1b[2J\x1b]0;x\x07"\n'),
        "Projecten.csv",
        1,
    ),
]
