"""Whether judgements can change the answer to a query, found without answering it again."""

from __future__ import annotations

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED
from kg.sparql.seen.seen import EVERYTHING, seen_by, sees
from kg.sparql.tokens import named_iris, tokens
from kg.store.snapshot import Snapshot


def is_unaffected(snapshot: Snapshot, text: str) -> bool:
    """Return whether a query certainly has the same answer without judgements.

    It does if it sees none of the statements in which the graph without judgements differs; see
    `kg.sparql.seen.seen.seen_by`. These are statements of the accepted and of the inferred graph. ``GRAPH ?g`` means
    neither, unless the query names one of the two (`kg.sparql.run.run`).

    Parameters
    ----------
    snapshot : Snapshot
    text : str
        SPARQL that the engine accepts, with the values of its parameters.

    Returns
    -------
    bool
        False if the answer may be another one.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> is_unaffected(snapshot, "SELECT ?c { ?c kg:alpha2 'UZ' }")
    True
    >>> is_unaffected(snapshot, "SELECT ?f { country:UZ kg:participatesIn ?f }")
    False
    """
    prefixes = snapshot.manifest.prefixes
    patterns = seen_by(text, prefixes)
    if patterns == EVERYTHING:
        return not _changed(snapshot)
    words = [token for token in tokens(text) if token.kind != "comment"]
    if {terms.ACCEPTED, terms.INFERRED}.isdisjoint(iri for _, iri in named_iris(words, prefixes)):
        patterns = tuple(pattern for pattern in patterns if pattern.graphs is not None)
    return not sees(patterns, _changed(snapshot))


def _changed(snapshot: Snapshot) -> list[ox.Quad]:
    """Return the statements in which the graph without judgements differs, in each of the two graphs."""

    def read() -> list[ox.Quad]:
        manifest = snapshot.manifest
        lines = "".join(f"{line} .\n" for line in (*manifest.left_out, *manifest.added, *manifest.changed))
        found = [*ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)]
        return [ox.Quad(q.subject, q.predicate, q.object, graph) for q in found for graph in (ACCEPTED, INFERRED)]

    quads: list[ox.Quad] = snapshot.keep("changed by judgements", read)
    return quads
