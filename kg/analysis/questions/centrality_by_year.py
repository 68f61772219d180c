# title: Degree and betweenness by year
# question: 36
# description: For each year, the number of others that a node is linked to by events held in that year, and its
#   betweenness (Brandes 2001), from 0 to 1. An event counts if its year is certain.
# parameter view: xsd:string = encounters; the view, whose edges are events: encounters for parties, meetings for
#   officials
# parameter year: xsd:gYear = UNDEF; the year; default: every year
"""Degree and betweenness of the nodes of a view whose edges are events, year by year."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pyoxigraph as ox

from kg.analysis.request import Request
from kg.analysis.views.rows import edge_rows
from kg.errors import UsageError
from kg.rdf import terms
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """List the nodes of each year, those with most links first."""
    name = request.value("view")
    wanted = {term.value for term in request.values["year"]}
    networks: dict[str, nx.Graph] = {}
    rows = edge_rows(request.snapshot, name)
    unsure: set[str] = set()
    if rows and not {"start", "end"} <= rows[0].keys():
        raise UsageError(f"the edges of the view {name} have no dates; choose one whose edges are events")
    for row in rows:
        one, other, start, end = (term.value if (term := row[key]) else "" for key in ("from", "to", "start", "end"))
        if not start or start[:4] != end[:4]:
            via = row.get("via")
            unsure.add(via.value if via else "")
        elif not wanted or start[:4] in wanted:
            networks.setdefault(start[:4], nx.Graph()).add_edge(one, other)
    found: list[tuple[object, ...]] = []
    for year, network in sorted(networks.items()):
        between = nx.betweenness_centrality(network)
        for node in sorted(network, key=lambda node: (-network.degree[node], -between[node], node)):
            figures = (network.degree[node], round(between[node], 6))
            found.append((ox.Literal(year, datatype=ox.NamedNode(f"{terms.XSD}gYear")), ox.NamedNode(node), *figures))
    left_out = f"{len(unsure)} event{'' if len(unsure) == 1 else 's'} whose year is not certain: left out"
    return replace(request.table("year node degree betweenness", found), notes=(left_out,) if unsure else ())
