"""What a change comes to, in plain words: what is new, what became longer, what is said no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from pyoxigraph import NamedNode

from vakgraph import mint
from vakgraph.gate.world import World
from vakgraph.namespaces import KINDS, OUTSIDE, VAK, Kind
from vakgraph.turtle import Triple

MOST = 20  # sentences about single things
_TYPE = OUTSIDE["rdf"] + "type"
# More than one of each kind; in English the last word takes an s.
_PLURALS = {
    "programme": "programma's", "programme-role": "programmarollen", "round": "subsidierondes", "phase": "fasen",
    "round-line": "lijnen van een ronde", "condition": "voorwaarden", "project": "projecten",
    "consortium": "consortia", "participation": "deelnames", "study": "studies", "finding": "bevindingen",
    "organisation": "organisaties", "intervention": "interventies", "recognition": "erkenningen",
    "uptake": "toepassingen", "source": "bronnen", "claim": "beweringen", "conflict": "tegenspraken",
    "question": "kennisvragen", "publication": "publicaties", "event": "gebeurtenissen", "case": "casussen",
    "action": "handelingen", "municipality": "gemeenten", "province": "provincies", "merger": "herindelingen",
    "region": "arbeidsmarktregio's", "region-membership": "indelingen bij een regio",
    "population": "inwonertallen", "tile": "tegels",
}  # fmt: skip
# Properties of the machinery, which no person would miss in a summary.
_SILENT = {_TYPE}


def sentences(before: World, after: World, language: str = "nl") -> list[str]:
    """The difference between two states of the graph, the new things first."""
    added, removed = after.asserted - before.asserted, before.asserted - after.asserted
    subjects = {t.subject for t in added} | {t.subject for t in removed}
    new = sorted((s for s in subjects if not before.knows(s)), key=str)
    gone = sorted((s for s in subjects if not after.knows(s)), key=str)
    old = sorted(subjects - set(new) - set(gone), key=str)
    said = list(counted(new, after, "nieuw" if language == "nl" else "new", language))
    said += counted(gone, before, "minder" if language == "nl" else "less", language)
    changes = [line for subject in old for line in _changed(subject, before, after, added, removed, language)]
    if len(changes) > MOST:
        more = len(changes) - MOST
        changes = [*changes[:MOST], f"... en nog {more} wijzigingen" if language == "nl" else f"... and {more} more"]
    return said + changes


def counted(things: Iterable[Any], world: World, word: str, language: str) -> Iterator[str]:
    """`2 projecten nieuw`, by kind in the order of the kinds."""
    kinds = Counter(kind.word for thing in things if (kind := mint.kind_of(str(getattr(thing, "value", "")))))
    for name, kind in KINDS.items():
        if kinds[name] == 1:
            one = next(t for t in things if (k := mint.kind_of(t.value)) and k.word == name)
            label = f' ("{world.label(one, language)}")' if kind.home == "own" else ""
            yield f"1 {kind.nl if language == 'nl' else kind.en} {word}{label}"
        elif kinds[name]:
            yield f"{kinds[name]} {plural(kind, language)} {word}"


def plural(kind: Kind, language: str) -> str:
    """The name of a kind for more than one."""
    if language == "en":
        return {"study": "studies", "round-line": "lines of a round"}.get(kind.word, f"{kind.en}s").replace("ys", "ies")
    return _PLURALS[kind.word]


def _changed(
    subject: Any, before: World, after: World, added: Iterable[Triple], removed: Iterable[Triple], language: str
) -> Iterator[str]:
    """What became of one thing that was there and still is."""
    name = after.label(subject, language)
    months = duration(subject, before), duration(subject, after)
    told: set[str] = set()
    if None not in months and months[0] != months[1]:
        told |= {VAK + "begin", VAK + "end"}
        yield (
            f"looptijd van {name} van {months[0]} naar {months[1]} maanden"
            if language == "nl"
            else f"duration of {name} from {months[0]} to {months[1]} months"
        )
    more = [t for t in added if t.subject == subject]
    less = [t for t in removed if t.subject == subject]
    for path in sorted({t.predicate.value for t in (*more, *less)} - told - _SILENT):
        yield _one(name, path, more, less, before, after, language)


def _one(
    name: str, path: str, more: list[Triple], less: list[Triple], before: World, after: World, language: str
) -> str:
    label = after.label(NamedNode(path), language)
    fresh = _listed((t.object for t in more if t.predicate.value == path), after, language)
    stale = _listed((t.object for t in less if t.predicate.value == path), before, language)
    if fresh and stale:
        return (
            f"{label} van {name} van {stale} naar {fresh}"
            if language == "nl"
            else f"{label} of {name} from {stale} to {fresh}"
        )
    if fresh:
        return f"{name}: {label} erbij: {fresh}" if language == "nl" else f"{name}: {label} added: {fresh}"
    return f"{name}: {label} weg: {stale}" if language == "nl" else f"{name}: {label} gone: {stale}"


def _listed(terms: Iterable[Any], world: World, language: str) -> str:
    words = sorted({_short(world.label(term, language)) for term in terms})
    return ", ".join(words[:3]) + (f" (+{len(words) - 3})" if len(words) > 3 else "")


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"


def duration(subject: Any, world: World) -> int | None:
    """How many months something lasts, where begin and end are known to the day."""
    begin, end = (_day(world.values(subject, VAK + name)) for name in ("begin", "end"))
    if begin is None or end is None:
        return None
    after = end + timedelta(days=1)
    return max(0, (after.year - begin.year) * 12 + after.month - begin.month - (after.day < begin.day))


def _day(terms: list[Any]) -> date | None:
    try:
        return date.fromisoformat(terms[0].value) if len(terms) == 1 else None
    except ValueError:
        return None
