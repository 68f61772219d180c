"""Measures of networkx graphs: shortest paths, betweenness, communities."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.errors import UnknownNameError

#: How many seconds `brokers` needs for a node and a relation of a large view.
_SECONDS = 6e-7


@dataclass(frozen=True)
class PathStep:
    """One edge of a path.

    Parameters
    ----------
    start, end : str
        IRIs of its nodes, in the direction of the path.
    relation : str
        Label of the relation.
    via : str
        IRI of the thing that links the two, or empty.
    sources : tuple of str
        IRIs of the sources that state it, or from which it follows.
    inferred : bool
    forward : bool
        False where the relation holds from ``end`` to ``start``.
    """

    start: str
    relation: str
    end: str
    via: str
    sources: tuple[str, ...]
    inferred: bool
    forward: bool


def shortest_path(graph: nx.MultiDiGraph, start: str, end: str) -> list[PathStep]:
    """Find a shortest path between two nodes, ignoring directions.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A view.
    start, end : str
        IRIs of nodes.

    Returns
    -------
    list of PathStep
        Empty if nothing links them. Of several shortest paths, the first by the nodes' names.

    Raises
    ------
    UnknownNameError
        If one of them is not in the view.
    """
    paths = shortest_paths(graph, start, end)
    return paths[0] if paths else []


def shortest_paths(graph: nx.MultiDiGraph, start: str, end: str) -> list[list[PathStep]]:
    """Find all shortest paths between two nodes, ignoring directions.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A view.
    start, end : str
        IRIs of nodes.

    Returns
    -------
    list of list of PathStep
        In the order of the nodes' names; empty if nothing links them. Where several relations link two
        nodes, a step has one of them, preferably an asserted one.

    Raises
    ------
    UnknownNameError
        If one of them is not in the view.
    """
    for node in (start, end):
        if node not in graph:
            raise UnknownNameError("node of this view", node, map(str, graph))
    plain_graph = _simple(graph)
    if start == end or not nx.has_path(plain_graph, start, end):
        return []
    paths: list[Sequence[str]] = sorted(nx.all_shortest_paths(plain_graph, start, end))
    return [[_path_step(graph, a, b) for a, b in itertools.pairwise(path)] for path in paths]


def brokers(graph: nx.MultiDiGraph, between: tuple[str, str] | None = None) -> list[tuple[str, float]]:
    """Rank nodes by betweenness: the share of shortest paths that cross them.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A view; parallel edges count once, directions do not count.
    between : pair of str, optional
        Only paths between these two nodes; default: all pairs.

    Returns
    -------
    list of (str, float)
        IRI and betweenness from 0 to 1, highest first; nodes on no path are left out.

    Notes
    -----
    Betweenness is Brandes' (2001), https://doi.org/10.1080/0022250X.2001.9990249.
    """
    simple = _simple(graph)
    if between is None:
        scores = nx.betweenness_centrality(simple)
    else:
        for node in between:
            if node not in graph:
                raise UnknownNameError("node of this view", node, map(str, graph))
        scores = nx.betweenness_centrality_subset(simple, [between[0]], [between[1]], normalized=False)
        # Each path is counted from one end only, so an unscaled score is half the share of paths.
        scores = {node: 2 * score for node, score in scores.items()}
    return sorted(((n, round(s, 6)) for n, s in scores.items() if s > 0), key=lambda item: (-item[1], item[0]))


def seconds_of_brokers(graph: nx.MultiDiGraph) -> float:
    """Estimate how many seconds `brokers` of all pairs takes: it walks over all relations once for each node.

    Examples
    --------
    >>> seconds_of_brokers(nx.MultiDiGraph([("a", "b"), ("b", "c")])) < 1
    True
    """
    simple = _simple(graph)
    return float(_SECONDS * len(simple) * simple.number_of_edges())


def communities(graph: nx.MultiDiGraph) -> list[list[str]]:
    """Split a view into communities, by the Louvain method with a fixed seed.

    Returns
    -------
    list of list of str
        IRIs, the largest community first.

    Notes
    -----
    Blondel and others (2008), https://doi.org/10.1088/1742-5468/2008/10/P10008.
    """
    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    for start, end in sorted(graph.edges()):
        weight = simple.edges[start, end]["weight"] + 1 if simple.has_edge(start, end) else 1
        simple.add_edge(start, end, weight=weight)
    found: Iterable[set[str]] = nx.community.louvain_communities(simple, weight="weight", seed=0)
    return sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))


def _simple(graph: nx.MultiDiGraph) -> nx.Graph:
    """Return the nodes and which of them are linked, without their data, which would have to be computed."""
    simple = nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_edges_from(graph.edges())
    return simple


def _path_step(graph: nx.MultiDiGraph, a: str, b: str) -> PathStep:
    edges = [data for x, y in ((a, b), (b, a)) for data in (graph.get_edge_data(x, y) or {}).values()]
    best = min(edges, key=lambda data: (data["inferred"], data["label"]))
    forward = bool(best["via"]) or any(data is best for data in (graph.get_edge_data(a, b) or {}).values())
    return PathStep(a, best["label"], b, best["via"], tuple(best["sources"]), best["inferred"], forward)
