"""Finds conflicts without a judgement, and sources that repeat one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.check.places import Places
from kg.errors import Finding, Severity
from kg.evidence.conflicts import Conflict
from kg.evidence.independence import groups
from kg.rdf import terms
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    pass


#: The checks of conflicts: severity, title and remedy of each.
CONFLICT_CHECKS: Mapping[str, tuple[Severity, str, str]] = {
    "conflict": (
        "warning",
        "Sources that contradict one another, where no judgement deals with it",
        "find out which is right and judge the others, or judge that it is open; kg conflicts shows both sides",
    ),
    "copies": (
        "info",
        "Sources on one side of a conflict that count as one, since they repeat one another or one original",
        "count them once, and look for a source that does not go back to the same text",
    ),
}


def conflict_findings(
    conflict: Conflict, known: Mapping[str, frozenset[str]], snapshot: Snapshot, places: Places
) -> Iterator[Finding]:
    """Report a conflict without a judgement, and sources of one side that count as one."""

    def finding(name: str, message: str, source: str, node: object) -> Finding:
        severity, _, remedy = CONFLICT_CHECKS[name]
        focus = node.value if isinstance(node, ox.NamedNode) else None
        place = places.find(snapshot, source, focus)
        return Finding(name, message, severity, source=source, focus=focus, remedy=remedy, **place)

    if conflict.status == "unjudged":
        # The side with the fewest independent sources comes last; it is the first to examine.
        last = conflict.sides[-1].claims[0]
        sides = "; ".join(f"{conflict.answer_text(side)} by {side.names}" for side in conflict.sides)
        yield finding("conflict", f"{conflict.name}: {sides}", last.source, last.node)
    for side in conflict.sides:
        for copies in groups(side.sources, known):
            last = next(claim for claim in reversed(side.claims) if claim.source in copies)
            names = " and ".join(map(terms.local_name, copies))
            message = f"{conflict.name}, {conflict.answer_text(side)}: {names} count as one source"
            yield finding("copies", message, last.source, last.node)
