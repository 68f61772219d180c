"""Graphs and datasets of rdflib, encoded."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import UsageError
from kg.rdf import terms
from kg.reason.readers.encoded import BATCH, Columns, Encoded

if TYPE_CHECKING:
    import rdflib


def from_rdflib(graph: rdflib.Graph) -> Encoded:
    """Encode an rdflib graph, or dataset with its named graphs.

    Parameters
    ----------
    graph : rdflib.Graph or rdflib.Dataset

    Returns
    -------
    Encoded

    Examples
    --------
    >>> import rdflib
    >>> graph = rdflib.Graph().parse(data="<urn:a> <urn:p> 'x'@en .", format="turtle")
    >>> from_rdflib(graph).dictionary.texts
    ['<urn:a>', '<urn:p>', '"x"@en']
    """
    import rdflib

    text = lru_cache(maxsize=1 << 16)(text_of_rdflib)
    columns = Columns()
    if isinstance(graph, rdflib.Dataset):
        quads = graph.quads((None, None, None, None))
        rows = ([text(s), text(p), text(o), text(g) if _is_named(g) else ""] for s, p, o, g in quads)
    else:
        rows = ([text(s), text(p), text(o)] for s, p, o in graph)
    while batch := list(islice(rows, BATCH)):
        with columns.refusing():
            columns.add(batch)
    with columns.refusing():
        return columns.done()


def _is_named(graph: Any) -> bool:
    return graph is not None and str(graph) != "urn:x-rdflib:default"


def text_of_rdflib(node: Any) -> str:
    """Write an rdflib node as N-Triples does.

    Examples
    --------
    >>> import rdflib
    >>> text_of_rdflib(rdflib.Literal(3))
    '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if isinstance(node, rdflib.BNode):
        return f"_:{node}"
    if isinstance(node, rdflib.Literal):
        if node.language:
            return str(ox.Literal(str(node), language=node.language))
        return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or f"{terms.XSD}string"))))
    raise UsageError(f"{node!r} is not a term of RDF")
