"""All facts, by property and by class, and the round in which each was found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from kg.reason.engine.arrays import (
    EMPTY,
    Ints,
    Mask,
    distinct,
    distinct_of,
    first,
    pack,
    second,
    swapped,
    union,
    union_and_new,
    without,
)
from kg.reason.engine.clauses import Place

#: New facts of classes and relations that are not merged yet.
Found = dict[Place, list[Ints]]
#: Facts of classes and relations, such as those that a round added.
Delta = dict[Place, Ints]
#: In place of the round of facts, the mark of facts that were removed.
_GONE = 0
#: The number of entries from which on the history of facts is written anew.
_MANY = 64
#: The number of pairs that are looked at together, so that they stay in the cache of the processor.
_BLOCK = 1 << 16
#: The denominator of a small share.
_FEW = 8


@dataclass
class Facts:
    """All facts, by property and by class, and the round in which each was found."""

    relations: dict[int, Ints] = field(default_factory=dict)
    classes: dict[int, Ints] = field(default_factory=dict)
    #: rdf:type and owl:sameAs as relations, if a rule uses them so; their facts are read from elsewhere.
    mirrors: dict[int, Ints] = field(default_factory=dict)
    #: The facts that each round found, and those that were removed later; read with `history`.
    rounds: dict[Place, list[tuple[int, Ints]]] = field(default_factory=lambda: defaultdict(list))
    #: For each term, the literal that represents all literals of its value; None if no two have the same value.
    alike: Ints | None = None
    _inverses: dict[int, Ints] = field(default_factory=dict)
    _by_value: dict[int, Ints] = field(default_factory=dict)

    def relation(self, key: int) -> Ints:
        """Return the pairs of a property."""
        return self.relations[key] if key in self.relations else self.mirrors.get(key, EMPTY)

    def get(self, kind: str, key: int) -> Ints:
        """Return the members of a class, or the pairs of a property."""
        return self.members(key) if kind == "class" else self.relation(key)

    def value(self, terms: Ints) -> Ints:
        """Replace literals by the one that represents their value."""
        return terms if self.alike is None else self.alike[terms]

    def by_value(self, key: int) -> Ints:
        """Return the pairs of a property, with one literal for each value."""
        if self.alike is None:
            return self.relation(key)
        if key not in self._by_value:
            pairs = self.relation(key)
            self._by_value[key] = distinct(pack(first(pairs), self.alike[second(pairs)]))
        return self._by_value[key]

    def inverse(self, key: int) -> Ints:
        """Return the pairs of a property, object first, with one literal for each value."""
        if key not in self._inverses:
            self._inverses[key] = swapped(self.by_value(key))
        return self._inverses[key]

    def inverse_of(self, key: int, wanted: Ints) -> Ints:
        """Return the pairs of a property that have some objects, object first; may include other pairs."""
        pairs = self.relation(key)
        if key in self._inverses or self.alike is not None or wanted.size > pairs.size // _FEW:
            return self.inverse(key)
        # For few objects, sorting all pairs takes longer than a scan.
        return swapped(with_seconds(pairs, marks(wanted)))

    def revalue(self, alike: Ints | None) -> None:
        """Record which literals have the same value, if there are new ones."""
        if alike is not None or self.alike is not None:
            self.alike = alike
            self._inverses.clear()
            self._by_value.clear()

    def _forget(self, key: int) -> None:
        self._inverses.pop(key, None)
        self._by_value.pop(key, None)

    def members(self, key: int) -> Ints:
        """Return the members of a class."""
        return self.classes.get(key, EMPTY)

    def _store(self, kind: str, key: int) -> dict[int, Ints]:
        if kind == "class":
            return self.classes
        return self.mirrors if key in self.mirrors else self.relations

    def add(self, kind: str, key: int, candidates: list[Ints], number: int) -> Ints:
        """Add new facts, and return them."""
        store = self._store(kind, key)
        known = store.get(key, EMPTY)
        both, new = union_and_new(known, distinct_of(candidates))
        if new.size:
            store[key] = both
            self.rounds[kind, key].append((number, new))
            if kind == "relation":
                inverse = self._inverses.get(key)
                self._forget(key)
                if inverse is not None and self.alike is None and new.size < known.size // _FEW:
                    self._inverses[key] = union(inverse, swapped(new))
        return new

    def history(self, kind: str, key: int) -> list[tuple[int, Ints]]:
        """Return the rounds in which facts were found, without those that were removed later."""
        result: list[tuple[int, Ints]] = []
        for number, values in self.rounds.get((kind, key), ()):
            if number == _GONE:
                result = [(earlier, left) for earlier, found in result if (left := without(found, values)).size]
            else:
                result.append((number, values))
        return result

    def discard(self, kind: str, key: int, gone: Ints, names: Ints = EMPTY) -> None:
        """Remove some facts, and their history, also under other names that they had."""
        store = self._store(kind, key)
        store[key] = without(store[key], gone)
        self.rounds[kind, key].append((_GONE, distinct_of([gone, names])))
        if len(self.rounds[kind, key]) > _MANY:
            self.rounds[kind, key] = self.history(kind, key)
        if kind == "relation":
            inverse = self._inverses.get(key)
            self._forget(key)
            if inverse is not None and self.alike is None:
                self._inverses[key] = without(inverse, swapped(gone))

    def copy(self) -> Facts:
        """Return a copy that can be changed without changing this one; arrays are never modified in place."""
        rounds = defaultdict(list, {where: list(found) for where, found in self.rounds.items()})
        return Facts(
            dict(self.relations), dict(self.classes), dict(self.mirrors), rounds, self.alike,
            dict(self._inverses), dict(self._by_value),
        )  # fmt: skip

    def remove(self, kind: str, key: int, gone: np.ndarray) -> None:
        """Remove the entries that a mask of the stored array marks."""
        store = self._store(kind, key)
        store[key] = store[key][~gone]
        if kind == "relation":
            self._forget(key)

    def __len__(self) -> int:
        return sum(map(len, self.relations.values())) + sum(map(len, self.classes.values()))


def marks(numbers: Ints) -> Mask:
    """Mark some numbers in a table, the last entry of which, for all greater numbers, is False."""
    marked = np.zeros(int(numbers.max(initial=0)) + 2, np.bool_)
    marked[numbers] = True
    return marked


def with_seconds(pairs: Ints, marked: Mask) -> Ints:
    """Return the pairs whose second columns are marked."""
    parts = (pairs[start : start + _BLOCK] for start in range(0, pairs.size, _BLOCK))
    return np.concatenate([EMPTY, *(part[marked.take(second(part), mode="clip")] for part in parts)])


def one_for_each_value(values: Ints) -> Ints | None:
    """Choose the least literal of each value for all terms; None if no two literals have the same value."""
    own = np.arange(values.size, dtype=np.int64)
    result = np.where(values >= 0, values, own)
    return None if np.array_equal(result, own) else result
