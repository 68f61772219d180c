"""The axioms of a graph that do not fit the grammar of OWL 2 RL.

Axioms are read from triples as the W3C's *OWL 2 Mapping to RDF Graphs* says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import Severity
from kg.rdf import terms
from kg.rdf.model import Subject, Term, Triple
from kg.reason.profile.conditions import conditions
from kg.reason.profile.expressions import broken_list, faults, literal_faults
from kg.reason.profile.fault import Fault
from kg.reason.profile.grammar import (
    AXIOMS,
    CONSTRUCTS,
    LEFT_OUT,
    OBJECT_ONLY,
    REMEDIES,
)
from kg.reason.profile.ontology import POSITIONS, Ontology, curie, iri_of, named
from kg.reason.profile.reserved import reserved


@dataclass(frozen=True)
class Violation:
    """An axiom that is not in the profile.

    Parameters
    ----------
    subject : pyoxigraph.NamedNode or pyoxigraph.BlankNode
        The subject of the axiom.
    axiom : str
        The axiom in Turtle; deep expressions are shortened.
    restriction : str
        The rule of the specification that it violates.
    section : str
        The specification, and the section in it.
    severity : {"error", "info"}
        ``info`` if the axiom is in the grammar of RL but violates global conditions of OWL 2 DL, which the rules of RL
        do not need.
    remedy : str, optional
        What to write instead.
    names : tuple of str
        IRIs in the faulty part, the most specific first, to find its line.
    """

    subject: Subject
    axiom: str
    restriction: str
    section: str
    severity: Severity = "error"
    remedy: str | None = None
    names: tuple[str, ...] = ()


def violations(triples: Iterable[Triple], prefixes: Mapping[str, str] = terms.PREFIXES) -> tuple[Violation, ...]:
    """List the axioms of an ontology that are not in OWL 2 RL.

    Parameters
    ----------
    triples : iterable of Triple
        The ontology, including the imports that declare its properties.
    prefixes : mapping of str to str
        Prefixes for writing the axioms.

    Returns
    -------
    tuple of Violation
        Sorted by axiom; empty if the ontology is in the profile.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> text = '''@prefix : <urn:x:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    ... @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    ... :Treaty rdfs:subClassOf [ owl:unionOf ( :Bilateral :Multilateral ) ] .'''
    >>> quads = ox.parse(text, format=ox.RdfFormat.TURTLE)
    >>> (found,) = violations([(q.subject, q.predicate, q.object) for q in quads], {"": "urn:x:"})
    >>> print(found.axiom, found.restriction, found.section, sep=chr(10))
    :Treaty rdfs:subClassOf [ owl:unionOf ( :Bilateral :Multilateral ) ]
    owl:unionOf is not allowed as superclass expression, only as subclass expression
    OWL 2 Profiles 4.2.3
    """
    ontology = Ontology(triples, prefixes)
    found = [
        *_left_out(ontology), *_class_axioms(ontology), *_literals(ontology), *_data_properties(ontology),
        *(_violation(ontology, triple, fault) for triple, fault in reserved(ontology)),
        *(_violation(ontology, triple, fault, "info") for triple, fault in conditions(ontology)),
    ]  # fmt: skip
    return tuple(sorted(dict.fromkeys(found), key=lambda v: (v.severity, v.axiom, v.restriction)))


def _violation(ontology: Ontology, triple: Triple, fault: Fault, severity: Severity = "error") -> Violation:
    axiom = ontology.axiom(triple)
    names = dict.fromkeys((*fault.names, *named((*triple[1:], *axiom[1:]))))
    return Violation(
        axiom[0], ontology.axiom_text(axiom), fault.restriction, fault.section, severity, fault.remedy, tuple(names)
    )


# ---- Class axioms


def _class_axioms(ontology: Ontology) -> Iterator[Violation]:
    """Check every class expression in its position."""
    for triple in ontology.triples:
        for node, position in _parts(ontology, triple):
            for fault in faults(ontology, node, position):
                yield _violation(ontology, triple, fault)


def _parts(ontology: Ontology, triple: Triple) -> Iterator[tuple[Term, str]]:
    """Yield the class expressions and data ranges of an axiom, with their positions."""
    s, p, o = triple
    name = curie(p)
    if name == "rdf:type" and isinstance(o, ox.NamedNode) and curie(o) != "owl:Thing":
        return  # any other name is allowed in every position
    if name in ("rdfs:domain", "rdfs:range") and ontology.is_a(s, "owl:AnnotationProperty"):
        return
    if name == "owl:members" and ontology.is_a(s, "owl:AllDisjointClasses"):
        yield from ((member, "subclass") for member in ontology.members(o) or [])
    elif name in CONSTRUCTS and isinstance(s, ox.NamedNode):
        # In OWL 1 the named class itself had the expression; OWL 2 reads this as an equivalence.
        yield (s, "data range of a definition") if ontology.is_data(s) else (s, "equivalence of a name")
    elif name in ("owl:equivalentClass", "rdfs:range") and (
        ontology.is_data(o) or ontology.is_data(s) or ontology.is_a(s, "owl:DatatypeProperty")
    ):
        yield o, "data range"
    elif name in POSITIONS:
        yield from ((node, position) for node, position in zip((s, o), POSITIONS[name], strict=True) if position)


# ---- Other things that the profile does not allow


def _left_out(ontology: Ontology) -> Iterator[Violation]:
    for triple in ontology.triples:
        for term in triple:
            name = curie(term)
            if name in LEFT_OUT:
                text = f"{name} is not in OWL 2 RL"
                yield _violation(ontology, triple, Fault(text, LEFT_OUT[name], REMEDIES.get(name), (iri_of(name),)))


def _literals(ontology: Ontology) -> Iterator[Violation]:
    """Check the datatypes of the values that assertions give to data properties."""
    for triple in ontology.triples:
        _, p, o = triple
        if isinstance(o, ox.Literal) and (curie(p) == "owl:targetValue" or ontology.is_a(p, "owl:DatatypeProperty")):
            for fault in literal_faults(ontology, o):
                yield _violation(ontology, triple, fault)


def _data_properties(ontology: Ontology) -> Iterator[Violation]:
    """Find data properties in axioms that are only for object properties."""
    for triple in ontology.triples:
        s, p, o = triple
        name = curie(o) if curie(p) == "rdf:type" else curie(p)
        if name not in OBJECT_ONLY:
            continue
        operands = [s] if name.endswith("Property") else [s, o, *(ontology.members(o) or [])]
        if name == "owl:propertyChainAxiom" and ontology.members(o) is None:
            yield _violation(ontology, triple, broken_list(name))
        for operand in operands:
            if ontology.is_a(operand, "owl:DatatypeProperty") and not ontology.is_a(operand, "owl:ObjectProperty"):
                text = f"{name} is for object properties, and {ontology.text(operand)} is a data property"
                yield _violation(ontology, triple, Fault(text, AXIOMS, None, (iri_of(name),)))
