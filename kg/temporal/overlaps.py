"""Things with different values whose periods overlap, found in one pass over the periods in the order of their starts.

This is the plane sweep of Shamos and Hoey, "Geometric intersection problems" (1976), on a line: no pairs are compared.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

from kg.temporal.intervals import Day, Period


def overlapping(things: Sequence[tuple[Hashable, Iterable[Period]]]) -> list[tuple[Day | None, list[int]]]:
    """Group things that are linked by periods which overlap while their values differ.

    Parameters
    ----------
    things : sequence of (value, periods)

    Returns
    -------
    list of (day, list of int)
        For each group of two or more, the first day on which two different values hold (None if there is no first
        day), and the places of its things. Groups are in the order of their first things.

    Examples
    --------
    >>> may, june, all_year = ((Period(Day(2024, a, 1), Day(2024, b, 28)),) for a, b in ((5, 5), (6, 6), (1, 12)))
    >>> [(str(day), group) for day, group in overlapping([("a", may), ("b", june), ("c", all_year), ("a", june)])]
    [('2024-05-01', [0, 1, 2, 3])]
    >>> overlapping([("a", may), ("b", june)])
    []
    """
    linked = list(range(len(things)))

    def group(place: int) -> int:
        while linked[place] != place:
            linked[place] = place = linked[linked[place]]
        return place

    events = sorted((*_ends(period), place) for place, (_, periods) in enumerate(things) for period in periods)
    now: Counter[Hashable] = Counter()
    ends: list[tuple[tuple[int, ...], int]] = []
    # One thing for each group with a present period, and the last day of these periods.
    present: list[tuple[int, tuple[int, ...]]] = []
    since: list[tuple[tuple[int, ...], int]] = []
    for first, last, place in events:
        while ends and ends[0][0] < first:
            value = things[heapq.heappop(ends)[1]][0]
            now[value] -= 1
            if not now[value]:
                del now[value]
        value = things[place][0]
        if len(now) > 1 or (now and value not in now):
            # If there are two values now, all that is present is one group.
            longest = last
            for other, until in present:
                if until >= first:
                    linked[group(other)] = group(place)
                    longest = max(longest, until)
            present = [(place, longest)]
            since.append((first, place))
        else:
            present.append((place, last))
        now[value] += 1
        heapq.heappush(ends, (last, place))
    starts: dict[int, tuple[int, ...]] = {}
    for first, place in since:
        starts.setdefault(group(place), first)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(things)):
        if group(place) in starts:
            groups[group(place)].append(place)
    return [(Day(*starts[root]) if starts[root] else None, places) for root, places in groups.items()]


def _ends(period: Period) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the first and the last day, to sort by: nothing comes before all days, and a large number after them."""
    return period.first or (), period.last or (1 << 30,)


class Successors:
    """When another value first begins after a day.

    Parameters
    ----------
    begun : iterable of (value, latest day, first day)
        For each thing, its value, and the latest and the first day on which it may have begun.

    Examples
    --------
    >>> spring, autumn = Day(2024, 4, 1), Day(2024, 10, 1)
    >>> later = Successors([("a", spring, spring), ("b", autumn, autumn), ("a", autumn, spring)])
    >>> str(later.after("a", spring)), str(later.after("b", spring)), later.after("a", autumn)
    ('2024-10-01', '2024-04-01', None)
    """

    def __init__(self, begun: Iterable[tuple[Hashable, Day, Day]]) -> None:
        rows = sorted(begun, key=lambda row: row[1])
        self._latest = [latest for _, latest, _ in rows]
        #: For each row, the first days of two different values among this row and all later ones.
        self._firsts: list[list[tuple[Day, Hashable]]] = [[]]
        for value, _, first in reversed(rows):
            best: dict[Hashable, Day] = {}
            for day, known in sorted([*self._firsts[-1], (first, value)], key=lambda one: one[0]):
                best.setdefault(known, day)
            self._firsts.append([(day, known) for known, day in best.items()][:2])
        self._firsts.reverse()

    def after(self, value: Hashable, day: Day) -> Day | None:
        """Return the first day on which another value may have begun, of those that certainly began after a day."""
        later = self._firsts[bisect_right(self._latest, day)]
        return next((first for first, known in later if known != value), None)
