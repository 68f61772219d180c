"""The two clocks: what held on a day, and what was known by a day.

Both take files and give back the same files with less in them, before anything is concluded: the rules of OWL
know no time. The page on the clocks has the table that this module carries out; the terms below are those of the
ontology.

An *account* is what one source says of one node. Most accounts count or do not count as a whole; an event may be
planned in one account and held in another, and has a time for each.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from kg.errors import Finding
from kg.load.documents import Parsed
from kg.rdf import terms
from kg.rdf.positions import line_of
from kg.temporal.counting import Decided, decide, gather
from kg.temporal.cutting import cut, find_references, late_background, late_judgements, lost_of_rejected, without
from kg.temporal.days import Day, day_of, is_by, issued_on, read_days
from kg.temporal.evidence import annotations_of, evidence_of, idle
from kg.temporal.kinds import NUMBERS, TIMELESS


@dataclass(frozen=True)
class Slice:
    """What is left of some files on a day.

    Parameters
    ----------
    told : tuple of Parsed
        The files as told, rejected statements among them.
    accepted : tuple of Parsed
        The files less what judgements reject.
    undated : tuple of str
        IRIs of what has no date of its own, and so counts from the date of its source on.
    """

    told: tuple[Parsed, ...]
    accepted: tuple[Parsed, ...]
    undated: tuple[str, ...]


def known_by(files: Iterable[Parsed], day: datetime.date) -> list[Parsed]:
    """Leave out what was not known by a day.

    Sources that were issued later go, and judgements that were made later. Of the background, what starts later
    goes, and so does every end that came later: by that day, nobody knew of it. Vocabulary and ontology stay.

    Parameters
    ----------
    files : iterable of Parsed
        All files, those with judgements among them.
    day : datetime.date
        The last day that counts.

    Returns
    -------
    list of Parsed
        A source, or a judgement, that has no date that can be read is left out: nobody can tell whether it was
        known. `without_date` finds such sources.

    Examples
    --------
    >>> import datetime, kg
    >>> from kg.build.snapshots import parse_project
    >>> files = parse_project(kg.open().project).parsed
    >>> names = {f.file.path.stem for f in known_by(files, datetime.date(2023, 12, 31))}
    >>> "breaking-latest-2023-11-21" in names, "kun-uz-2024-11-16" in names
    (True, False)
    """
    return list(_known_by(tuple(files), day_of(day)))


@lru_cache(maxsize=2)
def _known_by(files: tuple[Parsed, ...], last: Day) -> tuple[Parsed, ...]:
    # Remembered, since one slice after the other starts from the same.
    kept = []
    for file in files:
        if file.file.role == "source" and not is_by(issued_on(file), last):
            continue
        gone: set[int] = set() if file.file.role in TIMELESS else late_judgements(file, last)
        if file.file.role == "background":
            gone |= late_background(file, last)
        kept.append(without(file, gone))
    return tuple(kept)


def holding_at(told: Sequence[Parsed], accepted: Sequence[Parsed], day: datetime.date) -> Slice:
    """Leave out what did not hold on a day, and what hangs on it.

    Parameters
    ----------
    told : sequence of Parsed
        All files.
    accepted : sequence of Parsed
        The same files in the same order, less what judgements reject. They decide what holds; what was
        rejected stays told for as long as it would have held.
    day : datetime.date

    Returns
    -------
    Slice

    Examples
    --------
    >>> import datetime, kg
    >>> from kg.build.snapshots import parse_project
    >>> files = parse_project(kg.open().project).parsed
    >>> holding_at(files, files, datetime.date(2024, 12, 1)).undated
    ('https://w3id.org/diplomatic-kg/tenure/dean-thompson-deputy-assistant-secretary',)
    """
    return _slice(told, accepted, decide(gather(tuple(told), tuple(accepted)), accepted, day_of(day)))


def course(told: Sequence[Parsed], accepted: Sequence[Parsed]) -> Iterator[tuple[datetime.date, Slice]]:
    """Yield what held in the course of time: each state, with the first day on which it was so.

    Parameters
    ----------
    told, accepted : sequence of Parsed
        As `holding_at` takes them.

    Yields
    ------
    (datetime.date, Slice)
        In the order of time, the first from the first day that there is; a day between two has the state of the
        earlier one.

    Examples
    --------
    >>> import datetime, kg
    >>> from kg.build.snapshots import parse_project
    >>> files = parse_project(kg.open().project).parsed
    >>> next(course(files, files))[0]
    datetime.date(1, 1, 1)
    """
    everything = gather(tuple(told), tuple(accepted))
    before: object = None
    for day in turning_days(told):
        decided = decide(everything, accepted, day_of(day))
        counts = (
            decided.accounts, decided.plans, decided.nodes, decided.happened, decided.begun, decided.seen,
            decided.undated, [n for n in range(len(accepted)) if decided.told_by(n)],
        )  # fmt: skip
        if counts != before:
            before = counts
            yield day, _slice(told, accepted, decided)


def turning_days(files: Iterable[Parsed]) -> list[datetime.date]:
    """List the days on which something may begin or end: each that a file names, the day after it, and the first."""
    named = {
        day
        for file in files
        if file.file.role not in TIMELESS
        for triple in file.triples
        if isinstance(triple[2], ox.Literal) and triple[2].datatype.value not in NUMBERS
        for end in (0, 1)
        for day in read_days((triple[2],), end)
    }
    found = {datetime.date.min}
    for day in named:
        # A month ends on the 31st here, which need not be a date; the first of the next one is.
        year, month, number = day
        if 1 <= year < 9999 and 1 <= month <= 12 and 1 <= number <= 31:
            date = datetime.date(year, month, 1) + datetime.timedelta(days=number - 1)
            found |= {date, date + datetime.timedelta(days=1)}
    return sorted(found)


def _slice(told: Sequence[Parsed], accepted: Sequence[Parsed], decided: Decided) -> Slice:
    """Cut files to what counts."""
    rejected = decided.told.rejected
    evidence = evidence_of(tuple(told))
    found = find_references(accepted, rejected, decided)
    cuts = [cut(one, number, evidence[number], decided) for number, one in enumerate(found)]
    lost = [one.told for one in cuts]
    for number, rows in enumerate(rejected):
        if more := lost_of_rejected(rows, number, decided):
            lost[number] = lost[number] | more | annotations_of(evidence[number].annotations, more)
    unused = [idle(one, lost) for one in evidence]
    return Slice(
        tuple(without(file, lost[n] | unused[n]) for n, file in enumerate(told)),
        tuple(without(file, cuts[n].accepted | lost[n] | unused[n]) for n, file in enumerate(accepted)),
        tuple(sorted(node.value for node in decided.undated)),
    )


def without_date(files: Iterable[Parsed], prefixes: Mapping[str, str]) -> list[Finding]:
    """Find sources of which nobody can tell when they were published, so that the clocks leave them out.

    Parameters
    ----------
    files : iterable of Parsed
    prefixes : mapping of str to str
        For writing the names of the sources.
    """
    return [
        Finding(
            "source-without-date",
            f"{terms.compact(file.iri.value, prefixes)} has no date of issue that can be read: no one can tell what "
            "was known from it by a day, so what depends on that is left out",
            "warning",
            source=file.iri.value,
            path=file.file.name,
            line=line_of(file.text, file.iri.value, prefixes),
            remedy='give it dcterms:issued, as "2024-11-16"^^xsd:date',
        )
        for file in files
        if file.file.role == "source" and issued_on(file) is None
    ]


__all__ = ["Slice", "course", "holding_at", "known_by", "turning_days", "without_date"]
