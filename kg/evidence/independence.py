"""Finds documents that repeat others, and counts independent ones.

A document that repeats another (``prov:wasDerivedFrom``, ``prov:hadPrimarySource``) is not an independent source. Two
documents that repeat the same original count as one, whether or not the original is a source of the graph.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED
from kg.store.snapshot import Snapshot

_REPEATS = tuple(ox.NamedNode(f"{terms.PROV}{name}") for name in ("wasDerivedFrom", "hadPrimarySource"))


def origins(snapshot: Snapshot) -> Mapping[str, frozenset[str]]:
    """Return, for each document that repeats others, the original documents at the end of the chain.

    A document that is not among the keys is its own original. Documents that repeat one another in a circle
    have one original, the first of them by name.

    Examples
    --------
    >>> import kg
    >>> found = origins(kg.open().snapshot)
    >>> [terms.local_name(iri) for iri in found["https://w3id.org/diplomatic-kg/source/breaking-latest-2023-11-21"]]
    ['xinhua-2023-11-21']
    """
    repeats: dict[str, set[str]] = {}
    for predicate in _REPEATS:
        for quad in snapshot.store.quads_for_pattern(None, predicate, None):
            if quad.graph_name in (ACCEPTED, INFERRED):
                continue
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                repeats.setdefault(quad.subject.value, set()).add(quad.object.value)
    reach = {document: _reach(document, repeats) for document in repeats}

    def ends(document: str) -> frozenset[str]:
        # An end is a document that repeats no other, or only documents that repeat it in turn.
        chain = {document} | reach[document]
        circles = ({end} | reach.get(end, set()) for end in chain)
        return frozenset(min(c) for c in circles if all(({end} | reach.get(end, set())) == c for end in c))

    return {document: ends(document) for document in sorted(repeats)}


def _reach(document: str, repeats: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = [document]
    while ahead:
        fresh = repeats.get(ahead.pop(), set()) - found
        found |= fresh
        ahead += fresh
    return found


def independent(documents: Iterable[str], known: Mapping[str, frozenset[str]]) -> int:
    """Count the independent sources among documents: the smallest number of originals that all could repeat.

    Parameters
    ----------
    documents : iterable of str
        IRIs.
    known : mapping of str to frozenset of str
        The value that `origins` returns.

    Examples
    --------
    >>> independent(["a", "b"], {}), independent(["a", "b"], {"b": frozenset({"a"})})
    (2, 1)
    >>> independent(["a", "b"], {"a": frozenset({"x", "y"}), "b": frozenset({"y", "z"})})
    1
    """
    choices = {known.get(document, frozenset({document})) for document in documents}
    certain = {origin for choice in choices if len(choice) == 1 for origin in choice}
    rest = [choice for choice in choices if not choice & certain]
    possible = sorted(frozenset().union(*rest))
    for size in range(len(rest) + 1):
        for some in itertools.combinations(possible, size):
            if all(choice.intersection(some) for choice in rest):
                return len(certain) + size
    raise AssertionError("one original for each document is always enough")


def groups(documents: Iterable[str], known: Mapping[str, frozenset[str]]) -> list[tuple[str, ...]]:
    """List the sets of two or more documents that repeat one original, sorted.

    Examples
    --------
    >>> groups(["a", "b", "c"], {"b": frozenset({"a"})})
    [('a', 'b')]
    """
    by_origin: dict[str, set[str]] = {}
    for document in documents:
        for origin in known.get(document, frozenset({document})):
            by_origin.setdefault(origin, set()).add(document)
    return sorted({tuple(sorted(found)) for found in by_origin.values() if len(found) > 1})
