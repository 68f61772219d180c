# title: Where sources disagree
# question: 27
# description: Questions that have one answer, answered differently: who led a side at a session, when an event
#   was, what a grant is for, and what else ontology/slots.ttl declares. A row for each side, with the number of
#   its sources that are independent of one another, and what was judged. Dates that may be the same day do not
#   disagree. Reads what sources state, so that what a judgement rejected is still seen.
# parameter about: rdfs:Resource = UNDEF; a thing that it concerns; default: everything
"""Conflicts between sources, as a table."""

from __future__ import annotations

from kg.analysis.request import Request
from kg.evidence import conflicts
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """List the sides of each conflict."""
    about = request.value("about") if request.values["about"] else None
    return conflicts.disagreements(request.snapshot, about)
