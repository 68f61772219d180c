"""Types for subjects, terms and triples, and the terms that all rooms use."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.rdf import terms

ACCEPTED = ox.NamedNode(terms.ACCEPTED)
INFERRED = ox.NamedNode(terms.INFERRED)
RDF_TYPE = ox.NamedNode(terms.RDF_TYPE)
SOURCE_CLASS = ox.NamedNode(f"{terms.KG}Source")

Subject = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal
Triple = tuple[Subject, ox.NamedNode, Term]


def plain(triple: ox.Triple | ox.Quad) -> Triple:
    """Return subject, predicate and object, none of which is itself a triple (RDF 1.1)."""
    s, p, o = triple.subject, triple.predicate, triple.object
    if isinstance(s, ox.Triple) or isinstance(o, ox.Triple):
        raise TypeError(f"{triple}: triple terms (RDF 1.2) are not supported")
    return (s, p, o)


def in_order(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Sort quads: a store returns quads in the order of insertion, which would show in answers."""
    return sorted(quads, key=str)
