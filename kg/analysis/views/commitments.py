"""The status of commitments: due, overdue, fulfilled, and the amounts that were pledged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import pyoxigraph as ox

from kg.analysis.views.rows import iri_of
from kg.project.paths import shipped_root
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, Subject
from kg.sparql.library import read_query
from kg.sparql.results import to_text
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import Day, next_day, read_uncertain_day

_QUERY = shipped_root() / "queries" / "commitments.rq"
#: Every due date has passed by this day, so the query marks each commitment that becomes overdue at some time.
_AFTER_ALL = f'VALUES ?today {{ "9999-12-31"^^<{terms.XSD}date> }}'

_COMMITMENT = ox.NamedNode(f"{terms.KG}Commitment")
_EVENTS = tuple(ox.NamedNode(terms.KG + name) for name in ("madeAt", "plans"))
_DATES = tuple(
    ox.NamedNode(terms.KG + name)
    for name in ("earliestDate", "latestDate", "plannedEarliest", "plannedLatest", "eventStatus")
)
_ISSUED = (RDF_TYPE, ox.NamedNode(f"{terms.DCTERMS}issued"), ox.NamedNode(f"{terms.KG}retrieved"))
_PARTY, _REPORT = (ox.NamedNode(f"{terms.KG}{name}") for name in ("binds", "statusOf"))
_NAMES = (ox.NamedNode(terms.PREF_LABEL),)
_JUDGED = tuple(ox.NamedNode(terms.KG + name) for name in ("judgedNode", "judgedSubject"))


#: A row of the answer: a term, or None, by column.
_Row = dict[str, Any]


def commitment_data(snapshot: Snapshot, things: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the status of those of some things that are commitments, by their IRIs.

    Parameters
    ----------
    snapshot : Snapshot
    things : iterable of str
        IRIs. Only what the graph states near these is read, so a few take no time in a large graph.

    Returns
    -------
    dict
        For each commitment: ``status`` in words; ``due``, as precise as it is known; ``overdue``, the first day on
        which it is overdue, or None if it never is; ``fulfilled_by``, what fulfilled it; ``amount`` and ``currency``.
        Values that sources contradict are all given, separated by "or".

    Examples
    --------
    >>> import kg
    >>> iri = "https://w3id.org/diplomatic-kg/commitment/us-uz-hold-spd-1"
    >>> commitment_data(kg.open().snapshot, [iri])[iri]["status"]
    'fulfilled'
    """
    wanted = tuple(thing for thing in things if _is_commitment(snapshot, ox.NamedNode(thing)))
    found: dict[str, dict[str, Any]] = snapshot.keep(("statuses", wanted), lambda: _statuses(snapshot, wanted))
    return found


def _statuses(snapshot: Snapshot, wanted: Sequence[str]) -> dict[str, dict[str, Any]]:
    near = {iri: snapshot.keep(("near", iri), partial(_near, snapshot, ox.NamedNode(iri))) for iri in wanted}
    # Kept beside what is near each commitment, because most are the same in most states of a graph.
    known: dict[str, tuple[frozenset[ox.Quad], list[_Row]]] = snapshot.keep("rows of commitments", dict)
    new = {iri: quads for iri, quads in near.items() if iri not in known or known[iri][0] is not quads}
    known |= {iri: (quads, []) for iri, quads in new.items()}
    for row in _rows(frozenset().union(*new.values())) if new else ():
        if (iri := iri_of(row["commitment"])) in new:
            known[iri][1].append(row)
    rows = {iri: known[iri][1] for iri in wanted if known[iri][1]}

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


def _is_commitment(snapshot: Snapshot, thing: ox.NamedNode) -> bool:
    def found() -> bool:
        return any(ox.Quad(thing, RDF_TYPE, _COMMITMENT, graph) in snapshot.store for graph in (ACCEPTED, INFERRED))

    return bool(snapshot.keep(("commitment", thing), found))


def _near(snapshot: Snapshot, commitment: ox.NamedNode) -> frozenset[ox.Quad]:
    """Collect the quads that the query reads about a commitment.

    These are about the commitment, its events, its reports, the names of its parties, the judgements on it and on its
    events, and the sources that state something about it.
    """
    store = snapshot.store

    def shared(node: Subject, names: Iterable[ox.NamedNode], graph: ox.NamedNode | None = None) -> tuple[ox.Quad, ...]:
        """Look up what many commitments have in common: their events, parties and sources."""

        def quads() -> tuple[ox.Quad, ...]:
            return tuple(quad for name in names for quad in store.quads_for_pattern(node, name, None, graph))

        found: tuple[ox.Quad, ...] = snapshot.keep(("near", node, names, graph), quads)
        return found

    found = set(store.quads_for_pattern(commitment, None, None, None))
    whole = [*_subjects(store, (_REPORT, *_JUDGED), commitment)]
    for predicate, node in {(quad.predicate, quad.object) for quad in found}:
        if isinstance(node, (ox.NamedNode, ox.BlankNode)):
            if predicate in _EVENTS:
                # An event may have thousands of participants.
                found.update(shared(node, _DATES))
                whole += _subjects(store, _JUDGED, node)
            elif predicate == _PARTY:
                found.update(shared(node, _NAMES, ACCEPTED))
    for node in dict.fromkeys(whole):
        found.update(store.quads_for_pattern(node, None, None, None))
    for graph in {quad.graph_name for quad in found} - {ACCEPTED, INFERRED}:
        if isinstance(graph, ox.NamedNode):
            found.update(shared(graph, _ISSUED, graph))
    return frozenset(found)


def _subjects(store: ox.Store, predicates: Iterable[ox.NamedNode], node: ox.NamedNode | ox.BlankNode) -> list[Subject]:
    """List what refers to a thing."""
    quads = (quad for name in predicates for quad in store.quads_for_pattern(None, name, node, None))
    return [quad.subject for quad in quads if not isinstance(quad.subject, ox.Triple)]


def _rows(read: frozenset[ox.Quad]) -> list[_Row]:
    store = ox.Store()
    # Sorted, so that the order of rows does not depend on that of a set.
    store.extend(sorted(read, key=str))
    named = {quad.graph_name for quad in read if isinstance(quad.graph_name, ox.NamedNode)} - {ACCEPTED, INFERRED}
    text = read_query(_QUERY).text.replace("VALUES ?today { UNDEF }", _AFTER_ALL)
    found = store.query(text, default_graph=[ACCEPTED, INFERRED], named_graphs=[*named])
    assert isinstance(found, ox.QuerySolutions)
    columns = [variable.value for variable in found.variables]
    return [{column: solution[column] for column in columns} for solution in found]


def _shortest(due: str | None) -> str | None:
    """Write each of some uncertain days in its shortest form, such as 2025 for all days of that year."""
    return due and " or ".join(str(read_uncertain_day(part) or part) for part in due.split(" or "))


def _overdue_from(due: str | None) -> str | None:
    """Return the day after the last day on which something may be due."""
    found = [read_uncertain_day(part) for part in (due or "").split(" or ")]
    days: list[Day] = [day.latest for day in found if day is not None and day.latest is not None]
    return str(next_day(max(days))) if days else None
