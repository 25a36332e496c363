"""What each release brought: the part *Graph* of CHANGELOG.md, and what in the graph bears a date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vakgraph import comparing
from vakgraph.web.glance import news
from vakgraph.web.library import Library
from vakgraph.web.views import Ask, View

NAME = "CHANGELOG.md"
MOST = 30
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_GRAPH = re.compile(r"^### Graph\n(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_BULLET = re.compile(r"^- (.*(?:\n(?!- |\n|#).*)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Release:
    """One section: its heading, and what changed in the graph, in English as it was written."""

    heading: str
    lines: tuple[tuple[str, ...], ...]


def page(ask: Ask, rest: str) -> View:
    """Every release that the changelog tells of."""
    every = ask.library.kept("releases", lambda: releases(ask.library))
    frozen = comparing.releases(ask.desk.checkout)
    shown = {"releases": every, "news": news(ask, MOST), "frozen": frozen, "changelog": _text(ask.library) != ""}
    return View("releases.html", ask.words("Uitgaven", "Releases"), shown)


def releases(library: Library) -> list[Release]:
    """The sections of the changelog that say something of the graph, the newest first."""
    found = []
    for heading, body in _SECTION.findall(_text(library)):
        graph = _GRAPH.search(body)
        lines = tuple(_parts(" ".join(line.split())) for line in _BULLET.findall(graph[1])) if graph else ()
        found += [Release(heading.strip(), lines)] if lines else []
    return found


def _parts(line: str) -> tuple[str, ...]:
    """The words of a line and between them its code, turn about."""
    return tuple(line.replace("*", "").split("`"))


def _text(library: Library) -> str:
    """The changelog; "" where the graph travels without it."""
    path = library.desk.checkout.root / NAME
    return path.read_text(encoding="utf-8") if path.is_file() else ""
