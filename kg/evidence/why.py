"""Explains a triple: its proof, and the passages at the leaves of the proof."""

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
from kg.temporal.intervals import uncertain_day
from kg.temporal.kinds import DATES

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
    """Explain a triple: by its proof if it is inferred, by its sources if it is asserted.

    Parameters
    ----------
    snapshot : Snapshot
    subject, predicate, obj : str or pyoxigraph term
        User input: CURIEs, IRIs, names, ``a`` for rdf:type.
    limit : int
        The maximum number of proofs to search for.
    texts : kg.evidence.texts.Texts, optional
        The available texts, to quote from.
    contested : mapping of triple to tuple of str, optional
        Notes on contested statements, shown where the proof uses them.

    Returns
    -------
    Explanation
        Its ``holds`` is False if the triple is neither asserted nor inferred.

    Raises
    ------
    UnknownNameError
        If one of them names nothing.
    UsageError
        If a literal is in the wrong place, or the limit is below one.
    """
    if limit < 1:
        raise UsageError(f"{limit} proofs: give at least 1")
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
        # Conclusions that hold in every graph are tried last, because they take longer.
        conclusions = conclusions_of(snapshot, complete)
        proofs = conclusions.all_proofs(triple, limit) if limit > 1 else [conclusions.explain(triple)]
        if found := [proof for proof in proofs if proof is not None]:
            return explanation(*found)
        if snapshot.is_inferred(triple) or triple in conclusions:
            return explanation()
    return explanation(holds=False)


def neighbours(snapshot: Snapshot, triple: Triple) -> list[Triple]:
    """List triples that hold and are similar to one that does not: with the same two ends, or the same predicate."""
    s, p, o = triple
    between = [*_holding(snapshot, s, None, o), *([] if isinstance(o, ox.Literal) else _holding(snapshot, o, None, s))]
    return sorted({*between, *_holding(snapshot, s, p, None)}, key=str)


def combined_date(snapshot: Snapshot, triple: Triple) -> str:
    """Say which date the accepted graph has, where a source's statement of a date is combined with those of others.

    Parameters
    ----------
    snapshot : Snapshot
    triple : triple
        A statement of a source that does not hold.

    Returns
    -------
    str
        A sentence with the date and the sources of its ends; empty if it is no statement of a date, if a judgement
        rejects it, or if the accepted graph has no date instead.

    Examples
    --------
    >>> import kg
    >>> graph = kg.open()
    >>> year = graph.why("event:us-uz-spd-1", "kg:earliestDate", "2021-01-01")
    >>> combined_date(graph.snapshot, year.triple).split(", ")[0]
    'the dates of all sources together are 2021-12-13 (earliest day'
    """
    s, p, _ = triple
    ends = next((iris[:2] for iris in DATES if p.value in iris), ())
    found = [(end, held) for end, iri in enumerate(ends) for held in _holding(snapshot, s, ox.NamedNode(iri), None)]
    if not found or all(_is_rejected(snapshot, source, triple) for source in snapshot.asserted_in(triple)):
        return ""
    day = {end: held[2].value for end, held in found}
    told = [
        f"{('earliest', 'latest')[end]} day, from {', '.join(map(snapshot.label, snapshot.asserted_in(held)))}"
        for end, held in found
    ]
    return f"the dates of all sources together are {uncertain_day(day.get(0), day.get(1))} ({'; '.join(told)})"


def _is_rejected(snapshot: Snapshot, source: str, triple: Triple) -> bool:
    s, p, o = triple
    judged = (
        f"{{ ?j kg:judgedNode {s} }} UNION {{ ?j kg:judgedSubject {s} ; kg:judgedPredicate {p} ; kg:judgedObject {o} }}"
    )
    where = f"{{ ?j kg:verdict kg:Rejected ; kg:judgedSource <{source}> . {judged} }}"
    return next(snapshot.select(f"SELECT ?j {where} LIMIT 1"), None) is not None


def _predicate(snapshot: Snapshot, given: Any) -> Value:
    """Resolve a property by its name, or any IRI or CURIE."""
    if given == "a":
        return ox.NamedNode(terms.RDF_TYPE)
    if isinstance(given, ox.NamedNode) or terms.expand(str(given), snapshot.manifest.prefixes):
        return resolve(snapshot, given)
    return resolve(snapshot, given, f"{terms.OWL}ObjectProperty")


def _object(snapshot: Snapshot, s: ox.NamedNode, p: ox.NamedNode, given: Any) -> Value:
    """Resolve an object: by the text of a literal of this subject and property, otherwise as a name."""
    if not isinstance(given, (ox.NamedNode, ox.Literal)):
        # In any graph, because a source may state a value that does not hold.
        for quad in snapshot.store.quads_for_pattern(s, p, None):
            value = plain(quad)[2]
            if isinstance(value, ox.Literal) and value.value == str(given):
                return value
    return resolve(snapshot, given)


def _holding(snapshot: Snapshot, s: Subject | None, p: ox.NamedNode | None, o: Term | None) -> Iterator[Triple]:
    """Yield the triples that hold and match the pattern."""
    for graph in (ACCEPTED, INFERRED):
        yield from map(plain, snapshot.store.quads_for_pattern(s, p, o, graph))


@lru_cache(maxsize=4)
def conclusions_of(snapshot: Snapshot, complete: bool) -> Conclusions:
    """Run inference again on the accepted triples: proofs need the arrays, which a snapshot does not contain.

    Parameters
    ----------
    snapshot : Snapshot
    complete : bool
        Also conclude what holds in every graph, as `kg.reason.close` does.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> conclusions_of(snapshot, False) is conclusions_of(snapshot, False)
    True
    """
    from kg.reason import close

    # Sorted, because the order determines which of several shortest proofs is found. Blank nodes come last, because
    # their names differ each time a file is read.
    found = map(plain, snapshot.store.quads_for_pattern(None, None, None, ACCEPTED))
    triples = sorted(found, key=lambda triple: tuple(map(str, triple)))
    return close(triples, complete=complete)
