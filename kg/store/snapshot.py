"""A built graph, held in memory by pyoxigraph while it is used.

On disk it is a folder with ``dataset.nq`` and ``manifest.json``, named by a hash of all that went into it (see
`kg.store.builds`). What has been opened is in memory, so the folder may be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Term, Triple
from kg.store.labels import Names, ends_of, name_in, read_labels
from kg.store.manifest import GraphInfo, Manifest


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A built graph in memory.

    Parameters
    ----------
    manifest : Manifest
    store : pyoxigraph.Store
        A named graph for each source, the accepted and the inferred graph. Not to be written to.
    folder : pathlib.Path
        Where it was read from.
    """

    manifest: Manifest
    store: ox.Store
    folder: Path

    def query(self, text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run SPARQL over the snapshot; its default graph is accepted + inferred.

        Raises
        ------
        SyntaxError
            As the engine raises it; `kg.sparql.run.run` makes a clear error of it.
        """
        return self.store.query(text, default_graph=[ACCEPTED, INFERRED], prefixes=dict(self.manifest.prefixes))

    def select(self, text: str) -> Iterator[ox.QuerySolution]:
        """Run a SELECT query of kg's own."""
        result = self.query(text)
        assert isinstance(result, ox.QuerySolutions)
        return iter(result)

    def is_accepted(self, triple: Triple) -> bool:
        """Tell whether an accepted source asserts a triple."""
        s, p, o = triple
        return ox.Quad(s, p, o, ACCEPTED) in self.store

    def is_inferred(self, triple: Triple) -> bool:
        """Tell whether a triple follows from others and no accepted source asserts it."""
        s, p, o = triple
        return ox.Quad(s, p, o, INFERRED) in self.store

    def asserted_in(self, triple: Triple) -> list[str]:
        """List the IRIs of the sources that assert a triple, also where a judgement rejects it."""
        graphs = {
            quad.graph_name.value
            for quad in self.store.quads_for_pattern(*triple)
            if isinstance(quad.graph_name, ox.NamedNode)
        }
        return sorted(graphs - {terms.ACCEPTED, terms.INFERRED})

    @cached_property
    def labels(self) -> Mapping[str, Names]:
        """Labels by IRI and language tag; the ontology's terms among them."""
        return read_labels(self.store)

    def label(self, iri: str, language: str = "en") -> str:
        """Return the label of an IRI; of a relation without one, the labels of its two ends; else its CURIE.

        Examples
        --------
        >>> import kg
        >>> kg.open().snapshot.label("https://w3id.org/diplomatic-kg/country/UZ")
        'Uzbekistan'
        """
        if name := name_in(self.labels.get(iri), language):
            return name
        if ends := ends_of(self.store, ox.NamedNode(iri)):
            start, word, end = ends
            return f"{self._name_or_curie(start, language)} {word} {self._name_or_curie(end, language)}"
        return self.compact(iri)

    def _name_or_curie(self, iri: str, language: str) -> str:
        return name_in(self.labels.get(iri), language) or self.compact(iri)

    def text(self, term: Term | None) -> str:
        """Write a term for people: the label of an IRI, the value of a literal, nothing for nothing."""
        return self.label(term.value) if isinstance(term, ox.NamedNode) else "" if term is None else term.value

    def compact(self, iri: str) -> str:
        """Write an IRI as a CURIE by the prefixes of this graph."""
        return terms.compact(iri, self.manifest.prefixes)

    @cached_property
    def graph_info(self) -> Mapping[str, GraphInfo]:
        """The named graphs by IRI."""
        return {info.iri: info for info in self.manifest.graphs}
