"""Receiving a package: whatever is damaged or hostile is refused by name, what is right is put in place in one step."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import assure
import packed
import pytest
from packed import Files

from tests import receivers
from vakgraph import cli, receiving
from vakgraph.checkout import Checkout
from vakgraph.delivery import manifest as names
from vakgraph.delivery.manifest import ADDED, CHANGES, CONTEXT, MANIFEST, ONTOLOGY, REMOVED, SHAPES, SUMS
from vakgraph.errors import DataError, InputError, VakError, WriteError
from vakgraph.graph import VakGraph
from vakgraph.packaging import package, partners
from vakgraph.receiving import Receipt, placing, unpacking
from vakgraph.receiving.expected import Difference, difference, ordered
from vakgraph.table import UNBOUND, XSD, Cell, Table

DATA = "data/verzonnen.ttl"
RQ, CSV = "examples/01-projecten.rq", "examples/01-projecten.csv"
ASSURE = os.environ.get("VAKGRAPH_ASSURE") == "1"
MORE = packed.DATA + 'ex:vier a ex:Project ; rdfs:label "Vier"@nl .\n'
NEWS = "# Wijzigingen\n\n- *Project Vier* is nieuw\n\n# Changes\n\n- *Project Vier* is new\n"


@pytest.fixture(scope="module")
def whole() -> Files:
    return packed.files()


def next_one(first: Files) -> Files:
    """The package after the first one: one project more, and the answer that goes with it."""
    made = packed.files(MORE, "0.2.0", first, packed.DATA, NEWS)
    return packed.again(made, CSV, made[CSV] + b"https://example.org/vier,Vier,,\r\n")


def receive(path: Path, into: Path | None = None) -> Receipt:
    return receiving.receive(path, into, patience=None)


def refusal(path: Path) -> tuple[str, str]:
    """The sentences, in both languages, with which a package is refused."""
    try:
        receipt = receive(path)
    except VakError as error:
        assert isinstance(error, DataError | InputError)
        return error.nl, error.en
    faults = [fault for check in receipt.checks for fault in check.faults]
    assert faults and not receipt.ok
    return faults[0]


# ---- what is right


def test_a_whole_package_is_approved_as_zip_and_as_folder(whole: Files, tmp_path: Path) -> None:
    for path in (packed.zipped(whole, tmp_path / "a.zip"), packed.laid(whole, tmp_path / "folder")):
        receipt = receive(path)
        assert receipt.ok
        assert {check.name: check.count for check in receipt.checks} == {
            "sums": len(whole) - 1, "data": 12, "beside": 8, "changes": 0, "shapes": 3, "examples": 3,
        }  # fmt: skip


def test_every_common_format_of_the_data_is_counted_and_digested(whole: Files, tmp_path: Path) -> None:
    import pyoxigraph

    triples = packed.triples_of(packed.DATA)
    forms = {"nt": pyoxigraph.RdfFormat.N_TRIPLES, "rdf": pyoxigraph.RdfFormat.RDF_XML}
    more = {f"data/verzonnen.{word}": pyoxigraph.serialize(triples, format=form) or b"" for word, form in forms.items()}
    found = with_data(whole, more)
    (data,) = [check for check in receive(packed.zipped(found, tmp_path / "a.zip")).checks if check.name == "data"]
    assert data.ok and "3 bestanden" in data.nl
    cut = b"\n".join(more["data/verzonnen.nt"].split(b"\n")[1:])
    less = with_data(whole, more | {"data/verzonnen.nt": cut})
    assert refusal(packed.zipped(less, tmp_path / "b.zip"))[0].startswith("data/verzonnen.nt: het bestand heeft 11 uit")


def with_data(found: Files, more: Files) -> Files:
    """The package with its data in more formats."""

    def change(told: Any) -> None:
        for name, data in more.items():
            again = dict(told["data"][0], file=name, form=name.rpartition(".")[2], sha256=names.sha256(data))
            told["data"].append(again)
            told["files"].append({"file": name, "media_type": "text/plain", "licence": "CC-BY-4.0"})

    return packed.said({**found, **more}, change)


# ---- ways to damage a package: each is refused, and the sentence names the file


def _but(name: str) -> Callable[[Files], Files]:
    return lambda found: {each: data for each, data in found.items() if each != name}


def _plus(name: str, data: bytes = b"x") -> Callable[[Files], Files]:
    return lambda found: {**found, name: data}


def _flipped(name: str) -> Callable[[Files], Files]:
    def change(found: Files) -> Files:
        data = bytearray(found[name])
        data[len(data) // 2] ^= 1
        return {**found, name: bytes(data)}

    return change


def _text(name: str, old: str, new: str) -> Callable[[Files], Files]:
    def change(found: Files) -> Files:
        assert old.encode() in found[name]
        return packed.again(found, name, found[name].replace(old.encode(), new.encode(), 1))

    return change


def _said(change: Callable[[Any], object]) -> Callable[[Files], Files]:
    return lambda found: packed.said(found, change)


def _data(text: str) -> Callable[[Files], Files]:
    """Other data, with every list, count and digest right: only its content can be wrong."""

    def change(found: Files) -> Files:
        made = packed.files(text)
        return made | {SUMS: made[SUMS]}

    return change


BROKEN: dict[str, tuple[Callable[[Files], Files], str, str]] = {
    # way: (what is done to the files, the file that is named, a word of the sentence)
    "a byte of the data": (_flipped(DATA), DATA, "checksum"),
    "a byte of the shapes": (_flipped(SHAPES), SHAPES, "checksum"),
    "a byte of the ontology": (_flipped(ONTOLOGY), ONTOLOGY, "checksum"),
    "a byte of an answer": (_flipped(CSV), CSV, "checksum"),
    "a byte of the page": (_flipped(names.PAGE), names.PAGE, "checksum"),
    "a byte of the manifest": (_flipped(MANIFEST), MANIFEST, "checksum"),
    "a file cut to nothing": (_plus(names.README, b""), names.README, "checksum"),
    "the data gone": (_but(DATA), DATA, "ontbreekt"),
    "an answer gone": (_but(CSV), CSV, "ontbreekt"),
    "a licence gone": (_but(names.LICENCE_DATA), names.LICENCE_DATA, "ontbreekt"),
    "the checksums gone": (_but(SUMS), SUMS, "ontbreekt"),
    "the manifest gone": (_but(MANIFEST), MANIFEST, "ontbreekt"),
    "the manifest gone from the lists too": (lambda f: packed.sealed(_but(MANIFEST)(f)), MANIFEST, "ontbreekt"),
    "the data gone from the checksums too": (lambda f: packed.sealed(_but(DATA)(f)), DATA, "ontbreekt"),
    "a file more": (_plus("data/meer.ttl"), "data/meer.ttl", "hoort niet"),
    "a program more": (_plus("start.exe"), "start.exe", "hoort niet"),
    "a file more, with its checksum": (
        lambda f: packed.sealed(_plus("data/meer.ttl")(f)), "data/meer.ttl", "hoort niet"),
    "checksums of nothing": (_plus(SUMS, b""), CHANGES, "hoort niet"),
    "checksums that are none": (_plus(SUMS, b"hallo\n"), SUMS, "sha256sum"),
    "checksums in letters": (_plus(SUMS, b"z" * 64 + b"  README.md\n"), SUMS, "checksum"),
    "checksums in another code": (_plus(SUMS, "é".encode("utf-16")), SUMS, "sha256sum"),
    "a checksum twice": (lambda f: {**f, SUMS: f[SUMS] + f[SUMS].split(b"\n")[0] + b"\n"}, SUMS, "sha256sum"),
    "checksums of themselves": (lambda f: {**f, SUMS: f[SUMS] + b"0" * 64 + b"  SHA256SUMS\n"}, SUMS, "zichzelf"),
    "a checksum of what is elsewhere": (
        lambda f: {**f, SUMS: f[SUMS] + b"0" * 64 + b"  ../../etc/passwd\n"}, "../../etc/passwd", "ontbreekt"),
    "a manifest of another layout": (_said(lambda m: m.update(format=2)), MANIFEST, "indeling 2"),
    "a manifest without a layout": (_said(lambda m: m.pop("format")), MANIFEST, "manifest|leesbaar"),
    "a manifest that is no JSON": (lambda f: packed.sealed({**f, MANIFEST: b"{"}), MANIFEST, "leesbaar"),
    "a manifest that is a list": (lambda f: packed.sealed({**f, MANIFEST: b"[]"}), MANIFEST, "leesbaar"),
    "a manifest nested for ever": (
        lambda f: packed.sealed({**f, MANIFEST: b"[" * 100_000}), MANIFEST, "leesbaar"),
    "a release that is a word": (_said(lambda m: m.update(release="0.1.0")), MANIFEST, "leesbaar"),
    "a release without a date": (_said(lambda m: m["release"].pop("date")), MANIFEST, "leesbaar"),
    "a date that is none": (_said(lambda m: m["release"].update(date="ooit")), MANIFEST, "datum"),
    "a version of another package": (_said(lambda m: m["release"].update(version="0.9.9")), MANIFEST, "0.9.9"),
    "another partner": (_said(lambda m: m.update(partner="cbs")), MANIFEST, "cbs-0.1.0"),
    "a partner that is a path": (_said(lambda m: m.update(partner="../x")), MANIFEST, "naam"),
    "a previous one without checksum": (
        _said(lambda m: m.update(previous={"version": "0.0.9", "sums": "x"})), MANIFEST, "vorige"),
    "a file listed twice": (_said(lambda m: m["files"].append(m["files"][0])), MANIFEST, "twee keer"),
    "a file listed that is not there": (
        _said(lambda m: m["files"].append(dict(m["files"][0], file="x.md"))), "x.md", "ontbreekt"),
    "a file that is not listed": (_said(lambda m: m["files"].pop(0)), CHANGES, "hoort niet|noemt"),
    "a file without a licence": (_said(lambda m: m["files"][0].update(licence="")), MANIFEST, "licentie"),
    "no data at all": (_said(lambda m: m.update(data=[])), MANIFEST, "data"),
    "data in a form that is none": (_said(lambda m: m["data"].append(dict(m["data"][0], form="pdf"))), MANIFEST, DATA),
    "another checksum in the manifest": (_said(lambda m: m["data"][0].update(sha256="0" * 64)), DATA, "checksum"),
    "fewer statements than there are": (_said(lambda m: m["data"][0].update(triples=11)), DATA, "12 uitspraken"),
    "more statements than there are": (_said(lambda m: m["data"][0].update(triples=10**30)), DATA, "12 uitspraken"),
    "another digest": (_said(lambda m: m["data"][0].update(digest="0" * 64)), DATA, "vingerafdruk"),
    "one word of the data, every checksum renewed": (_text(DATA, "één", "een"), DATA, "vingerafdruk"),
    "one statement less, every checksum renewed": (_text(DATA, " ; ex:open true", ""), DATA, "11 uitspraken"),
    "data that is no Turtle": (_text(DATA, "ex:een a", "ex:een een"), DATA, "Turtle"),
    "data in other letters": (_text(DATA, "made-up", "made\x00up"), DATA, "NUL"),
    "data without names": (_data(packed.DATA + "ex:vijf ex:about [] .\n"), DATA, "zonder naam"),
    "data that breaks a rule": (_data(packed.DATA + "ex:vijf a ex:Project .\n"), SHAPES, "Een project heeft een naam"),
    "shapes that look at nothing": (_text(SHAPES, "ex:Project ;", "ex:Niemand ;"), SHAPES, "geen enkele vorm"),
    "shapes that are no Turtle": (_text(SHAPES, "a sh:NodeShape", "sh:NodeShape"), SHAPES, "Turtle"),
    "an ontology that is no Turtle": (_text(ONTOLOGY, "@prefix ex:", "prefix"), ONTOLOGY, "Turtle"),
    "a record that is no Turtle": (_text(names.DCAT, "<https", "https"), names.DCAT, "Turtle"),
    "a context that is no JSON": (_text(CONTEXT, "}", ""), CONTEXT, "JSON"),
    "a value in an answer": (_text(CSV, "1000", "1001"), RQ, "1001"),
    "a name in an answer": (_text(CSV, "Project één", "Project een"), RQ, "Project een"),
    "a row less in an answer": (_text(CSV, "https://example.org/drie,=3+4,,\r\n", ""), RQ, "2 werden verwacht"),
    "rows of an answer in another order": (
        lambda f: packed.again(f, CSV, b"".join(
            [f[CSV].split(b"\r\n")[0] + b"\r\n", *(line + b"\r\n" for line in f[CSV].split(b"\r\n")[:0:-1] if line)])),
        RQ, "rij 1"),
    "other columns in an answer": (_text(CSV, "project,label", "label,project"), RQ, "kolommen"),
    "an answer that is empty": (lambda f: packed.again(f, CSV, b""), RQ, "CSV"),
    "an answer in other letters": (lambda f: packed.again(f, CSV, b"\xff\xfe"), RQ, "CSV"),
    "a question with a mistake": (_text(RQ, "SELECT", "SELEC"), RQ, ""),
    "a question that asks another server": (
        _text(RQ, "OPTIONAL {", "SERVICE <http://127.0.0.1:9/> {"), RQ, "SERVICE"),
    "a question that changes": (lambda f: packed.again(f, RQ, b"DELETE WHERE { ?s ?p ?o }"), RQ, ""),
    "a question that is no SELECT": (lambda f: packed.again(f, RQ, b"ASK {}"), RQ, "SELECT"),
    "a question without its answer": (
        _said(lambda m: m["examples"][0].update(expected="examples/niets.csv")), "examples/niets.csv", "ontbreekt"),
    "a question that nobody lists": (_said(lambda m: m["examples"].pop(0)), CSV, "noemt dit voorbeeld niet"),
    "a rule that asks another server": (
        _text(SHAPES, "sh:property [ sh:path ex:about", 'sh:sparql [ a sh:SPARQLConstraint ; sh:select "SELECT $this'
              ' WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ] ; sh:property [ sh:path ex:about'),
        SHAPES, "SERVICE"),
    "a rule that asks another server, where pySHACL would judge": (
        _text(SHAPES, "sh:property [ sh:path ex:about", 'sh:property [ sh:path ex:about ; sh:node ex:ProjectShape ] ;'
              ' sh:sparql [ a sh:SPARQLConstraint ; sh:select "SELECT $this WHERE { SERV\\\\u0049CE'
              ' <http://127.0.0.1:9/> { $this ?p ?o } }" ] ; sh:property [ sh:path ex:about'),
        SHAPES, "SERVICE"),
}  # fmt: skip


@pytest.mark.parametrize("way", BROKEN)
def test_a_damaged_package_is_refused_and_the_sentence_names_the_file(way: str, whole: Files, tmp_path: Path) -> None:
    change, file, word = BROKEN[way]
    for path in (
        packed.zipped(change(dict(whole)), tmp_path / "pakket.zip"),
        packed.laid(change(dict(whole)), tmp_path / packed.TOP),
    ):
        if path.is_dir() and "another p" in way:
            continue  # a folder may be called anything
        if path.is_dir() and way == "a version of another package":
            continue
        nl, en = refusal(path)
        assert file in nl and file in en and nl != en
        assert any(each in nl for each in word.split("|")), nl
        assert "\n" not in nl and len(nl) < 400


def test_what_cannot_be_read_is_not_judged_any_further(whole: Files, tmp_path: Path) -> None:
    receipt = receive(packed.zipped(_text(DATA, "ex:een a", "ex:een een")(dict(whole)), tmp_path / "a.zip"))
    assert [(check.name, check.ok) for check in receipt.checks] == [("sums", True), ("data", False), ("beside", True)]


PATCHED: dict[str, tuple[Callable[[Files], Files], str, str]] = {
    "added what is not there": (
        lambda f: packed.again(f, ADDED, f[ADDED] + b"<a:a> <a:b> 1 .\n"), ADDED, "niet in de data"),
    "removed what is there": (
        lambda f: packed.again(f, REMOVED, f[REMOVED] + packed.DATA.encode()), REMOVED, "nog in de data"),
    "changes of nothing": (_said(lambda m: m.update(previous=None)), ADDED, "geen vorig pakket"),
    "changes that are no Turtle": (lambda f: packed.again(f, ADDED, b"hallo"), ADDED, "Turtle"),
}  # fmt: skip


@pytest.mark.parametrize("way", PATCHED)
def test_changes_that_do_not_fit_the_data_are_refused(way: str, whole: Files, tmp_path: Path) -> None:
    change, file, word = PATCHED[way]
    found = change(next_one(whole))
    nl, en = refusal(packed.zipped(found, tmp_path / "a.zip", "verzonnen-0.2.0"))
    assert file in nl and file in en and word in nl


# ---- ways to make a hostile zip


def _zip(found: Files, *more: tuple[zipfile.ZipInfo | str, bytes], top: str = packed.TOP) -> bytes:
    out = io.BytesIO(packed.bytes_of(found, top))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made:
        for info, data in more:
            made.writestr(info, data)
    return out.getvalue()


def _special(name: str, kind: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(f"{packed.TOP}/{name}")
    info.external_attr = (kind | 0o777) << 16
    info.create_system = 3
    return info


def _lying(found: Files) -> bytes:
    """The directory promises another content than there is."""
    data = bytearray(packed.bytes_of(found))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 16, 12345)  # the CRC of the last file
    return bytes(data)


def _locked(found: Files) -> bytes:
    data = bytearray(packed.bytes_of(found))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(mark) + at, 1)
    return bytes(data)


def _bomb(found: Files) -> bytes:
    return _zip(found, (f"{packed.TOP}/data/groot.ttl", b"\0" * (40 * 2**20)))


def _huge(found: Files) -> bytes:
    """The last file says that it unpacks to more than there may be."""
    data = bytearray(packed.bytes_of(found))
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 24, 2**31)
    return bytes(data)


def _rare(found: Files) -> bytes:
    out = io.BytesIO(packed.bytes_of(found))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_LZMA) as made:
        made.writestr(f"{packed.TOP}/x.ttl", b"x" * 100)
    return out.getvalue()


ZIPS: dict[str, tuple[Callable[[Files], bytes], str, str]] = {
    "no zip": (lambda f: b"hallo", "pakket.zip", "geen gave zip"),
    "nothing": (lambda f: b"", "pakket.zip", "geen gave zip"),
    "a zip cut in half": (lambda f: packed.bytes_of(f)[: len(packed.bytes_of(f)) // 2], "pakket.zip", "geen gave zip"),
    "an empty zip": (lambda f: _zip({}), "pakket.zip", "geen pakket"),
    "a path upward": (lambda f: _zip(f, (f"{packed.TOP}/../../boos.sh", b"x")), "../../boos.sh", "naam"),
    "a path from the root": (lambda f: _zip(f, ("/etc/boos", b"x")), "/etc/boos", "naam"),
    "a path of Windows": (lambda f: _zip(f, (f"{packed.TOP}/..\\boos.exe", b"x")), "boos.exe", "naam"),
    "a drive of Windows": (lambda f: _zip(f, ("C:/boos.exe", b"x")), "C:/boos.exe", "naam"),
    "a device of Windows": (lambda f: _zip(f, (f"{packed.TOP}/data/nul.ttl", b"x")), "nul.ttl", "naam"),
    "a hidden file": (lambda f: _zip(f, (f"{packed.TOP}/.profile", b"x")), ".profile", "naam"),
    "a name that steers a terminal": (lambda f: _zip(f, (f"{packed.TOP}/\x1b[31mrood", b"x")), "?[31mrood", "naam"),
    "a name that is very long": (lambda f: _zip(f, (f"{packed.TOP}/{'a' * 300}", b"x")), "aaa", "naam"),
    "folders for ever": (lambda f: _zip(f, (f"{packed.TOP}/{'a/' * 50}b", b"x")), "a/a/a", "naam"),
    "a link to elsewhere": (
        lambda f: _zip(f, (_special("data/link.ttl", stat.S_IFLNK), b"/etc/passwd")), "data/link.ttl", "koppeling"),
    "a pipe": (lambda f: _zip(f, (_special("data/pijp", stat.S_IFIFO), b"")), "data/pijp", "gewoon bestand"),
    "a file twice in other letters": (
        lambda f: _zip(f, (f"{packed.TOP}/readme.MD", b"x")), "readme.MD", "twee keer"),
    "a second folder": (lambda f: _zip(f, ("elders/x.ttl", b"x")), "pakket.zip", "één map"),
    "a folder with nothing in it": (lambda f: _zip(f, (f"{packed.TOP}/leeg/", b"")), "leeg/", "lege map"),
    "a folder of another name": (lambda f: packed.bytes_of(f, "cbs-0.1.0"), "pakket.zip", "cbs-0.1.0"),
    "what swells when unpacked": (_bomb, "data/groot.ttl", "zwelt"),
    "what says it is enormous": (_huge, "void.ttl", "MB"),
    "another content than its directory says": (_lying, "void.ttl", "beschadigd"),
    "an encrypted file": (_locked, "CHANGES.md", "versleuteld"),
    "a rare way of packing": (_rare, "x.ttl", "ongewone"),
}  # fmt: skip


@pytest.mark.parametrize("way", ZIPS)
def test_a_hostile_zip_is_refused_before_anything_is_written(way: str, whole: Files, tmp_path: Path) -> None:
    make, file, word = ZIPS[way]
    path = tmp_path / "pakket.zip"
    path.write_bytes(make(whole))
    nl, en = refusal(path)
    assert file in nl and file in en and nl != en
    assert any(each in nl for each in word.split("|")), nl
    assert "\x1b" not in nl and sorted(each.name for each in tmp_path.iterdir()) == ["pakket.zip"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_in_a_zip_is_refused(whole: Files, tmp_path: Path) -> None:
    path = tmp_path / "pakket.zip"
    path.write_bytes(_zip(whole, (f"{packed.TOP}/README.md", b"x")))
    assert refusal(path)[0] == "verzonnen-0.1.0/README.md: deze naam staat twee keer in het pakket."


def test_too_many_files_are_refused(whole: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST", 10)
    assert "hoogstens 10 bestanden" in refusal(packed.zipped(whole, tmp_path / "a.zip"))[0]
    assert "hoogstens 10 bestanden" in refusal(packed.laid(whole, tmp_path / "a"))[0]


def test_more_than_fits_is_refused(whole: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 3000)
    assert "groter dan" in refusal(packed.laid(whole, tmp_path / "a"))[0]


@pytest.mark.parametrize("link", ["file", "folder", "pipe"])
def test_a_link_or_a_pipe_in_a_folder_is_refused(link: str, whole: Files, tmp_path: Path) -> None:
    at = packed.laid(whole, tmp_path / "a")
    if link == "pipe":
        os.mkfifo(at / "data/vreemd")
    else:
        (at / "data/vreemd").symlink_to("/etc/passwd" if link == "file" else "/etc")
    nl, _ = refusal(at)
    assert nl.startswith("data/vreemd: ") and ("koppeling" in nl or "gewoon bestand" in nl)


def test_what_is_no_package_at_all_is_said(tmp_path: Path) -> None:
    assert "is er niet" in refusal(tmp_path / "niets.zip")[0]
    (tmp_path / "leeg").mkdir()
    assert "SHA256SUMS ontbreekt" in refusal(tmp_path / "leeg")[0]


# ---- an answer beside the expected one


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table(tuple("abc"[: len(rows[0])]), rows)


def test_an_order_is_kept_where_the_question_asks_for_one() -> None:
    assert ordered("SELECT * { ?s ?p ?o } ORDER BY ?s")
    assert not ordered('SELECT * { { SELECT ?s { ?s ?p "ORDER BY" } ORDER BY ?s } } # ORDER BY ?s')
    one, two = (Cell("iri", "https://e.org/1"),), (Cell("iri", "https://e.org/2"),)
    csv = b"a\r\nhttps://e.org/2\r\nhttps://e.org/1\r\n"
    assert difference(table(one, two), csv, True) and not difference(table(one, two), csv, False)


def test_numbers_are_the_same_in_any_spelling_and_texts_are_not() -> None:
    number, text = Cell("literal", "1.50", XSD + "decimal"), Cell("literal", "1.50")
    assert not difference(table((number,)), b"a\r\n1.5\r\n", True)
    assert difference(table((text,)), b"a\r\n1.5\r\n", True)
    assert difference(table((Cell("literal", "1.5", XSD + "decimal"),)), b"a\r\n1.51\r\n", True)
    assert not difference(table((Cell("literal", "1", XSD + "boolean"),)), b"a\r\ntrue\r\n", True)
    two = table((Cell("literal", "2.0", XSD + "decimal"),), (Cell("literal", "10", XSD + "decimal"),))
    assert not difference(two, b"a\r\n10.0\r\n2\r\n", False)


def test_no_value_is_an_empty_field_and_what_has_no_name_keeps_apart() -> None:
    assert not difference(table((UNBOUND,)), b"a\r\n\r\n", True)
    assert difference(table((Cell("literal", "x"),)), b"a\r\n\r\n", True)
    x, y = Cell("blank", "x"), Cell("blank", "y")
    assert not difference(table((x, x), (y, y)), b"a,b\r\n_:1,_:1\r\n_:2,_:2\r\n", True)
    assert difference(table((x, x), (y, y)), b"a,b\r\n_:1,_:2\r\n_:2,_:2\r\n", True)
    assert difference(table((x, y)), b"a,b\r\n_:1,_:1\r\n", True)


# ---- putting it in its place


@pytest.fixture
def two(whole: Files, tmp_path: Path) -> tuple[Path, Path]:
    """Two packages, one after the other, as zips."""
    first = packed.zipped(whole, tmp_path / "een.zip")
    return first, packed.zipped(next_one(whole), tmp_path / "twee.zip", "verzonnen-0.2.0")


def standing(into: Path) -> Files:
    """What a reader finds behind the link."""
    return unpacking.taken(into / "verzonnen")[1]


def how(receipt: Receipt) -> tuple[str, int, int]:
    assert receipt.placed
    return receipt.placed.how, receipt.placed.added, receipt.placed.removed


def test_a_package_comes_whole_then_by_its_changes_then_not_at_all(
    two: tuple[Path, Path], whole: Files, tmp_path: Path
) -> None:
    into = tmp_path / "partner"
    assert how(receive(two[0], into)) == ("whole", 0, 0)
    assert standing(into) == whole
    assert how(receive(two[1], into)) == ("patch", 2, 0)
    assert standing(into) == next_one(whole)
    before = {path: path.lstat().st_mtime_ns for path in into.rglob("*")}
    assert how(receive(two[1], into)) == ("nothing", 0, 0)
    assert {path: path.lstat().st_mtime_ns for path in into.rglob("*")} == before
    assert sorted(path.name for path in into.iterdir()) == ["verzonnen", "verzonnen-0.1.0", "verzonnen-0.2.0"]


def test_a_package_that_somebody_unzipped_by_hand_counts_as_the_previous_one(
    two: tuple[Path, Path], whole: Files, tmp_path: Path
) -> None:
    packed.laid(whole, tmp_path / "partner/van-de-mail")
    assert how(receive(two[1], tmp_path / "partner")) == ("patch", 2, 0)


def test_without_the_previous_package_the_whole_comes_and_the_receipt_says_why(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    placed = receive(two[1], tmp_path / "partner").placed
    assert placed and placed.how == "whole" and placed.nl == "het vorige pakket (0.1.0) staat hier niet"


def test_data_that_the_partner_changed_is_not_patched(two: tuple[Path, Path], whole: Files, tmp_path: Path) -> None:
    into = tmp_path / "partner"
    receive(two[0], into)
    (into / "verzonnen-0.1.0" / DATA).write_text(packed.DATA.replace("1000", "2000"), encoding="utf-8")
    placed = receive(two[1], into).placed
    assert placed and placed.how == "whole" and placed.nl == "verzonnen-0.1.0 is hier veranderd"
    assert standing(into) == next_one(whole)


def test_changes_that_do_not_lead_to_the_package_are_told(whole: Files, tmp_path: Path) -> None:
    into = tmp_path / "partner"
    receive(packed.zipped(whole, tmp_path / "een.zip"), into)
    made = next_one(whole)
    less = packed.again(made, ADDED, made[ADDED].split(b"\n")[0] + b"\n")
    placed = receive(packed.zipped(less, tmp_path / "twee.zip", "verzonnen-0.2.0"), into).placed
    assert placed and placed.how == "whole" and "leiden niet van 0.1.0 naar dit pakket" in placed.nl
    assert standing(into) == less


def test_another_package_of_the_same_version_takes_no_name_away(whole: Files, tmp_path: Path) -> None:
    into = tmp_path / "partner"
    receive(packed.zipped(whole, tmp_path / "een.zip"), into)
    other = packed.again(whole, names.README, b"# Anders\n")
    placed = receive(packed.zipped(other, tmp_path / "twee.zip"), into).placed
    assert placed and placed.folder.name == f"verzonnen-0.1.0+{names.sha256(other[SUMS])[:8]}"
    assert standing(into) == other and unpacking.taken(into / "verzonnen-0.1.0")[1] == whole


def test_an_older_package_does_not_take_the_place_of_a_newer_one(
    two: tuple[Path, Path], whole: Files, tmp_path: Path
) -> None:
    into = tmp_path / "partner"
    for path in (two[1], two[0]):
        placed = receive(path, into).placed
    assert placed and placed.how == "nothing" and placed.nl == "dit pakket is ouder dan wat er staat (verzonnen-0.2.0)"
    assert standing(into) == next_one(whole) and not (into / "verzonnen-0.1.0").exists()


def test_a_package_that_is_refused_changes_nothing(two: tuple[Path, Path], whole: Files, tmp_path: Path) -> None:
    into = tmp_path / "partner"
    receive(two[0], into)
    bad = packed.zipped(packed.again(whole, CSV, b"a\r\n"), tmp_path / "fout.zip")
    receipt = receive(bad, into)
    assert not receipt.ok and receipt.placed is None and standing(into) == whole


def test_what_is_the_partners_own_is_left_alone(two: tuple[Path, Path], whole: Files, tmp_path: Path) -> None:
    into = tmp_path / "partner"
    (into / "verzonnen").mkdir(parents=True)
    with pytest.raises(InputError, match="noem een andere map"):
        receive(two[0], into)
    with pytest.raises(InputError, match="noem de map waarin het staat"):
        receive(two[0], packed.laid(whole, tmp_path / "zelf"))
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    with pytest.raises(WriteError, match="ongeschonden"):
        receive(two[0], tmp_path / "bestand")
    assert list((into / "verzonnen").iterdir()) == []


class Stopped(BaseException):
    """What an interruption looks like from inside."""


@pytest.mark.parametrize("full", [True, False])
def test_stopped_at_any_step_the_old_package_or_the_new_one_stands_there_whole(
    full: bool, two: tuple[Path, Path], whole: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into, new, seen = tmp_path / "partner", next_one(whole), set()
    receive(two[0], into)
    for step in range(60):
        if not _stopped_at(step, two[1], into, full, monkeypatch):
            break
        found = standing(into)
        assert found in (whole, new)
        seen.add(found == new)
        assert {path.name for path in into.iterdir() if not path.name.startswith(".")} <= {
            "verzonnen", "verzonnen-0.1.0", "verzonnen-0.2.0"}  # fmt: skip
    else:
        raise AssertionError("it never came to an end")
    assert standing(into) == new and step > len(new) and False in seen
    assert not [path for path in into.iterdir() if path.name.startswith(".")]


def _stopped_at(step: int, package: Path, into: Path, full: bool, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Receive, and stop at that step of the writing: the disk is full, or the process is gone."""
    left = [step]

    def stopping(name: str, owner: Any) -> None:
        real = getattr(owner, name)

        def act(*words: Any, **more: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, "No space left on device") if full else Stopped
            return real(*words, **more)

        patch.setattr(owner, name, act)

    with monkeypatch.context() as patch:
        for name in ("put", "settle"):
            stopping(name, placing)
        for name in ("rename", "replace"):
            stopping(name, os)
        try:
            receive(package, into)
        except Stopped:
            return True
        except WriteError as error:
            assert "ongeschonden" in error.nl
            return True
    return left[0] < 0  # a full disk at the link is no fault: the folder stands there


def test_what_a_dead_process_left_is_swept_and_what_a_living_one_writes_is_not(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    into = tmp_path / "partner"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    drafts = [into / f".verzonnen-0.0.9.{number}.tmp" for number in (dead.pid, os.getppid())]
    for draft in drafts:
        packed.laid({"half": b"x"}, draft)
    receive(two[0], into)
    assert [draft.exists() for draft in drafts] == [False, True]


# ---- apart: what a package asks of it harms nobody


def test_a_question_that_never_ends_is_ended_and_named(whole: Files, tmp_path: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12)) + " }"
    found = packed.again(whole, RQ, endless.encode())
    with pytest.raises(DataError, match=f"{RQ}: dit nagaan kostte meer dan 3 seconden"):
        receiving.receive(packed.zipped(found, tmp_path / "a.zip"), patience=3)


def test_judged_apart_the_receipt_is_the_same(whole: Files, tmp_path: Path) -> None:
    path = packed.zipped(whole, tmp_path / "a.zip")
    assert receiving.receive(path) == receive(path)


# ---- the command


@pytest.fixture
def vakgraph(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("VAKGRAPH_ROOT", "/nonexistent")  # a partner has no graph

    def run(*words: object) -> tuple[int, str, str]:
        code = cli.run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return code, out, err

    yield run


def test_the_receipt_says_what_was_checked_what_changed_and_the_verdict(
    two: tuple[Path, Path], vakgraph: Any, tmp_path: Path
) -> None:
    code, out, _ = vakgraph("receive", two[1], "--into", tmp_path / "partner")
    assert code == 0
    assert "Ontvangstbewijs van twee.zip" in out and "14 uitspraken" in out and "3 voorbeeldvragen" in out
    assert "Veranderd sinds 0.1.0\n- Project Vier is nieuw\n" in out and "is new" not in out
    assert "Goedgekeurd" in out
    code, out, _ = vakgraph("receive", two[1], "--lang", "en", "--into", tmp_path / "partner")
    assert code == 0 and "- Project Vier is new" in out and "Nothing to do" in out


def test_the_receipt_for_a_program_has_the_same_in_json(two: tuple[Path, Path], vakgraph: Any) -> None:
    code, out, _ = vakgraph("receive", two[1], "--format", "json")
    said = json.loads(out)
    assert code == 0 and said["ok"] and said["previous"] == "0.1.0" and said["changes"]["en"] == ["Project Vier is new"]
    assert {check["name"]: check["ok"] for check in said["checks"]} == dict.fromkeys(
        ("sums", "data", "beside", "changes", "shapes", "examples"), True
    )


def test_several_packages_are_received_at_once(two: tuple[Path, Path], vakgraph: Any, tmp_path: Path) -> None:
    code, out, _ = vakgraph("receive", *two, "--format", "json", "--into", tmp_path / "partner")
    assert code == 0 and [each["placed"]["how"] for each in json.loads(out)] == ["whole", "patch"]


def test_a_refused_package_gives_exit_code_1_and_no_news(whole: Files, vakgraph: Any, tmp_path: Path) -> None:
    wrong = packed.zipped(_text(CSV, "1000", "1001")(dict(whole)), tmp_path / "a.zip")
    code, out, _ = vakgraph("receive", wrong)
    assert code == 1 and "✗ Vragen" in out and "Afgekeurd" in out and "Veranderd" not in out
    code, out, err = vakgraph("receive", packed.zipped(_flipped(DATA)(whole), tmp_path / "b.zip"))
    assert (code, out) == (1, "") and err.count("\n") == 1 and DATA in err
    code, _, err = vakgraph("receive", tmp_path / "niets.zip", "--lang", "en")
    assert code == 2 and "there is no such file" in err


def test_nothing_of_a_package_steers_the_terminal(whole: Files, vakgraph: Any, tmp_path: Path) -> None:
    made = next_one(whole)
    found = packed.again(made, CHANGES, b"- rood \x1b[31m en \xe2\x80\xae om\n")
    _, out, _ = vakgraph("receive", packed.zipped(found, tmp_path / "a.zip", "verzonnen-0.2.0"))
    assert "\x1b" not in out and "\u202e" not in out and "- rood" in out


# ---- the real packages, in the programs that a partner may have


def loadable(folder: Path) -> list[Path]:
    """The files that an example question is asked of."""
    return [folder / ONTOLOGY, folder / names.Manifest.read(folder / MANIFEST).data[0].file]


def wrong_in(engine: str, folder: Path, seconds: int = 120) -> list[str]:
    """The example questions that this program answers in another way than the package says, and in which way."""
    found = []
    with receivers.engine(engine, loadable(folder), seconds) as ask:
        for example in names.Manifest.read(folder / MANIFEST).examples:
            sparql = (folder / example.question).read_text(encoding="utf-8")
            try:
                told = difference(ask(sparql), (folder / example.expected).read_bytes(), ordered(sparql))
            except VakError as error:
                told = Difference(error.nl, error.en)
            found += [f"{example.name}: {told.en}"] if told else []
    return found


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib", "oxigraph"])
def test_the_questions_of_a_made_up_package_are_answered_alike(engine: str, whole: Files, tmp_path: Path) -> None:
    assert wrong_in(engine, packed.laid(whole, tmp_path / "a")) == []


@pytest.fixture(scope="module")
def research(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The package with the least in it."""
    return package(VakGraph.open(root), "knowledge-institution", tmp_path_factory.mktemp("out")).folder


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
def test_the_ten_questions_of_a_real_package_give_their_answers_in_two_engines(engine: str, research: Path) -> None:
    assert len(names.Manifest.read(research / MANIFEST).examples) == 10
    assert wrong_in(engine, research) == []


@pytest.fixture(scope="module")
def divosa(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    if not ASSURE:
        pytest.skip("in `make assure`: everything, in every program, takes minutes")
    return package(VakGraph.open(root), "divosa", tmp_path_factory.mktemp("out")).folder


ENGINES = "ten questions of the whole package, in the programs that a partner may have"


@pytest.mark.assure(ENGINES)
@pytest.mark.parametrize("engine", receivers.ENGINES)
def test_the_ten_questions_of_the_whole_package_give_their_answers_everywhere(engine: str, divosa: Path) -> None:
    with assure.trial(ENGINES):
        assert wrong_in(engine, divosa) == []


@pytest.mark.assure("every Turtle file of the whole package is valid for Jena's own reader")
def test_jena_reads_every_turtle_file_of_the_whole_package(divosa: Path) -> None:
    receivers.need_jena()
    done = receivers.jena(["riotcmd.riot", "--validate", *map(str, sorted(divosa.rglob("*.ttl")))])
    assert done.returncode == 0, done.stderr


@pytest.mark.assure("the package of every partner is received")
@pytest.mark.parametrize("partner", partners(Checkout(packed.ROOT)))
def test_the_package_of_every_partner_is_received(partner: str, tmp_path: Path, root: Path) -> None:
    if not ASSURE:
        pytest.skip("in `make assure`: a package takes a quarter of a minute")
    made = package(VakGraph.open(root), partner, tmp_path / "out")
    receipt = receiving.receive(made.archive, tmp_path / "partner")
    assert [fault for check in receipt.checks for fault in check.faults] == []
    assert how(receipt)[0] == "whole" and how(receiving.receive(made.archive, tmp_path / "partner"))[0] == "nothing"
