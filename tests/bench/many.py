"""The shipped graph many times over: every project and what hangs on it copied under other names; registers once.

    python -m tests.bench.many FOLDER TRIPLES

writes a graph folder of about that many triples (what follows from it included), for measurements only: the copies are
made up, and say so in their first line.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from vakgraph import checkout, turtle
from vakgraph.checkout import Checkout
from vakgraph.graph import VakGraph
from vakgraph.namespaces import BASE

ROOT = Path(__file__).resolve().parents[2]
MADE_UP = b"# Made up: a copy of the graph under other names, to measure with.\n"


def copied(files: dict[str, list[Triple]], times: int) -> Iterator[tuple[str, list[Triple]]]:
    """Home -> triples of every copy; one home for each kind in each copy."""
    kinds: dict[str, list[Triple]] = defaultdict(list)
    for home, triples in files.items():
        if home.startswith("data/") and not home.startswith("data/register/"):
            kinds[home.removeprefix("data/").split("/")[0].removesuffix(".ttl")] += triples
    own = {t.subject.value for triples in kinds.values() for t in triples if t.subject.value.startswith(BASE)}
    for copy in range(1, times + 1):
        named = {iri: NamedNode(_renamed(iri, copy)) for iri in own}

        def other(term: object, named: dict[str, NamedNode] = named) -> object:
            return named.get(term.value, term) if isinstance(term, NamedNode) else term

        for kind, triples in kinds.items():
            yield (
                f"data/{kind}/copy-{copy}.ttl",
                [Triple(other(t.subject), t.predicate, other(t.object)) for t in triples],
            )


def _renamed(iri: str, copy: int) -> str:
    """.../project/r1-x -> .../project/r1-x-c7, and .../finding/r1-x.1 -> .../finding/r1-x-c7.1"""
    space, _, slug = iri.rpartition("/")
    parent, dot, key = slug.partition(".")
    return f"{space}/{parent}-c{copy}{dot}{key}"


def write(folder: Path, triples: int) -> Checkout:
    """A graph folder of about that many triples, beside which stand our ontology and queries."""
    here = checkout.find(ROOT)
    files = {here.relative(path): found for path, found in turtle.read_many(here.graph_files()).items()}
    asserted, derived = VakGraph.open(ROOT).counts()
    fixed = sum(len(found) for home, found in files.items() if home.startswith(("ontology/", "data/register/")))
    one = (asserted + derived) - fixed
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("ontology", "queries"):
        if not (folder / name).exists():
            os.symlink(ROOT / name, folder / name)
    made = {home: found for home, found in files.items() if home.startswith("data/")}
    made |= dict(copied(files, max(0, round((triples - fixed) / one) - 1)))
    for home, found in made.items():
        path = folder / home
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(MADE_UP + (serialize(found, format=RdfFormat.N_TRIPLES) or b""))
    return checkout.find(folder)


if __name__ == "__main__":
    made = write(Path(sys.argv[1]), int(sys.argv[2]))
    print(f"{len(made.graph_files())} files in {made.root}")
