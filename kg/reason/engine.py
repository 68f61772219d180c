"""The engine: rules compiled against the schema, evaluated semi-naively over sorted arrays.

One relation for each property, one set for each class. Each round joins what the last one found with
everything known (semi-naive evaluation: Abiteboul, Hull and Vianu, Foundations of Databases, 1995, ch. 13),
and is remembered, so that a proof can be searched for later without recording anything now. Things that are
the same share one representative (union-find) while the rules run; what holds of the others is written out
when it is read.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from kg.reason import reach
from kg.reason.arrays import (
    EMPTY,
    Ints,
    contains,
    distinct,
    first,
    full,
    located,
    lookup,
    pack,
    second,
    swapped,
    union,
    without,
)

#: Pairs of things that are the same that are looked at together.
_CHUNK = 1024
#: Rows that a join makes at once.
_BLOCK = 1 << 22
#: Bindings that are tried to tell which premise to look up first.
_SAMPLE = 64
#: A share that is small: one of so many.
_FEW = 8
#: A variable of a rule, or the number of a term.
Slot = str | int


@dataclass(frozen=True)
class Atom:
    """``x p y``, or ``x a c``: then ``key`` is the class and ``object`` is None."""

    kind: Literal["relation", "class", "same"]
    key: int
    subject: Slot
    object: Slot | None

    def slots(self) -> tuple[Slot, ...]:
        """Return subject and, of a relation, object."""
        return (self.subject,) if self.object is None else (self.subject, self.object)


@dataclass(frozen=True)
class Step:
    """A compiled rule over numbers: what must hold, and what follows; ``number`` tells which rule it is."""

    number: int
    body: tuple[Atom, ...]
    head: Atom | None


def _alike(values: Ints) -> Ints | None:
    """Choose one literal for each value; None where no two literals are of one value."""
    places = np.flatnonzero(values >= 0)
    order = places[np.argsort(values[places], kind="stable")]
    fresh = np.ones(order.size, np.bool_)
    np.not_equal(values[order[1:]], values[order[:-1]], out=fresh[1:])
    if fresh.all():
        return None
    result = np.arange(values.size, dtype=np.int64)
    result[order] = order[fresh][np.cumsum(fresh) - 1]
    return result


def _transitive(step: Step) -> tuple[str, int] | None:
    """Return the relation that a rule makes transitive, if it is such a rule."""
    head = step.head
    if head is None or head.kind != "relation" or len(step.body) != 2:
        return None
    one, other = step.body
    if other.object == one.subject:
        one, other = other, one
    slots = (one.subject, one.object, other.object)
    if not one.kind == other.kind == "relation" or not one.key == other.key == head.key:
        return None
    fits = one.object == other.subject and (head.subject, head.object) == (one.subject, other.object)
    return ("relation", head.key) if fits and len({slot for slot in slots if isinstance(slot, str)}) == 3 else None


def _inclusion(step: Step) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """Return what a rule says to be below what, if it says no more."""
    head = step.head
    if head is None or head.kind == "same" or len(step.body) != 1:
        return None
    (atom,) = step.body
    slots = atom.slots()
    if atom.kind != head.kind or slots != head.slots() or len({s for s in slots if isinstance(s, str)}) != len(slots):
        return None
    return (atom.kind, atom.key), (head.kind, head.key)


def _half(step: Step) -> tuple[Atom, ...] | None:
    """Return what a rule asks of each of two things that it makes the same; None where it asks for more than that."""
    head = step.head
    if head is None or head.kind != "same" or not isinstance(head.subject, str) or not isinstance(head.object, str):
        return None
    one, other = head.subject, head.object
    half = tuple(atom for atom in step.body if other not in atom.slots())
    rest = {atom for atom in step.body if one not in atom.slots()}
    if one == other or {_renamed(atom, one, other) for atom in half} != rest or {*half, *rest} != set(step.body):
        return None
    return half


def _grouped(columns: _Columns, names: list[Slot]) -> Ints:
    """Give rows numbers by what some of their columns hold."""
    result = full(0, columns.size)
    for name in names:
        pairs = pack(result, columns.values[name])
        result = np.searchsorted(distinct(pairs), pairs)
    return result


def _first_rows(groups: Ints) -> Ints:
    """Return one row of each group."""
    order = np.argsort(groups, kind="stable")
    return order[np.r_[True, groups[order][1:] != groups[order][:-1]]]


def _renamed(atom: Atom, old: Slot, new: Slot) -> Atom:
    def slot(value: Slot) -> Slot:
        return new if value == old else value

    return Atom(atom.kind, atom.key, slot(atom.subject), None if atom.object is None else slot(atom.object))


@dataclass
class _Columns:
    """Bindings of variables, one row for each way to find the premises so far."""

    size: int
    values: dict[Slot, Ints]

    def knows(self, slot: Slot) -> bool:
        return isinstance(slot, int) or slot in self.values

    def take(self, rows: Ints | np.ndarray) -> _Columns:
        values = {name: column[rows] for name, column in self.values.items()}
        size = int(rows.sum()) if rows.dtype == np.bool_ else int(rows.size)
        return _Columns(size, values)


@dataclass
class Facts:
    """Everything known, by property and by class, and in which round it was found."""

    relations: dict[int, Ints] = field(default_factory=dict)
    classes: dict[int, Ints] = field(default_factory=dict)
    #: rdf:type and owl:sameAs as relations, where a rule asks for them so; what they say is read out elsewhere.
    mirrors: dict[int, Ints] = field(default_factory=dict)
    rounds: dict[tuple[str, int], list[tuple[int, Ints]]] = field(default_factory=lambda: defaultdict(list))
    #: For each term the one that stands for all literals of its value; None where no two are of one.
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
        """Put one literal in the place of all of its value."""
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
        """Return the pairs of a property that have some objects, object first; others may be among them."""
        pairs = self.relation(key)
        if key in self._inverses or self.alike is not None or wanted.size > pairs.size // _FEW:
            return self.inverse(key)
        # Sorting all of them for few takes longer than looking at all of them.
        objects = second(pairs)
        marked = np.zeros(int(max(objects.max(), wanted.max(initial=0))) + 1, np.bool_)
        marked[wanted] = True
        return swapped(pairs[marked[objects]])

    def revalue(self, alike: Ints | None) -> None:
        """Take in which literals are of one value, where there are more of them."""
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
        """Take in what is new, and return it."""
        store = self._store(kind, key)
        known = store.get(key, EMPTY)
        new = distinct(np.concatenate(candidates) if len(candidates) > 1 else candidates[0])
        if known.size:
            new = new[~contains(known, new)]
        if new.size:
            store[key] = union(known, new)
            self.rounds[kind, key].append((number, new))
            if kind == "relation":
                inverse = self._inverses.get(key)
                self._forget(key)
                if inverse is not None and self.alike is None and new.size < known.size // _FEW:
                    self._inverses[key] = union(inverse, swapped(new))
        return new

    def discard(self, kind: str, key: int, gone: Ints) -> None:
        """Take out some of what is known, and that it ever was."""
        store = self._store(kind, key)
        store[key] = without(store[key], gone)
        rounds = ((number, without(found, gone)) for number, found in self.rounds[kind, key])
        self.rounds[kind, key] = [(number, found) for number, found in rounds if found.size]
        if kind == "relation":
            inverse = self._inverses.get(key)
            self._forget(key)
            if inverse is not None and self.alike is None:
                self._inverses[key] = without(inverse, swapped(gone))

    def copy(self) -> Facts:
        """Return facts that can be changed without changing these: arrays are never written into."""
        rounds = defaultdict(list, {where: list(found) for where, found in self.rounds.items()})
        return Facts(
            dict(self.relations), dict(self.classes), dict(self.mirrors), rounds, self.alike,
            dict(self._inverses), dict(self._by_value),
        )  # fmt: skip

    def remove(self, kind: str, key: int, gone: np.ndarray) -> None:
        """Take out what a mask of the stored array marks."""
        store = self._store(kind, key)
        store[key] = store[key][~gone]
        if kind == "relation":
            self._forget(key)

    def __len__(self) -> int:
        return sum(map(len, self.relations.values())) + sum(map(len, self.classes.values()))


class Run:
    """One materialisation.

    Parameters
    ----------
    steps : iterable of Step
        The compiled rules.
    literals : array of bool
        Which terms are literals: they are members of classes, but never subjects of relations.
    values : array of int, optional
        For each literal the number of its value, the same for literals of one value; -1 where it is not known.
    type_, same_as : int, optional
        The numbers of rdf:type and owl:sameAs, which rules may ask for as for any relation.
    """

    def __init__(
        self,
        steps: Iterable[Step],
        literals: np.ndarray,
        values: Ints | None = None,
        *,
        type_: int = -1,
        same_as: int = -1,
    ) -> None:
        self.facts = Facts(alike=None if values is None else _alike(values))
        self.literals = literals
        self._values: Ints = full(-1, literals.size) if values is None else values.copy()
        self.representative: Ints = np.arange(literals.size, dtype=np.int64)
        self.members: dict[int, list[int]] = {}
        #: Which two things a rule found to be the same, in the order in which it did.
        self.merges: list[tuple[int, int]] = []
        #: The round of each of them, and what each representative gave way to, in which round.
        self.merged_in: list[int] = []
        self.gave_way: dict[int, tuple[int, int]] = {}
        self.clashes: list[tuple[int, dict[Slot, int]]] = []
        #: Which rules would make literals of different values the same, and what the variables stand for: one way
        #: for each thing of which a rule says so.
        self.unequal: dict[tuple[int, tuple[int, ...]], dict[Slot, int]] = {}
        #: Which two things, not both literals, would have to be the same and have different values.
        self.unequal_things: dict[tuple[int, int], None] = {}
        self.round = 0
        #: The rule that makes a relation transitive, by the relation.
        self.transitive: dict[tuple[str, int], Step] = {}
        #: The pairs of a transitive relation that came from elsewhere, and those that last were reached.
        self._edges: dict[tuple[str, int], Ints] = {}
        self._reached: dict[tuple[str, int], Ints] = {}
        #: Transitive relations that something was taken out of.
        self._broken: set[tuple[str, int]] = set()
        #: Classes and properties that are above others, by the rules that say so, and all that are above.
        self.below: dict[tuple[str, int], list[tuple[Step, tuple[str, int]]]] = defaultdict(list)
        self._above: dict[tuple[str, int], list[tuple[str, int]]] = {}
        self.steps = {step.number: step for step in steps}
        #: Rules that only ask whether two things are the same, and which.
        self._asking: list[tuple[int, int, int]] = []
        self._by_key: dict[tuple[str, int], list[tuple[Step, int]]] = defaultdict(list)
        #: Rules that make two things the same that fit one description, by what the description asks for.
        self._alike: dict[tuple[str, int], list[tuple[Step, tuple[Atom, ...], int]]] = defaultdict(list)
        inclusions = set()
        for step in map(self._without_same, self.steps.values()):
            if (where := _transitive(step)) is not None:
                self.transitive.setdefault(where, step)
            elif (included := _inclusion(step)) is not None:
                inclusions.add(included)
                self.below[included[1]].append((step, included[0]))
            elif (half := _half(step)) is not None:
                for place, atom in enumerate(half):
                    self._alike[atom.kind, atom.key].append((step, half, place))
            else:
                for place, atom in enumerate(step.body):
                    self._by_key[atom.kind, atom.key].append((step, place))
        self._include(inclusions)
        self._type, self._same = type_, same_as
        asked = {(atom.kind, atom.key) for step in self.steps.values() for atom in step.body}
        concluded = {(step.head.kind, step.head.key) for step in self.steps.values() if step.head is not None}
        self._mirrors_types = ("relation", type_) in asked | concluded
        self._mirrors_same = ("relation", same_as) in asked
        for key in [type_] * self._mirrors_types + [same_as] * self._mirrors_same:
            self.facts.mirrors[key] = EMPTY

    def _include(self, inclusions: set[tuple[tuple[str, int], tuple[str, int]]]) -> None:
        """Find all that is above each class and property, so that what is in one comes into all of them at once."""
        names = sorted({name for pair in inclusions for name in pair})
        numbers = {name: number for number, name in enumerate(names)}
        edges = np.array(sorted(numbers[one] << 32 | numbers[other] for one, other in inclusions), np.int64)
        closed = reach.transitive_closure(edges)
        starts = np.searchsorted(closed, np.arange(len(names) + 1, dtype=np.int64) << 32).tolist()
        above = second(closed).tolist()
        for number, name in enumerate(names):
            found = above[starts[number] : starts[number + 1]]
            if found:
                self._above[name] = [names[other] for other in found if other != number]

    def _without_same(self, step: Step) -> Step:
        """Write the two sides of a premise that says what is the same as one: they share a representative."""
        body, head = step.body, step.head
        while (same := next((atom for atom in body if atom.kind == "same"), None)) is not None:
            one, other = same.subject, same.object
            assert other is not None
            rest = tuple(atom for atom in body if atom is not same)
            if isinstance(one, int) and isinstance(other, int):
                if not rest and head is None:
                    self._asking.append((step.number, one, other))
                return Step(step.number, (), head)
            old, new = (one, other) if isinstance(one, str) else (other, one)
            body = tuple(_renamed(atom, old, new) for atom in rest)
            head = None if head is None else _renamed(head, old, new)
        return Step(step.number, body, head)

    def copy(self) -> Run:
        """Return a run that things can be taken back from without changing this one."""
        result = copy(self)
        result.facts, result.clashes = self.facts.copy(), list(self.clashes)
        result._edges, result._reached, result._broken = dict(self._edges), dict(self._reached), set()
        return result

    def extended(self, literals: np.ndarray, values: Ints) -> Run:
        """Return a run that goes on from here without changing this one; there may be more terms."""
        result = self.copy()
        old = self.literals.size
        result.literals = literals
        if literals.size > old:
            result._values = np.concatenate((self._values, values[old:]))
            result.representative = np.concatenate((self.representative, np.arange(old, literals.size)))
            result.facts.revalue(_alike(values))
        else:
            result._values, result.representative = self._values.copy(), self.representative.copy()
        result.members = {key: list(group) for key, group in self.members.items()}
        result.merges, result.merged_in = list(self.merges), list(self.merged_in)
        result.gave_way = dict(self.gave_way)
        result.unequal, result.unequal_things = dict(self.unequal), dict(self.unequal_things)
        return result

    def take_back(
        self, gone: dict[tuple[str, int], Ints]
    ) -> tuple[dict[tuple[str, int], Ints], list[tuple[int, dict[Slot, int]]]] | None:
        """Find all that may rest on what is gone (delete and rederive: Gupta, Mumick and Subrahmanian, 1993).

        Parameters
        ----------
        gone : dict of arrays
            By class and relation, of representatives, and all of them known.

        Returns
        -------
        (dict of arrays, list of the clashes that stay) or None
            None where things would no longer be the same, or a tenth of all facts would go.
        """
        everything: dict[tuple[str, int], Ints] = {}
        limit = len(self.facts) // 10
        lost: set[tuple[int, frozenset[tuple[Slot, int]]]] = set()
        carried: dict[tuple[str, int], Ints] = {}
        while gone:
            found: dict[tuple[str, int], list[Ints]] = defaultdict(list)
            for where, delta in gone.items():
                everything[where] = distinct(np.concatenate((everything.get(where, EMPTY), delta)))
                if not self._took_back(where, delta, found, lost):
                    return None
                if where in self.transitive:
                    new = delta[~contains(carried.get(where, EMPTY), delta)]
                    through = reach.through(self.facts.relation(where[1]), new)
                    carried[where] = distinct(np.concatenate((carried.get(where, EMPTY), through)))
                    found[where].append(through)
                for higher in self._above.get(where, ()):
                    found[higher].append(delta)
            if sum(values.size for values in everything.values()) > limit:
                return None
            gone = {}
            for where, candidates in found.items():
                new = distinct(np.concatenate(candidates))
                new = new[contains(self.facts.get(*where), new) & ~contains(everything.get(where, EMPTY), new)]
                if new.size:
                    gone[where] = new
        stay = [clash for clash in self.clashes if (clash[0], frozenset(clash[1].items())) not in lost]
        return everything, stay

    def _took_back(
        self,
        where: tuple[str, int],
        delta: Ints,
        found: dict[tuple[str, int], list[Ints]],
        lost: set[tuple[int, frozenset[tuple[Slot, int]]]],
    ) -> bool:
        """Find what rules concluded of what is gone; return whether all that was the same still is."""
        same: list[Ints] = []
        for step, place in self._by_key.get(where, ()):
            rest = [atom for number, atom in enumerate(step.body) if number != place]
            for columns in self._blocks(self._seed(step.body[place], delta), rest):
                if step.head is None:
                    for row in range(columns.size):
                        bindings = {name: int(column[row]) for name, column in columns.values.items()}
                        lost.add((step.number, frozenset(bindings.items())))
                elif step.head.kind == "same":
                    same += [self._column(columns, slot) for slot in step.head.slots()]
                else:
                    subject, obj = self._column(columns, step.head.subject), step.head.object
                    values = subject if obj is None else pack(subject, self._column(columns, obj))
                    found[step.head.kind, step.head.key].append(values)
        for _, half, place in self._alike.get(where, ()):
            rows = self._joined(self._seed(half[place], delta), [atom for n, atom in enumerate(half) if n != place])
            same += list(rows.values.values())
        if same and (self.unequal or self.unequal_things):
            return False
        return not any(number in self.members for number in distinct(np.concatenate([EMPTY, *same])).tolist())

    def put_back(self, gone: dict[tuple[str, int], Ints], kept: dict[tuple[str, int], Ints]) -> None:
        """Take out what may rest on what is gone, and bring back what rests on something else, too.

        Parameters
        ----------
        gone : dict of arrays
            What `take_back` found.
        kept : dict of arrays
            What of it still is given, or follows from axioms alone.
        """
        for where, values in gone.items():
            self.facts.discard(*where, values)
            if where in self.transitive:
                self._edges[where] = without(self.edges(where[1]), values)
                self._reached[where] = EMPTY
                self._broken.add(where)
        found: dict[tuple[str, int], list[Ints]] = defaultdict(list)
        for where, values in gone.items():
            back = [kept[where]] if where in kept else []
            rest = values[~contains(kept[where], values)] if where in kept else values
            back += [rest[contains(self.facts.get(*lower), rest)] for _, lower in self.below.get(where, ())]
            for step in self._concluding.get(where, ()):
                back += list(self._once_more(step, rest))
            back = [values for values in back if values.size]
            if back:
                found[where] = back
        self._go_on(found, [])

    @cached_property
    def _concluding(self) -> dict[tuple[str, int], list[Step]]:
        """The rules by what they conclude, less those that reach or include."""
        result: dict[tuple[str, int], dict[int, Step]] = defaultdict(dict)
        for steps in self._by_key.values():
            for step, _ in steps:
                if step.head is not None:
                    result[step.head.kind, step.head.key][step.number] = step
        return {where: list(steps.values()) for where, steps in result.items()}

    def _once_more(self, step: Step, wanted: Ints) -> Iterator[Ints]:
        """Yield which of some conclusions a rule still has."""
        assert step.head is not None
        head = step.head
        seeds = [self._seed(head, wanted)]
        if head.object is not None and self.facts.alike is not None:
            # Premises agree by value, a conclusion has the very literal of its premise.
            alike = self.facts.alike[second(wanted)]
            several = (np.bincount(self.facts.alike)[alike] > 1) & self.literals[second(wanted)]
            subjects = distinct(first(wanted[several]))
            open_: dict[Slot, Ints] = {head.subject: subjects} if isinstance(head.subject, str) else {}
            seeds = [self._seed(head, wanted[~several]), _Columns(subjects.size if open_ else 1, open_)]
        for seed in seeds:
            for columns in self._blocks(seed, list(step.body)):
                subject = self._column(columns, head.subject)
                found = subject if head.object is None else pack(subject, self._column(columns, head.object))
                yield distinct(found[contains(wanted, found)])

    def broken(self) -> Iterator[tuple[int, dict[Slot, int]]]:
        """Yield the rules that were broken, and what their variables stand for."""
        yield from self.clashes
        yield from ((number, {}) for number, one, other in self._asking if self._now(one) == self._now(other))

    def ways(self, step: Step, bindings: dict[Slot, int], limit: int = 1) -> list[dict[Slot, int]]:
        """Find ways in which all that a rule needs holds, as what its variables stand for."""
        columns = _Columns(1, {name: full(self._now(term), 1) for name, term in bindings.items()})
        columns = self._joined(columns, list(step.body))
        rows = range(min(limit, columns.size))
        return [{name: int(column[row]) for name, column in columns.values.items()} for row in rows]

    def close(self, relations: dict[int, list[Ints]], classes: dict[int, list[Ints]], same: list[Ints]) -> None:
        """Take in triples, and everything that follows from them and what is known."""
        found: dict[tuple[str, int], list[Ints]] = {
            **{("relation", key): list(value) for key, value in relations.items()},
            **{("class", key): list(value) for key, value in classes.items()},
        }
        self._go_on(found, same)

    def _go_on(self, found: dict[tuple[str, int], list[Ints]], same: list[Ints]) -> None:
        """Take in what was found, and everything that follows from it and what is known."""
        above: dict[tuple[str, int], list[Ints]] = {}
        while found or same or above or self._broken:
            self.round += 1
            if same:
                pairs = np.concatenate(same)
                self._merge(pairs, found, above)
                if self._mirrors_same:
                    found.setdefault(("relation", self._same), []).append(self._themselves(pairs))
                same = []
            if self._mirrors_types:
                self._into_classes(found)
                self._into_classes(above, found)
            deltas, raised = self._take_in(found, above)
            if self._mirrors_types:
                self._into_types(deltas)
                if (types := deltas.get(("relation", self._type))) is not None:
                    raised["relation", self._type] = types
            found, above = defaultdict(list), defaultdict(list)
            for where, delta in deltas.items():
                for step, place in self._by_key.get(where, ()):
                    self._apply(step, place, delta, found, same)
                for step, half, place in self._alike.get(where, ()):
                    self._liken(step, half, place, delta, same)
                for higher in self._above.get(where, ()) if where in raised else ():
                    above[higher].append(raised[where])
            for where in [*(where for where in self.transitive if where in deltas), *self._broken]:
                self._carry_on(where, deltas.get(where, EMPTY), found)

    def _take_in(
        self, found: dict[tuple[str, int], list[Ints]], above: dict[tuple[str, int], list[Ints]]
    ) -> tuple[dict[tuple[str, int], Ints], dict[tuple[str, int], Ints]]:
        """Take in what was found; return what is new, and what of it has to be raised to all that is above.

        What came from below was raised to there already.
        """
        deltas, raised = {}, {}
        for where in dict.fromkeys((*found, *above)):
            kind, key = where
            low = above.get(where, [])
            candidates = found.get(where, [])
            new = self.facts.add(kind, key, [*candidates, *low], self.round)
            if new.size:
                deltas[where] = new
                if candidates and where in self._above:
                    fresh = new[~contains(distinct(np.concatenate(low)), new)] if low else new
                    if fresh.size:
                        raised[where] = fresh
        return deltas, raised

    def _carry_on(self, where: tuple[str, int], delta: Ints, found: dict[tuple[str, int], list[Ints]]) -> None:
        """Find what a transitive relation reaches through new pairs.

        Joining everything with everything would find each pair once for every node in between.
        """
        new = delta[~contains(self._reached.get(where, EMPTY), delta)]
        broken = where in self._broken
        self._broken.discard(where)
        if not new.size and not broken:
            return
        edges = self._edges[where] = distinct(np.concatenate((self.edges(where[1]), new)))
        known = self.facts.relation(where[1])
        before = known[~contains(new, known)]
        reached = reach.extended(before, new, before.size) if before.size > new.size and not broken else None
        if reached is None:
            reached = reach.transitive_closure(edges)
        reached = reached[~contains(known, reached)]
        self._reached[where] = reached
        if reached.size:
            found[where].append(reached)

    def _themselves(self, pairs: Ints) -> Ints:
        """Write what is the same as something as a relation: a representative has it to itself."""
        things = distinct(self.representative[np.concatenate((first(pairs), second(pairs)))])
        things = things[~self.literals[things]]
        return pack(things, things)

    def edges(self, key: int) -> Ints:
        """Return the pairs of a transitive relation from which all others can be reached."""
        edges, now = self._edges.get(("relation", key), EMPTY), self.representative
        return pack(now[first(edges)], now[second(edges)]) if self.merges else edges

    def _into_classes(
        self, concluded: dict[tuple[str, int], list[Ints]], found: dict[tuple[str, int], list[Ints]] | None = None
    ) -> None:
        """Write what was concluded of rdf:type as a relation as members of classes, under all names of these."""
        found = concluded if found is None else found
        types = concluded.pop(("relation", self._type), None)
        if types is None:
            return
        pairs = np.concatenate(types)
        for cls in distinct(second(pairs)).tolist():
            members = first(pairs)[second(pairs) == cls]
            for name in self.members.get(cls, (cls,)):
                found.setdefault(("class", name), []).append(members)

    def _into_types(self, deltas: dict[tuple[str, int], Ints]) -> None:
        """Write new members of classes as pairs of rdf:type."""
        pairs = [
            pack(members, full(self._now(key), members.size))
            for (kind, key), members in deltas.items()
            if kind == "class"
        ]
        if pairs:
            new = np.concatenate(pairs)
            new = self.facts.add("relation", self._type, [new[~self.literals[first(new)]]], self.round)
            if new.size:
                deltas["relation", self._type] = new

    def _apply(
        self, step: Step, place: int, delta: Ints, found: dict[tuple[str, int], list[Ints]], same: list[Ints]
    ) -> None:
        """Join what is new at one premise of a rule with everything known at the others."""
        rest = [atom for number, atom in enumerate(step.body) if number != place]
        for columns in self._blocks(self._seed(step.body[place], delta), rest):
            self._conclude(step, columns, found, same)

    def _blocks(self, columns: _Columns, rest: list[Atom]) -> Iterator[_Columns]:
        """Join bindings with everything known at some premises, so many at once as fit into memory well."""
        if not columns.size:
            return
        if not rest:
            yield columns
            return
        # Of hundreds of premises few have anything known: only these are ranked, after each that was joined.
        bound = columns.values
        some = [a for a in rest if a.subject in bound or a.object in bound or int in (type(a.subject), type(a.object))]
        ranks = [self._rank(atom, columns) for atom in some or rest]
        highest = max(ranks)
        ties = [atom for atom, rank in zip(some or rest, ranks, strict=True) if rank == highest]
        best = ties[0]
        if len(ties) > 1 and highest == (False, 1) and columns.size > _SAMPLE:
            best = min(ties, key=lambda atom: self._growth(atom, columns))
        others = [atom for atom in rest if atom is not best]
        for part in self._parts(columns, best):
            yield from self._blocks(self._extend(part, best), others)

    def _growth(self, atom: Atom, columns: _Columns) -> float:
        """Estimate how many bindings a premise makes of one, from some of them."""
        rows = np.arange(0, columns.size, columns.size // _SAMPLE)
        some = columns.take(rows)
        pairs, bound = self._side(atom, some)
        return float(located(pairs, self.facts.value(self._column(some, bound)))[1].mean())

    def _parts(self, columns: _Columns, atom: Atom) -> Iterator[_Columns]:
        """Cut bindings so that no part makes many more."""
        subject = columns.knows(atom.subject)
        if atom.object is None or columns.size < 2 or subject == columns.knows(atom.object):
            yield columns
            return
        pairs, bound = self._side(atom, columns)
        # No key has more pairs than there are.
        if columns.size * pairs.size <= _BLOCK:
            yield columns
            return
        ends = np.cumsum(located(pairs, self._column(columns, bound))[1])
        if ends[-1] <= _BLOCK:
            yield columns
            return
        cuts = distinct(np.searchsorted(ends, np.arange(_BLOCK, int(ends[-1]), _BLOCK), side="right"))
        for low, high in itertools.pairwise([0, *cuts.tolist(), columns.size]):
            if low < high:
                yield _Columns(high - low, {name: column[low:high] for name, column in columns.values.items()})

    def _side(self, atom: Atom, columns: _Columns) -> tuple[Ints, Slot]:
        """Return the pairs of a relation from the side that is known, and what that is."""
        if columns.knows(atom.subject):
            return self.facts.relation(atom.key), atom.subject
        assert atom.object is not None
        return self.facts.inverse_of(atom.key, self._column(columns, atom.object)), atom.object

    def _conclude(
        self, step: Step, columns: _Columns, found: dict[tuple[str, int], list[Ints]], same: list[Ints]
    ) -> None:
        """Note what a rule concludes of bindings."""
        head = step.head
        if head is None:
            self._clash(step, columns)
            return
        subject = self._column(columns, head.subject)
        if head.object is None:
            values = subject
            where = ("class", head.key)
        else:
            obj = self._column(columns, head.object)
            if head.kind == "same":
                # That a thing is the same as itself matters only where a rule asks what is the same.
                keep = (subject != obj) | self._mirrors_same
                if keep.any():
                    self._compare(step, columns, subject, obj)
                    same.append(distinct(pack(subject[keep], obj[keep])))
                return
            values = pack(subject, obj)[~self.literals[subject]]
            where = ("relation", head.key)
        if columns.size > _BLOCK // 2:
            values = distinct(values)
            values = values[~contains(self.facts.get(*where), values)]
        if values.size:
            found[where].append(values)

    def _liken(self, step: Step, half: tuple[Atom, ...], place: int, delta: Ints, same: list[Ints]) -> None:
        """Make the same what fits one description: each like the first, instead of each like each other."""
        head = step.head
        assert head is not None
        assert isinstance(head.subject, str)
        new = self._joined(self._seed(half[place], delta), [atom for n, atom in enumerate(half) if n != place])
        if not new.size:
            return
        names = [name for name in new.values if name != head.subject]
        for name in names:
            new.values[name] = self.facts.value(new.values[name])
        # Everything that fits the descriptions that something new fits.
        fresh = _first_rows(_grouped(new, names))
        known = _Columns(fresh.size, {name: new.values[name][fresh] for name in names})
        rows = self._joined(known, list(half))
        groups = _grouped(rows, names)
        things = rows.values[head.subject]
        # Literals of a value come first: what they cannot be the same as is compared with them.
        valued = self.literals[things] & (self._values[things] >= 0)
        order = np.lexsort((things, ~valued, groups))
        groups, things = groups[order], things[order]
        starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
        firsts = np.repeat(things[starts], np.diff(np.r_[starts, groups.size]))
        keep = np.flatnonzero((firsts != things) | self._mirrors_same)
        if keep.size:
            pairs = rows.take(order[keep])
            pairs.values[head.subject], pairs.values[head.object] = firsts[keep], things[keep]  # type: ignore[index]
            self._compare(step, pairs, firsts[keep], things[keep])
            same.append(distinct(pack(firsts[keep], things[keep])))

    def _joined(self, columns: _Columns, rest: list[Atom]) -> _Columns:
        """Join bindings with everything known at some premises."""
        while rest and columns.size:
            best = max(rest, key=lambda atom: self._rank(atom, columns))
            rest.remove(best)
            columns = self._extend(columns, best)
        return columns

    def _compare(self, step: Step, columns: _Columns, one: Ints, other: Ints) -> None:
        """Remember where a rule would make literals of different values the same."""
        values = self._values
        unequal = self.literals[one] & self.literals[other] & (values[one] != values[other])
        unequal &= (values[one] >= 0) & (values[other] >= 0)
        if not unequal.any():
            return
        assert step.head is not None
        rows = columns.take(unequal)
        rest = [column for name, column in rows.values.items() if name not in step.head.slots()]
        stacked = np.stack(rest, axis=1) if rest else np.zeros((rows.size, 1), np.int64)
        things, places = np.unique(stacked, axis=0, return_index=True)
        for thing, row in zip(things.tolist(), places.tolist(), strict=True):
            found = {name: int(column[row]) for name, column in rows.values.items()}
            self.unequal.setdefault((step.number, tuple(thing)), found)

    def _rank(self, atom: Atom, columns: _Columns) -> tuple[bool, int]:
        slots = atom.slots()
        known = sum(map(columns.knows, slots))
        return (known == len(slots), known)

    def _seed(self, atom: Atom, delta: Ints) -> _Columns:
        """Bind the variables of a premise to what is new."""
        if atom.object is None:
            if isinstance(atom.subject, int):
                return _Columns(int((delta == self._now(atom.subject)).any()), {})
            return _Columns(delta.size, {atom.subject: delta})
        columns = [first(delta), second(delta)]
        mask = np.ones(delta.size, np.bool_)
        for slot, column in zip((atom.subject, atom.object), columns, strict=True):
            if isinstance(slot, int):
                mask &= self.facts.value(column) == self.facts.value(full(self._now(slot), 1))
        if atom.subject == atom.object:
            mask &= columns[0] == columns[1]
        if not mask.all():
            columns = [column[mask] for column in columns]
        pairs = zip((atom.subject, atom.object), columns, strict=True)
        return _Columns(columns[0].size, {slot: column for slot, column in pairs if isinstance(slot, str)})

    def _extend(self, columns: _Columns, atom: Atom) -> _Columns:
        """Join bindings with everything known at one more premise."""
        facts = self.facts
        if atom.object is None:
            if columns.knows(atom.subject):
                return columns.take(contains(facts.members(atom.key), self._column(columns, atom.subject)))
            return self._cross(columns, {atom.subject: facts.members(atom.key)})
        subject, obj = columns.knows(atom.subject), columns.knows(atom.object)
        if subject and obj:
            pairs = pack(self._column(columns, atom.subject), facts.value(self._column(columns, atom.object)))
            return columns.take(contains(facts.by_value(atom.key), pairs))
        if not subject and not obj:
            pairs = facts.relation(atom.key)
            if atom.subject == atom.object:
                return self._cross(columns, {atom.subject: first(pairs)[first(pairs) == second(pairs)]})
            return self._cross(columns, {atom.subject: first(pairs), atom.object: second(pairs)})
        pairs, bound = self._side(atom, columns)
        free = atom.object if subject else atom.subject
        assert free is not None
        keys = self._column(columns, bound)
        rows, values = lookup(pairs, keys if subject else facts.value(keys))
        joined = columns.take(rows)
        joined.values[free] = values
        return joined

    def _cross(self, columns: _Columns, new: dict[Slot, Ints]) -> _Columns:
        size = next(iter(new.values())).size
        values = {name: np.repeat(column, size) for name, column in columns.values.items()}
        values.update({name: np.tile(column, columns.size) for name, column in new.items()})
        return _Columns(columns.size * size, values)

    def _now(self, term: int) -> int:
        return int(self.representative[term])

    def _column(self, columns: _Columns, slot: Slot) -> Ints:
        return full(self._now(slot), columns.size) if isinstance(slot, int) else columns.values[slot]

    def _clash(self, step: Step, columns: _Columns) -> None:
        for row in range(columns.size):
            self.clashes.append((step.number, {name: int(column[row]) for name, column in columns.values.items()}))

    def _merge(
        self, pairs: Ints, found: dict[tuple[str, int], list[Ints]], above: dict[tuple[str, int], list[Ints]]
    ) -> None:
        """Give things that are the same one representative, and rewrite what is known of the others."""
        changed = []
        for one, other in self._apart(pairs):
            a, b = self._now(one), self._now(other)
            if a == b:
                continue
            if min(self._values[a], self._values[b]) >= 0:
                if self._values[a] != self._values[b] and not (self.literals[one] and self.literals[other]):
                    self.unequal_things[min(one, other), max(one, other)] = None
                continue
            self.merges.append((one, other))
            self.merged_in.append(self.round)
            # What a literal is the same as stands for it: literals cannot be subjects.
            if (self.literals[b], b) < (self.literals[a], a):
                a, b = b, a
            self._values[a] = max(self._values[a], self._values[b])
            group = self.members.setdefault(a, [a])
            moved = self.members.pop(b, [b])
            group.extend(moved)
            self.representative[moved] = a
            self.gave_way[b] = (a, self.round)
            changed.append(b)
        if changed:
            self._rewrite(changed, found)
            self._rename(above)

    def _apart(self, pairs: Ints) -> Iterator[tuple[int, int]]:
        """Yield pairs that do not have one representative yet; of n things that are the same there are n² pairs."""
        for start in range(0, pairs.size, _CHUNK):
            part = pairs[start : start + _CHUNK]
            part = part[self.representative[first(part)] != self.representative[second(part)]]
            yield from zip(first(part).tolist(), second(part).tolist(), strict=True)

    def _rewrite(self, changed: list[int], found: dict[tuple[str, int], list[Ints]]) -> None:
        """Put the representatives in the place of those that are the same as they."""
        moved_mask = np.zeros(self.literals.size, np.bool_)
        moved_mask[changed] = True
        facts = self.facts
        for kind, store in (("relation", facts.relations), ("relation", facts.mirrors), ("class", facts.classes)):
            for key in list(store):
                values = store[key]
                if kind == "relation":
                    gone = moved_mask[first(values)] | moved_mask[second(values)]
                else:
                    gone = moved_mask[values]
                if gone.any():
                    self.facts.remove(kind, key, gone)
                    found.setdefault((kind, key), []).append(values[gone])
        self._rename(found)

    def _rename(self, found: dict[tuple[str, int], list[Ints]]) -> None:
        """Put representatives into what was found and not yet taken in."""
        now = self.representative
        for (kind, _), candidates in found.items():
            for number, values in enumerate(candidates):
                if kind == "relation":
                    candidates[number] = pack(now[first(values)], now[second(values)])
                else:
                    candidates[number] = now[values]
