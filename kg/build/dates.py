"""Combines the dates that several sources give one thing into one pair, for the accepted graph.

A source states a date as a pair: the earliest and the latest possible day, with a precision. If the pairs of two
sources were pooled on one node, a query would also find pairs that nobody stated, such as the earliest day of one
source with the latest day of another, and an end before its start. So the accepted graph has at most one pair for each
date of a node:

- If all sources can be right, the days that all of them allow. Each end is a statement of a source, and the pair
  follows from what they state together.
- If the sources contradict each other, the days that any of them allows. An end that one of them leaves open is open.

This is the combination that `kg.temporal.intervals.narrowest` makes. The graphs of the sources keep what each of them
states, and conflicts are found there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.load.parsed import ParsedFile
from kg.rdf.model import Subject, Triple
from kg.temporal.intervals import Day, read_day
from kg.temporal.kinds import DATES

#: The place of each property: the number of the date, and 0, 1 or 2 for the earliest day, the latest, the precision.
PLACES: Final = {iri: (date, part) for date, iris in enumerate(DATES) for part, iri in enumerate(iris)}
#: Roles of files that state no dates of things.
_DATELESS: Final = ("ontology", "judgements")

#: What one source states about one date: triples of its earliest days, its latest days and its precision.
_Stated = tuple[list[Triple], list[Triple], list[Triple]]


def superseded_dates(files: Iterable[ParsedFile]) -> frozenset[Triple]:
    """Return the statements of dates that are not part of the pair into which the sources' dates are combined.

    Parameters
    ----------
    files : iterable of ParsedFile
        The files, without rejected statements.

    Returns
    -------
    frozenset of triple
        Only of dates for which several days are stated, in one file or in several.

    Examples
    --------
    >>> from kg.load.files import load_project
    >>> from kg.project.find import shipped
    >>> event = "https://w3id.org/diplomatic-kg/event/us-uz-spd-1"
    >>> left_out = superseded_dates(load_project(shipped()).parsed)
    >>> sorted(o.value for s, p, o in left_out if s.value == event and p.value.endswith("Date"))
    ['2021-01-01', '2021-12-31']
    """
    stated: dict[tuple[Subject, int], dict[int, _Stated]] = defaultdict(dict)
    for number, file in enumerate(files):
        if is_dateless(file):
            continue
        for triple in file.triples:
            if place := PLACES.get(triple[1].value):
                date, part = place
                stated[triple[0], date].setdefault(number, ([], [], []))[part].append(triple)
    several = (
        parts
        for by_file in stated.values()
        if len(parts := [*by_file.values()]) > 1 or any(len(first) > 1 or len(last) > 1 for first, last, _ in parts)
    )
    return frozenset(triple for parts in several for triple in _superseded(parts))


def is_dateless(file: ParsedFile) -> bool:
    """Return whether a file states no dates of things."""
    return file.file.role in _DATELESS


def _superseded(stated: Sequence[_Stated]) -> Iterator[Triple]:
    """Yield the statements of the sources about one date that are not kept."""
    pairs = [(_days(first, 0), _days(last, 1)) for first, last, _ in stated]
    firsts, lasts = ([day for pair in pairs for day in pair[end].values()] for end in (0, 1))
    earliest, latest = max(firsts, default=None), min(lasts, default=None)
    if earliest is not None and latest is not None and earliest > latest:
        dated = [pair for pair in pairs if any(pair)]
        earliest = min(firsts) if all(first for first, _ in dated) else None
        latest = max(lasts) if all(last for _, last in dated) else None
    kept: set[Triple] = set()
    left_out: set[Triple] = set()
    for (first, last), (*_, precision) in zip(pairs, stated, strict=True):
        for days, end in ((first, earliest), (last, latest)):
            for triple, day in days.items():
                (kept if day == end else left_out).add(triple)
        # A precision belongs to the pair of its source.
        own = {*first.values()} == {earliest} - {None} and {*last.values()} == {latest} - {None}
        (kept if own or not (first or last) else left_out).update(precision)
    yield from left_out - kept


def _days(triples: Iterable[Triple], end: int) -> dict[Triple, Day]:
    """Read the earliest or the latest day of each statement; one that cannot be read is left out."""
    read = ((triple, read_day(triple[2].value)) for triple in triples)
    return {triple: day for triple, found in read if found is not None and (day := found[end]) is not None}
