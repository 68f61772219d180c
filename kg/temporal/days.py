"""Days as sources give them: pairs of the earliest and the latest that they may mean."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox

from kg.load.documents import Account, Parsed
from kg.rdf import terms
from kg.rdf.model import Term

#: Year, month, day: compares like a date, and knows years that Python's dates do not.
Day = tuple[int, int, int]


def day_of(day: datetime.date) -> Day:
    """Write a date as a day."""
    return (day.year, day.month, day.day)


def is_by(day: Day | None, last: Day) -> bool:
    """Tell whether a day is known, and no later than another."""
    return day is not None and day <= last


@lru_cache(maxsize=4096)
def _span(text: str) -> tuple[Day, Day] | None:
    """Read the first and the last day that a date, a month or a year may mean; None where it is none of them."""
    match = re.match(r"\s*(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?(?=[TZ]|\W|$)", text, re.ASCII)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    return (year, month or 1, day or 1), (year, month or 12, day or 31)


def days_in(account: Account, *predicates: str, end: int = 0) -> list[Day]:
    """List the days that an account gives: the first that each may mean, or the last (``end`` 1)."""
    return read_days((row[2] for predicate in predicates for row in account.get(predicate, ())), end)


def read_days(dates: Iterable[Term], end: int) -> list[Day]:
    """Read the days that literals write: the first that each may mean (``end`` 0), or the last (1)."""
    spans = (_span(term.value) for term in dates if isinstance(term, ox.Literal))
    return [span[end] for span in spans if span is not None]


def window(accounts: Iterable[Account], earliest: str, latest: str) -> tuple[Day | None, Day | None]:
    """Return the earliest and the latest day that all accounts allow; where they exclude one another, that any does."""
    rows = list(accounts)
    low = [day for account in rows for day in days_in(account, earliest)]
    high = [day for account in rows for day in days_in(account, latest, end=1)]
    if low and high and max(low) > min(high):
        return min(low + high), max(low + high)
    return max(low, default=None), min(high, default=None)


def issued_on(file: Parsed) -> Day | None:
    """Return the last day on which a source may have been issued; it was, by the day it was retrieved."""
    for predicate in (f"{terms.DCTERMS}issued", f"{terms.KG}retrieved"):
        if days := days_in(file.accounts.get(file.iri, {}), predicate, end=1):
            return max(days)
    return None
