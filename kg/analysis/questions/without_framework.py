# title: What disappears without a given framework
# question: 19
# description: Removes a framework with its parts, its memberships, its sessions, and what was promised, stated or
#   changed there; reruns inference; and lists what is lost: parts, sessions and commitments, including plans to meet;
#   countries that nothing links any more, officials who met only there, and other frameworks that a country was
#   linked to only through this one.
# parameter framework: kg:Framework = framework:us-uz-spd; the framework to remove
"""What a graph loses without a framework: inference is rerun on the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.analysis.request import Request
from kg.analysis.views.rows import edge_rows
from kg.rdf.model import ACCEPTED, INFERRED, Term, plain
from kg.reason import materialise
from kg.sparql.library import read_query
from kg.sparql.results import Result
from kg.store.snapshot import Snapshot


def answer(request: Request) -> Result:
    """List what depends on the framework, and the pairs that nothing else links."""
    whole, snapshot = request.value("framework"), request.snapshot
    query = read_query(Path(__file__).with_suffix(".rq"))
    dependent = [(row["thing"], row["kind"], row["framework"].value) for row in snapshot.select(query.text)]
    parts = (thing.value for thing, kind, of in dependent if kind and kind.value == "part" and of == whole)
    frameworks = {whole, *parts}
    dependent = [(thing, kind, of) for thing, kind, of in dependent if of in frameworks]
    gone = {*map(ox.NamedNode, frameworks), *(thing for thing, _, _ in dependent)}
    rest = _without(snapshot, gone)
    rows: set[tuple[Any, ...]] = {(kind, thing, None) for thing, kind, _ in dependent if kind}
    for lost, view in (
        ("link between countries", "countries"), ("meeting of officials", "meetings"),
        ("link to a framework", "affiliations"),
    ):  # fmt: skip
        pairs = _pairs(snapshot, view) - _pairs(rest, view)
        rows |= {(ox.Literal(lost), *pair) for pair in pairs if gone.isdisjoint(pair)}
    return request.table("lost one other", sorted(rows, key=str))


def _without(snapshot: Snapshot, gone: set[Any]) -> Snapshot:
    """Return the graph without some things: no accepted triple names them, and inference is rerun."""
    kept = {
        (s, p, o)
        for s, p, o in map(plain, snapshot.store.quads_for_pattern(None, None, None, ACCEPTED))
        if s not in gone and o not in gone
    }
    store = ox.Store()
    store.bulk_extend(ox.Quad(s, p, o, ACCEPTED) for s, p, o in kept)
    store.bulk_extend(ox.Quad(s, p, o, INFERRED) for s, p, o in materialise(kept).triples)
    return Snapshot(snapshot.manifest, store, Path())


def _pairs(snapshot: Snapshot, view: str) -> set[tuple[Term | None, Term | None]]:
    return {(row["from"], row["to"]) for row in edge_rows(snapshot, view)}
