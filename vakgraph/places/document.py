"""A file that is asked where its triples stand; it is read at the first question, and only then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property
from typing import Any

from pyoxigraph import RdfFormat, Triple

from vakgraph.places import blanks, json_lost, jsonld, terms
from vakgraph.places.index import Index, Key, Spot
from vakgraph.places.json_lost import Lost
from vakgraph.places.place import Place, Sort
from vakgraph.places.tokens import Lines, decoded
from vakgraph.places.walk import Walk

FORMATS = {
    "ttl": RdfFormat.TURTLE, "turtle": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD, "json": RdfFormat.JSON_LD,
}  # fmt: skip
WALKED = (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.TRIG)


def where(data: bytes, form: RdfFormat | str, triple: Triple, file: str = "") -> Place:
    """The place of one triple; for more than one question a `Document` reads the file only once."""
    return Document(data, form, file).where(triple)


class Document:
    """The bytes of a file. `triples` are those that the parser made of it: they tell its blank nodes apart."""

    def __init__(
        self, data: bytes, form: RdfFormat | str, file: str = "", triples: Collection[Triple] = (), base: str = ""
    ) -> None:
        self.file = file
        self._data, self._triples, self._base = data, triples, base
        self._form = FORMATS.get(form.lower().lstrip(".")) if isinstance(form, str) else form

    def where(self, triple: Triple, sort: Sort = "value") -> Place:
        """Where the object of a triple stands, or its property or subject; at least the thing, or the file."""
        key = (terms.key(triple.subject), terms.key(triple.predicate), terms.key(triple.object))
        return self._spoken(key, sort) or self._subject(key[0])

    def about(self, subject: Any, predicate: Any = None, value: Any = None) -> Place:
        """Where a thing says this of itself: the value, or else the property, or else where the thing begins."""
        ends = terms.key(subject), terms.key(predicate) if predicate else "", terms.key(value) if value else ""
        if all(ends) and (spoken := self._spoken(ends, "value")):
            return spoken
        spot = self._properties.get(ends[:2])
        return self._place(spot[1], "property") if spot and ends[1] else self._subject(ends[0])

    @cached_property
    def lost(self) -> list[tuple[Lost, Place]]:
        """What stands in JSON-LD and gave none of the triples, in the order of the file, each with its place."""
        if self._form != RdfFormat.JSON_LD:
            return []
        found = list(self._index.lost)
        if not found:
            less = json_lost.unread((key for key in self._index.triples if len(key) == 3), self._triples)
            spots = {key[:2]: spot for key, spot in reversed(self._index.triples.items())}
            ends = {(("_:" if blanks.is_blank(key[0]) else key[0]), key[1]): spot for key, spot in spots.items()}
            found = [Lost(ends[sort][1], self._index.paths.get(ends[sort][1], ""), "unread") for sort in less]
        places = (Place(self.file, *self._lines.at(each.at), path=each.path) for each in found)
        return sorted(zip(found, places, strict=True), key=lambda pair: pair[0].at)

    @property
    def nameless(self) -> Place:
        """Where the first thing without a name stands."""
        spots = ((key, spot) for key, spot in self._index.triples.items() if len(key) == 3)
        starts = (spot[at] for key, spot in spots for end, at in ((0, 2), (2, 0)) if blanks.is_blank(key[end]))
        first = min(starts, default=None)
        return self.unknown if first is None else self._place(first, "value")

    # ---- reading, once

    @cached_property
    def _text(self) -> str:
        return decoded(self._data)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def _index(self) -> Index:
        if self._form in WALKED:
            return Walk(self._text, self._base).run()
        return jsonld.index(self._text, self._base) if self._form == RdfFormat.JSON_LD else Index()

    @cached_property
    def _properties(self) -> dict[Key, Spot]:
        """The first place of each property of each thing."""
        found: dict[Key, Spot] = {}
        for key, spot in self._index.triples.items():
            found.setdefault(key[:2], spot)
        return found

    # ---- finding

    def _spoken(self, key: Key, sort: Sort) -> Place | None:
        """The place of a triple: as it is written, by its blank nodes, or in another spelling of its value."""
        spot = self._index.triples.get(key)
        if spot:
            return self._place(_part(spot, sort), sort)
        if any(map(blanks.is_blank, key)):
            return self._by_value(key, sort)
        spelled = self._respelled(key)
        return self._place(_part(spelled, sort), sort) if spelled else None

    def _respelled(self, key: Key) -> Spot | None:
        """The engine gives some literals back in a spelling of its own: `1.5` for the `1.50` of the file."""
        if not key[2].startswith('"') or key[:2] not in self._properties:
            return None
        others = (t for t in self._index.triples if t[:2] == key[:2] and t[2].startswith('"'))
        return next((self._index.triples[t] for t in others if terms.as_stored(t[2]) == key[2]), None)

    def _by_value(self, key: Key, sort: Sort) -> Place | None:
        """A triple with blank nodes: the one of which the same is said; its statement where there are several."""
        spots = self._coloured.get(blanks.coloured(key, self._asked), []) if self._asked else []
        spots = spots or self._nameless.get(blanks.coloured(key, {}), [])
        if len(spots) == 1:
            return self._place(_part(spots[0], sort), sort)
        return self._place(spots[0][3], "statement") if spots else None

    @cached_property
    def _colours(self) -> tuple[blanks.Colours, int]:
        return blanks.colours(self._index.triples)

    @cached_property
    def _asked(self) -> blanks.Colours:
        """The colours of the blank nodes of those who ask."""
        if not self._triples:
            return {}
        known = [(terms.key(t.subject), terms.key(t.predicate), terms.key(t.object)) for t in self._triples]
        return blanks.colours(set(known), self._colours[1])[0]

    @cached_property
    def _coloured(self) -> dict[tuple[object, ...], list[Spot]]:
        return self._spots_by(self._colours[0])

    @cached_property
    def _nameless(self) -> dict[tuple[object, ...], list[Spot]]:
        return self._spots_by({})

    def _spots_by(self, known: blanks.Colours) -> dict[tuple[object, ...], list[Spot]]:
        """The places of all triples with blank nodes, by what is said in them."""
        found: dict[tuple[object, ...], list[Spot]] = defaultdict(list)
        for key, spot in self._index.triples.items():
            if len(key) == 3 and any(map(blanks.is_blank, key)):
                found[blanks.coloured(key, known)].append(spot)
        return found

    def _subject(self, subject: str) -> Place:
        """Where a thing begins; the file alone where it does not stand in it."""
        at = self._index.subjects.get(subject, self._index.names.get(subject))
        if at is None and blanks.is_blank(subject) and subject in self._asked:
            same = [n for n, colour in self._colours[0].items() if colour == self._asked[subject]]
            begins = sorted(self._index.subjects[n] for n in same if n in self._index.subjects)
            return self._place(begins[0], "subject" if len(begins) == 1 else "statement") if begins else self.unknown
        return self.unknown if at is None else self._place(at, "subject")

    @property
    def unknown(self) -> Place:
        """The file, for what cannot be found in it."""
        return Place(self.file, sort="file")

    def _place(self, at: int, sort: Sort) -> Place:
        line, column = self._lines.at(at)
        return Place(self.file, line, column, path=self._index.paths.get(at, ""), sort=sort)


def _part(spot: Spot, sort: Sort) -> int:
    return spot[{"value": 0, "property": 1, "subject": 2}.get(sort, 3)]
