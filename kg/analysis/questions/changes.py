# title: What changed since a release
# question: 50
# description: Asserted and inferred statements gained and lost since an earlier state, as kg diff lists them. The
#   earlier state is a day (what had been published by then), an earlier build, or a revision in git, such as the tag
#   of a release.
# parameter since: xsd:string = 2025-12-31; a day, last, a build, or a revision in git
"""Changes since an earlier state."""

from __future__ import annotations

from kg.analysis.diff.compare import diff
from kg.analysis.diff.states import state
from kg.analysis.diff.write import table
from kg.analysis.request import Request
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """List the changes from the earlier state to the graph."""
    return table(diff(state(request.project, request.value("since")), request.snapshot), request.snapshot)
