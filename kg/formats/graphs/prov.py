"""Provenance in terms of PROV-O (https://www.w3.org/TR/prov-o/).

Sources, passages, assertions and the two graphs that queries read are entities; acceptance and reasoning are the
activities that made those graphs; publishers, curators and the reasoner are agents. Things that a source describes,
such as events, are not entities here.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.formats.format import GraphFormat
from kg.formats.graphs.nanopub import assertions, nanopublication
from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, RDF_TYPE, SOURCE_CLASS, Subject, Term, Triple, plain
from kg.store.snapshot import Snapshot
from kg.temporal.intervals import read_day

_ASSERTION = ox.NamedNode("http://www.nanopub.org/nschema#hasAssertion")


def prov(snapshot: Snapshot) -> bytes:
    """Write the provenance of a graph as Turtle.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    bytes
        UTF-8, sorted. An assertion has the same IRI as in `kg.formats.graphs.nanopub`.

    Examples
    --------
    >>> import kg
    >>> b"prov:wasQuotedFrom" in prov(kg.open().snapshot)
    True
    """
    triples = sorted(set(_triples(snapshot)), key=lambda t: tuple(map(str, t)))
    prefixes = {**snapshot.manifest.prefixes, "prov": terms.PROV}
    made = (ox.Triple(*triple) for triple in triples)
    return ox.serialize(made, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""


def _triples(snapshot: Snapshot) -> Iterator[Triple]:
    for info in snapshot.manifest.graphs:
        graph = ox.NamedNode(info.iri)
        yield from _source(snapshot, graph)
        yield from _of(ACCEPTED, "wasDerivedFrom", graph)
    for claim in assertions(snapshot):
        quads = nanopublication(snapshot, claim)
        assertion = next(quad.object for quad in quads if quad.predicate == _ASSERTION)
        if isinstance(assertion, ox.NamedNode):
            yield from _entity(assertion)
            yield from _of(assertion, "hadPrimarySource", claim.source)
            yield (assertion, ox.NamedNode(f"{terms.DCTERMS}subject"), claim.node)
            for passage in claim.passages:
                yield from _of(assertion, "wasDerivedFrom", passage)
    yield from _graphs(snapshot)
    yield from _judgements(snapshot)


def _source(snapshot: Snapshot, graph: ox.NamedNode) -> Iterator[Triple]:
    documents = {plain(quad)[0] for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, SOURCE_CLASS, graph)}
    title, publisher, issued = (f"{terms.DCTERMS}{name}" for name in ("title", "publisher", "issued"))
    for document in documents:
        yield from _entity(document)
        for quad in snapshot.store.quads_for_pattern(document, None, None, graph):
            _, predicate, value = plain(quad)
            if predicate.value == title:
                yield (document, ox.NamedNode(f"{terms.RDFS}label"), value)
            elif predicate.value == publisher and isinstance(value, ox.NamedNode):
                yield from _of(document, "wasAttributedTo", value)
                yield from _agent(snapshot, value)
            elif predicate.value == issued:
                yield from _generated(document, value)
            elif predicate.value in (f"{terms.PROV}wasDerivedFrom", f"{terms.PROV}hadPrimarySource"):
                yield (document, predicate, value)
                yield from _entity(value)
    for quad in snapshot.store.quads_for_pattern(None, ox.NamedNode(f"{terms.KG}inSource"), None, graph):
        passage, _, origin = plain(quad)
        yield from _entity(passage)
        yield from _of(passage, "wasQuotedFrom", origin)
        for gist in snapshot.store.quads_for_pattern(passage, ox.NamedNode(f"{terms.KG}gist"), None, graph):
            yield (passage, ox.NamedNode(f"{terms.RDFS}label"), plain(gist)[2])


def _graphs(snapshot: Snapshot) -> Iterator[Triple]:
    base = snapshot.manifest.base
    accepting, reasoning, curators, engine = (
        ox.NamedNode(f"{base}activity/{name}") for name in ("accepting", "reasoning", "curators", "reasoner")
    )
    for graph, activity, agent, used in (
        (ACCEPTED, accepting, curators, None), (INFERRED, reasoning, engine, ACCEPTED),
    ):  # fmt: skip
        yield from _entity(graph)
        yield from _of(graph, "wasGeneratedBy", activity)
        yield from _kind(activity, "Activity")
        yield from _of(activity, "wasAssociatedWith", agent)
        yield from _kind(agent, "SoftwareAgent" if agent == engine else "Agent")
        if used is not None:
            yield from _of(graph, "wasDerivedFrom", used)
            yield from _of(activity, "used", used)
    for info in snapshot.manifest.graphs:
        yield from _of(accepting, "used", ox.NamedNode(info.iri))
    yield (engine, ox.NamedNode(f"{terms.RDFS}label"), ox.Literal(snapshot.manifest.engine))


def _judgements(snapshot: Snapshot) -> Iterator[Triple]:
    kind = ox.NamedNode(f"{terms.KG}Judgement")
    for quad in snapshot.store.quads_for_pattern(None, RDF_TYPE, kind, ACCEPTED):
        judgement = plain(quad)[0]
        yield from _entity(judgement)
        for found in snapshot.store.quads_for_pattern(judgement, None, None, ACCEPTED):
            _, predicate, value = plain(found)
            if predicate.value == f"{terms.DCTERMS}creator" and isinstance(value, ox.NamedNode):
                yield from _of(judgement, "wasAttributedTo", value)
                yield from _agent(snapshot, value)
            elif predicate.value == f"{terms.DCTERMS}date":
                yield from _generated(judgement, value)
            elif predicate.value == f"{terms.KG}judgedSource":
                yield from _of(judgement, "wasDerivedFrom", value)


def _agent(snapshot: Snapshot, agent: ox.NamedNode) -> Iterator[Triple]:
    yield from _kind(agent, "Agent")
    yield from _kind(agent, "Organization")
    yield (agent, ox.NamedNode(f"{terms.RDFS}label"), ox.Literal(snapshot.label(agent.value)))


def _entity(node: Term) -> Iterator[Triple]:
    if not isinstance(node, ox.Literal):
        yield from _kind(node, "Entity")


def _kind(node: Subject, name: str) -> Iterator[Triple]:
    yield (node, RDF_TYPE, ox.NamedNode(terms.PROV + name))


def _of(subject: Subject, name: str, value: Term) -> Iterator[Triple]:
    yield (subject, ox.NamedNode(terms.PROV + name), value)


def _generated(node: Subject, day: Term) -> Iterator[Triple]:
    """State when an entity was generated.

    A day is written as its first instant, because prov:generatedAtTime is an xsd:dateTime; a month or a year as it is
    stated, with dcterms:issued, because no instant of it is known.
    """
    found = read_day(day.value)
    if found is not None and found.precision == "day":
        stamp = ox.Literal(f"{found}T00:00:00Z", datatype=ox.NamedNode(f"{terms.XSD}dateTime"))
        yield from _of(node, "generatedAtTime", stamp)
    else:
        yield (node, ox.NamedNode(f"{terms.DCTERMS}issued"), day)


FORMATS = (
    GraphFormat(
        "prov", "PROV-O as Turtle: sources, passages, assertions, judgements and how the graphs were made", prov,
        use="provenance tools",
    ),
)  # fmt: skip
