"""The page where people ask in SPARQL: the form, its examples, and the answer as a picture and a table."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any
from urllib.parse import urlencode

from vakgraph.errors import InputError, VakError
from vakgraph.namespaces import prefixes
from vakgraph.pictures import counted
from vakgraph.pictures.frame import NARROW, WIDE
from vakgraph.queries import THEMES
from vakgraph.render import About
from vakgraph.table import Table
from vakgraph.web import editing, endpoint
from vakgraph.web.endpoint import Found
from vakgraph.web.library import DATA_FORMS
from vakgraph.web.results import TABLES
from vakgraph.web.tables import sheet
from vakgraph.web.views import Ask, View

MOST = 200  # rows of an answer that the page shows
_SHOWN = ("rdfs", "skos", "vak")  # the prefixes that stand in the form from the start
_START = """SELECT ?project ?label
WHERE {
  ?project a vak:Project ;
    rdfs:label ?label .
}
ORDER BY ?label
LIMIT 20
"""
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def page(ask: Ask, rest: str) -> View:
    """The form, and below it the answer to what was asked with it."""
    text, status = ask.chosen("query"), 200
    example = ask.library.questions.get(ask.chosen("example"))
    shown: dict[str, Any] = {
        "text": text or (example.bind({}).strip() if example else _started()),
        "asked": bool(text), "fault": "", "at": None, "sheet": None, "truth": None, "cut": "", "forms": [], "count": "",
        "picture": None, "offered": endpoint.offered(ask.library), "longest": ask.library.limits.length,
        "timeout": f"{ask.library.limits.timeout:g}", "themes": _examples(ask),
        "example": example.name if example else "",
        "prefixes": sorted(prefixes().items()), "script": "",
    }  # fmt: skip
    if not ask.links.folder and shown["offered"] and editing.there():
        shown |= {"script": ask.links.file(editing.SCRIPT), "terms": editing.terms_at(ask.language)}
        shown["licences"] = ask.links.file(editing.LICENCES)
    if text and shown["offered"]:
        try:
            shown |= _answered(ask, endpoint.answer(ask.library, text, ask.language), text)
        except VakError as error:
            shown["fault"], status = error.say(ask.language), endpoint.status_of(error)
            shown["at"] = error.line if isinstance(error, InputError) else None
    return View("sparql.html", "SPARQL", shown, status)


def _examples(ask: Ask) -> list[tuple[str, list[tuple[str, str]]]]:
    """Theme -> name and title of its questions."""
    every = ask.library.questions.values()
    return [
        (ask.words(*words), [(each.name, ask.desk.say(each.title)) for each in every if each.theme == theme])
        for theme, words in THEMES.items()
    ]


def _started() -> str:
    known = prefixes()
    return "".join(f"PREFIX {each}: <{known[each]}>\n" for each in _SHOWN) + "\n" + _START


def _answered(ask: Ask, found: Found, text: str) -> dict[str, Any]:
    """What the page shows of an answer, and where the whole of it can be had."""
    tables = isinstance(found.result, Table)
    names = list(TABLES) if tables else ["json", "xml"] if isinstance(found.result, bool) else list(DATA_FORMS)
    forms = [(each, f"{ask.links.file('sparql')}?{urlencode({'query': text, 'form': each})}") for each in names]
    if isinstance(found.result, bool):
        return {"truth": found.result, "forms": forms}
    table = endpoint.table_of(ask.library, found, ask.language, MOST)
    shown = sheet(table, About(ask.language), ask.links)
    picture = _picture(ask, table) if tables and not found.cut and found.size <= counted.MOST else None
    told = found.said(ask.language)
    return {"sheet": shown, "forms": forms, "cut": told, "count": _count(ask, found), "picture": picture}


def _picture(ask: Ask, table: Table) -> dict[str, Any] | None:
    """A bar for each row, for a wide window and for a phone, as files that stand in the page; None where none fits."""
    said = counted.counted(table)
    if not said:
        return None
    wide, narrow = (counted.bars(said, ask.language, width) for width in (WIDE, NARROW))
    size = _SIZE.search(wide)
    assert size
    told = ". ".join(counted.told(said, ask.language))
    wide_by_high = [round(float(each)) for each in size.groups()]
    return {"wide": _inside(wide), "narrow": _inside(narrow), "told": told, "size": wide_by_high}


def _inside(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode("utf-8", "replace")).decode()


def _count(ask: Ask, found: Found) -> str:
    rows = ask.words("rij" if found.size == 1 else "rijen", "row" if found.size == 1 else "rows")
    first = ask.words(f"; de eerste {MOST} staan hier", f"; the first {MOST} are shown") if found.size > MOST else ""
    more = ask.words("meer dan ", "more than ") if found.cut else ""
    return f"{more}{found.size} {rows}{first}"
