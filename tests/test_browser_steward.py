"""A steward and a client manager in a real browser: handing in without script, and a card on one sheet of paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import small_world
from browser import Tab, served, visit
from test_web_steward import FINDING, PROJECT

from vakgraph.cases import cases

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WRONG = f"Project;Volgnummer;Richting;Deelnemers\n{PROJECT};99;Betr;twaalf\n"


@pytest.fixture(scope="module")
def home(browser: Browser) -> Iterator[str]:
    with served() as address:
        yield address


def chosen(tab: Tab, path: Path) -> None:
    """Choose the file on the page."""
    assert tab.open("/nl/steward") == 200
    tab.page.set_input_files("#file", path)


def judged(tab: Tab, path: Path) -> str:
    """What the page says of a file."""
    chosen(tab, path)
    tab.page.click("button[value=report]", timeout=60_000)
    tab.page.wait_for_selector(".outcome", timeout=60_000)
    return tab.text()


def test_a_report_has_no_fault_at_any_width(browser: Browser, home: str, tmp_path: Path) -> None:
    wrong, good = tmp_path / "Bevindingen.csv", tmp_path / "levering.ttl"
    wrong.write_text(WRONG, encoding="utf-8")
    good.write_text(small_world.PREFIXES + FINDING, encoding="utf-8")
    with visit(browser, home) as tab:
        assert "Niet opnemen" in judged(tab, wrong) and tab.faults(axe=(320, 1280)) == []
        mark = tab.page.locator(".small-sheet a.at").first
        mark.click()
        assert f"#{tab.page.evaluate('document.querySelector(`li:target`).id')}" == mark.get_attribute("href")
        with tab.page.expect_download() as taken:
            tab.page.click("a.button")
        assert taken.value.suggested_filename == "Bevindingen-gemerkt.xlsx"
        assert "Dit vak wordt van" in judged(tab, good) and tab.faults(axe=(320, 1280)) == []


def test_the_marked_workbook_comes_without_script(browser: Browser, home: str, tmp_path: Path) -> None:
    wrong = tmp_path / "Bevindingen.csv"
    wrong.write_text(WRONG, encoding="utf-8")
    with visit(browser, home, javascript=False) as tab:
        chosen(tab, wrong)
        with tab.page.expect_download(timeout=60_000) as taken:
            tab.page.click("button[value=marked]")
        assert taken.value.suggested_filename == "Bevindingen-gemerkt.xlsx"


def test_every_card_is_one_sheet_of_paper(browser: Browser, home: str) -> None:
    with visit(browser, home) as tab:
        for path in [*(f"/nl/case/{name}/card" for name in cases("nl")), "/en/case/schulden-en-somber/card"]:
            assert tab.open(path) == 200
            paper = tab.page.pdf(prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, path


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_state_of_the_programme_is_two_sheets_of_paper(browser: Browser, home: str, language: str) -> None:
    with visit(browser, home) as tab:
        assert tab.open(f"/{language}/status") == 200
        paper = tab.page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2
        tab.page.emulate_media(media="print")
        tab.wide(710)  # 188 mm: what is wider makes the browser print all of it smaller
        assert tab.page.evaluate("() => document.documentElement.scrollWidth") <= 710
        notes = "() => [...document.querySelectorAll('.report .note')].filter(e => !e.closest('details'))"
        assert tab.page.evaluate(f"({notes})().every(e => e.checkVisibility())")


def test_a_case_reads_on_a_phone(browser: Browser, home: str) -> None:
    with visit(browser, home) as tab:
        for path in ("cases", "case/schulden-en-somber", "case/schulden-en-somber/card"):
            assert tab.open(f"/nl/{path}") == 200
            assert tab.faults(widths=(320,), axe=(320,)) == []
