"""From triples to everything that follows: encode, close the schema, compile it, run the rules, read out."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.reason import datatypes
from kg.reason.arrays import Ints, contains, first, full, pack, second
from kg.reason.clashes import Clash
from kg.reason.engine import Atom, Facts, Run, Slot, Step
from kg.reason.rules import CompiledRule, Pattern, fill, for_members, table
from kg.reason.rules import Slot as TermSlot

if TYPE_CHECKING:
    from kg.reason.bulk import BulkClosure

_TYPE = ox.NamedNode(terms.RDF_TYPE)
_SAME_AS = ox.NamedNode(f"{terms.OWL}sameAs")
#: Ways to name what clashes, among things that are the same, that are looked at.
_CHOICES = 256
#: Rules that the engine carries out itself, by giving things that are the same one representative.
_NATIVE = {"eq-sym", "eq-trans", "eq-rep-s", "eq-rep-p", "eq-rep-o"}


class Numbering:
    """Terms ↔ numbers, in the order in which they are met."""

    def __init__(self) -> None:
        self._numbers: dict[Term, int] = {}
        self.terms: list[Term] = []

    def number(self, term: Term) -> int:
        """Return the number of a term; a new one where it has none."""
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return found

    def find(self, term: Term) -> int | None:
        """Return the number of a term, if it has one."""
        return self._numbers.get(term)

    def literals(self) -> np.ndarray:
        """Tell which terms are literals."""
        return np.fromiter((isinstance(term, ox.Literal) for term in self.terms), np.bool_, len(self.terms))

    def values(self) -> tuple[Ints, list[tuple[int, str]]]:
        """Give each literal the number of its value, shared by literals of one value; -1 where it is not known.

        Returns
        -------
        values : array
        ill_typed : list of (number of the term, what is wrong)
        """
        result = full(-1, len(self.terms))
        ids: dict[datatypes.Value, int] = {}
        ill_typed: list[tuple[int, str]] = []
        for number, term in enumerate(self.terms):
            if isinstance(term, ox.Literal):
                try:
                    value = datatypes.value(term)
                except datatypes.IllTypedError as error:
                    ill_typed.append((number, str(error)))
                    continue
                if value is not None:
                    result[number] = ids.setdefault(value, len(ids))
        return result, ill_typed


@dataclass(frozen=True, eq=False)
class Closure:
    """Everything that follows from some triples, as arrays; no term is made before it is read.

    ``rules`` are the compiled rules, in the order of the numbers of the engine's steps; ``ill_typed`` the
    literals that stand for no value.
    """

    numbering: Numbering
    run: Run
    rules: tuple[CompiledRule, ...]
    given: AbstractSet[Triple]
    ill_typed: tuple[tuple[int, str], ...] = ()

    @property
    def facts(self) -> Facts:
        """What holds, of representatives."""
        return self.run.facts

    def __contains__(self, triple: Triple) -> bool:
        if triple in self.given:
            return True
        s, p, o = (self.numbering.find(term) for term in triple)
        if s is None or p is None or o is None or self.run.literals[s]:
            return False
        subject, obj = (int(self.run.representative[term]) for term in (s, o))
        if triple[1] == _SAME_AS:
            return s != o and subject == obj
        if triple[1] == _TYPE and _has(self.facts.members(o), subject):
            return True
        return _has(self.facts.relation(p), subject << 32 | obj)

    def __len__(self) -> int:
        """Count what would be read out, without reading it."""
        every, subjects = self._sizes
        facts = self.facts
        relations = [r for key, r in facts.relations.items() if isinstance(self.numbering.terms[key], ox.NamedNode)]
        pairs = sum(int((subjects[first(r)] * every[second(r)]).sum()) for r in relations)
        members = sum(int(subjects[m].sum()) for m in facts.classes.values())
        same = sum(int(subjects[n] * (every[n] - 1)) for n in self.run.members)
        return pairs + members + same

    def __iter__(self) -> Iterator[Triple]:
        return self._read()

    def inferred(self) -> Iterator[Triple]:
        """Yield what was not given, one after the other.

        Of n things that are the same under different names, n² - n statements say so: read no more than you need.
        """
        return (triple for triple in self._read() if triple not in self.given)

    @cached_property
    def _sizes(self) -> tuple[Ints, Ints]:
        """Return for each representative how many things it stands for, and how many of them can be subjects."""
        every = np.bincount(self.run.representative, minlength=len(self.numbering.terms))
        named = self.run.representative[~self.run.literals]
        return every, np.bincount(named, minlength=len(self.numbering.terms))

    def _names_of(self, number: int) -> list[Term]:
        """Return everything that a representative stands for."""
        return [self.numbering.terms[n] for n in self.run.members.get(number, (number,))]

    def _read(self) -> Iterator[Triple]:
        """Write out what holds of representatives for all things that are the same."""
        names = self.numbering.terms
        for key, pairs in self.facts.relations.items():
            yield from self._relation(key, pairs)
        for key, members in self.facts.classes.items():
            for number in members.tolist():
                for one in self._names_of(number):
                    if not isinstance(one, ox.Literal):
                        yield (one, _TYPE, names[key])
        for number in self.run.members:
            group = self._names_of(number)
            for one, other in itertools.product(group, group):
                if one is not other and not isinstance(one, ox.Literal):
                    yield (one, _SAME_AS, other)

    def _relation(self, key: int, pairs: Ints) -> Iterator[Triple]:
        predicate = self.numbering.terms[key]
        if not isinstance(predicate, ox.NamedNode):
            # The inverse of a property may have no name: rules go through it, triples cannot say it.
            return
        for s, o in zip(first(pairs).tolist(), second(pairs).tolist(), strict=True):
            for one, other in itertools.product(self._names_of(s), self._names_of(o)):
                if not isinstance(one, ox.Literal):
                    yield (one, predicate, other)

    def clashes(self) -> Iterator[Clash]:
        """Yield what cannot be, each clash once: broken rules first, then what literals would have to be."""
        seen: set[tuple[frozenset[Triple], str]] = set()
        for clash in itertools.chain(
            self._broken_rules(), self._excluded(), self._unequal(), self._ill_typed(), self._outside()
        ):
            key = (frozenset(clash.premises), "" if clash.premises else clash.message)
            if key not in seen:
                seen.add(key)
                yield clash

    def _broken_rules(self) -> Iterator[Clash]:
        for number, found in self.run.broken():
            rule = self.rules[number]
            yield Clash(rule.name, rule.axioms, self._premises(rule, found))

    def _excluded(self) -> Iterator[Clash]:
        """Yield what is two of a list whose members exclude each other."""
        for rule in self.rules:
            if rule.conclusion is not None or rule.premises:
                continue
            example = for_members(rule, 1, 1).premises[0]
            members = next(value for value in rule.schema.values() if isinstance(value, tuple))
            for i, j, shared in self._sharing(example[1], [self.numbering.number(member) for member in members]):
                pair = for_members(rule, i, j)
                variables = [slot for slot in example if isinstance(slot, str)]
                yield Clash(rule.name, rule.axioms, self._premises(pair, dict(zip(variables, shared, strict=True))))

    def _sharing(self, predicate: object, members: list[int]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield which two members of a list, counted from 1, share something, and what."""
        facts = self.facts
        if predicate == _SAME_AS:
            columns = [self.run.representative[member : member + 1] for member in members]
        elif predicate == _TYPE:
            columns = [facts.members(member) for member in members]
        else:
            columns = [facts.by_value(member) for member in members]
        things = np.concatenate(columns)
        places = np.repeat(np.arange(1, len(members) + 1), [column.size for column in columns])
        order = np.argsort(things, kind="stable")
        things, places = things[order], places[order]
        starts = np.flatnonzero(np.r_[True, things[1:] != things[:-1]][: things.size])
        ends = np.r_[starts[1:], things.size]
        several = ends - starts > 1
        for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
            thing = int(things[start])
            shared = (
                () if predicate == _SAME_AS else (thing,) if predicate == _TYPE else (thing >> 32, thing & 0xFFFFFFFF)
            )
            for i, j in itertools.combinations(places[start:end].tolist(), 2):
                yield i, j, shared

    def _premises(self, rule: CompiledRule, found: Mapping[Slot, int]) -> tuple[Triple, ...]:
        """Fill in what a rule needs, with names under which it was given where there are any."""
        bindings = {str(name): number for name, number in found.items()}
        same = [(p[0], p[2]) for p in rule.premises if p[1] == _SAME_AS]
        for one, other in [*same, *((b, a) for a, b in same)]:
            # The engine knows the two as one.
            if isinstance(one, str) and one not in bindings:
                number = bindings[other] if isinstance(other, str) else self.numbering.find(other)
                assert number is not None
                bindings[one] = int(self.run.representative[number])
        names = [self._names_of(number) for number in bindings.values()]
        best: tuple[int, tuple[Triple, ...]] = (-1, ())
        for choice in itertools.islice(itertools.product(*names), _CHOICES):
            filled = dict(zip(bindings, choice, strict=True))
            premises: tuple[Triple, ...] = tuple(fill(p, filled) for p in rule.premises)  # type: ignore[misc]
            told = sum(2 - (premise[1] == _SAME_AS) for premise in premises if premise in self.given)
            if told > best[0]:
                best = (told, premises)
        return tuple(self._as_written(p) for p in best[1] if not (p[1] == _SAME_AS and p[0] == p[2]))

    def _as_written(self, triple: Triple) -> Triple:
        """Write a literal as it is written in what holds: the engine knows those of one value as one."""
        s, p, o = triple
        alike = self.facts.alike
        if alike is None or not isinstance(o, ox.Literal) or triple in self:
            return triple
        number = self.numbering.find(o)
        assert number is not None
        forms = (self.numbering.terms[n] for n in np.flatnonzero(alike == alike[number]).tolist())
        return next((found for form in forms if (found := (s, p, form)) in self), triple)

    def _unequal(self) -> Iterator[Clash]:
        """dt-diff: two literals would have to be one value."""
        for (number, _), found in self.run.unequal.items():
            head, rule = self.run.steps[number].head, self.rules[number]
            assert head is not None
            both = [slot if isinstance(slot, int) else found[slot] for slot in head.slots()]
            yield Clash("dt-diff", rule.axioms, self._premises(rule, found), self._one_value(*both))
        for one, other in self.run.unequal_things:
            yield self._unequal_things(one, other)

    def _one_value(self, one: int, other: int) -> str:
        return " and ".join(sorted(str(self._value_of(n)) for n in (one, other))) + " would have to be one value"

    def _unequal_things(self, one: int, other: int) -> Clash:
        message = self._one_value(one, other)
        for step in self.run.steps.values():
            head = step.head
            if head is None or head.kind != "same" or not isinstance(head.subject, str):
                continue
            assert head.object is not None
            ways = self.run.ways(step, {head.subject: one, head.object: other})
            if ways:
                rule = self.rules[step.number]
                return Clash("dt-diff", rule.axioms, self._premises(rule, ways[0]), message)
        return Clash("dt-diff", (), tuple(self._given_same(one, other)), message)

    def _value_of(self, number: int) -> Term:
        names = self._names_of(int(self.run.representative[number]))
        return next((name for name in names if isinstance(name, ox.Literal)), names[0])

    def _given_same(self, one: int, other: int) -> Iterator[Triple]:
        """Yield what was given that makes a thing the same as a literal."""
        names = {self.numbering.terms[number] for number in (one, other)}
        for s, p, o in self.given:
            if p == _SAME_AS and (s in names or o in names):
                yield (s, p, o)

    def _ill_typed(self) -> Iterator[Clash]:
        """dt-not-type: a literal stands for no value of its own datatype."""
        wrong = {self.numbering.terms[number]: message for number, message in self.ill_typed}
        if wrong:
            for triple in sorted((t for t in self.given if t[2] in wrong), key=str):
                yield Clash("dt-not-type", (), (triple,), wrong[triple[2]])

    def _outside(self) -> Iterator[Clash]:
        """dt-not-type: a literal would have to be in a datatype that its value is not in."""
        literals = self.run.literals
        for key, members in self.facts.classes.items():
            datatype = self.numbering.terms[key]
            if not isinstance(datatype, ox.NamedNode) or not datatypes.is_known(datatype.value):
                continue
            for number in members[literals[members]].tolist():
                if _is_in(datatype.value, self.numbering.terms[number]) is False:
                    yield self._not_in(datatype, key, number)

    def _not_in(self, datatype: ox.NamedNode, key: int, number: int) -> Clash:
        name = datatype.value.replace(terms.XSD, "xsd:")
        message = f"{self.numbering.terms[number]} would have to be in {name}"
        for step in self.run.steps.values():
            head = step.head
            if head is not None and (head.kind, head.key) == ("class", key):
                bindings: dict[Slot, int] = {head.subject: number} if isinstance(head.subject, str) else {}
                ways = self.run.ways(step, bindings) if bindings or head.subject == number else []
                if ways:
                    rule = self.rules[step.number]
                    return Clash("dt-not-type", rule.axioms, self._premises(rule, ways[0]), message)
        return Clash("dt-not-type", (), (), message)


def close(triples: Iterable[Triple]) -> BulkClosure:
    """Draw every conclusion of OWL 2 RL from some triples.

    Parameters
    ----------
    triples : iterable of (subject, predicate, object)
        Schema and data together, as pyoxigraph terms.

    Returns
    -------
    BulkClosure

    Raises
    ------
    UsageError
        A term is in a place of a triple where it cannot stand.
    """
    from kg.reason.bulk import close_encoded
    from kg.reason.encode import from_triples

    return close_encoded(from_triples(triples))


def _run(triples: Iterable[Triple], rules: list[CompiledRule], given: frozenset[Triple]) -> Closure:
    numbering = Numbering()
    rows = list(dict.fromkeys(triples))
    columns = np.array([[numbering.number(term) for term in row] for row in rows], np.int64).reshape(-1, 3)
    steps = [step for number, rule in enumerate(rules) if (step := _step(number, rule, numbering)) is not None]
    for rule in rules:
        if not rule.premises and rule.conclusion is not None:
            row = [numbering.number(slot) for slot in rule.conclusion]  # type: ignore[arg-type]
            columns = np.vstack((columns, [row]))
    relations, classes, same = _split(columns, numbering)
    values, ill_typed = numbering.values()
    for key, members in _typed(steps, numbering):
        classes[key].append(members)
    numbers = {"type_": numbering.number(_TYPE), "same_as": numbering.number(_SAME_AS)}
    run = Run(steps, numbering.literals(), values, **numbers)
    run.close(relations, classes, same)
    return Closure(numbering, run, tuple(rules), given, tuple(ill_typed))


def _typed(steps: list[Step], numbering: Numbering) -> Iterator[tuple[int, Ints]]:
    """dt-type2: yield the literals of the datatypes that rules ask for."""
    for key in {atom.key for step in steps for atom in step.body if atom.kind == "class"}:
        datatype = numbering.terms[key]
        if isinstance(datatype, ox.NamedNode) and datatypes.is_known(datatype.value):
            found = [n for n, term in enumerate(numbering.terms) if _is_in(datatype.value, term)]
            yield key, np.array(found, np.int64)


def _is_in(datatype: str, term: Term) -> bool | None:
    """Tell whether a literal is in a datatype that is known; None where nothing can be said."""
    if not isinstance(term, ox.Literal):
        return None
    try:
        value = datatypes.value(term)
    except datatypes.IllTypedError:
        return None
    return None if value is None else datatypes.contains(datatype, value)


def _has(values: Ints, one: int) -> bool:
    return bool(contains(values, np.array([one], np.int64))[0])


def _split(columns: Ints, numbering: Numbering) -> tuple[dict[int, list[Ints]], dict[int, list[Ints]], list[Ints]]:
    """Sort triples into relations, classes and pairs that are the same."""
    relations: dict[int, list[Ints]] = defaultdict(list)
    classes: dict[int, list[Ints]] = defaultdict(list)
    same: list[Ints] = []
    type_, same_as = numbering.number(_TYPE), numbering.number(_SAME_AS)
    for predicate, rows in _groups(columns, columns[:, 1]):
        if predicate == type_:
            for cls, members in _groups(rows, rows[:, 2]):
                classes[cls].append(members[:, 0])
        elif predicate == same_as:
            same.append(pack(rows[:, 0], rows[:, 2]))
        else:
            relations[predicate].append(pack(rows[:, 0], rows[:, 2]))
    return relations, classes, same


def _groups(rows: Ints, keys: Ints) -> Iterator[tuple[int, Ints]]:
    """Yield the rows by their keys."""
    if not keys.size:
        return
    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), keys.size], strict=True):
        yield int(keys[start]), rows[start:end]


def _step(number: int, rule: CompiledRule, numbering: Numbering) -> Step | None:
    # Only these mean by owl:sameAs that a thing is the same as itself, which is not written out (eq-ref).
    same: Literal["same", "relation"] = "same" if rule.name.startswith("eq-diff") else "relation"
    body = tuple(_atom(pattern, numbering, same) for pattern in rule.premises)
    if not body:
        return None
    return Step(number, body, None if rule.conclusion is None else _atom(rule.conclusion, numbering, "same"))


def _atom(pattern: Pattern, numbering: Numbering, same: Literal["same", "relation"]) -> Atom:
    def slot(term: TermSlot) -> Slot:
        return term if isinstance(term, str) else numbering.number(term)

    subject, predicate, obj = pattern
    assert not isinstance(predicate, str), pattern
    if predicate == _TYPE and not isinstance(obj, str):
        return Atom("class", numbering.number(obj), slot(subject), None)
    kind = same if predicate == _SAME_AS else "relation"
    return Atom(kind, numbering.number(predicate), slot(subject), slot(obj))


def _is_about_schema(rule: CompiledRule) -> bool:
    return rule.name.startswith("scm-")


def _renaming(triples: Iterable[Triple], rules: Iterable[CompiledRule]) -> list[CompiledRule]:
    """Compile eq-rep for classes and properties that are the same as others."""
    rows = list(triples)
    pairs = [(s, o) for s, p, o in rows if p == _SAME_AS and isinstance(o, ox.NamedNode) and s != o]
    if not pairs:
        return []
    patterns = [pattern for rule in rules for pattern in (*rule.premises, rule.conclusion) if pattern is not None]
    used = {pattern[1] for pattern in (*rows, *patterns)}
    classes = {pattern[2] for pattern in (*rows, *patterns) if pattern[1] == _TYPE}
    says = {rule.name: rule.says for rule in table()}
    found = []
    for one, other in dict.fromkeys([*pairs, *((b, a) for a, b in pairs)]):
        axioms = ((one, _SAME_AS, other),)
        if one in used or other in used:
            found.append(CompiledRule("eq-rep-p", axioms, (("?s", one, "?o"),), ("?s", other, "?o"), says["eq-rep-p"]))
        if one in classes or other in classes:
            is_one, is_other = ("?s", _TYPE, one), ("?s", _TYPE, other)
            found.append(CompiledRule("eq-rep-o", axioms, (is_one,), is_other, says["eq-rep-o"]))
    return found


__all__ = ["Closure", "Numbering", "close"]
