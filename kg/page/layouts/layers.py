"""Places in columns: one column for each main class, with few crossings of lines.

Each node of a column moves to the mean height of its neighbours in other columns (the barycentre
method, Sugiyama, Tagawa and Toda 1981, https://doi.org/10.1109/TSMC.1981.4308636).
"""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean

import networkx as nx

__all__ = ["COLUMNS", "OTHER", "column", "layers"]

#: The columns from left to right: the heading, and the classes.
COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Countries", ("Country",)),
    ("Officials", ("Official",)),
    ("Sessions", ("Dialogue", "Event")),
    ("Frameworks", ("Framework", "Organisation")),
    ("Commitments", ("Commitment", "Instrument")),
)
OTHER = "Others"
PITCH = 18
"""Pixels from one node of a full column to the next: a line of text and a gap."""
WIDE = 1.45
"""Width divided by height of the drawing, including the labels of the last column."""
ROUNDS = 24


def column(kind: str) -> int:
    """Return the column of a class; ``len(COLUMNS)`` if it has no column of its own.

    Examples
    --------
    >>> column("Event"), column("Place")
    (2, 5)
    """
    return next((place for place, (_, kinds) in enumerate(COLUMNS) if kind in kinds), len(COLUMNS))


def layers(graph: nx.MultiDiGraph) -> dict[str, tuple[float, float]]:
    """Place the nodes of a graph in columns.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes may carry ``kind``; the order in which they were added does not matter.

    Returns
    -------
    dict of str to (float, float)
        x to the right and y downwards for each node, in whole pixels. Columns without nodes take no room.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph([("kg:China", "kg:C5")])
    >>> graph.nodes["kg:China"]["kind"], graph.nodes["kg:C5"]["kind"] = "Country", "Framework"
    >>> places = layers(graph)
    >>> places["kg:China"][0] < places["kg:C5"][0]
    True
    """
    rows: dict[int, list[str]] = defaultdict(list)
    for node in sorted(graph):
        rows[column(str(graph.nodes[node].get("kind") or ""))].append(node)
    if not rows:
        return {}
    near = {node: sorted(set(nx.all_neighbors(graph, node)) - {node}) for node in graph}
    columns = [_by_neighbours(rows[place], near) for place in sorted(rows)]
    height = {node: y for nodes in columns for node, y in _heights(nodes).items()}
    for turn in range(ROUNDS):
        for nodes in columns if turn % 2 == 0 else reversed(columns):
            inside = set(nodes)
            wanted = {
                node: fmean([height[other] for other in near[node] if other not in inside] or [height[node]])
                for node in nodes
            }
            nodes.sort(key=lambda node: (round(wanted[node], 9), node))
            height |= _heights(nodes)
    tall = PITCH * max(*map(len, columns), 24)
    apart = max(190.0, tall * WIDE / len(columns))
    return {
        node: (float(round(place * apart)), float(round(height[node] * tall)))
        for place, nodes in enumerate(columns)
        for node in nodes
    }


def _by_neighbours(nodes: list[str], near: dict[str, list[str]]) -> list[str]:
    """Put the node with most neighbours in the middle, and the others alternately above and below it."""
    ordered = sorted(nodes, key=lambda node: (-len(near[node]), node))
    return ordered[1::2][::-1] + ordered[::2]


def _heights(nodes: list[str]) -> dict[str, float]:
    """Distribute the nodes of a column evenly over the height from 0 to 1."""
    return {node: (place + 0.5) / len(nodes) for place, node in enumerate(nodes)}
