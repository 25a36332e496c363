"""What is checked of one question: its answers, what carries them, its parameters, its columns, its cases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from vakgraph.contracts import columns
from vakgraph.contracts.book import Book
from vakgraph.contracts.broken import Broken, differs
from vakgraph.contracts.cases import Case
from vakgraph.contracts.names import Row, bind, full, in_order, rows, short
from vakgraph.errors import VakError
from vakgraph.namespaces import CONCEPT, KINDS, OUTSIDE
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.table import Table

Ask = Callable[[str], list[Row]]
Select = Callable[[str], Table]
Values = Mapping[str, Sequence[Any]]

_HIDDEN = re.compile(r"^#\s*Hidden:(.*)$", re.MULTILINE | re.IGNORECASE)
_FIXED = {
    "year": ("2016", "2020"),
    "integer": ("1", "2"),
    "number": ("1", "2"),
    "date": ("2016-06-01", "2020-10-01"),
    "text": ("a", "werk"),
}


def answers(book: Book, case: Case, engine: str, ask: Ask) -> list[Broken]:
    """The rows that an engine gives in the world of a case are those that the case expects."""
    given = ask(case.bound(book.query(case.query)))
    if in_order(given, case.ordered) == in_order(case.expected, case.ordered):
        return []
    return [
        _at_case(
            book,
            case,
            f"{engine} geeft een ander antwoord dan verwacht.",
            f"{engine} gives another answer than expected.",
            differs(case.expected, given, case.ordered),
        )
    ]


def carried(book: Book, case: Case) -> list[Broken]:
    """Without each statement that carries it, the answer is another."""
    found = []
    for statement in case.carrying:
        try:
            poorer = book.world(case.query).without([statement]).derived()
        except ValueError as error:
            found.append(_at_case(book, case, f"carrying klopt niet: {error}.", f"carrying is wrong: {error}."))
            continue
        given = poorer.select(case.bound(book.query(case.query)))
        if in_order(given, case.ordered) == in_order(case.expected, case.ordered):
            nl = f"het antwoord blijft gelijk zonder: {statement}"
            found.append(_at_case(book, case, nl, f"the answer stays the same without: {statement}"))
    return found


def complete(book: Book, name: str) -> list[Broken]:
    """A table question has cases, one of them carried; each parameter is set in one and left out in another."""
    mine, query = book.cases(name), book.query(name)
    if not mine:
        return [
            _at(book, query, "", f"tests/cases/queries/{name}/ ontbreekt.", f"tests/cases/queries/{name}/ is missing.")
        ]
    wrong = (
        []
        if any(case.carrying for case in mine)
        else [("geen geval noemt wat het draagt", "no case names what carries it")]
    )
    for parameter in query.parameters:
        asked = [bool(case.parameters.get(parameter.name)) for case in mine]
        if not any(asked):
            wrong.append((f"geen geval vult {parameter.name} in", f"no case sets {parameter.name}"))
        if all(asked) and not parameter.required:
            wrong.append((f"geen geval laat {parameter.name} open", f"no case leaves {parameter.name} unset"))
    return [_at_case(book, mine[0], f"{nl}.", f"{en}.") for nl, en in wrong]


def headings(book: Book, name: str, select: Select) -> list[Broken]:
    """Every projected column has a heading, or is hidden on purpose: `# Hidden: ?finding ?quote`."""
    query = book.query(name)
    hidden = set(re.findall(r"\?(\w+)", " ".join(_HIDDEN.findall(query.text))))
    projected = set(select(bind(query, states(book, name, select)[0])).columns)
    wrong = [(each, "heeft geen kop", "has no heading") for each in sorted(projected - set(query.columns) - hidden)]
    wrong += [(each, "staat niet in SELECT", "is not in SELECT") for each in sorted(set(query.columns) - projected)]
    wrong += [
        (each, "is verborgen en heeft een kop", "is hidden and has a heading")
        for each in sorted(hidden & set(query.columns))
    ]
    return [_at(book, query, each, f"kolom ?{each} {nl}.", f"column ?{each} {en}.") for each, nl, en in wrong]


def types(book: Book, name: str, table: Table, where: tuple[str, str]) -> list[Broken]:
    """Every cell of a column holds what its header, its name or its cases say."""
    query, found = book.query(name), []
    for column in query.columns:
        words = columns.expected(query, column) or seen(book, name, column)
        if column not in table.columns or not words:
            continue
        for word, value in columns.strangers(table.column(column), words).items():
            said = ", ".join(sorted(words))
            nl = f"kolom ?{column} hoort {said} te bevatten en bevat {where[0]} {word}: {value}"
            en = f"column ?{column} should hold {said} and holds {word} {where[1]}: {value}"
            found.append(_at(book, query, column, nl, en))
    return found


def seen(book: Book, name: str, column: str) -> frozenset[str]:
    """What a column holds in the answers of its cases."""
    answered = [book.table(name, case.bound(book.query(name))) for case in book.cases(name)]
    cells = chain.from_iterable(each.column(column) for each in answered if column in each.columns)
    return frozenset(map(columns.held, cells)) - {""}


def agree(book: Book, name: str, first: Select, second: Ask, engines: tuple[str, str]) -> list[Broken]:
    """Two engines give the same rows in every state of the parameters."""
    query, found = book.query(name), []
    for values in states(book, name, first):
        text = bind(query, values)
        ours, theirs = rows(first(text)), second(text)
        if in_order(ours, False) != in_order(theirs, False):
            how = ", ".join(f"{key}: {' '.join(map(str, each))}" for key, each in values.items()) or "–"
            nl = f"{engines[0]} en {engines[1]} antwoorden verschillend ({how})."
            en = f"{engines[0]} and {engines[1]} answer differently ({how})."
            found.append(_at(book, query, "", nl, en, differs(ours, theirs, False)))
    return found


def failed(book: Book, name: str, error: Exception) -> Broken:
    """A question that an engine could not read, or not finish."""
    why = " ".join(str(error).split())[:300]
    nl, en = (error.nl, error.en) if isinstance(error, VakError) else (why, why)
    nl, en = f"is niet te beantwoorden: {nl}", f"cannot be answered: {en}"
    return _at(book, book.query(name), "", nl, en)


# ---- states of the parameters


def states(book: Book, name: str, select: Select) -> list[dict[str, list[str]]]:
    """Nothing set (but what is required), then each parameter once and twice, with values that are there."""
    query = book.query(name)
    values = {each.name: two_values(book, query, each, select) for each in query.parameters}
    needed = {each.name: values[each.name][:1] for each in query.parameters if each.required}
    return [needed] + [
        {**needed, each.name: values[each.name][:count]} for each in query.parameters for count in (1, 2)
    ]


def two_values(book: Book, query: StoredQuery, parameter: Parameter, select: Select) -> list[str]:
    """Two values for a parameter: those of its cases first, then any others that fit."""
    used = chain.from_iterable(case.parameters.get(parameter.name, []) for case in book.cases(query.name))
    return list(dict.fromkeys([*map(str, used), *_candidates(parameter, select)]))[:2]


def _candidates(parameter: Parameter, select: Select) -> Iterator[str]:
    if parameter.type in _FIXED or parameter.type == "choice":
        yield from _FIXED.get(parameter.type, parameter.choices)
        return
    if parameter.type == "concept":
        where = f"?thing <{OUTSIDE['skos']}inScheme> <{CONCEPT}{parameter.scheme}>"
    else:
        kind = "municipality" if parameter.type == "municipality" else parameter.kind
        where = f"?thing a <{KINDS[kind].rdf_class}>" if kind else "?thing a ?class"
    found = select(f"SELECT DISTINCT ?thing WHERE {{ {where} }} ORDER BY STR(?thing) LIMIT 20")
    for (thing,) in found.rows:
        name = short(thing.value)
        yield name if full(name) else f"<{thing.value}>"
    if parameter.type == "thing":
        yield "target-group:refugees"


# ---- places


def _at_case(
    book: Book, case: Case, nl: str, en: str, rows: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
) -> Broken:
    head = f'{case.query}, "{case.name}": '
    return Broken(case.query, book.relative(case.path), case.line, head + nl, head + en, *rows)


def _at(
    book: Book,
    query: StoredQuery,
    word: str,
    nl: str,
    en: str,
    rows: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
) -> Broken:
    """At the line of the header where a word stands as a key."""
    lines = query.path.read_text(encoding="utf-8").splitlines()
    key = re.compile(rf"^#\+.*(^|[\s{{,])['\"]?{re.escape(word)}['\"]?\s*:")
    line = next((at for at, text in enumerate(lines, 1) if word and key.search(text)), 1)
    return Broken(query.name, book.relative(query.path), line, f"{query.name}: {nl}", f"{query.name}: {en}", *rows)
