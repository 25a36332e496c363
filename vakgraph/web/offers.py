"""What a drop-down list offers: every value at once, and how many rows each gives as soon as that was counted."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from queue import SimpleQueue

from vakgraph.asking import offered
from vakgraph.errors import VakError
from vakgraph.queries import Parameter, StoredQuery
from vakgraph.web.library import Library

Key = tuple[str, str]


class Offers:
    """The values of every choice of every question. Counting asks the store once per value, so it is done aside.

    Until a choice was counted, all that may be asked for is offered; after that, what gives rows, with how many.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._counts: dict[Key, dict[str, int]] = {}
        self._asked: set[Key] = set()
        self._waiting: SimpleQueue[Key] = SimpleQueue()
        self._lock = threading.Lock()
        self._clerk: threading.Thread | None = None

    def of(self, query: StoredQuery, parameter: Parameter, language: str) -> list[tuple[str, str, int | None]]:
        """(how to write it, its words, its rows) by the alphabet, years and choices in their own order."""
        key = (query.name, parameter.name)
        words: list[tuple[str, str]] = self._library.kept(
            ("offered", *key, language),
            lambda: offered.every(self._library.desk.store, query, parameter.name, language),
        )
        counts = self._counted(key)
        values = [(write, said, counts.get(write) if counts is not None else None) for write, said in words]
        kept = [each for each in values if counts is None or each[2]]
        own_order = parameter.type in ("year", "choice")
        return kept if own_order else sorted(kept, key=lambda each: (each[1].casefold(), each[0]))

    def counted(self, query: StoredQuery) -> None:
        """Count all choices of a question now."""
        for parameter in query.parameters:
            self._count((query.name, parameter.name))

    def _counted(self, key: Key) -> Mapping[str, int] | None:
        """The counts if they are there; if not, somebody is set to it."""
        with self._lock:
            if key not in self._asked:
                self._asked.add(key)
                self._waiting.put(key)
            if self._clerk is None:
                self._clerk = threading.Thread(target=self._work, daemon=True, name="offers")
                self._clerk.start()
        return self._counts.get(key)

    def _work(self) -> None:
        while True:
            self._count(self._waiting.get())

    def _count(self, key: Key) -> None:
        """A question that must have another choice first is not counted, and all its values stay on offer."""
        name, parameter = key
        if key in self._counts:
            return
        try:
            table = offered.valued(self._library.desk.store, self._library.questions[name], parameter, {}, "nl")
        except VakError:
            return
        self._counts[key] = {row["write"].value: int(row["rows"].value) for row in table}
