"""The values of a parameter that give rows, with how many: counted by the store, one question per value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pyoxigraph import Literal, NamedNode

from vakgraph import mint
from vakgraph.asking.chosen import Term, Words, chosen, known_name
from vakgraph.asking.dressing import say
from vakgraph.asking.faults import missing
from vakgraph.asking.labels import labels
from vakgraph.asking.ranged import known_years, of_all, of_text, ranged, said
from vakgraph.asking.relaxed import rows
from vakgraph.namespaces import CONCEPT, GEMEENTE, KINDS, OUTSIDE
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.store.port import Store
from vakgraph.table import XSD, Cell, Table

TOGETHER = 24  # values asked at once; where none of them gives a row, none is asked alone
_FIRST_YEAR = 2000
# How the two ends are called, of a number and of a date, in nl and in en.
ENDS = ((("minst", "meest"), ("least", "most")), (("vroegst", "laatst"), ("earliest", "latest")))


def valued(store: Store, query: StoredQuery, name: str, words: Mapping[str, Words], language: str) -> Table:
    """Value, how to write it and its rows, for people; the most rows first, years and choices in their own order."""
    parameter = next(each for each in query.parameters if each.name == known_name(query, name))
    others = {each: given for each, given in words.items() if known_name(query, each) != parameter.name}
    needless = replace(query, parameters=tuple(replace(each, required=False) for each in query.parameters))
    values = chosen(store, needless, others).terms
    values.pop(parameter.name, None)
    for other in query.parameters:
        if other.required and other.name != parameter.name and other.name not in values:
            raise missing(query, other.name)
    if not listed(parameter):
        return _reach(store, query, parameter, values, language)
    found = _offered(store, query, parameter, values)
    called = {key: say(words, language) for key, words in parameter.choice_words.items()}
    known = labels(store, (term.value for term, _ in found if isinstance(term, NamedNode)), language) | called
    lines = tuple(
        (replace(_cell(term), label=known.get(term.value)), Cell("literal", written(term)), _number(count))
        for term, count in found
    )
    notes = _remarks(parameter, found, language == "en")
    if parameter.type == "year" and found:
        notes.append(of_all(known_years(store, query, parameter, values), language == "en"))
    return _table(parameter, lines, notes, language)


def every(store: Store, query: StoredQuery, name: str, language: str) -> list[tuple[str, str]]:
    """(how to write it, its words) of every value that may be asked for, rows or not; nothing is counted."""
    parameter = next(each for each in query.parameters if each.name == name)
    found = _candidates(store, query, parameter, {}) if listed(parameter) else ()
    called = {key: say(words, language) for key, words in parameter.choice_words.items()}
    known = labels(store, (term.value for term in found if isinstance(term, NamedNode)), language) | called
    return [(written(term), known.get(term.value, term.value)) for term in found]


def _table(parameter: Parameter, lines: Sequence[tuple[Cell, ...]], notes: Sequence[str], language: str) -> Table:
    """The values under their headings."""
    label = say(parameter.label, language)
    heads = (label, "Write", "Rows") if language == "en" else (label, "Schrijf", "Rijen")
    return Table(("value", "write", "rows"), tuple(lines), heads, title=label, notes=tuple(notes))


def _reach(
    store: Store, query: StoredQuery, parameter: Parameter, values: Mapping[str, list[Term]], language: str
) -> Table:
    """Of a date or a number its two ends, of a text how it is sought."""
    english = language == "en"
    if parameter.type == "text":
        every = rows(store, query, dict(values))
        part = Cell("literal", "any part of the text" if english else "elk deel van de tekst")
        return _table(parameter, [(part, Cell("literal", "..."), _number(every))], [of_text(english)], language)
    found = ranged(store, query, parameter, values)
    words = ENDS[parameter.type == "date"][english]
    ends = [
        (replace(Cell("literal", value), label=word), Cell("literal", value), _number(count))
        for word, (value, count) in zip(words, found.ends, strict=False)
    ]
    return _table(parameter, ends, said(parameter, found, english), language)


def _offered(
    store: Store, query: StoredQuery, parameter: Parameter, values: Mapping[str, list[Term]]
) -> list[tuple[Term, int]]:
    """The values with their rows, in order."""
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


def listed(parameter: Parameter) -> bool:
    """Are the values listed? Of a number and a date the ends are given, of a text how it is sought."""
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


def written(term: Term) -> str:
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
