"""Knowledge time: what was known by a day (``--known-by``)."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from kg.errors import Finding
from kg.load.parsed import Description, ParsedFile
from kg.rdf import terms
from kg.rdf.model import Term
from kg.rdf.positions import line_of
from kg.temporal.dependents import annotations_in, annotations_of, judging
from kg.temporal.exclusion import without
from kg.temporal.intervals import UNKNOWN, Day, certainly_by, date_of, day_of, first_days, possibly_by, widest
from kg.temporal.kinds import LASTING, TIMELESS, Schema, iri, iris, schema_of
from kg.temporal.source_dates import earliest_days, issued_on, latest_days
from kg.temporal.valid_time import turning_days

__all__ = ["known_by", "possibly_known", "publication_days", "without_date"]


def known_by(files: Iterable[ParsedFile], day: datetime.date) -> list[ParsedFile]:
    """Exclude what was not known by a day.

    Sources that were issued later, or possibly later, and judgements that were made later are excluded. In the
    background, statements that start later are excluded, and so are later ends, because nobody could know them on that
    day. A tenure, membership or level without any date was known when a source that was issued by then describes it,
    and on the date of its file at the latest. Vocabulary and ontology stay.

    Parameters
    ----------
    files : iterable of ParsedFile
        All files, including those with judgements.
    day : datetime.date
        The last day that counts.

    Returns
    -------
    list of ParsedFile
        Without sources and judgements that have no readable date. `without_date` finds such sources.

    Examples
    --------
    >>> import datetime, kg
    >>> from kg.load.files import load_project
    >>> files = load_project(kg.open().project).parsed
    >>> names = {f.file.path.stem for f in known_by(files, datetime.date(2023, 12, 31))}
    >>> "breaking-latest-2023-11-21" in names, "kun-uz-2024-11-16" in names
    (True, False)
    """
    return list(_known_by(tuple(files), day_of(day)))


@lru_cache(maxsize=2)
def _known_by(files: tuple[ParsedFile, ...], last: Day) -> tuple[ParsedFile, ...]:
    # Cached, because slices start from the same files.
    background = [file for file in files if file.file.role == "background"]
    issued = [file for file in files if file.file.role == "source" and certainly_by(issued_on(file), last)]
    known = {node for file in issued for node in file.descriptions}
    known |= {node for file in background for node, one in file.descriptions.items() if _is_by(_first_day(one), last)}
    schema = schema_of(files)
    kept = []
    for file in files:
        if file.file.role == "source" and not certainly_by(issued_on(file), last):
            continue
        later: set[int] = set() if file.file.role in TIMELESS else _later_judgements(file, last)
        if file.file.role == "background":
            later |= _later_background(file, last, schema, known)
        kept.append(without(file, later))
    return tuple(kept)


def _later_judgements(file: ParsedFile, last: Day) -> set[int]:
    """Collect judgements that were made after a day; a judgement without a date has the date of its file."""
    issued = issued_on(file)
    later = set()
    for node in judging(file):
        made = widest([], latest_days(file.descriptions[node], f"{terms.DCTERMS}date"))
        if not certainly_by(issued if made == UNKNOWN else made, last):
            later.add(node)
    if not later:
        return set()
    return {id(triple) for triple in file.triples if triple[0] in later or triple[2] in later}


def publication_days(files: Iterable[ParsedFile]) -> list[datetime.date]:
    """List the first day of all, and the days on which something may have become known: on no other `known_by` changes.

    Parameters
    ----------
    files : iterable of ParsedFile

    Examples
    --------
    >>> import kg
    >>> from kg.load.files import load_project
    >>> files = load_project(kg.open().project).parsed
    >>> set(publication_days(files)) < set(turning_days(files))
    True
    """
    parts = tuple(files)
    named = [issued_on(file).latest for file in parts if file.file.role not in TIMELESS]
    named += [day for file in parts if file.file.role not in TIMELESS for day in _judgement_days(file)]
    dates = {date_of(day) for day in named if day is not None}
    # Of the background each statement counts from a day of its own on.
    dates.update(turning_days(file for file in parts if file.file.role == "background"))
    return sorted({datetime.date.min} | {date for date in dates if date is not None})


def _judgement_days(file: ParsedFile) -> Iterator[Day]:
    for node in judging(file):
        yield from latest_days(file.descriptions[node], f"{terms.DCTERMS}date")


def _first_day(description: Description) -> Day | None:
    """Return the day from which on a statement of the background could be known: its start, or else its first date."""
    starts = earliest_days(description, iri("startEarliest"), iri("earliestDate"), iri("completeAsOf"))
    others = earliest_days(description, *LASTING)
    return max(starts) if starts else min(others, default=None)


def _is_by(day: Day | None, last: Day) -> bool:
    return day is not None and day <= last


def _later_background(file: ParsedFile, last: Day, schema: Schema, known: Collection[Term]) -> set[int]:
    """Collect what starts after a day, what has no date and was not known by then, and every end that came after it."""
    is_issued = certainly_by(issued_on(file), last)
    later: set[Term] = set()
    open_ended: set[Term] = set()
    for node, description in file.descriptions.items():
        first = _first_day(description)
        undated = first is None and not is_issued and node not in known
        if (first is not None and first > last) or (undated and schema.kinds_of(description) == {"interval"}):
            later.add(node)
        ends_on = earliest_days(description, iri("endEarliest")) or earliest_days(description, iri("endLatest"))
        if any(day > last for day in ends_on):
            open_ended.add(node)
    ends = iris("endEarliest", "endLatest", "endPrecision")
    found = {id(triple) for triple in file.triples if triple[0] in later or triple[2] in later}
    for node, description in file.descriptions.items():
        if node in open_ended:
            found.update(id(triple) for name in ends for triple in description.get(name, ()))
        observed = description.get(iri("observedOn"), ())
        found.update(id(triple) for triple in observed if any(day > last for day in first_days([triple[2].value])))
    return found | annotations_of(annotations_in(file), found)


def without_date(files: Iterable[ParsedFile], prefixes: Mapping[str, str]) -> list[Finding]:
    """Find sources without a date of publication, which slices by knowledge time leave out.

    Parameters
    ----------
    files : iterable of ParsedFile
    prefixes : mapping of str to str
        For writing the names of the sources.
    """
    return [
        Finding(
            "source-without-date",
            f"{terms.compact(file.iri.value, prefixes)} has no date of issue that can be read, so "
            "--known-by leaves out the source and all that depends on it",
            "warning",
            source=file.iri.value,
            path=file.file.name,
            line=line_of(file.text, file.iri.value, prefixes),
            remedy='give it dcterms:issued, as "2024-11-16"^^xsd:date or "2024-11"^^xsd:gYearMonth',
        )
        for file in files
        if file.file.role == "source" and issued_on(file) == UNKNOWN
    ]


def possibly_known(files: Iterable[ParsedFile], day: datetime.date, prefixes: Mapping[str, str]) -> list[Finding]:
    """Find sources that were possibly published by a day, but not certainly; a slice by knowledge time leaves them out.

    Parameters
    ----------
    files : iterable of ParsedFile
    day : datetime.date
    prefixes : mapping of str to str
        For writing the names of the sources.
    """
    last = day_of(day)
    return [
        Finding(
            "source-possibly-published",
            f"{terms.compact(file.iri.value, prefixes)} was issued {issued}, so it was possibly known on {last}; "
            "it is left out",
            "info",
            source=file.iri.value,
            path=file.file.name,
            line=line_of(file.text, file.iri.value, prefixes),
            remedy=f"--known-by {issued.latest} includes it",
        )
        for file in files
        if file.file.role == "source" and (issued := issued_on(file)).earliest is not None
        if possibly_by(issued, last) and not certainly_by(issued, last)
    ]
