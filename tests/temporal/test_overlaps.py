"""Overlaps of periods, compared with all pairs."""

from __future__ import annotations

import itertools
import random
import time

from kg.temporal.intervals import Day, Period, intersection, previous_day
from kg.temporal.overlaps import Successors, overlapping

Things = list[tuple[str, list[Period]]]


def _day(number: int) -> Day:
    return Day(2000 + number // 300, 1 + number // 25 % 12, 1 + number % 25)


def _things(chance: random.Random, size: int, days: int) -> Things:
    def period() -> Period:
        first = chance.randrange(days)
        last = first + chance.choice((0, 1, 3, days))
        return Period(_day(first) if chance.random() > 0.05 else None, _day(last) if chance.random() > 0.1 else None)

    return [(chance.choice("abc"), [period() for _ in range(chance.choice((0, 1, 1, 2)))]) for _ in range(size)]


def _by_pairs(things: Things) -> list[tuple[Day | None, list[int]]]:
    edges = {
        (n, m): shared[0].first
        for (n, one), (m, other) in itertools.combinations(enumerate(things), 2)
        if one[0] != other[0] and (shared := intersection(one[1], other[1]))
    }
    groups = [{place} for place in range(len(things))]
    for n, m in edges:
        one, other = (next(group for group in groups if place in group) for place in (n, m))
        if one is not other:
            groups.remove(other)
            one |= other
    found = []
    for group in groups:
        if starts := [day for (n, _), day in edges.items() if n in group]:
            found.append((min(starts, key=lambda day: day or ()), sorted(group)))
    return sorted(found, key=lambda one: one[1])


def test_groups_are_those_of_all_pairs() -> None:
    chance, kinds = random.Random(12), set()
    for _ in range(1500):
        things = _things(chance, chance.randrange(1, 9), chance.choice((5, 20, 60)))
        assert overlapping(things) == _by_pairs(things), things
        kinds.add(len(overlapping(things)))
    assert {0, 1, 2} <= kinds


def test_successors_are_those_of_all_things() -> None:
    chance = random.Random(13)
    for _ in range(300):
        firsts = [chance.randrange(12) for _ in range(chance.randrange(7))]
        begun = [(chance.choice("abc"), _day(first + chance.randrange(4)), _day(first)) for first in firsts]
        later = Successors(begun)
        for value, day in itertools.product("abcd", map(_day, range(16))):
            known = [first for other, latest, first in begun if other != value and latest > day]
            assert later.after(value, day) == min(known, default=None)


def test_many_periods_take_no_time_for_each_pair() -> None:
    def seconds(size: int) -> float:
        days = [Day(1000 + n // 300, 1 + n // 25 % 12, 1 + n % 25) for n in range(size + 1)]
        one_by_one: Things = [(str(n), [Period(days[n], previous_day(days[n + 1]))]) for n in range(size)]
        equal: Things = [("a", [Period(days[n], None)]) for n in range(size)]
        together: Things = [(str(n), [Period(days[0], days[-1])]) for n in range(size)]
        start = time.process_time()
        assert [len(overlapping(things)) for things in (one_by_one, equal, together)] == [0, 0, 1]
        Successors((str(n), day, day) for n, day in enumerate(days))
        return time.process_time() - start

    # Eight times as many; each pair would take 64 times as long.
    assert seconds(8000) < 32 * min(seconds(1000) for _ in range(3))
