"""An ontology as triples: its lists, its axioms and their texts, with CURIEs for the vocabularies of OWL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.model import Term, Triple

#: The positions of the subject and the object of an axiom; "" if it is not a class expression.
POSITIONS: Mapping[str, tuple[str, str]] = {
    "rdfs:subClassOf": ("subclass", "superclass"),
    "owl:equivalentClass": ("equivalence", "equivalence"),
    "owl:disjointWith": ("subclass", "subclass"),
    "owl:hasKey": ("subclass", ""),
    "rdfs:domain": ("", "superclass"),
    "rdfs:range": ("", "superclass"),
    "rdf:type": ("", "superclass"),
}
_VOCABULARIES = {prefix: terms.PREFIXES[prefix] for prefix in ("owl", "rdfs", "rdf", "xsd")}
_DATA = ("rdf:PlainLiteral", "rdf:XMLLiteral", "rdf:langString", "rdfs:Literal", "owl:real", "owl:rational")
#: Maximum number of parts of an expression, or members of a list, to write.
_MOST = 8


class Ontology:
    """Triples by subject, with their vocabulary as CURIEs."""

    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        self.prefixes = {**prefixes, **_VOCABULARIES}
        self.triples = tuple(dict.fromkeys(triples))
        self.out: dict[Term, dict[str, list[Term]]] = {}
        self.above: dict[Term, Triple] = {}
        for triple in self.triples:
            s, p, o = triple
            self.out.setdefault(s, {}).setdefault(curie(p), []).append(o)
            if isinstance(o, ox.BlankNode):
                self.above.setdefault(o, triple)

    def objects(self, node: Term, name: str) -> list[Term]:
        """Return the objects of a node for a property."""
        return self.out.get(node, {}).get(name, [])

    def is_a(self, node: Term, *names: str) -> bool:
        """Return whether a node has one of some types."""
        return any(curie(kind) in names for kind in self.objects(node, "rdf:type"))

    def is_data(self, node: Term) -> bool:
        """Return whether a node is a data range."""
        name = curie(node)
        if name in _DATA or name.startswith("xsd:"):
            return True
        return self.is_a(node, "rdfs:Datatype", "owl:DataRange")

    def members(self, head: Term) -> list[Term] | None:
        """Return the members of a list; None if it is broken or circular."""
        found: list[Term] = []
        seen: set[Term] = set()
        while curie(head) != "rdf:nil":
            first, rest = self.objects(head, "rdf:first"), self.objects(head, "rdf:rest")
            if head in seen or len(first) != 1 or len(rest) != 1:
                return None
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return found

    def text(self, node: Term, depth: int = 4) -> str:
        """Write a node in Turtle; deeper parts are shortened."""
        if isinstance(node, ox.NamedNode):
            short = terms.compact(node.value, self.prefixes)
            return str(node) if short == node.value else short
        if isinstance(node, ox.Literal):
            plain = node.datatype.value == f"{terms.XSD}integer" and node.value.isdigit()
            if plain or node.language or node.datatype.value == f"{terms.XSD}string":
                return node.value if plain else str(node)
            return f'"{node.value}"^^{self.text(node.datatype)}'
        if "rdf:first" in self.out.get(node, {}):
            members = self.members(node)
            shown = [self.text(member, depth - 1) for member in (members or [])[:_MOST]] if depth else ["..."]
            more = ["..."] if members is None or len(members) > _MOST else []
            return f"( {' '.join(shown + more)} )"
        parts = [
            ("a" if name == "rdf:type" else self.text(ox.NamedNode(iri_of(name))), o)
            for name, objects in self.out.get(node, {}).items()
            for o in objects
            # Annotations and types of an expression are not part of it.
            if name == "rdf:type" or name not in POSITIONS
            if curie(o) not in ("owl:Restriction", "owl:Class", "rdfs:Datatype")
        ]
        if not parts or not depth:
            return "[ ... ]" if parts else "[]"
        order = sorted((p != "a", p != "owl:onProperty", p, self.text(o, depth - 1)) for p, o in parts)
        shown = [f"{p} {o}" for _, _, p, o in order[:_MOST]] + ["..."] * (len(order) > _MOST)
        return f"[ {' ; '.join(shown)} ]"

    def axiom(self, triple: Triple) -> Triple:
        """Return the axiom that contains a triple: the one that points to its expression, or the triple itself."""
        seen: set[Term] = set()
        while isinstance(triple[0], ox.BlankNode) and curie(triple[1]) not in POSITIONS:
            if triple[0] in seen or triple[0] not in self.above:
                break
            seen.add(triple[0])
            triple = self.above[triple[0]]
        return triple

    def axiom_text(self, axiom: Triple) -> str:
        """Write an axiom in Turtle; an axiom that consists of a blank node as that node."""
        s, p, o = axiom
        if isinstance(s, ox.BlankNode) and curie(p) not in POSITIONS:
            return self.text(s)
        return f"{self.text(s)} {'a' if curie(p) == 'rdf:type' else self.text(p)} {self.text(o)}"


def curie(node: Term) -> str:
    """Return a name of the vocabularies of OWL as a CURIE, any other in angle brackets; "" for other terms."""
    if not isinstance(node, ox.NamedNode):
        return ""
    iri = node.value
    for prefix, namespace in _VOCABULARIES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def iri_of(name: str) -> str:
    """Return the IRI for a result of `curie`."""
    prefix, _, local = name.partition(":")
    return name[1:-1] if name.startswith("<") else _VOCABULARIES[prefix] + local


def named(nodes: Iterable[Term]) -> tuple[str, ...]:
    """Return the IRIs among some nodes."""
    return tuple(node.value for node in nodes if isinstance(node, ox.NamedNode))
