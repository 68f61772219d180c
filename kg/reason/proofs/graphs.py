"""Finds the named graphs that state a triple, if triples were encoded with their graphs."""

from __future__ import annotations

import numpy as np

from kg.rdf.model import Term, Triple
from kg.reason.closures.given import Given
from kg.reason.engine.arrays import Ints, pack
from kg.reason.readers.encoded import DEFAULT_GRAPH, Encoded


class Graphs:
    """The named graphs of encoded triples, indexed by predicate on first use.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> from kg.reason.readers.triples import from_triples
    >>> a, p, g = (ox.NamedNode(f"urn:{name}") for name in "apg")
    >>> encoded = from_triples([ox.Quad(a, p, a, g), ox.Quad(p, p, a)])
    >>> graphs = Graphs(encoded, Given(encoded))
    >>> graphs.of((a, p, a)), graphs.of((p, p, a))
    ((<NamedNode value=urn:g>,), ())
    """

    def __init__(self, encoded: Encoded, given: Given) -> None:
        self._encoded, self._rows = encoded, given.rows
        self._index: dict[int, tuple[Ints, Ints]] = {}

    def of(self, triple: Triple) -> tuple[Term, ...]:
        """Return the named graphs that state a triple, in the order of their names."""
        graph = self._encoded.graph
        if graph is None:
            return ()
        s, p, o = map(self._encoded.find, triple)
        if s is None or p is None or o is None:
            return ()
        if p not in self._index:
            rows = self._rows.get(p, np.empty(0, np.int64))
            pairs = pack(self._encoded.subject[rows].astype(np.int64), self._encoded.object[rows].astype(np.int64))
            order = np.argsort(pairs, kind="stable")
            self._index[p] = pairs[order], rows[order]
        pairs, rows = self._index[p]
        pair = s << 32 | o
        low, high = pairs.searchsorted(pair), pairs.searchsorted(pair + 1)
        found = {n for n in graph[rows[low:high]].tolist() if n != DEFAULT_GRAPH}
        return tuple(sorted(map(self._encoded.term, found), key=str))
