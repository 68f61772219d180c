"""Communities: the parts of a graph that is too large to be drawn at once.

A community is a set of things with more relations among themselves than in a random graph (greedy maximisation of
modularity, level by level: the Louvain method, Blondel, Guillaume, Lambiotte and Lefebvre 2008,
https://doi.org/10.1088/1742-5468/2008/10/P10008, as networkx implements it). A community that is too large is
divided again; one that is too small joins the community with which it has most relations. Each is laid out like a graph
of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.page.layouts.positions import ASPECT, Floats, majorise, separate

__all__ = ["BIG", "Community", "bubbles", "communities"]

BIG = 2000
"""A graph of up to so many things is drawn whole."""
MOST = 400
"""A community of more things is divided again, if possible."""
LEAST = 12
"""A community of fewer things joins another with which it has relations. In a graph of thousands of things the limit is
an eightieth of them."""
HUBS = 3
"""The number of things after which a community is named."""
_PLANE = 420_000.0
"""The area of all bubbles together, in square pixels."""


@dataclass(frozen=True, slots=True)
class Community:
    """A set of things that have more relations with each other than with others."""

    name: str
    """The labels of its hubs."""
    hubs: tuple[str, ...]
    """The things with most relations in the community, in descending order."""
    members: tuple[str, ...]
    """All its things, in order of name."""
    kind: str
    """The most frequent class of its things."""


def communities(graph: nx.MultiDiGraph, seed: int = 0, big: int = BIG) -> list[Community]:
    """Divide a large graph into communities.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes may carry ``label`` and ``kind``; the order in which they were added does not matter.
    seed : int, default 0
        The seed of the random choice between equally good divisions.
    big : int, default 2000
        A graph of up to so many things has no communities.

    Returns
    -------
    list of Community
        The communities, the largest first. Every thing is in exactly one.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph(nx.ring_of_cliques(3, 20))
    >>> [len(community.members) for community in communities(nx.relabel_nodes(graph, str), big=50)]
    [20, 20, 20]
    >>> communities(nx.relabel_nodes(graph, str))
    []
    """
    if len(graph) <= big:
        return []
    # Nodes are numbers, because the iteration order of a set of texts differs between processes.
    names = sorted(graph)
    number = {name: place for place, name in enumerate(names)}
    weights = Counter(
        (min(a, b), max(a, b)) for a, b in ((number[start], number[end]) for start, end in graph.edges()) if a != b
    )
    whole = nx.Graph()
    whole.add_nodes_from(range(len(names)))
    whole.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    parts = _merge_small(whole, _divide(whole, seed))
    named = [_named(graph, whole, part, names) for part in parts]
    return sorted(named, key=lambda community: (-len(community.members), community.members))


def _divide(whole: nx.Graph, seed: int) -> list[list[int]]:
    """Find communities, and divide those that are too large again, as long as that is possible."""
    done: list[list[int]] = []
    open_ = [sorted(whole)]
    while open_:
        part = open_.pop()
        found = sorted(map(sorted, nx.community.louvain_communities(_within(whole, part), seed=seed)))
        if len(found) == 1:
            # A star, for example, cannot be divided: its things are cut into pieces in order.
            done += [part[at : at + MOST] for at in range(0, len(part), MOST)]
            continue
        done += [each for each in found if len(each) <= MOST]
        open_ += [each for each in found if len(each) > MOST]
    return sorted(done)


def _within(whole: nx.Graph, part: list[int]) -> nx.Graph:
    """Return the subgraph of a part, with nodes and edges in order."""
    inside = set(part)
    taken = nx.Graph()
    taken.add_nodes_from(part)
    taken.add_weighted_edges_from(
        (node, other, whole[node][other]["weight"])
        for node in part
        for other in sorted(whole[node])
        if node < other and other in inside
    )
    return taken


def _merge_small(whole: nx.Graph, parts: list[list[int]]) -> list[list[int]]:
    """Merge small parts into the part with which they have most relations; put isolated small parts together."""
    of = {node: place for place, part in enumerate(parts) for node in part}
    kept = {place: list(part) for place, part in enumerate(parts)}
    least = max(LEAST, len(whole) // 80)
    for place in sorted(kept, key=lambda place: (len(parts[place]), place)):
        size = len(kept[place])
        if size >= least:
            continue
        links: Counter[int] = Counter()
        for node in kept[place]:
            for other, edge in whole[node].items():
                links[of[other]] += edge["weight"]
        goals = [other for other in links if other != place and (len(kept[other]) + size <= MOST)]
        if not goals:
            continue
        goal = min(goals, key=lambda other: (-links[other], other))
        for node in kept[place]:
            of[node] = goal
        kept[goal] += kept.pop(place)
    small = sorted(node for part in kept.values() if len(part) < LEAST for node in part)
    large = [sorted(part) for part in kept.values() if len(part) >= LEAST]
    return large + [small[at : at + MOST] for at in range(0, len(small), MOST)]


def _named(graph: nx.MultiDiGraph, whole: nx.Graph, part: Collection[int], names: list[str]) -> Community:
    inside = set(part)
    degree = {
        node: sum(edge["weight"] for other, edge in whole[node].items() if other in inside) for node in sorted(inside)
    }
    hubs = tuple(names[node] for node in sorted(degree, key=lambda node: (-degree[node], names[node]))[:HUBS])
    kinds = Counter(str(graph.nodes[names[node]].get("kind") or "Other") for node in inside)
    return Community(
        name=", ".join(str(graph.nodes[hub].get("label") or hub) for hub in hubs),
        hubs=hubs,
        members=tuple(names[node] for node in sorted(inside)),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
    )


def bubbles(graph: nx.MultiDiGraph, found: Iterable[Community]) -> list[tuple[float, float, float]]:
    """Place the bubbles of communities; communities with many relations between them are near each other.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph that was divided.
    found : iterable of Community
        A result of `communities` for the graph.

    Returns
    -------
    list of (float, float, float)
        The x and y of each bubble's middle, around (0, 0), and its radius. Bubbles do not touch.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.relabel_nodes(nx.MultiDiGraph(nx.ring_of_cliques(3, 20)), str)
    >>> places = bubbles(graph, communities(graph, big=50))
    >>> len(places), len({radius for _, _, radius in places})
    (3, 1)
    """
    found = list(found)
    if not found:
        return []
    of = {member: place for place, community in enumerate(found) for member in community.members}
    links = np.zeros((len(found), len(found)))
    for start, end in graph.edges():
        links[of[start], of[end]] += 1
    counts = np.array([len(community.members) for community in found], dtype=float)
    radii = np.sqrt(_PLANE * counts / counts.sum() / np.pi)
    # The relations between two communities, relative to their sizes.
    share = (links + links.T) / np.sqrt(np.outer(counts, counts))
    np.fill_diagonal(share, 0)
    apart = 1 + 2.5 * (1 - np.sqrt(share / max(float(share.max()), 1e-9)))
    points = _round(len(found)) if len(found) > 1 else np.zeros((1, 2))
    if len(found) > 2:
        points = majorise(points, apart)
    points -= points.mean(axis=0)
    width = 2 * float(np.sqrt(_PLANE * ASPECT))
    points *= np.array([width, width / ASPECT]) / np.maximum(np.ptp(points, axis=0), 1e-9) / 1.9
    room = 2 * radii + 12 + 0.3 * radii.mean()
    boxes = np.stack([room, room, 0 * radii], axis=1)
    points = separate(points, boxes)
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return [
        (round(float(x), 1), round(float(y), 1), round(float(r), 1)) for (x, y), r in zip(points, radii, strict=True)
    ]


def _round(count: int) -> Floats:
    """Start from a sunflower: no two in the same place, none in line."""
    turn = np.arange(count) * 2.399963
    points: Floats = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(np.arange(count) + 0.5)[:, None]
    return points
