"""Measure validation beside pySHACL and pyrudof on made-up data of this domain: `python -m tests.bench.shacl`.

With `--peers` the others get the core shapes on the million as well (minutes, and many gigabytes for pyrudof).
"""

from __future__ import annotations

import io
import random
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from vakgraph import turtle
from vakgraph.namespaces import OUTSIDE
from vakgraph.validation import reference, shapes
from vakgraph.validation.engine import validate

X, XSD, SH = "urn:bench:", OUTSIDE["xsd"], OUTSIDE["sh"]
TYPE = NamedNode(OUTSIDE["rdf"] + "type")
PEERS = "--peers" in sys.argv
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
QUERIES = {
    "Project": [
        "SELECT $this ?value { $this :begin ?begin ; :end ?value FILTER(?value < ?begin) }",
        "SELECT $this { $this :status 'finished' FILTER NOT EXISTS { ?finding :ofProject $this ; a :Finding } }",
        "SELECT $this (COUNT(?who) AS ?value) { ?p :ofProject $this ; :role :applicant ; :who ?who } "
        "GROUP BY $this HAVING (COUNT(?who) > 1)",
    ],
    "Participation": [
        "SELECT $this ?value { $this :begin ?value ; :ofProject/:begin ?begin FILTER(?value < ?begin) }",
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


def data(size: int) -> list[Triple]:
    """About that many triples, one thing in two hundred with something wrong."""
    chance = random.Random(7)
    return [Triple(*triple) for triple in _data(max(size // 100, 40), chance)]


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


def by_pyrudof(triples: list[Triple], said: list[Triple]) -> Callable[[], Any]:
    """pyrudof with data and shapes loaded; running it validates."""
    from pyrudof import Rudof, RudofConfig, ShaclFormat, ShaclValidationMode

    rudof = Rudof(RudofConfig())
    rudof.read_data((serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode())
    rudof.read_shacl((serialize(said, format=RdfFormat.TURTLE) or b"").decode(), ShaclFormat.Turtle)
    return lambda: rudof.validate_shacl(ShaclValidationMode.Native)


def table(size: int, everything: bool, peers: bool) -> Iterator[tuple[str, float, float, int]]:
    """A row per engine: name, wall, processor, results."""
    triples, said = data(size), rules(everything)
    store, asked = Store(), shapes.read(said)
    store.bulk_extend(Quad(*triple) for triple in triples)
    for threads in (1, 2):
        wall, used, found = measured(lambda threads=threads: validate(store, asked, threads=threads))  # type: ignore[misc]
        assert not found.fallen_back
        yield f"vakgraph, threads: {threads}", wall, used, len(found)
    one = next(t.subject for t in triples if str(t.subject.value).startswith(X + "project7"))
    chosen = {NamedNode(X + "ProjectShape"): [one], NamedNode(X + "ParticipationShape"): [NamedNode(X + "part7.1")]}
    wall, used, found = measured(lambda: validate(store, asked, chosen))
    yield "vakgraph, one project", wall, used, len(found)
    if not peers:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wall, used, theirs = measured(lambda: reference.validate(triples, said), 1)
    assert Counter(r.key() for r in theirs) == Counter(r.key() for r in validate(store, asked))
    yield "pySHACL (its load included)", wall, used, len(theirs)
    try:
        wall, used, report = measured(by_pyrudof(triples, said), 1)
        yield "pyrudof, native", wall, used, len(report)
    except ImportError:
        print("pyrudof is not here (pip install pyrudof): not measured", file=sys.stderr)
    except Exception as error:  # it has no class of its own for a query that it cannot read
        print(f"pyrudof stopped: {error}", file=sys.stderr)


def main() -> None:
    out = io.StringIO()
    for size, everything in ((100_000, False), (100_000, True), (1_000_000, False), (1_000_000, True)):
        print(f"\n{len(data(size)):,} triples, {'core and SPARQL' if everything else 'core'}", file=out)
        print(f"{'engine':32} {'seconds':>9} {'cpu':>9} {'results':>9}", file=out)
        for name, wall, used, count in table(size, everything, size < 1_000_000 or (PEERS and not everything)):
            print(f"{name:32} {wall:9.3f} {used:9.3f} {count:9}", file=out)
        print(out.getvalue(), end="", flush=True)
        out.seek(0), out.truncate()


if __name__ == "__main__":
    main()
