"""The rounds of facts: the index for the search for proofs."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from kg.reason.engine.arrays import EMPTY, Ints, first, pack, second
from kg.reason.engine.clauses import Place
from kg.reason.engine.facts import Facts

_NEVER = 1 << 30


class FactRounds:
    """The pairs of one property, or the members of one class, each with its round."""

    def __init__(self, segments: list[tuple[int, Ints]]) -> None:
        values = np.concatenate([EMPTY, *(segment for _, segment in segments)])
        rounds = np.repeat([number for number, _ in segments], [segment.size for _, segment in segments])
        order = np.argsort(values, kind="stable")
        #: Sorted, with the round of each.
        self.values: Ints = values[order]
        self.rounds = rounds.astype(np.int32)[order]

    @cached_property
    def inverse(self) -> FactRounds:
        """The pairs with their columns exchanged."""
        result = FactRounds.__new__(FactRounds)
        swapped = (self.values << 32) | (self.values >> 32)
        order = np.argsort(swapped)
        result.values, result.rounds = swapped[order], self.rounds[order]
        return result

    def round(self, value: int) -> int:
        """Return the round in which a fact was found; a number greater than all rounds if it was not found."""
        place = int(self.values.searchsorted(value))
        if place < self.values.size and int(self.values[place]) == value:
            return int(self.rounds[place])
        return _NEVER

    def all_rounds(self, values: Ints) -> Ints:
        """Return the rounds of many facts."""
        if not self.values.size:
            return np.full(values.size, _NEVER)
        places = self.values.searchsorted(values)
        places[places == self.values.size] = 0
        return np.where(self.values[places] == values, self.rounds[places], _NEVER)

    def span(self, key: int) -> slice:
        """Return the places of the pairs that start with a key."""
        return slice(int(self.values.searchsorted(key << 32)), int(self.values.searchsorted((key + 1) << 32)))


class RoundIndex:
    """The rounds of all facts; those of a property or class are sorted on first use."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._by_place: dict[Place, FactRounds] = {}
        self._by_value: dict[int, FactRounds] = {}

    def get(self, kind: str, key: int) -> FactRounds:
        """Return the rounds of a property ("relation") or a class ("class")."""
        found = self._by_place.get((kind, key))
        if found is None:
            found = self._by_place[kind, key] = FactRounds(self._facts.history(kind, key))
        return found

    def by_value(self, key: int) -> FactRounds:
        """Return the rounds of a property with one literal for each value, chosen by `value`."""
        alike = self._facts.alike
        if alike is None:
            return self.get("relation", key)
        found = self._by_value.get(key)
        if found is None:
            segments = self._facts.history("relation", key)
            pairs = [(number, pack(first(segment), alike[second(segment)])) for number, segment in segments]
            found = self._by_value[key] = FactRounds(pairs)
        return found

    def value(self, term: int) -> int:
        """Return the literal that represents the value of a literal; return other terms unchanged."""
        alike = self._facts.alike
        return term if alike is None or term >= alike.size else int(alike[term])

    def values(self, terms: Ints) -> Ints:
        """Apply `value` to many terms."""
        return self._facts.value(terms)

    def alike(self, term: int) -> list[int]:
        """Return the other literals with the same value."""
        alike = self._facts.alike
        if alike is None or term >= alike.size:
            return []
        order, values = self._by_alike
        span = slice(*(int(values.searchsorted(alike[term], side)) for side in ("left", "right")))
        return [n for n in order[span].tolist() if n != term]

    @cached_property
    def _by_alike(self) -> tuple[Ints, Ints]:
        """The terms in the order of the literals that represent their values, and these literals."""
        alike = self._facts.alike
        assert alike is not None
        order = np.argsort(alike, kind="stable")
        return order, alike[order]

    def prepare(self) -> None:
        """Sort everything now."""
        for kind, key in self._facts.rounds:
            rounds = self.get(kind, key)
            if kind == "relation":
                _ = rounds.inverse, self.by_value(key).inverse


def found(number: int) -> bool:
    """Return whether a number is an actual round."""
    return number < _NEVER
