"""A date as people write it becomes a day, or the first and last day that fit the words."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakgraph import turtle
from vakgraph.dates import MONTHS, english, when
from vakgraph.errors import InputError
from vakgraph.namespaces import CONCEPT, VAK


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2018", "2018-01-01", "2018-12-31", "year"),
        ("2018-06", "2018-06-01", "2018-06-30", "month"),
        ("2018-06-15", "2018-06-15", "2018-06-15", "day"),
        ("15 juni 2018", "2018-06-15", "2018-06-15", "day"),
        ("15-6-2018", "2018-06-15", "2018-06-15", "day"),
        ("Juni  2018", "2018-06-01", "2018-06-30", "month"),
        ("februari 2016", "2016-02-01", "2016-02-29", "month"),
        ("voorjaar 2019", "2019-03-01", "2019-05-31", "season"),
        ("zomer 2020", "2020-06-01", "2020-08-31", "season"),
        ("najaar 2020", "2020-09-01", "2020-11-30", "season"),
        ("begin mei 2016", "2016-05-01", "2016-05-10", "part-of-month"),
        ("medio september 2016", "2016-09-11", "2016-09-20", "part-of-month"),
        ("eind februari 2017", "2017-02-21", "2017-02-28", "part-of-month"),
        ("begin 2022", "2022-01-01", "2022-03-31", "part-of-year"),
        ("medio 2018", "2018-05-01", "2018-08-31", "part-of-year"),
        ("eind 2018", "2018-10-01", "2018-12-31", "part-of-year"),
    ],
)
def test_a_date_as_written_has_a_first_and_a_last_day(text: str, earliest: str, latest: str, precision: str) -> None:
    time = when(text)
    assert (time.earliest.isoformat(), time.latest.isoformat(), time.precision) == (earliest, latest, precision)
    assert time.exact is (precision == "day")


def test_the_words_of_the_source_are_kept_and_our_own_notation_is_not() -> None:
    assert when(" Medio  september 2016 ").as_written == "Medio september 2016"
    assert when("2018-06").as_written == "juni 2018"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2018-13", "kalender"),
        ("2018-00", "kalender"),
        ("31 juni 2018", "kalender"),
        ("2019-02-29", "kalender"),
        ("43266", r"Excel een getal van maakte \(2018-06-15\?\)"),
        ("winter 2019", "twee jaren"),
        ("15/06/2018", "niet te lezen als datum"),
        ("2018/19", "niet te lezen"),
        ("juni", "niet te lezen"),
        ("0201", "niet te lezen"),
        ("2018-06-15T14:00:00", "niet te lezen"),
        ("", "niet te lezen"),
        ("²018", "niet te lezen"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        when(text)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_read_as_itself(day: datetime.date) -> None:
    for text in (day.isoformat(), f"{day.day}-{day.month}-{day.year}"):
        assert when(text).earliest == when(text).latest == day


@given(st.text(max_size=20))
def test_a_text_is_a_time_or_is_refused(text: str) -> None:
    with contextlib.suppress(InputError):
        assert when(text).earliest <= when(text).latest


def test_every_precision_is_a_concept_of_the_scheme(root: Path) -> None:
    scheme = turtle.read(root / "ontology" / "concepts" / "date-precision.ttl")
    concepts = {triple.subject.value for triple in scheme}
    for text in ("2018", "2018-06", "2018-06-15", "zomer 2018", "begin mei 2018", "begin 2018"):
        assert f"{CONCEPT}date-precision/{when(text).precision}" in concepts


TIMES = (
    ("asWritten", "earliest", "latest"),
    ("beginAsWritten", "beginEarliest", "beginLatest"),
    ("endAsWritten", "endEarliest", "endLatest"),
)


def test_the_dates_of_the_graph_follow_the_same_rules(root: Path) -> None:
    """Where a wording is one that is understood, first day, last day and precision are those of the rule."""
    read, differ = 0, set()
    for path, said in _subjects(root):
        for wording, earliest, latest in TIMES:
            written = said.get(VAK + wording, "")
            if VAK + earliest not in said or not _understood(written):
                continue
            read, time = read + 1, when(written)
            found = (said[VAK + earliest], said[VAK + latest], said.get(VAK + "datePrecision", "").rsplit("/")[-1])
            rule = (time.earliest.isoformat(), time.latest.isoformat(), found[2] and time.precision)
            if found != rule:
                differ.add(f"{path}: {written}")
    assert differ == set()
    assert read > 80


@pytest.mark.parametrize(
    ("dutch", "said"),
    [
        ("september 2018", "September 2018"),
        ("medio september 2016", "mid-September 2016"),
        ("begin mei 2016", "early May 2016"),
        ("eind 2018", "late 2018"),
        ("zomer 2020", "summer 2020"),
        ("23 april 2019, 14:00", "23 April 2019, 14:00"),
        ("2020, na oktober", "2020, na oktober"),
        ("12 2018", "12 2018"),
        ("2018-05-01", "2018-05-01"),
        ("najaar", "najaar"),
    ],
)
def test_a_time_in_dutch_words_is_said_in_english_ones(dutch: str, said: str) -> None:
    assert english(dutch) == said


def test_every_month_has_an_english_name() -> None:
    assert all(english(f"{month} 2019")[0].isupper() for month in MONTHS)


def _understood(text: str) -> bool:
    try:
        return bool(when(text))
    except InputError:
        return False


def _subjects(root: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """What each file of data says of each subject, one value for each property."""
    for path in sorted((root / "data").glob("*/*.ttl")):
        found: dict[str, dict[str, str]] = {}
        for triple in turtle.read(path):
            found.setdefault(str(triple.subject), {})[triple.predicate.value] = getattr(triple.object, "value", "")
        for said in found.values():
            yield path.relative_to(root).as_posix(), said
