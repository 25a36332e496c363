"""The reference as static pages in Dutch and English: from the file system, without script, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from vakgraph import styles
from vakgraph.reference import neighbours, whole
from vakgraph.reference.model import Book, Class
from vakgraph.reference.told import Told
from vakgraph.reference.words import LANGUAGES, NAMES, words

CSS, BELOW = "vakgraph.css", "reference"
# The sections of the site: page, key of its words.
SECTIONS = ("model", "lists", "questions", "rules", "terms", "neighbours")
Page = tuple[str, str, dict[str, Any]]  # place, template, what it shows


def pages(book: Book) -> dict[str, bytes]:
    """Every file by its place: two languages, the page that leads to them, and the style."""
    environment = _environment()
    files = {
        CSS: styles.css(),
        "index.html": _rendered(environment, "choose.html", {"book": book, "languages": LANGUAGES}),
    }
    return dict(sorted({**files, **_in_languages(book, environment)}.items()))


def mounted(book: Book, home: str) -> dict[str, bytes]:
    """The pages as part of a site, at `nl/reference/` and `en/reference/`: its style, and a way back.

    `home` is the file of its first page below `nl/`: "index.html" in a folder, "" on a server.
    """
    return dict(sorted(_in_languages(book, _environment(), f"{BELOW}/", home).items()))


def _in_languages(book: Book, environment: Environment, below: str = "", home: str | None = None) -> dict[str, bytes]:
    """Every page in each language; `below` is the folder in that of the language."""
    files = {}
    for language in LANGUAGES:
        told = Told.of(book, language)
        for place, template, shown in _all(told):
            up = "../" * (f"{below}{place}".count("/") + 1)
            beside = {at: f"{up}{at}/{below}{place}.html" for at in LANGUAGES}
            back = None if home is None else f"{up}{language}/{home}"
            around = {"told": told, "t": told.t, "here": place, "up": up, "beside": beside, "to": _linker(place)}
            files[f"{language}/{below}{place}.html"] = _rendered(
                environment, template, {**around, "home": back, **shown}
            )
    return files


def _environment() -> Environment:
    """Our own templates only; everything is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(code=_code, cap=lambda text: text[:1].upper() + text[1:])
    made.globals.update(sections=SECTIONS, css=CSS, language_names=NAMES, said={at: words(at) for at in LANGUAGES})
    return made


_BREAK = re.compile(r"([:/#])(?![:/#])|(?<=[a-z0-9])(?=[A-Z])")


def _code(text: str) -> Markup:
    """A name or address as code that may be broken behind : / # and before a capital, and nowhere else."""
    pieces = [str(escape(piece)) for piece in _BREAK.sub(lambda at: f"{at[1] or ''}\0", text).split("\0")]
    return Markup(f"<code>{'<wbr>'.join(pieces)}</code>")


def _rendered(environment: Environment, template: str, shown: dict[str, Any]) -> bytes:
    return environment.get_template(template).render(**shown).encode("utf-8", "replace")


def _linker(here: str) -> Callable[[str], str]:
    """From a place (`class/Project`, `terms#begin`) to the address of it, seen from this page."""
    up = "../" * here.count("/")

    def to(place: str) -> str:
        page, hash_, fragment = place.partition("#")
        return f"{up}{page}.html{hash_}{fragment}"

    return to


def _all(told: Told) -> Iterator[Page]:
    book = told.book
    yield "index", "index.html", {}
    yield "model", "model.html", {"picture": Markup(_model(told))}
    for cls in book.classes:
        yield f"class/{cls.anchor}", "class.html", {"cls": cls, **_around(told, cls)}
    yield "lists", "lists.html", {}
    for scheme in book.schemes:
        yield f"list/{scheme.word}", "list.html", {"scheme": scheme}
    yield "questions", "questions.html", {}
    for question in book.questions:
        yield f"question/{question.query.name}", "question.html", {"question": question, "query": question.query}
    yield "rules", "rules.html", {}
    yield "terms", "terms.html", {}
    yield "neighbours", "neighbours.html", {}


def _model(told: Told) -> str:
    title = f"{told.t['model']}: {told.say(told.book.title)}"
    return whole.diagram(told.book, told.names, title, told.t["model_told"])


def _around(told: Told, cls: Class) -> dict[str, Any]:
    """The diagram of a class and the same as lists."""
    name = told.say(cls.label)
    into, out, itself = neighbours.around(told.book, cls)
    drawn = neighbours.diagram(
        told.book, cls, told.names, told.t["diagram_title"].format(name), told.t["diagram_told"].format(name)
    )
    out = {**out, **({cls.anchor: itself} if itself else {})}
    return {"picture": Markup(drawn), "into": into, "out": out}
