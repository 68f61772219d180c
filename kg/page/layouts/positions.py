"""The places of nodes in the network, computed here so that the page needs no physics simulation.

Distances in the drawing approximate distances in the graph (stress majorisation, Gansner, Koren and North 2004,
https://doi.org/10.1007/978-3-540-31843-9_25, started from pivot multidimensional scaling, Brandes and
Pich 2006, https://doi.org/10.1007/978-3-540-70904-6_6). A second pass pushes nodes apart until labels do
not overlap. A third pass puts unconnected components side by side.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from functools import cache

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.page.layouts.thinning import thin
from kg.page.style import size, styles

__all__ = ["ASPECT", "layout", "lines", "text_width"]

Floats = NDArray[np.float64]

ASPECT = 1.45
"""The wanted width divided by height of a drawing: that of a landscape screen without the side bar."""
LABEL_WIDTH = 118
"""The width of a label in pixels; longer labels are wrapped."""
LABEL_SIZE = 12
LINE_HEIGHT = 14
MAX_LINES = 3
GAP = 9
ROOMINESS = 1.85
"""The area of the drawing divided by that of its labels and symbols."""
STRESS_LIMIT = 2500
"""The largest number of nodes of a component for which distances between all pairs are computed."""


def text_width(text: str, points: float = LABEL_SIZE) -> float:
    """Estimate the width of a text without a font.

    Parameters
    ----------
    text : str
        Text in any script.
    points : float, default 12
        Font size in pixels.

    Returns
    -------
    float
        Width in pixels.

    Examples
    --------
    >>> text_width("ill") < text_width("oll") < text_width("OMM") < text_width("外交部")
    True
    """
    return points * sum(_em(character) for character in text)


@cache
def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in " iljtf.,:;'|!()[]":
        return 0.33
    if character in "mwMW@—":
        return 0.9
    return 0.7 if character.isupper() else 0.6


def lines(label: str) -> list[str]:
    """Wrap a label as the page does: at spaces and after hyphens, into at most three lines.

    Examples
    --------
    >>> lines("Memorandum on critical minerals supply chains")
    ['Memorandum on', 'critical minerals', 'supply chains']
    """
    done: list[str] = []
    space = ""
    for piece in _pieces(label.strip()):
        if piece.isspace():
            space = " "
            continue
        if done and text_width(done[-1] + space + piece) <= LABEL_WIDTH:
            done[-1] += space + piece
        else:
            done.append(piece)
        space = ""
    return done[:MAX_LINES]


def _pieces(label: str) -> Iterator[str]:
    """Split a label where a line may end: after spaces, words, hyphens, characters of Chinese and Japanese."""
    for piece in re.findall(r"\s+|[^\s\-–—/]+[\-–—/]*|[\-–—/]+", label):
        yield from re.findall(r"[\u2e80-\u9fff\uf900-\ufaff]|[^\u2e80-\u9fff\uf900-\ufaff]+", piece)


def layout(graph: nx.MultiDiGraph, seed: int = 0, rounds: int = 200) -> dict[str, tuple[float, float]]:
    """Place the nodes of a graph so that their labels do not overlap.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Its nodes may carry ``label`` and ``kind``; the order in which they were added does not matter.
    seed : int, default 0
        The seed of the random start.
    rounds : int, default 200
        The largest number of steps of stress majorisation.

    Returns
    -------
    dict of str to (float, float)
        x to the right and y downwards for each node, in whole pixels at full zoom, around (0, 0).

    Notes
    -----
    Time and memory grow with the square of the number of a component's nodes, up to 2,500 nodes. Larger components keep
    their start arrangement. In a page of more than 2,000 things each community has a layout of its own.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph([("kg:China", "kg:Uzbekistan")])
    >>> places = layout(graph)
    >>> places == layout(graph)
    True
    >>> layout(nx.MultiDiGraph())
    {}
    """
    nodes = sorted(graph)
    if not nodes:
        return {}
    boxes = _boxes(graph, nodes)
    # Relations that thinning leaves out do not influence the layout.
    graph = nx.Graph(sorted(thin(graph)))
    graph.add_nodes_from(nodes)
    row = {node: place for place, node in enumerate(nodes)}
    parts = sorted(
        (sorted(row[node] for node in part) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), part),
    )
    random = np.random.default_rng(seed)
    arranged = [_arrange(graph, [nodes[place] for place in part], boxes[part], random, rounds) for part in parts]
    points = np.zeros((len(nodes), 2))
    for part, place in zip(parts, _pack(arranged, [boxes[part] for part in parts]), strict=True):
        points[part] = place
    # A box contains the symbol and the label below it; the place of a node is that of its symbol.
    points[:, 1] -= boxes[:, 2]
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, np.rint(points) + 0.0, strict=True)}


def _boxes(graph: nx.MultiDiGraph, nodes: Sequence[str]) -> Floats:
    """Return the box of each node with its label: width, height, and offset of its middle below the symbol."""
    chosen = styles(graph.nodes[node].get("kind") or "" for node in nodes)
    boxes = np.zeros((len(nodes), 3))
    for place, node in enumerate(nodes):
        attributes = graph.nodes[node]
        half = size(chosen[attributes.get("kind") or ""], graph.degree(node))
        label = lines(str(attributes.get("label") or node))
        wide = max([2 * half, *(min(text_width(line), 1.4 * LABEL_WIDTH) for line in label)])
        below = LINE_HEIGHT * len(label) + 5
        boxes[place] = (wide + GAP, 2 * half + below + GAP, below / 2)
    return boxes


def _arrange(graph: nx.Graph, nodes: Sequence[str], boxes: Floats, random: np.random.Generator, rounds: int) -> Floats:
    """Return places for the nodes of one component."""
    if len(nodes) == 1:
        return np.zeros((1, 2))
    near = _neighbours(graph, nodes)
    points = _pivot_scaling(near, random)
    if len(nodes) <= STRESS_LIMIT:
        points = majorise(points, _distances(near, range(len(nodes))), rounds)
    return separate(_fit(points, boxes), boxes)


def _neighbours(graph: nx.Graph, nodes: Sequence[str]) -> list[list[int]]:
    row: dict[Hashable, int] = {node: place for place, node in enumerate(nodes)}
    return [sorted({row[other] for other in graph[node]} - {row[node]}) for node in nodes]


def _distances(near: Sequence[Sequence[int]], starts: Sequence[int]) -> Floats:
    """Count the steps from each start to each node of a connected component, breadth first from all starts at once."""
    steps = np.zeros((len(near), len(starts)))
    ends = np.concatenate([np.asarray(others, np.intp) for others in near])
    if not ends.size:
        return steps.T
    first = np.cumsum([0, *map(len, near)])[:-1]
    # For each node the starts that reach it, as bits.
    reached = np.zeros((len(near), len(starts)), np.bool_)
    reached[starts, np.arange(len(starts))] = True
    bits = np.packbits(reached, axis=1)
    depth = 0
    while True:
        depth += 1
        fresh = np.bitwise_or.reduceat(bits[ends], first, axis=0) & ~bits
        if not fresh.any():
            return steps.T
        steps[np.unpackbits(fresh, axis=1, count=len(starts)).view(np.bool_)] = depth
        bits |= fresh


def _pivot_scaling(near: Sequence[Sequence[int]], random: np.random.Generator) -> Floats:
    """Return the start arrangement: pivot multidimensional scaling, with a little noise."""
    count = len(near)
    pivots = range(0, count, max(1, count // 200))
    squared = _distances(near, pivots).T ** 2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points = centred @ vectors[:, -2:][:, ::-1]
    if points.shape[1] < 2:
        points = np.hstack([points, np.zeros((count, 2 - points.shape[1]))])
    points /= max(float(np.abs(points).max()), 1e-9)
    return np.asarray(points * math.sqrt(count) + random.normal(scale=0.05, size=(count, 2)))


def majorise(points: Floats, steps: Floats, rounds: int = 200) -> Floats:
    """Move points so that their distances approximate the given ones (Guttman transform, weights 1/d²)."""
    count = len(points)
    # Neighbours of a hub would be too close: the more neighbours two ends have, the larger their wanted distance.
    degree = (steps == 1).sum(axis=1)
    crowd = 1 + 0.12 * np.sqrt(np.add.outer(degree, degree))
    wanted = np.where(steps == 1, crowd, steps**0.9 * 1.25)
    np.fill_diagonal(wanted, 1)
    weights = wanted**-2.0
    np.fill_diagonal(weights, 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1 / count) - 1 / count
    pull = weights * wanted
    np.fill_diagonal(pull, 0)
    # Written into the same array in each round: to make an array of all pairs takes longer than to compute with it.
    apart = np.empty_like(pull)
    for _ in range(min(rounds, max(20, 40_000_000 // (count * count)))):
        # |p - q|² = |p|² + |q|² - 2 p·q, as one product of matrices; rounding may make it a little less than zero.
        squared = np.square(points).sum(axis=1)
        left = np.column_stack((-2 * points, squared, np.ones(count)))
        np.matmul(left, np.column_stack((points, np.ones(count), squared)).T, out=apart)
        np.sqrt(np.maximum(apart, 1e-9, out=apart), out=apart)
        ratio = np.divide(pull, apart, out=apart)
        points = inverse @ (ratio.sum(axis=1)[:, None] * points - ratio @ points)
    return np.asarray(points)


def _fit(points: Floats, boxes: Floats) -> Floats:
    """Rotate the drawing so that its long side is horizontal, and scale it so that its labels have room."""
    points = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(points.T @ points)
    # The sign of an eigenvector is arbitrary and depends on the library: fix it, so that pages are not mirrored.
    vectors = vectors[:, ::-1] * np.where(vectors[:, ::-1].sum(axis=0) < 0, -1, 1)
    points = points @ vectors
    room = ROOMINESS * float((boxes[:, 0] * boxes[:, 1]).sum())
    height = math.sqrt(room / ASPECT)
    spread = np.maximum(np.ptp(points, axis=0), 1e-9)
    goal = np.array([height * ASPECT, height])
    # A path must not become a square: one direction is stretched at most three times as much as the other.
    stretch = goal / spread
    return np.asarray(points * np.minimum(stretch, 3 * stretch.min()))


def separate(points: Floats, boxes: Floats, rounds: int = 1200) -> Floats:
    """Push overlapping boxes apart, each pair in the direction of the smaller overlap."""
    x, y = points[:, 0].copy(), points[:, 1].copy()
    wide, high = boxes[:, 0], boxes[:, 1]
    for turn in range(1, rounds + 1):
        if turn % 60 == 0:
            x, y = x * 1.04, y * 1.04  # boxes that still overlap need more room
        first, second = _near_pairs(x, wide)
        dx, dy = x[second] - x[first], y[second] - y[first]
        lack_x = (wide[first] + wide[second]) / 2 - np.abs(dx)
        lack_y = (high[first] + high[second]) / 2 - np.abs(dy)
        over = (lack_x > 0.5) & (lack_y > 0.5)
        if not over.any():
            break
        first, second, dx, dy = first[over], second[over], dx[over], dy[over]
        lack_x, lack_y = lack_x[over], lack_y[over]
        sideways = lack_x < lack_y
        push_x = np.where(sideways, np.where(dx < 0, -1, 1) * lack_x, 0) * 0.26
        push_y = np.where(sideways, 0, np.where(dy < 0, -1, 1) * lack_y) * 0.26
        for places, push in ((x, push_x), (y, push_y)):
            np.add.at(places, second, push)
            np.add.at(places, first, -push)
    return np.column_stack((x, y))


def _near_pairs(x: Floats, wide: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return pairs of boxes whose horizontal extents may overlap, found by a sweep from left to right."""
    order = np.argsort(x, kind="stable")
    reach = np.searchsorted(x[order], x[order] + (wide[order] + wide.max()) / 2, side="right")
    counts = np.maximum(reach - np.arange(len(x)) - 1, 0)
    first = np.repeat(np.arange(len(x)), counts)
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[first], order[first + 1 + offsets]


def _pack(parts: Sequence[Floats], boxes: Sequence[Floats], gap: float = 40) -> list[Floats]:
    """Arrange components in rows (shelf packing), the largest first, in the wanted aspect ratio."""
    corners = [points - boxed[:, :2] / 2 for points, boxed in zip(parts, boxes, strict=True)]
    ends = [points + boxed[:, :2] / 2 for points, boxed in zip(parts, boxes, strict=True)]
    sizes = [end.max(axis=0) - low.min(axis=0) + gap for low, end in zip(corners, ends, strict=True)]
    area = sum(float(extent.prod()) for extent in sizes)
    width = max(math.sqrt(area * ASPECT), *(float(extent[0]) for extent in sizes), 0.0)
    placed = []
    x = y = shelf = 0.0
    for points, low, extent in zip(parts, corners, sizes, strict=True):
        if x and x + extent[0] > width:
            x, y, shelf = 0.0, y + shelf, 0.0
        placed.append(points - low.min(axis=0) + (x, y))
        x += float(extent[0])
        shelf = max(shelf, float(extent[1]))
    return placed
