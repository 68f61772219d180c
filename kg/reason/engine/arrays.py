"""Sorted arrays of integers: sets of terms, and relations as pairs packed into one number.

A term is a number below 2³¹; a pair is ``subject << 32 | object``. Every stored array is sorted and has no duplicates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from kg.reason.engine import memory

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Mask: TypeAlias = NDArray[np.bool_]
else:
    # Importing numpy.typing takes a tenth of the time that importing numpy takes.
    Ints = Mask = np.ndarray

EMPTY: Final[Ints] = np.empty(0, np.int64)
_LOW: Final = np.int64(0xFFFFFFFF)
_NEXT: Final = np.int64(1) << np.int64(32)
#: The number of rows beyond which available memory is checked.
_MANY: Final = 4_000_000


def pack(first: Ints, second: Ints) -> Ints:
    """Pack two columns into pairs."""
    return (first << 32) | second


def first(pairs: Ints) -> Ints:
    """Return the first column of pairs."""
    return pairs >> 32


def second(pairs: Ints) -> Ints:
    """Return the second column of pairs."""
    return pairs & _LOW


def swapped(pairs: Ints) -> Ints:
    """Exchange the columns of pairs and sort them."""
    result = (pairs << 32) | (pairs >> 32)
    result.sort()
    return result


def distinct(values: Ints) -> Ints:
    """Sort values and drop duplicates."""
    if values.size < 2:
        return values
    values = np.sort(values)
    keep = np.empty(values.size, np.bool_)
    keep[0] = True
    np.not_equal(values[1:], values[:-1], out=keep[1:])
    return values if keep.all() else values[keep]


def contains(known: Ints, values: Ints) -> Mask:
    """Tell which values are in a sorted array."""
    if not known.size:
        return np.zeros(values.size, np.bool_)
    places = np.searchsorted(known, values)
    places[places == known.size] = 0
    found: Mask = known[places] == values
    return found


def union(known: Ints, new: Ints) -> Ints:
    """Merge two sorted arrays without common values."""
    if not known.size:
        return new
    # Timsort finds the two runs, so that this is a merge.
    result = np.concatenate((known, new))
    result.sort(kind="stable")
    return result


def without(known: Ints, gone: Ints) -> Ints:
    """Remove the values of one sorted array from another."""
    if not known.size or not gone.size:
        return known
    places = np.searchsorted(known, gone)
    places[places == known.size] = 0
    places = places[known[places] == gone]
    if not places.size:
        return known
    keep = np.ones(known.size, np.bool_)
    keep[places] = False
    return known[keep]


def span(pairs: Ints, key: int) -> Ints:
    """Return the pairs whose first column is a key."""
    low = np.searchsorted(pairs, np.int64(key) << np.int64(32))
    return pairs[low : np.searchsorted(pairs, np.int64(key + 1) << np.int64(32))]


def lookup(pairs: Ints, keys: Ints) -> tuple[Ints, Ints]:
    """Join keys with the first column of pairs.

    Returns
    -------
    rows, values : arrays
        For each match, the index of the key, and the second column of the pair.
    """
    rows, places = ranges(*located(pairs, keys))
    return rows, second(pairs[places])


def located(pairs: Ints, keys: Ints) -> tuple[Ints, Ints]:
    """Return the start and the number of the pairs with each key as first column."""
    start = keys << 32
    low = np.searchsorted(pairs, start)
    return low, np.searchsorted(pairs, start + _NEXT) - low


def ranges(starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Expand ranges.

    Returns
    -------
    rows, values : arrays
        For each number in a range, the index of the range, and the number.
    """
    total = int(counts.sum())
    if not total:
        return EMPTY, EMPTY
    if total > _MANY:
        # Rows, places and results.
        memory.need(total * 40, f"joining {total:,} pairs")
    rows = np.repeat(np.arange(starts.size), counts)
    return rows, np.arange(total) + (starts - np.cumsum(counts) + counts)[rows]


def full(value: Any, size: int) -> Ints:
    """Return a column with one value throughout."""
    return np.full(size, value, np.int64)
