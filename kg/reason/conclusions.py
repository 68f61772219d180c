"""The conclusions from triples, in the terms of the library of the caller: the main interface of `kg.reason`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import UsageError
from kg.reason.closures.closing import close_encoded
from kg.reason.closures.closure import Closure
from kg.reason.closures.complete import CompleteClosure, close_completely
from kg.reason.closures.inconsistencies import inconsistencies
from kg.reason.handover.writer import writer
from kg.reason.inconsistency import Inconsistency
from kg.reason.proofs.alternatives import all_proofs
from kg.reason.proofs.proof import Proof, Refutation
from kg.reason.proofs.search import ProofSearch, proof_search
from kg.reason.readers.sources import Library, pyoxigraph_term, pyoxigraph_triple, source_of

if TYPE_CHECKING:
    import rdflib

    from kg.reason.entail import Entailment, Semantics
    from kg.reason.readers.sources import Source


class Conclusions:
    """Given triples and all that follow from them, with proofs on request.

    Made by `close`. Returned terms are of the library that the triples came from: rdflib for a graph of rdflib,
    pyoxigraph otherwise. Arguments may be terms of either library.

    Parameters
    ----------
    closure : Closure
        The closure as arrays.
    library : {"pyoxigraph", "rdflib"}
        The library of the returned terms.

    Examples
    --------
    >>> import rdflib
    >>> graph = rdflib.Graph().parse(
    ...     data="<urn:a> a <urn:Summit> . "
    ...     "<urn:Summit> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <urn:Event> .",
    ...     format="turtle",
    ... )
    >>> conclusions = close(graph)
    >>> (triple,) = conclusions.inferred()
    >>> triple
    (rdflib.term.URIRef('urn:a'), rdflib.term.URIRef('...type'), rdflib.term.URIRef('urn:Event'))
    >>> conclusions.explain(triple).rule.name
    'cax-sco'
    """

    def __init__(self, closure: Closure, library: Library) -> None:
        self.closure, self.library = closure, library
        self._written = writer(library)

    @property
    def _search(self) -> ProofSearch:
        return proof_search(self.closure)

    def __len__(self) -> int:
        return len(self.closure)

    def __contains__(self, triple: object) -> bool:
        if not isinstance(triple, Iterable):
            return False
        return pyoxigraph_triple(triple) in self.closure

    def __iter__(self) -> Iterator[Any]:
        return map(self._written, self.closure)

    def __repr__(self) -> str:
        return f"<Conclusions: {len(self.closure.encoded)} triples given, {len(self)} hold>"

    def inferred(self) -> Iterator[Any]:
        """Yield the inferred triples; each is created when it is read."""
        return map(self._written, self.closure.inferred())

    def match(self, subject: Any = None, predicate: Any = None, obj: Any = None) -> Iterator[Any]:
        """Yield the triples that match a pattern.

        Parameters
        ----------
        subject, predicate, obj : term, optional
            A term that is left out matches anything.
        """
        encoded = self.closure.encoded
        numbers = []
        for term in (subject, predicate, obj):
            number = None if term is None else encoded.find(pyoxigraph_term(term))
            if term is not None and number is None:
                return
            numbers.append(number)
        for row in self.closure.match(*numbers):
            yield self._written(tuple(map(encoded.term, row)))

    def changed(
        self, add: Iterable[Any] = (), remove: Iterable[Any] = (), remove_graphs: Iterable[Any] = ()
    ) -> Conclusions:
        """Return the conclusions after adding and removing triples, without a new run.

        Parameters
        ----------
        add, remove : iterable of triples or quads, optional
            Terms of either library. A triple is removed from all graphs, a quad from one.
        remove_graphs : iterable of IRIs, optional
            Names of graphs to remove; a triple that another graph also states remains.

        Raises
        ------
        UsageError
            For conclusions with ``complete=True``, which cannot be changed: call `close` with the other triples.
        """
        from kg.reason.closures.change import changed

        if isinstance(self.closure, CompleteClosure):
            raise UsageError(
                "conclusions with complete=True cannot be changed: call close with the other triples instead"
            )
        more, less = ([tuple(map(pyoxigraph_term, row)) for row in rows] for rows in (add, remove))
        closure = changed(self.closure, more, less, map(pyoxigraph_term, remove_graphs))
        return Conclusions(closure, self.library)

    def lines(self) -> Iterator[str]:
        """Yield the inferred triples as lines of N-Triples."""
        return self.closure.lines()

    def into(self, target: ox.Store | rdflib.Graph, graph: Any = None) -> None:
        """Write the inferred triples into a store of pyoxigraph, or a graph or dataset of rdflib.

        Parameters
        ----------
        target : pyoxigraph.Store, rdflib.Graph or rdflib.Dataset
        graph : IRI, optional
            Name of the graph to write into, as a term of either library; default: the default graph.

        Raises
        ------
        UsageError
            For another target, or for the name of a graph if the target has only one graph.
        """
        name = None if graph is None else pyoxigraph_term(graph)
        if isinstance(target, ox.Store):
            self.closure.into(target, name)
            return
        import rdflib

        if not isinstance(target, rdflib.Graph):
            raise UsageError(f"{type(target).__name__}: give a store of pyoxigraph or a graph of rdflib")
        if name is not None:
            if not isinstance(target, rdflib.Dataset):
                raise UsageError("a graph of rdflib contains no named graphs: give a Dataset, or leave out the name")
            target = target.graph(rdflib.URIRef(name.value))
        elif isinstance(target, rdflib.Dataset):
            target = target.default_graph
        into, nodes = target, writer("rdflib")
        for triple in self.closure.inferred():
            into.add(nodes(triple))

    def to_rdflib(self) -> rdflib.Graph:
        """Return a read-only rdflib graph over the arrays; nodes are created when they are read."""
        import rdflib

        from kg.reason.handover.rdflib_store import ClosureStore

        return rdflib.Graph(store=ClosureStore(self.closure))

    def explain(self, triple: Any) -> Proof | None:
        """Find a proof of a triple.

        Parameters
        ----------
        triple : (subject, predicate, object)

        Returns
        -------
        Proof or None
            The shortest that was found, its leaves with the named graphs that state them; None if the triple
            does not hold.
        """
        proof = self._search.prove(pyoxigraph_triple(triple))
        return None if proof is None else self._written(proof)

    def all_proofs(self, triple: Any, limit: int = 10) -> list[Proof]:
        """List different proofs of a triple, those with the fewest steps first.

        Parameters
        ----------
        triple : (subject, predicate, object)
        limit : int
            The maximum number of proofs.
        """
        return [self._written(proof) for proof in all_proofs(self.closure, pyoxigraph_triple(triple), limit)]

    def graphs(self, triple: Any) -> tuple[Any, ...]:
        """Return the named graphs that state a triple; empty if only the default graph or no graph does."""
        found: tuple[Any, ...] = self._written(self._search.builder.graphs(pyoxigraph_triple(triple)))
        return found

    def inconsistencies(self) -> Iterator[Inconsistency]:
        """Yield the inconsistencies: the rule, its axioms and the statements that contradict each other."""
        return map(self._written, inconsistencies(self.closure))

    def refutations(self) -> Iterator[Refutation]:
        """Yield the inconsistencies, with proofs of the statements that contradict each other."""
        return (self._written(self._search.refute(found)) for found in inconsistencies(self.closure))

    def entails(self, goal: Any, semantics: Semantics = "RDF-based") -> Entailment:
        """Return whether a goal follows: statements, or axioms that are not among the inferred triples.

        Parameters
        ----------
        goal : iterable of triples, or anything else that `close` reads
        semantics : {"RDF-based", "direct"}, optional
            In the direct semantics, annotations mean nothing.

        Returns
        -------
        Entailment
            True, false, or unknown if the rules of OWL 2 RL cannot decide it.
        """
        from kg.reason.entail import entails

        return entails(self.closure.given, goal, semantics)


def close(source: Source, *, complete: bool = False) -> Conclusions:
    r"""Draw every conclusion of OWL 2 RL from some triples.

    Parameters
    ----------
    source : path, rdflib.Graph, rdflib.Dataset, pyoxigraph.Store, pyoxigraph.Dataset, Encoded or iterable
        Schema and data together: the path of a file of RDF; or triples and quads of pyoxigraph's or rdflib's
        terms, as objects or tuples. Named graphs are read as one graph; the leaves of proofs name them.
    complete : bool
        Also conclude what holds in every graph: that everything is the same as itself, every class is a subclass of
        ``owl:Thing`` and every thing an instance, and the axioms about the terms of OWL. The page of
        the rules lists them.

    Returns
    -------
    Conclusions

    Raises
    ------
    DataError
        If a file cannot be parsed.
    UsageError
        If a file cannot be read, or the input is not triples.

    Examples
    --------
    >>> from pyoxigraph import NamedNode as N
    >>> from kg.rdf import terms
    >>> type_, below = N(terms.RDF_TYPE), N(terms.RDFS + "subClassOf")
    >>> conclusions = close([(N("urn:a"), type_, N("urn:Summit")), (N("urn:Summit"), below, N("urn:Event"))])
    >>> list(conclusions.lines())
    ['<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:Event> .\n']
    """
    encoded, library = source_of(source)
    return Conclusions(close_completely(encoded) if complete else close_encoded(encoded), library)
