"""Sets of numbers that change little: a sorted array, and beside it what was added and removed since.

Writing a large array anew takes longer than looking up a few values. So changes are kept beside the array, and merged
with it when the whole is read, or when they are many (as in log-structured merge-trees: O'Neil, Cheng, Gawlick and
O'Neil, Acta Informatica 33, 1996).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping

import numpy as np

from kg.reason.engine.arrays import (
    EMPTY,
    Ints,
    Mask,
    contains,
    distinct,
    located,
    lookup,
    pack,
    ranges,
    second,
    swapped,
    union,
    union_and_new,
    without,
)

#: Changes are merged at once if there are fewer values than the first number, or one change for so many values as the
#: second number.
_SMALL = 1 << 14
_SHARE = 16
#: The number of pairs that are looked at together, so that they stay in the cache of the processor.
_BLOCK = 1 << 16
#: The number of things that are compared one by one.
_FEW = 2


class SortedSet:
    """A set of numbers, or of pairs, as a sorted array with changes that are not merged yet; the set never changes.

    Examples
    --------
    >>> some = SortedSet(np.arange(100_000))
    >>> more, new = some.adding(np.array([5, 100_000]))
    >>> new.tolist(), more.size, more.removing(np.array([5, 6])).has(np.array([5, 7, 100_000])).tolist()
    ([100000], 100001, [False, True, True])
    """

    __slots__ = ("_parts",)

    def __init__(self, values: Ints, more: Ints = EMPTY, gone: Ints = EMPTY) -> None:
        # One attribute, so that merging never shows half of itself to another thread.
        self._parts = values, more, gone

    @property
    def size(self) -> int:
        """How many values there are."""
        values, more, gone = self._parts
        return values.size + more.size - gone.size

    def whole(self) -> Ints:
        """Return all values, sorted."""
        values, more, gone = self._parts
        if more.size or gone.size:
            values = without(values, gone)
            values = union(values, more) if more.size else values
            self._parts = values, EMPTY, EMPTY
        return values

    def has(self, values: Ints) -> Mask:
        """Tell which values are in the set."""
        known, more, gone = self._parts
        found = contains(known, values)
        if gone.size:
            found &= ~contains(gone, values)
        if more.size:
            found |= contains(more, values)
        return found

    def adding(self, values: Ints) -> tuple[SortedSet, Ints]:
        """Return the set with more values, which are sorted, and those of them that are new."""
        known, more, gone = self._parts
        if _are_many(known, values.size + more.size + gone.size):
            both, new = union_and_new(self.whole(), values)
            return (SortedSet(both) if new.size else self), new
        new = values[~self.has(values)]
        if not new.size:
            return self, new
        back = contains(gone, new)
        return SortedSet(known, union(more, new[~back]), without(gone, new[back])), new

    def removing(self, values: Ints) -> SortedSet:
        """Return the set without some values, which are sorted and in it."""
        known, more, gone = self._parts
        if _are_many(known, values.size + more.size + gone.size):
            return SortedSet(without(self.whole(), values))
        of_more = contains(more, values)
        return SortedSet(known, without(more, values[of_more]), union(gone, values[~of_more]))

    def counts(self, keys: Ints) -> Ints:
        """Return how many pairs have each key as first column, or a little more."""
        known, more, _ = self._parts
        counts = located(known, keys)[1]
        return counts + located(more, keys)[1] if more.size else counts

    def lookup(self, keys: Ints) -> tuple[Ints, Ints]:
        """Join keys with the first column of pairs, as `kg.reason.engine.arrays.lookup` does."""
        known, more, gone = self._parts
        rows, values = lookup(known, keys)
        if gone.size and rows.size:
            keep = ~contains(gone, pack(keys[rows], values))
            rows, values = rows[keep], values[keep]
        if more.size:
            rows_of_more, values_of_more = lookup(more, keys)
            if rows_of_more.size:
                both = np.concatenate((pack(rows, values), pack(rows_of_more, values_of_more)))
                both.sort()
                rows, values = both >> 32, second(both)
        return rows, values

    def about(self, things: Ints) -> Ints:
        """Return the pairs of which one of some things, which are sorted, is the first or the second."""
        known, more, gone = self._parts
        found = _about(known, things)
        if gone.size:
            found = found[~contains(gone, found)]
        return distinct(np.concatenate((found, _about(more, things)))) if more.size else found

    def exchanged(self, seconds: Ints) -> Ints:
        """Return the pairs with some second columns, that column first, sorted."""
        known, more, gone = self._parts
        marked = marks(seconds)
        found = with_seconds(known, marked)
        if gone.size:
            found = found[~contains(gone, found)]
        if more.size:
            found = union(found, with_seconds(more, marked))
        return swapped(found)


def _are_many(known: Ints, changes: int) -> bool:
    return known.size < _SMALL or changes * _SHARE > known.size


def _about(pairs: Ints, things: Ints) -> Ints:
    found = pairs[ranges(*located(pairs, things))[1]]
    return distinct(np.concatenate((found, with_seconds(pairs, marks(things), things))))


def marks(numbers: Ints) -> Mask:
    """Mark some numbers in a table, the last entry of which, for all greater numbers, is False."""
    marked = np.zeros(int(numbers.max(initial=0)) + 2, np.bool_)
    marked[numbers] = True
    return marked


def with_seconds(pairs: Ints, marked: Mask, things: Ints | None = None) -> Ints:
    """Return the pairs whose second columns are marked; ``things`` may be the marked numbers."""
    parts = [EMPTY]
    for start in range(0, pairs.size, _BLOCK):
        part = pairs[start : start + _BLOCK]
        seconds = second(part)
        if things is not None and things.size <= _FEW:
            parts += [part[seconds == thing] for thing in things.tolist()]
        else:
            parts.append(part[marked.take(seconds, mode="clip")])
    return np.concatenate(parts)


class Sets(MutableMapping[int, Ints]):
    """Sets by property or class; what is read from the mapping is the sorted array of all values.

    Examples
    --------
    >>> sets = Sets({1: np.array([2, 3])})
    >>> sets.put(1, sets.get_set(1).adding(np.array([1]))[0])
    >>> sets[1].tolist(), sets.get_set(5).size
    ([1, 2, 3], 0)
    """

    def __init__(self, found: dict[int, Ints] | None = None) -> None:
        self._sets = {key: SortedSet(values) for key, values in (found or {}).items()}

    def __getitem__(self, key: int) -> Ints:
        return self._sets[key].whole()

    def __setitem__(self, key: int, values: Ints) -> None:
        self._sets[key] = SortedSet(values)

    def __delitem__(self, key: int) -> None:
        del self._sets[key]

    def __iter__(self) -> Iterator[int]:
        return iter(self._sets)

    def __len__(self) -> int:
        return len(self._sets)

    def __contains__(self, key: object) -> bool:
        return key in self._sets

    def get_set(self, key: int) -> SortedSet:
        """Return one of the sets; an empty one if there is none."""
        return self._sets.get(key, NONE)

    def put(self, key: int, values: SortedSet) -> None:
        """Replace one of the sets."""
        self._sets[key] = values

    def only(self, keys: Iterable[int]) -> Sets:
        """Return some of the sets."""
        result, wanted = Sets(), set(keys)
        result._sets = {key: values for key, values in self._sets.items() if key in wanted}
        return result

    def copy(self) -> Sets:
        """Return a copy, of which sets can be replaced."""
        result = Sets()
        result._sets = dict(self._sets)
        return result

    def values_count(self) -> int:
        """Return how many values all sets have."""
        return sum(values.size for values in self._sets.values())

    def differing(self, other: Sets) -> set[int]:
        """Return the keys of sets that may differ; those that a change does not concern are the same objects."""
        return {key for key in self.keys() | other.keys() if self._sets.get(key) is not other._sets.get(key)}


NONE = SortedSet(EMPTY)


__all__ = ["NONE", "Sets", "SortedSet", "marks", "with_seconds"]
