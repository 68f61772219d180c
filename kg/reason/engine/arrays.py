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
#: The number of values that are sorted without looking at them first; of those, and of pairs, that are tried.
_SMALL: Final = 256
_FEW: Final = 1024
#: A table that is read by number may have this many entries for each value.
_SPARSE: Final = 8
#: The number of values that are copied in the time that a part of an array takes.
_COPIED: Final = 200
#: The share of values below which these are looked up one by one.
_FEW_OF: Final = 8
#: The number of values that are read one after another in the time in which one is looked up.
_READ: Final = 64
#: A table of cells that are marked may have this many for each pair.
_MANY_CELLS: Final = 32
_MOST_CELLS: Final = (1 << 31) - 1


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
    """Exchange the columns of sorted pairs, and sort them."""
    return _by_first(_exchanged(pairs))


def distinct(values: Ints) -> Ints:
    """Sort values and drop duplicates."""
    if values.size < 2:
        return values
    if values.size < _SMALL:
        values = np.sort(values)
    elif not _ascends(values):
        low, high = int(values.min()), int(values.max())
        if high - low < _SPARSE * values.size:
            return _marked(values, low, high)
        if values.size > _FEW and (cells := _cells(values)) is not None:
            return cells
        values = _by_first(values) if values.size > _FEW and _ascends(_exchanged(values)) else np.sort(values)
    keep = np.empty(values.size, np.bool_)
    keep[0] = True
    np.not_equal(values[1:], values[:-1], out=keep[1:])
    return values if keep.all() else values[keep]


def distinct_of(parts: list[Ints]) -> Ints:
    """Combine arrays, sort their values and drop duplicates."""
    if len(parts) == 1:
        return distinct(parts[0])
    if sum(part.size for part in parts) < _SMALL:
        return distinct(np.concatenate(parts))
    # Timsort finds the sorted runs, so that this is a merge.
    return distinct(_merged([distinct(part) for part in parts]))


def contains(known: Ints, values: Ints) -> Mask:
    """Tell which values are in a sorted array."""
    if not known.size or not values.size:
        return np.zeros(values.size, np.bool_)
    high = max(int(known[-1]), int(values.max()))
    if high < _SPARSE * (known.size + values.size):
        marked = np.zeros(high + 1, np.bool_)
        marked[known] = True
        return marked[values]
    places = np.searchsorted(known, values)
    places[places == known.size] = 0
    found: Mask = known[places] == values
    return found


def union(known: Ints, new: Ints) -> Ints:
    """Merge two sorted arrays without common values."""
    return _merged([known, new]) if known.size else new


def union_and_new(known: Ints, values: Ints) -> tuple[Ints, Ints]:
    """Merge two sorted arrays, each without duplicates; also return the values that are only in the second."""
    if not known.size:
        return values, values
    if values.size * _FEW_OF < known.size:
        new = values[~contains(known, values)]
        return (union(known, new) if new.size else known), new
    both = _merged([known, values])
    keep = np.empty(both.size, np.bool_)
    keep[0] = True
    np.not_equal(both[1:], both[:-1], out=keep[1:])
    if keep.all():
        return both, values
    repeated = both[~keep]
    if repeated.size == values.size:
        return known, EMPTY
    if repeated.size * _FEW_OF < values.size:
        return both[keep], without(values, repeated)
    # What is in both is there twice; merging them reads them once, without a search for each.
    twice = _merged([values, repeated])
    once = np.empty(twice.size, np.bool_)
    once[0] = True
    np.not_equal(twice[1:], twice[:-1], out=once[1:])
    once[:-1] &= once[1:]
    return both[keep], twice[once]


def _merged(parts: list[Ints]) -> Ints:
    """Merge sorted arrays: Timsort finds the runs."""
    result = np.concatenate(parts)
    result.sort(kind="stable")
    return result


def _ascends(values: Ints) -> bool:
    """Tell whether values are sorted; mostly known from the first of them."""
    some = values[:_FEW]
    return bool((some[1:] >= some[:-1]).all()) and bool((values[1:] >= values[:-1]).all())


def _exchanged(pairs: Ints) -> Ints:
    return (pairs << 32) | (pairs >> 32)


def _marked(values: Ints, low: int, high: int) -> Ints:
    """Sort values from a small range, and drop duplicates, by marking them."""
    if 2 * low < high:
        # A longer table takes less time than subtracting and adding the least value.
        marked = np.zeros(high + 1, np.bool_)
        marked[values] = True
        return np.flatnonzero(marked)
    marked = np.zeros(high - low + 1, np.bool_)
    marked[values - low] = True
    return np.flatnonzero(marked) + low


def _by_first(pairs: Ints) -> Ints:
    """Sort pairs that are sorted by their second column: radix sort, by 16 bits at a time."""
    keys = first(pairs)
    if not pairs.size or pairs.size < _FEW or int(keys.max()) >> 32:
        return np.sort(pairs)
    # numpy sorts numbers of 16 bits by their digits if the sort is to be stable.
    order = np.argsort(keys.astype(np.uint16), kind="stable")
    if (high := keys >> 16).any():
        order = order[np.argsort(high.astype(np.uint16)[order], kind="stable")]
    return pairs[order]


def _cells(pairs: Ints) -> Ints | None:
    """Sort pairs of few numbers and drop duplicates by marking the cells of a table; None if it would be large."""
    sample = pairs[:: pairs.size // _FEW + 1]
    ones, others = first(sample), second(sample)
    if distinct(ones).size * distinct(others).size > _MANY_CELLS * pairs.size:
        return None
    left, right = first(pairs), second(pairs)
    if max(int(left.max()), int(right.max())) > _SPARSE * pairs.size:
        return None
    rows, columns = distinct(left), distinct(right)
    if rows.size * columns.size > min(_MANY_CELLS * pairs.size, _MOST_CELLS):
        return None
    # Half as wide as other numbers, because reading memory takes most of the time.
    places = np.empty(max(int(rows[-1]), int(columns[-1])) + 1, np.int32)
    places[rows] = np.arange(rows.size, dtype=np.int32) * columns.size
    found = places[left]
    places[columns] = np.arange(columns.size, dtype=np.int32)
    found += places[right]
    marked = np.zeros(rows.size * columns.size, np.bool_)
    marked[found] = True
    cells = np.flatnonzero(marked)
    # The cells of a row follow one another, so that no division is needed.
    ends = np.searchsorted(cells, np.arange(1, rows.size + 1) * columns.size)
    sizes = np.diff(ends, prepend=0)
    cells -= np.repeat(np.arange(rows.size) * columns.size, sizes)
    return pack(np.repeat(rows, sizes), columns[cells])


def without(known: Ints, gone: Ints) -> Ints:
    """Remove the values of one sorted array from another."""
    if not known.size or not gone.size:
        return known
    places = np.searchsorted(known, gone)
    places[places == known.size] = 0
    result: Ints = left(known, places[known[places] == gone])
    return result


def left(values: Any, gone: Ints) -> Any:
    """Return the values of an array without those at some places, which are sorted."""
    if not gone.size:
        return values
    cuts = np.flatnonzero(gone[1:] != gone[:-1] + 1)
    if cuts.size * _COPIED < values.size:
        # Few parts stay, and copying them is faster than reading a mask.
        begins = [0, *(gone[cuts] + 1).tolist(), int(gone[-1]) + 1]
        ends = [int(gone[0]), *gone[cuts + 1].tolist(), values.size]
        return np.concatenate([values[begin:end] for begin, end in zip(begins, ends, strict=True)])
    keep = np.ones(values.size, np.bool_)
    keep[gone] = False
    return values[keep]


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
    if keys.size > _FEW and keys.size * _READ > pairs.size > 0:
        high = max(int(keys.max()), int(pairs[-1] >> 32))
        if high < _SPARSE * max(keys.size, pairs.size):
            counts = np.bincount(first(pairs), minlength=high + 1)
            return (np.cumsum(counts) - counts)[keys], counts[keys]
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
    if total <= starts.size and int(counts.max()) == 1:
        rows = np.flatnonzero(counts)
        return rows, starts[rows]
    rows = np.repeat(np.arange(starts.size), counts)
    return rows, np.arange(total) + (starts - np.cumsum(counts) + counts)[rows]


def full(value: Any, size: int) -> Ints:
    """Return a column with one value throughout."""
    return np.full(size, value, np.int64)
