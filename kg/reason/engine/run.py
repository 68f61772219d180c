"""The state of one materialisation: its facts, the things that are the same, and the contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field

import numpy as np

from kg.reason.engine.arrays import EMPTY, Ints, Mask, distinct, first, full, pack, second
from kg.reason.engine.clauses import Binding, Clause, Place, Program, program_of
from kg.reason.engine.facts import Facts, one_for_each_value


@dataclass(eq=False)
class Run:
    """One materialisation; made by `start`, evaluated by `kg.reason.engine.rounds.close`.

    Things that are the same share one representative (union-find) while the rules run; triples of the others are made
    when they are read.

    Parameters
    ----------
    program : Program
        The rules.
    facts : Facts
        What holds, of representatives.
    literals : array of bool
        Which terms are literals: they are members of classes, but never subjects of relations.
    values : array of int
        The number of the value of each representative, equal for equal values; -1 if it is not known.
    representative : array of int
        The representative of each term.
    """

    program: Program
    facts: Facts
    literals: Mask
    values: Ints
    representative: Ints
    #: All terms that a representative represents, if there is more than one.
    members: dict[int, list[int]] = field(default_factory=dict)
    #: The pairs of things that rules made the same, in their order.
    merges: list[tuple[int, int]] = field(default_factory=list)
    #: The round of each pair; and for each replaced representative, its successor and the round.
    merged_in: list[int] = field(default_factory=list)
    gave_way: dict[int, tuple[int, int]] = field(default_factory=dict)
    #: The rules without a conclusion whose premises hold, and the values of their variables.
    broken: list[tuple[int, Binding]] = field(default_factory=list)
    #: The rules that would make literals of different values the same, and the values of their variables; one match for
    #: each thing.
    unequal: dict[tuple[int, tuple[int, ...]], Binding] = field(default_factory=dict)
    #: Pairs of things, not both literals, that would have to be the same but have different values.
    unequal_things: dict[tuple[int, int], None] = field(default_factory=dict)
    round: int = 0
    #: The pairs of a transitive relation from other rules, and the pairs reached in the last round.
    direct: dict[Place, Ints] = field(default_factory=dict)
    reached: dict[Place, Ints] = field(default_factory=dict)
    #: Transitive relations from which pairs were removed.
    reduced: set[Place] = field(default_factory=set)
    #: Whether another run has the same arrays of representatives and values.
    shares: bool = False

    def now(self, term: int) -> int:
        """Return the representative of a term."""
        return int(self.representative[term])

    def edges(self, key: int) -> Ints:
        """Return the pairs of a transitive relation from which all others can be reached."""
        edges, now = self.direct.get(("relation", key), EMPTY), self.representative
        return distinct(pack(now[first(edges)], now[second(edges)])) if self.merges else edges

    def broken_rules(self) -> Iterator[tuple[int, Binding]]:
        """Yield the broken rules, and the values of their variables."""
        yield from self.broken
        yield from ((number, {}) for number, one, other in self.program.asking if self.now(one) == self.now(other))

    def copy(self) -> Run:
        """Return a run from which facts can be removed without changing this one."""
        result = copy(self)
        result.facts, result.broken = self.facts.copy(), list(self.broken)
        result.direct, result.reached, result.reduced = dict(self.direct), dict(self.reached), set()
        result.shares = self.shares = True
        return result

    def own(self) -> None:
        """Make arrays of representatives and values that can be changed without changing another run."""
        if self.shares:
            self.values, self.representative = self.values.copy(), self.representative.copy()
            self.shares = False

    def part(self, representatives: set[int]) -> None:
        """Take things apart that were the same."""
        self.own()
        things = {thing for representative in representatives for thing in self.members.pop(representative)}
        numbers = np.array(sorted(things), np.int64)
        self.representative[numbers] = numbers
        stay = [number for number, (one, _) in enumerate(self.merges) if one not in things]
        self.merges = [self.merges[number] for number in stay]
        self.merged_in = [self.merged_in[number] for number in stay]
        self.gave_way = {thing: successor for thing, successor in self.gave_way.items() if thing not in things}

    def extended(self, literals: Mask, values: Ints) -> Run:
        """Return a run that continues from here without changing this one; it may have more terms."""
        result = self.copy()
        old = self.literals.size
        result.literals = literals
        if literals.size > old:
            result.values = np.concatenate((self.values, values[old:]))
            result.representative = np.concatenate((self.representative, np.arange(old, literals.size)))
            result.facts.revalue(one_for_each_value(values))
            result.shares = False
        result.members = {key: list(group) for key, group in self.members.items()}
        result.merges, result.merged_in = list(self.merges), list(self.merged_in)
        result.gave_way = dict(self.gave_way)
        result.unequal, result.unequal_things = dict(self.unequal), dict(self.unequal_things)
        return result


def start(
    clauses: Iterable[Clause], literals: Mask, values: Ints | None = None, *, type_: int = -1, same_as: int = -1
) -> Run:
    """Return a run without facts.

    Parameters
    ----------
    clauses : iterable of Clause
        The compiled rules.
    literals : array of bool
        Which terms are literals.
    values : array of int, optional
        The value of each literal, as the least number of the literals with this value; -1 if it is not known.
    type_, same_as : int, optional
        The numbers of rdf:type and owl:sameAs, which rules may use like any relation.
    """
    program = program_of(clauses, type_, same_as)
    facts = Facts(alike=None if values is None else one_for_each_value(values))
    for key in [type_] * program.mirrors_types + [same_as] * program.mirrors_same:
        facts.mirrors[key] = EMPTY
    own = full(-1, literals.size) if values is None else values.copy()
    return Run(program, facts, literals, own, np.arange(literals.size, dtype=np.int64))
