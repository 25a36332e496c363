"""The pages of the pictures: the drawing, its choices, its table below it, and every form to take away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from vakgraph.asking.chosen import Term, chosen
from vakgraph.asking.sourced import with_sources
from vakgraph.errors import NothingFound, VakError
from vakgraph.pictures import PICTURES, Picture, drawn, gaps, named
from vakgraph.pictures.frame import NARROW, WIDE
from vakgraph.queries import StoredQuery
from vakgraph.render import About
from vakgraph.table import Table
from vakgraph.web.asked import stored
from vakgraph.web.gapgrid import grid, inside
from vakgraph.web.library import Library
from vakgraph.web.pages.question import choices, fields, in_form, narrowed
from vakgraph.web.tables import sheet
from vakgraph.web.views import Ask, View

NARROW_FORM = "narrow"  # `picture/timeline/narrow.svg`: the same for a phone
_SAID = re.compile(r"<desc[^>]*>([^<]*)</desc>")
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def known(library: Library) -> list[Picture]:
    """The pictures of which this graph has the question."""
    return [each for each in PICTURES.values() if each.query in library.questions]


def listed(ask: Ask, rest: str) -> View:
    """Every picture with its question."""
    found = [(each, ask.desk.say(ask.library.questions[each.query].question)) for each in known(ask.library)]
    title = ask.words("Tekeningen", "Pictures")
    said = [(each.name, each.title[ask.language], question) for each, question in found]
    return View("pictures.html", title, {"several": said})


def page(ask: Ask, name: str) -> View:
    """One picture of the answer to its question, with the choices in the address."""
    picture = named(name)
    query = ask.library.questions.get(picture.query)
    if query is None:
        raise NothingFound(f'De vraag van "{name}" is hier niet.', f'The question of "{name}" is not here.')
    title = picture.title[ask.language]
    shown: dict[str, object] = {"name": name, "fixed": ask.links.folder and bool(query.parameters), "hidden": ""}
    shown |= {"question": ask.desk.say(query.question), "query": query.name, "fault": "", "nothing": ""}
    given, fault = choices(query, ask.choices), ""
    terms: Mapping[str, Sequence[Term]] = {}
    try:
        terms = chosen(ask.desk.store, query, given).terms
        answer = ask.desk.answer(query, **given)
    except VakError as error:
        fault = in_form(ask, query, error)
    shown["fields"] = [] if ask.links.folder else fields(ask, query, terms)  # no server, no choices
    if fault:
        return View("picture.html", title, {**shown, "fault": fault}, 400)
    assert isinstance(answer.result, Table)
    try:
        shown |= _map(ask, answer.result) if name == gaps.NAME else _drawing(ask, name)
    except VakError as error:
        shown["nothing"] = error.say(ask.language)
    table, hidden = narrowed(with_sources(answer.result, answer, ask.language), About(ask.language))
    shown |= {"sentence": answer.sentence, "sheet": sheet(table, About(ask.language), ask.links), "hidden": hidden}
    return View("picture.html", title, shown, forms=_forms(), described=ask.desk.say(query.question))


def _forms() -> tuple[str, ...]:
    return ("svg", *(("png",) if can_png() else ()), "csv", "xlsx")


def can_png() -> bool:
    """Whether the library that draws PNG is installed."""
    return find_spec("resvg_py") is not None


def _drawing(ask: Ask, name: str) -> dict[str, object]:
    """What an `img` needs: its words and its size. Without choices it is drawn once."""
    if any(value for values in ask.choices.values() for value in values):
        text = svg(ask, name)
    else:
        text = ask.library.kept(("picture", name, ask.language, ask.links.folder), lambda: svg(ask, name))
    said, size = _SAID.search(text), _SIZE.search(text)
    wide, high = (round(float(each)) for each in size.groups()) if size else (round(WIDE), round(WIDE))
    return {"told": said[1] if said else "", "wide": wide, "high": high, "narrow": f"picture/{name}/{NARROW_FORM}"}


def _map(ask: Ask, table: Table) -> dict[str, object]:
    """The gap map is a table of squares, each of which leads to what lies in it."""
    outcome, programme = ask.chosen("outcome"), ask.chosen("programme")
    found = Table((), ())
    if query := stored(ask, "gap-squares"):
        result = ask.desk.answer(query, **choices(query, ask.choices)).result
        found = result if isinstance(result, Table) else found
    return {"grid": grid(ask, table, outcome, bool(programme)), "inside": inside(found, table)}


def svg(ask: Ask, path: str) -> str:
    """The drawing as SVG; `path` is its name, or its name with `/narrow`."""
    name, _, form = path.partition("/")
    if form not in ("", NARROW_FORM):
        raise NothingFound("Deze vorm is er niet.", "There is no such form.")
    query = _asked(ask, name)
    return drawn(name, ask.desk, NARROW if form else WIDE, **choices(query, ask.choices))[0]


def _asked(ask: Ask, name: str) -> StoredQuery:
    """The question of a picture that is there."""
    query = ask.library.questions.get(named(name).query)
    if query is None:
        raise NothingFound("Deze tekening is er niet.", "There is no such picture.")
    return query


def question_of(ask: Ask, path: str) -> str:
    """The name of the stored question of a picture."""
    return _asked(ask, path).name
