"""The laws of the algebra of dates, compared with trying every possible day."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.temporal.intervals import (
    UNKNOWN,
    Day,
    Interval,
    Period,
    UncertainDay,
    certain_period,
    certain_year,
    certainly_before,
    certainly_by,
    certainly_contains,
    certainly_overlap,
    covers,
    date_of,
    day_of,
    first_days,
    intersection,
    is_in,
    is_upside_down,
    is_within,
    last_days,
    narrowest,
    next_day,
    possible_period,
    possibly_before,
    possibly_by,
    possibly_contains,
    possibly_overlap,
    possibly_same,
    previous_day,
    read_date,
    read_day,
    read_uncertain_day,
    uncertain_day,
    union,
    widest,
)

#: The days that are tried, around the end of February in a leap year. An unknown end may be any of them.
TRIED = [day_of(datetime.date(2024, 2, 24) + datetime.timedelta(n)) for n in range(12)]
#: The days of the examples: at some distance from both ends of the tried days.
DAYS = TRIED[3:-3]


def some_day() -> st.SearchStrategy[Day]:
    return st.sampled_from(DAYS)


@st.composite
def days(draw: st.DrawFn) -> UncertainDay:
    """Draw an uncertain day whose earliest day is not after its latest."""
    ends = sorted((draw(some_day()), draw(some_day())))
    return UncertainDay(*(draw(st.sampled_from([end, None])) for end in ends))


def intervals() -> st.SearchStrategy[Interval]:
    return st.builds(Interval, days(), st.none() | days())


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, last = sorted((draw(some_day()), draw(some_day())))
    return Period(draw(st.sampled_from([first, None])), draw(st.sampled_from([last, None])))


ANY_DAY = st.dates().map(day_of)


def possible_days(when: UncertainDay) -> set[Day]:
    """Return the tried days that an uncertain day may be."""
    return {d for d in TRIED if (when.earliest or TRIED[0]) <= d <= (when.latest or TRIED[-1])}


def possible_ends(interval: Interval) -> Iterator[tuple[Day, Day]]:
    """Yield each possible start with each possible end that is not earlier."""
    ends = {Day(9999, 12, 31)} if interval.end is None else possible_days(interval.end)
    return ((s, e) for s, e in itertools.product(possible_days(interval.start), ends) if s <= e)


def is_exact(interval: Interval) -> bool:
    return all(end is None or end.precision == "day" for end in interval)


# ---- Texts


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-02-01", "2023-02-28", "2023-02"),
        ("1900-02-01", "1900-02-28", "1900-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01/2024-02-28"),
        ("2024-12-01", "2024-12-31", "2024-12"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-01-01", "2025-12-31", "2024-01-01/2025-12-31"),
        ("2024-11-13", "2024-11-13", "2024-11-13"),
        ("2024-01-02", None, "from 2024-01-02"),
        (None, "2024-01-02", "by 2024-01-02"),
        (None, None, ""),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
        ("-0044-03-01", "-0044-03-31", "-0044-03"),
        ("12024-01-01", "12024-12-31", "12024"),
    ],
)
def test_dates_are_written_in_the_shortest_form_without_loss(
    earliest: str | None, latest: str | None, text: str
) -> None:
    assert str(uncertain_day(earliest, latest)) == text


@given(st.builds(UncertainDay, st.none() | ANY_DAY, st.none() | ANY_DAY))
@example(uncertain_day("2024-09", "2024-09"))
@example(uncertain_day("2024", "2024"))
@example(uncertain_day("-0044", "-0044"))
def test_written_dates_can_be_read_back(when: UncertainDay) -> None:
    assert (read_uncertain_day(str(when)) or UNKNOWN) == when


@pytest.mark.parametrize(
    "text",
    ["undated", "by noon", "2024-11-13 or so", "", "from 2024-13-01", "2024-11-13/2024-13-01", "2024-13-01/2024-11-13"],
)
def test_other_texts_are_not_read_as_uncertain_days(text: str) -> None:
    assert read_uncertain_day(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        (" 2024-11-13Z", "2024-11-13", "2024-11-13"),
        ("2024-11-13+05:00", "2024-11-13", "2024-11-13"),
        ("2024-11-13T08:00:00", "2024-11-13", "2024-11-13"),
        ("2024-11-13 08:00:00.25-05:00\n", "2024-11-13", "2024-11-13"),
        ("2024-11Z", "2024-11-01", "2024-11-30"),
        # Years and a month with a time zone.
        ("2024-05:00", "2024-01-01", "2024-12-31"),
        ("2024-14:00", "2024-01-01", "2024-12-31"),
        ("2024-11-05:00", "2024-11-01", "2024-11-30"),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
    ],
)
def test_dates_of_any_precision_are_read(text: str, first: str, last: str) -> None:
    assert [*map(str, first_days([text])), *map(str, last_days([text]))] == [first, last]


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "",
        "24",
        "2024-13-01",
        "2024-02-30",
        "2023-02-29",
        "2024-00-01",
        "2024-01-00",
        "2024-11-13x",
        "2024-1-1",
        "1000.5",
        "12345678 kg",
        "2024-11-13 or so",
        "2024-11T08:00:00",
        "02024",
        "2024-11-13T",
        "２０２４",
    ],
)
def test_invalid_dates_are_ignored(text: str) -> None:
    assert read_day(text) is None
    assert first_days([text, "2024"]) == [Day(2024, 1, 1)]


@pytest.mark.parametrize("text", ["2024-13-01", "2023-02-29", "yesterday", ""])
def test_an_invalid_day_given_by_a_user_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="write YYYY-MM-DD, such as 2024-11-13"):
        read_date(text)


def test_a_day_given_by_a_user_may_have_any_form_of_iso_8601_and_a_time_of_day_is_dropped() -> None:
    forms = ("2024-11-13", "20241113", "2024-W46-3", datetime.date(2024, 11, 13), datetime.datetime(2024, 11, 13, 5))
    assert {(type(day), day) for day in map(read_date, forms)} == {(datetime.date, datetime.date(2024, 11, 13))}
    for other in (None, 5, b"2024-11-13", "2024-11", " 2024-11-13"):
        with pytest.raises(UsageError, match="is not a date"):
            read_date(other)  # type: ignore[arg-type]


@given(st.dates(datetime.date(1, 1, 2), datetime.date(9999, 12, 30)))
def test_days_agree_with_the_calendar_of_python(date: datetime.date) -> None:
    day, step = day_of(date), datetime.timedelta(1)
    assert date_of(day) == date
    assert str(day) == date.isoformat()
    assert next_day(day) == day_of(date + step)
    assert previous_day(day) == day_of(date - step)


@pytest.mark.parametrize("day", [Day(-44, 3, 15), Day(0, 12, 31), Day(12024, 1, 1)])
def test_days_beyond_the_range_of_python_can_be_compared(day: Day) -> None:
    assert date_of(day) is None
    assert previous_day(next_day(day)) == day
    assert day < next_day(day)


# ---- Uncertain days


@settings(max_examples=200)
@given(days(), days())
def test_before_is_certain_if_true_of_all_days_and_possible_if_true_of_some(
    one: UncertainDay, other: UncertainDay
) -> None:
    pairs = list(itertools.product(possible_days(one), possible_days(other)))
    assert certainly_before(one, other) == all(a < b for a, b in pairs)
    assert possibly_before(one, other) == any(a < b for a, b in pairs)
    assert possibly_same(one, other) == any(a == b for a, b in pairs)
    assert is_within(one, other) == (possible_days(one) <= possible_days(other))
    # Of two days, one is certainly before the other, or they may be the same day.
    assert certainly_before(one, other) + certainly_before(other, one) + possibly_same(one, other) == 1


@given(days(), some_day())
def test_by_a_day_is_certain_if_true_of_all_days_and_possible_if_true_of_some(when: UncertainDay, day: Day) -> None:
    assert certainly_by(when, day) == all(d <= day for d in possible_days(when))
    assert possibly_by(when, day) == any(d <= day for d in possible_days(when))
    assert certainly_by(when, day) <= possibly_by(when, day)


@given(ANY_DAY, ANY_DAY)
def test_the_year_is_certain_if_both_ends_have_it(one: Day, other: Day) -> None:
    assert certain_year(UncertainDay(one, other)) == (one.year if one.year == other.year else None)
    assert certain_year(UncertainDay(one, None)) is None
    assert is_upside_down(UncertainDay(one, other)) == (one > other)


@given(st.lists(days(), min_size=1, max_size=4), st.randoms())
def test_statements_on_one_uncertain_day_are_combined(stated: list[UncertainDay], random: object) -> None:
    firsts = [day.earliest for day in stated if day.earliest is not None]
    lasts = [day.latest for day in stated if day.latest is not None]
    shared = set.intersection(*map(possible_days, stated))
    if shared:
        assert possible_days(narrowest(firsts, lasts)) == shared
    else:
        assert narrowest(firsts, lasts) == UncertainDay(min(firsts + lasts), max(firsts + lasts))
    assert is_within(narrowest(firsts, lasts), widest(firsts, lasts)) or is_upside_down(widest(firsts, lasts))
    # Their order makes no difference.
    assert narrowest(firsts[::-1], lasts[::-1]) == narrowest(firsts, lasts)
    whole = [day for day in stated if None not in day]
    wide = widest([day.earliest for day in whole if day.earliest], [day.latest for day in whole if day.latest])
    assert all(is_within(day, wide) for day in whole)


# ---- Intervals


@settings(max_examples=200)
@given(intervals(), some_day())
def test_containment_is_possible_if_true_of_some_start_and_end(interval: Interval, day: Day) -> None:
    assert possibly_contains(interval, day) == any(s <= day <= e for s, e in possible_ends(interval))
    assert possibly_contains(interval, day) == is_in(day, possible_period(interval))


def test_no_day_of_a_month_of_the_start_is_certain_if_the_end_may_be_on_any_day() -> None:
    for end in (UncertainDay(None, Day(2022, 12, 31)), UNKNOWN):
        interval = Interval(uncertain_day("2020-03", "2020-03"), end)
        assert not any(certainly_contains(interval, Day(2020, 3, day)) for day in range(1, 32))
        assert certain_period(Interval(uncertain_day("2020-03-02", "2020-03-02"), end)) == (Day(2020, 3, 2),) * 2


@settings(max_examples=300)
@given(intervals(), some_day())
def test_containment_is_certain_if_true_of_all_starts_and_ends(interval: Interval, day: Day) -> None:
    start, end = interval
    period = certain_period(interval)
    assert certainly_contains(interval, day) == (period is not None and is_in(day, period))
    readings = list(possible_ends(interval))
    in_all = bool(readings) and all(s <= day <= e for s, e in readings)
    assert not certainly_contains(interval, day) or in_all
    # If the start may come after the end, a day that is in all readings may be left out.
    is_sure = end is None or (start.latest is not None and end.earliest is not None and start.latest <= end.earliest)
    if is_sure or (end is not None and end.earliest is None and start.precision == "day"):
        assert certainly_contains(interval, day) == in_all


@given(intervals(), intervals())
def test_intervals_overlap_if_both_contain_one_day(one: Interval, other: Interval) -> None:
    tried = [*TRIED, Day(9999, 12, 31)]
    assert possibly_overlap(one, other) == any(possibly_contains(one, d) and possibly_contains(other, d) for d in tried)
    assert certainly_overlap(one, other) == any(
        certainly_contains(one, d) and certainly_contains(other, d) for d in tried
    )
    assert certainly_overlap(one, other) == certainly_overlap(other, one)
    assert possibly_overlap(one, other) == possibly_overlap(other, one)


@given(intervals(), intervals(), some_day())
def test_certain_implies_possible_and_for_exact_intervals_both_agree(one: Interval, other: Interval, day: Day) -> None:
    assert certainly_contains(one, day) <= possibly_contains(one, day)
    assert certainly_overlap(one, other) <= possibly_overlap(one, other)
    if is_exact(one):
        assert certainly_contains(one, day) == possibly_contains(one, day)
    if is_exact(one) and is_exact(other):
        assert certainly_overlap(one, other) == possibly_overlap(one, other)


# ---- Sets of periods


@settings(max_examples=200)
@given(st.lists(periods(), max_size=5))
def test_union_has_the_same_days_in_the_fewest_periods(some: list[Period]) -> None:
    joined = union(some)
    assert all(covers(joined, day) == covers(some, day) for day in TRIED)
    assert union(joined) == joined == union(reversed(some))
    for before, after in itertools.pairwise(joined):
        assert before.last is not None
        assert after.first is not None
        assert next_day(before.last) < after.first


@settings(max_examples=200)
@given(st.lists(periods(), max_size=4), st.lists(periods(), max_size=4), st.lists(periods(), max_size=4))
def test_intersection_has_the_days_that_are_in_both(
    ones: list[Period], others: list[Period], more: list[Period]
) -> None:
    shared = intersection(ones, others)
    assert all(covers(shared, day) == (covers(ones, day) and covers(others, day)) for day in TRIED)
    assert shared == intersection(others, ones) == union(shared)
    assert intersection(ones, [Period()]) == union(ones)
    # Intersection distributes over union.
    assert union([*shared, *intersection(ones, more)]) == intersection(ones, [*others, *more])
