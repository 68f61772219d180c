"""Finds documents that repeat others, and counts independent ones.

A document that repeats another (``prov:wasDerivedFrom``, ``prov:hadPrimarySource``) is not an independent source. Two
documents that repeat the same original count as one, whether or not the original is a source of the graph.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, plain
from kg.store.snapshot import Snapshot

#: Sets of originals, one for each document that repeats others, or for several documents.
_Choices = set[frozenset[str]]
#: The bounds of the exact search: the number of different sets of originals in a tangle, and of steps.
_MOST, _STEPS = 100, 200
#: A document, with the file in which is read what it repeats.
_Read = tuple[str, str]
_REPEATS = tuple(ox.NamedNode(f"{terms.PROV}{name}") for name in ("wasDerivedFrom", "hadPrimarySource"))


def origins(snapshot: Snapshot) -> Mapping[str, frozenset[str]]:
    """Return, for each source that repeats other documents, the original documents at the end of the chain.

    What a document repeats is read in its own file. What a document without a file repeats, such as a release of an
    agency, is read in the file that repeats it, and counts only for that file: so no source makes another one less
    independent. A document that is not among the keys is its own original. Documents that repeat one another in a
    circle have one original, the first of them by name.

    Examples
    --------
    >>> import kg
    >>> found = origins(kg.open().snapshot)
    >>> [terms.local_name(iri) for iri in found["https://w3id.org/diplomatic-kg/source/breaking-latest-2023-11-21"]]
    ['xinhua-2023-11-21']
    """
    said: dict[_Read, set[str]] = {}
    for predicate in _REPEATS:
        for quad in snapshot.store.quads_for_pattern(None, predicate, None, ACCEPTED):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                for graph in snapshot.asserted_in(plain(quad)):
                    said.setdefault((quad.subject.value, graph), set()).add(quad.object.value)
    files = snapshot.graph_info

    def read_in(document: str, speaker: str) -> _Read:
        return document, document if document in files else speaker

    repeats = {node: {read_in(other, node[1]) for other in others} for node, others in said.items()}
    ends: dict[_Read, frozenset[str]] = {}
    for circle in _circles(repeats):
        # An end is a document that repeats no other, or only documents that repeat it in turn.
        further = [ends[other] for node in circle for other in repeats.get(node, ()) if other not in circle]
        found = frozenset().union(*further) if further else frozenset({min(circle)[0]})
        ends.update(dict.fromkeys(circle, found))
    return {document: ends[document, speaker] for document, speaker in sorted(repeats) if document == speaker}


def _circles(repeats: Mapping[_Read, Collection[_Read]]) -> Iterator[set[_Read]]:
    """Yield the documents that repeat one another in a circle, or one document, each after those that it repeats.

    These are the strongly connected components, by Tarjan's algorithm (1972, https://doi.org/10.1137/0201010), which
    takes linear time; without recursion, because chains may be long.
    """
    order: dict[_Read, int] = {}
    least: dict[_Read, int] = {}
    waiting: dict[_Read, None] = {}
    for start in repeats:
        path = [] if start in order else [(start, iter(repeats[start]))]
        while path:
            node, others = path[-1]
            if node not in order:
                order[node] = least[node] = len(order)
                waiting[node] = None
            for other in others:
                if other not in order:
                    path.append((other, iter(repeats.get(other, ()))))
                    break
                if other in waiting:
                    least[node] = min(least[node], least[other])
            else:
                path.pop()
                if path:
                    before = path[-1][0]
                    least[before] = min(least[before], least[node])
                if least[node] == order[node]:
                    circle = set()
                    while node not in circle:
                        circle.add(waiting.popitem()[0])
                    yield circle


def independent(documents: Iterable[str], known: Mapping[str, frozenset[str]]) -> int:
    """Count the independent sources among documents: the smallest number of originals that all could repeat.

    To find this number takes exponential time in the worst case (it is the problem of the minimum hitting set). So the
    search has a bound: documents that share originals in a tangle are counted exactly if it has up to 100 different
    sets of originals, and the search takes up to 200 steps. Beyond that, the number is a lower bound: the number of
    documents, chosen greedily, of which no two could repeat the same original. It is never too high.

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
    rest = {choice for choice in choices if not choice & certain}
    return len(certain) + sum(_fewest(tangle, iter(range(_STEPS))) or _disjoint(tangle) for tangle in _tangles(rest))


def _fewest(choices: _Choices, steps: Iterator[int]) -> int | None:
    """Return the smallest number of originals that meet all choices; None if that takes too many steps."""
    if len(choices) > _MOST:
        return None
    found, choices = _reduced(choices)
    tangles = _tangles(choices)
    if len(tangles) > 1:
        numbers = [_fewest(tangle, steps) for tangle in tangles]
        return None if None in numbers else found + sum(filter(None, numbers))
    if not choices:
        return found
    if next(steps, None) is None:
        return None
    # One of the originals that meet most choices is among the fewest, or it is not.
    original = max(sorted(set().union(*choices)), key=lambda one: sum(one in choice for choice in choices))
    with_it = _fewest({choice for choice in choices if original not in choice}, steps)
    without = None if with_it is None else _fewest({choice - {original} for choice in choices}, steps)
    return None if with_it is None or without is None else found + min(1 + with_it, without)


def _reduced(choices: _Choices) -> tuple[int, _Choices]:
    """Leave out choices and originals that change nothing; return how many originals are certain, and what is left."""
    certain: set[str] = set()
    while True:
        single = {origin for choice in choices if len(choice) == 1 for origin in choice}
        certain |= single
        left = {choice for choice in choices if not choice & single}
        left = {choice for choice in left if not any(other < choice for other in left)}
        met = {origin: frozenset(c for c in left if origin in c) for origin in set().union(*left)}
        # Of originals that meet the same choices, the first by name stays.
        worse = {
            one
            for one, other in itertools.permutations(met, 2)
            if met[one] < met[other] or (met[one] == met[other] and one > other)
        }
        left = {choice - worse for choice in left}
        if left == choices:
            return len(certain), choices
        choices = left


def _tangles(choices: _Choices) -> list[_Choices]:
    """Split choices into groups that have no original in common."""
    by_origin: dict[str, list[frozenset[str]]] = {}
    for choice in choices:
        for origin in choice:
            by_origin.setdefault(origin, []).append(choice)
    found: list[_Choices] = []
    done: _Choices = set()
    for start in sorted(choices, key=sorted):
        if start in done:
            continue
        group, ahead = {start}, [start]
        while ahead:
            new = {other for origin in ahead.pop() for other in by_origin.pop(origin, ())} - group
            group |= new
            ahead += new
        done |= group
        found.append(group)
    return found


def _disjoint(choices: _Choices) -> int:
    """Count choices of which no two have an original in common, found greedily: so many originals are needed."""
    used: set[str] = set()
    count = 0
    for choice in sorted(choices, key=lambda one: (len(one), sorted(one))):
        if not choice & used:
            used |= choice
            count += 1
    return count


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
