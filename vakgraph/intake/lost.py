"""JSON-LD of which something gave no triple is refused: where, what was expected there, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from vakgraph.errors import InputError
from vakgraph.intake.tables import Fault
from vakgraph.places import Document, Place
from vakgraph.places.json_lost import Lost

# Why -> what is said of it in Dutch and English: {text} is what stands there.
_WORDS = {
    "key": (
        "de sleutel {text} staat niet in de @context, dus wat erachter staat wordt niet gelezen.{meant} Zet hem in de"
        " @context, of schrijf het hele adres van de eigenschap.",
        "the key {text} is not in the @context, so what stands behind it is not read.{meant} Put it in the @context,"
        " or write the whole address of the property.",
    ),
    "term": (
        "de @context geeft {text} geen volledig adres, dus wat erachter staat wordt niet gelezen. Schrijf in de"
        " @context een adres dat met https:// begint, of een naam met een voorvoegsel dat er ook in staat.",
        "the @context gives {text} no whole address, so what stands behind it is not read. Write an address that begins"
        " with https:// in the @context, or a name with a prefix that is in it as well.",
    ),
    "type": (
        "het type {text} staat niet in de @context, dus het wordt niet gelezen.{meant} Schrijf het met een voorvoegsel"
        " uit de @context, zoals vak:Project, of schrijf het hele adres.",
        "the type {text} is not in the @context, so it is not read.{meant} Write it with a prefix of the @context, such"
        " as vak:Project, or write the whole address.",
    ),
    "prefix": (
        "het voorvoegsel van {text} staat niet in de @context. Zet het erbij{near}, of schrijf het hele adres.",
        "the prefix of {text} is not in the @context. Add it{near}, or write the whole address.",
    ),
    "address": (
        "{text} is geen volledig adres, dus wat hier staat wordt niet gelezen. Schrijf een adres zonder spaties dat met"
        " https:// begint (een spatie is %20), of een naam met een voorvoegsel uit de @context.",
        "{text} is no whole address, so what stands here is not read. Write an address without spaces that begins with"
        " https:// (a space is %20), or a name with a prefix of the @context.",
    ),
    "tag": (
        "{text} is geen taalcode, dus deze tekst wordt niet gelezen. Schrijf een code als nl, en of nl-BE.",
        "{text} is no language code, so this text is not read. Write a code such as nl, en or nl-BE.",
    ),
    "keyword": (
        "{text} is hier geen woord van JSON-LD, dus het wordt niet gelezen.{meant} Laat het anders weg.",
        "{text} is no word of JSON-LD here, so it is not read.{meant} Leave it out otherwise.",
    ),
    "direction": (
        "de schrijfrichting (@direction) wordt niet bewaard. Laat haar weg.",
        "the direction of writing (@direction) is not kept. Leave it out.",
    ),
    "loose": (
        "deze waarde hoort bij geen ding of eigenschap en wordt niet gelezen. Zet haar achter een eigenschap van een"
        ' ding met een "@id".',
        "this value belongs to no thing or property and is not read. Put it behind a property of a thing with an"
        ' "@id".',
    ),
    "twice": (
        "deze sleutel staat twee keer bij hetzelfde ding, en lezers kiezen dan verschillend. Zet de waarden samen in"
        " een lijst: [..., ...].",
        "this key stands twice in the same thing, and readers choose differently. Put the values in one list:"
        " [..., ...].",
    ),
    "foreign": (
        "dit bestand gebruikt {text} op een manier die hier niet te volgen is, dus het is niet zeker dat alles wordt"
        " gelezen. Schrijf het uit met een @context van alleen voorvoegsels en termen.",
        "this file uses {text} in a way that cannot be followed here, so it is not certain that all is read. Write it"
        " out with a @context of nothing but prefixes and terms.",
    ),
    "unread": (
        'hiervan wordt niet alles gelezen. Schrijf elke waarde als tekst of getal, als {{"@id": ...}} of als'
        ' {{"@value": ...}}.',
        'not all of this is read. Write each value as a text or number, as {{"@id": ...}} or as {{"@value": ...}}.',
    ),
    "void": (
        "de @context zegt dat {text} niets betekent; wat erachter staat is niet gelezen.",
        "the @context says that {text} means nothing; what stands behind it was not read.",
    ),
}
# What the standard lets every reader skip: told, and for data that is not for the graph no reason to refuse it.
_SKIPPED = ("key", "keyword", "direction", "loose", "twice", "foreign", "unread")
MOST, LONGEST = 5, 80  # further lines that are named; letters of a text that is repeated


def remarks(document: Document, foreign: bool) -> list[Fault]:
    """What was rightly not read; InputError at the first thing that was not read and should have been."""
    found = document.lost
    told = [pair for pair in found if _rightly(pair[0], foreign)]
    wrong = [pair for pair in found if not _rightly(pair[0], foreign)]
    if wrong:
        raise _refusal(wrong)
    return [Fault(place, *_said(lost), remark=True) for lost, place in told]


def _rightly(lost: Lost, foreign: bool) -> bool:
    """Whether the standard and the sender agree that it is skipped."""
    loose = lost.why == "prefix" and not lost.near[0]  # an address of a sort of its own, for all that is known
    return lost.why == "void" or (foreign and (lost.why in _SKIPPED or loose))


def _refusal(wrong: Sequence[tuple[Lost, Place]]) -> InputError:
    lost, at = wrong[0]
    nl, en = _said(lost)
    path = at.path if len(at.path) <= LONGEST else f"...{at.path[-LONGEST:]}"
    more_nl, more_en = _more([place.line for _, place in wrong[1:]])
    return InputError(f"{path}: {nl}{more_nl}", f"{path}: {en}{more_en}", at.file, at.line, at.column)


def _said(lost: Lost) -> tuple[str, str]:
    """The words for it."""
    text = lost.text if len(lost.text) <= LONGEST else f"{lost.text[:LONGEST]}..."
    text = '"' + "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text) + '"'
    near = lost.near[0] if lost.near else ""
    there = f" ({near})" if near else ""
    nl, en = _WORDS[lost.why]
    return (
        nl.format(text=text, near=there, meant=f' Bedoelde u "{near}"?' if near else ""),
        en.format(text=text, near=there, meant=f' Did you mean "{near}"?' if near else ""),
    )


def _more(lines: Sequence[int]) -> tuple[str, str]:
    """That it is not the only place."""
    if not lines:
        return "", ""
    named = ", ".join(map(str, list(dict.fromkeys(lines))[:MOST])) + (", ..." if len(set(lines)) > MOST else "")
    count = len(lines)
    return (
        f" Ook op {count} andere {'plek' if count == 1 else 'plekken'} wordt iets niet gelezen (regel {named}).",
        f" In {count} other {'place' if count == 1 else 'places'} something is not read (line {named}).",
    )
