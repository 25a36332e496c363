"""A stored question with what a reader must type, and the classes that it asks about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vakgraph.asking import option
from vakgraph.checkout import Checkout
from vakgraph.contracts import columns
from vakgraph.namespaces import CONCEPT, KINDS
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.reference.facts import SKOS, Facts, local
from vakgraph.reference.model import Bit, Class, Question, Words

_TYPES: dict[str, Words] = {
    "thing": {"nl": "een ding", "en": "a thing"},
    "concept": {"nl": "een begrip", "en": "a concept"},
    "municipality": {"nl": "een gemeente", "en": "a municipality"},
    "year": {"nl": "een jaartal", "en": "a year"},
    "integer": {"nl": "een geheel getal", "en": "a whole number"},
    "number": {"nl": "een getal", "en": "a number"},
    "date": {"nl": "een datum (jjjj-mm-dd)", "en": "a date (yyyy-mm-dd)"},
    "text": {"nl": "tekst", "en": "text"},
    "boolean": {"nl": "ja of nee", "en": "yes or no"},
    "address": {"nl": "een adres", "en": "an address"},
}
_SAMPLE = {"year": "2018", "integer": "1", "number": "1", "date": "2020-01-01"}
_HOLE: Words = {"nl": "NAAM", "en": "NAME"}


def question(folder: Checkout, query: StoredQuery, classes: Iterable[Class], said: Facts) -> Question:
    """The question with its commands, in both languages."""
    about = tuple(cls.anchor for cls in classes if re.search(rf"(?<![\w:]){re.escape(cls.name)}\b", query.text))
    return Question(query, folder.relative(query.path), tuple(_commands(query, said)), about)


def holds(query: StoredQuery, column: str, titles: dict[str, Words], anchors: dict[str, str]) -> tuple[Bit, ...]:
    """What a column holds, in words that lead to the class or the list; nothing where that is not said."""
    return tuple(_word(word, titles, anchors) for word in sorted(columns.expected(query, column)))


def takes(parameter: Parameter, titles: dict[str, Words], anchors: dict[str, str]) -> Bit:
    """What may be filled in."""
    if parameter.choices:
        said = {at: ", ".join(_said(parameter, choice, at) for choice in parameter.choices) for at in ("nl", "en")}
        return Bit({"nl": f"één van: {said['nl']}", "en": f"one of: {said['en']}"})
    return _word(parameter.kind or parameter.scheme or parameter.type, titles, anchors)


def _said(parameter: Parameter, choice: str, language: str) -> str:
    """A choice as it is typed, with what it is called where that is something else."""
    called = parameter.choice_words.get(choice, {}).get(language, choice)
    return choice if called == choice else f"{choice} ({called})"


def _word(word: str, titles: dict[str, Words], anchors: dict[str, str]) -> Bit:
    if word in titles:
        nl, en = (titles[word].get(at, word) for at in ("nl", "en"))
        return Bit({"nl": f"een begrip uit “{nl}”", "en": f"a concept of “{en}”"}, f"list/{word}")
    if word in KINDS:
        kind = KINDS[word]
        return Bit({"nl": kind.nl, "en": kind.en}, f"class/{anchors[word]}")
    return Bit(_TYPES.get(word, {"nl": word, "en": word}))


def _commands(query: StoredQuery, said: Facts) -> list[Words]:
    """How it is asked without more than it must have, and with one choice made."""
    if query.group == "checks":
        return [{"nl": "vakgraph check", "en": "vakgraph check"}]
    if query.group == "exports":
        text = f"vakgraph export {query.name}.ttl --subset {query.name}"
        return [{"nl": text, "en": text}]
    if query.group == "derive":
        return []
    must = [each for each in query.parameters if each.required]
    free = [each for each in query.parameters if not each.required]
    told = [must] + ([[*must, free[0]]] if free else [])
    return [
        {
            at: " ".join([f"vakgraph query {query.name}", *(_choice(one, at, said) for one in some)])
            for at in ("nl", "en")
        }
        for some in told
    ]


def _choice(parameter: Parameter, language: str, said: Facts) -> str:
    value = _SAMPLE.get(parameter.type, _HOLE[language])
    if parameter.scheme:
        value = next((local(each) for each in said.iris(CONCEPT + parameter.scheme, SKOS + "hasTopConcept")), value)
    elif parameter.choices:
        value = parameter.choices[0]
    elif parameter.type in ("thing", "municipality"):
        kind = KINDS.get(parameter.kind or parameter.type)
        value = (kind.nl if language == "nl" else kind.en).upper().replace(" ", "-") if kind else value
    return f"{option(parameter.name)} {value if parameter.default is None else parameter.default}"
