"""A built graph, in memory in a store of pyoxigraph.

On disk it is a folder with ``dataset.nq`` and ``manifest.json``, named by a hash of everything that it depends on (see
`kg.store.builds`). An open snapshot is in memory, so the folder may be deleted at any time.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Term, Triple, plain
from kg.store.labels import Names, ends_of, name_in, names_by, read_labels
from kg.store.manifest import GraphInfo, Manifest


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A built graph in memory.

    Parameters
    ----------
    manifest : Manifest
    store : pyoxigraph.Store
        A named graph for each source, the accepted and the inferred graph. Read-only by convention.
    folder : pathlib.Path
        The folder that it was read from.
    """

    manifest: Manifest
    store: ox.Store
    folder: Path

    def select(self, text: str) -> Iterator[ox.QuerySolution]:
        """Run a SELECT query of kg's own; its default graph is accepted + inferred. `kg.sparql.run` runs all others."""
        result = self.store.query(text, default_graph=[ACCEPTED, INFERRED], prefixes=dict(self.manifest.prefixes))
        assert isinstance(result, ox.QuerySolutions)
        return iter(result)

    def is_accepted(self, triple: Triple) -> bool:
        """Return whether an accepted source asserts a triple."""
        s, p, o = triple
        return ox.Quad(s, p, o, ACCEPTED) in self.store

    def is_inferred(self, triple: Triple) -> bool:
        """Return whether a triple follows from others and no accepted source asserts it."""
        s, p, o = triple
        return ox.Quad(s, p, o, INFERRED) in self.store

    def asserted_in(self, triple: Triple) -> list[str]:
        """List the IRIs of the sources that assert a triple, even if a judgement rejects it."""
        graphs = {
            quad.graph_name.value
            for quad in self.store.quads_for_pattern(*triple)
            if isinstance(quad.graph_name, ox.NamedNode)
        }
        return sorted(graphs - {terms.ACCEPTED, terms.INFERRED})

    @cached_property
    def without_judgements(self) -> Snapshot:
        """The graph that there would be if no judgement rejected anything; itself if none changes it."""
        manifest = self.manifest
        if not (manifest.left_out or manifest.added):
            return self
        more, less = (set(map(plain, _read_lines(lines))) for lines in (manifest.left_out, manifest.added))
        graphs = {triple: ACCEPTED if self.asserted_in(triple) else INFERRED for triple in more}
        graphs |= dict.fromkeys(self._annotations_left_out(), ACCEPTED)
        store = ox.Store()
        store.bulk_extend(self.store)
        store.extend(ox.Quad(*triple, graph) for triple, graph in graphs.items())
        for triple, graph in itertools.product(less, (ACCEPTED, INFERRED)):
            store.remove(ox.Quad(*triple, graph))
        changed = [
            sum(found == graph for found in graphs.values())
            - sum(ox.Quad(*triple, graph) in self.store for triple in less)
            for graph in (ACCEPTED, INFERRED)
        ]
        unjudged = replace(
            manifest, accepted=manifest.accepted + changed[0], inferred=manifest.inferred + changed[1],
            left_out=(), added=(), scope=replace(manifest.scope, judgements=False),
        )  # fmt: skip
        return Snapshot(unjudged, store, self.folder)

    def _annotations_left_out(self) -> Iterator[Triple]:
        """Yield the annotations of rejected statements: their blank nodes keep them out of the manifest.

        In a graph as of a day, other annotations are not accepted either, so none is returned.
        """
        if self.manifest.scope.at is not None:
            return
        roles = ("source", "background")
        stated: list[ox.NamedNode | ox.BlankNode] = [
            ox.NamedNode(info.iri) for info in self.manifest.graphs if info.role in roles
        ]
        text = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o FILTER (isBlank(?s) || isBlank(?o)) } }"
        rows = self.store.query(text, named_graphs=stated)
        assert isinstance(rows, ox.QuerySolutions)
        for row in rows:
            triple: Triple = (row["s"], row["p"], row["o"])
            if ox.Quad(*triple, ACCEPTED) not in self.store:
                yield triple

    @cached_property
    def labels(self) -> Mapping[str, Names]:
        """Labels by IRI and language tag, including those of the ontology."""
        return read_labels(self.store, self._introducing)

    def label(self, iri: str, language: str = "en") -> str:
        """Return the label of an IRI; without one, the labels of the two ends of a relation, or else the CURIE.

        Examples
        --------
        >>> import kg
        >>> kg.open().snapshot.label("https://w3id.org/diplomatic-kg/country/UZ")
        'Uzbekistan'
        """
        if name := name_in(self.labels.get(iri), language):
            return name
        if ends := ends_of(self.store, ox.NamedNode(iri), [info.iri for info in self._introducing]):
            start, word, end = ends
            return f"{self._name_or_curie(start, language)} {word} {self._name_or_curie(end, language)}"
        return self.compact(iri)

    @cached_property
    def _introducing(self) -> Sequence[GraphInfo]:
        """The files in the order in which they introduce a thing: by role; sources by day of issue, then by IRI."""
        issued = {
            quad.subject.value: quad.object.value
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(f"{terms.DCTERMS}issued"), None, ACCEPTED)
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
        }
        order = {
            role: number for number, role in enumerate(("ontology", "vocabulary", "background", "source", "judgements"))
        }

        def rank(info: GraphInfo) -> tuple[int, str, str]:
            day = (f"{issued.get(info.iri, '')}~", info.iri) if info.role == "source" else ("", "")
            return (order[info.role], *day)

        return sorted(self.manifest.graphs, key=rank)

    def text_by(self, source: str, term: Term | None) -> str:
        """Write a term as `text` does, but with the name that a source itself gives to a thing, if it gives one.

        A source is cited with its own name for its publisher, which no other file can change.

        Examples
        --------
        >>> import kg
        >>> snapshot = kg.open().snapshot
        >>> snapshot.text_by("urn:no-source", ox.NamedNode("https://w3id.org/diplomatic-kg/country/UZ"))
        'Uzbekistan'
        """
        own = names_by(self.store, term.value, source) if isinstance(term, ox.NamedNode) else None
        return name_in(own, "en") or self.text(term)

    def _name_or_curie(self, iri: str, language: str) -> str:
        return name_in(self.labels.get(iri), language) or self.compact(iri)

    def text(self, term: Term | None) -> str:
        """Write a term for people: the label of an IRI, the value of a literal, an empty text for None."""
        if isinstance(term, ox.BlankNode):
            return str(term)
        return self.label(term.value) if isinstance(term, ox.NamedNode) else "" if term is None else term.value

    def compact(self, iri: str) -> str:
        """Write an IRI as a CURIE by the prefixes of this graph."""
        return terms.compact(iri, self.manifest.prefixes)

    @cached_property
    def graph_info(self) -> Mapping[str, GraphInfo]:
        """The named graphs by IRI."""
        return {info.iri: info for info in self.manifest.graphs}


def _read_lines(lines: Iterable[str]) -> ox.QuadParser:
    """Read statements as a manifest lists them."""
    return ox.parse("".join(f"{line} .\n" for line in lines), format=ox.RdfFormat.N_TRIPLES)
