"""Reads triples from any input, and detects the library of their terms.

Inside `kg.reason` all terms are pyoxigraph's.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from kg.errors import UsageError
from kg.rdf.model import Triple
from kg.reason.readers.dictionary import term_of
from kg.reason.readers.encoded import Encoded
from kg.reason.readers.files import read_file
from kg.reason.readers.rdflib_graphs import from_rdflib, text_of_rdflib
from kg.reason.readers.triples import from_triples

if TYPE_CHECKING:
    import rdflib

    #: The inputs of `read`.
    Source = Encoded | str | Path | rdflib.Graph | ox.Store | ox.Dataset | Iterable[Any]

Library = Literal["pyoxigraph", "rdflib"]


def read(source: Source) -> Encoded:
    """Read triples from any input.

    Parameters
    ----------
    source : path, rdflib.Graph, rdflib.Dataset, pyoxigraph.Store, pyoxigraph.Dataset, Encoded or iterable
        The path of a file of RDF; or triples and quads of pyoxigraph's or rdflib's terms, as objects or tuples.

    Returns
    -------
    Encoded
        Named graphs are kept, so that proofs can name them.

    Raises
    ------
    DataError
        If a file cannot be parsed.
    UsageError
        If a file cannot be read, or the input is not triples.

    Examples
    --------
    >>> a, p = ox.NamedNode("urn:a"), ox.NamedNode("urn:p")
    >>> len(read([ox.Quad(a, p, a), (a, p, p)]))
    2
    """
    return source_of(source)[0]


def source_of(source: Source) -> tuple[Encoded, Library]:
    """Read triples, and return the library of their terms."""
    if isinstance(source, Encoded):
        return source, "pyoxigraph"
    if isinstance(source, str | Path):
        return read_file(source), "pyoxigraph"
    if (rdflib := sys.modules.get("rdflib")) is not None and isinstance(source, rdflib.Graph):
        return from_rdflib(source), "rdflib"
    try:
        rows = iter(source)
    except TypeError:
        raise UsageError(
            f"{type(source).__name__}: give the path of a file, a graph of rdflib, a store of pyoxigraph, or triples"
        ) from None
    first = next(rows, None)
    if first is None:
        return from_triples(()), "pyoxigraph"
    try:
        library: Library = "rdflib" if any(map(_is_rdflib, first)) else "pyoxigraph"
    except TypeError:
        raise UsageError(f"{first!r} is not a triple") from None
    rows = chain((first,), rows)
    return from_triples(_read(rows) if library == "rdflib" else map(_checked, rows)), library


def triples_of(source: Source) -> tuple[tuple[Triple, ...], Library]:
    """Read triples as terms of pyoxigraph, in their order, and return the library of their terms."""
    encoded, library = source_of(source)
    columns = (column.tolist() for column in (encoded.subject, encoded.predicate, encoded.object))
    rows = dict.fromkeys(zip(*columns, strict=True))
    return tuple(tuple(map(encoded.term, row)) for row in rows), library  # type: ignore[misc]


def pyoxigraph_term(term: Any) -> Any:
    """Convert a term of either library to pyoxigraph."""
    return term_of(text_of_rdflib(term)) if _is_rdflib(term) else term


def pyoxigraph_triple(triple: Iterable[Any]) -> Any:
    """Convert a triple of either library to pyoxigraph.

    Examples
    --------
    >>> import rdflib
    >>> a = rdflib.URIRef("urn:a")
    >>> pyoxigraph_triple((a, a, rdflib.Literal("x")))[0]
    <NamedNode value=urn:a>
    """
    return tuple(_checked(tuple(map(pyoxigraph_term, triple))))[:3]


def library_of(triple: Iterable[Any]) -> Library:
    """Return the library of the terms of a triple."""
    return "rdflib" if any(map(_is_rdflib, triple)) else "pyoxigraph"


def _read(rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(term_of(text_of_rdflib(term)) for term in row)


def _checked(row: Any) -> Any:
    if isinstance(row, ox.Triple | ox.Quad):
        return row
    allowed = (ox.NamedNode, ox.BlankNode, ox.Literal)
    if not isinstance(row, tuple | list) or len(row) not in (3, 4) or not all(isinstance(t, allowed) for t in row[:3]):
        raise UsageError(f"{row!r} is not a triple: subject, predicate and object are terms of pyoxigraph or rdflib")
    return row


def _is_rdflib(term: Any) -> bool:
    return type(term).__module__.startswith("rdflib.")
