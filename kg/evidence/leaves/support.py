"""Which passages belong to a statement.

A passage supports a statement only if the same source gives it for the same statement:

1. The passages of an ``owl:Axiom`` that annotates exactly this statement belong to it, and no others.
2. Otherwise the passages of its subject belong to it: what a source says of a thing, it says there. The passages of
   its object never do.
3. A passage that a source puts into another document (``kg:inSource``), or does not describe, is none of its passages.
4. A source whose statement a judgement rejects does not support it (`stating`).

In a proof, several statements may be about one thing, such as the two ends of a membership. What a source says of a
thing belongs together, so its passages on the thing as a whole (rule 2) support a statement of the proof only if no
other source states more of what the proof uses (`supporting`). A passage on exactly a statement always supports it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from typing import Literal, TypeVar

import pyoxigraph as ox

from kg.evidence.judgements.judgements import rejections
from kg.rdf import terms
from kg.rdf.model import Subject, Term, Triple
from kg.store.snapshot import Snapshot

#: What a passage supports: exactly a statement, or the node that it describes; or there is only the source.
Scope = Literal["triple", "node", "source"]
_Source = TypeVar("_Source", bound=Hashable)

_PASSAGE = ox.NamedNode(f"{terms.KG}passage")
_IN_SOURCE = ox.NamedNode(f"{terms.KG}inSource")
_ANNOTATED_TARGET = ox.NamedNode(f"{terms.OWL}annotatedTarget")
_ANNOTATED_SOURCE = ox.NamedNode(f"{terms.OWL}annotatedSource")
_ANNOTATED_PROPERTY = ox.NamedNode(f"{terms.OWL}annotatedProperty")


def stating(snapshot: Snapshot, triple: Triple) -> list[str]:
    """List the sources from which a statement is accepted: those that state it, without those that judgements reject.

    Parameters
    ----------
    snapshot : Snapshot
    triple : triple

    Returns
    -------
    list of str
        IRIs; all sources that state it if judgements reject it in each, so a rejected statement has citations, too.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> tenure = ox.NamedNode(terms.BASE + "tenure/abdulaziz-kamilov-foreign-minister-2012")
    >>> held = (tenure, ox.NamedNode(terms.KG + "heldBy"), ox.NamedNode(terms.BASE + "official/abdulaziz-kamilov"))
    >>> set(snapshot.asserted_in(held)) - set(stating(snapshot, held))
    {'https://w3id.org/diplomatic-kg/source/breaking-latest-2023-11-21'}
    """
    sources = sources_of(snapshot, triple)
    rejected = snapshot.keep("rejected", lambda: _rejected(snapshot))
    if not rejected:
        return list(sources)
    return [source for source in sources if (source, triple) not in rejected] or list(sources)


def sources_of(snapshot: Snapshot, triple: Triple) -> tuple[str, ...]:
    """Return the sources that state a statement, as `asserted_in` of the snapshot; kept, since proofs share leaves.

    Examples
    --------
    >>> import kg
    >>> nothing = ox.NamedNode("urn:nothing")
    >>> sources_of(kg.open().snapshot, (nothing, nothing, nothing))
    ()
    """
    found: tuple[str, ...] = snapshot.keep(("sources", triple), lambda: tuple(snapshot.asserted_in(triple)))
    return found


def _rejected(snapshot: Snapshot) -> frozenset[tuple[str, Triple]]:
    """Collect the statements that judgements reject, each with its source."""
    return frozenset((found.judgement.source, triple) for found in rejections(snapshot) for triple in found.statements)


def passages_for(snapshot: Snapshot, triple: Triple, graph: ox.NamedNode) -> tuple[Scope, list[Subject]]:
    """Return the passages of a source that belong to one of its statements, and what they support.

    Parameters
    ----------
    snapshot : Snapshot
    triple : triple
        A statement of the source.
    graph : pyoxigraph.NamedNode
        The source.

    Returns
    -------
    (scope, list of terms)
        Each passage once; none with the scope ``source``.

    Examples
    --------
    >>> import kg
    >>> snapshot = kg.open().snapshot
    >>> round4, source = (ox.NamedNode(terms.BASE + name) for name in ("event/us-uz-spd-4", "source/kun-uz-2024-11-16"))
    >>> party, country = ox.NamedNode(terms.KG + "hasParty"), ox.NamedNode(terms.BASE + "country/UZ")
    >>> scope, (passage,) = passages_for(snapshot, (round4, party, country), source)
    >>> scope, passage.value.rpartition("/")[2]
    ('triple', '141-181')
    """
    subject, predicate, obj = triple
    store = snapshot.store
    annotations = [
        quad.subject
        for quad in store.quads_for_pattern(None, _ANNOTATED_TARGET, obj, graph)
        if not isinstance(quad.subject, ox.Triple)
        and ox.Quad(quad.subject, _ANNOTATED_SOURCE, subject, graph) in store
        and ox.Quad(quad.subject, _ANNOTATED_PROPERTY, predicate, graph) in store
    ]
    exact = [passage for node in annotations for passage in _own_passages(snapshot, node, graph)]
    if exact:
        return "triple", list(dict.fromkeys(exact))
    whole = snapshot.keep(("passages", subject, graph), lambda: _own_passages(snapshot, subject, graph))
    return ("node", whole) if whole else ("source", [])


def _own_passages(snapshot: Snapshot, node: Subject, graph: ox.NamedNode) -> list[Subject]:
    """List the passages that a source gives for a node, and that are in this source."""
    given = snapshot.store.quads_for_pattern(node, _PASSAGE, None, graph)
    found = dict.fromkeys(quad.object for quad in given if isinstance(quad.object, (ox.NamedNode, ox.BlankNode)))
    return [passage for passage in found if _is_in(snapshot, passage, graph)]


def _is_in(snapshot: Snapshot, passage: Subject, graph: ox.NamedNode) -> bool:
    places: list[Term] = [
        quad.object
        for quad in snapshot.store.quads_for_pattern(passage, _IN_SOURCE, None, graph)
        if not isinstance(quad.object, ox.Triple)
    ]
    return places == [graph]


def supporting(stating: Mapping[Triple, Collection[_Source]]) -> dict[Triple, list[_Source]]:
    """Choose the sources whose word on a thing as a whole supports the statements of a proof about it.

    Parameters
    ----------
    stating : mapping of triple to collection of sources
        The asserted statements of a proof, and the sources that state each.

    Returns
    -------
    dict of triple to list of sources
        For each statement its sources, without those of which another source states all that they state about its
        subject, and more. At least one is left.

    Examples
    --------
    >>> of, in_, m, party, body = (ox.NamedNode(f"urn:{name}") for name in ("of", "in", "m", "party", "body"))
    >>> supporting({(m, of, party): ["one", "two"], (m, in_, body): ["two"]})[m, of, party]
    ['two']
    """
    said: dict[Subject, dict[_Source, set[Triple]]] = defaultdict(lambda: defaultdict(set))
    for triple, sources in stating.items():
        for source in sources:
            said[triple[0]][source].add(triple)
    return {
        triple: [s for s in sources if not any(said[triple[0]][s] < other for other in said[triple[0]].values())]
        for triple, sources in stating.items()
    }
