"""The grammar of OWL 2 RL, as tables, and the axioms of a graph that do not fit it.

The source is the W3C's *OWL 2 Profiles* (second edition), section 4.2; axioms are read from triples as its
*Mapping to RDF Graphs* says. As that specification has it, a datatype may be defined, by datatypes and their
intersections only; ``owl:Thing`` may be named as a filler, nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import Severity
from kg.rdf import terms
from kg.rdf.model import Subject, Term, Triple
from kg.reason.profile.ontology import POSITIONS, Ontology, curie, iri_of, named

PROFILES, SYNTAX, MAPPING = "OWL 2 Profiles", "OWL 2 Structural Specification", "OWL 2 Mapping to RDF Graphs"
EXPRESSIONS, DATA_RANGES, AXIOMS, ENTITIES = (f"{PROFILES} 4.2.{n}" for n in (3, 4, 5, 1))

#: What may stand where, and as what its parts are read. "filler" is a subclass expression or owl:Thing.
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
#: All that makes an expression, allowed or not.
CONSTRUCTS = (
    "owl:intersectionOf", "owl:unionOf", "owl:complementOf", "owl:oneOf", "owl:someValuesFrom", "owl:allValuesFrom",
    "owl:hasValue", "owl:hasSelf", "owl:minCardinality", "owl:maxCardinality", "owl:cardinality",
    "owl:minQualifiedCardinality", "owl:maxQualifiedCardinality", "owl:qualifiedCardinality",
    "owl:datatypeComplementOf", "owl:onDatatype",
)  # fmt: skip
_LISTS = ("owl:intersectionOf", "owl:unionOf", "owl:oneOf")
_CARDINALITIES = tuple(name for name in CONSTRUCTS if name.lower().endswith("cardinality"))
#: Terms that the profile leaves out wherever they stand.
LEFT_OUT: Mapping[str, str] = {
    **dict.fromkeys(
        ("owl:topObjectProperty", "owl:bottomObjectProperty", "owl:topDataProperty", "owl:bottomDataProperty"), ENTITIES
    ),
    "owl:ReflexiveProperty": AXIOMS,
    "owl:disjointUnionOf": AXIOMS,
}
#: Axioms that only object properties take.
OBJECT_ONLY = frozenset(
    f"owl:{name}"
    for name in (
        "InverseFunctionalProperty", "SymmetricProperty", "AsymmetricProperty", "TransitiveProperty",
        "IrreflexiveProperty", "inverseOf", "propertyChainAxiom",
    )
)  # fmt: skip
#: Axioms that OWL 2 DL allows for simple properties only.
SIMPLE_ONLY = frozenset(
    f"owl:{name}"
    for name in (
        "FunctionalProperty", "InverseFunctionalProperty", "AsymmetricProperty", "IrreflexiveProperty",
        "propertyDisjointWith", "members",
    )
)  # fmt: skip
#: Kinds that no term of OWL 2 DL has two of.
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


@dataclass(frozen=True)
class Violation:
    """An axiom that is not in the profile.

    Parameters
    ----------
    subject : pyoxigraph.NamedNode or pyoxigraph.BlankNode
        What the axiom is about.
    axiom : str
        The axiom in Turtle, deep expressions cut short.
    restriction : str
        What the specification asks for that it breaks.
    section : str
        Of which specification, and where in it.
    severity : {"error", "info"}
        ``info`` where the axiom fits the grammar of RL but not the global conditions of OWL 2 DL, which the
        rules of RL do without.
    remedy : str, optional
        What to write instead.
    names : tuple of str
        IRIs that the faulty part names, the most telling first: where to look for it.
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
        The ontology, with whatever it imports that declares its properties.
    prefixes : mapping of str to str
        To write the axioms with.

    Returns
    -------
    tuple of Violation
        Sorted by axiom; empty where all is in the profile.

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
    owl:unionOf makes no superclass expression, but a subclass expression
    OWL 2 Profiles 4.2.3
    """
    ontology = Ontology(triples, prefixes)
    found = [
        *_left_out(ontology), *_class_axioms(ontology), *_literals(ontology), *_data_properties(ontology),
        *_kinds(ontology), *_not_simple(ontology),
    ]  # fmt: skip
    return tuple(sorted(dict.fromkeys(found), key=lambda v: (v.severity, v.axiom, v.restriction)))


@dataclass(frozen=True)
class _Fault:
    """What is wrong with one part of an axiom."""

    restriction: str
    section: str = EXPRESSIONS
    remedy: str | None = None
    names: tuple[str, ...] = ()


def _violation(ontology: Ontology, triple: Triple, fault: _Fault, severity: Severity = "error") -> Violation:
    axiom = ontology.axiom(triple)
    names = dict.fromkeys((*fault.names, *named((*triple[1:], *axiom[1:]))))
    return Violation(
        axiom[0], ontology.axiom_text(axiom), fault.restriction, fault.section, severity, fault.remedy, tuple(names)
    )


# ---- Class axioms


def _class_axioms(ontology: Ontology) -> Iterator[Violation]:
    """Check every class expression where it stands."""
    for triple in ontology.triples:
        for node, position in _parts(ontology, triple):
            for fault in _faults(ontology, node, position):
                yield _violation(ontology, triple, fault)


def _parts(ontology: Ontology, triple: Triple) -> Iterator[tuple[Term, str]]:
    """Yield the class expressions and data ranges of an axiom, and as what it reads them."""
    s, p, o = triple
    name = curie(p)
    if name == "rdf:type" and isinstance(o, ox.NamedNode) and curie(o) != "owl:Thing":
        return  # any other name is in the profile wherever it stands
    if name in ("rdfs:domain", "rdfs:range") and ontology.is_a(s, "owl:AnnotationProperty"):
        return
    if name == "owl:members" and ontology.is_a(s, "owl:AllDisjointClasses"):
        yield from ((member, "subclass") for member in ontology.members(o) or [])
    elif name in CONSTRUCTS and isinstance(s, ox.NamedNode):
        # OWL 1 put the expression on the name; OWL 2 reads that as an equivalence.
        yield (s, "data range of a definition") if ontology.is_data(s) else (s, "equivalence of a name")
    elif name in ("owl:equivalentClass", "rdfs:range") and (
        ontology.is_data(o) or ontology.is_data(s) or ontology.is_a(s, "owl:DatatypeProperty")
    ):
        yield o, "data range"
    elif name in POSITIONS:
        yield from ((node, position) for node, position in zip((s, o), POSITIONS[name], strict=True) if position)


def _faults(ontology: Ontology, root: Term, position: str) -> Iterator[_Fault]:
    """Walk an expression; yield what is wrong with its parts. No recursion: expressions may be deep."""
    work: list[tuple[Term, str, bool]] = [(root, position, False)]
    within: set[Term] = set()
    done: set[tuple[Term, str]] = set()
    while work:
        node, position, leaving = work.pop()
        if leaving:
            within.discard(node)
        elif node in within:
            yield _Fault("a class expression is part of itself", f"{MAPPING} 3.2")
        elif (node, position) not in done:
            done.add((node, position))
            within.add(node)
            work.append((node, position, True))
            parts: list[tuple[Term, str]] = []
            yield from _read(ontology, node, position, parts)
            work += [(part, as_what, False) for part, as_what in reversed(parts)]


def _read(ontology: Ontology, node: Term, position: str, parts: list[tuple[Term, str]]) -> Iterator[_Fault]:
    """Check one node of an expression, and note its parts."""
    position, _, definition = position.partition(" of a ")
    if isinstance(node, ox.NamedNode) and not definition:
        yield from _name(ontology, node, position)
        return
    if isinstance(node, ox.Literal):
        yield _Fault(f"a literal, {ontology.text(node)}, is no {_kind(position)}")
        return
    position = "subclass" if position == "filler" else position
    constructs = [name for name in ontology.out.get(node, {}) if name in CONSTRUCTS]
    if not constructs:
        yield _Fault(f"{ontology.text(node)} is no {_kind(position)} of OWL 2", f"{MAPPING} 3.2")
    for name in constructs:
        if name not in GRAMMAR[position]:
            yield _not_allowed(ontology, node, name, position)
        else:
            yield from _construct(ontology, node, name, position, parts)


def _name(ontology: Ontology, node: ox.NamedNode, position: str) -> Iterator[_Fault]:
    name = curie(node)
    if position == "data range":
        if name not in DATATYPES and not ontology.objects(node, "owl:equivalentClass"):
            yield _datatype_fault(ontology, node)
    elif name == "owl:Thing" and position != "filler":
        remedy = REMEDIES["owl:Thing superclass"] if position == "superclass" else None
        yield _Fault(f"owl:Thing is no {_kind(position)}", EXPRESSIONS, remedy, (node.value,))
    elif ontology.is_data(node):
        yield _Fault(f"{ontology.text(node)} is a datatype, and no {_kind(position)}", EXPRESSIONS, None, (node.value,))


def _datatype_fault(ontology: Ontology, node: ox.NamedNode) -> _Fault:
    text = f"{ontology.text(node)} is none of the datatypes of OWL 2 RL"
    return _Fault(text, ENTITIES, REMEDIES.get(curie(node)), (node.value,))


def _kind(position: str) -> str:
    return "data range" if position == "data range" else "expression of an equivalence" if position == "equivalence" \
        else f"{'subclass' if position == 'filler' else position} expression"  # fmt: skip


def _not_allowed(ontology: Ontology, node: Term, name: str, position: str) -> _Fault:
    """Say that a construct may not stand here, and where it may."""
    elsewhere = [place for place in ("subclass", "superclass") if name in GRAMMAR[place] and place != position]
    text = f"{name} makes no {_kind(position)}"
    if position == "data range":
        return _Fault(f"{text}: only datatypes and their intersections do", DATA_RANGES, None, (iri_of(name),))
    text += f", but a {_kind(elsewhere[0])}" if elsewhere else ""
    text += "" if any(name in row for row in GRAMMAR.values()) else ", nor any other of OWL 2 RL"
    return _Fault(text, EXPRESSIONS, REMEDIES.get(f"{name} {position}"), _names(ontology, node, name))


def _names(ontology: Ontology, node: Term, name: str) -> tuple[str, ...]:
    """Collect what an expression names, its construct first."""
    near = [o for objects in ontology.out[node].values() for o in objects]
    near += [member for o in ontology.objects(node, name) for member in (ontology.members(o) or [])]
    return (iri_of(name), *named(near))


def _construct(
    ontology: Ontology, node: Term, name: str, position: str, parts: list[tuple[Term, str]]
) -> Iterator[_Fault]:
    """Check a construct that may stand here: its list, its number, its fillers."""
    inside = GRAMMAR[position][name]
    names = _names(ontology, node, name)
    on_property = ontology.objects(node, "owl:onProperty")
    if name not in (*_LISTS, "owl:complementOf") and not (on_property or ontology.objects(node, "owl:onProperties")):
        yield _Fault("a restriction names no owl:onProperty", f"{MAPPING} 3.2", None, names)
    for o in ontology.objects(node, name):
        if name in _LISTS:
            members = ontology.members(o)
            if members is None:
                yield _broken_list(name, names)
            elif not members and name == "owl:intersectionOf":
                yield _Fault("an empty owl:intersectionOf is owl:Thing", EXPRESSIONS, None, names)
            elif inside != "individual":
                parts += [(member, inside) for member in members]
        elif inside == "at most 1":
            if _number(o) not in (0, 1):
                text = f"{name} may be 0 or 1, not {ontology.text(o)}"
                yield _Fault(text, EXPRESSIONS, None, names)
            parts += [(filler, "filler") for filler in ontology.objects(node, "owl:onClass")]
            parts += [(filler, "data range") for filler in ontology.objects(node, "owl:onDataRange")]
        elif inside == "value":
            if isinstance(o, ox.Literal):
                yield from _literal(ontology, o)
        else:
            data = ontology.is_data(o) or any(ontology.is_a(p, "owl:DatatypeProperty") for p in on_property)
            parts.append((o, "data range" if data and name != "owl:complementOf" else inside))


def _broken_list(name: str, names: tuple[str, ...] = ()) -> _Fault:
    text = f"the list of {name} is broken, or runs in a circle"
    return _Fault(text, f"{MAPPING} 3.2", None, names or (iri_of(name),))


def _number(node: Term) -> int | None:
    return int(node.value) if isinstance(node, ox.Literal) and node.value.strip("+").isdecimal() else None


# ---- What else the profile leaves out


def _left_out(ontology: Ontology) -> Iterator[Violation]:
    for triple in ontology.triples:
        for term in triple:
            name = curie(term)
            if name in LEFT_OUT:
                text = f"{name} is not in OWL 2 RL"
                yield _violation(ontology, triple, _Fault(text, LEFT_OUT[name], REMEDIES.get(name), (iri_of(name),)))


def _literals(ontology: Ontology) -> Iterator[Violation]:
    """Check the datatypes of the values that assertions give to data properties."""
    for triple in ontology.triples:
        _, p, o = triple
        if isinstance(o, ox.Literal) and (curie(p) == "owl:targetValue" or ontology.is_a(p, "owl:DatatypeProperty")):
            for fault in _literal(ontology, o):
                yield _violation(ontology, triple, fault)


def _literal(ontology: Ontology, literal: ox.Literal) -> Iterator[_Fault]:
    # A text with a language is an rdf:PlainLiteral to OWL 2.
    if not literal.language:
        yield from _name(ontology, literal.datatype, "data range")


def _data_properties(ontology: Ontology) -> Iterator[Violation]:
    """Find data properties in axioms that only object properties take."""
    for triple in ontology.triples:
        s, p, o = triple
        name = curie(o) if curie(p) == "rdf:type" else curie(p)
        if name not in OBJECT_ONLY:
            continue
        operands = [s] if name.endswith("Property") else [s, o, *(ontology.members(o) or [])]
        if name == "owl:propertyChainAxiom" and ontology.members(o) is None:
            fault = _Fault(
                f"the list of {name} is broken, or runs in a circle", f"{MAPPING} 3.2", None, (iri_of(name),)
            )
            yield _violation(ontology, triple, fault)
        for operand in operands:
            if ontology.is_a(operand, "owl:DatatypeProperty") and not ontology.is_a(operand, "owl:ObjectProperty"):
                text = f"{name} is for object properties, and {ontology.text(operand)} is a data property"
                yield _violation(ontology, triple, _Fault(text, AXIOMS, None, (iri_of(name),)))


# ---- The conditions of OWL 2 DL that the rules of RL do without


def _kinds(ontology: Ontology) -> Iterator[Violation]:
    for triple in ontology.triples:
        s, p, o = triple
        for kinds in KINDS if curie(p) == "rdf:type" else ():
            own = [kind for kind in kinds if ontology.is_a(s, kind)]
            if isinstance(s, ox.NamedNode) and len(own) > 1 and curie(o) == own[-1]:
                fault = _Fault(f"{ontology.text(s)} is both {' and '.join(own)}", f"{SYNTAX} 5.8.1")
                yield _violation(ontology, triple, fault, "info")


def _not_simple(ontology: Ontology) -> Iterator[Violation]:
    """Find properties made of others where OWL 2 DL wants simple ones."""
    composite = _composite(ontology)
    for triple in ontology.triples:
        s, p, o = triple
        name = curie(o) if curie(p) == "rdf:type" else curie(p)
        if name in _CARDINALITIES or name == "owl:hasSelf":
            operands = ontology.objects(s, "owl:onProperty")
        elif name == "owl:members":
            operands = (ontology.members(o) or []) if ontology.is_a(s, "owl:AllDisjointProperties") else []
        elif name in SIMPLE_ONLY:
            operands = [s] if name.endswith("Property") else [s, o]
        else:
            continue
        for operand in operands:
            if operand in composite:
                why = composite[operand]
                text = f"{name} is for simple properties in OWL 2 DL, and {ontology.text(operand)} {why}"
                names = (iri_of(name), *named(operands))
                yield _violation(ontology, triple, _Fault(text, f"{SYNTAX} 11.2", None, names), "info")


def _composite(ontology: Ontology) -> dict[Term, str]:
    """Return the properties that are not simple, and why: transitive, made by a chain, or above such a one."""
    found: dict[Term, str] = {}
    above: dict[Term, list[Term]] = {}
    for s, p, o in ontology.triples:
        match curie(p):
            case "rdf:type" if curie(o) == "owl:TransitiveProperty":
                found[s] = "is transitive"
            case "owl:propertyChainAxiom":
                found.setdefault(s, "is made by a chain")
            case "rdfs:subPropertyOf":
                above.setdefault(s, []).append(o)
            case "owl:inverseOf" | "owl:equivalentProperty":
                above.setdefault(s, []).append(o)
                above.setdefault(o, []).append(s)
    work = list(found)
    while work:
        below = work.pop()
        for node in above.get(below, []):
            if node not in found:
                found[node] = f"follows from {ontology.text(below)}, which {found[below].split(', which ')[-1]}"
                work.append(node)
    return found
