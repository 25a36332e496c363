"""A steward at the terminal: a template is filled in, judged down to the cell, mended, added, asked and taken back."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import small_world

from vakgraph import cli, turtle

Said = tuple[int, str, str]
Vakgraph = Callable[..., Said]
FOLDERS = ("ontology", "data", "queries")
W3C = Path(__file__).resolve().parents[2] / "shared" / "w3c" / "shacl" / "core"


@pytest.fixture(scope="module")
def graph(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real graph that may be written to; a test puts back what it changes."""
    folder = tmp_path_factory.mktemp("graph")
    for name in FOLDERS:
        shutil.copytree(root / name, folder / name)
    return folder


@pytest.fixture
def vakgraph(graph: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Vakgraph]:
    """Run a command on the copy: (exit code, output, messages)."""
    monkeypatch.setenv("VAKGRAPH_ROOT", str(graph))

    def run(*words: object) -> Said:
        code = cli.run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return code, out, err

    yield run


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vakgraph: Vakgraph) -> Path:
    """A graph small enough to know by heart, for the same commands."""
    folder = small_world.build(tmp_path / "klein")
    for path in (folder / "data").rglob("*.ttl"):
        turtle.write(path, turtle.read(path))
    monkeypatch.setenv("VAKGRAPH_ROOT", str(folder))
    return folder


def put(folder: Path, text: str, name: str = "levering.ttl") -> Path:
    path = folder / name
    path.write_text(small_world.PREFIXES + text, encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for name in FOLDERS for path in sorted((folder / name).rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


GOOD = 'project:r1-drie a vak:Project ; rdfs:label "Drie"@nl ; vak:inRound round:r1 .\n'
BAD = 'project:r1-drie a vak:Project ; rdfs:label "Drie"@nl ; vak:inRound "ronde 1" .\n'


# ---- as a new user would


def fill(path: Path, row: dict[str, object]) -> None:
    """Fill one row below the example, and take the example away."""
    book = openpyxl.load_workbook(path)
    sheet = book["Projecten"]
    columns = {str(cell.value).strip(" *"): cell.column for cell in sheet[1] if cell.value}
    sheet.delete_rows(2)
    for heading, value in row.items():
        sheet.cell(2, columns[heading]).value = value
    book.save(path)


WRONG = {
    "Sleutel": "r1-proef",
    "Titel": "Proef met een werkmap",
    "Programma": "Vakkundig aan het werk",
    "Rondes": "Ronde 1: kortdurend praktijkgericht onderzoek",
    "Programmalijnen": "Re-integratie",
    "Begin": "2016-01-01",
    "Einde": "2018-12-31",
    "Toegekend bedrag (euro)": "12,5",
    "Zekerheid van de lezing": "Bevestigd",
    "Bronnen": "zonmw-vakkundig-aan-het-werk-eerste-projecten-toegekend",
    "Gemeenten": "Breeda | 518",
    "Organisaties": "Hogeschool van Amsterdam",
}
MENDED = WRONG | {
    "Einde": "2016-06-30",
    "Toegekend bedrag (euro)": "50000",
    "Hoofdaanvrager": "Hogeschool van Amsterdam",
    "Gemeenten": "Breda | 0518",
}


def test_from_template_to_undo(vakgraph: Vakgraph, graph: Path, tmp_path: Path) -> None:
    before = contents(graph)
    template, marked = tmp_path / "levering.xlsx", tmp_path / "gemerkt.xlsx"
    assert vakgraph("template", template, "--kind", "project")[0] == 0

    fill(template, WRONG)
    code, out, err = vakgraph("validate", template, "--marked", marked)
    assert (code, "Niet opnemen" in out) == (1, True)
    sheet = openpyxl.load_workbook(template)["Projecten"]
    cells = {str(cell.value).strip(" *"): f"{cell.column_letter}2" for cell in sheet[1] if cell.value}
    for heading in ("Einde", "Toegekend bedrag (euro)", "Hoofdaanvrager", "Gemeenten"):
        assert f"levering.xlsx, blad Projecten, cel {cells[heading]}" in out, heading
    assert "Bedoelde u Breda (0758)?" in out and "Bedoelde u 0518?" in out
    assert f"{marked}" in err
    back = openpyxl.load_workbook(marked)
    assert "Te herstellen" in back.sheetnames and back["Projecten"][cells["Gemeenten"]].comment is not None
    assert contents(graph) == before

    assert vakgraph("add", template)[0] == 1
    assert contents(graph) == before

    shutil.copy(template, tmp_path / "verbeterd.xlsx")
    fill_again(tmp_path / "verbeterd.xlsx", MENDED)
    code, out, err = vakgraph("add", tmp_path / "verbeterd.xlsx", "--dry-run")
    assert (code, "Er is niets geschreven" in err or "niets geschreven" in err) == (0, True)
    assert contents(graph) == before
    code, out, _ = vakgraph("add", tmp_path / "verbeterd.xlsx")
    assert code == 0 and '1 project nieuw ("Proef met een werkmap")' in out
    assert "data/project/r1-proef.ttl" in out
    assert "Proef met een werkmap" in vakgraph("show", "r1-proef")[1]
    assert "project/r1-proef," in vakgraph("query", "projects-of-a-round", "-f", "csv")[1]

    code, out, _ = vakgraph("undo")
    assert code == 0 and "Teruggedraaid: add verbeterd.xlsx" in out
    assert contents(graph) == before


def fill_again(path: Path, row: dict[str, object]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Projecten"]
    columns = {str(cell.value).strip(" *"): cell.column for cell in sheet[1] if cell.value}
    for heading, value in row.items():
        sheet.cell(2, columns[heading]).value = value
    book.save(path)


def test_what_there_is_comes_out_and_goes_in_unchanged(vakgraph: Vakgraph, graph: Path, tmp_path: Path) -> None:
    """A template with what there is, sent back as it was, adds nothing new about those projects."""
    path = tmp_path / "huidig.xlsx"
    assert vakgraph("template", path, "--kind", "Interventies", "--with-current")[0] == 0
    book = openpyxl.load_workbook(path)
    assert book["Interventies"].max_row > 40
    code, out, _ = vakgraph("add", path, "--dry-run")
    assert code == 0, out
    assert "er verandert niets" in out


# ---- validate


def test_the_whole_graph_is_validated_without_a_file(vakgraph: Vakgraph) -> None:
    code, out, _ = vakgraph("validate", "-f", "json")
    assert code == 0
    assert json.loads(out)


def test_the_exit_code_follows_the_severity_that_is_asked(vakgraph: Vakgraph, small: Path) -> None:
    good, bad = put(small, GOOD), put(small, BAD, "slecht.ttl")
    assert vakgraph("validate", good)[0] == 0
    assert vakgraph("validate", bad)[0] == 1
    twice = put(small, GOOD.replace("Drie", "Project één"), "dubbel.ttl")
    assert vakgraph("validate", twice)[0] == 0
    assert vakgraph("validate", twice, "--fail-on", "warning")[0] == 1
    assert vakgraph("validate", twice, "--fail-on", "waring")[0] == 2


def test_what_cannot_be_read_is_two_and_nothing_checked_three(vakgraph: Vakgraph, small: Path) -> None:
    assert vakgraph("validate", put(small, "project:a a ", "half.ttl"))[0] == 2
    assert vakgraph("validate", small / "er-is-niets.ttl")[0] == 2
    assert vakgraph("validate", put(small, "", "leeg.ttl"))[0] == 3
    assert vakgraph("validate", put(small, "project:r1-x a vak:Projekt .", "soort.ttl"))[0] == 3
    assert vakgraph("add", put(small, "project:r1-x a vak:Projekt .", "soort.ttl"))[0] == 3


@pytest.mark.parametrize("form", ["text", "html", "xlsx", "csv", "json", "sarif", "github", "ttl"])
def test_the_report_is_written_in_every_form(vakgraph: Vakgraph, small: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"verslag.{form}"
    assert vakgraph("validate", put(small, BAD), "--format", form, "--output", out)[0] == 1
    assert out.stat().st_size > 100
    assert vakgraph("validate", put(small, BAD), "--format", "yaml")[0] == 2


def test_standard_input_is_validated(vakgraph: Vakgraph, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO((small_world.PREFIXES + BAD).encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    code, out, _ = vakgraph("validate", "-", "--as", "ttl")
    assert code == 1 and "stdin:" in out


def test_a_marked_copy_is_for_tables_only(vakgraph: Vakgraph, small: Path, tmp_path: Path) -> None:
    code, _, err = vakgraph("validate", put(small, BAD), "--marked", tmp_path / "x.xlsx")
    assert code == 2 and "werkmap of CSV" in err


@pytest.mark.parametrize("engine", ["bulk", "pyshacl"])
def test_any_data_and_shapes_need_no_graph(
    vakgraph: Vakgraph, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAKGRAPH_ROOT", str(tmp_path / "nergens"))
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.nt"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <#s> sh:targetClass <http://a/T> ;"
        " sh:property [ sh:path <http://a/p> ; sh:minCount 1 ] ."
    )
    data.write_text("<http://a/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://a/T> .\n")
    code, out, _ = vakgraph("validate", data, "--shapes", shapes, "--engine", engine)
    assert code == 1 and "data.nt:1:1" in out
    shapes.write_text("<http://a/T> a <http://a/U> .")
    assert vakgraph("validate", data, "--shapes", shapes, "--engine", engine)[0] == 3
    assert vakgraph("validate", data, "--shapes", shapes, "--engine", "jena")[0] == 2


@pytest.mark.skipif(not W3C.exists(), reason="the W3C suite is not beside this folder")
def test_a_test_of_the_w3c_runs_through_the_command_line(vakgraph: Vakgraph) -> None:
    path = W3C / "property" / "minCount-001.ttl"
    code, out, _ = vakgraph("validate", path, "--shapes", path, "--format", "ttl")
    assert code == 1 and "MinCountConstraintComponent" in out


# ---- add, undo, correct, withdraw


def test_possible_duplicates_come_first_side_by_side(vakgraph: Vakgraph, small: Path) -> None:
    code, out, _ = vakgraph("add", put(small, GOOD.replace('"Drie"', '"Project één"')))
    assert code == 0
    assert out.startswith("Mogelijk hetzelfde: Dezelfde naam")
    assert out.index("in de levering") < out.index("1 project nieuw")


def test_english_is_spoken_on_request(vakgraph: Vakgraph, small: Path) -> None:
    code, out, err = vakgraph("add", put(small, GOOD), "--lang", "en")
    assert code == 0 and "1 project new" in out and "vakgraph undo" in err
    assert "Taken back: add levering.ttl" in vakgraph("undo", "--lang", "en")[1]


def test_data_of_a_person_stops_everything_and_is_not_printed(vakgraph: Vakgraph, small: Path) -> None:
    before = contents(small)
    said = GOOD.replace('"Drie"', '"Drie, bel 06-12345678"')
    for command in ("validate", "add"):
        code, out, err = vakgraph(command, put(small, said))
        assert code == 1 and "telefoonnummer" in out
        assert "12345678" not in out + err
    assert contents(small) == before


def test_undo_with_nothing_to_undo_is_one_sentence(vakgraph: Vakgraph, small: Path) -> None:
    code, out, err = vakgraph("undo")
    assert (code, out) == (2, "") and err == "Er is niets om ongedaan te maken.\n"


def test_a_value_is_corrected_and_the_old_one_stays_withdrawn(vakgraph: Vakgraph, graph: Path) -> None:
    before = contents(graph)
    source = "zonmw-vakkundig-aan-het-werk-eerste-projecten-toegekend"
    words = ["correct", "r1-baanwijs", "titel"]
    old = "Kwetsbare jongeren van school naar werk: Noord-Limburgse aanpak"
    why = ["--reason", "Verschreven.", "--source", source, "--from", source]
    code, out, _ = vakgraph(*words, old, "Kwetsbare jongeren van school naar werk", *why)
    assert code == 0 and f"titel van Kwetsbare jongeren van school naar werk van {old[:40]}" in out
    assert "Kwetsbare jongeren van school naar werk\n" in vakgraph("show", "r1-baanwijs")[1].replace(" (project)", "")
    changed = {name for name, text in contents(graph).items() if before.get(name) != text}
    assert changed == {"data/project/r1-baanwijs.ttl", f"data/source/{source}.ttl"}
    assert b"claim-status:withdrawn" in contents(graph)[f"data/source/{source}.ttl"]
    assert vakgraph("undo")[0] == 0
    assert contents(graph) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("correct", "r1-een", "ZonMw-nummer", "0518", "0519"), "--reason"),
        (("correct", "r1-nul", "ZonMw-nummer", "0518", "0519", "--reason", "x", "--source", "ks"), "r1-nul"),
        (("correct", "r1-een", "nummertje", "0518", "0519", "--reason", "x", "--source", "ks"), "geen eigenschap"),
        (("correct", "r1-een", "vak:zonmwNumber", "1", "2", "--reason", "x", "--source", "ks"), "Er staat: 0518"),
        (("withdraw", "r1-een", "vak:zonmwNumber", "--reason", "x", "--source", "ks"), "de waarde die vervalt"),
        (("withdraw", "r1-een", "--reason", "x", "--source", "ks"), "geen bewering"),
    ],
)
def test_a_correction_that_cannot_be_made_is_one_sentence(
    vakgraph: Vakgraph, small: Path, words: tuple[str, ...], said: str
) -> None:
    code, _, err = vakgraph(*words)
    assert code == 2 and said in err and err.count("\n") == 1


def test_a_claim_is_withdrawn_with_its_reason(vakgraph: Vakgraph, graph: Path) -> None:
    before = contents(graph)
    claim = "claim:5dok-zkw6n391-versnelde-participatie-integratie-vluchtelingen.776aa433"
    source = "5dok-zkw6n391-versnelde-participatie-integratie-vluchtelingen"
    code, out, _ = vakgraph("withdraw", claim, "--reason", "Was een schatting.", "--source", source)
    assert code == 0 and "Ingetrokken" in out
    (changed,) = {name for name, text in contents(graph).items() if before.get(name) != text}
    assert 'skos:note "Was een schatting."@nl' in (graph / changed).read_text()
    assert vakgraph("undo")[0] == 0
    assert contents(graph) == before
