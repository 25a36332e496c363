"""The pages as a real browser shows them: nothing from outside, nothing wrong, nothing out of reach."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import cycle, groupby
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import WIDTHS, Tab, chromium, main_pages, serving, visit

from vakgraph.graph import VakGraph
from vakgraph.web import folder, pages
from vakgraph.web.addresses import LANGUAGES, Links, is_row, page_file
from vakgraph.web.headers import POLICY
from vakgraph.web.library import Library
from vakgraph.web.views import Ask

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ASSURE = os.environ.get("VAKGRAPH_ASSURE") == "1"
EVERY = "every page in Chromium: outside requests, console, axe, width, pictures"
MANY = 8  # rows of a table or a list that stand for all the others


@cache
def library() -> Library:
    return Library(VakGraph.open())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def home(browser: Browser) -> Iterator[str]:
    with serving(library()) as address:
        yield address


@pytest.fixture
def tab(browser: Browser, home: str) -> Iterator[Tab]:
    with visit(browser, home) as opened:
        yield opened


GOOD = """<!DOCTYPE html><html lang="nl"><head><title>x</title></head><body><main><h1>x</h1>%s</main></body></html>"""
CSS = """<style>.scroll { overflow-x: auto } .pale { color: #ccc } .bare { outline: none }
.away { position: absolute; left: -99vw }</style>"""
WRONG = {
    '<p class="bare"><img alt="x" src="https://example.org/x.png"></p>': "asks https://",
    '<script src="/nl/none.js"></script>': "console: Failed to load",
    "<script>document.title = 1</script>": "console: Executing inline script",
    '<p class="pale">pale words</p>': "color-contrast",
    '<p><a href="/a">a</a><a href="/b">b</a></p>': "target-size",
    '<svg role="img"><rect></rect></svg>': "a picture without a name",
    '<svg role="img" aria-label="x"><rect></rect></svg><p>1</p>': "a picture without its table",
    "<pre>" + "wide" * 99 + "</pre>": "320 px: the page is",
    '<pre class="scroll">' + "wide" * 99 + "</pre>": "scrolls sideways and holds no table",
    "<h3>x</h3>": "a heading skips from 1 to",
    "<table><tr><td>1</td></tr></table>": "a table without a caption",
    '<p style="color: red">x</p>': "style or script in an attribute",
    '<p><label for="i">x</label></p><input id="j">': "label: Form elements must have labels",
    '<p><a href="#nowhere">x</a></p>': "leads nowhere",
}
UNREACHED = {
    '<p><a href="/a" tabindex="-1">x</a></p>': "Tab does not come to <a>",
    '<p><a href="/a" class="bare">x</a></p>': "does not show that it is reached",
    '<p><a href="/a" class="away">x</a></p>': "is reached where nobody sees it",
}


def made_up(tab: Tab, body: str) -> None:
    """Open a page with that body: under the policy of our pages, or with a style of its own where it names a class."""
    if "class=" in body:
        tab.show((GOOD % body).replace("</head>", f"{CSS}</head>"))
    else:
        tab.show(GOOD % body, **{"Content-Security-Policy": POLICY})


def chosen() -> list[str]:
    """Every path that is no thing, and of each kind of thing those of which most and least is said."""
    things = library().things
    found = [path for path in pages.paths(library()) if path not in things]
    for _, several in groupby(things, key=lambda path: path.split("/")[0]):
        ordered = sorted(several, key=lambda path: (len(library().triples(things[path])), path))
        found += sorted({ordered[0], ordered[-1]})
    return found


def told(wrong: dict[str, list[str]], most: int = 6) -> str:
    """The faults by page, a few of each."""
    lines = (
        f"\n{path or '/'} ({len(found)})" + "".join(f"\n    {line}" for line in found[:most])
        for path, found in wrong.items()
    )
    return "".join(lines)


def seen(tab: Tab, address: str, widths: Sequence[int], axe: Sequence[int], rows: int = 0) -> list[str]:
    """What is wrong with that page."""
    status = tab.open(address)
    return tab.faults(widths, axe, rows) if status in (0, 200) else [f"answers {status}"]


def kind(path: str) -> str:
    """What the page is made alike with: its template; a picture is like no other."""
    view = pages.made(Ask(library(), Links(path, "nl")), path)
    assert view is not None
    return path if path.startswith("picture/") else view.template


def quick(tab: Tab, paths: Sequence[str]) -> dict[str, list[str]]:
    """Every page in one of the languages at 320 px; of each kind the first at all widths, by axe and in both languages.

    `make assure` sees all of them in all ways.
    """
    wrong, known = {}, set[str]()
    for at, path in enumerate(paths):
        language, other = list(LANGUAGES)[:: 1 if at % 2 else -1]
        closely = kind(path) not in known
        known.add(kind(path))
        tab.wide(WIDTHS[0])
        wide = WIDTHS[at // 2 % 3]  # axe at one of them
        found = seen(tab, f"/{language}/{path}", WIDTHS if closely else WIDTHS[:1], (wide,) if closely else (), MANY)
        wrong[f"/{language}/{path}"] = found
        if closely:
            tab.wide(WIDTHS[0])
            wrong[f"/{other}/{path}"] = seen(tab, f"/{other}/{path}", WIDTHS[:1], WIDTHS[:1], MANY)
    assert {"question.html", "thing.html", "card.html", "picture/network"} <= known
    return {address: found for address, found in wrong.items() if found}


@pytest.mark.parametrize("body", WRONG, ids=lambda body: WRONG[body].split(":")[0])
def test_the_browser_sees_what_is_wrong_with_a_page(tab: Tab, body: str) -> None:
    made_up(tab, body)
    found = tab.faults(WIDTHS[:1], WIDTHS[:1])
    assert any(WRONG[body] in line for line in found), found


@pytest.mark.parametrize("body", UNREACHED, ids=UNREACHED.get)
def test_the_browser_sees_what_the_keyboard_does_not_reach(tab: Tab, body: str) -> None:
    made_up(tab, body)
    found = tab.unreached()
    assert any(UNREACHED[body] in line for line in found), found


def test_a_good_page_is_found_good(tab: Tab) -> None:
    style = '<link rel="stylesheet" href="/vakgraph.css">'
    made_up(tab, f'{style}<p><a href="/a">x</a></p><details><summary>z</summary><a href="/b">b</a></details>')
    assert not tab.faults() and not tab.unreached()


def test_all_kinds_of_pages_are_well_in_two_languages_at_three_widths(tab: Tab) -> None:
    wrong = quick(tab, chosen())
    assert not wrong, told(wrong)


def test_the_key_tab_comes_to_every_link_and_control_and_shows_it(tab: Tab) -> None:
    wrong = {}
    for path in main_pages(library()).values():
        tab.open(f"/nl/{path}")
        tab.shorten(MANY)
        wrong[path] = tab.unreached()
    assert not any(wrong.values()), told({path: found for path, found in wrong.items() if found})


def test_a_page_reads_the_same_without_javascript(tab: Tab, browser: Browser, home: str) -> None:
    with visit(browser, home, javascript=False) as plain:
        for path in main_pages(library()).values():
            tab.open(f"/nl/{path}")
            plain.open(f"/nl/{path}")
            assert plain.text() == tab.text() and len(plain.text()) > 60, path
            assert not plain.outside and not plain.errors, path


def test_the_colours_of_a_page_are_well_in_the_dark(browser: Browser, home: str) -> None:
    with visit(browser, home, color_scheme="dark") as tab:
        wrong = {}
        for path in main_pages(library()).values():
            tab.open(f"/nl/{path}")
            wrong[path] = tab.axe(MANY, "color-contrast")
    assert not any(wrong.values()), told({path: found for path, found in wrong.items() if found})


def test_letters_twice_as_large_push_nothing_off_the_page(tab: Tab) -> None:
    tab.wide(WIDTHS[1])
    for path in main_pages(library()).values():
        tab.open(f"/nl/{path}")
        tab.page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        assert not tab.sideways(), path


def test_paper_shows_no_navigation_and_no_control(tab: Tab) -> None:
    tab.page.emulate_media(media="print")
    for path in main_pages(library()).values():
        tab.open(f"/nl/{path}")
        assert tab.page.evaluate("() => [...document.querySelectorAll('nav, button')].every(e => !e.checkVisibility())")
        assert tab.page.locator("h1").is_visible(), path


def test_the_folder_without_a_server_is_well_too(browser: Browser, tmp_path: Path) -> None:
    paths = [*main_pages(library()).values(), *(path for path in chosen()[::-1] if path in library().things)][::4]
    found = folder.shared()
    for path, language in zip(paths, cycle(LANGUAGES), strict=False):
        links = folder.Noting(path, language, folder=True)
        found[page_file(path, language)] = folder.made(library(), path, links)[0]
    for name, content in found.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    with visit(browser, tmp_path.as_uri()) as tab:
        tab.wide(WIDTHS[0])
        every = [name for name in found if name.endswith(".html")]
        # To axe these pages are those of the server, so a few will do.
        wrong = {name: seen(tab, f"/{name}", WIDTHS[:1], WIDTHS[: at % 5 == 0], MANY) for at, name in enumerate(every)}
    assert len(wrong) == len(paths) and not any(wrong.values()), told({at: said for at, said in wrong.items() if said})


def walk(addresses: Sequence[str]) -> tuple[int, dict[str, list[str]]]:
    """A part of all pages, in a process with a browser of its own; how many were seen, and what is wrong with them."""
    wrong: dict[str, list[str]] = {}
    with chromium() as browser, serving(library()) as home, visit(browser, home) as tab:
        for at, address in enumerate(addresses):
            thing = address[4:] in library().things
            tab.wide(WIDTHS[0])
            # What is wide stands wide on a phone first; to axe a thing is one of its kind, so one language will do.
            axe = () if thing and at % 2 else WIDTHS[:1]
            if found := seen(tab, address, WIDTHS[:1] if thing else WIDTHS, axe, MANY if thing else 0):
                wrong[address] = found
    return len(addresses), wrong


@pytest.mark.assure(EVERY)
@pytest.mark.skipif(not ASSURE, reason="every page takes half an hour: make assure")
def test_every_page_is_well_in_two_languages_at_three_widths() -> None:
    import assure

    # Of what a register says row by row the pages are alike to a word.
    rows = [path for path in pages.paths(library()) if is_row(path)]
    paths = [path for path in pages.paths(library()) if not is_row(path)] + rows[::50]
    # Turned round with each page, so that axe comes to both languages.
    addresses = [f"/{at}/{path}" for n, path in enumerate(paths) for at in list(LANGUAGES)[:: 1 if n % 2 else -1]]
    wrong: dict[str, list[str]] = {}
    parts = [addresses[at : at + 100] for at in range(0, len(addresses), 100)]
    with ProcessPoolExecutor(max(2, os.cpu_count() or 2), get_context("spawn")) as pool:
        for count, found in pool.map(walk, parts):
            assure.TRIED[EVERY] += count
            assure.PASSED[EVERY] += count - len(found)
            wrong |= found
            assert len(wrong) < 50, told(wrong)
    assert not wrong, told(wrong)
