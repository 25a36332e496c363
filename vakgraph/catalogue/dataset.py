"""What a catalogue says of a dataset: who, what, when, under which licence, and in which files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vakgraph.catalogue.words import LICENCE, PUBLISHER, PUBLISHER_NAME, THEMES
from vakgraph.namespaces import BASE

Texts = Mapping[str, str]  # language ("nl", "en") -> text


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file. `file` is its path in the package or a web address; `file_type(name)` knows its two types."""

    file: str
    media_type: str
    format_iri: str
    bytes: int
    sha256: str
    licence: str
    title: Texts


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to ask: a function, never a person, and a web address."""

    function: Texts = field(default_factory=lambda: PUBLISHER_NAME)
    url: str = BASE


@dataclass(frozen=True, slots=True)
class Dataset:
    """One version of a dataset. What is None or "" is unknown and not said; a path is taken below `iri`.

    Without the day of issue there is no catalogue record, which must have one.
    """

    iri: str
    title: Texts
    description: Texts
    version: str
    issued: date | None
    licence: str = LICENCE
    publisher: str = PUBLISHER
    publisher_name: Texts = field(default_factory=lambda: PUBLISHER_NAME)
    contact: Contact = field(default_factory=Contact)
    period: tuple[date | None, date | None] = (None, None)
    themes: tuple[str, ...] = THEMES
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: tuple[str, ...] = ("nl", "en")
    distributions: tuple[Distribution, ...] = ()
    previous: str = ""
