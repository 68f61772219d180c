"""The interface of the reasoner for builds: from triples to inferred statements about data and inconsistencies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kg.project.version import __version__
from kg.rdf.model import Triple
from kg.reason.inconsistency import Inconsistency

if TYPE_CHECKING:
    from kg.reason.closures.closure import Closure
    from kg.reason.proofs.proof import Refutation

Engine = Literal["kg", "owlrl"]


@dataclass(frozen=True)
class Inferences:
    """The conclusions from triples.

    Parameters
    ----------
    triples : frozenset of triples
        The inferred triples.
    inconsistencies : tuple of Inconsistency
        The inconsistencies.

    closure : Closure
        The closure that both come from, for proofs.
    """

    triples: frozenset[Triple]
    inconsistencies: tuple[Inconsistency, ...]
    closure: Closure = field(repr=False, compare=False)

    def refute(self, inconsistency: Inconsistency) -> Refutation | None:
        """Prove the statements that contradict each other from the given triples.

        Parameters
        ----------
        inconsistency : Inconsistency
            One of `inconsistencies`.

        Returns
        -------
        Refutation or None
            None if the rules of the table do not explain it; only the reference engine finds such inconsistencies.

        Examples
        --------
        >>> from pyoxigraph import NamedNode as N
        >>> from kg.rdf import terms
        >>> type_, below = N(terms.RDF_TYPE), N(terms.RDFS + "subClassOf")
        >>> fact, axiom = (N("urn:a"), type_, N("urn:C")), (N("urn:C"), below, N(terms.OWL + "Nothing"))
        >>> found = materialise([fact, axiom])
        >>> [list(found.refute(one).leaves()) == [fact] for one in found.inconsistencies]
        [True]
        """
        from kg.reason.proofs.search import proof_search

        return proof_search(self.closure).refute(inconsistency)


def materialise(triples: Iterable[Triple], engine: Engine = "kg") -> Inferences:
    """Draw every conclusion of OWL 2 RL about the data in some triples.

    Parameters
    ----------
    triples : iterable of (subject, predicate, object)
        Schema and data together, as pyoxigraph terms.
    engine : {"kg", "owlrl"}
        The reasoner of kg, or the reference reasoner: much slower, with the same conclusions.

    Returns
    -------
    Inferences
        The inferred statements about data: nothing about the schema, no blank nodes, nothing that holds for everything
        (``owl:Thing``, every thing the same as itself). Inconsistencies are listed, never written into the graph.

    Examples
    --------
    >>> from pyoxigraph import NamedNode as N
    >>> from kg.rdf import terms
    >>> type_, sub = N(terms.RDF_TYPE), N(terms.RDFS + "subClassOf")
    >>> materialise([(N("urn:a"), type_, N("urn:Dialogue")), (N("urn:Dialogue"), sub, N("urn:Event"))]).triples
    frozenset({(<NamedNode value=urn:a>, <NamedNode value=...type>, <NamedNode value=urn:Event>)})
    """
    from kg.reason.closures.closing import close_encoded
    from kg.reason.conclude import close_data
    from kg.reason.readers.triples import from_triples

    given = frozenset(triples)
    closure = close_data(from_triples(given))
    if engine == "owlrl":
        inferred, messages = _owlrl(given)
        found = sorted_inconsistencies(close_encoded(from_triples(given | inferred)))
        if messages and not found:
            found = tuple(Inconsistency("inconsistent", (), (), message) for message in messages)
        return Inferences(frozenset(inferred), found, closure)
    return Inferences(about_data(closure), sorted_inconsistencies(closure), closure)


def about_data(closure: Closure) -> frozenset[Triple]:
    """Select the conclusions about data from a closure, as `materialise` returns them.

    Parameters
    ----------
    closure : Closure

    Raises
    ------
    UsageError
        If too much follows.

    Examples
    --------
    >>> from pyoxigraph import NamedNode as N
    >>> from kg.rdf import terms
    >>> from kg.reason import close
    >>> type_, sub = N(terms.RDF_TYPE), N(terms.RDFS + "subClassOf")
    >>> given = [(N("urn:a"), type_, N("urn:Dialogue")), (N("urn:Dialogue"), sub, N("urn:Event"))]
    >>> about_data(close(given).closure) == materialise(given).triples
    True
    """
    from kg.reason.conclude import data_rows

    rows = data_rows(closure.encoded, closure)
    known = {number: closure.encoded.term(number) for number in {*rows.ravel().tolist()}}
    columns = (map(known.__getitem__, column) for column in rows.T.tolist())
    return frozenset(zip(*columns, strict=True))


def engine_name(engine: Engine = "kg") -> str:
    """Return the name and version of the reasoner, which are part of a build's name."""
    if engine == "kg":
        return f"kg {__version__}"
    from kg.reason.backends import owlrl

    return owlrl.name()


def _owlrl(given: frozenset[Triple]) -> tuple[set[Triple], list[str]]:
    from kg.reason.backends import owlrl

    return owlrl.closure(given)


def sorted_inconsistencies(closure: Closure) -> tuple[Inconsistency, ...]:
    """Return the inconsistencies of a closure, sorted."""
    from kg.reason.closures.inconsistencies import inconsistencies

    return tuple(sorted(inconsistencies(closure), key=lambda found: (found.rule, str(found.premises), found.message)))
