"""Which relations are drawn where all of them together would hide each other.

The spine is drawn whole: officials with whom they act for, countries with their frameworks, sessions with
theirs, commitments with the session that they were made at, and whatever has `MANY` relations or more
with each other. Of the rest a relation is drawn only where no
three drawn ones lead from one of its ends to the other: a spanner (Althöfer and others 1993,
https://doi.org/10.1007/BF02189308), grown greedily, the most telling relations first. So nothing that
hangs together falls apart. ``frontend/src/logic/thinning.ts`` does the same with what the page's filters leave.
"""

from __future__ import annotations

from collections import defaultdict

import networkx as nx

__all__ = ["CROWD", "MANY", "STEPS", "rank", "thin"]

CROWD = 250
"""Up to so many relations are drawn as they are."""
MANY = 4
"""Two things with so many relations with each other are always joined."""
STEPS = 3
"""A relation is left out where so many drawn ones lead from one of its ends to the other, or fewer."""

_SESSIONS = ("Dialogue", "Event")
_SPINE = {frozenset(pair) for pair in (
    ("Official", "Country"), ("Country", "Framework"), ("Framework",),
    *((session, other) for session in _SESSIONS for other in ("Framework", "Commitment", *_SESSIONS)),
)}  # fmt: skip


def rank(kind: str, other: str) -> int:
    """Say how telling a relation between two classes is: 0 where it is always drawn, 1 otherwise.

    Examples
    --------
    >>> rank("Country", "Framework"), rank("Commitment", "Country")
    (0, 1)
    """
    return 0 if frozenset((kind, other)) in _SPINE else 1


def thin(graph: nx.MultiDiGraph) -> set[tuple[str, str]]:
    """Choose the pairs of nodes between which a line is drawn.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes may carry ``kind``, edges ``inferred``.

    Returns
    -------
    set of (str, str)
        The smaller name first. All pairs where the graph has `CROWD` relations or fewer.

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
    # Of equals, what lies between much-linked things comes first: in a club of equals they are its centre.
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
    """Say whether so many steps lead from start to end."""
    seen = front = {start}
    for _ in range(steps):
        front = {other for node in front for other in near[node]} - seen
        if end in front:
            return True
        seen = seen | front
    return False
