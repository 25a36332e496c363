"""The data as the engine asks it: rows of terms, whichever store is behind it, with the spelling of each kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from vakgraph.namespaces import OUTSIDE
from vakgraph.validation.paths import Term
from vakgraph.validation.spelling import Spelling, load

BELOW = f"<{OUTSIDE['rdfs']}subClassOf>"
SHAPES_GRAPH = NamedNode("urn:x-vakgraph:shapes")
Rows = list[tuple[Any, ...]]


class CannotAsk(Exception):
    """The engine refused a question or stopped on it; the text says why."""


class Data:
    """The graph that is validated."""

    def __init__(self, source: Any) -> None:
        """`source` is a store of the engine, anything that has one or that answers `select`, or triples."""
        self.spelling, self._triples = Spelling(), None
        engine = source if isinstance(source, Store) else getattr(source, "_store", None)
        self._port = None if isinstance(engine, Store) or not hasattr(source, "select") else source
        self.own = not isinstance(engine, Store) and self._port is None
        if self.own:
            self._triples = source if isinstance(source, list) else list(source)
            engine, self.spelling = load(self._triples)
        self.store: Any = engine
        self._plain: Any = None
        self.below = lru_cache(maxsize=None)(self._below)
        self._children: dict[Term, list[Term]] | None = None

    def rows(self, query: str) -> Rows:
        """The rows of a SELECT of our own making."""
        return self._asked(self.store, query)[1]

    def foreign(self, query: str) -> tuple[list[str], Rows]:
        """The columns and the rows of a SELECT that somebody wrote: it reads literals as the store spells them."""
        return self._asked(self.plain, query)

    @property
    def plain(self) -> Any:
        """The data without terms under another name; the same store where there are none."""
        if self._plain is None:
            self._plain = self.store
            if self.spelling.datatypes:
                self._plain = Store()
                self._plain.bulk_extend(Quad(*triple) for triple in self.triples())
        return self._plain

    def odd(self) -> list[Triple]:
        """The triples whose literal stands in the store under another name."""
        return [t for t in self.triples() if self.spelling.stored(t.object) != t.object]

    def _asked(self, store: Any, query: str) -> tuple[list[str], Rows]:
        if self._port is not None:
            table = self._port.select(query)
            return list(table.columns), [tuple(map(_term, row)) for row in table.rows]
        try:
            found = store.query(query)
            assert isinstance(found, QuerySolutions)
            return [variable.value for variable in found.variables], [tuple(row) for row in found]
        except (SyntaxError, RuntimeError, ValueError, OSError) as error:
            raise CannotAsk(" ".join(str(error).split())) from error

    def _below(self, top: NamedNode) -> Sequence[NamedNode]:
        """The class and every class below it; asked of the data once."""
        if self._children is None:
            children: dict[Term, list[Term]] = {}
            for low, high in self.rows(f"SELECT ?low ?high {{ ?low {BELOW} ?high }}"):
                children.setdefault(high, []).append(low)
            self._children = children
        found: dict[Any, None] = {top: None}
        todo: list[Any] = [top]
        while todo:
            fresh = [low for low in self._children.get(todo.pop(), ()) if low not in found]
            found.update(dict.fromkeys(fresh))
            todo += fresh
        return [term for term in found if isinstance(term, NamedNode)]

    def triples(self) -> list[Triple]:
        """Every triple, for who must look at them one by one."""
        if self._triples is not None:
            return self._triples
        if self._port is not None:
            return list(self._port.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))
        return [quad.triple for quad in self.store.quads_for_pattern(None, None, None, DefaultGraph())]

    def with_shapes(self, triples: Iterable[Triple]) -> bool:
        """Lay the shapes beside the data as a named graph; False where the store is not ours to add to."""
        if not self.own:
            return False
        self.plain.extend(Quad(t.subject, t.predicate, t.object, SHAPES_GRAPH) for t in triples)
        return True


def _term(cell: Any) -> Any:
    """A cell of a table as a term."""
    if cell.kind == "unbound":
        return None
    if cell.kind == "iri":
        return NamedNode(cell.value)
    if cell.kind == "blank":
        return BlankNode(cell.value)
    if cell.language:
        return Literal(cell.value, language=cell.language)
    return Literal(cell.value, datatype=NamedNode(cell.datatype)) if cell.datatype else Literal(cell.value)
