"""What the reference knows, as values: classes, properties, rules, lists, questions and neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vakgraph.namespaces import Kind
from vakgraph.queries import StoredQuery

# {"nl": .., "en": ..}; an outside term may have one of the two only.
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a sentence; `to` is the class (`class/Project`) or list (`list/outcome`) it names, or ""."""

    words: Words
    to: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: `name` as it is written (`vak:begin`), `anchor` its local name."""

    iri: str
    name: str
    anchor: str
    label: Words
    definition: Words
    own: bool = True  # of our own namespace


@dataclass(frozen=True, slots=True)
class Property(Term):
    """A property with what the ontology says of it."""

    domains: tuple[str, ...] = ()
    ranges: tuple[Bit, ...] = ()
    reaches: tuple[str, ...] = ()  # the classes of its range
    derived: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What the shapes say of one property of one class: how many values, of what, and how grave it is."""

    property: Property
    path: str  # as it is written: `vak:begin`, or `^vak:hasConsortium`
    value: tuple[Bit, ...]
    least: int = 0
    most: int | None = None
    wanted: str = ""  # "" nothing more, "recommended" or "delivery": also asked for there
    rules: tuple[str, ...] = ()
    inherited: str = ""  # the class that it comes from
    reaches: tuple[str, ...] = ()
    shaped: bool = True  # False: no shape asks anything of it


@dataclass(frozen=True, slots=True)
class Part:
    """One shape that guards a rule, or something beyond the single property: what it says and does."""

    shape: str
    rule: str
    severity: str  # violation, warning or info
    layer: str
    name: Words
    description: Words
    message: Words
    repair: Words
    source: str
    about: tuple[str, ...]  # anchors of the classes
    asks: tuple[Bit, ...] = ()
    sparql: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the numbered rules with the shapes that guard it."""

    number: str
    title: Words
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A thing of a class in Turtle; `invented` for one of the made-up world, else it stands in `file`."""

    text: str
    file: str
    invented: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """From a class by a property to a class; all anchors."""

    start: str
    property: str
    end: str


@dataclass(frozen=True, slots=True)
class Class(Term):
    """A class with all that is known of its things."""

    kind: Kind | None = None
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    parts: tuple[Part, ...] = ()
    example: Example | None = None
    things: int | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a list, with the narrower ones below it."""

    iri: str
    name: str
    anchor: str
    label: Words
    definition: Words
    others: tuple[tuple[str, str], ...]  # other names: language, words
    notation: str
    facts: tuple[tuple[Words, Words], ...]  # what else is said of it
    below: tuple[Concept, ...] = ()
    used: int | None = None
    again: bool = False  # told in full elsewhere on the page, below another broader one


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of concepts."""

    iri: str
    word: str
    title: Words
    definition: Words
    top: tuple[Concept, ...]
    size: int
    file: str


@dataclass(frozen=True, slots=True)
class Match:
    """How one of our terms relates to a term of a neighbour."""

    term: str  # prefixed name
    to: str  # where the reference tells of it, "" for nowhere
    relation: str  # prefixed name
    target: str  # the IRI of the neighbour's term


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another ontology and what of ours corresponds with it."""

    word: str
    title: Words
    description: Words
    address: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A stored question with what a reader must type."""

    query: StoredQuery
    place: str  # below the graph folder
    commands: tuple[Words, ...]
    about: tuple[str, ...] = ()  # the classes that its SPARQL names


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that the reference tells."""

    title: Words
    description: Words
    version: str
    day: str
    classes: tuple[Class, ...]
    properties: tuple[Property, ...]
    schemes: tuple[Scheme, ...]
    rules: tuple[Rule, ...]
    questions: tuple[Question, ...]
    neighbours: tuple[Neighbour, ...]
    edges: tuple[Edge, ...]

    def cls(self, anchor: str) -> Class | None:
        """The class of that local name."""
        return next((each for each in self.classes if each.anchor == anchor), None)
