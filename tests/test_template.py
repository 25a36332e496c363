"""A template tells what it wants, and reads back empty; what it offers to choose is what reading understands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from vakgraph import checkout, find, mapping, sheets, turtle
from vakgraph.errors import UnknownName
from vakgraph.mapping.words import named
from vakgraph.namespaces import CONCEPT, GEMEENTE, KINDS, SCHEMES
from vakgraph.sheets import COLUMNS, Row, headings
from vakgraph.sheets.example import MARKS, example
from vakgraph.sheets.template import write_template
from vakgraph.sheets.template_words import Explained, takes
from vakgraph.store import embedded

LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
CHOICES = {
    "municipality": [f"Gemeente{number} ({number:04})" for number in range(342)],
    "status": ["Gepland", "Loopt", "Afgerond"],
    "direction": ["Beter", "Slechter, maar niet veel"],
}


def template(path: Path, *kinds: str, **more: Any) -> Any:
    """The template of these kinds, as openpyxl sees it."""
    write_template(path, kinds or list(COLUMNS), CHOICES, **more)
    return openpyxl.load_workbook(path)


def lists(sheet: Any) -> dict[str, Any]:
    """The rule of each column, by its heading."""
    return {
        str(sheet.cell(1, next(iter(rule.ranges.ranges)).min_col).value).rstrip(" *"): rule
        for rule in sheet.data_validations.dataValidation
    }


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_untouched_template_reads_back_empty(tmp_path: Path, language: str) -> None:
    template(tmp_path / "a.xlsx", language=language)
    assert sheets.read(tmp_path / "a.xlsx") == []


def test_the_same_template_is_the_same_bytes(tmp_path: Path) -> None:
    template(tmp_path / "a.xlsx")
    template(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_template_has_a_sheet_for_each_kind_with_headings_that_are_read(tmp_path: Path) -> None:
    book = template(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Uitleg", *(KINDS[kind].sheet for kind in COLUMNS), "Lijsten"]
    for kind, columns in COLUMNS.items():
        sheet = book[KINDS[kind].sheet]
        heads = [cell.value for cell in sheet[1]]
        assert [headings.fold(head) for head in heads] == [headings.fold(column.nl) for column in columns.values()]
        assert any(head.endswith(" *") for head in heads), f"nothing is required of {kind}"
        assert sheet.freeze_panes == "B2"
        assert all(cell.comment for cell in sheet[1]), "a heading explains its column"


def test_a_heading_explains_in_the_words_of_the_shapes(tmp_path: Path) -> None:
    told = {("project", "status"): Explained("status", "Hoe ver het is", required=True)}
    book = template(tmp_path / "a.xlsx", "project", explained=told)
    (head,) = [cell for cell in book["Projecten"][1] if cell.value == "Status *"]
    assert "Status. Hoe ver het is." in head.comment.text
    rows = [[cell.value for cell in row] for row in book["Uitleg"].iter_rows()]
    assert ["Projecten", "Status *", "ja", "nee", "kies uit de lijst", "Status. Hoe ver het is"] in rows


def test_a_code_or_date_stays_text_and_an_amount_a_number(tmp_path: Path) -> None:
    sheet = template(tmp_path / "a.xlsx", "project")["Projecten"]
    forms = {str(cell.value).rstrip(" *"): sheet.cell(2, cell.column).number_format for cell in sheet[1]}
    assert {forms[head] for head in ("Gemeenten", "ZonMw-nummer", "Begin", "Einde")} == {"@"}
    assert (forms["Armen"], forms["Toegekend bedrag (euro)"]) == ("0", "#,##0")
    assert sheet.column_dimensions["M"].width > 13


def test_a_short_list_stands_in_the_cell_and_a_long_one_on_a_hidden_sheet(tmp_path: Path) -> None:
    book = template(tmp_path / "a.xlsx", "project", "finding", "uptake")
    rules = lists(book["Projecten"])
    assert rules["Status"].formula1 == '"Gepland,Loopt,Afgerond,onbekend"'
    assert rules["Gemeenten"].formula1 == "Lijsten!$B$2:$B$344"
    assert lists(book["Toepassingen"])["Gemeente"].formula1 == "Lijsten!$B$2:$B$343", "no onbekend where it cannot be"
    assert book["Lijsten"].sheet_state == "hidden"
    assert [book["Lijsten"][cell].value for cell in ("B2", "B343", "B344")] == [
        "Gemeente0 (0000)",
        CHOICES["municipality"][-1],
        "onbekend",
    ]
    assert lists(book["Bevindingen"])["Richting"].formula1.startswith("Lijsten!"), "a comma would divide a word in two"


def test_only_a_closed_list_refuses_and_several_values_are_never_refused(tmp_path: Path) -> None:
    rules = lists(template(tmp_path / "a.xlsx", "project")["Projecten"])
    assert (rules["Status"].errorStyle or "stop", rules["Status"].showErrorMessage) == ("stop", True)
    assert rules["Hoofdaanvrager"].errorStyle == "warning"
    assert not rules["Gemeenten"].showErrorMessage
    assert "|" in rules["Gemeenten"].prompt


def test_a_template_says_its_title_and_language(tmp_path: Path) -> None:
    book = template(tmp_path / "a.xlsx", "project")
    assert (book.properties.title, book.properties.language) == ("Sjabloon voor vakgraph", "nl")


def test_rows_that_there_are_stand_under_the_example_and_read_back(tmp_path: Path) -> None:
    said = {"key": "x", "title": "=1+1", "municipalities": "0518 | Breda", "euro_granted": "250000", "begin": "2018-06"}
    row = Row("project", said, "", "Projecten", 1, {})
    template(tmp_path / "a.xlsx", "project", "event", current=[row])
    (read,) = sheets.read(tmp_path / "a.xlsx")
    assert (dict(read.cells), read.number) == (said, 3)


def test_an_unknown_kind_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r'"projekt".*Bedoelde u project'):
        write_template(tmp_path / "a.xlsx", ["projekt"], {})


# --- the example ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", COLUMNS)
def test_an_example_is_marked_and_made_up(kind: str) -> None:
    cells = example(kind)
    assert next(iter(cells.values())) == MARKS["nl"]
    assert set(cells) <= set(COLUMNS[kind])
    assert re.search("fictie|voorbeeld", " ".join(list(cells.values())[1:]).casefold())


def test_an_example_that_was_changed_is_not_skipped(tmp_path: Path) -> None:
    book = template(tmp_path / "a.xlsx", "project")
    book["Projecten"]["B2"] = "Een echt project"
    book.save(tmp_path / "a.xlsx")
    (row,) = sheets.read(tmp_path / "a.xlsx")
    assert row.cells["title"] == "Een echt project"
    assert list(row.troubles) == ["key"] and "als voorbeeld gemerkt" in row.troubles["key"].nl


@pytest.mark.parametrize("kind", COLUMNS)
def test_the_words_of_an_example_are_concepts_of_the_graph(root: Path, kind: str) -> None:
    for column in COLUMNS[kind].values():
        words = example(kind).get(column.key, "")
        if words and words != "onbekend" and takes(column) and set(takes(column)) <= set(SCHEMES):
            for word in words.split(" | "):
                assert any(word in labels(root, scheme) for scheme in takes(column)), f"{column.key}: {word}"


def labels(root: Path, scheme: str) -> set[str]:
    triples = turtle.read(root / "ontology" / "concepts" / f"{scheme}.ttl")
    return {
        str(getattr(t.object, "value", "")) for t in triples if t.predicate.value == LABEL and CONCEPT in str(t.subject)
    }


def test_an_example_says_nothing_that_mapping_could_not_read() -> None:
    def any_name(word: str, text: str) -> str:
        return (KINDS[word].iri if word in KINDS else f"{CONCEPT}{word}/") + "x"

    for kind in COLUMNS:
        cells = {**example(kind), "key": "x", "project": "x", "intervention": "x"}
        row = Row(kind, {key: text for key, text in cells.items() if key in COLUMNS[kind]}, "a", "b", 2, {})
        assert mapping.judge(row, any_name)[1] == [], kind


# --- a municipality as the list offers it ---------------------------------------------------------------


def test_a_municipality_may_be_written_with_its_code(root: Path) -> None:
    store = embedded.open(checkout.find(root))

    def names(word: str, text: str) -> str:
        return find.thing(store, text, word)

    assert named("municipality", "Breda (0758)", names).value == f"{GEMEENTE}gm0758"
    assert named("organisation/municipality", "Bergen (L.) (0893)", names).value == f"{GEMEENTE}gm0893"
    with pytest.raises(UnknownName, match="verschillende gemeenten"):
        named("municipality", "Breda (0855)", names)
    with pytest.raises(UnknownName, match="Bedoelde u 0518"):
        named("municipality", "'s-Gravenhage (518)", names)
    with pytest.raises(UnknownName, match="Bedoelde u Breda"):
        named("municipality", "Breeda (0758)", names)
