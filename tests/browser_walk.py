"""The walk over every page, of the server and of the folder: what one process of it does, page by page.

Of each page: opened with and without JavaScript (a file of the folder holds no script, so in turns), at three widths;
nothing asked from outside, nothing wrong in the console, nothing to be scrolled sideways but tables, every picture
named and followed by its table, headings, ids and languages in order. What JavaScript does not touch is shown to be the
same page to the letter. To axe-core two pages are one if they differ in nothing but words, names and addresses, so the
first of each kind of markup is read by it, at three widths; of rows that differ in words only some stand for all.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from browser import WIDTHS, Tab, chromium, serving, visit

from vakgraph.graph import VakGraph
from vakgraph.web import folder, mounted, pages
from vakgraph.web.addresses import LANGUAGES, is_row, page_file
from vakgraph.web.library import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MANY = 8  # rows of a table or a list that stand for all the others
FEW = 2  # rows that differ in words only, of which so many are left for axe


@dataclass(frozen=True)
class Stop:
    """A page of the walk: `path` is that of a page, or the file of one that is none ("index.html", the reference)."""

    path: str
    language: str = ""
    folder: bool = False
    plain: bool = False  # without JavaScript, where it is opened once

    @property
    def address(self) -> str:
        if self.folder:
            return self.file
        return f"/{self.language}/{quote(self.path)}" if self.language else f"/{self.path.removesuffix('.html')}"

    @property
    def file(self) -> str:
        return page_file(self.path, self.language) if self.language else self.path


@dataclass
class Seen:
    """What came of some stops."""

    stops: int = 0
    opened: int = 0
    axed: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def add(self, other: Seen) -> None:
        self.stops, self.opened, self.axed = (
            self.stops + other.stops, self.opened + other.opened, self.axed + other.axed,
        )  # fmt: skip
        self.wrong |= other.wrong


def stops(library: Library) -> list[Stop]:
    """Every page of the server and every page of the folder, each in both languages."""
    every = sorted(dict.fromkeys(pages.paths(library)), key=is_row)  # what a register says row by row comes last
    reference = [name for name in mounted.files(library) if name.endswith(".html")]
    # Turned round with each page, so that each way of looking comes to both languages.
    turns = [(path, at, n) for n, path in enumerate(every) for at in list(LANGUAGES)[:: 1 - n % 2 * 2]]
    server = [Stop(path, at) for path, at, _ in turns] + [Stop(name) for name in reference]
    files = [Stop(path, at, True, n % 2 == 0) for path, at, n in turns if not is_row(path)]
    files += [Stop(name, folder=True, plain=n % 2 == 0) for n, name in enumerate([*reference, "index.html"])]
    assert {stop.file for stop in files} >= {page_file(path, at) for path in folder.paths(library) for at in LANGUAGES}
    return server + files


class Walker:
    """A browser with a tab that runs scripts, one that does not and one for axe; and where the files are put."""

    def __init__(self, library: Library, browser: Browser, home: str, out: Path, stack: ExitStack) -> None:
        self.library, self.out, self.kinds = library, out / "folder", out / "kinds"

        def tab(at: str, javascript: bool = True) -> Tab:
            return stack.enter_context(visit(browser, at, javascript))

        self.tab, self.plain, self.bench = tab(home), tab(home, False), tab(home)
        self.far, self.far_plain = tab(self.out.as_uri()), tab(self.out.as_uri(), False)
        assert self.bench.open("/nl/accessibility") == 200

    def see(self, some: Sequence[Stop]) -> Seen:
        """Go along these."""
        seen = Seen()
        for stop in some:
            before = seen.opened
            try:
                found = self._filed(stop, seen) if stop.folder else self._served(stop, seen)
            except Exception as error:  # a browser that gives up is a fault of that page
                found = [f"the browser gave up: {error}"]
            seen.stops += 1
            assert seen.opened > before or found
            if found:
                where = "file " if stop.folder else ""
                seen.wrong[f"{where}{stop.address}"] = list(dict.fromkeys(found))
        return seen

    def _served(self, stop: Stop, seen: Seen) -> list[str]:
        found, page, thin = self._opened(self.tab, stop.address, seen)
        if not page:  # with a program of its own it is another page without it
            found += [line for width in WIDTHS for line in at(self.tab, width).axe()] if thin else []
            bare, _, thin = self._opened(self.plain, stop.address, seen)
            return found + [f"without JavaScript: {line}" for line in bare] + self._axe(thin, seen)
        status = self.plain.open(stop.address)
        seen.opened += 1
        bare = [f"answers {status}"] * (status != 200) + ["is another page"] * (self.plain.markup() != page)
        bare += [f"{self.plain.width} px: {line}" for line in at(self.plain, WIDTHS[0]).sideways()]
        return found + [f"without JavaScript: {line}" for line in bare + said(self.plain)] + self._axe(thin, seen)

    def _filed(self, stop: Stop, seen: Seen) -> list[str]:
        put(self.library, stop, self.out)
        found, page, thin = self._opened(self.far_plain if stop.plain else self.far, f"/{quote(stop.file)}", seen)
        return found + ["a program, where none is"] * (not page) + self._axe(thin, seen)

    def _opened(self, tab: Tab, address: str, seen: Seen) -> tuple[list[str], str, str]:
        """All that is wrong with the page at three widths; the page, "" where it has a program; and it thinned out."""
        status = tab.open(address)
        seen.opened += 1
        if status not in (0, 200):
            return [f"answers {status}"], "", ""
        if tab is self.tab and address.endswith("/sparql") and "data-terms" in tab.markup():
            tab.page.wait_for_selector("form[data-ready]")
        found, program, page = tab.looked()
        for width in WIDTHS:
            if width != tab.width:
                found += at(tab, width).looked()[0]
        return found + said(tab), "" if program else page, tab.thinned(FEW)

    def _axe(self, thin: str, seen: Seen) -> list[str]:
        """What axe finds on a page that is not like one before it."""
        if not thin or not self._new(kind(thin)):
            return []
        seen.axed += 1
        self.bench.take_on(thin)
        return [f"{width} px: {line}" for width in WIDTHS for line in at(self.bench, width).axe()]

    def _new(self, kind: str) -> bool:
        """Whether no process saw one like it before."""
        try:
            (self.kinds / hashlib.sha256(kind.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


def put(library: Library, stop: Stop, out: Path) -> None:
    """Write the file as `vakgraph site` does, and what lies beside it."""
    if not stop.language:
        every = library.kept("walked", lambda: mounted.files(library))
        content = folder._front(library) if stop.path == "index.html" else {stop.path: every[stop.path]}
    else:
        page, beside = folder.made(library, stop.path, folder.Noting(stop.path, stop.language, folder=True))
        content = {stop.file: page, **beside}
    # What all share is written once: emptied and written anew, another process would see a page without its style.
    shared = {name: made for name, made in folder.shared().items() if not (out / name).exists()}
    for name, made in (shared | content).items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        draft = out / f"{name}.{os.getpid()}"
        draft.write_bytes(made)
        draft.replace(out / name)


@contextmanager
def drawings_only() -> Iterator[None]:
    """Of what lies beside a page only its drawings, for no page shows a table or a workbook."""
    real = folder.formed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder, "formed", lambda ask, path, form: real(ask, path, form) if form == "svg" else (b"", ""))
        yield


def said(tab: Tab) -> list[str]:
    """What the page asked from outside, and what the console says."""
    return [*(f"asks {url}" for url in tab.outside), *(f"console: {line}" for line in tab.errors)]


def at(tab: Tab, width: int) -> Tab:
    tab._resized(width)
    return tab


# ---- when two pages are one to axe

_POINTS = {"id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"}
_SAYS = {"href", "src", "srcset", "action", "title", "alt", "aria-label", "content", "value", "data-terms", "download"}
_SAYS |= {"datetime", "cite", "placeholder", "hreflang"}
_ATTRIBUTE = re.compile(r' ([\w:-]+)="([^"]*)"')
_UNSEEN = re.compile(r"<link(?! rel=.stylesheet)[^>]*>|<script type=.application/ld.json.>[^<]*</script>")
_AGAIN = re.compile(rf"((?:<(\w+)[^<>]*>x*</\2>x*))\1{{{FEW},}}")  # links in a sentence, one after another
_WORDS = re.compile(r">([^<>]+)(?=<)")


def kind(markup: str) -> str:
    """The markup without its words: each is "" or one sign or more; what points within the page points as it did."""
    known: dict[str, str] = {}

    def attribute(found: re.Match[str]) -> str:
        name, value = found[1], found[2]
        if name in _POINTS:
            value = " ".join(known.setdefault(each, str(len(known))) for each in value.split())
        elif name in _SAYS:
            value = ("#" if value.startswith("#") else "x") if value.strip() else ""
        return f' {name}="{value}"'

    markup = _UNSEEN.sub("", markup)
    bare = _WORDS.sub(lambda found: ">" + "xx"[: len(found[1].strip())], markup)
    bare = re.sub(r'^<html lang="\w+"', "<html", _ATTRIBUTE.sub(attribute, bare))
    return _AGAIN.sub(r"\1" * (FEW + 1), bare)


# ---- one process of several

_WALKER: list[Walker] = []


def begin(out: Path) -> None:
    """Start the browser of this process, which ends with it."""
    stack, library = ExitStack(), Library(VakGraph.open())
    stack.enter_context(drawings_only())
    browser, home = stack.enter_context(chromium()), stack.enter_context(serving(library))
    _WALKER.append(Walker(library, browser, home, out, stack))
    Finalize(None, stack.close, exitpriority=10)


def walk(some: Sequence[Stop]) -> Seen:
    """A part of all."""
    return _WALKER[0].see(some)
