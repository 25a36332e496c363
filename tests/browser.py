"""A real browser on the real pages: Debian's Chromium, driven by playwright, with axe-core beside it.

    with served() as home, chromium() as browser, visit(browser, home) as tab:
        tab.open("/nl/questions")
        tab.wide(320)
        assert not tab.outside and not tab.errors and not tab.axe() and not tab.sideways()

Whatever is not at `home` is blocked and counted in `tab.outside`; what the console says is wrong is in `tab.errors`.
The policy of the page stays on: what we ask of a page goes by the debugger, which no policy stops.
Where Chromium or its driver is not installed the test is skipped, and `missing()` says why.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from vakgraph.web.library import Library

# The twelve main pages: what the picture of each is called, and the paths that show it best, the first that there is.
MAIN = {
    "home": ("",),
    "status": ("status",),
    "gap-map": ("picture/gap-map", "picture/gaps"),
    "map": ("picture/municipalities", "picture/tiles"),
    "question": ("question/what-works-for-whom",),
    "search": ("search",),
    "intervention": ("intervention/piezomethodiek",),
    "municipality": ("municipality/gm0363",),
    "project": ("project/r1-baanwijs",),
    "conflict": ("conflict/gemeenten-111-projecten-59",),
    "case": ("cases", "case"),
    "steward": ("steward",),
}
ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (320, 768, 1280)
HEIGHT = 800
REMEMBERED = 40  # answers
STARTING = 120  # seconds, on a machine with much else to do
# The tags of axe-core that together are WCAG 2.2 at level AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Every page in the process of the one before it: what a page costs is halved, and each is still opened anew. The other
# words are what the driver itself passes, for of this flag the last one counts.
LIGHT = (
    "--disable-features=RenderDocument,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,"
    "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "OptimizationHints,Translate,AcceptCHFrame,GlobalMediaControls,AutoDeElevate",
)
_ALONE = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of a proxy


def missing() -> str:
    """Why there is no browser here; "" where there is one."""
    for package, wheel in (("playwright", "playwright"), ("axe_playwright_python", "axe-playwright-python")):
        if find_spec(package) is None:
            return f"the package {wheel} is not installed (pip install {wheel})"
    return "" if _program() else "Chromium is not installed (apt-get install chromium)"


def need() -> None:
    """Skip these tests, in so many words, where there is no browser."""
    if why := missing():
        pytest.skip(f"NO BROWSER, so nobody looked at the pages: {why}")


def _program() -> str:
    """Chromium; where it is there the one that never has a window, which opens a page in half the time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next((found for name in names if (found := shutil.which(name))), "")


def main_pages(library: Library) -> dict[str, str]:
    """The name and the path of each of the twelve main pages that this graph has."""
    from vakgraph.web import pages

    known = set(pages.paths(library))
    best = {name: next((path for path in paths if path in known), None) for name, paths in MAIN.items()}
    return {name: path for name, path in best.items() if path is not None}


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser, for all the tests of a file."""
    need()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_program(), args=LIGHT, timeout=STARTING * 1000)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(root: Path = ROOT, *more: str) -> Iterator[str]:
    """`vakgraph serve` of the graph in that folder, on a free port; where it listens, without a slash at the end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "vakgraph", "serve", "--port", "0", "--root", str(root), *more]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        try:
            yield _listening(process, said)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def serving(library: Library) -> Iterator[str]:
    """The same pages from a thread of this process: what `library` remembers of one page serves the next.

    What each choice of a question would give is not counted: that takes longer than all the pages together.
    """
    import uvicorn

    from vakgraph.web.offers import Offers
    from vakgraph.web.server import application

    with socket.socket() as door, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Offers, "_counted", lambda self, key: None)
        door.bind(("127.0.0.1", 0))
        door.listen(64)  # who comes before the server is ready waits
        app = Remembering(application(library))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


class Remembering:
    """Answers what was asked before with the same bytes: a page is opened with script and without."""

    def __init__(self, app: Any) -> None:
        self._app, self._kept = app, dict[tuple[Any, ...], list[Any]]()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        told = dict(scope["headers"])
        key = (scope["raw_path"], scope["query_string"], *(told.get(n) for n in (b"accept", b"accept-encoding")))
        if key not in self._kept:
            said: list[Any] = []

            async def keep(message: Any) -> None:
                said.append(message)

            await self._app(scope, receive, keep)
            self._kept[key] = said
            while len(self._kept) > REMEMBERED:
                self._kept.pop(next(iter(self._kept)))
        for message in self._kept[key]:
            await send(dict(message))


def _listening(process: subprocess.Popen[bytes], said: Any) -> str:
    """Where the server said it is, once it answers there."""
    end, words = time.monotonic() + STARTING, ""
    while time.monotonic() < end and process.poll() is None:
        words = os.pread(said.fileno(), 10_000, 0).decode()
        if found := re.search(r"http://127\.0\.0\.1:\d+", words):
            try:
                _ALONE.open(f"{found[0]}/vakgraph.css", timeout=STARTING).close()
                return found[0]
            except urllib.error.URLError:  # it has its port, and does not listen yet
                pass
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {words}")


@dataclass
class Tab:
    """One page of the browser, and what went wrong on it since it was last opened."""

    home: str
    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)  # what a payload said that was executed
    width: int = WIDTHS[-1]
    told: Any = None  # the line to the browser by which a window is resized without waiting for a frame to be drawn

    def open(self, path: str) -> int:
        """Go there; the status, 0 where no server says one. `path` is an address at home, or a whole one."""
        for each in (self.outside, self.errors, self.ran):
            each.clear()
        answer = self.page.goto(path if "://" in path else f"{self.home}{path}", wait_until="load", timeout=60_000)
        return answer.status if answer else 0

    def show(self, page: str, **headers: str) -> None:
        """Open a page of our own making, as if the server had answered with it."""

        def answer(route: Any) -> None:
            route.fulfill(body=page, content_type="text/html; charset=utf-8", headers=headers)

        self.page.route("**/nl/made-up", answer)
        self.open("/nl/made-up")
        self.page.unroute("**/nl/made-up")

    def wide(self, width: int) -> None:
        """How many pixels wide the window is from now on."""
        if self.width != width and self.told is None:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
        elif self.width != width:
            self._resized(width)
        self.width = width

    def _resized(self, width: int) -> None:
        """The same in a third of the time. Who takes pictures of the page does without: the driver is not told."""
        if self.width == width:
            return
        if self.told is None:
            self.told = self.page.context.new_cdp_session(self.page)
        size = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        self.told.send("Emulation.setDeviceMetricsOverride", size)
        self.width = width

    def shorten(self, rows: int) -> None:
        """Leave that many rows of each table, list and drawing, for the next thousand are made alike; 0 for all."""
        self.page.evaluate(_SHORTEN, rows)

    def axe(self, rows: int = 0, rule: str = "") -> list[str]:
        """What axe-core finds against WCAG 2.2 AA, a line for each: the rule, what it says, where, and what it saw.

        `rows`: after the page was shortened to that; `rule`: that one only.
        """
        self.shorten(rows)
        if not self.page.evaluate("() => Boolean(window.axe)"):
            self.page.evaluate(f"() => {{ {axe_core()} }}")
        found = self.page.evaluate(
            _AXE, {"type": "rule", "values": [rule]} if rule else {"type": "tag", "values": RULES}
        )
        return [f"{rule}: {help} at {where} {html} [{why}]" for rule, help, where, html, why in found]

    def sideways(self) -> list[str]:
        """What must be scrolled sideways to be read and is no table."""
        return list(self.page.evaluate(_SIDEWAYS))

    def pictures(self) -> list[str]:
        """The pictures without a name, and those without a table below them."""
        return list(self.page.evaluate(_PICTURES))

    def outline(self) -> list[str]:
        """What is wrong with the headings, the language and the tables."""
        return list(self.page.evaluate(_OUTLINE))

    def looked(self) -> tuple[list[str], bool, str]:
        """All that can be seen without axe at this width; whether there is a program in it; the page as it stands."""
        sideways, pictures, outline, scripts, markup = self.page.evaluate(
            f"() => [({_SIDEWAYS})(), ({_PICTURES})(), ({_OUTLINE})(), ({_SCRIPTS})(), ({_MARKUP})()]"
        )
        return [f"{self.width} px: {line}" for line in (*sideways, *pictures, *outline)], bool(scripts), markup

    def markup(self) -> str:
        """The page as the browser holds it."""
        return str(self.page.evaluate(_MARKUP))

    def thinned(self, few: int) -> str:
        """The same, once of rows, entries and marks that stand together and differ in words only a few are left."""
        return str(self.page.evaluate(f"few => {{ ({_THIN_OUT})(few); return ({_MARKUP})(); }}", few))

    def take_on(self, markup: str) -> None:
        """Hold that page instead, in the same style, without opening it: axe stays, and so is quick."""
        self.page.evaluate(_TAKE_ON, markup)

    def unreached(self) -> list[str]:
        """The links and controls that the key Tab does not come to, or that do not show that it did."""
        for _ in range(self.page.evaluate(_BEFORE_WALK) + 2):
            self.page.keyboard.press("Tab")
        return list(self.page.evaluate(_AFTER_WALK))

    def text(self) -> str:
        """What a reader reads."""
        return str(self.page.inner_text("main"))

    def faults(
        self, widths: Sequence[int] = WIDTHS, axe: Sequence[int] = WIDTHS, rows: int = 0, bench: Tab | None = None
    ) -> list[str]:
        """Everything that is wrong with the page as it stands, at each of these widths.

        `bench`: a tab of the same home that axe stays in; it takes on the page, unless that has a program of its own.
        """
        found, reader = [*self.pictures(), *self.outline()], self
        if bench is not None and axe and not self.page.evaluate(_SCRIPTS):
            reader = bench
            bench.take_on(self.markup())
        for width in sorted(widths, key=lambda each: each != self.width):
            self._resized(width)
            found += [f"{width} px: {line}" for line in self.sideways()]
        for width in axe:
            reader._resized(width)
            found += [f"{width} px: {line}" for line in reader.axe(rows)]
        found += [*(f"asks {url}" for url in self.outside), *(f"console: {line}" for line in self.errors)]
        return list(dict.fromkeys(found))


@contextmanager
def visit(browser: Browser, home: str, javascript: bool = True, **options: Any) -> Iterator[Tab]:
    """A tab of its own, that reaches nothing but `home`."""
    size: Any = {"width": WIDTHS[-1], "height": HEIGHT}
    with browser.new_context(viewport=size, java_script_enabled=javascript, **options) as context:
        tab = Tab(home, context.new_page())

        def blocked(route: Any) -> None:
            tab.outside.append(route.request.url)
            route.abort()

        def spoken(dialog: Any) -> None:
            tab.ran.append(f"{dialog.type}: {dialog.message}")
            dialog.dismiss()

        # As a pattern, so that the driver asks us about nothing that is at home.
        context.route(re.compile(f"^(?!{re.escape(home)}/|data:|blob:)"), blocked)
        tab.page.on("websocket", lambda socket: tab.outside.append(socket.url))
        tab.page.on("console", lambda said: tab.errors.append(said.text) if said.type == "error" else None)
        tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.page.on("dialog", spoken)
        yield tab


@cache
def axe_core() -> str:
    """The program axe-core, as axe-playwright-python carries it."""
    import axe_playwright_python

    return Path(str(axe_playwright_python.__file__)).with_name("axe.min.js").read_text(encoding="utf-8")


_MARKUP = "() => document.documentElement.outerHTML"

_SHORTEN = """rows => {
  if (rows) for (const kind of ['tr', 'li', 'option', 'dd', 'g', 'dt'])
    for (const e of document.querySelectorAll(`${kind}:nth-of-type(n + ${rows + 1})`)) e.remove(); }"""

# From within: an entry with a long list is like one with a short list once both are short. A term keeps a meaning.
_THIN_OUT = """few => {
  const says = / (href|src|id|for|headers|title|aria-label|aria-labelledby|value|alt|datetime|hreflang)="[^"]*"/g;
  const draws = / (d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform|points)="[^"]*"/g, known = new Map();
  for (const e of [...document.querySelectorAll('tr, li, option, dd, g')].reverse()) {
    if (e.tagName === 'DD' && (!e.previousElementSibling || e.previousElementSibling.tagName !== 'DD')) continue;
    const bare = e.outerHTML.replace(/>[^<>]+(?=<)/g, t => '>' + 'xx'.slice(0, t.slice(1).trim().length))
      .replace(says, ' $1').replace(draws, ' $1');
    const beside = known.get(e.parentElement) || new Map(), many = beside.get(bare) || 0;
    known.set(e.parentElement, beside.set(bare, many + 1));
    if (many >= few) e.remove(); } }"""

# What would run, and any style that is not the one that all pages share.
_SCRIPTS = """() => [...document.scripts].filter(e => e.type !== 'application/ld+json').length
  + (document.styleSheets.length !== 1 || !document.styleSheets[0].href.endsWith('/vakgraph.css'))
  + document.querySelectorAll('noscript, iframe, [href^="javascript:" i]').length"""

_TAKE_ON = """markup => {
  const made = new DOMParser().parseFromString(markup, 'text/html'), root = document.documentElement;
  for (const a of [...root.attributes]) root.removeAttribute(a.name);
  for (const a of made.documentElement.attributes) root.setAttribute(a.name, a.value);
  const own = head => [...head.children].filter(e => !e.matches('link[rel=stylesheet]'));
  for (const e of own(document.head)) e.remove();
  for (const e of own(made.head)) document.head.append(document.adoptNode(e));
  root.replaceChild(document.adoptNode(made.body), document.body); }"""

_AXE = """only => {
  return axe.run(document, {runOnly: only, resultTypes: ['violations'], preload: false}).then(
  found => found.violations.flatMap(v => v.nodes.map(n => [v.id, v.help, n.target.join(' '), n.html.slice(0, 200),
    n.any.concat(n.all, n.none).map(c => c.message).join('; ').slice(0, 300)]))); }"""

_NAMED = """const called = e => `<${e.tagName.toLowerCase()}${e.id ? ' id=' + e.id : ''}${
    e.getAttribute('class') ? ' class="' + e.getAttribute('class') + '"' : ''}> "${
    (e.textContent || e.value || '').trim().replace(/\\s+/g, ' ').slice(0, 60)}"`;"""

# The page itself must not scroll; of its parts only what holds a table may.
_SIDEWAYS = f"""() => {{ {_NAMED}
  const found = [], root = document.documentElement, all = [...document.body.querySelectorAll('*')];
  const scrolls = e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX);
  const inside = e => {{ for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== 'visible') return true; return false; }};
  if (root.scrollWidth > root.clientWidth) {{
    const wide = all.filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !inside(e));
    found.push(`the page is ${{root.scrollWidth}} px wide: ` + wide.slice(-3).map(called).join(', ')); }}
  for (const e of all)
    if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth && scrolls(e) && !e.querySelector(':scope table')
        && !['INPUT', 'SELECT', 'TEXTAREA'].includes(e.tagName))
      found.push('scrolls sideways and holds no table: ' + called(e));
  return found; }}"""

_PICTURES = f"""() => {{ {_NAMED}
  const found = [], all = [...document.querySelectorAll('main svg, main img, main canvas, main table')];
  const pictures = all.filter(e => !e.parentElement.closest('svg') && e.tagName !== 'TABLE'
                                   && e.getAttribute('aria-hidden') !== 'true' && e.checkVisibility());
  for (const e of pictures) {{
    const by = (e.getAttribute('aria-labelledby') || '').split(/\\s+/).map(id => id && document.getElementById(id));
    const title = e.querySelector(':scope > title');
    const name = e.getAttribute('alt') || e.getAttribute('aria-label') || by.map(b => b ? b.textContent : '').join('')
      || (title ? title.textContent : '');
    if (!name.trim()) found.push('a picture without a name: ' + called(e));
    if (e.tagName === 'svg' && !e.getAttribute('role')) found.push('a drawing without a role: ' + called(e));
    const below = all.slice(all.indexOf(e) + 1).filter(o => !e.contains(o));
    const next = below.find(o => o.tagName === 'TABLE' || pictures.includes(o));
    if (!next || next.tagName !== 'TABLE') found.push('a picture without its table below it: ' + called(e)); }}
  return found; }}"""

_OUTLINE = f"""() => {{ {_NAMED}
  const found = [], heads = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  if (heads.filter(h => h.tagName === 'H1').length !== 1) found.push('not exactly one h1');
  let level = 0;
  for (const h of heads) {{
    if (+h.tagName[1] > level + 1) found.push(`a heading skips from ${{level}} to: ` + called(h));
    level = +h.tagName[1]; }}
  const tongue = document.documentElement.lang, stands = location.pathname.split('/').filter(p => /^(nl|en)$/.test(p));
  if (stands.length ? tongue !== stands[0] : !/^(nl|en)$/.test(tongue))  // the page that opens a folder is above both
    found.push('the language of the page is not that of its address');
  for (const t of document.querySelectorAll('table')) {{
    if (!t.querySelector('caption') && !t.getAttribute('aria-label') && !t.getAttribute('aria-labelledby'))
      found.push('a table without a caption: ' + called(t));
    for (const h of t.querySelectorAll('th')) if (!h.scope) found.push('a head without scope: ' + called(h)); }}
  const known = new Set();
  for (const e of document.querySelectorAll('[id]'))
    known.has(e.id) ? found.push('twice the same id: ' + e.id) : known.add(e.id);
  for (const a of document.querySelectorAll('a[href^="#"]'))
    if (a.hash.length > 1 && !known.has(decodeURIComponent(a.hash.slice(1)))) found.push('leads nowhere: ' + a.hash);
  for (const e of document.querySelectorAll('[style], [onclick], [onload], [onerror]'))
    if (!e.closest('.cm-editor'))  // the SPARQL editor measures by script, as the policy allows; none is in its page
      found.push('style or script in an attribute: ' + called(e));
  return found; }}"""

# What a reader can do something with, each counted once; of radio buttons with one name Tab comes to one.
_BEFORE_WALK = """() => {
  const own = 'a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex="0"]';
  const radios = new Set();
  const every = [...document.querySelectorAll(own)].filter(e => {
    if (e.disabled || !e.checkVisibility({visibilityProperty: true})) return false;
    if (e.type !== 'radio') return true;
    const key = (e.form ? e.form.id || e.form.action : '') + '#' + e.name;
    const group = [...document.querySelectorAll('input[type=radio]')].filter(
      o => o.name === e.name && o.form === e.form);
    const stop = group.find(o => o.checked) || group[0];
    if (radios.has(key) || e !== stop) return false;
    radios.add(key); return true; });
  const walk = window.walk = {every, seen: new Set(), dim: new Set(), hidden: new Set()};
  document.addEventListener('focusin', event => {
    const e = event.target, style = getComputedStyle(e), box = e.getBoundingClientRect();
    walk.seen.add(e);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) walk.dim.add(e);
    if (box.right < 0 || box.left > innerWidth) walk.hidden.add(e); });
  document.activeElement && document.activeElement.blur();
  return every.length; }"""

_AFTER_WALK = f"""() => {{ {_NAMED}
  const {{every, seen, dim, hidden}} = window.walk;
  return [...every.filter(e => !seen.has(e)).map(e => 'Tab does not come to ' + called(e)),
          ...[...dim].map(e => 'does not show that it is reached: ' + called(e)),
          ...[...hidden].map(e => 'is reached where nobody sees it: ' + called(e))]; }}"""
