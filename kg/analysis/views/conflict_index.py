"""The conflicts between sources, by the nodes and statements that they concern."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.analysis.views.citations import citation_entries
from kg.analysis.views.rows import iri_of
from kg.evidence.conflicts import Conflict, conflicts, contested, notes_on
from kg.rdf import terms
from kg.rdf.model import Triple
from kg.sparql.library import read_query
from kg.store.snapshot import Snapshot


@dataclass(frozen=True)
class ConflictIndex:
    """The conflicts between sources, and the nodes and statements that they concern.

    Parameters
    ----------
    conflicts : tuple of Conflict
    on_node : dict of str to list of int
        For each IRI, the places in ``conflicts`` of the conflicts that concern it.
    on_triple : dict of triple to list of int
        The same for each statement.
    judged : dict of str to list of dict
        For each IRI, the judgements on it: verdict, ground and date.
    notes : dict of triple to tuple of str
        For each contested statement, notes on the conflict, in words.
    """

    conflicts: tuple[Conflict, ...]
    on_node: dict[str, list[int]]
    on_triple: dict[Triple, list[int]]
    judged: dict[str, list[dict[str, str]]]
    notes: dict[Triple, tuple[str, ...]]

    def of(self, leaves: Iterable[Triple], between: Iterable[str]) -> list[int]:
        """List the conflicts that an edge depends on.

        Parameters
        ----------
        leaves : iterable of triple
            The statements that it follows from.
        between : iterable of str
            IRIs of the nodes that link its ends, such as a membership.

        Returns
        -------
        list of int
            Places in ``conflicts``.
        """
        places = {place for leaf in leaves for place in self.on_triple.get(leaf, ())}
        places |= {place for node in between for place in self.on_node.get(node, ())}
        return sorted(places)


def index_conflicts(snapshot: Snapshot, found: tuple[Conflict, ...] | None = None) -> ConflictIndex:
    """Index the conflicts of a graph.

    Parameters
    ----------
    snapshot : Snapshot
    found : tuple of Conflict, optional
        The conflicts, if they are known already.

    Examples
    --------
    >>> import kg
    >>> index = index_conflicts(kg.open().snapshot)
    >>> max(place for places in index.on_node.values() for place in places) < len(index.conflicts)
    True
    """
    notes = contested(snapshot) if found is None else notes_on(found)
    found = conflicts(snapshot) if found is None else found
    on_node: dict[str, list[int]] = {}
    on_triple: dict[Triple, list[int]] = {}
    for place, conflict in enumerate(found):
        claims = [claim for side in conflict.sides for claim in side.claims]
        about = {claim.node.value for claim in claims if isinstance(claim.node, ox.NamedNode)}
        for node in sorted(about):
            on_node.setdefault(node, []).append(place)
        for triple in {triple for claim in claims for triple in claim.triples}:
            on_triple.setdefault(triple, []).append(place)
    return ConflictIndex(found, on_node, on_triple, _judgements(snapshot), dict(notes))


def conflict_entry(conflict: Conflict) -> dict[str, Any]:
    """Return a conflict as plain values: each side with its sources, their passages, and the judgements.

    Examples
    --------
    >>> import kg
    >>> sorted(conflict_entry(kg.open().conflicts()[0]))
    ['about', 'question', 'sides', 'status']
    """
    return {
        "question": conflict.exclusive.label,
        "about": conflict.about,
        "status": conflict.status,
        "sides": [
            {
                "answer": conflict.answer_text(side),
                "independent": side.independent,
                "verdict": side.verdict or None,
                "judgements": [{"verdict": j.verdict, "ground": j.ground, "date": j.date} for j in side.judgements],
                "sources": list(side.sources),
                "passages": citation_entries(c for claim in side.claims for c in conflict.citations(claim)),
            }
            for side in conflict.sides
        ],
    }


def _judgements(snapshot: Snapshot) -> dict[str, list[dict[str, str]]]:
    """Collect the judgements on each thing, whether or not another source disagrees."""
    rows = snapshot.select(read_query(Path(__file__).with_name("judgements.rq")).text)
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        said = {key: term.value for key in ("ground", "date") if (term := row[key]) is not None}
        verdict = terms.local_name(iri_of(row["verdict"])).lower()
        found.setdefault(iri_of(row["node"]), []).append({"verdict": verdict, **said})
    return found
