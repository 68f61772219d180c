"""Terms of the caller's library: what was made with rdflib is answered with rdflib's nodes.

Inside `kg.reason` all terms are pyoxigraph's. `source_of` reads whatever holds triples; `pyoxigraph_triple` and
`writer` go back and forth.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from kg.errors import UsageError
from kg.rdf.model import Triple
from kg.reason.encode import Encoded, from_rdflib, from_triples, read_file, term_of, text_of_rdflib
from kg.reason.proofs import Proof

if TYPE_CHECKING:
    import rdflib

    #: What `read` reads.
    Source = Encoded | str | Path | rdflib.Graph | ox.Store | ox.Dataset | Iterable[Any]

Library = Literal["pyoxigraph", "rdflib"]


def read(source: Source) -> Encoded:
    """Read triples from wherever they are.

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
        A file cannot be parsed.
    UsageError
        A file cannot be read, or something else than triples was given.

    Examples
    --------
    >>> a, p = ox.NamedNode("urn:a"), ox.NamedNode("urn:p")
    >>> len(read([ox.Quad(a, p, a), (a, p, p)]))
    2
    """
    return source_of(source)[0]


def source_of(source: Source) -> tuple[Encoded, Library]:
    """Read triples, and tell whose terms they are made of."""
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
        raise UsageError(f"{first!r} is no triple") from None
    rows = chain((first,), rows)
    return from_triples(_read(rows) if library == "rdflib" else map(_checked, rows)), library


def triples_of(source: Source) -> tuple[tuple[Triple, ...], Library]:
    """Read triples as terms of pyoxigraph, in the order in which they come, and tell whose terms they were."""
    encoded, library = source_of(source)
    columns = (column.tolist() for column in (encoded.subject, encoded.predicate, encoded.object))
    rows = dict.fromkeys(zip(*columns, strict=True))
    return tuple(tuple(map(encoded.term, row)) for row in rows), library  # type: ignore[misc]


def pyoxigraph_term(term: Any) -> Any:
    """Write a term with pyoxigraph's, whichever library made it."""
    return term_of(text_of_rdflib(term)) if _is_rdflib(term) else term


def pyoxigraph_triple(triple: Iterable[Any]) -> Any:
    """Write a triple with pyoxigraph's terms, whichever library made it.

    Examples
    --------
    >>> import rdflib
    >>> a = rdflib.URIRef("urn:a")
    >>> pyoxigraph_triple((a, a, rdflib.Literal("x")))[0]
    <NamedNode value=urn:a>
    """
    return tuple(_checked(tuple(map(pyoxigraph_term, triple))))[:3]


def library_of(triple: Iterable[Any]) -> Library:
    """Tell whose terms a triple is made of."""
    return "rdflib" if any(map(_is_rdflib, triple)) else "pyoxigraph"


def writer(library: Library) -> Callable[[Any], Any]:
    """Return what writes terms, triples, proofs and all that is made of these with a library's terms.

    Examples
    --------
    >>> writer("rdflib")((ox.NamedNode("urn:a"), ox.Literal("x")))
    (rdflib.term.URIRef('urn:a'), rdflib.term.Literal('x'))
    """
    return _with_rdflib if library == "rdflib" else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _with_rdflib(value: Any) -> Any:
    from kg.reason.rdflib_store import node_of

    if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal):
        return node_of(str(value))
    if isinstance(value, Proof):
        return _proof(value)
    if isinstance(value, tuple | list | frozenset):
        return type(value)(map(_with_rdflib, value))
    if isinstance(value, Mapping):
        return {key: _with_rdflib(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        shown = {field.name: _with_rdflib(getattr(value, field.name)) for field in fields(value) if field.repr}
        return replace(value, **shown)
    return value


def _proof(proof: Proof) -> Proof:
    """Write a proof with rdflib's terms; what steps share stays shared."""
    done: dict[int, Proof] = {}
    for step in proof.bottom_up():
        premises = tuple(done[id(premise)] for premise in step.premises)
        triple, rule, graphs = map(_with_rdflib, (step.triple, step.rule, step.graphs))
        done[id(step)] = Proof(triple, rule, premises, graphs)
    return done[id(proof)]


def _read(rows: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(term_of(text_of_rdflib(term)) for term in row)


def _checked(row: Any) -> Any:
    if isinstance(row, ox.Triple | ox.Quad):
        return row
    allowed = (ox.NamedNode, ox.BlankNode, ox.Literal)
    if not isinstance(row, tuple | list) or len(row) not in (3, 4) or not all(isinstance(t, allowed) for t in row[:3]):
        raise UsageError(f"{row!r} is no triple: subject, predicate and object are terms of pyoxigraph or rdflib")
    return row


def _is_rdflib(term: Any) -> bool:
    return type(term).__module__.startswith("rdflib.")


__all__ = ["Library", "library_of", "pyoxigraph_term", "pyoxigraph_triple", "read", "source_of", "triples_of", "writer"]
