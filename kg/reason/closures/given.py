"""The given triples, as a set over their columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property

import numpy as np

from kg.rdf.model import Triple
from kg.reason.engine.arrays import EMPTY, Ints, Mask, distinct, first, pack, second
from kg.reason.engine.sets import Sets, SortedSet
from kg.reason.readers.encoded import Column, Encoded
from kg.reason.rules.vocabulary import TYPE

#: Subjects and objects, packed, by predicate.
Pairs = dict[int, Ints]


class Given(AbstractSet[Triple]):
    """The given triples, as a set over the columns.

    Parameters
    ----------
    encoded : Encoded
    before : Given, optional
        The given triples before a change. What the change does not concern is shared with it.
    gone : dict of arrays, optional
        The triples that are not given any more.
    stated : dict of arrays, optional
        The triples of the added rows, one for each row.
    """

    def __init__(
        self, encoded: Encoded, before: Given | None = None, gone: Pairs | None = None, stated: Pairs | None = None
    ) -> None:
        self._encoded = encoded
        #: What was given at first; it is still given with the predicates that no change concerned.
        self._base: Given | None = None
        self._pairs, self._classes = Sets(), Sets()
        self._repeated: dict[int, Ints] = {}
        self._concerned: set[int] = set()
        if before is not None:
            self._change(before, gone or {}, stated or {})

    def _change(self, before: Given, gone: Pairs, stated: Pairs) -> None:
        self._base = before if before._base is None else before._base
        concerned = gone.keys() | stated.keys()
        self._concerned = before._concerned | concerned
        self._pairs = before._pairs.only(before._pairs.keys() & self._concerned)
        self._classes = before._classes if before._base is not None else Sets()
        self._repeated = {p: pairs for p, pairs in before._repeated.items() if p in self._concerned}
        for predicate in concerned:
            more, less = stated.get(predicate, EMPTY), gone.get(predicate, EMPTY)
            repeated = before.repeated(predicate)
            self._repeated[predicate] = distinct(
                np.concatenate((repeated, _repeated(more), more[before.find(predicate, more)]))
            )
            more = distinct(more)
            if predicate == self._type:
                # Its pairs are made of the rows, if they are read.
                self._pairs.pop(predicate, None)
                self._classes = before.classes.copy()
                for cls in distinct(second(np.concatenate((less, more)))).tolist():
                    members = self._classes.get_set(cls).removing(first(less[second(less) == cls]))
                    self._classes.put(cls, members.adding(first(more[second(more) == cls]))[0])
            else:
                self._pairs.put(predicate, before.set_of(predicate).removing(less).adding(more)[0])

    @property
    def _type(self) -> int | None:
        return self._encoded.find(TYPE)

    @cached_property
    def rows(self) -> dict[int, Ints]:
        """The rows of each predicate."""
        return _by_predicate(self._encoded.predicate)

    @property
    def classes(self) -> Sets:
        """The members of each class."""
        type_ = self._type
        if self._base is not None and type_ not in self._concerned:
            return self._base.classes
        if not self._classes and type_ is not None and self._base is None and type_ in self.rows:
            for cls, members in _by_class(self._encoded, self.rows[type_]):
                self._classes[cls] = distinct(members)
        return self._classes

    def set_of(self, predicate: int) -> SortedSet:
        """Return subject and object of the triples with a predicate, packed."""
        if predicate not in self._pairs:
            if self._base is not None and predicate not in self._concerned:
                return self._base.set_of(predicate)
            self._pairs[predicate] = distinct(self.unsorted(predicate))
        return self._pairs.get_set(predicate)

    def pairs(self, predicate: int) -> Ints:
        """Return subject and object of the triples with a predicate, packed and sorted."""
        return self.set_of(predicate).whole()

    def repeated(self, predicate: int) -> Ints:
        """Return the pairs of a predicate that several rows state, or stated before a change, sorted."""
        if predicate not in self._repeated:
            if self._base is not None:
                return self._base.repeated(predicate)
            is_type = predicate == self._type
            size = self.classes.values_count() if is_type else self.set_of(predicate).size
            found = EMPTY
            if size < self.rows.get(predicate, EMPTY).size:
                found = _repeated(self.unsorted(predicate))
            self._repeated[predicate] = found
        return self._repeated[predicate]

    def find(self, predicate: int, pairs: Ints) -> Mask:
        """Tell which pairs of a predicate are given."""
        if predicate != self._type:
            return self.set_of(predicate).has(pairs)
        found = np.zeros(pairs.size, np.bool_)
        for cls in distinct(second(pairs)).tolist():
            of_class = np.flatnonzero(second(pairs) == cls)
            found[of_class] = self.classes.get_set(cls).has(first(pairs[of_class]))
        return found

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


def _repeated(pairs: Ints) -> Ints:
    """Return the pairs that occur more than once, sorted."""
    pairs = np.sort(pairs)
    return distinct(pairs[1:][pairs[1:] == pairs[:-1]])


def _by_class(encoded: Encoded, rows: Ints) -> Iterator[tuple[int, Ints]]:
    pairs = pack(encoded.object[rows].astype(np.int64), encoded.subject[rows].astype(np.int64))
    pairs.sort()
    classes = first(pairs)
    starts = np.flatnonzero(np.r_[True, classes[1:] != classes[:-1]])
    for low, high in zip(starts.tolist(), [*starts[1:].tolist(), pairs.size], strict=True):
        yield int(classes[low]), second(pairs[low:high])
