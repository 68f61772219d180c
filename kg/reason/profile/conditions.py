"""Conditions of OWL 2 DL that the rules of OWL 2 RL do not need.

The W3C's *OWL 2 Structural Specification* (second edition), sections 5.8.1 and 11.2: kinds of entities that exclude
each other, simple properties, a regular hierarchy of properties, anonymous individuals, and the number of operands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.rdf.model import Term, Triple
from kg.reason.profile.fault import Fault
from kg.reason.profile.grammar import CARDINALITIES, KINDS, MAPPING, SIMPLE_ONLY, SYNTAX
from kg.reason.profile.ontology import Ontology, curie, iri_of, named

#: Properties whose lists have at least two members in OWL 2.
_AT_LEAST_TWO = (
    "owl:intersectionOf", "owl:unionOf", "owl:propertyChainAxiom", "owl:members", "owl:distinctMembers",
    "owl:disjointUnionOf",
)  # fmt: skip
_NO_ANONYMOUS = ("owl:sameAs", "owl:differentFrom", "owl:sourceIndividual", "owl:targetIndividual")


def conditions(ontology: Ontology) -> Iterator[tuple[Triple, Fault]]:
    """Yield the statements that are not allowed in OWL 2 DL, each with its fault.

    Examples
    --------
    >>> import pyoxigraph as ox
    >>> text = '''@prefix : <urn:x:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    ... :p owl:propertyChainAxiom ( :q :p :q ) .'''
    >>> quads = ox.parse(text, format=ox.RdfFormat.TURTLE)
    >>> ((_, fault),) = conditions(Ontology([(q.subject, q.predicate, q.object) for q in quads], {"": "urn:x:"}))
    >>> fault.restriction
    'the hierarchy of properties is not regular: :p would have to come before itself'
    """
    yield from _kinds(ontology)
    yield from _not_simple(ontology)
    yield from _irregular(ontology)
    yield from _anonymous(ontology)
    yield from _too_few(ontology)


def _kinds(ontology: Ontology) -> Iterator[tuple[Triple, Fault]]:
    for triple in ontology.triples:
        s, p, o = triple
        for kinds in KINDS if curie(p) == "rdf:type" else ():
            own = [kind for kind in kinds if ontology.is_a(s, kind)]
            if isinstance(s, ox.NamedNode) and len(own) > 1 and curie(o) == own[-1]:
                fault = Fault(f"{ontology.text(s)} is both {' and '.join(own)}", f"{SYNTAX} 5.8.1")
                yield triple, fault


def _not_simple(ontology: Ontology) -> Iterator[tuple[Triple, Fault]]:
    """Find properties that are not simple where OWL 2 DL requires simple ones."""
    composite = _composite(ontology)
    for triple in ontology.triples:
        s, p, o = triple
        name = curie(o) if curie(p) == "rdf:type" else curie(p)
        if name in CARDINALITIES or name == "owl:hasSelf":
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
                yield triple, Fault(text, f"{SYNTAX} 11.2", None, names)


def _composite(ontology: Ontology) -> dict[Term, str]:
    """Return the properties that are not simple, and why: transitive, made by a chain, or above such a property."""
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


def _irregular(ontology: Ontology) -> Iterator[tuple[Triple, Fault]]:
    """Find chains for which the properties have no order: each part comes before the property of its chain."""
    before: dict[Term, set[Term]] = {}
    above: dict[Term, set[Term]] = {}
    chains: list[tuple[Triple, list[Term]]] = []
    for triple in ontology.triples:
        s, p, o = triple
        match curie(p):
            case "rdfs:subPropertyOf":
                above.setdefault(_property(ontology, s), set()).add(_property(ontology, o))
            case "owl:inverseOf" | "owl:equivalentProperty":
                one, other = _property(ontology, s), _property(ontology, o)
                above.setdefault(one, set()).add(other)
                above.setdefault(other, set()).add(one)
            case "owl:propertyChainAxiom":
                parts = [_property(ontology, part) for part in _earlier(s, ontology.members(o) or [])]
                chains.append((triple, parts))
                for part in parts:
                    before.setdefault(part, set()).add(s)
    after: dict[Term, set[Term]] = {}
    for head, tails in before.items():
        for tail in tails:
            after.setdefault(tail, set()).add(head)
    for triple, parts in chains:
        last = _reachable([triple[0]], before)
        first = _reachable(parts, after)
        if found := sorted(first & _reachable(last, above), key=str):
            name = ontology.text(found[0])
            text = f"the hierarchy of properties is not regular: {name} would have to come before itself"
            yield triple, Fault(text, f"{SYNTAX} 11.2", None, named(triple[:2]))


def _earlier(head: Term, parts: list[Term]) -> list[Term]:
    """Return the parts of a chain that come before its property in the order of OWL 2 DL."""
    if parts == [head, head] or curie(head) == "owl:topObjectProperty":
        return []
    if parts and parts[0] == head:
        return parts[1:]
    return parts[:-1] if parts and parts[-1] == head else parts


def _property(ontology: Ontology, node: Term) -> Term:
    """Return a property; for an inverse without a name, the named property, which has the same place in the order."""
    seen: set[Term] = set()
    while isinstance(node, ox.BlankNode) and node not in seen and (of := ontology.objects(node, "owl:inverseOf")):
        seen.add(node)
        node = of[0]
    return node


def _reachable(starts: Iterable[Term], steps: dict[Term, set[Term]]) -> set[Term]:
    found = set(starts)
    work = list(found)
    while work:
        new = steps.get(work.pop(), set()) - found
        found |= new
        work += new
    return found


def _anonymous(ontology: Ontology) -> Iterator[tuple[Triple, Fault]]:
    """Find anonymous individuals where OWL 2 DL does not allow them, and circles of them."""
    tree: dict[Term, Term] = {}

    def root(node: Term) -> Term:
        while (above := tree.get(node, node)) != node:
            tree[node] = tree.get(above, above)
            node = above
        return node

    for triple in ontology.triples:
        s, p, o = triple
        name = curie(p)
        nodes = [s, o] if name in _NO_ANONYMOUS[:2] else [o] if name in _NO_ANONYMOUS else []
        nodes += ontology.members(o) or [] if name == "owl:oneOf" else []
        nodes += [o] if name == "owl:hasValue" else []
        if any(isinstance(node, ox.BlankNode) for node in nodes):
            text = f"{name} may not be about an anonymous individual"
            yield triple, Fault(text, f"{SYNTAX} 11.2", "give the individual an IRI", (iri_of(name),))
        if name.startswith("<") and isinstance(s, ox.BlankNode) and isinstance(o, ox.BlankNode):
            one, other = root(s), root(o)
            if one == other and not ontology.is_a(p, "owl:AnnotationProperty"):
                text = "anonymous individuals may not form a circle"
                yield triple, Fault(text, f"{SYNTAX} 11.2", "give one of them an IRI", named([p]))
            tree[one] = other


def _too_few(ontology: Ontology) -> Iterator[tuple[Triple, Fault]]:
    """Find lists of one member; the mapping reads some of them as OWL 1 did, and writes none."""
    for triple in ontology.triples:
        name = curie(triple[1])
        if name in _AT_LEAST_TWO and len(ontology.members(triple[2]) or [1, 2]) == 1:
            yield triple, Fault(f"{name} needs at least two members", f"{MAPPING} 2.1", None, (iri_of(name),))
