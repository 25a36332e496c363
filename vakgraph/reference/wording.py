"""What a shape asks of a value, in words that name the class or the list it must come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from vakgraph.namespaces import KINDS, OUTSIDE
from vakgraph.reference.facts import anchor, local, short
from vakgraph.reference.model import Bit, Words
from vakgraph.reference.patterns import begins, mixed, patterns, scheme, starts
from vakgraph.reference.rulebook import FILLED
from vakgraph.validation.expected import DATATYPES, NODE_KINDS, PLAIN, name
from vakgraph.validation.paths import SH, Term
from vakgraph.validation.shape import Constraint, Shape

# What a fault message says behind the count: the words of whoever wrote the shape.
_SAID = {
    "nl": re.compile(
        r'^"[^"]+" van een .+? (?:moet|moeten|mag|mogen) (?:precies één|minstens één|hoogstens één|alleen een|minstens'
        r" twee|alleen) (.+?)(?: zijn)?\.$"
    ),
    "en": re.compile(
        r'^"[^"]+" of an? .+? (?:must be|may be|may only be) (?:exactly one|at least one|at most one|at least two|an?)'
        r" (.+)\.$"
    ),
}
_SKOS = {
    "skos-Concept": ("een begrip", "a concept"),
    "skos-ConceptScheme": ("een begrippenkader", "a concept scheme"),
}
_HOLE = re.compile(r"\{[?$](\w+)\}")
LANGUAGES = ("nl", "en")


def value(shape: Shape, titles: Mapping[str, Words]) -> tuple[Bit, ...]:
    """What a value must be, from what the shape asks; `titles` names the lists (`outcome` -> words)."""
    made = {name(each.component): each for each in shape.constraints}
    kinds = reaches(shape)
    listed = [word for pattern in patterns(shape) for start in starts(pattern) if (word := scheme(start))]
    if (kinds or listed) and not mixed(shape):
        return tuple(_joined([*map(kind, kinds), *(_listed(word, titles) for word in listed)]))
    phrase = _phrase(shape)
    if phrase:
        return (Bit(phrase),)
    if "In" in made:
        return _one_of(made["In"])
    for found, words in (("Datatype", DATATYPES), ("NodeKind", NODE_KINDS)):
        if found in made:
            return (Bit(_plain(made[found], words, made)),)
    others = [_other(each) for each in shape.constraints if name(each.component) in PLAIN]
    return tuple(_joined(others)) if others else (_bit("een waarde", "a value"),)


def silent(shape: Shape) -> bool:
    """Whether a shape says nothing about what a value is: at most how many, or a question in SPARQL."""
    return all(
        name(each.component) in ("MinCount", "MaxCount", "NodeKind", "SPARQL", "Or") for each in shape.constraints
    )


def reaches(shape: Shape) -> tuple[str, ...]:
    """The classes whose things a value may be, as anchors."""
    found = [anchor(str(each.value.value)) for each in shape.constraints if name(each.component) == "Class"]
    for pattern in patterns(shape):
        found += [
            anchor(kind.rdf_class) for kind in KINDS.values() for start in starts(pattern) if begins(kind.iri, start)
        ]
    return tuple(dict.fromkeys(found))


def filled(text: str, language: str) -> str:
    """A message with words between brackets where a fault fills something in."""
    if language == "nl":
        return _HOLE.sub(lambda hole: f"[{FILLED.get(hole[1], hole[1].replace('_', ' '))}]", text)
    return _HOLE.sub(lambda hole: f"[{hole[1].removesuffix('_en').replace('_', ' ')}]", text)


def message(shape: Shape) -> Words:
    """What a fault says, by language."""
    return {each.language or "nl": filled(each.value, each.language or "nl") for each in shape.messages}


def texts(said: Sequence[Literal]) -> Words:
    """Texts by language."""
    return {each.language or "nl": each.value for each in said}


def asks(shape: Shape, titles: Mapping[str, Words], label: Callable[[str], Words]) -> tuple[Bit, ...]:
    """What a shape without a question in SPARQL asks, in words; nothing where only its message says it."""
    made = {name(each.component): each for each in shape.constraints}
    if not shape.path or not shape.path.iri or made.keys() & {"SPARQL", "Or", "QualifiedMinCount"}:
        return ()
    named = label(shape.path.iri.value)
    least, most = count(shape)
    how = {
        "nl": f"“{named['nl']}” heeft {how_many(least, most)['nl']}",
        "en": f"“{named['en']}” has {how_many(least, most)['en']}",
    }
    what = value(shape, titles)
    if (least, most) == (0, None):
        return (Bit(named), _bit(" is ", " is "), *what, _bit(".", "."))
    more = () if what[0].words["nl"] == "een waarde" else (_bit(": ", ": "), *what)
    return (Bit(how), *more, _bit(".", "."))


def count(shape: Shape) -> tuple[int, int | None]:
    """The least and the most values that a shape allows."""
    made = {name(each.component): str(each.value.value) for each in shape.constraints}
    most = made.get("MaxCount")
    return int(made.get("MinCount", "0")), int(most) if most else None


def how_many(least: int, most: int | None) -> Words:
    """`precies één waarde`, `at least one value`."""
    if least == most:
        return _number(least, "precies", "exactly")
    if most is not None:
        if least:
            return {"nl": f"{least} tot {most} waarden", "en": f"{least} to {most} values"}
        return _number(most, "hoogstens", "at most")
    return (
        _number(least, "minstens", "at least") if least else {"nl": "geen of meer waarden", "en": "no or more values"}
    )


def _number(number: int, nl: str, en: str) -> Words:
    one = number == 1
    return {
        "nl": f"{nl} {'één waarde' if one else f'{number} waarden'}",
        "en": f"{en} {'one value' if one else f'{number} values'}",
    }


# ---- words


def _listed(word: str, titles: Mapping[str, Words]) -> Bit:
    title = titles[word]
    return Bit({"nl": f"een begrip uit “{title['nl']}”", "en": f"a concept of “{title['en']}”"}, f"list/{word}")


def _bit(nl: str, en: str) -> Bit:
    return Bit({"nl": nl, "en": en})


def kind(of: str) -> Bit:
    """A thing of a class, by its anchor: `een project`."""
    sort = next((each for each in KINDS.values() if anchor(each.rdf_class) == of), None)
    if sort is None:
        known = {
            "skos-Concept": ("een begrip", "a concept"),
            "skos-ConceptScheme": ("een begrippenkader", "a concept scheme"),
        }
        nl, en = known.get(of, (f"een {of}", f"a {of}"))
        return Bit({"nl": nl, "en": en}, f"class/{of}" if of in known else "")
    return Bit({"nl": f"een {sort.nl}", "en": f"{article(sort.en)} {sort.en}"}, f"class/{of}")


def article(word: str) -> str:
    """`a` or `an`."""
    return "an" if word[:1] in "aeio" or word.startswith("up") else "a"


def _joined(bits: Sequence[Bit]) -> list[Bit]:
    """`a, b of c`."""
    found: list[Bit] = []
    for at, bit in enumerate(bits):
        if at:
            found.append(_bit(" of ", " or ") if at == len(bits) - 1 else _bit(", ", ", "))
        found.append(bit)
    return found


def _phrase(shape: Shape) -> Words:
    """The words of the message for what the value must be, where it says that and a pattern or more asks it."""
    asked = {name(each.component) for each in shape.constraints}
    if not asked & {"Pattern", "In", "MinInclusive", "MaxInclusive", "HasValue", "UniqueLang"}:
        return {}
    found = {}
    for text in shape.messages:
        said = _SAID[text.language].match(text.value) if text.language in _SAID else None
        found.update({str(text.language): said[1]} if said else {})
    return {key: _with_article(words, key) for key, words in found.items()} if set(found) == set(LANGUAGES) else {}


def _with_article(words: str, language: str) -> str:
    """`een geheel getal` for `geheel getal`; several things and lists stay as they are."""
    if re.match(r"(true|van de|of the|beweringen|claims|een |an? )", words):
        return words
    return f"een {words}" if language == "nl" else f"{article(words)} {words}"


def _one_of(made: Constraint) -> tuple[Bit, ...]:
    words = [str(item.value) if isinstance(item, Literal) else local(str(item.value)) for item in made.items]
    return (Bit({"nl": f"één van: {', '.join(words)}", "en": f"one of: {', '.join(words)}"}),)


def _plain(made: Constraint, words: Mapping[str, tuple[str, str]], all_: Mapping[str, Constraint]) -> Words:
    key = str(made.value.value).removeprefix(SH)
    nl, en = words.get(key, (local(key), local(key)))
    if "UniqueLang" in all_:
        nl, en = f"{nl}, per taal hoogstens één", f"{en}, at most one per language"
    return {"nl": nl, "en": en}


def _other(made: Constraint) -> Bit:
    nl, en = PLAIN[name(made.component)]
    shown = _shown(made.value)
    return _bit(nl.format(shown), en.format(shown))


def _shown(term: Term) -> str:
    return short(term.value) if isinstance(term, NamedNode) else str(term.value)


def datatype(iri: str) -> Words:
    """A datatype in words."""
    nl, en = DATATYPES.get(iri, (short(iri), short(iri)))
    return {"nl": nl, "en": en}


def is_datatype(iri: str) -> bool:
    """Whether a range is a kind of plain value."""
    return iri.startswith(OUTSIDE["xsd"]) or iri == OUTSIDE["rdf"] + "langString"
