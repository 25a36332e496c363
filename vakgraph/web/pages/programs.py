"""The pages for who writes programs: which addresses there are, the questions as an API, a form for SPARQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from vakgraph.errors import VakError
from vakgraph.namespaces import prefixes
from vakgraph.queries import THEMES, StoredQuery
from vakgraph.render import About
from vakgraph.table import Table
from vakgraph.web import api, endpoint
from vakgraph.web.endpoint import Found
from vakgraph.web.library import DATA_FORMS
from vakgraph.web.results import TABLES
from vakgraph.web.tables import Sheet, sheet
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


@dataclass(frozen=True, slots=True)
class Door:
    """An address for programs: its words, where it is, what is there."""

    name: str
    href: str
    address: str
    told: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A question as the OpenAPI document describes it, in the words of the page."""

    name: str
    title: str
    question: str
    address: str
    example: str
    parameters: tuple[tuple[str, str, str, bool, str], ...]  # name, kind, examples, required, meaning
    columns: tuple[tuple[str, str], ...]  # name, meaning


# ---- which addresses there are


def page(ask: Ask, rest: str) -> View:
    """Every address for programs; a folder has the files, and says what takes the server."""
    say, file = ask.words, ask.links.file
    void = "void.ttl" if ask.links.folder else ".well-known/void"
    files = [
        _door(
            ask, "vakgraph.ttl", say("De hele graaf", "The whole graph"), say("Turtle, één bestand", "Turtle, one file")
        ),
        _door(ask, "dcat.ttl", "DCAT", say("beschrijving voor een dataregister", "the record for a data register")),
        _door(ask, void, "VoID", say("wat er in de graaf staat, geteld", "what the graph holds, counted")),
    ]
    served = [
        Door(say("Vragen als API", "Questions as an API"), ask.links.page("openapi"), "/openapi.json", "OpenAPI 3.1"),
        Door("SPARQL", ask.links.page("sparql"), "/sparql", say("SPARQL 1.1, alleen lezen", "SPARQL 1.1, read only")),
    ]
    if not ask.links.folder:
        crawl = say("elke bladzijde, voor zoekmachines", "every page, for search engines")
        served.append(Door("Sitemap", file("sitemap.xml"), "/sitemap.xml", crawl))
    shown = {"files": files, "served": served, "media": DATA_FORMS}
    return View("programs.html", say("Voor programma's", "For programs"), shown)


def _door(ask: Ask, name: str, title: str, told: str) -> Door:
    return Door(title, ask.links.file(name), name, told)


# ---- the questions as an API


def viewer(ask: Ask, rest: str) -> View:
    """The OpenAPI document, to be read: each question with its address, its parameters and its columns."""
    document, several = api.document(ask.library), []
    for theme, words in THEMES.items():
        found = [_operation(ask, each, document) for each in ask.library.questions.values() if each.theme == theme]
        several.append((theme, ask.words(*words), found))
    shown = {"themes": several, "json": ask.links.file("openapi.json")}
    return View("openapi.html", ask.words("Vragen als API", "Questions as an API"), shown)


def _operation(ask: Ask, query: StoredQuery, document: Mapping[str, Any]) -> Operation:
    said = document["paths"][api.address(query.name)]["get"]
    own = {each["name"]: each for each in said["parameters"] if "name" in each}
    words = {each.name: each for each in query.parameters}
    parameters = tuple(
        (
            name,
            _sort(each["schema"]["items"]),
            ", ".join(map(str, each["schema"]["items"].get("enum") or each["schema"]["items"].get("examples", [])[:2])),
            each["required"],
            ask.desk.say(words[name].label),
        )
        for name, each in own.items()
    )
    columns = tuple((name, ask.desk.say(heading)) for name, heading in query.columns.items())
    address = api.address(query.name).replace("{language}", ask.language)
    example = "" if ask.links.folder else ask.links.form(f"question/{query.name}", "json")
    title, question = ask.desk.say(query.title), ask.desk.say(query.question)
    return Operation(query.name, title, question, address, example, parameters, columns)


def _sort(schema: Mapping[str, Any]) -> str:
    return str(schema.get("format") or schema["type"])


# ---- the form for SPARQL


def editor(ask: Ask, rest: str) -> View:
    """The form, and below it the answer to what was asked with it."""
    text, status = ask.chosen("query"), 200
    example = ask.library.questions.get(ask.chosen("example"))
    questions = [(each.name, ask.desk.say(each.title)) for each in ask.library.questions.values()]
    shown: dict[str, Any] = {
        "text": text or (example.bind({}).strip() if example else _started()),
        "asked": bool(text), "fault": "", "sheet": None, "truth": None, "cut": "", "forms": [], "count": "",
        "offered": endpoint.offered(ask.library), "longest": endpoint.LONGEST,
        "timeout": f"{endpoint.TIMEOUT:g}", "examples": questions,
        "prefixes": sorted(prefixes().items()),
    }  # fmt: skip
    if text and shown["offered"]:
        try:
            shown |= _answered(ask, endpoint.answer(ask.library, text, ask.language), text)
        except VakError as error:
            shown["fault"], status = error.say(ask.language), 503 if isinstance(error, endpoint.Busy) else 400
    return View("sparql.html", "SPARQL", shown, status)


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
    return {"sheet": _sheet(ask, found), "forms": forms, "cut": found.said(ask.language), "count": _count(ask, found)}


def _sheet(ask: Ask, found: Found) -> Sheet:
    return sheet(endpoint.table_of(ask.library, found, ask.language, MOST), About(ask.language), ask.links)


def _count(ask: Ask, found: Found) -> str:
    rows = ask.words("rij" if found.size == 1 else "rijen", "row" if found.size == 1 else "rows")
    first = ask.words(f"; de eerste {MOST} staan hier", f"; the first {MOST} are shown") if found.size > MOST else ""
    more = ask.words("meer dan ", "more than ") if found.cut else ""
    return f"{more}{found.size} {rows}{first}"
