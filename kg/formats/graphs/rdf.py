"""The graph as RDF, in the syntaxes of the W3C."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pyoxigraph as ox

from kg.formats.format import GraphFormat
from kg.rdf.canonical import with_canonical_names
from kg.rdf.model import ACCEPTED, INFERRED
from kg.store.snapshot import Snapshot


def _write(snapshot: Snapshot, *, syntax: ox.RdfFormat) -> bytes:
    """Sort the quads and name blank nodes by their content, so that the same graph gives the same bytes."""
    quads = with_canonical_names(_quads(snapshot, one_graph=not syntax.supports_datasets))
    return ox.serialize(quads, format=syntax, prefixes=dict(snapshot.manifest.prefixes)) or b""


def _quads(snapshot: Snapshot, *, one_graph: bool) -> Iterator[ox.Quad]:
    if not one_graph:
        yield from snapshot.store
        return
    for graph in (ACCEPTED, INFERRED):
        for quad in snapshot.store.quads_for_pattern(None, None, None, graph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _format(name: str, title: str, ending: str, syntax: ox.RdfFormat) -> GraphFormat:
    holds = "every named graph" if syntax.supports_datasets else "the accepted and inferred statements as one graph"
    use = "any RDF store" if syntax.supports_datasets else "tools that read one graph"
    return GraphFormat(name, f"{title}: {holds}", partial(_write, syntax=syntax), (ending,), use)


FORMATS = (
    _format("trig", "TriG", ".trig", ox.RdfFormat.TRIG),
    _format("nquads", "N-Quads", ".nq", ox.RdfFormat.N_QUADS),
    _format("jsonld", "JSON-LD", ".jsonld", ox.RdfFormat.JSON_LD),
    _format("turtle", "Turtle", ".ttl", ox.RdfFormat.TURTLE),
    _format("ntriples", "N-Triples", ".nt", ox.RdfFormat.N_TRIPLES),
    _format("rdfxml", "RDF/XML", ".rdf", ox.RdfFormat.RDF_XML),
)
