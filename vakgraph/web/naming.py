"""Names for what has none of its own: its kind, the thing it belongs to, and what tells it apart there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vakgraph import mint
from vakgraph.namespaces import GEMEENTE, KINDS, OUTSIDE
from vakgraph.web.views import Ask

ORG = OUTSIDE["org"]
_CODE = re.compile(r"gm[0-9]{4}")


def parents(iri: str) -> tuple[str, ...]:
    """What a dependent belongs to: the project of a finding, the municipality of an inhabitants' count."""
    kind, parts = mint.kind_of(iri), mint.slug_of(iri).split(".")
    if kind is None or len(parts) < 2:
        return ()
    if kind.home in KINDS:
        return (KINDS[kind.home].iri + parts[0],)
    return tuple(GEMEENTE + each for each in parts if _CODE.fullmatch(each))


def names(ask: Ask, iris: Iterable[str]) -> dict[str, str]:
    """IRI -> words, for every thing: its label, or its kind with the label of what it belongs to."""
    wanted = set(iris)
    known = ask.library.names(ask.language, sorted(wanted))
    bare = {iri: parents(iri) for iri in sorted(wanted - known.keys())}
    above = ask.library.names(
        ask.language, sorted({each for several in bare.values() for each in several} - set(known))
    )
    found = {iri: _made(ask, iri, [(known | above).get(each, "") for each in several]) for iri, several in bare.items()}
    return known | {iri: words for iri, words in found.items() if words} | _roles(ask, bare)


def _roles(ask: Ask, bare: Iterable[str]) -> dict[str, str]:
    """Roles in a programme by who has which: there are many, and their programme is the same."""
    several = [iri for iri in bare if (kind := mint.kind_of(iri)) and kind.word == "programme-role"]
    if not several:
        return {}
    nodes = " ".join(f"<{iri}>" for iri in several)
    said = f"?thing <{ORG}member> ?member ; <{ORG}role> ?role"
    asked = f"SELECT ?thing ?member ?role {{ VALUES ?thing {{ {nodes} }} {said} }}"
    rows = [[cell.value for cell in row] for row in ask.desk.store.select(asked).rows]
    known = ask.library.names(ask.language, sorted({iri for row in rows for iri in row[1:]}))
    return {
        thing: f"{known.get(member, member)}, {known.get(role, role).lower()}" for thing, member, role in sorted(rows)
    }


def _made(ask: Ask, iri: str, above: list[str]) -> str:
    """`inwonertal 2014, Appingedam`; "" for what is no dependent of anything known."""
    kind = mint.kind_of(iri)
    if kind is None or not above or not all(above):
        return ""
    word, key = ask.words(kind.nl, kind.en), ""
    if kind.word == "merger":
        day = mint.slug_of(iri).rpartition(".")[2]
        return f"{' → '.join(above)}, {day[:4]}-{day[4:6]}-{day[6:]}" if len(above) > 1 else f"{word}, {above[0]}"
    last = mint.slug_of(iri).rpartition(".")[2]
    if last.isdigit() and kind.home.startswith("register"):
        key = f" {last}"
    return f"{word[:1].upper()}{word[1:]}{key}, {above[0]}"
