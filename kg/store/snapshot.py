"""A built graph: its manifest, and a store of pyoxigraph to read.

On disk it is a folder, named by a hash of everything that it depends on (see `kg.store.builds`). An open snapshot has
the files of its store open, so the folder may be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import ACCEPTED, INFERRED, Term, Triple
from kg.store.disk import STORE, UNJUDGED
from kg.store.labels import InOrder, Labels, Names, ends_of, name_in, names_by
from kg.store.manifest import GraphInfo, Manifest

#: The roles of files, in the order in which they introduce a thing.
_ROLES = ("ontology", "vocabulary", "background", "source", "judgements")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A built graph.

    Parameters
    ----------
    manifest : Manifest
    store : pyoxigraph.Store
        A named graph for each source, the accepted and the inferred graph. Read-only by convention.
    folder : pathlib.Path
        The folder that it was read from.
    unjudged : callable, optional
        Returns a store of the same without the judgements; None if they change nothing.
    part : str
        Which part of the folder the store is, if it is on disk.
    """

    manifest: Manifest
    store: ox.Store
    folder: Path
    unjudged: Callable[[], ox.Store] | None = None
    part: str = STORE

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
    def keep(self) -> Callable[[Hashable, Callable[[], Any]], Any]:
        """A function that returns the value of a name; what is computed from this graph once is not computed again.

        Examples
        --------
        >>> import kg
        >>> keep = kg.open().snapshot.keep
        >>> keep("sum", lambda: 1 + 1), keep("sum", lambda: 0)
        (2, 2)
        """
        known: dict[Hashable, Any] = {}

        def value(key: Hashable, compute: Callable[[], Any]) -> Any:
            if key not in known:
                known[key] = compute()
            return known[key]

        return value

    @property
    def is_judged(self) -> bool:
        """Whether judgements change this graph."""
        return self.unjudged is not None and self.manifest.unjudged is not None

    @cached_property
    def without_judgements(self) -> Snapshot:
        """The graph that there would be if no judgement rejected anything; itself if none changes it."""
        counts = self.manifest.unjudged
        if self.unjudged is None or counts is None:
            return self
        unjudged = replace(
            self.manifest, accepted=counts.accepted, inferred=counts.inferred, unjudged=None,
            left_out=(), added=(), changed=(), scope=replace(self.manifest.scope, judgements=False),
        )  # fmt: skip
        return Snapshot(unjudged, self.unjudged(), self.folder, part=UNJUDGED)

    @cached_property
    def labels(self) -> Mapping[str, Names]:
        """Labels by IRI and language tag, including those of the ontology; each is read when it is asked for."""
        return Labels(self.store, self.in_order, self.graph_info)

    def expect_labels(self, number: int) -> None:
        """Prepare to be asked for the labels of a number of things: many are read at once."""
        if isinstance(self.labels, Labels):
            self.labels.expect(number)

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
        if ends := self.keep(("ends", iri), lambda: ends_of(self.store, ox.NamedNode(iri), self.in_order)):
            start, word, end = ends
            return f"{self._name_or_curie(start, language)} {word} {self._name_or_curie(end, language)}"
        return self.compact(iri)

    @property
    def in_order(self) -> InOrder:
        """A function that sorts files as they introduce a thing: by role; sources by day of issue, then by IRI."""
        # Without a reference to this object: what keeps the function must not keep the open files of the store.
        return partial(_in_order, self.store, self.graph_info)

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


def _in_order(store: ox.Store, files: Mapping[str, GraphInfo], iris: Iterable[str]) -> list[str]:
    issued = ox.NamedNode(f"{terms.DCTERMS}issued")

    def rank(iri: str) -> tuple[int, str, str]:
        role = files[iri].role
        if role != "source":
            return (_ROLES.index(role), "", "")
        stated = store.quads_for_pattern(ox.NamedNode(iri), issued, None, ACCEPTED)
        day = max((quad.object.value for quad in stated if isinstance(quad.object, ox.Literal)), default="")
        return (_ROLES.index(role), f"{day}~", iri)

    return sorted(filter(files.__contains__, iris), key=rank)
