"""Lookup of triples by pattern, and all ways to match several patterns at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import pyoxigraph as ox

from kg.rdf.model import Term, Triple, plain
from kg.reason.rules.datatypes import equal
from kg.reason.rules.patterns import Pattern, fill, match


class TripleLookup(Protocol):
    """An object that finds triples by pattern."""

    def find(self, pattern: Pattern) -> Iterable[Triple]:
        """Yield the triples that match a pattern; a variable matches anything."""
        ...


class IndexedTriples:
    """Indexed triples."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._store = ox.Store()
        self._store.bulk_extend(ox.Quad(s, p, o) for s, p, o in triples)

    def find(self, pattern: Pattern) -> Iterator[Triple]:
        """Yield the triples that match a pattern; a variable matches anything."""
        yield from _find(self._store, pattern)


def solutions(
    patterns: tuple[Pattern, ...], bindings: Mapping[str, Term], triples: TripleLookup
) -> Iterator[dict[str, Term]]:
    """Yield all matches of several patterns in some triples, as bindings of their variables.

    The pattern with the most bound terms is looked up first.
    """
    if not patterns:
        yield dict(bindings)
        return
    filled = [fill(pattern, bindings) for pattern in patterns]
    best = min(range(len(filled)), key=lambda n: sum(isinstance(term, str) for term in filled[n]))
    rest = (*patterns[:best], *patterns[best + 1 :])
    for triple in triples.find(filled[best]):
        extended = match(patterns[best], triple, bindings)
        if extended is not None:
            yield from solutions(rest, extended, triples)


class TriplesByValue:
    """Triples in which a literal is found by another literal of equal value."""

    def __init__(self, triples: TripleLookup) -> None:
        self._triples = triples

    def find(self, pattern: Pattern) -> Iterator[Triple]:
        """Yield the triples that match a pattern; for a given subject, also those with an equal literal."""
        found = False
        for triple in self._triples.find(pattern):
            found = True
            yield triple
        if not found and next(self._written(pattern), None) is not None:
            yield pattern  # type: ignore[misc]

    def _written(self, pattern: Pattern) -> Iterator[Triple]:
        """Yield triples that differ from a pattern without variables only by an equal literal."""
        s, p, o = pattern
        if isinstance(o, ox.Literal) and not isinstance(s, str) and not isinstance(p, str):
            for triple in self._triples.find((s, p, "?o")):
                if isinstance(triple[2], ox.Literal) and triple[2] != o and equal(triple[2], o):
                    yield triple


def _find(store: ox.Store, pattern: Pattern) -> Iterator[Triple]:
    s, p, o = (None if isinstance(term, str) else term for term in pattern)
    if isinstance(s, ox.Literal) or (p is not None and not isinstance(p, ox.NamedNode)):
        return
    yield from map(plain, store.quads_for_pattern(s, p, o, ox.DefaultGraph()))
