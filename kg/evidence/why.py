"""A triple → its proof → the passages at its leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import UsageError
from kg.evidence.explanation import Explanation
from kg.evidence.texts import Texts
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Subject, Term, Triple, plain
from kg.reason import Proof
from kg.sparql.resolve import Value, resolve
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from kg.reason import Conclusions


def why(
    snapshot: Snapshot,
    subject: Any,
    predicate: Any,
    obj: Any,
    *,
    limit: int = 1,
    texts: Texts | None = None,
    contested: Mapping[Triple, tuple[str, ...]] | None = None,
) -> Explanation:
    """Explain a triple: the proof where it is inferred, the sources where it is asserted.

    Parameters
    ----------
    snapshot : Snapshot
    subject, predicate, obj : str or pyoxigraph term
        What people type: CURIEs, IRIs, names, ``a`` for rdf:type.
    limit : int
        How many proofs to look for.
    texts : kg.evidence.texts.Texts, optional
        The texts at hand, to quote from.
    contested : mapping of triple to tuple of str, optional
        What sources contradict one another in, to be noted where the proof rests on it.

    Returns
    -------
    Explanation
        Its ``holds`` is False where the triple neither is asserted nor follows.

    Raises
    ------
    UnknownNameError
        Where one of them names nothing.
    UsageError
        Where a literal stands in the wrong place, or the limit is below one.
    """
    if limit < 1:
        raise UsageError(f"{limit} proofs: ask for at least one")
    s = resolve(snapshot, subject)
    p = _predicate(snapshot, predicate)
    if not isinstance(s, ox.NamedNode) or not isinstance(p, ox.NamedNode):
        raise UsageError("subject and predicate must be IRIs, not literals")
    triple: Triple = (s, p, _object(snapshot, s, p, obj))
    stated = tuple(snapshot.asserted_in(triple))

    def explanation(*proofs: Proof, holds: bool = True) -> Explanation:
        first, others = (proofs[0], proofs[1:]) if proofs else (None, ())
        return Explanation(triple, first, snapshot, stated, holds, others, texts, contested or {})

    if snapshot.is_accepted(triple):
        return explanation(Proof(triple))
    for complete in (False, True):
        # What holds of every graph is looked at only where all else fails: it takes longer.
        conclusions = _conclusions(snapshot, complete)
        proofs = conclusions.all_proofs(triple, limit) if limit > 1 else [conclusions.explain(triple)]
        if found := [proof for proof in proofs if proof is not None]:
            return explanation(*found)
        if snapshot.is_inferred(triple) or triple in conclusions:
            return explanation()
    return explanation(holds=False)


def neighbours(snapshot: Snapshot, triple: Triple) -> list[Triple]:
    """List what does hold near a triple that does not: between the same two, or with the same predicate."""
    s, p, o = triple
    between = [*_holding(snapshot, s, None, o), *([] if isinstance(o, ox.Literal) else _holding(snapshot, o, None, s))]
    return sorted({*between, *_holding(snapshot, s, p, None)}, key=str)


def _predicate(snapshot: Snapshot, given: Any) -> Value:
    """Resolve a property by its name, or any IRI or CURIE."""
    if given == "a":
        return ox.NamedNode(terms.RDF_TYPE)
    if isinstance(given, ox.NamedNode) or terms.expand(str(given), snapshot.manifest.prefixes):
        return resolve(snapshot, given)
    return resolve(snapshot, given, f"{terms.OWL}ObjectProperty")


def _object(snapshot: Snapshot, s: ox.NamedNode, p: ox.NamedNode, given: Any) -> Value:
    """Resolve an object: a literal that the subject has there by its text, otherwise a name."""
    if not isinstance(given, (ox.NamedNode, ox.Literal)):
        for _, _, value in _holding(snapshot, s, p, None):
            if isinstance(value, ox.Literal) and value.value == str(given):
                return value
    return resolve(snapshot, given)


def _holding(snapshot: Snapshot, s: Subject | None, p: ox.NamedNode | None, o: Term | None) -> Iterator[Triple]:
    """Yield the triples that hold and agree with what is known of them."""
    for graph in (ACCEPTED, INFERRED):
        yield from map(plain, snapshot.store.quads_for_pattern(s, p, o, graph))


@lru_cache(maxsize=4)
def _conclusions(snapshot: Snapshot, complete: bool) -> Conclusions:
    """Reason again over what is accepted: proofs are searched for in the arrays, which no snapshot holds."""
    from kg.reason import close

    # In an order of their own: of proofs that are as short as one another, which is found first hangs on it. Blank
    # nodes, whose names are made anew each time a file is read, come last.
    found = map(plain, snapshot.store.quads_for_pattern(None, None, None, ACCEPTED))
    triples = sorted(found, key=lambda triple: tuple(map(str, triple)))
    return close(triples, complete=complete)
