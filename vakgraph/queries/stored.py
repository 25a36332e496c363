"""A stored question as a value, and how values are bound into it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from vakgraph.errors import UnknownName

Term = NamedNode | Literal
Words = Mapping[str, str]

# What is no keyword: IRIs, texts, comments, variables, prefixed names.
_NOT_SPARQL = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|[?$]\w+|[\w.-]*:[\w.-]*"""
)
_FORM = re.compile(r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a person may fill in."""

    name: str
    type: str
    label: Words
    kind: str | None = None
    scheme: str | None = None
    description: Words | None = None
    default: str | int | float | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    choice_words: Mapping[str, Words] = field(default_factory=dict)
    at: str = ""  # a municipality's day: "now", the name of a date or year parameter, or "" for as it was named
    of: str = ""  # the column whose values bound a date or a number; "" where its limit is sought by asking


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A question with its words, its parameters and its SPARQL.

    `columns` maps a projected variable to its heading in "nl" and "en", and under "empty" to the
    words for an empty cell, under "as" how it is shown ("source", "detail", "address" or ""), under "words" what the
    constants in its cells read as in "nl" and "en", and under "fact" the column of the subject and the property whose
    value it shows. Only these columns are shown to people. `missing` says what the facts do not hold and why,
    `sentence` restates the question with its choices (see `queries.sentence`); `theme` is a key of `themes.THEMES`.
    """

    name: str
    path: Path
    group: str
    title: Words
    question: Words
    asked_by: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Mapping[str, Any]]
    picture: str | None
    form: str
    problem: Words
    solution: Words
    notes: Words
    text: str
    missing: Words = field(default_factory=dict)
    theme: str = ""
    closure: str = "none"  # of a subset in `exports/`: a key of `closures.CLOSURES`
    sentence: Words = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Eight digits of the file's content: another question text, another version."""
        return sha256(self.path.read_bytes()).hexdigest()[:8]

    def bind(self, values: Mapping[str, Sequence[Term]]) -> str:
        """The SPARQL with each parameter set to one or more terms; an unset one means "all"."""
        names = [parameter.name for parameter in self.parameters]
        for name in values:
            if name not in names:
                raise _unknown_parameter(self.name, name, names)
        text = self.text
        for name in names:
            text = _set(text, name, values.get(name, ()))
        return text


def counting(sparql: str) -> str:
    """A SELECT made into the question how many rows it has."""
    blanked = _NOT_SPARQL.sub(lambda found: " " * len(found[0]), sparql)
    found = _FORM.search(blanked)
    at = found.start() if found else 0
    return f"{sparql[:at]}SELECT (COUNT(*) AS ?number_of_rows) WHERE {{ {{\n{sparql[at:]}\n}} }}"


def form(text: str) -> str:
    """SELECT, CONSTRUCT, ASK or DESCRIBE; "" where the text holds none of them."""
    found = _FORM.search(_NOT_SPARQL.sub(" ", text))
    return found[1].upper() if found else ""


def _unknown_parameter(query: str, name: str, names: Sequence[str]) -> UnknownName:
    near = difflib.get_close_matches(name, names, 3, 0.5) or names[:5]
    return UnknownName(
        f'De vraag "{query}" kent geen parameter "{name}".', f'The query "{query}" has no parameter "{name}".', near
    )


def _set(text: str, name: str, terms: Sequence[Term]) -> str:
    """Fill the line `VALUES ?name { UNDEF }`, or take it away where nothing was asked."""
    if not all(isinstance(term, NamedNode | Literal) for term in terms):
        raise TypeError(f"a parameter is set to RDF terms only: {name}")
    line = rf"VALUES\s+\?{name}\s*\{{\s*UNDEF\s*\}}"
    if terms:
        filled = f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"
        return re.sub(line, lambda _: filled, text, flags=re.IGNORECASE)
    text = re.sub(rf"^[ \t]*{line}[ \t]*\n", "", text, flags=re.IGNORECASE | re.MULTILINE)
    return re.sub(line, "", text, flags=re.IGNORECASE)
