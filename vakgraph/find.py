"""Words that a person typed become the thing they mean: a label, a slug, a code, an old name, an IRI."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from pyoxigraph import NamedNode

from vakgraph.errors import AmbiguousName, UnknownName
from vakgraph.mint import slug_of
from vakgraph.namespaces import CONCEPT, GEMEENTE, KINDS, OUTSIDE, SCHEMES, SHAPE, VAK, prefixes
from vakgraph.table import Table

_CODE = re.compile(r"(?:gm)?([0-9]{1,4})", re.IGNORECASE)
_LABELS = f"<{OUTSIDE['rdfs']}label> <{OUTSIDE['skos']}prefLabel> <{OUTSIDE['skos']}altLabel>"
_SUBCLASS = f"<{OUTSIDE['rdfs']}subClassOf>"
_CONCEPT_CLASS = OUTSIDE["skos"] + "Concept"
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_LONGEST = 500  # no name is longer; comparing letters of more takes too long
_NO_THING = (VAK, SHAPE)  # terms of the ontology are found by their IRI only


class Asks(Protocol):
    """Whatever answers a SELECT."""

    def select(self, sparql: str) -> Table: ...


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one thing; `own` when it is its label, not another or an older name."""

    iri: str
    text: str
    own: bool
    language: str


def thing(store: Asks, text: str, kind: str | None = None, scheme: str | None = None) -> str:
    """The IRI of the one thing meant. UnknownName offers the nearest names, AmbiguousName lists all."""
    asked = text.strip()
    if kind is not None and kind not in KINDS and kind != "concept":
        raise UnknownName(f'"{kind}" is geen soort ding.', f'"{kind}" is no kind of thing.')
    spelled = _existing(store, _spellings(asked, kind, scheme), kind, scheme)
    if len(spelled) == 1:
        return spelled[0]
    names = _names(store, kind, scheme) if len(asked) <= _LONGEST else []
    found = spelled or _called(names, asked) or _called_with_code(names, asked)
    if len(found) == 1:
        return found[0]
    if found:
        raise _ambiguous(asked, found, names)
    raise _unknown(asked, kind, scheme, names)


def note(text: str, kind: str | None = None) -> tuple[str, str] | None:
    """What to tell (nl, en) when a municipal code was read with the zeros that a spreadsheet dropped."""
    asked = text.strip()
    if kind not in (None, "municipality") or not re.fullmatch(r"[0-9]{1,3}", asked):
        return None
    return f"{asked} is gelezen als gemeentecode {asked:0>4}.", f"{asked} was read as municipal code {asked:0>4}."


def shown(text: str, most: int = 80) -> str:
    """What a person typed, fit to be said back: no characters that steer a screen, and not without end."""
    plain = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(each) in _UNSEEN else each for each in text)
    return plain if len(plain) <= most else plain[:most] + "…"


# --- names that are spelled out: IRI, prefixed name, code, slug ---------------------------------------


def _spellings(asked: str, kind: str | None, scheme: str | None) -> Iterator[str]:
    """Every IRI that the text may spell."""
    if re.match(r"[a-z][a-z0-9+.-]*://", asked):
        yield asked
        return
    prefix, colon, local = asked.partition(":")
    if colon and prefix in prefixes():
        yield prefixes()[prefix] + local
    code = _CODE.fullmatch(asked)
    if code and kind in (None, "municipality"):
        yield f"{GEMEENTE}gm{code[1]:0>4}"
    if re.fullmatch(r"[A-Za-z0-9_.-]+", asked):
        for space in _spaces(kind, scheme):
            yield space + asked


def _spaces(kind: str | None, scheme: str | None) -> list[str]:
    """The namespaces in which a bare slug may live."""
    schemes = [f"{CONCEPT}{name}/" for name in ([scheme] if scheme else SCHEMES)]
    if scheme or kind == "concept":
        return schemes
    return [KINDS[kind].iri] if kind else [sort.iri for sort in KINDS.values()] + schemes


def _existing(store: Asks, iris: Iterable[str], kind: str | None, scheme: str | None) -> list[str]:
    """Those that the graph knows, and that are of the kind asked for."""
    nodes = " ".join(filter(None, map(_node, iris)))
    if not nodes:
        return []
    table = store.select(f"SELECT DISTINCT ?thing {{ VALUES ?thing {{ {nodes} }} {_of(kind)} }}")
    return sorted(cell.value for cell in table.column("thing") if _in_scheme(cell.value, scheme))


def _node(iri: str) -> str | None:
    """The IRI as SPARQL writes it; None when it is none."""
    try:
        return str(NamedNode(iri))
    except ValueError:
        return None


def _of(kind: str | None) -> str:
    """The pattern that a ?thing of that kind fits."""
    if kind is None:
        return "?thing a ?class ."
    wanted = _CONCEPT_CLASS if kind == "concept" else KINDS[kind].rdf_class
    return f"?thing a ?class . ?class {_SUBCLASS}* <{wanted}> ."


def _in_scheme(iri: str, scheme: str | None) -> bool:
    return scheme is None or iri.startswith(f"{CONCEPT}{scheme}/")


# --- names as people say them -------------------------------------------------------------------------


def names(store: Asks) -> Sequence[Name]:
    """Every name of everything: labels, other names, older names."""
    return _names(store, None, None)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Without accents, capitals and punctuation: what two spellings of one name have in common."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", letters))


def _names(store: Asks, kind: str | None, scheme: str | None) -> list[Name]:
    """Every name of every thing of that kind. The things come first, in a query of their own: five times as fast."""
    things = f"SELECT DISTINCT ?thing {{ {_of(kind or (scheme and 'concept'))} FILTER(ISIRI(?thing)) }}"
    table = store.select(
        f"SELECT ?thing ?property ?name {{ {{ {things} }} VALUES ?property {{ {_LABELS} }} ?thing ?property ?name }}"
    )
    return [
        Name(found.value, name.value, not said.value.endswith("altLabel"), name.language or "")
        for found, said, name in table.rows
        if _in_scheme(found.value, scheme) and not found.value.startswith(_NO_THING)
    ]


def _called(names: Sequence[Name], asked: str) -> list[str]:
    """The things of exactly that name; else those with it as another name, else as the name before a parenthesis."""
    wanted = fold(asked)
    if not wanted:
        return []
    own = {name.iri for name in names if name.own and fold(name.text) == wanted}
    other = {name.iri for name in names if fold(name.text) == wanted}
    return sorted(own or other or {name.iri for name in names if fold(name.text.partition("(")[0]) == wanted})


def _called_with_code(names: Sequence[Name], asked: str) -> list[str]:
    """The municipality of "Breda (0758)", as the nearest names are told; the name and the code must agree."""
    both = re.fullmatch(r"(.+?)\s*\(([0-9]{4})\)", asked)
    return [iri for iri in _called(names, both[1]) if iri == f"{GEMEENTE}gm{both[2]}"] if both else []


def _label(iri: str, names: Sequence[Name]) -> str:
    """The Dutch label, or else any, or else the slug."""
    mine = sorted((not name.own, name.language != "nl", name.text) for name in names if name.iri == iri)
    return mine[0][2] if mine else slug_of(iri)


def _ambiguous(asked: str, found: Sequence[str], names: Sequence[Name]) -> AmbiguousName:
    pairs = [(shown(_label(iri, names)), _short(iri, found)) for iri in found]
    asked = shown(asked)
    return AmbiguousName(
        f'"{asked}" kan op {len(found)} dingen slaan; noem de code of de volledige naam:',
        f'"{asked}" can mean {len(found)} things; give the code or the full name:',
        sorted(pairs),
    )


def _short(iri: str, among: Sequence[str]) -> str:
    """The code of a municipality, or the slug; with its prefix where the candidates are of several kinds."""
    if iri.startswith(GEMEENTE + "gm"):
        return iri.removeprefix(GEMEENTE + "gm")
    space = iri[: iri.rfind("/") + 1]
    prefix = next((word for word, namespace in prefixes().items() if namespace == space), "")
    several = len({other[: other.rfind("/") + 1] for other in among}) > 1
    return f"{prefix}:{slug_of(iri)}" if several and prefix else slug_of(iri)


def _unknown(asked: str, kind: str | None, scheme: str | None, names: Sequence[Name]) -> UnknownName:
    sort = KINDS.get(kind or "")
    nl, en = (sort.nl, sort.en) if sort else ("begrip", "concept") if scheme or kind else ("ding", "thing")
    return UnknownName(
        f'De graaf kent geen {nl} met de naam of code "{shown(asked)}".',
        f'The graph knows no {en} of the name or code "{shown(asked)}".',
        near(asked, names),
    )


def near(asked: str, names: Sequence[Name], most: int = 4) -> list[str]:
    """The names that look like it: those that begin with it first, then those with few letters changed."""
    wanted = fold(asked)
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(fold(name.text), _with_code(name))
    if not wanted:
        return []
    begin = sorted((text for text in folded if text.startswith(wanted)), key=lambda text: (len(text), text))
    close = difflib.get_close_matches(wanted, list(folded), most, 0.7)
    inside = sorted(text for text in folded if (len(wanted) > 3 and wanted in text) or wanted in text.split())
    return [shown(folded[text]) for text in list(dict.fromkeys([*begin[:2], *close, *begin, *inside]))[:most]]


def _with_code(name: Name) -> str:
    """The name; of a municipality with its code behind it: "Breda (0758)"."""
    return f"{name.text} ({_short(name.iri, ())})" if name.iri.startswith(GEMEENTE + "gm") else name.text
