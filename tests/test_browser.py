"""The pages as a real browser shows them: nothing from outside, nothing wrong, nothing out of reach."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import WIDTHS, Tab, chromium, main_pages, served, visit

from vakgraph.graph import VakGraph
from vakgraph.web import folder, pages
from vakgraph.web.addresses import LANGUAGES, page_file
from vakgraph.web.headers import POLICY
from vakgraph.web.library import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ASSURE = os.environ.get("VAKGRAPH_ASSURE") == "1"


@cache
def library() -> Library:
    return Library(VakGraph.open())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def home(browser: Browser) -> Iterator[str]:
    with served() as address:
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


def quick(tab: Tab, paths: Sequence[str]) -> dict[str, list[str]]:
    """Every page in one language at each width; in the other, at 320 px, what is no thing. Axe at one of the widths.

    Of many that are made alike a third is seen in both languages, and by axe; `make assure` sees all.
    """
    many = {word for word, count in Counter(path.split("/")[0] for path in paths).items() if count > 10}
    wrong = {}
    for at, path in enumerate(paths):
        language, other = list(LANGUAGES)[:: 1 if at % 2 else -1]
        closely = at % 3 == 0 or path.split("/")[0] not in many
        if closely and path not in library().things:
            tab.wide(WIDTHS[0])
            wrong[f"/{other}/{path}"] = seen(tab, f"/{other}/{path}", WIDTHS[:1], ())
        axe = (WIDTHS[at // 3 % 3],) if closely else ()
        wrong[f"/{language}/{path}"] = seen(tab, f"/{language}/{path}", WIDTHS[:: 1 if at % 2 else -1], axe, 8)
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
        wrong[path] = tab.unreached()
    assert not any(wrong.values()), told({path: found for path, found in wrong.items() if found})


def test_a_page_reads_the_same_without_javascript(tab: Tab, browser: Browser, home: str) -> None:
    with visit(browser, home, javascript=False) as plain:
        for path in main_pages(library()).values():
            tab.open(f"/nl/{path}")
            plain.open(f"/nl/{path}")
            assert plain.text() == tab.text() and len(plain.text()) > 60, path
            assert not plain.outside and not plain.errors, path


def test_a_page_is_well_in_the_dark(browser: Browser, home: str) -> None:
    with visit(browser, home, color_scheme="dark") as tab:
        wrong = {path: seen(tab, f"/nl/{path}", WIDTHS[2:], WIDTHS[2:], 12) for path in main_pages(library()).values()}
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
        wrong = {name: seen(tab, f"/{name}", WIDTHS[:1], WIDTHS[:1], 12) for name in found if name.endswith(".html")}
    assert len(wrong) == len(paths) and not any(wrong.values()), told({at: said for at, said in wrong.items() if said})


@pytest.mark.assure("every page in Chromium: outside requests, console, axe, width, pictures")
@pytest.mark.skipif(not ASSURE, reason="every page takes an hour: make assure")
def test_every_page_is_well_in_two_languages_at_three_widths(tab: Tab) -> None:
    from assure import trial

    wrong = {}
    for path in pages.paths(library()):
        widths = WIDTHS if path not in library().things else WIDTHS[:1]
        for address in (f"/{language}/{path}" for language in LANGUAGES):
            with trial("every page in Chromium: outside requests, console, axe, width, pictures"):
                found = seen(tab, address, WIDTHS, widths)
                wrong.update({address: found} if found else {})
                assert not found or len(wrong) < 50, told(wrong)
    assert not wrong, told(wrong)
