"""All facts, by property and by class, and the round in which each was found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from kg.reason.engine.arrays import EMPTY, Ints, distinct, distinct_of, first, pack, second, swapped, without
from kg.reason.engine.clauses import Place
from kg.reason.engine.sets import Sets, SortedSet

#: New facts of classes and relations that are not merged yet.
Found = dict[Place, list[Ints]]
#: Facts of classes and relations, such as those that a round added.
Delta = dict[Place, Ints]
#: In place of the round of facts, the mark of facts that were removed.
_GONE = 0
#: The number of entries from which on the history of facts is written anew.
_MANY = 64
#: The denominator of a small share.
_FEW = 8


@dataclass
class Facts:
    """All facts, by property and by class, and the round in which each was found."""

    relations: Sets = field(default_factory=Sets)
    classes: Sets = field(default_factory=Sets)
    #: rdf:type and owl:sameAs as relations, if a rule uses them so; their facts are read from elsewhere.
    mirrors: Sets = field(default_factory=Sets)
    #: The facts that each round found, and those that were removed later; read with `history`.
    rounds: dict[Place, list[tuple[int, Ints]]] = field(default_factory=lambda: defaultdict(list))
    #: For each term, the literal that represents all literals of its value; None if no two have the same value.
    alike: Ints | None = None
    _inverses: dict[int, SortedSet] = field(default_factory=dict)
    _by_value: dict[int, Ints] = field(default_factory=dict)

    def relation(self, key: int) -> Ints:
        """Return the pairs of a property."""
        return self.of("relation", key).whole()

    def members(self, key: int) -> Ints:
        """Return the members of a class."""
        return self.classes.get_set(key).whole()

    def of(self, kind: str, key: int) -> SortedSet:
        """Return the members of a class, or the pairs of a property, as a set."""
        return self._store(kind, key).get_set(key)

    def value(self, terms: Ints) -> Ints:
        """Replace literals by the one that represents their value."""
        return terms if self.alike is None else self.alike[terms]

    def by_value(self, key: int) -> SortedSet:
        """Return the pairs of a property, with one literal for each value."""
        if self.alike is None:
            return self.of("relation", key)
        if key not in self._by_value:
            pairs = self.relation(key)
            self._by_value[key] = distinct(pack(first(pairs), self.alike[second(pairs)]))
        return SortedSet(self._by_value[key])

    def inverse(self, key: int) -> SortedSet:
        """Return the pairs of a property, object first, with one literal for each value."""
        if key not in self._inverses:
            self._inverses[key] = SortedSet(swapped(self.by_value(key).whole()))
        return self._inverses[key]

    def inverse_of(self, key: int, wanted: Ints) -> SortedSet:
        """Return the pairs of a property that have some objects, object first; may include other pairs."""
        pairs = self.of("relation", key)
        if key in self._inverses or self.alike is not None or wanted.size > pairs.size // _FEW:
            return self.inverse(key)
        # For few objects, sorting all pairs takes longer than a scan.
        return SortedSet(pairs.exchanged(wanted))

    def revalue(self, alike: Ints | None) -> None:
        """Record which literals have the same value, if there are new ones."""
        if alike is not None or self.alike is not None:
            self.alike = alike
            self._inverses.clear()
            self._by_value.clear()

    def _forget(self, key: int) -> None:
        self._inverses.pop(key, None)
        self._by_value.pop(key, None)

    def _store(self, kind: str, key: int) -> Sets:
        if kind == "class":
            return self.classes
        return self.mirrors if key in self.mirrors else self.relations

    def add(self, kind: str, key: int, candidates: list[Ints], number: int) -> Ints:
        """Add new facts, and return them."""
        store = self._store(kind, key)
        both, new = store.get_set(key).adding(distinct_of(candidates))
        if new.size:
            store.put(key, both)
            self.rounds[kind, key].append((number, new))
            if kind == "relation":
                inverse = self._inverses.get(key)
                self._forget(key)
                if inverse is not None and self.alike is None and new.size < both.size // _FEW:
                    self._inverses[key] = inverse.adding(swapped(new))[0]
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
        self.remove(kind, key, gone)
        self.rounds[kind, key].append((_GONE, distinct_of([gone, names])))
        if len(self.rounds[kind, key]) > _MANY:
            self.rounds[kind, key] = self.history(kind, key)

    def remove(self, kind: str, key: int, gone: Ints) -> None:
        """Remove some facts, but not their history."""
        store = self._store(kind, key)
        store.put(key, store.get_set(key).removing(gone))
        if kind == "relation":
            inverse = self._inverses.get(key)
            self._forget(key)
            if inverse is not None and self.alike is None:
                self._inverses[key] = inverse.removing(swapped(gone))

    def copy(self) -> Facts:
        """Return a copy that can be changed without changing this one; arrays are never modified in place."""
        rounds = defaultdict(list, {where: list(found) for where, found in self.rounds.items()})
        return Facts(
            self.relations.copy(), self.classes.copy(), self.mirrors.copy(), rounds, self.alike,
            dict(self._inverses), dict(self._by_value),
        )  # fmt: skip

    def __len__(self) -> int:
        return self.relations.values_count() + self.classes.values_count()


def one_for_each_value(values: Ints) -> Ints | None:
    """Choose the least literal of each value for all terms; None if no two literals have the same value."""
    own = np.arange(values.size, dtype=np.int64)
    result = np.where(values >= 0, values, own)
    return None if np.array_equal(result, own) else result
