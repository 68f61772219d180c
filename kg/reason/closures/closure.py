"""The closure of encoded triples: looking up, matching, reading and writing triples."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyoxigraph as ox

from kg.rdf.model import Term, Triple
from kg.reason.closures.given import Given
from kg.reason.engine.arrays import Ints, contains, first, full, pack, ranges, second, span
from kg.reason.engine.facts import Facts
from kg.reason.engine.run import Run
from kg.reason.engine.sets import SortedSet
from kg.reason.readers.encoded import Column, Encoded, EncodedTriple
from kg.reason.rules.compiling import CompiledRule
from kg.reason.rules.vocabulary import SAME_AS, TYPE


@dataclass(frozen=True, eq=False)
class Closure:
    """All triples that follow from encoded triples; terms are created only when they are read.

    Parameters
    ----------
    encoded : Encoded
        The triples, with the dictionary of all terms.
    run : Run
        What holds, of representatives.
    rules : tuple of CompiledRule
        The rules, in the order of the clauses of the engine.
    given : set of triples
        What was given.
    ill_typed : tuple of (number of a literal, what is wrong)
        The invalid literals, which have no value.
    axioms : Closure or None
        The closure of the schema; None if this is one.
    extra : dict of triple to Closure
        Conclusions from the data about the schema, each with the closure that it follows from.
    """

    encoded: Encoded
    run: Run
    rules: tuple[CompiledRule, ...]
    given: AbstractSet[Triple]
    ill_typed: tuple[tuple[int, str], ...] = ()
    axioms: Closure | None = None
    extra: Mapping[Triple, Closure] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """What holds, of representatives."""
        return self.run.facts

    @property
    def rows(self) -> Given:
        """What was given, by numbers."""
        assert isinstance(self.given, Given)
        return self.given

    @property
    def type_(self) -> int:
        """The number of rdf:type."""
        return self.encoded.number(TYPE)

    @property
    def same_as(self) -> int:
        """The number of owl:sameAs."""
        return self.encoded.number(SAME_AS)

    def __contains__(self, triple: Triple) -> bool:
        if triple in self.given:
            return True
        s, p, o = (self.encoded.find(term) for term in triple)
        if s is None or p is None or o is None or self.run.literals[s]:
            return False
        subject, obj = (int(self.run.representative[term]) for term in (s, o))
        if triple[1] == SAME_AS:
            return s != o and subject == obj
        if triple[1] == TYPE and _has(self.facts.of("class", o), subject):
            return True
        return _has(self.facts.of("relation", p), subject << 32 | obj)

    def __len__(self) -> int:
        """Count the triples without reading them."""
        every, subjects = self._sizes
        facts = self.facts
        relations = [r for key, r in facts.relations.items() if isinstance(self.encoded.term(key), ox.NamedNode)]
        pairs = sum(int((subjects[first(r)] * every[second(r)]).sum()) for r in relations)
        members = sum(int(subjects[m].sum()) for m in facts.classes.values())
        same = sum(int(subjects[n] * (every[n] - 1)) for n in self.run.members)
        return pairs + members + same

    def __iter__(self) -> Iterator[Triple]:
        return self._read()

    @cached_property
    def _sizes(self) -> tuple[Ints, Ints]:
        """Return the number of things that each representative represents, and how many of them can be subjects."""
        every = np.bincount(self.run.representative, minlength=len(self.encoded.dictionary.texts))
        named = self.run.representative[~self.run.literals]
        return every, np.bincount(named, minlength=len(self.encoded.dictionary.texts))

    def names_of(self, number: int) -> list[Term]:
        """Return all terms that a representative represents."""
        return [self.encoded.term(n) for n in self.run.members.get(number, (number,))]

    def _read(self) -> Iterator[Triple]:
        """Expand triples of representatives to all things that are the same."""
        term = self.encoded.term
        for key, pairs in self.facts.relations.items():
            yield from self.relation(key, pairs)
        for key, members in self.facts.classes.items():
            for number in members.tolist():
                for one in self.names_of(number):
                    if not isinstance(one, ox.Literal):
                        yield (one, TYPE, term(key))
        for number in self.run.members:
            group = self.names_of(number)
            for one, other in itertools.product(group, group):
                if one is not other and not isinstance(one, ox.Literal):
                    yield (one, SAME_AS, other)

    def relation(self, key: int, pairs: Ints) -> Iterator[Triple]:
        """Expand pairs of a property to all things that are the same."""
        predicate = self.encoded.term(key)
        if not isinstance(predicate, ox.NamedNode):
            # The inverse of a property may be a blank node: rules can use it, but triples cannot.
            return
        for s, o in zip(first(pairs).tolist(), second(pairs).tolist(), strict=True):
            for one, other in itertools.product(self.names_of(s), self.names_of(o)):
                if not isinstance(one, ox.Literal):
                    yield (one, predicate, other)

    def match(
        self, subject: int | None = None, predicate: int | None = None, obj: int | None = None
    ) -> Iterator[EncodedTriple]:
        """Yield the triples that match a pattern, as numbers."""
        if subject is not None and self.run.literals[subject]:
            return
        if predicate is None:
            for key in dict.fromkeys([*self._named_relations, self.type_, self.same_as]):
                yield from self.match(subject, key, obj)
            return
        if predicate == self.same_as:
            yield from self._match_same(subject, obj)
        if predicate == self.type_:
            yield from self._match_type(subject, obj)
        if predicate in self._named_relations:
            yield from self._match_pairs(subject, predicate, obj)

    @cached_property
    def _named_relations(self) -> list[int]:
        """The relations that triples can have: the inverse of a property may be a blank node."""
        written = self.encoded.dictionary.texts
        return [key for key in self.facts.relations if written[key][0] == "<"]

    def _match_pairs(self, subject: int | None, predicate: int, obj: int | None) -> Iterator[EncodedTriple]:
        if self.encoded.dictionary.texts[predicate][0] != "<":
            return
        now = self.run.representative
        if subject is not None:
            pairs = span(self.facts.relation(predicate), int(now[subject]))
            if obj is not None:
                pairs = pairs[second(pairs) == now[obj]]
            subjects, objects = first(pairs), second(pairs)
        elif obj is not None:
            pairs = span(self.facts.inverse(predicate).whole(), int(now[obj]))
            subjects, objects = second(pairs), first(pairs)
        else:
            pairs = self.facts.relation(predicate)
            subjects, objects = first(pairs), second(pairs)
        for s, o in zip(subjects.tolist(), objects.tolist(), strict=True):
            for one in self._named(s) if subject is None else (subject,):
                for other in self._all(o) if obj is None else (obj,):
                    yield (one, predicate, other)

    def _match_type(self, subject: int | None, obj: int | None) -> Iterator[EncodedTriple]:
        for key in self.facts.classes if obj is None else (obj,):
            members = self.facts.members(key)
            if subject is not None:
                if contains(members, self.run.representative[subject : subject + 1]).any():
                    yield (subject, self.type_, key)
                continue
            for number in members.tolist():
                for one in self._named(number):
                    yield (one, self.type_, key)

    def _match_same(self, subject: int | None, obj: int | None) -> Iterator[EncodedTriple]:
        known = subject if subject is not None else obj
        groups = self.run.members
        for group in [groups.get(int(self.run.representative[known]), [])] if known is not None else groups.values():
            for one in group if subject is None else (subject,):
                for other in group if obj is None else (obj,):
                    if one != other and other in group and not self.run.literals[one]:
                        yield (one, self.same_as, other)

    def _all(self, number: int) -> Sequence[int]:
        return self.run.members.get(number) or (number,)

    def _named(self, number: int) -> Sequence[int]:
        return [n for n in self._all(number) if not self.run.literals[n]]

    def inferred_columns(self) -> Iterator[tuple[int, Column, Column]]:
        """Yield the inferred triples as predicate, subjects and objects, as numbers."""
        for key in self._named_relations:
            pairs = self.facts.relations[key]
            yield from self._news(key, *self._spread(first(pairs), second(pairs)))
        for key, members in self.facts.classes.items():
            yield from self._news(self.type_, *self._spread(members, full(key, members.size), classes=True))
        for group in self.run.members.values():
            subjects = np.array([n for n in group if not self.run.literals[n]], np.int64)
            one, other = np.repeat(subjects, len(group)), np.tile(np.array(group, np.int64), subjects.size)
            yield from self._news(self.same_as, one[one != other], other[one != other])

    def _spread(self, subjects: Ints, objects: Ints, *, classes: bool = False) -> tuple[Ints, Ints]:
        """Expand triples of representatives to all things that are the same."""
        if not self.run.members:
            return subjects, objects
        subjects, objects = self._named_by(subjects, objects)
        if classes:
            return subjects, objects
        objects, subjects = self._named_by(objects, subjects)
        return subjects, objects

    def _named_by(self, numbers: Ints, others: Ints) -> tuple[Ints, Ints]:
        """Replace representatives in a column by all terms that they represent; repeat the other column."""
        order, starts, sizes = self._groups
        counts = sizes[numbers]
        several = np.flatnonzero(counts > 1)
        if not several.size:
            return numbers, others
        groups, counts_of = numbers[several], counts[several]
        result = np.repeat(numbers, counts)
        # Few are several: only these are looked up.
        begins = several + np.cumsum(counts_of) - counts_of - np.arange(several.size)
        result[ranges(begins, counts_of)[1]] = order[ranges(starts[groups], counts_of)[1]]
        return result, np.repeat(others, counts)

    @cached_property
    def _groups(self) -> tuple[Ints, Ints, Ints]:
        """Return all terms by representative, with the start and the number of the terms of each."""
        now = self.run.representative
        sizes = np.bincount(now, minlength=now.size)
        return np.argsort(now, kind="stable"), np.cumsum(sizes) - sizes, sizes

    def _news(self, predicate: int, subjects: Ints, objects: Ints) -> Iterator[tuple[int, Column, Column]]:
        keep = ~contains(self.rows.pairs(predicate), pack(subjects, objects)) & ~self.run.literals[subjects]
        if keep.any():
            yield predicate, subjects[keep].astype(np.int32), objects[keep].astype(np.int32)

    def lines(self) -> Iterator[str]:
        """Yield the inferred triples as lines of N-Triples."""
        text = self.encoded.dictionary.texts
        for predicate, subjects, objects in self.inferred_columns():
            middle = f" {text[predicate]} "
            for s, o in zip(subjects.tolist(), objects.tolist(), strict=True):
                yield f"{text[s]}{middle}{text[o]} .\n"

    def inferred(self) -> Iterator[Triple]:
        """Yield the inferred triples one by one."""
        term = self.encoded.term
        for predicate, subjects, objects in self.inferred_columns():
            name = term(predicate)
            for s, o in zip(subjects.tolist(), objects.tolist(), strict=True):
                yield (term(s), name, term(o))  # type: ignore[misc]

    def into(self, store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph | None = None) -> None:
        """Write the inferred triples into a graph of a store."""
        where = graph or ox.DefaultGraph()
        store.bulk_extend(ox.Quad(s, p, o, where) for s, p, o in self.inferred())


def _has(values: SortedSet, one: int) -> bool:
    return bool(values.has(np.array([one], np.int64))[0])
