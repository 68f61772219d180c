"""The seam between kg and its reasoner: triples in, what follows from them and what clashes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from kg import terms
from kg.errors import UsageError
from kg.reason.clashes import Clash
from kg.reason.rules import is_schema
from kg.store import Triple

if TYPE_CHECKING:
    from kg.reason.bulk import BulkClosure
    from kg.reason.closure import Closure
    from kg.reason.proofs import Refutation

Engine = Literal["kg", "owlrl"]

#: Statements beyond which `materialise` gives up before it writes them out.
LIMIT = 10_000_000
_TYPE = ox.NamedNode(terms.RDF_TYPE)
_VOCABULARY = (terms.RDF, terms.RDFS, terms.OWL, terms.XSD)
#: Types that only say what a term of the schema is.
_DECLARATIONS = ("AnnotationProperty", "Class", "DatatypeProperty", "NamedIndividual", "ObjectProperty", "Ontology")


@dataclass(frozen=True)
class Inferences:
    """What follows from some triples.

    Parameters
    ----------
    triples : frozenset of triples
        What was not given.
    clashes : tuple of Clash
        What cannot be.
    closure : BulkClosure
        What both were read from; proofs are searched for in it.
    """

    triples: frozenset[Triple]
    clashes: tuple[Clash, ...]
    closure: BulkClosure = field(repr=False, compare=False)

    def refute(self, clash: Clash) -> Refutation | None:
        """Prove all that clashes, down to what was given.

        Parameters
        ----------
        clash : Clash
            One of `clashes`.

        Returns
        -------
        Refutation or None
            None where some of it follows by no rule of the table: what only the reference engine found.

        Examples
        --------
        >>> from pyoxigraph import NamedNode as N
        >>> from kg import terms
        >>> type_, below = N(terms.RDF_TYPE), N(terms.RDFS + "subClassOf")
        >>> fact, axiom = (N("urn:a"), type_, N("urn:C")), (N("urn:C"), below, N(terms.OWL + "Nothing"))
        >>> found = materialise([fact, axiom])
        >>> [list(found.refute(clash).leaves()) == [fact] for clash in found.clashes]
        [True]
        """
        from kg.reason.trace import tracer_of

        return tracer_of(self.closure).refute(clash)


def materialise(triples: Iterable[Triple], engine: Engine = "kg") -> Inferences:
    """Draw every conclusion of OWL 2 RL about the data in some triples.

    Parameters
    ----------
    triples : iterable of (subject, predicate, object)
        Schema and data together, as pyoxigraph terms.
    engine : {"kg", "owlrl"}
        kg's own, or the reference: much slower, with the same conclusions.

    Returns
    -------
    Inferences
        Statements about data that were not given: nothing about the schema, no blank nodes, nothing that
        holds of everything (``owl:Thing``, every thing the same as itself). Clashes are listed, never
        written into the graph.

    Examples
    --------
    >>> from pyoxigraph import NamedNode as N
    >>> from kg import terms
    >>> type_, sub = N(terms.RDF_TYPE), N(terms.RDFS + "subClassOf")
    >>> materialise([(N("urn:a"), type_, N("urn:Dialogue")), (N("urn:Dialogue"), sub, N("urn:Event"))]).triples
    frozenset({(<NamedNode value=urn:a>, <NamedNode value=...type>, <NamedNode value=urn:Event>)})
    """
    from kg.reason.bulk import close_encoded
    from kg.reason.encode import from_triples

    given = frozenset(triples)
    closure = close_encoded(from_triples(given))
    if engine == "owlrl":
        inferred, messages = _owlrl(given)
        clashes = _sorted(close_encoded(from_triples(given | inferred)).clashes())
        if messages and not clashes:
            clashes = tuple(Clash("inconsistent", (), (), message) for message in messages)
        return Inferences(frozenset(inferred), clashes, closure)
    return Inferences(frozenset(_about_data(closure)), _sorted(closure.clashes()), closure)


def engine_name(engine: Engine = "kg") -> str:
    """Return the name and version of the reasoner, which are part of a build's name."""
    if engine == "kg":
        from kg import __version__

        return f"kg {__version__}"
    from kg.reason import owlrl_engine

    return owlrl_engine.name()


def _about_data(closure: Closure) -> Iterator[Triple]:
    """Yield the inferred statements about data."""
    if len(closure) > LIMIT:
        raise UsageError(
            f"{len(closure):,} statements follow from {len(closure.given):,}, more than {LIMIT:,}: are thousands of "
            "things the same? kg.reason.closure.close reads out what follows one by one"
        )
    declared = {ox.NamedNode(f"{terms.OWL}{kind}") for kind in _DECLARATIONS}
    schema = {s for s, p, o in closure.given if is_schema((s, p, o)) and o not in declared}
    for s, p, o in closure.inferred():
        if not isinstance(s, ox.NamedNode) or isinstance(o, ox.BlankNode) or s in schema or is_schema((s, p, o)):
            continue
        if not (p == _TYPE and isinstance(o, ox.NamedNode) and o.value.startswith(_VOCABULARY)):
            yield (s, p, o)


def _owlrl(given: frozenset[Triple]) -> tuple[set[Triple], list[str]]:
    from kg.reason import owlrl_engine

    return owlrl_engine.closure(given)


def _sorted(clashes: Iterable[Clash]) -> tuple[Clash, ...]:
    return tuple(sorted(clashes, key=lambda clash: (clash.rule, str(clash.premises), clash.message)))


__all__ = ["Clash", "Inferences", "engine_name", "materialise"]
