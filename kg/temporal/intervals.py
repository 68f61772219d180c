"""The algebra of dates: uncertain days, intervals between them, and sets of periods.

A source gives a date as a pair: the earliest and the latest day that it may mean. So every comparison of dates has two
answers: it is *certain* if it is true for all of these days, and *possible* if it is true for some of them. A certain
answer is also possible; if all days are known exactly, the two are the same. Of an interval whose start and end may
overlap, no day is taken as certain.

Dates are texts in files and answers, and `datetime.date` in user input. Computations use `Day`: it is compared like a
date, and has the years of ``xsd:date`` that Python's dates lack.

This module depends on neither RDF nor files; it imports only the exceptions of kg.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from kg.errors import UsageError

Precision = Literal["day", "month", "year"]

#: A year, month or day of XML Schema, with a time after a day, and a time zone.
_WRITTEN = re.compile(
    r"\s*(-?(?:[1-9]\d{3,8}|0\d{3}))(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d(?::\d\d){1,2}(?:\.\d+)?)?)?)?"
    r"(?:Z|[+-]\d\d:\d\d)?\s*",
    re.ASCII,
)
_PAIR = re.compile(r"(?:(from|by) )?(-?\d[\d-]*)(?:/(-?\d[\d-]*))?")


class Day(NamedTuple):
    """A day of the (proleptic Gregorian) calendar; its text is the ISO date.

    Examples
    --------
    >>> str(Day(2024, 2, 29)), Day(2024, 2, 29) < Day(2024, 3, 1)
    ('2024-02-29', True)
    """

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


class UncertainDay(NamedTuple):
    """An uncertain day: any day from the earliest to the latest; None for an unknown end.

    Its text is the shortest one with the same meaning.

    Examples
    --------
    >>> str(uncertain_day("2024-11-13", "2024-11-13")), str(uncertain_day("2024-09-01", "2024-09-30"))
    ('2024-11-13', '2024-09')
    >>> str(uncertain_day(None, "2024-11-13")), str(uncertain_day("2024-11-13", None)), str(UncertainDay())
    ('by 2024-11-13', 'from 2024-11-13', '')
    >>> str(uncertain_day("2024-11-13", "2024-11-16"))
    '2024-11-13/2024-11-16'
    """

    earliest: Day | None = None
    latest: Day | None = None

    @property
    def precision(self) -> Precision | None:
        """The precision: day, month or year; None if it is none of them."""
        if self.earliest is None or self.latest is None:
            return None
        if self.earliest == self.latest:
            return "day"
        year, month, first = self.earliest
        if (month, first) == (1, 1) and self.latest == (year, 12, 31):
            return "year"
        return "month" if first == 1 and self.latest == (year, month, _days_in_month(year, month)) else None

    def __str__(self) -> str:
        if self.earliest is None or self.latest is None:
            return f"by {self.latest}" if self.latest else f"from {self.earliest}" if self.earliest else ""
        precision = self.precision
        if precision is None:
            return f"{self.earliest}/{self.latest}"
        text = str(self.earliest)
        return text if precision == "day" else text[:-3] if precision == "month" else text[:-6]


class Interval(NamedTuple):
    """A time with a start and an end; without a stated end (None) it continues."""

    start: UncertainDay
    end: UncertainDay | None = None


class Period(NamedTuple):
    """All days from the first to the last, both included; None if there is no first or no last one."""

    first: Day | None = None
    last: Day | None = None


#: An unknown date, start or end.
UNKNOWN = UncertainDay()


# ---- Reading and writing


def read_date(given: str | datetime.date) -> datetime.date:
    """Read a day as people type it.

    Parameters
    ----------
    given : str or datetime.date
        ``2024-11-13``; the other forms of ISO 8601 for a day, such as ``20241113`` and ``2024-W46-3``, are read too.
        Of a `datetime.datetime`, its date.

    Raises
    ------
    UsageError
        If it is not a date.

    Examples
    --------
    >>> read_date("2024-11-13")
    datetime.date(2024, 11, 13)
    """
    if isinstance(given, datetime.date):
        return given.date() if isinstance(given, datetime.datetime) else given
    try:
        return datetime.date.fromisoformat(given)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{given!r} is not a date; write YYYY-MM-DD, such as 2024-11-13") from error


@lru_cache(maxsize=4096)
def read_day(text: str) -> UncertainDay | None:
    """Read a date, a month or a year from data; None if the text is none of them.

    Parameters
    ----------
    text : str
        ``2024-11-13``, ``2024-11`` or ``2024``. A time may follow a day, and a time zone any of them; both are ignored.

    Examples
    --------
    >>> read_day("2024-11-13Z"), read_day("soon")
    (UncertainDay(earliest=Day(year=2024, month=11, day=13), latest=Day(year=2024, month=11, day=13)), None)
    >>> str(read_day("2024-05:00"))  # a year with a time zone
    '2024'
    >>> str(read_day("2024-02").latest)
    '2024-02-29'
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    first = Day(int(year), int(month or 1), int(day or 1))
    if not 1 <= first.month <= 12 or not 1 <= first.day <= _days_in_month(first.year, first.month):
        return None
    last_month = int(month or 12)
    return UncertainDay(first, Day(first.year, last_month, int(day or _days_in_month(first.year, last_month))))


def first_days(texts: Iterable[str]) -> list[Day]:
    """Read texts as `read_day` does, and return the earliest day that each may mean; invalid texts are left out."""
    return [day.earliest for text in texts if (day := read_day(text)) is not None and day.earliest is not None]


def last_days(texts: Iterable[str]) -> list[Day]:
    """Read texts as `read_day` does, and return the latest day that each may mean; invalid texts are left out."""
    return [day.latest for text in texts if (day := read_day(text)) is not None and day.latest is not None]


def uncertain_day(earliest: str | None, latest: str | None) -> UncertainDay:
    """Read a pair of dates; None or an empty text for an unknown end.

    Examples
    --------
    >>> uncertain_day("2024-09", "").earliest
    Day(year=2024, month=9, day=1)
    """
    first, last = read_day(earliest or ""), read_day(latest or "")
    return UncertainDay(first and first.earliest, last and last.latest)


def read_uncertain_day(text: str) -> UncertainDay | None:
    """Read what the text of an `UncertainDay` says; None if a text is of another form.

    Examples
    --------
    >>> read_uncertain_day("by 2024-11-13") == uncertain_day(None, "2024-11-13")
    True
    >>> read_uncertain_day("2024-09") == uncertain_day("2024-09-01", "2024-09-30")
    True
    """
    match = _PAIR.fullmatch(text)
    if match is None:
        return None
    first, last = read_day(match[2]), read_day(match[3] or match[2])
    if first is None or last is None:
        return None
    return UncertainDay(None if match[1] == "by" else first.earliest, None if match[1] == "from" else last.latest)


def day_of(date: datetime.date) -> Day:
    """Convert a date to a `Day`."""
    return Day(date.year, date.month, date.day)


def date_of(day: Day) -> datetime.date | None:
    """Convert a `Day` to a date; None if Python's dates do not have its year."""
    return datetime.date(*day) if datetime.MINYEAR <= day.year <= datetime.MAXYEAR else None


def next_day(day: Day) -> Day:
    """Return the day after a day.

    Examples
    --------
    >>> str(next_day(Day(2023, 2, 28))), str(next_day(Day(2023, 12, 31)))
    ('2023-03-01', '2024-01-01')
    """
    year, month, number = day
    if number < _days_in_month(year, month):
        return Day(year, month, number + 1)
    return Day(year, month + 1, 1) if month < 12 else Day(year + 1, 1, 1)


def previous_day(day: Day) -> Day:
    """Return the day before a day.

    Examples
    --------
    >>> str(previous_day(Day(2024, 3, 1))), str(previous_day(Day(2024, 1, 1)))
    ('2024-02-29', '2023-12-31')
    """
    year, month, number = day
    if number > 1:
        return Day(year, month, number - 1)
    return Day(year, month - 1, _days_in_month(year, month - 1)) if month > 1 else Day(year - 1, 12, 31)


def _days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


# ---- Uncertain days


def narrowest(earliest: Sequence[Day], latest: Sequence[Day]) -> UncertainDay:
    """Combine statements about one day: the days that all allow, or, if there are none, the days that any allows.

    Parameters
    ----------
    earliest, latest : sequence of Day
        The ends that are stated, in any order.

    Examples
    --------
    >>> str(narrowest(first_days(["2024-01-01", "2024-09-01"]), last_days(["2024-12-31", "2024-09-30"])))
    '2024-09'
    >>> str(narrowest(first_days(["2024-11-13", "2024-11-16"]), last_days(["2024-11-13", "2024-11-16"])))
    '2024-11-13/2024-11-16'
    """
    if earliest and latest and max(earliest) > min(latest):
        return UncertainDay(min(*earliest, *latest), max(*earliest, *latest))
    return UncertainDay(max(earliest, default=None), min(latest, default=None))


def widest(earliest: Sequence[Day], latest: Sequence[Day]) -> UncertainDay:
    """Combine statements about one day: all days from the first to the last stated one.

    Parameters
    ----------
    earliest, latest : sequence of Day
        The ends that are stated, in any order. If all of the earliest come after all of the latest, so does the result.

    Examples
    --------
    >>> str(widest(first_days(["2024-01-01", "2024-09-01"]), last_days(["2024-12-31", "2024-09-30"])))
    '2024'
    """
    found = UncertainDay(min(earliest, default=None), max(latest, default=None))
    if not earliest or not latest or is_upside_down(found):
        return found
    return UncertainDay(min(*earliest, *latest), max(*earliest, *latest))


def is_upside_down(when: UncertainDay) -> bool:
    """Return whether the earliest day comes after the latest one, so that no day is possible."""
    return when.earliest is not None and when.latest is not None and when.earliest > when.latest


def certainly_by(when: UncertainDay, day: Day) -> bool:
    """Return whether an uncertain day is certainly a given day or earlier.

    Examples
    --------
    >>> september = uncertain_day("2024-09", "2024-09")
    >>> certainly_by(september, Day(2024, 9, 29)), certainly_by(september, Day(2024, 9, 30))
    (False, True)
    """
    return when.latest is not None and when.latest <= day


def possibly_by(when: UncertainDay, day: Day) -> bool:
    """Return whether an uncertain day may be a given day or earlier."""
    return when.earliest is None or when.earliest <= day


def certainly_before(one: UncertainDay, other: UncertainDay) -> bool:
    """Return whether one day certainly comes before another.

    Examples
    --------
    >>> september, autumn = uncertain_day("2024-09", "2024-09"), uncertain_day("2024-09-22", "2024-12-21")
    >>> certainly_before(september, autumn), possibly_before(september, autumn)
    (False, True)
    """
    return one.latest is not None and other.earliest is not None and one.latest < other.earliest


def possibly_before(one: UncertainDay, other: UncertainDay) -> bool:
    """Return whether one day may come before another."""
    return one.earliest is None or other.latest is None or one.earliest < other.latest


def possibly_same(one: UncertainDay, other: UncertainDay) -> bool:
    """Return whether two uncertain days may be the same day.

    Examples
    --------
    >>> september = uncertain_day("2024-09", "2024-09")
    >>> possibly_same(september, uncertain_day("2024-09-13", None))
    True
    >>> possibly_same(september, uncertain_day("2024-10-01", None))
    False
    """
    return not certainly_before(one, other) and not certainly_before(other, one)


def is_within(one: UncertainDay, other: UncertainDay) -> bool:
    """Return whether all possible days of one are possible days of the other."""
    return (other.earliest is None or (one.earliest is not None and one.earliest >= other.earliest)) and (
        other.latest is None or (one.latest is not None and one.latest <= other.latest)
    )


def certain_year(when: UncertainDay) -> int | None:
    """Return the year in which a day certainly lies; None if it may lie in several.

    Examples
    --------
    >>> certain_year(uncertain_day("2024-09", "2024-09")), certain_year(uncertain_day("2024-12-31", "2025-01-01"))
    (2024, None)
    """
    if when.earliest is None or when.latest is None or when.earliest.year != when.latest.year:
        return None
    return when.earliest.year


# ---- Intervals


def certain_period(interval: Interval) -> Period | None:
    """Return the days that an interval certainly contains: from its latest start to its earliest end.

    Without an earliest end, the interval may end on the day on which it starts. So nothing but this day is certain, and
    only if it is known exactly.

    Returns
    -------
    Period or None
        None if no day is certain: the latest start is not known, or comes after the earliest end.

    Examples
    --------
    >>> start, end = uncertain_day("2020-03", "2020-03"), uncertain_day("2022-05", "2022-05")
    >>> [str(day) for day in certain_period(Interval(start, end))]
    ['2020-03-31', '2022-05-01']
    """
    start, end = interval
    if start.latest is None:
        return None
    if end is None:
        return Period(start.latest, None)
    last = end.earliest or start.earliest
    if last is None or last < start.latest or (end.latest is not None and end.latest < start.latest):
        return None
    return Period(start.latest, last)


def possible_period(interval: Interval) -> Period:
    """Return the days that an interval may contain: from its earliest start to its latest end."""
    return Period(interval.start.earliest, None if interval.end is None else interval.end.latest)


def certainly_contains(interval: Interval, day: Day) -> bool:
    """Return whether an interval certainly contains a day.

    Examples
    --------
    >>> tenure = Interval(uncertain_day("2020-03", "2020-03"))
    >>> certainly_contains(tenure, Day(2020, 3, 15)), possibly_contains(tenure, Day(2020, 3, 15))
    (False, True)
    """
    period = certain_period(interval)
    return period is not None and is_in(day, period)


def possibly_contains(interval: Interval, day: Day) -> bool:
    """Return whether an interval may contain a day."""
    return is_in(day, possible_period(interval))


def certainly_overlap(one: Interval, other: Interval) -> bool:
    """Return whether there is a day that two intervals certainly share.

    Examples
    --------
    >>> march, year_before = uncertain_day("2020-03", "2020-03"), uncertain_day("2019", "2019")
    >>> since_march, until_march = Interval(march), Interval(year_before, march)
    >>> certainly_overlap(since_march, until_march), possibly_overlap(since_march, until_march)
    (False, True)
    """
    first, second = certain_period(one), certain_period(other)
    return first is not None and second is not None and bool(intersection([first], [second]))


def possibly_overlap(one: Interval, other: Interval) -> bool:
    """Return whether two intervals may share a day."""
    return bool(intersection([possible_period(one)], [possible_period(other)]))


# ---- Sets of periods


def is_in(day: Day, period: Period) -> bool:
    """Return whether a period contains a day."""
    return (period.first is None or period.first <= day) and (period.last is None or day <= period.last)


def covers(periods: Iterable[Period], day: Day) -> bool:
    """Return whether any of some periods contains a day.

    Examples
    --------
    >>> covers([Period(None, Day(2019, 12, 31)), Period(Day(2024, 1, 1))], Day(2024, 2, 29))
    True
    """
    return any(is_in(day, period) for period in periods)


def union(periods: Iterable[Period]) -> list[Period]:
    """Join periods that overlap, or of which one begins on the day after the other ends; in the order of time.

    Parameters
    ----------
    periods : iterable of Period
        None of them ends before it begins.

    Examples
    --------
    >>> union([Period(Day(2024, 1, 1)), Period(None, Day(2023, 12, 31))])
    [Period(first=None, last=None)]
    >>> len(union([Period(Day(2024, 1, 1)), Period(Day(2020, 1, 1), Day(2021, 1, 1))]))
    2
    """
    found: list[Period] = []
    # An open start is sorted first, like an empty tuple.
    for period in sorted(set(periods), key=lambda period: period.first or ()):
        if found and (found[-1].last is None or period.first is None or period.first <= next_day(found[-1].last)):
            before = found[-1]
            last = None if before.last is None or period.last is None else max(before.last, period.last)
            found[-1] = Period(before.first, last)
        else:
            found.append(period)
    return found


def intersection(ones: Iterable[Period], others: Iterable[Period]) -> list[Period]:
    """Return the days that two sets of periods share, as `union` returns them.

    Examples
    --------
    >>> shared = intersection([Period(Day(2024, 1, 1))], [Period(None, Day(2024, 1, 2)), Period(Day(2024, 3, 1))])
    >>> [str(period.first) for period in shared]
    ['2024-01-01', '2024-03-01']
    """
    second = list(others)
    return union(shared for one in ones for other in second if (shared := _shared(one, other)) is not None)


def _shared(one: Period, other: Period) -> Period | None:
    first = max((day for day in (one.first, other.first) if day is not None), default=None)
    last = min((day for day in (one.last, other.last) if day is not None), default=None)
    return None if first is not None and last is not None and first > last else Period(first, last)
