"""A store that remembers what it was just asked, for pages that ask the same names over and over."""

from __future__ import annotations

import threading
from collections import OrderedDict

from vakgraph.graph import VakGraph
from vakgraph.queries import StoredQuery
from vakgraph.store.embedded import EmbeddedStore
from vakgraph.store.port import Answer, Store
from vakgraph.table import Table

MOST = 100_000  # rows of all answers that are kept


class Shelf(EmbeddedStore):
    """The same store; the answer to the same words is the same table, which nobody can change."""

    def __init__(self, store: EmbeddedStore) -> None:
        super().__init__(store._store, store.counts, store.directory, store._derived)
        self._tables: OrderedDict[str, Table] = OrderedDict()
        self._rows = 0
        self._lock = threading.Lock()

    def query(self, sparql: str) -> Answer:
        """What was asked before is answered at once; the oldest answers go."""
        with self._lock:
            known = self._tables.get(sparql)
            if known is not None:
                self._tables.move_to_end(sparql)
                return known
        answer = super().query(sparql)
        if isinstance(answer, Table):
            self._keep(sparql, answer)
        return answer

    def asked(self) -> list[str]:
        """What is remembered, the latest first."""
        with self._lock:
            return list(reversed(self._tables))

    def _keep(self, sparql: str, table: Table) -> None:
        with self._lock:
            if sparql not in self._tables:
                self._tables[sparql] = table
                self._rows += len(table) + 1
            while self._rows > MOST:
                _, oldest = self._tables.popitem(last=False)
                self._rows -= len(oldest) + 1


class Desk(VakGraph):
    """A desk whose store remembers, and which reads each stored question once."""

    def query(self, name: str) -> StoredQuery:
        """One stored question, as it was when the desk was opened."""
        kept: dict[str, StoredQuery] = self.__dict__.setdefault("_read", {})
        if name not in kept:
            kept[name] = super().query(name)
        return kept[name]


def remembering(store: Store) -> Store:
    """The store with a memory; one on a server is left as it is."""
    return Shelf(store) if isinstance(store, EmbeddedStore) and not isinstance(store, Shelf) else store
