"""A drawn graph as a value: a notebook shows it, a file keeps it, and its pyvis network can be changed before.

pyvis is the model that users know: they recolour, move, add and remove in its lists of nodes and edges. `amend` reads
those lists back, so that the page shows the graph as it was changed, with the evidence of all that was not.
"""

from __future__ import annotations

import html
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.page.forms import LINKED
from kg.page.page import network, page, title, write

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["Picture", "amend"]

#: What a page in a frame may do: run its script, save files, print, and open sources. It has no origin, so that
#: it reaches neither the notebook around it nor what a server keeps for it.
_SANDBOX = "allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"
_SHAPES = ("dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star")
_PYVIS_BLUE = "#97c2fc"
"""The colour that pyvis gives to what is told none."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A graph, drawn: shows itself in a notebook, and can be written as a page.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As for `kg.page.page`.
    height : int, default 620
        Height in a notebook, in pixels; the width is that of the cell.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.page import Picture
    >>> graph = nx.MultiDiGraph(title="Neighbours")
    >>> graph.add_edge("Aland", "Bland", relation="borders", label="borders")
    0
    >>> picture = Picture(graph)
    >>> picture
    <Picture 'Neighbours': 2 things, 1 relation>
    >>> picture.network.add_node("Cutoff", label="Cutoff", color="#aa3377")
    >>> picture
    <Picture 'Neighbours': 3 things, 1 relation>
    """

    graph: nx.MultiDiGraph = field(repr=False)
    height: int = 620

    @cached_property
    def network(self) -> Network:
        """The pyvis network of the picture; what is changed in it is drawn so."""
        return network(self.graph)

    @property
    def _changed(self) -> Network | None:
        """The network where anyone has asked for it, and may have changed it."""
        return self.__dict__.get("network")

    def html(self) -> str:
        """Give the page as text."""
        return page(self.graph, network=self._changed)

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the page to a file: the whole page, or nothing.

        Raises
        ------
        kg.errors.OutputError
            As `kg.page.write`.
        """
        write(self.graph, path, network=self._changed)

    def __repr__(self) -> str:
        changed = self._changed
        things = len(self.graph if changed is None else changed.nodes)
        relations = self.graph.number_of_edges() if changed is None else len(changed.edges)
        return (
            f"<Picture {title(self.graph)!r}: {things} {'thing' if things == 1 else 'things'}, "
            f"{relations} {'relation' if relations == 1 else 'relations'}>"
        )

    def _repr_html_(self) -> str:
        name = html.escape(title(self.graph), quote=True)
        return (
            f'<iframe class="kg-picture" title="{name}" sandbox="{_SANDBOX}" loading="lazy" '
            f'style="display:block;width:100%;height:{int(self.height)}px;border:0" '
            f'srcdoc="{html.escape(self.html(), quote=True)}"></iframe>'
        )


def amend(graph: nx.MultiDiGraph, changed: Network) -> nx.MultiDiGraph:
    """Take over into a graph what was changed in its pyvis network.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        What `kg.page.network` drew; it is not changed.
    changed : pyvis.network.Network
        What it returned, with nodes and edges added, taken away, renamed, coloured, moved or resized. ``title`` of what
        was added is told in its details; ``kind`` or ``group`` of a node is its class.

    Returns
    -------
    networkx.MultiDiGraph
        A copy; evidence of what was not added stays.

    Examples
    --------
    >>> import networkx as nx
    >>> from kg.page import network
    >>> from kg.page.picture import amend
    >>> graph = nx.MultiDiGraph([("urn:a", "urn:b")])
    >>> drawn = network(graph)
    >>> drawn.add_node("urn:c", label="New", kind="Country")
    >>> drawn.add_edge("urn:a", "urn:c", label="knows")
    >>> amended = amend(graph, drawn)
    >>> sorted(amended), amended.number_of_edges(), amended.nodes["urn:c"]["kind"]
    (['urn:a', 'urn:b', 'urn:c'], 2, 'Country')
    """
    # What the network was before anyone touched it: only what differs from it was changed.
    untouched = network(graph)
    nodes_before = {node["id"]: node for node in untouched.nodes}
    edges_before = {edge["id"]: edge for edge in untouched.edges}
    keys = dict(zip(edges_before, _ordered_edges(graph), strict=True))

    amended = nx.MultiDiGraph(**graph.graph)
    moved: dict[str, tuple[float, float]] = {}
    for node in changed.nodes:
        name, before = node["id"], nodes_before.get(node["id"], {})
        attributes = dict(graph.nodes[name]) if before else {
            "kind": str(node.get("kind") or node.get("group") or "Other"), "note": _told(node)}  # fmt: skip
        if node.get("label") != before.get("label"):
            attributes |= {"label": str(node.get("label") or name), "labels": {}}
        amended.add_node(name, **attributes, look=_look(node, before))
        if _place(node) not in (None, _place(before)):
            moved[name] = _place(node) or (0.0, 0.0)
    for number, edge in enumerate(changed.edges):
        start, end, before = edge["from"], edge["to"], edges_before.get(edge.get("id"), {})
        if start not in amended or end not in amended:
            continue
        label = str(edge.get("label") or edge.get("title") or LINKED)
        key = keys[edge["id"]][2] if before else f"added {number}"
        attributes = dict(graph.edges[keys[edge["id"]]]) if before else {
            "relation": label, "role": _told(edge) if edge.get("label") else None}  # fmt: skip
        if edge.get("label") != before.get("label"):
            attributes["label"] = label
        amended.add_edge(start, end, key=key, **attributes, look=_look(edge, before))
    amended.graph["moved"] = moved
    _drop_from_answer(amended)
    return amended


def _ordered_edges(graph: nx.MultiDiGraph) -> list[tuple[str, str, Any]]:
    return sorted(graph.edges(keys=True), key=lambda edge: (edge[0], edge[1], str(edge[2])))


def _told(thing: Mapping[str, Any]) -> str | None:
    return str(thing["title"]) if thing.get("title") else None


def _place(node: Mapping[str, Any]) -> tuple[float, float] | None:
    x, y = node.get("x"), node.get("y")
    return None if x is None or y is None else (float(x), float(y))


def _look(thing: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """How something looks that was told to look otherwise."""
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
    """Leave out of the rows of an answer what is no longer in the graph."""
    answer = graph.graph.get("answer")
    if not answer:
        return
    rows = [
        {**row, "nodes": [node for node in row["nodes"] if node in graph],
         "edges": [edge for edge in row["edges"] if graph.has_edge(*edge)]}
        for row in answer["rows"]
    ]  # fmt: skip
    graph.graph["answer"] = {**answer, "rows": rows}
