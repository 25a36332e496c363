"""A difference that a machine applies: removed and added triples, a line each, and the putting into effect of them.

The TriG form has two graphs, `patch#removed` and `patch#added`; each of its lines is a statement with full names, so
that one fact more is one line more. What has no name cannot be pointed at in another file: that is refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse, serialize

from vakgraph.comparing.difference import Difference, Triples
from vakgraph.errors import DataError, InputError
from vakgraph.namespaces import BASE

REMOVED, ADDED = BASE + "patch#removed", BASE + "patch#added"


def lines(triples: Iterable[Triple]) -> list[str]:
    """Each triple as a line of N-Triples, sorted."""
    text = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
    return sorted(line for line in text.split("\n") if line)


def turtle(triples: Iterable[Triple]) -> bytes:
    """Triples as Turtle of one line each: what is added, or what is removed, as a file of its own."""
    return "".join(f"{line}\n" for line in lines(_with_names(triples))).encode()


def trig(difference: Difference) -> bytes:
    """The whole patch in one file."""
    both = ((REMOVED, difference.removed), (ADDED, difference.added))
    text = "".join(f"<{graph}> {{\n{turtle(triples).decode()}}}\n" for graph, triples in both if triples)
    return text.encode()


def sparql(difference: Difference) -> bytes:
    """The same as an update that any SPARQL server carries out."""
    both = (("DELETE", difference.removed), ("INSERT", difference.added))
    said = [f"{word} DATA {{\n{turtle(triples).decode()}}}\n" for word, triples in both if triples]
    return ";\n".join(said).encode()


def read(data: bytes, name: str = "") -> tuple[Triples, Triples]:
    """What a patch removes and what it adds."""
    said: dict[str, set[Triple]] = {REMOVED: set(), ADDED: set()}
    try:
        for quad in parse(data, format=RdfFormat.TRIG):
            graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
            if graph not in said:
                raise InputError(
                    f"dit is geen wijzigingsbestand: er staat iets in {graph or 'geen graaf'}.",
                    f"this is no patch: something stands in {graph or 'no graph'}.",
                    name,
                )
            said[graph].add(quad.triple)
    except SyntaxError as error:
        raise InputError(f"dit is geen geldige TriG: {error}.", f"this is no valid TriG: {error}.", name) from None
    return frozenset(said[REMOVED]), frozenset(said[ADDED])


def applied(triples: Iterable[Triple], removed: Triples, added: Triples) -> Triples:
    """The triples with a patch put into effect; one that was made for another state is refused."""
    before = frozenset(triples)
    missing, there = removed - before, added & before
    if missing or there:
        example = next(iter(lines([*missing, *there])))
        raise DataError(
            f"Deze wijziging past niet: {len(missing)} weg te halen triples ontbreken en {len(there)} toe te voegen"
            f" triples staan er al, zoals {example}",
            f"This patch does not fit: {len(missing)} triples to remove are missing and {len(there)} triples to add"
            f" are there already, such as {example}",
        )
    return (before - removed) | added


def _with_names(triples: Iterable[Triple]) -> list[Triple]:
    asked = list(triples)
    for triple in asked:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise InputError(
                f"een wijziging kan niet aanwijzen wat geen naam heeft: {triple}. Kies text, html of json.",
                f"a patch cannot point at what has no name: {triple}. Choose text, html or json.",
            )
    return asked
