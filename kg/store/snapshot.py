"""A built graph: an immutable snapshot on disk, held in memory by pyoxigraph while it is used.

A snapshot is a folder with ``dataset.nq`` and ``manifest.json``, named by a hash of all that went into
it. It appears by one rename and never changes afterwards, so that it can be read while another process
builds, and deleted at any time: what has been opened is in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Term, Triple, plain
from kg.store.manifest import GraphInfo, Manifest

#: Relations that are nodes: from whom, by which word, to what.
_RELATIONS = (
    (ox.NamedNode(f"{terms.KG}participant"), "at", ox.NamedNode(f"{terms.KG}atEvent")),
    (ox.NamedNode(f"{terms.KG}membershipOf"), "in", ox.NamedNode(f"{terms.KG}inFramework")),
)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A built graph in memory.

    Parameters
    ----------
    manifest : Manifest
    store : pyoxigraph.Store
        The sources as told, the accepted and the inferred graph. Not to be written to.
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
        """Run a SELECT query of our own."""
        result = self.query(text)
        assert isinstance(result, ox.QuerySolutions)
        return iter(result)

    def is_accepted(self, triple: Triple) -> bool:
        """Tell whether an accepted source states a triple."""
        s, p, o = triple
        return ox.Quad(s, p, o, ACCEPTED) in self.store

    def is_inferred(self, triple: Triple) -> bool:
        """Tell whether a triple follows from others and no accepted source states it."""
        s, p, o = triple
        return ox.Quad(s, p, o, INFERRED) in self.store

    def told_in(self, triple: Triple) -> list[str]:
        """List the graphs that state a triple, as told."""
        graphs = {
            quad.graph_name.value
            for quad in self.store.quads_for_pattern(*triple)
            if isinstance(quad.graph_name, ox.NamedNode)
        }
        return sorted(graphs - {terms.ACCEPTED, terms.INFERRED})

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """Labels by IRI and language tag; the ontology's terms among them."""
        found: dict[str, dict[str, str]] = {}
        for predicate in (f"{terms.RDFS}label", f"{terms.DCTERMS}title", terms.PREF_LABEL):
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(predicate), None, ACCEPTED):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    found.setdefault(quad.subject.value, {})[quad.object.language or ""] = quad.object.value
        return found

    def label(self, iri: str, language: str = "en") -> str:
        """Return the label of an IRI in a language, in English, in any; else what it links, or its CURIE.

        Examples
        --------
        >>> import kg
        >>> kg.open().snapshot.label("https://w3id.org/diplomatic-kg/country/UZ")
        'Uzbekistan'
        """
        return self._name(iri, language) or self._linking(iri, language) or self.compact(iri)

    def _name(self, iri: str, language: str) -> str | None:
        names = self.labels.get(iri)
        return (names.get(language) or names.get("en") or names.get("") or names[min(names)]) if names else None

    def _linking(self, iri: str, language: str) -> str | None:
        """Write a relation that is a node, and has no label, by its two ends."""
        node = ox.NamedNode(iri)
        for first, word, second in _RELATIONS:
            ends = [
                min(
                    (o.value for q in self.store.quads_for_pattern(node, end, None) if (o := plain(q)[2]) != node),
                    default="",
                )
                for end in (first, second)
            ]
            if all(ends):
                start, end = (self._name(name, language) or self.compact(name) for name in ends)
                return f"{start} {word} {end}"
        return None

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
