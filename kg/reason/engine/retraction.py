"""Removal of facts: all facts that may depend on them are removed, and those that still follow are derived again.

Delete and rederive: Gupta, Mumick and Subrahmanian, "Maintaining views incrementally", SIGMOD 1993.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from kg.reason.engine import reach
from kg.reason.engine.arrays import EMPTY, Ints, contains, distinct, first, pack, second, without
from kg.reason.engine.clauses import Argument, Binding, Clause, Place
from kg.reason.engine.facts import Delta, Found
from kg.reason.engine.joins import Bindings, blocks, column, joined, others, seed
from kg.reason.engine.rounds import evaluate
from kg.reason.engine.run import Run
from kg.reason.engine.sets import marks

#: Names of facts that are looked at when facts are removed.
_MOST_NAMES = 1_000_000
#: No thing; its things cannot be taken apart.
_NOTHING = -1


@dataclass
class Retraction:
    """What depends on removed facts.

    Parameters
    ----------
    facts : dict of arrays
        All facts that may depend on them, of representatives.
    stay : list of broken rules
        Those that do not depend on them.
    apart : set of int
        The representatives of things that may not be the same any more; all facts about them are among the facts.
    """

    facts: Delta
    stay: list[tuple[int, Binding]]
    apart: set[int]


@dataclass
class _Lost:
    """What may not follow any more: broken rules, and that things are the same, by their representatives."""

    broken: set[tuple[int, frozenset[tuple[Argument, int]]]] = field(default_factory=set)
    same: set[int] = field(default_factory=set)


def dependents(run: Run, gone: Delta, apart: Iterable[int], may_part: Callable[[int], bool]) -> Retraction | None:
    """Find all facts that may depend on removed ones.

    Parameters
    ----------
    run : Run
        It does not change.
    gone : dict of arrays
        The removed facts, by class and relation, of representatives; all of them in the run.
    apart : iterable of int
        The representatives of things of which it was removed that they are the same.
    may_part : function
        Returns whether the things of a representative can be taken apart.

    Returns
    -------
    Retraction or None
        None if things would have to be taken apart that cannot, if a tenth of all facts would be removed, or if broken
        rules may hold no more and several literals have one value.
    """
    everything: Delta = {}
    limit = len(run.facts) // 10
    lost = _Lost(same=set(apart))
    parted: set[int] = set()
    carried: Delta = {}
    while gone or lost.same - parted:
        found: Found = defaultdict(list)
        for where, delta in gone.items():
            everything[where] = distinct(np.concatenate((everything.get(where, EMPTY), delta)))
            _conclusions_of(run, where, delta, found, lost)
            if where in run.program.transitive:
                new = delta[~contains(carried.get(where, EMPTY), delta)]
                through = reach.through(run.facts.relation(where[1]), new)
                carried[where] = distinct(np.concatenate((carried.get(where, EMPTY), through)))
                found[where].append(through)
            for higher in run.program.above.get(where, ()):
                found[higher].append(delta)
        if sum(values.size for values in everything.values()) > limit:
            return None
        if lost.same - parted:
            if run.unequal or run.unequal_things or not all(map(may_part, lost.same - parted)):
                return None
            for where, values in _about(run, lost.same - parted):
                found[where].append(values)
            parted |= lost.same
        gone = {}
        for where, candidates in found.items():
            new = distinct(np.concatenate(candidates))
            new = new[run.facts.of(*where).has(new) & ~contains(everything.get(where, EMPTY), new)]
            if new.size:
                gone[where] = new
    if lost.broken and run.facts.alike is not None:
        # The values of a broken rule may be written in other ways than in the removed facts.
        return None
    now = run.now
    stay = [
        (rule, binding)
        for rule, binding in run.broken
        if (rule, frozenset((name, now(term)) for name, term in binding.items())) not in lost.broken
    ]
    return Retraction(everything, stay, parted)


def _conclusions_of(run: Run, where: Place, delta: Ints, found: Found, lost: _Lost) -> None:
    """Find the conclusions from removed facts."""
    same: list[Ints] = []
    for clause, place in run.program.by_premise.get(where, ()):
        for columns in blocks(run, seed(run, clause.body[place], delta), others(clause.body, place), clause.head):
            if clause.head is None:
                for row in range(columns.size):
                    lost.broken.add((clause.number, frozenset(columns.row(row).items())))
            elif clause.head.kind == "same":
                same += [column(run, columns, argument) for argument in clause.head.arguments()]
            else:
                subject, obj = column(run, columns, clause.head.subject), clause.head.object
                values = subject if obj is None else pack(subject, column(run, columns, obj))
                found[clause.head.kind, clause.head.key].append(values)
    for _, description, place in run.program.likening.get(where, ()):
        rows = joined(run, seed(run, description[place], delta), others(description, place))
        same += list(rows.values.values())
    if same and (run.unequal or run.unequal_things):
        # A thing that would have to be two values: what was found first was chosen.
        lost.same.add(_NOTHING)
    lost.same.update(number for number in distinct(np.concatenate([EMPTY, *same])).tolist() if number in run.members)


def _about(run: Run, things: set[int]) -> Iterator[tuple[Place, Ints]]:
    """Yield the facts about some things."""
    numbers = np.array(sorted(things), np.int64)
    for key in run.facts.classes:
        yield ("class", key), numbers[run.facts.of("class", key).has(numbers)]
    for key in run.facts.relations:
        yield ("relation", key), run.facts.of("relation", key).about(numbers)


def discard(run: Run, gone: Retraction) -> bool:
    """Remove facts that may depend on removed ones, and take things apart; return whether this was possible.

    Parameters
    ----------
    run : Run
        A copy that has its own representatives.
    gone : Retraction
        The result of `dependents`.
    """
    run.broken = gone.stay
    for where, values in gone.facts.items():
        others = names(run, where[0], values)
        if others is None:
            return False
        run.facts.discard(*where, values, others)
        if where in run.program.transitive:
            run.direct[where] = without(run.edges(where[1]), values)
            run.reached[where] = EMPTY
            run.reduced.add(where)
    if gone.apart:
        run.part(gone.apart)
    return True


def names(run: Run, kind: str, values: Ints) -> Ints | None:
    """Return all names under which facts may have been found; None if there are very many."""
    if not run.members:
        return EMPTY
    marked = marks(np.array(list(run.members), np.int64))
    ones = values if kind == "class" else first(values)
    concerned = marked.take(ones, mode="clip")
    if kind != "class":
        concerned |= marked.take(second(values), mode="clip")
    result: list[int] = []
    for value in values[concerned].tolist():
        one, other = (value, -1) if kind == "class" else (value >> 32, value & 0xFFFFFFFF)
        subjects, objects = run.members.get(one, [one]), run.members.get(other, [other])
        if len(result) + len(subjects) * len(objects) > _MOST_NAMES:
            return None
        result += [s if kind == "class" else s << 32 | o for s in subjects for o in objects]
    return np.array(result, np.int64)


def rederive(run: Run, gone: Retraction, kept: Delta, same: list[Ints]) -> None:
    """Derive facts again that also follow from others than the removed ones.

    Parameters
    ----------
    run : Run
        The run after `discard`.
    gone : Retraction
    kept : dict of arrays
        The facts among them, and about things that were taken apart, that are still given, or follow from axioms alone.
    same : list of arrays
        The pairs of things that are still given as the same.
    """
    found: Found = defaultdict(list, {where: [values] for where, values in kept.items()})
    for where, values in gone.facts.items():
        rest = values[~contains(kept[where], values)] if where in kept else values
        found[where] += [rest[run.facts.of(*lower).has(rest)] for _, lower in run.program.below.get(where, ())]
        for clause in run.program.concluding.get(where, ()):
            found[where] += _once_more(run, clause, rest)
    found = {where: some for where, parts in found.items() if (some := [part for part in parts if part.size])}
    evaluate(run, found, same)


def _once_more(run: Run, clause: Clause, wanted: Ints) -> Iterator[Ints]:
    """Yield those of some conclusions that a rule still makes."""
    assert clause.head is not None
    head = clause.head
    seeds = [seed(run, head, wanted)]
    if head.object is not None and run.facts.alike is not None:
        # Premises match by value, but a conclusion has exactly the literal of its premise.
        alike = run.facts.alike[second(wanted)]
        several = (np.bincount(run.facts.alike)[alike] > 1) & run.literals[second(wanted)]
        subjects = distinct(first(wanted[several]))
        open_: dict[Argument, Ints] = {head.subject: subjects} if isinstance(head.subject, str) else {}
        seeds = [seed(run, head, wanted[~several]), Bindings(subjects.size if open_ else 1, open_)]
    for some in seeds:
        for columns in blocks(run, some, list(clause.body), head):
            subject = column(run, columns, head.subject)
            found = subject if head.object is None else pack(subject, column(run, columns, head.object))
            yield distinct(found[contains(wanted, found)])
