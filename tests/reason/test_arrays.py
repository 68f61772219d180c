"""Sorted arrays: each way of sorting and looking up gives the same result as numpy's plain one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest

from kg.reason.engine import arrays, sets
from kg.reason.engine.arrays import (
    contains,
    distinct,
    distinct_of,
    left,
    located,
    pack,
    swapped,
    union_and_new,
    without,
)


def samples() -> Iterator[np.ndarray]:
    """Yield arrays for which each way is taken: few and many values, dense and sparse, sorted or not."""
    rnd = np.random.default_rng(1)
    for size in (0, 1, 2, 200, 3000, 20_000):
        for most in (3, 90, 5_000, 1 << 20, 1 << 30):
            one, other = rnd.integers(0, most, size), rnd.integers(0, most, size)
            yield one
            yield np.sort(one)
            yield pack(one, other)
            yield np.sort(pack(one, other))
            yield swapped(np.sort(pack(one, other)))
            yield pack(np.sort(other), one)[::-1].copy()
            by_second = np.sort(pack(one, other))
            yield (by_second << 32) | (by_second >> 32)


def test_sorting_without_duplicates() -> None:
    for values in samples():
        assert np.array_equal(distinct(values), np.unique(values))
    parts = list(samples())
    for one, other in zip(parts, parts[3:], strict=False):
        assert np.array_equal(distinct_of([one, other]), np.unique(np.concatenate((one, other))))


def test_exchanging_columns() -> None:
    for values in map(np.unique, samples()):
        assert np.array_equal(swapped(values), np.sort((values << 32) | (values >> 32)))


def test_membership_and_merging() -> None:
    sets = [np.unique(values) for values in samples()]
    for known, values in [*itertools.pairwise(sets), *zip(sets, sets[7:], strict=False)]:
        inside = np.isin(values, known)
        assert np.array_equal(contains(known, values), inside)
        assert np.array_equal(without(known, values), known[~np.isin(known, values)])
        both, new = union_and_new(known, values)
        assert np.array_equal(both, np.union1d(known, values))
        assert np.array_equal(new, values[~inside])
        for part in (values[::2], values[: values.size // 3], values[5:6]):
            kept, added = union_and_new(values, part)
            assert np.array_equal(kept, values)
            assert not added.size


def test_values_at_other_places_are_left() -> None:
    values = np.arange(20_000)
    for gone in ([], [0], [19_999], [3, 4, 5], range(100, 9_000), range(0, 20_000, 3), range(20_000), [0, 7, 19_999]):
        places = np.array(list(gone), np.int64)
        assert np.array_equal(left(values, places), np.delete(values, places))


@pytest.mark.parametrize("most", [50, 5_000, 1 << 30])
def test_the_pairs_of_many_keys_are_found(most: int) -> None:
    rnd = np.random.default_rng(2)
    pairs = np.unique(pack(rnd.integers(0, most, 9_000), rnd.integers(0, 1 << 30, 9_000)))
    for keys in (rnd.integers(0, most, 6_000), rnd.integers(0, most, 10), rnd.integers(0, 1 << 30, 3_000)):
        low, counts = located(pairs, keys)
        first = pairs >> 32
        assert np.array_equal(counts, np.searchsorted(first, keys, "right") - np.searchsorted(first, keys))
        some = counts > 0
        assert np.array_equal(low[some], np.searchsorted(first, keys[some]))


def test_large_sets_are_sorted_by_tables_and_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    sort = np.sort

    def of_few(values: np.ndarray) -> np.ndarray:
        assert values.size <= arrays._FEW, "many values are sorted by comparisons"
        return sort(values)

    rnd = np.random.default_rng(3)
    pairs = np.unique(pack(rnd.integers(0, 70_000, 50_000), rnd.integers(0, 70_000, 50_000)))
    few = pack(rnd.integers(0, 200, 50_000), rnd.integers(0, 300, 50_000))
    wanted = np.sort((pairs << 32) | (pairs >> 32)), np.unique(few)
    monkeypatch.setattr(arrays.np, "sort", of_few)
    assert np.array_equal(swapped(pairs), wanted[0])
    assert np.array_equal(distinct((pairs << 32) | (pairs >> 32)), wanted[0])
    assert np.array_equal(distinct(few), wanted[1])


def test_sets_with_changes_beside_them_are_as_python_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    rnd = np.random.default_rng(3)
    for small, share in ((0, 0), (0, 4), (1 << 14, 16)):
        monkeypatch.setattr(sets, "_SMALL", small)
        monkeypatch.setattr(sets, "_SHARE", share)
        ours, theirs = sets.SortedSet(distinct(rnd.integers(0, 40, 200) << 32 | rnd.integers(0, 40, 200))), set[int]()
        theirs.update(ours.whole().tolist())
        for step in range(60):
            some = distinct(rnd.integers(0, 40, 12) << 32 | rnd.integers(0, 40, 12))
            if step % 2:
                ours, new = ours.adding(some)
                assert set(new.tolist()) == {*some.tolist()} - theirs
                theirs |= {*some.tolist()}
            else:
                gone = some[ours.has(some)]
                ours = ours.removing(gone)
                theirs -= {*some.tolist()}
            things = distinct(rnd.integers(0, 40, step % 4 + 1))
            rows, values = ours.lookup(things)
            assert list(zip(things[rows].tolist(), values.tolist(), strict=True)) == sorted(
                (pair >> 32, pair & 0xFFFFFFFF) for pair in theirs if pair >> 32 in things
            )
            about = sorted(pair for pair in theirs if pair >> 32 in things or pair & 0xFFFFFFFF in things)
            assert ours.about(things).tolist() == about
            exchanged = sorted((pair & 0xFFFFFFFF) << 32 | pair >> 32 for pair in theirs if pair & 0xFFFFFFFF in things)
            assert ours.exchanged(things).tolist() == exchanged
            assert ours.size == len(theirs)
            assert bool((ours.counts(things) >= np.bincount(rows, minlength=things.size)).all())
            if step % 7 == 0:
                assert ours.whole().tolist() == sorted(theirs)
