"""The pages for who writes programs: which addresses there are, and the questions as an API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vakgraph.queries import THEMES, StoredQuery
from vakgraph.web import api
from vakgraph.web.library import DATA_FORMS
from vakgraph.web.views import Ask, View


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
    return Door(title, ask.links.file(name), name if ask.links.folder else f"/{name}", told)


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
