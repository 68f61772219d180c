"""A snapshot → RDF files, an rdflib Dataset, GraphML. The same snapshot gives the same bytes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UnknownNameError, UsageError
from kg.store import ACCEPTED, INFERRED, Snapshot

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
#: The format that the ending of a file's name stands for.
ENDINGS = {
    ".trig": "trig", ".nq": "nquads", ".ttl": "turtle", ".nt": "ntriples", ".jsonld": "jsonld", ".rdf": "rdfxml",
    ".graphml": "graphml",
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
        the accepted and inferred triples as one graph; ``graphml`` for the view of entities.

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
    if style == "graphml":
        return _graphml(snapshot)
    if style not in FORMATS:
        raise UnknownNameError("format", style, (*FORMATS, "graphml"), f"there are: {', '.join((*FORMATS, 'graphml'))}")
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


def _graphml(snapshot: Snapshot) -> bytes:
    import io

    import networkx

    from kg.views import view

    graph = view(snapshot, "entities")
    plain = networkx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        plain.add_node(node, **{key: value for key, value in data.items() if isinstance(value, (str, bool))})
    # The key becomes the edge's id, which GraphML wants to be unique in the document.
    for number, (start, end, data) in enumerate(graph.edges(data=True)):
        values = {name: value for name, value in data.items() if isinstance(value, (str, bool))}
        plain.add_edge(start, end, key=f"e{number}", **values, sources=" ".join(data["sources"]))
    stream = io.BytesIO()
    networkx.write_graphml(plain, stream)
    return stream.getvalue()
