"""Converts a graph to a pyvis network, and applies the changes of a pyvis network to the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.page.layouts.positions import layout
from kg.page.schema import DEFAULT_LABEL
from kg.page.style import size, styles

if TYPE_CHECKING:
    from pyvis.network import Network


#: Half the height of a country's disc on the map, with its gap: on a screen, and on a phone, where the map is smaller.
DISCS = {"wide": 15.5, "small": 24.0}


def network(graph: nx.MultiDiGraph, positions: Mapping[str, tuple[float, float]] | None = None) -> Network:
    """Convert a graph to a pyvis network.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes with ``label``, ``kind`` and ``status``; edges with ``relation``, ``label`` and ``inferred``.
        It is not changed.
    positions : mapping of str to (float, float), optional
        The place of each node, in pixels; default: those of `kg.page.layouts.positions`.

    Returns
    -------
    pyvis.network.Network
        Directed, with physics off, and with every parallel edge.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("kg:China", label="China", kind="Country")
    >>> graph.add_edge("kg:China", "kg:China", relation="kg:about", label="about")
    0
    >>> drawn = network(graph)
    >>> drawn.nodes[0]["label"], drawn.edges[0]["label"]
    ('China', 'about')
    """
    from pyvis.network import Network

    drawn = Network(directed=True, height="100%", width="100%")
    drawn.toggle_physics(False)
    places = layout(graph) if positions is None else positions
    today = without_former(graph)
    chosen = styles(kind_of(graph, node) for node in graph)
    for node in sorted(graph):
        attributes = graph.nodes[node]
        style = chosen[kind_of(graph, node)]
        x, y = places[node]
        drawn.add_node(
            node,
            label=str(attributes.get("label") or node),
            shape=style.shape,
            color=style.light,
            size=size(style, today.degree(node)),
            x=x,
            y=y,
            physics=False,
            shapeProperties={"borderDashes": [4, 3] if is_planned(attributes) else False},
        )
    # add_edge is slow: it compares each edge with all edges before it. The list of edges is public.
    drawn.edges.extend(_edges(graph))
    return drawn


def kind_of(graph: nx.MultiDiGraph, node: str) -> str:
    """Return the class of a node."""
    return str(graph.nodes[node].get("kind") or "Other")


def without_former(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a graph without the edges that were only there on earlier days, which do not change the layout."""
    former = [(start, end, key) for start, end, key, gone in graph.edges(keys=True, data="former") if gone]
    if not former:
        return graph
    today = graph.copy()
    today.remove_edges_from(former)
    return today


def dashes(attributes: Mapping[str, Any]) -> list[int] | bool:
    """Return the dashes of an edge: an inferred one is dashed."""
    return [6, 5] if attributes.get("inferred") else False


def is_planned(attributes: Mapping[str, Any]) -> bool:
    """Return whether a node is planned."""
    return str(attributes.get("status") or "").casefold() == "planned"


def edges_in_order(graph: nx.MultiDiGraph) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return the edges in an order that does not depend on the order of insertion."""
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], str(edge[2])))


def _edges(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """Return the edges for vis-network; parallel edges have different curves."""
    ordered = edges_in_order(graph)
    between = defaultdict(list)
    for place, (start, end, _, attributes) in enumerate(ordered):
        if not attributes.get("former"):
            between[frozenset((start, end))].append(place)
    return [
        {
            "id": f"e{place}",
            "from": start,
            "to": end,
            "label": str(attributes.get("label") or attributes.get("relation") or edge_name(key)),
            # A relation through a third thing has no direction.
            "arrows": "" if attributes.get("via") else "to",
            "dashes": dashes(attributes),
            "smooth": _bend(sorted({*between[frozenset((start, end))], place}), place, forwards=start <= end),
        }
        for place, (start, end, key, attributes) in enumerate(ordered)
    ]


def edge_name(key: object) -> str:
    """Return the name of a relation from the key of its edge; a number is a key that networkx made."""
    return key if isinstance(key, str) else DEFAULT_LABEL


def _bend(siblings: list[int], place: int, *, forwards: bool) -> dict[str, Any]:
    """Return the curve of an edge: a slight one for a single edge, different ones for parallel edges."""
    step = min(0.22, 1.2 / len(siblings))
    bend = (siblings.index(place) - (len(siblings) - 1) / 2) * step if len(siblings) > 1 else 0.07
    signed = bend if forwards else -bend
    return {
        "enabled": bool(bend),
        "type": "curvedCW" if signed > 0 else "curvedCCW",
        "roundness": round(abs(signed), 3),
    }


_SHAPES = ("dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star")


_PYVIS_BLUE = "#97c2fc"
"""The default colour of pyvis."""


def amend(graph: nx.MultiDiGraph, changed: Network) -> nx.MultiDiGraph:
    """Apply the changes of a pyvis network to its graph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The graph of which `kg.page.network` made the network; it is not changed.
    changed : pyvis.network.Network
        The network, with nodes and edges added, removed, renamed, coloured, moved or resized. The ``title`` of an added
        node or edge is shown in its details; ``kind`` or ``group`` of an added node is its class.

    Returns
    -------
    networkx.MultiDiGraph
        A changed copy. Nodes and edges of the graph keep their evidence.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.page import network
    >>> graph = nx.MultiDiGraph([("urn:a", "urn:b")])
    >>> drawn = network(graph)
    >>> drawn.add_node("urn:c", label="New", kind="Country")
    >>> drawn.add_edge("urn:a", "urn:c", label="knows")
    >>> amended = amend(graph, drawn)
    >>> sorted(amended), amended.number_of_edges(), amended.nodes["urn:c"]["kind"]
    (['urn:a', 'urn:b', 'urn:c'], 2, 'Country')
    """
    # Only differences from the unchanged network are changes of the user.
    untouched = network(graph)
    nodes_before = {node["id"]: node for node in untouched.nodes}
    edges_before = {edge["id"]: edge for edge in untouched.edges}
    keys = dict(zip(edges_before, _ordered_edges(graph), strict=True))

    amended = nx.MultiDiGraph(**graph.graph)
    moved: dict[str, tuple[float, float]] = {}
    for node in changed.nodes:
        name, before = node["id"], nodes_before.get(node["id"], {})
        attributes = dict(graph.nodes[name]) if before else {
            "kind": str(node.get("kind") or node.get("group") or "Other"), "note": _title_of(node)}  # fmt: skip
        if node.get("label") != before.get("label"):
            attributes |= {"label": str(node.get("label") or name), "labels": {}}
        amended.add_node(name, **attributes, look=_look(node, before))
        if _place(node) not in (None, _place(before)):
            moved[name] = _place(node) or (0.0, 0.0)
    for number, edge in enumerate(changed.edges):
        start, end, before = edge["from"], edge["to"], edges_before.get(edge.get("id"), {})
        if start not in amended or end not in amended:
            continue
        label = str(edge.get("label") or edge.get("title") or DEFAULT_LABEL)
        key = keys[edge["id"]][2] if before else f"added {number}"
        attributes = dict(graph.edges[keys[edge["id"]]]) if before else {
            "relation": label, "role": _title_of(edge) if edge.get("label") else None}  # fmt: skip
        if edge.get("label") != before.get("label"):
            attributes["label"] = label
        amended.add_edge(start, end, key=key, **attributes, look=_look(edge, before))
    amended.graph["moved"] = moved
    _drop_from_answer(amended)
    return amended


def _ordered_edges(graph: nx.MultiDiGraph) -> list[tuple[str, str, Any]]:
    return sorted(graph.edges(keys=True), key=lambda edge: (edge[0], edge[1], str(edge[2])))


def _title_of(thing: Mapping[str, Any]) -> str | None:
    return str(thing["title"]) if thing.get("title") else None


def _place(node: Mapping[str, Any]) -> tuple[float, float] | None:
    x, y = node.get("x"), node.get("y")
    return None if x is None or y is None else (float(x), float(y))


def _look(thing: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the colour, shape, size and width that the user has changed."""
    found: dict[str, Any] = {}
    colour = thing.get("color")
    if isinstance(colour, Mapping):
        colour = colour.get("background") or colour.get("color")
    if colour not in (None, before.get("color"), _PYVIS_BLUE):
        found["paint"] = str(colour)
    if thing.get("shape") in _SHAPES and thing["shape"] != before.get("shape", "dot"):
        found["shape"] = thing["shape"]
    for name, given in (("size", thing.get("size")), ("wide", thing.get("width") or thing.get("value"))):
        if isinstance(given, (int, float)) and given > 0 and given != before.get(name):
            found[name] = given
    return found


def _drop_from_answer(graph: nx.MultiDiGraph) -> None:
    """Remove nodes and edges that are no longer in the graph from the rows of an answer."""
    answer = graph.graph.get("answer")
    if not answer:
        return
    rows = [
        {**row, "nodes": [node for node in row["nodes"] if node in graph],
         "edges": [edge for edge in row["edges"] if graph.has_edge(*edge)]}
        for row in answer["rows"]
    ]  # fmt: skip
    graph.graph["answer"] = {**answer, "rows": rows}
