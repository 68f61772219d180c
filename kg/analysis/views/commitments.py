"""The status of commitments: due, overdue, fulfilled, and the amounts that were pledged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from kg.analysis.views.rows import iri_of
from kg.project.paths import shipped_root
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE
from kg.sparql.library import read_query
from kg.sparql.parameters import run_query
from kg.sparql.results import Result, to_text
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import Day, next_day, read_uncertain_day

_QUERY = shipped_root() / "queries" / "commitments.rq"
#: Every due date has passed by this day, so the query marks each commitment that becomes overdue at some time.
_AFTER_ALL = "9999-12-31"


def commitment_data(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """Return the status of each commitment, by its IRI.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    dict
        For each commitment: ``status`` in words; ``due``, as precise as it is known; ``overdue``, the first day on
        which it is overdue, or None if it never is; ``fulfilled_by``, what fulfilled it; ``amount`` and ``currency``.
        Values that sources contradict are all given, separated by "or".

    Examples
    --------
    >>> import kg
    >>> found = commitment_data(kg.open().snapshot)
    >>> found["https://w3id.org/diplomatic-kg/commitment/us-uz-hold-spd-1"]["status"]
    'fulfilled'
    """
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in _answer(snapshot):
        rows.setdefault(iri_of(row["commitment"]), []).append(row)

    def text(iri: str, column: str) -> str | None:
        shown = dict.fromkeys(to_text(row[column], snapshot) for row in rows[iri] if row[column] is not None)
        return " or ".join(shown) or None

    return {
        iri: {
            "status": text(iri, "status"),
            "due": _shortest(due := text(iri, "due")),
            "overdue": _overdue_from(due) if text(iri, "overdue") == "true" else None,
            "fulfilled_by": text(iri, "fulfilled_by"),
            "amount": text(iri, "amount"),
            "currency": text(iri, "currency"),
        }
        for iri in rows
    }


@dataclass(frozen=True)
class _Request:
    """The triples that the query of commitments reads; requests are equal if these are."""

    read: frozenset[ox.Quad]
    snapshot: Snapshot = field(compare=False)


def _answer(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Run the query of commitments, unless the graph states the same about them as at the last time."""
    named = {ox.NamedNode(terms.KG + name) for name in re.findall(r"\bkg:(\w+)", read_query(_QUERY).text)}
    patterns = [(term, None) for term in named] + [(RDF_TYPE, term) for term in named]
    quads = (
        quad
        for graph in (ACCEPTED, INFERRED)
        for predicate, obj in patterns
        for quad in snapshot.store.quads_for_pattern(None, predicate, obj, graph)
    )
    return _rows(_Request(frozenset(quads), snapshot))


@lru_cache(maxsize=2)
def _rows(request: _Request) -> list[dict[str, Any]]:
    # Cached, because it is the same in most states of a graph.
    answer = run_query(request.snapshot, read_query(_QUERY), {"today": _AFTER_ALL})
    assert isinstance(answer, Result)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _shortest(due: str | None) -> str | None:
    """Write each of some uncertain days in its shortest form, such as 2025 for all days of that year."""
    return due and " or ".join(str(read_uncertain_day(part) or part) for part in due.split(" or "))


def _overdue_from(due: str | None) -> str | None:
    """Return the day after the last day on which something may be due."""
    found = [read_uncertain_day(part) for part in (due or "").split(" or ")]
    days: list[Day] = [day.latest for day in found if day is not None and day.latest is not None]
    return str(next_day(max(days))) if days else None
