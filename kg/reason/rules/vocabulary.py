"""Terms of RDF, RDFS and OWL that the reasoner uses."""

from __future__ import annotations

import pyoxigraph as ox

from kg.rdf import terms


def owl(name: str) -> ox.NamedNode:
    """Return a term of OWL."""
    return ox.NamedNode(terms.OWL + name)


def rdfs(name: str) -> ox.NamedNode:
    """Return a term of RDFS."""
    return ox.NamedNode(terms.RDFS + name)


TYPE = ox.NamedNode(terms.RDF_TYPE)
FIRST, REST, NIL = (ox.NamedNode(terms.RDF + name) for name in ("first", "rest", "nil"))
SAME_AS, DIFFERENT_FROM = owl("sameAs"), owl("differentFrom")
SUB_CLASS_OF, SUB_PROPERTY_OF, DOMAIN, RANGE = map(rdfs, ("subClassOf", "subPropertyOf", "domain", "range"))
EQUIVALENT_CLASS, EQUIVALENT_PROPERTY = owl("equivalentClass"), owl("equivalentProperty")
#: Namespaces whose terms belong to the languages, not to a schema.
VOCABULARIES = (terms.RDF, terms.RDFS, terms.OWL, terms.XSD)
