"""The closure of columns of numbers: no term is made but those of the schema."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import overload

import numpy as np
import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.reason import closure as driver
from kg.reason import datatypes, memory
from kg.reason.arrays import EMPTY, Ints, Mask, contains, distinct, first, full, pack, second, span
from kg.reason.closure import Closure
from kg.reason.encode import Column, Encoded, term_of
from kg.reason.engine import Run
from kg.reason.rules import CompiledRule, compile_rules, is_schema

_TYPE = ox.NamedNode(terms.RDF_TYPE)
_SAME_AS = ox.NamedNode(f"{terms.OWL}sameAs")

_LIST = (ox.NamedNode(f"{terms.RDF}first"), ox.NamedNode(f"{terms.RDF}rest"))
#: What follows of these for the schema adds no conclusions about data.
_SUPERFLUOUS = {
    *(ox.NamedNode(f"{terms.OWL}{name}") for name in ("equivalentClass", "equivalentProperty")),
    *(ox.NamedNode(f"{terms.RDFS}{name}") for name in ("domain", "range")),
}
#: Memory that a triple takes at the least while it is reasoned about: it, what is found of it, and their order.
_BYTES = 64
#: Numbers of the terms of a triple.
Row = tuple[int, int, int]


class _Terms(Sequence[Term]):
    """Terms by number, made when they are read."""

    def __init__(self, encoded: Encoded) -> None:
        self._written = encoded.texts.written

    def __len__(self) -> int:
        return len(self._written)

    @overload
    def __getitem__(self, number: int) -> Term: ...
    @overload
    def __getitem__(self, number: slice) -> list[Term]: ...
    def __getitem__(self, number: int | slice) -> Term | list[Term]:
        if isinstance(number, slice):
            return [term_of(text) for text in self._written[number]]
        return term_of(self._written[number])


class TextNumbering(driver.Numbering):
    """Terms ↔ numbers over the texts of encoded triples."""

    def __init__(self, encoded: Encoded) -> None:
        self._encoded = encoded
        self.terms = _Terms(encoded)  # type: ignore[assignment]

    def number(self, term: Term) -> int:
        """Return the number of a term; a new one where it has none."""
        return self._encoded.number(term)

    def find(self, term: Term) -> int | None:
        """Return the number of a term, if it has one."""
        return self._encoded.find(term)

    def literals(self) -> Mask:
        """Tell which terms are literals."""
        return self._encoded.literals()

    def values(self) -> tuple[Ints, list[tuple[int, str]]]:
        """Give each literal the number of its value; -1 where it is not known.

        A literal without a datatype has a value that no other has, so only those with one are looked into.
        """
        written = self._encoded.texts.written
        result = full(-1, len(written))
        literals = np.flatnonzero(self.literals())
        result[literals] = literals
        ids: dict[datatypes.Value, int] = {}
        ill_typed: list[tuple[int, str]] = []
        for number in [number for number in literals.tolist() if written[number][-1] == ">"]:
            try:
                value = datatypes.value(term_of(written[number]))  # type: ignore[arg-type]
            except datatypes.IllTypedError as error:
                value = None
                ill_typed.append((number, str(error)))
            result[number] = -1 if value is None else ids.setdefault(value, number)
        return result, ill_typed


class Given(AbstractSet[Triple]):
    """The triples that were given, as a set over the columns."""

    def __init__(self, encoded: Encoded, before: tuple[Given, Mask] | None = None) -> None:
        self._encoded = encoded
        self._sorted: dict[int, Ints] = {}
        #: What was given before a change, and which of its rows went; what came is at the end.
        self._before = before

    @cached_property
    def rows(self) -> dict[int, Ints]:
        """Which rows have a predicate."""
        if self._before is None:
            return _by_predicate(self._encoded.predicate)
        old, dropped = self._before
        self._before = None
        if not dropped.any():
            found = dict(old.rows)
        else:
            keep = ~dropped
            places = np.cumsum(keep) - 1
            found = {p: places[rows[keep[rows]]] for p, rows in old.rows.items()}
            found = {p: rows for p, rows in found.items() if rows.size}
        size = dropped.size - int(dropped.sum())
        for predicate, rows in _by_predicate(self._encoded.predicate[size:]).items():
            found[predicate] = np.concatenate((found.get(predicate, EMPTY), rows + size))
        return found

    def pairs(self, predicate: int) -> Ints:
        """Return subject and object of the triples with a predicate, packed and sorted."""
        if predicate not in self._sorted:
            self._sorted[predicate] = distinct(self.unsorted(predicate))
        return self._sorted[predicate]

    def unsorted(self, predicate: int) -> Ints:
        """Return subject and object of the triples with a predicate, packed."""
        rows = self.rows.get(predicate, EMPTY)
        encoded = self._encoded
        return pack(encoded.subject[rows].astype(np.int64), encoded.object[rows].astype(np.int64))

    def has(self, subject: int, predicate: int, obj: int) -> bool:
        """Tell whether a triple was given, by numbers."""
        pairs = self.pairs(predicate)
        wanted = subject << 32 | obj
        place = int(np.searchsorted(pairs, wanted))
        return place < pairs.size and int(pairs[place]) == wanted

    def __contains__(self, triple: object) -> bool:
        assert isinstance(triple, tuple)
        s, p, o = map(self._encoded.find, triple)
        return s is not None and p is not None and o is not None and self.has(s, p, o)

    def __iter__(self) -> Iterator[Triple]:
        term = self._encoded.term
        for predicate in self.rows:
            for pair in self.pairs(predicate).tolist():
                yield (term(pair >> 32), term(predicate), term(pair & 0xFFFFFFFF))  # type: ignore[misc]

    def __len__(self) -> int:
        return sum(self.pairs(predicate).size for predicate in self.rows)


def _by_predicate(predicates: Column) -> dict[int, Ints]:
    """Return which rows have a predicate."""
    order = np.argsort(predicates, kind="stable")
    predicates = predicates[order]
    starts = np.flatnonzero(np.r_[True, predicates[1:] != predicates[:-1]][: order.size])
    return {
        int(predicates[start]): order[start:end] for start, end in itertools.pairwise([*starts.tolist(), order.size])
    }


@dataclass(frozen=True, eq=False)
class BulkClosure(Closure):
    """Everything that follows from encoded triples; no term is made before it is read.

    Besides what `Closure` can do, it finds triples by what is known of them and writes them out as text.
    ``axioms`` are what follows for the schema; ``extra`` what the data said about the schema, each with the
    closure that it follows from.
    """

    encoded: Encoded = field(kw_only=True)
    axioms: Closure = field(kw_only=True)
    extra: dict[Triple, BulkClosure] = field(kw_only=True)

    @property
    def rows(self) -> Given:
        """What was given, by numbers."""
        assert isinstance(self.given, Given)
        return self.given

    @property
    def type_(self) -> int:
        """The number of rdf:type."""
        return self.numbering.number(_TYPE)

    @property
    def same_as(self) -> int:
        """The number of owl:sameAs."""
        return self.numbering.number(_SAME_AS)

    def match(self, subject: int | None = None, predicate: int | None = None, obj: int | None = None) -> Iterator[Row]:
        """Yield the triples that agree with what is known of them, all by numbers."""
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
        """The relations that triples can say: the inverse of a property may have no name."""
        written = self.encoded.texts.written
        return [key for key in self.facts.relations if written[key][0] == "<"]

    def _match_pairs(self, subject: int | None, predicate: int, obj: int | None) -> Iterator[Row]:
        if self.encoded.texts.written[predicate][0] != "<":
            return
        now = self.run.representative
        if subject is not None:
            pairs = span(self.facts.relation(predicate), int(now[subject]))
            if obj is not None:
                pairs = pairs[second(pairs) == now[obj]]
            subjects, objects = first(pairs), second(pairs)
        elif obj is not None:
            pairs = span(self.facts.inverse(predicate), int(now[obj]))
            subjects, objects = second(pairs), first(pairs)
        else:
            pairs = self.facts.relation(predicate)
            subjects, objects = first(pairs), second(pairs)
        for s, o in zip(subjects.tolist(), objects.tolist(), strict=True):
            for one in self._named(s) if subject is None else (subject,):
                for other in self._all(o) if obj is None else (obj,):
                    yield (one, predicate, other)

    def _match_type(self, subject: int | None, obj: int | None) -> Iterator[Row]:
        for key in self.facts.classes if obj is None else (obj,):
            members = self.facts.members(key)
            if subject is not None:
                if contains(members, self.run.representative[subject : subject + 1]).any():
                    yield (subject, self.type_, key)
                continue
            for number in members.tolist():
                for one in self._named(number):
                    yield (one, self.type_, key)

    def _match_same(self, subject: int | None, obj: int | None) -> Iterator[Row]:
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
        """Yield what was not given, as predicate, subjects and objects, all by numbers."""
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
        """Write out what holds of representatives for all things that are the same."""
        if not self.run.members:
            return subjects, objects
        rows, subjects = self._names(subjects)
        objects = objects[rows]
        if classes:
            return subjects, objects
        rows, objects = self._names(objects)
        return subjects[rows], objects

    def _names(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Return everything that representatives stand for, and the row of each."""
        order, starts, sizes = self._groups
        counts = sizes[numbers]
        rows = np.repeat(np.arange(numbers.size), counts)
        ends = np.cumsum(counts)
        places = np.arange(rows.size) - np.repeat(ends - counts, counts) + starts[numbers][rows]
        return rows, order[places]

    @cached_property
    def _groups(self) -> tuple[Ints, Ints, Ints]:
        """Return all terms by representative, where those of each start, and how many they are."""
        now = self.run.representative
        sizes = np.bincount(now, minlength=now.size)
        return np.argsort(now, kind="stable"), np.cumsum(sizes) - sizes, sizes

    def _news(self, predicate: int, subjects: Ints, objects: Ints) -> Iterator[tuple[int, Column, Column]]:
        keep = ~contains(self.rows.pairs(predicate), pack(subjects, objects)) & ~self.run.literals[subjects]
        if keep.any():
            yield predicate, subjects[keep].astype(np.int32), objects[keep].astype(np.int32)

    def lines(self) -> Iterator[str]:
        """Yield what was not given as lines of N-Triples."""
        text = self.encoded.texts.written
        for predicate, subjects, objects in self.inferred_columns():
            middle = f" {text[predicate]} "
            for s, o in zip(subjects.tolist(), objects.tolist(), strict=True):
                yield f"{text[s]}{middle}{text[o]} .\n"

    def inferred(self) -> Iterator[Triple]:
        """Yield what was not given, one after the other."""
        term = self.encoded.term
        for predicate, subjects, objects in self.inferred_columns():
            name = term(predicate)
            for s, o in zip(subjects.tolist(), objects.tolist(), strict=True):
                yield (term(s), name, term(o))  # type: ignore[misc]

    def into(self, store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph | None = None) -> None:
        """Write what was not given into a graph of a store."""
        where = graph or ox.DefaultGraph()
        store.bulk_extend(ox.Quad(s, p, o, where) for s, p, o in self.inferred())


def close_encoded(encoded: Encoded) -> BulkClosure:
    r"""Draw every conclusion of OWL 2 RL from encoded triples.

    Parameters
    ----------
    encoded : Encoded
        Schema and data together; named graphs are read as one.

    Returns
    -------
    BulkClosure

    Examples
    --------
    >>> from kg.reason.encode import from_triples
    >>> is_in, within = ox.NamedNode("urn:in"), ox.NamedNode(f"{terms.OWL}TransitiveProperty")
    >>> a, b, c = (ox.NamedNode(f"urn:{name}") for name in "abc")
    >>> closure = close_encoded(from_triples([(is_in, _TYPE, within), (a, is_in, b), (b, is_in, c)]))
    >>> list(closure.lines())
    ['<urn:a> <urn:in> <urn:c> .\n']
    """
    what = f"reasoning over {len(encoded):,} triples"
    memory.need(len(encoded) * _BYTES, what)
    with memory.told(what):
        return _closed(encoded)


def _closed(encoded: Encoded) -> BulkClosure:
    given = Given(encoded)
    numbering = TextNumbering(encoded)
    schema = set(_schema(encoded, given))
    extra: dict[Triple, BulkClosure] = {}
    while True:
        closure = _close(encoded, given, numbering, schema, extra)
        new = about_schema(closure)
        if not new:
            return closure
        # What the data says about the schema (sub-properties of RDFS's own, things that are the same and
        # used as classes or properties) changes the rules: then all starts again with it.
        extra = {**extra, **dict.fromkeys(new, closure)}


def _schema(encoded: Encoded, given: Given) -> Iterator[Triple]:
    """Turn the triples of the schema into terms."""
    for predicate, rows in given.rows.items():
        name = encoded.term(predicate)
        assert isinstance(name, ox.NamedNode)
        if name == _TYPE:
            classes = distinct(encoded.object[rows].astype(np.int64)).tolist()
            kinds = [number for number in classes if is_schema((name, name, encoded.term(number)))]
            chosen = rows[_marked(encoded, kinds)[encoded.object[rows]]]
        elif not is_schema((name, name, name)):
            continue
        else:
            chosen = rows
        for s, o in zip(encoded.subject[chosen].tolist(), encoded.object[chosen].tolist(), strict=True):
            yield (encoded.term(s), name, encoded.term(o))  # type: ignore[misc]


def _marked(encoded: Encoded, numbers: list[int]) -> Mask:
    """Mark some terms among all: what numpy has for this imports its masked arrays first."""
    marked = np.zeros(len(encoded.texts.written), np.bool_)
    marked[numbers] = True
    return marked


def _close(
    encoded: Encoded,
    given: Given,
    numbering: TextNumbering,
    schema: set[Triple],
    extra: dict[Triple, BulkClosure],
) -> BulkClosure:
    own, to_compile, compiled = _compile(frozenset(t for t in (*schema, *extra) if is_schema(t)))
    rules = list(compiled)
    rules += driver._renaming([*_used(encoded, given, rules, anyway=bool(extra)), *to_compile, *extra], rules)
    steps = [step for n, rule in enumerate(rules) if (step := driver._step(n, rule, numbering)) is not None]
    facts = [r.conclusion for r in rules if not r.premises and r.conclusion is not None]
    more = [tuple(map(numbering.number, row)) for row in dict.fromkeys((*extra, *facts))]  # type: ignore[arg-type]
    relations, classes, same = _split(encoded, given, numbering, more)
    for predicate, pairs in _renumbered(own, numbering).items():
        relations[predicate].append(pairs)
    values, ill_typed = numbering.values()
    for key, members in driver._typed(steps, numbering):
        classes[key].append(members)
    numbers = {"type_": numbering.number(_TYPE), "same_as": numbering.number(_SAME_AS)}
    run = Run(steps, numbering.literals(), values, **numbers)
    run.close(relations, classes, same)
    return BulkClosure(
        numbering, run, tuple(rules), given, tuple(ill_typed),
        encoded=encoded, axioms=own, extra=extra,
    )  # fmt: skip


@lru_cache(maxsize=4)
def _compile(schema: frozenset[Triple]) -> tuple[Closure, tuple[Triple, ...], tuple[CompiledRule, ...]]:
    """Close a schema and compile it; the same one is used again and again, for one slice of a graph after the other."""
    axioms = sorted(schema, key=lambda axiom: tuple(map(str, axiom)))
    about = [rule for rule in compile_rules(axioms, pairwise=False) if driver._is_about_schema(rule)]
    own = driver._run(axioms, about, schema)
    told = _told(own, axioms)
    rules = (rule for rule in compile_rules(told, pairwise=False) if rule.name not in driver._NATIVE)
    return own, tuple(told), tuple(rule for rule in rules if not driver._is_about_schema(rule))


def _told(own: Closure, axioms: list[Triple]) -> list[Triple]:
    """Return the axioms to compile: what others make superfluous is left out.

    Of n classes below each other n² axioms say so, but what is in one comes into all above it by n of them.
    """
    names = own.numbering.terms
    result = dict.fromkeys(axioms)
    for key, pairs in own.facts.relations.items():
        if names[key] not in _SUPERFLUOUS:
            edges = own.run.edges(key) if ("relation", key) in own.run.transitive else pairs
            result.update(dict.fromkeys(own._relation(key, edges)))
    return list(result)


def _renumbered(own: Closure, numbering: TextNumbering) -> dict[int, Ints]:
    """Return what follows for the schema, with other numbers for its terms."""
    numbers = np.array([numbering.number(term) for term in own.numbering.terms] or [0], np.int64)
    return {
        int(numbers[key]): pack(numbers[first(pairs)], numbers[second(pairs)])
        for key, pairs in own.facts.relations.items()
    }


def about_schema(closure: BulkClosure) -> list[Triple]:
    """Collect what was concluded about the schema by rules that speak of data, and is not known yet."""
    names, facts, own = closure.numbering.terms, closure.facts, closure.axioms
    found: dict[Triple, None] = {}
    sizes = np.bincount(closure.run.representative, minlength=1)
    known = _renumbered(own, closure.numbering)  # type: ignore[arg-type]
    for key, pairs in facts.relations.items():
        predicate = names[key]
        # Lists stay as they were given: two names of one member would make two members.
        if not isinstance(predicate, ox.NamedNode) or predicate in _LIST or not is_schema((predicate,) * 3):
            continue
        several = (sizes[first(pairs)] > 1) | (sizes[second(pairs)] > 1)
        old = distinct(np.concatenate((known.get(key, EMPTY), closure.rows.pairs(key))))
        new = np.concatenate((pairs[several], pairs[~several & ~contains(old, pairs)]))
        found.update(dict.fromkeys(closure._relation(key, new)))
    for key, members in facts.classes.items():
        for number in members.tolist() if is_schema((_SAME_AS, _TYPE, names[key])) else ():
            subjects = (s for s in closure._names_of(number) if not isinstance(s, ox.Literal))
            found.update(dict.fromkeys((s, _TYPE, names[key]) for s in subjects))
    used = set(facts.relations) | set(facts.classes)
    for group in closure.run.members.values():
        if not used.isdisjoint(group):
            named = [name for number in group if not isinstance(name := names[number], ox.Literal)]
            found.update(dict.fromkeys((a, _SAME_AS, b) for a in named for b in named if a != b))
    return [t for t in found if t not in closure.extra and t not in own and t not in closure.given]


def _used(encoded: Encoded, given: Given, rules: list[CompiledRule], *, anyway: bool) -> Iterator[Triple]:
    """Yield what tells classes and properties that are the same as others: a triple for each that is used."""
    found = encoded.find(_SAME_AS)
    same = EMPTY if found is None else given.pairs(found)
    if not same.size and not anyway:
        return
    type_ = encoded.find(_TYPE)
    types = EMPTY if type_ is None else given.rows.get(type_, EMPTY)
    classes = distinct(encoded.object[types].astype(np.int64))
    patterns = [p for rule in rules for p in (*rule.premises, rule.conclusion) if p is not None]
    named = {slot for p in patterns for slot in p[1:] if not isinstance(slot, str)}
    numbers = [n for slot in named if (n := encoded.find(slot)) is not None]
    used = _marked(encoded, [*given.rows, *classes.tolist(), *numbers])
    for pair in same[used[first(same)] | used[second(same)]].tolist():
        yield (encoded.term(pair >> 32), _SAME_AS, encoded.term(pair & 0xFFFFFFFF))  # type: ignore[misc]
    for predicate in given.rows:
        name = encoded.term(predicate)
        yield (name, name, name)  # type: ignore[misc]
    for cls in classes.tolist():
        yield (_TYPE, _TYPE, encoded.term(cls))


def _split(
    encoded: Encoded, given: Given, numbering: TextNumbering, more: list[tuple[int, ...]]
) -> tuple[dict[int, list[Ints]], dict[int, list[Ints]], list[Ints]]:
    """Sort triples into relations, classes and pairs that are the same."""
    relations: dict[int, list[Ints]] = defaultdict(list)
    classes: dict[int, list[Ints]] = defaultdict(list)
    same: list[Ints] = []
    type_, same_as = numbering.number(_TYPE), numbering.number(_SAME_AS)
    for predicate in given.rows:
        if predicate == type_:
            for cls, members in _by_class(encoded, given.rows[type_]):
                classes[cls].append(members)
        elif predicate == same_as:
            same.append(given.unsorted(predicate))
        else:
            relations[predicate].append(given.unsorted(predicate))
    for s, p, o in more:
        if p == type_:
            classes[o].append(np.array([s], np.int64))
        elif p == same_as:
            same.append(np.array([s << 32 | o], np.int64))
        else:
            relations[p].append(np.array([s << 32 | o], np.int64))
    return relations, classes, same


def _by_class(encoded: Encoded, rows: Ints) -> Iterator[tuple[int, Ints]]:
    pairs = pack(encoded.object[rows].astype(np.int64), encoded.subject[rows].astype(np.int64))
    pairs.sort()
    classes = first(pairs)
    starts = np.flatnonzero(np.r_[True, classes[1:] != classes[:-1]])
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), pairs.size], strict=True):
        yield int(classes[start]), second(pairs[start:end])


__all__ = ["BulkClosure", "Given", "Row", "TextNumbering", "about_schema", "close_encoded"]
