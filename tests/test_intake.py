"""A delivery comes in by one front door: read strictly, refused by name, and every triple knows its place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from vakgraph import intake
from vakgraph.errors import InputError, UnknownName, VakError
from vakgraph.intake import Delivery, guard, opening
from vakgraph.intake.delivery import text

PROJECT = "https://w3id.org/vakgraph/id/project/r9-proef"
HEAD = "@prefix vak: <https://w3id.org/vakgraph/def#> .\n@prefix project: <https://w3id.org/vakgraph/id/project/> .\n"
ONE = "<http://a/b> <http://a/c> "
KNOWN = {("municipality", "Breda"): "https://identifier.overheid.nl/tooi/id/gemeente/gm0758"}


def names(word: str, asked: str) -> str:
    if (word, asked) in KNOWN:
        return KNOWN[word, asked]
    raise UnknownName(f'geen {word} "{asked}".', f'no {word} "{asked}".', ["Breda"])


def read(form: str, data: str | bytes, foreign: bool = False) -> Delivery:
    raw = data.encode() if isinstance(data, str) else data
    return intake.read_bytes(raw, f"levering.{form}", form, names, foreign=foreign)


def refused(form: str, data: str | bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read(form, data)
    assert caught.value.nl != caught.value.en
    return caught.value


# ---- every form


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("ttl", '<http://a/b> <http://a/c> "x" .'),
        ("nt", '<http://a/b> <http://a/c> "x" .\n'),
        ("nq", '<http://a/b> <http://a/c> "x" <http://a/g> .\n<http://a/b> <http://a/c> "x" <http://a/h> .\n'),
        ("trig", '<http://a/g> { <http://a/b> <http://a/c> "x" }'),
        ("jsonld", '{"@id": "http://a/b", "http://a/c": "x"}'),
        (
            "rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">'
            '<rdf:Description rdf:about="http://a/b"><a:c>x</a:c></rdf:Description></rdf:RDF>',
        ),
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_every_form_gives_the_same_triple_with_or_without_a_byte_order_mark(form: str, data: str, mark: bytes) -> None:
    (triple,) = read(form, mark + data.encode()).triples
    assert (text(triple.subject), triple.predicate.value, text(triple.object)) == ("http://a/b", "http://a/c", "x")


def test_the_name_of_a_file_tells_its_form_and_as_goes_before_it(tmp_path: Path) -> None:
    path = tmp_path / "levering.TTL"
    path.write_text(f"{ONE} 1 .")
    assert intake.read(path, names).form == "ttl"
    assert intake.read(path, names, form="trig").form == "trig"
    with pytest.raises(InputError, match=r"eindigt op een van: ttl, nt, nq, trig, jsonld, rdf, csv, xlsx"):
        (tmp_path / "levering.dat").write_text("x")
        intake.read(tmp_path / "levering.dat", names)
    with pytest.raises(UnknownName, match="Bedoelde u ttl"):
        intake.read(path, names, form="tll")


def test_standard_input_needs_to_be_told_what_it_is() -> None:
    with pytest.raises(InputError, match="--as"):
        intake.read(Path("-"), names)


@pytest.mark.parametrize("what", ["er-is-niets.ttl", "."])
def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, what: str) -> None:
    with pytest.raises(InputError) as caught:
        intake.read(tmp_path / what, names)
    assert "\n" not in caught.value.nl


# ---- what is refused


@pytest.mark.parametrize(
    ("form", "data", "said", "where"),
    [
        ("ttl", f"{ONE}<http://a/b c> .", "Invalid IRI", "levering.ttl:1:"),
        ("ttl", f"\n{ONE}<b> .", "IRI", "levering.ttl:2:"),
        ("ttl", f'{ONE}"x"@abcdefghijklm .', "eight characters", "levering.ttl:1:"),
        ("ttl", f'{ONE}"x', "halverwege", "levering.ttl:1:"),
        ("trig", f"<http://a/g> {{ {ONE} 1 ", "halverwege", "levering.trig:1:"),
        ("jsonld", '{"@id": "http://a/b", "http://a/c": "x"', "halverwege", "levering.jsonld:1:"),
        (
            "rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<a',
            "halverwege",
            "levering.rdf:2",
        ),
        ("ttl", f'{ONE}"a\x00b" .', "teken NUL", "levering.ttl:1"),
        ("ttl", f'{ONE}"a\\u0000b" .', "teken NUL", "levering.ttl"),
        ("ttl", f'{ONE}"caf'.encode() + b'\xe9" .', "UTF-8", "levering.ttl:1"),
        ("ttl", "x".encode("utf-16"), "", "levering.ttl"),
        ("jsonld", '{"@context": "https://example.org/c", "@id": "http://a/b"}', "wordt niet opgehaald", ""),
        ("jsonld", '{"@context": {"@import": "https://example.org/c"}, "@id": "http://a/b"}', "niet opgehaald", ""),
        ("rdf", '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "b">]><x/>', "DOCTYPE", "levering.rdf:2"),
        ("ttl", f"{ONE}<http://a/{'b' * 3000}> .", "langer dan 2048", ""),
        ("ttl", f'{ONE}"{"b" * (2**20 + 1)}" .', "langer dan 1 MB", ""),
        ("ttl", "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://a/b> a sh:NodeShape .", "sh:NodeShape", ""),
        ("ttl", "<http://a/b> <http://www.w3.org/ns/shacl#deactivated> true .", "sh:deactivated", ""),
    ],
)
def test_what_may_not_enter_is_refused_by_name_and_place(form: str, data: str | bytes, said: str, where: str) -> None:
    fault = refused(form, data)
    assert said in fault.nl
    assert fault.where.startswith(where)


def test_shapes_may_come_along_in_data_that_is_not_for_the_graph() -> None:
    data = "<http://a/b> <http://www.w3.org/ns/shacl#deactivated> true ."
    assert len(read("ttl", data, foreign=True).triples) == 1


DEEP = {
    "ttl": lambda n: f"{ONE}" + "<<( <http://a/b> <http://a/c> " * n + "1" + " )>>" * n + " .",
    "jsonld": lambda n: '{"http://a/c":[' * n + "1" + "]}" * n,
    "rdf": lambda n: (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">'
        + "<a:X><a:p>" * n
        + "</a:p></a:X>" * n
        + "</rdf:RDF>"
    ),
}


@pytest.mark.parametrize("form", DEEP)
def test_a_deep_nest_is_refused_before_a_parser_falls_over_it(form: str) -> None:
    begin = time.monotonic()
    assert "diep genest" in refused(form, DEEP[form](20_000)).nl
    assert time.monotonic() - begin < 5
    assert read(form, DEEP[form](20)).triples


SLOW = [
    ("rdf", b'<"' * 2_000_000),
    ("ttl", b'<<"' * 1_000_000),
    ("jsonld", b'["' * 1_000_000),
    ("ttl", b'"""<<' * 500_000),
]


@pytest.mark.parametrize(("form", "data"), SLOW, ids=[form for form, _ in SLOW])
def test_a_file_made_to_be_slow_is_refused_soon(form: str, data: bytes) -> None:
    begin = time.monotonic()
    refused(form, data)
    assert time.monotonic() - begin < 10


def test_brackets_inside_texts_and_comments_are_no_nest() -> None:
    texts = " , ".join(f'"{"<<" * 30}{number}"' for number in range(50))
    assert len(read("ttl", f"# {'<<' * 200}\n{ONE}{texts} .").triples) == 50
    assert len(read("jsonld", '{"@id": "http://a/b", "http://a/c": "%s"}' % ("[{" * 500)).triples) == 1


def test_a_deep_nest_in_one_process_does_not_end_it() -> None:
    """The crash this guards against ends the whole program, so it is tried in a program of its own."""
    script = (
        "from vakgraph import intake\n"
        "data = b'<http://a/b> <http://a/c> ' + b'<<( <http://a/b> <http://a/c> ' * 200000\n"
        "try: intake.read_bytes(data, 'x.ttl', 'ttl', None)\n"
        "except Exception as error: print(type(error).__name__)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "InputError\n")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 10)
    (tmp_path / "groot.ttl").write_text(f"{ONE} 1 .")
    with pytest.raises(InputError, match="groter dan"):
        intake.read(tmp_path / "groot.ttl", names)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "levering.ttl"
    path.write_text(f"{ONE} 1 .")
    limited = opening._limited

    def meanwhile(data: bytes, name: str) -> bytes:
        path.write_text(f"{ONE} 2 . # langer")
        return limited(data, name)

    monkeypatch.setattr(opening, "_limited", meanwhile)
    with pytest.raises(InputError, match="veranderde terwijl"):
        intake.read(path, names)


def test_another_file_put_in_its_place_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = tmp_path / "levering.ttl", tmp_path / "andere.ttl"
    path.write_text(f"{ONE} 1 .")
    other.write_text(f"{ONE} 1 .")
    limited = opening._limited

    def meanwhile(data: bytes, name: str) -> bytes:
        os.replace(other, path)
        return limited(data, name)

    monkeypatch.setattr(opening, "_limited", meanwhile)
    with pytest.raises(InputError, match="veranderde terwijl"):
        intake.read(path, names)


def test_a_lone_carriage_return_ends_a_line() -> None:
    delivery = read("ttl", f"# kop\r{ONE}1 .\r# voet\r{ONE}2 .\r")
    assert len(delivery.triples) == 2
    assert delivery.place("http://a/b", "http://a/c", "2").line == 4
    assert guard._line(b"a\rb\r\nc", 5) == 3


def test_rdflib_never_sees_what_others_send() -> None:
    script = (
        "import sys; from vakgraph import intake\n"
        "intake.read_bytes(b'<http://a/b> <http://a/c> 1 .', 'x.ttl', 'ttl', None)\n"
        "print('rdflib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# ---- what the standard lets every reader of JSON-LD drop


S = {"@id": "http://a/s"}
# What is said of S, why nothing is read of it, and at which path.
DROPPED = [
    ({"http://v/p": {"@value": "x", "@language": "n n"}}, '"n n" is geen taalcode', '$["http://v/p"]["@language"]'),
    ({"@context": {"@language": "n n"}, "http://v/p": "x"}, '"n n" is geen taalcode', '$["http://v/p"]'),
    ({"@context": {"t": {"@id": "http://v/t", "@language": "n n"}}, "t": "x"}, '"n n" is geen taalcode', "$.t"),
    (
        {"@context": {"t": {"@id": "http://v/t", "@container": "@language"}}, "t": {"n n": "x"}},
        "taalcode",
        '$.t["n n"]',
    ),
    ({"@id": "http://a/s t", "http://v/p": "x"}, '"http://a/s t" is geen volledig adres', '$["@id"]'),
    ({"@id": "s", "http://v/p": "x"}, '"s" is geen volledig adres', '$["@id"]'),
    ({"@id": "@s", "http://v/p": "x"}, '"@s" is geen volledig adres', '$["@id"]'),
    ({"http://v/p": {"@id": "s"}}, '"s" is geen volledig adres', '$["http://v/p"]["@id"]'),
    ({"http://v/p": [1, {"@id": "http://a/x y"}]}, "is geen volledig adres", '$["http://v/p"][1]["@id"]'),
    ({"http://v/p": {"@list": [None, {"@id": "s"}]}}, "is geen volledig adres", '$["http://v/p"]["@list"][1]["@id"]'),
    ({"@context": {"t": {"@id": "http://v/t", "@type": "@id"}}, "t": "zomaar"}, '"zomaar" is geen volledig', "$.t"),
    ({"http://v/p q": "x"}, '"http://v/p q" is geen volledig adres', '$["http://v/p q"]'),
    ({"_:p": "x"}, '"_:p" is geen volledig adres', '$["_:p"]'),
    ({"@type": "Foo"}, 'het type "Foo" staat niet in de @context', '$["@type"]'),
    ({"@type": ["http://a/T", "http://a/x y"]}, "is geen volledig adres", '$["@type"][1]'),
    ({"staat": "x"}, 'de sleutel "staat" staat niet in de @context', "$.staat"),
    ({"staat": {"http://v/p": {"@id": "http://a/t"}}}, 'de sleutel "staat" staat niet', "$.staat"),
    ({"@context": {"titel": "http://v/t"}, "titl": "x"}, 'Bedoelde u "titel"?', "$.titl"),
    ({"@context": {"t": "los"}, "t": "x"}, 'de @context geeft "t" geen volledig adres', "$.t"),
    ({"@context": {"@vocab": ""}, "t": "x"}, 'de sleutel "t" staat niet', "$.t"),
    ({"ex:p": "x"}, 'het voorvoegsel van "ex:p" staat niet in de @context', '$["ex:p"]'),
    ({"http://v/p": {"@id": "project:x"}}, "Zet het erbij (https://w3id.org/vakgraph/id/project/)", ""),
    ({"@ID": "x"}, 'Bedoelde u "@id"?', '$["@ID"]'),
    ({"http://v/p": {"@value": "x", "@foo": "y"}}, '"@foo" is hier geen woord', '$["http://v/p"]["@foo"]'),
    ({"http://v/p": {"@value": "x", "@direction": "ltr"}}, "schrijfrichting", '$["http://v/p"]["@direction"]'),
    ({"http://v/p": {"@language": "nl"}}, "hoort bij geen ding of eigenschap", '$["http://v/p"]'),
    ({"@graph": ["x"], "@id": "http://a/g"}, "hoort bij geen ding of eigenschap", '$["@graph"][0]'),
    ({"@graph": [{"@value": "x"}], "@id": "http://a/g"}, "hoort bij geen ding of eigenschap", '$["@graph"][0]'),
    ({"@reverse": {"http://v/p": {"@id": "http://a/t"}}}, 'gebruikt "@reverse" op een manier', '$["@reverse"]'),
    ({"@nest": {"http://v/p": 1}}, 'gebruikt "@nest" op een manier', '$["@nest"]'),
    ({"http://v/p": {"@list": [["x"], "y"]}}, 'gebruikt "@list" op een manier', '$["http://v/p"]["@list"][0]'),
    ({"@context": {"T": {"@id": "http://v/T", "@context": {}}}, "@type": "T"}, "niet te volgen", '$["@context"].T'),
    ({"@context": {"ex": "http://v/", "@vocab": "ex:"}, "t": "x"}, "hiervan wordt niet alles gelezen", "$.t"),
]


@pytest.mark.parametrize(("more", "said", "path"), DROPPED)
def test_what_json_ld_would_drop_is_refused_with_its_path(more: dict[str, object], said: str, path: str) -> None:
    fault = refused("jsonld", json.dumps(S | more, indent=1))
    assert said in fault.nl and path in fault.nl
    assert fault.line and fault.line > 1 and fault.column
    assert fault.nl.rstrip().endswith((".", "?")) and len(fault.nl) < 500


# What the standard lets a reader skip, and no sender loses by it.
KEPT = [
    {"http://v/p": [None, {"@value": None}, "x"], "staat": None, "leeg": [], "@type": []},
    {"@context": {"@vocab": "http://v/"}, "t": "x", "@type": "T", "@index": "x"},
    {"@context": {"t": "ex:t", "ex": "http://v/"}, "t": "x"},
    {"@context": {"id": "@id", "soort": "@type"}, "soort": "http://v/T"},
    {"@context": {"t": {"@id": "http://v/t", "@container": "@language"}}, "t": {"nl": ["x", None], "@none": "y"}},
    {"@context": {"@language": "nl", "t": {"@id": "http://v/t", "@language": None}}, "t": "x", "http://v/p": "y"},
    {"@context": {"t": {"@id": "http://v/t", "@type": "@json"}}, "t": {"a": [1, {"b": None}]}},
    {"@context": {"@language": "n n"}, "http://v/p": [1, 1.5, True]},
    {"http://v/p": [["x"], ["y", ["z"]]], "http://v/q": {"@set": ["x", {"@list": [None, 1]}]}},
    {"http://v/p": [1e400, 1.0, 1, -0.0, 12345678901234567890123, "1"]},
    {"http://v/p": [{"@value": "x", "@language": "NL"}, {"@value": "x", "@language": "nl"}]},
    {"http://v/p": [{}, {"@id": "_:b", "http://v/q": "x"}, {"@id": "mailto:x"}, {"@id": "urn:x"}]},
    {"@graph": [{"@id": "http://a/t", "http://v/p": "x"}]},
]


@pytest.mark.parametrize("more", KEPT)
def test_what_json_ld_keeps_is_read_without_a_word(more: dict[str, object]) -> None:
    delivery = read("jsonld", json.dumps(S | more).replace("Infinity", "1e400"))
    assert delivery.triples and not delivery.faults


def test_every_place_where_something_is_dropped_is_counted() -> None:
    fault = refused("jsonld", json.dumps([S | {"staat": n} for n in range(9)], indent=1))
    assert fault.where == "levering.jsonld:4:3"
    assert fault.nl.endswith("Ook op 8 andere plekken wordt iets niet gelezen (regel 8, 12, 16, 20, 24, ...).")
    assert fault.en.endswith("In 8 other places something is not read (line 8, 12, 16, 20, 24, ...).")


def test_a_key_that_stands_twice_is_refused_at_the_second() -> None:
    fault = refused("jsonld", '{"@id": "http://a/s",\n"http://v/p": 1,\n"http://v/p": 2}')
    assert fault.where == "levering.jsonld:3:15" and "twee keer" in fault.nl


def test_a_key_that_the_context_calls_nothing_is_left_out_aloud() -> None:
    delivery = read("jsonld", json.dumps(S | {"@context": {"n": None}, "n": "notitie", "http://v/p": 1}))
    (fault,) = delivery.faults
    assert fault.remark and fault.place.path == "$.n"
    assert fault.nl == 'de @context zegt dat "n" niets betekent; wat erachter staat is niet gelezen.'
    assert len(delivery.triples) == 1


def test_data_that_is_not_for_the_graph_may_hold_keys_without_meaning_but_no_bad_address() -> None:
    (fault,) = read("jsonld", json.dumps(S | {"staat": "x", "http://v/p": 1}), foreign=True).faults
    assert fault.remark and "staat niet in de @context" in fault.nl
    for more in ({"http://v/p": {"@value": "x", "@language": "n n"}}, {"@id": "a b", "http://v/p": 1}, {"sh:or": 1}):
        with pytest.raises(InputError):
            read("jsonld", json.dumps(S | more), foreign=True)


def test_rdf_xml_in_a_way_that_the_parser_drops_is_refused() -> None:
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">\n'
        '<rdf:Description rdf:about="http://a/b"><a:c rdf:parseType="{}">x</a:c></rdf:Description></rdf:RDF>'
    )
    assert read("rdf", data.format("Literal")).triples
    fault = refused("rdf", data.format("anders"))
    assert fault.where == "levering.rdf:2" and 'rdf:parseType="anders" wordt niet gelezen' in fault.nl


# ---- what has no name, and what calls out


@pytest.mark.parametrize(
    ("form", "data", "where"),
    [
        ("ttl", "\n" + (ONE + "[ <http://a/d> 1 ] .\n") * 101, "levering.ttl:2:27"),
        ("nt", ONE + '"x" .\n' + "".join(f'_:b{n} <http://a/c> "x" .\n' for n in range(101)), "levering.nt:2:1"),
        ("jsonld", json.dumps({"@id": "http://a/b", "http://a/c": [{"http://a/d": n} for n in range(101)]}),
         "levering.jsonld:1:38"),
    ],
)  # fmt: skip
def test_too_many_things_without_a_name_are_one_refusal(form: str, data: str, where: str) -> None:
    fault = refused(form, data)
    assert fault.where == where
    assert "101 dingen zonder naam (dit is het eerste); de graaf kan ze niet bewaren" in fault.nl
    assert read(form, data, foreign=True).triples


def test_a_few_things_without_a_name_are_left_to_be_told_one_by_one() -> None:
    assert len(read("ttl", f"{ONE}" + ", ".join(["[ <http://a/d> 1 ]"] * 100) + " .").triples) == 200


SHAPE = '@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:select """{}""" .'


@pytest.mark.parametrize("word", ["SERVICE", "service SILENT", "S\\\\u0045RVICE", "\\\\U00000053ERVICE"])
def test_a_query_that_calls_another_server_is_refused_in_any_letters(word: str) -> None:
    data = SHAPE.format(f"SELECT $this WHERE {{ {word} <http://127.0.0.1:9/> {{ ?a ?b ?c }} }}")
    with pytest.raises(InputError, match="een vraag met SERVICE, die een andere server belt"):
        read("ttl", data, foreign=True)


@pytest.mark.parametrize(
    "harmless", ["?service", "$SERVICE", "ex:service", "<urn:SERVICE>", "'SERVICE'", "# SERVICE\n"]
)
def test_the_word_service_may_stand_where_it_calls_nobody(harmless: str) -> None:
    assert read("ttl", SHAPE.format(f"SELECT $this WHERE {{ {harmless} ?b ?c }}"), foreign=True).triples


# ---- where it stands


def test_a_value_a_property_and_a_thing_have_their_place() -> None:
    delivery = read("ttl", f'{HEAD}project:r9-proef a vak:Project ;\n    vak:result "af"@nl .\n')
    result = "https://w3id.org/vakgraph/def#result"
    assert str(delivery.place(PROJECT, result, "af")) == "levering.ttl:4:16"
    assert str(delivery.place(PROJECT, result, "anders")) == "levering.ttl:4:5"
    assert str(delivery.place(PROJECT, "https://w3id.org/vakgraph/def#begin")) == "levering.ttl:3:1"
    assert str(delivery.place("http://elders/x")) == "levering.ttl"


def test_the_spelling_that_the_store_would_change_is_kept() -> None:
    delivery = read("ttl", f"{ONE}1.50 , 2 .")
    assert list(delivery.rewritten.values()) == ["1.50"]


def sheet(path: Path, *lines: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Projecten"
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


def test_a_triple_of_a_workbook_finds_its_cell(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "levering.xlsx",
        ("Sleutel", "Titel", "Begin", "Einde", "Gemeenten", "Resultaat"),
        ("r9-proef", "Proef", "2020-01-01", "maart 2021", "Breda", "af"),
    )
    delivery = intake.read(path, names)
    vak = "https://w3id.org/vakgraph/def#"
    assert str(delivery.place(PROJECT, vak + "begin", "2020-01-01")) == "levering.xlsx, blad Projecten, cel C2"
    assert delivery.place(PROJECT, vak + "endLatest", "2021-03-31").cell == "D2"
    assert delivery.place(PROJECT, vak + "result").cell == "F2"
    member = next(t for t in delivery.triples if text(t.object).endswith("gm0758"))
    assert delivery.place(text(member.subject), member.predicate.value, text(member.object)).cell == "E2"
    assert delivery.place(PROJECT, vak + "hasMunicipality", text(member.object)).cell == "E2"
    assert delivery.place(PROJECT, vak + "status").cell == "A2"


def test_a_cell_that_cannot_be_read_is_a_fault_with_its_place(tmp_path: Path) -> None:
    path = sheet(tmp_path / "levering.xlsx", ("Sleutel", "Titel", "Gemeenten"), ("r9-proef", "Proef", "Breeda"))
    (fault,) = intake.read(path, names).faults
    assert (str(fault.place), fault.value, fault.near) == (
        "levering.xlsx, blad Projecten, cel C2",
        "Breeda",
        ("Breda",),
    )
    assert (fault.nl, fault.en) == ('geen municipality "Breeda".', 'no municipality "Breeda".')


def test_a_sheet_that_is_not_read_is_told(tmp_path: Path) -> None:
    path = sheet(tmp_path / "levering.xlsx", ("Sleutel", "Titel"), ("r9-proef", "Proef"))
    book = openpyxl.load_workbook(path)
    book.create_sheet("opties").append(["a"])
    book["opties"].sheet_state = "hidden"
    book.save(path)
    (fault,) = intake.read(path, names).faults
    assert fault.remark and str(fault.place) == "levering.xlsx, blad opties"
    assert "verborgen" in fault.nl and "hidden" in fault.en


def test_a_csv_cell_is_named_by_its_row_and_heading(tmp_path: Path) -> None:
    path = tmp_path / "Projecten.csv"
    path.write_text("Sleutel;Titel;Begin\nr9-proef;Proef;ooit\n", encoding="utf-8")
    (fault,) = intake.read(path, names).faults
    assert str(fault.place) == "Projecten.csv:2, kolom Begin"


def test_a_csv_of_another_name_is_told_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "levering.csv"
    path.write_text("Sleutel,Titel\nr9-proef,Proef\n", encoding="utf-8")
    assert intake.read(path, names, kind="project").triples
    with pytest.raises(VakError):
        intake.read(path, names)
