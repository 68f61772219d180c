"""Removal of facts: all facts that may depend on them are removed, and those that still follow are derived again.

Delete and rederive: Gupta, Mumick and Subrahmanian, "Maintaining views incrementally", SIGMOD 1993.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from kg.reason.engine import reach
from kg.reason.engine.arrays import EMPTY, Ints, contains, distinct, first, pack, second, without
from kg.reason.engine.clauses import Argument, Binding, Clause, Place
from kg.reason.engine.facts import Delta, Found
from kg.reason.engine.joins import Bindings, blocks, column, joined, others, seed
from kg.reason.engine.rounds import evaluate
from kg.reason.engine.run import Run


def dependents(run: Run, gone: Delta) -> tuple[Delta, list[tuple[int, Binding]]] | None:
    """Find all facts that may depend on removed ones.

    Parameters
    ----------
    run : Run
        It does not change.
    gone : dict of arrays
        The removed facts, by class and relation, of representatives; all of them in the run.

    Returns
    -------
    (dict of arrays, list of the broken rules that stay) or None
        None if things would no longer be the same, or a tenth of all facts would be removed.
    """
    everything: Delta = {}
    limit = len(run.facts) // 10
    lost: set[tuple[int, frozenset[tuple[Argument, int]]]] = set()
    carried: Delta = {}
    while gone:
        found: Found = defaultdict(list)
        for where, delta in gone.items():
            everything[where] = distinct(np.concatenate((everything.get(where, EMPTY), delta)))
            if not _conclusions_of(run, where, delta, found, lost):
                return None
            if where in run.program.transitive:
                new = delta[~contains(carried.get(where, EMPTY), delta)]
                through = reach.through(run.facts.relation(where[1]), new)
                carried[where] = distinct(np.concatenate((carried.get(where, EMPTY), through)))
                found[where].append(through)
            for higher in run.program.above.get(where, ()):
                found[higher].append(delta)
        if sum(values.size for values in everything.values()) > limit:
            return None
        gone = {}
        for where, candidates in found.items():
            new = distinct(np.concatenate(candidates))
            new = new[contains(run.facts.get(*where), new) & ~contains(everything.get(where, EMPTY), new)]
            if new.size:
                gone[where] = new
    stay = [(rule, binding) for rule, binding in run.broken if (rule, frozenset(binding.items())) not in lost]
    return everything, stay


def _conclusions_of(
    run: Run,
    where: Place,
    delta: Ints,
    found: Found,
    lost: set[tuple[int, frozenset[tuple[Argument, int]]]],
) -> bool:
    """Find the conclusions from removed facts; return whether all things that were the same still are."""
    same: list[Ints] = []
    for clause, place in run.program.by_premise.get(where, ()):
        for columns in blocks(run, seed(run, clause.body[place], delta), others(clause.body, place), clause.head):
            if clause.head is None:
                for row in range(columns.size):
                    lost.add((clause.number, frozenset(columns.row(row).items())))
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
        return False
    return not any(number in run.members for number in distinct(np.concatenate([EMPTY, *same])).tolist())


def remove(run: Run, gone: Delta, kept: Delta) -> None:
    """Remove facts that may depend on removed ones, and derive again those that also follow from others.

    Parameters
    ----------
    run : Run
    gone : dict of arrays
        The result of `dependents`.
    kept : dict of arrays
        The facts among them that are still given, or follow from axioms alone.
    """
    for where, values in gone.items():
        run.facts.discard(*where, values)
        if where in run.program.transitive:
            run.direct[where] = without(run.edges(where[1]), values)
            run.reached[where] = EMPTY
            run.reduced.add(where)
    found: Found = defaultdict(list)
    for where, values in gone.items():
        back = [kept[where]] if where in kept else []
        rest = values[~contains(kept[where], values)] if where in kept else values
        back += [rest[contains(run.facts.get(*lower), rest)] for _, lower in run.program.below.get(where, ())]
        for clause in run.program.concluding.get(where, ()):
            back += list(_once_more(run, clause, rest))
        back = [values for values in back if values.size]
        if back:
            found[where] = back
    evaluate(run, found, [])


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
