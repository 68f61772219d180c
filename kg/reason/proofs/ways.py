"""Ways in which the premises of a rule held before a round."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kg.reason.engine.arrays import Ints, Mask
from kg.reason.engine.clauses import Argument, Atom, Binding, Clause
from kg.reason.proofs.history import LATE, History
from kg.reason.readers.encoded import EncodedTriple

#: Ways in which a rule's premises hold that are looked at, for one conclusion.
WAYS = 64

#: What a rule needs; and, where it ends in a literal, how that is written in what held before.
Premise = tuple[EncodedTriple, int]


def ways(
    history: History, clause: Clause, subject: int, obj: int | None, number: int
) -> Iterator[tuple[list[Premise], int]]:
    """Yield the premises of a rule in the ways in which they hold before a round, and the last round of them."""
    head = clause.head
    assert head is not None
    bindings: Binding = {}
    for argument, term in ((head.subject, subject), (head.object, obj)):
        if argument is None or term is None:
            continue
        if isinstance(argument, int):
            if history.at(argument, number - 1) != term:
                return
        elif bindings.setdefault(argument, term) != term:
            return
    for result, stamp in _solve(history, list(clause.body), bindings, number):
        yield [_filled(history, atom, result, number) for atom in clause.body], stamp


def _filled(history: History, atom: Atom, bindings: Binding, number: int) -> Premise:
    def value(argument: Argument) -> int:
        return argument if isinstance(argument, int) else bindings[argument]

    s = value(atom.subject)
    if atom.object is None:
        return (s, history.type_, atom.key), atom.key
    o = value(atom.object)
    forms = history.index.alike(o)
    if forms and number != LATE:
        subject, facts = history.at(s, number - 1), history.index.get(atom.kind, atom.key)
        known = (form for form in (o, *forms) if facts.round(subject << 32 | history.at(form, number - 1)) < number)
        return (s, atom.key, o), next(known, o)
    return (s, atom.key, o), o


def _value(history: History, argument: Argument | None, bindings: Binding, number: int) -> int | None:
    if isinstance(argument, int):
        return history.at(argument, number - 1)
    return None if argument is None else bindings.get(argument)


def _solve(history: History, body: list[Atom], bindings: Binding, number: int) -> Iterator[tuple[Binding, int]]:
    """Extend bindings to all premises of a rule, in every way in which they hold before a round."""
    ways: list[tuple[list[Atom], Iterator[tuple[Binding, int]], int]] = []
    rest, last = body, 0
    while True:
        opened = _open(history, rest, bindings, number, last)
        if opened is not None:
            atom, others, last = opened
            if atom is None:
                yield bindings, last
            else:
                ways.append((others, _candidates(history, atom, others, bindings, number), last))
        while ways:
            others, candidates, before = ways[-1]
            extended = next(candidates, None)
            if extended is not None:
                rest, bindings, last = others, extended[0], max(before, extended[1])
                break
            ways.pop()
        else:
            return


def _open(
    history: History, rest: list[Atom], bindings: Binding, number: int, last: int
) -> tuple[Atom | None, list[Atom], int] | None:
    """Check the premises that are known already; return that with the fewest candidates, and the others.

    None if one of those known does not hold; no premise where all are known.
    """
    best, fewest = None, 0
    others: list[Atom] = []
    for atom in rest:
        s, o = _value(history, atom.subject, bindings, number), _value(history, atom.object, bindings, number)
        facts = history.index.get(atom.kind, atom.key)
        if o is not None:
            facts, o = history.index.by_value(atom.key), history.index.value(o)
        if s is not None and (o is not None or atom.object is None):
            stamp = facts.round(s if o is None else s << 32 | o)
            if stamp >= number:
                return None
            last = max(last, stamp)
            continue
        span = slice(0, facts.values.size)
        if s is not None:
            span = facts.span(s)
        elif o is not None:
            span = facts.inverse.span(o)
        size = span.stop - span.start
        if not size:
            return None
        if best is None or size < fewest:
            best, fewest = atom, size
        others.append(atom)
    if best is not None:
        others.remove(best)
    return best, others, last


def _candidates(
    history: History, atom: Atom, others: list[Atom], bindings: Binding, number: int
) -> Iterator[tuple[Binding, int]]:
    """Yield bindings for the open variables of one premise, those found earliest first."""
    s, o = _value(history, atom.subject, bindings, number), _value(history, atom.object, bindings, number)
    facts = history.index.get(atom.kind, atom.key)
    if atom.object is None or (s is None and o is None):
        yield from _every(history, atom, bindings, number)
        return
    if s is not None:
        index, known, variable = facts, s, atom.object
    else:
        assert o is not None
        index, known, variable = history.index.by_value(atom.key).inverse, history.index.value(o), atom.subject
    span = index.span(known)
    values, rounds = index.values[span] & 0xFFFFFFFF, index.rounds[span]
    keep = rounds < number
    for other in others:
        keep &= _holds(history, other, variable, values, bindings, number)
    values, rounds = values[keep], rounds[keep]
    for place in np.argsort(rounds, kind="stable")[:WAYS].tolist():
        yield {**bindings, variable: int(values[place])}, int(rounds[place])


def _holds(  # noqa: PLR0917
    history: History, atom: Atom, variable: Argument, values: Ints, bindings: Binding, number: int
) -> Mask | bool:
    """Tell for which values of a variable a premise holds; True where that is not known yet."""
    facts = history.index.get(atom.kind, atom.key)
    if atom.object is None:
        return facts.all_rounds(values) < number if atom.subject == variable else True
    s, o = _value(history, atom.subject, bindings, number), _value(history, atom.object, bindings, number)
    facts = history.index.by_value(atom.key)
    if atom.object == variable and s is not None:
        return facts.all_rounds((s << 32) | history.index.values(values)) < number
    if atom.subject == variable and o is not None:
        return facts.all_rounds((values << 32) | history.index.value(o)) < number
    return True


def _every(history: History, atom: Atom, bindings: Binding, number: int) -> Iterator[tuple[Binding, int]]:
    facts = history.index.get(atom.kind, atom.key)
    for place in np.flatnonzero(facts.rounds < number).tolist():
        value, stamp = int(facts.values[place]), int(facts.rounds[place])
        if atom.object is None:
            yield {**bindings, atom.subject: value}, stamp
        elif atom.subject != atom.object or value >> 32 == value & 0xFFFFFFFF:
            yield {**bindings, atom.subject: value >> 32, atom.object: value & 0xFFFFFFFF}, stamp
