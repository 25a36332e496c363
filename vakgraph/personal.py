"""What data of a person looks like: citizen service numbers, birth dates, e-mail addresses and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# What the graph calls codes of others and amounts, which are no numbers of persons however they look.
CODES = ("zonmwNumber", "dossier", "paperNumber", "sha256", "euroGranted", "euroAvailable")

_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
_NINE = re.compile(r"(?<![\w.,/-])(\d{9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})(?![\w/-]|[.,]\d)")
_PHONE = re.compile(
    r"(?<![\w./-])(?:(?:\+|00)31[ -]?(?:\(0\))?[ -]?[1-9](?:[ -]?\d){8}"
    r"|\(?06\)?[ -]?[1-9](?:[ -]?\d){7}|\(?0[1-57-9]\d\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}"
    r"|\(?0[1-57-9]\d{2}\)?[ -]?\d{2}[ -]?\d{2}[ -]?\d{2})(?![\w/-])"
)
_MONTH = r"(?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?"
_DAY = rf"(?:\d{{1,2}}[-/. ](?:\d{{1,2}}|{_MONTH})[-/. ]\d{{2,4}}|(?:19|20)\d\d-\d\d-\d\d)"
_A_DAY = re.compile(rf"(?<!\d){_DAY}(?!\d)", re.IGNORECASE)
_BORN = re.compile(
    rf"(?:geboren|geboortedat(?:um|a)|geb\.|\bborn (?:on|in)\b|birth ?date|date of birth).{{0,30}}?{_DAY}",
    re.IGNORECASE,
)
BORN_PROPERTY = re.compile(r"geboren|geboorte|birth", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
_DATED = re.compile(r"\d{1,2}-\d{1,2}-\d{4}")


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of personal data, in words."""

    word: str
    nl: str
    en: str


BSN = Sort("bsn", "een burgerservicenummer", "a citizen service number")
BORN = Sort("birth-date", "een geboortedatum", "a birth date")
EMAIL = Sort("e-mail", "een e-mailadres", "an e-mail address")
PHONE = Sort("telephone", "een telefoonnummer", "a telephone number")


def looks_like(words: str, code: bool = False, name: bool = False) -> Iterator[tuple[Sort, tuple[str, ...]]]:
    """The sorts of personal data that a text seems to hold, each with its characters, never to be printed.

    `code`: the text is a code or an amount, so that its digits are no number of a person. `name`: it names people,
    so that a day in it is taken for a birth date. Web addresses are read for e-mail addresses only.
    """
    bare = _ADDRESS.sub(" ", words)
    known: list[tuple[Sort, str, Callable[[str], bool], re.Pattern[str]]] = [
        (EMAIL, words, lambda _: True, _EMAIL),
        (BORN, bare, lambda _: True, _BORN),
    ]
    if name:
        known.append((BORN, bare, lambda _: True, _A_DAY))
    if not code:
        known.append((BSN, bare, eleven, _NINE))
        known.append((PHONE, bare, lambda found: not _DATED.match(found), _PHONE))
    seen: set[str] = set()
    for sort, where, fits, pattern in known:
        hidden = tuple(match[0] for match in pattern.finditer(where) if fits(match[0]))
        if hidden and sort.word not in seen:
            seen.add(sort.word)
            yield sort, hidden


def eleven(words: str) -> bool:
    """The eleven test of citizen service numbers: nine digits by 9, 8 ... 2 and -1 add up to a multiple of eleven."""
    digits = [int(sign) for sign in words if sign.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(digit * weight for digit, weight in zip(digits, weights, strict=False))
    return len(digits) == 9 and any(digits) and total % 11 == 0
