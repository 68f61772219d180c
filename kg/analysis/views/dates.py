"""The dates of nodes and edges as texts, as precise as they are known."""

from __future__ import annotations

from typing import Final

from kg.rdf import terms
from kg.rdf.model import Term
from kg.temporal.intervals import first_days, last_days, narrowest

#: The pairs of properties for uncertain days: of a start, an end, an event, a due date, an observation.
DATE_PAIRS = (
    ("startEarliest", "startLatest"), ("endEarliest", "endLatest"), ("earliestDate", "latestDate"),
    ("plannedEarliest", "plannedLatest"), ("dueEarliest", "dueLatest"), ("observedOn", "observedOn"),
)  # fmt: skip
#: Prefix of the time of a thing that was only observed; the day follows.
OBSERVED: Final = "as told on "
#: Prefix of the time of a thing that has only a due date; the date follows.
DUE: Final = "due "


def day_text(about: dict[str, list[Term]], earliest: str, latest: str) -> str | None:
    """Write an uncertain day: the days that all sources allow, or, if there are none, the days that any allows.

    Parameters
    ----------
    about : dict of str to list of terms
        The properties of a thing.
    earliest, latest : str
        Local names of the two properties; one of `DATE_PAIRS`.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> day_text({f"{terms.KG}latestDate": [ox.Literal("2024-11-13")]}, "earliestDate", "latestDate")
    'by 2024-11-13'
    """
    first, last = ([term.value for term in about.get(terms.KG + name, [])] for name in (earliest, latest))
    return str(narrowest(first_days(first), last_days(last))) or None


def interval_of(about: dict[str, list[Term]]) -> tuple[str | None, str | None]:
    """Return the time of a thing as texts: its interval, its date or its due date.

    If only the day of an observation or a due date is known, the text says so.

    Parameters
    ----------
    about : dict of str to list of terms
        The properties of a thing.

    Returns
    -------
    pair of str or None
        Start and end; the same text twice for a date.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> interval_of({f"{terms.KG}dueLatest": [ox.Literal("2024-11-13")]})
    ('due by 2024-11-13', 'due by 2024-11-13')
    """
    start, end, date, planned, due, seen = (day_text(about, *pair) for pair in DATE_PAIRS)
    if start or end:
        return start, end
    day = date or planned or (f"{DUE}{due}" if due else None) or (f"{OBSERVED}{seen}" if seen else None)
    return day, day


def span_text(start: str | None, end: str | None) -> str | None:
    """Write an interval in one text.

    Examples
    --------
    >>> span_text("2020", None), span_text("2020", "2021"), span_text(None, "2021"), span_text("2020", "2020")
    ('since 2020', '2020 – 2021', 'until 2021', '2020')
    """
    if start and end:
        return start if start == end else f"{start} – {end}"
    return f"since {start}" if start else f"until {end}" if end else None


def row_date(row: dict[str, Term | None], earliest: str, latest: str) -> str | None:
    """Write an uncertain day of a row from two columns; if one is missing, the other is used for both.

    Parameters
    ----------
    row : dict of str to term or None
        A row of a view.
    earliest, latest : str
        Names of the two columns.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> row_date({"start": ox.Literal("2024-11-13")}, "start", "start_latest")
    '2024-11-13'
    """
    first, last = ([term.value for term in (row.get(name),) if term] for name in (earliest, latest))
    if earliest not in row or latest not in row:
        first = last = first or last
    return str(narrowest(first_days(first), last_days(last))) or None
