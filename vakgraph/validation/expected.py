"""What a constraint expects and how to mend what it found, in the words of a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pyoxigraph import Literal, NamedNode

from vakgraph.namespaces import BASE, CONCEPT, KINDS, OUTSIDE
from vakgraph.validation.paths import SH, Term
from vakgraph.validation.shape import Constraint, Shape

Label = Callable[[Term], str]
SHOWN = 8
XSD = OUTSIDE["xsd"]
DATATYPES = {
    XSD + "date": ("een bestaande datum (jjjj-mm-dd)", "an existing date (yyyy-mm-dd)"),
    XSD + "dateTime": ("een datum met tijd", "a date and time"),
    XSD + "gYear": ("een jaartal", "a year"),
    XSD + "integer": ("een geheel getal", "a whole number"),
    XSD + "nonNegativeInteger": ("een geheel getal van 0 of meer", "a whole number of 0 or more"),
    XSD + "decimal": ("een getal, met een punt voor de decimalen", "a number, with a point before its decimals"),
    XSD + "boolean": ("true of false", "true or false"),
    XSD + "string": ("een tekst zonder taal", "a text without a language"),
    XSD + "anyURI": ("een webadres", "a web address"),
    OUTSIDE["rdf"] + "langString": ("een tekst met een taal", "a text with a language"),
}
NODE_KINDS = {
    "IRI": ("de naam (IRI) van een ding", "the name (IRI) of a thing"),
    "Literal": ("een tekst, getal of datum", "a text, number or date"),
    "BlankNode": ("een ding zonder naam", "a thing without a name"),
    "BlankNodeOrIRI": ("een ding", "a thing"),
    "IRIOrLiteral": ("een naam (IRI) of een waarde", "a name (IRI) or a value"),
    "BlankNodeOrLiteral": ("een ding zonder naam of een waarde", "a nameless thing or a value"),
}
# Component -> what it expects; {} is the value that the shape says.
PLAIN = {
    "MinExclusive": ("meer dan {}", "more than {}"),
    "MinInclusive": ("{} of meer", "{} or more"),
    "MaxExclusive": ("minder dan {}", "less than {}"),
    "MaxInclusive": ("{} of minder", "{} or less"),
    "MinLength": ("een tekst van minstens {} tekens", "a text of at least {} characters"),
    "MaxLength": ("een tekst van hoogstens {} tekens", "a text of at most {} characters"),
    "UniqueLang": ("per taal hoogstens één tekst", "at most one text per language"),
    "HasValue": ("ook de waarde {}", "the value {} as well"),
    "Equals": ('hetzelfde als bij "{}"', 'the same as for "{}"'),
    "Disjoint": ('iets anders dan bij "{}"', 'something else than for "{}"'),
    "LessThan": ('eerder of kleiner dan "{}"', 'earlier or less than "{}"'),
    "LessThanOrEquals": ('niet later of groter dan "{}"', 'not later or more than "{}"'),
    "Closed": ("alleen eigenschappen die hier horen", "only properties that belong here"),
    "Class": ("een ding van de soort {}", "a thing of the kind {}"),
}
REPAIRS = {
    "MinCount": ("Vul dit in.", "Fill this in."),
    "MaxCount": ("Laat staan wat klopt en haal de rest weg.", "Keep what is right and remove the rest."),
    "UniqueLang": ("Laat per taal één tekst staan.", "Keep one text per language."),
    "Closed": ("Haal deze eigenschap weg, of gebruik de naam die hier hoort.", "Remove this property or rename it."),
    "HasValue": ("Voeg de waarde toe die hier hoort.", "Add the value that belongs here."),
    "In": ("Kies een waarde die mag.", "Choose a value that is allowed."),
    "Datatype": ("Maak hier {} van.", "Make this {}."),
    **dict.fromkeys(("Class", "NodeKind"), ("Noem hier {}.", "Name {} here.")),
}
OTHERWISE = ("Pas dit aan, zodat het aan de regel voldoet.", "Change this, so that it keeps to the rule.")


def name(component: NamedNode) -> str:
    """`MinCount` for sh:MinCountConstraintComponent."""
    return component.value.removeprefix(SH).removesuffix("ConstraintComponent")


def said(texts: Sequence[Literal], language: str) -> str:
    """The text in that language, else in Dutch, else without a language, else any."""
    spoken = {text.language or "": text.value for text in texts}
    return next(
        (spoken[tongue] for tongue in (language, "nl", "") if tongue in spoken), next(iter(spoken.values()), "")
    )


def expected(component: NamedNode, shape: Shape | None, label: Label, language: str) -> str:
    """What should have stood there; "" where the shape has no words for it."""
    made = next((c for c in shape.constraints if c.component == component), None) if shape else None
    english = language == "en"
    what = name(component)
    text = ""
    if made and what in ("MinCount", "MaxCount"):
        text = _count(what, made.value, english)
    elif made and what == "Datatype":
        text = _of(DATATYPES, _value(made.value), label(made.value), english)
    elif made and what == "NodeKind":
        text = _of(NODE_KINDS, _value(made.value).removeprefix(SH), label(made.value), english)
    elif made and what in ("In", "LanguageIn"):
        text = _one_of(made, label, english)
    elif made and what == "Pattern":
        text = _form(_value(made.value), label, english)
    elif made and what == "Class":
        text = _kind(_value(made.value), english) or PLAIN[what][english].format(label(made.value))
    elif made and what in PLAIN:
        text = PLAIN[what][english].format(label(made.value))
    return text or (_description(shape, language) if shape else "")


def repair(component: NamedNode, shape: Shape | None, near: Sequence[str], asked: str, language: str) -> str:
    """How to mend it: the nearest candidate first, then the hint of the shape; `asked` is what it expects."""
    english = language == "en"
    hint = said(shape.hint, language) if shape else ""
    if not hint and not near:
        plain = REPAIRS.get(name(component), OTHERWISE)[english]
        hint = plain.format(asked) if asked or "{}" not in plain else OTHERWISE[english]
    meant = ("Did you mean {}?" if english else "Bedoelde u {}?").format((" or " if english else " of ").join(near))
    return " ".join(part for part in (meant if near else "", hint) if part)


def shown_datatype(value: Literal, shape: Shape | None, language: str) -> str:
    """Behind a value of the wrong datatype: what it is now."""
    asked = {_value(c.value) for c in shape.constraints if name(c.component) == "Datatype"} if shape else set()
    if value.datatype.value in asked:
        return "this does not exist" if language == "en" else "dit bestaat niet"
    words = _of(DATATYPES, value.datatype.value, "", language == "en")
    return words


def _count(what: str, value: Term, english: bool) -> str:
    number = _value(value)
    least = what == "MinCount"
    if english:
        return f"at {'least' if least else 'most'} {number} {'value' if number == '1' else 'values'}"
    counted = "één waarde" if number == "1" else f"{number} waarden"
    return f"{'minstens' if least else 'hoogstens'} {counted}"


def _one_of(made: Constraint, label: Label, english: bool) -> str:
    words = [label(item) for item in made.items]
    more = len(words) - SHOWN
    tail = [f"and {more} more" if english else f"en nog {more}"] if more > 0 else []
    return ("one of: " if english else "één van: ") + ", ".join([*words[:SHOWN], *tail])


def _form(pattern: str, label: Label, english: bool) -> str:
    """A pattern of our own names as the list or the kind that it means; any other one as it is."""
    plain = pattern.removeprefix("^").replace("\\", "")
    scheme = re.fullmatch(re.escape(CONCEPT) + "([a-z-]+)/.*", plain)
    if scheme:
        list_name = label(NamedNode(CONCEPT + scheme[1]))
        return f'a concept of the list "{list_name}"' if english else f'een begrip uit de lijst "{list_name}"'
    kind = next((k for k in KINDS.values() if plain.startswith(k.iri)), None)
    if kind:
        return f"the name of a {kind.en}" if english else f"de naam van een {kind.nl}"
    return f"the form {pattern}" if english else f"de vorm {pattern}"


def _kind(iri: str, english: bool) -> str:
    """A class of the graph in words."""
    kind = next((k for k in KINDS.values() if k.rdf_class == iri and iri.startswith((BASE, OUTSIDE["tooiont"]))), None)
    return (f"a {kind.en} of the graph" if english else f"een {kind.nl} uit de graaf") if kind else ""


def _description(shape: Shape, language: str) -> str:
    """The description in the language itself: a sentence in another one would not help."""
    return next((text.value for text in shape.description if text.language == language), "")


def _of(words: dict[str, tuple[str, str]], key: str, otherwise: str, english: bool) -> str:
    return words.get(key, (otherwise, otherwise))[english]


def _value(term: Term) -> str:
    return str(term.value)
