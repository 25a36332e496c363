"""`make screenshots`: the main pages in Dutch as a wide screen and as a phone show them, in out/screenshots/."""

from __future__ import annotations

import sys

from browser import ROOT, WIDTHS, chromium, main_pages, missing, served, visit

OUT = ROOT / "out" / "screenshots"


def take() -> int:
    """The number of pictures that were written."""
    from vakgraph.graph import VakGraph
    from vakgraph.web.library import Library

    OUT.mkdir(parents=True, exist_ok=True)
    shown = main_pages(Library(VakGraph.open(ROOT)))
    with served() as home, chromium() as browser, visit(browser, home) as tab:
        for width in (WIDTHS[0], WIDTHS[-1]):
            tab.wide(width)
            for name, path in shown.items():
                tab.open(f"/nl/{path}")
                tab.page.screenshot(path=OUT / f"{name}-{width}.png", full_page=True)
    return 2 * len(shown)


if __name__ == "__main__":
    if why := missing():
        sys.exit(why)
    print(f"{OUT.relative_to(ROOT)}: {take()} pictures")
