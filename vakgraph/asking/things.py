"""The things that words mean: of a kind, of a scheme, or the municipality that was there on a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from vakgraph import find
from vakgraph.asking.faults import option
from vakgraph.asking.sentence import joined
from vakgraph.errors import UnknownName, VakError
from vakgraph.namespaces import GEMEENTE, OUTSIDE, VAK
from vakgraph.queries import Parameter
from vakgraph.store.port import Store

NOW = date.max
Notes = list[tuple[str, str]]
_DATED = re.compile(r"(.+)@([0-9]{4})(-[0-9]{2}-[0-9]{2})?")


def things(store: Store, parameter: Parameter, text: str, day: date | None) -> tuple[list[NamedNode], Notes]:
    """What the words mean, with what the reader must know of how they were read."""
    if parameter.type != "municipality":
        return [NamedNode(find.thing(store, text, parameter.kind, parameter.scheme or None))], []
    name, own = _dated(parameter, text)
    iri = find.thing(store, name, kind="municipality")
    read = find.note(name, "municipality")
    found, notes = on_day(store, iri, own or day)
    return [NamedNode(each) for each in found], ([read] if read else []) + notes


def _dated(parameter: Parameter, text: str) -> tuple[str, date | None]:
    """`Haren@2020` as the name and 1 January 2020, the day on which the registers count."""
    found = _DATED.fullmatch(text)
    if not found:
        return text, None
    try:
        return found[1].strip(), date.fromisoformat(found[2] + (found[3] or "-01-01"))
    except ValueError:
        said, name = find.shown(text), option(parameter.name)
        raise VakError(
            f'"{said}" past niet bij {name}: na @ hoort een jaar of een dag.',
            f'"{said}" does not fit {name}: a year or a day belongs after @.',
        ) from None


# --- municipalities through time ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Life:
    """A municipality: its name, and its first and last day where the register states them."""

    name: str
    first: date | None
    last: date | None


def on_day(store: Store, iri: str, day: date | None) -> tuple[list[str], Notes]:
    """The municipalities that this one was on a day: itself, or its successors by then; itself without a day."""
    life = _lives(store, [iri])[iri]
    if day is not None and day != NOW and life.first and day < life.first:
        raise _not_yet(store, iri, life, day)
    if life.last is None or (day is not None and day <= life.last):
        return [iri], []
    later = _followed(store, iri, day or NOW)
    lives = _lives(store, later)
    if not later:
        return [iri], []
    names = [f"{lives[each].name} ({_code(each)})" for each in later]
    nl, en = (joined(names, language) for language in ("nl", "en"))
    was = (f"{life.name} bestond tot en met {life.last}", f"{life.name} existed until {life.last}")
    if day is None:
        return [iri], [(f"{was[0]}; opvolger: {nl}.", f"{was[1]}; successor: {en}.")]
    return later, [(f"{was[0]}; gelezen als {nl}.", f"{was[1]}; read as {en}.")]


def _followed(store: Store, iri: str, day: date) -> list[str]:
    """The municipalities into which this one went, by that day."""
    steps = _mergers(store)
    last = {
        row["m"].value: date.fromisoformat(row["last"].value)
        for row in store.select(f"SELECT ?m ?last WHERE {{ ?m <{VAK}lastValidDay> ?last }}")
    }
    found: set[str] = set()
    todo, seen = [iri], {iri}
    while todo:
        here = todo.pop()
        next_ones = set(steps.get(here, ())) - {here}
        if last.get(here, NOW) < day and next_ones:
            todo += sorted(next_ones - seen)
            seen |= next_ones
        elif here != iri:
            found.add(here)
    return sorted(found)


def _mergers(store: Store, backward: bool = False) -> Mapping[str, list[str]]:
    """From each municipality the ones it went into, or came from."""
    table = store.select(f"SELECT ?from ?to WHERE {{ ?m <{VAK}fromMunicipality> ?from ; <{VAK}toMunicipality> ?to }}")
    steps: dict[str, list[str]] = {}
    for one, other in table.rows:
        here, there = (other, one) if backward else (one, other)
        steps.setdefault(here.value, []).append(there.value)
    return steps


def _lives(store: Store, iris: list[str]) -> dict[str, Life]:
    nodes = " ".join(f"<{iri}>" for iri in iris)
    table = store.select(
        f"SELECT ?m ?name ?first ?last WHERE {{ VALUES ?m {{ {nodes} }} "
        f"OPTIONAL {{ ?m <{OUTSIDE['rdfs']}label> ?name }} "
        f"OPTIONAL {{ ?m <{VAK}validFrom> ?first }} OPTIONAL {{ ?m <{VAK}lastValidDay> ?last }} }}"
    )
    return {
        row["m"].value: Life(row["name"].value or row["m"].value, _day(row["first"].value), _day(row["last"].value))
        for row in table
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _code(iri: str) -> str:
    return iri.removeprefix(GEMEENTE + "gm")


def _not_yet(store: Store, iri: str, life: Life, day: date) -> UnknownName:
    """A municipality of later: those that it came from are offered."""
    before = [each for each in _mergers(store, backward=True).get(iri, ()) if each != iri]
    near = [f"{each.name} ({_code(at)})" for at, each in sorted(_lives(store, before).items())] if before else []
    return UnknownName(
        f"{life.name} bestond nog niet op {day.isoformat()}.", f"{life.name} did not exist yet on {day}.", near
    )
