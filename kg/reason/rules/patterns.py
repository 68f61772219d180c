"""Patterns of triples: variables and terms, how they match triples, and which of them are about the schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term, Triple
from kg.reason.rules.vocabulary import TYPE

#: A position of a pattern: a variable, written ``?x``, or a term.
PatternTerm = str | Term
Pattern = tuple[PatternTerm, PatternTerm, PatternTerm]

_NAMESPACES = {"rdf": terms.RDF, "rdfs": terms.RDFS, "owl": terms.OWL}
#: The datatype of the numbers in the table of rules.
COUNT = ox.NamedNode(f"{terms.XSD}nonNegativeInteger")
#: Classes of OWL that data may be in.
#: Classes of OWL whose members are not part of an axiom. No rule reads annotations (owl:Axiom, owl:Annotation); sources
#: have many, and a schema that is the same need not be compiled again.
_DATA_CLASSES = tuple(ox.NamedNode(f"{terms.OWL}{name}") for name in ("Thing", "Nothing", "Axiom", "Annotation"))
_SCHEMA_PREDICATES = {
    *(f"{terms.RDF}{name}" for name in ("first", "rest")),
    *(f"{terms.RDFS}{name}" for name in ("domain", "range", "subClassOf", "subPropertyOf")),
    *(
        f"{terms.OWL}{name}"
        for name in (
            "allValuesFrom", "assertionProperty", "complementOf", "disjointWith", "distinctMembers",
            "equivalentClass", "equivalentProperty", "hasKey", "hasValue", "intersectionOf", "inverseOf",
            "maxCardinality", "maxQualifiedCardinality", "members", "onClass", "onProperty", "oneOf",
            "propertyChainAxiom", "propertyDisjointWith", "someValuesFrom", "sourceIndividual",
            "targetIndividual", "targetValue", "unionOf",
        )
    ),
}  # fmt: skip


def match(pattern: Pattern, triple: Triple, bindings: Mapping[str, Term]) -> dict[str, Term] | None:
    """Extend bindings so that a pattern becomes a triple; None if it cannot.

    Examples
    --------
    >>> a, b = ox.NamedNode("http://a"), ox.NamedNode("http://b")
    >>> match(("?x", a, b), (b, a, b), {})
    {'?x': <NamedNode value=http://b>}
    """
    result = dict(bindings)
    for own, term in zip(pattern, triple, strict=True):
        if isinstance(own, str):
            if result.setdefault(own, term) != term:
                return None
        elif own != term:
            return None
    return result


def fill(pattern: Pattern, bindings: Mapping[str, Term]) -> Pattern:
    """Replace the bound variables of a pattern."""
    s, p, o = (bindings.get(term, term) if isinstance(term, str) else term for term in pattern)
    return (s, p, o)


def is_schema(triple: Triple) -> bool:
    """Return whether a triple is an axiom, or part of one, that `compile_rules` reads."""
    _, predicate, obj = triple
    if predicate == TYPE:
        return isinstance(obj, ox.NamedNode) and obj.value.startswith(terms.OWL) and obj not in _DATA_CLASSES
    return predicate.value in _SCHEMA_PREDICATES


@cache
def is_schema_pattern(text: str) -> bool:
    """Return whether a pattern, as written in the table, is about the schema."""
    _, predicate, obj = text.split()
    if predicate == "rdf:type":
        return obj.startswith("owl:") and pattern_term(obj) not in _DATA_CLASSES
    return predicate.startswith(("rdfs:", "owl:")) and predicate not in ("owl:sameAs", "owl:differentFrom")


@cache
def pattern_of(text: str) -> Pattern:
    """Read a pattern of the table."""
    s, p, o = (pattern_term(part) for part in text.split())
    return (s, p, o)


def pattern_term(text: str) -> PatternTerm:
    """Read a variable, a number or a term of a pattern of the table."""
    if text.startswith("?"):
        return text
    if text.isdigit():
        return ox.Literal(text, datatype=COUNT)
    prefix, _, name = text.partition(":")
    if prefix not in _NAMESPACES or not re.fullmatch(r"\w+", name):
        raise ValueError(f"rules.toml: {text!r} is neither a variable nor a term")
    return ox.NamedNode(_NAMESPACES[prefix] + name)
