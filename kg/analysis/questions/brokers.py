# title: Which countries are brokers between two countries
# question: 16
# description: Countries on the shortest paths between two countries, over the frameworks, held sessions and joint
#   commitments that countries share. Direct links need no broker and are left out. The share is the fraction of the
#   shortest paths that pass through the broker (its betweenness between the two). Of brokers with equal shares, the
#   one that shares more with the two countries comes first.
# parameter from: kg:Country = country:US; one country
# parameter to: kg:Country = country:CN; the other country
# parameter without: kg:Framework = UNDEF; frameworks to leave out; default: none
"""Countries on the shortest paths between two others."""

from __future__ import annotations

import networkx as nx
import pyoxigraph as ox

from kg.analysis import measures
from kg.analysis.request import Request
from kg.analysis.views.rows import edge_rows
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """Rank the brokers by their share of the shortest paths."""
    start, end = request.value("from"), request.value("to")
    left_out = {term.value for term in request.values["without"]}
    graph = nx.MultiDiGraph()
    vias: dict[frozenset[str], set[str]] = {}
    for row in edge_rows(request.snapshot, "countries"):
        one, other, via = (term.value if (term := row[key]) else "" for key in ("from", "to", "via"))
        if via not in left_out and {one, other} != {start, end}:
            graph.add_edge(one, other, via)
            vias.setdefault(frozenset((one, other)), set()).add(via)
    columns = "broker share links_from links_to"
    if not {start, end} <= set(graph) or start == end:
        return request.table(columns, ())

    def links(one: str, other: str) -> int:
        return len(vias.get(frozenset((one, other)), ()))

    rows = [(share, links(start, iri), links(iri, end), iri) for iri, share in measures.brokers(graph, (start, end))]
    rows.sort(key=lambda row: (-row[0], -min(row[1:3]), -sum(row[1:3]), row[3]))
    return request.table(columns, ((ox.NamedNode(iri), *row) for *row, iri in rows))
