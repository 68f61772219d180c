"""Semi-naive evaluation: each round joins the facts of the last round with all facts, until nothing is new.

See Abiteboul, Hull and Vianu, Foundations of Databases (1995), chapter 13. The rounds of facts are recorded, so that
proofs can be searched for later.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from kg.reason.engine import joins, reach
from kg.reason.engine.arrays import EMPTY, Ints, contains, distinct, distinct_of, first, full, pack, second, without
from kg.reason.engine.clauses import Argument, Atom, Clause, Description, Place
from kg.reason.engine.facts import Delta, Found
from kg.reason.engine.joins import Bindings, blocks, column, joined, others, seed
from kg.reason.engine.merging import merge
from kg.reason.engine.run import Run


@dataclass
class _Output:
    """The conclusions of one round: facts by place, and pairs of things that are the same."""

    found: Found = field(default_factory=lambda: defaultdict(list))
    same: list[Ints] = field(default_factory=list)
    #: The last conclusions of a place, and the rule that draws them.
    last: dict[Place, tuple[int, Ints]] = field(default_factory=dict)


def close(run: Run, relations: dict[int, list[Ints]], classes: dict[int, list[Ints]], same: list[Ints]) -> None:
    """Add triples, and all that follows from them and the known facts."""
    found: Found = {
        **{("relation", key): list(value) for key, value in relations.items()},
        **{("class", key): list(value) for key, value in classes.items()},
    }
    evaluate(run, found, same)


def evaluate(run: Run, found: Found, same: list[Ints]) -> None:
    """Add new facts, and all that follows from them and the known facts."""
    program = run.program
    above: Found = {}
    last: dict[Place, tuple[int, Ints]] = {}
    while found or same or above or run.reduced:
        run.round += 1
        if same:
            pairs = np.concatenate(same)
            merge(run, pairs, found, above)
            if program.mirrors_same:
                found.setdefault(("relation", program.same_as), []).append(_themselves(run, pairs))
        if program.mirrors_types:
            _into_classes(run, found)
            _into_classes(run, above, found)
        # What one rule alone has concluded, if nothing replaced it since.
        sole = {
            where: number
            for where, (number, values) in last.items()
            if len(some := found.get(where, [])) == 1 and some[0] is values and not above.get(where)
        }
        deltas, raised = _take_in(run, found, above)
        if program.mirrors_types:
            _into_types(run, deltas)
            if (types := deltas.get(("relation", program.type_))) is not None:
                raised["relation", program.type_] = types
        out, above = _conclusions(run, deltas, sole), defaultdict(list)
        for where, facts in raised.items():
            for higher in program.above.get(where, ()):
                above[higher].append(facts)
        for where in [*(where for where in program.transitive if where in deltas), *run.reduced]:
            _carry_on(run, where, deltas.get(where, EMPTY), out.found)
        found, same, last = out.found, out.same, out.last


def _take_in(run: Run, found: Found, above: Found) -> tuple[Delta, Delta]:
    """Add facts; return the new ones, and those of them to add to everything above.

    Facts that came from below have already been added above.
    """
    deltas, raised = {}, {}
    for where in dict.fromkeys((*found, *above)):
        kind, key = where
        low = above.get(where, [])
        candidates = found.get(where, [])
        new = run.facts.add(kind, key, [*candidates, *low], run.round)
        if new.size:
            deltas[where] = new
            if candidates and where in run.program.above:
                fresh = without(new, distinct_of(low)) if low else new
                if fresh.size:
                    raised[where] = fresh
    return deltas, raised


def _conclusions(run: Run, deltas: Delta, sole: dict[Place, int]) -> _Output:
    """Draw the conclusions by rules from new facts and all others; ``sole`` are the rules that alone concluded some.

    What a rule concluded by exchanging subject and object is not exchanged back: that would be known.
    """
    out = _Output()
    new = {where for where, delta in deltas.items() if delta.size == run.facts.of(*where).size}
    for where, delta in deltas.items():
        for clause, place in run.program.by_premise.get(where, ()):
            returns = where in sole and run.program.backwards.get(clause.number) == sole[where]
            if not returns and _starts(run, clause.body, place, deltas, new):
                _apply(run, clause, place, delta, out)
        for clause, description, place in run.program.likening.get(where, ()):
            if _starts(run, description, place, deltas, new):
                _liken(run, clause, description, place, delta, out.same, all_new=where in new)
    return out


def _starts(run: Run, body: tuple[Atom, ...], place: int, deltas: Delta, new: set[Place]) -> bool:
    """Tell whether to join the new facts of one premise of a rule with all facts of the others.

    Each match uses all premises. So nothing matches if one of them has no facts; and if all facts of one of them are
    new, starting from these finds every match.
    """
    if len(body) == 1:
        return True
    places = [(atom.kind, atom.key) for atom in body]
    if not all(run.facts.of(*where).size for where in places):
        return False
    sizes = [(deltas[where].size, number) for number, where in enumerate(places) if where in new]
    return not sizes or min(sizes)[1] == place


def _apply(run: Run, clause: Clause, place: int, delta: Ints, out: _Output) -> None:
    """Join new facts of one premise of a rule with all facts of the others."""
    # The values of other variables are read only of broken rules, and of those that make literals the same.
    wanted = None if clause.head is None or clause.head.kind == "same" else clause.head
    for columns in blocks(run, seed(run, clause.body[place], delta), others(clause.body, place), wanted):
        _conclude(run, clause, columns, out)


def _conclude(run: Run, clause: Clause, columns: Bindings, out: _Output) -> None:
    """Record the conclusions of a rule from bindings."""
    head = clause.head
    if head is None:
        _report(run, clause, columns)
        return
    subject = column(run, columns, head.subject)
    if head.object is None:
        values = subject
        where = ("class", head.key)
    else:
        obj = column(run, columns, head.object)
        if head.kind == "same":
            # A thing being the same as itself matters only if a rule uses owl:sameAs as a relation.
            keep = (subject != obj) | run.program.mirrors_same
            if keep.any():
                _compare(run, clause, columns, subject, obj)
                out.same.append(distinct(pack(subject[keep], obj[keep])))
            return
        values = pack(subject, obj)
        if (literals := run.literals[subject]).any():
            values = values[~literals]
        where = ("relation", head.key)
    if columns.size > joins.BLOCK // 2:
        values = distinct(values)
        values = values[~run.facts.of(*where).has(values)]
    if values.size:
        out.found[where].append(values)
        out.last[where] = clause.number, values


def _report(run: Run, clause: Clause, columns: Bindings) -> None:
    """Record that the premises of a rule without a conclusion hold."""
    run.broken += [(clause.number, columns.row(row)) for row in range(columns.size)]


def _compare(run: Run, clause: Clause, columns: Bindings, one: Ints, other: Ints) -> None:
    """Record that a rule would make literals of different values the same."""
    values = run.values
    unequal = run.literals[one] & run.literals[other] & (values[one] != values[other])
    unequal &= (values[one] >= 0) & (values[other] >= 0)
    if not unequal.any():
        return
    assert clause.head is not None
    rows = columns.take(unequal)
    rest = [column for name, column in rows.values.items() if name not in clause.head.arguments()]
    stacked = np.stack(rest, axis=1) if rest else np.zeros((rows.size, 1), np.int64)
    things, places = np.unique(stacked, axis=0, return_index=True)
    for thing, row in zip(things.tolist(), places.tolist(), strict=True):
        run.unequal.setdefault((clause.number, tuple(thing)), rows.row(row))


def _liken(  # noqa: PLR0917
    run: Run, clause: Clause, description: Description, place: int, delta: Ints, same: list[Ints], *, all_new: bool
) -> None:
    """Make things that match one description the same: each with the first, instead of each with each other."""
    head = clause.head
    assert head is not None
    assert isinstance(head.subject, str)
    new = joined(run, seed(run, description[place], delta), others(description, place))
    if not new.size:
        return
    names = [name for name in new.values if name != head.subject]
    for name in names:
        new.values[name] = run.facts.value(new.values[name])
    rows, groups = new, _grouped(new, names)
    if not all_new:
        # All things that match the same descriptions as a new one.
        fresh = _first_rows(groups)
        known = Bindings(fresh.size, {name: new.values[name][fresh] for name in names})
        rows = joined(run, known, list(description))
        groups = _grouped(rows, names)
    things = rows.values[head.subject]
    # Literals with a known value come first, so that contradicting values are found.
    valued = run.literals[things] & (run.values[things] >= 0)
    order = np.lexsort((things, ~valued, groups))
    groups, things = groups[order], things[order]
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    firsts = np.repeat(things[starts], np.diff(np.r_[starts, groups.size]))
    keep = np.flatnonzero((firsts != things) | run.program.mirrors_same)
    if keep.size:
        pairs = rows.take(order[keep])
        pairs.values[head.subject], pairs.values[head.object] = firsts[keep], things[keep]  # type: ignore[index]
        _compare(run, clause, pairs, firsts[keep], things[keep])
        same.append(distinct(pack(firsts[keep], things[keep])))


def _grouped(columns: Bindings, names: list[Argument]) -> Ints:
    """Assign numbers to rows by the values of some of their columns."""
    result = full(0, columns.size)
    for name in names:
        pairs = pack(result, columns.values[name])
        result = np.searchsorted(distinct(pairs), pairs)
    return result


def _first_rows(groups: Ints) -> Ints:
    """Return one row of each group."""
    order = np.argsort(groups, kind="stable")
    return order[np.r_[True, groups[order][1:] != groups[order][:-1]]]


def _carry_on(run: Run, where: Place, delta: Ints, found: Found) -> None:
    """Find the pairs that a transitive relation gains from new pairs.

    Plain joins would find each pair once for every node in between.
    """
    new = delta[~contains(run.reached.get(where, EMPTY), delta)]
    reduced = where in run.reduced
    run.reduced.discard(where)
    if not new.size and not reduced:
        return
    edges = run.direct[where] = distinct(np.concatenate((run.edges(where[1]), new)))
    known = run.facts.relation(where[1])
    before = known[~contains(new, known)]
    reached = reach.extended(before, new, before.size) if before.size > new.size and not reduced else None
    if reached is None:
        reached = reach.transitive_closure(edges)
    reached = reached[~contains(known, reached)]
    run.reached[where] = reached
    if reached.size:
        found[where].append(reached)


def _themselves(run: Run, pairs: Ints) -> Ints:
    """Write owl:sameAs as a relation, in which a representative is related to itself."""
    things = distinct(run.representative[np.concatenate((first(pairs), second(pairs)))])
    things = things[~run.literals[things]]
    return pack(things, things)


def _into_classes(run: Run, concluded: Found, found: Found | None = None) -> None:
    """Convert conclusions with rdf:type as a relation to members of classes, under all names of the classes."""
    found = concluded if found is None else found
    types = concluded.pop(("relation", run.program.type_), None)
    if types is None:
        return
    pairs = np.concatenate(types)
    for cls in distinct(second(pairs)).tolist():
        members = first(pairs)[second(pairs) == cls]
        for name in run.members.get(cls, (cls,)):
            found.setdefault(("class", name), []).append(members)


def _into_types(run: Run, deltas: Delta) -> None:
    """Write new members of classes as pairs of rdf:type."""
    pairs = [
        pack(members, full(run.now(key), members.size)) for (kind, key), members in deltas.items() if kind == "class"
    ]
    if pairs:
        new = np.concatenate(pairs)
        new = run.facts.add("relation", run.program.type_, [new[~run.literals[first(new)]]], run.round)
        if new.size:
            deltas["relation", run.program.type_] = new
