"""Dates as people write them: a day, or the first and last day that fit the words.

The rules are those that the definitions in `ontology/concepts/date-precision.ttl` state.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from vakgraph.errors import InputError

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
SEASONS = {"voorjaar": (3, 5), "lente": (3, 5), "zomer": (6, 8), "najaar": (9, 11), "herfst": (9, 11)}
PARTS_OF_YEAR = {"begin": (1, 3), "medio": (5, 8), "midden": (5, 8), "eind": (10, 12), "einde": (10, 12)}
PARTS_OF_MONTH = {"begin": (1, 10), "medio": (11, 20), "midden": (11, 20), "eind": (21, 31), "einde": (21, 31)}


@dataclass(frozen=True, slots=True)
class When:
    """A time as stated; `precision` is the slug of a concept in date-precision."""

    earliest: date
    latest: date
    precision: str
    as_written: str

    @property
    def exact(self) -> bool:
        """Known to the day."""
        return self.precision == "day"


def when(text: str) -> When:
    """The time that a text states; InputError where it states none, or where it can mean two."""
    words = " ".join(text.split())
    for pattern, read in _FORMS:
        found = pattern.fullmatch(words.casefold())
        if found:
            try:
                return read(words, *found.groups())
            except ValueError:
                raise _no_day(words) from None
    raise _unread(words)


def _day(words: str, year: str, month: str, day: str) -> When:
    exact = date(int(year), _month(month), int(day))
    return When(exact, exact, "day", words)


def _day_first(words: str, day: str, month: str, year: str) -> When:
    return _day(words, year, month, day)


def _iso_month(words: str, year: str, month: str) -> When:
    """A notation of ours; it is kept in words, so that both spellings say the same."""
    number = _month(month)
    return _months(f"{MONTHS[number - 1]} {year}", int(year), number, number, "month")


def _month_in_words(words: str, part: str | None, month: str, year: str) -> When:
    whole = _months(words, int(year), _month(month), _month(month), "month")
    if part is None:
        return whole
    first, last = PARTS_OF_MONTH[part]
    latest = whole.latest.replace(day=min(last, whole.latest.day))
    return When(whole.earliest.replace(day=first), latest, "part-of-month", words)


def _season(words: str, season: str, year: str) -> When:
    return _months(words, int(year), *SEASONS[season], "season")


def _year(words: str, part: str | None, year: str) -> When:
    if part is None:
        return _months(words, int(year), 1, 12, "year")
    return _months(words, int(year), *PARTS_OF_YEAR[part], "part-of-year")


def _months(words: str, year: int, first: int, last: int, precision: str) -> When:
    """From the first day of one month to the last day of another."""
    return When(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), precision, words)


def _month(text: str) -> int:
    """The number of a month; ValueError where there is no such month."""
    number = int(text) if text.isdigit() else MONTHS.index(text) + 1
    if not 1 <= number <= 12:
        raise ValueError(text)
    return number


_Y, _M, _P = r"((?:19|20)[0-9]{2})", f"({'|'.join(MONTHS)})", f"(?:({'|'.join(PARTS_OF_YEAR)}) )?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., When]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"{_Y}-([0-9]{{2}})-([0-9]{{2}})", _day),
        (rf"([0-9]{{1,2}})-([0-9]{{1,2}})-{_Y}", _day_first),
        (rf"([0-9]{{1,2}}) {_M} {_Y}", _day_first),
        (rf"{_Y}-([0-9]{{2}})", _iso_month),
        (rf"{_P}{_M} {_Y}", _month_in_words),
        (rf"({'|'.join(SEASONS)}) {_Y}", _season),
        (rf"{_P}{_Y}", _year),
    )
)

_ENGLISH = {name: name.capitalize() for name in ("april", "september", "november", "december")}
_ENGLISH |= {"januari": "January", "februari": "February", "maart": "March", "mei": "May"}
_ENGLISH |= {"juni": "June", "juli": "July", "augustus": "August", "oktober": "October"}
_ENGLISH |= {"voorjaar": "spring", "lente": "spring", "zomer": "summer", "najaar": "autumn", "herfst": "autumn"}
_PARTS = {"begin": "early ", "medio": "mid-", "midden": "mid-", "eind": "late ", "einde": "late "}
_NAMED, _PART = "|".join(_ENGLISH), "|".join(_PARTS)
_SPOKEN = re.compile(rf"(?:({_PART}) )?([0-9]{{1,2}} )?(?:({_NAMED}) )?{_Y}(, [0-9]{{1,2}}:[0-9]{{2}})?")


def english(text: str) -> str:
    """A time in Dutch words in English ones: "medio september 2016" is "mid-September 2016"; other text as it is."""
    found = _SPOKEN.fullmatch(text)
    if not found:
        return text
    part, day, name, year, hour = (words or "" for words in found.groups())
    if day and not name:
        return text
    return f"{_PARTS.get(part, '')}{day}{_ENGLISH.get(name, '')}{' ' if name else ''}{year}{hour}"


def _no_day(words: str) -> InputError:
    return InputError(f'"{words}" bestaat niet op de kalender.', f'"{words}" is no day of the calendar.')


def _unread(words: str) -> InputError:
    """Says what would be understood; a number that Excel made of a date is named as such."""
    if re.fullmatch(r"[2-7][0-9]{4}", words):
        day = (date(1899, 12, 30) + timedelta(days=int(words))).isoformat()
        return InputError(
            f'"{words}" lijkt een datum waar Excel een getal van maakte ({day}?); schrijf de datum zelf.',
            f'"{words}" looks like a date that Excel turned into a number ({day}?); write the date itself.',
        )
    if words.casefold().startswith("winter "):
        return InputError(
            f'"{words}" ligt in twee jaren; noem een maand of een jaar.',
            f'"{words}" lies in two years; name a month or a year.',
        )
    return InputError(
        f'"{words}" is niet te lezen als datum; schrijf bijvoorbeeld 2018, 2018-06, 2018-06-15, voorjaar 2019,'
        " medio september 2016 of eind 2018.",
        f'"{words}" cannot be read as a date; write for instance 2018, 2018-06, 2018-06-15, voorjaar 2019,'
        " medio september 2016 or eind 2018.",
    )
