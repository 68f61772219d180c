# title: Which instruments are likely duplicates
# question: 49
# description: Pairs of instruments of one kind with similar names, whose parties, topics and signing dates may be the
#   same. If parties or topics of both are known, they must be equal, or those of one must be among those of the
#   other. The similarity of names is that of Ratcliff and Obershelp, from 0 to 1, independent of the order of words.
#   Names that contain different numbers, such as years, are not similar.
# parameter similarity: xsd:decimal = 0.7; the minimum similarity of the names
"""Pairs of instruments that may be the same."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.analysis.request import Request
from kg.rdf import terms
from kg.rdf.model import Term
from kg.sparql.library import read_query
from kg.sparql.resolve import fold
from kg.sparql.results import Result
from kg.temporal.intervals import UNKNOWN, first_days, last_days, possibly_same, widest

_KIND_OF_ALL = f"{terms.KG}Instrument"


def answer(request: Request) -> Result:
    """List the pairs, the most similar names first."""
    least = float(request.value("similarity"))
    about: dict[Term, dict[str, set[str]]] = {}
    for row in request.snapshot.select(read_query(Path(__file__).with_suffix(".rq")).text):
        entry = about.setdefault(row["instrument"], {})
        entry.setdefault(row["property"].value, set()).add(row["value"].value)
    found: list[tuple[Any, ...]] = []
    for one, other in itertools.combinations(sorted(about, key=str), 2):
        first, second = about[one], about[other]
        kinds = [entry.get("kind", set()) - {_KIND_OF_ALL} for entry in (first, second)]
        similarity = _similarity(first.get("name", set()), second.get("name", set()))
        grounds = (
            _sets_agree(first.get("party", set()), second.get("party", set())),
            _sets_agree(first.get("topic", set()), second.get("topic", set())),
            _dates_agree(first, second),
        )
        if similarity >= least and "no" not in grounds and (kinds[0] & kinds[1] or not all(kinds)):
            found.append((one, other, similarity, *grounds))
    found.sort(key=lambda row: (-row[2], str(row)))
    return request.table("one other similarity parties topics dates", found)


def _similarity(names: set[str], others: set[str]) -> float:
    """Compare the folded names of two things: 1 if they share a name, 0 if their names contain different numbers."""
    numbers, other_numbers = (set(re.findall(r"\d+", " ".join(some))) for some in (names, others))
    if numbers and other_numbers and numbers.isdisjoint(other_numbers):
        return 0.0

    def ratio(one: str, other: str) -> float:
        return difflib.SequenceMatcher(None, one, other).ratio()

    pairs = itertools.product(sorted(map(fold, names)), sorted(map(fold, others)))
    # "Treaty on customs" is similar to "Customs treaty".
    in_order = ((one, other, *(" ".join(sorted(name.split())) for name in (one, other))) for one, other in pairs)
    return round(max((max(ratio(a, b), ratio(c, d)) for a, b, c, d in in_order), default=0.0), 2)


def _sets_agree(one: set[str], other: set[str]) -> str:
    """Return whether two sets may be the same: a source may name only some of the parties."""
    if not one or not other:
        return "not known"
    return "same" if one == other else "some" if one <= other or other <= one else "no"


def _dates_agree(one: Mapping[str, set[str]], other: Mapping[str, set[str]]) -> str:
    """Return whether two may have been signed on one day: some day is between their earliest and latest days."""
    first, second = (
        widest(first_days(entry.get("from", ())), last_days(entry.get("to", ()))) for entry in (one, other)
    )
    if UNKNOWN in (first, second):
        return "not known"
    return "may be one day" if possibly_same(first, second) else "no"
