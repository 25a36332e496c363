"""From home to an answer in three clicks, and to a card for at the desk in three taps: walked in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from browser import WIDTHS, Tab, serving, visit

from vakgraph.graph import VakGraph
from vakgraph.web.library import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST = 3
# What a reader wants to know -> what is clicked from home on, and words of the answer. "list: value" is a choice in a
# drop-down list, which is a click as well; "field = words" is typing, which is none; "[word]" is a button.
QUESTIONS = {
    "Wat werkt voor statushouders?": (
        ("Doelgroep: Statushouders", "[Vraag]"),
        "Statushouders",
    ),
    "Onder welke voorwaarden werkt Mosaic?": (
        ("Onder welke voorwaarden", "Interventie: Mosaic", "[Vraag]"),
        "Mosaic",
    ),
    "Met wie werkte Amersfoort samen?": (
        ("Wie werkt met wie samen?", "Organisatie of gemeente: Amersfoort", "[Vraag]"),
        "Amersfoort",
    ),
    "Wat bleek niet beter dan wat men al deed?": (
        ("Vragen", "Geprobeerd en geen verschil aangetoond"),
        "= Geen verschil aangetoond",
    ),
    "Voor wie werkt een interventie uitdrukkelijk niet?": (("Vragen", "Voor wie niet"), "bevinding"),
    "Wat heeft niemand onderzocht?": (("Niet onderzocht",), "niet onderzocht"),
    "Welke gemeenten deden nooit mee?": (("Vragen", "Gemeenten zonder bekende deelname"), "niet bij naam bekend"),
    "Welke gemeente lijkt op Haarlemmermeer, en wie kan ik bellen?": (
        ("Zoeken", "Waar zoekt u naar? = Haarlemmermeer", "[Zoeken]", "Haarlemmermeer"),
        "Wie te bellen",
    ),
    "Wat deed de voorganger van mijn gemeente, Haren?": (
        ("Zoeken", "Waar zoekt u naar? = Haren", "[Zoeken]", "Haren"),
        "Groningen",
    ),
    "Hoeveel aanvragen kreeg elke ronde, en hoeveel zijn er gehonoreerd?": (("Vragen", "Rondes"), "59"),
    "Hoeveel gemeenten deden mee, en volgens wie?": (("Vragen", "Hoeveel gemeenten deden mee?"), "111"),
    "Waar spreken bronnen elkaar tegen?": (("Alle tegenspraken",), "Aantal gemeenten van Mosaic"),
}


@pytest.fixture(scope="module")
def home(browser: Browser) -> Iterator[str]:
    with serving(Library(VakGraph.open())) as address:
        yield address


def do(tab: Tab, step: str) -> int:
    """One step as a reader takes it; how many clicks it was."""
    label, colon, value = step.partition(": ")
    if colon:
        tab.page.get_by_label(label, exact=True).select_option(label=value)
        return 1
    label, equals, words = step.partition(" = ")
    if equals:
        tab.page.get_by_label(label).fill(words)
        return 0
    with tab.page.expect_navigation():
        tab.page.get_by_role("button" if step[0] == "[" else "link", name=step.strip("[]"), exact=True).first.click()
    return 1


def walked(tab: Tab, steps: tuple[str, ...]) -> int:
    """From the first page along those steps; the clicks that it took."""
    tab.open("/nl/")
    return sum(do(tab, step) for step in steps)


def test_there_are_twelve_questions() -> None:
    assert len(QUESTIONS) == 12


@pytest.mark.parametrize("asked", QUESTIONS)
def test_an_answer_is_three_clicks_from_home(browser: Browser, home: str, asked: str) -> None:
    steps, words = QUESTIONS[asked]
    with visit(browser, home) as tab:
        clicks = walked(tab, steps)
        assert clicks <= MOST, f"{clicks} clicks"
        assert tab.page.locator("main table tbody tr").count() > 0
        assert words in tab.text()
        assert not tab.errors


def test_a_card_is_three_taps_from_home_on_a_phone(browser: Browser, home: str) -> None:
    with visit(browser, home, has_touch=True, is_mobile=True) as tab:
        tab.wide(WIDTHS[0])
        tab.open("/nl/")
        for place in ("header a[href$='/cases']", "main .situations a >> nth=0", "main a[href$='/card']"):
            with tab.page.expect_navigation():
                tab.page.locator(place).tap()
        assert tab.page.url.endswith("/card")
        assert tab.page.locator("h1").is_visible() and not tab.sideways()
        words = len(tab.text().split())
        assert 60 < words < 400, f"{words} words"


def test_a_walk_that_leads_to_no_answer_is_seen(browser: Browser, home: str) -> None:
    with visit(browser, home) as tab:
        assert walked(tab, ("Vragen", "Gestopt met een interventie")) == 2
        assert tab.page.locator("main table tbody tr").count() == 0
