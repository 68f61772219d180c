"""Valid time: what held on a day (``--at``).

The files are cut to the statements that held before inference, because the rules of OWL do not know time. This module
implements the table on valid time in the documentation.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.load.parsed import ParsedFile
from kg.rdf.model import Term
from kg.temporal.decisions import Decisions, collect, decide
from kg.temporal.dependents import annotations_of, dependents_of, unsupported
from kg.temporal.exclusion import (
    Excluded,
    Review,
    excluded_from,
    excluded_of_rejected,
    note_references,
    review,
    without,
)
from kg.temporal.intervals import date_of, day_of, next_day, read_day
from kg.temporal.kinds import NUMBERS, TIMELESS
from kg.temporal.turns import Turns

__all__ = ["Slice", "course", "holding_at", "turning_days"]


@dataclass(frozen=True, eq=False)
class Slice:
    """The parts of some files that held on a day.

    Parameters
    ----------
    files : sequence of ParsedFile
        The files as stated, including rejected statements.
    unrejected : sequence of ParsedFile
        The files without rejected statements.
    excluded : sequence of Excluded
        For each file, the statements that did not hold, and those that depend on them.
    undated : tuple of str
        IRIs of things without a date, which count from the date of their source on.
    """

    files: Sequence[ParsedFile]
    unrejected: Sequence[ParsedFile]
    excluded: Sequence[Excluded]
    undated: tuple[str, ...]

    @cached_property
    def stated(self) -> tuple[ParsedFile, ...]:
        """The files as stated, cut to what held."""
        return tuple(without(file, one.stated) for file, one in zip(self.files, self.excluded, strict=True))

    @cached_property
    def accepted(self) -> tuple[ParsedFile, ...]:
        """The files without rejected statements, cut to what held."""
        return tuple(without(file, one.accepted) for file, one in zip(self.unrejected, self.excluded, strict=True))


def holding_at(stated: Sequence[ParsedFile], accepted: Sequence[ParsedFile], day: datetime.date) -> Slice:
    """Exclude what did not hold on a day, and facts that depend on it.

    Parameters
    ----------
    stated : sequence of ParsedFile
        All files.
    accepted : sequence of ParsedFile
        The same files in the same order, without rejected statements. They decide what holds; a rejected statement
        stays stated as long as it would have held.
    day : datetime.date

    Returns
    -------
    Slice

    Examples
    --------
    >>> import datetime, kg
    >>> from kg.load.files import load_project
    >>> files = load_project(kg.open().project).parsed
    >>> holding_at(files, files, datetime.date(2024, 12, 1)).undated
    ('https://w3id.org/diplomatic-kg/tenure/dean-thompson-deputy-assistant-secretary',)
    """
    return _Cutting(stated, accepted).slice(decide(collect(tuple(stated), tuple(accepted)), day_of(day)))


def course(stated: Sequence[ParsedFile], accepted: Sequence[ParsedFile]) -> Iterator[tuple[datetime.date, Slice]]:
    """Yield the states over time, each with its first day.

    From one day to the next only that is decided again which depends on a date that has come, and only the files are
    cut again that mention something about which the decision differs.

    Parameters
    ----------
    stated, accepted : sequence of ParsedFile
        As in `holding_at`.

    Yields
    ------
    (datetime.date, Slice)
        In the order of time, from the first possible day on; a day between two has the state of the earlier one. What
        is excluded of a file is the same object as in the state before if it was not cut again.

    Examples
    --------
    >>> import datetime, kg
    >>> from kg.load.files import load_project
    >>> files = load_project(kg.open().project).parsed
    >>> next(course(files, files))[0]
    datetime.date(1, 1, 1)
    """
    collected = collect(tuple(stated), tuple(accepted))
    first, *later = turning_days(stated)
    decisions = decide(collected, day_of(first))
    cutting = _Cutting(stated, accepted)
    yield first, cutting.slice(decisions)
    turns = Turns(collected, stated, later)
    for day in later:
        if touched := turns.go_to(day, decisions):
            yield day, cutting.slice(decisions, turns, touched)


def turning_days(files: Iterable[ParsedFile]) -> list[datetime.date]:
    """List the days on which something may begin or end: each day in a file, the next one, and the first day of all."""
    named = {
        day
        for file in files
        if file.file.role not in TIMELESS
        for triple in file.triples
        if isinstance(triple[2], ox.Literal) and triple[2].datatype.value not in NUMBERS
        for day in read_day(triple[2].value) or ()
        if day is not None
    }
    dates = {date_of(day) for day in named} | {date_of(next_day(day)) for day in named}
    return sorted({datetime.date.min} | {date for date in dates if date is not None})


class _Cutting:
    """The excluded statements of some files on a day, by the numbers of the files; they can be brought to a later day.

    ``excluded`` is what does not count, ``gone`` what is excluded of the stated files by it, and ``found`` both with
    the passages and judgements that concern only excluded statements.
    """

    def __init__(self, stated: Sequence[ParsedFile], accepted: Sequence[ParsedFile]) -> None:
        self._stated, self._accepted = stated, accepted
        self._dependents = dependents_of(tuple(stated))
        #: The files whose passages and judgements concern statements of a file.
        self._concerning: dict[int, set[int]] = defaultdict(set)
        for number, dependents in enumerate(self._dependents):
            for file in {file for what, _ in dependents.support for file, _ in what}:
                self._concerning[file].add(number)
        self._reviews: dict[int, Review] = {}
        self._referred_to: tuple[set[Term], set[Term]] = (set(), set())
        self._excluded: dict[int, Excluded] = {}
        self._gone: dict[int, set[int]] = {}
        self._found: dict[int, Excluded] = {}

    def slice(self, decisions: Decisions, turns: Turns | None = None, touched: Collection[int] = ()) -> Slice:
        """Cut the files to the statements that count; if they were cut before, only the touched ones again."""
        again = set(range(len(self._stated)) if turns is None else touched)
        # Reviews find out what is referred to, and do not depend on it.
        decisions.referred_to, decisions.referred_to_as_stated = set(), set()
        for number in again:
            self._reviews[number] = review(number, self._accepted[number], decisions)
        note_references((self._reviews[number] for number in range(len(self._stated))), decisions)
        before, self._referred_to = self._referred_to, (decisions.referred_to, decisions.referred_to_as_stated)
        if turns is not None:
            for old, new in zip(before, self._referred_to, strict=True):
                again |= turns.mentioning(old ^ new)
        for number in again:
            self._exclude(number, decisions)
        for number in again.union(*(self._concerning[number] for number in again)):
            less = self._gone[number] | unsupported(self._dependents[number], self._gone)
            self._found[number] = Excluded(self._excluded[number].accepted | less, less)
        return Slice(
            self._stated,
            self._accepted,
            [self._found[number] for number in range(len(self._stated))],
            tuple(sorted(node.value for node in decisions.undated)),
        )

    def _exclude(self, number: int, decisions: Decisions) -> None:
        dependents, rejected = self._dependents[number], decisions.stated.rejected[number]
        self._excluded[number] = excluded_from(self._reviews[number], number, dependents, decisions)
        self._gone[number] = self._excluded[number].stated
        if more := excluded_of_rejected(rejected, number, decisions):
            self._gone[number] = self._gone[number] | more | annotations_of(dependents.annotations, more)
