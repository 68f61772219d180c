# title: Which communities the frameworks form
# question: 18
# description: Communities of countries and frameworks that have more links with one another than with the rest, by
#   the Louvain method (Blondel and others 2008) with a fixed seed, the largest community first.
"""Communities of countries and frameworks."""

from __future__ import annotations

import pyoxigraph as ox

from kg.analysis import measures
from kg.analysis.request import Request
from kg.analysis.views.graph import view
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """List the members of each community."""
    graph = view(request.snapshot, "affiliations")
    rows = [(number, ox.NamedNode(iri), graph.nodes[iri]["kind"].lower())
            for number, members in enumerate(measures.communities(graph), 1) for iri in members]  # fmt: skip
    return request.table("community member kind", rows)
