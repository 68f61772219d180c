"""The dates that files state for things, for events and for the sources themselves."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg.load.parsed import Description, ParsedFile
from kg.rdf import terms
from kg.temporal.intervals import UNKNOWN, Day, UncertainDay, first_days, last_days, narrowest, widest

#: When files were issued, which is found once: slices start from the same files.
_issued: WeakKeyDictionary[ParsedFile, UncertainDay] = WeakKeyDictionary()


def _texts(description: Description, predicates: Iterable[str]) -> list[str]:
    return [
        row[2].value
        for predicate in predicates
        for row in description.get(predicate, ())
        if isinstance(row[2], ox.Literal)
    ]


def earliest_days(description: Description, *predicates: str) -> list[Day]:
    """List the earliest day that each value of some properties may mean."""
    return first_days(_texts(description, predicates))


def latest_days(description: Description, *predicates: str) -> list[Day]:
    """List the latest day that each value of some properties may mean."""
    return last_days(_texts(description, predicates))


def stated_day(descriptions: Iterable[Description], earliest: str, latest: str) -> UncertainDay:
    """Combine the statements of some descriptions about one date of a node, as `kg.temporal.intervals.narrowest` does.

    Parameters
    ----------
    descriptions : iterable of Description
    earliest, latest : str
        IRIs of the properties that have the two ends of the date.
    """
    rows = list(descriptions)
    return narrowest(
        [day for row in rows for day in earliest_days(row, earliest)],
        [day for row in rows for day in latest_days(row, latest)],
    )


def issued_on(file: ParsedFile) -> UncertainDay:
    """Return when a source was issued: on its date of issue, which may be a month or a year.

    It was issued by the day on which it was retrieved at the latest, so this day is the latest one if the date of issue
    is less precise or missing.
    """
    if file not in _issued:
        _issued[file] = _issued_on(file)
    return _issued[file]


def _issued_on(file: ParsedFile) -> UncertainDay:
    description = file.descriptions.get(file.iri, {})
    issued, retrieved = f"{terms.DCTERMS}issued", f"{terms.KG}retrieved"
    stated = widest(earliest_days(description, issued), latest_days(description, issued))
    read = min(latest_days(description, retrieved), default=None)
    if stated == UNKNOWN:
        return UncertainDay(None, read)
    if read is None or stated.latest is None or read >= stated.latest or (stated.earliest and read < stated.earliest):
        return stated
    return UncertainDay(stated.earliest, read)
