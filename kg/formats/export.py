"""A snapshot → files for other tools, an rdflib Dataset. The same snapshot gives the same bytes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UnknownNameError, UsageError
from kg.rdf.model import ACCEPTED, INFERRED
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    import rdflib

FORMATS = {
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
#: Formats that say it in other words, each made by a module of its own, and what each is.
OTHERS = {
    "schema.org": "events as JSON-LD in terms of schema.org",
    "nanopub": "what each source says of each thing as nanopublications, in TriG",
    "prov": "where everything comes from, in terms of PROV-O, as Turtle",
    "graphml": "the view of entities for Gephi, Cytoscape and the like",
    "gexf": "the same with times, for Gephi's timeline",
    "country-year": "panel data as CSV, a row for each country and year",
    "dyad-year": "panel data as CSV, a row for each pair of countries and year",
}
#: The format that the ending of a file's name stands for.
ENDINGS = {
    ".trig": "trig", ".nq": "nquads", ".ttl": "turtle", ".nt": "ntriples", ".jsonld": "jsonld", ".rdf": "rdfxml",
    ".graphml": "graphml", ".gexf": "gexf",
}  # fmt: skip
#: Formats that hold one graph: accepted + inferred goes into it.
_ONE_GRAPH = ("turtle", "ntriples", "rdfxml")


def export(snapshot: Snapshot, style: str) -> bytes:
    """Write a graph in a format.

    Parameters
    ----------
    snapshot : Snapshot
    style : str
        ``trig``, ``nquads`` or ``jsonld`` for all named graphs; ``turtle``, ``ntriples`` or ``rdfxml`` for
        the accepted and inferred triples as one graph; or one of `OTHERS`.

    Returns
    -------
    bytes
        The same for the same snapshot: sorted, blank nodes named by their content.

    Raises
    ------
    UnknownNameError
        For a format that is none of these.

    Examples
    --------
    >>> import kg
    >>> export(kg.open().snapshot, "turtle")[:7]
    b'@prefix'
    """
    if style in OTHERS:
        return _other(snapshot, style)
    if style not in FORMATS:
        known = (*FORMATS, *OTHERS)
        raise UnknownNameError("format", style, known, f"there are: {', '.join(known)}")
    dataset = ox.Dataset(_quads(snapshot, one_graph=style in _ONE_GRAPH))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    quads = sorted(
        dataset, key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object))
    )
    written = ox.serialize(quads, format=FORMATS[style], prefixes=dict(snapshot.manifest.prefixes))
    return written or b""


def format_of(name: str) -> str:
    """Return the format that the ending of a file's name stands for.

    Raises
    ------
    UsageError
        Where it stands for none; says which do.

    Examples
    --------
    >>> format_of("graph.ttl"), format_of("graph.NQ")
    ('turtle', 'nquads')
    """
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(f"{ending} ({style})" for ending, style in ENDINGS.items())
        raise UsageError(f"{name}: the name does not end as a format does; give -f FORMAT, or one of {known}")
    return ENDINGS[ending]


def to_rdflib(snapshot: Snapshot) -> rdflib.Dataset:
    """Copy a snapshot into an rdflib Dataset, one named graph for each source, accepted and inferred."""
    import rdflib

    dataset = rdflib.Dataset(default_union=False)
    for prefix, namespace in snapshot.manifest.prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    with warnings.catch_warnings():
        # rdflib's own reader uses what rdflib deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset.parse(data=(snapshot.store.dump(format=ox.RdfFormat.N_QUADS) or b"").decode(), format="nquads")
    return dataset


def _quads(snapshot: Snapshot, *, one_graph: bool) -> Iterator[ox.Quad]:
    if not one_graph:
        yield from snapshot.store
        return
    for graph in (ACCEPTED, INFERRED):
        for quad in snapshot.store.quads_for_pattern(None, None, None, graph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def _other(snapshot: Snapshot, style: str) -> bytes:
    from kg.formats import nanopub, networks, panel, prov, schema_org

    made = {
        "schema.org": schema_org.schema_org, "nanopub": nanopub.nanopublications, "prov": prov.prov,
        "graphml": networks.graphml, "gexf": networks.gexf,
        "country-year": panel.country_year, "dyad-year": panel.dyad_year,
    }  # fmt: skip
    return made[style](snapshot)
