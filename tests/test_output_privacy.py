"""What goes out tells nothing of a person: small counts are banded, what is not to be shared stays, and a scan looks.

All worlds here are made up, and so is every number, address and date in them.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from tests.export_readers import READERS
from vakgraph import delivery, exporting, turtle
from vakgraph.delivery import FORMS, About
from vakgraph.delivery.banding import BAND, banded
from vakgraph.delivery.hidden import apart
from vakgraph.delivery.scan import Leak, scan
from vakgraph.graph import VakGraph
from vakgraph.namespaces import prefixes
from vakgraph.selection import Selection

ROOT = Path(__file__).resolve().parent.parent
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in prefixes().items())
BSN, MAIL, PHONE, BORN = "111222333", "iemand@example.nl", "06-12345678", "geboren op 12-03-1980"
SECRETS = {
    "een burgerservicenummer": BSN,
    "een e-mailadres": MAIL,
    "een telefoonnummer": PHONE,
    "een geboortedatum": BORN,
}


def quads(text: str) -> list[Quad]:
    return [Quad(*triple) for triple in turtle.read_text(HEAD + text)]


def shared(text: str) -> tuple[str, int]:
    """What is left of a world, as Turtle lines without their heads, and how many bands there are."""
    fit, told = banded(quads(text))
    lines = turtle.canonical(quad.triple for quad in fit).split("\n")
    return "\n".join(line.strip(" ;") for line in lines if line.startswith("    ")), told.count


# ---- small counts


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0", "vak:participants 0"),
        ("1", f'vak:participantsBand "{BAND}"'),
        ("9", f'vak:participantsBand "{BAND}"'),
        ('"09"^^xsd:integer', f'vak:participantsBand "{BAND}"'),
        ('"7"', f'vak:participantsBand "{BAND}"'),
        ("7.0", f'vak:participantsBand "{BAND}"'),
        ('"7"^^xsd:nonNegativeInteger', f'vak:participantsBand "{BAND}"'),
        ("10", "vak:participants 10"),
        ("400", "vak:participants 400"),
    ],
)
def test_a_count_from_1_to_9_leaves_as_a_band(number: str, said: str) -> None:
    assert shared(f"finding:f vak:participants {number} .") == (said, int(BAND in said))


@pytest.mark.parametrize("word", ["participantsPlanned", "participantsReached"])
def test_both_counts_of_a_study_are_banded_each_by_its_own_name(word: str) -> None:
    assert shared(f"study:s vak:{word} 7 .") == (f'vak:{word}Band "{BAND}"', 1)


@pytest.mark.parametrize("said", ["round:r vak:applications 7", "project:p vak:caseload 7", "finding:f vak:arms 2"])
def test_other_numbers_stay_as_they_are(said: str) -> None:
    assert shared(said + " .") == (said.split(" ", 1)[1], 0)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("7 deelnemers", "1–9 deelnemers"),
        ("zeven van de 12", "1–9 van de 12"),
        ("12 (8 vrouwen, 4 mannen)", "12 (1–9 vrouwen, 1–9 mannen)"),
        ("168 dossiers (84 met, 84 zonder)", "168 dossiers (84 met, 84 zonder)"),
        ("na 6 maanden 7,5 procentpunt bij 3%", "na 6 maanden 7,5 procentpunt bij 3%"),
        ("ronde 3, groep van 3", "ronde 3, groep van 1–9"),
    ],
)
def test_the_words_of_the_source_say_the_band_as_well(words: str, left: str) -> None:
    assert shared(f'finding:f vak:participantsAsWritten "{words}"@nl .')[0] == f'vak:participantsAsWritten "{left}"@nl'


def test_all_words_of_a_banded_thing_follow_and_a_quote_that_would_change_stays_here() -> None:
    said, count = shared("""
        finding:f vak:effectText "3 van de 8 vonden werk"@nl ; vak:participants 8 ; vak:quote "bij acht mensen" .
        finding:g vak:effectText "3 van de 80 vonden werk"@nl ; vak:participants 80 ; vak:quote "acht instellingen" .
        claim:s.1 rdf:subject finding:f ; vak:quote "acht deelnemers" .
        claim:s.2 rdf:subject finding:f ; vak:quote "deed mee" .""")
    assert count == 1 and "1–9 van de 1–9 vonden werk" in said and "3 van de 80 vonden werk" in said
    assert set(re.findall(r'vak:quote "(.*)"', said)) == {"deed mee", "acht instellingen"}


def test_a_claim_that_states_the_number_states_the_band() -> None:
    said, count = shared("""
        claim:s.1 rdf:object 7 ; rdf:predicate vak:participants ; rdf:subject finding:f ; vak:quote "zeven deelnemers" .
        claim:s.2 rdf:object 7 ; rdf:predicate vak:applications ; rdf:subject round:r .
        claim:s.3 rdf:object 70 ; rdf:predicate vak:participants ; rdf:subject finding:g .
        claim:s.4 rdf:object "7 jongeren"@nl ; rdf:predicate vak:participantsAsWritten ; rdf:subject finding:h .
        finding:f vak:effectText "3 vonden werk"@nl .""")
    assert count == 1 and said.count("vak:participantsBand") == 1 and "zeven" not in said
    assert f'rdf:object "{BAND}"' in said and "rdf:object 7\n" in said and "rdf:object 70" in said
    assert '"1–9 jongeren"@nl' in said and '"1–9 vonden werk"@nl' in said
    assert "rdf:predicate vak:participantsAsWritten" in said and "rdf:predicate vak:applications" in said


def test_banding_takes_any_order_and_banding_again_changes_nothing() -> None:
    world = quads('finding:f vak:participants 8 ; vak:effectText "8 mensen"@nl . claim:s.1 rdf:subject finding:f .')
    forth, back = (set(banded(each)[0]) for each in (world, reversed(world)))
    again, told = banded(forth)
    assert forth == back == set(again)
    assert not any("8" in str(quad.object) for quad in forth), told


def test_the_band_is_a_word_that_no_spreadsheet_takes_for_a_day() -> None:
    assert BAND == "1–9" and not re.fullmatch(r"\d{1,2}[-/]\d{1,2}", BAND)


@pytest.fixture
def world(tmp_path: Path, own_cache: Path) -> Path:
    """A made-up graph with one small study, and one that is not to be shared."""
    for folder in ("ontology", "queries"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    project = tmp_path / "data" / "project"
    project.mkdir(parents=True)
    (project / "open.ttl").write_text(
        HEAD + 'project:open a vak:Project ; rdfs:label "open"@nl .\n'
        "finding:open.1 a vak:Finding ; vak:fromStudy study:open.1 ; vak:participants 8 .\n"
        "study:open.1 a vak:Study ; vak:inProject project:open ; vak:participantsReached 80 .\n"
    )
    (project / "dicht.ttl").write_text(
        HEAD + 'project:dicht a vak:Project ; vak:notToBeShared true ; rdfs:label "GEHEIM"@nl .\n'
        "finding:dicht.1 a vak:Finding ; vak:participants 80 .\n"
    )
    source = tmp_path / "data" / "source"
    source.mkdir()
    (source / "bron.ttl").write_text(
        HEAD + 'source:bron a vak:Source ; rdfs:label "bron"@nl .\n'
        'claim:bron.1 rdf:subject project:dicht ; vak:quote "GEHEIM" .\n'
    )
    return tmp_path


@pytest.mark.parametrize("form", FORMS)
def test_every_format_of_an_export_says_the_band_and_not_the_number(world: Path, form: str) -> None:
    out = io.BytesIO()
    told = VakGraph.open(world).deliver(out, Selection(thing="project:open", asserted=True), form)
    said = {(t.predicate.value.split("#")[-1], getattr(t.object, "value", "")) for t in READERS[form](out.getvalue())}
    assert told.banded == 1 and ("participantsBand", BAND) in said and ("participantsReached", "80") in said
    assert not any(name == "participants" for name, _ in said)


# ---- what is not to be shared


@pytest.mark.parametrize("what", [{}, {"kind": "project"}, {"kind": "bron"}, {"kind": "finding"}])
def test_a_selection_without_the_mark_hides_what_the_whole_graph_marks(world: Path, what: dict[str, str]) -> None:
    out = io.BytesIO()
    told = VakGraph.open(world).deliver(out, Selection(**what, asserted=True), "nt")  # type: ignore[arg-type]
    assert told.hidden and told.count
    assert b"GEHEIM" not in out.getvalue() and b"project/dicht" not in out.getvalue()


@pytest.mark.parametrize(
    "hangs",
    [
        "finding:f vak:fromStudy study:s .",
        "participation:f org:organization study:s .",
        "claim:f rdf:object study:s .",
        "claim:x.1 rdf:subject study:s . conflict:f vak:joins claim:x.1 .",
        "publication:f prov:wasDerivedFrom study:s .",
    ],
)
def test_what_hangs_on_a_hidden_thing_stays_too(hangs: str) -> None:
    whole = quads(f'study:s vak:notToBeShared true . {hangs} {hangs.rsplit(". ", 1)[-1].split()[0]} rdfs:label "x" .')
    assert list(apart(whole, whole)[0]) == []
    open_ = quads(f'study:t vak:notToBeShared true . {hangs.split()[0]} rdfs:label "x" .')
    assert [str(quad.object) for quad in apart(open_, open_)[0]] == ['"x"']


def test_what_rests_on_another_source_as_well_goes_out() -> None:
    whole = quads("source:s vak:notToBeShared true . event:e prov:wasDerivedFrom source:s , source:t ; vak:year 2020 .")
    left, stayed = apart(whole, whole)
    assert len(list(left)) == 2 and len(stayed.things) == 1


# ---- the scan


def seeded() -> list[Triple]:
    """A made-up finding for each secret, with the secret in the middle of what it says."""
    return [
        Triple(
            NamedNode(prefixes()["finding"] + f"s.{at}"),
            NamedNode(prefixes()["vak"] + "note"),
            Literal(f"vóór {secret}; na"),
        )
        for at, secret in enumerate(SECRETS.values())
    ]


def line_of(words: str, secret: str) -> int:
    return words[: words.index(secret)].count("\n") + 1


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("csvw", "xlsx")])
def test_every_secret_is_found_in_every_format_at_its_line(form: str) -> None:
    out = io.BytesIO()
    delivery.export(seeded(), out, FORMS[form], About("Verzonnen"))
    name, words = "uit" + FORMS[form].suffix, out.getvalue().decode()
    found = scan({name: out.getvalue()})
    assert {(leak.file, leak.line, leak.what) for leak in found} == {
        (name, line_of(words, secret), what) for what, secret in SECRETS.items()
    }


@pytest.mark.parametrize("form", FORMS)
def test_no_finding_repeats_the_secret(form: str) -> None:
    out = io.BytesIO()
    delivery.export(seeded(), out, FORMS[form], About("Verzonnen"))
    told = [
        leak.say(language) for leak in scan({"uit" + FORMS[form].suffix: out.getvalue()}) for language in ("nl", "en")
    ]
    assert len(told) >= 2 * len(SECRETS) and not any(secret in words for words in told for secret in SECRETS.values())


def test_every_secret_is_found_in_a_workbook_at_its_sheet_and_row() -> None:
    out = io.BytesIO()
    delivery.export(seeded(), out, FORMS["xlsx"], About("Verzonnen"))
    expected = {
        (f"uit.xlsx!{sheet.title}", number, what)
        for sheet in openpyxl.load_workbook(io.BytesIO(out.getvalue()))
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1)
        for what, secret in SECRETS.items()
        if any(secret in str(cell) for cell in row)
    }
    found = {(leak.file, leak.line, leak.what) for leak in scan({"uit.xlsx": out.getvalue()})}
    assert found == expected and {what for _, _, what in found} == set(SECRETS)


def test_every_secret_is_found_in_tables_in_an_archive_at_its_row() -> None:
    out = io.BytesIO()
    delivery.export(seeded(), out, FORMS["csvw"], About("Verzonnen"))
    with zipfile.ZipFile(out) as archive:
        words = archive.read("finding.csv").decode()
    found = {
        (leak.file, leak.line, leak.what) for leak in scan({"uit.zip": out.getvalue()}) if leak.file.endswith("csv")
    }
    assert found == {("uit.zip/finding.csv", line_of(words, secret), what) for what, secret in SECRETS.items()}


def book(*rows: list[object]) -> bytes:
    """A workbook by other hands, with shared strings."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    made.active.title = "Blad"
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


ODD = {
    "escaped.ttl": (rb'ex:a ex:b "iemand\u0040example.nl" .', "escaped.ttl", 1),
    "entity.html": (b"<p>x</p>\n<p>iemand&#64;example.nl</p>", "entity.html", 2),
    "percent.ttl": (b"<a> <b> <mailto:iemand%40example.nl> .", "percent.ttl", 1),
    "query.md": (b"zie https://example.nl/?aan=iemand@example.nl", "query.md", 1),
    "spaced.md": (b"\n\nbsn 111 222 333.", "spaced.md", 3),
    "dial.ttl": (b"<a> <b> <tel:+31612345678> .", "dial.ttl", 1),
    "name.nt": (b"<https://w3id.org/vakgraph/id/project/111222333> <a> <b> .", "name.nt", 1),
    "tight.json": (b'{"a":"https://example.nl/x","b":"111222333"}', "tight.json", 1),
    "wrapped.jsonld": (b'{\n"a": {\n  "@value": "111222333"\n}}', "wrapped.jsonld", 3),
    "typed.rdf": (
        b'<a>\n<ex:geboortedatum rdf:datatype="http://www.w3.org/2001/XMLSchema#date">1980-03-12</ex:geboortedatum>',
        "typed.rdf",
        2,
    ),
    "born.ttl": (b'ex:a <https://example.nl/geboortedatum> "1980-03-12"^^xsd:date .', "born.ttl", 1),
    "year.json": (b'{\n"geboortejaar": 1980}', "year.json", 2),
    "born.jsonld": (
        b'{\n"https://example.nl/geboortedatum": {\n "@type": "xsd:date",\n "@value": "1980-03-12"\n}}',
        "born.jsonld",
        2,
    ),
    "maker.ttl": (b'ex:a dcterms:creator "Iemand, 12-03-1980" .', "maker.ttl", 1),
    "heading.csv": (b"a,geboortedatum\r\n1,x\r\n2,1980-03-12\r\n", "heading.csv", 3),
    "lines.csv": (b'a,b\n"x\ny",1\n"p\nq",111222333\n', "lines.csv", 4),
    "bom.csv": ("\ufeffauteurs;x\nIemand 12-03-1980".replace(";", ",").encode(), "bom.csv", 2),
    "wide.csv": ("a,b\n111222333,x".encode("utf-16"), "wide.csv", 2),
    "broken.zip": (b"PK and no more", "broken.zip", 0),
    "book.xlsx": (book(["a", "b"], ["x", "y"], ["z", "tel. 06-12345678"]), "book.xlsx!Blad", 3),
    "number.xlsx": (book(["a", "b"], ["x", 111222333]), "number.xlsx!Blad", 2),
    "deep.zip": (zipped(a__zip=zipped(b__csv=b"a\n111222333\n")), "deep.zip/a.zip/b.csv", 2),
    "111222333.md": (b"niets", "111222333.md", 0),
    "SHA256SUMS": (b"ab12  data/111222333.ttl\ncd34  iemand@example.nl", "SHA256SUMS", 2),
}


@pytest.mark.parametrize("name", ODD)
def test_a_secret_in_disguise_is_found(name: str) -> None:
    data, file, line = ODD[name]
    assert (file, line) in {(leak.file, leak.line) for leak in scan({name: data})}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.ttl", 'project:p vak:zonmwNumber "111222333" ; dcat:byteSize "111222333"^^xsd:nonNegativeInteger .'),
        ("a.ttl", "<https://doi.org/10.1234/111222333> a vak:Publication . doi:10.1234 a <https://e.nl/111222333> ."),
        ("a.nt", '<a> <https://w3id.org/vakgraph/def#zonmwNumber> "111222333" .'),
        ("a.jsonld", '{"zonmwNumber": "111222333", "euroGranted": 111222333, "doi": "10.1/111222333"}'),
        (
            "a.rdf",
            '<vak:zonmwNumber rdf:datatype="http://www.w3.org/2001/XMLSchema#string">111222333</vak:zonmwNumber>',
        ),
        ("a.json", '{"file": "data/a.ttl", "bytes": 111222333, "triples": 111222333}'),
        ("a.csv", "iri,vak:zonmwNumber,toegekend bedrag (euro)\nx,111222333,111222333"),
        ("a.csv", "ding,eigenschap,waarde\nx,https://w3id.org/vakgraph/def#zonmwNumber,111222333"),
        ("a.md", "€ 111.222.333 in kst-28719-98, gm0363, van 01-02-2016 tot 2016-12-31 en 50-53500-98-001"),
        ("a.html", '<html lang="nl"><p>123456789 en 3.500.000 euro, {deelnemers} @media</p>'),
        ("SHA256SUMS", "1112223331112223331112223331112223331112223331112223331112223331  data/a.ttl"),
    ],
)
def test_codes_amounts_digests_and_addresses_raise_no_alarm(name: str, words: str) -> None:
    assert scan({name: words.encode()}) == ()


def test_a_folder_is_scanned_as_its_files_are(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.md").write_text(f"x\n{MAIL}")
    (tmp_path / "beeld.png").write_bytes(b"\x89PNG\0" + MAIL.encode())
    said = (Leak("data/a.md", 2, "een e-mailadres", "an e-mail address"),)
    assert scan(tmp_path) == said and scan(tmp_path / "data" / "a.md")[0].file == "a.md"
    assert said[0].say() == "data/a.md:2: een e-mailadres" and said[0].say("en").endswith("an e-mail address")


@pytest.mark.parametrize(
    "words", ["a" * 300_000, "1 " * 200_000, "gebo" * 60_000, "a@" * 150_000, "0" * 300_000, "a\n" * 200_000]
)
@pytest.mark.parametrize("name", ["a.md", "a.csv", "a.json"])
def test_a_long_file_is_scanned_in_no_time(name: str, words: str) -> None:
    begin = time.monotonic()
    scan({name: words.encode()})
    assert time.monotonic() - begin < 5


# ---- the graph that is shipped


def test_no_export_of_the_shipped_graph_in_any_format_holds_anything_of_a_person(
    own_cache: Path, tmp_path: Path
) -> None:
    desk = VakGraph.open(ROOT)
    chosen = list(exporting.statements(desk, Selection()))
    for form in FORMS.values():
        delivery.export(chosen, tmp_path / f"vakgraph{form.suffix}", form, exporting.about(desk, form.word))
    assert [leak.say() for leak in scan(tmp_path)] == []


def test_no_number_of_participants_in_the_shipped_graph_is_small_today(own_cache: Path) -> None:
    fit, told = banded(Quad(*triple) for triple in VakGraph.open(ROOT).asserted())
    assert len(list(fit)) and told.count == 0
