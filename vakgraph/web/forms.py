"""The other forms of a page: a thing as triples, an answer as a table file."""

from __future__ import annotations

from vakgraph import render
from vakgraph.asking.sourced import with_sources
from vakgraph.errors import NothingFound, VakError
from vakgraph.pictures import raster
from vakgraph.render import About
from vakgraph.table import UNBOUND, Cell, Table
from vakgraph.web.library import DATA_FORMS, Library
from vakgraph.web.pages import picture, steward
from vakgraph.web.pages import thing as pages
from vakgraph.web.pages.question import choices
from vakgraph.web.views import Ask

TABLES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DRAWINGS = {"svg": "image/svg+xml", "png": "image/png"}
FORMS = {**DATA_FORMS, **TABLES, **DRAWINGS}


def split(path: str, library: Library) -> tuple[str, str]:
    """`question/rounds.csv` -> (`question/rounds`, `csv`); a path that is itself a page has no form."""
    if path in library.things:
        return path, ""
    stem, dot, form = path.rpartition(".")
    return (stem, form) if dot and form in FORMS else (path, "")


def formed(ask: Ask, path: str, form: str) -> tuple[bytes, str]:
    """The content and its media type."""
    if path in ask.library.things and form in DATA_FORMS:
        return ask.library.written(ask.library.triples(ask.library.things[path]), form), FORMS[form]
    if path in ask.library.things and form == "csv":
        return _said_of(ask, path), FORMS[form]
    first, _, name = path.partition("/")
    if first == "question" and name in ask.library.questions and form in TABLES:
        return _answer(ask, name, form), FORMS[form]
    if first == "picture" and form in DRAWINGS:
        drawing = picture.svg(ask, name)
        # In a folder that is mailed a PNG is as large as the screen shows it; the SVG beside it is sharp at any size.
        scale = 1.0 if ask.links.folder else raster.SCALE
        return raster.png(drawing, scale) if form == "png" else drawing.encode(), FORMS[form]
    if first == "picture" and form in TABLES:
        return _answer(ask, picture.question_of(ask, name), form), FORMS[form]
    if path == "steward/template" and form == "xlsx":
        return steward.template(ask), FORMS[form]
    raise NothingFound("Deze vorm is er niet.", "There is no such form.")


def _said_of(ask: Ask, path: str) -> bytes:
    """What is said of a thing, as a table of properties and values, with the source that says so where one does."""
    thing = pages.read(ask, path)
    sources: dict[tuple[str, str], list[Cell]] = {}
    for row in thing.claims:
        sources.setdefault((row["property"].value, row["value"].value), []).append(row["source"])
    rows = [
        (row["property"], row["value"], source)
        for row in thing.facts
        for source in dict.fromkeys(sources.get((row["property"].value, row["value"].value), [UNBOUND]))
    ]
    heads = ask.words("Eigenschap Waarde Bron", "Property Value Source").split()
    table = Table(("property", "value", "source"), tuple(rows), tuple(heads), ("", "", "–"), thing.title)
    release, licence = ask.desk.release()
    return render.render(table, "csv", About(ask.language, thing.title, thing.title, (), licence, release))


def _answer(ask: Ask, name: str, form: str) -> bytes:
    query = ask.library.questions[name]
    answer = ask.desk.answer(query, **choices(query, ask.choices))
    if not isinstance(answer.result, Table):
        raise VakError("Dit antwoord is geen tabel.", "This answer is no table.")
    table = with_sources(answer.result, answer, ask.language) if form == "xlsx" else answer.result
    release, licence = ask.desk.release()
    about = About(ask.language, ask.desk.say(query.question), answer.sentence, answer.filters, licence, release)
    return render.render(table, form, about)
