"""Joins: bindings of the variables of a clause, extended premise by premise over all facts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kg.reason.engine.arrays import Ints, Mask, distinct, first, full, pack, second
from kg.reason.engine.clauses import Argument, Atom, Binding, Clause
from kg.reason.engine.run import Run
from kg.reason.engine.sets import SortedSet

#: Rows that a join makes at once.
BLOCK = 1 << 22
#: Rows that are tried to choose the premise that is looked up first.
_SAMPLE = 64
#: The share of the pairs of a relation up to which bindings are few.
_FEW = 8


@dataclass
class Bindings:
    """Bindings of variables, one row for each match of the premises so far."""

    size: int
    values: dict[Argument, Ints]

    def knows(self, argument: Argument) -> bool:
        """Return whether an argument has a value in each row."""
        return isinstance(argument, int) or argument in self.values

    def take(self, rows: Ints | Mask) -> Bindings:
        """Return some of the rows."""
        values = {name: column[rows] for name, column in self.values.items()}
        size = int(rows.sum()) if rows.dtype == np.bool_ else int(rows.size)
        return Bindings(size, values)

    def row(self, number: int) -> Binding:
        """Return one row."""
        return {name: int(column[number]) for name, column in self.values.items()}

    def only(self, needed: set[Argument]) -> Bindings:
        """Drop the variables that are not needed any more, and the rows that are then repeated."""
        values = {name: column for name, column in self.values.items() if name in needed}
        if len(values) == len(self.values):
            return self
        if not values:
            return Bindings(min(self.size, 1), values)
        if len(values) == 1:
            ((name, column),) = values.items()
            values = {name: distinct(column)}
        elif len(values) == 2:
            (one, left), (other, right) = values.items()
            pairs = distinct(pack(left, right))
            values = {one: first(pairs), other: second(pairs)}
        return Bindings(next(iter(values.values())).size, values)


def seed(run: Run, atom: Atom, delta: Ints) -> Bindings:
    """Bind the variables of a premise to new facts."""
    if atom.object is None:
        if isinstance(atom.subject, int):
            return Bindings(int((delta == run.now(atom.subject)).any()), {})
        return Bindings(delta.size, {atom.subject: delta})
    columns = [first(delta), second(delta)]
    mask = np.ones(delta.size, np.bool_)
    for argument, column in zip((atom.subject, atom.object), columns, strict=True):
        if isinstance(argument, int):
            mask &= run.facts.value(column) == run.facts.value(full(run.now(argument), 1))
    if atom.subject == atom.object:
        mask &= columns[0] == columns[1]
    if not mask.all():
        columns = [column[mask] for column in columns]
    pairs = zip((atom.subject, atom.object), columns, strict=True)
    return Bindings(columns[0].size, {argument: column for argument, column in pairs if isinstance(argument, str)})


def blocks(run: Run, columns: Bindings, rest: list[Atom], wanted: Atom | None = None) -> Iterator[Bindings]:
    """Join bindings with all facts of some premises, in blocks that fit into memory.

    Of variables that no later premise has, only those of the conclusion ``wanted`` are kept, if there is one: along a
    chain of properties, each pair of its two ends so far is one row, in however many ways they are connected.
    """
    if not columns.size:
        return
    if not rest:
        yield columns
        return
    # Of hundreds of premises, few have any facts; only these are ranked, after each join.
    bound = columns.values
    some = [a for a in rest if a.subject in bound or a.object in bound or int in (type(a.subject), type(a.object))]
    ranks = [_rank(atom, columns) for atom in some or rest]
    highest = max(ranks)
    ties = [atom for atom, rank in zip(some or rest, ranks, strict=True) if rank == highest]
    best = ties[0]
    sides = _Sides(run, columns)
    if len(ties) > 1 and highest == (False, 1) and columns.size > _SAMPLE:
        best = min(ties, key=lambda atom: _growth(run, atom, columns, sides))
    remaining = [atom for atom in rest if atom is not best]
    for part in _parts(run, columns, best, sides):
        found = _extend(run, part, best, sides)
        if wanted is not None and remaining:
            found = found.only({argument for atom in (wanted, *remaining) for argument in atom.arguments()})
        yield from blocks(run, found, remaining, wanted)


def joined(run: Run, columns: Bindings, rest: list[Atom]) -> Bindings:
    """Join bindings with all facts of some premises."""
    while rest and columns.size:
        best = max(rest, key=lambda atom: _rank(atom, columns))
        rest.remove(best)
        columns = _extend(run, columns, best)
    return columns


def ways(run: Run, clause: Clause, bindings: Binding, limit: int = 1) -> list[Binding]:
    """Find matches of all premises of a rule, as values of its variables."""
    columns = Bindings(1, {name: full(run.now(term), 1) for name, term in bindings.items()})
    columns = joined(run, columns, list(clause.body))
    rows = range(min(limit, columns.size))
    return [columns.row(row) for row in rows]


def others(atoms: tuple[Atom, ...], place: int) -> list[Atom]:
    """Return all premises but one."""
    return [atom for number, atom in enumerate(atoms) if number != place]


def column(run: Run, columns: Bindings, argument: Argument) -> Ints:
    """Return the value of an argument in each row."""
    return full(run.now(argument), columns.size) if isinstance(argument, int) else columns.values[argument]


class _Sides(dict[Atom, tuple[SortedSet, Argument]]):
    """The pairs of relations with the bound side first, and the bound values; each is looked up once for some rows."""

    def __init__(self, run: Run, columns: Bindings) -> None:
        super().__init__()
        self._run, self._columns = run, columns

    def __missing__(self, atom: Atom) -> tuple[SortedSet, Argument]:
        result = self[atom] = _side(self._run, atom, self._columns)
        return result


def _growth(run: Run, atom: Atom, columns: Bindings, sides: _Sides) -> float:
    """Estimate from a sample how many bindings a premise makes from one."""
    rows = np.arange(0, columns.size, columns.size // _SAMPLE)
    some = columns.take(rows)
    many = columns.size > run.facts.of("relation", atom.key).size // _FEW
    pairs, bound = _side(run, atom, some) if many else sides[atom]
    return float(pairs.counts(run.facts.value(column(run, some, bound))).mean())


def _parts(run: Run, columns: Bindings, atom: Atom, sides: _Sides) -> Iterator[Bindings]:
    """Split bindings so that no part makes too many rows."""
    subject = columns.knows(atom.subject)
    if atom.object is None or columns.size < 2 or subject == columns.knows(atom.object):
        yield columns
        return
    pairs, bound = sides[atom]
    # No key has more pairs than there are.
    if columns.size * pairs.size <= BLOCK:
        yield columns
        return
    ends = np.cumsum(pairs.counts(column(run, columns, bound)))
    if ends[-1] <= BLOCK:
        yield columns
        return
    cuts = distinct(np.searchsorted(ends, np.arange(BLOCK, int(ends[-1]), BLOCK), side="right"))
    for low, high in itertools.pairwise([0, *cuts.tolist(), columns.size]):
        if low < high:
            yield Bindings(high - low, {name: column[low:high] for name, column in columns.values.items()})


def _side(run: Run, atom: Atom, columns: Bindings) -> tuple[SortedSet, Argument]:
    """Return the pairs of a relation with the bound side first, and the bound values."""
    if columns.knows(atom.subject):
        return run.facts.of("relation", atom.key), atom.subject
    assert atom.object is not None
    return run.facts.inverse_of(atom.key, column(run, columns, atom.object)), atom.object


def _rank(atom: Atom, columns: Bindings) -> tuple[bool, int]:
    arguments = atom.arguments()
    known = sum(map(columns.knows, arguments))
    return (known == len(arguments), known)


def _extend(run: Run, columns: Bindings, atom: Atom, sides: _Sides | None = None) -> Bindings:
    """Join bindings, or a part of them whose sides are known, with all facts of one more premise."""
    facts = run.facts
    if atom.object is None:
        if columns.knows(atom.subject):
            return columns.take(facts.of("class", atom.key).has(column(run, columns, atom.subject)))
        return _cross(columns, {atom.subject: facts.members(atom.key)})
    subject, obj = columns.knows(atom.subject), columns.knows(atom.object)
    if subject and obj:
        both = pack(column(run, columns, atom.subject), facts.value(column(run, columns, atom.object)))
        return columns.take(facts.by_value(atom.key).has(both))
    if not subject and not obj:
        every = facts.relation(atom.key)
        if atom.subject == atom.object:
            return _cross(columns, {atom.subject: first(every)[first(every) == second(every)]})
        return _cross(columns, {atom.subject: first(every), atom.object: second(every)})
    pairs, bound = _side(run, atom, columns) if sides is None else sides[atom]
    free = atom.object if subject else atom.subject
    assert free is not None
    keys = column(run, columns, bound)
    rows, values = pairs.lookup(keys if subject else facts.value(keys))
    result = columns.take(rows)
    result.values[free] = values
    return result


def _cross(columns: Bindings, new: dict[Argument, Ints]) -> Bindings:
    size = next(iter(new.values())).size
    values = {name: np.repeat(column, size) for name, column in columns.values.items()}
    values.update({name: np.tile(column, columns.size) for name, column in new.items()})
    return Bindings(columns.size * size, values)
