"""The probe: a small graph with a right and a wrong case per component, of which the outcome is known beforehand.

A server that gives another outcome, or an error, is not asked to validate: most misses of a server are silent.
"""

from __future__ import annotations

from functools import cache

from vakgraph import turtle
from vakgraph.namespaces import OUTSIDE
from vakgraph.turtle import Triple
from vakgraph.validation import shapes
from vakgraph.validation.engine import validate
from vakgraph.validation.shapes import Shapes

_HEAD = "".join(f"@prefix {name}: <{OUTSIDE[name]}> .\n" for name in ("sh", "xsd", "rdf", "rdfs"))
_HEAD += "@prefix : <urn:x-vakgraph:probe:> .\n: sh:declare [ sh:prefix '' ; sh:namespace 'urn:x-vakgraph:probe:' ] .\n"
_HEAD += ": sh:declare [ sh:prefix 'xsd' ; sh:namespace 'http://www.w3.org/2001/XMLSchema#' ] .\n"
DATA = (
    _HEAD
    + """
:Small rdfs:subClassOf :Big .  :one a :Big .  :two a :Small .
:good a :Case ; :n 5 ; :word "één" , "two"@en ; :link :two ;
  :day "2020-02-01"^^xsd:date ; :last "2020-03-01"^^xsd:date ;
  :amount 1.5 ; :code "0012" ; :pair 1 , 2 ; :up :one .
:bad a :Case ; :n 50 , -1 ; :word "one"@nl , "two"@nl , "x≠y" , "ab" , "four" ; :link :nobody , "text" , :good ;
  :made "2020-13-01"^^xsd:date ; :day
  "2020-05-01"^^xsd:date ; :last "2020-03-01"^^xsd:date ; :amount "1,5"^^xsd:decimal , 100.5 ; 
  :code "12" , "123" , "00123" ; :pair 1 , 2 , 3 ; :up :two ; :other "one"@nl ; :same :one ; :as :nobody .
:odd a :Case ; :link [ ] ; :same :two ; :as :two .
"""
)
_CASES = {
    "n": "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0 ; sh:maxInclusive 10 ; "
    "sh:minExclusive -1 ; sh:maxExclusive 50 ; sh:in ( 5 50 )",
    "word": "sh:uniqueLang true ; sh:languageIn ( 'en' 'nl' ) ; sh:minLength 3 ; sh:maxLength 3 ; sh:disjoint :other ; "
    "sh:pattern '^[a-zé]+$'",
    "link": "sh:class :Big ; sh:nodeKind sh:IRI ; sh:hasValue :two ; sh:not [ sh:class :Case ]",
    "day": "sh:lessThan :last ; sh:lessThanOrEquals :last",
    "made": "sh:datatype xsd:date",
    "amount": "sh:datatype xsd:decimal ; sh:maxExclusive 100 ; sh:or ( [ sh:minInclusive 1 ] [ sh:hasValue 0 ] )",
    "code": "sh:pattern '^[0-9]{4}$' ; sh:and ( [ sh:minLength 3 ] [ sh:maxLength 4 ] ) ; "
    "sh:xone ( [ sh:hasValue '12' ] [ sh:minLength 4 ] )",
    "pair": "sh:qualifiedValueShape [ sh:minInclusive 2 ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1",
    "same": "sh:equals :as ; sh:node [ sh:class :Small ]",
}
_QUERIES = (
    "SELECT $this ?value { $this :day ?day ; :last ?value FILTER(xsd:date(STR(?day)) > ?value) }",
    "SELECT $this { $this a :Case FILTER NOT EXISTS { $this :up/rdfs:label|:up ?any } }",
    "SELECT $this ?value { $this :pair ?any OPTIONAL { $this :other ?value } FILTER(BOUND(?value)) }",
    "SELECT $this (COUNT(?p) AS ?value) { $this :pair ?p } GROUP BY $this HAVING (COUNT(?p) > 2)",
    "SELECT $this ?value { $this :word ?value FILTER(REGEX(STR(?value), '≠') || LANG(?value) = 'en') }",
    "SELECT $this ?value { $this :up ?value OPTIONAL { ?value a ?t FILTER(?t = :Small) } FILTER(!BOUND(?t)) }",
)


@cache
def rules() -> Shapes:
    """The shapes of the probe."""
    text = _HEAD + ": sh:declare [ sh:prefix 'rdfs' ; sh:namespace 'http://www.w3.org/2000/01/rdf-schema#' ] .\n"
    for name, said in _CASES.items():
        text += f":{name}-shape a sh:PropertyShape ; sh:targetClass :Case ; sh:path :{name} ; {said} .\n"
    for at, query in enumerate(_QUERIES):
        text += f':q{at} a sh:NodeShape ; sh:targetClass :Case ; sh:sparql [ sh:prefixes : ; sh:select "{query}" ] .\n'
    text += ":path a sh:PropertyShape ; sh:targetSubjectsOf :up ; sh:path ( :up [ sh:inversePath :up ] ) ; "
    text += "sh:maxCount 0 .\n"
    text += ":over a sh:NodeShape ; sh:targetObjectsOf :up ; sh:class :Small ; sh:property :below .\n"
    text += ":below a sh:PropertyShape ; sh:path [ sh:zeroOrMorePath rdfs:subClassOf ] ; sh:minCount 2 .\n"
    text += ":closed a sh:NodeShape ; sh:targetNode :odd ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; "
    text += "sh:property [ sh:path :link ] .\n"
    return shapes.read(turtle.read_text(text))


def data() -> list[Triple]:
    return [
        t for t in turtle.read_text(DATA) if "declare" not in t.predicate.value and "shacl" not in t.predicate.value
    ]


def components(asked: Shapes) -> frozenset[str]:
    """The components that these shapes use."""
    return frozenset(constraint.component.value for shape in asked.all for constraint in shape.constraints)


def keys(source: object) -> set[object]:
    """What a run of the probe comes to: the results that two engines must agree on, blank nodes told apart by place."""
    found = validate(source, rules())
    known = ("_:" if "BlankNode" in type(r.focus).__name__ + type(r.value).__name__ else "" for r in found)
    return {
        (*map(str, (r.focus, r.path, mark or r.value, r.component)), _named(r.shape))
        for r, mark in zip(found, known, strict=True)
    }


def _named(term: object) -> str:
    return getattr(term, "value", "") if "NamedNode" in type(term).__name__ else ""


@cache
def expected() -> frozenset[object]:
    """The known answer."""
    return frozenset(keys(data()))
