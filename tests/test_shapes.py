"""The shapes let right things through and stop wrong ones: each demand is broken once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from vakgraph import turtle
from vakgraph.namespaces import OUTSIDE, SHAPE, prefixes
from vakgraph.turtle import Triple

SH, TYPE = OUTSIDE["sh"], OUTSIDE["rdf"] + "type"
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in prefixes().items())


def _rules(triples: list[Triple]) -> Iterator[Any]:
    """The shapes that need the whole graph around a thing, or SPARQL: see test_rules.py."""
    said = defaultdict(set)
    for triple in triples:
        said[triple.subject].add(triple.predicate.value)
    targets = {SH + name for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf")}
    for subject, predicates in said.items():
        if SH + "sparql" in predicates or (SH + "path" in predicates and predicates & targets):
            yield subject


class Shapes:
    """The shapes of the graph, and what pySHACL says with them of a few triples."""

    def __init__(self, root: Path) -> None:
        files = sorted((root / "ontology" / "shapes").glob("*.ttl"))
        read = [triple for path in files for triple in turtle.read(path)]
        rules = set(_rules(read))
        self.triples = [t for t in read if t.subject not in rules]
        self.graph = turtle.to_rdflib(self.triples)
        self.ontology = [
            t for t in turtle.read(root / "ontology" / "vak.ttl") if t.predicate.value.endswith("subClassOf")
        ]
        self.examples = turtle.read(root / "ontology" / "examples.ttl")
        self.said: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for triple in self.triples:
            self.said[triple.subject][triple.predicate.value.removeprefix(SH)].append(triple.object)

    def faults(self, triples: list[Triple], severity: str = "Violation") -> set[tuple[str, str]]:
        """(focus node, shape) of every fault of that severity."""
        from pyshacl import validate
        from rdflib import URIRef

        data = turtle.to_rdflib([*triples, *self.ontology])
        _, results, _ = validate(data, shacl_graph=self.graph, inference="none", advanced=False, inplace=True)
        found = set()
        for node in results.subjects(URIRef(SH + "resultSeverity"), URIRef(SH + severity)):
            focus, shape = (results.value(node, URIRef(SH + name)) for name in ("focusNode", "sourceShape"))
            found.add((str(focus), str(shape).removeprefix(SHAPE)))
        return found

    def demands(self, parameter: str) -> Iterator[tuple[str, str, str]]:
        """(class, property shape, path) of every violation that has this constraint."""
        for said in list(self.said.values()):
            for class_ in said["targetClass"]:
                for part in said["property"]:
                    inner = self.said[part]
                    if inner[parameter] and inner["severity"] == [NamedNode(SH + "Violation")]:
                        path = inner["path"][0]
                        if isinstance(path, NamedNode):
                            yield class_.value, part.value.removeprefix(SHAPE), path.value


@pytest.fixture(scope="module")
def shapes(root: Path) -> Shapes:
    return Shapes(root)


def test_the_examples_are_right(shapes: Shapes) -> None:
    assert shapes.faults(shapes.examples) == set()


def copies(shapes: Shapes, parameter: str) -> dict[str, tuple[str, str, list[Triple]]]:
    """For each demand a copy of an example of its kind, under a name of its own: name -> (shape, path, triples)."""
    made = {}
    for number, (class_, shape, path) in enumerate(sorted(shapes.demands(parameter))):
        example = next(
            t.subject.value for t in shapes.examples if t.predicate.value == TYPE and t.object.value == class_
        )
        name = NamedNode(f"{example}{number}")
        own = [Triple(name, t.predicate, t.object) for t in shapes.examples if t.subject.value == example]
        made[name.value] = (shape, path, own)
    return made


def test_what_must_be_there_is_missed(shapes: Shapes) -> None:
    """Each required property is taken from a copy of an example, and the shape that demands it notices."""
    made = copies(shapes, "minCount")
    assert len(made) > 60
    less = [t for _, path, own in made.values() for t in own if t.predicate.value != path]
    assert {(name, shape) for name, (shape, _, _) in made.items()} <= shapes.faults([*shapes.examples, *less])


@pytest.mark.parametrize("parameter", ["datatype", "pattern", "class", "in"])
def test_what_is_of_another_sort_is_refused(shapes: Shapes, parameter: str) -> None:
    """Each property gets a value of the wrong sort, and the shape that says of which sort it is notices."""
    wrong = NamedNode("urn:odd") if parameter == "datatype" else BlankNode("odd")
    made = copies(shapes, parameter)
    assert made
    more = [Triple(NamedNode(name), NamedNode(path), wrong) for name, (_, path, _) in made.items()]
    own = [t for _, _, triples in made.values() for t in triples]
    found = shapes.faults([*shapes.examples, *own, *more])
    assert {(name, shape) for name, (shape, _, _) in made.items()} <= found


def test_one_value_is_not_two(shapes: Shapes) -> None:
    made = copies(shapes, "maxCount")
    two = [Triple(NamedNode(n), NamedNode(path), Literal(word)) for n, (_, path, _) in made.items() for word in "ab"]
    own = [t for _, _, triples in made.values() for t in triples]
    assert {(name, shape) for name, (shape, _, _) in made.items()} <= shapes.faults([*shapes.examples, *own, *two])


SLIPS = {
    "a day that does not exist": ('project:voorbeeld vak:begin "2026-99-99"^^xsd:date .', "Project-begin"),
    "a date as text": ('event:voorbeeldbijeenkomst vak:date "11-11-2016" .', "Event-date"),
    "a title without a language": ('project:voorbeeld dcterms:title "Zonder taal" .', "Project-title"),
    "two titles in one language": ('project:voorbeeld dcterms:title "Nog een"@nl .', "Project-title"),
    "a round that is not there": ("project:voorbeeld vak:inRound round:voorbeeld-9 .", "Project-inRound"),
    "a line of another list": ("project:voorbeeld vak:line topic:schulden .", "Project-line"),
    "a direction that is none": ("finding:voorbeeld.1 vak:direction manner:literal .", "Finding-direction"),
    "a negative number of people": ("study:voorbeeld.1 vak:participantsReached -1 .", "Study-participantsReached"),
    "a name with capitals": ("project:Voorbeeld a vak:Project .", "Project"),
    "a CBS code of three digits": ('municipality:gm9999 vak:cbsCode "999" .', "Gemeente-cbsCode"),
    "a municipality that is merged into itself": (
        "merger:gm9999.gm9998.20190101 vak:toMunicipality municipality:gm9999 .",
        "Merger-fromMunicipality",
    ),
    "a point in Belgium": ("municipality:gm9999 geo:lat 50.1 .", "Gemeente-lat"),
    "a quote of sixteen words": (
        'claim:voorbeeldbrief.0a1b2c3d vak:quote "a b c d e f g h i j k l m n o p" .',
        "Claim-quote",
    ),
    "a claim of two sources": (
        "claim:voorbeeldbrief.0a1b2c3d prov:wasDerivedFrom source:voorbeeldartikel .",
        "Claim-wasDerivedFrom",
    ),
    "a conflict that prefers a source": (
        "conflict:voorbeeldtegenspraak vak:prefers source:voorbeeldbrief .",
        "Conflict-prefers",
    ),
    "a consortium of nobody": ("consortium:wees.consortium a vak:Consortium .", "Consortium-ofProject"),
    "a paper that is called otherwise": ("publication:x a vak:ParliamentaryPaper .", "ParliamentaryPaper"),
}


@pytest.mark.parametrize(("turtle_text", "shape"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_seen(shapes: Shapes, turtle_text: str, shape: str) -> None:
    found = shapes.faults([*shapes.examples, *turtle.read_text(HEAD + turtle_text)])
    assert shape in {name for _, name in found}


def test_a_finding_names_its_intervention_or_says_that_no_source_does(shapes: Shapes) -> None:
    about = prefixes()["vak"] + "aboutIntervention"
    silent = [t for t in shapes.examples if t.predicate.value != about]
    assert "Finding-known-aboutIntervention" in {name for _, name in shapes.faults(silent)}
    said = turtle.read_text(HEAD + "finding:voorbeeld.1 vak:sourcesDoNotState vak:aboutIntervention .")
    assert shapes.faults([*silent, *said]) == set()


def test_what_history_lacks_is_no_fault(shapes: Shapes) -> None:
    lacking = {"inRound", "begin", "end", "endEarliest", "endLatest", "endAsWritten", "zonmwNumber", "result", "line"}
    vak = prefixes()["vak"]
    kept = [t for t in shapes.examples if t.predicate.value not in {vak + name for name in lacking}]
    assert shapes.faults(kept) == set()


def test_a_missing_source_is_a_warning(shapes: Shapes) -> None:
    project = prefixes()["project"] + "voorbeeld"
    kept = [
        t
        for t in shapes.examples
        if (t.subject.value, t.predicate.value) != (project, prefixes()["prov"] + "wasDerivedFrom")
    ]
    assert (project, "Project-sourced") in shapes.faults(kept, "Warning")
    assert shapes.faults(kept) == set()
