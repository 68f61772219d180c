# title: Which passages no longer match their text
# question: 48
# description: Passages whose characters no longer have the SHA-256 that was noted, or that lie outside their
#   text, with the place where the words stand now, if they do. Of a source whose text is not at hand it says
#   only that.
# parameter texts: xsd:string = UNDEF; the folder with the texts; default: that of KG_TEXTS or kg.toml
"""Passages that their text no longer has."""

from __future__ import annotations

from kg.analysis.request import Request
from kg.evidence.quotes import unmatched_passages
from kg.evidence.texts import open_texts
from kg.sparql.results import Result


def answer(request: Request) -> Result:
    """List the passages, with the place where their words stand now."""
    folder = request.value("texts") if request.values["texts"] else None
    return unmatched_passages(request.snapshot, open_texts(request.project, folder))
