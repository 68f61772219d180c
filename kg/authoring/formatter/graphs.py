"""Makes graphs comparable, in time that grows with their size."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kg.rdf.model import Triple


def comparable(triples: Iterable[Triple], labels: Collection[str]) -> Counter[str]:
    """Write the triples of a Turtle text so that they can be compared with those of another one.

    Comparing graphs with blank nodes can take exponential time. Here it does not: a blank node with a label keeps it,
    and one without a label (in brackets, or of a collection) is mentioned only once, so these nodes form trees. Each
    is replaced by a hash of what is stated about it.

    Parameters
    ----------
    triples : iterable of (subject, predicate, object)
    labels : collection of str
        The labels of blank nodes in the text, such as ``_:x``.

    Returns
    -------
    Counter of str
        The statements; equal to those of another text exactly if the two have the same graph with the same labels.

    Examples
    --------
    >>> from kg.rdf.model import plain
    >>> one, other = (
    ...     [plain(quad) for quad in ox.parse(f"<urn:a> <urn:b> [ {text} ] .", format=ox.RdfFormat.TURTLE)]
    ...     for text in ("<urn:c> 1 ; <urn:d> 2", "<urn:d> 2 ; <urn:c> 1")
    ... )
    >>> one == other, comparable(one, ()) == comparable(other, ())
    (False, True)
    """
    triples = set(triples)
    unnamed: dict[ox.BlankNode, list[Triple]] = {}
    for triple in triples:
        if isinstance(triple[0], ox.BlankNode) and str(triple[0]) not in labels:
            unnamed.setdefault(triple[0], []).append(triple)
        if isinstance(triple[2], ox.BlankNode) and str(triple[2]) not in labels:
            unnamed.setdefault(triple[2], [])
    hashes: dict[ox.BlankNode, str] = {}
    for node in _leaves_first(unnamed):
        statements = sorted(_written(triple, hashes) for triple in unnamed[node])
        hashes[node] = hashlib.sha256("\n".join(statements).encode()).hexdigest()
    inner = {triple[2] for triple in triples}
    found = Counter(f"{triple[0]} {_written(triple, hashes)}" for triple in triples if triple[0] not in unnamed)
    found.update(hashes[node] for node in unnamed if node not in inner)
    return found


def _written(triple: Triple, hashes: dict[ox.BlankNode, str]) -> str:
    _, predicate, value = triple
    return f"{predicate} {hashes.get(value, value) if isinstance(value, ox.BlankNode) else value}"


def _leaves_first(unnamed: dict[ox.BlankNode, list[Triple]]) -> Iterable[ox.BlankNode]:
    """Sort nodes so that each comes after those that its statements mention; without recursion, for any depth."""
    order: dict[ox.BlankNode, None] = {}
    begun: set[ox.BlankNode] = set()
    for root in unnamed:
        waiting = [root]
        while waiting:
            node = waiting[-1]
            inner = [o for *_, o in unnamed[node] if isinstance(o, ox.BlankNode) and o in unnamed and o not in begun]
            begun.update(inner)
            begun.add(node)
            if inner:
                waiting += inner
            else:
                order[waiting.pop()] = None
    return order
