"""The page of a stored question: its choices as a form, its answer as a sentence and a table, its other forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from vakgraph.asking import dressing
from vakgraph.asking.chosen import Term, chosen
from vakgraph.asking.offered import listed as is_listed
from vakgraph.asking.offered import written
from vakgraph.asking.sentence import cited, explained
from vakgraph.asking.sourced import with_sources
from vakgraph.errors import NothingFound, VakError
from vakgraph.queries import ASKERS, THEMES, Parameter, StoredQuery
from vakgraph.render import About
from vakgraph.render.people import columns
from vakgraph.table import Table
from vakgraph.web.offers import Offers
from vakgraph.web.tables import Sheet, sheet
from vakgraph.web.views import Ask, View

FORMS = ("csv", "json", "xlsx")
HEAVIEST = 100_000  # characters of the rows on a page, for a page of at most 300 kB; the rest is left to CSV and XLSX
WIDEST = 7  # columns side by side; beyond that the details are left to CSV and XLSX
_OPTION = re.compile(r'"[^"]*"|--([a-z][a-z0-9_-]*)')  # what was typed stands between quotation marks, and stays
INPUTS = {"year": "number", "integer": "number", "number": "number", "date": "date"}


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a drop-down list, with the rows it gives."""

    write: str
    label: str
    rows: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One choice as a form shows it."""

    name: str
    label: str
    help: str
    value: str
    options: tuple[Option, ...]
    input: str
    required: bool


def page(ask: Ask, name: str) -> View:
    """A question with the choices in its address, answered."""
    query = ask.library.questions.get(name)
    if query is None:
        raise NothingFound(f'Er is geen vraag "{name}".', f'There is no question "{name}".')
    desk, language = ask.desk, ask.language
    shown: dict[str, object] = {"question": desk.say(query.question), "fault": "", "must": ""}
    shown["fixed"] = ask.links.folder and bool(query.parameters)
    given, fault = choices(query, ask.choices), None
    try:
        terms = chosen(desk.store, query, given).terms
        answer = desk.answer(query, **given)
    except VakError as error:
        terms, fault = {}, error
    shown["fields"] = [] if ask.links.folder else fields(ask, query, terms)  # no server, no choices
    if fault:
        must = [desk.say(each.label) for each in query.parameters if each.required and each.name not in given]
        told = {"must": ", ".join(must)} if must and len(given) == 0 else {"fault": in_form(ask, query, fault)}
        status = 400 if ask.choices else 200  # who chose nothing yet made no mistake
        return View("question.html", desk.say(query.title), {**shown, **told}, status)
    assert isinstance(answer.result, Table)
    table, hidden = narrowed(with_sources(answer.result, answer, language), About(language))
    rows = sheet(table, About(language), ask.links)
    most = _fitting(rows)
    shown |= {
        "sentence": answer.sentence,
        "readings": answer.readings,
        "relaxed": _loosened(ask, query, answer.relaxed, list(terms)),
        "sheet": sheet(table, About(language), ask.links, most) if most < len(table.rows) else rows,
        "hidden": hidden,
        "count": _counted(ask, most, len(table.rows)),
        "cite": cited(answer, desk.stamp(), _consulted(ask), language),
        "sparql": explained(query, answer.sparql, answer.sentence, language),
    }
    return View("question.html", desk.say(query.title), shown, forms=FORMS, described=desk.say(query.question))


def in_form(ask: Ask, query: StoredQuery, fault: VakError) -> str:
    """The fault as somebody at a form reads it: a choice by its label there, not as a command line writes it."""
    labels = {each.name: ask.desk.say(each.label) for each in query.parameters}

    def named(found: re.Match[str]) -> str:
        name = (found[1] or "").replace("-", "_")
        return f'"{labels.get(name, name)}"' if name else found[0]

    return _OPTION.sub(named, fault.say(ask.language))


def _fitting(every: Sheet) -> int:
    """How many rows go on a page; those of almost every answer all do."""
    sizes = accumulate(sum(len(cell.text) + len(cell.href) for cell in row) for row in every.rows)
    return sum(size <= HEAVIEST for size in sizes)


def _counted(ask: Ask, most: int, every: int) -> str:
    """How many rows there are, and where the others stand that are not on the page."""
    if most < every:
        return ask.words(
            f"De eerste {most} van {every} rijen; alle {every} staan in CSV, JSON en XLSX",
            f"The first {most} of {every} rows; all {every} are in CSV, JSON and XLSX",
        )
    return f"{every} {ask.words('rij' if every == 1 else 'rijen', 'row' if every == 1 else 'rows')}"


def narrowed(table: Table, about: About) -> tuple[Table, str]:
    """The table as wide as a screen, and the headings of the details that are then left to its other forms."""
    every = columns(table, about)
    details = [each for each in every if each.style == "detail"] if len(every) > WIDEST else []
    if not details:
        return table, ""
    kept = tuple("" if any(each.at == at for each in details) else word for at, word in enumerate(table.headings))
    return replace(table, headings=kept), ", ".join(each.heading for each in details)


def _loosened(ask: Ask, query: StoredQuery, lines: Sequence[str], names: Sequence[str]) -> list[tuple[str, str]]:
    """(what there is without a choice, the address of that selection); the last line may be that without all."""
    needed = {each.name for each in query.parameters if each.required}
    free = [name for name in names if name not in needed]
    without: list[list[str]] = [[name] for name in free] + [free]
    return [
        (line, ask.links.page(ask.links.here, "", **{name: v for name, v in ask.choices.items() if name not in gone}))
        for line, gone in zip(lines, without, strict=False)
    ]


def _consulted(ask: Ask) -> str:
    """The day on which somebody looked; a folder is of its release, and the same on every day."""
    return ask.desk.stamp().day if ask.links.folder else date.today().isoformat()


def choices(query: StoredQuery, given: Mapping[str, list[str]]) -> dict[str, str | list[str]]:
    """The choices in an address that were made; one that does not exist is an error of the question."""
    return {name: [v for v in values if v.strip()] for name, values in given.items() if any(v.strip() for v in values)}


def fields(ask: Ask, query: StoredQuery, terms: Mapping[str, Sequence[Term]] | None = None) -> list[Field]:
    """The choices as a form shows them; `terms` are those that were made, where they were read already."""
    return [_field(ask, query, each, (terms or {}).get(each.name, ())) for each in query.parameters]


def _field(ask: Ask, query: StoredQuery, parameter: Parameter, terms: Sequence[Term]) -> Field:
    said = [written(term) for term in terms] or ask.choices.get(parameter.name) or [""]
    options = _options(ask, query, parameter, set(said)) if is_listed(parameter) else ()
    label, told = dressing.say(parameter.label, ask.language), dressing.say(parameter.description or {}, ask.language)
    kind = INPUTS.get(parameter.type, "text")
    return Field(parameter.name, label, told, said[0], options, kind, parameter.required)


def _options(ask: Ask, query: StoredQuery, parameter: Parameter, made: set[str]) -> tuple[Option, ...]:
    """What may be chosen. A choice that is not among it is added, so that the form keeps what was asked."""
    offers = ask.library.kept("offers", lambda: Offers(ask.library))
    found = offers.of(query, parameter, ask.language)
    known = {write for write, _, _ in found}
    extra = [(said, said, None) for said in sorted(made - known) if said]
    return tuple(Option(write, label, count, write in made) for write, label, count in [*extra, *found])


def listed(ask: Ask, rest: str) -> View:
    """Every question for people, by theme."""
    say = ask.desk.say
    themes = []
    for theme, words in THEMES.items():
        several = [
            {
                "name": each.name,
                "title": say(each.title),
                "question": say(each.question),
                "askers": ", ".join(ask.words(*ASKERS.get(word, (word, word))) for word in each.asked_by),
            }
            for each in ask.library.questions.values()
            if each.theme == theme
        ]
        themes.append((ask.words(*words), several))
    return View("questions.html", ask.words("Vragen", "Questions"), {"themes": themes})
