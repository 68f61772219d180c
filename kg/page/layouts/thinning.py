"""Thinning: chooses the relations that are drawn if all of them would hide each other.

The main relations are always drawn: officials with the party for which they act, countries with their frameworks,
sessions with their frameworks, commitments with the session at which they were made, and pairs of things with `MANY`
relations or more. Any other relation is drawn only if no path of three drawn relations joins its ends. The result is a
spanner (Althöfer and others 1993, https://doi.org/10.1007/BF02189308), built greedily, the most important relations
first. So connected things remain connected. ``frontend/src/logic/thinning.ts`` applies the same rules to the relations
that pass the page's filters.
"""

from __future__ import annotations

from collections import defaultdict

import networkx as nx

__all__ = ["CROWD", "MANY", "STEPS", "rank", "thin"]

CROWD = 250
"""Up to this number of relations there is no thinning."""
MANY = 4
"""Two things with at least so many relations between them always have a line."""
STEPS = 3
"""A relation is left out if a path of at most so many drawn relations joins its ends."""

_SESSIONS = ("Dialogue", "Event")
_MAIN_RELATIONS = {frozenset(pair) for pair in (
    ("Official", "Country"), ("Country", "Framework"), ("Framework",),
    *((session, other) for session in _SESSIONS for other in ("Framework", "Commitment", *_SESSIONS)),
)}  # fmt: skip


def rank(kind: str, other: str) -> int:
    """Return the rank of a relation between two classes: 0 if it is always drawn, 1 otherwise.

    Examples
    --------
    >>> rank("Country", "Framework"), rank("Commitment", "Country")
    (0, 1)
    """
    return 0 if frozenset((kind, other)) in _MAIN_RELATIONS else 1


def thin(graph: nx.MultiDiGraph) -> set[tuple[str, str]]:
    """Choose the pairs of nodes between which a line is drawn.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes may carry ``kind``, edges ``inferred``.

    Returns
    -------
    set of (str, str)
        Pairs with the smaller name first; all pairs if the graph has `CROWD` relations or fewer.

    Examples
    --------
    >>> import networkx as nx
    >>> sorted(thin(nx.MultiDiGraph([("b", "a"), ("a", "b"), ("b", "c")])))
    [('a', 'b'), ('b', 'c')]
    """
    between = defaultdict(list)
    for start, end, inferred in graph.edges(data="inferred"):
        between[min(start, end), max(start, end)].append(bool(inferred))
    if graph.number_of_edges() <= CROWD:
        return set(between)
    kinds = {node: str(kind or "") for node, kind in graph.nodes(data="kind")}
    ranks = {
        pair: 0 if len(relations) >= MANY else rank(kinds[pair[0]], kinds[pair[1]])
        for pair, relations in between.items()
    }
    # Among equal pairs, those of things with many relations come first, so that such things become centres.
    degree = dict(graph.degree())
    drawn = set()
    near: dict[str, set[str]] = defaultdict(set)
    for pair in sorted(
        between,
        key=lambda pair: (
            ranks[pair], -len(between[pair]), -degree[pair[0]] - degree[pair[1]], all(between[pair]), pair,
        ),
    ):  # fmt: skip
        start, end = pair
        if ranks[pair] == 0 or start == end or not _within(near, start, end, STEPS):
            drawn.add(pair)
            near[start].add(end)
            near[end].add(start)
    return drawn


def _within(near: dict[str, set[str]], start: str, end: str, steps: int) -> bool:
    """Return whether a path of at most so many steps leads from start to end."""
    seen = front = {start}
    for _ in range(steps):
        front = {other for node in front for other in near[node]} - seen
        if end in front:
            return True
        seen = seen | front
    return False
