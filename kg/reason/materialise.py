"""The seam between kg and its reasoner: triples in, what follows from them and what clashes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from kg import terms
from kg.errors import UsageError
from kg.reason import datatypes
from kg.reason.clashes import Clash
from kg.reason.rules import is_schema
from kg.store import Term, Triple

if TYPE_CHECKING:
    from kg.reason.closure import Closure

Engine = Literal["kg", "owlrl"]

#: Statements beyond which `materialise` gives up before it writes them out.
LIMIT = 10_000_000
_TYPE = ox.NamedNode(terms.RDF_TYPE)
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
    """What follows from some triples."""

    triples: frozenset[Triple]
    clashes: tuple[Clash, ...]


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
    from kg.reason.closure import close

    given = frozenset(triples)
    if engine == "owlrl":
        inferred, messages = _owlrl(given)
        clashes = _sorted(close(given | inferred).clashes())
        if messages and not clashes:
            clashes = tuple(Clash("inconsistent", (), (), message) for message in messages)
        return Inferences(frozenset(inferred), clashes)
    closure = close(_usable(given))
    if closure.run.members:
        # Of things that are the same, all holds that holds of one of them.
        closure = close(given)
    return Inferences(frozenset(_about_data(closure)), _sorted(closure.clashes()))


def engine_name(engine: Engine = "kg") -> str:
    """Return the name and version of the reasoner, which are part of a build's name."""
    if engine == "kg":
        from kg import __version__

        return f"kg {__version__}"
    from kg.reason import owlrl_engine

    return owlrl_engine.name()


def _usable(given: frozenset[Triple]) -> frozenset[Triple]:
    """Leave out what no rule looks at: names, notes and passages are most of a graph.

    A property that no axiom speaks of is in no rule, so nothing follows from its triples, unless two things are the
    same. Literals without a value stay, since they are clashes.
    """
    by_property: dict[ox.NamedNode, list[Triple]] = defaultdict(list)
    for triple in given:
        by_property[triple[1]].append(triple)
    spoken_of: set[Term] = set()
    for p, triples in by_property.items():
        if p == _TYPE or is_schema((p, p, p)):
            for triple in triples:
                if triple[2] not in _DECLARED and is_schema(triple):
                    spoken_of.update((triple[0], triple[2]))
    if any(isinstance(term, ox.NamedNode) and datatypes.is_known(term.value) for term in spoken_of):
        # Axioms about datatypes are about all literals.
        return given
    used: list[Triple] = []
    for p, triples in by_property.items():
        if p in spoken_of or (p.value.startswith(_VOCABULARY) and not p.value.startswith(_ANNOTATED)):
            used += triples
        else:
            used += (t for t in triples if isinstance(t[2], ox.Literal) and not datatypes.is_well_typed(t[2]))
    return frozenset(used)


def _about_data(closure: Closure) -> Iterator[Triple]:
    """Yield the inferred statements about data."""
    if len(closure) > LIMIT:
        raise UsageError(
            f"{len(closure):,} statements follow from {len(closure.given):,}, more than {LIMIT:,}: are thousands of "
            "things the same? kg.reason.closure.close reads out what follows one by one"
        )
    axioms = filter(is_schema, closure.given) if closure.schema is None else closure.schema & closure.given
    schema = {s for s, _, o in axioms if o not in _DECLARED}
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
