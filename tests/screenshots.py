"""`make screenshots`: the main pages as a phone, a tablet, a wide screen, paper and the dark show them, and in English.

They come in out/screenshots/: home-320.png, home-en.png (wide), home-dark.png (phone), home-print.pdf (A4).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from browser import ROOT, WIDTHS, Tab, chromium, main_pages, missing, serving, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OUT = ROOT / "out" / "screenshots"
# What is called what, in which language and how wide, and what else the browser is told.
WAYS: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    *((str(width), "nl", width, {}) for width in WIDTHS),
    ("en", "en", WIDTHS[-1], {}),
    ("dark", "nl", WIDTHS[0], {"color_scheme": "dark"}),
)


def take() -> Iterator[str]:
    """Every picture, its name once it is written."""
    from vakgraph.graph import VakGraph
    from vakgraph.web.library import Library

    OUT.mkdir(parents=True, exist_ok=True)
    library = Library(VakGraph.open(ROOT))
    shown = main_pages(library)
    with serving(library) as home, chromium() as browser:
        for way, language, width, options in WAYS:
            with opened(browser, home, width, options) as tab:
                for name, path in shown.items():
                    tab.open(f"/{language}/{path}")
                    tab.page.screenshot(path=OUT / f"{name}-{way}.png", full_page=True)
                    yield f"{name}-{way}.png"
        with visit(browser, home) as tab:
            for name, path in shown.items():
                tab.open(f"/nl/{path}")
                tab.page.pdf(path=OUT / f"{name}-print.pdf", prefer_css_page_size=True, format="A4")
                yield f"{name}-print.pdf"


@contextmanager
def opened(browser: Browser, home: str, width: int, options: dict[str, Any]) -> Iterator[Tab]:
    with visit(browser, home, **options) as tab:
        tab.wide(width)
        yield tab


if __name__ == "__main__":
    if why := missing():
        sys.exit(why)
    print(f"{OUT.relative_to(ROOT)}: {len(list(take()))} pictures")
