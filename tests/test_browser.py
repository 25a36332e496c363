"""The pages as a real browser shows them: nothing from outside, nothing wrong, nothing out of reach."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from itertools import cycle, groupby
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import WIDTHS, Tab, main_pages, serving, visit
from browser_walk import FEW, MANY, Seen, Stop, Walker, begin, drawings_only, put, stops, walk
from browser_walk import kind as kind_of

from vakgraph.graph import VakGraph
from vakgraph.web import folder, mounted, pages
from vakgraph.web.addresses import LANGUAGES, Links, is_row, page_file
from vakgraph.web.headers import POLICY
from vakgraph.web.library import Library
from vakgraph.web.views import Ask

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ASSURE = os.environ.get("VAKGRAPH_ASSURE") == "1"
EVERY = (
    "every page of server and folder in Chromium, with and without JavaScript: outside, console, axe, width, pictures"
)
KEYS = "the key Tab comes to everything on a page of each kind, of server and folder"
PART = 60  # pages that are seen between two moments at which it is told how far the walk is


@cache
def library() -> Library:
    return Library(VakGraph.open())


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


def seen(tab: Tab, address: str, widths: Sequence[int], axe: Sequence[int], bench: Tab | None = None) -> list[str]:
    """What is wrong with that page; a tab on which axe reads it may be lent."""
    status = tab.open(address)
    return tab.faults(widths, axe, MANY, bench) if status in (0, 200) else [f"answers {status}"]


def kind(path: str) -> str:
    """What the page is made alike with: its template; a picture is like no other."""
    view = pages.made(Ask(library(), Links(path, "nl")), path)
    assert view is not None
    return path if path.startswith("picture/") else view.template


def quick(tab: Tab, bench: Tab, paths: Sequence[str]) -> dict[str, list[str]]:
    """Every page in one of the languages at 320 px; of each kind the first at all widths, by axe and in both languages.

    `make assure` sees all of them in all ways.
    """
    wrong, known = {}, set[str]()
    assert bench.open("/nl/accessibility") == 200
    for at, path in enumerate(paths):
        language, other = list(LANGUAGES)[:: 1 if at % 2 else -1]
        closely = kind(path) not in known
        known.add(kind(path))
        tab.wide(WIDTHS[0])
        wide = WIDTHS[at // 2 % 3]  # axe at one of them
        found = seen(tab, f"/{language}/{path}", WIDTHS if closely else WIDTHS[:1], (wide,) if closely else (), bench)
        wrong[f"/{language}/{path}"] = found
        if closely:
            tab.wide(WIDTHS[0])
            wrong[f"/{other}/{path}"] = seen(tab, f"/{other}/{path}", WIDTHS[:1], WIDTHS[:1], bench)
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


def test_all_kinds_of_pages_are_well_in_two_languages_at_three_widths(tab: Tab, browser: Browser, home: str) -> None:
    with visit(browser, home) as bench:
        wrong = quick(tab, bench, chosen())
    assert not wrong, told(wrong)


def test_the_key_tab_comes_to_every_link_and_control_and_shows_it(tab: Tab) -> None:
    wrong = {}
    for path in main_pages(library()).values():
        tab.open(f"/nl/{path}")
        tab.thinned(FEW)
        wrong[path] = tab.unreached()
    assert not any(wrong.values()), told({path: found for path, found in wrong.items() if found})


def of_each_kind() -> list[Stop]:
    """Of each template the page on which most is said, each picture, and the reference; on a server and in a folder."""
    much = {path: len(library().triples(library().things[path])) for path in chosen() if path in library().things}
    found: dict[str, Stop] = {}
    for path in sorted(chosen(), key=lambda path: -much.get(path, 0)):
        found.setdefault(kind(path), Stop(path, "nl"))
    for name in mounted.files(library()):
        if name.startswith("nl/") and name.endswith(".html"):
            found.setdefault(name.rpartition("/")[0] if name.count("/") > 2 else name, Stop(name))
    every = list(found.values())
    return (
        every
        + [replace(stop, folder=True) for stop in every if not is_row(stop.path)]
        + [Stop("index.html", folder=True)]
    )


@pytest.mark.assure(KEYS)
@pytest.mark.skipif(not ASSURE, reason="a page of each kind takes minutes: make assure")
def test_the_key_tab_comes_to_everything_on_a_page_of_each_kind(browser: Browser, home: str, tmp_path: Path) -> None:
    import assure

    wrong: dict[str, list[str]] = {}
    with visit(browser, home) as near, visit(browser, tmp_path.as_uri()) as far, drawings_only():
        for stop in of_each_kind():
            if stop.folder:
                put(library(), stop, tmp_path)
            tab = far if stop.folder else near
            assert tab.open(f"/{stop.address}" if stop.folder else stop.address) in (0, 200)
            tab.thinned(FEW)
            assure.TRIED[KEYS] += 1
            if found := tab.unreached():
                wrong[f"{tab.home}{stop.address}"] = found
            assure.PASSED[KEYS] += not found
    assert not wrong, told(wrong)


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
        wrong = {name: seen(tab, f"/{name}", WIDTHS[:1], WIDTHS[: at % 5 == 0]) for at, name in enumerate(every)}
    assert len(wrong) == len(paths) and not any(wrong.values()), told({at: said for at, said in wrong.items() if said})


def test_to_axe_pages_are_one_that_differ_in_nothing_but_words_and_where_they_lead() -> None:
    page = (
        '<html lang="nl"><head></head><body><p id="a" class="b"><a href="/c" lang="en">some words</a></p></body></html>'
    )
    other = page.replace("some words", "others &amp; more").replace('"nl"', '"en"').replace('"/c"', '"../d.html"')
    assert kind_of(page) == kind_of(other.replace('id="a"', 'id="z"'))
    for here, there in (
        ("some words", ""),
        ("some words", "x"),
        ("/c", "#c"),
        ('"b"', '"c"'),
        ("p", "h2"),
        ("en", "de"),
    ):
        assert kind_of(page) != kind_of(page.replace(here, there)), here


def test_the_walk_sees_what_is_wrong_with_or_without_javascript(browser: Browser, home: str, tmp_path: Path) -> None:
    bad = (GOOD % '<p><a href="/a">a</a><a href="/b">b</a></p><img alt="" src="https://example.org/x.png">').encode()
    (tmp_path / "kinds").mkdir()
    stop = Stop("accessibility", "nl")
    with ExitStack() as stack:
        walker = Walker(library(), browser, home, tmp_path, stack)
        assert walker.see([stop, replace(stop, folder=True, plain=True)]) == Seen(
            2, 3, 1
        )  # to axe the file is the page
        walker.plain.page.route("**/nl/accessibility", lambda route: route.fulfill(body=bad, content_type="text/html"))
        (said,) = walker.see([stop]).wrong.values()
        assert "without JavaScript: is another page" in said
        assert "without JavaScript: asks https://example.org/x.png" in said
        walker.tab.page.route("**/nl/accessibility", lambda route: route.fulfill(body=bad, content_type="text/html"))
        (said,) = walker.see([stop]).wrong.values()
        assert "asks https://example.org/x.png" in said and any("320 px: target-size" in line for line in said)
        assert any("a picture without its table" in line for line in said)


@pytest.mark.assure(EVERY)
@pytest.mark.skipif(not ASSURE, reason="every page takes an hour: make assure")
def test_every_page_is_well_in_two_languages_at_three_widths(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import assure

    def tell(words: str) -> None:
        with capsys.disabled():
            print(words, flush=True)

    began, seen = time.monotonic(), Seen()
    (tmp_path / "kinds").mkdir()
    every = stops(library())
    files = sum(stop.folder for stop in every)
    parts = [every[at : at + PART] for at in range(0, len(every), PART)]
    processes = (os.cpu_count() or 1) + 2  # more than there are cores, for each waits for its browser
    tell(f"\n{len(every):,} pages: {len(every) - files:,} addresses of the server, {files:,} files of the folder")
    with ProcessPoolExecutor(processes, get_context("spawn"), begin, (tmp_path,)) as pool:
        for some in as_completed([pool.submit(walk, part) for part in parts]):
            found = some.result()
            seen.add(found)
            assure.TRIED[EVERY] += found.stops
            assure.PASSED[EVERY] += found.stops - len(found.wrong)
            minutes = (time.monotonic() - began) / 60
            tell(f"{seen.stops:6,} of {len(every):,} seen, {len(seen.wrong)} with faults, {minutes:.1f} min")
            if found.wrong:
                tell(told(found.wrong))
            if len(seen.wrong) >= 50:
                pool.shutdown(cancel_futures=True)
                break
    minutes = (time.monotonic() - began) / 60
    tell(
        f"{seen.stops:,} of {len(every):,} pages, opened {seen.opened:,} times with and without JavaScript, in "
        f"{minutes:.1f} min: {len(seen.wrong)} with faults. axe read the {seen.axed:,} that differ in more than words, "
        f"names and addresses, at {len(WIDTHS)} widths, with {FEW} left of rows that differ in words only."
    )
    assert seen.stops == len(every) and not seen.wrong, told(seen.wrong)
