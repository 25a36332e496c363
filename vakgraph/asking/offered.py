"""The values of a parameter that give rows, with how many: counted by the store, one question per value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pyoxigraph import Literal, NamedNode

from vakgraph import mint
from vakgraph.asking.chosen import Term, Words, chosen, known_name
from vakgraph.asking.dressing import say
from vakgraph.asking.faults import missing, uncountable
from vakgraph.asking.labels import labels
from vakgraph.asking.relaxed import rows
from vakgraph.namespaces import CONCEPT, GEMEENTE, KINDS, OUTSIDE
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.store.port import Store
from vakgraph.table import XSD, Cell, Table

TOGETHER = 24  # values asked at once; where none of them gives a row, none is asked alone
_FIRST_YEAR = 2000


def valued(store: Store, query: StoredQuery, name: str, words: Mapping[str, Words], language: str) -> Table:
    """Value, how to write it and its rows, for people; the most rows first, years and choices in their own order."""
    parameter = next(each for each in query.parameters if each.name == known_name(query, name))
    others = {each: given for each, given in words.items() if known_name(query, each) != parameter.name}
    needless = replace(query, parameters=tuple(replace(each, required=False) for each in query.parameters))
    values = chosen(store, needless, others).terms
    values.pop(parameter.name, None)
    found = _offered(store, query, parameter, values)
    called = {key: say(words, language) for key, words in parameter.choice_words.items()}
    known = labels(store, (term.value for term, _ in found if isinstance(term, NamedNode)), language) | called
    rows = tuple(
        (replace(_cell(term), label=known.get(term.value)), Cell("literal", _written(term)), _number(count))
        for term, count in found
    )
    label = say(parameter.label, language)
    english = language == "en"
    heads = (label, "Write", "Rows") if english else (label, "Schrijf", "Rijen")
    return Table(("value", "write", "rows"), rows, heads, title=label, notes=tuple(_remarks(parameter, found, english)))


def _offered(
    store: Store, query: StoredQuery, parameter: Parameter, values: Mapping[str, list[Term]]
) -> list[tuple[Term, int]]:
    """The values with their rows, in order."""
    if not countable(parameter):
        raise uncountable(parameter)
    for other in query.parameters:
        if other.required and other.name != parameter.name and other.name not in values:
            raise missing(query, other.name)
    found = _counted(store, query, parameter, values, _candidates(store, query, parameter, values))
    if parameter.type not in ("year", "choice"):
        found.sort(key=lambda pair: (-pair[1], str(pair[0])))
    return found


def _remarks(parameter: Parameter, found: Sequence[tuple[Term, int]], english: bool) -> list[str]:
    """How wide the years are, and what a count says where narrower concepts count within a broader one."""
    if parameter.type == "year" and found:
        first, last = found[0][0].value, found[-1][0].value
        return [f"From {first} to {last}." if english else f"Van {first} tot en met {last}."]
    if parameter.type == "concept":
        nl = "Nauwere begrippen tellen mee in hun ruimere; de aantallen zijn dus niet op te tellen."
        return ["Narrower concepts count within broader ones, so the numbers do not add up." if english else nl]
    return []


def countable(parameter: Parameter) -> bool:
    """Can the values be listed? Of a number, a date or a text there are too many."""
    return parameter.type in ("thing", "concept", "municipality", "year", "choice")


def _counted(
    store: Store,
    query: StoredQuery,
    parameter: Parameter,
    values: Mapping[str, list[Term]],
    candidates: Sequence[Term],
) -> list[tuple[Term, int]]:
    """The candidates that give rows. Literals may be a bound, not a member, so that several at once tell nothing."""

    def count(several: Sequence[Term]) -> int:
        return rows(store, query, {**values, parameter.name: list(several)})

    if candidates and isinstance(candidates[0], Literal):
        return [(each, number) for each in candidates if (number := count([each]))]
    return list(_split(candidates, count))


def _split(candidates: Sequence[Term], count: Callable[[Sequence[Term]], int]) -> Iterable[tuple[Term, int]]:
    """Groups of values are asked first; a group without rows is left."""
    for at in range(0, len(candidates), TOGETHER):
        yield from _halved(candidates[at : at + TOGETHER], count)


def _halved(group: Sequence[Term], count: Callable[[Sequence[Term]], int]) -> Iterable[tuple[Term, int]]:
    number = count(group)
    if number and len(group) == 1:
        yield group[0], number
    elif number:
        half = len(group) // 2
        yield from _halved(group[:half], count)
        yield from _halved(group[half:], count)


def _candidates(
    store: Store, query: StoredQuery, parameter: Parameter, values: Mapping[str, list[Term]]
) -> Sequence[Term]:
    """Every value that may be asked for: the choices, the years of the answer, the things of the kind or the scheme."""
    if parameter.type == "choice":
        return [Literal(choice) for choice in parameter.choices]
    if parameter.type == "year":
        return [Literal(str(year), datatype=NamedNode(XSD + "integer")) for year in _years(store, query, values)]
    if parameter.type == "thing" and not parameter.kind:
        answer = store.select(query.bind(dict(values)))
        found = {cell.value for row in answer.rows for cell in row if cell.kind == "iri" and mint.kind_of(cell.value)}
    else:
        found = {cell.value for cell in store.select(_members(parameter)).column("thing")}
    return [NamedNode(iri) for iri in sorted(found)]


def _members(parameter: Parameter) -> str:
    """The question for all concepts of a scheme, or all things of a kind."""
    if parameter.type == "concept":
        return f"SELECT ?thing WHERE {{ ?thing <{OUTSIDE['skos']}inScheme> <{CONCEPT}{parameter.scheme}> }}"
    kind = KINDS["municipality" if parameter.type == "municipality" else str(parameter.kind)]
    return f"SELECT DISTINCT ?thing WHERE {{ ?thing a/<{OUTSIDE['rdfs']}subClassOf>* <{kind.rdf_class}> }}"


def _years(store: Store, query: StoredQuery, values: Mapping[str, list[Term]]) -> range:
    """From the first to the last year that stands in the answer; a quarter of a century where none does."""
    said = (cell.value[:4] for row in store.select(query.bind(dict(values))).rows for cell in row if _may_be_year(cell))
    years = [int(text) for text in said if text.isascii() and text.isdigit() and 1900 <= int(text) < 2100]
    return range(min(years, default=_FIRST_YEAR), max(years, default=date.today().year) + 1)


def _may_be_year(cell: Cell) -> bool:
    return cell.kind == "literal" and (len(cell.value) == 4 or cell.value[4:5] == "-")


def _written(term: Term) -> str:
    """How a person writes the value: the code of a municipality, a slug, the words themselves."""
    if isinstance(term, Literal):
        return term.value
    if term.value.startswith(GEMEENTE + "gm"):
        return term.value.removeprefix(GEMEENTE + "gm")
    return mint.slug_of(term.value)


def _cell(term: Term) -> Cell:
    return Cell("iri", term.value) if isinstance(term, NamedNode) else Cell("literal", term.value)


def _number(count: int) -> Cell:
    return Cell("literal", str(count), XSD + "integer")
