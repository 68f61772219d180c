# title: Which passages no longer match their text
# question: 48
# description: Passages whose characters do not have the recorded SHA-256 any more, or that are outside their text,
#   with the place where the words are now, if the text still contains them. If the text of a source is not available,
#   the answer says only that.
# parameter texts: xsd:string = UNDEF; the folder with the texts; default: the folder in KG_TEXTS or kg.toml
"""Passages that do not match their text any more."""

from __future__ import annotations

from kg.analysis.request import Request
from kg.evidence.readings import unmatched_passages
from kg.evidence.texts import open_texts
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """List the passages, with the place where their words are now."""
    folder = request.value("texts") if request.values["texts"] else None
    return unmatched_passages(request.snapshot, open_texts(request.project, folder))
