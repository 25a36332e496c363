"""An example of each class in Turtle: from the graph where it has one, else from the made-up world, and said which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from vakgraph import mint, turtle
from vakgraph.checkout import Checkout
from vakgraph.delivery.hidden import MARKS
from vakgraph.namespaces import OUTSIDE
from vakgraph.reference.facts import TYPE, Facts, Node
from vakgraph.reference.model import Example
from vakgraph.turtle import Triple

LONGEST = 22  # lines of an example that is still read
INVENTED = "ontology/examples.ttl"
_NAMES = (OUTSIDE["rdfs"] + "label", OUTSIDE["dcterms"] + "title", OUTSIDE["skos"] + "prefLabel")
_HIDDEN = {mark.decode().strip("<>") for mark in MARKS}


def invented(folder: Checkout) -> dict[str, Example]:
    """Class -> its first example in the made-up world; none where that world did not come along."""
    path: Path = folder.root / INVENTED
    if not path.is_file():
        return {}
    triples = turtle.read(path)
    facts, found = Facts.of(triples), dict[str, Example]()
    for subject, said in facts.index.items():
        for cls in said.get(TYPE, ()):
            if cls.value not in found:
                found[cls.value] = Example(_text(triples, subject), INVENTED, True, _label(facts, subject))
    return found


def real(triples: Sequence[Triple]) -> dict[str, Example]:
    """Class -> the thing of the graph that says the most in at most 22 lines; of equals the first by name."""
    facts = Facts.of(triples)
    best: dict[str, tuple[int, int, str]] = {}
    hidden = {subject for subject, said in facts.index.items() if said.keys() & _HIDDEN}
    homes = {mint.home(subject) for subject in hidden}
    for subject, said in facts.index.items():
        if not mint.home(subject) or (hidden and _stays(subject, said, hidden, homes)):
            continue
        lines = sum(map(len, said.values()))
        for cls in said.get(TYPE, ()):
            mine = (-len(said), lines, subject)
            if lines <= LONGEST and (cls.value not in best or mine < best[cls.value]):
                best[cls.value] = mine
    wanted = {subject for _, _, subject in best.values()}
    about = [t for t in triples if isinstance(t.subject, NamedNode) and t.subject.value in wanted]
    return {
        cls: Example(_text(about, subject), mint.home(subject) or "", False, _label(facts, subject))
        for cls, (_, _, subject) in best.items()
    }


def _stays(subject: str, said: Mapping[str, Sequence[Node]], hidden: set[str], homes: set[str | None]) -> bool:
    """Whether a thing is not to be shown: hidden, at home with what is hidden, or speaking of it."""
    named = [subject, *(value.value for values in said.values() for value in values if isinstance(value, NamedNode))]
    return any(iri in hidden or ((home := mint.home(iri)) and home in homes) for iri in named)


def _text(triples: Iterable[Triple], subject: str) -> str:
    """The thing as our own writer writes it, prefixes and all."""
    node = NamedNode(subject)
    return turtle.canonical(triple for triple in triples if triple.subject == node)


def _label(facts: Facts, subject: str) -> str:
    texts = [v for name in _NAMES for v in facts.said(subject, name) if isinstance(v, Literal)]
    return next((text.value for text in texts), "")
