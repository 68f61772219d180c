"""Representatives by round, and the round in which a triple first held.

Each fact follows from facts of earlier rounds. Merges of things that are the same also have a round: by a rule with
premises of earlier rounds, or because it was given. The merges form a forest, so there is one path between two things
that are the same.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from kg.reason.closures.closure import Closure
from kg.reason.proofs.round_index import RoundIndex, found
from kg.reason.readers.encoded import EncodedTriple

#: A number greater than all rounds.
LATE = 1 << 29


class History:
    """Names and rounds in one closure; a round is called ``number``."""

    def __init__(self, closure: Closure) -> None:
        self.run = closure.run
        self.index = RoundIndex(closure.facts)
        self.type_, self.same_as = closure.type_, closure.same_as

    def place(self, row: EncodedTriple) -> tuple[str, int, int | None]:
        """Return the place of a triple: a class, or a relation and the object."""
        _, p, o = row
        if p == self.type_ and ("class", o) in self.run.facts.rounds:
            return "class", o, None
        return "relation", p, o

    def at(self, term: int, number: int) -> int:
        """Return the representative of a term in a round."""
        gave_way = self.run.gave_way
        while term in gave_way and gave_way[term][1] <= number:
            term = gave_way[term][0]
        return term

    def names_over_time(self, term: int) -> list[tuple[int, int]]:
        """Return the representatives of a term, with the round of each, itself first."""
        result = [(term, 0)]
        while term in self.run.gave_way:
            term, number = self.run.gave_way[term]
            result.append((term, number))
        return result

    def group(self, representative: int, number: int) -> list[int]:
        """Return the terms that a representative represented in a round, itself first."""
        group = self.run.members.get(int(self.run.representative[representative]), [])
        others = (n for n in group if n != representative and self.at(n, number) == representative)
        return [representative, *others]

    def former(self, representative: int, number: int) -> list[int]:
        """Return the representatives that one replaced by a round, itself first."""
        if not self.run.merges:
            return [representative]
        return list(dict.fromkeys(self.at(n, number - 1) for n in self.group(representative, number)))

    @cached_property
    def edges(self) -> dict[int, list[tuple[int, int]]]:
        """The things that each thing was merged with, and the numbers of these merges."""
        edges: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, (one, other) in enumerate(self.run.merges):
            edges[one].append((other, number))
            edges[other].append((one, number))
        return edges

    def since(
        self, row: EncodedTriple, place: tuple[str, int, int | None] | None = None
    ) -> tuple[int, int, EncodedTriple] | None:
        """Return the first round in which a triple held, the round of its fact, and its names then."""
        s, p, o = row
        kind, key, obj = place or self.place(row)
        facts = self.index.get(kind, key)
        best: tuple[int, int, EncodedTriple] | None = None
        for subject, since in self.names_over_time(s):
            for other, joined in self.names_over_time(o) if obj is not None else [(o, 0)]:
                number = facts.round(subject if obj is None else subject << 32 | other)
                if found(number) and (best is None or max(number, since, joined) < best[0]):
                    best = (max(number, since, joined), number, (subject, p, other))
        return best

    def earlier(self, row: EncodedTriple, number: int) -> int | None:
        """Return a literal of equal value for which the same triple held before a round."""
        s, p, o = row
        known = ((self.since((s, p, other)), other) for other in self.index.alike(o))
        first = min(((since[0], other) for since, other in known if since is not None), default=(number, None))
        return first[1] if first[0] < number else None
