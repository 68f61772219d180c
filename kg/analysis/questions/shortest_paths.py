# title: Shortest paths between two officials
# question: 17
# description: All shortest paths over countries, officials, events, frameworks and commitments, step by step. An
#   arrow means that the relation holds in the other direction. If several relations link two things, one is shown; an
#   asserted relation is shown rather than an inferred one.
# parameter from: kg:Official = official:donald-lu; one official
# parameter to: kg:Official = official:wang-yi; the other official
# parameter most: xsd:integer = 10; the maximum number of paths
"""Shortest paths between two officials, with the sources of each step."""

from __future__ import annotations

import pyoxigraph as ox

from kg.analysis.measures import shortest_paths
from kg.analysis.request import Request
from kg.analysis.views.graph import view
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """List the steps of each path."""
    graph = view(request.snapshot, "entities")
    start, end, most = request.value("from"), request.value("to"), int(request.value("most"))
    found = shortest_paths(graph, start, end) if {start, end} <= set(graph) else []
    return request.table(
        "path step from relation to inferred told_by",
        (
            (path, number, ox.NamedNode(step.start), step.relation if step.forward else f"← {step.relation}",
             ox.NamedNode(step.end), step.inferred, ", ".join(map(request.snapshot.label, step.sources)))
            for path, steps in enumerate(found[:most], 1) for number, step in enumerate(steps, 1)
        ),
    )  # fmt: skip
