# title: How much answers depend on the choice of sources
# question: 42
# description: Leaves out each source in turn, reruns inference, and asks a question again: how many rows of its
#   answer are lost, and how many are gained. Sources that change nothing are left out. For the rows themselves, use
#   kg ask NAME --sensitivity.
# parameter asked: xsd:string = shared-frameworks; name or number of the question
"""How many rows of an answer each source adds or prevents."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from kg.analysis import catalogue
from kg.analysis.request import Request
from kg.analysis.sensitivity import influence
from kg.errors import UsageError
from kg.sparql.library import find_query
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """Count the rows that are lost and gained without each source."""
    asked = find_query(catalogue.questions_of(request.project), request.value("asked"))
    if asked.path == Path(__file__):
        raise UsageError("--asked: ask how far another question depends on its sources, not this one")
    text = catalogue.text_of(request.snapshot, asked)
    ask = partial(catalogue.answer, request.project, question=asked)
    return influence(request.project, request.snapshot, ask, text=text, note=request.note)
