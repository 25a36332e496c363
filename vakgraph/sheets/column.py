"""What a column is, and the columns that several kinds of sheet have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `value`: text (Dutch), string, integer, amount, decimal, when, address, or the kinds and
    schemes ("comparator/intervention") in which its words name something. `about`: the part of the thing
    that it describes, where that is not the thing itself."""

    key: str
    nl: str
    en: str
    property: str = ""
    value: str = "text"
    many: bool = False
    about: str = ""
    # whether "onbekend" may stand here: the sources were read and do not say it
    open: bool = True


def listed(*columns: Column) -> dict[str, Column]:
    return {column.key: column for column in columns}


def one(key: str, nl: str, en: str, property: str, value: str = "text", about: str = "") -> Column:
    return Column(key, nl, en, property, value, about=about)


def several(key: str, nl: str, en: str, property: str, value: str = "text", about: str = "") -> Column:
    return Column(key, nl, en, property, value, many=True, about=about)


def key() -> Column:
    return Column("key", "Sleutel", "Key", open=False)


def named(key: str, nl: str, en: str, property: str = "rdfs:label") -> Column:
    return Column(key, nl, en, property, open=False)


SOURCES = Column("sources", "Bronnen", "Sources", "prov:wasDerivedFrom", "source", many=True, open=False)
CONFIDENCE = Column(
    "reading_confidence",
    "Zekerheid van de lezing",
    "Reading confidence",
    "vak:readingConfidence",
    "reading-confidence",
    open=False,
)
NOTES = several("reading_notes", "Opmerkingen bij de lezing", "Reading notes", "vak:readingNote")
DATE = one("date", "Datum", "Date", "vak:date", "when")
ABOUT = "topic/line/project/round/programme/publication/intervention/target-group"


def groups(about: str = "") -> tuple[Column, Column]:
    words = "Doelgroepen zoals vermeld", "Target groups as written", "vak:targetGroupAsWritten"
    return (
        several("target_groups", "Doelgroepen", "Target groups", "vak:forTargetGroup", "target-group", about),
        one("target_groups_as_written", *words, about=about),
    )
