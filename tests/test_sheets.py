"""A workbook or CSV file becomes rows that know their cell; what would hurt or mislead is refused by name."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from vakgraph import sheets
from vakgraph.errors import InputError
from vakgraph.namespaces import KINDS
from vakgraph.sheets import COLUMNS, guard, headings, workbook
from vakgraph.turtle import read as read_turtle


def xlsx(path: Path, *rows: Sequence[object], title: str = "Projecten") -> Path:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def patched(path: Path, part: str, old: str, new: str) -> Path:
    """The same workbook with one thing changed inside it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part], f"{old} is not in {part}"
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def csv(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


SHEET = "xl/worksheets/sheet1.xml"

# --- columns --------------------------------------------------------------------------------------------


def test_every_kind_with_a_sheet_to_fill_has_columns() -> None:
    filled_elsewhere = {"programme", "round"}  # their numbers are claims
    assert set(COLUMNS) == {word for word, kind in KINDS.items() if kind.sheet} - filled_elsewhere


@pytest.mark.parametrize("kind", COLUMNS)
def test_no_two_columns_of_a_kind_share_a_heading(kind: str) -> None:
    for column in COLUMNS[kind].values():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", column.key)
        for other in COLUMNS[kind].values():
            mine, others = ({headings.fold(word) for word in (c.key, c.nl, c.en)} for c in (column, other))
            assert column is other or not mine & others, f"{column.key} and {other.key}"


def test_every_column_says_a_property_that_the_ontology_defines(root: Path) -> None:
    terms = {triple.subject.value for triple in read_turtle(root / "ontology" / "vak.ttl")}
    for column in (column for columns in COLUMNS.values() for column in columns.values()):
        if column.property.startswith("vak:"):
            assert f"https://w3id.org/vakgraph/def#{column.property[4:]}" in terms, column.key


# --- workbooks ------------------------------------------------------------------------------------------


def test_a_row_knows_its_cell(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "levering.xlsx", ["Titel", None, "key"], [], ["  Een titel ", None, "x"])
    (row,) = sheets.read(path)
    assert (row.kind, row.number, row.sheet) == ("project", 3, "Projecten")
    assert dict(row.cells) == {"title": "Een titel", "key": "x"}
    assert row.place("key") == "levering.xlsx, blad Projecten, cel C3"
    assert row.place("key", "en") == "levering.xlsx, sheet Projecten, cell C3"
    assert row.place("begin") == "levering.xlsx, blad Projecten, rij 3"


def test_columns_are_known_by_label_or_key_in_any_case(tmp_path: Path) -> None:
    heads = ["SLEUTEL", "title *", "Zonmw-Nummer", "target_groups", "Reached", "hoofd aanvrager"]
    with pytest.raises(InputError, match=r"cel F1: .* geen kolom \"hoofd aanvrager\".* Bedoelde u Hoofdaanvrager\?"):
        sheets.read(xlsx(tmp_path / "a.xlsx", heads, ["x"]))
    (row,) = sheets.read(xlsx(tmp_path / "b.xlsx", heads[:5], list("abcde")))
    assert list(row.cells) == ["key", "title", "zonmw_number", "target_groups", "reached"]


def test_every_kind_of_cell_becomes_text() -> None:
    midnight = datetime.datetime(2018, 6, 15)
    for value, text in (
        (3500000, "3500000"),
        (1.5, "1,5"),
        (3.125, "3,125"),
        (0.1 + 0.2, "0,3"),
        (1.0410022110002e13, "10410022110002"),
        (1e-7, "0,0000001"),
        (True, "ja"),
        (midnight, "2018-06-15"),
        (midnight.replace(hour=14), "2018-06-15T14:00:00"),
        (" twee\r\nregels\u00a0", "twee\nregels"),
        ("Su\u0301dwest", "Súdwest"),
    ):
        assert workbook.as_text(value) == text


def test_dates_and_numbers_come_from_their_cells(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key", "begin", "arms"], ["x", datetime.date(2018, 6, 15), 2.0])
    assert sheets.read(path)[0].cells == {"key": "x", "begin": "2018-06-15", "arms": "2"}


def test_a_formula_without_a_value_is_named_and_one_with_a_value_is_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key", "arms", "reached"], ["x", "=1+1", "=2+2"])
    (row,) = sheets.read(patched(path, SHEET, "<f>2+2</f><v />", "<f>2+2</f><v>4</v>"))
    assert row.cells == {"key": "x", "reached": "4"}
    assert "formule" in row.troubles["arms"].nl


def test_an_excel_error_is_named(tmp_path: Path) -> None:
    (row,) = sheets.read(xlsx(tmp_path / "a.xlsx", ["key", "arms"], ["x", "#REF!"]))
    assert "#REF!" in row.troubles["arms"].nl


def test_what_a_sheet_says_of_its_own_size_is_not_believed(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key", "title"], ["x", "een"], ["y", "twee"])
    assert len(sheets.read(patched(path, SHEET, 'ref="A1:B3"', 'ref="A1:A2"'))) == 2


def test_a_cell_under_no_heading_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cel B2: .*zonder kop"):
        sheets.read(xlsx(tmp_path / "a.xlsx", ["key"], ["x", "verdwaald"]))


def test_a_heading_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cel C1: .*twee keer"):
        sheets.read(xlsx(tmp_path / "a.xlsx", ["key", "Titel", "title"]))


def test_a_sheet_that_would_be_skipped_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\"Project 2\".*Bedoelde u Projecten"):
        sheets.read(xlsx(tmp_path / "a.xlsx", ["key"], ["x"], title="Project 2"))
    book = openpyxl.load_workbook(xlsx(tmp_path / "b.xlsx", ["key"], ["x"]))
    book.create_sheet("Blad1")
    book.create_sheet("Toelichting").append(["Lees dit eerst"])
    hidden = book.create_sheet("opties")
    hidden.append(["a"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "b.xlsx")
    assert len(sheets.read(tmp_path / "b.xlsx")) == 1


def test_a_workbook_without_a_known_sheet_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="heet geen blad"):
        sheets.read(xlsx(tmp_path / "a.xlsx", title="Blad1"))


# --- what Excel does to what people type ---------------------------------------------------------------


def typed(path: Path, key: str, value: object, form: str = "General") -> sheets.Row:
    """The row that is read when one cell holds this value in this format."""
    book = openpyxl.load_workbook(xlsx(path, ["title", key], ["Een titel", value]))
    book.active["B2"].number_format = form
    book.save(path)
    (row,) = sheets.read(path)
    return row


JUNE = datetime.date(2018, 6, 1)


@pytest.mark.parametrize(
    ("key", "value", "form", "said"),
    [
        ("begin", "01/06/2018", "@", "2018-06-01 of 2018-01-06"),
        ("begin", "13/06/2018", "@", "schrijf 2018-06-13"),
        ("begin", "06/13/2018", "@", "schrijf 2018-06-13"),
        ("begin", "5/5/2018", "@", "schrijf 2018-05-05"),
        ("begin", "1.6.2018", "@", "schrijf 2018-06-01"),
        ("begin", "1-6-18", "@", "2018-06-01 of 1918-06-01"),
        ("begin", datetime.date(1905, 7, 10), "yyyy-mm-dd", "het jaar 2018"),
        ("begin", datetime.datetime(2018, 6, 1, 14), "yyyy-mm-dd hh:mm", "alleen de datum: 2018-06-01"),
        ("zonmw_number", JUNE, "d-m-yyyy", r"maakte hier een datum van \(2018-06-01\)"),
        ("zonmw_number", 1234567890123456789, "0", "bewaart van een getal 15 cijfers"),
        ("arms", 0.1, "0%", "zichtbaar 10%"),
        ("arms", 0.125, "0.0%", "zichtbaar 12,5%"),
        ("arms", 0.1, "0%", "hier hoort een heel getal. Schrijf het aantal zelf in een cel zonder procentopmaak"),
        ("arms", "10%", "@", '^"10%" is een percentage, en hier hoort een heel getal. Schrijf het aantal zelf.$'),
        ("reached", "1,500", "@", "kan 1500 of 1,5 zijn; hier staat een heel getal, zonder komma: schrijf 1500 als"),
        ("reached", "12,000", "@", "kan 12000 of 12 zijn"),
        ("reached", "12,5", "@", "decimale komma; hier staat een heel getal: 12 of 13"),
        ("euro_granted", "250.000,00", "@", "heel getal: 250000"),
        ("euro_granted", "€ 2500,50", "@", "heel getal: 2500 of 2501"),
        ("euro_granted", "3 500 000", "@", "schrijf 3500000"),
        ("euro_granted", "3\u00a0500\u00a0000", "@", "schrijf 3500000"),
        ("arms", "#DIV/0!", "General", "delen door nul"),
    ],
)
def test_what_can_mean_two_things_is_named_and_not_read(
    tmp_path: Path, key: str, value: object, form: str, said: str
) -> None:
    row = typed(tmp_path / "a.xlsx", key, value, form)
    assert key not in row.cells
    assert re.search(said, row.troubles[key].nl), row.troubles[key].nl
    assert row.troubles[key].en


@pytest.mark.parametrize(
    ("key", "value", "form", "read", "said"),
    [
        ("begin", JUNE, "d-m-yyyy", "2018-06-01", ""),
        ("begin", "1-6-2018", "@", "1-6-2018", ""),
        ("begin", "'2018-06", "@", "2018-06", "teken ' aan het begin"),
        ("municipalities", "'0518", "@", "0518", "teken ' aan het begin"),
        ("municipalities", "'s-Hertogenbosch", "@", "'s-Hertogenbosch", ""),
        ("municipalities", "Breda\u00a0(0758)", "@", "Breda (0758)", "vaste spaties"),
        ("municipalities", "Bre\u200bda", "@", "Breda", "onzichtbare tekens"),
        ("municipalities", "Breda ", "@", "Breda", "om de tekst heen"),
        ("municipalities", "Su\u0301dwest", "@", "Súdwest", ""),
        ("arms", "2", "@", "2", ""),
        ("arms", 2.0, "0.00", "2", ""),
        ("zonmw_number", 10410022110002, "General", "10410022110002", ""),
        ("design_as_written", 0.5, "0%", "50%", ""),
    ],
)
def test_what_can_mean_one_thing_is_read_and_what_was_mended_is_said(
    tmp_path: Path, key: str, value: object, form: str, read: str, said: str
) -> None:
    row = typed(tmp_path / "a.xlsx", key, value, form)
    assert row.cells[key] == read and not row.troubles
    assert said in row.remarks[key].nl if said else not row.remarks


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12%", '"12%" is een percentage. Schrijf "12" en noem % bij de eenheid.'),
        ("-7,5 %", '"-7,5 %" is een percentage. Schrijf "-7,5" en noem % bij de eenheid.'),
    ],
)
def test_a_percentage_beside_a_unit_is_told_to_go_there(tmp_path: Path, text: str, said: str) -> None:
    (row,) = sheets.read(csv(tmp_path / "finding.csv", f'project;effect_value\nx;"{text}"\n'))
    assert row.troubles["effect_value"].nl == said


def test_damage_in_a_csv_is_named_as_well(tmp_path: Path) -> None:
    (row,) = sheets.read(csv(tmp_path / "project.csv", "title;begin;arms\nx ;01/06/2018;10%\n"))
    assert list(row.troubles) == ["begin", "arms"] and list(row.remarks) == ["title"]


def test_a_merged_cell_is_named_in_each_row_that_lacks_its_value(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key", "programme"], ["x", "vakkundig-aan-het-werk"], ["y"], ["z"])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B2:B3")
    book.save(path)
    first, second, third = sheets.read(path)
    assert (first.troubles, third.troubles) == ({}, {})
    assert "samengevoegd met B2" in second.troubles["programme"].nl


def test_what_is_hidden_is_read_and_that_is_said(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key", "title"], ["x", "een"], ["y", "twee"])
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("Bronnen").append(["key"])
    book["Bronnen"].append(["z"])
    book["Bronnen"].sheet_state = "hidden"
    book.save(path)
    first, second, third = sheets.read(path)
    assert "kolom B is verborgen" in first.remarks["title"].nl
    assert "rij is verborgen" in second.remarks[""].nl
    assert "blad is verborgen" in third.remarks[""].nl
    assert [row.cells["key"] for row in (first, second, third)] == ["x", "y", "z"]


def test_too_many_merged_cells_cost_nothing(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key"], ["x"])
    ranges = '<mergeCells><mergeCell ref="B1:XFD1048576"/></mergeCells><pageMargins '
    (row,) = sheets.read(patched(path, SHEET, "<pageMargins ", ranges))
    assert row.cells == {"key": "x"}


# --- hostile workbooks ----------------------------------------------------------------------------------


def bomb(path: Path, size: int, parts: int = 1) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for part in range(parts):
            archive.writestr(f"xl/worksheets/sheet{part}.xml", b"\x00" * size)
    return path


def test_a_zip_bomb_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="maal zo groot"):
        sheets.read(bomb(tmp_path / "a.xlsx", 5_000_000))
    monkeypatch.setattr(guard, "MOST_RATIO", 10_000)
    monkeypatch.setattr(guard, "MOST_BYTES", 4_999_999)
    with pytest.raises(InputError, match="uitgepakt 4 MB"):
        sheets.read(bomb(tmp_path / "b.xlsx", 1_000_000, parts=5))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xls", b"", r"soort \.xls wordt niet gelezen"),
        ("a.xlsm", b"", "macro's"),
        ("a.ods", b"", r"soort \.ods"),
        ("a.xlsx", guard._OLE + b"Workbook", r"soort \.xls wordt"),
        ("a.xlsx", guard._OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        ("a.xlsx", b"key,title", "geen werkmap"),
        ("a.xlsx", b"PK\x03\x04 half", "geen werkmap"),
        ("a.xlsx", b"", "geen werkmap"),
    ],
)
def test_what_is_no_plain_workbook_is_refused_by_name(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=said):
        sheets.read(tmp_path / name)


@pytest.mark.parametrize(
    ("part", "said"), [("xl/vbaProject.bin", "macro's"), ("content.xml", r"\.ods"), ("xl/workbook.bin", r"\.xlsb")]
)
def test_what_hides_in_a_workbook_is_refused_by_name(tmp_path: Path, part: str, said: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, b"x")
    with pytest.raises(InputError, match=said):
        sheets.read(path)


def test_entities_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key", "title"], ["x", "een"])
    entity = '<!DOCTYPE x [<!ENTITY e "verzonnen">]><worksheet '
    with pytest.raises(InputError, match=r"XML-entiteiten \(een DOCTYPE\), en die worden niet gelezen"):
        sheets.read(patched(path, SHEET, "<worksheet ", entity))


@pytest.mark.parametrize("cell", ["XFD2", "A200001", "SG3"])
def test_a_giant_sheet_is_refused_at_once(tmp_path: Path, cell: str) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Projecten"
    book.active["A1"] = "key"
    book.active[cell] = "ver weg"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="hoogstens 200000 rijen en 500 kolommen"):
        sheets.read(tmp_path / "a.xlsx")


def test_a_row_number_beyond_excel_is_refused_at_once(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key"], ["x"])
    with pytest.raises(InputError, match="hoogstens 200000 rijen"):
        sheets.read(patched(path, SHEET, '<row r="2"><c r="A2"', '<row r="2000000000"><c'))


def test_a_damaged_workbook_is_one_clear_sentence(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key"], ["x"])
    with pytest.raises(InputError, match=r'^a\.xlsx: het blad "Projecten" van deze werkmap is beschadigd; open'):
        sheets.read(patched(path, SHEET, "</sheetData>", "</sheet"))


# What a workbook can say of its sheets and not have: the part, what stands in it, what becomes of it, what is said.
BOOK, RELATIONS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
ASTRAY = [
    (BOOK, 'r:id="rId1"', 'r:id="rId77"', 'noemt het blad "Projecten", maar dat blad zit er niet in'),
    (BOOK, 'r:id="rId1"', "", 'noemt het blad "Projecten", maar dat blad zit er niet in'),
    (RELATIONS, "worksheets/sheet1.xml", "worksheets/sheet7.xml", 'noemt het blad "Projecten", maar'),
    (RELATIONS, "worksheets/sheet1.xml", "worksheets/Sheet1.xml", 'noemt het blad "Projecten", maar'),
    (RELATIONS, "worksheets/sheet1.xml", "worksheets/sheet2.xml", "twee keer in deze werkmap"),
    (RELATIONS, 'Target="/xl/worksheets/sheet1.xml"', 'TargetMode="External" Target="http://127.0.0.1:9/x"', "buiten"),
    (RELATIONS, "relationships/worksheet", "relationships/xlMacrosheet", "macro's"),
    (BOOK, 'name="Bronnen"', 'name="projecten"', 'het blad "Projecten" staat twee keer'),
    (BOOK, '<sheet name="Bronnen"', '<extra name="Bronnen"', "zit een blad zonder naam"),
    (BOOK, "</workbook>", "", "het deel xl/workbook.xml van deze werkmap is beschadigd"),
    (TYPES, 'PartName="/xl/workbook.xml"', 'PartName="/xl/other.xml"', "op twee manieren"),
    (SHEET, "<sheetData>", "<sheetOther>", 'het blad "Projecten" van deze werkmap is beschadigd'),
    (SHEET, "spreadsheetml/2006/main", "spreadsheetml/2006/mein", '"Projecten" is niet als gewone Excel-werkmap'),
    (SHEET, 'r="B2"', 'r="A2"', 'in het blad "Projecten" staan rijen of cellen dubbel of door elkaar (bij A2)'),
    (SHEET, 'r="B2"', 'r="B3"', "door elkaar (bij B3)"),
    (SHEET, '<row r="2"', '<row r="1"', "door elkaar (bij 1)"),
    (SHEET, '<row r="2"', '<row r="-2"', "door elkaar (bij -2)"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "old", "new", "said"), ASTRAY)
def test_a_sheet_that_would_be_lost_is_named(tmp_path: Path, part: str, old: str, new: str, said: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key", "title"], ["x", "een"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Bronnen").append(["key"])
    book.save(path)
    with pytest.raises(InputError, match=re.escape(said)) as caught:
        sheets.read(patched(path, part, old, new))
    assert len(caught.value.nl) < 250 and "Error" not in caught.value.nl + caught.value.en


def test_a_sheet_whose_part_is_missing_is_named_and_the_others_are_not_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key"], ["x"])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Bronnen").append(["key"])
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != SHEET}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(InputError, match='noemt het blad "Projecten", maar dat blad zit er niet in'):
        sheets.read(path)


def test_a_part_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ["key"], ["x"])
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, b"<worksheet/>")
    with pytest.raises(InputError, match="beschadigd"):
        sheets.read(path)


def test_what_openpyxl_cannot_read_is_told_without_the_name_of_a_class(tmp_path: Path) -> None:
    path = patched(xlsx(tmp_path / "a.xlsx", ["key", "arms"], ["x", 3]), SHEET, "<v>3</v>", "<v>drie</v>")
    with pytest.raises(InputError, match=r"^a\.xlsx: deze werkmap is beschadigd en niet te lezen; open haar in Excel"):
        sheets.read(path)


def test_a_chart_sheet_and_a_hidden_list_are_left_out_aloud(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    projects, options, page = (
        book.add_worksheet("Projecten"),
        book.add_worksheet("opties"),
        book.add_chartsheet("Grafiek"),
    )
    projects.write_column(0, 0, ["key", "x"])
    options.write(0, 0, "a")
    options.hide()
    page.set_chart(chart := book.add_chart({"type": "bar"}))
    chart.add_series({"values": "=Projecten!$A$2:$A$2"})
    book.close()
    rows, unread = workbook.tell((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert [row.cells["key"] for row in rows] == ["x"]
    assert {each.sheet: each.why.nl for each in unread} == {
        "Grafiek": "dit is een grafiekblad; het is niet gelezen.",
        "opties": "dit blad is verborgen en heet niet naar wat erop staat; het is niet gelezen.",
    }


def test_a_file_that_is_not_there_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^weg\.xlsx: dit bestand is niet te lezen"):
        sheets.read(tmp_path / "weg.xlsx")


# --- CSV ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [",", ";"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_row_knows_its_line(tmp_path: Path, mark: str, bom: bytes, end: str) -> None:
    lines = ["Sleutel,Titel", 'x,"Een titel; met, tekens', 'en een ""regel"""', "", "y,Twee"]
    text = (
        bom + end.join(lines).replace("l,T", f"l{mark}T").replace("x,", f"x{mark}").replace("y,", f"y{mark}").encode()
    )
    first, second = sheets.read(csv(tmp_path / "Projecten.csv", text))
    assert first.cells == {"key": "x", "title": 'Een titel; met, tekens\nen een "regel"'}
    assert first.place("title") == "Projecten.csv:2, kolom Titel"
    assert (second.cells["key"], second.place("status")) == ("y", "Projecten.csv:5")


def test_the_name_of_a_csv_file_or_the_caller_says_the_kind(tmp_path: Path) -> None:
    path = csv(tmp_path / "levering.csv", "key\nx\n")
    with pytest.raises(InputError, match="blijkt niet wat er in staat"):
        sheets.read(path)
    assert sheets.read(path, "event")[0].kind == "event"


def test_the_line_that_excel_writes_for_itself_is_understood(tmp_path: Path) -> None:
    (row,) = sheets.read(csv(tmp_path / "project.csv", "sep=;\r\nkey;title\r\nx;een, twee\r\n"))
    assert (row.cells["title"], row.number) == ("een, twee", 3)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"key,title\nx,caf\xe9\n", r"project\.csv:2: .*UTF-8"),
        (b"\xff\xfek\x00e\x00y\x00", "NUL"),
        (b'key,title\nx,"open\ny,z\n', r"project\.csv:2: .*aanhalingstekens"),
        (b'key,title\nx,"a"b\n', r"project\.csv:2: .*aanhalingstekens"),
        (b"key,title\nx," + b"a" * 200_000 + b"\n", r"project\.csv:2: "),
        (b"key,title\nx,een,twee\n", r"project\.csv:2, kolom 3: .*zonder kop"),
        (b"key,titel,tittel\n", r"project\.csv:1, kolom tittel: .*Bedoelde u Titel"),
        (b"key" + b"," * 500 + b"\n", "500 kolommen"),
        (b"key\n" * 200_002, "200000 regels"),
    ],
)
def test_a_csv_that_misleads_is_one_clear_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        sheets.read(csv(tmp_path / "project.csv", data))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 10)
    with pytest.raises(InputError, match="groter dan"):
        sheets.read(csv(tmp_path / "project.csv", "key,title\nx,y\n"))


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    assert sheets.read(csv(tmp_path / "project.csv", "")) == []
    assert sheets.read(xlsx(tmp_path / "a.xlsx")) == []


def test_letters_count_as_excel_does() -> None:
    assert [workbook.letters(number) for number in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
