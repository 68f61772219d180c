"""Triples that can be asked for by pattern: what matching rules needs of a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import pyoxigraph as ox

from kg.reason.rules import Pattern, fill, match
from kg.store import ACCEPTED, INFERRED, Snapshot, Term, Triple, plain


class Triples(Protocol):
    """Anything that finds triples by the terms that are known of them."""

    def find(self, pattern: Pattern) -> Iterable[Triple]:
        """Yield the triples that agree with a pattern wherever it names a term."""
        ...


class SnapshotTriples:
    """The accepted and the inferred triples of a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._store = snapshot.store

    def find(self, pattern: Pattern) -> Iterator[Triple]:
        """Yield the triples that agree with a pattern wherever it names a term."""
        yield from _find(self._store, pattern, (ACCEPTED, INFERRED))


class PlainTriples:
    """Some triples, indexed."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._store = ox.Store()
        self._store.bulk_extend(ox.Quad(s, p, o) for s, p, o in triples)

    def find(self, pattern: Pattern) -> Iterator[Triple]:
        """Yield the triples that agree with a pattern wherever it names a term."""
        yield from _find(self._store, pattern, (ox.DefaultGraph(),))


def solutions(
    patterns: tuple[Pattern, ...], bindings: Mapping[str, Term], triples: Triples
) -> Iterator[dict[str, Term]]:
    """Yield every way to find all patterns among some triples, as bindings of their variables.

    The pattern with the most known terms is looked up first.
    """
    if not patterns:
        yield dict(bindings)
        return
    filled = [fill(pattern, bindings) for pattern in patterns]
    best = min(range(len(filled)), key=lambda n: sum(isinstance(slot, str) for slot in filled[n]))
    rest = (*patterns[:best], *patterns[best + 1 :])
    for triple in triples.find(filled[best]):
        extended = match(patterns[best], triple, bindings)
        if extended is not None:
            yield from solutions(rest, extended, triples)


def _find(store: ox.Store, pattern: Pattern, graphs: tuple[ox.NamedNode | ox.DefaultGraph, ...]) -> Iterator[Triple]:
    s, p, o = (None if isinstance(slot, str) else slot for slot in pattern)
    if isinstance(s, ox.Literal) or (p is not None and not isinstance(p, ox.NamedNode)):
        return
    for graph in graphs:
        for quad in store.quads_for_pattern(s, p, o, graph):
            yield plain(quad)
