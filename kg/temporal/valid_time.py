"""Valid time: what held on a day (``--at``).

The files are cut to the statements that held before inference, because the rules of OWL do not know time. This module
implements the table on valid time in the documentation.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.load.parsed import ParsedFile
from kg.temporal.decisions import Decisions, collect, decide
from kg.temporal.dependents import annotations_of, dependents_of, unsupported
from kg.temporal.exclusion import Excluded, excluded_from, excluded_of_rejected, review, without
from kg.temporal.intervals import date_of, day_of, next_day, read_day
from kg.temporal.kinds import NUMBERS, TIMELESS

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
    return _slice(stated, accepted, decide(collect(tuple(stated), tuple(accepted)), accepted, day_of(day)))


def course(stated: Sequence[ParsedFile], accepted: Sequence[ParsedFile]) -> Iterator[tuple[datetime.date, Slice]]:
    """Yield the states over time, each with its first day.

    Parameters
    ----------
    stated, accepted : sequence of ParsedFile
        As in `holding_at`.

    Yields
    ------
    (datetime.date, Slice)
        In the order of time, from the first possible day on; a day between two has the state of the earlier one.

    Examples
    --------
    >>> import datetime, kg
    >>> from kg.load.files import load_project
    >>> files = load_project(kg.open().project).parsed
    >>> next(course(files, files))[0]
    datetime.date(1, 1, 1)
    """
    collected = collect(tuple(stated), tuple(accepted))
    before: object = None
    for day in turning_days(stated):
        decisions = decide(collected, accepted, day_of(day))
        counts = (
            decisions.counting, decisions.plans, decisions.nodes, decisions.happened, decisions.begun,
            decisions.not_later, decisions.undated, [n for n in range(len(accepted)) if decisions.is_published(n)],
        )  # fmt: skip
        if counts != before:
            before = counts
            yield day, _slice(stated, accepted, decisions)


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


def _slice(stated: Sequence[ParsedFile], accepted: Sequence[ParsedFile], decisions: Decisions) -> Slice:
    """Cut files to the statements that count."""
    dependents = dependents_of(tuple(stated))
    reviews = review(accepted, decisions.stated.rejected, decisions)
    excluded = [excluded_from(one, number, dependents[number], decisions) for number, one in enumerate(reviews)]
    gone = [one.stated for one in excluded]
    for number, rows in enumerate(decisions.stated.rejected):
        if more := excluded_of_rejected(rows, number, decisions):
            gone[number] = gone[number] | more | annotations_of(dependents[number].annotations, more)
    unused = [unsupported(one, gone) for one in dependents]
    cut = [gone[n] | unused[n] for n in range(len(stated))]
    return Slice(
        stated,
        accepted,
        [Excluded(excluded[n].accepted | less, less) for n, less in enumerate(cut)],
        tuple(sorted(node.value for node in decisions.undated)),
    )
