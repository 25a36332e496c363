"""Measure validation beside pySHACL and pyrudof on made-up data of this domain, all in one run."""

from __future__ import annotations

import random
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from vakgraph import turtle
from vakgraph.namespaces import OUTSIDE
from vakgraph.validation import reference, shapes
from vakgraph.validation.engine import validate

X, XSD, SH = "urn:bench:", OUTSIDE["xsd"], OUTSIDE["sh"]
TYPE = NamedNode(OUTSIDE["rdf"] + "type")
HEAD = f"""@prefix sh: <{SH}> . @prefix xsd: <{XSD}> . @prefix : <{X}> . @prefix rdf: <{OUTSIDE["rdf"]}> .
: sh:declare [ sh:prefix "" ; sh:namespace "{X}"^^xsd:anyURI ] .
"""
# Class -> property -> its demands: 31 property shapes.
DEMANDS = {
    "Municipality": {
        "code": 'sh:minCount 1 ; sh:maxCount 1 ; sh:pattern "^[0-9]{4}$"',
        "name": "sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true",
        "begin": "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date",
        "region": "sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class :Region",
        "inhabitants": "sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0",
    },
    "Region": {"name": "sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true"},
    "Project": {
        "title": "sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true",
        "begin": "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date",
        "end": "sh:maxCount 1 ; sh:datatype xsd:date",
        "round": "sh:minCount 1 ; sh:maxCount 1 ; sh:class :Round",
        "line": "sh:minCount 1 ; sh:in ( :l0 :l1 :l2 :l3 )",
        "status": 'sh:minCount 1 ; sh:maxCount 1 ; sh:in ( "running" "finished" )',
        "number": 'sh:maxCount 1 ; sh:pattern "^[0-9]{9}$"',
        "amount": "sh:maxCount 1 ; sh:datatype xsd:decimal ; sh:minInclusive 0 ; sh:maxExclusive 10000000",
    },
    "Round": {
        "name": "sh:minCount 1 ; sh:datatype rdf:langString",
        "months": "sh:maxCount 1 ; sh:datatype xsd:integer",
    },
    "Participation": {
        "ofProject": "sh:minCount 1 ; sh:maxCount 1 ; sh:class :Project",
        "who": "sh:minCount 1 ; sh:maxCount 1 ; sh:or ( [ sh:class :Municipality ] [ sh:class :Org ] )",
        "role": "sh:minCount 1 ; sh:maxCount 1 ; sh:in ( :applicant :partner :researcher )",
        "begin": "sh:maxCount 1 ; sh:datatype xsd:date",
    },
    "Org": {
        "name": "sh:minCount 1 ; sh:datatype rdf:langString",
        "kind": "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI",
    },
    "Finding": {
        "ofProject": "sh:minCount 1 ; sh:class :Project",
        "group": 'sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:pattern "^urn:bench:group"',
        "direction": "sh:minCount 1 ; sh:maxCount 1 ; sh:in ( :better :worse :same )",
        "certainty": "sh:maxCount 1 ; sh:in ( :high :fair :low )",
        "people": "sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minExclusive 0",
    },
    "Claim": {
        "about": "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI",
        "source": "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI",
        "quote": "sh:maxCount 1 ; sh:datatype xsd:string ; sh:maxLength 120",
        "asOf": "sh:maxCount 1 ; sh:datatype xsd:date",
    },
}
# pyrudof wants the word WHERE. Two dates: rdflib finds an order for a date and a text as well, where SPARQL knows none.
BEFORE = "FILTER(DATATYPE(?value) = DATATYPE(?begin) && ?value < ?begin)"
QUERIES = {
    "Project": [
        f"SELECT $this ?value WHERE {{ $this :begin ?begin ; :end ?value {BEFORE} }}",
        "SELECT $this WHERE { $this :status 'finished' FILTER NOT EXISTS { ?finding :ofProject $this ; a :Finding } }",
        "SELECT $this (COUNT(?who) AS ?value) WHERE { ?p :ofProject $this ; :role :applicant ; :who ?who } "
        "GROUP BY $this HAVING (COUNT(?who) > 1)",
    ],
    "Participation": [
        f"SELECT $this ?value WHERE {{ $this :begin ?value ; :ofProject/:begin ?begin {BEFORE} }}",
    ],
}


def rules(everything: bool) -> list[Triple]:
    """The shapes; `everything` adds the four in SPARQL."""
    text = HEAD
    for kind, demands in DEMANDS.items():
        parts = " , ".join(f":{kind}-{name}" for name in demands)
        text += f":{kind}Shape a sh:NodeShape ; sh:targetClass :{kind} ; sh:property {parts} .\n"
        text += "".join(f":{kind}-{name} sh:path :{name} ; {said} .\n" for name, said in demands.items())
    for kind, queries in QUERIES.items() if everything else ():
        for at, query in enumerate(queries):
            asked = f'sh:sparql [ sh:prefixes : ; sh:select "{query}" ]'
            text += f":{kind}Rule{at} a sh:NodeShape ; sh:targetClass :{kind} ; {asked} .\n"
    return turtle.read_text(text)


def stated(size: int) -> Iterator[Triple]:
    """About that many triples, one thing in two hundred with something wrong; one by one, for ten million are much."""
    return (Triple(*triple) for triple in _data(max(size // 100, 40), random.Random(7)))


def data(size: int) -> list[Triple]:
    """The same, all at hand."""
    return list(stated(size))


def _data(projects: int, chance: random.Random) -> Iterator[tuple[Any, Any, Any]]:
    def thing(own: str, sort: str, /, **said: Any) -> Iterator[tuple[Any, Any, Any]]:
        node = NamedNode(X + own)
        yield node, TYPE, NamedNode(X + sort)
        spoilt = chance.choice(list(said)) if chance.random() < 0.005 else ""
        for word, value in said.items():
            if word != spoilt:
                yield node, NamedNode(X + word), value
            elif chance.random() < 0.5:
                yield node, NamedNode(X + word), Literal("wrong")

    def iri(name: str, number: int) -> NamedNode:
        return NamedNode(f"{X}{name}{number}")

    def day(years: int = 5) -> Literal:
        text = f"{2015 + chance.randrange(years)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return Literal(text, datatype=NamedNode(XSD + "date"))

    def word(text: str) -> Literal:
        return Literal(text, language="nl")

    for n in range(35):
        yield from thing(f"region{n}", "Region", name=word(f"Regio {n}"))
    for n in range(12):
        yield from thing(f"round{n}", "Round", name=word(f"Ronde {n}"), months=Literal(chance.randint(6, 48)))
    for n in range(400):
        said = {
            "code": Literal(f"{n:04}"),
            "name": word(f"Gemeente {n}"),
            "begin": day(),
            "region": iri("region", n % 35),
        }
        yield from thing(f"gm{n}", "Municipality", **said, inhabitants=Literal(chance.randrange(900000)))
    for n in range(max(projects // 3, 30)):
        yield from thing(f"org{n}", "Org", name=word(f"Organisatie {n}"), kind=iri("kind", n % 9))
    for n in range(projects):
        begin, amount = day(), Literal(f"{chance.randrange(1, 900000)}.5", datatype=NamedNode(XSD + "decimal"))
        said = {"title": word(f"Project {n}"), "begin": begin, "round": iri("round", n % 12), "line": iri("l", n % 4)}
        said |= {"status": Literal("running" if n % 3 else "finished"), "number": Literal(f"{n:09}"), "amount": amount}
        yield from thing(
            f"project{n}", "Project", **said, end=Literal(f"2023-{begin.value[5:]}", datatype=begin.datatype)
        )
        for m in range(5):
            who = iri("gm", chance.randrange(400)) if m % 2 else iri("org", chance.randrange(max(projects // 3, 30)))
            role = NamedNode(X + ("applicant" if m == 0 else "partner" if m < 4 else "researcher"))
            yield from thing(
                f"part{n}.{m}", "Participation", ofProject=iri("project", n), who=who, role=role, begin=begin
            )
        for m in range(4):
            said = {
                "group": iri("group", chance.randrange(40)),
                "direction": NamedNode(X + ("better", "worse", "same")[m % 3]),
            }
            people, sure = Literal(chance.randint(5, 500)), NamedNode(X + ("high", "fair", "low")[m % 3])
            yield from thing(
                f"finding{n}.{m}", "Finding", ofProject=iri("project", n), **said, people=people, certainty=sure
            )
        for m in range(8):
            said = {"about": iri("project", n), "source": iri("source", chance.randrange(500)), "asOf": day()}
            yield from thing(f"claim{n}.{m}", "Claim", **said, quote=Literal(f"citaat {n} {m} " + "woord " * (m + 3)))


def measured(work: Callable[[], Any], runs: int = 3) -> tuple[float, float, Any]:
    """Seconds on the wall and of the processor, of the best run, and what it gave."""
    best, gave = (float("inf"), float("inf")), None
    for _ in range(runs):
        wall, used = time.perf_counter(), time.process_time()
        gave = work()
        best = min(best, (time.perf_counter() - wall, time.process_time() - used))
    return (*best, gave)


def by_pyshacl(triples: list[Triple], said: list[Triple]) -> Callable[[], Any]:
    """pySHACL with data and shapes loaded; running it validates."""
    import pyshacl

    data, rules = turtle.to_rdflib(triples), turtle.to_rdflib(said)
    return lambda: reference.results(pyshacl.validate(data, shacl_graph=rules, inference="none", inplace=True)[1])


def by_pyrudof(triples: list[Triple], said: list[Triple]) -> Callable[[], Any]:
    """pyrudof with data and shapes loaded; running it validates."""
    from pyrudof import Rudof, RudofConfig, ShaclFormat, ShaclValidationMode

    rudof = Rudof(RudofConfig())
    rudof.read_data((serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode())
    rudof.read_shacl((serialize(said, format=RdfFormat.TURTLE) or b"").decode(), ShaclFormat.Turtle)
    return lambda: rudof.validate_shacl(ShaclValidationMode.Native)


PEERS = {"pySHACL": by_pyshacl, "pyrudof, native": by_pyrudof}
MOST = {("pySHACL", True): 100_000}  # triples; it reads a rule in SPARQL anew for each thing that it asks it of


@dataclass(frozen=True)
class Row:
    """What one engine took, loading excluded, and what it found; `remark` where it stopped or says something else."""

    engine: str
    seconds: float | None = None
    cpu: float | None = None
    results: int | None = None
    remark: str = ""

    def cells(self) -> tuple[str, ...]:
        """As the table writes it."""
        times = ("" if took is None else f"{took:.3f}" for took in (self.seconds, self.cpu))
        return (self.engine, *times, "" if self.results is None else str(self.results), self.remark)


def table(size: int, everything: bool) -> Iterator[Row]:
    """A row per engine, on the same shapes and data."""
    triples, said = data(size), rules(everything)
    store, asked = Store(), shapes.read(said)
    store.bulk_extend(Quad(*triple) for triple in triples)
    found: Any = ()
    for threads in (1, 2):
        wall, used, found = measured(lambda threads=threads: validate(store, asked, threads=threads))  # type: ignore[misc]
        assert not found.fallen_back
        yield Row(f"vakgraph, threads: {threads}", wall, used, len(found))
    one = next(t.subject for t in triples if str(t.subject.value).startswith(X + "project7"))
    chosen = {NamedNode(X + "ProjectShape"): [one], NamedNode(X + "ParticipationShape"): [NamedNode(X + "part7.1")]}
    wall, used, few = measured(lambda: validate(store, asked, chosen))
    yield Row("vakgraph, one project", wall, used, len(few), "just its own things")
    for name, load in PEERS.items():
        if size > MOST.get((name, everything), size):
            yield Row(name, remark="left out at this size: it takes many minutes")
        else:
            yield peer(name, load, triples, said, found)


def peer(
    name: str, load: Callable[..., Callable[[], Any]], triples: list[Triple], said: list[Triple], ours: Any
) -> Row:
    """One run of another engine; where it stops, that is its row."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wall, used, theirs = measured(load(triples, said), 1)
        count = len(theirs)
    except ImportError:
        return Row(name, remark="not here: pip install 'vakgraph[bench]'")
    except Exception as error:  # an engine of somebody else may raise anything
        return Row(name, remark=f"stopped: {' '.join(str(error).split())[:160]}")
    if isinstance(theirs, list):
        same = Counter(r.key() for r in theirs) == Counter(r.key() for r in ours)
        return Row(name, wall, used, count, "the same results" if same else "OTHER RESULTS")
    return Row(name, wall, used, count, "" if count == len(ours) else "another number of results")


def tables(sizes: Sequence[int]) -> Iterator[tuple[str, list[Row]]]:
    """A title and its rows for each size, without and with the SPARQL rules."""
    for size in sizes:
        for everything in (False, True):
            what = "core and SPARQL" if everything else "core"
            yield f"{len(data(size)):,} triples, {what} shapes", list(table(size, everything))


def main() -> None:
    """`python -m tests.bench.shacl [TRIPLES ...]`."""
    for title, rows in tables([int(word) for word in sys.argv[1:]] or [100_000, 1_000_000]):
        print(f"\n{title}\n{'engine':24} {'seconds':>9} {'cpu':>9} {'results':>9}")
        for row in rows:
            engine, wall, used, count, remark = row.cells()
            print(f"{engine:24} {wall:>9} {used:>9} {count:>9}  {remark}", flush=True)


if __name__ == "__main__":
    main()
