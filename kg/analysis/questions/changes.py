# title: What changed since a release
# question: 50
# description: Asserted and inferred statements gained and lost since an earlier state, as kg diff lists them. The
#   earlier state is a day (what had been published by then), an earlier build, or a revision in git, such as the tag
#   of a release.
# parameter since: xsd:string = UNDEF; a day, last, a build, or a revision in git; default: the end of last year
"""Changes since an earlier state."""

from __future__ import annotations

import datetime
from dataclasses import replace

from kg.analysis.diff.compare import diff
from kg.analysis.diff.states import state
from kg.analysis.diff.write import table
from kg.analysis.request import Request
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """List the changes from the earlier state to the graph."""
    now = request.snapshot.manifest.scope.at or datetime.date.today()
    since = request.value("since") if request.values["since"] else f"{now.year - 1:04}-12-31"
    found = table(diff(state(request.project, since), request.snapshot), request.snapshot)
    return replace(found, notes=(f"compared with {since}",))
