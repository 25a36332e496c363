"""The six doors, each a function of bytes: it ends well, or with a fault in one sentence, and otherwise it breaks.

With atheris a program that looks for what breaks them:  python tests/fuzz_doors.py turtle -max_total_time=60
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

if __name__ == "__main__":
    import atheris

    sys.path.insert(0, str(Path(__file__).parent))
    with atheris.instrument_imports(include=["vakgraph"]):
        import vakgraph.adhoc
        import vakgraph.asking
        import vakgraph.intake  # noqa: F401

from pyoxigraph import Literal, NamedNode, Quad, Store

from vakgraph import asking, intake, queries
from vakgraph.adhoc import guard, prefixes, strict
from vakgraph.adhoc.limits import Limits
from vakgraph.errors import VakError
from vakgraph.queries import StoredQuery
from vakgraph.store import gate
from vakgraph.store.embedded import Counts, EmbeddedStore

X = "http://example.org/"
# What each begins with; the fuzzer goes on from there.
SEEDS: dict[str, tuple[bytes, ...]] = {
    "turtle": (
        b'@prefix a: <http://a/> . a:b a:c "d"@nl , 1.5e3 , [ a:e ( 1 "\\u00e9" ) ] ; a <x:y> .',
        b'PREFIX : <x:> :a :b """x\ny""" . << :a :b :c >> :d true . <<( :a :b _:c )>> :e "f"^^:g .',
    ),
    "nquads": (b'<x:a> <x:b> "c\\n\\u0041"@nl-NL <x:g> .\n_:a <x:b> "1"^^<x:i> .\n# end\n',),
    "jsonld": (
        b'{"@context": {"t": {"@id": "x:t", "@language": "nl"}, "@vocab": "x:"}, "@id": "x:a", "t": ["b", 1.5, null]}',
        b'[{"@id": "x:a", "@type": ["x:C"], "x:b": {"@list": [{"@value": "c", "@type": "x:d"}]}, "@reverse": {}}]',
    ),
    "tables": (
        b'\x01Sleutel;Titel;Begin\nfictief-x;"a ""b""\nc";1-2-2019\n',
        b'\x00<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="inlineStr"><is><t>Sleutel</t></is></c></row></sheetData></worksheet>',
    ),
    "sparql": (
        b"PREFIX : <x:> SELECT DISTINCT ?a (COUNT(*) AS ?n) { ?a :b+/^:c 'd'@nl . FILTER(?a<3 || REGEX(?b, '^x')) }",
        b"SELECT (GROUP_CONCAT(?a; SEPARATOR=',') AS ?t) FROM NAMED <x:g> { GRAPH ?g { _:b ?p ?a MINUS { ?a :q [] } "
        b"VALUES (?g ?x) { (<x:g> UNDEF) } { SELECT ?z { ?z ?y ?x } LIMIT 1 } } } HAVING (?t != '') # x",
    ),
    "parameter": (
        b"\x00budget",
        b"\x01http://example.org/t1",
        b"\x02GM0363, Delft",
        b"\x051-6-2016",
        b'\x07" } DROP ALL',
    ),
}
KINDS = ("thing", "concept", "municipality", "year", "integer", "date", "number", "text", "choice")


def turtle(data: bytes) -> None:
    _file(data, "a.ttl", "ttl")


def nquads(data: bytes) -> None:
    _file(data, "a.nq", "nq")


def jsonld(data: bytes) -> None:
    _file(data, "a.jsonld", "jsonld")


def tables(data: bytes) -> None:
    """CSV, or the sheet of a workbook."""
    if data[:1] == b"\x01":
        return _file(data[1:], "Projecten.csv", "csv")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in _workbook().items():
            archive.writestr(name, data[1:] if name.endswith("sheet1.xml") else part)
    return _file(out.getvalue(), "a.xlsx", "xlsx")


@cache
def _workbook() -> dict[str, bytes]:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Projecten"  # type: ignore[union-attr]
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _file(data: bytes, name: str, form: str) -> None:
    _refused(lambda: intake.read_bytes(data, name, form, lambda kind, text: f"{X}{kind}/x"))


def sparql(data: bytes) -> None:
    """What the gate lets pass the engine reads, or refuses as a mistake; rewritten it is still read."""
    typed = data.decode("utf-8", "surrogateescape")

    def asked() -> None:
        guard.check(typed, Limits(tokens=300))
        text, _ = prefixes.filled(typed)
        gate.check(text)
        try:
            made = strict.rewritten(text, lambda: [NamedNode(X + "a"), NamedNode(X + "b")])
            strict.read(text)
        except SyntaxError as error:
            raise gate.syntax_fault(text, error) from None
        except UnicodeEncodeError:
            return  # half a letter, which neither a shell nor a browser hands on
        strict.read(made)

    _refused(asked)


def parameter(data: bytes) -> None:
    """What is typed is a value or is refused; the question that it is bound in is read."""
    kind, text = KINDS[(data[:1] or b"\0")[0] % len(KINDS)], data[1:].decode("utf-8", "replace")
    query, store = _questions()[kind], _world()
    _refused(lambda: store.select(query.bind(asking.terms(store, query, {"wanted": text}))))


@cache
def _world() -> EmbeddedStore:
    store, label = Store(), NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    store.extend(Quad(NamedNode(f"{X}t{at}"), label, Literal(f"budget {at}", language="nl")) for at in range(5))
    return EmbeddedStore(store, Counts(5, 0, {}), None, [])


@cache
def _questions() -> dict[str, StoredQuery]:
    import tempfile

    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            path = Path(folder) / "tables" / f"{kind}.rq"
            path.parent.mkdir(exist_ok=True)
            more = {"thing": ", kind: intervention", "concept": ", scheme: topic", "choice": ", choices: [a, b]"}
            path.write_text(
                "#+ title: {nl: Zoek, en: Find}\n#+ question: {nl: Wat, en: What}\n#+ parameters:\n"
                f"#+   wanted: {{type: {kind}{more.get(kind, '')}, label: {{nl: Wat, en: What}}}}\n"
                "#+ columns:\n#+   found: {nl: Ding, en: Thing}\n"
                "SELECT ?found { VALUES ?wanted { UNDEF } ?found ?p ?wanted }\n",
                encoding="utf-8",
            )
            found[kind] = queries.load(path)
    return found


def _refused(deed: Callable[[], object]) -> None:
    """A fault has words in both languages, and holds nothing that moves the cursor."""
    try:
        deed()
    except VakError as fault:
        for said in (fault.nl, fault.en):
            assert said.strip(), repr(fault)
            assert not [letter for letter in said if letter < " " and letter != "\n"], repr(said)


DOORS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (turtle, nquads, jsonld, tables, sparql, parameter)
}


def main(words: list[str]) -> None:
    """atheris with one door; it ends the process itself."""
    import tempfile

    door = DOORS[words[1]]
    corpus = Path(tempfile.mkdtemp(prefix="vakgraph-fuzz-"))
    for at, seed in enumerate(SEEDS[door.__name__]):
        (corpus / str(at)).write_bytes(seed)
    atheris.Setup([words[0], *words[2:], str(corpus)], door)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
