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
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.analysis.request import Request
from kg.rdf import terms
from kg.rdf.model import Term
from kg.sparql.library import read_query
from kg.sparql.resolve import fold
from kg.sparql.results import Result
from kg.temporal.intervals import UNKNOWN, UncertainDay, first_days, last_days, possibly_same, widest

_KIND_OF_ALL = f"{terms.KG}Instrument"


def answer(request: Request) -> Result:
    """List the pairs, the most similar names first."""
    least = float(request.value("similarity"))
    about: dict[Term, dict[str, set[str]]] = {}
    for row in request.snapshot.select(read_query(Path(__file__).with_suffix(".rq")).text):
        entry = about.setdefault(row["instrument"], {})
        entry.setdefault(row["property"].value, set()).add(row["value"].value)
    things = sorted(about, key=str)
    entries = [_Entry.of(about[thing]) for thing in things]
    found: list[tuple[Any, ...]] = []
    for n, m in _candidates(entries):
        first, second = entries[n], entries[m]
        if not (first.kinds & second.kinds or not (first.kinds and second.kinds)):
            continue
        grounds = (
            _sets_agree(first.parties, second.parties),
            _sets_agree(first.topics, second.topics),
            _days_agree(first.days, second.days),
        )
        # Names last, because to compare them takes most of the time.
        if "no" not in grounds and (similarity := _similarity(first, second, least)) >= least:
            found.append((things[n], things[m], similarity, *grounds))
    found.sort(key=lambda row: (-row[2], str(row)))
    return request.table("one other similarity parties topics dates", found)


class _Entry(NamedTuple):
    """What is compared of an instrument; each name is folded, as it is and with its words in order."""

    kinds: set[str]
    parties: set[str]
    topics: set[str]
    days: UncertainDay
    names: list[tuple[str, str]]
    numbers: set[str]

    @classmethod
    def of(cls, entry: Mapping[str, set[str]]) -> _Entry:
        names = entry.get("name", set())
        folded = sorted(map(fold, names))
        return cls(
            entry.get("kind", set()) - {_KIND_OF_ALL},
            entry.get("party", set()),
            entry.get("topic", set()),
            widest(first_days(entry.get("from", ())), last_days(entry.get("to", ()))),
            [(name, " ".join(sorted(name.split()))) for name in folded],
            set(re.findall(r"\d+", " ".join(names))),
        )


def _candidates(entries: Sequence[_Entry]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share a party, or of which one has no parties: all others differ in their parties."""
    by_party: dict[str, list[int]] = {}
    without: list[int] = []
    for n, entry in enumerate(entries):
        # Those before this one; an instrument without parties is compared with all.
        before = {m for party in entry.parties for m in by_party.get(party, ())}
        yield from ((m, n) for m in (before.union(without) if entry.parties else range(n)))
        for party in entry.parties:
            by_party.setdefault(party, []).append(n)
        if not entry.parties:
            without.append(n)


def _similarity(one: _Entry, other: _Entry, least: float) -> float:
    """Compare names: 1 if two are equal, 0 if they contain different numbers, or if none is as similar as asked."""
    if one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers):
        return 0.0
    best = 0.0
    for pair in itertools.product(one.names, other.names):
        # "Treaty on customs" is similar to "Customs treaty".
        for name, other_name in zip(*pair, strict=True):
            if name == other_name:
                return 1.0
            matcher = difflib.SequenceMatcher(None, name, other_name)
            # Both are upper bounds of the ratio, and take less time.
            if round(matcher.real_quick_ratio(), 2) >= least and round(matcher.quick_ratio(), 2) >= least:
                best = max(best, matcher.ratio())
    return round(best, 2)


def _sets_agree(one: set[str], other: set[str]) -> str:
    """Return whether two sets may be the same: a source may name only some of the parties."""
    if not one or not other:
        return "not known"
    return "same" if one == other else "some" if one <= other or other <= one else "no"


def _days_agree(one: UncertainDay, other: UncertainDay) -> str:
    """Return whether two may have been signed on one day: some day is between their earliest and latest days."""
    if UNKNOWN in (one, other):
        return "not known"
    return "may be one day" if possibly_same(one, other) else "no"
