"""The grammar of OWL 2 RL, as tables.

The source is the W3C's *OWL 2 Profiles* (second edition), section 4.2. According to it, a datatype may be defined only
by datatypes and their intersections, and ``owl:Thing`` may be used only as a filler.
"""

from __future__ import annotations

from collections.abc import Mapping

PROFILES, SYNTAX, MAPPING = "OWL 2 Profiles", "OWL 2 Structural Specification", "OWL 2 Mapping to RDF Graphs"
EXPRESSIONS, DATA_RANGES, AXIOMS, ENTITIES = (f"{PROFILES} 4.2.{n}" for n in (3, 4, 5, 1))

#: The constructs allowed in each position, and the position of their parts. "filler" is a subclass expression or
#: owl:Thing.
GRAMMAR: Mapping[str, Mapping[str, str]] = {
    "subclass": {
        "owl:intersectionOf": "subclass", "owl:unionOf": "subclass", "owl:oneOf": "individual",
        "owl:someValuesFrom": "filler", "owl:hasValue": "value",
    },
    "superclass": {
        "owl:intersectionOf": "superclass", "owl:complementOf": "subclass", "owl:allValuesFrom": "superclass",
        "owl:hasValue": "value", "owl:maxCardinality": "at most 1", "owl:maxQualifiedCardinality": "at most 1",
    },
    "equivalence": {"owl:intersectionOf": "equivalence", "owl:hasValue": "value"},
    "data range": {"owl:intersectionOf": "data range"},
}  # fmt: skip
#: All properties that make an expression, allowed or not.
CONSTRUCTS = (
    "owl:intersectionOf", "owl:unionOf", "owl:complementOf", "owl:oneOf", "owl:someValuesFrom", "owl:allValuesFrom",
    "owl:hasValue", "owl:hasSelf", "owl:minCardinality", "owl:maxCardinality", "owl:cardinality",
    "owl:minQualifiedCardinality", "owl:maxQualifiedCardinality", "owl:qualifiedCardinality",
    "owl:datatypeComplementOf", "owl:onDatatype",
)  # fmt: skip
LISTS = ("owl:intersectionOf", "owl:unionOf", "owl:oneOf")
CARDINALITIES = tuple(name for name in CONSTRUCTS if name.lower().endswith("cardinality"))
#: Terms that the profile does not allow anywhere.
LEFT_OUT: Mapping[str, str] = {
    **dict.fromkeys(
        ("owl:topObjectProperty", "owl:bottomObjectProperty", "owl:topDataProperty", "owl:bottomDataProperty"), ENTITIES
    ),
    "owl:ReflexiveProperty": AXIOMS,
    "owl:disjointUnionOf": AXIOMS,
}
#: Axioms only for object properties.
OBJECT_ONLY = frozenset(
    f"owl:{name}"
    for name in (
        "InverseFunctionalProperty", "SymmetricProperty", "AsymmetricProperty", "TransitiveProperty",
        "IrreflexiveProperty", "inverseOf", "propertyChainAxiom",
    )
)  # fmt: skip
#: Axioms that OWL 2 DL allows only for simple properties.
SIMPLE_ONLY = frozenset(
    f"owl:{name}"
    for name in (
        "FunctionalProperty", "InverseFunctionalProperty", "AsymmetricProperty", "IrreflexiveProperty",
        "propertyDisjointWith", "members",
    )
)  # fmt: skip
#: Kinds that exclude one another in OWL 2 DL.
KINDS = (("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"), ("owl:Class", "rdfs:Datatype"))
DATATYPES = frozenset(
    {"rdf:PlainLiteral", "rdf:XMLLiteral", "rdfs:Literal"}
    | {
        f"xsd:{name}"
        for name in (
            "decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "negativeInteger",
            "long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "float",
            "double", "string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "boolean",
            "hexBinary", "base64Binary", "anyURI", "dateTime", "dateTimeStamp",
        )
    }
)  # fmt: skip
#: What to write instead.
REMEDIES: Mapping[str, str] = {
    "owl:ReflexiveProperty": "state for each individual that it is related to itself",
    "owl:disjointUnionOf": "write rdfs:subClassOf for each member, and owl:AllDisjointClasses over them",
    "owl:unionOf superclass": "name a common superclass, and make the members its subclasses",
    "owl:unionOf equivalence": "write the union as a subclass of the class: [ owl:unionOf ( ... ) ] rdfs:subClassOf",
    "owl:oneOf equivalence": "write the members as instances of the class",
    "owl:someValuesFrom equivalence": "write the restriction as a subclass of the class, if that is all you need",
    "owl:allValuesFrom equivalence": "write the restriction as a superclass of the class, if that is all you need",
    "owl:cardinality superclass": "write owl:maxCardinality, for 0 or 1; the profile has no lower bound",
    "owl:qualifiedCardinality superclass": "write owl:maxQualifiedCardinality, for 0 or 1",
    "xsd:date": "write xsd:dateTime, or leave the range to a shape",
    "rdf:langString": "write rdf:PlainLiteral",
    "owl:Thing superclass": "leave it out: everything is an owl:Thing",
}
