"""Exports at the desk: which statements of the graph go out, in which format, and what stands on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, Protocol

from pyoxigraph import NamedNode, Quad, Triple

from vakgraph import delivery, find, mint, turtle
from vakgraph.checkout import MARK, Checkout
from vakgraph.delivery import About, Exported
from vakgraph.delivery.banding import banded
from vakgraph.delivery.hidden import Stayed, apart
from vakgraph.errors import GraphMissing, NothingFound, UnknownName, VakError
from vakgraph.namespaces import KINDS, OUTSIDE
from vakgraph.queries import StoredQuery
from vakgraph.queries.closures import CLOSURES
from vakgraph.selection import Selection
from vakgraph.store import Store
from vakgraph.store.embedded import DERIVED, EmbeddedStore

TITLE = "Vakgraph"


class Desk(Protocol):
    """What an export needs of a desk."""

    checkout: Checkout
    store: Store
    language: str

    def derived(self) -> list[Triple]: ...
    def release(self) -> tuple[str, str]: ...
    def query(self, name: str) -> StoredQuery: ...
    def queries(self) -> dict[str, StoredQuery]: ...


def export(desk: Desk, out: Path | BinaryIO, what: Selection | None = None, form: str | None = None) -> Exported:
    """Write a selection; the format is the one named, or else that of the file's name.

    What leaves obeys `delivery.hidden` by what the whole graph says, and `delivery.banding`; `statements` does not.
    """
    what = what or Selection()
    wanted = delivery.form_of(form, out if isinstance(out, Path) else None)
    chosen, stayed = statements(desk, what), Stayed()
    if _tells_of_hidden(desk.checkout):
        chosen, stayed = apart(statements(desk, Selection()), chosen)
    fit, small = banded(chosen)
    told = delivery.export(fit, out, wanted, about(desk, wanted.word))
    return replace(told, hidden=told.hidden + len(stayed.things), banded=small.count)


def _tells_of_hidden(folder: Checkout) -> bool:
    """Whether any file of data may mark something as invented or not to be shared."""
    marks = (b"fictional", b"notToBeShared")
    paths = [path for path in folder.graph_files() if path.is_relative_to(folder.data)]
    return any(mark in data for path in paths for data in [path.read_bytes()] for mark in marks)


def statements(desk: Desk, what: Selection) -> Iterator[Quad]:
    """The statements of a selection, as their files spell them."""

    def every() -> Iterator[Quad]:
        yield from asserted(desk.checkout)
        if not what.asserted:
            yield from _derived(desk)

    if len([each for each in (what.kind, what.thing, what.subset) if each]) > 1:
        raise VakError(
            "Kies één van drie: een soort, een ding of een deelverzameling.",
            "Choose one of three: a kind, a thing or a subset.",
        )
    if what.subset:
        return _some(_of_subset(desk, what, every))
    return _some(delivery.closed(every, _chosen(desk, what), _rule(what.around or "none")))


def asserted(folder: Checkout) -> Iterator[Quad]:
    """Every statement of every file, file by file."""
    files = folder.graph_files()
    if not files:
        raise GraphMissing("De graaf heeft geen bestanden.", "The graph has no files.")
    for path in files:
        yield from turtle.quads(path)


def _derived(desk: Desk) -> Iterator[Quad]:
    """What follows from the files, from disk where it is kept there."""
    directory = desk.store.directory if isinstance(desk.store, EmbeddedStore) else None
    if directory:
        yield from turtle.quads(directory / DERIVED)
    else:
        yield from (Quad(*triple) for triple in desk.derived())


def _chosen(desk: Desk, what: Selection) -> Callable[[Quad], bool]:
    """Whether a statement is of the kind or the thing that was asked for."""
    if what.thing:
        home = mint.home(find.thing(desk.store, what.thing)) or "-"
    elif what.kind:
        home = home_of_kind(what.kind)
    else:
        return lambda quad: True
    known: dict[NamedNode, bool] = {}

    def here(quad: Quad) -> bool:
        subject = quad.subject
        if not isinstance(subject, NamedNode):
            return False
        if subject not in known:
            known[subject] = (mint.home(subject.value) or "").startswith(home)
        return known[subject]

    return here


def _of_subset(desk: Desk, what: Selection, every: Callable[[], Iterable[Quad]]) -> Iterator[Quad]:
    """What a stored CONSTRUCT chooses, by its own closure rule where no other is asked for."""
    query = _subset(desk, str(what.subset))
    rule = _rule(what.around or query.closure)
    chosen, made = delivery.picked(every, desk.store.construct(query.bind({})))
    yield from delivery.closed(every, chosen, rule)
    if not what.asserted:
        yield from (Quad(*triple) for triple in made)


def _subset(desk: Desk, name: str) -> StoredQuery:
    known = {query.name: query for query in desk.queries().values() if query.group == "exports"}
    if name in known and known[name].form == "CONSTRUCT":
        return known[name]
    near = get_close_matches(name, known, 3, 0.4) or sorted(known)
    raise UnknownName(f'Er is geen deelverzameling "{name}".', f'There is no subset "{name}".', near)


def _rule(word: str) -> str:
    if word in CLOSURES:
        return word
    listed = ", ".join(CLOSURES)
    raise UnknownName(f'"{word}" is geen omgeving: {listed}.', f'"{word}" is no surroundings: {listed}.')


def _some(each: Iterator[Quad]) -> Iterator[Quad]:
    """The statements, of which there must be one."""
    first = next(each, None)
    if first is None:
        raise NothingFound("Er is niets om uit te voeren.", "There is nothing to export.")
    yield first
    yield from each


def home_of_kind(word: str) -> str:
    """The folder or register file of a kind, named by its kind word or its Dutch or English name."""
    for kind in KINDS.values():
        if word.casefold() in (kind.word, kind.nl, kind.en):
            parent = kind if kind.home == "own" else KINDS.get(kind.home, kind)
            return f"data/{parent.word}/" if parent.home == "own" else f"data/{parent.home}.ttl"
    near = get_close_matches(word, KINDS, cutoff=0.5)
    raise UnknownName(f'Er is geen soort "{word}".', f'There is no kind "{word}".', near)


def about(desk: Desk, form: str) -> About:
    """The release, the licence and the words of the ontology that this format needs."""
    release, licence = desk.release()
    if form not in ("jsonld", "csvw", "xlsx"):
        return About(TITLE, release, licence, desk.language)
    ontology = turtle.read(desk.checkout.root / MARK)
    return About(TITLE, release, licence, desk.language, delivery.context(ontology), _labels(ontology, desk.language))


def _labels(ontology: Iterable[Triple], language: str) -> dict[str, str]:
    """What each of our properties is called."""
    label = OUTSIDE["rdfs"] + "label"
    return {
        getattr(triple.subject, "value", ""): getattr(triple.object, "value", "")
        for triple in ontology
        if triple.predicate.value == label and getattr(triple.object, "language", None) == language
    }
