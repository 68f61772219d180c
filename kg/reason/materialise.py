"""The interface of the reasoner for builds: from triples to inferred statements about data and inconsistencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from kg.errors import UsageError
from kg.project.version import __version__
from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.reason.inconsistency import Inconsistency
from kg.reason.rules import datatypes
from kg.reason.rules.patterns import is_schema
from kg.reason.rules.vocabulary import FIRST, RANGE, REST, TYPE, VOCABULARIES

if TYPE_CHECKING:
    from kg.reason.closures.closure import Closure
    from kg.reason.proofs.proof import Refutation

Engine = Literal["kg", "owlrl"]

#: The maximum number of statements that `materialise` returns.
LIMIT = 10_000_000
#: Types that only declare a term of the schema.
DECLARED = frozenset(
    ox.NamedNode(f"{terms.OWL}{kind}")
    for kind in ("AnnotationProperty", "Class", "DatatypeProperty", "NamedIndividual", "ObjectProperty", "Ontology")
)
#: The parts of an annotated axiom, which state nothing about the annotated triple.
ANNOTATED = f"{terms.OWL}annotated"


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
    from kg.reason.readers.triples import from_triples

    given = frozenset(triples)
    by_property = _by_property(given)
    axioms = _axioms(by_property)
    closure = close_encoded(from_triples(_usable(by_property, axioms)))
    if closure.run.members:
        # What holds for one of several things that are the same holds for all of them.
        closure = close_encoded(from_triples(given))
    if engine == "owlrl":
        inferred, messages = _owlrl(given)
        found = sorted_inconsistencies(close_encoded(from_triples(given | inferred)))
        if messages and not found:
            found = tuple(Inconsistency("inconsistent", (), (), message) for message in messages)
        return Inferences(frozenset(inferred), found, closure)
    return Inferences(frozenset(_about_data(closure, axioms)), sorted_inconsistencies(closure), closure)


def about_data(given: Iterable[Triple], closure: Closure) -> frozenset[Triple]:
    """Select the conclusions about data from a closure, as `materialise` returns them.

    Parameters
    ----------
    given : iterable of (subject, predicate, object)
        The triples of which the closure was made.
    closure : Closure

    Examples
    --------
    >>> from pyoxigraph import NamedNode as N
    >>> from kg.rdf import terms
    >>> from kg.reason import close
    >>> type_, sub = N(terms.RDF_TYPE), N(terms.RDFS + "subClassOf")
    >>> given = [(N("urn:a"), type_, N("urn:Dialogue")), (N("urn:Dialogue"), sub, N("urn:Event"))]
    >>> about_data(given, close(given).closure) == materialise(given).triples
    True
    """
    return frozenset(_about_data(closure, _axioms(_by_property(given))))


def engine_name(engine: Engine = "kg") -> str:
    """Return the name and version of the reasoner, which are part of a build's name."""
    if engine == "kg":
        return f"kg {__version__}"
    from kg.reason.backends import owlrl

    return owlrl.name()


def _by_property(given: Iterable[Triple]) -> dict[ox.NamedNode, list[Triple]]:
    found: dict[ox.NamedNode, list[Triple]] = defaultdict(list)
    for triple in given:
        found[triple[1]].append(triple)
    return found


def _axioms(by_property: Mapping[ox.NamedNode, list[Triple]]) -> list[Triple]:
    """List the triples of the schema, except declarations of terms."""
    return [
        triple
        for p, triples in by_property.items()
        if p == TYPE or is_schema((p, p, p))
        for triple in triples
        if triple[2] not in DECLARED and is_schema(triple)
    ]


def _usable(by_property: Mapping[ox.NamedNode, list[Triple]], axioms: Iterable[Triple]) -> list[Triple]:
    """Leave out triples that no rule uses: names, notes and passages are most of a graph.

    A property that no axiom mentions is in no rule, so nothing follows from its triples, unless two things are the
    same. Invalid literals stay, because they are inconsistencies.
    """
    spoken_of: set[Term] = {term for s, _, o in axioms for term in (s, o)}
    # Axioms about datatypes concern all literals; a range concerns only those of its property.
    classes = {term for s, p, o in axioms for term in ((s,) if p == RANGE else (s, o))}
    of_all = any(isinstance(term, ox.NamedNode) and datatypes.is_known(term.value) for term in classes)
    used: list[Triple] = []
    for p, triples in by_property.items():
        in_rules = p in spoken_of or (p.value.startswith(VOCABULARIES) and not p.value.startswith(ANNOTATED))
        if of_all or in_rules:
            used += triples
        else:
            used += (t for t in triples if isinstance(t[2], ox.Literal) and not datatypes.is_well_typed(t[2]))
    return used


def _about_data(closure: Closure, axioms: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the inferred statements about data."""
    if len(closure) > LIMIT:
        raise UsageError(
            f"{len(closure):,} statements follow from {len(closure.given):,}, more than {LIMIT:,}: are thousands of "
            "things the same? kg.reason.closures.closing.close_triples returns the conclusions one by one"
        )
    # A member of a list is an axiom's part, but any file may make a list, and what follows about a thing must stay.
    schema = {s for s, p, _ in axioms if p not in (FIRST, REST)}
    for s, p, o in closure.inferred():
        if not isinstance(s, ox.NamedNode) or isinstance(o, ox.BlankNode) or s in schema or is_schema((s, p, o)):
            continue
        if not (p == TYPE and isinstance(o, ox.NamedNode) and o.value.startswith(VOCABULARIES)):
            yield (s, p, o)


def _owlrl(given: frozenset[Triple]) -> tuple[set[Triple], list[str]]:
    from kg.reason.backends import owlrl

    return owlrl.closure(given)


def sorted_inconsistencies(closure: Closure) -> tuple[Inconsistency, ...]:
    """Return the inconsistencies of a closure, sorted."""
    from kg.reason.closures.inconsistencies import inconsistencies

    return tuple(sorted(inconsistencies(closure), key=lambda found: (found.rule, str(found.premises), found.message)))
