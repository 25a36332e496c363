"""A table becomes text that a person, a spreadsheet or a program reads as it was meant."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest

from vakgraph.errors import WriteError
from vakgraph.render import FORMATS, About, render, workbook
from vakgraph.render.people import short
from vakgraph.table import UNBOUND, XSD, Cell, Table

PROJECT = "https://w3id.org/vakgraph/id/project/r1-een"


def number(value: str, kind: str = "integer") -> Cell:
    return Cell("literal", value, XSD + kind)


def text(value: str) -> Cell:
    return Cell("literal", value)


TABLE = Table(
    ("project", "n", "share", "word", "hidden"),
    (
        (Cell("iri", PROJECT, label="Project één"), number("11"), number("1.5", "decimal"), text("=1+1"), text("x")),
        (Cell("iri", PROJECT + "-b"), UNBOUND, UNBOUND, text('een "twee"; drie'), text("y")),
    ),
    ("Project", "Aantal", "Deel", "Woord", ""),
    ("", "niet vermeld", "", "", ""),
    "De titel",
    ("Een noot.",),
)


def said(form: str, table: Table = TABLE, **about: object) -> str:
    return render(table, form, About(**about)).decode()  # type: ignore[arg-type]


def cells(of: bytes, sheet: int = 0) -> list[list[openpyxl.cell.cell.Cell]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(of)).worksheets[sheet].iter_rows()]


# ---- for people


def test_the_table_shows_labels_and_no_iris() -> None:
    lines = said("table")
    assert "Project één" in lines and PROJECT not in lines
    assert "project:r1-een-b" in lines, "an IRI without label is shortened"


def test_what_is_not_known_is_said_in_words() -> None:
    assert "niet vermeld" in said("table") and "onbekend" in said("table")
    assert "unknown" in said("table", language="en")


def test_an_empty_text_reads_as_unknown() -> None:
    assert "onbekend" in said("table", Table(("a",), ((text(""),),)))


def test_a_column_without_a_heading_is_for_programs_only() -> None:
    assert "hidden" not in said("table") and "hidden" not in said("csv-excel")
    assert "hidden" in said("csv")


def test_numbers_stand_to_the_right_and_carry_the_comma_of_the_language() -> None:
    table = Table(("n",), ((number("5"),), (number("1234"),), (number("0.5", "decimal"),)))
    assert said("table", table).splitlines()[2:5] == ["   5", "1234", " 0,5"]
    assert " 0.5" in said("table", table, language="en")


def test_the_table_has_title_notes_count_and_release() -> None:
    lines = said("table", release="versie 1", licence="CC BY 4.0").splitlines()
    assert lines[0] == "De titel"
    assert lines[-3:] == ["2 rijen", "* Een noot.", "versie 1 · CC BY 4.0"]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_the_table_never_gets_wider_than_its_room(width: int) -> None:
    long = Table(
        ("a", "b", "c"), ((text("woord " * 40), text("kort"), text("een langere tekst " * 5)),), ("A", "B", "C")
    )
    assert max(map(len, said("table", long, width=width).splitlines())) <= width


def test_where_columns_do_not_fit_every_row_becomes_a_card() -> None:
    row = tuple(text(f"waarde{at}-van-de-kolom") for at in range(9))
    lines = said("table", Table(tuple(f"kolom{at}" for at in range(9)), (row,)), width=60).splitlines()
    assert lines[0] == "1. waarde0-van-de-kolom"
    assert lines[1] == "  kolom1: waarde1-van-de-kolom"


def test_an_address_stays_whole_on_a_card() -> None:
    address = "https://voorbeeld.example/" + "een-lange-naam-" * 6
    table = Table(("a", "b"), ((text("een " * 60), text(address)),))
    assert address in said("table", table, width=50)


def test_long_cells_wrap_and_lose_nothing() -> None:
    words = [f"woord{at}" for at in range(60)]
    table = Table(("a", "b"), ((text(" ".join(words)), text("kort")),))
    assert [word for word in said("table", table, width=60).split() if word.startswith("woord")] == words


def test_a_pipe_gets_no_colour_and_a_terminal_gets_lines() -> None:
    assert "\x1b" not in said("table") and "─" not in said("table")
    assert "─" in said("table", terminal=True)


def test_a_terminal_cannot_be_steered_by_the_data() -> None:
    evil = Table(("a",), ((text("\x1b]0;title\x07 [bold]x[/bold] \u202eabc"),),))
    for terminal in (False, True):
        lines = said("table", evil, terminal=terminal)
        assert "\x1b]" not in lines and "\u202e" not in lines
        assert "[bold]x[/bold]" in lines


def test_a_table_without_rows_says_so() -> None:
    assert "0 rijen" in said("table", Table(("a",), ()))


# ---- csv


def test_csv_reads_back_to_the_same_values() -> None:
    rows = list(csv.reader(io.StringIO(said("csv"), newline="")))
    assert rows[0] == list(TABLE.columns)
    assert rows[1] == [PROJECT, "11", "1.5", "=1+1", "x"]
    assert rows[2] == [PROJECT + "-b", "", "", 'een "twee"; drie', "y"]
    assert said("csv").count("\r\n") == 3 and not said("csv").startswith("\ufeff")


def test_csv_keeps_line_ends_within_a_cell() -> None:
    table = Table(("a", "b"), ((text("een\ntwee"), text("drie\r\nvier")),))
    assert list(csv.reader(io.StringIO(said("csv", table), newline="")))[1] == ["een\ntwee", "drie\r\nvier"]


def excel() -> list[list[str]]:
    return list(csv.reader(io.StringIO(said("csv-excel").removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_the_spreadsheet_csv_has_bom_semicolons_and_an_iri_beside_its_label() -> None:
    assert render(TABLE, "csv-excel").startswith(b"\xef\xbb\xbf")
    assert excel()[0] == ["Project", "Project (IRI)", "Aantal", "Deel", "Woord"]
    assert excel()[1] == ["Project één", PROJECT, "11", "1,5", "'=1+1"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n="])
def test_no_text_becomes_a_formula(start: str) -> None:
    table = Table(("a",), ((text(start + "cmd()"),),), (start + "kop",))
    rows = list(csv.reader(io.StringIO(said("csv-excel", table)[1:], newline=""), delimiter=";"))
    assert rows[-1] == ["'" + start + "cmd()"]
    assert rows[0][0][0] not in "=+-@＝＋－＠"


def test_a_negative_number_is_no_formula() -> None:
    assert "\r\n-5\r\n" in said("csv-excel", Table(("a",), ((number("-5"),),)))


# ---- json


def test_json_holds_everything_and_null_for_unbound() -> None:
    made = json.loads(said("json", licence="CC BY 4.0", question="Wat?", filters=(("Doelgroep", "allen"),)))
    assert made["columns"] == list(TABLE.columns) and made["licence"] == "CC BY 4.0"
    assert made["filters"] == [{"label": "Doelgroep", "value": "allen"}]
    assert made["rows"][0]["project"] == {"type": "iri", "value": PROJECT, "label": "Project één"}
    assert made["rows"][0]["n"] == {"type": "literal", "value": "11", "datatype": XSD + "integer"}
    assert made["rows"][1]["n"] is None


def lines_of(table: Table) -> Iterator[dict[str, object]]:
    return (json.loads(line) for line in said("jsonl", table).splitlines())


def test_jsonl_is_one_flat_object_a_line() -> None:
    first, second = lines_of(TABLE)
    assert first["project"] == PROJECT and first["project_label"] == "Project één" and first["n"] == 11
    assert first["share"] == 1.5 and second["n"] is None and second["project_label"] is None


def test_jsonl_never_rounds_a_decimal() -> None:
    exact = "0.1234567890123456789"
    (row,) = lines_of(Table(("a", "b"), ((number(exact, "decimal"), number("no", "boolean")),)))
    assert row == {"a": exact, "b": "no"}


# ---- xlsx


def test_the_workbook_holds_texts_as_texts_and_numbers_as_numbers() -> None:
    head, first, second = cells(render(TABLE, "xlsx"))
    assert [cell.value for cell in head] == ["Project", "Project (IRI)", "Aantal", "Deel", "Woord"]
    assert all(cell.font.b for cell in head)
    assert [(cell.value, cell.data_type) for cell in first[2:]] == [(11, "n"), (1.5, "n"), ("=1+1", "s")]
    assert second[2].value == "niet vermeld"


def test_a_code_keeps_its_zeros_in_the_workbook() -> None:
    code = cells(render(Table(("code",), ((text("0518"),),)), "xlsx"))[1][0]
    assert (code.value, code.data_type) == ("0518", "s")


def test_the_workbook_explains_itself_in_dutch() -> None:
    about = About(question="Wat?", filters=(("Doelgroep", "allen"),), licence="CC BY 4.0", release="versie 1")
    book = openpyxl.load_workbook(io.BytesIO(render(TABLE, "xlsx", about)))
    assert book.sheetnames == ["Antwoord", "Toelichting"]
    assert book.worksheets[0].freeze_panes == "A2"
    assert (book.properties.language, book.properties.title) == ("nl", "De titel")
    notes = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert notes["Vraag"] == "Wat?" and notes["Filter: Doelgroep"] == "allen"
    assert notes["Licentie"] == "CC BY 4.0" and notes["Versie"] == "versie 1" and notes["Opmerking"] == "Een noot."


def test_the_same_table_gives_the_same_workbook() -> None:
    first = render(TABLE, "xlsx")
    assert first == render(TABLE, "xlsx")
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        assert b"2000-01-01" in book.read("docProps/core.xml")


def test_the_workbook_takes_every_character_and_cuts_aloud() -> None:
    rows = cells(render(Table(("a",), ((text("a\x00b\x1f\ufffe"),), (text("x" * 40_000),))), "xlsx"))
    assert rows[1][0].value == "a\ufffdb\ufffd\ufffd"
    assert len(rows[2][0].value) == workbook.CHARACTERS and "ingekort" in rows[2][0].value


def test_a_number_that_excel_would_round_stays_text() -> None:
    cell = cells(render(Table(("a",), ((number("12345678901234567"),),)), "xlsx"))[1][0]
    assert (cell.value, cell.data_type) == ("12345678901234567", "s")


def test_more_rows_than_a_sheet_holds_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 2)
    with pytest.raises(WriteError, match="Kies csv"):
        render(TABLE, "xlsx")


# ---- all


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_a_table_without_rows_or_words(form: str) -> None:
    assert isinstance(render(Table(("a", "b"), ()), form), bytes)


def test_two_columns_of_one_heading_stay_apart() -> None:
    table = Table(("a", "b"), ((text("1"), text("2")),), ("Naam", "Naam"))
    assert said("csv-excel", table).splitlines()[0] == "\ufeffNaam;Naam (2)"


def test_an_iri_is_shortened_by_its_longest_prefix() -> None:
    assert short(PROJECT) == "project:r1-een"
    assert short("https://elders.example/x") == "https://elders.example/x"


def styled(*styles: str, rows: list[list[Cell]] | None = None) -> Table:
    """Three columns, shown in these ways."""
    cells = rows or [[text("WerkLoont"), text("klein effect"), text("Een bron met een lange titel")]]
    return Table(("what", "effect", "source"), tuple(map(tuple, cells)), ("Wat", "Effect", "Bron"), styles=styles)


def text(value: str) -> Cell:
    return Cell("literal", value, XSD + "string")


def test_a_source_stands_below_the_table_once_under_its_number() -> None:
    row = [text("WerkLoont"), text("klein"), text("Brief")]
    lines = render(styled("", "", "source", rows=[row, row]), "table", About(width=60)).decode().splitlines()
    assert lines[2].split() == ["WerkLoont", "klein", "[1]"]
    assert [line for line in lines if "Brief" in line] == ["[1] Brief"]


def test_a_detail_is_left_out_where_there_is_no_room_and_the_reader_is_told() -> None:
    long = "reintegratieondersteuningstraject"
    rows = [[text(long), text(long), text(long)]]
    narrow = render(styled("", "detail", "", rows=rows), "table", About(width=70)).decode()
    assert "Niet getoond" in narrow and "Effect" in narrow.split("Niet getoond")[1]
    assert narrow.count("reintegratie") == 2
    assert render(styled("", "detail", "", rows=rows), "table", About(width=120)).decode().count("reintegratie") == 3


def test_cards_with_the_same_head_stand_together_and_say_what_they_share_once() -> None:
    long = "reintegratieondersteuningstraject"
    rows = [[text("Aantal rondes"), text(long), text("5")], [text("Aantal rondes"), text(long), text("4")]]
    said = render(styled("", "", "", rows=rows), "table", About(width=40)).decode()
    assert said.count("Aantal rondes") == 1 and said.count("Effect") == 1
    assert "a) Bron:   5" in said and "b) Bron:   4" in said


def test_a_large_number_has_its_thousands_apart_and_a_year_does_not() -> None:
    number = Table(
        ("n", "y"), ((Cell("literal", "3500000", XSD + "integer"), Cell("literal", "2016", XSD + "integer")),)
    )
    assert "3.500.000  2016" in render(number, "table", About()).decode()
    assert "3,500,000  2016" in render(number, "table", About(language="en")).decode()
    assert "3500000" in render(number, "csv", About()).decode()
