"""A marked copy is the same workbook: what was wrong is coloured and noted, and nothing else differs by a byte."""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from vakgraph import sheets
from vakgraph.errors import InputError, WriteError
from vakgraph.sheets import guard
from vakgraph.sheets.letters import letters, place
from vakgraph.sheets.marking import Marked, cell_of, mark
from vakgraph.sheets.patching_notes import boxes
from vakgraph.sheets.patching_styles import FILLS
from vakgraph.sheets.patching_text import elements, escape, with_attribute

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
SHEET = "xl/worksheets/sheet1.xml"
WRONG = ("Projecten", "B3", "violation", "De titel staat er twee keer.", "Voeg de regels samen.")


def rich(path: Path) -> Path:
    """A workbook with much that openpyxl would lose."""
    book = xlsxwriter.Workbook(path)
    sheet, other = book.add_worksheet("Projecten"), book.add_worksheet("Grafiek")
    bold, red = book.add_format({"bold": True, "bg_color": "#DDDDDD"}), book.add_format({"font_color": "red"})
    sheet.write_row(0, 0, ["Sleutel", "Titel", "Begin", "Gemeenten", "Armen"], bold)
    sheet.set_column(3, 3, 20, book.add_format({"num_format": "@"}))
    for row in range(1, 9):
        sheet.write(row, 0, f"p{row}")
        sheet.write_rich_string(row, 1, "Een ", bold, "vette ", red, f"titel {row}")
        sheet.write_datetime(row, 2, datetime.datetime(2018, row, 1), book.add_format({"num_format": "d-m-yyyy"}))
        sheet.write(row, 4, row)
    sheet.write_formula("E12", "=SUM(E2:E9)", bold, 36)
    sheet.write_comment("B3", "Bestaande notitie", {"author": "Afdeling"})
    sheet.data_validation("D2:D100", {"validate": "list", "source": ["Breda", "Tilburg"]})
    sheet.conditional_format("E2:E9", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("F2", {"range": "Projecten!E2:E9"})
    sheet.merge_range("A14:B15", "samen")
    sheet.autofilter("A1:E9")
    (path.parent / "beeld.png").write_bytes(PICTURE)
    sheet.set_header("&L&G", {"image_left": str(path.parent / "beeld.png")})
    for place_ in (sheet, other):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Projecten!$E$2:$E$9"})
        place_.insert_chart("H4", chart)
    book.close()
    return path


def plain(path: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Projecten"
    for row in rows or (["key", "title"], ["x", "een"], ["y", "twee"]):
        book.active.append(row)
    book.save(path)
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path: Path, change: dict[str, Any]) -> Path:
    """The same workbook in which some parts are other; None takes a part away."""
    kept = parts(path)
    for name, new in change.items():
        kept[name] = new(kept.get(name, b"").decode()).encode() if callable(new) else new
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    return path


def opened(path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def fill(book: Any, cell: str, sheet: str = "Projecten") -> str:
    found = book[sheet][cell].fill
    return found.fgColor.rgb if found.fill_type else ""


def note(book: Any, cell: str, sheet: str = "Projecten") -> str:
    return book[sheet][cell].comment.text if book[sheet][cell].comment else ""


def marked(path: Path, *findings: Sequence[str], language: str = "nl") -> tuple[Marked, Any]:
    out = path.with_name("gemerkt.xlsx")
    done = mark(path, out, findings, language)
    return done, opened(out)


# --- the same workbook ----------------------------------------------------------------------------------


def test_every_part_that_need_not_change_stays_byte_for_byte(tmp_path: Path) -> None:
    before = parts(rich(tmp_path / "a.xlsx"))
    done, _ = marked(tmp_path / "a.xlsx", WRONG)
    after = parts(tmp_path / "gemerkt.xlsx")
    assert done.same
    assert list(after)[: len(before)] == list(before), "the parts stand in their order"
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        SHEET,
    }
    assert set(after) - set(before) == {"xl/worksheets/sheet3.xml"}


def test_of_a_sheet_only_the_style_of_the_marked_cell_differs(tmp_path: Path) -> None:
    before = parts(rich(tmp_path / "a.xlsx"))[SHEET].decode()
    marked(tmp_path / "a.xlsx", WRONG)
    after = parts(tmp_path / "gemerkt.xlsx")[SHEET].decode()
    assert re.sub(r'(<c r="B3" t="s") s="[0-9]+"', r"\1", after) == before
    for kept in ("x14:sparkline", "x14:dataBar", "<v>36</v>", "<dataValidation ", "<autoFilter ", "<legacyDrawingHF "):
        assert kept in after


def test_wrong_cells_are_coloured_by_the_gravest_finding_and_noted(tmp_path: Path) -> None:
    _, book = marked(
        rich(tmp_path / "a.xlsx"),
        WRONG,
        ("Projecten", "D4", "warning", "Gemeente <ontbreekt> & 'zo'."),
        ("Projecten", "D4", "violation", "Deze gemeente is er niet.", "Bedoelde u Breda (0758)?"),
        ("Projecten", "E12", "info", "De som klopt."),
    )
    assert [fill(book, cell) for cell in ("B3", "D4", "E12", "A2")] == [FILLS["violation"]] * 2 + [FILLS["info"], ""]
    assert note(book, "D4") == (
        "Fout: Deze gemeente is er niet. Bedoelde u Breda (0758)?\n\nLet op: Gemeente <ontbreekt> & 'zo'."
    )
    assert note(book, "E12") == "Ter informatie: De som klopt."
    assert book["Projecten"]["E12"].font.bold and book["Projecten"]["D4"].number_format == "@"


def test_a_note_that_stood_there_is_kept_and_added_to(tmp_path: Path) -> None:
    path = plain(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["Projecten"]["A2"].comment = Comment("Van mij", "Afdeling")
    book["Projecten"]["B3"].comment = Comment("Ook van mij", "Afdeling")
    book.save(path)
    _, book = marked(path, WRONG)
    assert (note(book, "A2"), note(book, "B3")) == (
        "Van mij",
        "Ook van mij\n\nFout: De titel staat er twee keer. Voeg de regels samen.",
    )
    assert book["Projecten"]["B3"].comment.author == "Afdeling"
    text = next(data.decode() for name, data in parts(tmp_path / "gemerkt.xlsx").items() if name.endswith(".vml"))
    assert set(boxes(text)) == {(2, 1), (3, 2)}, "one box for each note"


def test_the_list_names_every_finding_and_leads_to_its_cell(tmp_path: Path) -> None:
    path = rich(tmp_path / "a.xlsx")
    _, book = marked(path, WRONG, ("Weg", "A1", "warning", "Dit blad is er niet."), ("", "", "info", "=1+1"))
    rows = [[cell.value for cell in row] for row in book["Te herstellen"].iter_rows()]
    assert rows[0] == ["Nr.", "Blad", "Cel", "Ernst", "Wat is er aan de hand", "Hoe te herstellen"]
    assert rows[1] == ["1", "Projecten", "B3", "Fout", WRONG[3], WRONG[4]]
    assert rows[3][4] == "=1+1" and book["Te herstellen"]["E4"].data_type == "s", "never a formula"
    tall = [book["Te herstellen"].row_dimensions[row].height for row in (2, 3, 4)]
    assert tall == [None] * 3, "a short text takes one line"
    _, longer = marked(path, ("Projecten", "B3", "violation", "Dit is een lange zin. " * 8))
    assert longer["Te herstellen"].row_dimensions[2].height == 45
    links = [book["Te herstellen"][f"C{row}"].hyperlink for row in (2, 3, 4)]
    assert [link and link.location for link in links] == ["'Projecten'!B3", None, None]
    assert book.sheetnames[-1] == "Te herstellen" and book.active.title == "Projecten"


def test_a_good_workbook_is_told_so(tmp_path: Path) -> None:
    path = plain(tmp_path / "a.xlsx")
    done, book = marked(path)
    assert done.same and book["Te herstellen"]["E2"].value == "Er is niets te herstellen."
    assert parts(path)[SHEET] == parts(tmp_path / "gemerkt.xlsx")[SHEET]


def test_in_english_where_asked(tmp_path: Path) -> None:
    _, book = marked(plain(tmp_path / "a.xlsx"), WRONG, language="en")
    assert note(book, "B3").startswith("Wrong: ") and book["To mend"]["E1"].value == "What is the matter"


def test_cells_and_rows_that_are_not_there_are_made_in_order(tmp_path: Path) -> None:
    cells = ["A1", "C2", "D2", "AB2", "B7", "A7", "B9", "A3"]
    _, book = marked(plain(tmp_path / "a.xlsx"), *(("Projecten", cell, "violation", "x") for cell in cells))
    assert all(fill(book, cell) == FILLS["violation"] for cell in cells)
    made = re.findall(r'<c r="([A-Z]+[0-9]+)"', parts(tmp_path / "gemerkt.xlsx")[SHEET].decode())
    assert [place(cell) for cell in made] == sorted(place(cell) for cell in made)


def test_a_made_cell_looks_like_its_column(tmp_path: Path) -> None:
    _, book = marked(rich(tmp_path / "a.xlsx"), ("Projecten", "D5", "violation", "Leeg."))
    assert book["Projecten"]["D5"].number_format == "@"


def test_a_finding_of_a_whole_row_marks_its_first_cell(tmp_path: Path) -> None:
    _, book = marked(plain(tmp_path / "a.xlsx"), ("Projecten", "3", "warning", "Deze regel staat er al."))
    assert fill(book, "A3") == FILLS["warning"]


def test_a_covered_cell_is_marked_where_its_merged_cell_begins(tmp_path: Path) -> None:
    _, book = marked(rich(tmp_path / "a.xlsx"), ("Projecten", "B15", "violation", "Leeg."))
    assert fill(book, "A14") == FILLS["violation"] and note(book, "A14") == "Fout: Leeg."


def test_light_letters_become_dark_on_the_light_fill(tmp_path: Path) -> None:
    path = plain(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    for cell, colour in (("A1", "FFFFFFFF"), ("B1", "FFC00000")):
        book["Projecten"][cell].font = openpyxl.styles.Font(bold=True, color=colour)
    book.save(path)
    _, book = marked(path, ("Projecten", "A1", "violation", "x"), ("Projecten", "B1", "violation", "x"))
    assert [book["Projecten"][cell].font.color.rgb for cell in ("A1", "B1")] == ["FF000000", "FFC00000"]
    assert book["Projecten"]["A1"].font.bold


def test_what_stood_in_the_cells_reads_as_before(tmp_path: Path) -> None:
    path = rich(tmp_path / "a.xlsx")
    marked(path, ("Projecten", "A2", "violation", "x"))
    book, copy = opened(path), opened(tmp_path / "gemerkt.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert copy[sheet.title][cell.coordinate].value == cell.value


CELLS = st.tuples(st.integers(1, 30), st.integers(1, 30))


@given(st.lists(CELLS, max_size=20), st.lists(CELLS, min_size=1, max_size=20), st.booleans())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_marked_nothing_else_changes(
    tmp_path: Path, filled: list[tuple[int, int]], wrong: list[tuple[int, int]], numbered: bool
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Projecten"
    for row, column in filled:
        book.active.cell(row, column, f"{row}x{column}")
    book.save(tmp_path / "a.xlsx")
    names = [f"{letters(column)}{row}" for row, column in wrong]
    _, copy = marked(tmp_path / "a.xlsx", *(("Projecten", name, "violation", f"Fout in {name}") for name in names))
    for row in range(1, 31):
        for column in range(1, 31):
            cell = f"{letters(column)}{row}"
            assert copy["Projecten"][cell].value == (f"{row}x{column}" if (row, column) in filled else None)
            assert bool(fill(copy, cell)) == bool(note(copy, cell)) == (cell in names)


# --- workbooks of other programs ------------------------------------------------------------------------


def test_a_workbook_whose_tags_have_a_prefix_is_marked(tmp_path: Path) -> None:
    def prefixed(text: str) -> str:
        return re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")

    path = rewritten(plain(tmp_path / "a.xlsx"), dict.fromkeys((SHEET, "xl/styles.xml", "xl/workbook.xml"), prefixed))
    done, book = marked(path, WRONG, ("Projecten", "D9", "warning", "Leeg."))
    assert done.same and fill(book, "B3") == FILLS["violation"] and note(book, "D9") == "Let op: Leeg."


def test_rows_and_cells_that_do_not_say_their_number_are_counted(tmp_path: Path) -> None:
    path = rewritten(
        plain(tmp_path / "a.xlsx"), {SHEET: lambda text: re.sub(r'(<(?:row|c)) r="[A-Z]*[0-9]+"', r"\1", text)}
    )
    _, book = marked(path, WRONG)
    assert (fill(book, "B3"), fill(book, "A3"), book["Projecten"]["B3"].value) == (FILLS["violation"], "", "twee")


def test_a_sheet_with_buttons_gets_its_notes_beside_them(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Projecten")
    sheet.write_row(0, 0, ["key", "title"])
    sheet.insert_button("D2", {"caption": "Klik"})
    book.close()
    _, book = marked(tmp_path / "a.xlsx", WRONG)
    assert note(book, "B3").startswith("Fout: ")
    drawing = parts(tmp_path / "gemerkt.xlsx")["xl/drawings/vmlDrawing1.vml"].decode()
    assert drawing.count('ObjectType="Button"') == 1 and drawing.count('ObjectType="Note"') == 1
    ids = re.findall(r'id="(_x0000_s[0-9]+)"', drawing)
    assert len(set(ids)) == len(ids)


def test_the_pointer_to_the_notes_stands_where_the_format_wants_it(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Projecten")
    sheet.write_row(0, 0, ["key", "title", "arms"])
    sheet.add_table("A1:C5", {"columns": [{"header": head} for head in ("key", "title", "arms")]})
    sheet.conditional_format("C2:C5", {"type": "data_bar", "data_bar_2010": True})
    book.close()
    _, book = marked(tmp_path / "a.xlsx", WRONG)
    text = parts(tmp_path / "gemerkt.xlsx")[SHEET].decode()
    order = [each.local for each in elements(text, text.index("</sheetData>") + 12)]
    assert order.index("legacyDrawing") == order.index("tableParts") - 1
    assert list(book["Projecten"].tables) == ["Table1"]


def talking(path: Path) -> Path:
    """A workbook in which a conversation stands at B3."""
    book = openpyxl.load_workbook(plain(path))
    book["Projecten"]["B3"].comment = Comment("[Threaded comment]", "tc={11111111-2222-3333-4444-555555555555}")
    book.save(path)
    return path


def test_a_conversation_is_left_alone_and_that_is_said(tmp_path: Path) -> None:
    done, book = marked(talking(tmp_path / "a.xlsx"), WRONG, ("Projecten", "A2", "warning", "Ook."))
    assert done.same and [trouble.nl for trouble in done.said] == [
        "blad Projecten, cel B3: hier staat al een gesprek, waar geen notitie bij kan; zie het blad Te herstellen."
    ]
    assert (note(book, "B3"), fill(book, "B3")) == ("[Threaded comment]", FILLS["violation"])
    assert note(book, "A2") == "Let op: Ook."


# --- a marked copy that comes back ----------------------------------------------------------------------


def test_a_marked_copy_reads_as_the_delivery_did(tmp_path: Path) -> None:
    path = plain(tmp_path / "a.xlsx")
    marked(path, WRONG)
    before, after = sheets.read(path), sheets.read(tmp_path / "gemerkt.xlsx")
    assert [row.cells for row in before] == [row.cells for row in after]


def test_marks_of_the_last_time_are_taken_away(tmp_path: Path) -> None:
    path = rich(tmp_path / "a.xlsx")
    first = (
        ("Projecten", "E12", "info", "Som."),
        ("Projecten", "A7", "warning", "Hm."),
        ("Projecten", "C20", "violation", "x"),
    )
    marked(path, WRONG, *first)
    again = (tmp_path / "gemerkt.xlsx").replace(tmp_path / "b.xlsx")
    _, book = marked(again, ("Projecten", "A7", "violation", "Nog niet."))
    assert [fill(book, cell) for cell in ("B3", "E12", "C20")] == ["", "FFDDDDDD", ""]
    assert (note(book, "B3"), note(book, "A7"), note(book, "E12")) == ("Bestaande notitie", "Fout: Nog niet.", "")
    assert book.sheetnames == ["Projecten", "Grafiek", "Te herstellen"]
    assert [row[2].value for row in book["Te herstellen"].iter_rows()] == ["Cel", "A7"]
    assert "ObjectType" in parts(tmp_path / "gemerkt.xlsx")["xl/drawings/vmlDrawing1.vml"].decode()


def test_a_note_of_somebody_else_is_never_taken_for_ours(tmp_path: Path) -> None:
    path = plain(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["Projecten"]["B3"].comment = Comment("Let op: dit is van mij", "Afdeling")
    book.save(path)
    marked(path, WRONG)
    again = (tmp_path / "gemerkt.xlsx").replace(tmp_path / "b.xlsx")
    assert note(marked(again)[1], "B3") == "Let op: dit is van mij"


# --- where it cannot be ---------------------------------------------------------------------------------


def strict(text: str) -> str:
    return text.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"xl/workbook.xml": strict}, "Strict Open XML"),
        ({"_xmlsignatures/sig1.xml": b"<x></x>"}, "digitaal ondertekend"),
        ({"xl/vbaProject.bin": b"x"}, "macro's"),
        ({SHEET: lambda text: text.replace("<sheetData>", "<!-- --><sheetData>")}, "ongewone manier"),
        ({SHEET: lambda text: text.replace("<sheetData>", "<sheetData></sheet>")}, "niet goed te wijzigen"),
        ({SHEET: lambda text: text.replace('<row r="2"', '<row r="9"')}, "niet op volgorde"),
        ({"xl/styles.xml": lambda text: text.replace("cellXfs", "celXfs")}, "geen cellXfs"),
        ({"xl/styles.xml": "é".encode("latin-1")}, "ongewone manier"),
    ],
)
def test_where_it_cannot_be_the_list_stands_apart_and_that_is_said(tmp_path: Path, change: Any, said: str) -> None:
    done, book = marked(rewritten(plain(tmp_path / "a.xlsx"), change), WRONG)
    assert not done.same and said in done.said[0].nl and "in een werkmap apart" in done.said[0].nl
    assert book.sheetnames == ["Te herstellen"] and book.active["E2"].value == WRONG[3]
    assert book.active["C2"].hyperlink is None, "the cell is in another workbook"


def test_an_encrypted_workbook_gets_its_list_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(guard._OLE + "EncryptedPackage".encode("utf-16-le"))
    done, _ = marked(path, WRONG)
    assert not done.same and "wachtwoord" in done.said[0].nl


def test_what_cannot_be_read_or_written_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="niet te lezen"):
        mark(tmp_path / "weg.xlsx", tmp_path / "b.xlsx", [])
    with pytest.raises(WriteError, match="kan niet worden geschreven"):
        mark(plain(tmp_path / "a.xlsx"), tmp_path / "geen" / "b.xlsx", [])


def test_the_source_is_not_touched_and_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    path = rich(tmp_path / "a.xlsx")
    before = path.read_bytes()
    mark(path, tmp_path / "b.xlsx", [WRONG])
    mark(path, tmp_path / "c.xlsx", [WRONG])
    assert path.read_bytes() == before
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "c.xlsx").read_bytes()


# --- CSV ------------------------------------------------------------------------------------------------


def test_a_csv_becomes_a_marked_workbook_with_the_same_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "Projecten.csv"
    path.write_text('sep=;\r\nsleutel;titel;gemeenten\r\nx;"twee\nregels";0518\r\ny;=1+1;\r\n', encoding="utf-8")
    _, last = sheets.read(path)
    done, book = marked(path, ("", cell_of(last, "municipalities"), "violation", "Vul in."), ("", "3", "info", "Rij."))
    assert not done.same and "CSV" in done.said[0].nl
    assert book.sheetnames == ["Projecten", "Te herstellen"]
    assert (book["Projecten"]["B3"].value, book["Projecten"]["C3"].value) == ("twee\nregels", "0518")
    assert book["Projecten"]["B5"].value == "=1+1" and book["Projecten"]["B5"].data_type == "s"
    assert (fill(book, "C5"), note(book, "C5"), note(book, "A3")) == (
        FILLS["violation"],
        "Fout: Vul in.",
        "Ter informatie: Rij.",
    )
    assert book["Te herstellen"]["C2"].hyperlink.location == "'Projecten'!C5"
    copy = tmp_path / "b.xlsx"
    (tmp_path / "gemerkt.xlsx").replace(copy)
    assert [row.cells for row in sheets.read(copy)] == [row.cells for row in sheets.read(path)]


# --- the small tools ------------------------------------------------------------------------------------


def test_what_xml_cannot_carry_is_replaced() -> None:
    assert escape("a\x00<&>\"'\ud800") == "a\N{REPLACEMENT CHARACTER}&lt;&amp;&gt;&quot;&apos;\N{REPLACEMENT CHARACTER}"


def test_an_attribute_is_set_whatever_its_neighbours_are_called() -> None:
    assert with_attribute('<c r="A1" ss="1"/>', "s", "2") == '<c r="A1" ss="1" s="2"/>'
    assert with_attribute("<c s='1' r=\"A1\">", "s", "2") == '<c s="2" r="A1">'
