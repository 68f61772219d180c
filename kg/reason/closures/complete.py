"""Conclusions that hold in every graph, on request: axiomatic and reflexive triples, by rules of the table.

They are many and say little, so they are left out by default; ``kg.reason.close(..., complete=True)`` adds them.
Even then, conclusions that RDF cannot express are left out, because literals cannot be subjects: dt-type2, dt-eq,
dt-diff, and eq-ref for literals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.reason.closures.closing import close_encoded
from kg.reason.closures.closure import Closure
from kg.reason.closures.given import Given
from kg.reason.engine.arrays import Ints, contains, distinct, first, second
from kg.reason.readers.encoded import DEFAULT_GRAPH, Column, Encoded, EncodedTriple
from kg.reason.rules.patterns import match
from kg.reason.rules.table import table
from kg.reason.rules.vocabulary import SAME_AS


@dataclass(frozen=True)
class Stated:
    """Why a triple holds in every graph: the rule, its premises, and the closure with these premises."""

    rule: str
    premises: tuple[Triple, ...] = ()
    closure: Closure | None = None


@dataclass(frozen=True, eq=False)
class CompleteClosure(Closure):
    """A closure with the conclusions that hold in every graph.

    ``stated`` are the axiomatic triples that were not given. Triples that a thing is the same as itself are made when
    they are read.
    """

    stated: dict[Triple, Stated] = field(kw_only=True)

    def __contains__(self, triple: Triple) -> bool:
        if triple[0] == triple[2] and triple[1] == SAME_AS:
            number = self.encoded.find(triple[0])
            return number is not None and bool(contains(self._things, np.array([number])).any())
        return super().__contains__(triple)

    def __len__(self) -> int:
        return super().__len__() + self._things.size

    def _read(self) -> Iterator[Triple]:
        yield from super()._read()
        for number in self._things.tolist():
            term = self.encoded.term(number)
            yield (term, SAME_AS, term)  # type: ignore[misc]

    def _match_same(self, subject: int | None, obj: int | None) -> Iterator[EncodedTriple]:
        yield from super()._match_same(subject, obj)
        wanted = {number for number in (subject, obj) if number is not None}
        if len(wanted) < 2:
            known = self._things
            if wanted:
                known = known[known == wanted.pop()]
            yield from ((number, self.same_as, number) for number in known.tolist())

    def inferred_columns(self) -> Iterator[tuple[int, Column, Column]]:
        """Yield the inferred triples as predicate, subjects and objects, as numbers."""
        yield from super().inferred_columns()
        yield from self._news(self.same_as, self._things, self._things)

    @cached_property
    def _things(self) -> Ints:
        """All terms that occur in a triple and may be a subject."""
        encoded = self.encoded
        parts = [encoded.subject, encoded.predicate, encoded.object]
        for predicate, subjects, objects in super().inferred_columns():
            parts += [np.array([predicate], np.int32), subjects, objects]
        parts.append(np.array([self.type_, self.same_as], np.int32))
        every = distinct(np.concatenate(parts).astype(np.int64))
        given = self.rows.pairs(self.same_as)
        every = distinct(np.concatenate((every, first(given), second(given))))
        things: Ints = every[~self.run.literals[every]]
        return things


def close_completely(encoded: Encoded) -> CompleteClosure:
    """Draw every conclusion of OWL 2 RL from encoded triples, including those that hold in every graph.

    Parameters
    ----------
    encoded : Encoded

    Returns
    -------
    CompleteClosure

    Examples
    --------
    >>> from kg.reason.readers.triples import from_triples
    >>> a, kind = ox.NamedNode("urn:a"), ox.NamedNode("urn:C")
    >>> type_, cls = ox.NamedNode(terms.RDF_TYPE), ox.NamedNode(f"{terms.OWL}Class")
    >>> closure = close_completely(from_triples([(kind, type_, cls), (a, type_, kind)]))
    >>> (a, type_, ox.NamedNode(f"{terms.OWL}Thing")) in closure, (a, ox.NamedNode(f"{terms.OWL}sameAs"), a) in closure
    (True, True)
    """
    given = Given(encoded)
    stated = {
        triple: Stated(rule.name)
        for rule in table(complete=True)
        if rule.complete and not rule.premises
        for triple in map(_triple, rule.conclusions)
        if triple not in given
    }
    while True:
        closure = _close(encoded, given, stated)
        new = {triple: reason for triple, reason in _follows(closure) if triple not in stated and triple not in closure}
        if not new:
            return closure
        stated = {**stated, **new}


def _close(encoded: Encoded, given: Given, stated: dict[Triple, Stated]) -> CompleteClosure:
    rows = np.array([[encoded.number(term) for term in triple] for triple in stated], np.int32).reshape(-1, 3)
    subject, predicate, obj = (
        np.concatenate((column, rows[:, place]))
        for place, column in enumerate((encoded.subject, encoded.predicate, encoded.object))
    )
    graph = encoded.graph
    if graph is not None:
        graph = np.concatenate((graph, np.full(len(rows), DEFAULT_GRAPH, np.int32)))
    everything = Encoded(subject, predicate, obj, encoded.dictionary, graph)
    return _with_stated(close_encoded(everything), given, stated, {})


def _with_stated(
    closure: Closure, given: Given, stated: dict[Triple, Stated], done: dict[int, CompleteClosure]
) -> CompleteClosure:
    """Separate given triples from those that hold in every graph, in a closure and the closures that it depends on."""
    if id(closure) not in done:
        parts = {part.name: getattr(closure, part.name) for part in fields(Closure)}
        extra = {triple: _with_stated(source, given, stated, done) for triple, source in closure.extra.items()}
        done[id(closure)] = CompleteClosure(**{**parts, "given": given, "extra": extra}, stated=stated)
    return done[id(closure)]


def _follows(closure: CompleteClosure) -> Iterator[tuple[Triple, Stated]]:
    """Yield the triples that hold for all classes and all properties."""
    for rule in table(complete=True):
        if not rule.complete or len(rule.premises) != 1 or "?s" in rule.premises[0]:
            continue
        pattern = rule.premises[0].split()
        kind, predicate = _term(pattern[2]), _term(pattern[1])
        numbers = closure.encoded.find(predicate), closure.encoded.find(kind)
        if None in numbers:
            continue
        for row in closure.match(None, *numbers):
            thing = closure.encoded.term(row[0])
            premise: Triple = (thing, predicate, kind)  # type: ignore[assignment]
            bindings = match((pattern[0], predicate, kind), premise, {})
            assert bindings is not None
            for conclusion in rule.conclusions:
                yield _triple(conclusion, bindings), Stated(rule.name, (premise,), closure)


def _triple(text: str, bindings: dict[str, Term] | None = None) -> Triple:
    s, p, o = (bindings[part] if bindings and part in bindings else _term(part) for part in text.split())
    return (s, p, o)  # type: ignore[return-value]


def _term(name: str) -> Term:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(terms.PREFIXES[prefix] + local)
