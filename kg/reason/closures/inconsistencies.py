"""Inconsistencies in a closure: broken rules, and literals with contradictory values or datatypes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import numpy as np
import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.reason.closures.closure import Closure
from kg.reason.closures.translation import is_in
from kg.reason.engine.clauses import Argument, Binding
from kg.reason.engine.joins import ways
from kg.reason.inconsistency import Inconsistency
from kg.reason.rules import datatypes
from kg.reason.rules.compiling import CompiledRule, for_members
from kg.reason.rules.patterns import fill
from kg.reason.rules.vocabulary import SAME_AS, TYPE

#: Maximum number of combinations of names to try for the things in an inconsistency.
_CHOICES = 256


def inconsistencies(closure: Closure) -> Iterator[Inconsistency]:
    """Yield each inconsistency once: broken rules first, then literals.

    The same statements may contradict each other by several rules; then the first is given. An invalid literal is given
    in any case, and of contradictions among axioms alone, each.
    """
    seen: set[tuple[object, ...]] = set()
    for found in itertools.chain(
        _broken_rules(closure), _excluded(closure), _unequal(closure), _ill_typed(closure), _outside(closure)
    ):
        own = found.rule == "dt-not-type" or not found.premises
        key = (frozenset(found.premises), *((found.rule, found.axioms, found.message) if own else ()))
        if key not in seen:
            seen.add(key)
            yield found


def _broken_rules(closure: Closure) -> Iterator[Inconsistency]:
    for number, found in closure.run.broken_rules():
        rule = closure.rules[number]
        yield Inconsistency(rule.name, rule.axioms, _premises(closure, rule, found))


def _excluded(closure: Closure) -> Iterator[Inconsistency]:
    """Yield things that are two members of a list whose members exclude each other."""
    for rule in closure.rules:
        if rule.conclusion is not None or rule.premises:
            continue
        example = for_members(rule, 1, 1).premises[0]
        members = next(value for value in rule.schema.values() if isinstance(value, tuple))
        for i, j, shared in _sharing(closure, example[1], [closure.encoded.number(member) for member in members]):
            pair = for_members(rule, i, j)
            variables = [argument for argument in example if isinstance(argument, str)]
            yield Inconsistency(
                rule.name, rule.axioms, _premises(closure, pair, dict(zip(variables, shared, strict=True)))
            )


def _sharing(closure: Closure, predicate: object, members: list[int]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield two members of a list (counted from 1) that have a thing in common, and the thing."""
    facts = closure.facts
    if predicate == SAME_AS:
        columns = [closure.run.representative[member : member + 1] for member in members]
    elif predicate == TYPE:
        columns = [facts.members(member) for member in members]
    else:
        columns = [facts.by_value(member).whole() for member in members]
    things = np.concatenate(columns)
    places = np.repeat(np.arange(1, len(members) + 1), [column.size for column in columns])
    order = np.argsort(things, kind="stable")
    things, places = things[order], places[order]
    starts = np.flatnonzero(np.r_[True, things[1:] != things[:-1]][: things.size])
    ends = np.r_[starts[1:], things.size]
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        thing = int(things[start])
        shared = () if predicate == SAME_AS else (thing,) if predicate == TYPE else (thing >> 32, thing & 0xFFFFFFFF)
        for i, j in itertools.combinations(places[start:end].tolist(), 2):
            yield i, j, shared


def _premises(closure: Closure, rule: CompiledRule, found: Mapping[Argument, int]) -> tuple[Triple, ...]:
    """Fill in the premises of a rule, if possible with names under which they were given."""
    bindings = {str(name): number for name, number in found.items()}
    same = [(p[0], p[2]) for p in rule.premises if p[1] == SAME_AS]
    for one, other in [*same, *((b, a) for a, b in same)]:
        # In the engine, the two have one representative.
        if isinstance(one, str) and one not in bindings:
            number = bindings[other] if isinstance(other, str) else closure.encoded.find(other)
            assert number is not None
            bindings[one] = int(closure.run.representative[number])
    names = [closure.names_of(number) for number in bindings.values()]
    best: tuple[int, tuple[Triple, ...]] = (-1, ())
    for choice in itertools.islice(itertools.product(*names), _CHOICES):
        filled = dict(zip(bindings, choice, strict=True))
        premises: tuple[Triple, ...] = tuple(fill(p, filled) for p in rule.premises)  # type: ignore[misc]
        count = sum(2 - (premise[1] == SAME_AS) for premise in premises if premise in closure.given)
        if count > best[0]:
            best = (count, premises)
    return tuple(_as_written(closure, p) for p in best[1] if not (p[1] == SAME_AS and p[0] == p[2]))


def _as_written(closure: Closure, triple: Triple) -> Triple:
    """Return the spelling of a literal in the triples; the engine has one literal for each value."""
    s, p, o = triple
    alike = closure.facts.alike
    if alike is None or not isinstance(o, ox.Literal) or triple in closure:
        return triple
    number = closure.encoded.find(o)
    assert number is not None
    forms = (closure.encoded.term(n) for n in np.flatnonzero(alike == alike[number]).tolist())
    return next((found for form in forms if (found := (s, p, form)) in closure), triple)


def _unequal(closure: Closure) -> Iterator[Inconsistency]:
    """dt-diff: two literals would have to be one value."""
    for (number, _), found in closure.run.unequal.items():
        head, rule = closure.run.program.clauses[number].head, closure.rules[number]
        assert head is not None
        both = [argument if isinstance(argument, int) else found[argument] for argument in head.arguments()]
        yield Inconsistency("dt-diff", rule.axioms, _premises(closure, rule, found), _one_value(closure, *both))
    for one, other in closure.run.unequal_things:
        yield _unequal_things(closure, one, other)


def _one_value(closure: Closure, one: int, other: int) -> str:
    return " and ".join(sorted(str(_value_of(closure, n)) for n in (one, other))) + " would have to be one value"


def _unequal_things(closure: Closure, one: int, other: int) -> Inconsistency:
    message = _one_value(closure, one, other)
    for clause in closure.run.program.clauses.values():
        head = clause.head
        if head is None or head.kind != "same" or not isinstance(head.subject, str):
            continue
        assert head.object is not None
        for way in ways(closure.run, clause, {head.subject: one, head.object: other}):
            rule = closure.rules[clause.number]
            return Inconsistency("dt-diff", rule.axioms, _premises(closure, rule, way), message)
    return Inconsistency("dt-diff", (), tuple(_given_same(closure, one, other)), message)


def _value_of(closure: Closure, number: int) -> Term:
    names = closure.names_of(int(closure.run.representative[number]))
    return next((name for name in names if isinstance(name, ox.Literal)), names[0])


def _given_same(closure: Closure, one: int, other: int) -> Iterator[Triple]:
    """Yield given triples that make a thing the same as a literal."""
    names = {closure.encoded.term(number) for number in (one, other)}
    for s, p, o in closure.given:
        if p == SAME_AS and (s in names or o in names):
            yield (s, p, o)


def _ill_typed(closure: Closure) -> Iterator[Inconsistency]:
    """dt-not-type: a literal is not valid for its own datatype."""
    wrong = {closure.encoded.term(number): message for number, message in closure.ill_typed}
    if wrong:
        for triple in sorted((t for t in closure.given if t[2] in wrong), key=str):
            yield Inconsistency("dt-not-type", (), (triple,), wrong[triple[2]])


def _outside(closure: Closure) -> Iterator[Inconsistency]:
    """dt-not-type: a literal would have to be in a datatype that its value is not in."""
    literals, texts = closure.run.literals, closure.encoded.dictionary.texts
    for key, members in closure.facts.classes.items():
        datatype = closure.encoded.term(key)
        if not isinstance(datatype, ox.NamedNode) or not datatypes.is_known(datatype.value):
            continue
        own = f"^^{datatype}"
        for number in members[literals[members]].tolist():
            # A literal of the datatype itself is in it, or is ill-typed.
            if not texts[number].endswith(own) and is_in(datatype.value, closure.encoded.term(number)) is False:
                yield _not_in(closure, datatype, key, number)


def _not_in(closure: Closure, datatype: ox.NamedNode, key: int, number: int) -> Inconsistency:
    name = datatype.value.replace(terms.XSD, "xsd:")
    message = f"{closure.encoded.term(number)} would have to be in {name}"
    for clause in closure.run.program.clauses.values():
        head = clause.head
        if head is not None and (head.kind, head.key) == ("class", key):
            bindings: Binding = {head.subject: number} if isinstance(head.subject, str) else {}
            for way in ways(closure.run, clause, bindings) if bindings or head.subject == number else []:
                rule = closure.rules[clause.number]
                return Inconsistency("dt-not-type", rule.axioms, _premises(closure, rule, way), message)
    return Inconsistency("dt-not-type", (), (), message)
