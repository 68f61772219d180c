"""The seam between kg and its reasoner: triples in, what follows from them and what clashes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from kg.errors import UsageError
from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.reason import datatypes
from kg.reason.clashes import Clash
from kg.reason.rules import is_schema

if TYPE_CHECKING:
    from kg.reason.bulk import BulkClosure
    from kg.reason.proofs import Refutation

Engine = Literal["kg", "owlrl"]

#: Statements beyond which `materialise` gives up before it writes them out.
LIMIT = 10_000_000
_TYPE = ox.NamedNode(terms.RDF_TYPE)
_RANGE = ox.NamedNode(f"{terms.RDFS}range")
_VOCABULARY = (terms.RDF, terms.RDFS, terms.OWL, terms.XSD)
#: Types that only say what a term of the schema is.
_DECLARED = frozenset(
    ox.NamedNode(f"{terms.OWL}{kind}")
    for kind in ("AnnotationProperty", "Class", "DatatypeProperty", "NamedIndividual", "ObjectProperty", "Ontology")
)
#: The parts of an annotated axiom, with which nothing is said of what it annotates.
_ANNOTATED = f"{terms.OWL}annotated"


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
    by_property = _by_property(given)
    axioms = _axioms(by_property)
    closure = close_encoded(from_triples(_usable(by_property, axioms)))
    if closure.run.members:
        # Of things that are the same, all holds that holds of one of them.
        closure = close_encoded(from_triples(given))
    if engine == "owlrl":
        inferred, messages = _owlrl(given)
        clashes = _sorted(close_encoded(from_triples(given | inferred)).clashes())
        if messages and not clashes:
            clashes = tuple(Clash("inconsistent", (), (), message) for message in messages)
        return Inferences(frozenset(inferred), clashes, closure)
    return Inferences(frozenset(_about_data(closure, axioms)), _sorted(closure.clashes()), closure)


def engine_name(engine: Engine = "kg") -> str:
    """Return the name and version of the reasoner, which are part of a build's name."""
    if engine == "kg":
        from kg import __version__

        return f"kg {__version__}"
    from kg.reason import owlrl_engine

    return owlrl_engine.name()


def _by_property(given: Iterable[Triple]) -> dict[ox.NamedNode, list[Triple]]:
    found: dict[ox.NamedNode, list[Triple]] = defaultdict(list)
    for triple in given:
        found[triple[1]].append(triple)
    return found


def _axioms(by_property: Mapping[ox.NamedNode, list[Triple]]) -> list[Triple]:
    """List what is said of the schema, but what only says of a term which kind it is."""
    return [
        triple
        for p, triples in by_property.items()
        if p == _TYPE or is_schema((p, p, p))
        for triple in triples
        if triple[2] not in _DECLARED and is_schema(triple)
    ]


def _usable(by_property: Mapping[ox.NamedNode, list[Triple]], axioms: Iterable[Triple]) -> list[Triple]:
    """Leave out what no rule looks at: names, notes and passages are most of a graph.

    A property that no axiom speaks of is in no rule, so nothing follows from its triples, unless two things are the
    same. Literals without a value stay, since they are clashes.
    """
    spoken_of: set[Term] = {term for s, _, o in axioms for term in (s, o)}
    # Axioms about datatypes are about all literals; a range only about those of the property that has it.
    classes = {term for s, p, o in axioms for term in ((s,) if p == _RANGE else (s, o))}
    of_all = any(isinstance(term, ox.NamedNode) and datatypes.is_known(term.value) for term in classes)
    used: list[Triple] = []
    for p, triples in by_property.items():
        in_rules = p in spoken_of or (p.value.startswith(_VOCABULARY) and not p.value.startswith(_ANNOTATED))
        if of_all or in_rules:
            used += triples
        else:
            used += (t for t in triples if isinstance(t[2], ox.Literal) and not datatypes.is_well_typed(t[2]))
    return used


def _about_data(closure: BulkClosure, axioms: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the inferred statements about data."""
    if len(closure) > LIMIT:
        raise UsageError(
            f"{len(closure):,} statements follow from {len(closure.given):,}, more than {LIMIT:,}: are thousands of "
            "things the same? kg.reason.closure.close reads out what follows one by one"
        )
    schema = {s for s, _, _ in axioms}
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
