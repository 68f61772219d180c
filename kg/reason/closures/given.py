"""The given triples, as a set over their columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property

import numpy as np

from kg.rdf.model import Triple
from kg.reason.engine.arrays import EMPTY, Ints, Mask, distinct, pack
from kg.reason.readers.encoded import Column, Encoded


class Given(AbstractSet[Triple]):
    """The given triples, as a set over the columns."""

    def __init__(self, encoded: Encoded, before: tuple[Given, Mask] | None = None) -> None:
        self._encoded = encoded
        self._sorted: dict[int, Ints] = {}
        #: The given triples before a change, and the rows that were removed; added rows are at the end.
        self._before = before

    @cached_property
    def rows(self) -> dict[int, Ints]:
        """The rows of each predicate."""
        if self._before is None:
            return _by_predicate(self._encoded.predicate)
        old, dropped = self._before
        self._before = None
        if not dropped.any():
            found = dict(old.rows)
        else:
            keep = ~dropped
            places = np.cumsum(keep) - 1
            found = {p: places[rows[keep[rows]]] for p, rows in old.rows.items()}
            found = {p: rows for p, rows in found.items() if rows.size}
        size = dropped.size - int(dropped.sum())
        for predicate, rows in _by_predicate(self._encoded.predicate[size:]).items():
            found[predicate] = np.concatenate((found.get(predicate, EMPTY), rows + size))
        return found

    def pairs(self, predicate: int) -> Ints:
        """Return subject and object of the triples with a predicate, packed and sorted."""
        if predicate not in self._sorted:
            self._sorted[predicate] = distinct(self.unsorted(predicate))
        return self._sorted[predicate]

    def unsorted(self, predicate: int) -> Ints:
        """Return subject and object of the triples with a predicate, packed."""
        rows = self.rows.get(predicate, EMPTY)
        encoded = self._encoded
        return pack(encoded.subject[rows].astype(np.int64), encoded.object[rows].astype(np.int64))

    def has(self, subject: int, predicate: int, obj: int) -> bool:
        """Return whether a triple (as numbers) was given."""
        pairs = self.pairs(predicate)
        wanted = subject << 32 | obj
        place = int(np.searchsorted(pairs, wanted))
        return place < pairs.size and int(pairs[place]) == wanted

    def __contains__(self, triple: object) -> bool:
        assert isinstance(triple, tuple)
        s, p, o = map(self._encoded.find, triple)
        return s is not None and p is not None and o is not None and self.has(s, p, o)

    def __iter__(self) -> Iterator[Triple]:
        term = self._encoded.term
        for predicate in self.rows:
            for pair in self.pairs(predicate).tolist():
                yield (term(pair >> 32), term(predicate), term(pair & 0xFFFFFFFF))  # type: ignore[misc]

    def __len__(self) -> int:
        return sum(self.pairs(predicate).size for predicate in self.rows)


def _by_predicate(predicates: Column) -> dict[int, Ints]:
    """Return the rows with a predicate."""
    if predicates.size and int(predicates.max()) < 1 << 16:
        # numpy sorts numbers of 16 bits by their digits.
        predicates = predicates.astype(np.uint16)
    order = np.argsort(predicates, kind="stable")
    predicates = predicates[order]
    starts = np.flatnonzero(np.r_[True, predicates[1:] != predicates[:-1]][: order.size])
    return {
        int(predicates[start]): order[start:end] for start, end in itertools.pairwise([*starts.tolist(), order.size])
    }
