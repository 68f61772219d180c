"""Reserved vocabulary: terms of RDF, RDFS, OWL and XSD that an ontology may not use as names of its own.

Structural Specification (second edition), section 2.4: a reserved IRI names no entity, except the few that the
specification defines, such as owl:Thing and rdfs:label.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.rdf.model import Term, Triple
from kg.reason.profile.fault import Fault
from kg.reason.profile.grammar import SYNTAX
from kg.reason.profile.ontology import Ontology, curie, iri_of

_RESERVED = ("rdf:", "rdfs:", "owl:", "xsd:")
_ANNOTATIONS = frozenset(
    ("rdfs:label", "rdfs:comment", "rdfs:seeAlso", "rdfs:isDefinedBy", "owl:versionInfo", "owl:deprecated",
     "owl:backwardCompatibleWith", "owl:incompatibleWith", "owl:priorVersion")
)  # fmt: skip
#: Properties that the grammar names; another fault says that OWL 2 RL does not have them.
_EXTREMES = frozenset(
    f"owl:{name}{kind}Property" for name in ("top", "bottom") for kind in ("Object", "Data")
)  # fmt: skip
#: Predicates that are part of the syntax of OWL 2, and of what OWL 2 reads of OWL 1.
_SYNTAX = _ANNOTATIONS | frozenset(
    ("rdf:type", "rdf:first", "rdf:rest", "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range")
) | frozenset(
    f"owl:{name}"
    for name in (
        "allValuesFrom", "annotatedProperty", "annotatedSource", "annotatedTarget", "assertionProperty", "cardinality",
        "complementOf", "datatypeComplementOf", "differentFrom", "disjointUnionOf", "disjointWith", "distinctMembers",
        "equivalentClass", "equivalentProperty", "hasKey", "hasSelf", "hasValue", "imports", "intersectionOf",
        "inverseOf", "maxCardinality", "maxQualifiedCardinality", "members", "minCardinality",
        "minQualifiedCardinality", "onClass", "onDataRange", "onDatatype", "onProperties", "onProperty", "oneOf",
        "propertyChainAxiom", "propertyDisjointWith", "qualifiedCardinality", "sameAs", "someValuesFrom",
        "sourceIndividual", "targetIndividual", "targetValue", "unionOf", "versionIRI", "withRestrictions",
    )
)  # fmt: skip
#: Facets of datatypes, which are predicates, too.
_FACETS = frozenset(
    (*(f"xsd:{name}" for name in ("length", "minLength", "maxLength", "pattern", "minInclusive", "minExclusive",
                                  "maxInclusive", "maxExclusive", "totalDigits", "fractionDigits")), "rdf:langRange")
)  # fmt: skip
#: Kinds of entities, and the reserved names of each.
_ENTITIES = {
    "owl:Class": frozenset(("owl:Thing", "owl:Nothing")),
    "rdfs:Class": frozenset(("owl:Thing", "owl:Nothing")),
    "owl:NamedIndividual": frozenset[str](),
    "owl:AnnotationProperty": _ANNOTATIONS,
    **dict.fromkeys(
        (f"owl:{name}Property" for name in (
            "Object", "Datatype", "Functional", "InverseFunctional", "Symmetric", "Asymmetric", "Transitive",
            "Reflexive", "Irreflexive",
        )),
        _EXTREMES,
    ),
}  # fmt: skip
#: Types that are part of the syntax.
_TYPES = frozenset(_ENTITIES) | frozenset(
    ("rdfs:Datatype", "rdf:Property", "rdf:List", *(f"owl:{name}" for name in (
        "AllDifferent", "AllDisjointClasses", "AllDisjointProperties", "Annotation", "Axiom", "DataRange",
        "DeprecatedClass", "DeprecatedProperty", "NegativePropertyAssertion", "Nothing", "Ontology",
        "OntologyProperty", "Restriction", "Thing",
    )))
)  # fmt: skip
#: An empty list has the name of a term, and is no individual.
_EMPTY = frozenset(("rdf:nil",))
_RELATED = ("rdfs:subPropertyOf", "owl:equivalentProperty", "owl:propertyDisjointWith", "owl:inverseOf")
#: Properties of an axiom whose objects are properties, and those whose objects are individuals.
_TO_PROPERTIES = (*_RELATED, "owl:onProperty", "owl:assertionProperty", "owl:propertyChainAxiom", "owl:hasKey")
_TO_INDIVIDUALS = ("owl:sameAs", "owl:differentFrom", "owl:sourceIndividual", "owl:targetIndividual", "owl:oneOf",
                   "owl:distinctMembers")  # fmt: skip


def reserved(ontology: Ontology) -> Iterator[tuple[Triple, Fault]]:
    """Yield the uses of reserved vocabulary as a class, a property or an individual, each with its fault.

    Class expressions are not read here; `faults` reports the names in them.
    """
    for triple in ontology.triples:
        for term, kind, allowed in _named(ontology, triple):
            name = curie(term)
            if name.startswith(_RESERVED) and name not in allowed:
                yield triple, reserved_fault(name, kind)


def reserved_fault(name: str, kind: str) -> Fault:
    """Return the fault that a reserved name is used for an entity."""
    remedy = "use a name of your own, or leave the statement out"
    return Fault(f"{name} is reserved vocabulary, not {kind}", f"{SYNTAX} 2.4", remedy, (iri_of(name),))


def is_reserved_class(name: str) -> bool:
    """Return whether a name cannot be that of a class.

    Examples
    --------
    >>> is_reserved_class("rdfs:Resource"), is_reserved_class("owl:Thing"), is_reserved_class("<urn:x:A>")
    (True, False, False)
    """
    return name.startswith(_RESERVED) and name not in _ENTITIES["owl:Class"]


def _named(ontology: Ontology, triple: Triple) -> Iterator[tuple[Term, str, frozenset[str]]]:
    """Yield the terms of a triple that name an entity, with its kind and the reserved names that are allowed."""
    s, p, o = triple
    name, kind = curie(p), curie(o)
    individual, prop = "an individual", "a property"
    if name == "rdf:type":
        yield o, "a class", _TYPES
        if kind in _ENTITIES:
            yield s, _article(kind), _ENTITIES[kind]
        elif kind not in _TYPES:
            yield s, individual, _EMPTY
        return
    yield p, prop, _SYNTAX | _FACETS | _EXTREMES
    # A property of annotations may be above, below, or have a domain and a range.
    properties = _EXTREMES | (_ANNOTATIONS if name in {"rdfs:subPropertyOf", "rdfs:domain", "rdfs:range"} else set())
    if name in (*_RELATED, "rdfs:domain", "rdfs:range", "owl:propertyChainAxiom"):
        yield s, prop, properties
    for node in (ontology.members(o) or ()) if isinstance(o, ox.BlankNode) else (o,):
        if name in _TO_PROPERTIES or (name == "owl:members" and ontology.is_a(s, "owl:AllDisjointProperties")):
            yield node, prop, properties
        elif name in _TO_INDIVIDUALS or (name == "owl:members" and ontology.is_a(s, "owl:AllDifferent")):
            yield node, individual, _EMPTY
    if name in {"owl:sameAs", "owl:differentFrom"}:
        yield s, individual, _EMPTY


def _article(kind: str) -> str:
    """Write the kind of an entity in words."""
    words = {"owl:Class": "a class", "rdfs:Class": "a class", "owl:NamedIndividual": "an individual"}
    return words.get(kind, "a property")
