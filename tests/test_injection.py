"""Whatever is typed stays a value: 200 hostile texts, every type of parameter, three engines, 0 differences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
import servers
from pyoxigraph import Literal, NamedNode, Quad, Triple

from vakgraph import asking, queries
from vakgraph.errors import INPUT_AT_FAULT, VakError
from vakgraph.namespaces import CONCEPT, GEMEENTE, KINDS, OUTSIDE, VAK
from vakgraph.queries import StoredQuery
from vakgraph.store import embedded, remote
from vakgraph.store.port import Store
from vakgraph.table import XSD

# --- what is typed ------------------------------------------------------------------------------------

CORE = (
    '"', "'", "\\", '\\"', '""', '"""', "'''", "`", "{", "}", "{}", "} }", "<", ">", "<>", "?x", "$x", "#", ";", ".",
    "*", '" } DROP ALL ; { "', "} DROP GRAPH <https://example.org/g> #", '" } ; DELETE WHERE { ?s ?p ?o } #',
    '"} UNION { ?s ?p ?o } #', '" . ?s ?p ?o . FILTER("', '" } INSERT DATA { <a:a> <a:b> <a:c> } #', ") } SELECT * {",
    '" || "a" = "a', "' OR '1'='1", "UNDEF", "VALUES ?wanted { UNDEF }", "{ UNDEF }", "UNDEF UNDEF", "?wanted",
    "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }", '" } SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } #',
    "\\u0022", "\\u0022 } DROP ALL", "\\U00000022", "\\u007D", "\\x22", "%22", "%22%7D%20DROP", "%00", "%0A",
    "&quot;", "a\nb", "a\r\nb", '"\n} DROP ALL', "# alleen een opmerking", "/* opmerking */", "-- opmerking", "a # b",
    "\n#", "a\tb", "\x01", "a\x02b", "\x07", "\x08", "\x0b", "\x0c", "\x1b[2J", "\x1f", "\x7f", "\x85", "\u2028",
    "\u2029", "https://example.org/a>b", "https://example.org/> } DROP ALL #", "<https://example.org/a>",
    "https://example.org/a b", 'https://example.org/"', "https://example.org/{a}", "https://example.org/a\\u003E",
    "https://example.org/^", "a:b", "intervention:t1>", "intervention:%22", "javascript:alert(1)",
    "file:///etc/passwd", "http://[::1", "urn:x:y", '"budget"@nl', "budget@nl", '"@nl', "@en-x-", '"5"^^xsd:integer',
    "5^^xsd:integer", '"^^<http://x/>', "@2015", "a@b@2015", "\u202etxet", "a\u200fb", "\u2066a\u2069", "\u200b",
    "\ufeff", "e\u0301", "\u00e9", "İ", "ß", "ﬁ", "𝔘", "😀", "نص", "中文", "١٢٣", "²", "½", "1e5", "0x10", "1_000", "+",
    "-", "--5", "5-", "1.000", "1,000", "1.5", "0,5", "-0,5", "NaN", "INF", "2016", "2016 ", "'16", "20l6", "２０１６",
    "2016-06-01", "1-6-2016", "1 juni 2016", "juni 2016", "2016-02-30", "2016-6-1", "alle", "ALL", "a", "A", "b, a",
    "a,,b", ",", "2016,2017", "2016;2017", "__proto__", "../../etc/passwd", "${7*7}", "{{7*7}}", "true", "null",
    "None", "0", "00", "9" * 18, "9" * 400, "a" * 5000, '"' * 3000, "(" * 2000, "{" * 2000, "ab\\" * 500,
)  # fmt: skip
PAYLOADS = tuple(
    dict.fromkeys((*CORE, *(f"budget {each}" for each in CORE[:60]), *(f'"{each}' for each in CORE[20:70])))
)

# --- a made-up world in which every one of them is a name ---------------------------------------------

LABEL, BROADER = OUTSIDE["rdfs"] + "label", OUTSIDE["skos"] + "broader"
SPACES = {
    "thing": KINDS["intervention"].iri,
    "concept": CONCEPT + "topic/",
    "municipality": GEMEENTE,
}
CLASSES = {
    "thing": KINDS["intervention"].rdf_class,
    "concept": OUTSIDE["skos"] + "Concept",
    "municipality": KINDS["municipality"].rdf_class,
}
CHOICES = ("a", "b", '" } DROP', "\\u0022", "2016")


@dataclass(frozen=True)
class Thing:
    """One thing of the world, as plain Python knows it."""

    iri: str
    name: str
    year: int
    share: Decimal
    day: date
    choice: str


THINGS = tuple(
    Thing(
        SPACES["thing"] + f"t{at}",
        payload,
        2000 + at % 25,
        Decimal(at) / 8,
        date(2016, 5 + at % 2, 1 + at % 27),
        CHOICES[at % len(CHOICES)],
    )
    for at, payload in enumerate(PAYLOADS)
)
NAMES = {
    kind: {space + (f"gm{at:0>4}" if kind == "municipality" else f"t{at}"): each.name for at, each in enumerate(THINGS)}
    for kind, space in SPACES.items()
}


def world() -> Iterator[Triple]:
    def said(subject: str, of: str, value: NamedNode | Literal) -> Triple:
        return Triple(NamedNode(subject), NamedNode(of), value)

    def typed(value: object, kind: str) -> Literal:
        return Literal(str(value), datatype=NamedNode(XSD + kind))

    for kind, names in NAMES.items():
        for (iri, name), each in zip(names.items(), THINGS, strict=True):
            yield said(iri, OUTSIDE["rdf"] + "type", NamedNode(CLASSES[kind]))
            yield said(iri, LABEL, Literal(name, language="nl"))
            yield said(each.iri, VAK + kind, NamedNode(iri))
    for each in THINGS:
        yield said(each.iri, VAK + "year", typed(each.year, "integer"))
        yield said(each.iri, VAK + "share", typed(format(each.share.normalize(), "f"), "decimal"))
        yield said(each.iri, VAK + "day", typed(each.day, "date"))
        yield said(each.iri, VAK + "choice", Literal(each.choice))


# --- the same lookup, in plain Python -----------------------------------------------------------------


@cache
def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(each for each in plain if not unicodedata.combining(each))))


class Refused(Exception):
    """Plain Python finds no value in it."""


class Ambiguous(Refused):
    """Plain Python finds several."""


def named(kind: str, text: str) -> set[str]:
    """The one thing of that name, code or address."""
    names = NAMES[kind]
    whole = {iri for iri in names if text in (iri, iri.removeprefix(SPACES[kind]), f"intervention:t{iri[-1]}")}
    if kind == "municipality" and re.fullmatch(r"(gm)?[0-9]{1,4}", text, re.ASCII | re.IGNORECASE):
        whole |= {iri for iri in names if iri.endswith(f"gm{text.lower().removeprefix('gm'):0>4}")}
    mine = {iri for iri, name in names.items() if folded(text) and folded(name) == folded(text)}
    first = {iri for iri, name in names.items() if folded(text) and folded(name.partition("(")[0]) == folded(text)}
    found = whole or (mine or first if len(text) <= 500 else set())
    if not found:
        raise Refused(text)
    if len(found) > 1:
        raise Ambiguous(text)
    return found


def by_name(kind: str) -> Callable[[str], set[str]]:
    def lookup(text: str) -> set[str]:
        wanted = named(kind, text.partition("@")[0] if _dated(kind, text) else text)
        at = {iri for iri, each in zip(NAMES[kind], THINGS, strict=True) if iri in wanted for iri in [each.iri]}
        return at

    return lookup


def _dated(kind: str, text: str) -> bool:
    return kind == "municipality" and re.fullmatch(r".+@[0-9]{4}(-[0-9]{2}-[0-9]{2})?", text) is not None


def by(pattern: str, value: Callable[[str], object], of: str) -> Callable[[str], set[str]]:
    def lookup(text: str) -> set[str]:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise Refused(text)
        try:
            return {each.iri for each in THINGS if getattr(each, of) == value(text)}
        except ValueError:
            raise Refused(text) from None

    return lookup


def in_name(text: str) -> set[str]:
    if not 0 < len(text) <= 300:
        raise Refused(text)
    return {each.iri for each in THINGS if text in each.name}


def number(text: str) -> Decimal:
    if re.fullmatch(r"[+-]?\d{1,3}([.,]\d{3})+", text):
        raise ValueError(text)
    return Decimal(text.replace(",", "."))


def day(text: str) -> date:
    if text == "1 juni 2016":
        return date(2016, 6, 1)
    parts = [int(part) for part in text.split("-")]
    return date(*parts) if len(text.split("-")[0]) == 4 else date(*reversed(parts))


LOOKUPS: dict[str, Callable[[str], set[str]]] = {
    "thing": by_name("thing"),
    "concept": by_name("concept"),
    "municipality": by_name("municipality"),
    "year": by(r"[0-9]{4}", int, "year"),
    "integer": by(r"[+-]?[0-9]{1,18}", int, "year"),
    "number": by(r"[+-]?[0-9]{1,18}([.,][0-9]{1,18})?", number, "share"),
    "date": by(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}|1 juni 2016", day, "day"),
    "text": in_name,
    "choice": by(".*", lambda text: {each.casefold(): each for each in CHOICES}.get(text.casefold(), 1 / 1), "choice"),
}


def expected(kind: str, payload: str) -> set[str]:
    """What the world holds for one typed value."""
    text = payload.strip()
    if kind != "text" and text.casefold() in ("alle", "all"):
        return {each.iri for each in THINGS}
    if kind == "choice" and text.casefold() not in [each.casefold() for each in CHOICES]:
        return _between_commas(kind, text)
    try:
        return LOOKUPS[kind](text)
    except Ambiguous:
        raise
    except Refused:
        return _between_commas(kind, text)


def _between_commas(kind: str, text: str) -> set[str]:
    parts = [part.strip() for part in text.split(",")]
    if kind in ("text", "number") or len(parts) < 2 or not all(parts):
        raise Refused(text)
    if kind == "choice" and not all(part.casefold() in [each.casefold() for each in CHOICES] for part in parts):
        raise Refused(text)
    return set().union(*(LOOKUPS[kind](part) for part in parts))


# --- the questions ------------------------------------------------------------------------------------

PATTERNS = {
    "thing": f"VALUES ?wanted {{ UNDEF }} ?found <{VAK}thing> ?wanted .",
    "concept": f"VALUES ?wanted {{ UNDEF }} ?found <{VAK}concept>/<{BROADER}>* ?wanted .",
    "municipality": f"VALUES ?wanted {{ UNDEF }} ?found <{VAK}municipality> ?wanted .",
    "year": f"VALUES ?wanted {{ UNDEF }} ?found <{VAK}year> ?year . FILTER(!BOUND(?wanted) || ?year = ?wanted)",
    "integer": f"VALUES ?wanted {{ UNDEF }} ?found <{VAK}year> ?year . FILTER(!BOUND(?wanted) || ?year = ?wanted)",
    "number": f"VALUES ?wanted {{ UNDEF }} ?found <{VAK}share> ?share . FILTER(!BOUND(?wanted) || ?share = ?wanted)",
    "date": f"VALUES ?wanted {{ UNDEF }} ?found <{VAK}day> ?day . FILTER(!BOUND(?wanted) || ?day = ?wanted)",
    "text": f"VALUES ?wanted {{ UNDEF }} ?found <{LABEL}> ?n . FILTER(!BOUND(?wanted) || CONTAINS(STR(?n), ?wanted))",
    "choice": f"VALUES ?wanted {{ UNDEF }} ?found <{VAK}choice> ?choice . FILTER(!BOUND(?wanted) || ?choice = ?wanted)",
}
MORE = {
    "thing": ", kind: intervention",
    "concept": ", scheme: topic",
    "choice": f", choices: {list(CHOICES)!r}".replace("\\\\", "\\"),
}


def question(kind: str, folder: Path) -> StoredQuery:
    """The stored question with one parameter of that type."""
    path = folder / "tables" / f"by-{kind}.rq"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "#+ title: {nl: Zoek, en: Find}\n#+ question: {nl: Wat, en: What}\n#+ parameters:\n"
        f"#+   wanted: {{type: {kind}{MORE.get(kind, '')}, label: {{nl: Wat, en: What}}}}\n"
        f"#+ columns:\n#+   found: {{nl: Ding, en: Thing}}\n"
        f"SELECT DISTINCT ?found WHERE {{ {PATTERNS[kind]} ?found a <{CLASSES['thing']}> }}\n",
        encoding="utf-8",
    )
    return queries.load(path)


@pytest.fixture(scope="module", params=["pyoxigraph", "oxigraph serve"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    triples = list(world())
    if request.param == "pyoxigraph":
        inside = pyoxigraph.Store()
        inside.bulk_extend(Quad(*triple) for triple in triples)
        yield embedded.EmbeddedStore(inside, embedded.Counts(len(triples), 0, {}), None, [])
    else:
        with servers.oxigraph(triples) as server:
            yield remote.open(str(server))


@pytest.fixture(scope="module")
def virtuoso() -> Iterator[Store]:
    with servers.virtuoso(list(world())) as server:
        yield remote.open(str(server))


def answer(store: Store, query: StoredQuery, typed: str | list[str]) -> list[str]:
    """The things that the stored question finds with what was typed."""
    values = asking.terms(store, query, {"wanted": typed})
    return sorted(cell.value for cell in store.select(query.bind(values)).column("found"))


@pytest.mark.parametrize("kind", PATTERNS)
def test_what_is_typed_finds_what_a_plain_lookup_finds_and_nothing_else(
    kind: str, store: Store, tmp_path: Path
) -> None:
    nothing_else(kind, store, PAYLOADS, tmp_path)


@pytest.mark.parametrize("kind", PATTERNS)
def test_virtuoso_finds_no_more_and_no_less(kind: str, virtuoso: Store, tmp_path: Path) -> None:
    """Every ninth of them, and some that are read as a value; all of them stand under `assure`."""
    read = [each for each in PAYLOADS if _is_read(kind, each)]
    some = tuple(dict.fromkeys((*PAYLOADS[::9], *read[:5])))
    assert len(some) >= 25
    nothing_else(kind, virtuoso, some, tmp_path)


@pytest.mark.assure("200 injection payloads x every parameter kind, on Virtuoso")
@pytest.mark.parametrize("kind", PATTERNS)
def test_virtuoso_finds_no_more_and_no_less_of_any(kind: str, virtuoso: Store, tmp_path: Path) -> None:
    nothing_else(kind, virtuoso, PAYLOADS, tmp_path)


def nothing_else(kind: str, store: Store, payloads: Sequence[str], folder: Path) -> None:
    """Each payload finds what a plain lookup finds, or is refused in one sentence."""
    query, found, refused = question(kind, folder), 0, 0
    for payload in payloads:
        try:
            wanted = sorted(expected(kind, payload))
        except Refused:
            with pytest.raises(VakError) as fault:
                answer(store, query, payload)
            _is_one_plain_sentence(fault.value)
            refused += 1
            continue
        assert answer(store, query, payload) == wanted, f"{kind}: {payload[:80]!r}"
        found += bool(wanted)
    assert found and refused, "a lookup that always or never finds proves nothing"


@pytest.mark.parametrize("kind", PATTERNS)
def test_several_values_at_once_find_what_each_of_them_finds(kind: str, store: Store, tmp_path: Path) -> None:
    query = question(kind, tmp_path)
    good = [each for each in PAYLOADS if _is_read(kind, each) and each.strip().casefold() not in ("alle", "all")]
    wanted = set().union(*(expected(kind, each) for each in good[:25]))
    assert answer(store, query, good[:25]) == sorted(wanted)


def test_there_are_two_hundred_of_them() -> None:
    assert len(PAYLOADS) >= 200
    assert not any("\0" in each for each in PAYLOADS)


@pytest.mark.parametrize("kind", PATTERNS)
def test_what_is_no_text_at_all_is_refused(kind: str, store: Store, tmp_path: Path) -> None:
    for payload in ("\0", "a\0b", "\ud800", "2016\udcff"):
        with pytest.raises(VakError):
            answer(store, question(kind, tmp_path), payload)


def _is_read(kind: str, payload: str) -> bool:
    try:
        return bool(expected(kind, payload))
    except Refused:
        return False


def _is_one_plain_sentence(fault: VakError) -> None:
    """Exit 2, no line ends, nothing that steers a screen, not without end."""
    assert fault.exit_code == INPUT_AT_FAULT
    for said in (fault.say("nl"), fault.say("en")):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200f]", said), ascii(said)
        assert len(said) < 3000
