"""What a template says to who fills it: how to begin, what a column wants, what a list refuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vakgraph.namespaces import KINDS, SCHEMES
from vakgraph.sheets.column import Column
from vakgraph.sheets.columns import COLUMNS


@dataclass(frozen=True, slots=True)
class Explained:
    """What the shapes say of a column: its name, what it means, whether something must stand there."""

    name: str = ""
    text: str = ""
    required: bool = False


Explanations = Mapping[tuple[str, str], Explained]  # by kind and key of the column

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "sheet": "Uitleg",
        "lists": "Lijsten",
        "title": "Sjabloon voor vakgraph",
        "yes": "ja",
        "no": "nee",
        "unknown": "onbekend",
        "refused": "Kies een waarde uit de lijst.",
        "doubted": "Dit staat niet in de lijst. Is het nieuw, zet het dan ook op zijn eigen blad.",
        "pick": "Kies uit de lijst.",
        "bars": 'Meer dan één? Zet er " | " tussen.',
        "example": "Deze regel is verzonnen. Hij wordt bij het inlezen overgeslagen; verwijder hem voor u het"
        " bestand opstuurt.",
    },
    "en": {
        "sheet": "Explanation",
        "lists": "Lists",
        "title": "Template for vakgraph",
        "yes": "yes",
        "no": "no",
        "unknown": "onbekend",
        "refused": "Choose a value from the list.",
        "doubted": "This is not in the list. If it is new, put it on its own sheet as well.",
        "pick": "Choose from the list.",
        "bars": 'More than one? Put " | " between them.',
        "example": "This row is made up. It is skipped when the file is read; remove it before you send the file.",
    },
}
HEADS = {
    "nl": ("Blad", "Kolom", "Verplicht", "Meer waarden", "Wat vult u in", "Uitleg"),
    "en": ("Sheet", "Column", "Required", "Several values", "What to fill in", "Explanation"),
}
HOW = {
    "nl": (
        "Elk blad gaat over één soort ding; elke regel over één ding. Wat u niet nodig hebt, laat u leeg.",
        "Een kolom met een sterretje (*) is verplicht.",
        'Schrijf "onbekend" waar de bronnen iets niet zeggen. Laat een cel leeg als u het niet hebt nagezocht.',
        'Kan er meer dan één waarde in een cel, zet er dan een rechte streep tussen: "Breda (0758) | Tilburg (0855)".',
        "De cellen zijn tekst: zo blijft 0518 een gemeentecode en 1-2 geen datum.",
        "De regel die met VOORBEELD begint is verzonnen en wordt overgeslagen.",
        "Klaar? Laat het bestand eerst controleren: vakgraph validate BESTAND.xlsx --marked gemerkt.xlsx",
    ),
    "en": (
        "Each sheet is about one kind of thing; each row about one thing. Leave empty what you do not need.",
        "A column with an asterisk (*) is required.",
        'Write "onbekend" where the sources do not say something. Leave a cell empty if you did not look.',
        'Where a cell can hold more than one value, put a bar between them: "Breda (0758) | Tilburg (0855)".',
        "The cells are text, so that 0518 stays a municipal code and 1-2 does not become a date.",
        "The row that begins with EXAMPLE is made up and is skipped.",
        "Done? Have the file checked first: vakgraph validate FILE.xlsx --marked marked.xlsx",
    ),
}
_HINTS = {
    "nl": {
        "text": "tekst",
        "string": "tekst, precies zoals in de bron",
        "integer": "een heel getal, zonder punt of komma",
        "amount": "een bedrag in hele euro's, bijvoorbeeld 250000",
        "decimal": "een getal met een komma, bijvoorbeeld 1,5",
        "when": "een datum zoals 2018-06-15, of juni 2018, voorjaar 2019, eind 2018 of 2018",
        "address": "een webadres dat met https:// begint",
    },
    "en": {
        "text": "text, in Dutch",
        "string": "text, exactly as in the source",
        "integer": "a whole number, without point or comma",
        "amount": "an amount in whole euros, for instance 250000",
        "decimal": "a number with a comma, for instance 1,5",
        "when": "a date such as 2018-06-15, or juni 2018, voorjaar 2019, eind 2018 or 2018",
        "address": "a web address that begins with https://",
    },
}
_OWN = {
    "nl": {
        "key": "leeg voor iets nieuws; anders de korte naam in de graaf, zoals r2-baanwijs",
        "study": "een volgnummer binnen het project; leeg is 1",
        "number": "een volgnummer binnen het project",
        "doi": "een DOI, die met 10. begint",
        "dossier": "alleen bij een Kamerstuk: het dossiernummer, zoals 28719",
        "paper_number": "alleen bij een Kamerstuk: het ondernummer, zoals 98",
    },
    "en": {
        "key": "empty for something new; otherwise the short name in the graph, such as r2-baanwijs",
        "study": "a number within the project; empty is 1",
        "number": "a number within the project",
        "doi": "a DOI, which begins with 10.",
        "dossier": "for a parliamentary paper only: the number of its file, such as 28719",
        "paper_number": "for a parliamentary paper only: its number in the file, such as 98",
    },
}
# What a row cannot do without, where it is not the name of its thing.
_NEEDED = {"finding": ("project",), "uptake": ("intervention", "municipality")}


def heading(kind: str, column: Column, explained: Explanations, language: str) -> str:
    """The heading of a column, with an asterisk where it is required."""
    return (column.en if language == "en" else column.nl) + (" *" if required(kind, column, explained) else "")


def required(kind: str, column: Column, explained: Explanations) -> bool:
    needed = _NEEDED.get(kind) or (list(COLUMNS[kind])[1],)
    return column.key in needed or explained.get((kind, column.key), Explained()).required


def hint(column: Column, language: str) -> str:
    """What can stand in a cell of this column."""
    named, listed = ([word for word in takes(column) if word in words] for words in (KINDS, SCHEMES))
    if column.key in _OWN[language] and not column.property:
        return _OWN[language][column.key]
    if not named and not listed:
        return _OWN[language].get(column.key) or _HINTS[language][column.value]
    pick = WORDS[language]["pick"][:-1].lower()
    if not named:
        return pick
    either = " of " if language == "nl" else " or "
    names = either.join(getattr(KINDS[word], language) for word in named)
    said = f"naam of code van een {names}" if language == "nl" else f"name or code of: {names}"
    return f"{said}; {'of' if language == 'nl' else 'or'} {pick}" if listed else said


def takes(column: Column) -> list[str]:
    """The kinds and schemes in which the words of a column name something."""
    if not column.property and column.key in KINDS:
        return [column.key]
    return [word for word in column.value.split("/") if word in KINDS or word in SCHEMES]


def explanation(kind: str, column: Column, explained: Explanations, language: str) -> str:
    """What the shapes say of a column, in a sentence or two."""
    said = explained.get((kind, column.key), Explained())
    return ". ".join(part.rstrip(".") for part in (said.name[:1].upper() + said.name[1:], said.text) if part)


def is_closed(column: Column) -> bool:
    """Whether only the words of a list can stand here."""
    return not column.many and all(word in SCHEMES for word in takes(column))


def lines(kinds: Sequence[str], explained: Explanations, language: str) -> list[tuple[str, ...]]:
    """The table of the sheet that explains every column."""
    words = WORDS[language]
    return [
        (
            KINDS[kind].sheet,
            heading(kind, column, explained, language),
            words["yes" if required(kind, column, explained) else "no"],
            words["yes" if column.many else "no"],
            hint(column, language),
            explanation(kind, column, explained, language),
        )
        for kind in kinds
        for column in COLUMNS[kind].values()
    ]
