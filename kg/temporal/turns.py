"""What valid time decides again from one day to the next.

What counts on a day depends on how the day compares with the dates in the descriptions of a thing and with the dates of
their files, and on what was decided about other things. So nothing else than the things with a date that has come, and
those that depend on them, need a new decision (incremental view maintenance by dependencies, as in Acar 2005,
http://www.cs.cmu.edu/~rwh/students/acar.pdf).
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.load.parsed import Description, ParsedFile
from kg.rdf.model import Term
from kg.temporal.decisions import Decisions, Stated, decide_nodes, has_time
from kg.temporal.intervals import Day, date_of, day_of, next_day, read_day
from kg.temporal.kinds import UNTIMED, Kind


class Turns:
    """The things whose decisions change on each of some days, and the files that mention them.

    Parameters
    ----------
    stated : Stated
    files : sequence of ParsedFile
        All files, as stated.
    days : sequence of date
        Days in order, after the first day of all. What changes between two of them changes on the later one.

    Examples
    --------
    >>> import kg
    >>> from kg.load.files import load_project
    >>> from kg.temporal.decisions import collect, decide
    >>> from kg.temporal.intervals import day_of
    >>> files = load_project(kg.open().project).parsed
    >>> stated = collect(tuple(files), tuple(files))
    >>> decisions, day = decide(stated, day_of(datetime.date.min)), datetime.date(2024, 1, 1)
    >>> len(Turns(stated, files, [day]).go_to(day, decisions)) > 10
    True
    >>> decisions.counting == decide(stated, day_of(day)).counting
    True
    """

    def __init__(self, stated: Stated, files: Sequence[ParsedFile], days: Sequence[datetime.date]) -> None:
        self._stated = stated
        self._published: dict[datetime.date, set[int]] = defaultdict(set)
        self._turning: dict[datetime.date, set[Term]] = defaultdict(set)
        for number, when in enumerate(stated.issued):
            for day in _turns(days, [when.latest]):
                self._published[day].add(number)
        for node, by_file in stated.descriptions.items():
            if stated.kind.get(node, "naming") not in UNTIMED:
                named = {date for number, one in by_file.items() for date in (*stated.issued[number], *_dates(one))}
                named.update([next_day(date) for date in named if date is not None])
                for day in _turns(days, named):
                    self._turning[day].add(node)
        self._needed_by = _needed_by(stated)
        self._mentioning = _mentioning(stated, files)
        #: The place of each node in the order of decisions.
        self._place = {node: place for some in stated.by_kind.values() for place, (node, _) in enumerate(some)}

    def go_to(self, day: datetime.date, decisions: Decisions) -> set[int]:
        """Change decisions to those of the next day.

        Parameters
        ----------
        day : date
            The next one of the days.
        decisions : Decisions
            Those of the day before; they are changed.

        Returns
        -------
        set of int
            The numbers of the files that mention something about which the decision differs, or that are published.
            Empty if all is as it was.
        """
        affected = _reached(self._turning.get(day, ()), self._needed_by)
        before = {node: decisions.about(node) for node in affected}
        for node in affected:
            decisions.forget(node)
        chosen: dict[Kind, list[tuple[Term, Mapping[int, Description]]]] = defaultdict(list)
        for node in sorted(affected, key=self._place.__getitem__):
            chosen[self._stated.kind[node]].append((node, self._stated.descriptions[node]))
        decisions.day = day_of(day)
        decide_nodes(decisions, chosen)
        changed = [node for node, old in before.items() if decisions.about(node) != old]
        return self._published.get(day, set()) | self.mentioning(changed)

    def mentioning(self, nodes: Iterable[Term]) -> set[int]:
        """Return the numbers of the files that mention some nodes, or that depend on decisions about them.

        Parameters
        ----------
        nodes : iterable of term
        """
        return {number for node in nodes for number in self._mentioning.get(node, ())}


def _turns(days: Sequence[datetime.date], named: Iterable[Day | None]) -> set[datetime.date]:
    """Return for some days the first of a sequence of days that is not earlier."""
    dates = {date_of(day) for day in named if day is not None}
    places = {bisect_left(days, date) for date in dates if date is not None and date > datetime.date.min}
    return {days[place] for place in places if place < len(days)}


def _dates(description: Description) -> Iterator[Day | None]:
    """Yield all days in a description."""
    for rows in description.values():
        for _, _, o in rows:
            if isinstance(o, ox.Literal) and (when := read_day(o.value)) is not None:
                yield from when


def _reached(starts: Iterable[Term], steps: Mapping[Term, set[Term]]) -> set[Term]:
    found, rest = set(starts), list(starts)
    while rest:
        new = steps.get(rest.pop(), set()) - found
        found |= new
        rest += new
    return found


def _needed_by(stated: Stated) -> dict[Term, set[Term]]:
    """Return for each node those whose decisions depend on the one about it.

    If both are of one kind, only one of them is known when the other one is decided. So both are decided again.
    """
    needs: list[tuple[Term, Iterable[Term]]] = [
        *((node, stated.made(by_file)) for node, by_file in stated.of("statement")),
        *((node, stated.announcing.get(node, ())) for node, _ in stated.of("event")),
        *((node, stated.signings.get(node, ())) for node, _ in stated.of("instrument")),
        *stated.events_of.items(),
        *((node, stated.targets(by_file)) for node, by_file in stated.of("report")),
    ]
    found: dict[Term, set[Term]] = defaultdict(set)
    for node, others in needs:
        for other in others:
            found[other].add(node)
            if stated.kind.get(node) == stated.kind.get(other):
                found[node].add(other)
    return found


def _mentioning(stated: Stated, files: Sequence[ParsedFile]) -> dict[Term, set[int]]:
    """Return for each node the files whose statements may count or not depending on the decision about it."""
    found: dict[Term, set[int]] = defaultdict(set)
    for number, file in enumerate(files):
        for s, description in file.descriptions.items() if has_time(file) else ():
            found[s].add(number)
            for rows in description.values():
                for _, _, o in rows:
                    if o in stated.kind:
                        found[o].add(number)
    for framework, events in stated.changes.items():
        for event in events:
            found[event] |= found.get(framework, set())
    return dict(found)
