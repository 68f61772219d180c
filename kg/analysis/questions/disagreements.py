# title: Where sources disagree
# question: 27
# description: Conflicts between sources about questions with one answer: who led a side at a session, when an event
#   took place, what a grant is for, and the other exclusive properties that ontology/slots.ttl declares. Each side
#   has a row, with the number of its independent sources and the verdict of the curators. Dates that may be the same
#   day do not conflict. The question reads what sources assert, so it includes rejected statements.
# parameter about: rdfs:Resource = UNDEF; a thing that the conflict concerns; default: any
"""Conflicts between sources, as a table."""

from __future__ import annotations

from kg.analysis.request import Request
from kg.evidence import conflicts
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """List the sides of each conflict."""
    about = request.value("about") if request.values["about"] else None
    return conflicts.disagreements(request.snapshot, about)
