"""A closure as a read-only rdflib store; nodes are created when they are read."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.store import Store

from kg.errors import UsageError
from kg.reason.closures.closure import Closure
from kg.reason.readers.dictionary import term_of
from kg.reason.readers.rdflib_graphs import text_of_rdflib

if TYPE_CHECKING:
    from rdflib.graph import Graph
    from rdflib.term import Node


class ClosureStore(Store):
    """All triples of a closure, for queries with rdflib.

    Parameters
    ----------
    closure : Closure
        The result of `kg.reason.closures.closing.close_encoded`.

    Examples
    --------
    >>> import rdflib
    >>> from kg.reason.closures.closing import close_encoded
    >>> from kg.reason.readers.rdflib_graphs import from_rdflib
    >>> data = "<urn:in> a <http://www.w3.org/2002/07/owl#TransitiveProperty> . <urn:a> <urn:in> <urn:b> ."
    >>> given = rdflib.Graph().parse(data=data + "<urn:b> <urn:in> <urn:c> .", format="turtle")
    >>> graph = rdflib.Graph(store=ClosureStore(close_encoded(from_rdflib(given))))
    >>> sorted(map(str, graph.objects(rdflib.URIRef("urn:a"), rdflib.URIRef("urn:in"))))
    ['urn:b', 'urn:c']
    """

    context_aware = False
    formula_aware = False
    transaction_aware = False
    graph_aware = False

    def __init__(self, closure: Closure) -> None:
        super().__init__()
        self._closure = closure
        self._prefixes: dict[str, URIRef] = {}

    def triples(
        self, triple_pattern: tuple[Node | None, Node | None, Node | None], context: Graph | None = None
    ) -> Iterator[tuple[tuple[Node, Node, Node], Iterator[Graph | None]]]:
        """Yield the triples that match a pattern, with the graph of the query."""
        known: list[int | None] = []
        for node in triple_pattern:
            number = None if node is None else self._closure.encoded.dictionary.get(text_of_rdflib(node))
            if node is not None and number is None:
                return
            known.append(number)
        written = self._closure.encoded.dictionary.texts
        for row in self._closure.match(*known):
            s, p, o = (node_of(written[number]) for number in row)
            yield (s, p, o), iter((context,))

    def __len__(self, context: Graph | None = None) -> int:
        return len(self._closure)

    def add(self, *_: Any, **__: Any) -> None:
        """Raise an error, because a closure cannot be changed."""
        raise UsageError("a closure cannot be changed: change the triples that it was made from, and call close again")

    remove = add

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Store a prefix."""
        if override or prefix not in self._prefixes:
            self._prefixes[prefix] = namespace

    def namespace(self, prefix: str) -> URIRef | None:
        """Return the namespace of a prefix."""
        return self._prefixes.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """Return the prefix of a namespace."""
        return next((prefix for prefix, value in self._prefixes.items() if value == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """Yield the prefixes and their namespaces."""
        yield from self._prefixes.items()

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        """Yield nothing, because a closure has no named graphs."""
        del triple
        yield from ()


@lru_cache(maxsize=1 << 14)
def node_of(text: str) -> URIRef | BNode | Literal:
    """Make an rdflib node from its text in N-Triples.

    Examples
    --------
    >>> node_of('"one"@en')
    rdflib.term.Literal('one', lang='en')
    """
    term = term_of(text)
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = text[-1] == '"'
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
