"""As a new user would: a template filled with five mistakes, mended by what its cells say, added, asked, undone."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from faults.rows import GOOD
from openpyxl.worksheet.worksheet import Worksheet

TITLE = "FICTIEF: Samen naar werk met de wijkcoach"
NAME = "fictief-samen-naar-werk-met-de-wijkcoach"
SHEET = "Projecten"
FILLED = {key: text for key, text in GOOD["project"][0].items() if key not in ("key", "zonmw_number", "topics")}
MISTAKES = {
    "municipalities": "Bredda | Zwolle",  # no municipality of that name
    "end": "2023-12-31",  # longer than the 48 months of round 2
    "main_applicant": "",
    "euro_granted": "240.000,50",  # a decimal comma where whole euros belong
}
OTHER = "FICTIEF: Een heel ander plan voor jongeren"
SHORT_CODE = {"municipalities": 518, "title": OTHER}  # a second row, in which Excel dropped the zero of 0518


@dataclass
class User:
    """Somebody with a copy of the graph folder and an empty folder to work in."""

    graph: Path
    desk: Path

    def types(self, *arguments: str, code: int = 0) -> str:
        """The command, how it must end, and what it says."""
        command = [sys.executable, "-m", "vakgraph", "--root", str(self.graph), *arguments]
        done = subprocess.run(command, cwd=self.desk, env=os.environ, capture_output=True, text=True, timeout=120)
        said = done.stdout + done.stderr
        assert done.returncode == code, said
        assert "Traceback" not in said
        return re.sub(r"\s+", " ", said)

    def state(self) -> dict[str, str]:
        """Every file of the graph with what is in it; the history of changes is not the graph."""
        files = (path for name in ("ontology", "data", "queries") for path in (self.graph / name).rglob("*"))
        return {
            path.relative_to(self.graph).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
            if path.is_file()
        }


@pytest.fixture(scope="module")
def user(root: Path, tmp_path_factory: pytest.TempPathFactory) -> User:
    at = tmp_path_factory.mktemp("journey")
    for name in ("ontology", "data", "queries"):
        shutil.copytree(root / name, at / "graph" / name)
    (at / "desk").mkdir()
    return User(at / "graph", at / "desk")


def _columns(page: Worksheet) -> dict[str, int]:
    """Where the headings stand; a required one has a star."""
    return {str(cell.value).rstrip(" *"): cell.column for cell in page[1] if cell.value}


def _fill(path: Path, rows: Mapping[int, Mapping[str, object]], to: Path) -> None:
    """Types rows into the sheet of projects, by the headings of the template."""
    from vakgraph.sheets import COLUMNS

    book = openpyxl.load_workbook(path)
    page = book[SHEET]
    columns = _columns(page)
    for number, cells in rows.items():
        for key, value in cells.items():
            page.cell(number, columns[COLUMNS["project"][key].nl]).value = value or None
    book.save(to)


def _cell(key: str, row: int, path: Path) -> str:
    from vakgraph.sheets import COLUMNS

    page = openpyxl.load_workbook(path)[SHEET]
    return str(page.cell(row, _columns(page)[COLUMNS["project"][key].nl]).coordinate)


def test_a_new_user_goes_from_template_to_graph_and_back(user: User) -> None:
    before = user.state()

    # template
    user.types("template", "levering.xlsx", "--kind", "project")
    template, wrong, marked, right = (user.desk / f"{name}.xlsx" for name in ("levering", "fout", "gemerkt", "goed"))
    page = openpyxl.load_workbook(template)[SHEET]
    assert "VOORBEELD" in str(page["A2"].value)
    assert page.data_validations.dataValidation, "no drop-down lists"

    # fill it wrong
    first, second = {**FILLED, **MISTAKES}, {**FILLED, **SHORT_CODE}
    _fill(template, {3: first, 4: second}, wrong)

    # validate
    said = user.types("validate", "fout.xlsx", "--marked", "gemerkt.xlsx", code=1)
    assert "Niet opnemen" in said
    spots = {(key, 3): _cell(key, 3, wrong) for key in MISTAKES} | {
        ("municipalities", 4): _cell("municipalities", 4, wrong)
    }
    for cell in spots.values():
        assert f"blad {SHEET}, cel {cell}" in said, (cell, said)
    assert "Bedoelde u Breda (0758)?" in said
    assert "0518" in said
    assert "48 toe" in said
    assert "hoofdaanvrager" in said
    assert "decimale komma" in said

    # look at the marked workbook
    book = openpyxl.load_workbook(marked)
    page, plain = book[SHEET], openpyxl.load_workbook(wrong)[SHEET]
    for cell in spots.values():
        assert page[cell].comment is not None, f"{cell} has no note"
        assert page[cell].fill.fgColor.rgb != plain[cell].fill.fgColor.rgb, f"{cell} is not coloured"
    noted = {cell.coordinate for row in page.iter_rows(min_row=3) for cell in row if cell.comment}
    assert noted == set(spots.values())
    assert "Breda (0758)" in page[spots["municipalities", 3]].comment.text
    assert "0518" in page[spots["municipalities", 4]].comment.text
    assert [[cell.value for cell in row] for row in page] == [[cell.value for cell in row] for row in plain]
    todo = book["Te herstellen"]
    links = {link.location or "" for row in todo for cell in row if (link := cell.hyperlink)}
    linked = {str(location).replace("$", "").replace("'", "").split("!")[-1] for location in links}
    formulas = {str(cell.value) for row in todo for cell in row if cell.data_type == "f"}
    linked |= {cell for cell in spots.values() if any(re.search(rf"!\$?{cell}\b", text) for text in formulas)}
    assert set(spots.values()) <= linked

    # nothing of it enters
    assert "Er is niets toegevoegd" in user.types("add", "fout.xlsx", code=1)
    assert user.state() == before

    # mend the marked workbook itself, and add it
    mended = {key: FILLED[key] for key in MISTAKES}
    _fill(marked, {3: mended, 4: {"municipalities": "0518"}}, right)
    assert "Goed" in user.types("validate", "goed.xlsx")
    trial = user.types("add", "goed.xlsx", "--dry-run")
    assert "2 projecten nieuw" in trial
    assert user.state() == before
    assert "2 projecten nieuw" in user.types("add", "goed.xlsx")
    added = set(user.state().items()) ^ set(before.items())
    assert {name for name, _ in added} == {
        f"data/project/{NAME}.ttl",
        "data/project/fictief-een-heel-ander-plan-voor-jongeren.ttl",
    }

    # a question shows it
    assert NAME in user.types("query", "projects-of-a-round", "--round", "ronde 2", "--format", "csv")
    assert TITLE in user.types("show", TITLE)
    assert NAME in user.types("query", "who-takes-part", "--municipality", "Breda", "--format", "csv")

    # and back
    assert "Teruggedraaid" in user.types("undo")
    assert user.state() == before
    assert NAME not in user.types("query", "projects-of-a-round", "--round", "ronde 2", "--format", "csv")
