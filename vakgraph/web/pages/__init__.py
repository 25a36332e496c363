"""Which path is made by which page, and every path there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vakgraph.cases import cases
from vakgraph.web.library import Library
from vakgraph.web.pages import (
    accessibility,
    case,
    home,
    names,
    picture,
    programs,
    programs_editor,
    question,
    releases,
    search,
    status,
    steward,
    thing,
)
from vakgraph.web.views import Ask, View

Make = Callable[[Ask, str], View]

# The first part of a path -> the page that is made of the rest of it.
MAKERS: dict[str, Make] = {
    "": home.page,
    "question": question.page,
    "questions": question.listed,
    "search": search.page,
    "programs": programs.page,
    "openapi": programs.viewer,
    "sparql": programs_editor.page,
    "steward": steward.page,
    "cases": case.listed,
    "case": case.page,
    "pictures": picture.listed,
    "picture": picture.page,
    "status": status.page,
    "releases": releases.page,
    "accessibility": accessibility.page,
}


def made(ask: Ask, path: str) -> View | None:
    """The page at that path; None where there is none."""
    first, _, rest = path.partition("/")
    if path == "search" and ask.links.folder:
        return names.page(ask)
    if path in ask.library.things:
        return thing.page(ask, path)
    return MAKERS[first](ask, rest) if first in MAKERS else None


def paths(library: Library) -> Iterator[str]:
    """The path of every page, as a folder or a sitemap holds them."""
    yield ""
    yield "questions"
    yield "search"
    yield from ("pictures", "status", "releases", "accessibility")
    yield from (f"picture/{each.name}" for each in picture.known(library))
    yield from ("programs", "openapi", "sparql")
    yield from ("steward", "cases")
    yield from (f"case/{name}{form}" for name in cases("nl") for form in ("", "/card"))
    yield from (f"question/{name}" for name in library.questions)
    yield from library.things
